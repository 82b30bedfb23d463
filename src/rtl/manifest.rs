//! What a testbench or a script needs to know of a design, so that it never parses Verilog.

use super::{decoder, encoder, package};
use crate::codebook::{Bounds, Codebook};
use crate::design::ports::{DECODER_USER_BITS, Direction, Port, Timing};
use crate::design::{BaseRule, ClockGate, Design, Level, Pipeline, Receiver, Reset, Select, Sender, Target};
use crate::element::Element;
use crate::files::File;
use crate::registers::{self, Map, Register, Side};
use serde::Serialize;

/// `manifest.json`.
#[derive(Clone, Debug, Serialize)]
pub struct Manifest {
    /// The design's name.
    pub name: String,
    /// Name and version of the generator.
    pub generator: String,
    /// The command that makes the folder again.
    pub regenerate: String,
    /// What both ends of a link must have in common, 16 hex digits; `DIGEST` in both top modules.
    pub digest: String,
    /// The element format.
    pub element: ElementFacts,
    /// The codebooks in the order of their index, the raw book included.
    pub codebooks: Vec<BookFacts>,
    /// What a frame consists of.
    pub frame: FrameFacts,
    /// How files of frames begin.
    pub file_of_frames: FileFacts,
    /// Clock and reset.
    pub reset: ResetFacts,
    /// What holds the data registers of a stage that waits, where it is no enable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock_gate: Option<&'static str>,
    /// `fpga`: the levels have the registers that lookup tables want; left out for cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<&'static str>,
    /// Sizes of frames.
    pub bounds: Bounds,
    /// The encoder, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoder: Option<EncoderFacts>,
    /// The decoder, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decoder: Option<DecoderFacts>,
    /// The registers; left out where a design has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registers: Option<RegistersFacts>,
    /// Verilog files, every module before the first that uses it.
    pub verilog: Vec<String>,
    /// Every file of the folder.
    pub folder: Vec<String>,
}

/// The registers of both sides.
#[derive(Clone, Debug, Serialize)]
pub struct RegistersFacts {
    /// What the register ID says.
    pub id: u32,
    /// Their description in SystemRDL.
    pub rdl: String,
    /// Their C header.
    pub header: String,
    /// The encoder's, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoder: Option<Vec<Register>>,
    /// The decoder's, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decoder: Option<Vec<Register>>,
}

impl RegistersFacts {
    /// Those of a design, where it has any.
    pub fn of(design: &Design) -> Option<Self> {
        let [encoder, decoder] = Side::ALL.map(|side| Map::of(design, side).map(|map| map.registers));
        (encoder.is_some() || decoder.is_some()).then(|| Self {
            id: registers::ID,
            rdl: package::rdl_name(design),
            header: package::header_name(design),
            encoder,
            decoder,
        })
    }
}

/// An element format.
#[derive(Clone, Debug, Serialize)]
pub struct ElementFacts {
    /// As it is written in YAML.
    pub format: Element,
    /// Bytes in memory and on the bus.
    pub bytes: usize,
    /// Significant bits.
    pub bits: u32,
    /// Highest bit of the symbol.
    pub symbol_high: u32,
    /// Lowest bit of the symbol.
    pub symbol_low: u32,
    /// Bits sent verbatim.
    pub raw_bits: u32,
    /// Bits of the exponent, which is the symbol's upper ones; 0 where there is none.
    pub exponent_bits: u32,
}

/// A codebook.
#[derive(Clone, Debug, Serialize)]
pub struct BookFacts {
    /// Its index.
    pub index: usize,
    /// `coded`, or `raw`: the raw book.
    pub kind: &'static str,
    /// Its file's name; the raw book has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The group of tensors that it was made for, where its file says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// 16 hex digits.
    pub digest: String,
    /// 8 hex digits: what of it a frame's check has.
    pub tag: String,
    /// Symbols with a codeword.
    pub coded_symbols: usize,
    /// The escape's length, bits.
    pub escape: Option<u8>,
    /// Longest codeword, bits.
    pub longest_codeword_bits: u32,
    /// Shortest element, bits.
    pub shortest_element_bits: u32,
    /// Longest element, bits.
    pub longest_element_bits: u32,
    /// Length of every symbol's codeword by the symbol's value, 0 where it is escaped. The code follows from them.
    pub lengths: Vec<u8>,
}

