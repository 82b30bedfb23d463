//! What registers do, decided from what is written by building codebooks of it: nothing here goes the walker's way.

use huffwire::codebook::{Codebook, Coded, Envelope};
use huffwire::design::Design;
use huffwire::registers::Side;
use huffwire::sim::Random;

pub const ORDER: u32 = 1;
pub const KRAFT: u32 = 2;
pub const LENGTHS: u32 = 4;
pub const GROUPS: u32 = 8;
pub const PADDING: u32 = 16;
pub const TAG: u32 = 32;
pub const FAULT: u32 = 64;

/// A codebook as it is loaded.
#[derive(Clone)]
pub struct Load {
    pub counts: Vec<u32>,
    pub words: Vec<u32>,
    pub tag: u32,
}

/// CRC-32 of what a tag is of.
pub fn tag(envelope: &Envelope, lengths: &[u8], escape: u8) -> u32 {
    let name = envelope.element().digest_name().into_bytes();
    crc32fast::hash(&[&name[..], &[0], lengths, &[escape]].concat())
}

/// Words of four bits a symbol.
pub fn words(lengths: &[u8]) -> Vec<u32> {
    let word = |symbols: &[u8]| {
        symbols.iter().enumerate().fold(0, |word, (at, &length)| word | u32::from(length) << (4 * at))
    };
    lengths.chunks(8).map(word).collect()
}

/// The loaded lengths of a design's alphabet.
pub fn lengths(envelope: &Envelope, words: &[u32]) -> Vec<u8> {
    let all = words.iter().flat_map(|word| (0..8).map(move |at| (word >> (4 * at) & 15) as u8));
    all.take(envelope.element().alphabet()).collect()
}

impl Load {
    /// Counts of these lengths, an escape among them or a codeword that is left out.
    pub fn of(envelope: &Envelope, lengths: &[u8], escape: Option<u8>, hole: Option<u8>) -> Self {
        let count = |length: u32| {
            let is = |of: Option<u8>| u32::from(of.is_some_and(|of| u32::from(of) == length));
            let symbols = lengths.iter().filter(|&&of| u32::from(of) == length).count() as u32;
            symbols | is(escape) << 16 | is(hole) << 17
        };
        Self {
            counts: (envelope.shortest()..=envelope.longest()).map(count).collect(),
            words: words(lengths),
            tag: tag(envelope, lengths, escape.unwrap_or(0)),
        }
    }

    pub fn book(envelope: &Envelope, book: &Codebook) -> Self {
        let sum: f64 = book.entries().iter().map(|entry| 0.5f64.powi(entry.word.length as i32)).sum();
        let hole = (sum < 1.0).then(|| book.longest_codeword() as u8);
        Self::of(envelope, book.lengths(), book.escape(), hole)
    }

    /// What is wrong with it beside its tag, as STATUS.error says it.
    pub fn errors(&self, envelope: &Envelope) -> u32 {
        let lengths = lengths(envelope, &self.words);
        let range = envelope.shortest()..=envelope.longest();
        let last_bit = if envelope.escapes() { 16 } else { 17 };
        let mut errors = 0;
        // The counts, in units of 2^-15.
        let parts: Vec<(u32, u32, bool)> = range
            .clone()
            .zip(&self.counts)
            .map(|(length, count)| (length, count & 0x7ff, count >> last_bit & 1 == 1))
            .collect();
        let symbols: u32 = parts.iter().map(|(_, symbols, _)| symbols).sum();
        let sum: u64 = parts
            .iter()
            .map(|&(length, symbols, last)| u64::from(symbols + u32::from(last)) << (15 - length))
            .sum();
        let lasts: Vec<u32> = parts.iter().filter(|part| part.2).map(|part| part.0).collect();
        let longest = parts.iter().filter(|part| part.1 > 0 || part.2).map(|part| part.0).max();
        let most = envelope.symbols() as u32;
        let whole = match envelope.escapes() {
            true => lasts.len() == 1 && symbols <= most,
            false => lasts.len() <= 1 && symbols == most,
        };
        if !(whole && sum == 1 << 15 && lasts.iter().all(|&last| Some(last) == longest)) {
            errors |= KRAFT;
        } else {
            let escaped = if envelope.escapes() { envelope.element().symbol_bits() } else { 0 };
            let ones = longest.unwrap() + escaped + envelope.element().raw_bits();
            let assigned = envelope.escapes() || lasts.is_empty();
            errors |= if assigned && ones < 8 { PADDING } else { 0 };
        }
        let mut found = [0; 16];
        lengths.iter().for_each(|&length| found[usize::from(length)] += 1);
        let outside = (1..16).any(|length| !range.contains(&(length as u32)) && found[length] > 0);
        if outside || parts.iter().any(|&(length, symbols, _)| found[length as usize] != symbols) {
            errors |= LENGTHS;
        }
        let groups = lengths.chunks(4).filter(|group| group.iter().any(|&length| length > 0)).count();
        if envelope.escapes() && groups > envelope.groups() {
            errors |= GROUPS;
        }
        errors
    }

