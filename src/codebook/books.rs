//! The fixed codebooks of a design: what the index in a frame's header chooses from.

use super::{Codebook, Digest, Envelope, OutsideError};
use crate::element::{self, Element};
use crate::words;
use sha2::{Digest as _, Sha256};

/// The most codebooks that a design can have, the raw book not counted.
pub const MAX_BOOKS: usize = 16;

/// 1 to 16 codebooks of one element format, constant ones and those in loadable slots, and the raw book behind them
/// where the design has it.
///
/// Both ends of a link have the same. A frame names its book by *index*: the constant codebooks in their order from 0,
/// then the slots, then the raw book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Books {
    books: Vec<Codebook>,
    slots: Option<Slots>,
    raw: Option<Codebook>,
    blocks: bool,
    base: bool,
    check: Option<Check>,
}

/// Slots that codebooks are loaded into at run time.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Slots {
    envelope: Envelope,
    /// What is in each; nothing after reset.
    loaded: Vec<Option<Codebook>>,
}

/// What stands behind a frame: a CRC over its elements and header, and the tag of its codebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Check {
    /// CRC-16/IBM-SDLC, 2 bytes.
    Crc16,
    /// CRC-32 of IEEE 802.3, 4 bytes.
    Crc32,
}

impl Check {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Crc16, Self::Crc32];

    /// As it is written in YAML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Crc16 => "crc16",
            Self::Crc32 => "crc32",
        }
    }

    /// Bytes at the end of a frame: 2 or 4.
    pub fn bytes(self) -> usize {
        match self {
            Self::Crc16 => 2,
            Self::Crc32 => 4,
        }
    }
}

/// Why codebooks do not make a design.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BooksError {
    /// None, or too many.
    #[error("{0} codebooks: a design has 1 to {MAX_BOOKS}, loadable slots among them")]
    Count(usize),
    /// One of another element format than the first.
    #[error("codebook {index} codes `{element}`, but codebook 0 codes `{first}`: all must code the same")]
    Element {
        /// The codebook's index.
        index: usize,
        /// Its element format.
        element: Element,
        /// That of the first one.
        first: Element,
    },
    /// A base where there is no exponent.
    #[error(
        "`{}` has no exponent of its own width, so nothing in it is relative to a base: leave `base` out, or use an \
         element that has one: {}, or a field with `exponent: N`",
        .0,
        words::list(element::NAMED.iter().filter(|e| e.exponent_bits() > 0).filter_map(Element::name))
    )]
    NoExponent(Element),
}

impl Books {
    /// The codebooks in the order of their index; `raw` adds the raw book as one more, and with `blocks` a packet may
    /// go over several frames, each of which says whether it is the last.
    ///
    /// # Errors
    /// No codebooks, more than [`MAX_BOOKS`], or different element formats.
    pub fn new(books: Vec<Codebook>, raw: bool, blocks: bool) -> Result<Self, BooksError> {
        if books.is_empty() || books.len() > MAX_BOOKS {
            return Err(BooksError::Count(books.len()));
        }
        let first = books[0].element();
        if let Some(index) = books.iter().position(|book| book.element() != first) {
            return Err(BooksError::Element { index, element: books[index].element(), first });
        }
        let raw = raw.then(|| Codebook::raw(first));
        Ok(Self { raw, books, slots: None, blocks, base: false, check: None })
    }

    /// Codebooks, which may be none, then so many empty slots for codebooks of an envelope, then the raw book, which is
    /// sent by where a slot is empty.
    ///
    /// # Errors
    /// No slots, more than [`MAX_BOOKS`] together, or a codebook of another element format than the envelope's.
    pub fn loadable(
        books: Vec<Codebook>,
        envelope: Envelope,
        slots: usize,
        blocks: bool,
    ) -> Result<Self, BooksError> {
        let count = books.len().saturating_add(slots);
        if slots == 0 || count > MAX_BOOKS {
            return Err(BooksError::Count(count));
        }
        let first = envelope.element();
        if let Some(index) = books.iter().position(|book| book.element() != first) {
            return Err(BooksError::Element { index, element: books[index].element(), first });
        }
        let slots = Some(Slots { envelope, loaded: vec![None; slots] });
        Ok(Self { raw: Some(Codebook::raw(first)), books, slots, blocks, base: false, check: None })
    }

