//! Codebooks that are loaded at run time, in the encoder: the form that its registers hold them in, and the modules
//! around them.
//!
//! A symbol's entry is the class of its codeword, 1 where that has as few bits as the envelope allows, and the last
//! bits of it. These are enough: of a complete code of 2^R symbols, and an escape or an unassigned codeword of all ones,
//! whatever stands in front of the last R bits of a codeword is ones. Class 0 is the symbol itself behind the escape,
//! and so a codebook of zeros is the raw one.

use super::table::{SizeBook, Widths, code_bits};
use super::text::{Lit, Range, Reset, Row, bits_for, plain, rows};
use crate::codebook::{Books, Codebook, Envelope, GROUP};
use crate::design::{Design, Select, Sender};
use askama::Template;
use std::collections::BTreeSet;

/// How a codebook is held, bits where nothing else is said.
#[derive(Clone, Copy)]
pub struct Shape {
    pub slots: usize,
    /// How many codebooks are constant.
    pub constants: usize,
    /// Of a symbol.
    pub symbol: u32,
    /// Of the shortest and the longest codeword.
    pub shortest: u32,
    pub longest: u32,
    /// Of a symbol's rank among those that have codewords.
    pub rank: u32,
    /// Of a codeword in its entry.
    pub kept: u32,
    /// Of a codeword's class.
    pub class: u32,
    /// Whether symbols are escaped; else every symbol has its place.
    pub escapes: bool,
    /// How many groups there are, where symbols are escaped.
    pub groups: usize,
    /// How many entries.
    pub entries: usize,
    /// Of the length of the escape; 0 where there is none.
    pub escape: u32,
    /// Of all.
    pub book: u32,
}

impl Shape {
    /// Of books with slots.
    pub fn of(books: &Books) -> Option<Self> {
        let envelope: &Envelope = books.envelope()?;
        let (shortest, longest) = (envelope.shortest(), envelope.longest());
        let symbol = envelope.element().symbol_bits();
        let escapes = envelope.escapes();
        let rank = envelope.symbols().ilog2();
        let (kept, class) = (rank.min(longest), bits_for(longest - shortest + 1));
        let groups = envelope.groups();
        let entries = if escapes { GROUP * groups } else { envelope.symbols() };
        let escape = if escapes { bits_for(longest) } else { 0 };
        let tags = if escapes { groups as u32 * (symbol - GROUP.ilog2()) } else { 0 };
        Some(Self {
            slots: books.slots().len(),
            constants: books.books().len(),
            symbol,
            shortest,
            longest,
            rank,
            kept,
            class,
            escapes,
            groups,
            entries,
            escape,
            book: entries as u32 * (class + kept) + tags + escape,
        })
    }

    /// Whether one of several has to be selected; else there is one slot and nothing else.
    pub fn selects(&self) -> bool {
        self.constants + self.slots > 1
    }

    /// The entry of a symbol; of one that is escaped, zeros.
    fn entry(&self, book: &Codebook, symbol: u16) -> Lit {
        let Some(word) = book.codeword(symbol) else { return Lit::bin(self.class + self.kept, 0u32) };
        let last = word.bits & ((1 << self.kept) - 1);
        let kept = last << self.kept.saturating_sub(word.length);
        Lit::bin(self.class + self.kept, (word.length - self.shortest + 1) << self.kept | kept)
    }

    /// A constant codebook, which the envelope holds, in the form of a loaded one.
    fn rows(&self, book: &Codebook) -> Vec<Row> {
        let alphabet = book.element().alphabet();
        let what = |symbol: u16| match book.codeword(symbol) {
            Some(word) => format!("{}: {word}", Lit::hex(self.symbol, symbol)),
            None => format!("{}: escaped", Lit::hex(self.symbol, symbol)),
        };
        let entry = |symbol: u16| (self.entry(book, symbol), what(symbol));
        if !self.escapes {
            return rows((0u16..).take(alphabet).map(entry).collect::<Vec<_>>().into_iter());
        }
        let coded = (0u16..).take(alphabet).filter(|symbol| book.codeword(*symbol).is_some());
        let groups: BTreeSet<u16> = coded.map(|symbol| symbol / GROUP as u16).collect();
        // Places that are left over repeat the last group, as those of a loaded codebook do.
        let mut places: Vec<u16> = groups.into_iter().collect();
        places.resize(self.groups, places.last().copied().unwrap_or(0));
        let symbols =
            places.iter().flat_map(|group| (0..GROUP as u16).map(move |n| group * GROUP as u16 + n));
        let mut items: Vec<(Lit, String)> = symbols.map(entry).collect();
        let tag =
            |group: &u16| (Lit::hex(self.symbol - GROUP.ilog2(), *group), "a group's number".to_owned());
        items.extend(places.iter().map(tag));
        let escape = u32::from(book.escape().unwrap_or(0));
        items.push((Lit::dec(self.escape, escape), "bits of the escape".to_owned()));
        rows(items.into_iter())
    }
}

