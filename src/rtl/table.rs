//! The encoder's tables: what is sent for a symbol, and how much of it.

use super::text::{Lit, Range, bits_for, plain};
use crate::codebook::{Books, Codebook};
use crate::design::Design;
use crate::element::Element;
use askama::Template;

/// Bits of the longest codeword of any book, an escaped symbol included.
pub fn code_bits(books: &Books) -> u32 {
    books.longest_element() - books.element().raw_bits()
}

/// All symbols of a format.
fn symbols(element: Element) -> impl Iterator<Item = u16> {
    (0u16..).take(element.alphabet())
}

/// How wide a table's words are.
#[derive(Clone, Copy)]
pub struct Widths {
    symbol: u32,
    code: u32,
    len: u32,
}

impl Widths {
    pub fn of(books: &Books) -> Self {
        let code = code_bits(books);
        Self { symbol: books.element().symbol_bits(), code, len: bits_for(code) }
    }

    fn symbol(self, symbol: u16) -> String {
        Lit::hex(self.symbol, symbol).to_string()
    }

    fn len(self, bits: u32) -> String {
        Lit::dec(self.len, bits).to_string()
    }

    /// A symbol behind these bits, left-aligned, as the table's expression.
    fn behind(self, before: &str, bits: u32) -> String {
        let padding = match self.code - bits {
            0 => String::new(),
            left => format!(", {left}'d0"),
        };
        format!("{{{before}symbol{padding}}}")
    }

    /// Every symbol of a book that has a codeword.
    fn rows(self, book: &Codebook) -> impl Iterator<Item = Sent> {
        symbols(book.element()).filter_map(move |symbol| {
            let word = book.codeword(symbol)?;
            let code = Lit::bin(self.code, word.left_aligned(self.code)).to_string();
            Some(Sent { key: self.symbol(symbol), code, len: self.len(word.length) })
        })
    }

    /// What is sent for a symbol that has none.
    fn escape(self, book: &Codebook) -> Option<Other> {
        let word = book.escape_codeword()?;
        let bits = word.length + self.symbol;
        let code = self.behind(&format!("{}, ", Lit::bin(word.length, word.bits)), bits);
        Some(Other { comment: format!("the escape {word}, then the symbol"), code, len: self.len(bits) })
    }

    /// What the raw book sends for every symbol. The last one's codeword ends in a zero where elements are shorter
    /// than a byte, so it too is the symbol, left-aligned.
    fn raw(self, element: Element) -> Other {
        let code = self.behind("", self.symbol);
        Other { comment: "the raw book".to_owned(), code, len: self.raw_len(element) }
    }

    /// Its length: the symbol's width, and 1 more for the last symbol where elements are shorter than a byte.
    fn raw_len(self, element: Element) -> String {
        let (len, width) = (self.len, self.len(self.symbol));
        match Codebook::raw(element).longest_codeword() - self.symbol {
            0 => width,
            _ if len == 1 => format!("{width} | (&symbol)"),
            _ => format!("{width} + {{{}'d0, &symbol}}", len - 1),
        }
    }
}

/// A row of the table: what is sent where `key` is looked up.
struct Sent {
    key: String,
    code: String,
    len: String,
}

/// What is sent where there is no row.
struct Other {
    comment: String,
    code: String,
    len: String,
}

/// What a codebook of several sends where there is no row.
struct Behind {
    index: Lit,
    /// The condition for it.
    guard: String,
    other: Other,
}

/// A codebook's rows.
struct Book {
    number: usize,
    file: String,
    rows: Vec<Sent>,
}

/// The module that one lane looks its symbol up in.
#[derive(Template)]
#[template(path = "encoder/table.v")]
pub struct Table<'a> {
    p: &'a str,
    what: &'static str,
    several: bool,
    index_range: Range,
    symbol_range: Range,
    code_range: Range,
    len_range: Range,
    /// What the rows are told apart by.
    key: String,
    books: Vec<Book>,
    /// Where no row is.
    default: Other,
    /// What stands behind the rows, of which the registers' names begin with `to`.
    behind: Vec<Behind>,
    to: &'static str,
}

