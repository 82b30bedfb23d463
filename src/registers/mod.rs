//! The registers of a design: one description of each side's map, from which the Verilog's constants,
//! SystemRDL, the C header, the manifest and the documentation's table are made.

mod dump;
mod text;

pub use dump::{DumpError, counters};
pub use text::{header, markdown, rdl};

use crate::codebook::{Books, Envelope};
use crate::design::Design;
use serde::Serialize;
use std::fmt;

/// What the register ID says: the letters HFW and the version of the map.
pub const ID: u32 = 0x4846_5701;
/// Bytes that a side's registers span: addresses of 12 bits.
pub const BYTES: u32 = 1 << 12;
/// Symbols in a word of LENGTHS, four bits each.
pub const PER_WORD: usize = 8;

/// Which end's registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The encoder's.
    Encoder,
    /// The decoder's.
    Decoder,
}

impl Side {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Encoder, Self::Decoder];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Encoder => "encoder",
            Self::Decoder => "decoder",
        }
    }

    /// How the modules of that end begin.
    pub fn short(self) -> &'static str {
        match self {
            Self::Encoder => "enc",
            Self::Decoder => "dec",
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What the bus can do with a register; anything else is answered with SLVERR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Access {
    /// Read it.
    #[serde(rename = "R")]
    Read,
    /// Write it.
    #[serde(rename = "W")]
    Write,
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Read => "R",
            Self::Write => "W",
        })
    }
}

/// Bits of a register that mean something together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// In lower case.
    pub name: String,
    /// Its lowest bit.
    pub low: u32,
    /// Bits.
    pub bits: u32,
    /// Its value behind a reset, and for ever where the register is constant; of one that is written 0.
    pub reset: u32,
    /// A sentence without a full stop.
    pub description: String,
}

impl Field {
    fn new(name: &str, low: u32, bits: u32, description: impl Into<String>) -> Self {
        Self { name: name.to_owned(), low, bits, reset: 0, description: description.into() }
    }

    fn with(self, value: impl TryInto<u32>) -> Self {
        // Every value of a design fits its field: the largest ones have been counted.
        Self { reset: value.try_into().unwrap_or_default(), ..self }
    }

    /// Its bits in the register.
    pub fn mask(&self) -> u32 {
        (u32::MAX >> (32 - self.bits)) << self.low
    }
}

/// A register, or several alike that follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Register {
    /// In upper case.
    pub name: String,
    /// The first one's address, bytes.
    pub offset: u32,
    /// What can be done with it.
    pub access: Access,
    /// How many there are.
    pub count: u32,
    /// Bytes from one to the next.
    pub stride: u32,
    /// What the first one is called by: they count on from it.
    pub first: u32,
    /// Whether its value never changes.
    pub constant: bool,
    /// A sentence without a full stop.
    pub description: String,
    /// Its fields, the lowest first; other bits are 0, and ignored where it is written.
    pub fields: Vec<Field>,
}

impl Register {
    fn new(name: &str, offset: u32, access: Access, description: &str, fields: Vec<Field>) -> Self {
        Self {
            name: name.to_owned(),
            offset,
            access,
            count: 1,
            stride: 4,
            first: 0,
            constant: false,
            description: description.to_owned(),
            fields,
        }
    }

    fn constant(self) -> Self {
        Self { constant: true, ..self }
    }

    /// So many of them, called by numbers from `first` on.
    fn times(self, count: usize, first: u32) -> Self {
        Self { count: count as u32, first, ..self }
    }

    /// Whether it is one of several.
    pub fn array(&self) -> bool {
        ["COUNT", "TAG", "LENGTHS"].contains(&self.name.as_str())
    }

    /// Its value behind a reset.
    pub fn reset(&self) -> u32 {
        self.fields.iter().fold(0, |value, field| value | field.reset << field.low)
    }

    /// The address of the one called by this number, bytes.
    pub fn address(&self, number: u32) -> u32 {
        self.offset + self.stride * (number - self.first)
    }
}

/// All registers of a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    /// Whose.
    pub side: Side,
    /// In the order of their addresses.
    pub registers: Vec<Register>,
}

