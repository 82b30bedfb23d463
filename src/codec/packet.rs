//! Packets to frames with a header and back, by the books of a design.

use super::base::{Base, Relative, Scale};
use super::bits::BitReader;
use super::check::check;
use super::encoder::Header;
use super::{Decoder, EncodeError, Encoder, Reason};
use crate::codebook::{Books, Check, Tag};
use crate::element::Element;
use std::num::NonZeroUsize;

/// How a packet becomes frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// By which books.
    pub select: Select,
    /// Cut into blocks of so many elements, each a frame of its own; else the packet is one frame. Only the last block
    /// may hold fewer, and only in an empty packet none.
    pub block: Option<NonZeroUsize>,
    /// Relative to which base, where the books have one.
    pub base: Base,
}

/// How a frame's book is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Select {
    /// The book of this index; beyond the last one, the last.
    Index(usize),
    /// The book that makes the fewest bits of the frame's elements; of several such, the lowest index.
    Smallest,
}

impl Choice {
    /// One frame by the book of this index.
    pub const fn index(index: usize) -> Self {
        Self { select: Select::Index(index), block: None, base: Base::Own }
    }

    /// One frame by the book that makes it smallest.
    pub const fn smallest() -> Self {
        Self { select: Select::Smallest, block: None, base: Base::Own }
    }

    /// For every block of so many elements the book that makes it smallest.
    pub const fn blocks(block: NonZeroUsize) -> Self {
        Self { block: Some(block), ..Self::smallest() }
    }

    /// The same with another base than the frame's own.
    pub const fn with_base(self, base: Base) -> Self {
        Self { base, ..self }
    }
}

/// A frame as an encoder makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Index of its book.
    pub index: usize,
    /// Whether the packet ends with it.
    pub last: bool,
    /// The base in its header; 0 where there is none.
    pub base: u16,
    /// The base that [`Base::Own`] makes of its elements; 0 where the books have none.
    pub own_base: u16,
    /// How many elements it holds.
    pub elements: u64,
    /// Bits of them all, without header, padding and check.
    pub bits: u64,
    /// What goes over the bus.
    pub bytes: Vec<u8>,
}

/// What a frame's header says, without its check.
#[derive(Clone, Copy, Debug)]
struct Head {
    index: usize,
    last: bool,
    base: u16,
}

/// The encoder of a design's books.
#[derive(Clone, Debug)]
pub struct PacketEncoder {
    books: Books,
    /// One per index; none where a slot is empty.
    encoders: Vec<Option<(Encoder, Tag)>>,
}

impl PacketEncoder {
    /// Tabulates what every book sends for each symbol.
    pub fn new(books: &Books) -> Self {
        Self {
            books: books.clone(),
            encoders: books
                .by_index()
                .map(|book| book.map(|book| (Encoder::new(book), book.tag())))
                .collect(),
        }
    }

    /// The books.
    pub fn books(&self) -> &Books {
        &self.books
    }

    /// Appends one frame to `out`: header, `elements` by the book of this index (beyond the last, and where a slot is
    /// empty, by the last one), padding, check. `last` says that the packet ends with it; without blocks, where it always does, it is not sent.
    /// Of `base` the exponent's bits count; without base in the header, it is not sent, and nothing relative to it.
    ///
    /// # Errors
    /// As [`Encoder::frame`]; `out` is as before then.
    pub fn frame(
        &self,
        index: usize,
        last: bool,
        base: u16,
        elements: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        self.written(Head { index: self.existing(index), last, base }, elements, out).map(drop)
    }

    /// The same, and how many bits the elements have.
    fn written(&self, head: Head, elements: &[u8], out: &mut Vec<u8>) -> Result<u64, EncodeError> {
        let Head { index, last, base } = head;
        let base_bits = self.books.base_bits();
        let mut bits = index as u32;
        if self.books.blocks() {
            bits = bits << 1 | u32::from(last);
        }
        bits = bits << base_bits | u32::from(base) & ((1 << base_bits) - 1);
        let header = Header { bits, count: self.books.header_bits() };
        let relative = self.relative(base);
        let (encoder, tag) = self.encoders[index].as_ref().expect("an index that exists");
        let written = encoder.headed(header, relative, elements, out)?;
        if let Some(kind) = self.books.check() {
            out.extend(check(kind, *tag, elements, header));
        }
        Ok(written)
    }