impl<'a> Table<'a> {
    pub fn of(design: &'a Design) -> Self {
        let all = design.books();
        let widths = Widths::of(all);
        let index_bits = all.index_bits();
        let index = |number: usize| Lit::dec(index_bits, number as u64);
        // The raw book has no rows, so its index may be one that needs a bit more.
        let row_bits = bits_for(all.books().len() as u32 - 1);
        let (key, book_of) = match row_bits {
            0 => ("symbol".to_owned(), None),
            bits if bits == index_bits => ("{symbol, index}".to_owned(), Some(bits)),
            bits => (format!("{{symbol, index[{}:0]}}", bits - 1), Some(bits)),
        };
        let keyed = |row: Sent, number: usize| match book_of {
            None => row,
            Some(bits) => Sent { key: format!("{{{}, {}}}", row.key, Lit::dec(bits, number as u64)), ..row },
        };
        let files = design.codebook_files().iter().enumerate();
        let mut books: Vec<Book> = all
            .books()
            .iter()
            .zip(files)
            .map(|(book, (number, file))| Book {
                number,
                file: plain(file),
                rows: widths.rows(book).map(|row| keyed(row, number)).collect(),
            })
            .collect();

        let mut behind: Vec<Behind> = Vec::new();
        let mut default = Other {
            comment: "no codeword".to_owned(),
            code: Lit::dec(widths.code, 0u32).to_string(),
            len: widths.len(0),
        };
        if all.indices() == 1 {
            // A case has a default: where there is no escape, the last symbol is it.
            let last = |row: Sent| Other { comment: row.key, code: row.code, len: row.len };
            default =
                widths.escape(&all.books()[0]).or_else(|| books[0].rows.pop().map(last)).unwrap_or(default);
        } else {
            let escapes = all.books().iter().enumerate().filter_map(|(number, book)| {
                Some(Behind {
                    index: index(number),
                    guard: format!("if (row_len == {}) ", widths.len(0)),
                    other: widths.escape(book)?,
                })
            });
            behind.extend(escapes);
            behind.extend(all.raw().then(|| Behind {
                index: index(all.books().len()),
                guard: String::new(),
                other: widths.raw(all.element()),
            }));
        }
        Self {
            p: design.name(),
            what: if all.indices() > 1 {
                "The codebooks: index and symbol"
            } else {
                "The codebook: a symbol"
            },
            several: all.indices() > 1,
            index_range: Range(index_bits.max(1)),
            symbol_range: Range(widths.symbol),
            code_range: Range(widths.code),
            len_range: Range(widths.len),
            key,
            books,
            default,
            to: if behind.is_empty() { "" } else { "row_" },
            behind,
        }
    }
}

/// Symbols of one size, as many as a line holds.
pub struct SizeRow {
    pub symbols: String,
    pub len: String,
}

/// A codebook in the table of sizes.
pub struct SizeBook {
    pub number: usize,
    pub file: String,
    pub rows: Vec<SizeRow>,
    pub other: String,
}

impl SizeBook {
    /// A codebook's: rows for all symbols but those of the most frequent size.
    pub fn of(widths: Widths, number: usize, file: String, book: &Codebook) -> Self {
        let raw_bits = book.element().raw_bits();
        let size = |symbol: u16| book.element_bits(symbol) - raw_bits;
        let count = |bits: u32| symbols(book.element()).filter(|symbol| size(*symbol) == bits).count();
        let other = (1..=widths.code).max_by_key(|bits| count(*bits)).unwrap_or(1);
        let mut rows = Vec::new();
        for bits in (1..=widths.code).filter(|bits| *bits != other) {
            let of_size: Vec<u16> = symbols(book.element()).filter(|symbol| size(*symbol) == bits).collect();
            rows.extend(of_size.chunks(9).map(|chunk| {
                let names = chunk.iter().map(|symbol| widths.symbol(*symbol));
                SizeRow { symbols: names.collect::<Vec<_>>().join(", "), len: widths.len(bits) }
            }));
        }
        Self { number, file, rows, other: widths.len(other) }
    }

    /// The raw book's.
    pub fn raw(widths: Widths, number: usize, element: Element) -> Self {
        Self { number, file: "the raw book".to_owned(), rows: Vec::new(), other: widths.raw_len(element) }
    }
}

/// The module of a symbol's sizes under every codebook.
#[derive(Template)]
#[template(path = "encoder/size.v")]
pub struct Sizes<'a> {
    p: &'a str,
    symbol_range: Range,
    len_range: Range,
    sizes_range: Range,
    books: Vec<SizeBook>,
    sizes: String,
}

impl<'a> Sizes<'a> {
    pub fn of(design: &'a Design) -> Self {
        let all = design.books();
        let widths = Widths::of(all);
        let size_book = |(number, (book, file)): (usize, (&Codebook, &'a String))| {
            SizeBook::of(widths, number, plain(file), book)
        };
        let mut books: Vec<SizeBook> =
            all.books().iter().zip(design.codebook_files()).enumerate().map(size_book).collect();
        if all.raw() {
            books.push(SizeBook::raw(widths, all.books().len(), all.element()));
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
