//! The elements of a frame, by one codebook.

use super::base::Relative;
use super::bits::BitWriter;
use crate::codebook::{Codebook, Coded};
use crate::element::Element;

/// The encoder of one codebook, for frames without header. [`PacketEncoder`](super::PacketEncoder) is that of a design.
#[derive(Clone, Debug)]
pub struct Encoder {
    element: Element,
    /// What is sent for each symbol value.
    table: Vec<Sent>,
}

/// What is sent for a symbol: its codeword, or the escape's codeword and the symbol.
#[derive(Clone, Copy, Debug, Default)]
struct Sent {
    /// Right-aligned.
    bits: u32,
    /// How many bits: 1 to 16 + 10.
    count: u32,
}

/// The bits in front of a frame's elements, right-aligned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header {
    pub bits: u32,
    pub count: u32,
}

/// Why elements were not encoded. Nothing of the frame was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    /// The input ends within an element.
    #[error("{bytes} bytes are no whole elements of `{element}`, which has {} byte(s)", element.bytes())]
    NotWhole {
        /// Bytes of input.
        bytes: u64,
        /// The codebook's element format.
        element: Element,
    },
    /// An element that is not zero above its significant bits, which the stream does not carry.
    #[error(
        "element {index} is {value:#x}: `{element}` has {} significant bits, those above must be zero",
        element.bits()
    )]
    Insignificant {
        /// Number of the element, from 0.
        index: u64,
        /// Its value.
        value: u32,
        /// The codebook's element format.
        element: Element,
    },
}

impl EncodeError {
    /// The same, with elements and bytes counted from so many bytes before what was encoded; elements have `size`.
    pub(super) fn behind(self, before: u64, size: usize) -> Self {
        match self {
            Self::NotWhole { bytes, element } => Self::NotWhole { bytes: before + bytes, element },
            Self::Insignificant { index, value, element } => {
                Self::Insignificant { index: before / size as u64 + index, value, element }
            }
        }
    }
}

impl Encoder {
    /// Tabulates what is sent for each symbol.
    pub fn new(book: &Codebook) -> Self {
        let element = book.element();
        let mut table = vec![Sent::default(); element.alphabet()];
        if let Some(escape) = book.escape_codeword() {
            for (sent, symbol) in table.iter_mut().zip(0..) {
                let width = element.symbol_bits();
                *sent = Sent { bits: escape.bits << width | symbol, count: escape.length + width };
            }
        }
        for entry in book.entries() {
            if let Coded::Symbol(symbol) = entry.coded {
                table[usize::from(symbol)] = Sent { bits: entry.word.bits, count: entry.word.length };
            }
        }
        Self { element, table }
    }

    /// Appends the frame of one packet to `out`: the elements' codewords, escaped symbols and raw bits, and the padding.
    ///
    /// `elements` are the little-endian bytes of whole elements. No elements make a frame of no bytes.
    ///
    /// # Errors
    /// Bytes that are no whole elements, or bits above an element's significant ones; `out` is as before then.
    pub fn frame(&self, elements: &[u8], out: &mut Vec<u8>) -> Result<(), EncodeError> {
        self.headed(Header { bits: 0, count: 0 }, None, elements, out).map(drop)
    }

    /// The same behind a header, with exponents relative to a base; says how many bits the elements have.
    pub(super) fn headed(
        &self,
        header: Header,
        relative: Option<Relative>,
        elements: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<u64, EncodeError> {
        match self.element.bytes() {
            1 => self.elements::<1>(header, relative, elements, out),
            2 => self.elements::<2>(header, relative, elements, out),
            _ => self.elements::<4>(header, relative, elements, out),
        }
    }

    /// Bits of elements for which this symbol is coded.
    pub(super) fn element_bits(&self, symbol: u16) -> u32 {
        self.table[usize::from(symbol)].count + self.element.raw_bits()
    }

    /// The size of an element is a constant in these loops, for speed.
    fn elements<const BYTES: usize>(
        &self,
        header: Header,
        relative: Option<Relative>,
        elements: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<u64, EncodeError> {
        let element = self.element;
        let (values, rest) = elements.as_chunks::<BYTES>();
        if !rest.is_empty() {
            return Err(EncodeError::NotWhole { bytes: elements.len() as u64, element });
        }
        let values = values.iter().map(|bytes| element.value(bytes));
        if element.bits() < 8 * BYTES as u32 {
            let mut indexed = values.clone().zip(0..);
            if let Some((value, index)) = indexed.find(|(value, _)| value & !element.mask() != 0) {
                return Err(EncodeError::Insignificant { index, value, element });
            }
        }
        let raw_bits = element.raw_bits();
        let mut writer = BitWriter::new(out);
        writer.put(header.bits.into(), header.count);
        let mut written = 0;
        for value in values {
            let symbol = element.symbol(value);
            let symbol = relative.map_or(symbol, |relative| relative.coded(symbol));
            let Sent { bits, count } = self.table[usize::from(symbol)];
            written += u64::from(count + raw_bits);
            writer.put(u64::from(bits) << raw_bits | u64::from(element.raw(value)), count + raw_bits);
        }
        writer.finish();
        Ok(written)
    }
}