/// The slots' registers.
#[derive(Template)]
#[template(path = "encoder/loadable/slots.v")]
pub struct Slots<'a> {
    p: &'a str,
    escapes: bool,
}

/// An entry in a codebook.
#[derive(Template)]
#[template(path = "encoder/loadable/entry.v")]
pub struct Entry<'a> {
    p: &'a str,
    escapes: bool,
}

/// An entry's codeword.
#[derive(Template)]
#[template(path = "encoder/loadable/codeword.v")]
pub struct Codeword<'a> {
    p: &'a str,
    escapes: bool,
    /// Codewords are longer than what is kept of them.
    ones: bool,
    /// What the last symbol's length is more by, in the raw book.
    last: &'static str,
}

/// An entry and its codeword, per lane.
#[derive(Template)]
#[template(path = "encoder/loadable/lookup.v")]
pub struct Lookup<'a> {
    p: &'a str,
    rst: Reset,
    escapes: bool,
    /// The only codebook is a slot, whose registers are read where they stand.
    direct: bool,
}

macro_rules! with_escapes {
    ($($view:ident)*) => {
        $(impl<'a> $view<'a> {
            pub fn of(p: &'a str, shape: &Shape) -> Self {
                Self { p, escapes: shape.escapes }
            }
        })*
    };
}

with_escapes! { Slots Entry }

impl<'a> Codeword<'a> {
    pub fn of(design: &'a Design, shape: &Shape) -> Self {
        // The raw book's last symbol has a bit more where elements are shorter than a byte.
        let longer = design.element().bits() < 8;
        Self {
            p: design.name(),
            escapes: shape.escapes,
            ones: shape.longest > shape.kept,
            last: match (longer, shape.escapes) {
                (false, _) => "",
                (true, false) => " + {31'd0, &symbol}",
                (true, true) => " + {31'd0, (&symbol) & ~(|escape)}",
            },
        }
    }
}

impl<'a> Lookup<'a> {
    pub fn of(design: &'a Sender<'a>, shape: &Shape) -> Self {
        Self {
            p: design.name(),
            rst: Reset::of(design.reset()),
            escapes: shape.escapes,
            direct: !shape.selects(),
        }
    }
}

/// A constant codebook.
struct Constant {
    number: usize,
    file: String,
    rows: Vec<Row>,
}

/// The constant codebooks.
#[derive(Template)]
#[template(path = "encoder/loadable/constants.v")]
pub struct Constants<'a> {
    p: &'a str,
    books_range: Range,
    book_range: Range,
    books: Vec<Constant>,
    names: String,
}

impl<'a> Constants<'a> {
    pub fn of(design: &'a Design, shape: &Shape) -> Self {
        let all = design.books().books().iter().zip(design.codebook_files()).enumerate();
        let constant = |(number, (book, file)): (usize, (&Codebook, &String))| Constant {
            number,
            file: plain(file),
            rows: shape.rows(book),
        };
        let books: Vec<Constant> = all.map(constant).collect();
        let names: Vec<String> = books.iter().rev().map(|book| format!("book_{}", book.number)).collect();
        Self {
            p: design.name(),
            books_range: Range(shape.book * shape.constants as u32),
            book_range: Range(shape.book),
            books,
            names: names.join(", "),
        }
    }
}

