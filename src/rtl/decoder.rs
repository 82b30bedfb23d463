//! What both decoders are made of: the code as tables.

use super::crc::{self, Crc, Powers};
use super::dec_loadable::{self, Load};
use super::serial;
use super::text::{self, Lit, Range, Reset, Row, bits_for, concatenation, plural, rows};
use crate::codebook::{self, Books, Check, Class, Codebook, Coded, Envelope};
use crate::design::ports::DECODER_USER_BITS;
use crate::design::{DecoderKind, Level, Receiver};
use crate::element::Element;
use askama::Template;

/// Clocks from an input beat to the first element.
pub fn latency(design: &Receiver) -> usize {
    // The serial decoder's feed and window, or the parallel one's lookahead and window; the output's register. With a
    // check a word that waits for it to come, or for as many as it takes, and a clock until it is known.
    let books = design.books();
    let check = match books.check_bytes() {
        0 => 0,
        _ if check_ahead(design) => 1,
        bytes => bytes.div_ceil(design.decoder().in_bytes()) + 1,
    };
    // The class of the serial decoder's next element is found while this one leaves: that register takes no clock.
    let ahead =
        design.decoder().kind() == DecoderKind::Serial && design.decoder().pipeline().cut(Level::Class);
    design.decoder().pipeline().cuts() - usize::from(ahead) + 3 + check
}

/// How many entries a word of the parallel decoder can have, from 0 on: an element takes all of its bits but one of it at
/// most, and a frame's header all of its own.
pub fn entries(books: &Books) -> u32 {
    books.longest_element().max(books.header_bits() + 1)
}

/// Whether a word and the one behind it say which bytes that the word's elements touch are not the check's. Then the
/// parallel decoder's lookahead, which has both, takes it off.
pub fn check_ahead(design: &Receiver) -> bool {
    let (books, decoder) = (design.books(), design.decoder());
    let behind = (entries(books) as usize - 1).div_ceil(8);
    decoder.kind() == DecoderKind::Parallel
        && books.check().is_some()
        && behind + books.check_bytes() <= decoder.in_bytes()
}

/// The shortest frames that never wait for the check of one before them, in bytes with header and check: what 64 bytes of
/// bf16 become, or two words.
pub const SHORT_FRAME: usize = 48;

/// As many checks as can be on their way: of so many frames of [`SHORT_FRAME`] bytes the first one's is compared when the
/// next one's comes. Ahead of `strip` a frame has its place from its last word on, and no word is taken without one.
pub fn checks(design: &Receiver) -> usize {
    let bytes = design.decoder().in_bytes();
    let on_the_way = (latency(design) - 2) * bytes;
    let waits = usize::from(!check_ahead(design));
    (on_the_way.div_ceil(SHORT_FRAME.max(2 * bytes)) + waits).max(2)
}

/// A row of the table of symbols. Of [`runs`]: consecutive codewords of one length whose symbols are consecutive, symbol =
/// codeword + `value`. Of [`words`]: a codeword whose symbol is `value`, or where it is `plain` stands as it is.
struct Looked {
    from: u32,
    value: u32,
    plain: bool,
    comment: String,
}

fn runs(book: &Codebook, width: u32) -> Vec<Looked> {
    let alphabet = book.element().alphabet() as u32;
    let mut runs: Vec<Looked> = Vec::new();
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
            runs.push(Looked { from: entry.word.left_aligned(width), value: add, plain: false, comment });
        }
        before = Some((entry.word.length, escape, add));
    }
    runs
}

/// Every codeword, or none of a book whose codewords are its symbols.
fn words(book: &Codebook, width: u32) -> Vec<Looked> {
    let itself = |entry: &codebook::Entry| {
        entry.word.length == book.element().symbol_bits()
            && matches!(entry.coded, Coded::Symbol(symbol) if u32::from(symbol) == entry.word.bits)
    };
    if book.entries().iter().all(itself) {
        return vec![Looked { from: 0, value: 0, plain: true, comment: "symbols as they are".to_owned() }];
    }
    let looked = |entry: &codebook::Entry| {
        let from = entry.word.left_aligned(width);
        let (value, comment) = match entry.coded {
            Coded::Symbol(symbol) => (u32::from(symbol), format!("{} is symbol {symbol}", entry.word)),
            Coded::Escape => (0, format!("{} is the escape", entry.word)),
        };
        Looked { from, value, plain: entry.coded == Coded::Escape, comment }
    };
    book.entries().iter().map(looked).collect()
}

/// So many codewords with a row each cost what a run does.
const WORDS_FOR_A_RUN: usize = 2;

