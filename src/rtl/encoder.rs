//! The encoder's views.

use super::text::{Lit, Range, Reset, bits_for, plural};
use crate::codebook::{Books, Codebook};
use crate::design::counters::COUNTER_BITS;
use crate::design::{Design, Level, Select};
use crate::element::Element;
use askama::Template;

/// Clocks that a beat spends on its way through the choice of its block's codebook: size, sum, total, decision, and
/// the reading of the block's memory.
const CHOICE: usize = 5;
/// The smallest ring that holds blocks, as a power of two of beats: two short blocks and the clocks of the choice.
const SMALLEST_RING: u32 = 5;

/// Bits of the longest codeword of any book, an escaped symbol included.
fn code_bits(books: &Books) -> u32 {
    books.longest_element() - books.element().raw_bits()
}

/// Clocks from an input beat to the first output beat of a packet of that beat.
pub fn latency(design: &Design) -> usize {
    let choice = if design.encoder().select() == Some(Select::Smallest) { CHOICE } else { 0 };
    choice + design.encoder().pipeline().cuts() + 1
}

/// Bits packed at a time: the output word, doubled until it holds the header and the longest beat.
pub fn word_bits(design: &Design) -> u32 {
    let books = design.books();
    let longest = books.header_bits() + design.encoder().lanes() as u32 * books.longest_element();
    let mut word = design.encoder().out_bytes() as u32 * 8;
    while word < longest {
        word *= 2;
    }
    word
}

/// What is sent for a symbol.
pub struct Sent {
    symbol: String,
    code: String,
    len: Lit,
}

/// What is sent for an escaped one.
pub struct Escape {
    word: String,
    code: String,
    len: Lit,
}

/// How wide the table's words are.
#[derive(Clone, Copy)]
struct Widths {
    symbol: u32,
    code: u32,
    len: u32,
}

impl Widths {
    fn of(books: &Books) -> Self {
        let code = code_bits(books);
        Self { symbol: books.element().symbol_bits(), code, len: bits_for(code) }
    }

    /// A symbol behind these bits, left-aligned, as the table's expression.
    fn behind(self, before: &str, bits: u32) -> String {
        let padding = match self.code - bits {
            0 => String::new(),
            left => format!(", {left}'d0"),
        };
        format!("{{{before}symbol{padding}}}")
    }

    /// Every symbol of a book that has a codeword; `key` is what the case compares.
    fn rows(self, book: &Codebook, key: impl Fn(Lit) -> String) -> Vec<Sent> {
        (0..=255u8)
            .take(book.element().alphabet())
            .filter_map(|symbol| book.codeword(symbol).map(|word| (symbol, word)))
            .map(|(symbol, word)| Sent {
                symbol: key(Lit::hex(self.symbol, symbol)),
                code: Lit::bin(self.code, word.left_aligned(self.code)).to_string(),
                len: Lit::dec(self.len, word.length),
            })
            .collect()
    }

    fn escape(self, book: &Codebook) -> Option<Escape> {
        book.escape_codeword().map(|word| {
            let bits = word.length + self.symbol;
            let code = self.behind(&format!("{}, ", Lit::bin(word.length, word.bits)), bits);
            Escape { word: word.to_string(), code, len: Lit::dec(self.len, bits) }
        })
    }
}

/// The table's module of a design with one codebook.
#[derive(Template)]
#[template(path = "encoder/table.v")]
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
        let book = &design.books().books()[0];
        let widths = Widths::of(design.books());
        let mut rows = widths.rows(book, |symbol| symbol.to_string());
        let escape = widths.escape(book);
        let nothing = || Sent { symbol: String::new(), code: String::new(), len: Lit::dec(1, 0u32) };
        // A case has a default: where there is no escape, the last symbol is it.
        let last = if escape.is_none() { rows.pop().unwrap_or_else(nothing) } else { nothing() };
        Self {
            p: design.name(),
            symbol_range: Range(widths.symbol),
            code_range: Range(widths.code),
            len_range: Range(widths.len),
            rows,
            last,
            escape,
        }
    }
}

/// A codebook in the table of several.
struct Book<'a> {
    number: usize,
    file: &'a str,
    index: Lit,
    rows: Vec<Sent>,
    escape: Option<Escape>,
}

/// The raw book in the same table.
struct RawBook {
    index: Lit,
    code: String,
    len: String,
}

/// What the raw book sends for a symbol: its width, and 1 more for the last where elements are shorter than a byte.
/// That one's codeword ends in a zero, so it too is the symbol, left-aligned.
fn raw_len(book: &Codebook, len: u32) -> String {
    let width = book.element().symbol_bits();
    match book.longest_codeword() - width {
        0 => Lit::dec(len, width).to_string(),
        _ if len == 1 => format!("{} | (&symbol)", Lit::dec(len, width)),
        _ => format!("{} + {{{}'d0, &symbol}}", Lit::dec(len, width), len - 1),
    }
}

