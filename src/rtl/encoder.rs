//! The encoder's views.

use super::crc::{self, Crc, Powers};
use super::loadable::{self, Shape};
use super::registers;
use super::table::code_bits;
use super::text::{self, Lit, Range, Reset, bits_for, concatenation};
use crate::codebook::Check;
use crate::design::counters::COUNTER_BITS;
use crate::design::{BaseRule, Level, Select, Sender};
use crate::element::Element;
use crate::words::{self, plural};
use askama::Template;

/// Clocks that a beat spends on its way through the choice of its block's codebook: size, sum, total, decision, and
/// the reading of the block's memory.
const CHOICE: usize = 5;
/// The smallest ring that holds beats, as a power of two: two short blocks and the clocks of the choice, or what comes
/// while a division goes on.
const SMALLEST_RING: u32 = 5;
/// Bits that hold the elements of a packet that is not cut into blocks.
const PACKET_COUNT: u32 = 32;

/// Clocks from an input beat to the first output beat of a packet of that beat.
pub fn latency(design: &Sender) -> usize {
    // For an FPGA a ring has a register behind its memory.
    let ring = usize::from(design.for_fpga());
    let choice = if design.encoder().select() == Some(Select::Smallest) { CHOICE + ring } else { 0 };
    let scale = match design.base() {
        // Sum, quotient, and the ring's memory.
        Some(BaseRule::Own) => sums(design) + quotient(design) + 2 + ring,
        Some(BaseRule::Previous) => 3 + ring,
        _ => 0,
    };
    scale + choice + design.encoder().pipeline().cuts() + 1
}

/// Whether frames are as long as packets, so that the upper half of a sum is a clock later than the lower one, and a bit of the
/// quotient takes two.
fn halves(design: &Sender) -> bool {
    design.encoder().block().is_none()
}

/// Clocks from a beat to its frame's sum.
fn sums(design: &Sender) -> usize {
    1 + design.encoder().lanes().ilog2().max(1) as usize + usize::from(halves(design))
}

/// Bits that hold the elements of a frame.
fn scale_count(design: &Sender) -> u32 {
    design.encoder().block_elements().map_or(PACKET_COUNT, |elements| bits_for(elements as u32))
}

/// Clocks from the sum to the base.
fn quotient(design: &Sender) -> usize {
    1 + (1 + usize::from(halves(design))) * design.element().exponent_bits() as usize
}

/// Whether beats wait until the base of their frame is known.
pub fn scales(design: &Sender) -> bool {
    matches!(design.base(), Some(BaseRule::Own | BaseRule::Previous))
}

/// Bits of what comes with a packet's first beat: codebook, base, and what travels with it.
pub fn told_bits(design: &Sender) -> u32 {
    let books = design.books();
    let index = if design.encoder().select() == Some(Select::Sideband) { books.index_bits() } else { 0 };
    let base = if design.base() == Some(BaseRule::Sideband) { books.base_bits() } else { 0 };
    index + base + design.sideband().bits()
}

/// Beats in the ring in which they wait for the base, as a power of two: two blocks, and what comes while the last
/// block's base is found.
fn scale_ring(design: &Sender) -> u32 {
    let own = design.base() == Some(BaseRule::Own);
    let block = if own { design.encoder().block().unwrap_or(0) } else { 0 };
    let waiting = block + sums(design) + quotient(design) + 8;
    (waiting.next_power_of_two().ilog2()).max(SMALLEST_RING).max(if own { (2 * block).ilog2() } else { 0 })
}

/// Bits packed at a time: the output word, doubled until it holds the header and the longest beat; with a check also that,
/// behind padding, so that what wraps round with it meets neither the beat's beginning nor a header.
pub fn word_bits(design: &Sender) -> u32 {
    const PADDING: u32 = 7;
    let books = design.books();
    let beat = design.encoder().lanes() as u32 * books.longest_element();
    let first = books.header_bits() + beat;
    let longest = match books.check() {
        None => first,
        Some(check) => first.next_multiple_of(8).max(beat + PADDING) + Crc::of(check).width(),
    };
    let mut word = design.encoder().out_bytes() as u32 * 8;
    while word < longest {
        word *= 2;
    }
    word
}

/// A table per lane.
#[derive(Template)]
#[template(path = "encoder/lookup.v")]
pub struct Lookup<'a> {
    p: &'a str,
    rst: Reset,
    several: bool,
    index_range: Range,
}

impl<'a> Lookup<'a> {
    pub fn of(design: &'a Sender<'a>) -> Self {
        let books = design.books();
        Self {
            p: design.name(),
            rst: Reset::of(design.reset()),
            several: books.indices() > 1,
            index_range: Range(books.index_bits().max(1)),
        }
    }
}

/// What comes with a packet's first beat.
#[derive(Template)]
#[template(path = "encoder/index.v")]
pub struct Index<'a> {
    p: &'a str,
    rst: Reset,
    /// An index is in it.
    indexed: bool,
    /// And other things.
    above: bool,
    /// Bits at least.
    least: u32,
    clamps: bool,
    index_bits: u32,
    last: Lit,
}