/// What all codewords of a class have in common.
pub fn kind(class: &Class) -> String {
    let length = class.first.length;
    let escape = if class.escape { ", the escape" } else { "" };
    format!("{length} bit{}{escape}", plural(length as usize))
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

/// What stands before a frame's elements, as the templates ask for it.
pub struct Head {
    /// 0 where nothing does.
    pub bits: u32,
    /// 1 at least: without a header the index is 0.
    pub index_bits: u32,
    pub index_range: Range,
    /// Whether levels have the registers that an FPGA wants inside.
    pub fpga: bool,
    /// Every index that a book has, and how many.
    pub books_range: Range,
    pub books: usize,
    /// Whether it says that the packet ends with the frame.
    pub blocks: bool,
    /// Of the base, the header's last; 0 where there is none.
    pub base_bits: u32,
    /// Of what travels with a packet, {tdest, tid, tuser}; 0 where nothing does.
    pub side_bits: u32,
    /// {base, ends, side}: what stands beside a frame's words to its elements, `ends` with blocks and a check.
    pub along_bits: u32,
    /// Of these the lowest, which stand there to the frame's end.
    pub behind_bits: u32,
    /// Of the check behind a frame; 0 where there is none.
    pub check_bits: u32,
    /// Whether the lookahead takes it off.
    pub check_ahead: bool,
    /// Whether a check can be asked for in the clock in which it comes: there is no register on the elements' way.
    pub check_now: bool,
    /// Checks that can be on their way.
    pub checks: usize,
    /// Whether there is an index in the header.
    pub indexed: bool,
    /// Whether books are loaded: then a book is where its classes begin, else one-hot.
    pub loads: bool,
    /// What a book is, for comments.
    pub book_text: &'static str,
}

impl Head {
    pub fn of(design: &Receiver) -> Self {
        let books = design.books();
        let index_bits = books.index_bits().max(1);
        let (base_bits, side_bits) = (books.base_bits(), design.sideband().bits());
        let check_bits = 8 * books.check_bytes() as u32;
        let ends_bits = u32::from(check_bits > 0 && books.blocks());
        Self {
            bits: books.header_bits(),
            index_bits,
            index_range: Range(index_bits),
            fpga: design.for_fpga(),
            books_range: Range(book_bits(books)),
            books: books.indices(),
            blocks: books.blocks(),
            base_bits,
            side_bits,
            along_bits: base_bits + ends_bits + side_bits,
            behind_bits: if check_bits > 0 { base_bits + ends_bits + side_bits } else { side_bits },
            check_bits,
            check_ahead: check_ahead(design),
            check_now: check_ahead(design) && design.decoder().pipeline().cuts() == 0,
            checks: checks(design),
            indexed: books.index_bits() > 0,
            loads: books.envelope().is_some(),
            book_text: book_text(books),
        }
    }
}

/// Bits of what says which book it is: one-hot, or of a loaded one where its classes begin.
pub fn book_bits(books: &Books) -> u32 {
    books.envelope().map_or(books.indices() as u32, |envelope| Load::of(books, envelope).book_bits)
}

fn book_text(books: &Books) -> &'static str {
    if books.envelope().is_some() { "where its classes begin" } else { "one-hot" }
}

impl Head {
    /// Of the parallel decoder's lookahead: that a header becomes a word's, and which book it names.
    pub fn start_ports(&self) -> String {
        let index = self.index_range.to_string();
        match self.loads {
            true => format!(
                "    output wire                 starts,          // a frame's first word becomes the word\n    \
                 output wire {index}       named,           // the index in its header\n    \
                 output wire                 busy,            // a frame is open\n"
            ),
            false => String::new(),
        }
    }

    /// Clock and enable of an instance that has registers inside for an FPGA, and the indentation of what follows.
    pub fn clocked(&self, indentation: usize) -> String {
        if self.fpga { format!(".clk(clk), .en(en),\n{:indentation$}", "") } else { String::new() }
    }

    /// Its parameter that says so, behind others.
    pub fn inner(&self, indentation: usize, parameter: &str) -> String {
        if self.fpga { format!(",\n{:indentation$}{parameter}", "") } else { String::new() }
    }

    /// What they are.
    pub fn start_assigns(&self) -> String {
        match self.loads {
            true => format!(
                "    assign starts = free & there & first_q & next_keep_q[LEAST-1];\n    \
                     assign named  = {}[BITS-1 -: INDEX];\n    \
                     assign busy   = word_valid_q | ~first_q;\n",
                self.next_bits()
            ),
            false => String::new(),
        }
    }

