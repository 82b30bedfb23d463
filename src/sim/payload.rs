//! What is sent: packets of elements, by name.

use super::{Random, named, vectors};
use crate::codebook::{Books, Codebook, Coded};
use crate::codec::Relative;
use crate::design::{BaseRule, Design};
use crate::element::Element;

named! {
    /// A kind of elements.
    Payload, "payload" {
        /// Zeros.
        Zeros = "zeros",
        /// 0, 1, 2, ... over all significant bits.
        Ramp = "ramp",
        /// Only symbols whose elements are the longest; random raw bits.
        Longest = "longest",
        /// Only symbols whose elements are the shortest; random raw bits.
        Shortest = "shortest",
        /// Only symbols without a codeword; random raw bits.
        Escapes = "escapes",
        /// Symbols as likely as the codebook takes them to be; random raw bits.
        Codebook = "codebook",
        /// Random bits.
        Random = "random",
    }
}

impl Payload {
    /// Whether the codebook has such elements: escapes it may not have.
    pub fn fits(self, book: &Codebook) -> bool {
        self != Self::Escapes || book.escape().is_some()
    }

    /// The little-endian bytes of `count` elements. Of a payload that does not [fit](Self::fits), of random ones.
    pub fn elements(self, book: &Codebook, count: usize, random: &mut Random) -> Vec<u8> {
        let element = book.element();
        let symbols: Vec<u16> = (0..element.alphabet()).map(|symbol| symbol as u16).collect();
        let escaped = |symbol: &u16| book.lengths()[usize::from(*symbol)] == 0;
        let long = |symbol: &u16| book.element_bits(*symbol) == book.longest_element();
        let short = |symbol: &u16| {
            let shortest = symbols.iter().map(|s| book.element_bits(*s)).min();
            Some(book.element_bits(*symbol)) == shortest
        };
        let uncoded: Vec<u16> = symbols.iter().copied().filter(escaped).collect();
        let chosen: Vec<u16> = match self {
            Self::Longest => symbols.iter().copied().filter(long).collect(),
            Self::Shortest => symbols.iter().copied().filter(short).collect(),
            Self::Escapes => uncoded.clone(),
            _ => Vec::new(),
        };
        let mut bytes = Vec::with_capacity(count * element.bytes());
        for index in 0..count {
            let noise = random.bits() as u32;
            let value = match self {
                Self::Zeros => 0,
                Self::Ramp => index as u32,
                Self::Codebook => element.join(likely(book, &uncoded, random), element.raw(noise)),
                _ if chosen.is_empty() => noise,
                _ => element.join(*random.of(&chosen), element.raw(noise)),
            };
            bytes.extend_from_slice(&(value & element.mask()).to_le_bytes()[..element.bytes()]);
        }
        bytes
    }
}

/// A symbol with the probability 2^-length, escaped ones alike; an incomplete code's remainder is left out.
fn likely(book: &Codebook, uncoded: &[u16], random: &mut Random) -> u16 {
    loop {
        let bits = random.bits() as u32 & 0xffff;
        let found = book.entries().iter().find(|entry| {
            let from = entry.word.left_aligned(16);
            (from..from + (1 << (16 - entry.word.length))).contains(&bits)
        });
        match found.map(|entry| entry.coded) {
            Some(Coded::Symbol(symbol)) => return symbol,
            Some(Coded::Escape) => return *random.of(uncoded),
            None => {}
        }
    }
}

/// How many elements each of `packets` packets has: first the edges of `lanes`, no elements at all among
/// them, then random numbers.
pub(super) fn lengths(packets: usize, lanes: usize, random: &mut Random) -> Vec<usize> {
    let edges = [lanes, 0, 1, lanes + 1, 2 * lanes, 2 * lanes - 1, 0, 0, 3, 16 * lanes + 3];
    let mut lengths: Vec<usize> = edges.into_iter().take(packets).collect();
    lengths.resize_with(packets, || random.below(4 * lanes + 4));
    lengths
}

