//! The serial decoder's top.

use super::decoder::{Head, contained, latency, value};
use super::text::{self, Range, Reset, plural};
use crate::design::{Design, Level};
use crate::element::Element;
use askama::Template;

/// Bytes that the window takes at a time: the smallest part of a bus word that holds the longest element,
/// so that one element a clock never empties the window.
fn chunk_bytes(design: &Design) -> usize {
    let longest = design.books().longest_element() as usize;
    let in_bytes = design.decoder().in_bytes();
    (1..in_bytes).find(|&part| in_bytes.is_multiple_of(part) && 8 * part >= longest).unwrap_or(in_bytes)
}

/// The top module.
#[derive(Template)]
#[template(path = "decoder/serial.v")]
pub struct Top<'a> {
    p: &'a str,
    rst: Reset,
    head: Head,
    element: Element,
    digest: String,
    in_bytes: usize,
    in_plural: &'static str,
    latency: usize,
    pipeline: String,
    ports: String,
    in_keep_range: Range,
    in_bits: usize,
    container: usize,
    symbol_bits: u32,
    raw_bits: u32,
    element_bits: u32,
    chunk_bits: usize,
    cut_element: u8,
    cut_lookup: u8,
    value: String,
}

impl<'a> Top<'a> {
    pub fn of(design: &'a Design) -> Self {
        let books = design.books();
        let element = design.element();
        let in_bytes = design.decoder().in_bytes();
        let cut = |level: Level| u8::from(design.decoder().pipeline().cut(level));
        Self {
            p: design.name(),
            rst: Reset::of(design.reset()),
            head: Head::of(books),
            element,
            digest: books.digest().to_string(),
            in_bytes,
            in_plural: plural(in_bytes),
            latency: latency(design),
            pipeline: design.decoder().pipeline().name(),
            ports: text::ports(&design.decoder_ports()),
            in_keep_range: Range(in_bytes as u32),
            in_bits: in_bytes * 8,
            container: element.bytes() * 8,
            symbol_bits: element.symbol_bits(),
            raw_bits: element.raw_bits(),
            element_bits: books.longest_element(),
            chunk_bits: chunk_bytes(design) * 8,
            cut_element: cut(Level::Element),
            cut_lookup: cut(Level::Lookup),
            value: contained(element, value(element)),
        }
    }
}
