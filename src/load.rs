//! What software does to put a codebook into a slot: register writes and waits, in the order in which no frame is ever
//! read by another codebook than it was sent by.

use crate::codebook::{Codebook, OutsideError};
use crate::design::Design;
use crate::registers::{Map, PER_WORD, Register, Side};
use serde::Serialize;

/// A codebook on its way into a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Load {
    /// The slot, counted from 0.
    pub slot: usize,
    /// Its index in a frame's header.
    pub index: usize,
    /// The codebook's digest, 16 hex digits.
    pub digest: String,
    /// Its tag, 8 hex digits.
    pub tag: String,
    /// What is to be done, in this order.
    pub steps: Vec<Step>,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Step {
    /// Write a register; an answer of SLVERR ends the load.
    Write {
        /// Whose.
        side: Side,
        /// Which, as the map calls it.
        register: String,
        /// Its address, bytes.
        address: u32,
        /// What to write.
        value: u32,
    },
    /// Read a register until these bits of it have this value.
    Wait {
        /// Whose.
        side: Side,
        /// Which.
        register: String,
        /// Its address, bytes.
        address: u32,
        /// The bits.
        mask: u32,
        /// Their value.
        value: u32,
    },
    /// Wait until what the encoder has sent before has come out of the decoder: the link's flight time.
    Flight,
    /// Read a register once: these bits of it must have this value, else the codebook is not in the slot.
    Check {
        /// Whose.
        side: Side,
        /// Which.
        register: String,
        /// Its address, bytes.
        address: u32,
        /// The bits.
        mask: u32,
        /// Their value.
        value: u32,
    },
}

/// Why a codebook cannot be loaded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// There are no slots.
    #[error("the design has no loadable slots: add `loadable`")]
    NoSlots,
    /// A slot that is not there.
    #[error("slot {slot}: use 0 to {}: the design has {slots}", slots - 1)]
    Slot {
        /// Asked for.
        slot: usize,
        /// How many there are.
        slots: usize,
    },
    /// An end that the design does not have.
    #[error("the design has no {0}: leave that side out")]
    NoSide(Side),
    /// A codebook that no slot can hold.
    #[error("outside the slots' envelope: {0}")]
    Outside(OutsideError),
}

impl Load {
    /// Of a codebook into a slot of these sides. With both of them the encoder's slot is empty first, so that its packets
    /// go raw until the decoder has the codebook.
    ///
    /// # Errors
    /// A slot or side that the design does not have, or a codebook outside its envelope.
    pub fn new(design: &Design, book: &Codebook, slot: usize, sides: &[Side]) -> Result<Self, LoadError> {
        let books = design.books();
        let envelope = books.envelope().ok_or(LoadError::NoSlots)?;
        let slots = books.slots().len();
        if slot >= slots {
            return Err(LoadError::Slot { slot, slots });
        }
        envelope.holds(book).map_err(LoadError::Outside)?;
        let map = |side: &Side| Map::of(design, *side).ok_or(LoadError::NoSide(*side));
        let maps = sides.iter().map(map).collect::<Result<Vec<Map>, LoadError>>()?;
        let side = |side: Side| maps.iter().find(|map| map.side == side).map(Bus);
        let mut steps = Vec::new();
        match (side(Side::Encoder), side(Side::Decoder)) {
            (Some(encoder), Some(decoder)) => {
                encoder.open(slot, &mut steps);
                steps.push(Step::Flight);
                decoder.open(slot, &mut steps);
                decoder.fill(book, slot, &mut steps);
                encoder.fill(book, slot, &mut steps);
            }
            (encoder, decoder) => {
                for bus in encoder.into_iter().chain(decoder) {
                    bus.open(slot, &mut steps);
                    bus.fill(book, slot, &mut steps);
                }
            }
        }
        Ok(Self {
            slot,
            index: books.slot_index(slot),
            digest: book.digest().to_string(),
            tag: book.tag().to_string(),
            steps,
        })
    }
}

/// A side's registers.
#[derive(Clone, Copy)]
struct Bus<'a>(&'a Map);

impl Bus<'_> {
    fn register(&self, name: &str) -> &Register {
        self.0.register(name).expect("every map has what a load needs")
    }

    /// Of one or of the one of several that this number calls.
    fn write(&self, name: &str, number: Option<u32>, value: u32) -> Step {
        let register = self.register(name);
        let called = number.map_or_else(|| name.to_owned(), |number| format!("{name}[{number}]"));
        let address = register.address(number.unwrap_or(register.first));
        Step::Write { side: self.0.side, register: called, address, value }
    }

    fn open(&self, slot: usize, steps: &mut Vec<Step>) {
        steps.push(self.write("OPEN", None, slot as u32));
        let status = self.register("STATUS");
        let mask = self.mask("ready");
        let (side, register, address) = (self.0.side, status.name.clone(), status.offset);
        steps.push(Step::Wait { side, register, address, mask, value: mask });
    }

    fn mask(&self, field: &str) -> u32 {
        let fields = &self.register("STATUS").fields;
        fields.iter().find(|of| of.name == field).map_or(0, |field| field.mask())
    }

    fn fill(&self, book: &Codebook, slot: usize, steps: &mut Vec<Step>) {
        let count = self.register("COUNT");
        let complete = is_complete(book);
        for length in count.first..count.first + count.count {
            let symbols = book.lengths().iter().filter(|of| u32::from(**of) == length).count() as u32;
            let bit =
                |name: &str| count.fields.iter().find(|field| field.name == name).map_or(0, |f| f.mask());
            let escape = if book.escape().map(u32::from) == Some(length) { bit("escape") } else { 0 };
            let hole = if !complete && book.longest_codeword() == length { bit("hole") } else { 0 };
            steps.push(self.write("COUNT", Some(length), symbols | escape | hole));
        }
        for (number, lengths) in (0..).zip(book.lengths().chunks(PER_WORD)) {
            let nibbles = (0..).zip(lengths);
            let word = nibbles.fold(0, |word, (at, length)| word | u32::from(*length) << (4 * at));
            steps.push(self.write("LENGTHS", Some(number), word));
        }
        steps.push(self.write("COMMIT", None, book.tag().0));
        let status = self.register("STATUS");
        let valid = status.fields.iter().find(|field| field.name == "valid").map_or(0, |field| field.low);
        let mask = 1 << (valid + slot as u32);
        let (side, register, address) = (self.0.side, status.name.clone(), status.offset);
        steps.push(Step::Check { side, register, address, mask, value: mask });
    }
}

