//! Codebooks that are replaced while traffic flows: what a bench plays to the registers of both ends, and loads among it
//! that must be refused.

use super::payload::{self, Payload};
use super::{Random, Vectors, vectors};
use crate::codebook::{Codebook, GROUP};
use crate::design::Design;
use crate::load::{Load, Step};
use crate::registers::{ERRORS, Map, PER_WORD, Side};
use std::fmt::Write as _;

/// What the file is called that the bench plays to the registers.
pub(super) const SCRIPT: &str = "swap_script.hex";

/// How much is done to the slots in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Codebooks that are replaced at both ends.
    pub swaps: usize,
    /// Loads that must be refused.
    pub damaged: usize,
    /// Clocks at most from one swap to the next.
    pub pause: usize,
}

/// What the bench did in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Swaps {
    /// Codebooks that were replaced at both ends.
    pub swaps: u64,
    /// Loads that had to be refused, and were.
    pub refused: u64,
    /// Frames that were sent by a loaded codebook.
    pub frames: u64,
    /// Slots by which any was sent.
    pub slots: u64,
    /// Packets that came out.
    pub packets: u64,
    /// Bytes of elements in them.
    pub bytes: u64,
    /// Clocks of a load of one end, from OPEN to the last answer: the least.
    pub load_least: u64,
    /// The most, with what was under way at OPEN and with pauses between the writes.
    pub load_most: u64,
    /// Clocks from the first write to an end to the last one to the other: the least.
    pub swap_least: u64,
    /// The most, with loads that were refused among it.
    pub swap_most: u64,
}

impl Swaps {
    /// Reads the bench's line, behind its first word.
    pub(super) fn read(line: &str) -> Option<Self> {
        let number = |name: &str| {
            let mut fields = line.split(' ').filter_map(|field| field.split_once('='));
            fields.find(|(key, _)| *key == name)?.1.parse().ok()
        };
        Some(Self {
            swaps: number("swaps")?,
            refused: number("refused")?,
            frames: number("frames")?,
            slots: number("slots")?,
            packets: number("packets")?,
            bytes: number("bytes")?,
            load_least: number("load_least")?,
            load_most: number("load_most")?,
            swap_least: number("swap_least")?,
            swap_most: number("swap_most")?,
        })
    }
}

/// Ways in which a load goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Damage {
    /// A COUNT that is one more or less.
    Count,
    /// A symbol's length is another one.
    Length,
    /// A COUNT is left out.
    CountMissing,
    /// A COUNT comes twice.
    CountTwice,
    /// A word of LENGTHS is left out.
    WordMissing,
    /// A word of LENGTHS comes twice.
    WordTwice,
    /// COMMIT before the last word.
    Early,
    /// The tag of another codebook.
    Tag,
    /// It is never finished.
    Half,
    /// Another slot, or the same one, is opened before the end.
    Again,
    /// More groups of symbols than a slot has.
    Groups,
}

impl Damage {
    const ALL: [Self; 11] = [
        Self::Count,
        Self::Length,
        Self::CountMissing,
        Self::CountTwice,
        Self::WordMissing,
        Self::WordTwice,
        Self::Early,
        Self::Tag,
        Self::Half,
        Self::Again,
        Self::Groups,
    ];

    /// The error that STATUS must show, by its name; others may stand beside it.
    fn error(self) -> Option<&'static str> {
        match self {
            Self::Count => Some("kraft"),
            Self::Length => Some("lengths"),
            Self::Tag => Some("tag"),
            Self::Groups => Some("groups"),
            Self::Half => None,
            _ => Some("order"),
        }
    }
}