/// The same for blocks of so many elements: the edges of blocks, short packets between long ones, random numbers of
/// blocks and beats.
fn block_lengths(packets: usize, lanes: usize, block: usize, random: &mut Random) -> Vec<usize> {
    let edges =
        [block, 0, block + 1, lanes, 2 * block, block - 1, 1, 2 * block + lanes, block + lanes + 1, 0, block];
    let mut lengths: Vec<usize> = edges.into_iter().take(packets).collect();
    lengths.resize_with(packets, || {
        let most = *random.of(&[4 * lanes, 4 * lanes, 3 * block]);
        random.below(most + 1)
    });
    lengths
}

/// The same for a design's encoder.
pub(super) fn packet_lengths(design: &Design, packets: usize, random: &mut Random) -> Vec<usize> {
    let lanes = vectors::lanes(design);
    match vectors::block_elements(design) {
        Some(block) => block_lengths(packets, lanes, block, random),
        None => lengths(packets, lanes, random),
    }
}

/// Packets of a payload with lengths around that of a beat for the design's encoder, and of a block: one `Vec` of
/// element bytes each, to be sent in this order.
pub fn packets(payload: Payload, design: &Design, packets: usize, random: &mut Random) -> Vec<Vec<u8>> {
    let lengths = packet_lengths(design, packets, random);
    let packet = |(number, count)| payload.packet(design, number, count, random);
    lengths.into_iter().enumerate().map(packet).collect()
}

/// Packets of likely elements, of one beat to 24, for a run with resets: one takes about six of them. With `base: previous` a
/// reset makes the next frame's base 0, whichever that is: so all frames have it.
pub fn long_packets(design: &Design, packets: usize, random: &mut Random) -> Vec<Vec<u8>> {
    let packet = |number| {
        let count = 1 + random.below(24 * vectors::lanes(design));
        match design.base() {
            Some(BaseRule::Previous) => {
                let mut bytes = Payload::Random.coded(design, number, count, random);
                level(design.element(), &mut bytes, random);
                bytes
            }
            _ => Payload::Codebook.packet(design, number, count, random),
        }
    };
    (0..packets).map(packet).collect()
}

/// Puts the middle of their range in place of exponents that count for a base, or one that does not, of zeros or infinities: so
/// the base is 0, of whichever of them a frame has.
fn level(element: Element, bytes: &mut [u8], random: &mut Random) {
    let (below, max) = (element.below_exponent(), (1u32 << element.exponent_bits()) - 1);
    for bytes in bytes.chunks_mut(element.bytes()) {
        let exponent = *random.of(&[0, max, max / 2 + 1, max / 2 + 1]) as u16;
        let value = element.value(bytes);
        let symbol = exponent << below | element.symbol(value) & ((1 << below) - 1);
        bytes.copy_from_slice(&element.join(symbol, element.raw(value)).to_le_bytes()[..bytes.len()]);
    }
}

impl Payload {
    /// Whether any of the design's codebooks has such elements.
    pub fn fits_design(self, design: &Design) -> bool {
        design.books().all().any(|book| self.fits(book))
    }

    /// The little-endian bytes of packet `number` of a run: elements of the payload by the codebook that the packet is
    /// sent with, and relative to its base where the design has one. Where the encoder selects it, every codebook in
    /// turn has its stretch of the packet.
    pub fn packet(self, design: &Design, number: usize, count: usize, random: &mut Random) -> Vec<u8> {
        let mut bytes = self.coded(design, number, count, random);
        if design.base().is_some() {
            let element = design.element();
            let relative = Relative::new(element, vectors::base(design, number));
            for bytes in bytes.chunks_mut(element.bytes()) {
                let value = element.value(bytes);
                let symbol = relative.absolute(element.symbol(value));
                let value = element.join(symbol, element.raw(value));
                bytes.copy_from_slice(&value.to_le_bytes()[..bytes.len()]);
            }
        }
        bytes
    }