impl Map {
    /// The map of a design's side; none where it has no such end, or no registers.
    pub fn of(design: &Design, side: Side) -> Option<Self> {
        let there = match side {
            Side::Encoder => design.encoder().is_some(),
            Side::Decoder => design.decoder().is_some(),
        };
        if !there || !design.registers() {
            return None;
        }
        let books = design.books();
        let mut registers = match books.envelope() {
            Some(envelope) => fixed(books, envelope, side, design.protect().is_some()),
            None => plain(books, side),
        };
        registers.extend(digest(design));
        let counters = if side == Side::Encoder { design.counter_layout() } else { Vec::new() };
        if !counters.is_empty() {
            let fields = vec![
                Field::new("snapshot", 0, 1, "copies all counters for reading"),
                Field::new("clear", 1, 1, "lets them begin again from 0 as they are copied; none is lost"),
            ];
            let what = "what becomes of the counters; with both bits they are read and cleared at once";
            registers.push(Register::new("CONTROL", 0x020, Access::Write, what, fields));
        }
        for (number, counter) in (0..).zip(counters) {
            let name = counter.counted.to_string().to_uppercase();
            for (half, part, bits) in [(0, "LOW", 32), (1, "HIGH", counter.width - 32)] {
                let what =
                    format!("{} of the counter {} in the last snapshot", part_of(half), counter.counted);
                let fields = vec![Field::new("value", 0, bits, "its bits")];
                let offset = 0x100 + 8 * number + 4 * half;
                registers.push(Register::new(&format!("{name}_{part}"), offset, Access::Read, &what, fields));
            }
        }
        registers.sort_by_key(|register| register.offset);
        if books.envelope().is_none() {
            return Some(Self { side, registers });
        }
        let words = lengths_words(books);
        let length = |symbol: usize| {
            let what = format!("the codeword's bits of this word's symbol {symbol}; 0 where it is escaped");
            Field::new(&format!("length_{symbol}"), 4 * symbol as u32, 4, what)
        };
        let fields = (0..books.element().alphabet().min(PER_WORD)).map(length).collect();
        let what =
            "lengths of symbols in their order, eight a word; the words ascending, behind the last COUNT";
        registers.push(Register::new("LENGTHS", 0x400, Access::Write, what, fields).times(words, 0));
        Some(Self { side, registers })
    }

    /// The register of this name, the first of several.
    pub fn register(&self, name: &str) -> Option<&Register> {
        self.registers.iter().find(|register| register.name == name)
    }
}

/// Words of LENGTHS in a load.
pub fn lengths_words(books: &Books) -> usize {
    books.element().alphabet().div_ceil(PER_WORD)
}

fn part_of(half: u32) -> &'static str {
    if half == 0 { "the lowest 32 bits" } else { "the highest 16 bits" }
}

/// Why a load was refused, as STATUS says it: bits from the field's lowest on.
pub const ERRORS: [(&str, &str); 7] = [
    ("order", "a write before its time or out of order, or a COMMIT before the last one"),
    ("kraft", "the counts are no complete code of the envelope"),
    ("lengths", "the lengths are not as many of each kind as the counts say"),
    ("groups", "the symbols lie in more groups than a slot has"),
    ("padding", "the all-ones codeword makes an element that padding could be mistaken for"),
    ("tag", "what has been loaded has another tag than COMMIT expects"),
    ("fault", "the storage of a valid slot was found broken; the slot is invalid"),
];

/// The register that says what this is.
fn id() -> Register {
    let value = |name: &str, low, bits, what: &str, value: u32| Field::new(name, low, bits, what).with(value);
    let fields = vec![
        value("version", 0, 8, "of the map", ID & 0xff),
        value("letters", 8, 24, "HFW in ASCII", ID >> 8),
    ];
    Register::new("ID", 0x000, Access::Read, "the letters HFW and the map's version", fields).constant()
}

/// What both ends of a link must have in common.
fn digest(design: &Design) -> [Register; 2] {
    let digest = u64::from_be_bytes(design.books().digest().0);
    let half = |name: &str, offset, part: &str, value: u64| {
        let what = format!("{part} of the design's digest, which is the same at both ends of a link");
        let field = Field::new("value", 0, 32, "its bits").with(value as u32);
        Register::new(name, offset, Access::Read, &what, vec![field]).constant()
    };
    [
        half("DIGEST_LOW", 0x028, "the lowest 32 bits", digest),
        half("DIGEST_HIGH", 0x02c, "the highest 32 bits", digest >> 32),
    ]
}

/// What every design's CAPABILITIES say, beside numbers of slots and codebooks.
fn facts(books: &Books, side: Side) -> [Field; 3] {
    let decoder = usize::from(side == Side::Decoder);
    [
        Field::new("symbol_bits", 10, 4, "bits of a symbol").with(books.element().symbol_bits()),
        Field::new("decoder", 26, 1, "the decoder's registers; else the encoder's").with(decoder),
        Field::new("check_bytes", 28, 3, "bytes of a frame's check").with(books.check_bytes()),
    ]
}

/// Where nothing is loaded: all but the counters.
fn plain(books: &Books, side: Side) -> Vec<Register> {
    let mut capabilities = vec![
        Field::new("slots", 0, 5, "loadable slots: none"),
        Field::new("books", 5, 5, "codebooks, without the raw book").with(books.books().len()),
    ];
    capabilities.extend(facts(books, side));
    let what = "what the design is";
    vec![id(), Register::new("CAPABILITIES", 0x004, Access::Read, what, capabilities).constant()]
}

