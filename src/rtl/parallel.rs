//! The parallel decoder's views.

use super::dec_loadable;
use super::decoder::{
    Head, Ports, all_classes, contained, entries, exponent_low, latency, side_in, sides_out, value,
};
use super::text::{Lit, Reset, bits_for, plural};
use crate::design::{Level, Receiver};
use crate::element::Element;
use askama::Template;

/// The composition of two transforms.
#[derive(Template)]
#[template(path = "decoder/compose.v")]
pub struct Compose<'a> {
    p: &'a str,
    fpga: bool,
    lengths: Lit,
}

impl<'a> Compose<'a> {
    pub fn of(design: &'a Receiver<'a>) -> Self {
        let classes = all_classes(design.books()).into_iter();
        let lengths = classes.fold(0u64, |mask, class| mask | 1 << class.element_bits);
        let fpga = design.for_fpga();
        Self { p: design.name(), fpga, lengths: Lit::bin(entries(design.books()) + 1, lengths) }
    }
}

/// Registers per level, as 0 or 1, or a mask with the first level lowest.
struct Cuts {
    up: String,
    down: String,
    walk: usize,
    check: u8,
    stop: u8,
    count: u8,
    rank: u8,
    place: u8,
    route: u8,
    swap: String,
    swaps: usize,
}

/// The top module.
#[derive(Template)]
#[template(path = "decoder/parallel.v")]
pub struct Top<'a> {
    p: &'a str,
    fpga: bool,
    /// Registers inside levels, for an FPGA, and what they make of wires' names and of delays beside them.
    inner_cuts: String,
    sweep_cuts: &'static str,
    start_cut: &'static str,
    at: &'static str,
    word: &'static str,
    word_beyond: &'static str,
    before_check: &'static str,
    /// How frames and packets go together, in words.
    joined: &'static str,
    /// Whether slots are looked up a register earlier, for the one behind their rows, and the window has a register.
    early: bool,
    place_break: &'static str,
    stop_at: &'static str,
    slot_at: &'static str,
    slot_cut: &'static str,
    row_cut: &'static str,
    /// Registers of a loaded codebook's lookup, for an FPGA, which a base comes behind.
    picked: &'static str,
    /// Registers of the counts that the book's index has behind it where it is used.
    known_at: &'static str,
    /// What the lookahead's wires are called.
    look: &'static str,
    look_bits: &'static str,
    look_along: &'static str,
    along: &'static str,
    rst: Reset,
    head: Head,
    element: Element,
    ports: Ports,
    lanes: usize,
    lanes_plural: &'static str,
    latency: usize,
    pipeline: String,
    in_bits: usize,
    container: usize,
    value_bits: u32,
    symbol_bits: u32,
    raw_bits: u32,
    code_bits: u32,
    classes: usize,
    shortest: u32,
    longest: u32,
    element_bits: u32,
    entry_bits: u32,
    slot: usize,
    slot_plural: &'static str,
    levels: u32,
    pos_bits: u32,
    lane_bits: u32,
    again: u32,
    cut: Cuts,
    value: String,
    contained: String,
    /// The base's cut, where there is one, and the registers behind the symbols with it.
    base_cut: String,
    route_cuts: String,
    /// The register that elements have behind it, and what goes in.
    value_cut: &'static str,
    value_in: &'static str,
    /// Where codebooks are loaded, and by which book each stage reads.
    slot_wires: String,
    loads: String,
    start_ports: &'static str,
    sweep_ports: &'static str,
    walk_book: String,
    beyond: &'static str,
    lookup_book: String,
    symbol_ports: &'static str,
    tags_port: &'static str,
    header: String,
    pack_bits: &'static str,
    pack_user: String,
    spoils: String,
    side_in: String,
    word_side: String,
    sides: Vec<(&'static str, String)>,
    exponent_low: u32,
}