    /// The same as it is coded.
    fn coded(self, design: &Design, number: usize, count: usize, random: &mut Random) -> Vec<u8> {
        let books = design.books();
        let Some(block) = vectors::block_elements(design) else {
            let index = vectors::index(design, number).min(books.indices() - 1);
            return self.elements(sent_by(books, index), count, random);
        };
        let mut bytes = Vec::with_capacity(count * design.element().bytes());
        let mut left = count;
        while left > 0 {
            let stretch = match random.below(3) {
                0 => left,
                1 => block,
                _ => 1 + random.below(block),
            };
            let stretch = stretch.min(left);
            let book = sent_by(books, random.below(books.indices()));
            bytes.extend(self.elements(book, stretch, random));
            left -= stretch;
        }
        bytes
    }
}

/// The book of an index, or the raw one where a slot is empty.
pub(super) fn sent_by(books: &Books, index: usize) -> &Codebook {
    let raw = || books.raw_index().and_then(|raw| books.book(raw));
    books.book(index).or_else(raw).expect("an index of a book, or the raw book")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::Scale;

    fn values(payload: Payload, book: &Codebook, count: usize) -> Vec<u32> {
        let bytes = payload.elements(book, count, &mut Random::new(1));
        bytes.chunks(book.element().bytes()).map(|bytes| book.element().value(bytes)).collect()
    }

    #[test]
    fn payloads_are_what_their_names_say() {
        // Symbols 0 to 2 of 4 coded; a raw bit below the symbol, two above.
        let element = Element::custom(1, 5, 2, 1).unwrap();
        let book = Codebook::new(element, 3, &[1, 2, 3], Some(3)).unwrap();
        let symbols = |payload| {
            let mut symbols: Vec<u16> =
                values(payload, &book, 300).into_iter().map(|value| element.symbol(value)).collect();
            symbols.sort();
            symbols.dedup();
            symbols
        };
        assert_eq!(symbols(Payload::Shortest), [0]);
        assert_eq!(symbols(Payload::Longest), [3]);
        assert_eq!(symbols(Payload::Escapes), [3]);
        assert_eq!(symbols(Payload::Zeros), [0]);
        for payload in [Payload::Codebook, Payload::Random, Payload::Ramp] {
            assert_eq!(symbols(payload), [0, 1, 2, 3], "{payload}");
        }
        for payload in Payload::ALL {
            assert!(values(*payload, &book, 100).iter().all(|value| value & !element.mask() == 0));
        }
        let zeros =
            values(Payload::Codebook, &book, 4000).iter().filter(|v| element.symbol(**v) == 0).count();
        assert!((1800..2200).contains(&zeros), "half of 4000 in expectation, not {zeros}");
    }

    #[test]
    fn lengths_have_the_edges() {
        let lengths = lengths(24, 8, &mut Random::new(1));
        for edge in [0, 1, 7 + 8, 8, 9, 16] {
            assert!(lengths.contains(&edge), "{edge}");
        }
        assert_eq!(lengths.len(), 24);
    }

    #[test]
    fn level_exponents_have_base_0() {
        let random = &mut Random::new(1);
        for name in ["bf16", "fp16", "fp32", "bf16_m1"] {
            let element = Element::named(name).unwrap();
            let size = element.bytes();
            let values = (0..40).map(|_| random.bits() as u32 & element.mask());
            let mut bytes: Vec<u8> = values.flat_map(|value| value.to_le_bytes()[..size].to_vec()).collect();
            level(element, &mut bytes, random);
            for frame in (0..40).flat_map(|from| (from..40).map(move |to| from * size..to * size)) {
                assert_eq!(Scale::of(element, &bytes[frame]).base(element), 0, "{name}");
            }
        }
    }
}