    /// The codebook that it is, if it may become valid.
    pub fn accepted(&self, envelope: &Envelope) -> Option<Codebook> {
        let lengths = lengths(envelope, &self.words);
        let range = envelope.shortest()..=envelope.longest();
        let with = |bit: u32| -> Vec<u8> {
            let there = range.clone().zip(&self.counts).filter(|(_, count)| **count >> bit & 1 == 1);
            there.map(|(length, _)| length as u8).collect()
        };
        let escape = if envelope.escapes() { with(16) } else { Vec::new() };
        if escape.len() > 1 {
            return None;
        }
        let book = Codebook::new(envelope.element(), 16, &lengths, escape.first().copied()).ok()?;
        envelope.holds(&book).ok()?;
        // What counts say is what the book has.
        let relevant = if envelope.escapes() { 0x107ff } else { 0x207ff };
        let expected = Self::book(envelope, &book);
        let same = expected.counts.iter().zip(&self.counts).all(|(a, b)| a & relevant == b & relevant);
        (same && self.counts.len() == expected.counts.len() && book.tag().0 == self.tag).then_some(book)
    }
}

/// A codebook of the envelope.
pub fn random_book(envelope: &Envelope, random: &mut Random) -> Codebook {
    loop {
        if let Some(book) = try_book(envelope, random) {
            return book;
        }
    }
}

fn try_book(envelope: &Envelope, random: &mut Random) -> Option<Codebook> {
    let (shortest, longest) = (envelope.shortest() as u8, envelope.longest() as u8);
    let alphabet = envelope.element().alphabet();
    let mut leaves = vec![shortest; 1 << shortest];
    let most = envelope.symbols() + 1;
    let target = match envelope.escapes() {
        true => leaves.len() + random.below(most - leaves.len() + 1),
        false => alphabet + random.below(2),
    };
    let deep = random.below(3) == 0;
    while leaves.len() < target {
        let can: Vec<usize> = (0..leaves.len()).filter(|&at| leaves[at] < longest).collect();
        let deepest = can.iter().copied().max_by_key(|&at| leaves[at])?;
        let at = if deep { deepest } else { *random.of(&can) };
        leaves[at] += 1;
        leaves.push(leaves[at]);
    }
    if leaves.len() != target {
        return None;
    }
    leaves.sort_unstable();
    let mut escape = None;
    if envelope.escapes() {
        escape = leaves.pop();
    } else if target > alphabet {
        leaves.pop();
    }
    let mut groups: Vec<usize> = (0..alphabet.div_ceil(4)).collect();
    shuffle(&mut groups, random);
    groups.truncate(if envelope.escapes() { envelope.groups() } else { groups.len() });
    let mut symbols: Vec<usize> =
        groups.iter().flat_map(|group| 4 * group..(4 * group + 4).min(alphabet)).collect();
    shuffle(&mut symbols, random);
    let mut lengths = vec![0; alphabet];
    symbols.iter().zip(leaves).for_each(|(&symbol, length)| lengths[symbol] = length);
    let book = Codebook::new(envelope.element(), 16, &lengths, escape).ok()?;
    envelope.holds(&book).is_ok().then_some(book)
}

