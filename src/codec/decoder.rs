//! The elements of a frame, by one codebook.

use super::base::Relative;
use super::bits::BitReader;
use crate::codebook::{Codebook, Coded};
use crate::element::Element;

/// Bits that index the table; its 4096 entries of 4 bytes stay in the nearest cache.
const TABLE_BITS: u32 = 12;

/// The decoder of one codebook, for frames without header. [`PacketDecoder`](super::PacketDecoder) is that of a design.
#[derive(Clone, Debug)]
pub struct Decoder {
    element: Element,
    /// Every codeword in canonical order, with the bits of its own at the top of a word.
    starts: Vec<(u64, Start)>,
    /// The first word behind the last codeword; `None` behind a complete code.
    end: Option<u64>,
    /// What the next bits begin with, where as many as index the table tell.
    table: Box<[Option<Start>; 1 << TABLE_BITS]>,
}

/// A codeword at the beginning of an element.
#[derive(Clone, Copy, Debug)]
struct Start {
    coded: Coded,
    /// Bits of the codeword.
    length: u8,
    /// Bits of the whole element.
    total: u8,
}

/// Why a frame is in error, as `tuser[3:1]` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[repr(u8)]
pub enum Reason {
    /// Less than a byte is left, and not all ones.
    #[error("bad padding")]
    BadPadding = 1,
    /// The bits begin no codeword.
    #[error("invalid codeword")]
    InvalidCodeword = 2,
    /// The frame ends within an element, or within its header or check.
    #[error("truncated")]
    Truncated = 3,
    /// The header names a codebook that is not there.
    #[error("codebook index")]
    CodebookIndex = 4,
    /// The elements or the header are not those that were sent, or both ends have different codebooks.
    #[error("check")]
    Check = 5,
}

impl Decoder {
    /// Tabulates which codeword any bits begin with.
    pub fn new(book: &Codebook) -> Self {
        let starts = book.entries().iter().map(|entry| {
            let (length, total) = (entry.word.length as u8, book.total_bits(entry) as u8);
            let word = u64::from(entry.word.bits) << (u64::BITS - entry.word.length);
            (word, Start { coded: entry.coded, length, total })
        });
        let starts: Vec<_> = starts.collect();
        let end = starts
            .last()
            .and_then(|&(word, last)| word.checked_add(1 << (u64::BITS - u32::from(last.length))));
        let mut decoder =
            Self { element: book.element(), starts, end, table: Box::new([None; 1 << TABLE_BITS]) };
        for bits in 0..1 << TABLE_BITS {
            let start = decoder.search((bits as u64) << (u64::BITS - TABLE_BITS));
            decoder.table[bits] = start.filter(|start| u32::from(start.length) <= TABLE_BITS);
        }
        decoder
    }

    /// Reads one frame and appends its elements to `out`, little-endian; those before an error as well.
    ///
    /// # Errors
    /// Why the frame does not end with padding behind a whole element. Any bytes are a frame or an error.
    pub fn frame(&self, frame: &[u8], out: &mut Vec<u8>) -> Result<(), Reason> {
        self.rest(BitReader::new(frame), None, out)
    }

    /// The same from where the reader is, behind the header, of exponents relative to a base.
    pub(super) fn rest(
        &self,
        mut reader: BitReader,
        relative: Option<Relative>,
        out: &mut Vec<u8>,
    ) -> Result<(), Reason> {
        match self.element.bytes() {
            1 => self.elements::<1>(&mut reader, relative, out),
            2 => self.elements::<2>(&mut reader, relative, out),
            _ => self.elements::<4>(&mut reader, relative, out),
        }
        self.judge(&reader)
    }

    /// Takes elements as long as there are whole ones. Their size is a constant in this loop, for speed.
    fn elements<const BYTES: usize>(
        &self,
        reader: &mut BitReader,
        relative: Option<Relative>,
        out: &mut Vec<u8>,
    ) {
        loop {
            let mut window = reader.window();
            let valid = reader.left().min(BitReader::WINDOW.into()) as u32;
            let mut left = valid;
            while let Some(start) = self.start(window)
                && u32::from(start.total) <= left
            {
                let value = self.value(start, window, relative);
                out.extend_from_slice(&value.to_le_bytes()[..BYTES]);
                window <<= start.total;
                left -= u32::from(start.total);
            }
            // Any element fits into a window, so this was the last one.
            if left == valid {
                return;
            }
            reader.skip(valid - left);
        }
    }

    /// The codeword at the beginning of these bits.
    fn start(&self, window: u64) -> Option<Start> {
        self.table[(window >> (u64::BITS - TABLE_BITS)) as usize].or_else(|| self.search(window))
    }

    /// The same without the table. Canonical codewords ascend and leave no gap but behind the last one.
    #[cold]
    fn search(&self, window: u64) -> Option<Start> {
        if self.end.is_some_and(|end| window >= end) {
            return None;
        }
        let behind = self.starts.partition_point(|&(word, _)| word <= window);
        Some(self.starts[behind - 1].1)
    }

    /// The element that begins with the codeword.
    fn value(&self, start: Start, window: u64, relative: Option<Relative>) -> u32 {
        let mut verbatim = window << start.length;
        let mut take = |count| {
            let taken = verbatim >> 1 >> (u64::BITS - 1 - count);
            verbatim <<= count;
            taken as u32
        };
        let symbol = match start.coded {
            Coded::Symbol(symbol) => symbol,
            Coded::Escape => take(self.element.symbol_bits()) as u16,
        };
        let symbol = relative.map_or(symbol, |relative| relative.absolute(symbol));
        match self.element.raw_bits() {
            0 => symbol.into(),
            raw_bits => self.element.join(symbol, take(raw_bits)),
        }
    }

    /// Judges the frame by what is left where no whole element can be read. The rules' order matters.
    fn judge(&self, reader: &BitReader) -> Result<(), Reason> {
        let left = reader.left();
        let window = reader.window();
        if left < 8 {
            // Zeros follow the stream's end, so the ones that lead are the stream's.
            return if u64::from(window.leading_ones()) == left { Ok(()) } else { Err(Reason::BadPadding) };
        }
        // With the zeros behind the end these are the least bits that could follow here. So if they are beyond
        // the last codeword, whatever follows is; and if they begin a codeword, so do the bits that are there.
        match self.start(window) {
            None => Err(Reason::InvalidCodeword),
            Some(_) => Err(Reason::Truncated),
        }
    }
}