    /// The same with a codebook in a slot, or with nothing in it.
    ///
    /// # Errors
    /// A codebook that is outside the slots' envelope.
    ///
    /// # Panics
    /// A slot that is not there.
    pub fn with_slot(mut self, slot: usize, book: Option<Codebook>) -> Result<Self, OutsideError> {
        let slots = self.slots.as_mut().expect("books with slots");
        book.as_ref().map(|book| slots.envelope.holds(book)).transpose()?;
        slots.loaded[slot] = book;
        Ok(self)
    }

    /// The same, whose frames say in their header where their exponents lie, or not.
    ///
    /// # Errors
    /// A base in an element format without exponent.
    pub fn with_base(self, base: bool) -> Result<Self, BooksError> {
        if base && self.element().exponent_bits() == 0 {
            return Err(BooksError::NoExponent(self.element()));
        }
        Ok(Self { base, ..self })
    }

    /// The same, whose frames end with a check, or with none.
    pub fn with_check(self, check: Option<Check>) -> Self {
        Self { check, ..self }
    }

    /// The same with another codebook at an index that is not the raw book's: as an end has them that was built or loaded
    /// otherwise.
    ///
    /// # Panics
    /// An index that is beyond them, or a codebook of another element format.
    pub fn replacing(mut self, index: usize, book: Codebook) -> Self {
        assert_eq!(book.element(), self.element(), "all books have one element format");
        let constant = self.books.len();
        match self.books.get_mut(index) {
            Some(at) => *at = book,
            None => self.slots.as_mut().expect("an index of a slot").loaded[index - constant] = Some(book),
        }
        self
    }

    /// The element format of all of them.
    pub fn element(&self) -> Element {
        match &self.slots {
            Some(slots) => slots.envelope.element(),
            None => self.books[0].element(),
        }
    }

    /// The constant codebooks as given, without slots and the raw book; at least one where there are no slots.
    pub fn books(&self) -> &[Codebook] {
        &self.books
    }

    /// What is in the slots, in their order; none where there are no slots.
    pub fn slots(&self) -> &[Option<Codebook>] {
        self.slots.as_ref().map_or(&[], |slots| &slots.loaded)
    }

    /// What the slots can hold.
    pub fn envelope(&self) -> Option<&Envelope> {
        self.slots.as_ref().map(|slots| &slots.envelope)
    }

    /// The index of a slot's codebook in a frame's header.
    pub fn slot_index(&self, slot: usize) -> usize {
        self.books.len() + slot
    }

    /// Whether the raw book stands behind them.
    pub fn raw(&self) -> bool {
        self.raw.is_some()
    }

    /// Whether a packet may go over several frames.
    pub fn blocks(&self) -> bool {
        self.blocks
    }

    /// Whether a frame's header has the base of its exponents.
    pub fn base(&self) -> bool {
        self.base
    }

    /// What stands behind a frame.
    pub fn check(&self) -> Option<Check> {
        self.check
    }

    /// Bytes behind a frame: 0, 2 or 4.
    pub fn check_bytes(&self) -> usize {
        self.check.map_or(0, Check::bytes)
    }

    /// What every index means, in order, the raw book included: `None` is a slot with nothing in it.
    pub fn by_index(&self) -> impl Iterator<Item = Option<&Codebook>> {
        let slots = self.slots().iter().map(Option::as_ref);
        self.books.iter().map(Some).chain(slots).chain(self.raw.iter().map(Some))
    }

    /// Every book that there is, in the order of its index, the raw book included.
    pub fn all(&self) -> impl Iterator<Item = &Codebook> {
        self.by_index().flatten()
    }

    /// How many indices mean a book or a slot: K + raw, so 1 to 17.
    pub fn indices(&self) -> usize {
        self.books.len() + self.slots().len() + usize::from(self.raw())
    }

    /// The book of an index, or `None` beyond the last and where a slot is empty.
    pub fn book(&self, index: usize) -> Option<&Codebook> {
        self.by_index().nth(index).flatten()
    }