/// What a bench plays that swaps codebooks: traffic that every codebook of the pool has its share of, expected unchanged,
/// and the script, whose codebooks are of the pool.
pub fn vectors(
    design: &Design,
    pool: &[Codebook],
    packets: usize,
    plan: &Plan,
    random: &mut Random,
) -> Vectors {
    let filled = |book: &Codebook| {
        (0..design.books().slots().len()).fold(design.clone(), |design, slot| {
            design.with_slot(slot, Some(book.clone())).expect("a book of the envelope")
        })
    };
    let designs: Vec<Design> = pool.iter().map(filled).collect();
    let kinds = [Payload::Codebook, Payload::Codebook, Payload::Codebook, Payload::Longest, Payload::Random];
    let mut lengths = payload::packet_lengths(design, packets, random);
    // Long ones among them, so that slots are closed in their midst.
    let long = 64 * vectors::lanes(design);
    lengths.iter_mut().step_by(4).for_each(|length| *length = 1 + random.below(long));
    let packet = |(number, count): (usize, usize)| {
        let kind = kinds[number % kinds.len()];
        kind.packet(random.of(&designs), number, count, random)
    };
    let packets: Vec<Vec<u8>> = lengths.into_iter().enumerate().map(packet).collect();
    let mut vectors = vectors::loopback(design, &packets, Some(random));
    vectors.loads = vec![(SCRIPT, script(design, pool, plan, random))];
    vectors
}

/// The script that lies beside a generated design, its name and text: the codebooks that its slots hold in the other
/// benches go round.
pub fn file(design: &Design) -> Option<(String, String)> {
    let pool: Vec<Codebook> = design.books().slots().iter().flatten().cloned().collect();
    let plan = Plan { swaps: 4, damaged: 6, pause: 400 };
    let text = script(design, &pool, &plan, &mut Random::new(0));
    (!text.is_empty()).then(|| (SCRIPT.to_owned(), text))
}

/// The lines of a script as `templates/bench/script.v` describes them. Nothing where the design has no slots, or lacks an
/// end, or there are no codebooks.
pub fn script(design: &Design, pool: &[Codebook], plan: &Plan, random: &mut Random) -> String {
    let (Some(encoder), Some(decoder)) = (Map::of(design, Side::Encoder), Map::of(design, Side::Decoder))
    else {
        return String::new();
    };
    let slots = design.books().slots().len();
    let mut script = Script {
        design,
        pool,
        maps: [encoder, decoder],
        valid: [vec![None; slots], vec![None; slots]],
        text: String::new(),
        slow: false,
        random,
    };
    if pool.is_empty() {
        return String::new();
    }
    let mut left = plan.damaged;
    for number in 0..plan.swaps {
        // Now and then nothing but what software does.
        let plain = number + 1 < plan.swaps && script.random.below(4) == 0;
        let damaged = if plain { 0 } else { left / (plan.swaps - number) };
        left -= damaged;
        script.swap(number, damaged);
        script.pause(plan.pause);
    }
    // No frame came for a slot that was not there.
    script.check(Side::Decoder, "REFUSED", 0, u32::MAX, 0);
    script.text
}

/// A script in the making, and what must be true at this place of it.
struct Script<'a> {
    design: &'a Design,
    pool: &'a [Codebook],
    maps: [Map; 2],
    /// Of encoder and decoder, the tags of valid slots.
    valid: [Vec<Option<u32>>; 2],
    text: String,
    /// With pauses between what is done.
    slow: bool,
    random: &'a mut Random,
}

/// What a line does, as its first field says it.
const WRITE: u32 = 0;
const WAIT: u32 = 1;
const CHECK: u32 = 2;
const PAUSE: u32 = 3;
const FLIGHT: u32 = 4;
const ARRIVAL: u32 = 5;
const MARK: u32 = 6;
const STALL: u32 = 7;

/// Marks.
const SWAP_BEGINS: u32 = 0;
const SWAP_DONE: u32 = 1;
const LOAD_BEGINS: u32 = 2;
const LOAD_DONE: u32 = 3;
const REFUSED: u32 = 4;
const CLOSED: u32 = 5;

/// The lowest bit of errors in STATUS.
const ERROR: u32 = 8;

/// Answers.
const OKAY: u32 = 0;
const SLVERR: u32 = 2;

