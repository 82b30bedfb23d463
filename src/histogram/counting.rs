//! Counting tensors, in parallel over pieces of them.

use super::frames::{self, Framer};
use super::{Blocks, Frames, Histogram, Reading, Sparse, Stray, View};
use crate::codec;
use crate::element::Element;
use crate::tensor::quantize::{self, Format, Scale};
use crate::tensor::{Tensor, TensorError};
use half::f16;
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes of a file that one task counts.
const PIECE: u64 = 16 << 20;

/// Tasks whose histograms are held at a time; with the piece it bounds the memory, whatever the input.
const BATCH: usize = 1024;

/// The same where frames are kept, whose counts are a tenth of the data.
const FEW: usize = 16;

/// What a tensor counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// A histogram per view, in their order.
    pub histograms: Vec<Histogram>,
    /// Bits of the stored elements in blocks of each kind, each block with header and padding; none where they are not
    /// known, as of tensors that were counted before.
    pub block_bits: Option<Vec<u64>>,
    /// Every frame's own counts, in order, where they were asked for.
    pub frames: Vec<Sparse>,
}

impl Counts {
    fn merge(&mut self, other: Self) {
        self.histograms.iter_mut().zip(&other.histograms).for_each(|(sum, other)| sum.merge(other));
        if let (Some(sums), Some(others)) = (&mut self.block_bits, &other.block_bits) {
            sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
        }
        self.frames.extend(other.frames);
    }
}

/// What is counted.
pub struct Counting<'a> {
    /// What the stored values are.
    pub element: Element,
    /// The ways to see them; each gives a histogram.
    pub views: &'a [View],
    /// Blocks whose best codebook is looked for.
    pub blocks: &'a [Blocks],
    /// Frames whose own counts are kept.
    pub frames: Option<Frames>,
    /// Whether to count on behind a tensor that cannot be read.
    pub keep_going: bool,
    /// Hears the bytes in the file of every piece read, [`passes`](Self::passes) times.
    pub progress: &'a (dyn Fn(u64) + Sync),
}

/// Elements of a tensor that one task counts.
struct Piece {
    tensor: usize,
    start: u64,
    length: u64,
}