fn shuffle<T>(list: &mut [T], random: &mut Random) {
    for at in (1..list.len()).rev() {
        list.swap(at, random.below(at + 1));
    }
}

/// A load under way.
#[derive(Clone, Default)]
pub struct Open {
    pub slot: usize,
    pub ready: bool,
    pub counts: Vec<u32>,
    pub words: Vec<u32>,
}

/// A whole side's registers.
pub struct Model {
    pub envelope: Envelope,
    pub side: Side,
    pub slots: usize,
    pub words: usize,
    pub counters: usize,
    pub valid: Vec<Option<u32>>,
    pub open: Option<Open>,
    pub errors: u32,
    /// The errors that the last commit can be held to.
    pub exact: u32,
    pub drained: bool,
    pub refused: u32,
    pub counter: u64,
    pub snapshot: u64,
    pub clears: usize,
    /// Masks, as they change.
    pub changes: Vec<u32>,
    /// Every load: its slot, how much of it was taken, and the book that it has become.
    pub loads: Vec<(usize, usize, usize, Option<Codebook>)>,
    /// Of these the ones that a reset ended, of whose last word not all lengths may have been walked.
    pub cut: Vec<usize>,
}

impl Model {
    pub fn new(design: &Design, side: Side) -> Self {
        let books = design.books();
        let envelope = *books.envelope().unwrap();
        let counters = if side == Side::Encoder { design.counter_layout().len() } else { 0 };
        Self {
            envelope,
            side,
            slots: books.slots().len(),
            words: envelope.element().alphabet().div_ceil(8),
            counters,
            valid: vec![None; books.slots().len()],
            open: None,
            errors: 0,
            exact: 127,
            drained: true,
            refused: 0,
            counter: 0,
            snapshot: 0,
            clears: 0,
            changes: Vec::new(),
            loads: Vec::new(),
            cut: Vec::new(),
        }
    }

    pub fn mask(&self) -> u32 {
        self.valid.iter().enumerate().fold(0, |mask, (slot, tag)| mask | u32::from(tag.is_some()) << slot)
    }

    fn set(&mut self, slot: usize, tag: Option<u32>) {
        let before = self.mask();
        self.valid[slot] = tag;
        if self.mask() != before {
            self.changes.push(self.mask());
        }
    }

    /// Several at once.
    pub fn clear(&mut self, mask: u32) -> bool {
        let before = self.mask();
        for slot in (0..self.slots).filter(|slot| mask >> slot & 1 == 1) {
            self.valid[slot] = None;
        }
        if self.mask() != before {
            self.changes.push(self.mask());
        }
        self.mask() != before
    }

    pub fn fault(&mut self, mask: u32) {
        if self.clear(mask) {
            self.errors |= FAULT;
        }
    }

    pub fn reset(&mut self) {
        self.clear(u32::MAX);
        if let Some(open) = self.open.take() {
            self.cut.push(self.loads.len());
            self.loads.push((open.slot, open.counts.len(), open.words.len(), None));
        }
        (self.errors, self.exact, self.refused, self.snapshot) = (0, 127, 0, 0);
    }