/// What a frame consists of: header, elements, padding, check; every field with its most significant bit first.
#[derive(Clone, Debug, Serialize)]
pub struct FrameFacts {
    /// Where the first bit of a frame is.
    pub first_bit: &'static str,
    /// Whether a packet may go over several frames, each of which says whether it is the last.
    pub blocks: bool,
    /// The header's fields in their order, offsets from the frame's first bit; none in a design of one codebook.
    pub header: Vec<Field>,
    /// Where the base comes from that exponents are relative to; left out where they are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<&'static str>,
    /// An element's fields in their order.
    pub element: Vec<ElementField>,
    /// What fills the last byte.
    pub padding: Padding,
    /// What stands behind the padding, the lowest byte first; left out where nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<CheckFacts>,
    /// Why a frame can be in error, as the decoder's `tuser` says it; 0 is none.
    pub reasons: Vec<ReasonFacts>,
}

/// A field of bits.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Bits before it.
    pub offset: u32,
    /// Bits of it.
    pub bits: u32,
}

/// A field of an element in the stream.
#[derive(Clone, Debug, Serialize)]
pub struct ElementField {
    /// `codeword`, `escaped_symbol` (only behind the escape's codeword), or `raw`.
    pub name: &'static str,
    /// Highest and lowest bit of the element that it is; a codeword has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<[u32; 2]>,
}

/// What fills a frame's last byte.
#[derive(Clone, Debug, Serialize)]
pub struct Padding {
    /// The value of every bit.
    pub value: u8,
    /// The most bits.
    pub most_bits: u32,
}

/// A CRC over the elements' bytes in memory, then the header as a number in two bytes, the lowest first; XORed with as
/// many of the lowest bits of the book's tag.
#[derive(Clone, Debug, Serialize)]
pub struct CheckFacts {
    /// `crc16` or `crc32`.
    pub kind: &'static str,
    /// Bytes.
    pub bytes: usize,
}

/// A reason.
#[derive(Clone, Debug, Serialize)]
pub struct ReasonFacts {
    /// What `tuser` says.
    pub value: u8,
    /// What the stream format calls it.
    pub name: &'static str,
}

/// How files of frames begin.
#[derive(Clone, Debug, Serialize)]
pub struct FileFacts {
    /// The first bytes.
    pub magic: &'static str,
    /// What stands behind them, 16 hex digits: the digest of all codebooks.
    pub digest: String,
}

/// The reset.
#[derive(Clone, Debug, Serialize)]
pub struct ResetFacts {
    /// Port of both top modules.
    pub port: &'static str,
    /// Whether it resets while high.
    pub active_high: bool,
    /// Whether it acts without a clock.
    pub asynchronous: bool,
}

/// A port.
#[derive(Clone, Debug, Serialize)]
pub struct PortFacts {
    /// Its name.
    pub name: &'static str,
    /// `input` or `output`.
    pub direction: Direction,
    /// Bits.
    pub width: u32,
    /// `clock`, `synchronous` or `asynchronous_assert`.
    pub timing: Timing,
}

/// A level of a datapath.
#[derive(Clone, Debug, Serialize)]
pub struct LevelFacts {
    /// Its name, as `pipeline` in the design knows it.
    pub name: String,
    /// Whether a register stands behind it.
    pub register: bool,
}

/// The encoder.
#[derive(Clone, Debug, Serialize)]
pub struct EncoderFacts {
    /// Top module.
    pub module: String,
    /// Elements per input beat.
    pub lanes: usize,
    /// Width of the compressed bus, bytes.
    pub out_bytes: usize,
    /// Bits packed at a time.
    pub word_bits: u32,
    /// Preset or cuts.
    pub pipeline: String,
    /// Every level.
    pub levels: Vec<LevelFacts>,
    /// Clock edges from the one that takes a packet's only beat to the one that can take the frame's first.
    pub latency_clocks: usize,
    /// `sideband` or `smallest`; left out where there is one index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub select: Option<&'static str>,
    /// Input beats of a block, of which a frame is made when the last has come; left out where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block_beats: Option<usize>,
    /// What `s_axis_tuser` says with a packet's first beat, offsets from bit 0; left out where it is not there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tuser: Vec<Field>,
    /// What the port `counters` holds; left out where it is not there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counters: Vec<Counter>,
    /// Every port.
    pub ports: Vec<PortFacts>,
}