impl Counting<'_> {
    /// How often every tensor is read: twice, where it must be known whole before it can be quantised.
    pub fn passes(&self) -> u64 {
        1 + u64::from(self.needs_magnitudes())
    }

    fn needs_magnitudes(&self) -> bool {
        self.views.iter().any(|view| matches!(view.reading, Reading::Quantized(_, Scale::Tensor)))
    }

    /// Counts every tensor and calls `each` in the order given with its histograms, in the order of the
    /// views, or with the first error in it: the same whatever the order of threads. Stops at the first error
    /// that `each` returns.
    pub fn run<E>(
        &self,
        tensors: &[Tensor],
        mut each: impl FnMut(&Tensor, Result<Counts, TensorError>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut pieces = Vec::new();
        for (index, tensor) in tensors.iter().enumerate() {
            pieces.extend(self.pieces(index, tensor));
        }
        // Largest magnitudes are few bytes a tensor, so that pass needs no batches.
        let magnitudes = if self.needs_magnitudes() { self.magnitudes(tensors, &pieces) } else { Vec::new() };
        let mut current: Option<(usize, Result<Counts, TensorError>)> = None;
        let batch = if self.frames.is_some() { FEW } else { BATCH };
        for batch in pieces.chunks(batch) {
            let failed = AtomicUsize::new(usize::MAX);
            let counted: Vec<Option<Result<Counts, TensorError>>> = batch
                .par_iter()
                .enumerate()
                .map(|(i, piece)| {
                    if !self.keep_going && i > failed.load(Ordering::Relaxed) {
                        return None;
                    }
                    let tensor = &tensors[piece.tensor];
                    let magnitude = magnitudes.get(piece.tensor).copied().unwrap_or(0.0);
                    let counted = self.count(tensor, piece, magnitude);
                    if counted.is_err() {
                        failed.fetch_min(i, Ordering::Relaxed);
                    }
                    (self.progress)(self.stored(tensor, piece));
                    Some(counted)
                })
                .collect();
            for (piece, counted) in batch.iter().zip(counted) {
                // Only pieces behind an error are left out, and that error is of this tensor or was returned.
                let Some(counted) = counted else { continue };
                match &mut current {
                    Some((at, sum)) if *at == piece.tensor => match (&mut *sum, counted) {
                        (Ok(sum), Ok(counted)) => sum.merge(counted),
                        (Ok(_), error) => *sum = error,
                        (Err(_), _) => {}
                    },
                    _ => {
                        if let Some((at, sum)) = current.replace((piece.tensor, counted)) {
                            each(&tensors[at], sum)?;
                        }
                    }
                }
                if !self.keep_going && matches!(current, Some((_, Err(_)))) {
                    break;
                }
            }
            if !self.keep_going && matches!(current, Some((_, Err(_)))) {
                break;
            }
        }
        current.map_or(Ok(()), |(at, sum)| each(&tensors[at], sum))
    }

    /// A tensor in pieces: whole blocks of 32 values along the last axis, whole pairs of values, and whole blocks
    /// of those that codebooks are chosen for.
    fn pieces(&self, index: usize, tensor: &Tensor) -> Vec<Piece> {
        let piece = |start, length| Piece { tensor: index, start, length };
        // An error of this tensor is met where the piece is counted.
        let elements = tensor.elements(self.element).unwrap_or(0);
        let unit = match row(tensor, self.element) {
            row if row.is_multiple_of(quantize::BLOCK as u64) => quantize::BLOCK as u64,
            _ if !self.quantizes() => quantize::BLOCK as u64,
            row => 2 * row,
        };
        let unit = self.lengths().into_iter().fold(unit, |unit, length| lcm(unit, length.into()));
        let length = (PIECE / self.element.bytes() as u64 / unit).max(1) * unit;
        let first = piece(0, elements.min(length));
        let others =
            (1..elements.div_ceil(length)).map(|i| piece(i * length, length.min(elements - i * length)));
        std::iter::once(first).chain(others).collect()
    }

    /// The lengths of the frames that are looked at.
    fn lengths(&self) -> Vec<u32> {
        frames::lengths(self.views, self.blocks, self.frames)
    }

    /// The base of the frame of this length before a piece: before the first one, that of the tensor's last frame. 0 where
    /// nothing is relative to it.
    fn before(&self, tensor: &Tensor, piece: &Piece, length: u32) -> Result<u16, TensorError> {
        let length = u64::from(length);
        let end = if piece.start > 0 { piece.start } else { tensor.elements(self.element)? };
        if end == 0 || !frames::look_back(self.views, self.blocks, self.frames) {
            return Ok(0);
        }
        let (mut scale, first) = (codec::Scale::default(), (end - 1) / length * length);
        // Whole groups of packed values.
        let from = first / quantize::BLOCK as u64 * quantize::BLOCK as u64;
        tensor.read(self.element, from, end - from, |index, bytes| {
            for (value, at) in bytes.chunks_exact(self.element.bytes()).zip(index..) {
                if at >= first {
                    scale = scale.with(self.element, self.element.symbol(self.element.value(value)), 1);
                }
            }
            Ok(())
        })?;
        Ok(scale.base(self.element))
    }

    fn quantizes(&self) -> bool {
        self.views.iter().any(|view| matches!(view.reading, Reading::Quantized(..)))
    }

    fn stored(&self, tensor: &Tensor, piece: &Piece) -> u64 {
        if piece.length == 0 { 0 } else { tensor.stored(self.element, piece.length) }
    }

    /// The largest finite magnitude of every tensor; of one that cannot be read, of what could be.
    fn magnitudes(&self, tensors: &[Tensor], pieces: &[Piece]) -> Vec<f32> {
        let found: Vec<f32> = pieces
            .par_iter()
            .map(|piece| {
                let tensor = &tensors[piece.tensor];
                let (mut largest, mut values) = (0f32, Vec::new());
                // The pass that counts meets the same error and reports it.
                let _ = tensor.read(self.element, piece.start, piece.length, |_, bytes| {
                    self.decode(bytes, &mut values);
                    largest = largest.max(quantize::largest_magnitude(&values));
                    Ok(())
                });
                (self.progress)(self.stored(tensor, piece));
                largest
            })
            .collect();
        let mut magnitudes = vec![0f32; tensors.len()];
        for (piece, largest) in pieces.iter().zip(found) {
            let sum = &mut magnitudes[piece.tensor];
            *sum = sum.max(largest);
        }
        magnitudes
    }

    fn count(&self, tensor: &Tensor, piece: &Piece, magnitude: f32) -> Result<Counts, TensorError> {
        tensor.elements(self.element)?;
        let mut histograms: Vec<Histogram> =
            self.views.iter().map(|view| Histogram::new(view.element)).collect();
        let of = |reading: fn(Reading) -> bool| -> Vec<usize> {
            (0..self.views.len()).filter(|&view| reading(self.views[view].reading)).collect()
        };
        let stored = of(|reading| reading == Reading::Stored);
        let nibbles = of(|reading| reading == Reading::Nibbles);
        let quantized = of(|reading| matches!(reading, Reading::Quantized(..)));
        // Several views of 16-bit values cost less out of one table of all their values.
        // Not where a bit must be zero: each view would have to be told where it is not.
        let wide = self.element.bytes() == 2 && self.element.mask() == 0xffff;
        let mut words = (wide && stored.len() > 1 && piece.length > WORDS as u64).then(|| vec![0u32; WORDS]);
        let mut quantizers: Vec<Quantizer> = quantized
            .iter()
            .map(|&view| Quantizer::new(self.views[view], row(tensor, self.element), piece.start, magnitude))
            .collect();
        let mut values = Vec::new();
        let mut block_bits = vec![0; self.blocks.len()];
        let mut frames = Vec::new();
        let mut framers = Vec::new();
        for length in self.lengths() {
            let before = self.before(tensor, piece, length)?;
            framers.push(Framer::new(self.element, length, self.views, self.blocks, self.frames, before));
        }
        tensor.read(self.element, piece.start, piece.length, |index, bytes| {
            let stray = |Stray { index: at, value }| tensor.stray(self.element, index + at, value);
            for framer in &mut framers {
                let mut sums = frames::Sums {
                    histograms: &mut histograms,
                    block_bits: &mut block_bits,
                    frames: &mut frames,
                };
                framer.take(bytes, &mut sums).map_err(stray)?;
            }
            match &mut words {
                Some(words) => {
                    for pair in bytes.chunks_exact(2) {
                        words[usize::from(u16::from_le_bytes([pair[0], pair[1]]))] += 1;
                    }
                }
                None => {
                    for &view in &stored {
                        histograms[view].count(bytes).map_err(stray)?;
                    }
                }
            }
            for &view in &nibbles {
                let halves: Vec<u8> = bytes.iter().flat_map(|byte| [byte & 15, byte >> 4]).collect();
                histograms[view].count(&halves).expect("halves of bytes have 4 bits");
            }
            if !quantized.is_empty() {
                self.decode(bytes, &mut values);
                for (&view, quantizer) in quantized.iter().zip(&mut quantizers) {
                    quantizer.take(&values, &mut histograms[view]);
                }
            }
            Ok(())
        })?;
        for (&view, quantizer) in quantized.iter().zip(quantizers) {
            quantizer.finish(&mut histograms[view]);
        }
        if let Some(words) = words {
            for &view in &stored {
                histograms[view].add_words(&words);
            }
        }
        for framer in framers {
            framer.finish(&mut frames::Sums {
                histograms: &mut histograms,
                block_bits: &mut block_bits,
                frames: &mut frames,
            });
        }
        Ok(Counts { histograms, block_bits: Some(block_bits), frames })
    }

    /// The values as 32-bit floating point, exactly.
    fn decode(&self, bytes: &[u8], values: &mut Vec<f32>) {
        values.clear();
        let pairs = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        match self.element.name() {
            Some("bf16") => values.extend(pairs.map(|bits| f32::from_bits(u32::from(bits) << 16))),
            Some("fp16") => values.extend(pairs.map(|bits| f16::from_bits(bits).to_f32())),
            _ => {
                let four = |bytes: &[u8]| f32::from_le_bytes(bytes.try_into().expect("four bytes"));
                values.extend(bytes.chunks_exact(4).map(four));
            }
        }
    }
}

