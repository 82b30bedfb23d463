//! Counting symbols: exact, mergeable, and apart from deciding what to do with the counts.
//!
//! Counts are integers and sums commute, so the result is the same to the last digit whatever the order of
//! threads, chunks, files or machines.

use crate::element::Element;
use crate::tensor::{Tensor, TensorError};
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

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
            let mut tables = [[0u32; 256]; TABLES];
            let clean = match size {
                1 => tally::<1>(self.element, bytes, &mut tables),
                2 => tally::<2>(self.element, bytes, &mut tables),
                _ => tally::<4>(self.element, bytes, &mut tables),
            };
            if !clean {
                let mut values = bytes.chunks_exact(size).map(|b| self.element.value(b)).zip(0..);
                let (value, index) =
                    values.find(|(v, _)| v & !self.element.mask() != 0).expect("a stray bit was seen");
                return Err(Stray { index: (part << 28 >> size.ilog2()) as u64 + index, value });
            }
            for table in &tables {
                counts.iter_mut().zip(table).for_each(|(sum, &count)| *sum += u64::from(count));
            }
        }
        self.counts.iter_mut().zip(&counts).for_each(|(sum, count)| *sum += count);
        Ok(())
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

/// Counts the symbols of elements of `SIZE` bytes. Whether all insignificant bits were zero.
fn tally<const SIZE: usize>(element: Element, bytes: &[u8], tables: &mut [[u32; 256]; TABLES]) -> bool {
    let lanes = 8 / SIZE;
    let ones = (0..lanes).fold(0u64, |ones, lane| ones | 1 << (8 * SIZE * lane));
    let symbol = ones * (element.alphabet() as u64 - 1);
    let insignificant = !(ones * u64::from(element.mask()));
    let low = element.low();
    let mut seen = 0;
    let mut groups = bytes.chunks_exact(TABLES * SIZE);
    for group in &mut groups {
        for word in 0..SIZE {
            let bytes = group[8 * word..][..8].try_into().expect("8 bytes");
            let elements = u64::from_le_bytes(bytes);
            seen |= elements;
            let symbols = elements >> low & symbol;
            for lane in 0..lanes {
                tables[word * lanes + lane][usize::from((symbols >> (8 * SIZE * lane)) as u8)] += 1;
            }
        }
    }
    for bytes in groups.remainder().chunks_exact(SIZE) {
        let value = element.value(bytes);
        seen |= u64::from(value);
        tables[0][usize::from(element.symbol(value))] += 1;
    }
    seen & insignificant == 0
}

/// Bytes of a file that one task counts.
const PIECE: u64 = 16 << 20;

/// Tasks whose histograms are held at a time; with the piece it bounds the memory, whatever the input.
const BATCH: usize = 4096;

/// Counts every tensor, in parallel over pieces of them, and calls `each` in the order given, with an empty
/// histogram for an empty tensor. `progress` hears the bytes in the file of every piece counted.
///
/// The error of the first piece that has one is returned: the same whatever the order of threads.
pub fn count(
    tensors: &[Tensor],
    element: Element,
    progress: impl Fn(u64) + Sync,
    mut each: impl FnMut(&Tensor, Histogram),
) -> Result<(), TensorError> {
    let mut pieces = Vec::new();
    for (index, tensor) in tensors.iter().enumerate() {
        let elements = tensor.elements(element)?;
        let piece = PIECE / element.bytes() as u64;
        pieces.push((index, 0, elements.min(piece)));
        let mut start = piece;
        while start < elements {
            pieces.push((index, start, piece.min(elements - start)));
            start += piece;
        }
    }
    let mut current: Option<(usize, Histogram)> = None;
    for batch in pieces.chunks(BATCH) {
        let failed = AtomicUsize::new(usize::MAX);
        let counted: Vec<Option<Result<Histogram, TensorError>>> = batch
            .par_iter()
            .enumerate()
            .map(|(i, &(index, start, length))| {
                if i > failed.load(Ordering::Relaxed) {
                    return None;
                }
                let counted = count_piece(&tensors[index], element, start, length);
                if counted.is_err() {
                    failed.fetch_min(i, Ordering::Relaxed);
                }
                progress(tensors[index].stored(element, length));
                Some(counted)
            })
            .collect();
        for (&(index, ..), counted) in batch.iter().zip(counted) {
            let counted = counted.expect("only pieces behind an error are left out")?;
            match &mut current {
                Some((at, sum)) if *at == index => sum.merge(&counted),
                _ => {
                    if let Some((at, sum)) = current.replace((index, counted)) {
                        each(&tensors[at], sum);
                    }
                }
            }
        }
    }
    if let Some((at, sum)) = current {
        each(&tensors[at], sum);
    }
    Ok(())
}

