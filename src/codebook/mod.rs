//! Codebooks: canonical, length-limited prefix codes over the symbols of an element format.
//!
//! Only code lengths are stored. Codewords follow from them: sorted by (length, symbol value), the escape
//! behind the symbols of its length, each next codeword is the previous one plus 1, shifted left by the
//! growth in length; the first is all zeros.

mod books;
mod bounds;
mod canonical;
mod envelope;
mod file;

pub use books::{Books, BooksError, Check, MAX_BOOKS};
pub use bounds::{BlockBounds, Bounds};
pub use canonical::{Class, Codeword, Entry};
pub use envelope::{Envelope, EnvelopeError, GROUP, LOADED_LENGTHS, MAX_LOADED_SYMBOLS, OutsideError};
pub(crate) use file::element;
pub use file::{CodebookFileError, Loaded, load, load_with_source, parse, parse_element, to_yaml};

use crate::element::Element;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

/// Longest codeword that any codebook may have, bits.
pub const MAX_LENGTH: u8 = 16;

/// A valid codebook: a prefix code in which every symbol can be sent, and padding can never be read as an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codebook {
    element: Element,
    max_length: u8,
    /// One per symbol value; 0 where the symbol is escaped.
    lengths: Vec<u8>,
    escape: Option<u8>,
    entries: Vec<Entry>,
}

/// Why lengths are no codebook. Symbols are symbol values, lengths are bits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodebookError {
    /// A limit outside 1 to 16.
    #[error("max_length {0}: use 1 to {MAX_LENGTH}")]
    MaxLength(u64),
    /// A symbol that the element format does not have.
    #[error("symbol {symbol} is outside the alphabet: `{element}` has symbols 0 to {}", element.alphabet() - 1)]
    Alphabet {
        /// The symbol.
        symbol: u64,
        /// The element format.
        element: Element,
    },
    /// A code length of 0 or beyond the limit.
    #[error("{what} has code length {length}: use 1 to max_length, which is {max_length}")]
    Length {
        /// The symbol or the escape.
        what: Coded,
        /// Its length.
        length: u64,
        /// The codebook's limit.
        max_length: u8,
    },
    /// Kraft's sum is above 1.
    #[error(
        "over-subscribed code: Kraft's sum of 2^-length is {sum}/{unit}, above 1; lengthen some codes",
        unit = 1u32 << MAX_LENGTH
    )]
    Oversubscribed {
        /// Kraft's sum in units of 2^-16.
        sum: u32,
    },
    /// A symbol without codeword and no escape.
    #[error(
        "symbol {symbol} has no codeword ({missing} in all) and there is no escape: add `escape: LENGTH` or the missing lengths"
    )]
    Uncoded {
        /// The first such symbol.
        symbol: usize,
        /// How many there are.
        missing: usize,
    },
    /// An escape that nothing needs.
    #[error("escape of length {length}, but every symbol has a codeword: leave `escape` out")]
    UselessEscape {
        /// The escape's length.
        length: u8,
    },
    /// The all-ones codeword is assigned and too short: padding could be read as an element.
    #[error(
        "the all-ones codeword of {what} makes an element of {bits} bits, which padding could be mistaken for: \
         lengthen a code so that all ones stays unassigned (or the element has at least 8 bits)"
    )]
    Padding {
        /// What it codes.
        what: Coded,
        /// Bits of the whole element.
        bits: u32,
    },
}

/// What a codeword stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coded {
    /// A symbol value.
    Symbol(u16),
    /// The escape: the symbol's bits follow verbatim.
    Escape,
}

impl fmt::Display for Coded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Symbol(symbol) => write!(f, "symbol {symbol}"),
            Self::Escape => f.write_str("the escape"),
        }
    }
}

impl Codebook {
    /// Checks the lengths and assigns the codewords.
    ///
    /// `lengths` holds one code length per symbol value, 0 for a symbol that is escaped; it may be shorter
    /// than the alphabet, the rest is escaped. `escape` is the escape's code length.
    pub fn new(
        element: Element,
        max_length: u8,
        lengths: &[u8],
        escape: Option<u8>,
    ) -> Result<Self, CodebookError> {
        if max_length == 0 || max_length > MAX_LENGTH {
            return Err(CodebookError::MaxLength(max_length.into()));
        }
        if let Some(symbol) = (element.alphabet()..lengths.len()).find(|&s| lengths[s] != 0) {
            return Err(CodebookError::Alphabet { symbol: symbol as u64, element });
        }
        let mut lengths = lengths.to_vec();
        lengths.resize(element.alphabet(), 0);
        let beyond = |what, length: u8| CodebookError::Length { what, length: length.into(), max_length };
        for (symbol, &length) in lengths.iter().enumerate() {
            if length > max_length {
                return Err(beyond(Coded::Symbol(symbol as u16), length));
            }
        }
        if let Some(length) = escape.filter(|&length| length == 0 || length > max_length) {
            return Err(beyond(Coded::Escape, length));
        }
        let missing = lengths.iter().filter(|&&length| length == 0).count();
        match (lengths.iter().position(|&length| length == 0), escape) {
            (Some(symbol), None) => return Err(CodebookError::Uncoded { symbol, missing }),
            (None, Some(length)) => return Err(CodebookError::UselessEscape { length }),
            _ => {}
        }
        let kraft = |length: u8| 1u32 << (MAX_LENGTH - length);
        let sum = lengths.iter().filter(|&&l| l != 0).chain(&escape).map(|&l| kraft(l)).sum();
        if sum > 1 << MAX_LENGTH {
            return Err(CodebookError::Oversubscribed { sum });
        }
        let entries = canonical::assign(&lengths, escape);
        let book = Self { element, max_length, lengths, escape, entries };
        // Canonical codes grow from all zeros, so only the last one can be all ones.
        if let Some(last) = book.entries.last()
            && last.word.bits.count_ones() == last.word.length
            && book.total_bits(last) < 8
        {
            return Err(CodebookError::Padding { what: last.coded, bits: book.total_bits(last) });
        }
        Ok(book)
    }

