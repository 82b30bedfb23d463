//! Counting symbols: exact, mergeable, and apart from deciding what to do with the counts.
//!
//! Counts are integers and sums commute, so the result is the same to the last digit whatever the order of
//! threads, chunks, files or machines.

mod average;
mod counting;
pub mod file;
mod frames;
mod view;

pub use average::{Average, Weighting};
pub(crate) use counting::quantizable;
pub use counting::{Counting, Counts};
pub use frames::{Blocks, Frames, Sparse};
pub use view::{Origin, Reading, View};

use crate::element::Element;

/// How often each symbol of an element format occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    element: Element,
    /// One per symbol value.
    counts: Vec<u64>,
}

/// An element with a bit set above the significant ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Index of the first such element in the bytes counted.
    pub index: u64,
    /// Its value.
    pub value: u32,
}

impl Histogram {
    /// No element counted yet.
    pub fn new(element: Element) -> Self {
        Self { element, counts: vec![0; element.alphabet()] }
    }

    /// The element format whose symbols are counted.
    pub fn element(&self) -> Element {
        self.element
    }

    /// Occurrences per symbol value, as many as the alphabet has symbols.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Elements counted.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Counts the elements in `bytes` (whole elements, little-endian). On an error nothing of them is
    /// counted.
    ///
    /// # Panics
    /// When the bytes are not whole elements.
    pub fn count(&mut self, bytes: &[u8]) -> Result<(), Stray> {
        let size = self.element.bytes();
        assert_eq!(bytes.len() % size, 0, "whole elements");
        let mut counts = vec![0; self.counts.len()];
        // The tables hold 32-bit counts.
        for (part, bytes) in bytes.chunks(1 << 28).enumerate() {
            let clean = match self.counts.len() {
                0..=256 => tally_all::<256>(self.element, bytes, &mut counts),
                _ => tally_all::<1024>(self.element, bytes, &mut counts),
            };
            if !clean {
                let mut values = bytes.chunks_exact(size).map(|b| self.element.value(b)).zip(0..);
                let (value, index) =
                    values.find(|(v, _)| v & !self.element.mask() != 0).expect("a stray bit was seen");
                return Err(Stray { index: (part << 28 >> size.ilog2()) as u64 + index, value });
            }
        }
        self.counts.iter_mut().zip(&counts).for_each(|(sum, count)| *sum += count);
        Ok(())
    }

    /// Counts `count` elements of this symbol.
    fn add(&mut self, symbol: u16, count: u64) {
        self.counts[usize::from(symbol)] += count;
    }

    /// Counts what a table of 16-bit values holds, where an element is such a value or a byte of it.
    fn add_words(&mut self, words: &[u32]) {
        for (word, &count) in (0u32..).zip(words).filter(|(_, count)| **count != 0) {
            let mut add =
                |value: u32| self.counts[usize::from(self.element.symbol(value))] += u64::from(count);
            match self.element.bytes() {
                1 => [word & 0xff, word >> 8].into_iter().for_each(add),
                _ => add(word),
            }
        }
    }

    /// A histogram of these occurrences, one per symbol value.
    ///
    /// # Panics
    /// When they are not as many as the alphabet has symbols.
    pub fn from_counts(element: Element, counts: Vec<u64>) -> Self {
        assert_eq!(counts.len(), element.alphabet(), "a count per symbol");
        Self { element, counts }
    }

    /// Shannon entropy, bits per symbol; 0 where nothing was counted.
    pub fn entropy(&self) -> f64 {
        average::entropy(self.counts.iter().map(|&count| u128::from(count)))
    }

    /// Adds another histogram of the same element format.
    ///
    /// # Panics
    /// When the element formats differ.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.element, other.element, "histograms of one element format");
        self.counts.iter_mut().zip(&other.counts).for_each(|(sum, count)| *sum += count);
    }
}

/// An increment waits for the one before it when both hit the same counter, and tensors repeat values.
/// Neighbours therefore count in tables of their own.
const TABLES: usize = 8;

/// Bytes of a cache line.
const LINE: usize = 64;

/// Asks for the cache line a page behind this one. Counting keeps so many stores in flight that the processor
/// does not look far enough ahead by itself: from memory it is half as fast without.
fn prefetch(line: &[u8]) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a prefetch is a hint: it reads nothing and cannot fault, wherever the address is.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().wrapping_add(4096).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = line;
}