/// All but the counters and the lengths.
fn fixed(books: &Books, envelope: &Envelope, side: Side, protect: bool) -> Vec<Register> {
    use Access::{Read, Write};
    let slots = books.slots().len();
    let value =
        |name: &str, low, bits, what: &str, value: usize| Field::new(name, low, bits, what).with(value);
    let mut capabilities = vec![
        value("slots", 0, 5, "loadable slots", slots),
        value(
            "books",
            5,
            5,
            "constant codebooks: slot s has index books + s in a frame's header",
            books.books().len(),
        ),
        value("shortest", 14, 4, "bits of the shortest codeword", envelope.shortest() as usize),
        value("longest", 18, 4, "bits of the longest codeword", envelope.longest() as usize),
        value(
            "log2_symbols",
            22,
            3,
            "2 to this power symbols have codewords at most",
            rank_bits(envelope) as usize,
        ),
        value(
            "escapes",
            25,
            1,
            "symbols can be escaped; else all have codewords",
            usize::from(envelope.escapes()),
        ),
        value("protect", 27, 1, "the slots' storage has parity", usize::from(protect)),
    ];
    capabilities.extend(facts(books, side));
    capabilities.sort_by_key(|field| field.low);
    let layout = vec![
        value(
            "groups",
            0,
            9,
            "groups of 4 neighbouring symbols that a slot's lie in at most",
            envelope.groups(),
        ),
        value("words", 16, 9, "words of LENGTHS", lengths_words(books)),
    ];
    let mut status = vec![
        Field::new("open", 0, 1, "a slot is open"),
        Field::new("ready", 1, 1, "nothing under way uses it any more: COUNT and LENGTHS can be written"),
        Field::new("slot", 4, 4, "which one; 0 where none is"),
    ];
    status.extend((0..).zip(ERRORS).map(|(bit, (name, what))| {
        Field::new(&format!("error_{name}"), 8 + bit, 1, format!("since the last OPEN: {what}"))
    }));
    status.push(Field::new("valid", 16, slots as u32, "one bit a slot: frames that begin now may use it"));
    let refused = match side {
        Side::Encoder => "packets and blocks that were sent raw for want of their codebook; wraps",
        Side::Decoder => "frames of an index without codebook; wraps",
    };
    let all = |what: &str| vec![Field::new("value", 0, 32, what)];
    let lengths = envelope.longest() - envelope.shortest() + 1;
    let last = match envelope.escapes() {
        true => Field::new("escape", 16, 1, "the escape has this length too"),
        false => Field::new("hole", 17, 1, "the all-ones codeword of this length is left out"),
    };
    let count = vec![Field::new("symbols", 0, 11, "symbols whose codewords have this length"), last];
    vec![
        id(),
        Register::new("CAPABILITIES", 0x004, Read, "what the slots can hold", capabilities).constant(),
        Register::new("LAYOUT", 0x008, Read, "more of it", layout).constant(),
        Register::new("STATUS", 0x00c, Read, "where a load stands, and which slots are valid", status),
        Register::new(
            "OPEN",
            0x010,
            Write,
            "opens a slot: it is invalid from here on, and a load begins",
            vec![Field::new("slot", 0, 32, "which one")],
        ),
        Register::new(
            "COMMIT",
            0x014,
            Write,
            "ends the load; the slot is valid if what was loaded is a code of the envelope and has this tag",
            vec![Field::new("tag", 0, 32, "the codebook's")],
        ),
        Register::new(
            "DROP",
            0x018,
            Write,
            "makes slots invalid; what is being loaded goes on",
            vec![Field::new("slots", 0, slots as u32, "one bit a slot")],
        ),
        Register::new("LOADED", 0x01c, Read, "tag of what has been loaded so far", {
            let start = vec![Field::new("value", 0, 32, "behind the last of LENGTHS it is the codebook's")];
            start.into_iter().map(|field| field.with(!tag_start(books))).collect()
        }),
        Register::new("REFUSED", 0x024, Read, refused, all("how many")),
        Register::new(
            "COUNT",
            0x040 + 4 * envelope.shortest(),
            Write,
            "codewords of every length, ascending, each length once",
            count,
        )
        .times(lengths as usize, envelope.shortest()),
        Register::new(
            "TAG",
            0x080,
            Read,
            "tag of every slot's codebook",
            all("0 while the slot is not valid"),
        )
        .times(slots, 0),
    ]
}

/// Bits of a symbol's rank: as many symbols as they can tell apart have codewords.
pub fn rank_bits(envelope: &Envelope) -> u32 {
    envelope.symbols().ilog2()
}

/// The state of a tag's CRC behind the element format's name and a zero byte, not yet inverted.
pub fn tag_start(books: &Books) -> u32 {
    let name = books.element().digest_name().into_bytes();
    !crc32fast::hash(&[&name[..], &[0]].concat())
}
