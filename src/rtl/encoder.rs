//! The encoder's views.

use super::text::{Lit, Range, Reset, bits_for, plural};
use crate::codebook::Codebook;
use crate::config::Design;
use crate::element::Element;
use askama::Template;

/// Bits of the longest codeword, an escaped symbol included.
fn code_bits(book: &Codebook) -> u32 {
    book.longest_element() - book.element().raw_bits()
}

/// Clocks from an input beat to the first output beat of a packet that ends with it.
pub fn latency(design: &Design) -> usize {
    design.encoder.pipeline.cuts() + 1
}

/// Bits packed at a time: the output word, doubled until it holds the longest beat.
pub fn word_bits(design: &Design) -> u32 {
    let longest = design.encoder.lanes as u32 * design.codebooks[0].longest_element();
    let mut word = design.encoder.out_bytes as u32 * 8;
    while word < longest {
        word *= 2;
    }
    word
}

/// What is sent for a symbol.
pub struct Sent {
    symbol: Lit,
    code: String,
    len: Lit,
}

/// What is sent for an escaped one.
pub struct Escape {
    word: String,
    code: String,
    len: Lit,
}

/// The table's module.
#[derive(Template)]
#[template(path = "enc_table.v")]
pub struct Table<'a> {
    p: &'a str,
    symbol_range: Range,
    code_range: Range,
    len_range: Range,
    rows: Vec<Sent>,
    last: Sent,
    escape: Option<Escape>,
}

impl<'a> Table<'a> {
    pub fn of(design: &'a Design) -> Self {
        let book = &design.codebooks[0];
        let symbol_bits = book.element().symbol_bits();
        let code_bits = code_bits(book);
        let len_bits = bits_for(code_bits);
        let padding = |bits: u32| match code_bits - bits {
            0 => String::new(),
            left => format!(", {left}'d0"),
        };
        let mut rows: Vec<Sent> = (0..=255u8)
            .take(book.element().alphabet())
            .filter_map(|symbol| book.codeword(symbol).map(|word| (symbol, word)))
            .map(|(symbol, word)| Sent {
                symbol: Lit::hex(symbol_bits, symbol),
                code: Lit::bin(code_bits, word.left_aligned(code_bits)).to_string(),
                len: Lit::dec(len_bits, word.length),
            })
            .collect();
        let escape = book.escape_codeword().map(|word| {
            let bits = word.length + symbol_bits;
            let code = format!("{{{}, symbol{}}}", Lit::bin(word.length, word.bits), padding(bits));
            Escape { word: word.to_string(), code, len: Lit::dec(len_bits, bits) }
        });
        let nothing =
            || Sent { symbol: Lit::hex(symbol_bits, 0u32), code: String::new(), len: Lit::dec(1, 0u32) };
        // A case has a default: where there is no escape, the last symbol is it.
        let last = if escape.is_none() { rows.pop().unwrap_or_else(nothing) } else { nothing() };
        Self {
            p: &design.name,
            symbol_range: Range(symbol_bits),
            code_range: Range(code_bits),
            len_range: Range(len_bits),
            rows,
            last,
            escape,
        }
    }
}

/// Registers per level, as 0 or 1.
struct Cuts {
    input: u8,
    table: u8,
    raw: u8,
    merge: String,
    shift: u8,
    rotate: u8,
}

/// The top module.
#[derive(Template)]
#[template(path = "encoder.v")]
pub struct Top<'a> {
    p: &'a str,
    rst: Reset,
    element: Element,
    digest: String,
    lanes: usize,
    plural: &'static str,
    out_bytes: usize,
    out_plural: &'static str,
    latency: usize,
    latency_plural: &'static str,
    pipeline: String,
    in_range: Range,
    in_keep_range: Range,
    out_range: Range,
    out_keep_range: Range,
    levels: u32,
    container: usize,
    symbol_bits: u32,
    has_raw: bool,
    raw_bits: u32,
    raw_len: Lit,
    raw_above: Option<u32>,
    high: u32,
    low: u32,
    code_bits: u32,
    element_bits: u32,
    out_bits: usize,
    word_bits: u32,
    cut: Cuts,
    elements: &'static str,
    elements_bits: &'static str,
}

impl<'a> Top<'a> {
    pub fn of(design: &'a Design) -> Self {
        let book = &design.codebooks[0];
        let element = design.element;
        let encoder = &design.encoder;
        let levels = encoder.lanes.trailing_zeros();
        let in_bytes = (encoder.lanes * element.bytes()) as u32;
        let has_raw = element.raw_bits() > 0;
        let cut = |level: &str| u8::from(encoder.pipeline.cut(level));
        let merges = (1..=levels).rev().map(|k| char::from(b'0' + cut(&format!("merge{k}"))));
        let above = element.bits() - 1 - element.high();
        Self {
            p: &design.name,
            rst: Reset::of(design.reset),
            element,
            digest: book.digest().to_string(),
            lanes: encoder.lanes,
            plural: plural(encoder.lanes),
            out_bytes: encoder.out_bytes,
            out_plural: plural(encoder.out_bytes),
            latency: latency(design),
            latency_plural: plural(latency(design)),
            pipeline: encoder.pipeline.name(),
            in_range: Range(in_bytes * 8),
            in_keep_range: Range(in_bytes),
            out_range: Range(encoder.out_bytes as u32 * 8),
            out_keep_range: Range(encoder.out_bytes as u32),
            levels,
            container: element.bytes() * 8,
            symbol_bits: element.symbol_bits(),
            has_raw,
            raw_bits: element.raw_bits(),
            raw_len: Lit::dec(bits_for(book.longest_element()), element.raw_bits()),
            raw_above: (above > 0).then_some(above),
            high: element.high(),
            low: element.low(),
            code_bits: code_bits(book),
            element_bits: book.longest_element(),
            out_bits: encoder.out_bytes * 8,
            word_bits: word_bits(design),
            cut: Cuts {
                input: cut("input"),
                table: cut("table"),
                raw: cut("raw"),
                merge: format!("{}'b{}0", levels + 1, merges.collect::<String>()),
                shift: cut("shift"),
                rotate: cut("rotate"),
            },
            elements: if has_raw { "raw" } else { "table" },
            elements_bits: if has_raw { "element" } else { "code" },
        }
    }

    /// Whether a word is more than one output beat.
    pub fn splits(&self) -> bool {
        self.word_bits as usize > self.out_bits
    }
}
