//! The encoder's views.

use super::table::code_bits;
use super::text::{self, Lit, Range, Reset, bits_for};
use crate::design::counters::COUNTER_BITS;
use crate::design::{Design, Level, Select};
use crate::element::Element;
use crate::words::plural;
use askama::Template;

/// Clocks that a beat spends on its way through the choice of its block's codebook: size, sum, total, decision, and
/// the reading of the block's memory.
const CHOICE: usize = 5;
/// The smallest ring that holds blocks, as a power of two of beats: two short blocks and the clocks of the choice.
const SMALLEST_RING: u32 = 5;

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

/// The index of a packet that comes with it.
#[derive(Template)]
#[template(path = "encoder/index.v")]
pub struct Index<'a> {
    p: &'a str,
    rst: Reset,
    clamps: bool,
    last: Lit,
}

impl<'a> Index<'a> {
    pub fn of(design: &'a Design) -> Self {
        Self {
            p: design.name(),
            rst: Reset::of(design.reset()),
            clamps: !design.books().indices().is_power_of_two(),
            last: last_index(design),
        }
    }
}

fn last_index(design: &Design) -> Lit {
    Lit::dec(design.books().index_bits().max(1), design.books().indices() as u64 - 1)
}

/// Registers per level, as 0 or 1.
struct Cuts {
    input: u8,
    table: u8,
    /// The raw bits', then those of the merge levels.
    join: String,
    shift: u8,
    rotate: u8,
    /// How many of them lie between the lookup and the fill count.
    before_fill: usize,
}

impl Cuts {
    fn of(design: &Design) -> Self {
        let pipeline = &design.encoder().pipeline();
        let cut = |level: Level| u8::from(pipeline.cut(level));
        let levels = design.encoder().lanes().trailing_zeros();
        let merges = (1..=levels).rev().map(Level::Merge);
        let join = merges.chain([Level::Raw]).map(|level| char::from(b'0' + cut(level)));
        Self {
            input: cut(Level::Input),
            table: cut(Level::Table),
            join: format!("{}'b{}", levels + 1, join.collect::<String>()),
            shift: cut(Level::Shift),
            rotate: cut(Level::Rotate),
            before_fill: pipeline.cuts()
                - usize::from(cut(Level::Input) + cut(Level::Shift) + cut(Level::Rotate)),
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
    header_text: &'static str,
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
    /// There are several codebooks, and so headers.
    header: bool,
    header_bits: u32,
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
        let header = books.indices() > 1;
        let sideband = encoder.select() == Some(Select::Sideband);
        let block = encoder.select() == Some(Select::Smallest);
        // What the index's bits can say, at least one bit of them.
        let index_bits = books.index_bits().max(1);
        let block_log = encoder.block().map_or(0, usize::ilog2);
        let stages = [
            ("input", true),
            ("block", block),
            ("index", sideband),
            ("lookup", true),
            ("join", true),
            ("head", header),
            ("place", true),
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
            unit: if block { "frame" } else { "packet" },
            books_text: if header { "all codebooks" } else { "the codebook" },
            header_text: if block {
                "the codebook's index, and 1 where the packet ends with it"
            } else {
                "the codebook's index"
            },
            word_text: if header { "header and longest beat" } else { "the longest beat" },
            pipeline: encoder.pipeline().name(),
            ports: text::ports(&design.encoder_ports()),
            levels: encoder.lanes().trailing_zeros(),
            container: element.bytes() * 8,
            symbol_bits: element.symbol_bits(),
            low: element.low(),
            raw_bits: element.raw_bits(),
            code_bits: code_bits(books),
            word_bits: word,
            out_bits: encoder.out_bytes() * 8,
            cut: Cuts::of(design),
            // Nothing stops a beat on the way to its block.
            input_en: if block { "1'b1" } else { "en" },
            input_valid: if block { "s_axis_tvalid & s_axis_tready" } else { "s_axis_tvalid" },
            header,
            header_bits: books.header_bits(),
            indices: books.indices(),
            index_bits,
            last_index: last_index(design),
            block,
            block_beats: encoder.block().unwrap_or(0),
            block_log,
            ring_log: (block_log + 1).max(SMALLEST_RING),
            from: if block { "block" } else { "in" },
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
            counted: if header { "beat_header[HEADER-1 -: INDEX]" } else { "1'b0" },
            count_bits,
            count_range: Range(count_bits),
        }
    }
}

/// Whether a word is more than one output beat.
pub fn splits(design: &Design) -> bool {
    word_bits(design) as usize > 8 * design.encoder().out_bytes()
}

/// Whether the output has a third entry: where frames end within a packet, and words leave in parts.
pub fn queues(design: &Design) -> bool {
    design.encoder().select() == Some(Select::Smallest) && splits(design)
}

/// Whether packets whose index has no codebook are counted, and there are such indices.
pub fn counts_beyond(design: &Design) -> bool {
    let books = design.books().indices();
    design.counters() && design.encoder().select() == Some(Select::Sideband) && !books.is_power_of_two()
}
