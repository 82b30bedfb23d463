//! Packets to frames with a header and back, by the books of a design.

use super::bits::BitReader;
use super::encoder::Header;
use super::{Decoder, EncodeError, Encoder, Reason};
use crate::codebook::Books;
use std::num::NonZeroUsize;

/// How the books of a packet's frames are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// One frame with the book of this index; beyond the last one, with the last.
    Index(usize),
    /// One frame with the book that makes the fewest bits of the elements; of several such, the lowest index.
    Smallest,
    /// The same for every block of so many elements, each a frame of its own. Only the last block may hold fewer,
    /// and only in an empty packet none.
    Blocks(NonZeroUsize),
}

/// A frame as an encoder makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Index of its book.
    pub index: usize,
    /// Whether the packet ends with it.
    pub last: bool,
    /// How many elements it holds.
    pub elements: u64,
    /// Bits of them all, without header and padding.
    pub bits: u64,
    /// What goes over the bus.
    pub bytes: Vec<u8>,
}

/// The encoder of a design's books.
#[derive(Clone, Debug)]
pub struct PacketEncoder {
    books: Books,
    /// One per index.
    encoders: Vec<Encoder>,
}

impl PacketEncoder {
    /// Tabulates what every book sends for each symbol.
    pub fn new(books: &Books) -> Self {
        Self { books: books.clone(), encoders: books.all().map(Encoder::new).collect() }
    }

    /// The books.
    pub fn books(&self) -> &Books {
        &self.books
    }

    /// Appends one frame to `out`: header, `elements` by the book of this index (beyond the last, by the last one),
    /// padding. `last` says that the packet ends with it; without blocks, where it always does, it is not sent.
    ///
    /// # Errors
    /// As [`Encoder::frame`]; `out` is as before then.
    pub fn frame(
        &self,
        index: usize,
        last: bool,
        elements: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        self.written(index, last, elements, out).map(drop)
    }

    /// The same, and how many bits the elements have.
    fn written(
        &self,
        index: usize,
        last: bool,
        elements: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<u64, EncodeError> {
        let index = self.existing(index);
        let (bits, count) = match self.books.blocks() {
            true => (2 * index as u32 + u32::from(last), self.books.header_bits()),
            false => (index as u32, self.books.header_bits()),
        };
        self.encoders[index].headed(Header { bits, count }, elements, out)
    }

    /// The frames of one packet, at least one.
    ///
    /// # Errors
    /// As [`Encoder::frame`], with elements and bytes counted from the packet's beginning.
    ///
    /// # Panics
    /// [`Choice::Blocks`] by books without blocks, whose frames cannot say that a packet goes on.
    pub fn packet(&self, choice: Choice, elements: &[u8]) -> Result<Vec<Frame>, EncodeError> {
        self.frames(choice, elements).collect()
    }

    /// The same one by one, for packets of many blocks.
    ///
    /// # Panics
    /// As [`packet`](Self::packet).
    pub fn frames(
        &self,
        choice: Choice,
        elements: &[u8],
    ) -> impl Iterator<Item = Result<Frame, EncodeError>> {
        let size = self.books.element().bytes();
        // No elements are one block as well.
        let block = match choice {
            Choice::Blocks(block) => {
                assert!(self.books.blocks(), "books without blocks");
                block.get().saturating_mul(size)
            }
            Choice::Index(_) | Choice::Smallest => elements.len().max(1),
        };
        let blocks = elements.len().div_ceil(block).max(1);
        (0..blocks).map(move |number| {
            let from = number * block;
            let last = number + 1 == blocks;
            let elements = if last { &elements[from..] } else { &elements[from..from + block] };
            let index = match choice {
                Choice::Index(index) => self.existing(index),
                Choice::Smallest | Choice::Blocks(_) => self.smallest(elements),
            };
            let mut bytes = Vec::new();
            let bits = self
                .written(index, last, elements, &mut bytes)
                .map_err(|error| error.behind(from as u64, size))?;
            Ok(Frame { index, last, elements: (elements.len() / size) as u64, bits, bytes })
        })
    }

    /// Bits of the elements by the book of every index, without header and padding. Bytes behind the last whole
    /// element do not count.
    pub fn bits(&self, elements: &[u8]) -> Vec<u64> {
        let element = self.books.element();
        let mut counts = vec![0u64; element.alphabet()];
        for bytes in elements.chunks_exact(element.bytes()) {
            counts[usize::from(element.symbol(element.value(bytes)))] += 1;
        }
        let bits = |encoder: &Encoder| {
            let symbols = counts.iter().zip(0..=u8::MAX);
            symbols.map(|(count, symbol)| count * u64::from(encoder.element_bits(symbol))).sum()
        };
        self.encoders.iter().map(bits).collect()
    }

    /// The index of the book that makes the fewest bits of the elements; of several such, the lowest.
    pub fn smallest(&self, elements: &[u8]) -> usize {
        if self.encoders.len() == 1 {
            return 0;
        }
        let bits = self.bits(elements);
        // The first of equal ones.
        (0..bits.len()).min_by_key(|&index| bits[index]).expect("there is a book")
    }

    fn existing(&self, index: usize) -> usize {
        index.min(self.encoders.len() - 1)
    }
}

/// What a decoder finds in one frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// Index in the header, whether or not there is such a book; `None` where the frame is shorter than its header.
    pub index: Option<usize>,
    /// Whether the packet ends with this frame. With blocks, what is shorter than its header does not say so.
    pub last: bool,
    /// What is wrong with the frame.
    pub verdict: Result<(), Reason>,
}