    /// The next word's bits, 0 where it has no byte: of an FPGA's lookahead they are found behind its register.
    pub fn next_bits(&self) -> &'static str {
        if self.fpga { "next_bits" } else { "next_bits_q" }
    }

    /// Of the serial decoder's feed: which books there are.
    pub fn known_port(&self) -> String {
        match self.loads {
            true => format!(
                "    input  wire [{}:0]        known,              // which books there are\n",
                self.books - 1
            ),
            false => String::new(),
        }
    }

    /// Whether the index names none.
    pub fn unknown(&self) -> &'static str {
        if self.loads {
            "~|(known & ({ {BOOKS-1{1'b0}}, 1'b1} << index))"
        } else {
            "{1'b0, index} >= BOOKS[INDEX:0]"
        }
    }

    /// Of the serial decoder's window: the book of the frame, and that one is open.
    pub fn window_ports(&self) -> String {
        let book = self.books_range.to_string();
        match self.loads {
            true => format!(
                "    input  wire {book} book,                // of the frame: where its classes begin\n    \
                 output wire             busy,                // a frame is open\n"
            ),
            false => String::new(),
        }
    }

    /// How many there are, where it must know.
    pub fn window_books(&self) -> String {
        if self.loads { String::new() } else { format!("    localparam BOOKS   = {};\n", self.books) }
    }

    /// The book that it reads by.
    pub fn window_book(&self, p: &str) -> String {
        match self.loads {
            true => String::new(),
            false => format!(
                "    wire [BOOKS-1:0]   book;\n    \
                 {p}_dec_onehot #(.X(BOOKS), .E(INDEX)) u_book (.value(index_q), .onehot(book));\n"
            ),
        }
    }

    /// And whether it does.
    pub fn window_busy(&self) -> &'static str {
        if self.loads { "    assign busy  = live_q;\n" } else { "" }
    }

    /// Of the parallel decoder's sweep: the book of the window, and all of them.
    pub fn sweep_book_ports(&self) -> String {
        let book = self.books_range.to_string();
        match self.loads {
            true => format!(
                "    input  wire {book}           book,        // where its classes begin\n    \
                 input  wire [{}*{}-1:0]           books,       // and those of all books\n",
                self.books - 1,
                self.books_range.0 - 1
            ),
            false => String::new(),
        }
    }

    /// The books that it reads by.
    pub fn sweep_books(&self, p: &str) -> String {
        match self.loads {
            true => format!(
                "    localparam BOOK = {book};                    // of what says where a book's classes begin\n    \
                 wire [BOOK-1:0] again_book;\n    \
                 {p}_dec_choose #(\n        \
                 .BITS(BOOK-1), .BOOKS(BOOKS-1), .INDEX(INDEX), .CLOCKS(AGAIN_AT)\n    \
                 ) u_again_book (\n        \
                 .clk(clk), .en(en), .index(index), .d(books), .raw(again_book[BOOK-1]),\n        \
                 .q(again_book[BOOK-2:0]));\n",
                book = self.books_range.0
            ),
            false => format!(
                "    wire [BOOKS-1:0] book, again_book;\n    \
                 {p}_dec_onehot #(.X(BOOKS), .E(INDEX)) u_book (.value(index), .onehot(book));\n    \
                 {p}_dec_onehot #(.X(BOOKS), .E(INDEX)) u_again_book (\n        \
                 .value(again_index), .onehot(again_book));\n"
            ),
        }
    }

    /// {base, ends, side} of these, where there are such.
    pub fn along(&self, base: &str, ends: &str, side: &str) -> String {
        let parts = [(self.base_bits > 0, base), (self.ends(), ends), (self.side_bits > 0, side)];
        concatenation(parts.iter().filter(|(there, _)| *there).map(|(_, part)| (*part).to_owned()).collect())
    }

    /// The parameters that say how wide it is, a line each.
    pub fn parameters(&self) -> String {
        let lines = [
            ("ALONG", self.along_bits, format!("of {}", self.along("base", "ends", "side"))),
            ("BASE", self.base_bits, "of an exponent, and of the base".to_owned()),
            ("USER", DECODER_USER_BITS + self.side_bits, "of {side, reason, error}".to_owned()),
            ("BEHIND", self.behind_bits, "of what stands along to the end".to_owned()),
            (
                "SURE",
                if self.check_bits > 0 { self.sure_bits() } else { 0 },
                "of {ends, side, reason, error}".to_owned(),
            ),
        ];
        let there = lines.iter().filter(|(_, bits, _)| *bits > 0);
        let lines = there.map(|(name, bits, what)| format!("    localparam {name:9} = {bits};  // {what}"));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The base's registers, where there is a base; `width` is that of the names beside it.
    pub fn base_cut(&self, width: usize, cut: u8) -> String {
        if self.base_bits == 0 {
            return String::new();
        }
        format!("    localparam {:width$} = {cut};\n", "BASE_CUT")
    }

    /// Wires of what stands beside a frame, where anything does.
    pub fn along_wires(&self, names: &str) -> String {
        if self.along_bits > 0 { format!("    wire [ALONG-1:0] {names};\n") } else { String::new() }
    }

    /// The same of `from`, so many clocks later.
    pub fn along_delay(&self, p: &str, name: &str, clocks: impl std::fmt::Display, from: &str) -> String {
        if self.along_bits == 0 {
            return String::new();
        }
        format!(
            "    {p}_delay #(.BITS(ALONG), .CLOCKS({clocks})) u_{name}_along (\n        \
             .clk(clk), .en(en), .d({from}_along), .q({name}_along));\n"
        )
    }

    /// Connections of it.
    pub fn along_ports(&self, ports: &str) -> String {
        if self.along_bits > 0 { format!("        .{ports}),\n") } else { String::new() }
    }

    /// The connections of what takes words: what comes with them, and what of it stands beside a frame.
    pub fn word_ports(&self, side: &str, along: &str) -> String {
        let short = match (self.check_bits > 0, self.check_ahead) {
            (false, _) => "",
            (true, false) => "        .s_short(word_short),\n",
            (true, true) => "        .room(check_room), .push(check_push), .check(check_bits),\n",
        };
        let side = if self.side_bits > 0 { format!("        .s_side({side}),\n") } else { String::new() };
        format!("{short}{side}{}", self.along_ports(&format!("along({along}")))
    }

    /// Whether it stands beside a frame that its packet ends with it.
    fn ends(&self) -> bool {
        self.check_bits > 0 && self.blocks
    }

    /// The header again, of the index and what stands along; of designs with a check.
    pub fn header(&self, index: &str, along: &str) -> String {
        let (side, base) = (self.side_bits, self.base_bits);
        let ends = side + u32::from(self.ends());
        let parts = [
            (self.indexed, index.to_owned()),
            (self.ends(), format!("{along}[{side}]")),
            (base > 0, format!("{along}[{}:{ends}]", (ends + base).max(1) - 1)),
        ];
        let parts: Vec<String> =
            parts.into_iter().filter(|(there, _)| *there).map(|(_, part)| part).collect();
        if parts.is_empty() { "1'b0".to_owned() } else { concatenation(parts) }
    }

    /// Bits of {ends, side}: what goes on with a row of what stands along.
    pub fn packed_bits(&self) -> u32 {
        self.side_bits + u32::from(self.ends())
    }

    /// Bits of {ends, side, reason, error}.
    pub fn sure_bits(&self) -> u32 {
        DECODER_USER_BITS + self.packed_bits()
    }

    /// What goes with a row: {expected, ends, side, reason, error}, what of it there is.
    pub fn pack_user(&self, expected: &str, along: &str, user: &str) -> String {
        let side = format!("{along}[{}:0]", self.side_bits.max(1) - 1);
        let parts = [
            (self.check_bits > 0, expected.to_owned()),
            (self.ends(), format!("{along}[{}]", self.side_bits)),
            (self.side_bits > 0, side),
            (true, user.to_owned()),
        ];
        concatenation(parts.into_iter().filter(|(there, _)| *there).map(|(_, part)| part).collect())
    }

    /// What travels with a packet, beside the words that are read.
    pub fn word_side(&self, design: &Receiver) -> String {
        if self.strips() { "word_side".to_owned() } else { side_in(design) }
    }

    /// Or a frame that is shorter than its check, where there is one.
    pub fn or_short(&self) -> &'static str {
        if self.strips() { " | about_q[2]" } else { "" }
    }

    /// What comes beside the serial decoder's words, as it comes.
    pub fn about(&self) -> String {
        let parts =
            [(self.side_bits > 0, "s_side"), (self.strips(), "s_short"), (true, "s_wrong"), (true, "s_last")];
        concatenation(
            parts.into_iter().filter(|(there, _)| *there).map(|(_, part)| part.to_owned()).collect(),
        )
    }

    /// Bits of it.
    pub fn about_bits(&self) -> u32 {
        self.side_bits + u32::from(self.strips()) + 2
    }

    /// Where the side is in it, which is at least a bit.
    pub fn side_at(&self) -> String {
        format!("about_q[ABOUT-1 -: {}]", self.side_bits)
    }

    /// Where the base is in the serial decoder's first chunk.
    pub fn base_at(&self) -> String {
        format!("bits[CHUNK-HEADER +: {}]", self.base_bits)
    }

    /// Whether the check is taken off in front of what takes words.
    pub fn strips(&self) -> bool {
        self.check_bits > 0 && !self.check_ahead
    }
}