impl<'a> Index<'a> {
    pub fn of(design: &'a Sender<'a>) -> Self {
        let books = design.books();
        let indexed = design.encoder().select() == Some(Select::Sideband);
        let index_bits = books.index_bits().max(1);
        let clamps = indexed && !books.indices().is_power_of_two();
        Self {
            p: design.name(),
            rst: Reset::of(design.reset()),
            indexed,
            above: told_bits(design) > index_bits,
            least: if clamps && told_bits(design) > index_bits { index_bits + 1 } else { 1 },
            clamps,
            index_bits,
            last: last_index(design),
        }
    }
}

fn last_index(design: &Sender) -> Lit {
    Lit::dec(design.books().index_bits().max(1), design.books().indices() as u64 - 1)
}

/// Beats to words.
#[derive(Template)]
#[template(path = "encoder/pack.v")]
pub struct Pack<'a> {
    p: &'a str,
    rst: Reset,
    fpga: bool,
    /// Something travels with packets.
    side: bool,
}

impl<'a> Pack<'a> {
    pub fn of(design: &'a Sender<'a>) -> Self {
        let (fpga, side) = (design.for_fpga(), design.sideband().bits() > 0);
        Self { p: design.name(), rst: Reset::of(design.reset()), fpga, side }
    }
}

/// Registers per level, as 0 or 1.
struct Cuts {
    input: u8,
    relative: u8,
    select: u8,
    find: u8,
    table: u8,
    /// The raw bits', then those of the merge levels.
    join: String,
    /// Inside those levels, and among the others, for an FPGA.
    align: String,
    fill: u8,
    fine: u8,
    coarse: u8,
    take: u8,
    shift: u8,
    rotate: u8,
    /// How many of them lie between the lookup and the fill count.
    before_fill: usize,
    /// And between the lookup and the packing.
    before_pack: usize,
}

impl Cuts {
    fn of(design: &Sender) -> Self {
        let pipeline = &design.encoder().pipeline();
        let cut = |level: Level| u8::from(pipeline.cut(level));
        let levels = design.encoder().lanes().trailing_zeros();
        let mask = |of: &dyn Fn(u32) -> Level, lowest: u8| {
            let bits = (1..=levels).rev().map(|k| cut(of(k))).chain([lowest]);
            format!("{}'b{}", levels + 1, bits.map(|bit| char::from(b'0' + bit)).collect::<String>())
        };
        let before_pack = pipeline.cuts()
            - usize::from(cut(Level::Input) + cut(Level::Relative) + cut(Level::Select) + cut(Level::Take));
        let placing = [Level::Fill, Level::Fine, Level::Shift, Level::Coarse, Level::Rotate];
        let placing: u8 = placing.into_iter().map(cut).sum();
        Self {
            input: cut(Level::Input),
            relative: cut(Level::Relative),
            select: cut(Level::Select),
            find: cut(Level::Find),
            table: cut(Level::Table),
            join: mask(&Level::Merge, cut(Level::Raw)),
            align: mask(&Level::Align, 0),
            fill: cut(Level::Fill),
            fine: cut(Level::Fine),
            shift: cut(Level::Shift),
            coarse: cut(Level::Coarse),
            take: cut(Level::Take),
            rotate: cut(Level::Rotate),
            before_fill: before_pack - usize::from(placing),
            before_pack,
        }
    }
}

/// The top module: wires between the stages. What a design does not have is a stage that is not there.
#[derive(Template)]
#[template(path = "encoder/encoder.v")]
pub struct Top<'a> {
    p: &'a str,
    element: Element,
    digest: String,
    lanes: usize,
    plural: &'static str,
    out_bytes: usize,
    out_plural: &'static str,
    latency: usize,
    latency_plural: &'static str,
    stages: String,
    unit: &'static str,
    books_text: &'static str,
    header: bool,
    header_text: String,
    pipeline: String,
    ports: String,
    parameters: String,
    cuts: String,
    /// Registers of what holds beats: there is room.
    rooms: String,
    /// The stages' wires and instances, in the order of the data.
    wiring: Vec<String>,
}

