//! What a codebook may be that is loaded into a slot at run time.

use super::{Codebook, Coded, MAX_LENGTH};
use crate::element::Element;
use std::ops::RangeInclusive;

/// Code lengths of a loaded codebook, bits: they are loaded four bits each, and 0 is an escaped symbol.
pub const LOADED_LENGTHS: RangeInclusive<u64> = 1..=15;
/// Most symbols that the registers of a slot can have codewords for.
pub const MAX_LOADED_SYMBOLS: u64 = 256;
/// Neighbouring symbols that share a group: the first of them is a multiple of it.
pub const GROUP: usize = 4;

/// The envelope of what a slot can hold: prefix codes with codewords of so many bits for so many symbols.
///
/// Where there are fewer of those than the alphabet has, the others are escaped, and the escape is the code's last
/// codeword, so all ones; the code is complete. Where all symbols have codewords there is no escape, and the all-ones
/// codeword may be left unassigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    element: Element,
    shortest: u32,
    longest: u32,
    symbols: usize,
    groups: usize,
}

/// Why there is no such envelope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// A longest codeword that cannot be loaded.
    #[error(
        "{0}: use {first} to {last}: lengths are loaded four bits each",
        first = LOADED_LENGTHS.start(),
        last = LOADED_LENGTHS.end()
    )]
    Longest(u64),
    /// A shortest codeword that is none, or longer than the longest.
    #[error("{shortest}: use 1 to `longest`, which is {longest}")]
    Shortest {
        /// Bits asked for.
        shortest: u64,
        /// Bits of the longest one.
        longest: u64,
    },
    /// So many symbols that registers cannot hold, or the alphabet does not have.
    #[error(
        "{symbols}: use a power of two from 4 to {}{}: the registers of a slot hold no more, and \
         what that many cost is in docs/loadable.md",
        (*alphabet as u64 / 2).min(MAX_LOADED_SYMBOLS),
        if *alphabet as u64 <= MAX_LOADED_SYMBOLS { format!(", or all {alphabet} of the alphabet") } else { String::new() }
    )]
    Symbols {
        /// Symbols asked for.
        symbols: u64,
        /// Symbols that there are.
        alphabet: usize,
    },
    /// Groups that cannot hold the symbols, or that there are none of.
    #[error(
        "{groups}: use a power of two from {least} to {most}: that many groups of {GROUP} neighbouring symbols hold \
         {symbols} of them"
    )]
    Groups {
        /// Groups asked for.
        groups: u64,
        /// The fewest.
        least: usize,
        /// The most.
        most: usize,
        /// Symbols of the envelope.
        symbols: usize,
    },
    /// Codewords so long that so few make no complete code.
    #[error(
        "{shortest}: a complete code without a shorter codeword has {} of them at least, and {codewords} is the most here: \
         use fewer bits, or more `symbols`",
        1u64 << shortest
    )]
    TooFew {
        /// Bits of the shortest codeword.
        shortest: u32,
        /// Codewords at most, the escape among them.
        codewords: usize,
    },
    /// Codewords so short that not every symbol gets one.
    #[error("{longest}: {symbols} symbols have no codewords of so few bits: use more")]
    TooShort {
        /// Bits of the longest codeword.
        longest: u32,
        /// Symbols that all need one.
        symbols: usize,
    },
    /// Codewords so short that padding is always read as an element.
    #[error(
        "{longest}: the all-ones codeword of such codes makes an element of {bits} bits at most, which padding could be \
         mistaken for: use {more} bits or more"
    )]
    Padding {
        /// Bits of the longest codeword.
        longest: u32,
        /// Bits of the longest element.
        bits: u32,
        /// Bits with which there is a code.
        more: u32,
    },
    /// Symbols so few that no escape is so long that padding is not read as an element.
    #[error(
        "{symbols}: an escape of {escape} bits, which padding could not be mistaken for, takes {codewords} codewords with it \
         where the shortest has {shortest}, and {} is the most here: use more symbols{}",
        symbols + 1,
        if *shortest > 1 { ", or a shorter `shortest`" } else { "" }
    )]
    FewForEscape {
        /// Symbols asked for.
        symbols: usize,
        /// Bits of the shortest codeword.
        shortest: u32,
        /// Bits that the escape needs.
        escape: u32,
        /// The fewest codewords of a code with such an escape.
        codewords: usize,
    },
}