impl Script<'_> {
    /// One codebook for another in a slot of both ends, in the order in which no frame is read by another codebook than
    /// it was sent by:
    /// 1. The encoder's slot is opened, or dropped. Frames that begin from here on go raw.
    /// 2. What was sent by it arrives. Software knows that when as many packets have come out as it had sent until then;
    ///    of a link with a known latency, also when that has passed. Sometimes the bench goes on sooner, as soon as the
    ///    decoder has begun with the last of these frames, for it finishes what it has begun.
    /// 3. The decoder's slot is loaded.
    /// 4. The encoder's slot is.
    fn swap(&mut self, number: usize, damaged: usize) {
        let slots = self.valid[0].len();
        let empty: Vec<usize> = (0..slots).filter(|slot| self.valid[0][*slot].is_none()).collect();
        let slot = match empty.is_empty() || (number >= slots && self.random.below(2) == 0) {
            true => self.random.below(slots),
            false => *self.random.of(&empty),
        };
        let book = self.random.of(self.pool).clone();
        let tag = book.tag().0;
        self.slow = self.random.below(2) == 0;
        self.mark(SWAP_BEGINS);
        if damaged == 0 {
            // As `huffwire load` prints it.
            let load = self.load(&book, slot, &Side::ALL);
            self.open_valid(slot);
            self.play(&load.steps, OKAY);
            self.valid.iter_mut().for_each(|valid| valid[slot] = Some(tag));
            self.mark(SWAP_DONE);
            return;
        }
        // Where they are: before the flight at the encoder, then at the decoder, then at the encoder.
        let mut at = [0; 3];
        (0..damaged).for_each(|_| at[self.random.below(3)] += 1);
        // Another one that is closed meanwhile, and stays so.
        let quiet = self.random.below(slots);
        if slots > 1 && self.random.below(4) == 0 {
            self.close(quiet);
        }
        let early = self.random.below(2) == 0;
        if early {
            // At once behind the last of its frames.
            at[1] += std::mem::take(&mut at[0]);
        }
        self.close(slot);
        self.damaged(Side::Encoder, at[0]);
        self.slow = !early && self.random.below(2) == 0;
        self.line(if early { ARRIVAL } else { FLIGHT }, Side::Encoder, 0, 0, 0);
        if early && self.random.below(2) == 0 {
            // What the decoder has begun stays in it for a while.
            let clocks = 20 + self.random.below(80) as u32;
            self.just(STALL, Side::Decoder, 0, clocks, 0);
            self.slow = false;
        }
        // Whatever slot the encoder does not use now can be loaded at the decoder: it was closed before the flight.
        self.damaged(Side::Decoder, at[1]);
        self.good(Side::Decoder, &book, slot);
        self.damaged(Side::Encoder, at[2]);
        self.good(Side::Encoder, &book, slot);
        if self.random.below(8) == 0 {
            // Taken away behind some frames, and given back; the decoder keeps it.
            self.pause(200);
            self.drop_slot(slot);
            self.status(Side::Encoder, 0, 0);
            self.pause(100);
            self.good(Side::Encoder, &book, slot);
        }
        self.mark(SWAP_DONE);
    }

    /// The encoder's slot is used for no frame that begins from here on.
    fn close(&mut self, slot: usize) {
        if self.random.below(3) == 0 {
            self.drop_slot(slot);
        } else {
            let steps = self.load(&self.pool[0].clone(), slot, &[Side::Encoder]).steps;
            self.open(Side::Encoder, slot, &steps);
        }
    }

    fn drop_slot(&mut self, slot: usize) {
        self.write(Side::Encoder, "DROP", 0, 1 << slot, OKAY);
        self.mark(CLOSED);
        self.valid[0][slot] = None;
    }

    /// The first two steps of a load: OPEN, and until nothing uses the slot.
    fn open(&mut self, side: Side, slot: usize, steps: &[Step]) {
        self.valid[side as usize][slot] = None;
        self.play(&steps[..1], OKAY);
        if side == Side::Encoder {
            self.mark(CLOSED);
        }
        self.play(&steps[1..2], OKAY);
    }

    fn open_valid(&mut self, slot: usize) {
        self.valid.iter_mut().for_each(|valid| valid[slot] = None);
    }

    /// A load that must be taken, with what must not matter among it.
    fn good(&mut self, side: Side, book: &Codebook, slot: usize) {
        self.slow = self.random.below(2) == 0;
        let load = self.load(book, slot, &[side]);
        let noise = self.random.below(4) == 0;
        self.mark(LOAD_BEGINS);
        self.open(side, slot, &load.steps);
        let steps = &load.steps[2..];
        for (at, step) in steps.iter().enumerate() {
            // Before COMMIT and the check.
            let noise = noise && at + 2 < steps.len();
            if noise && self.random.below(8) == 0 {
                // Nothing is there to be written; the open slot holds nothing that could be dropped.
                match self.random.below(2) {
                    0 => self.write(side, "STATUS", 0, 0, SLVERR),
                    _ => self.write(side, "DROP", 0, 1 << slot, OKAY),
                }
            }
            self.play(std::slice::from_ref(step), OKAY);
        }
        self.mark(LOAD_DONE);
        self.valid[side as usize][slot] = Some(book.tag().0);
        let errors = ((1 << ERRORS.len()) - 1) << ERROR;
        self.status(side, errors, 0);
        self.check(side, "TAG", slot as u32, u32::MAX, book.tag().0);
    }

    /// Loads that must be refused, into slots that the encoder uses for nothing.
    fn damaged(&mut self, side: Side, count: usize) {
        for _ in 0..count {
            self.slow = self.random.below(2) == 0;
            let idle: Vec<usize> =
                (0..self.valid[0].len()).filter(|slot| self.valid[0][*slot].is_none()).collect();
            let slot = *self.random.of(&idle);
            let book = self.random.of(self.pool).clone();
            let kind = *self.random.of(&Damage::ALL);
            self.one_damaged(side, slot, &book, kind, &idle);
        }
    }

    fn one_damaged(&mut self, side: Side, slot: usize, book: &Codebook, kind: Damage, idle: &[usize]) {
        let load = self.load(book, slot, &[side]);
        self.open(side, slot, &load.steps);
        // COUNT of every length, LENGTHS, COMMIT; the check behind them has another result.
        let mut steps = load.steps[2..load.steps.len() - 1].to_vec();
        let words = book.lengths().len().div_ceil(PER_WORD);
        let counts = steps.len() - 1 - words;
        let commit = steps.len() - 1;
        let mut kind = kind;
        if kind == Damage::Groups && !self.spread(book, &mut steps[counts..]) {
            kind = Damage::Length;
        }
        match kind {
            Damage::Count => {
                let at = self.random.below(counts);
                let up = self.random.below(2) == 0;
                change(&mut steps[at], |value| {
                    let more = up || value & 0x7ff == 0;
                    if more { value + 1 } else { value - 1 }
                });
                self.play(&steps[..commit], OKAY);
                self.play(&steps[commit..], SLVERR);
            }
            Damage::Length => {
                let symbol = self.random.below(book.lengths().len());
                let other = 1 + self.random.below(15) as u32;
                change(&mut steps[counts + symbol / PER_WORD], |value| {
                    value ^ other << (4 * (symbol % PER_WORD))
                });
                self.play(&steps[..commit], OKAY);
                self.play(&steps[commit..], SLVERR);
            }
            Damage::Tag => {
                let other = 1 + self.random.below(u32::MAX as usize) as u32;
                change(&mut steps[commit], |value| value ^ other);
                self.play(&steps[..commit], OKAY);
                self.play(&steps[commit..], SLVERR);
            }
            Damage::Groups => {
                self.play(&steps[..commit], OKAY);
                self.play(&steps[commit..], SLVERR);
            }
            Damage::CountMissing | Damage::WordMissing => {
                let at = match kind {
                    Damage::CountMissing => self.random.below(counts),
                    _ => counts + self.random.below(words),
                };
                self.play(&steps[..at], OKAY);
                self.play(&steps[at + 1..], SLVERR);
            }
            Damage::CountTwice | Damage::WordTwice => {
                let at = match kind {
                    Damage::CountTwice => self.random.below(counts),
                    _ => counts + self.random.below(words),
                };
                self.play(&steps[..=at], OKAY);
                self.play(&steps[at..=at], SLVERR);
                self.play(&steps[at + 1..commit], OKAY);
                self.play(&steps[commit..], SLVERR);
            }
            Damage::Early => {
                let at = self.random.below(commit);
                self.play(&steps[..at], OKAY);
                self.play(&steps[commit..], SLVERR);
                // There is no load any more.
                self.play(&steps[at..(at + 2).min(commit)], SLVERR);
            }
            Damage::Half => {
                let at = self.random.below(commit);
                self.play(&steps[..at], OKAY);
            }
            Damage::Again => {
                let at = 1 + self.random.below(commit - 1);
                self.play(&steps[..at], OKAY);
                let other = *self.random.of(idle);
                let again = self.load(book, other, &[side]).steps;
                self.open(side, other, &again);
                self.play(&steps[at..], SLVERR);
            }
        }
        let error = kind.error().map_or(0, |error| {
            let at = ERRORS.iter().position(|(name, _)| *name == error);
            at.map_or(0, |at| 1 << (ERROR + at as u32))
        });
        self.status(side, error, error);
        self.check(side, "TAG", slot as u32, u32::MAX, 0);
        self.mark(REFUSED);
    }

    /// The lengths of a codebook for symbols of more groups than a slot has; not where that cannot be.
    fn spread(&mut self, book: &Codebook, steps: &mut [Step]) -> bool {
        let Some(envelope) = self.design.books().envelope() else { return false };
        let coded: Vec<u8> = book.lengths().iter().copied().filter(|length| *length > 0).collect();
        let groups = book.lengths().len() / GROUP;
        if !envelope.escapes() || coded.len() <= envelope.groups() || groups <= envelope.groups() {
            return false;
        }
        let mut lengths = vec![0; book.lengths().len()];
        for (at, length) in coded.iter().enumerate() {
            // A symbol of every group, then another one of every group.
            lengths[at % groups * GROUP + at / groups] = *length;
        }
        let Ok(other) = Codebook::new(book.element(), book.max_length(), &lengths, book.escape()) else {
            return false;
        };
        for (step, lengths) in steps.iter_mut().zip(lengths.chunks(PER_WORD)) {
            let word = (0..).zip(lengths).fold(0, |word, (at, length)| word | u32::from(*length) << (4 * at));
            change(step, |_| word);
        }
        steps.last_mut().into_iter().for_each(|commit| change(commit, |_| other.tag().0));
        true
    }

    fn load(&self, book: &Codebook, slot: usize, sides: &[Side]) -> Load {
        Load::new(self.design, book, slot, sides).expect("a book of the envelope and a slot of the design")
    }

    /// Steps in their order, whose writes are answered like this.
    fn play(&mut self, steps: &[Step], answer: u32) {
        for step in steps {
            match step {
                Step::Write { side, address, value, .. } => self.line(WRITE, *side, *address, *value, answer),
                Step::Wait { side, address, mask, value, .. } => {
                    self.line(WAIT, *side, *address, *value, *mask)
                }
                Step::Check { side, address, mask, value, .. } => {
                    self.line(CHECK, *side, *address, *value, *mask);
                }
                Step::Flight => self.line(FLIGHT, Side::Encoder, 0, 0, 0),
            }
        }
    }

    /// STATUS has exactly the valid slots that it should have, and these bits beside them.
    fn status(&mut self, side: Side, mask: u32, value: u32) {
        let slots = &self.valid[side as usize];
        let valid = (0..).zip(slots).fold(0, |valid, (slot, tag)| valid | u32::from(tag.is_some()) << slot);
        let all = u32::MAX >> (32 - slots.len());
        self.check(side, "STATUS", 0, mask | all << 16, value | valid << 16);
    }

    fn check(&mut self, side: Side, register: &str, number: u32, mask: u32, value: u32) {
        let address = self.address(side, register, number);
        self.line(CHECK, side, address, value, mask);
    }

    fn write(&mut self, side: Side, register: &str, number: u32, value: u32, answer: u32) {
        let address = self.address(side, register, number);
        self.line(WRITE, side, address, value, answer);
    }

    fn address(&self, side: Side, register: &str, number: u32) -> u32 {
        self.maps[side as usize].register(register).expect("a register of every map").address(number)
    }

    fn mark(&mut self, what: u32) {
        self.just(MARK, Side::Encoder, 0, what, 0);
    }

    /// A random number of clocks.
    fn pause(&mut self, most: usize) {
        let clocks = self.random.below(most + 1) as u32;
        self.just(PAUSE, Side::Encoder, 0, clocks, 0);
    }

    fn line(&mut self, what: u32, side: Side, address: u32, data: u32, mask: u32) {
        if self.slow && self.random.below(4) == 0 {
            self.pause(20);
        }
        self.just(what, side, address, data, mask);
    }

    fn just(&mut self, what: u32, side: Side, address: u32, data: u32, mask: u32) {
        let _ = writeln!(self.text, "{what} {} {address:03x} {data:08x} {mask:08x}", side as u32);
    }
}

/// Another value for a write.
fn change(step: &mut Step, to: impl FnOnce(u32) -> u32) {
    if let Step::Write { value, .. } = step {
        *value = to(*value);
    }
}