impl<'a> Top<'a> {
    pub fn of(design: &'a Receiver<'a>) -> Self {
        let books = design.books();
        let element = design.element();
        let decoder = design.decoder();
        let lanes = decoder.lanes();
        let in_bits = 8 * decoder.in_bytes();
        let slots = decoder.slots();
        let (slot, levels) = (in_bits / slots, slots.trailing_zeros());
        let pipeline = &decoder.pipeline();
        let head = Head::of(design);
        let cut = |level: Level| u8::from(pipeline.cut(level));
        let bits = |name: &dyn Fn(u32) -> Level| -> String {
            (0..=levels).rev().map(|level| char::from(b'0' + cut(name(level)))).collect()
        };
        let mask = |name: &dyn Fn(u32) -> Level| format!("{}'b{}", levels + 1, bits(name));
        let up = |level: u32| if level == 0 { Level::Leaf } else { Level::Up(level) };
        let down = |level: u32| if level == levels { Level::Entry } else { Level::Down(level) };
        let swap = Level::Swap;
        let fpga = design.for_fpga();
        let early = fpga && !head.loads;
        let of_fpga = |text| if fpga { text } else { "" };
        let beyond = if head.loads { "walk_beyond" } else { "~(|walk_book)" };
        let picks = fpga && head.loads;
        let picked = if picks { " + PICKED" } else { "" };
        let known_at = if fpga { "COUNT_CUT" } else { "COUNT_CUT-RANK_CUT" };
        let count = |name: &dyn Fn(u32) -> Level| (0..=levels).filter(|&k| cut(name(k)) == 1).count();
        let inner = [Level::Class, Level::Rows].into_iter().filter(|&level| cut(level) == 1).count();
        let walk = count(&up)
            + count(&down)
            + inner
            + count(&Level::Middle)
            + count(&Level::Part)
            + count(&Level::Enter);
        Self {
            p: design.name(),
            fpga,
            early,
            joined: match head.check_bits {
                0 => "every frame is a packet",
                _ => "frames are joined once they are checked",
            },
            inner_cuts: if fpga {
                inner_cuts([mask(&Level::Middle), mask(&Level::Part), mask(&Level::Enter)], &cut, picks)
            } else {
                String::new()
            },
            sweep_cuts: of_fpga(
                ".CLASS_CUT(CLASS_CUT), .ROWS_CUT(ROWS_CUT),\n        \
                 .MIDDLE_CUT(MIDDLE_CUT), .PART_CUT(PART_CUT), .ENTER_CUT(ENTER_CUT),\n        ",
            ),
            start_cut: of_fpga(", .CUT(START_CUT)"),
            at: of_fpga("at_"),
            word: if fpga { "start" } else { "walk" },
            word_beyond: if fpga { "start_beyond" } else { beyond },
            before_check: of_fpga("HOLE_CUT + START_CUT + "),
            place_break: if picks { "\n        " } else { " " },
            stop_at: if fpga { "COUNT_AT-COUNT_CUT" } else { "CHECK_CUT+STOP_CUT" },
            slot_at: if fpga { "COUNT_AT-COUNT_CUT" } else { "COUNT_AT" },
            slot_cut: if fpga { "COUNT_CUT" } else { "RANK_CUT" },
            row_cut: match (fpga, picks) {
                (false, _) => "",
                (true, false) => ".ROW_CUT(RANK_CUT), ",
                (true, true) => {
                    "\n                .ROW_CUT(RANK_CUT), .PICK_CUT(PICK_CUT), .GROUP_CUT(GROUP_CUT),\n                "
                }
            },
            known_at,
            look: if early { "look" } else { "window" },
            look_bits: if early { "look_bits" } else { "window" },
            look_along: if early { "look_along" } else { "window_along" },
            along: if early { "look_along, window_along, walk_along" } else { "window_along, walk_along" },
            rst: Reset::of(design.reset()),
            element,
            ports: Ports::of(design),
            lanes,
            lanes_plural: plural(lanes),
            latency: latency(design),
            pipeline: pipeline.name(),
            in_bits,
            container: element.bytes() * 8,
            value_bits: element.bits(),
            symbol_bits: element.symbol_bits(),
            raw_bits: element.raw_bits(),
            code_bits: books.longest_codeword(),
            classes: all_classes(books).len(),
            shortest: books.shortest_element(),
            longest: books.longest_element(),
            element_bits: entries(books),
            entry_bits: bits_for(entries(books) - 1),
            slot,
            slot_plural: plural(slot),
            levels,
            pos_bits: slot.trailing_zeros().max(1),
            lane_bits: levels.max(1),
            again: if fpga { levels.min(1) } else { again(levels, slot as u32, &bits(&up)) },
            cut: Cuts {
                up: mask(&up),
                down: mask(&down),
                walk,
                check: cut(Level::Check),
                stop: cut(Level::Stop),
                count: cut(Level::Count),
                rank: cut(Level::Rank),
                place: cut(Level::Place),
                route: cut(Level::Route),
                swap: mask(&swap),
                swaps: count(&swap),
            },
            value: value(element),
            contained: contained(element, "out_row[i*VALUE +: VALUE]".to_owned()),
            base_cut: head.base_cut(9, cut(Level::Base)),
            route_cuts: format!("ROUTE_CUT{picked}{}", if books.base() { " + BASE_CUT" } else { "" }),
            picked,
            value_cut: if books.base() { "BASE_CUT" } else { "ROUTE_CUT" },
            value_in: if books.base() { "absolute" } else { "value_d" },
            slot_wires: dec_loadable::wires(design, &PARALLEL),
            loads: dec_loadable::top(design, &PARALLEL),
            start_ports: if head.loads {
                ".starts(window_starts), .named(window_named),\n        .busy(window_busy), "
            } else {
                ""
            },
            sweep_ports: if head.loads { "        .book(window_book), .books(books),\n" } else { "" },
            walk_book: walk_book(&head, design.name(), walk),
            beyond,
            lookup_book: lookup_book(&head, design.name(), walk, fpga),
            symbol_ports: if head.loads {
                ".offsets(lookup_offsets),\n                .symbols(lookup_symbols), "
            } else {
                ""
            },
            tags_port: if head.loads { ".tags(slot_tags), " } else { "" },
            header: match fpga {
                true => head.header("soon_index", "soon_along"),
                false => head.header("swap_index", "swap_along"),
            },
            pack_bits: if head.check_bits > 0 { "CRC+SURE" } else { "USER" },
            pack_user: head.pack_user("swap_expected", "swap_along", &dec_loadable::end_user(design, "swap")),
            spoils: dec_loadable::spoils(design, "swap", "lookup_index", &format!("SWAP_AT-LATE-{known_at}")),
            word_side: head.word_side(design),
            side_in: side_in(design),
            sides: sides_out(design),
            exponent_low: exponent_low(element),
            head,
        }
    }