    /// The frames of one packet, at least one.
    ///
    /// # Errors
    /// As [`Encoder::frame`], with elements and bytes counted from the packet's beginning.
    ///
    /// # Panics
    /// A choice with blocks by books without, whose frames cannot say that a packet goes on.
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
        let element = self.books.element();
        let size = element.bytes();
        // No elements are one block as well.
        let block = match choice.block {
            Some(block) => {
                assert!(self.books.blocks(), "books without blocks");
                block.get().saturating_mul(size)
            }
            None => elements.len().max(1),
        };
        let blocks = elements.len().div_ceil(block).max(1);
        let mut before = 0;
        if let Base::Previous(base) = choice.base {
            before = base;
        }
        (0..blocks).map(move |number| {
            let from = number * block;
            let last = number + 1 == blocks;
            let elements = if last { &elements[from..] } else { &elements[from..from + block] };
            let own_base = if self.books.base() { Scale::of(element, elements).base(element) } else { 0 };
            let base = match choice.base {
                Base::Own => own_base,
                Base::Previous(_) => std::mem::replace(&mut before, own_base),
                Base::Given(base) => base,
            };
            // As much of it as the header has.
            let base = base & ((1 << self.books.base_bits()) - 1);
            let index = match choice.select {
                Select::Index(index) => self.existing(index),
                Select::Smallest => self.smallest(base, elements),
            };
            let mut bytes = Vec::new();
            let bits = self
                .written(Head { index, last, base }, elements, &mut bytes)
                .map_err(|error| error.behind(from as u64, size))?;
            Ok(Frame { index, last, base, own_base, elements: (elements.len() / size) as u64, bits, bytes })
        })
    }

    /// Bits of the elements by the book of every index, `None` where a slot is empty, relative to a base where the books have one, without header,
    /// padding and check. Bytes behind the last whole element do not count.
    pub fn bits(&self, base: u16, elements: &[u8]) -> Vec<Option<u64>> {
        let element = self.books.element();
        let relative = self.relative(base);
        let mut counts = vec![0u64; element.alphabet()];
        for bytes in elements.chunks_exact(element.bytes()) {
            counts[usize::from(element.symbol(element.value(bytes)))] += 1;
        }
        let coded = |symbol| relative.map_or(symbol, |relative| relative.coded(symbol));
        let bits = |(encoder, _): &(Encoder, Tag)| {
            let symbols = counts.iter().zip(0u16..);
            symbols.map(|(count, symbol)| count * u64::from(encoder.element_bits(coded(symbol)))).sum()
        };
        self.encoders.iter().map(|encoder| encoder.as_ref().map(bits)).collect()
    }

    /// The index of the book that makes the fewest bits of the elements, relative to a base where the books have one;
    /// of several such, the lowest.
    pub fn smallest(&self, base: u16, elements: &[u8]) -> usize {
        if self.encoders.len() == 1 {
            return 0;
        }
        let bits = self.bits(base, elements);
        // The first of equal ones.
        let there = (0..).zip(bits).filter_map(|(index, bits)| bits.map(|bits| (bits, index)));
        there.min().expect("there is a book").1
    }

    fn relative(&self, base: u16) -> Option<Relative> {
        self.books.base().then(|| Relative::new(self.books.element(), base))
    }

    fn existing(&self, index: usize) -> usize {
        let last = self.encoders.len() - 1;
        self.encoders.get(index).and_then(Option::as_ref).map_or(last, |_| index)
    }
}

/// What a decoder finds in one frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// Index in the header, whether or not there is such a book; `None` where the frame is shorter than its header and
    /// check.
    pub index: Option<usize>,
    /// Whether the packet ends with this frame. With blocks, what is shorter than its header and check does not say so.
    pub last: bool,
    /// The base in the header; 0 where there is none.
    pub base: u16,
    /// What is wrong with the frame.
    pub verdict: Result<(), Reason>,
}

/// The decoder of single frames by a design's books: it does not know where packets begin and end.
#[derive(Clone, Debug)]
pub struct FrameDecoder {
    element: Element,
    index_bits: u32,
    blocks: bool,
    base_bits: u32,
    check: Option<Check>,
    /// One per index; none where a slot is empty.
    decoders: Vec<Option<(Decoder, Tag)>>,
}

impl FrameDecoder {
    /// Tabulates which codeword any bits begin with, for every book.
    pub fn new(books: &Books) -> Self {
        Self {
            element: books.element(),
            index_bits: books.index_bits(),
            blocks: books.blocks(),
            base_bits: books.base_bits(),
            check: books.check(),
            decoders: books
                .by_index()
                .map(|book| book.map(|book| (Decoder::new(book), book.tag())))
                .collect(),
        }
    }

    /// Reads one frame and appends its elements to `out`, those before an error as well. Any bytes are a frame or an
    /// error.
    pub fn frame(&self, frame: &[u8], out: &mut Vec<u8>) -> Read {
        let header_bits = self.index_bits + u32::from(self.blocks) + self.base_bits;
        let body = frame.len().checked_sub(self.check.map_or(0, Check::bytes));
        let whole = body.filter(|&bytes| bytes as u64 * 8 >= header_bits.into());
        let Some(body) = whole else {
            let verdict = Err(Reason::Truncated);
            return Read { index: None, last: !self.blocks, base: 0, verdict };
        };
        let (body, sent) = frame.split_at(body);
        let mut reader = BitReader::new(body);
        let mut field = |count: u32| {
            let bits = reader.window().checked_shr(u64::BITS - count).unwrap_or(0);
            reader.skip(count);
            bits
        };
        let index = field(self.index_bits);
        let last = if self.blocks { field(1) } else { 0 };
        let base = field(self.base_bits);
        let bits = (index << u32::from(self.blocks) | last) << self.base_bits | base;
        let header = Header { bits: bits as u32, count: header_bits };
        let (index, base) = (index as usize, base as u16);
        let last = !self.blocks || last == 1;
        let verdict = match self.decoders.get(index).and_then(Option::as_ref) {
            Some((decoder, tag)) => {
                let relative = (self.base_bits > 0).then(|| Relative::new(self.element, base));
                let before = out.len();
                let read = decoder.rest(reader, relative, out);
                let fits = |kind| check(kind, *tag, &out[before..], header) == sent;
                read.and_then(|()| self.check.is_none_or(fits).then_some(()).ok_or(Reason::Check))
            }
            None => Err(Reason::CodebookIndex),
        };
        Read { index: Some(index), last, base, verdict }
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
