//! The serial decoder's top.

use super::dec_loadable;
use super::decoder::{Head, Ports, contained, exponent_low, latency, side_in, sides_out, value};
use super::text::Reset;
use crate::codebook::Books;
use crate::design::{Level, Receiver};
use crate::element::Element;
use askama::Template;

/// Bits of padding at a frame's end.
const MOST_PADDING: u32 = 7;

/// Bits of the window's head that elements need, an element and what is looked at behind it.
fn least_head(books: &Books) -> u32 {
    let element = books.longest_element();
    (element + books.longest_codeword().max(MOST_PADDING)).max(2 * element - 1)
}

/// Bytes that the window takes at a time, some words of the bus or a part of one. Two of these chunks hold an element's
/// bits from any place in the first one, and a frame's header and all that the window's head takes of its first bits. A
/// chunk is no shorter than the longest element, so that one element a clock never takes more than one, and longer than
/// the header.
pub fn chunk_bytes(design: &Receiver) -> usize {
    let (books, in_bytes) = (design.books(), design.decoder().in_bytes());
    let (element, header) = (books.longest_element(), books.header_bits());
    let holds = |bits: u32| bits >= element && bits >= header + 8 && 2 * bits > header + least_head(books);
    let whole = |bytes: usize| bytes.is_multiple_of(in_bytes) || in_bytes.is_multiple_of(bytes);
    (1..).find(|&bytes| whole(bytes) && holds(8 * bytes as u32)).expect("some are long enough")
}

/// Bits of the window's head: what elements need, and all of a frame's first chunk.
pub fn head_bits(design: &Receiver) -> u32 {
    let books = design.books();
    least_head(books).max(8 * chunk_bytes(design) as u32 - books.header_bits())
}

/// Whether chunks are longer than the bus's words.
pub fn gathers(design: &Receiver) -> bool {
    design.decoder().in_bytes() < chunk_bytes(design)
}

/// How the serial decoder takes up a frame's book.
const SERIAL: dec_loadable::Taken = dec_loadable::Taken {
    wires: "    wire                         window_busy;\n",
    taken: "(chunk_take & chunk_first)",
    index: "chunk_index",
    refused: "chunk_take & chunk_first & chunk_beyond",
    busy: "window_busy",
    under_way: "window_index",
};

/// The book by which symbols are looked up.
fn lookup_book(head: &Head, p: &str) -> String {
    if !head.loads {
        return format!(
            "    wire [BOOKS-1:0]  book;\n    \
             {p}_dec_onehot #(.X(BOOKS), .E(INDEX)) u_book (.value(element_index), .onehot(book));\n"
        );
    }
    [
        "    wire [BOOK-1:0]    book;\n    wire [OFFSETS-1:0] lookup_offsets;\n".to_owned(),
        "    wire [SYMBOLS-1:0] lookup_symbols;\n    wire unused_index = &{1'b0, element_index};\n"
            .to_owned(),
        dec_loadable::chooses(
            p,
            "book",
            "window_index",
            &["ELEMENT_CUT", "ELEMENT_CUT", "ELEMENT_CUT+LOOKUP_CUT"].map(str::to_owned),
        ),
    ]
    .concat()
}

/// The top module.
#[derive(Template)]
#[template(path = "decoder/serial.v")]
pub struct Top<'a> {
    p: &'a str,
    rst: Reset,
    head: Head,
    element: Element,
    ports: Ports,
    latency: usize,
    pipeline: String,
    container: usize,
    symbol_bits: u32,
    raw_bits: u32,
    element_bits: u32,
    chunk_bits: usize,
    /// Whether a chunk is several beats, and what is fed.
    gathers: bool,
    words: &'static str,
    feed_bits: usize,
    feed_ready: &'static str,
    feed_data: &'static str,
    feed_side: String,
    class_cut: &'static str,
    class_cut_line: String,
    cut_element: u8,
    cut_lookup: u8,
    value: String,
    /// What a row is, where frames are checked in rows.
    row: &'static str,
    /// Where codebooks are loaded, and by which book each stage reads.
    slot_wires: String,
    loads: String,
    known_port: &'static str,
    window_ports: &'static str,
    lookup_book: String,
    symbol_ports: &'static str,
    tags_port: &'static str,
    header: String,
    pack_bits: &'static str,
    pack_user: String,
    spoils: String,
    chunk_ends: &'static str,
    base_cut: String,
    base_clocks: &'static str,
    side_in: String,
    word_side: String,
    sides: Vec<(&'static str, String)>,
    exponent_low: u32,
    /// The stage in front of the output.
    stage: &'static str,
    stage_value: &'static str,
    out_push: String,
    out_row: String,
}