    /// Whether a row is more than one output beat.
    pub fn splits(design: &Receiver) -> bool {
        design.decoder().slots() > design.decoder().lanes()
    }
}

/// Registers inside levels, for an FPGA: masks of those of several bits, and the others.
fn inner_cuts(masks: [String; 3], cut: &dyn Fn(Level) -> u8, loads: bool) -> String {
    let [middle, part, enter] = masks;
    let mut lines = vec![
        format!("    localparam [LEVELS:0] MIDDLE_CUT = {middle};  // bit k: inside up k\n"),
        format!("    localparam [LEVELS:0] PART_CUT   = {part};  // bit k: inside its picks\n"),
        format!("    localparam [LEVELS:0] ENTER_CUT  = {enter};  // bit k: inside down k\n"),
    ];
    let others = match loads {
        true => vec![("PICK_CUT ", Level::Pick), ("GROUP_CUT", Level::Group)],
        false => vec![("WINDOW_CUT", Level::Window)],
    };
    let levels = [
        ("CLASS_CUT", Level::Class),
        ("ROWS_CUT ", Level::Rows),
        ("HOLE_CUT ", Level::Hole),
        ("START_CUT", Level::Start),
    ];
    let line = |(name, level)| format!("    localparam {name} = {};\n", cut(level));
    lines.extend(others.into_iter().chain(levels).map(line));
    if loads {
        lines.push("    localparam PICKED    = PICK_CUT + GROUP_CUT;\n".to_owned());
    }
    lines.concat()
}

