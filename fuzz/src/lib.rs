//! What the fuzz targets share.

use huffwire::codebook::{Books, Codebook};
use huffwire::element::{Element, NAMED};

/// A codebook of any bytes: of a named element format or one of two custom ones; of the lengths, as many as Kraft's sum has
/// room for. `None` where padding could be read as an element.
pub fn book(format: u8, escape: u8, lengths: &[u8]) -> Option<Codebook> {
    let odd = Element::custom(1, 7, 4, 2).expect("a field in a byte");
    let wide = Element::custom(4, 32, 17, 17).expect("a field in four bytes");
    let formats = [&NAMED[..], &[odd, wide]].concat();
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

/// One to four books of any bytes, the same lengths shifted along the alphabet, with or without the raw book and blocks.
pub fn books(format: u8, escape: u8, lengths: &[u8], design: u8) -> Option<Books> {
    let mut lengths = lengths.to_vec();
    let mut books = Vec::new();
    for _ in 0..=design >> 2 & 3 {
        books.push(book(format, escape, &lengths)?);
        lengths.insert(0, 0);
    }
    Some(Books::new(books, design & 1 == 1, design & 2 == 2).expect("a few books of one element"))
}
