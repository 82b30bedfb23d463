//! What is behind the handles, and the structures that C sees.

use crate::status::{Failure, huffwire_status};
use huffwire::codebook::{Books, Bounds, Codebook};
use huffwire::codec::{Base, Choice, Frame, FrameDecoder, PacketEncoder, Reason, Select};
use huffwire::design::Design;
use huffwire::golden;

/// A codebook or a design: a handle that threads share as they like.
pub struct huffwire_codec(pub(crate) Codec);

/// The frames of a packet.
pub struct huffwire_packet(pub(crate) Vec<Frame>);

/// What both ends agree on.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct huffwire_info {
    /// Bytes of an element: 1, 2 or 4.
    pub element_bytes: u32,
    /// Significant bits of an element.
    pub element_bits: u32,
    /// Codebooks that a frame may name, slots and the raw book among them.
    pub indices: u32,
    /// Bits in front of a frame's elements.
    pub header_bits: u32,
    /// Bytes behind a frame's elements.
    pub check_bytes: u32,
    /// Elements of a block; 0 where a packet is one frame.
    pub block_elements: u32,
    /// Whether frames have a base.
    pub base: bool,
    /// Of all that both ends agree on.
    pub digest: [u8; 8],
}

/// Where the base of a frame's exponents comes from.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum huffwire_base {
    /// From the frame's own exponents.
    HUFFWIRE_BASE_OWN = 0,
    /// From those of the frame before; before the first one it is `base_value`.
    HUFFWIRE_BASE_PREVIOUS = 1,
    /// It is `base_value`.
    HUFFWIRE_BASE_GIVEN = 2,
}

/// How a packet becomes frames.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct huffwire_choice {
    /// The codebook's index, as on the encoder's sideband: beyond the last one it is the last. -1: for every frame the one
    /// that makes it smallest.
    pub index: i32,
    /// One of `enum huffwire_base`; without meaning where frames have no base.
    pub base: u32,
    /// The base itself, for HUFFWIRE_BASE_GIVEN and HUFFWIRE_BASE_PREVIOUS.
    pub base_value: u16,
}

/// A frame as the encoder sends it.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct huffwire_frame {
    /// What goes over the bus.
    pub bytes: *const u8,
    /// How many bytes.
    pub length: usize,
    /// How many elements it holds.
    pub elements: u64,
    /// Bits of the elements, without header, padding and check.
    pub bits: u64,
    /// Its codebook's index.
    pub index: u32,
    /// The base in its header; 0 where there is none.
    pub base: u16,
    /// The base of its own exponents, for the frame behind it; 0 where frames have none.
    pub own_base: u16,
    /// Whether the packet ends with it.
    pub last: bool,
}

/// Why a frame is in error, as the decoder's `tuser[3:1]` says it.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum huffwire_reason {
    /// It is not.
    HUFFWIRE_FRAME_OK = 0,
    /// Less than a byte is left, and not all ones.
    HUFFWIRE_BAD_PADDING = 1,
    /// The bits begin no codeword.
    HUFFWIRE_INVALID_CODEWORD = 2,
    /// The frame ends within an element, or within its header or check.
    HUFFWIRE_TRUNCATED = 3,
    /// The header names a codebook that is not there.
    HUFFWIRE_CODEBOOK_INDEX = 4,
    /// The elements or the header are not those that were sent, or both ends have different codebooks.
    HUFFWIRE_CHECK = 5,
}

/// What a decoder finds in a frame.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct huffwire_read {
    /// Bytes of elements.
    pub length: usize,
    /// Index in the header, whether or not there is such a codebook; -1 where the frame is shorter than its header and
    /// check.
    pub index: i32,
    /// What is wrong with the frame.
    pub reason: huffwire_reason,
    /// The base in the header; 0 where there is none.
    pub base: u16,
    /// Whether the packet ends with this frame.
    pub last: bool,
}

impl Default for huffwire_read {
    fn default() -> Self {
        Self { length: 0, index: -1, reason: huffwire_reason::HUFFWIRE_FRAME_OK, base: 0, last: false }
    }
}

/// Tables of both ends.
pub struct Codec {
    encoder: PacketEncoder,
    decoder: FrameDecoder,
    bounds: Bounds,
    /// What the encoder does where nobody says.
    choice: Choice,
}

const _: fn() = || {
    fn shared<T: Send + Sync>() {}
    shared::<Codec>();
    shared::<huffwire_packet>();
};

impl Codec {
    pub fn of_book(book: Codebook) -> Self {
        Self::new(&Books::from(book), Choice::index(0))
    }

    pub fn of_design(design: &Design) -> Self {
        Self::new(design.books(), golden::choice(design))
    }

    fn new(books: &Books, choice: Choice) -> Self {
        // Of a frame by any codebook: whoever asks for a frame chooses it.
        let bounds = Bounds::new(books, None, false);
        Self { encoder: PacketEncoder::new(books), decoder: FrameDecoder::new(books), bounds, choice }
    }

