//! The encoder's views.

use super::crc::Crc;
use super::table::code_bits;
use super::text::{self, Lit, Range, Reset, bits_for};
use crate::design::counters::COUNTER_BITS;
use crate::design::{BaseRule, Design, Level, Select};
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
pub fn latency(design: &Design) -> usize {
    let choice = if design.encoder().select() == Some(Select::Smallest) { CHOICE } else { 0 };
    let scale = match design.base() {
        // Sum, quotient, and the ring's memory.
        Some(BaseRule::Own) => sums(design) + quotient(design) + 2,
        Some(BaseRule::Previous) => 3,
        _ => 0,
    };
    scale + choice + design.encoder().pipeline().cuts() + 1
}

/// Clocks from a beat to its frame's sum.
fn sums(design: &Design) -> usize {
    1 + design.encoder().lanes().ilog2().max(1) as usize
}

/// Clocks from the sum to the base.
fn quotient(design: &Design) -> usize {
    1 + design.element().exponent_bits() as usize
}

/// Whether beats wait until the base of their frame is known.
pub fn scales(design: &Design) -> bool {
    matches!(design.base(), Some(BaseRule::Own | BaseRule::Previous))
}

/// Bits of what comes with a packet's first beat: codebook, base, and what travels with it.
pub fn told_bits(design: &Design) -> u32 {
    let books = design.books();
    let index = if design.encoder().select() == Some(Select::Sideband) { books.index_bits() } else { 0 };
    let base = if design.base() == Some(BaseRule::Sideband) { books.base_bits() } else { 0 };
    index + base + design.sideband().bits()
}

/// Beats in the ring in which they wait for the base, as a power of two: two blocks, and what comes while the last
/// block's base is found.
fn scale_ring(design: &Design) -> u32 {
    let own = design.base() == Some(BaseRule::Own);
    let block = if own { design.encoder().block().unwrap_or(0) } else { 0 };
    let waiting = block + sums(design) + quotient(design) + 8;
    (waiting.next_power_of_two().ilog2()).max(SMALLEST_RING).max(if own { (2 * block).ilog2() } else { 0 })
}

