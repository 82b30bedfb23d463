//! The serial decoder's views.

use super::text::{Lit, Range, Reset, Row, plural, rows};
use crate::codebook::{Class, Codebook, Coded};
use crate::config::Design;
use crate::element::Element;
use askama::Template;

/// Clocks from an input beat to the first element: the feed's register, the window's, the output's.
pub fn latency(design: &Design) -> usize {
    design.decoder.pipeline.cuts() + 3
}

/// Bytes that the window takes at a time: the smallest part of a bus word that holds the longest element,
/// so that one element a clock never empties the window.
fn chunk_bytes(design: &Design) -> usize {
    let longest = design.codebooks[0].longest_element() as usize;
    let in_bytes = design.decoder.in_bytes;
    (1..in_bytes).find(|&part| in_bytes.is_multiple_of(part) && 8 * part >= longest).unwrap_or(in_bytes)
}

/// Consecutive codewords of one length whose symbols are consecutive: symbol = codeword + `add`.
struct Run {
    from: u32,
    add: u32,
    comment: String,
}

fn runs(book: &Codebook) -> Vec<Run> {
    let width = book.longest_codeword();
    let alphabet = book.element().alphabet() as u32;
    let mut runs: Vec<Run> = Vec::new();
    let mut before = None;
    for entry in book.entries() {
        let (add, comment) = match entry.coded {
            // Codewords are longer or shorter than symbols: the sum is taken modulo the alphabet.
            Coded::Symbol(symbol) => {
                let add = (u32::from(symbol) + alphabet - entry.word.bits % alphabet) % alphabet;
                (add, format!("{} is symbol {symbol}", entry.word))
            }
            Coded::Escape => (0, format!("{} is the escape", entry.word)),
        };
        let escape = entry.coded == Coded::Escape;
        if before != Some((entry.word.length, escape, add)) {
            runs.push(Run { from: entry.word.left_aligned(width), add, comment });
        }
        before = Some((entry.word.length, escape, add));
    }
    runs
}

fn describe(class: &Class) -> String {
    let (length, first) = (class.first.length, class.first);
    let bits = plural(length as usize);
    match class.escape {
        true => format!("{length} bit{bits}: the escape {first}"),
        false => {
            let codewords = plural(class.count as usize);
            format!("{length} bit{bits}: {} codeword{codewords} from {first}", class.count)
        }
    }
}

/// The top module.
#[derive(Template)]
#[template(path = "decoder.v")]
pub struct Top<'a> {
    p: &'a str,
    rst: Reset,
    element: Element,
    digest: String,
    in_bytes: usize,
    in_plural: &'static str,
    latency: usize,
    pipeline: String,
    in_range: Range,
    in_keep_range: Range,
    out_range: Range,
    out_keep_range: Range,
    in_bits: usize,
    container: usize,
    symbol_bits: u32,
    raw_bits: u32,
    code_bits: u32,
    element_bits: u32,
    chunk_bits: usize,
    classes: Vec<Class>,
    hole: bool,
    hole_bit: u8,
    from: Vec<Row>,
    bits: Vec<Row>,
    ends: Vec<Row>,
    runs: usize,
    run_from: Vec<Row>,
    run_add: Vec<Row>,
    cut_element: u8,
    cut_lookup: u8,
    value: String,
}

impl<'a> Top<'a> {
    pub fn of(design: &'a Design) -> Self {
        let book = &design.codebooks[0];
        let element = design.element;
        let in_bytes = design.decoder.in_bytes;
        let code_bits = book.longest_codeword();
        let classes = book.classes();
        let end = classes.last().map_or(0, |class| class.to(code_bits));
        let hole = end < 1 << code_bits;
        let mut from: Vec<(Lit, String)> = classes
            .iter()
            .map(|class| (Lit::bin(code_bits, class.from(code_bits)), describe(class)))
            .collect();
        if hole {
            from.push((Lit::bin(code_bits, end), "unassigned".to_owned()));
        }
        let bits = classes.iter().map(|class| (Lit::dec(16, class.element_bits), describe(class)));
        let ends = classes
            .iter()
            .map(|class| (Lit::dec(8, class.element_bits - element.raw_bits()), describe(class)));
        let runs = runs(book);
        let cut = |level: &str| u8::from(design.decoder.pipeline.cut(level));
        let bits = rows(bits);
        let ends = rows(ends);
        Self {
            p: &design.name,
            rst: Reset::of(design.reset),
            element,
            digest: book.digest().to_string(),
            in_bytes,
            in_plural: plural(in_bytes),
            latency: latency(design),
            pipeline: design.decoder.pipeline.name(),
            in_range: Range(in_bytes as u32 * 8),
            in_keep_range: Range(in_bytes as u32),
            out_range: Range(element.bytes() as u32 * 8),
            out_keep_range: Range(element.bytes() as u32),
            in_bits: in_bytes * 8,
            container: element.bytes() * 8,
            symbol_bits: element.symbol_bits(),
            raw_bits: element.raw_bits(),
            code_bits,
            element_bits: book.longest_element(),
            chunk_bits: chunk_bytes(design) * 8,
            classes,
            hole,
            hole_bit: u8::from(hole),
            from: rows(from.into_iter()),
            bits,
            ends,
            runs: runs.len(),
            run_from: rows(runs.iter().map(|run| (Lit::bin(code_bits, run.from), run.comment.clone()))),
            run_add: rows(runs.iter().map(|run| (Lit::hex(element.symbol_bits(), run.add), String::new()))),
            cut_element: cut("element"),
            cut_lookup: cut("lookup"),
            value: value(element),
        }
    }
}

/// The element in its container, as a concatenation of `symbol` and `raw` (whose lowest bit is none).
fn value(element: Element) -> String {
    let container = element.bytes() as u32 * 8;
    let (raw, low) = (element.raw_bits(), element.low());
    let mut parts = Vec::new();
    if container > element.bits() {
        parts.push(Lit::dec(container - element.bits(), 0u32).to_string());
    }
    if raw > low {
        parts.push(format!("raw[{raw}:{}]", low + 1));
    }
    parts.push("symbol".to_owned());
    if low > 0 {
        parts.push(format!("raw[{low}:1]"));
    }
    match parts.len() {
        1 => parts.remove(0),
        _ => format!("{{{}}}", parts.join(", ")),
    }
}
