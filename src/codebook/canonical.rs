//! From code lengths to codewords.

use super::{Codebook, Coded};
use std::fmt;

/// A codeword: the low `length` bits of `bits`, most significant first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Codeword {
    /// The bits, right-aligned.
    pub bits: u32,
    /// How many: 1 to 16.
    pub length: u32,
}

impl Codeword {
    /// The codeword in the highest bits of a word of `width` bits.
    pub fn left_aligned(&self, width: u32) -> u32 {
        self.bits << (width - self.length)
    }
}

impl fmt::Display for Codeword {
    /// Binary digits, as many as the codeword is long.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0width$b}", self.bits, width = self.length as usize)
    }
}

/// A codeword and what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Symbol or escape.
    pub coded: Coded,
    /// Its codeword.
    pub word: Codeword,
}

/// Consecutive codewords of one length and kind. Read as left-aligned numbers, the classes of a codebook
/// follow each other without a gap from 0, so a decoder finds the class by comparing with where each begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Class {
    /// The first codeword.
    pub first: Codeword,
    /// How many codewords.
    pub count: u32,
    /// Whether its only codeword is the escape.
    pub escape: bool,
    /// Bits of a whole element of this class.
    pub element_bits: u32,
}

impl Class {
    /// The class's first codeword in `width` bits, left-aligned.
    pub fn from(&self, width: u32) -> u32 {
        self.first.left_aligned(width)
    }

    /// The first left-aligned value of `width` bits behind the class; `2^width` behind a complete code.
    pub fn to(&self, width: u32) -> u32 {
        (self.first.bits + self.count) << (width - self.first.length)
    }
}

/// Codewords in canonical order. The lengths must satisfy Kraft's inequality; 0 is a symbol without codeword.
pub(super) fn assign(lengths: &[u8], escape: Option<u8>) -> Vec<Entry> {
    let symbols = lengths.iter().zip(0u16..).filter(|(length, _)| **length != 0);
    let mut coded: Vec<(u8, Coded)> = symbols.map(|(&length, s)| (length, Coded::Symbol(s))).collect();
    // Stable, so symbols of a length stay in order and the escape, pushed last, stands behind them.
    coded.extend(escape.map(|length| (length, Coded::Escape)));
    coded.sort_by_key(|&(length, _)| length);
    let mut next = Codeword { bits: 0, length: 0 };
    coded
        .into_iter()
        .map(|(length, coded)| {
            let length = u32::from(length);
            let word = Codeword { bits: next.bits << (length - next.length), length };
            next = Codeword { bits: word.bits + 1, length };
            Entry { coded, word }
        })
        .collect()
}

pub(super) fn classes(book: &Codebook) -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    for entry in book.entries() {
        let escape = entry.coded == Coded::Escape;
        match classes.last_mut() {
            Some(class) if class.first.length == entry.word.length && class.escape == escape => {
                class.count += 1
            }
            _ => classes.push(Class {
                first: entry.word,
                count: 1,
                escape,
                element_bits: book.total_bits(entry),
            }),
        }
    }
    classes
}

#[cfg(test)]
mod tests {
    use crate::codebook::{Codebook, CodebookError, Coded};
    use crate::element::Element;
    use proptest::prelude::*;

    fn words(book: &Codebook) -> Vec<String> {
        book.entries().iter().map(|e| format!("{} {}", e.coded, e.word)).collect()
    }

    fn two_bits() -> Element {
        Element::custom(1, 2, 1, 0).unwrap()
    }

    #[test]
    fn the_four_symbols_of_the_documentation() {
        let book = Codebook::new(two_bits(), 4, &[1, 2, 3, 4], None).unwrap();
        assert_eq!(words(&book), ["symbol 0 0", "symbol 1 10", "symbol 2 110", "symbol 3 1110"]);
    }

    #[test]
    fn the_escape_stands_behind_the_symbols_of_its_length() {
        let element = Element::named("bytes").unwrap();
        let book = Codebook::new(element, 3, &[0, 2, 0, 3, 2], Some(2)).unwrap();
        assert_eq!(words(&book), ["symbol 1 00", "symbol 4 01", "the escape 10", "symbol 3 110"]);
        let classes: Vec<_> = book.classes().iter().map(|c| (c.from(3), c.to(3), c.element_bits)).collect();
        assert_eq!(classes, [(0, 4, 2), (4, 6, 10), (6, 7, 3)]);
    }

    #[test]
    fn refusals_name_what_is_wrong() {
        let new = |lengths: &[u8], escape| Codebook::new(two_bits(), 4, lengths, escape);
        assert_eq!(new(&[1, 1, 2, 3], None), Err(CodebookError::Oversubscribed { sum: 0x16000 }));
        assert_eq!(new(&[1, 2, 3], None), Err(CodebookError::Uncoded { symbol: 3, missing: 1 }));
        assert_eq!(new(&[2, 2, 3, 3], Some(3)), Err(CodebookError::UselessEscape { length: 3 }));
        let what = Coded::Symbol(3);
        assert_eq!(new(&[1, 2, 3, 5], None), Err(CodebookError::Length { what, length: 5, max_length: 4 }));
        assert!(matches!(new(&[1, 2, 3, 4, 4], None), Err(CodebookError::Alphabet { symbol: 4, .. })));
        assert_eq!(new(&[1, 2, 3, 3], None), Err(CodebookError::Padding { what, bits: 3 }));
        assert!(matches!(
            Codebook::new(two_bits(), 17, &[1, 2, 3, 4], None),
            Err(CodebookError::MaxLength(17))
        ));
        // An escape alone is a codebook; its all-ones codeword counts with the symbol behind it.
        assert!(new(&[], Some(1)).is_ok());
    }

    #[test]
    fn the_raw_book_keeps_the_size() {
        for element in crate::element::NAMED {
            let book = Codebook::raw(element);
            assert_eq!(book.shortest_element(), element.bits());
            assert_eq!(book.longest_element(), element.bits() + u32::from(element.bits() < 8));
        }
        let last = *Codebook::raw(Element::named("e3m2").unwrap()).entries().last().unwrap();
        assert_eq!(last.word.to_string(), "1111110");
    }

    proptest! {
        /// No codeword is the beginning of another, and left-aligned they ascend.
        #[test]
        fn codes_are_prefix_free(lengths in prop::collection::vec(0u8..=8, 16), escape in 1u8..=8) {
            let element = Element::custom(1, 4, 3, 0).unwrap();
            let escape = lengths.contains(&0).then_some(escape);
            let Ok(book) = Codebook::new(element, 8, &lengths, escape) else { return Ok(()) };
            let words: Vec<String> = book.entries().iter().map(|e| e.word.to_string()).collect();
            for pair in words.windows(2) {
                prop_assert!(pair[0] < pair[1] && !pair[1].starts_with(&pair[0]), "{:?}", pair);
            }
            for (symbol, &length) in lengths.iter().enumerate() {
                let word = book.codeword(symbol as u16);
                prop_assert_eq!(word.map_or(0, |w| w.length), u32::from(length));
            }
        }
    }
}