    pub fn info(&self) -> huffwire_info {
        let books = self.encoder.books();
        huffwire_info {
            element_bytes: books.element().bytes() as u32,
            element_bits: books.element().bits(),
            indices: books.indices() as u32,
            header_bits: books.header_bits(),
            check_bytes: books.check_bytes() as u32,
            block_elements: self.choice.block.map_or(0, |block| block.get() as u32),
            base: books.base(),
            digest: books.digest().0,
        }
    }

    pub fn frame_bound(&self, elements: u64) -> u64 {
        // An element has at most 8 bytes in a frame.
        self.bounds.frame_bytes(elements.min(u64::MAX >> 8))
    }

    pub fn elements_bound(&self, frame_length: u64) -> u64 {
        let bits = frame_length.min(u64::MAX >> 8) * 8;
        let size = self.encoder.books().element().bytes() as u64;
        bits / u64::from(self.bounds.shortest_element_bits) * size
    }

    pub fn packet(&self, choice: Option<&huffwire_choice>, elements: &[u8]) -> Result<Vec<Frame>, Failure> {
        let choice = choice.map_or(Ok(self.choice), |choice| self.chosen(choice))?;
        Ok(self.encoder.packet(choice, elements)?)
    }

    fn chosen(&self, choice: &huffwire_choice) -> Result<Choice, Failure> {
        let select = match usize::try_from(choice.index) {
            Ok(index) => Select::Index(index),
            Err(_) if choice.index == -1 => Select::Smallest,
            Err(_) => {
                let text =
                    format!("choice.index {}: use an index, or -1 for the smallest frames", choice.index);
                return Err(Failure::argument(text));
            }
        };
        let base = match choice.base {
            base if base == huffwire_base::HUFFWIRE_BASE_OWN as u32 => Base::Own,
            base if base == huffwire_base::HUFFWIRE_BASE_PREVIOUS as u32 => Base::Previous(choice.base_value),
            base if base == huffwire_base::HUFFWIRE_BASE_GIVEN as u32 => Base::Given(choice.base_value),
            other => {
                let text = format!("choice.base {other}: use a value of enum huffwire_base");
                return Err(Failure::argument(text));
            }
        };
        Ok(Choice { select, base, ..self.choice })
    }

    pub fn one_frame(
        &self,
        index: usize,
        last: bool,
        base: u16,
        elements: &[u8],
    ) -> Result<Vec<u8>, Failure> {
        let mut frame = Vec::new();
        self.encoder.frame(index, last, base, elements, &mut frame)?;
        Ok(frame)
    }

    /// Appends the elements to `out`, those before an error too, and says in `read` what was found.
    pub fn decode(&self, frame: &[u8], out: &mut Vec<u8>, read: &mut huffwire_read) -> Result<(), Failure> {
        let found = self.decoder.frame(frame, out);
        *read = huffwire_read {
            length: out.len(),
            index: found.index.map_or(-1, |index| index as i32),
            reason: found.verdict.err().map_or(huffwire_reason::HUFFWIRE_FRAME_OK, reason),
            base: found.base,
            last: found.last,
        };
        found.verdict.map_err(|reason| Failure {
            status: huffwire_status::HUFFWIRE_ERROR_FRAME,
            text: format!("the frame is in error: {reason}"),
        })
    }
}

fn reason(reason: Reason) -> huffwire_reason {
    match reason {
        Reason::BadPadding => huffwire_reason::HUFFWIRE_BAD_PADDING,
        Reason::InvalidCodeword => huffwire_reason::HUFFWIRE_INVALID_CODEWORD,
        Reason::Truncated => huffwire_reason::HUFFWIRE_TRUNCATED,
        Reason::CodebookIndex => huffwire_reason::HUFFWIRE_CODEBOOK_INDEX,
        Reason::Check => huffwire_reason::HUFFWIRE_CHECK,
    }
}

/// As C sees it.
pub fn frame(frame: &Frame) -> huffwire_frame {
    huffwire_frame {
        bytes: frame.bytes.as_ptr(),
        length: frame.bytes.len(),
        elements: frame.elements,
        bits: frame.bits,
        index: frame.index as u32,
        base: frame.base,
        own_base: frame.own_base,
        last: frame.last,
    }
}

/// Copies what was made to where C wants it.
///
/// # Safety
/// `to` is null or has room for `capacity` bytes.
pub unsafe fn fill(made: &[u8], to: *mut u8, capacity: usize, what: &str) -> Result<(), Failure> {
    if made.len() > capacity {
        let text = format!("{what}: {} bytes, and the buffer has {capacity}", made.len());
        return Err(Failure { status: huffwire_status::HUFFWIRE_ERROR_BUFFER, text });
    }
    if made.is_empty() {
        return Ok(());
    }
    if to.is_null() {
        return Err(Failure::null(what));
    }
    unsafe { std::ptr::copy_nonoverlapping(made.as_ptr(), to, made.len()) };
    Ok(())
}