fn count_piece(tensor: &Tensor, element: Element, start: u64, length: u64) -> Result<Histogram, TensorError> {
    let mut histogram = Histogram::new(element);
    tensor.read(element, start, length, |index, bytes| {
        let stray = |Stray { index: at, value }| tensor.stray(element, index + at, value);
        histogram.count(bytes).map_err(stray)
    })?;
    Ok(histogram)
}

/// What every tensor weighs in an average.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weighting {
    /// The same: distributions are averaged, so that a large tensor does not outvote the small ones.
    #[default]
    Tensors,
    /// As much as it has elements: counts are added.
    Elements,
}

/// The average distribution of tensors, in integers.
///
/// A tensor adds round(count * 2^48 / total) per symbol, and at least 1 where a symbol occurs; or its plain
/// counts where elements weigh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Average {
    weighting: Weighting,
    weights: Vec<u128>,
    tensors: u64,
    elements: u64,
}

impl Average {
    /// The average of no tensors.
    pub fn new(element: Element, weighting: Weighting) -> Self {
        Self { weighting, weights: vec![0; element.alphabet()], tensors: 0, elements: 0 }
    }

    /// Adds a tensor. An empty one has no distribution and changes nothing.
    ///
    /// # Panics
    /// When the alphabets differ.
    pub fn add(&mut self, tensor: &Histogram) {
        assert_eq!(tensor.counts.len(), self.weights.len(), "one alphabet");
        let total = u128::from(tensor.total());
        if total == 0 {
            return;
        }
        for (sum, &count) in self.weights.iter_mut().zip(&tensor.counts) {
            let count = u128::from(count);
            *sum += match self.weighting {
                Weighting::Elements => count,
                Weighting::Tensors => (((count << 48) + total / 2) / total).max(count.min(1)),
            };
        }
        self.tensors += 1;
        self.elements += tensor.total();
    }

    /// The weight of every symbol value; 0 exactly where it never occurs.
    pub fn weights(&self) -> &[u128] {
        &self.weights
    }

    /// What the tensors weigh.
    pub fn weighting(&self) -> Weighting {
        self.weighting
    }

    /// Tensors added, empty ones apart.
    pub fn tensors(&self) -> u64 {
        self.tensors
    }

    /// Elements of all tensors.
    pub fn elements(&self) -> u64 {
        self.elements
    }

