//! What the fuzz targets share.

use huffwire::codebook::{Books, Check, Codebook};
use huffwire::codec::{Base, Choice};
use huffwire::element::{Element, NAMED};
use std::num::NonZeroUsize;

/// A codebook of any bytes: of a named element format or one of four custom ones; of the lengths, as many as Kraft's sum has
/// room for. `None` where padding could be read as an element.
pub fn book(format: u8, escape: u8, lengths: &[u8]) -> Option<Codebook> {
    let odd = Element::custom(1, 7, 4, 2).expect("a field in a byte");
    let wide = Element::custom(4, 32, 17, 17).expect("a field in four bytes");
    let exponent = |element: Element, bits| element.with_exponent(bits).expect("bits of the symbol");
    let small = exponent(Element::custom(1, 4, 2, 0).expect("a field in a byte"), 2);
    let ten = exponent(Element::custom(4, 30, 25, 16).expect("a field in four bytes"), 7);
    let formats = [&NAMED[..], &[odd, wide, small, ten]].concat();
    let element = formats[usize::from(format) % formats.len()];
    let escape = escape % 16 + 1;
    let mut room = (1u32 << 16) - (1 << (16 - escape));
    let mut fitting = vec![0; element.alphabet()];
    for (slot, length) in fitting.iter_mut().zip(lengths) {
        let length = length % 17;
        if length != 0
            && let Some(less) = room.checked_sub(1 << (16 - length))
        {
            room = less;
            *slot = length;
        }
    }
    let escape = fitting.contains(&0).then_some(escape);
    Codebook::new(element, 16, &fitting, escape).ok()
}

/// One to four books of any bytes, the same lengths shifted along the alphabet, with or without the raw book, blocks, a base
/// where there is an exponent, and a check.
pub fn books(format: u8, escape: u8, lengths: &[u8], design: u16) -> Option<Books> {
    let mut lengths = lengths.to_vec();
    let mut books = Vec::new();
    for _ in 0..=design >> 2 & 3 {
        books.push(book(format, escape, &lengths)?);
        lengths.insert(0, 0);
    }
    let base = design & 0x100 != 0 && books[0].element().exponent_bits() > 0;
    let check = [None, None, Some(Check::Crc16), Some(Check::Crc32)][usize::from(design >> 9 & 3)];
    let books = Books::new(books, design & 1 == 1, design & 2 == 2).expect("a few books of one element");
    Some(books.with_base(base).expect("an element with exponent").with_check(check))
}

/// How packets become frames by these books: blocks of up to 15 elements where they have them, every rule for the base.
pub fn choice(books: &Books, design: u16) -> Choice {
    let block = NonZeroUsize::new(usize::from(design >> 4 & 15)).filter(|_| books.blocks());
    let base = match design >> 11 {
        rule if rule & 3 == 0 => Base::Own,
        rule if rule & 3 == 1 => Base::Previous(rule >> 2),
        rule => Base::Given(rule << 3),
    };
    block.map_or(Choice::smallest(), Choice::blocks).with_base(base)
}
