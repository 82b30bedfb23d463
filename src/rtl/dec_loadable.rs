//! The decoders' views of codebooks that are loaded at run time.
//!
//! Constant books, slots and the raw book have one form there: of every length of codewords where they begin
//! (thresholds), for the lookup of a rank what the class's first codeword is and which symbols stand there.

use super::registers;
use super::text::{Lit, Range, Reset, Row, bits_for, rows};
use crate::codebook::{self, Books, Codebook, Coded, Codeword, Envelope, GROUP};
use crate::design::Receiver;
use crate::registers::Side;
use askama::Template;

/// Bits of a symbol's place in its group.
const WITHIN: u32 = GROUP.trailing_zeros();

/// Widths and tables of what is loaded.
pub struct Load {
    pub min: u32,
    pub code: u32,
    pub shortest: u32,
    pub longest: u32,
    pub symbol: u32,
    pub raw: u32,
    pub umax: u32,
    pub rank: u32,
    pub escapes: u8,
    /// Whether symbols lie in groups.
    pub grouped: bool,
    pub groups: usize,
    /// Bits of a symbol's place.
    pub place: u32,
    pub constants: usize,
    pub slots: usize,
    /// Bits of a book's classes, offsets, symbols.
    pub book_bits: u32,
    pub offsets_bits: u32,
    pub symbols_bits: u32,
    pub element_bits: u32,
    book_range: Range,
    code_range: Range,
    class_range: Range,
    reach_range: Range,
    /// Steps of a search among the lengths of codewords.
    steps: u32,
    offsets_range: Range,
    symbols_range: Range,
    books_range: Range,
    all_offsets_range: Range,
    all_symbols_range: Range,
    element_range: Range,
    symbol_range: Range,
    raw_range: Range,
    /// 1 where the raw book's last codeword is a bit longer.
    raw_longer: u8,
    raw_longer_text: &'static str,
    bus: String,
    /// Whether all registers are written by a load.
    protect: bool,
    /// Whether levels have the registers that an FPGA wants inside.
    fpga: bool,
    constant_books: Vec<Row>,
    constant_offsets: Vec<Row>,
    constant_symbols: Vec<Row>,
}

/// The lengths of codewords that any book has or can have: shortest and longest.
fn lengths(books: &Books, envelope: &Envelope) -> (u32, u32) {
    let width = books.element().symbol_bits();
    (envelope.shortest().min(width), books.longest_codeword().max(envelope.longest()))
}

/// The classes of codewords: those of every length that any book can have, then the escapes.
pub fn classes(books: &Books, envelope: &Envelope) -> Vec<codebook::Class> {
    let (min, code) = lengths(books, envelope);
    let element = books.element();
    let class = |length: u32, escape: bool| codebook::Class {
        first: Codeword { bits: 0, length },
        count: 1,
        escape,
        element_bits: length + if escape { element.symbol_bits() } else { 0 } + element.raw_bits(),
    };
    let escapes = (envelope.shortest()..=envelope.longest()).filter(|_| envelope.escapes());
    (min..=code).map(|length| class(length, false)).chain(escapes.map(|length| class(length, true))).collect()
}