impl<'a> Top<'a> {
    pub fn of(design: &'a Receiver<'a>) -> Self {
        let books = design.books();
        let element = design.element();
        let stage = if books.base() { "base" } else { "lookup" };
        let stage_value = if books.base() { "base_value" } else { "value" };
        let head = Head::of(design);
        let check = head.check_bits > 0;
        let cut = |level: Level| u8::from(design.decoder().pipeline().cut(level));
        let ports = Ports::of(design);
        let chunk = chunk_bytes(design);
        let gathers = gathers(design);
        let word_side = head.word_side(design);
        Self {
            p: design.name(),
            rst: Reset::of(design.reset()),
            element,
            latency: latency(design),
            pipeline: design.decoder().pipeline().name(),
            container: element.bytes() * 8,
            symbol_bits: element.symbol_bits(),
            raw_bits: element.raw_bits(),
            element_bits: books.longest_element(),
            chunk_bits: 8 * chunk,
            gathers,
            words: if gathers { "wide" } else { "word" },
            feed_bits: 8 * ports.in_bytes.max(chunk),
            feed_ready: if gathers { "wide_ready" } else { ports.word_ready },
            feed_data: if gathers { "wide_data" } else { ports.word_data },
            feed_side: if gathers { "wide_side".to_owned() } else { word_side.clone() },
            class_cut: if head.loads { "" } else { ", .CLASS_CUT(CLASS_CUT)" },
            class_cut_line: match head.loads {
                true => String::new(),
                false => format!("    localparam CLASS_CUT   = {};\n", cut(Level::Class)),
            },
            cut_element: cut(Level::Element),
            cut_lookup: cut(Level::Lookup),
            value: contained(element, value(element)),
            row: match check {
                true => "    localparam N         = 1;\n    localparam VALUE     = CONTAINER;\n",
                false => "",
            },
            slot_wires: dec_loadable::wires(design, &SERIAL),
            loads: dec_loadable::top(design, &SERIAL),
            known_port: if head.loads { ".known(known),\n        " } else { "" },
            window_ports: if head.loads { ".book(window_book), .busy(window_busy), " } else { "" },
            lookup_book: lookup_book(&head, design.name()),
            symbol_ports: if head.loads {
                ".offsets(lookup_offsets), .symbols(lookup_symbols),\n        "
            } else {
                ""
            },
            tags_port: if head.loads { ".tags(slot_tags), " } else { "" },
            header: head.header("end_index", "end_along"),
            pack_bits: if check { "CRC+SURE" } else { "USER" },
            pack_user: head.pack_user("stage_expected", "end_along", &dec_loadable::end_user(design, stage)),
            spoils: dec_loadable::spoils(
                design,
                stage,
                "element_index",
                if books.base() { "LOOKUP_CUT+BASE_CUT" } else { "LOOKUP_CUT" },
            ),
            // With a check every frame is told from the next, and joined behind it.
            chunk_ends: if check { "1'b1" } else { "chunk_ends" },
            base_cut: head.base_cut(11, cut(Level::Base)),
            base_clocks: if books.base() { "BASE_CUT" } else { "0" },
            word_side,
            side_in: side_in(design),
            sides: sides_out(design),
            exponent_low: exponent_low(element),
            stage,
            stage_value,
            out_push: if check { "push".to_owned() } else { format!("{stage}_valid") },
            out_row: match check {
                true => "{row, row_keep, row_last, row_user}".to_owned(),
                false => format!("{{{stage_value}, {stage}_keep, {stage}_last, stage_user}}"),
            },
            ports,
            head,
        }
    }
}
