//! How long frames are at least and at most.

use super::{Books, Codebook};
use serde::Serialize;

/// Sizes of frames: of n elements, at least `ceil((header_bits + n * shortest_element_bits) / 8)` bytes and
/// at most the same with `longest_element_bits`, or with those of `block` where there is one, and the check's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bounds {
    /// Bits before the first element.
    pub header_bits: u32,
    /// Bytes behind a frame's padding.
    #[serde(skip_serializing_if = "is_none")]
    pub check_bytes: usize,
    /// Bits of the shortest element of any codebook.
    pub shortest_element_bits: u32,
    /// Bits of the longest element of any codebook.
    pub longest_element_bits: u32,
    /// Bits of the worst case against those of the elements' containers; above 1 a packet can grow. The worst case
    /// is the longest element, or the longest frame of a full block.
    pub worst_case_expansion: f64,
    /// Where the encoder cuts packets into blocks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<BlockBounds>,
}

/// Sizes of the frames of an encoder that cuts packets into blocks. Where it selects the smallest, some codebook makes
/// no more of the elements than its longest one for each, so the smallest does not either.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BlockBounds {
    /// Elements in a full block.
    pub elements: usize,
    /// The most bits for each element of a block: the longest element of any codebook, or of the codebook whose longest
    /// one is shortest where the smallest is selected.
    pub element_bits: u32,
    /// The most bytes of a full block's frame.
    pub frame_bytes: u64,
    /// By how many bytes that is longer than the block's elements in memory, if it is.
    pub growth_bytes: u64,
    /// The same, percent of the elements' bytes.
    pub growth_percent: f64,
}

fn is_none(bytes: &usize) -> bool {
    *bytes == 0
}

impl Bounds {
    /// The bounds of frames by these books; of blocks of so many elements where packets are cut, and of the smallest for
    /// each where it is chosen so.
    pub fn new(books: &Books, block: Option<usize>, smallest: bool) -> Self {
        let size = books.element().bytes();
        let mut bounds = Self {
            header_bits: books.header_bits(),
            check_bytes: books.check_bytes(),
            shortest_element_bits: books.shortest_element(),
            longest_element_bits: books.longest_element(),
            worst_case_expansion: f64::from(books.longest_element()) / (8 * size) as f64,
            block: None,
        };
        if let Some(elements) = block {
            let longest = books.all().map(Codebook::longest_element);
            let element_bits = if smallest { longest.min() } else { longest.max() };
            let element_bits = element_bits.expect("books have a codebook");
            let frame_bytes = bounds.bytes(elements as u64, element_bits);
            let bytes = (elements * size) as u64;
            let growth_bytes = frame_bytes.saturating_sub(bytes);
            let growth_percent = 100.0 * growth_bytes as f64 / bytes as f64;
            bounds.worst_case_expansion = frame_bytes as f64 / bytes as f64;
            bounds.block =
                Some(BlockBounds { elements, element_bits, frame_bytes, growth_bytes, growth_percent });
        }
        bounds
    }

    fn bytes(&self, elements: u64, element_bits: u32) -> u64 {
        (u64::from(self.header_bits) + elements * u64::from(element_bits)).div_ceil(8)
            + self.check_bytes as u64
    }

    /// The most bytes that a frame of `elements` elements can have.
    pub fn frame_bytes(&self, elements: u64) -> u64 {
        let bits = self.block.as_ref().map_or(self.longest_element_bits, |block| block.element_bits);
        self.bytes(elements, bits)
    }

    /// The most bytes that the frames of a packet of `elements` elements can have together.
    pub fn packet_bytes(&self, elements: u64) -> u64 {
        let Some(block) = &self.block else { return self.frame_bytes(elements) };
        let (full, rest) = (elements / block.elements as u64, elements % block.elements as u64);
        // An empty packet is a frame too.
        let rest = if rest > 0 || full == 0 { self.frame_bytes(rest) } else { 0 };
        full * block.frame_bytes + rest
    }
}