/// The sizes of a symbol under every codebook.
#[derive(Template)]
#[template(path = "encoder/loadable/size.v")]
pub struct Sizes<'a> {
    p: &'a str,
    shape: Shape,
    len_bits: u32,
    symbol_range: Range,
    books_range: Range,
    len_range: Range,
    sizes_range: Range,
    /// The constant ones and the raw one.
    books: Vec<SizeBook>,
    sizes: String,
}

impl<'a> Sizes<'a> {
    pub fn of(design: &'a Design, shape: &Shape) -> Self {
        let all = design.books();
        let widths = Widths::of(all);
        let len_bits = bits_for(code_bits(all));
        let constant = |(number, (book, file)): (usize, (&Codebook, &'a String))| {
            SizeBook::of(widths, number, plain(file), book)
        };
        let mut books: Vec<SizeBook> =
            all.books().iter().zip(design.codebook_files()).enumerate().map(constant).collect();
        let raw = all.indices() - 1;
        let mut names = vec![format!("size_{raw}"), "size_slots".to_owned()];
        names.extend((0..shape.constants).rev().map(|number| format!("size_{number}")));
        books.push(SizeBook::raw(widths, raw, all.element()));
        let lines: Vec<String> = names.chunks(9).map(|chunk| chunk.join(", ")).collect();
        Self {
            p: design.name(),
            shape: *shape,
            len_bits,
            symbol_range: Range(shape.symbol),
            books_range: Range(shape.book * shape.slots as u32),
            len_range: Range(len_bits),
            sizes_range: Range(len_bits * all.indices() as u32),
            books,
            sizes: lines.join(",\n                    "),
        }
    }
}

/// The choice of the smallest: the size of a block under every codebook.
#[derive(Template)]
#[template(path = "encoder/choose.v")]
pub struct Choose<'a> {
    p: &'a str,
    rst: Reset,
    loadable: bool,
    /// Which codebooks are there.
    there: String,
}

impl<'a> Choose<'a> {
    pub fn of(design: &'a Sender<'a>) -> Self {
        let shape = Shape::of(design.books());
        // Constant codebooks and the raw one always are.
        let there = shape.map_or_else(String::new, |shape| match shape.constants {
            0 => "{1'b1, slot_valid}".to_owned(),
            count => format!("{{1'b1, slot_valid, {}}}", Lit::bin(count as u32, (1u64 << count) - 1)),
        });
        Self { p: design.name(), rst: Reset::of(design.reset()), loadable: shape.is_some(), there }
    }
}

/// Blocks that wait for their codebook.
#[derive(Template)]
#[template(path = "encoder/block.v")]
pub struct Block<'a> {
    p: &'a str,
    rst: Reset,
    loadable: bool,
}

impl<'a> Block<'a> {
    pub fn of(design: &'a Sender<'a>) -> Self {
        let loadable = design.books().envelope().is_some();
        Self { p: design.name(), rst: Reset::of(design.reset()), loadable }
    }
}

/// Modules that count, and may be told to count from 0.
macro_rules! counting {
    ($($(#[$doc:meta])* $view:ident $path:literal)*) => {
        $($(#[$doc])*
        #[derive(Template)]
        #[template(path = $path)]
        pub struct $view<'a> {
            p: &'a str,
            rst: Reset,
            clear: bool,
        }

        impl<'a> $view<'a> {
            pub fn of(design: &'a Sender<'a>) -> Self {
                let clear = design.registers();
                Self { p: design.name(), rst: Reset::of(design.reset()), clear }
            }
        })*
    };
}

counting! {
    /// One counter.
    Counter "encoder/counter.v"
    /// Those of every index.
    Counters "encoder/counters.v"
    /// That of indices beyond the last.
    Beyond "encoder/beyond.v"
}

/// Bits that hold how many frames can be under way behind the choice of their codebook: one a beat, in the registers
/// behind, and where the smallest is chosen in a ring of so many.
pub fn under_way_bits(design: &Sender, ring_log: u32) -> u32 {
    let registers = design.encoder().pipeline().cuts() as u32 + 4;
    let behind = u32::from(design.for_fpga()); // the ring's memory
    let ring = if design.encoder().select() == Some(Select::Smallest) { (1 << ring_log) + behind } else { 0 };
    bits_for(registers + ring)
}