impl Load {
    /// Bits, as their class is known.
    fn word(&self) -> &'static str {
        if self.fpga { "word" } else { "bits" }
    }

    /// The place that a rank was looked up at.
    fn place(&self) -> &'static str {
        if self.fpga { "place" } else { "places" }
    }

    /// The numbers of groups, up to where one begins.
    fn tags(&self) -> &'static str {
        if self.fpga { "tags[g*TAG" } else { "symbols[(PLACE<<R)+g*TAG" }
    }

    /// How many lengths a codeword may be longer than.
    fn reach_bits(&self) -> u32 {
        (self.code - self.min).max(1)
    }

    /// Of a design with loadable slots.
    pub fn of(books: &Books, envelope: &Envelope) -> Self {
        let element = books.element();
        let (min, code) = lengths(books, envelope);
        let (shortest, longest) = (envelope.shortest(), envelope.longest());
        let (symbol, raw) = (element.symbol_bits(), element.raw_bits());
        let rank = envelope.symbols().trailing_zeros();
        let classes = classes(books, envelope);
        let grouped = envelope.escapes();
        let groups = envelope.groups();
        let place = if grouped { bits_for(groups as u32 - 1).max(1) + WITHIN } else { symbol };
        let book_bits = (code - min) * rank + code + 2; // raw the highest
        let offsets_bits = (longest - shortest + 1) * rank;
        let tags = if grouped { groups as u32 * (symbol - WITHIN) } else { 0 };
        let symbols_bits = (place << rank) + tags;
        let (constants, slots) = (books.books().len(), books.slots().len());
        let known = (constants + slots) as u32;
        let longer = Codebook::raw(element).longest_codeword() - symbol;
        let mut this = Self {
            min,
            code,
            shortest,
            longest,
            symbol,
            raw,
            umax: rank - 1,
            rank,
            escapes: envelope.escapes().into(),
            grouped,
            groups,
            place,
            constants,
            slots,
            book_bits,
            offsets_bits,
            symbols_bits,
            element_bits: books.longest_element(),
            book_range: Range(book_bits),
            code_range: Range(code),
            class_range: Range(classes.len() as u32 + 1),
            reach_range: Range((code - min).max(1)),
            steps: bits_for(code - min).max(1),
            offsets_range: Range(offsets_bits),
            symbols_range: Range(symbols_bits),
            books_range: Range(known * (book_bits - 1)),
            all_offsets_range: Range(known * offsets_bits),
            all_symbols_range: Range(known * symbols_bits),
            element_range: Range(books.longest_element()),
            symbol_range: Range(symbol),
            raw_range: Range(raw + 1),
            raw_longer: longer as u8,
            raw_longer_text: if longer > 0 { ", the last one's a bit longer" } else { "" },
            bus: bus(books, envelope)
                .iter()
                .map(|signal| format!("    input  wire {} {},", signal.range(), signal.name))
                .collect::<Vec<_>>()
                .join("\n"),
            protect: false,
            fpga: false,
            constant_books: Vec::new(),
            constant_offsets: Vec::new(),
            constant_symbols: Vec::new(),
        };
        let numbered = || books.books().iter().enumerate();
        this.constant_books = flat(numbered().map(|(number, book)| this.thresholds(number, book)));
        this.constant_offsets = flat(numbered().map(|(number, book)| this.offsets(number, book)));
        this.constant_symbols = flat(numbered().map(|(number, book)| this.symbols(number, book)));
        this
    }

    /// What of the bus has no use.
    fn unused(&self) -> &'static str {
        match (self.grouped, self.protect) {
            (true, true) => "load_fresh, load_code_len",
            (true, false) => "load_first, load_fresh, load_code_len",
            (false, true) => "load_fresh, load_code_len, load_group",
            (false, false) => "load_first, load_fresh, load_code_len, load_group",
        }
    }

    /// Of a book of the envelope the codewords of `length - 1` bits from the first one of `length` bits or more on.
    fn rest(&self, book: &Codebook, length: u32) -> u64 {
        let before = book.entries().iter().filter(|entry| entry.word.length < length);
        let taken: u64 = before.map(|entry| 1u64 << (length - 1 - entry.word.length)).sum();
        (1 << (length - 1)) - taken
    }

    /// {last, bits behind the last, U}, the lowest first.
    fn thresholds(&self, number: usize, book: &Codebook) -> Vec<(Lit, String)> {
        let titled = |text: String| format!("codebook {number}: {text}");
        let from = (self.min + 1..=self.code).map(|length| {
            let rest = if length > book.longest_codeword() { 0 } else { self.rest(book, length) };
            (Lit::dec(self.rank, rest), titled(format!("from {length} bits on")))
        });
        // All ones, where that is the escape, or where it is left out.
        let last = book.longest_codeword();
        let has = book.escape().is_some() || self.rest(book, last) * 2 > at_last(book);
        let behind = Lit::bin(self.code, (1u64 << (self.code - last)) - 1);
        let behind = (behind, titled(format!("behind the last codeword, of {last} bits")));
        from.chain([
            behind,
            (Lit::bin(1, u64::from(has)), titled("whether it is all ones and no symbol's".to_owned())),
        ])
        .collect()
    }

    /// By length the first codeword less its rank.
    fn offsets(&self, number: usize, book: &Codebook) -> Vec<(Lit, String)> {
        let offset = |length: u32| {
            let entries = book.entries().iter().enumerate();
            let first = entries
                .filter(|(_, entry)| entry.word.length == length)
                .map(|(rank, entry)| (rank, entry.word.bits))
                .next();
            let (rank, bits) = first.unwrap_or((0, 0));
            let offset = (u64::from(bits)).wrapping_sub(rank as u64) & ((1 << self.rank) - 1);
            (Lit::dec(self.rank, offset), format!("codebook {number}: {length} bits"))
        };
        (self.shortest..=self.longest).map(offset).collect()
    }

    /// By rank the symbols' places, then the groups.
    fn symbols(&self, number: usize, book: &Codebook) -> Vec<(Lit, String)> {
        let coded = |coded: Coded| match coded {
            Coded::Symbol(symbol) => Some(symbol),
            Coded::Escape => None,
        };
        let ranked: Vec<u16> = book.entries().iter().filter_map(|entry| coded(entry.coded)).collect();
        let group = |symbol: u16| symbol / GROUP as u16;
        let mut groups: Vec<u16> = ranked.iter().map(|&symbol| group(symbol)).collect();
        groups.sort_unstable();
        groups.dedup();
        let place = |rank: usize| {
            let Some(&symbol) = ranked.get(rank) else {
                return (Lit::dec(self.place, 0u32), format!("codebook {number}: rank {rank} is none"));
            };
            let at =
                groups.iter().position(|&other| other == group(symbol)).expect("a group of its own") as u64;
            let value =
                if self.grouped { at << WITHIN | u64::from(symbol % GROUP as u16) } else { symbol.into() };
            (Lit::dec(self.place, value), format!("codebook {number}: rank {rank} is symbol {symbol}"))
        };
        let places = (0..1usize << self.rank).map(place);
        let tags = (0..if self.grouped { self.groups } else { 0 }).map(|at| {
            let tag = groups.get(at).copied().unwrap_or(0);
            let comment = format!("codebook {number}: group {at} begins with symbol {}", tag * GROUP as u16);
            (Lit::dec(self.symbol - WITHIN, tag), comment)
        });
        places.chain(tags).collect()
    }
}