fn lcm(a: u64, b: u64) -> u64 {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    a / x * b
}

/// Whether values of this format can be quantised: floating point, wider than the MX formats.
pub(crate) fn quantizable(element: Element) -> bool {
    matches!(element.name(), Some("bf16" | "fp16" | "fp32"))
}

/// Values along the last axis; of a raw file, all of them.
fn row(tensor: &Tensor, element: Element) -> u64 {
    match (tensor.dtype(), tensor.shape().last()) {
        (Some(_), Some(&row)) => row.max(1),
        (Some(_), None) => 1,
        (None, _) => (tensor.bytes() / element.bytes() as u64).max(1),
    }
}

/// 16-bit values.
const WORDS: usize = 1 << 16;

/// Quantises a piece of a tensor as it comes, in parts of any length.
struct Quantizer {
    format: Format,
    /// One exponent for all, or one per block.
    exponent: Option<i32>,
    joint: bool,
    row: u64,
    /// Place in the row of the first value that waits.
    at: u64,
    /// Values of a block that is not whole yet.
    waiting: Vec<f32>,
    codes: Vec<u8>,
}

impl Quantizer {
    fn new(view: View, row: u64, start: u64, magnitude: f32) -> Self {
        let Reading::Quantized(format, scale) = view.reading else { unreachable!("a quantised view") };
        let exponent = (scale == Scale::Tensor).then(|| quantize::scale_exponent(magnitude, format));
        let joint = format == Format::E2m1 && view.element == format.element();
        Self { format, exponent, joint, row, at: start % row, waiting: Vec::new(), codes: Vec::new() }
    }