/// The ports of either decoder, and what stands in front of its stages.
pub struct Ports {
    /// The lines of the module's head.
    pub list: String,
    pub in_bytes: usize,
    pub in_plural: &'static str,
    pub in_range: Range,
    pub in_keep_range: Range,
    /// The name of words as they come, and of those that the decoder reads.
    pub beat: &'static str,
    pub word_ready: &'static str,
    pub word_data: &'static str,
    /// Whose digest it is.
    pub books: &'static str,
    pub digest: String,
}

impl Ports {
    pub fn of(design: &Receiver) -> Self {
        let books = design.books();
        let in_bytes = design.decoder().in_bytes();
        let strips = Head::of(design).strips();
        Self {
            list: text::ports(&design.decoder_ports()),
            in_bytes,
            in_plural: plural(in_bytes),
            in_range: Range(8 * in_bytes as u32),
            in_keep_range: Range(in_bytes as u32),
            beat: if strips { "beat" } else { "word" },
            word_ready: if strips { "word_ready" } else { "s_axis_tready" },
            word_data: if strips { "word_data" } else { "s_axis_tdata" },
            books: if books.indices() > 1 { "all codebooks" } else { "the codebook" },
            digest: books.digest().to_string(),
        }
    }
}

/// What travels with a packet, {tdest, tid, tuser}, as it comes.
pub fn side_in(design: &Receiver) -> String {
    let side = design.sideband();
    let ports = [("s_axis_tdest", side.tdest), ("s_axis_tid", side.tid), ("s_axis_tuser", side.tuser)];
    concatenation(ports.into_iter().filter(|(_, bits)| *bits > 0).map(|(port, _)| port.to_owned()).collect())
}