    /// The raw book: every symbol is sent with its own width, so elements keep their size. Where an element
    /// has fewer than 8 bits the last symbol is one bit longer, which leaves the all-ones codeword unassigned.
    pub fn raw(element: Element) -> Self {
        let width = element.symbol_bits() as u8;
        let mut lengths = vec![width; element.alphabet()];
        let longer = u8::from(element.bits() < 8);
        *lengths.last_mut().expect("an alphabet has symbols") += longer;
        Self::new(element, width + longer, &lengths, None).expect("the raw book is valid")
    }

    /// The element format whose symbols it codes.
    pub fn element(&self) -> Element {
        self.element
    }

    /// The limit on code lengths, bits: 1 to 16.
    pub fn max_length(&self) -> u8 {
        self.max_length
    }

    /// Code length per symbol value, bits; 0 where the symbol is escaped.
    pub fn lengths(&self) -> &[u8] {
        &self.lengths
    }

    /// The escape's code length, bits.
    pub fn escape(&self) -> Option<u8> {
        self.escape
    }

    /// Every codeword in canonical order: ascending when left-aligned.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The codewords grouped into classes of the same length and kind, in canonical order: at most 17.
    pub fn classes(&self) -> Vec<Class> {
        canonical::classes(self)
    }

    /// The symbol's own codeword, or `None` where it is escaped.
    pub fn codeword(&self, symbol: u16) -> Option<Codeword> {
        self.entries.iter().find(|e| e.coded == Coded::Symbol(symbol)).map(|e| e.word)
    }

    /// The escape's codeword.
    pub fn escape_codeword(&self) -> Option<Codeword> {
        self.entries.iter().find(|e| e.coded == Coded::Escape).map(|e| e.word)
    }

    /// Length of the longest codeword that is assigned, bits.
    pub fn longest_codeword(&self) -> u32 {
        self.entries.iter().map(|e| e.word.length).max().expect("a codebook has a codeword")
    }

    /// Bits of a whole element that begins with this codeword: codeword, escaped symbol, raw bits.
    pub fn total_bits(&self, entry: &Entry) -> u32 {
        let verbatim = if entry.coded == Coded::Escape { self.element.symbol_bits() } else { 0 };
        entry.word.length + verbatim + self.element.raw_bits()
    }

    /// Bits that an element with this symbol takes in the stream.
    pub fn element_bits(&self, symbol: u16) -> u32 {
        let symbol_bits = match self.lengths[usize::from(symbol)] {
            0 => {
                u32::from(self.escape.expect("an uncoded symbol has an escape")) + self.element.symbol_bits()
            }
            length => length.into(),
        };
        symbol_bits + self.element.raw_bits()
    }

    /// Bits of the longest element: at most 16 + 32.
    pub fn longest_element(&self) -> u32 {
        self.entries.iter().map(|e| self.total_bits(e)).max().expect("a codebook has a codeword")
    }

    /// Bits of the shortest element: at least 1.
    pub fn shortest_element(&self) -> u32 {
        self.entries.iter().map(|e| self.total_bits(e)).min().expect("a codebook has a codeword")
    }

    /// Fingerprint of element format and lengths; both ends of a link must have the same.
    pub fn digest(&self) -> Digest {
        Digest::first_of(&Sha256::digest(self.fingerprinted()))
    }

    /// The same in as few bits as hardware can compute of a book while it is loaded: part of every frame's check.
    pub fn tag(&self) -> Tag {
        Tag(crc32fast::hash(&self.fingerprinted()))
    }

    /// What digest and tag are of.
    fn fingerprinted(&self) -> Vec<u8> {
        let name = self.element.digest_name().into_bytes();
        [&name[..], &[0], &self.lengths, &[self.escape.unwrap_or(0)]].concat()
    }
}

/// CRC-32 (IEEE 802.3) of what the digest is of, written as 8 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tag(pub u32);

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

/// A tag is 8 hex digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("tag `{0}`: a tag has 8 hex digits")]
pub struct TagError(String);

impl FromStr for Tag {
    type Err = TagError;

    fn from_str(text: &str) -> Result<Self, TagError> {
        let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_hexdigit());
        let number = u32::from_str_radix(text, 16).ok().filter(|_| digits);
        number.map(Self).ok_or_else(|| TagError(text.to_owned()))
    }
}

/// First 8 bytes of a SHA-256, written as 16 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digest(pub [u8; 8]);

impl Digest {
    fn first_of(hash: &[u8]) -> Self {
        Self(hash[..8].try_into().expect("a SHA-256 has 32 bytes"))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A digest is 16 hex digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("digest `{0}`: a digest has 16 hex digits")]
pub struct DigestError(String);

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        let error = || DigestError(text.to_owned());
        if text.len() != 16 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(error());
        }
        let number = u64::from_str_radix(text, 16).map_err(|_| error())?;
        Ok(Self(number.to_be_bytes()))
    }
}