/// The table's module of a design with several codebooks.
#[derive(Template)]
#[template(path = "encoder/books.v")]
pub struct BooksTable<'a> {
    p: &'a str,
    index_range: Range,
    symbol_range: Range,
    code_range: Range,
    len_range: Range,
    key: String,
    books: Vec<Book<'a>>,
    no_code: Lit,
    no_len: Lit,
    raw: Option<RawBook>,
    others: bool,
}

impl<'a> BooksTable<'a> {
    pub fn of(design: &'a Design) -> Self {
        let all = design.books();
        let widths = Widths::of(all);
        let index_bits = all.index_bits();
        // The raw book has no rows, so its index may be one that needs a bit more.
        let row_bits = bits_for(all.books().len() as u32 - 1);
        let books: Vec<Book> = all
            .books()
            .iter()
            .zip(design.codebook_files())
            .enumerate()
            .map(|(number, (book, file))| Book {
                number,
                file,
                index: Lit::dec(index_bits, number as u64),
                rows: widths.rows(book, |symbol| match row_bits {
                    0 => symbol.to_string(),
                    bits => format!("{{{symbol}, {}}}", Lit::dec(bits, number as u64)),
                }),
                escape: widths.escape(book),
            })
            .collect();
        let key = match row_bits {
            0 => "symbol".to_owned(),
            bits if bits == index_bits => "{symbol, index}".to_owned(),
            bits => format!("{{symbol, index[{}:0]}}", bits - 1),
        };
        let raw = all.raw().then(|| RawBook {
            index: Lit::dec(index_bits, all.books().len() as u64),
            code: widths.behind("", widths.symbol),
            len: raw_len(&Codebook::raw(all.element()), widths.len),
        });
        Self {
            p: design.name(),
            index_range: Range(index_bits),
            symbol_range: Range(widths.symbol),
            code_range: Range(widths.code),
            len_range: Range(widths.len),
            key,
            no_code: Lit::dec(widths.code, 0u32),
            no_len: Lit::dec(widths.len, 0u32),
            others: raw.is_some() || books.iter().any(|book| book.escape.is_some()),
            books,
            raw,
        }
    }
}

/// Symbols of one size, as many as a line holds.
struct Sizes {
    symbols: String,
    len: Lit,
}

/// A codebook in the table of sizes.
struct SizeBook<'a> {
    number: usize,
    file: &'a str,
    rows: Vec<Sizes>,
    other: String,
}

/// The module of a symbol's sizes under every codebook.
#[derive(Template)]
#[template(path = "encoder/size.v")]
pub struct SizeTable<'a> {
    p: &'a str,
    symbol_range: Range,
    len_range: Range,
    sizes_range: Range,
    books: Vec<SizeBook<'a>>,
    sizes: String,
}