/// What the stages are wired by.
struct Wires<'a> {
    p: &'a str,
    fpga: bool,
    rst: Reset,
    low: u32,
    cut: Cuts,
    input_en: &'static str,
    input_valid: &'static str,
    ready: String,
    told_text: String,
    told_ports: String,
    /// What comes with the packet, beside the elements: widths, the stages' wires and what they are concatenated to.
    and_told: &'static str,
    in_all: String,
    own_told: String,
    scale_all: String,
    scale_count: u32,
    scale_log: u32,
    scale_halves: &'static str,
    block_log: u32,
    /// The stage in front of the base, and that behind it.
    absolute: &'static str,
    absolute_base: String,
    absolute_raw: String,
    absolute_all: String,
    coded: &'static str,
    rel_en: &'static str,
    rel_ends: &'static str,
    rel_flags: u32,
    rel_told: &'static str,
    rel_all: String,
    /// What a block is given, and gives.
    block_beats: usize,
    ring_log: u32,
    block_valid: String,
    block_whole: &'static str,
    block_ends: String,
    block_sure: String,
    block_close: &'static str,
    unless_close: &'static str,
    and_along: &'static str,
    coded_all: String,
    block_along: String,
    block_all: String,
    /// Where the CRC is taken from, and when.
    crc_from: &'static str,
    crc_last: String,
    crc_cut: u32,
    crc_wait: usize,
    crc_now: &'static str,
    end_header: &'static str,
    header_parts: String,
    header_text_short: String,
    side_parts: String,
    side_ports: String,
    indices: usize,
    index_bits: u32,
    last_index: Lit,
    /// The stage in front of the lookup.
    from: &'static str,
    lookup_index: &'static str,
    placed: &'static str,
    start: &'static str,
    whole: &'static str,
    place_bytes: &'static str,
    packed: &'static str,
    rest: &'static str,
    pack_side: &'static str,
    pack_sides: &'static str,
    side_and: &'static str,
    word_side: &'static str,
    out_side: &'static str,
    out_bits: usize,
    queue: &'static str,
    counter_part: u32,
    counters: String,
    counter_range: Range,
    per_book_range: Range,
    counted: &'static str,
    /// The header and what travels with the packet, beside the lookup.
    header: &'static str,
    side: &'static str,
    /// Of loadable codebooks: what the registers' ports, the slots' and the readers' are connected to.
    load_clear: &'static str,
    load_unused: &'static str,
    registers_bus: String,
    registers_counters: &'static str,
    slots_escapes: &'static str,
    slots_load: &'static str,
    first_slot: usize,
    under_way_bits: u32,
    asked: String,
    beats: &'static str,
    select_books: usize,
    grant_unused: &'static str,
    select_load: &'static str,
    select_which: &'static str,
    select_wires: &'static str,
    select_constants: String,
    select_side: &'static str,
    select_d: &'static str,
    select_q: &'static str,
    all_books: &'static str,
    lookup_shape: &'static str,
    block_slots: String,
    block_load: &'static str,
    end_tags: &'static str,
    end_check: &'static str,
    end_spoilt: &'static str,
    fault: &'static str,
    broken_unused: &'static str,
    fault_wires: &'static str,
    clear: &'static str,
    count_bits: u32,
    count_range: Range,
}

/// A stage in the top: its wires, its instance, and what stands beside it.
macro_rules! stages {
    ($($view:ident $path:literal)*) => {
        $(#[derive(Template)]
        #[template(path = $path)]
        struct $view<'a> {
            t: &'a Wires<'a>,
        })*
    };
}

stages! {
    LoadStage "encoder/top/load.v"
    ProtectStage "encoder/top/protect.v"
    SpoilStage "encoder/top/spoil.v"
    GrantStage "encoder/top/grant.v"
    SelectStage "encoder/top/select.v"
    DrainStage "encoder/top/drain.v"
    InputStage "encoder/top/input.v"
    ToldStage "encoder/top/told.v"
    OwnStage "encoder/top/own.v"
    PreviousStage "encoder/top/previous.v"
    RelativeStage "encoder/top/relative.v"
    CutStage "encoder/top/cut.v"
    BlockStage "encoder/top/block.v"
    CrcStage "encoder/top/crc.v"
    QueuedCrcStage "encoder/top/crc_queued.v"
    HeaderStage "encoder/top/header.v"
    SideStage "encoder/top/side.v"
    LookupStage "encoder/top/lookup.v"
    HeadStage "encoder/top/head.v"
    EndStage "encoder/top/end.v"
    PlaceStage "encoder/top/place.v"
    CheckStage "encoder/top/check.v"
    BesideStage "encoder/top/beside.v"
    PackStage "encoder/top/pack.v"
    WholeStage "encoder/top/whole.v"
    PartsStage "encoder/top/parts.v"
    CountersStage "encoder/top/counters.v"
    BeyondStage "encoder/top/beyond.v"
}

/// What an encoder has.
#[derive(Clone, Copy)]
struct Has {
    header: bool,
    /// Several codebooks.
    indexed: bool,
    /// One of them for every packet, from outside.
    sideband: bool,
    /// The smallest of them for every block.
    smallest: bool,
    /// Exponents relative to a base,
    relative: bool,
    /// which is known behind the exponents that it is made of,
    scale: bool,
    /// the frame's own.
    own: bool,
    /// Something that comes with a packet's first beat.
    told: bool,
    /// Something that goes with its frames.
    side: bool,
    check: bool,
    /// Whose CRCs wait in a queue of their own.
    queued: bool,
    beyond: bool,
    /// Slots.
    loadable: bool,
    /// With parity.
    protect: bool,
    /// Of several codebooks that are held in registers one.
    selects: bool,
    /// Registers that an FPGA wants.
    fpga: bool,
}

impl Has {
    fn of(design: &Sender) -> Self {
        let books = design.books();
        Self {
            header: books.header_bits() > 0,
            indexed: books.indices() > 1,
            sideband: design.encoder().select() == Some(Select::Sideband),
            smallest: design.encoder().select() == Some(Select::Smallest),
            relative: design.base().is_some(),
            scale: scales(design),
            own: design.base() == Some(BaseRule::Own),
            told: told_bits(design) > 0,
            side: design.sideband().bits() > 0,
            check: books.check().is_some(),
            queued: queues_checks(design),
            beyond: counts_beyond(design),
            loadable: books.envelope().is_some(),
            protect: design.protect().is_some(),
            selects: Shape::of(books).is_some_and(|shape| shape.selects()),
            fpga: design.for_fpga(),
        }
    }