    /// A write, and whether it is an error.
    pub fn write(&mut self, address: u32, data: u32, strobes: u32) -> bool {
        if strobes != 15 || !address.is_multiple_of(4) {
            return true;
        }
        let (shortest, longest) = (self.envelope.shortest(), self.envelope.longest());
        let classes = (longest - shortest + 1) as usize;
        match address {
            0x10 if (data as usize) < self.slots => {
                if let Some(open) = self.open.take() {
                    self.loads.push((open.slot, open.counts.len(), open.words.len(), None));
                }
                self.set(data as usize, None);
                self.open = Some(Open { slot: data as usize, ..Open::default() });
                (self.errors, self.exact) = (0, 127);
                false
            }
            0x14 => {
                let open = self.open.take();
                let words = self.words;
                let Some(open) = open else {
                    self.errors |= ORDER;
                    return true;
                };
                if !open.ready || open.words.len() < words {
                    self.errors |= ORDER;
                    self.exact &= ORDER | TAG | FAULT;
                    self.loads.push((open.slot, open.counts.len(), open.words.len(), None));
                    return true;
                }
                let load = Load { counts: open.counts.clone(), words: open.words.clone(), tag: data };
                let accepted = load.accepted(&self.envelope).filter(|_| self.errors & !FAULT == 0);
                let wrong = load.errors(&self.envelope);
                // Of counts that are no code there is nothing to be known of the lengths; nor of the tag where there are
                // several escapes.
                if wrong & KRAFT > 0 {
                    self.exact = ORDER | KRAFT | GROUPS | FAULT;
                } else {
                    let tag = self.loaded(&open).expect("a whole code");
                    self.errors |= if tag == data { 0 } else { TAG };
                }
                self.errors |= wrong;
                let good = accepted.is_some();
                self.loads.push((open.slot, open.counts.len(), open.words.len(), accepted));
                if good {
                    self.set(open.slot, Some(data));
                } else {
                    assert_ne!(self.errors & !FAULT, 0, "a load is refused for a reason");
                }
                !good
            }
            0x18 => {
                self.clear(data);
                false
            }
            0x20 if self.counters > 0 => {
                if data & 1 == 1 {
                    self.snapshot = self.counter;
                }
                self.clears += (data >> 1 & 1) as usize;
                false
            }
            0x40..0x80 => {
                let next = self.open.as_mut().filter(|open| {
                    open.ready
                        && open.counts.len() < classes
                        && address == 0x40 + 4 * (shortest + open.counts.len() as u32)
                });
                let taken = next.is_some();
                next.into_iter().for_each(|open| open.counts.push(data));
                self.errors |= if taken { 0 } else { ORDER };
                !taken
            }
            0x400..0x800 => {
                let words = self.words;
                let next = self.open.as_mut().filter(|open| {
                    open.ready
                        && open.counts.len() == classes
                        && open.words.len() < words
                        && address == 0x400 + 4 * open.words.len() as u32
                });
                let taken = next.is_some();
                next.into_iter().for_each(|open| open.words.push(data));
                self.errors |= if taken { 0 } else { ORDER };
                !taken
            }
            _ => true,
        }
    }

    /// The tag of what has been loaded, if it is whole and says one length of the escape at most.
    fn loaded(&self, open: &Open) -> Option<u32> {
        let escapes = self.envelope.escapes();
        let with: Vec<u32> = (self.envelope.shortest()..)
            .zip(&open.counts)
            .filter(|(_, count)| escapes && **count >> 16 & 1 == 1)
            .map(|(length, _)| length)
            .collect();
        let lengths = lengths(&self.envelope, &open.words);
        let whole = open.words.len() == self.words && with.len() < 2;
        whole.then(|| tag(&self.envelope, &lengths, with.first().map_or(0, |&length| length as u8)))
    }