    /// The index of the raw book, where there is one: the last.
    pub fn raw_index(&self) -> Option<usize> {
        self.raw().then(|| self.indices() - 1)
    }

    /// Bits of the index in a frame's header: ceil(log2(K + raw)), so 0 to 5.
    pub fn index_bits(&self) -> u32 {
        self.indices().next_power_of_two().ilog2()
    }

    /// Bits of the base in a frame's header: the exponent's, 2 to 8, or 0 where there is no base.
    pub fn base_bits(&self) -> u32 {
        if self.base { self.element().exponent_bits() } else { 0 }
    }

    /// Bits of a frame's header: the index's, one more with blocks, and the base's; at most 14.
    pub fn header_bits(&self) -> u32 {
        self.index_bits() + u32::from(self.blocks) + self.base_bits()
    }

    /// Bits of the longest element of any book that there is or can be: at most 16 + 32.
    pub fn longest_element(&self) -> u32 {
        self.most(Codebook::longest_element, Envelope::longest_element)
    }

    /// Bits of the shortest element of any book that there is or can be: at least 1.
    pub fn shortest_element(&self) -> u32 {
        let loaded = self.envelope().map(Envelope::shortest_element);
        self.all().map(Codebook::shortest_element).chain(loaded).min().expect("there is a book")
    }

    /// The largest limit on code lengths, bits: 1 to 16.
    pub fn max_length(&self) -> u32 {
        self.most(|book| book.max_length().into(), Envelope::longest)
    }

    /// Length of the longest codeword of any book, bits.
    pub fn longest_codeword(&self) -> u32 {
        self.most(Codebook::longest_codeword, Envelope::longest)
    }

    fn most(&self, of: impl Fn(&Codebook) -> u32, can: impl Fn(&Envelope) -> u32) -> u32 {
        self.all().map(of).chain(self.envelope().map(can)).max().expect("there is a book")
    }

    /// What both ends of a link must have in common: the codebook's digest where there is one book and frames are
    /// its elements alone; else of all the codebooks' digests and a byte, raw + 2 * blocks + 4 * base + 8 * crc16 +
    /// 16 * crc32.
    pub fn digest(&self) -> Digest {
        let check = match self.check {
            None => 0,
            Some(Check::Crc16) => 8,
            Some(Check::Crc32) => 16,
        };
        let byte = u8::from(self.raw()) + 2 * u8::from(self.blocks) + 4 * u8::from(self.base) + check;
        if let ([book], [], 0) = (&self.books[..], self.slots(), byte) {
            return book.digest();
        }
        let mut hash = Sha256::new();
        self.books.iter().for_each(|book| hash.update(book.digest().0));
        // Of an empty slot, zeros.
        self.slots()
            .iter()
            .for_each(|book| hash.update(book.as_ref().map_or([0; 8], |book| book.digest().0)));
        hash.update([byte]);
        Digest::first_of(&hash.finalize())
    }
}