/// The ports through which {tdest, tid, tuser, reason, error} leaves, and the range of each.
pub fn sides_out(design: &Receiver) -> Vec<(&'static str, String)> {
    let side = design.sideband();
    let mut low = 0;
    let ports = [
        ("m_axis_tuser", u64::from(DECODER_USER_BITS) + side.tuser),
        ("m_axis_tid", side.tid),
        ("m_axis_tdest", side.tdest),
    ];
    let mut found: Vec<(&str, String)> = Vec::new();
    for (port, bits) in ports.into_iter().filter(|(_, bits)| *bits > 0) {
        found.push((port, format!("[{}:{low}]", low + bits - 1)));
        low += bits;
    }
    // All of it needs no range.
    if let [(_, range)] = &mut found[..] {
        range.clear();
    }
    found
}

/// Where an element's exponent begins, bits from its lowest.
pub fn exponent_low(element: Element) -> u32 {
    element.low() + element.below_exponent()
}

/// What is expected of a check's state behind a frame's elements.
#[derive(Template)]
#[template(path = "decoder/expect.v")]
pub struct Expect<'a> {
    p: &'a str,
    check: &'static str,
    header_range: Range,
    index_range: Range,
    index_bits: u32,
    state_range: Range,
    books: usize,
    width: u32,
    tags: Vec<Row>,
}

impl<'a> Expect<'a> {
    /// Of a design with a check.
    pub fn of(design: &'a Receiver<'a>, check: Check) -> Self {
        let (books, crc) = (design.books(), Crc::of(check));
        let head = Head::of(design);
        let back = Powers::of(check, element_bits(design)).back();
        let tag = |book: &Codebook| {
            let inverted = (book.tag().0 ^ crc.ones()) & crc.ones();
            (crc::state(crc, back.of(inverted.into())), format!("tag {}", book.tag()))
        };
        let bits = books.header_bits().max(1);
        Self {
            p: design.name(),
            check: check.name(),
            header_range: Range(bits),
            index_range: Range(head.index_bits),
            index_bits: head.index_bits,
            state_range: Range(crc.width()),
            books: books.indices(),
            width: crc.width(),
            tags: rows(books.all().map(tag).collect::<Vec<_>>().into_iter()),
        }
    }
}

/// The same where codebooks are loaded.
#[derive(Template)]
#[template(path = "decoder/loadable/expect.v")]
pub struct ExpectLoaded<'a> {
    p: &'a str,
    check: &'static str,
    header_range: Range,
    index_range: Range,
    index_bits: u32,
    state_range: Range,
    books: usize,
    first: usize,
    slots: usize,
    width: u32,
    tags: Vec<Row>,
}

impl<'a> ExpectLoaded<'a> {
    /// Of a design with a check.
    pub fn of(design: &'a Receiver<'a>, check: Check) -> Self {
        let (books, crc) = (design.books(), Crc::of(check));
        let head = Head::of(design);
        let tag =
            |book: &Codebook| (crc::state(crc, book.tag().0 & crc.ones()), format!("tag {}", book.tag()));
        let constant = books.by_index().enumerate().filter(|(index, _)| {
            !(books.slot_index(0)..books.slot_index(books.slots().len())).contains(index)
        });
        let bits = books.header_bits().max(1);
        Self {
            p: design.name(),
            check: check.name(),
            header_range: Range(bits),
            index_range: Range(head.index_bits),
            index_bits: head.index_bits,
            state_range: Range(crc.width()),
            books: books.indices(),
            first: books.slot_index(0),
            slots: books.slots().len(),
            width: crc.width(),
            tags: rows(constant.filter_map(|(_, book)| book.map(tag)).collect::<Vec<_>>().into_iter()),
        }
    }
}