/// Bits packed at a time: the output word, doubled until it holds the header and the longest beat, and where there is a
/// check that behind them: so that whatever wraps round with it, a frame's end needs no third word.
pub fn word_bits(design: &Design) -> u32 {
    let books = design.books();
    let check = books.check().map_or(0, |check| Crc::of(check).width() + 7);
    let longest = books.header_bits() + design.encoder().lanes() as u32 * books.longest_element() + check;
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
    pub fn of(design: &'a Design) -> Self {
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
    clamps: bool,
    index_bits: u32,
    last: Lit,
}

impl<'a> Index<'a> {
    pub fn of(design: &'a Design) -> Self {
        let books = design.books();
        let indexed = design.encoder().select() == Some(Select::Sideband);
        let index_bits = books.index_bits().max(1);
        Self {
            p: design.name(),
            rst: Reset::of(design.reset()),
            indexed,
            above: told_bits(design) > index_bits,
            clamps: indexed && !books.indices().is_power_of_two(),
            index_bits,
            last: last_index(design),
        }
    }
}

fn last_index(design: &Design) -> Lit {
    Lit::dec(design.books().index_bits().max(1), design.books().indices() as u64 - 1)
}

/// What a module differs in.
#[derive(Clone, Copy)]
struct Kind {
    /// Something travels with its beats.
    side: bool,
    /// The base is that of the frame's own exponents, and what ends a block says whether the packet ends.
    own: bool,
    /// Packets are cut into blocks.
    blocks: bool,
    /// Somebody wants to know what goes into blocks.
    watched: bool,
}

macro_rules! varied {
    ($($(#[$doc:meta])* $view:ident $path:literal)*) => {
        $($(#[$doc])*
        #[derive(Template)]
        #[template(path = $path)]
        pub struct $view<'a> {
            p: &'a str,
            rst: Reset,
            of: Kind,
        }

        impl<'a> $view<'a> {
            pub fn of(design: &'a Design, side: bool) -> Self {
                let own = design.base() == Some(BaseRule::Own);
                let of = Kind { side, own, blocks: design.books().blocks(), watched: queues_checks(design) };
                Self { p: design.name(), rst: Reset::of(design.reset()), of }
            }
        })*
    };
}

varied! {
    /// The choice of a block's codebook.
    Choose "encoder/choose.v"
    /// Beats that wait for it.
    Block "encoder/block.v"
    /// Beats that wait for their base.
    Scale "encoder/scale.v"
    /// Beats to words.
    Pack "encoder/pack.v"
}

/// Registers per level, as 0 or 1.
struct Cuts {
    input: u8,
    relative: u8,
    table: u8,
    /// The raw bits', then those of the merge levels.
    join: String,
    shift: u8,
    rotate: u8,
    /// How many of them lie between the lookup and the fill count.
    before_fill: usize,
    /// And between the lookup and the packing.
    before_pack: usize,
}

impl Cuts {
    fn of(design: &Design) -> Self {
        let pipeline = &design.encoder().pipeline();
        let cut = |level: Level| u8::from(pipeline.cut(level));
        let levels = design.encoder().lanes().trailing_zeros();
        let merges = (1..=levels).rev().map(Level::Merge);
        let before_pack = pipeline.cuts() - usize::from(cut(Level::Input) + cut(Level::Relative));
        let join = merges.chain([Level::Raw]).map(|level| char::from(b'0' + cut(level)));
        Self {
            input: cut(Level::Input),
            relative: cut(Level::Relative),
            table: cut(Level::Table),
            join: format!("{}'b{}", levels + 1, join.collect::<String>()),
            shift: cut(Level::Shift),
            rotate: cut(Level::Rotate),
            before_fill: before_pack - usize::from(cut(Level::Shift) + cut(Level::Rotate)),
            before_pack,
        }
    }
}

/// The top module: wires between the stages. What a design does not have is a stage that is not there.
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
    stages: String,
    unit: &'static str,
    books_text: &'static str,
    header_text: String,
    word_text: &'static str,
    pipeline: String,
    ports: String,
    levels: u32,
    container: usize,
    symbol_bits: u32,
    low: u32,
    raw_bits: u32,
    code_bits: u32,
    word_bits: u32,
    out_bits: usize,
    cut: Cuts,
    input_en: &'static str,
    input_valid: &'static str,
    /// Frames begin with something.
    header: bool,
    header_bits: u32,
    header_parts: String,
    header_text_short: String,
    /// There are several codebooks.
    indexed: bool,
    /// Something comes with a packet's first beat.
    told: bool,
    told_bits: u32,
    told_text: String,
    told_ports: String,
    /// And goes with its frames.
    side: bool,
    side_bits: u32,
    side_parts: String,
    side_ports: String,
    /// Exponents are relative to a base.
    relative: bool,
    exponent_bits: u32,
    /// It comes from the exponents, so that beats wait for it.
    scale: bool,
    /// From those of the frame's own.
    own: bool,
    scale_count: u32,
    scale_log: u32,
    /// The stage in front of the base, and that behind it.
    absolute: &'static str,
    absolute_base: String,
    absolute_told: &'static str,
    coded: &'static str,
    rel_en: &'static str,
    has_raw: bool,
    blocks: bool,
    block_valid: String,
    block_last: String,
    block_side: bool,
    block_side_bits: &'static str,
    block_side_text: &'static str,
    block_sides: String,
    ready: &'static str,
    /// Frames end with a check.
    check: bool,
    check_bits: u32,
    /// Their CRCs wait in a queue of their own.
    queued: bool,
    crc_from: &'static str,
    crc_en: &'static str,
    crc_cut: u32,
    crc_wait: usize,
    crc_now: &'static str,
    packed: &'static str,
    indices: usize,
    index_bits: u32,
    last_index: Lit,
    /// It is that of the block's smallest.
    block: bool,
    block_beats: usize,
    block_log: u32,
    ring_log: u32,
    /// The stage in front of the lookup.
    from: &'static str,
    placed: &'static str,
    start: &'static str,
    whole: &'static str,
    splits: bool,
    queue: &'static str,
    counting: bool,
    /// There are indices without a codebook, and their packets are counted.
    counts_beyond: bool,
    counter_part: u32,
    counters: String,
    counter_range: Range,
    per_book_range: Range,
    counted: &'static str,
    count_bits: u32,
    count_range: Range,
}

impl<'a> Top<'a> {
    pub fn of(design: &'a Design) -> Self {
        let books = design.books();
        let element = design.element();
        let encoder = design.encoder();
        let word = word_bits(design);
        let header = books.header_bits() > 0;
        let indexed = books.indices() > 1;
        let sideband = encoder.select() == Some(Select::Sideband);
        let block = encoder.select() == Some(Select::Smallest);
        // What the index's bits can say, at least one bit of them.
        let index_bits = books.index_bits().max(1);
        let block_log = encoder.block().map_or(0, usize::ilog2);
        let scale = scales(design);
        let own = design.base() == Some(BaseRule::Own);
        let relative = design.base().is_some();
        let told_bits = told_bits(design);
        let told = told_bits > 0;
        let side = design.sideband().bits() > 0;
        let coded = if relative { "rel" } else { "in" };
        let coded_told = if relative { "rel_told" } else { "told" };
        let sides = |told: &str| format!("{told}[TOLD-1 -: SIDE]");
        let (block_side_bits, block_side_text, block_sides) = match (side, relative) {
            (true, true) => (
                "SIDE+EXPONENT",
                "what travels with the packet, and the base",
                format!("{{{}, rel_base}}", sides(coded_told)),
            ),
            (true, false) => ("SIDE", "what travels with the packet", sides(coded_told)),
            _ => ("EXPONENT", "the base", "rel_base".to_owned()),
        };
        let parts = [
            block.then(|| ("index, then 1 where the packet ends", "block_header".to_owned())),
            sideband.then(|| ("index", format!("{coded_told}[INDEX-1:0]"))),
            (own && !block).then(|| ("1 where the packet ends", "rel_ends".to_owned())),
            relative
                .then(|| ("base", if block { "block_side[EXPONENT-1:0]" } else { "rel_base" }.to_owned())),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        let concatenated = |parts: Vec<&str>| match &parts[..] {
            [one] => (*one).to_owned(),
            all => format!("{{{}}}", all.join(", ")),
        };
        let present = |ports: &[crate::design::ports::Port], names: [&'static str; 3]| {
            let there = |name: &&&str| ports.iter().any(|port| port.name == **name);
            names.iter().filter(there).copied().collect::<Vec<_>>()
        };
        let (told_side, told_base) = (side, design.base() == Some(BaseRule::Sideband));
        let told_text =
            [("what travels with the packet", told_side), ("base", told_base), ("index", sideband)];
        let told_text: Vec<&str> =
            told_text.iter().filter(|(_, there)| *there).map(|(what, _)| *what).collect();
        let header_words = [
            ("the codebook's index", indexed),
            ("1 where the packet ends with it", books.blocks()),
            ("the base of its exponents", relative),
        ];
        let header_words: Vec<&str> =
            header_words.iter().filter(|(_, there)| *there).map(|(what, _)| *what).collect();
        let ports = design.encoder_ports();
        let cut = Cuts::of(design);
        let check = books.check().is_some();
        let queued = queues_checks(design);
        let absolute = if scale { "scale" } else { "in" };
        // Clocks from the elements to the end of their beat's string.
        let crc_clocks = cut.before_fill + if block { 0 } else { usize::from(cut.relative) };
        let crc_cut = if queued { cut.relative.into() } else { u32::from(crc_clocks > 1) };
        let rel_en = match (block, scale) {
            (false, _) => "en",
            (true, true) => "block_room",
            (true, false) => "1'b1",
        };
        let stages = [
            ("input", true),
            ("index", told),
            ("scale", scale),
            ("relative", relative),
            ("block", block),
            ("lookup", true),
            ("join", true),
            ("head", header),
            ("place", true),
            ("check", check),
            ("pack", true),
            ("out", true),
        ];
        let stages: Vec<&str> = stages.iter().filter(|(_, there)| *there).map(|(name, _)| *name).collect();
        let counts_beyond = counts_beyond(design);
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
            stages: stages.join(" -> "),
            unit: if books.blocks() { "frame" } else { "packet" },
            books_text: if indexed { "all codebooks" } else { "the codebook" },
            header_text: words::list(header_words),
            word_text: if header { "header and longest beat" } else { "the longest beat" },
            pipeline: encoder.pipeline().name(),
            ports: text::ports(&ports),
            levels: encoder.lanes().trailing_zeros(),
            container: element.bytes() * 8,
            symbol_bits: element.symbol_bits(),
            low: element.low(),
            raw_bits: element.raw_bits(),
            code_bits: code_bits(books),
            word_bits: word,
            out_bits: encoder.out_bytes() * 8,
            cut,
            // Nothing stops a beat on the way to its block.
            input_en: if block || scale { "1'b1" } else { "en" },
            input_valid: if block || scale { "s_axis_tvalid & s_axis_tready" } else { "s_axis_tvalid" },
            header,
            header_bits: books.header_bits(),
            header_parts: concatenated(parts.iter().map(|(_, from)| from.as_str()).collect()),
            header_text_short: parts.iter().map(|(what, _)| *what).collect::<Vec<_>>().join(", "),
            indexed,
            told,
            told_bits,
            told_text: told_text.join(", "),
            told_ports: concatenated(present(&ports, ["s_axis_tid", "s_axis_tdest", "s_axis_tuser"])),
            side,
            side_bits: design.sideband().bits(),
            side_parts: if block {
                format!("block_side[{block_side_bits}-1 -: SIDE]")
            } else {
                sides(coded_told)
            },
            side_ports: present(&ports, ["m_axis_tid", "m_axis_tdest", "m_axis_tuser"]).join(", "),
            relative,
            exponent_bits: element.exponent_bits(),
            scale,
            own,
            scale_count: encoder.block_elements().map_or(PACKET_COUNT, |elements| bits_for(elements as u32)),
            scale_log: scale_ring(design),
            absolute,
            absolute_base: match scale {
                true => "scale_base".to_owned(),
                false => format!("told[{} +: EXPONENT]", if sideband { index_bits } else { 0 }),
            },
            absolute_told: if scale { "scale_told" } else { "told" },
            coded,
            rel_en,
            check,
            check_bits: books.check().map_or(0, |check| Crc::of(check).width()),
            queued,
            crc_from: if block && !queued { "block" } else { absolute },
            crc_en: if queued { rel_en } else { "en" },
            crc_cut,
            crc_wait: crc_clocks.saturating_sub(1 + crc_cut as usize),
            crc_now: if crc_clocks == 0 { "crc_next" } else { "crc" },
            packed: if check { "check" } else { "place" },
            has_raw: element.raw_bits() > 0,
            blocks: books.blocks(),
            block_valid: match scale {
                true => "rel_valid & block_room".to_owned(),
                false => format!("{coded}_valid"),
            },
            block_last: if own { "rel_last & rel_ends".to_owned() } else { format!("{coded}_last") },
            block_side: side || relative,
            block_side_bits,
            block_side_text,
            block_sides,
            ready: match (scale, block) {
                (true, _) => "scale_room",
                (false, true) => "block_room",
                (false, false) => "en",
            },
            indices: books.indices(),
            index_bits,
            last_index: last_index(design),
            block,
            block_beats: encoder.block().unwrap_or(0),
            block_log,
            ring_log: (block_log + 1).max(SMALLEST_RING),
            from: if block { "block" } else { coded },
            start: if header { "HEADER" } else { "0" },
            placed: if header { "framed" } else { "beat" },
            whole: if header { "first" } else { "1'b0" },
            splits: splits(design),
            queue: if queues(design) { "enc_queue" } else { "fifo" },
            counting: design.counters(),
            counts_beyond,
            counter_part: COUNTER_BITS / 3,
            counters: match sideband {
                _ if counts_beyond => "{index_beyond, per_book}".to_owned(),
                // Every index has a codebook.
                true => format!("{{ {{{}}}, per_book}}", Lit::dec(COUNTER_BITS, 0u32)),
                false => "per_book".to_owned(),
            },
            counter_range: Range(COUNTER_BITS),
            per_book_range: Range(3 * books.indices() as u32 * COUNTER_BITS),
            counted: if indexed { "beat_header[HEADER-1 -: INDEX]" } else { "1'b0" },
            count_bits,
            count_range: Range(count_bits),
        }
    }
}

/// Whether CRCs wait while their blocks do: what waits are mapped symbols.
pub fn queues_checks(design: &Design) -> bool {
    let smallest = design.encoder().select() == Some(Select::Smallest);
    smallest && design.base().is_some() && design.books().check().is_some()
}

/// The CRC of a frame's elements.
#[derive(Template)]
#[template(path = "encoder/crc.v")]
pub struct ElementsCrc<'a> {
    p: &'a str,
    rst: Reset,
    bits: usize,
}

impl<'a> ElementsCrc<'a> {
    pub fn of(design: &'a Design) -> Self {
        let bits = 8 * design.encoder().lanes() * design.element().bytes();
        Self { p: design.name(), rst: Reset::of(design.reset()), bits }
    }
}

/// Brings beats to their place.
#[derive(Template)]
#[template(path = "encoder/place.v")]
pub struct Place<'a> {
    p: &'a str,
    rst: Reset,
    check: bool,
}

impl<'a> Place<'a> {
    pub fn of(design: &'a Design) -> Self {
        Self { p: design.name(), rst: Reset::of(design.reset()), check: design.books().check().is_some() }
    }
}

/// Whether a word is more than one output beat.
pub fn splits(design: &Design) -> bool {
    word_bits(design) as usize > 8 * design.encoder().out_bytes()
}

/// Whether the output has a third entry: where frames end within a packet, and words leave in parts.
pub fn queues(design: &Design) -> bool {
    let books = design.books();
    books.blocks() && splits(design)
}

/// Whether packets whose index has no codebook are counted, and there are such indices.
pub fn counts_beyond(design: &Design) -> bool {
    let books = design.books().indices();
    design.counters() && design.encoder().select() == Some(Select::Sideband) && !books.is_power_of_two()
}