impl From<Codebook> for Books {
    /// One codebook, whose frames have no header.
    fn from(book: Codebook) -> Self {
        Self { books: vec![book], slots: None, raw: None, blocks: false, base: false, check: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(lengths: [u8; 4]) -> Codebook {
        Codebook::new(Element::custom(1, 2, 1, 0).unwrap(), 4, &lengths, None).unwrap()
    }

    #[test]
    fn an_index_has_the_bits_that_tell_the_books_apart() {
        let header = |count, raw, blocks| {
            let books = Books::new(vec![book([1, 2, 3, 4]); count], raw, blocks).unwrap();
            (books.indices(), books.index_bits(), books.header_bits())
        };
        assert_eq!(header(1, false, false), (1, 0, 0));
        assert_eq!(header(1, false, true), (1, 0, 1));
        assert_eq!(header(1, true, false), (2, 1, 1));
        assert_eq!(header(2, false, false), (2, 1, 1));
        assert_eq!(header(2, true, true), (3, 2, 3));
        assert_eq!(header(4, false, false), (4, 2, 2));
        assert_eq!(header(4, true, true), (5, 3, 4));
        assert_eq!(header(16, false, false), (16, 4, 4));
        assert_eq!(header(16, true, true), (17, 5, 6));
    }

    #[test]
    fn the_raw_book_is_the_last_index() {
        let (a, b) = (book([1, 2, 3, 4]), book([4, 3, 2, 1]));
        let books = Books::new(vec![a.clone(), b.clone()], true, false).unwrap();
        let raw = Codebook::raw(a.element());
        assert_eq!([0, 1, 2].map(|index| books.book(index).unwrap()), [&a, &b, &raw]);
        assert_eq!((books.book(3), books.all().count()), (None, 3));
        // 0, 10, 110, 1110 and, raw, 00, 01, 10, 110.
        assert_eq!((books.shortest_element(), books.longest_element()), (1, 4));
        let without = Books::new(vec![a], false, false).unwrap();
        assert_eq!((without.book(1), without.raw()), (None, false));
    }

    #[test]
    fn a_digest_is_of_books_order_raw_and_blocks() {
        let (a, b) = (book([1, 2, 3, 4]), book([4, 3, 2, 1]));
        assert_eq!(Books::from(a.clone()).digest(), a.digest());
        let expected = |books: &[&Codebook], byte: u8| {
            let digests: Vec<u8> = books.iter().flat_map(|book| book.digest().0).chain([byte]).collect();
            Digest(Sha256::digest(digests)[..8].try_into().unwrap())
        };
        for (raw, blocks, byte) in [(false, false, 0), (true, false, 1), (false, true, 2), (true, true, 3)] {
            let digest = |books: &[&Codebook]| {
                Books::new(books.iter().map(|&book| book.clone()).collect(), raw, blocks).unwrap().digest()
            };
            assert_eq!(digest(&[&a, &b]), expected(&[&a, &b], byte));
            assert_eq!(digest(&[&b, &a]), expected(&[&b, &a], byte));
            if byte > 0 {
                assert_eq!(digest(&[&a]), expected(&[&a], byte));
            }
        }
    }

    #[test]
    fn a_digest_is_of_base_and_check() {
        let book = Codebook::raw(Element::named("fp16").unwrap());
        let made = |base, check| {
            let books = Books::new(vec![book.clone()], false, false).unwrap();
            books.with_base(base).unwrap().with_check(check)
        };
        let checks = [(None, 0, 0), (Some(Check::Crc16), 8, 2), (Some(Check::Crc32), 16, 4)];
        for (base, byte, bits) in [(false, 0u8, 0), (true, 4, 5)] {
            for (check, more, bytes) in checks {
                let books = made(base, check);
                assert_eq!((books.header_bits(), books.check_bytes()), (bits, bytes));
                let hash = Sha256::digest([&book.digest().0[..], &[byte + more]].concat());
                let expected = if byte + more == 0 { book.digest() } else { Digest::first_of(&hash) };
                assert_eq!(books.digest(), expected);
            }
        }
        // The longest header there is.
        let sixteen = Books::new(vec![Codebook::raw(Element::named("bf16_m2").unwrap()); 16], true, true);
        assert_eq!(sixteen.unwrap().with_base(true).unwrap().header_bits(), 14);
        let four = Books::new(vec![Codebook::raw(Element::named("e4m3").unwrap())], false, false).unwrap();
        assert_eq!(
            four.with_base(true).unwrap_err().to_string(),
            "`e4m3` has no exponent of its own width, so nothing in it is relative to a base: leave `base` out, or use \
             an element that has one: bf16, bf16_m1, bf16_m2, fp16, fp32, or a field with `exponent: N`"
        );
    }

    #[test]
    fn refusals_name_what_is_wrong() {
        let other = Codebook::raw(Element::named("bf16").unwrap());
        let new = |books| Books::new(books, true, true).unwrap_err();
        assert_eq!(new(vec![]), BooksError::Count(0));
        assert_eq!(new(vec![book([1, 2, 3, 4]); 17]), BooksError::Count(17));
        assert_eq!(
            new(vec![book([1, 2, 3, 4]), book([1, 2, 3, 4]), other]).to_string(),
            "codebook 2 codes `bf16`, but codebook 0 codes `{ bytes: 1, bits: 2, symbol: \"1:0\" }`: all must code the same"
        );
    }
}
