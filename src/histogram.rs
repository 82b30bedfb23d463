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

    /// Counts the elements in `bytes` (whole elements, little-endian). On an error nothing of them is counted.
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
    const STEP: usize = 8;
    let low = element.low();
    let symbol = (element.alphabet() - 1) as u8;
    let ones = (0..STEP / SIZE).fold(0u64, |ones, i| ones | 1 << (8 * SIZE * i));
    let insignificant = !(u64::from(element.mask()) * ones);
    let mut seen = 0;
    let mut word = |word: u64, tables: &mut [[u32; 256]]| {
        seen |= word;
        for (i, table) in tables.iter_mut().enumerate().take(STEP / SIZE) {
            table[usize::from((word >> (8 * SIZE * i) >> low) as u8 & symbol)] += 1;
        }
    };
    let mut groups = bytes.chunks_exact(STEP * SIZE);
    for group in &mut groups {
        for (i, bytes) in group.chunks_exact(STEP).enumerate() {
            let bytes = bytes.try_into().expect("a chunk is a word");
            word(u64::from_le_bytes(bytes), &mut tables[i * (STEP / SIZE)..][..STEP / SIZE]);
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
/// histogram for an empty tensor. `progress` hears the bytes of every piece counted.
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
                progress(length * element.bytes() as u64);
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