/// Bits of an element in its container.
pub fn element_bits(design: &Receiver) -> u32 {
    8 * design.element().bytes() as u32
}

/// A frame's elements against its check.
#[derive(Template)]
#[template(path = "decoder/verify.v")]
pub struct Verify<'a> {
    p: &'a str,
    rst: Reset,
    width: u32,
    state_range: Range,
    lanes: usize,
    bits: usize,
    /// The state in front of a frame.
    ones: Lit,
}

impl<'a> Verify<'a> {
    /// Of a design with a check.
    pub fn of(design: &'a Receiver<'a>, check: Check) -> Self {
        let (crc, lanes) = (Crc::of(check), design.decoder().slots());
        Self {
            p: design.name(),
            rst: Reset::of(design.reset()),
            width: crc.width(),
            state_range: Range(crc.width()),
            lanes,
            bits: lanes * element_bits(design) as usize,
            ones: crc::state(crc, Powers::of(check, element_bits(design)).ones()),
        }
    }
}

/// The code of one or of several books as the tables of a module.
///
/// Several books share their classes: the kinds and lengths of codewords that any of them has, in canonical order. In
/// a book that lacks one it begins where the next one does, so that it is empty. Therefore the lengths, which are what
/// the classes are asked for, do not depend on the book: only where the classes begin does.
pub struct Code {
    fpga: bool,
    element_range: Range,
    book_text: &'static str,
    range: Range,
    symbol_range: Range,
    raw_range: Range,
    book_range: Range,
    class_range: Range,
    books: usize,
    element_bits: u32,
    code_bits: u32,
    symbol_bits: u32,
    raw_bits: u32,
    classes: usize,
    from: Vec<Row>,
    bits: Vec<Row>,
    ends: Vec<Row>,
    /// Whether each codeword has its own row in the table of symbols, or each run.
    direct: bool,
    looked: usize,
    looked_first: Vec<Row>,
    looked_count: Vec<Row>,
    looked_from: Vec<Row>,
    looked_value: Vec<Row>,
    /// Classes of which some codeword's symbol stands as it is.
    class_plain: Lit,
}

/// Where a class that is there stands in canonical order.
fn order(class: &Class) -> (u32, bool) {
    (class.first.length, class.escape)
}