/// Codewords of the longest length that the lengths of the longest codewords leave and fill.
fn at_last(book: &Codebook) -> u64 {
    let last = book.longest_codeword();
    book.entries().iter().filter(|entry| entry.word.length == last).count() as u64
}

fn flat(books: impl Iterator<Item = Vec<(Lit, String)>>) -> Vec<Row> {
    rows(books.flatten().collect::<Vec<_>>().into_iter())
}

/// A signal of the bus that fills the slots, from the registers.
pub struct Signal {
    pub name: &'static str,
    pub bits: u32,
    /// Whether it has a range, of one bit too.
    pub vector: bool,
}

impl Signal {
    /// As a declaration has it.
    pub fn range(&self) -> String {
        if self.vector { Range(self.bits).to_string() } else { format!("{:9}", "") }
    }
}

/// All of them.
pub fn bus(books: &Books, envelope: &Envelope) -> Vec<Signal> {
    let rank = envelope.symbols().trailing_zeros();
    let wire = |name| Signal { name, bits: 1, vector: false };
    let vector = |name, bits| Signal { name, bits, vector: true };
    vec![
        vector("load_slot", books.slots().len() as u32),
        wire("load_class_we"),
        vector("load_len", 4),
        vector("load_u", rank),
        vector("load_off", rank),
        wire("load_last"),
        wire("load_symbol_we"),
        vector("load_symbol", books.element().symbol_bits()),
        wire("load_coded"),
        vector("load_code_len", 4),
        vector("load_rank", rank),
        wire("load_first"),
        vector("load_group", envelope.groups() as u32),
        wire("load_fresh"),
    ]
}

/// Modules that the loaded books' form decides on.
macro_rules! loaded {
    ($($(#[$doc:meta])* $view:ident $path:literal)*) => {
        $($(#[$doc])*
        #[derive(Template)]
        #[template(path = $path)]
        pub struct $view<'a> {
            p: &'a str,
            load: Load,
        }

        impl<'a> $view<'a> {
            pub fn of(design: &'a Receiver<'a>, envelope: &Envelope) -> Self {
                let (protect, fpga) = (design.protect().is_some(), design.for_fpga());
                Self { p: design.name(), load: Load { protect, fpga, ..Load::of(design.books(), envelope) } }
            }
        })*
    };
}

loaded! {
    /// What codewords are as long as that.
    Class "decoder/loadable/class.v"
    /// The classes of codewords.
    Code "decoder/loadable/code.v"
    /// The parallel decoder's length function.
    Length "decoder/loadable/length.v"
    /// The symbol behind a codeword.
    Symbol "decoder/loadable/symbol.v"
    /// The codebooks.
    Slots "decoder/loadable/slots.v"
}

/// How a decoder takes up a frame's book: the wires that says it, when, by which index, and that a frame is open.
pub struct Taken {
    pub wires: &'static str,
    pub taken: &'static str,
    pub index: &'static str,
    /// A frame comes whose index is looked at.
    pub refused: &'static str,
    pub busy: &'static str,
    pub under_way: &'static str,
}

/// The wires of a decoder's top between the slots and what reads by them.
#[derive(Template)]
#[template(path = "decoder/loadable/wires.v")]
struct Wires<'a> {
    load: Load,
    how: &'a Taken,
    bus_wires: String,
    known_constants: String,
    protect: bool,
}

/// The registers, the slots, and which of them a frame is read by.
#[derive(Template)]
#[template(path = "decoder/loadable/top.v")]
struct Top<'a> {
    p: &'a str,
    rst: Reset,
    how: &'a Taken,
    bus_ports: String,
    registers: String,
    /// Clocks from a frame's last word to the last use of its book.
    drain: usize,
    protect: bool,
}

