//! Frames to elements.

use super::bits::BitReader;
use crate::codebook::{Codebook, Coded};
use crate::element::Element;

/// The decoder of one codebook.
#[derive(Clone, Debug)]
pub struct Decoder {
    element: Element,
    /// Bits that index the table: the longest codeword's.
    width: u32,
    /// What the stream's next `width` bits begin with; `None` where they begin with no codeword.
    table: Vec<Option<Start>>,
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
    /// The frame ends within an element, or within its header.
    #[error("truncated")]
    Truncated = 3,
    /// The header names a codebook that is not there.
    #[error("codebook index")]
    CodebookIndex = 4,
}

impl Decoder {
    /// Tabulates which codeword any bits begin with.
    pub fn new(book: &Codebook) -> Self {
        let width = book.longest_codeword();
        let mut table = Vec::with_capacity(1 << width);
        // Canonical codewords ascend and leave no gap, so each one's share follows the previous one's.
        for entry in book.entries() {
            let length = entry.word.length;
            let start =
                Start { coded: entry.coded, length: length as u8, total: book.total_bits(entry) as u8 };
            table.resize(table.len() + (1 << (width - length)), Some(start));
        }
        table.resize(1 << width, None);
        Self { element: book.element(), width, table }
    }

    /// Reads one frame and appends its elements to `out`, little-endian; those before an error as well.
    ///
    /// # Errors
    /// Why the frame does not end with padding behind a whole element. Any bytes are a frame or an error.
    pub fn frame(&self, frame: &[u8], out: &mut Vec<u8>) -> Result<(), Reason> {
        let mut reader = BitReader::new(frame);
        match self.element.bytes() {
            1 => self.elements::<1>(&mut reader, out),
            2 => self.elements::<2>(&mut reader, out),
            _ => self.elements::<4>(&mut reader, out),
        }
        self.judge(&reader)
    }

    /// Takes elements as long as there are whole ones. Their size is a constant in this loop, for speed.
    fn elements<const BYTES: usize>(&self, reader: &mut BitReader, out: &mut Vec<u8>) {
        loop {
            let window = reader.window();
            let Some(start) = self.start(window) else { return };
            if u64::from(start.total) > reader.left() {
                return;
            }
            reader.skip(start.total.into());
            out.extend_from_slice(&self.value(start, window).to_le_bytes()[..BYTES]);
        }
    }

    /// The codeword at the beginning of these bits.
    fn start(&self, window: u64) -> Option<Start> {
        self.table[(window >> (u64::BITS - self.width)) as usize]
    }

    /// The element that begins with the codeword.
    fn value(&self, start: Start, window: u64) -> u32 {
        let mut verbatim = window << start.length;
        let mut take = |count| {
            let taken = verbatim >> 1 >> (u64::BITS - 1 - count);
            verbatim <<= count;
            taken as u32
        };
        let symbol = match start.coded {
            Coded::Symbol(symbol) => symbol,
            Coded::Escape => take(self.element.symbol_bits()) as u8,
        };
        self.element.join(symbol, take(self.element.raw_bits()))
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