    /// The stages, as the head's picture names them.
    fn stages(self) -> String {
        let stages = [
            ("input", true),
            ("index", self.told),
            (if self.own { "own" } else { "previous" }, self.scale),
            ("relative", self.relative),
            ("block", self.smallest),
            ("grant", self.loadable && self.sideband),
            ("select", self.selects),
            ("lookup", true),
            ("join", true),
            ("head", self.header),
            ("place", true),
            ("check", self.check),
            ("pack", true),
            ("out", true),
        ];
        let options = textwrap::Options::new(95)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::wrap(&present(&stages).join(" -> "), options).join("\n//   ")
    }
}

/// Those that are there.
fn present(all: &[(&'static str, bool)]) -> Vec<&'static str> {
    all.iter().filter(|(_, there)| *there).map(|(what, _)| *what).collect()
}

/// The rest of a concatenation: `a, b}`.
fn parts(parts: &[(&str, bool)]) -> String {
    let there: Vec<&str> = parts.iter().filter(|(_, there)| *there).map(|(part, _)| *part).collect();
    format!("{}}}", there.join(", "))
}

/// `{a, b}`, or the only one.
fn together(parts: &[(&str, bool)]) -> String {
    let there = parts.iter().filter(|(_, there)| *there).map(|(part, _)| (*part).to_owned());
    concatenation(there.collect())
}

/// The parameters of the top, a line each, and their comments.
fn parameters(design: &Sender, has: Has) -> String {
    let (books, element) = (design.books(), design.element());
    let held = [("header", has.header), ("the longest beat", true), ("check", has.check)];
    let word = format!("packed at a time: {}", words::list(present(&held)));
    let number = |value: u32| value.to_string();
    let shape = Shape::of(books);
    let loaded = |of: fn(&Shape) -> u32| number(shape.as_ref().map_or(0, of));
    let escapes = shape.as_ref().is_some_and(|shape| shape.escapes);
    let lines = [
        ("LANES", number(design.encoder().lanes() as u32), "", true),
        ("LEVELS", number(design.encoder().lanes().trailing_zeros()), "of joining: log2 LANES", true),
        ("CONTAINER", number(8 * element.bytes() as u32), "bits of an element on the bus", true),
        ("SYMBOL", number(element.symbol_bits()), "", true),
        ("RAW", number(element.raw_bits()), "bits of an element that go as they are", true),
        ("INDEX", number(books.index_bits().max(1)), "bits of a codebook's index", has.indexed),
        ("EXPONENT", number(element.exponent_bits()), "a symbol's upper bits", has.relative),
        ("HEADER", number(books.header_bits()), "", has.header),
        ("TOLD", number(told_bits(design)), "bits that come with a packet's first beat", has.told),
        ("SIDE", number(design.sideband().bits()), "of them that go with its frames", has.side),
        ("SLOTS", loaded(|shape| shape.slots as u32), "", has.loadable),
        ("SHORTEST", loaded(|shape| shape.shortest), "codewords of a slot, bits", has.loadable),
        ("LONGEST", loaded(|shape| shape.longest), "", has.loadable),
        ("RANK", loaded(|shape| shape.rank), "log2 of the symbols that have codewords", has.loadable),
        ("KEPT", loaded(|shape| shape.kept), "of a codeword, its last bits", has.loadable),
        ("CLASS", loaded(|shape| shape.class), "of which length it is", has.loadable),
        ("GROUPS", loaded(|shape| shape.groups as u32), "of four neighbouring symbols", has.loadable),
        ("ESCAPE", loaded(|shape| shape.escape), "bits of the length of the escape", escapes),
        ("BOOK", loaded(|shape| shape.book), "bits of a slot", has.loadable),
        ("CODE", number(code_bits(books)), "longest codeword, escaped symbol included", true),
        ("CODE_LEN", "$clog2(CODE + 1)".to_owned(), "", true),
        ("ELEMENT", "CODE + RAW".to_owned(), "", true),
        ("LEN", "$clog2(ELEMENT + 1)".to_owned(), "", true),
        ("CHECK", number(8 * books.check_bytes() as u32), "bits behind a frame", has.check),
        ("WORD", number(word_bits(design)), word.as_str(), true),
        ("PLACE", "$clog2(WORD)".to_owned(), "", true),
    ];
    let line = |(name, value, what, _): &(&str, String, &str, bool)| match what.is_empty() {
        true => format!("    localparam {name:9} = {value};"),
        false => format!("    localparam {name:9} = {value};  // {what}"),
    };
    lines.iter().filter(|(.., there)| *there).map(line).collect::<Vec<_>>().join("\n")
}

/// Registers behind the levels, likewise.
fn cuts(cut: &Cuts, has: Has) -> String {
    let mut lines = vec![format!("    localparam INPUT_CUT  = {};", cut.input)];
    if has.relative {
        lines.push(format!("    localparam RELATIVE_CUT = {};", cut.relative));
    }
    if has.selects {
        lines.push(format!("    localparam SELECT_CUT = {};", cut.select));
    }
    if has.loadable {
        lines.push(format!("    localparam FIND_CUT   = {};", cut.find));
    }
    lines.push(format!("    localparam TABLE_CUT  = {};", cut.table));
    lines.push(format!("    localparam [LEVELS:0] JOIN_CUT = {};  // bit 0: raw, bit k: merge k", cut.join));
    if has.fpga {
        lines.push(format!("    localparam [LEVELS:0] ALIGN_CUT = {}; // bit k: inside merge k", cut.align));
        lines.push(format!("    localparam FILL_CUT   = {};", cut.fill));
        lines.push(format!("    localparam FINE_CUT   = {};", cut.fine));
        lines.push(format!("    localparam COARSE_CUT = {};", cut.coarse));
        lines.push(format!("    localparam TAKE_CUT   = {};", cut.take));
    }
    lines.push(format!("    localparam SHIFT_CUT  = {};", cut.shift));
    lines.push(format!("    localparam ROTATE_CUT = {};", cut.rotate));
    lines.join("\n")
}

/// What says so of the rings, where there are such.
fn rooms(has: Has, scale: &str) -> String {
    let scale = format!("{scale}_room");
    let names = [(scale.as_str(), has.scale), ("block_room", has.smallest)];
    let names: Vec<&str> = names.iter().filter(|(_, there)| *there).map(|(name, _)| *name).collect();
    match names.is_empty() {
        true => String::new(),
        false => format!("    wire {};  // likewise: the rings have\n", names.join(", ")),
    }
}

impl<'a> Top<'a> {
    pub fn of(design: &'a Sender<'a>) -> Self {
        let (books, encoder) = (design.books(), design.encoder());
        let has = Has::of(design);
        let header_words = [
            ("the codebook's index", has.indexed),
            ("1 where the packet ends with it", books.blocks()),
            ("the base of its exponents", has.relative),
        ];
        let wires = Wires::of(design, has);
        Self {
            p: design.name(),
            element: design.element(),
            digest: books.digest().to_string(),
            lanes: encoder.lanes(),
            plural: plural(encoder.lanes()),
            out_bytes: encoder.out_bytes(),
            out_plural: plural(encoder.out_bytes()),
            latency: latency(design),
            latency_plural: plural(latency(design)),
            stages: has.stages(),
            unit: if books.blocks() { "frame" } else { "packet" },
            books_text: if has.indexed { "all codebooks" } else { "the codebook" },
            header: has.header,
            header_text: words::list(present(&header_words)),
            pipeline: encoder.pipeline().name(),
            ports: text::ports(&design.encoder_ports()),
            parameters: parameters(design, has),
            cuts: cuts(&wires.cut, has),
            rooms: rooms(has, wires.absolute),
            wiring: wires.stages(design, has),
        }
    }
}

impl<'a> Wires<'a> {
    fn of(design: &'a Sender<'a>, has: Has) -> Self {
        let (books, element, encoder) = (design.books(), design.element(), design.encoder());
        // What the index's bits can say, at least one bit of them.
        let index_bits = books.index_bits().max(1);
        let block_log = encoder.block().map_or(0, usize::ilog2);
        let cut = Cuts::of(design);
        let absolute = match has {
            Has { own: true, .. } => "own",
            Has { scale: true, .. } => "previous",
            _ => "in",
        };
        let coded = if has.relative { "rel" } else { "in" };
        // What was told, behind a stage.
        let told = |stage: &str| if stage == "in" { "told".to_owned() } else { format!("{stage}_told") };
        let all =
            |stage: &str| together(&[(told(stage).as_str(), has.told), (&format!("{stage}_data"), true)]);
        let side = |stage: &str| format!("{}[TOLD-1 -: SIDE]", told(stage));
        let asked = format!("{}[INDEX-1:0]", told(coded));
        let block_header = [
            ("block_header", has.smallest),
            (&asked, has.sideband && !has.loadable),
            ("granted", has.sideband && has.loadable),
            ("rel_ends", has.own && !has.smallest),
            (if has.smallest { "block_base" } else { "rel_base" }, has.relative),
        ];
        let header_text = [
            ("index, then 1 where the packet ends", has.smallest),
            ("index", has.sideband),
            ("1 where the packet ends", has.own && !has.smallest),
            ("base", has.relative),
        ];
        let told_text = [
            ("what travels with the packet", has.side),
            ("base", design.base() == Some(BaseRule::Sideband)),
            ("index", has.sideband),
        ];
        let ports = design.encoder_ports();
        let there = |names: [&'static str; 3]| {
            present(&names.map(|name| (name, ports.iter().any(|port| port.name == name))))
        };
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
        // Clocks from the elements to the end of their beat's string.
        let crc_clocks = cut.before_fill + if has.smallest { 0 } else { usize::from(cut.relative) };
        let crc_clocks = crc_clocks + usize::from(cut.select);
        let crc_cut = if has.queued { cut.relative.into() } else { u32::from(crc_clocks > 1) };
        let crc_from = if has.smallest { "block" } else { absolute };
        let raw = format!("{absolute}_data[LANES*(SYMBOL+RAW)-1:LANES*SYMBOL]");
        let absolute_base = match has.scale {
            true => format!("{absolute}_base"),
            false => format!("told[{} +: EXPONENT]", if has.sideband { index_bits } else { 0 }),
        };
        let along = |stage: &str, side: &str| {
            together(&[
                (side, has.side),
                (&format!("{stage}_base"), has.relative),
                (&format!("{stage}_data"), true),
            ])
        };
        let beats = if has.smallest { "block" } else { coded };
        let shape = Shape::of(books);
        let escapes = shape.as_ref().is_some_and(|shape| shape.escapes);
        let ring_log = (block_log + 1).max(SMALLEST_RING);
        let first_slot = books.slot_index(0);
        let bus: Vec<String> = ports
            .iter()
            .filter(|port| port.name.starts_with("s_axil_"))
            .map(|port| format!("        .{0}({0}),\n", port.name))
            .collect();
        let held = has.smallest || has.scale;
        let count_bits = bits_for(encoder.lanes() as u32);
        let wire = |width: &str, name: &str| format!("    wire [{width}-1:0] {name};\n");
        Self {
            p: design.name(),
            fpga: has.fpga,
            rst: Reset::of(design.reset()),
            low: element.low(),
            // Nothing stops a beat on the way to where it waits.
            input_en: if held { "1'b1" } else { "en" },
            input_valid: if held { "s_axis_tvalid & s_axis_tready" } else { "s_axis_tvalid" },
            ready: match has {
                Has { scale: true, .. } => format!("{absolute}_room"),
                Has { smallest: true, .. } => "block_room".to_owned(),
                _ => "en".to_owned(),
            },
            told_text: present(&told_text).join(", "),
            told_ports: concatenation(owned(there(["s_axis_tid", "s_axis_tdest", "s_axis_tuser"]))),
            and_told: if has.told { " + TOLD" } else { "" },
            in_all: all("in"),
            own_told: if has.told { wire("TOLD", &told(absolute)) } else { String::new() },
            scale_all: all(absolute),
            scale_count: scale_count(design),
            scale_log: scale_ring(design),
            scale_halves: if halves(design) { " .HALVES(1)," } else { "" },
            block_log,
            absolute,
            absolute_raw: if element.raw_bits() > 0 { format!("{{{raw}, ") } else { "{".to_owned() },
            absolute_all: parts(&[
                (&format!("{absolute}_keep"), true),
                (&absolute_base, true),
                (&told(absolute), has.told),
                ("own_ends", has.own),
                (&format!("{absolute}_last"), true),
            ]),
            absolute_base,
            coded,
            rel_en: match (has.smallest, has.scale) {
                (false, _) => "en",
                (true, true) => "block_room",
                (true, false) => "1'b1",
            },
            rel_ends: if has.own { "rel_last, rel_ends" } else { "rel_last" },
            rel_flags: 1 + u32::from(has.own),
            rel_told: match has.told {
                true => "    wire [TOLD-1:0] rel_told;\n    wire unused_told = &{1'b0, rel_told};\n",
                false => "",
            },
            rel_all: together(&[
                ("rel_data, rel_keep, rel_base", true),
                ("rel_told", has.told),
                ("rel_ends", has.own),
                ("rel_last", true),
            ]),
            block_beats: encoder.block().unwrap_or(0),
            ring_log,
            block_valid: match has.scale {
                true => "rel_valid & block_room".to_owned(),
                false => format!("{coded}_valid"),
            },
            // What has its own base was cut into blocks before.
            block_whole: if has.own { "rel_last" } else { "cut_whole" },
            block_ends: if has.own { "rel_ends".to_owned() } else { format!("{coded}_last") },
            block_sure: if has.own { "1'b1".to_owned() } else { format!("{coded}_last") },
            block_close: if has.own { "1'b0" } else { "cut_close" },
            unless_close: if has.own { "" } else { " & ~cut_close" },
            and_along: match (has.side, has.relative) {
                (true, true) => " + SIDE + EXPONENT",
                (true, false) => " + SIDE",
                (false, true) => " + EXPONENT",
                (false, false) => "",
            },
            coded_all: along(coded, &side(coded)),
            block_along: [(has.side, "SIDE", "block_side"), (has.relative, "EXPONENT", "block_base")]
                .iter()
                .filter(|(there, ..)| *there)
                .map(|(_, width, name)| wire(width, name))
                .collect(),
            block_all: along("block", "block_side"),
            crc_from,
            crc_last: format!("{crc_from}_last"),
            crc_cut,
            crc_wait: crc_clocks.saturating_sub(1 + crc_cut as usize),
            crc_now: if crc_clocks == 0 { "crc_next" } else { "crc" },
            end_header: if has.header { ".header(beat_header), " } else { "" },
            header_parts: together(&block_header),
            header_text_short: present(&header_text).join(", "),
            side_parts: if has.smallest { "block_side".to_owned() } else { side(coded) },
            side_ports: there(["m_axis_tid", "m_axis_tdest", "m_axis_tuser"]).join(", "),
            indices: books.indices(),
            index_bits,
            last_index: last_index(design),
            from: if has.selects { "sel" } else { beats },
            lookup_index: match has {
                Has { selects: true, .. } => "        .s_book(sel_book),\n",
                Has { loadable: true, .. } => "        .s_book(slot_books), .s_raw(header[HEADER-1]),\n",
                Has { indexed: true, .. } => "        .s_index(header[HEADER-1 -: INDEX]),\n",
                _ => "",
            },
            placed: if has.header { "framed" } else { "beat" },
            start: if has.header { "HEADER" } else { "0" },
            whole: if has.header { "first" } else { "1'b0" },
            place_bytes: if has.check { "        .m_bytes(shift_bytes),\n" } else { "" },
            packed: if has.check { "check" } else { "place" },
            rest: if has.check { "place_last | place_rest" } else { "place_rest" },
            pack_side: if has.side { ".SIDE(SIDE), " } else { "" },
            pack_sides: match has.side {
                true => "        .side(place_side), .word_side(word_side),\n",
                false => "",
            },
            side_and: if has.side { "SIDE+" } else { "" },
            word_side: if has.side { "word_side, " } else { "" },
            out_side: if has.side { "out_side, " } else { "" },
            out_bits: encoder.out_bytes() * 8,
            queue: if queues(design) { "enc_queue" } else { "fifo" },
            counter_part: COUNTER_BITS / 3,
            counters: match has.sideband {
                _ if has.beyond => "{index_beyond, per_book}".to_owned(),
                // Every index has a codebook.
                true => format!("{{ {{{}}}, per_book}}", Lit::dec(COUNTER_BITS, 0u32)),
                false => "per_book".to_owned(),
            },
            counter_range: Range(COUNTER_BITS),
            per_book_range: Range(3 * books.indices() as u32 * COUNTER_BITS),
            header: if has.selects { "sel_header" } else { "header" },
            side: if has.selects { "sel_side" } else { "side" },
            load_clear: if design.counters() { "    wire                  counters_clear;\n" } else { "" },
            load_unused: if escapes { "" } else { "load_last, load_group, load_fresh, " },
            registers_bus: bus.concat(),
            registers_counters: if design.counters() {
                ",\n        .counters(counters), .clear(counters_clear)"
            } else {
                ""
            },
            slots_escapes: if escapes { ".GROUPS(GROUPS), .ESCAPE(ESCAPE), " } else { "" },
            slots_load: if escapes {
                ".load_last(load_last), .load_group(load_group), .load_fresh(load_fresh),\n        "
            } else {
                ""
            },
            first_slot,
            under_way_bits: loadable::under_way_bits(design, ring_log),
            asked: told(coded),
            beats,
            select_books: shape.as_ref().map_or(0, |shape| shape.constants + shape.slots),
            grant_unused: match has.selects {
                true => "",
                false => "\n    wire unused_grant = &{1'b0, grant_load, grant_which};",
            },
            select_load: if has.smallest { "en & block_valid" } else { "grant_load" },
            select_which: match has.smallest {
                true => "{ {BOOKS-1{1'b0}}, 1'b1} << header[HEADER-1 -: INDEX]",
                false => "grant_which",
            },
            select_wires: match (has.side, books.books().is_empty()) {
                (true, true) => "    wire [SIDE-1:0]               sel_side;\n",
                (true, false) => {
                    "    wire [SIDE-1:0]               sel_side;\n    wire [(BOOKS-SLOTS)*BOOK-1:0] constant_books;\n"
                }
                (false, true) => "",
                (false, false) => "    wire [(BOOKS-SLOTS)*BOOK-1:0] constant_books;\n",
            },
            select_constants: match books.books().is_empty() {
                true => String::new(),
                false => {
                    format!("    {}_enc_constants u_constants (.books(constant_books));\n", design.name())
                }
            },
            select_side: if has.side { "+SIDE" } else { "" },
            select_d: if has.side { ", side" } else { "" },
            select_q: if has.side { ", sel_side" } else { "" },
            all_books: if books.books().is_empty() { "slot_books" } else { "{slot_books, constant_books}" },
            lookup_shape: match (has.loadable, escapes) {
                (false, _) => "",
                (true, true) => {
                    ".SHORTEST(SHORTEST), .LONGEST(LONGEST), .KEPT(KEPT), .CLASS(CLASS), .GROUPS(GROUPS),\n        \
                     .ESCAPE(ESCAPE), .BOOK(BOOK), .FIND_CUT(FIND_CUT), "
                }
                (true, false) => {
                    ".SHORTEST(SHORTEST), .LONGEST(LONGEST), .KEPT(KEPT), .CLASS(CLASS), .BOOK(BOOK),\n        \
                     .FIND_CUT(FIND_CUT), "
                }
            },
            block_slots: match has.loadable {
                true => format!(".SLOTS(SLOTS), .FIRST({first_slot}), .BOOK(BOOK), "),
                false => String::new(),
            },
            block_load: match has.loadable {
                true => {
                    "        .slot_valid(slot_valid), .slot_books(slot_books), .slot_taken(slot_taken),\n"
                }
                false => "",
            },
            end_check: match (has.protect, has.loadable) {
                (true, _) => "\n        .check(good_check)",
                (false, true) => "\n        .check(end_check)",
                (false, false) => ".check(end_check)",
            },
            end_spoilt: match has.protect {
                true => "\n    assign end_check = good_check ^ {CHECK{end_spoilt}};",
                false => "",
            },
            broken_unused: match has.check {
                true => "",
                false => "\n    wire unused_broken = &{1'b0, slot_broken};",
            },
            fault: if has.protect { "slot_fault" } else { "{SLOTS{1'b0}}" },
            fault_wires: if has.protect { "    wire [SLOTS-1:0]      slot_fault;\n" } else { "" },
            end_tags: if has.loadable { ".tags(slot_tags)," } else { "" },
            clear: if design.registers() { " .clear(counters_clear)," } else { "" },
            counted: if has.indexed { "beat_header[HEADER-1 -: INDEX]" } else { "1'b0" },
            count_bits,
            count_range: Range(count_bits),
            cut,
        }
    }

    /// The text of every stage that there is.
    fn stages(&self, design: &Sender, has: Has) -> Vec<String> {
        let t = self;
        let splits = splits(design);
        let registers = registers::plain_instance(design, crate::registers::Side::Encoder);
        let stages = [
            (has.loadable, LoadStage { t }.render()),
            (registers.is_some(), Ok(registers.unwrap_or_default())),
            (has.protect, ProtectStage { t }.render()),
            (true, InputStage { t }.render()),
            (has.told, ToldStage { t }.render()),
            (has.own, OwnStage { t }.render()),
            (has.scale && !has.own, PreviousStage { t }.render()),
            (has.relative, RelativeStage { t }.render()),
            (has.smallest && !has.own, CutStage { t }.render()),
            (has.smallest, BlockStage { t }.render()),
            (has.check && !has.queued, CrcStage { t }.render()),
            (has.queued, QueuedCrcStage { t }.render()),
            (has.loadable && has.sideband, GrantStage { t }.render()),
            (
                has.loadable && has.smallest,
                Ok("    assign slot_refused = 1'b0;                  // nothing is asked for".to_owned()),
            ),
            (has.header, HeaderStage { t }.render()),
            (has.side, SideStage { t }.render()),
            (has.selects, SelectStage { t }.render()),
            (true, LookupStage { t }.render()),
            (has.header, HeadStage { t }.render()),
            (has.protect && has.check, SpoilStage { t }.render()),
            (has.check, EndStage { t }.render()),
            (true, PlaceStage { t }.render()),
            (has.check, CheckStage { t }.render()),
            (has.side, BesideStage { t }.render()),
            (true, PackStage { t }.render()),
            (!splits, WholeStage { t }.render()),
            (splits, PartsStage { t }.render()),
            (has.beyond, BeyondStage { t }.render()),
            (has.loadable, DrainStage { t }.render()),
            (design.counters(), CountersStage { t }.render()),
        ];
        let there = stages.into_iter().filter(|(there, _)| *there);
        // They are compiled in and write to a string: there is nothing that can fail.
        there.map(|(_, text)| text.expect("rendering to a string").trim_end().to_owned()).collect()
    }
}

/// Whether CRCs wait while their blocks do: what waits are mapped symbols.
pub fn queues_checks(design: &Sender) -> bool {
    let smallest = design.encoder().select() == Some(Select::Smallest);
    smallest && design.base().is_some() && design.books().check().is_some()
}

/// The CRC of a frame's elements.
#[derive(Template)]
#[template(path = "encoder/crc.v")]
pub struct ElementsCrc<'a> {
    p: &'a str,
    rst: Reset,
    lanes: usize,
    bits: usize,
    /// The state in front of a frame.
    ones: Lit,
}

impl<'a> ElementsCrc<'a> {
    /// Of a design with a check.
    pub fn of(design: &'a Sender<'a>, check: Check) -> Self {
        let (lanes, element_bits) = (design.encoder().lanes(), 8 * design.element().bytes());
        let ones = crc::state(Crc::of(check), Powers::of(check, element_bits as u32).ones());
        Self { p: design.name(), rst: Reset::of(design.reset()), lanes, bits: lanes * element_bits, ones }
    }
}

/// Brings beats to their place.
#[derive(Template)]
#[template(path = "encoder/place.v")]
pub struct Place<'a> {
    p: &'a str,
    fpga: bool,
    rst: Reset,
    check: bool,
}

impl<'a> Place<'a> {
    pub fn of(design: &'a Sender<'a>) -> Self {
        let (fpga, check) = (design.for_fpga(), design.books().check().is_some());
        Self { p: design.name(), fpga, rst: Reset::of(design.reset()), check }
    }
}

/// Whether a word is more than one output beat.
pub fn splits(design: &Sender) -> bool {
    word_bits(design) as usize > 8 * design.encoder().out_bytes()
}

/// Whether the output has a third entry: where frames end within a packet, and words leave in parts.
pub fn queues(design: &Sender) -> bool {
    let books = design.books();
    books.blocks() && splits(design)
}

/// Whether packets whose index has no codebook are counted, and there are such indices.
pub fn counts_beyond(design: &Sender) -> bool {
    let books = design.books().indices();
    design.counters() && design.encoder().select() == Some(Select::Sideband) && !books.is_power_of_two()
}