/// Whether every string of bits begins with a codeword.
fn is_complete(book: &Codebook) -> bool {
    let last = book.entries().last();
    last.is_some_and(|last| last.word.bits.count_ones() == last.word.length)
}

/// Kinds of steps in the tables for programs: write, wait, check, flight.
fn row(step: &Step) -> (&'static str, &'static str, u32, u32, u32) {
    match step {
        Step::Write { side, address, value, .. } => (side.name(), "write", *address, u32::MAX, *value),
        Step::Wait { side, address, mask, value, .. } => (side.name(), "wait", *address, *mask, *value),
        Step::Check { side, address, mask, value, .. } => (side.name(), "check", *address, *mask, *value),
        Step::Flight => ("encoder", "flight", 0, 0, 0),
    }
}

/// A line a step, for people.
pub fn text(load: &Load) -> String {
    let line = |step: &Step| match step {
        Step::Write { side, register, address, value } => {
            format!("{side:7}  write  {address:#05x}  {value:#010x}  {register}\n")
        }
        Step::Wait { side, register, address, mask, .. } => {
            format!("{side:7}  wait   {address:#05x}  {mask:#010x}  {register}: until these bits are 1\n")
        }
        Step::Check { side, register, address, mask, .. } => {
            format!("{side:7}  check  {address:#05x}  {mask:#010x}  {register}: these bits must be 1\n")
        }
        Step::Flight => {
            "link     wait                      until all that was sent before has arrived\n".to_owned()
        }
    };
    let steps: String = load.steps.iter().map(line).collect();
    format!(
        "slot {}, index {} in a frame's header: codebook {}, tag {}\n\n{steps}",
        load.slot, load.index, load.digest, load.tag
    )
}

/// A table in C99.
pub fn c(load: &Load) -> String {
    let rows = load.steps.iter().map(row).map(|(side, kind, address, mask, value)| {
        let (side, kind) = (side.to_uppercase(), kind.to_uppercase());
        format!("    {{HUFFWIRE_{side}, HUFFWIRE_{kind}, {address:#05x}u, {mask:#010x}u, {value:#010x}u}},\n")
    });
    format!(
        "/* Slot {}, index {} in a frame's header: codebook {}, tag {}. WAIT: read until the bits of mask have the\n\
         \x20  value; CHECK: they must have it; FLIGHT: wait until all that was sent before has arrived. */\n\
         enum {{ HUFFWIRE_ENCODER, HUFFWIRE_DECODER }};\n\
         enum {{ HUFFWIRE_WRITE, HUFFWIRE_WAIT, HUFFWIRE_CHECK, HUFFWIRE_FLIGHT }};\n\
         static const struct {{\n    unsigned char side, kind;\n    unsigned short address;\n    unsigned mask, value;\n\
         }} huffwire_load[] = {{\n{}}};\n",
        load.slot,
        load.index,
        load.digest,
        load.tag,
        rows.collect::<String>()
    )
}

/// A list of lists in Tcl: side, kind, address, mask, value.
pub fn tcl(load: &Load) -> String {
    let rows = load.steps.iter().map(row).map(|(side, kind, address, mask, value)| {
        format!("    {{{side} {kind} {address:#05x} {mask:#010x} {value:#010x}}}\n")
    });
    format!(
        "# Slot {}, index {} in a frame's header: codebook {}, tag {}.\nset huffwire_load {{\n{}}}\n",
        load.slot,
        load.index,
        load.digest,
        load.tag,
        rows.collect::<String>()
    )
}

/// A list of tuples in Python: side, kind, address, mask, value.
pub fn python(load: &Load) -> String {
    let rows = load.steps.iter().map(row).map(|(side, kind, address, mask, value)| {
        format!("    (\"{side}\", \"{kind}\", {address:#05x}, {mask:#010x}, {value:#010x}),\n")
    });
    format!(
        "# Slot {}, index {} in a frame's header: codebook {}, tag {}.\nHUFFWIRE_LOAD = [\n{}]\n",
        load.slot,
        load.index,
        load.digest,
        load.tag,
        rows.collect::<String>()
    )
}