    /// Shannon entropy of the average distribution, bits per symbol; 0 where there are no elements.
    pub fn entropy(&self) -> f64 {
        let total = self.weights.iter().sum::<u128>() as f64;
        let bits = |&weight: &u128| {
            let p = weight as f64 / total;
            -p * p.log2()
        };
        // The sum of one certain symbol is -0.0 without the last step.
        self.weights.iter().filter(|&&w| w != 0).map(bits).sum::<f64>() + 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::element::NAMED;
    use crate::tensor;
    use proptest::prelude::*;
    use std::io::Write as _;

    fn elements() -> impl Strategy<Value = Element> {
        let custom = (prop::sample::select(vec![1u64, 2, 4]), 1u64..=32, 0u64..32, 0u64..8)
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

    fn histogram(counts: &[u64]) -> Histogram {
        let element = Element::custom(1, counts.len().ilog2().into(), u64::from(counts.len().ilog2()) - 1, 0);
        Histogram { element: element.unwrap(), counts: counts.to_vec() }
    }

    #[test]
    fn every_tensor_weighs_the_same_or_every_element_does() {
        let tensors = [histogram(&[3, 1, 0, 0]), histogram(&[0, 0, 0, 0]), histogram(&[0, 1_000_000, 0, 0])];
        let average = |weighting| {
            let mut average = Average::new(tensors[0].element, weighting);
            tensors.iter().for_each(|tensor| average.add(tensor));
            average
        };
        let equal = average(Weighting::Tensors);
        assert_eq!(equal.weights(), [3 << 46, (1 << 46) + (1 << 48), 0, 0]);
        assert_eq!((equal.tensors(), equal.elements()), (2, 1_000_004));
        // 3/8 and 5/8.
        let entropy = -(0.375f64 * 0.375f64.log2() + 0.625 * 0.625f64.log2());
        assert!((equal.entropy() - entropy).abs() < 1e-12);
        assert_eq!(average(Weighting::Elements).weights(), [3, 1_000_001, 0, 0]);
    }

    #[test]
    fn what_occurs_never_weighs_nothing() {
        let mut average = Average::new(histogram(&[0; 2]).element, Weighting::Tensors);
        average.add(&histogram(&[1, u64::MAX - 1]));
        assert_eq!(average.weights(), [1, 1 << 48]);
        assert!(average.entropy() > 0.0);
        let mut certain = Average::new(histogram(&[0; 2]).element, Weighting::Tensors);
        certain.add(&histogram(&[5, 0]));
        assert_eq!(certain.entropy().to_bits(), 0f64.to_bits());
    }

    fn raw_file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::Builder::new().suffix(".bin").tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    /// More than one piece, more than one thread, an empty tensor between: the order is kept and nothing is
    /// lost.
    #[test]
    fn pieces_make_whole_tensors_in_order() {
        let element = Element::named("bf16").unwrap();
        let long: Vec<u8> =
            (0..(PIECE as u32 * 2 + 4096) / 4).flat_map(|i| i.wrapping_mul(40_503).to_le_bytes()).collect();
        let files = [raw_file(&long), raw_file(&[]), raw_file(&[0x80, 0x3f]), raw_file(&long)];
        let tensors: Vec<Tensor> = files.iter().flat_map(|file| tensor::open(file.path()).unwrap()).collect();
        let mut expected = Histogram::new(element);
        expected.count(&long).unwrap();
        let heard = std::sync::atomic::AtomicU64::new(0);
        let mut seen = Vec::new();
        let progress = |bytes| {
            heard.fetch_add(bytes, Ordering::Relaxed);
        };
        count(&tensors, element, progress, |tensor, histogram| {
            seen.push((tensor.file().to_owned(), histogram))
        })
        .unwrap();
        assert_eq!(heard.into_inner(), 2 * long.len() as u64 + 2);
        assert!(seen.iter().map(|(file, _)| file.as_path()).eq(files.iter().map(|file| file.path())));
        assert_eq!(seen[0].1, expected);
        assert_eq!(seen[1].1.total(), 0);
        assert_eq!((seen[2].1.total(), seen[2].1.counts()[127]), (1, 1));
        assert_eq!(seen[3].1, expected);
    }

    /// Of several pieces in error, always the first one's error.
    #[test]
    fn the_first_error_is_returned() {
        let element = Element::named("e3m2").unwrap();
        let mut bytes = vec![0; PIECE as usize * 3];
        for index in [PIECE as usize + 17, PIECE as usize * 2 + 5] {
            bytes[index] = 0x40;
        }
        let file = raw_file(&bytes);
        let tensors = tensor::open(file.path()).unwrap();
        for _ in 0..8 {
            let error = count(&tensors, element, |_| (), |_, _| ()).unwrap_err();
            let TensorError::Stray { index, value: 0x40, .. } = error else { panic!("{error}") };
            assert_eq!(index, PIECE + 17);
        }
    }
}
