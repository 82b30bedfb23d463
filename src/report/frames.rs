//! What encoding or decoding a file came to.

use crate::codec::file::Totals;
use crate::element::Element;
use crate::words::{self, counted, decimals};

/// `1 frame of 17 bytes`.
pub fn size(totals: &Totals) -> String {
    format!("{} of {}", counted(totals.frames, "frame"), counted(totals.frame_bytes, "byte"))
}

/// How many frames each book has, where there are several; a line of its own. `name` is that of an index.
pub fn by_index<'a>(totals: &Totals, name: impl Fn(usize) -> &'a str) -> String {
    let counts = totals.by_index.iter().enumerate();
    match totals.by_index.len() {
        1 => String::new(),
        _ => {
            let counts = counts.map(|(index, frames)| format!("{} {frames}", name(index)));
            format!("\nframes by codebook: {}", words::list(counts))
        }
    }
}

/// What the frames save, in the words of the summary; nothing where there are no elements.
pub fn saving(totals: &Totals, element: Element) -> String {
    if totals.bytes == 0 {
        return String::new();
    }
    let saved = |bits: u32| {
        let bytes = totals.bytes as f64 * f64::from(bits) / (8 * element.bytes()) as f64;
        decimals(words::saved(totals.frame_bytes as f64, bytes), 2)
    };
    let container = 8 * element.bytes() as u32;
    match element.bits() {
        bits if bits == container => format!(", {} % saved", saved(bits)),
        bits => {
            let (own, whole) = (saved(bits), saved(container));
            format!(", {own} % saved of the {bits} significant bits and {whole} % of the {container}")
        }
    }
}