/// A counter, which wraps.
#[derive(Clone, Debug, Serialize)]
pub struct Counter {
    /// `frames_N`, `elements_N` or `bits_N` of index N (bits without header and padding; the raw book's index is the
    /// last), or `index_beyond`: packets whose index had no codebook.
    pub name: String,
    /// Its lowest bit in the port.
    pub offset: u32,
    /// Bits.
    pub width: u32,
}

/// The decoder.
#[derive(Clone, Debug, Serialize)]
pub struct DecoderFacts {
    /// Top module.
    pub module: String,
    /// Architecture.
    pub kind: &'static str,
    /// Width of the compressed bus, bytes.
    pub in_bytes: usize,
    /// Elements per output beat.
    pub lanes: usize,
    /// Preset or cuts.
    pub pipeline: String,
    /// Every level.
    pub levels: Vec<LevelFacts>,
    /// Clock edges from the one that takes a frame's first beat to the one that can take its first element.
    pub latency_clocks: usize,
    /// What `m_axis_tuser` says with `tlast`, offsets from bit 0; `reason` is one of the frame's reasons, `user` the user's
    /// part of the encoder's, on every beat.
    pub tuser: Vec<Field>,
    /// Every port.
    pub ports: Vec<PortFacts>,
}

/// Reasons as the stream format has them.
const REASONS: [(u8, &str); 6] = [
    (1, "bad padding"),
    (2, "invalid codeword"),
    (3, "truncated"),
    (4, "codebook index"),
    (5, "check"),
    (6, "keep"),
];

impl Manifest {
    /// The facts of a design whose folder holds these files.
    pub fn of(design: &Design, files: &[File]) -> Self {
        let folder: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
        let verilog =
            folder.iter().filter(|path| path.ends_with(".v") && !path.contains('/')).cloned().collect();
        let element = design.element();
        Self {
            name: design.name().to_owned(),
            generator: format!("huffwire {}", env!("CARGO_PKG_VERSION")),
            regenerate: design.regenerate().to_owned(),
            digest: design.books().digest().to_string(),
            element: ElementFacts {
                format: element,
                bytes: element.bytes(),
                bits: element.bits(),
                symbol_high: element.high(),
                symbol_low: element.low(),
                raw_bits: element.raw_bits(),
                exponent_bits: element.exponent_bits(),
            },
            codebooks: design
                .books()
                .by_index()
                .enumerate()
                .filter_map(|(index, book)| Some(book_facts(design, index, book?)))
                .collect(),
            frame: frame(design),
            file_of_frames: FileFacts { magic: "HFW1", digest: design.books().digest().to_string() },
            reset: ResetFacts {
                port: design.reset().port(),
                active_high: design.reset() == Reset::SyncHigh,
                asynchronous: design.reset() == Reset::AsyncLow,
            },
            clock_gate: design.clock_gate().map(ClockGate::name),
            target: design.for_fpga().then(|| Target::Fpga.name()),
            bounds: design.bounds(),
            encoder: design.sender().as_ref().map(encoder_facts),
            decoder: design.receiver().as_ref().map(decoder_facts),
            registers: RegistersFacts::of(design),
            verilog,
            folder,
        }
    }
}

fn encoder_facts(design: &Sender) -> EncoderFacts {
    let encoder = design.encoder();
    EncoderFacts {
        module: format!("{}_encoder", design.name()),
        lanes: encoder.lanes(),
        out_bytes: encoder.out_bytes(),
        word_bits: encoder::word_bits(design),
        pipeline: encoder.pipeline().name(),
        levels: levels(encoder.pipeline()),
        latency_clocks: encoder::latency(design),
        select: encoder.select().map(Select::name),
        block_beats: encoder.block(),
        tuser: fields(&encoder_user(design)),
        counters: design
            .counter_layout()
            .iter()
            .map(|counter| Counter {
                name: counter.counted.to_string(),
                offset: counter.offset,
                width: counter.width,
            })
            .collect(),
        ports: ports(design.encoder_ports()),
    }
}