/// The wires, or nothing where no book is loaded.
pub fn wires(design: &Receiver, how: &Taken) -> String {
    let books = design.books();
    let Some(envelope) = books.envelope() else { return String::new() };
    let signals = bus(books, envelope);
    let wires = signals.iter().map(|signal| format!("    wire {} {};", signal.range(), signal.name));
    let known_constants = match books.books().len() {
        0 => String::new(),
        constants => format!(", {}", Lit::bin(constants as u32, (1u64 << constants) - 1)),
    };
    let bus_wires = wires.collect::<Vec<_>>().join("\n");
    // It is compiled in and writes to a string: there is nothing that can fail.
    let protect = design.protect().is_some();
    Wires { load: Load::of(books, envelope), how, bus_wires, known_constants, protect }
        .render()
        .expect("rendering to a string")
}

/// What they connect; where nothing is loaded, the registers that there are.
pub fn top(design: &Receiver, how: &Taken) -> String {
    let books = design.books();
    let Some(envelope) = books.envelope() else {
        return registers::plain_instance(design, Side::Decoder)
            .map_or_else(String::new, |text| format!("\n{text}"));
    };
    let ports: Vec<String> =
        bus(books, envelope).iter().map(|signal| format!(".{0}({0})", signal.name)).collect();
    let lines = ports.chunks(3).map(|ports| format!("        {},", ports.join(", ")));
    let top = Top {
        p: design.name(),
        rst: Reset::of(design.reset()),
        how,
        bus_ports: lines.collect::<Vec<_>>().join("\n"),
        registers: registers::instance(design, Side::Decoder).expect("a design with slots"),
        drain: super::decoder::latency(design),
        protect: design.protect().is_some(),
    };
    // As above.
    top.render().expect("rendering to a string") + "\n"
}

/// The choice of what a stage reads by: `book`, and the wires `lookup_offsets` and `lookup_symbols`. `at`: how many clocks
/// behind `index` each of them is asked.
pub fn chooses(p: &str, book: &str, index: &str, at: &[String; 3]) -> String {
    let [book_at, offsets_at, symbols_at] = at;
    let choose = |name: &str, parameters: &str, d: &str, ports: &str| {
        format!(
            "    {p}_dec_choose #(\n        {parameters}\n    ) u_{name} (\n        \
             .clk(clk), .en(en), .index({index}), .d({d}), {ports});\n"
        )
    };
    let parameters = |bits: &str, clocks: &str| {
        format!(".BITS({bits}), .BOOKS(BOOKS-1), .INDEX(INDEX), .CLOCKS({clocks})")
    };
    [
        "    wire offsets_raw, symbols_raw;               // the book's says it\n    \
         wire unused_raws = &{1'b0, offsets_raw, symbols_raw};\n"
            .to_owned(),
        choose(
            book,
            &parameters("BOOK-1", book_at),
            "books",
            &format!(".raw({book}[BOOK-1]),\n        .q({book}[BOOK-2:0])"),
        ),
        choose(
            "lookup_offsets",
            &parameters("OFFSETS", offsets_at),
            "offsets",
            ".raw(offsets_raw),\n        .q(lookup_offsets)",
        ),
        choose(
            "lookup_symbols",
            &parameters("SYMBOLS", symbols_at),
            "symbols",
            ".raw(symbols_raw),\n        .q(lookup_symbols)",
        ),
    ]
    .concat()
}

/// The wire that says what a frame's end at a stage reports.
pub fn end_user(design: &Receiver, stage: &str) -> String {
    if design.protect().is_some() { "spoil_user".to_owned() } else { format!("{stage}_user") }
}

/// What makes it of `{stage}_user` where slots are protected: `index`, of the frame at `stage`, comes `clocks` clocks before.
pub fn spoils(design: &Receiver, stage: &str, index: &str, clocks: &str) -> String {
    if design.protect().is_none() {
        return String::new();
    }
    let (p, rst) = (design.name(), design.reset().port());
    format!(
        "    // ---- spoil: frames whose slot has been found broken meanwhile\n    \
         wire [INDEX-1:0] spoil_index;\n    \
         wire [3:0]       spoil_user;\n    \
         {p}_delay #(.BITS(INDEX), .CLOCKS({clocks})) u_spoil_index (\n        \
         .clk(clk), .en(en), .d({index}), .q(spoil_index));\n    \
         {p}_dec_spoil #(.SLOTS(SLOTS), .FIRST(LOADED), .INDEX(INDEX)) u_spoil (\n        \
         .clk(clk), .{rst}({rst}), .en(en), .valid({stage}_valid), .last({stage}_last),\n        \
         .index(spoil_index), .broken(slot_broken), .s_user({stage}_user), .m_user(spoil_user));\n"
    )
}