/// The decoder of single frames by a design's books: it does not know where packets begin and end.
#[derive(Clone, Debug)]
pub struct FrameDecoder {
    index_bits: u32,
    blocks: bool,
    /// One per index.
    decoders: Vec<Decoder>,
}

impl FrameDecoder {
    /// Tabulates which codeword any bits begin with, for every book.
    pub fn new(books: &Books) -> Self {
        Self {
            index_bits: books.index_bits(),
            blocks: books.blocks(),
            decoders: books.all().map(Decoder::new).collect(),
        }
    }

    /// Reads one frame and appends its elements to `out`, those before an error as well. Any bytes are a frame or an
    /// error.
    pub fn frame(&self, frame: &[u8], out: &mut Vec<u8>) -> Read {
        let mut reader = BitReader::new(frame);
        let mut field = |count: u32| {
            let whole = reader.left() >= count.into();
            let bits = reader.window().checked_shr(u64::BITS - count).unwrap_or(0);
            whole.then(|| {
                reader.skip(count);
                bits
            })
        };
        let index = field(self.index_bits).map(|index| index as usize);
        let last = if self.blocks { index.and_then(|_| field(1)).map(|last| last == 1) } else { Some(true) };
        let (Some(index), Some(last)) = (index, last) else {
            return Read { index: None, last: !self.blocks, verdict: Err(Reason::Truncated) };
        };
        let verdict = match self.decoders.get(index) {
            Some(decoder) => decoder.rest(reader, out),
            None => Err(Reason::CodebookIndex),
        };
        Read { index: Some(index), last, verdict }
    }
}

/// The decoder of a design: joins the frames of a packet, and drops what follows an error up to the packet's end.
#[derive(Clone, Debug)]
pub struct PacketDecoder {
    frames: FrameDecoder,
    /// What is wrong with the packet whose frames are being read.
    error: Option<Reason>,
}

impl PacketDecoder {
    /// Ready for the first frame of a packet.
    pub fn new(books: &Books) -> Self {
        Self { frames: FrameDecoder::new(books), error: None }
    }

    /// Reads the next frame and appends its elements to `out`. Where the packet ends with it, says what was wrong with
    /// the packet; `None` where it goes on.
    ///
    /// The elements before an error are given out and nothing behind it. A packet in error ends with the next frame
    /// that says it is the last, be it the one in error.
    pub fn frame(&mut self, frame: &[u8], out: &mut Vec<u8>) -> Option<Result<(), Reason>> {
        let before = out.len();
        let read = self.frames.frame(frame, out);
        match self.error {
            Some(_) => out.truncate(before),
            None => self.error = read.verdict.err(),
        }
        read.last.then(|| self.error.take().map_or(Ok(()), Err))
    }
}