    /// A read: what it gives and which bits of it are known; `None` where it is an error.
    pub fn read(&self, design: &Design, address: u32) -> Option<(u32, u32)> {
        let known = |value| Some((value, u32::MAX));
        let books = design.books();
        let envelope = &self.envelope;
        match address {
            0x00 => known(0x4846_5701),
            0x04 => known(
                self.slots as u32
                    | (books.books().len() as u32) << 5
                    | envelope.element().symbol_bits() << 10
                    | envelope.shortest() << 14
                    | envelope.longest() << 18
                    | envelope.symbols().ilog2() << 22
                    | u32::from(envelope.escapes()) << 25
                    | u32::from(self.side == Side::Decoder) << 26
                    | (books.check_bytes() as u32) << 28,
            ),
            0x08 => known(envelope.groups() as u32 | (self.words as u32) << 16),
            0x0c => {
                let open = self.open.as_ref();
                let slot = open.map_or(0, |open| open.slot as u32);
                let ready = u32::from(open.is_some_and(|open| open.ready));
                let value =
                    u32::from(open.is_some()) | ready << 1 | slot << 4 | self.errors << 8 | self.mask() << 16;
                // Of a load under way there is no verdict yet.
                let exact = if open.is_some() { ORDER | FAULT } else { self.exact };
                Some((value, !(127 << 8) | exact << 8))
            }
            0x1c => match self.open.as_ref().and_then(|open| self.loaded(open)) {
                Some(tag) => known(tag),
                None => Some((0, 0)),
            },
            0x24 => known(self.refused),
            0x28 | 0x2c => {
                let digest = u64::from_str_radix(&books.digest().to_string(), 16).unwrap();
                known((digest >> (8 * (address - 0x28))) as u32)
            }
            0x80..0xc0 => {
                let slot = (address - 0x80) as usize / 4;
                if address.is_multiple_of(4) && slot < self.slots {
                    known(self.valid[slot].unwrap_or(0))
                } else {
                    None
                }
            }
            0x100..0x400 if address.is_multiple_of(4) && ((address - 0x100) as usize) < 8 * self.counters => {
                let half = if address.is_multiple_of(8) {
                    self.snapshot as u32
                } else {
                    (self.snapshot >> 32) as u32
                };
                known(half)
            }
            _ => None,
        }
    }
}

/// Words of the load bus, field by field; `None` is any value.
pub type Words = Vec<Vec<Option<u64>>>;

/// What the slots must see of a book: a line a length and a line a symbol, as the bench prints them; `None` where the
/// contract leaves the value open.
pub fn bus(envelope: &Envelope, book: &Codebook) -> (Words, Words) {
    let ranks = envelope.symbols() as u64;
    let entries = book.entries();
    let sum: u64 = entries.iter().map(|entry| 1u64 << (15 - entry.word.length)).sum();
    let hole = (sum < 1 << 15).then(|| book.longest_codeword());
    let symbol = |coded: &Coded| match coded {
        Coded::Symbol(symbol) => Some(usize::from(*symbol)),
        Coded::Escape => None,
    };
    let rank = |of: usize| entries.iter().position(|entry| symbol(&entry.coded) == Some(of));
    let class = |length: u32| {
        // What no shorter codeword begins; one that is left out counts as one of its length.
        let shorter = entries.iter().map(|entry| entry.word.length).chain(hole).filter(|&of| of < length);
        let taken: u64 = shorter.map(|of| 1u64 << (15 - of)).sum();
        let free = (1u64 << 15) - taken;
        let u = free >> (16 - length);
        assert_eq!(u << (16 - length), free);
        let first = entries.iter().enumerate().find(|(_, e)| e.word.length == length);
        let off = first
            .filter(|(_, e)| symbol(&e.coded).is_some())
            .map(|(rank, e)| (u64::from(e.word.bits) + ranks - rank as u64 % ranks) % ranks);
        let last = hole == Some(length) || book.escape().map(u32::from) == Some(length);
        let u = (length > envelope.shortest()).then_some(u);
        vec![Some(length.into()), u, off, Some(last.into())]
    };
    let classes = (envelope.shortest()..=envelope.longest()).map(class).collect();
    let mut groups: Vec<usize> = Vec::new();
    let mut symbols = Vec::new();
    for (number, &length) in book.lengths().iter().enumerate() {
        let coded = length > 0;
        let fresh = coded && envelope.escapes() && groups.last() != Some(&(number / 4));
        if fresh {
            groups.push(number / 4);
        }
        let group = if coded && envelope.escapes() { 1u64 << (groups.len() - 1) } else { 0 };
        symbols.push(vec![
            Some(number as u64),
            Some(coded.into()),
            Some(length.into()),
            rank(number).map(|rank| rank as u64),
            Some((number == 0).into()),
            Some(group),
            Some(fresh.into()),
        ]);
    }
    (classes, symbols)
}