/// Why a codebook is outside an envelope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutsideError {
    /// Another element format.
    #[error("it codes `{book}`, and the slots are for `{slots}`")]
    Element {
        /// The codebook's.
        book: Element,
        /// The envelope's.
        slots: Element,
    },
    /// Too many symbols have codewords.
    #[error(
        "{count} symbols have codewords, and a slot holds {most}: escape the others (`calibrate --envelope`)"
    )]
    Symbols {
        /// Of the codebook.
        count: usize,
        /// Of the envelope.
        most: usize,
    },
    /// Its symbols lie in too many groups.
    #[error(
        "its symbols lie in {count} groups of {GROUP} neighbours, and a slot has {most}: escape those that stand alone \
         (`calibrate --envelope`), or make the design with more `groups`"
    )]
    Groups {
        /// Of the codebook.
        count: usize,
        /// Of the envelope.
        most: usize,
    },
    /// A codeword is too short or too long.
    #[error("{what} has a codeword of {length} bits, and a slot holds those of {shortest} to {longest}")]
    Length {
        /// What is coded so.
        what: Coded,
        /// Its codeword's bits.
        length: u32,
        /// Of the envelope.
        shortest: u32,
        /// Of the envelope.
        longest: u32,
    },
    /// Bits that begin no codeword.
    #[error(
        "the code is not complete: Kraft's sum is {sum}/{unit}, below 1; lengthen nothing that need not be \
         (`calibrate --envelope` makes complete ones)",
        unit = 1u32 << MAX_LENGTH
    )]
    Incomplete {
        /// Kraft's sum in units of 2^-16.
        sum: u32,
    },
    /// The escape is followed by codewords.
    #[error(
        "the escape has {escape} bits and other codewords have up to {longest}: in a slot it is the last codeword, so as \
         long as the longest"
    )]
    EscapeNotLast {
        /// Bits of the escape.
        escape: u32,
        /// Bits of the longest codeword.
        longest: u32,
    },
    /// An escape in slots where every symbol has a codeword.
    #[error(
        "it escapes {missing} symbols, and the slots give all {alphabet} of them a codeword: code every symbol"
    )]
    Escape {
        /// Symbols without a codeword.
        missing: usize,
        /// Symbols that there are.
        alphabet: usize,
    },
}

impl EnvelopeError {
    /// The key of `loadable` that it is about.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Longest(_) | Self::TooShort { .. } | Self::Padding { .. } => "longest",
            Self::Shortest { .. } | Self::TooFew { .. } => "shortest",
            Self::Symbols { .. } | Self::FewForEscape { .. } => "symbols",
            Self::Groups { .. } => "groups",
        }
    }
}

impl Envelope {
    /// Codes of `symbols` symbols at most, with codewords of `shortest` to `longest` bits. The symbols lie in `groups`
    /// groups of four neighbours at most; by default in as few as hold them.
    ///
    /// # Errors
    /// Numbers of which no code can be made, or more than registers are good for.
    pub fn new(
        element: Element,
        shortest: u64,
        longest: u64,
        symbols: u64,
        groups: Option<u64>,
    ) -> Result<Self, EnvelopeError> {
        if !LOADED_LENGTHS.contains(&longest) {
            return Err(EnvelopeError::Longest(longest));
        }
        if !(1..=longest).contains(&shortest) {
            return Err(EnvelopeError::Shortest { shortest, longest });
        }
        let alphabet = element.alphabet();
        let some = symbols.is_power_of_two() && (4..=alphabet as u64 / 2).contains(&symbols);
        if symbols > MAX_LOADED_SYMBOLS || !(some || symbols == alphabet as u64) {
            return Err(EnvelopeError::Symbols { symbols, alphabet });
        }
        let (shortest, longest, symbols) = (shortest as u32, longest as u32, symbols as usize);
        let (least, most) = (symbols.div_ceil(GROUP), alphabet.div_ceil(GROUP));
        let groups = match groups {
            None => least,
            Some(groups) if groups.is_power_of_two() && (least as u64..=most as u64).contains(&groups) => {
                groups as usize
            }
            Some(groups) => return Err(EnvelopeError::Groups { groups, least, most, symbols }),
        };
        let envelope = Self { element, shortest, longest, symbols, groups };
        // An escape, or a codeword that is left out.
        let codewords = symbols + 1;
        if 1 << shortest > codewords {
            return Err(EnvelopeError::TooFew { shortest, codewords });
        }
        if !envelope.escapes() && symbols > 1 << longest {
            return Err(EnvelopeError::TooShort { longest, symbols });
        }
        // Where every symbol has a codeword, one more can be left out.
        let left_out = !envelope.escapes() && symbols < 1 << longest;
        let bits = envelope.longest_element();
        if bits < 8 && !left_out {
            let more = if envelope.escapes() { longest + 8 - bits } else { longest + 1 };
            return Err(EnvelopeError::Padding { longest, bits, more });
        }
        // All codewords of the shortest length, and of one of them a chain down to the escape.
        let escape = 8u32.saturating_sub(element.bits()).max(shortest);
        let codewords = (1 << shortest) + (escape - shortest) as usize;
        if envelope.escapes() && codewords > symbols + 1 {
            return Err(EnvelopeError::FewForEscape { symbols, shortest, escape, codewords });
        }
        Ok(envelope)
    }