    fn take(&mut self, mut values: &[f32], histogram: &mut Histogram) {
        if let Some(exponent) = self.exponent {
            quantize::quantize_all(values, exponent, self.format, &mut self.codes);
        } else {
            while !values.is_empty() {
                let block = (quantize::BLOCK as u64).min(self.row - self.at) as usize;
                if self.waiting.is_empty() && values.len() >= block {
                    // Whole blocks of this row, straight from where they lie.
                    let left = (self.row - self.at).min(values.len() as u64) as usize;
                    let whole = if left as u64 == self.row - self.at { left } else { left / block * block };
                    quantize::quantize_row(&values[..whole], self.format, &mut self.codes);
                    values = &values[whole..];
                    self.at = (self.at + whole as u64) % self.row;
                    continue;
                }
                let taken = values.len().min(block - self.waiting.len());
                self.waiting.extend_from_slice(&values[..taken]);
                values = &values[taken..];
                if self.waiting.len() == block {
                    quantize::quantize_row(&self.waiting, self.format, &mut self.codes);
                    self.waiting.clear();
                    self.at = (self.at + block as u64) % self.row;
                }
            }
        }
        let whole = if self.joint { self.codes.len() / 2 * 2 } else { self.codes.len() };
        count(&self.codes[..whole], self.joint, histogram);
        self.codes.drain(..whole);
    }

    /// What is left at the piece's end: the last value of a tensor without a partner.
    fn finish(self, histogram: &mut Histogram) {
        debug_assert!(self.waiting.is_empty(), "pieces are whole blocks");
        count(&self.codes, self.joint, histogram);
    }
}