fn decoder_facts(design: &Receiver) -> DecoderFacts {
    let decoder = design.decoder();
    DecoderFacts {
        module: format!("{}_decoder", design.name()),
        kind: decoder.kind().name(),
        in_bytes: decoder.in_bytes(),
        lanes: decoder.lanes(),
        pipeline: decoder.pipeline().name(),
        levels: levels(decoder.pipeline()),
        latency_clocks: decoder::latency(design),
        tuser: fields(&[
            ("error", 1),
            ("reason", DECODER_USER_BITS - 1),
            ("user", design.sideband().tuser as u32),
        ]),
        ports: ports(design.decoder_ports()),
    }
}

fn book_facts(design: &Design, index: usize, book: &Codebook) -> BookFacts {
    let raw = Some(index) == design.books().raw_index();
    BookFacts {
        index,
        kind: if raw { "raw" } else { "coded" },
        file: design.codebook_files().get(index).cloned(),
        group: design.groups().get(index).cloned().flatten(),
        digest: book.digest().to_string(),
        tag: book.tag().to_string(),
        coded_symbols: book.lengths().iter().filter(|&&length| length > 0).count(),
        escape: book.escape(),
        longest_codeword_bits: book.longest_codeword(),
        shortest_element_bits: book.shortest_element(),
        longest_element_bits: book.longest_element(),
        lengths: book.lengths().to_vec(),
    }
}

fn frame(design: &Design) -> FrameFacts {
    let (element, books) = (design.element(), design.books());
    let field = |name, high, low| ElementField { name, from: Some([high, low]) };
    let (high, low) = (element.high(), element.low());
    let above = (high + 1 < element.bits()).then(|| field("raw", element.bits() - 1, high + 1));
    let below = (low > 0).then(|| field("raw", low - 1, 0));
    let coded = [ElementField { name: "codeword", from: None }, field("escaped_symbol", high, low)];
    FrameFacts {
        first_bit: "bit 7 of byte 0",
        blocks: books.blocks(),
        header: fields(&[
            ("index", books.index_bits()),
            ("last", u32::from(books.blocks())),
            ("base", books.base_bits()),
        ]),
        base: design.base().map(BaseRule::name),
        element: coded.into_iter().chain(above).chain(below).collect(),
        padding: Padding { value: 1, most_bits: 7 },
        check: books.check().map(|check| CheckFacts { kind: check.name(), bytes: check.bytes() }),
        reasons: REASONS.map(|(value, name)| ReasonFacts { value, name }).to_vec(),
    }
}

/// The fields of the encoder's `s_axis_tuser`.
fn encoder_user(design: &Sender) -> [(&'static str, u32); 3] {
    let books = design.books();
    let told = design.encoder().select() == Some(Select::Sideband);
    let based = design.base() == Some(BaseRule::Sideband);
    [
        ("index", if told { books.index_bits() } else { 0 }),
        ("base", if based { books.base_bits() } else { 0 }),
        ("user", design.sideband().tuser as u32),
    ]
}

/// Fields one behind the other, those without bits left out.
fn fields(widths: &[(&'static str, u32)]) -> Vec<Field> {
    let mut offset = 0;
    let mut fields = Vec::new();
    for &(name, bits) in widths.iter().filter(|(_, bits)| *bits > 0) {
        fields.push(Field { name, offset, bits });
        offset += bits;
    }
    fields
}

fn levels(pipeline: &Pipeline) -> Vec<LevelFacts> {
    let facts = |&(level, register): &(Level, bool)| LevelFacts { name: level.to_string(), register };
    pipeline.levels().iter().map(facts).collect()
}

fn ports(ports: Vec<Port>) -> Vec<PortFacts> {
    let facts = |port: Port| {
        let Port { name, direction, width, timing, .. } = port;
        PortFacts { name, direction, width, timing }
    };
    ports.into_iter().map(facts).collect()
}