/// How the parallel decoder takes up a frame's book.
const PARALLEL: dec_loadable::Taken = dec_loadable::Taken {
    wires: "    wire             window_starts, window_busy;\n    wire [INDEX-1:0] window_named;\n",
    taken: "window_starts",
    index: "window_named",
    refused: "window_starts",
    busy: "window_busy",
    under_way: "window_index",
};

/// The book by which holes are found, and whether there is one.
fn walk_book(head: &Head, p: &str, clocks: usize) -> String {
    match head.loads {
        true => format!(
            "    wire [BOOK-1:0] walk_book;\n    wire            walk_beyond;\n    \
             {p}_dec_choose #(\n        \
             .BITS(BOOK-1), .BOOKS(BOOKS-1), .INDEX(INDEX), .CLOCKS({clocks})\n    \
             ) u_walk_book (\n        \
             .clk(clk), .en(en), .index(window_index), .d(books), .raw(walk_book[BOOK-1]),\n        \
             .q(walk_book[BOOK-2:0]));\n    \
             {p}_delay #(.BITS(1), .CLOCKS({clocks})) u_walk_beyond (\n        \
             .clk(clk), .en(en), .d(window_beyond), .q(walk_beyond));\n"
        ),
        false => format!(
            "    wire [BOOKS-1:0] walk_book;                  // none where the index is beyond them\n    \
             {p}_dec_onehot #(.X(BOOKS), .E(INDEX)) u_walk_book (\n        \
             .value(walk_index), .onehot(walk_book));\n"
        ),
    }
}

/// The book by which symbols are looked up.
fn lookup_book(head: &Head, p: &str, clocks: usize, fpga: bool) -> String {
    let at = if fpga { "COUNT_AT" } else { "COUNT_AT+RANK_CUT" };
    let index = format!(
        "    {p}_delay #(.BITS(INDEX), .CLOCKS({at})) u_lookup_index (\n        \
         .clk(clk), .en(en), .d(walk_index), .q(lookup_index));\n"
    );
    if !head.loads {
        return format!(
            "    wire [BOOKS-1:0]   lookup_book;\n{index}    \
             {p}_dec_onehot #(.X(BOOKS), .E(INDEX)) u_lookup_book (\n        \
             .value(lookup_index), .onehot(lookup_book));\n"
        );
    }
    [
        match fpga {
            true => "    localparam PLACE_AT = COUNT_AT + RANK_CUT + PICK_CUT + PLACE_CUT;\n",
            false => "",
        }
        .to_owned(),
        "    wire [BOOK-1:0]    lookup_book;               // chosen a clock ahead of where it is asked,\n"
            .to_owned(),
        "    wire [OFFSETS-1:0] lookup_offsets;            // and symbols behind the place's register\n"
            .to_owned(),
        "    wire [SYMBOLS-1:0] lookup_symbols;\n    wire unused_index = &{1'b0, lookup_index};\n".to_owned(),
        index,
        dec_loadable::chooses(
            p,
            "lookup_book",
            "window_index",
            &match fpga {
                true => ["COUNT_AT", "COUNT_AT+RANK_CUT", "PLACE_AT"],
                false => ["COUNT_AT+RANK_CUT", "COUNT_AT+RANK_CUT", "COUNT_AT+RANK_CUT+PLACE_CUT"],
            }
            .map(|at| format!("{clocks}+{at}")),
        ),
    ]
    .concat()
}

/// Levels of transforms that are made a second time on the way down rather than kept: those of segments up to 8
/// bits, whose rows are few to make and many to carry. They are made in one stage, so it must not be much longer
/// than the longest one of the way up.
fn again(levels: u32, slot: u32, registers: &str) -> u32 {
    let longest = registers.split('1').map(str::len).max().unwrap_or(0) as u32 + 1;
    (1 + (8 / slot).checked_ilog2().unwrap_or(0)).min(longest + 1).min(levels)
}