    /// The element format.
    pub fn element(&self) -> Element {
        self.element
    }

    /// Bits of the shortest codeword: 1 to 15.
    pub fn shortest(&self) -> u32 {
        self.shortest
    }

    /// Bits of the longest codeword: up to 15.
    pub fn longest(&self) -> u32 {
        self.longest
    }

    /// The most symbols with codewords: a power of two up to 256.
    pub fn symbols(&self) -> usize {
        self.symbols
    }

    /// The most groups of four neighbouring symbols that they lie in.
    pub fn groups(&self) -> usize {
        self.groups
    }

    /// Whether symbols are escaped; else all of them have codewords.
    pub fn escapes(&self) -> bool {
        self.symbols < self.element.alphabet()
    }

    /// Bits of the longest element.
    pub fn longest_element(&self) -> u32 {
        let escaped = if self.escapes() { self.element.symbol_bits() } else { 0 };
        self.longest + escaped + self.element.raw_bits()
    }

    /// Bits of the shortest element.
    pub fn shortest_element(&self) -> u32 {
        self.shortest + self.element.raw_bits()
    }

    /// Whether a slot can hold the codebook.
    ///
    /// # Errors
    /// The first thing about it that a slot has no place for.
    pub fn holds(&self, book: &Codebook) -> Result<(), OutsideError> {
        if book.element() != self.element {
            return Err(OutsideError::Element { book: book.element(), slots: self.element });
        }
        let coded: Vec<usize> = (0..).zip(book.lengths()).filter(|(_, l)| **l != 0).map(|(s, _)| s).collect();
        if !self.escapes() && book.escape().is_some() {
            let alphabet = self.element.alphabet();
            return Err(OutsideError::Escape { missing: alphabet - coded.len(), alphabet });
        }
        if coded.len() > self.symbols {
            return Err(OutsideError::Symbols { count: coded.len(), most: self.symbols });
        }
        let mut groups: Vec<usize> = coded.iter().map(|symbol| symbol / GROUP).collect();
        groups.dedup();
        if groups.len() > self.groups {
            return Err(OutsideError::Groups { count: groups.len(), most: self.groups });
        }
        let (shortest, longest) = (self.shortest, self.longest);
        if let Some(entry) = book.entries().iter().find(|e| !(shortest..=longest).contains(&e.word.length)) {
            return Err(OutsideError::Length {
                what: entry.coded,
                length: entry.word.length,
                shortest,
                longest,
            });
        }
        let last = book.longest_codeword();
        if let Some(escape) = book.escape().map(u32::from).filter(|&escape| escape != last) {
            return Err(OutsideError::EscapeNotLast { escape, longest: last });
        }
        let share = |length: u32| 1u32 << (u32::from(MAX_LENGTH) - length);
        let sum: u32 = book.entries().iter().map(|entry| share(entry.word.length)).sum();
        let left_out = if self.escapes() { 0 } else { share(last) };
        if sum != share(0) && sum + left_out != share(0) {
            return Err(OutsideError::Incomplete { sum });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Element {
        Element::named(name).unwrap()
    }

    fn bf16() -> Envelope {
        Envelope::new(named("bf16"), 2, 8, 32, None).unwrap()
    }

    fn refused(shortest: u64, longest: u64, symbols: u64, groups: Option<u64>) -> (&'static str, String) {
        let error = Envelope::new(named("bf16"), shortest, longest, symbols, groups).unwrap_err();
        (error.key(), error.to_string())
    }

    #[test]
    fn an_envelope_has_bits_of_elements() {
        assert_eq!((bf16().shortest_element(), bf16().longest_element(), bf16().groups()), (10, 24, 8));
        let all = Envelope::new(Element::custom(1, 8, 6, 2).unwrap(), 2, 8, 32, None).unwrap();
        assert!(!all.escapes());
        assert_eq!((all.shortest_element(), all.longest_element()), (5, 11));
    }

    #[test]
    fn what_no_code_can_be_made_of_is_refused() {
        for (asked, key, text) in [
            ((1, 16, 32, None), "longest", "16: use 1 to 15"),
            ((1, 0, 32, None), "longest", "0: use 1 to 15"),
            ((9, 8, 32, None), "shortest", "9: use 1 to `longest`, which is 8"),
            ((0, 8, 32, None), "shortest", "0: use 1"),
            ((2, 8, 33, None), "symbols", "33: use a power of two from 4 to 128, or all 256"),
            ((2, 8, 512, None), "symbols", "512: use"),
            ((2, 8, 2, None), "symbols", "2: use"),
            ((2, 8, 32, Some(4)), "groups", "4: use a power of two from 8 to 64"),
            ((2, 8, 32, Some(128)), "groups", "128: use"),
            ((6, 8, 32, None), "shortest", "6: a complete code without a shorter codeword has 64"),
        ] {
            let (shortest, longest, symbols, groups) = asked;
            let (found, message) = refused(shortest, longest, symbols, groups);
            assert!(found == key && message.starts_with(text), "{asked:?}: {found}: {message}");
        }
        // As many as registers hold, of an alphabet that has more.
        let m1 = named("bf16_m1");
        assert!(Envelope::new(m1, 2, 12, 256, None).is_ok());
        let message = Envelope::new(m1, 3, 15, 512, None).unwrap_err().to_string();
        assert!(message.starts_with("512: use a power of two from 4 to 256: the registers"), "{message}");
        let e6 = Element::custom(1, 8, 6, 2).unwrap();
        assert_eq!(Envelope::new(e6, 1, 4, 32, None).unwrap_err().key(), "longest");
        let e2 = Element::custom(1, 2, 1, 0).unwrap();
        let message = Envelope::new(e2, 1, 2, 4, None).unwrap_err().to_string();
        assert!(
            message.contains("an element of 2 bits at most") && message.ends_with("use 3 bits or more"),
            "{message}"
        );
        let e4 = Element::custom(1, 4, 3, 0).unwrap();
        let message = Envelope::new(e4, 1, 3, 8, None).unwrap_err().to_string();
        assert!(
            message.contains("an element of 7 bits at most") && message.ends_with("use 4 bits or more"),
            "{message}"
        );
        // 0, 10, 110, 1110, 11110 and an escape of 11111: elements of 3 bits have one symbol too many for 4 and an escape.
        let e3 = Element::custom(1, 3, 2, 0).unwrap();
        for (element, shortest) in [(e3, 1), (e3, 2), (e4, 2)] {
            let error = Envelope::new(element, shortest, 8, 4, None).unwrap_err();
            assert!(error.key() == "symbols" && error.to_string().starts_with("4: an escape of "), "{error}");
        }
        assert!(Envelope::new(e4, 1, 8, 4, None).is_ok());
    }

    #[test]
    fn a_slot_holds_complete_codes_whose_escape_is_last() {
        let code = |lengths: &[(usize, u8)], escape: Option<u8>| {
            let mut all = vec![0; 256];
            lengths.iter().for_each(|&(symbol, length)| all[symbol] = length);
            bf16().holds(&Codebook::new(named("bf16"), 16, &all, escape).unwrap())
        };
        assert_eq!(code(&[(118, 2), (119, 2), (120, 2)], Some(2)), Ok(()));
        assert_eq!(code(&[(0, 2), (119, 2), (120, 2), (255, 3)], Some(3)), Ok(()));
        let short = OutsideError::Length { what: Coded::Symbol(118), length: 1, shortest: 2, longest: 8 };
        assert_eq!(code(&[(118, 1)], Some(1)), Err(short));
        let long = OutsideError::Length { what: Coded::Escape, length: 9, shortest: 2, longest: 8 };
        assert_eq!(code(&[(118, 2)], Some(9)), Err(long));
        assert_eq!(code(&[(118, 2), (119, 2)], Some(2)), Err(OutsideError::Incomplete { sum: 3 << 14 }));
        let early = OutsideError::EscapeNotLast { escape: 2, longest: 3 };
        assert_eq!(code(&[(1, 2), (2, 2), (3, 3), (4, 3)], Some(2)), Err(early));
        let many: Vec<(usize, u8)> = (0..33).map(|symbol| (symbol, 6)).collect();
        assert_eq!(code(&many, Some(6)), Err(OutsideError::Symbols { count: 33, most: 32 }));
        let apart: Vec<(usize, u8)> = (0..9).map(|number| (8 * number, 6)).collect();
        assert_eq!(code(&apart, Some(6)), Err(OutsideError::Groups { count: 9, most: 8 }));
        let fp32 = Codebook::raw(named("fp32"));
        assert!(matches!(bf16().holds(&fp32), Err(OutsideError::Element { .. })));
    }

    #[test]
    fn where_every_symbol_has_a_codeword_all_ones_may_be_left_out() {
        let e2 = Element::custom(1, 2, 1, 0).unwrap();
        let envelope = Envelope::new(e2, 1, 4, 4, None).unwrap();
        let holds = |lengths: &[u8], escape| envelope.holds(&Codebook::new(e2, 4, lengths, escape).unwrap());
        assert_eq!(holds(&[1, 2, 3, 4], None), Ok(()));
        assert_eq!(holds(&[2, 2, 3, 3], None), Err(OutsideError::Incomplete { sum: 3 << 14 }));
        assert_eq!(holds(&[1, 2, 0, 0], Some(4)), Err(OutsideError::Escape { missing: 2, alphabet: 4 }));
    }
}