/// Counts the symbols of an alphabet of at most `SYMBOLS`; the smaller tables stay in the nearest cache. Whether all
/// insignificant bits were zero.
fn tally_all<const SYMBOLS: usize>(element: Element, bytes: &[u8], counts: &mut [u64]) -> bool {
    let mut tables = [[0u32; SYMBOLS]; TABLES];
    let clean = match element.bytes() {
        1 => tally::<1, SYMBOLS>(element, bytes, &mut tables),
        2 => tally::<2, SYMBOLS>(element, bytes, &mut tables),
        _ => tally::<4, SYMBOLS>(element, bytes, &mut tables),
    };
    for table in &tables {
        counts.iter_mut().zip(table).for_each(|(sum, &count)| *sum += u64::from(count));
    }
    clean
}

/// The same of elements of `SIZE` bytes; `SYMBOLS` is a power of two.
fn tally<const SIZE: usize, const SYMBOLS: usize>(
    element: Element,
    bytes: &[u8],
    tables: &mut [[u32; SYMBOLS]; TABLES],
) -> bool {
    let lanes = 8 / SIZE;
    let ones = (0..lanes).fold(0u64, |ones, lane| ones | 1 << (8 * SIZE * lane));
    let symbol = ones * (element.alphabet() as u64 - 1);
    let insignificant = !(ones * u64::from(element.mask()));
    let low = element.low();
    let mut seen = 0;
    let mut lines = bytes.chunks_exact(LINE);
    for line in &mut lines {
        prefetch(line);
        for group in line.chunks_exact(TABLES * SIZE) {
            for word in 0..SIZE {
                let bytes = group[8 * word..][..8].try_into().expect("8 bytes");
                let elements = u64::from_le_bytes(bytes);
                seen |= elements;
                let symbols = elements >> low & symbol;
                for lane in 0..lanes {
                    let symbol = (symbols >> (8 * SIZE * lane)) as usize & (SYMBOLS - 1);
                    tables[word * lanes + lane][symbol] += 1;
                }
            }
        }
    }
    for bytes in lines.remainder().chunks_exact(SIZE) {
        let value = element.value(bytes);
        seen |= u64::from(value);
        tables[0][usize::from(element.symbol(value))] += 1;
    }
    seen & insignificant == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::element::NAMED;
    use proptest::prelude::*;

    fn elements() -> impl Strategy<Value = Element> {
        let custom = (prop::sample::select(vec![1u64, 2, 4]), 1u64..=32, 0u64..32, 0u64..10)
            .prop_filter_map("fits", |(bytes, bits, low, width)| {
                Element::custom(bytes, bits, low + width, low).ok()
            });
        prop_oneof![prop::sample::select(NAMED.to_vec()), custom]
    }

    /// Bytes of elements whose insignificant bits are zero.
    fn clean(element: Element, bytes: &[u8]) -> Vec<u8> {
        let values = bytes.chunks_exact(element.bytes()).map(|b| element.value(b) & element.mask());
        values.flat_map(|value| value.to_le_bytes()[..element.bytes()].to_vec()).collect()
    }

    proptest! {
        #[test]
        fn counts_are_those_of_one_by_one(element in elements(), bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let bytes = clean(element, &bytes);
            let mut expected = vec![0u64; element.alphabet()];
            for element_bytes in bytes.chunks_exact(element.bytes()) {
                expected[usize::from(element.symbol(element.value(element_bytes)))] += 1;
            }
            let mut histogram = Histogram::new(element);
            histogram.count(&bytes).unwrap();
            prop_assert_eq!(histogram.counts(), &expected[..]);
            // In two parts, merged: the same.
            let half = bytes.len() / element.bytes() / 2 * element.bytes();
            let [mut first, mut second] = [Histogram::new(element), Histogram::new(element)];
            first.count(&bytes[..half]).unwrap();
            second.count(&bytes[half..]).unwrap();
            second.merge(&first);
            prop_assert_eq!(second, histogram);
        }

        #[test]
        fn the_first_stray_bit_is_named(element in elements(), bytes in prop::collection::vec(any::<u8>(), 4..400), at: prop::sample::Index) {
            prop_assume!(element.bits() < 8 * element.bytes() as u32);
            let mut bytes = clean(element, &bytes);
            let index = at.index(bytes.len() / element.bytes());
            // The highest bit of this element and of the last one.
            let last = bytes.len() - 1;
            bytes[(index + 1) * element.bytes() - 1] |= 0x80;
            bytes[last] |= 0x80;
            let mut histogram = Histogram::new(element);
            let stray = histogram.count(&bytes).unwrap_err();
            prop_assert_eq!(stray.index, index as u64);
            prop_assert_eq!(stray.value, element.value(&bytes[index * element.bytes()..][..element.bytes()]));
            prop_assert_eq!(histogram.total(), 0);
        }
    }
}