impl<'a> SizeTable<'a> {
    pub fn of(design: &'a Design) -> Self {
        let all = design.books();
        let widths = Widths::of(all);
        let raw_bits = all.element().raw_bits();
        let size_book = |(number, (book, file)): (usize, (&Codebook, &'a String))| {
            let symbols = || (0..=255u8).take(book.element().alphabet());
            let size = |symbol: u8| book.element_bits(symbol) - raw_bits;
            // The size of most symbols needs no rows.
            let count = |bits: u32| symbols().filter(|symbol| size(*symbol) == bits).count();
            let other = (1..=widths.code).max_by_key(|bits| count(*bits)).unwrap_or(1);
            let mut rows = Vec::new();
            for bits in (1..=widths.code).filter(|bits| *bits != other) {
                let of_size: Vec<u8> = symbols().filter(|symbol| size(*symbol) == bits).collect();
                rows.extend(of_size.chunks(9).map(|chunk| {
                    let names = chunk.iter().map(|symbol| Lit::hex(widths.symbol, *symbol).to_string());
                    Sizes { symbols: names.collect::<Vec<_>>().join(", "), len: Lit::dec(widths.len, bits) }
                }));
            }
            SizeBook { number, file, rows, other: Lit::dec(widths.len, other).to_string() }
        };
        let mut books: Vec<SizeBook> =
            all.books().iter().zip(design.codebook_files()).enumerate().map(size_book).collect();
        if all.raw() {
            books.push(SizeBook {
                number: all.books().len(),
                file: "the raw book",
                rows: Vec::new(),
                other: raw_len(&Codebook::raw(all.element()), widths.len),
            });
        }
        let names: Vec<String> = (0..all.indices()).rev().map(|number| format!("size_{number}")).collect();
        let lines: Vec<String> = names.chunks(9).map(|chunk| chunk.join(", ")).collect();
        Self {
            p: design.name(),
            symbol_range: Range(widths.symbol),
            len_range: Range(widths.len),
            sizes_range: Range(widths.len * all.indices() as u32),
            books,
            sizes: lines.join(",\n                    "),
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
    before_fill: usize,
}

/// The top module.
#[derive(Template)]
#[template(path = "encoder/encoder.v")]
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
    header: bool,
    header_bits: u32,
    start: Lit,
    indices: usize,
    raw_book: bool,
    index_range: Range,
    last_index: Lit,
    /// The index comes from outside.
    sideband: bool,
    /// There are indices without a codebook.
    clamps: bool,
    block: bool,
    block_beats: usize,
    block_log: u32,
    ring_log: u32,
    significant: &'static str,
    fifo: &'static str,
    /// Something travels beside the merge levels.
    beside: bool,
    counting: bool,
    counter_width: u32,
    counter_part: u32,
    counter_zero: Lit,
    counters_range: Range,
    counter_range: Range,
    per_book_range: Range,
    count_bits: u32,
    count_range: Range,
    count_zero: Lit,
    count_one: String,
}

impl<'a> Top<'a> {
    pub fn of(design: &'a Design) -> Self {
        let books = design.books();
        let element = design.element();
        let encoder = design.encoder();
        let levels = encoder.lanes().trailing_zeros();
        let in_bytes = (encoder.lanes() * element.bytes()) as u32;
        let has_raw = element.raw_bits() > 0;
        let cut = |level: Level| u8::from(encoder.pipeline().cut(level));
        let merges = (1..=levels).rev().map(|k| char::from(b'0' + cut(Level::Merge(k))));
        let above = element.bits() - 1 - element.high();
        let in_front = usize::from(cut(Level::Input) + cut(Level::Shift) + cut(Level::Rotate));
        let word = word_bits(design);
        let header = books.indices() > 1;
        // What the index's bits can say, at least one bit of them.
        let index_bits = books.index_bits().max(1);
        let block_log = encoder.block().map_or(0, usize::ilog2);
        let counters = design.counter_layout().len() as u32;
        let count_bits = bits_for(encoder.lanes() as u32);
        Self {
            p: design.name(),
            rst: Reset::of(design.reset()),
            element,
            digest: books.digest().to_string(),
            lanes: encoder.lanes(),
            plural: plural(encoder.lanes()),
            out_bytes: encoder.out_bytes(),
            out_plural: plural(encoder.out_bytes()),
            latency: latency(design),
            latency_plural: plural(latency(design)),
            pipeline: encoder.pipeline().name(),
            in_range: Range(in_bytes * 8),
            in_keep_range: Range(in_bytes),
            out_range: Range(encoder.out_bytes() as u32 * 8),
            out_keep_range: Range(encoder.out_bytes() as u32),
            levels,
            container: element.bytes() * 8,
            symbol_bits: element.symbol_bits(),
            has_raw,
            raw_bits: element.raw_bits(),
            raw_len: Lit::dec(bits_for(books.longest_element()), element.raw_bits()),
            raw_above: (above > 0).then_some(above),
            high: element.high(),
            low: element.low(),
            code_bits: code_bits(books),
            element_bits: books.longest_element(),
            out_bits: encoder.out_bytes() * 8,
            word_bits: word,
            cut: Cuts {
                input: cut(Level::Input),
                table: cut(Level::Table),
                raw: cut(Level::Raw),
                merge: format!("{}'b{}0", levels + 1, merges.collect::<String>()),
                shift: cut(Level::Shift),
                rotate: cut(Level::Rotate),
                before_fill: encoder.pipeline().cuts() - in_front,
            },
            elements: if has_raw { "raw" } else { "table" },
            elements_bits: if has_raw { "element" } else { "code" },
            header,
            header_bits: books.header_bits(),
            start: Lit::dec(word.ilog2(), books.header_bits()),
            indices: books.indices(),
            raw_book: books.raw(),
            index_range: Range(index_bits),
            last_index: Lit::dec(index_bits, books.indices() as u64 - 1),
            sideband: encoder.select() == Some(Select::Sideband),
            clamps: !books.indices().is_power_of_two(),
            block: encoder.select() == Some(Select::Smallest),
            block_beats: encoder.block().unwrap_or(0),
            block_log,
            ring_log: (block_log + 1).max(SMALLEST_RING),
            significant: if has_raw { "(SYMBOL+RAW)" } else { "SYMBOL" },
            fifo: if encoder.select() == Some(Select::Smallest) && word as usize > 8 * encoder.out_bytes() {
                "enc_fifo"
            } else {
                "fifo"
            },
            beside: header || design.counters(),
            counting: design.counters(),
            counter_width: COUNTER_BITS,
            counter_part: COUNTER_BITS / 3,
            counter_zero: Lit::dec(COUNTER_BITS, 0u32),
            counters_range: Range((counters * COUNTER_BITS).max(1)),
            counter_range: Range(COUNTER_BITS),
            per_book_range: Range(3 * books.indices() as u32 * COUNTER_BITS),
            count_bits,
            count_range: Range(count_bits),
            count_zero: Lit::dec(count_bits, 0u32),
            count_one: match count_bits {
                1 => "in_keep[n]".to_owned(),
                bits => format!("{{{}'d0, in_keep[n]}}", bits - 1),
            },
        }
    }

    /// Whether a word is more than one output beat.
    pub fn splits(&self) -> bool {
        self.word_bits as usize > self.out_bits
    }

    /// Whether the output has a third entry: where frames end within a packet, and words leave in parts.
    pub fn queues(&self) -> bool {
        self.block && self.splits()
    }
}
