//! What both decoders are made of: the code as tables.

use super::text::{Lit, Range, Reset, Row, plural, rows};
use crate::codebook::{Class, Codebook, Coded};
use crate::config::Design;
use crate::element::Element;
use askama::Template;

/// Clocks from an input beat to the first element.
pub fn latency(design: &Design) -> usize {
    // The serial decoder's feed and window, or the parallel one's lookahead and window; the output's register.
    design.decoder.pipeline.cuts() + 3
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

/// The code as the tables of a module.
pub struct Code {
    element_range: Range,
    range: Range,
    symbol_range: Range,
    raw_range: Range,
    element_bits: u32,
    code_bits: u32,
    symbol_bits: u32,
    raw_bits: u32,
    classes: usize,
    hole: bool,
    hole_bit: u8,
    from: Vec<Row>,
    from_hole: Vec<Row>,
    bits: Vec<Row>,
    ends: Vec<Row>,
    runs: usize,
    run_from: Vec<Row>,
    run_add: Vec<Row>,
}

impl Code {
    fn of(book: &Codebook) -> Self {
        let element = book.element();
        let width = book.longest_codeword();
        let classes = book.classes();
        let from: Vec<(u32, String)> =
            classes.iter().map(|class| (class.from(width), describe(class))).collect();
        let hole = hole(book).map(|first| (first, "unassigned".to_owned()));
        let aligned = |(value, comment): &(u32, String)| (Lit::bin(width, *value), comment.clone());
        let of_class = |width: u32, bits: fn(&Class, Element) -> u32| {
            rows(classes.iter().map(|class| (Lit::dec(width, bits(class, element)), describe(class))))
        };
        let runs = runs(book);
        Self {
            element_range: Range(book.longest_element()),
            range: Range(width),
            symbol_range: Range(element.symbol_bits()),
            raw_range: Range(element.raw_bits() + 1),
            element_bits: book.longest_element(),
            code_bits: width,
            symbol_bits: element.symbol_bits(),
            raw_bits: element.raw_bits(),
            classes: classes.len(),
            hole: hole.is_some(),
            hole_bit: u8::from(hole.is_some()),
            from: rows(from.iter().map(aligned)),
            from_hole: rows(from.iter().chain(&hole).map(aligned).collect::<Vec<_>>().into_iter()),
            bits: of_class(16, |class, _| class.element_bits),
            ends: of_class(8, |class, element| class.element_bits - element.raw_bits()),
            runs: runs.len(),
            run_from: rows(runs.iter().map(|run| (Lit::bin(width, run.from), run.comment.clone()))),
            run_add: rows(runs.iter().map(|run| (Lit::hex(element.symbol_bits(), run.add), String::new()))),
        }
    }
}

/// The first unassigned codeword, left-aligned in as many bits as the longest codeword has; `None` where the
/// code is complete.
pub fn hole(book: &Codebook) -> Option<u32> {
    let width = book.longest_codeword();
    let end = book.classes().last().map_or(0, |class| class.to(width));
    (end < 1 << width).then_some(end)
}

/// The serial decoder's loop.
#[derive(Template)]
#[template(path = "dec_window.v")]
pub struct Window<'a> {
    p: &'a str,
    rst: Reset,
    code: Code,
}

impl<'a> Window<'a> {
    pub fn of(design: &'a Design) -> Self {
        let Design { name, reset, codebooks, .. } = design;
        Self { p: name, rst: Reset::of(*reset), code: Code::of(&codebooks[0]) }
    }
}

/// The parallel decoder's length function.
#[derive(Template)]
#[template(path = "dec_length.v")]
pub struct Length<'a> {
    p: &'a str,
    code: Code,
}

impl<'a> Length<'a> {
    pub fn of(design: &'a Design) -> Self {
        Self { p: &design.name, code: Code::of(&design.codebooks[0]) }
    }
}

/// The symbol behind a codeword, in both decoders.
#[derive(Template)]
#[template(path = "dec_symbol.v")]
pub struct Symbol<'a> {
    p: &'a str,
    code: Code,
}

impl<'a> Symbol<'a> {
    pub fn of(design: &'a Design) -> Self {
        Self { p: &design.name, code: Code::of(&design.codebooks[0]) }
    }
}

/// An element's significant bits, as a concatenation of `symbol` and `raw` (whose lowest bit is none).
pub fn value(element: Element) -> String {
    let (raw, low) = (element.raw_bits(), element.low());
    let mut parts = Vec::new();
    if raw > low {
        parts.push(format!("raw[{raw}:{}]", low + 1));
    }
    parts.push("symbol".to_owned());
    if low > 0 {
        parts.push(format!("raw[{low}:1]"));
    }
    concatenation(parts)
}

/// An element in its container, zeros above its significant bits.
pub fn contained(element: Element, value: String) -> String {
    let above = element.bytes() as u32 * 8 - element.bits();
    let zeros = (above > 0).then(|| Lit::dec(above, 0u32).to_string());
    concatenation(zeros.into_iter().chain([value]).collect())
}

fn concatenation(mut parts: Vec<String>) -> String {
    match parts.len() {
        1 => parts.remove(0),
        _ => format!("{{{}}}", parts.join(", ")),
    }
}