impl Code {
    /// What rows, the book and the bits are called where one is found: of an FPGA there is a register in between.
    fn row(&self) -> &'static str {
        if self.fpga { "row_d" } else { "row" }
    }

    fn by(&self) -> &'static str {
        if self.fpga { "by" } else { "book" }
    }

    fn here(&self) -> &'static str {
        if self.fpga { "here" } else { "bits" }
    }

    /// Of books of which some are loaded: what their classes have in common, whatever they are.
    fn loaded(books: &Books, envelope: &Envelope, fpga: bool) -> Self {
        let element = books.element();
        let classes = dec_loadable::classes(books, envelope);
        let load = Load::of(books, envelope);
        let of_class = |width: u32, bits: fn(&Class, Element) -> u32| {
            rows(classes.iter().map(|class| (Lit::dec(width, bits(class, element)), kind(class))))
        };
        Self {
            fpga,
            element_range: Range(books.longest_element()),
            book_text: book_text(books),
            range: Range(load.code),
            symbol_range: Range(element.symbol_bits()),
            raw_range: Range(element.raw_bits() + 1),
            book_range: Range(load.book_bits),
            class_range: Range(classes.len() as u32 + 1),
            books: books.indices(),
            element_bits: books.longest_element(),
            code_bits: load.code,
            symbol_bits: element.symbol_bits(),
            raw_bits: element.raw_bits(),
            classes: classes.len(),
            bits: of_class(16, |class, _| class.element_bits),
            ends: of_class(8, |class, element| class.element_bits - element.raw_bits()),
            from: Vec::new(),
            direct: false,
            looked: 0,
            looked_first: Vec::new(),
            looked_count: Vec::new(),
            looked_from: Vec::new(),
            looked_value: Vec::new(),
            class_plain: Lit::bin(1, 0u32),
        }
    }

    fn of(design: &Receiver) -> Self {
        let books = design.books();
        let fpga = design.for_fpga();
        if let Some(envelope) = books.envelope() {
            return Self::loaded(books, envelope, fpga);
        }
        let element = books.element();
        let width = books.longest_codeword();
        let count = books.indices();
        let several = count > 1;
        let of_each: Vec<Vec<Class>> = books.all().map(Codebook::classes).collect();
        let classes = classes(&of_each);
        // Beginnings have a bit more, for what begins behind all codewords.
        let start = |value: u32| Lit::bin(width + 1, value);
        let titled = |book: usize, text: String| {
            if several { format!("book {book}: {text}") } else { text }
        };
        // Where a book's classes begin, and behind them what begins no codeword.
        let from = |book: usize| -> Vec<(Lit, String)> {
            let own = &of_each[book];
            let end = own.last().map_or(0, |class| class.to(width));
            let here = |class: &&Class| {
                let next = own.iter().find(|own| order(own) >= order(class));
                let there = next.filter(|own| order(own) == order(class));
                let comment = there.map_or_else(|| format!("none of {}", kind(class)), describe);
                (start(next.map_or(end, |own| own.from(width))), titled(book, comment))
            };
            let what = if end < 1 << width { "unassigned" } else { "all are assigned" };
            classes.iter().map(here).chain([(start(end), titled(book, what.to_owned()))]).collect()
        };
        let of_class = |width: u32, bits: fn(&Class, Element) -> u32| {
            let comment = |class: &Class| if several { kind(class) } else { describe(class) };
            rows(classes.iter().map(|class| (Lit::dec(width, bits(class, element)), comment(class))))
        };
        let runs: Vec<Vec<Looked>> = books.all().map(|book| runs(book, width)).collect();
        let words: Vec<Vec<Looked>> = books.all().map(|book| words(book, width)).collect();
        let total = |rows: &[Vec<Looked>]| rows.iter().map(Vec::len).sum::<usize>();
        // A run costs an addition, and a place in front of it where codewords of all lengths are brought.
        let direct = total(&words) <= WORDS_FOR_A_RUN * total(&runs);
        let looked = if direct { words } else { runs };
        let all =
            || looked.iter().enumerate().flat_map(|(book, rows)| rows.iter().map(move |row| (book, row)));
        let first = |book: usize| total(&looked[..book]);
        let symbols = all().any(|(_, row)| row.plain && row.from == 0);
        let itself = |class: &Class| class.escape || (symbols && class.first.length == element.symbol_bits());
        let value_bits = element.symbol_bits() + u32::from(direct);
        let value =
            |row: &Looked| Lit::hex(value_bits, row.value | u32::from(row.plain) << element.symbol_bits());
        let class_plain = classes.iter().enumerate().filter(|(_, class)| itself(class));
        let class_plain = class_plain.fold(0u64, |mask, (at, _)| mask | 1 << at);
        let of_book = |value: &dyn Fn(usize) -> usize| {
            rows((0..count).map(|book| (Lit::dec(32, value(book) as u64), format!("book {book}"))))
        };
        Self {
            fpga,
            element_range: Range(books.longest_element()),
            book_text: book_text(books),
            range: Range(width),
            symbol_range: Range(element.symbol_bits()),
            raw_range: Range(element.raw_bits() + 1),
            book_range: Range(count as u32),
            class_range: Range(classes.len() as u32 + 1),
            books: count,
            element_bits: books.longest_element(),
            code_bits: width,
            symbol_bits: element.symbol_bits(),
            raw_bits: element.raw_bits(),
            classes: classes.len(),
            from: rows((0..count).flat_map(from).collect::<Vec<_>>().into_iter()),
            bits: of_class(16, |class, _| class.element_bits),
            ends: of_class(8, |class, element| class.element_bits - element.raw_bits()),
            direct,
            looked: all().count(),
            looked_first: of_book(&first),
            looked_count: of_book(&|book| looked[book].len()),
            looked_from: rows(
                all()
                    .map(|(book, row)| (Lit::bin(width, row.from), titled(book, row.comment.clone())))
                    .collect::<Vec<_>>()
                    .into_iter(),
            ),
            looked_value: rows(
                all().map(|(_, row)| (value(row), String::new())).collect::<Vec<_>>().into_iter(),
            ),
            class_plain: Lit::bin(classes.len() as u32, class_plain),
        }
    }
}

/// The classes that any of the books has, in canonical order.
fn classes(of_each: &[Vec<Class>]) -> Vec<&Class> {
    let mut classes: Vec<&Class> = of_each.iter().flatten().collect();
    classes.sort_by_key(|class| order(class));
    classes.dedup_by_key(|class| order(class));
    classes
}

/// The classes of codewords that any book has, or can have where some are loaded.
pub fn all_classes(books: &Books) -> Vec<Class> {
    if let Some(envelope) = books.envelope() {
        return dec_loadable::classes(books, envelope);
    }
    classes(&books.all().map(Codebook::classes).collect::<Vec<_>>()).into_iter().copied().collect()
}