fn count(codes: &[u8], joint: bool, histogram: &mut Histogram) {
    let counted = match joint {
        true => histogram.count(&quantize::pack_e2m1(codes)),
        false => histogram.count(codes),
    };
    counted.expect("codes of the format");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::histogram::Origin;
    use ::safetensors::tensor::{Dtype, TensorView, serialize};
    use std::convert::Infallible;
    use std::io::Write as _;
    use std::sync::atomic::AtomicU64;
    use tempfile::NamedTempFile;

    fn named(name: &str) -> Element {
        Element::named(name).unwrap()
    }

    fn file_of(suffix: &str, bytes: &[u8]) -> NamedTempFile {
        let mut file = tempfile::Builder::new().suffix(suffix).tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    fn tensors<'a>(files: impl IntoIterator<Item = &'a NamedTempFile>) -> Vec<Tensor> {
        files.into_iter().flat_map(|file| crate::tensor::open(file.path()).unwrap()).collect()
    }

    /// All of it, the bytes that progress heard of, and errors in words.
    fn counted(
        tensors: &[Tensor],
        element: Element,
        views: &[View],
    ) -> (Vec<Result<Vec<Histogram>, String>>, u64) {
        let heard = AtomicU64::new(0);
        let progress = |bytes| {
            heard.fetch_add(bytes, Ordering::Relaxed);
        };
        let counting =
            Counting { element, views, blocks: &[], frames: None, keep_going: true, progress: &progress };
        let mut all = Vec::new();
        let run = counting.run::<Infallible>(tensors, |_, counted| {
            all.push(counted.map(|counts| counts.histograms).map_err(|error| error.to_string()));
            Ok(())
        });
        run.unwrap();
        (all, heard.into_inner())
    }

    /// More than one piece, more than one thread, an empty tensor between: the order is kept and nothing is
    /// lost, whether one view is counted or several are.
    #[test]
    fn pieces_make_whole_tensors_in_order() {
        let element = named("bf16");
        let long: Vec<u8> =
            (0..(PIECE as u32 * 2 + 4096) / 4).flat_map(|i| i.wrapping_mul(40_503).to_le_bytes()).collect();
        let files = [&long[..], &[], &[0x80, 0x3f], &long].map(|bytes| file_of(".bin", bytes));
        let views = [element, named("bf16_bytes"), Element::custom(2, 16, 15, 8).unwrap()].map(View::stored);
        let expected = |view: View, bytes| {
            let mut histogram = Histogram::new(view.element);
            histogram.count(bytes).unwrap();
            histogram
        };
        for views in [&views[..1], &views] {
            // An empty file is a tensor only where it is asked for as it is.
            let tensors: Vec<Tensor> =
                files.iter().map(|file| crate::tensor::open_as_bytes(file.path()).unwrap()).collect();
            let (all, heard) = counted(&tensors, element, views);
            assert_eq!(heard, 2 * long.len() as u64 + 2);
            assert_eq!(all.len(), 4);
            for (counted, bytes) in all.into_iter().zip([&long[..], &[], &[0x80, 0x3f], &long]) {
                let expected: Vec<Histogram> = views.iter().map(|&view| expected(view, bytes)).collect();
                assert_eq!(counted, Ok(expected));
            }
        }
    }

    /// Of several pieces in error, always the first one's error; and the tensors behind are counted where
    /// that was asked for.
    #[test]
    fn the_first_error_is_returned() {
        let element = named("e3m2");
        let mut bytes = vec![0; PIECE as usize * 3];
        for index in [PIECE as usize + 17, PIECE as usize * 2 + 5] {
            bytes[index] = 0x40;
        }
        let files = [file_of(".bin", &bytes), file_of(".bin", &[1, 2, 3])];
        let tensors = tensors(&files);
        let views = [View::stored(element)];
        let strict = Counting {
            element,
            views: &views,
            blocks: &[],
            frames: None,
            keep_going: false,
            progress: &|_| (),
        };
        for _ in 0..8 {
            let error = strict.run(&tensors, |_, counted| counted.map(drop)).unwrap_err();
            let TensorError::Stray { index, value: 0x40, .. } = error else { panic!("{error}") };
            assert_eq!(index, PIECE + 17);
        }
        let (all, _) = counted(&tensors, element, &views);
        assert!(all[0].as_ref().unwrap_err().contains("0x40"));
        assert_eq!(all[1].as_ref().unwrap()[0].total(), 3);
    }

    /// Rows of any length, in more than one piece: as if the tensor were quantised row by row in one go.
    #[test]
    fn quantised_pieces_make_whole_tensors() {
        let formats = [Format::E4m3, Format::E2m1];
        for (rows, row) in [(5usize, 32usize), (7, 96), (3, 33), (9, 1), (1, 50), (70_001, 65)] {
            let values: Vec<f32> = (0..rows * row)
                .map(|i| ((i * 7919) % 1013) as f32 * 1.5f32.powi((i % 41) as i32 - 20))
                .collect();
            let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
            let view = TensorView::new(Dtype::F32, vec![rows, row], &bytes).unwrap();
            let file = file_of(".safetensors", &serialize([("t", view)], None).unwrap());
            let mut views = vec![View::quantized_nibbles(Scale::Block)];
            for scale in [Scale::Block, Scale::Tensor] {
                views.extend(formats.map(|format| View::quantized(format, scale)));
            }
            let (all, heard) = counted(&tensors([&file]), named("fp32"), &views);
            assert_eq!(heard, 2 * bytes.len() as u64);
            let expected = views.iter().map(|view| {
                let Reading::Quantized(format, scale) = view.reading else { unreachable!() };
                let mut codes = Vec::new();
                match scale {
                    Scale::Block => {
                        values.chunks(row).for_each(|row| quantize::quantize_row(row, format, &mut codes));
                    }
                    Scale::Tensor => {
                        let largest = quantize::largest_magnitude(&values);
                        let exponent = quantize::scale_exponent(largest, format);
                        quantize::quantize_all(&values, exponent, format, &mut codes);
                    }
                }
                let joint = format == Format::E2m1 && view.element.bits() == 8;
                let mut histogram = Histogram::new(view.element);
                histogram.count(&if joint { quantize::pack_e2m1(&codes) } else { codes }).unwrap();
                histogram
            });
            assert_eq!(all, [Ok(expected.collect())], "{rows} rows of {row}");
        }
    }

    /// Blocks over the ends of pieces and of what is read at a time: as if every block were taken by itself.
    #[test]
    fn every_block_takes_its_best_codebook() {
        let element = named("e3m2");
        let bits: Vec<Vec<u32>> = (0..3u32)
            .map(|book| (0..64u32).map(|symbol| 1 + (symbol * (book + 3) + book) % 11).collect())
            .collect();
        for (blocks, length) in [(1000u32, PIECE as usize + 70_001), (7, 20), (7, 21), (5, 3)] {
            let bytes: Vec<u8> = (0..length).map(|i| (i / 500 * 7 + i * i % 5) as u8 & 63).collect();
            let expected: u32 = bytes
                .chunks(blocks as usize)
                .map(|block| {
                    let of =
                        |book: &Vec<u32>| block.iter().map(|&symbol| book[usize::from(symbol)]).sum::<u32>();
                    (3 + bits.iter().map(of).min().unwrap()).div_ceil(8) * 8
                })
                .sum();
            let blocks = Blocks { elements: blocks, base: None, header_bits: 3, bits: bits.clone() };
            let files = [file_of(".bin", &bytes)];
            let views = [View::stored(element)];
            let counting = Counting {
                element,
                views: &views,
                blocks: std::slice::from_ref(&blocks),
                frames: None,
                keep_going: false,
                progress: &|_| (),
            };
            let mut found = None;
            let run = counting.run::<Infallible>(&tensors(&files), |_, counted| {
                found = counted.unwrap().block_bits;
                Ok(())
            });
            run.unwrap();
            assert_eq!(found, Some(vec![expected.into()]));
        }
    }

    /// Exponents relative to their frame's base, by the definition and one by one: over several pieces, in frames that
    /// fit no piece, with a short last one; and of every frame by itself.
    #[test]
    fn relative_exponents_are_by_definition() {
        let element = named("bf16_m1");
        // The exponents wander, with zeros, infinities and everything between now and then.
        let value = |i: u64| -> u16 {
            let noise = (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as u16;
            match noise % 64 {
                0 => noise & 0x807f,
                1 => 0x7f80 | noise & 0x8001,
                2 => noise,
                _ => ((100 + i / 4001 % 60) as u16 + (noise >> 8 & 7)) << 7 | noise & 0x807f,
            }
        };
        let base = |frame: &[u16]| -> u32 {
            let exponents = frame.iter().map(|value| u32::from(value >> 7 & 0xff));
            let (sum, n) = exponents
                .filter(|&e| e > 0 && e < 255)
                .fold((0u64, 0), |(sum, n), e| (sum + u64::from(e), n + 1));
            if n == 0 {
                return 0;
            }
            let mean = ((2 * sum + n) / (2 * n)) as u32;
            if mean >= 128 { mean - 128 } else { mean + 127 }
        };
        let coded = |value: u16, base: u32| -> usize {
            let (exponent, mantissa) = (u32::from(value >> 7 & 0xff), u32::from(value >> 6 & 1));
            let mapped = match exponent {
                0 => 0,
                e if e > base => e - base,
                e => e + 255 - base,
            };
            (mapped << 1 | mantissa) as usize
        };
        for (frame, length) in
            [(1000u32, (PIECE as usize * 2 + 70_002) / 2), (7, 20), (7, 21), (5, 3), (3, 1)]
        {
            let values: Vec<u16> = (0..length as u64).map(value).collect();
            let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
            let frames: Vec<&[u16]> = values.chunks(frame as usize).collect();
            let own: Vec<u32> = frames.iter().map(|frame| base(frame)).collect();
            let previous: Vec<u32> = own.iter().rev().take(1).chain(&own).copied().take(own.len()).collect();
            let count = |frame: &[u16], base: u32, counts: &mut [u64]| {
                frame.iter().for_each(|&value| counts[coded(value, base)] += 1);
            };
            let expected = |bases: &[u32]| {
                let mut counts = vec![0; 512];
                frames.iter().zip(bases).for_each(|(frame, &base)| count(frame, base, &mut counts));
                Histogram::from_counts(element, counts)
            };
            let each: Vec<Sparse> = frames
                .iter()
                .zip(&own)
                .map(|(frame, &base)| {
                    let mut counts = vec![0; 512];
                    count(frame, base, &mut counts);
                    let seen = counts.iter().zip(0u16..).filter(|(count, _)| **count != 0);
                    Sparse(seen.map(|(&count, symbol)| (symbol, count as u32)).collect())
                })
                .collect();
            let files = [file_of(".bin", &bytes)];
            let views = Origin::ALL.map(|origin| View::relative(element, origin, frame));
            let counting = Counting {
                element,
                views: &views,
                blocks: &[],
                frames: Some(Frames { elements: frame, base: Some(Origin::Own) }),
                keep_going: false,
                progress: &|_| (),
            };
            let mut found = None;
            let run = counting.run::<Infallible>(&tensors(&files), |_, counted| {
                found = Some(counted.unwrap());
                Ok(())
            });
            run.unwrap();
            let found = found.unwrap();
            assert_eq!(found.histograms, [expected(&own), expected(&previous)]);
            assert!(found.frames == each, "frames of {frame} in {length}");
        }
    }

    #[test]
    fn halves_of_bytes_are_counted() {
        let files = [file_of(".bin", &[0x21, 0x13, 0xf0])];
        let (all, _) = counted(&tensors(&files), named("e2m1"), &[View::nibbles()]);
        let counts = all[0].as_ref().unwrap()[0].counts().to_vec();
        assert_eq!(counts, [1, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    }

    /// 16-bit floating point is decoded exactly: one, the smallest subnormal, the largest value.
    #[test]
    fn wide_formats_are_decoded() {
        let of = |name, bytes: &[u8]| {
            let element = named(name);
            let counting = Counting {
                element,
                views: &[],
                blocks: &[],
                frames: None,
                keep_going: false,
                progress: &|_| (),
            };
            let mut values = Vec::new();
            counting.decode(bytes, &mut values);
            values
        };
        assert_eq!(of("fp16", &[0, 0x3c, 1, 0, 0xff, 0x7b]), [1.0, 2f32.powi(-24), 65504.0]);
        assert_eq!(of("bf16", &[0x80, 0x3f, 1, 0]), [1.0, f32::from_bits(1 << 16)]);
        assert_eq!(of("fp32", &[0, 0, 0x80, 0xbf]), [-1.0]);
    }
}