/// The serial decoder's loop.
#[derive(Template)]
#[template(path = "decoder/window.v")]
pub struct Window<'a> {
    p: &'a str,
    rst: Reset,
    head: Head,
    /// Of the frame's next bits that it has at hand.
    head_bits: u32,
    /// As it is instantiated.
    chunk_bits: usize,
    miss_bits: u32,
    code: Code,
}

impl<'a> Window<'a> {
    pub fn of(design: &'a Receiver<'a>) -> Self {
        let chunk = serial::chunk_bytes(design);
        Self {
            p: design.name(),
            rst: Reset::of(design.reset()),
            head: Head::of(design),
            head_bits: serial::head_bits(design),
            chunk_bits: 8 * chunk,
            miss_bits: bits_for(chunk as u32),
            code: Code::of(design),
        }
    }
}

/// Modules that a frame's header decides on beside the prefix and reset.
macro_rules! headed {
    ($($(#[$doc:meta])* $view:ident $path:literal)*) => {
        $($(#[$doc])*
        #[derive(Template)]
        #[template(path = $path)]
        pub struct $view<'a> {
            p: &'a str,
            rst: Reset,
            head: Head,
        }

        impl<'a> $view<'a> {
            pub fn of(design: &'a Receiver<'a>) -> Self {
                Self { p: design.name(), rst: Reset::of(design.reset()), head: Head::of(design) }
            }
        })*
    };
}

headed! {
    /// The serial decoder's chunks of the frame.
    Feed "decoder/feed.v"
    /// Its words, from narrower beats.
    Gather "decoder/gather.v"
    /// Words without the check behind a frame.
    Strip "decoder/strip.v"
    /// Loop 1.
    Entry "decoder/entry.v"
    /// The way up, loop 1, the way down.
    Sweep "decoder/sweep.v"
}

/// The parallel decoder's words and what lies behind them.
#[derive(Template)]
#[template(path = "decoder/lookahead.v")]
pub struct Lookahead<'a> {
    p: &'a str,
    rst: Reset,
    head: Head,
    /// So many bytes a frame must have, and what they are.
    least_bytes: u32,
    least_of: &'static str,
    /// What the header says, and what is said where there is none.
    index: String,
    ends: String,
    short: &'static str,
    along: String,
}

impl<'a> Lookahead<'a> {
    pub fn of(design: &'a Receiver<'a>) -> Self {
        let head = Head::of(design);
        let header = head.bits.div_ceil(8);
        let (least_bytes, least_of) = match (head.check_ahead, header) {
            (false, _) => (header, "the header"),
            (true, 0) => (head.check_bits / 8, "the check"),
            (true, _) => (header + head.check_bits / 8, "header and check"),
        };
        let base = format!("head_q[{}:0]", head.base_bits.max(1) - 1);
        Self {
            p: design.name(),
            rst: Reset::of(design.reset()),
            least_bytes,
            least_of,
            index: match head.indexed {
                true => "head_q[HEADER-1 -: INDEX]".to_owned(),
                false => Lit::dec(head.index_bits, 0u32).to_string(),
            },
            ends: match head.blocks {
                true => format!("head_q[{}] & ~short_q", head.base_bits),
                false => "1'b1".to_owned(),
            },
            short: match (least_bytes > 0, head.strips()) {
                (true, true) => "short_q | word_short_q",
                (true, false) => "short_q",
                (false, true) => "word_short_q",
                (false, false) => "1'b0",
            },
            along: head.along(&base, "ends", "word_side_q"),
            head,
        }
    }
}

/// The transform of a slot.
#[derive(Template)]
#[template(path = "decoder/leaf.v")]
pub struct Leaf<'a> {
    p: &'a str,
    head: Head,
}

impl<'a> Leaf<'a> {
    pub fn of(design: &'a Receiver<'a>) -> Self {
        Self { p: design.name(), head: Head::of(design) }
    }
}

/// Modules that the code decides on.
macro_rules! coded {
    ($($(#[$doc:meta])* $view:ident $path:literal)*) => {
        $($(#[$doc])*
        #[derive(Template)]
        #[template(path = $path)]
        pub struct $view<'a> {
            p: &'a str,
            code: Code,
        }

        impl<'a> $view<'a> {
            pub fn of(design: &'a Receiver<'a>) -> Self {
                Self { p: design.name(), code: Code::of(design) }
            }
        })*
    };
}

coded! {
    /// The classes of codewords, and what is none.
    CodeClasses "decoder/code.v"
    /// The parallel decoder's length function.
    Length "decoder/length.v"
    /// The symbol behind a codeword, in both decoders.
    Symbol "decoder/symbol.v"
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
