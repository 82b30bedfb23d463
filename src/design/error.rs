//! Why a design is refused.

use super::{BLOCKS, DecoderKind, Level, MAX_BUS_BYTES, Protect, SIDEBAND_BITS, Select};
use crate::codebook::{BooksError, EnvelopeError, OutsideError};
use crate::element::Element;
use crate::words::{did_you_mean, shown};

/// Why something that was asked for is no design. The message says what to change; [`key`](Self::key) where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DesignError {
    /// A name that cannot begin a Verilog module's.
    #[error(
        "`{}`: it begins every module's name: use 1 to 48 of a-z, 0-9 and _, beginning with a letter",
        shown(.0)
    )]
    Name(String),
    /// A name that is a device on some systems.
    #[error(
        "`{0}`: Windows has no files of that name, and the design's folder and files would have it: use another"
    )]
    DeviceName(String),
    /// No SPDX expression.
    #[error("`{}`: use an SPDX expression such as Apache-2.0, or none", shown(.0))]
    License(String),
    /// Too many codebooks, or none, or of different element formats.
    #[error(transparent)]
    Books(#[from] BooksError),
    /// Two codebooks of a file are the same.
    #[error("`{}` is the same code as codebook {first}: name each once", shown(name))]
    SameBook {
        /// The index of the second one.
        index: usize,
        /// Its name.
        name: String,
        /// The index of the first one.
        first: usize,
    },
    /// A codebook of another element format than the design's.
    #[error("{} codes `{book}`, but the design's element is `{design}`: make them the same", shown(name))]
    Element {
        /// The codebook's index.
        index: usize,
        /// Its name.
        name: String,
        /// Its element format.
        book: Element,
        /// The design's.
        design: Element,
    },
    /// No slots, or too many.
    #[error("{slots}: use 1 to {most}: with the constant codebooks a design has 16 at most")]
    Slots {
        /// Slots asked for.
        slots: u64,
        /// The most beside the constant codebooks.
        most: usize,
    },
    /// No codebook of what is loaded can be made.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// A constant codebook that the loadable ones' machinery cannot hold.
    #[error(
        "{}: the constant codebooks of a design with loadable slots fit these as well: {error}",
        shown(name)
    )]
    Constant {
        /// The codebook's index.
        index: usize,
        /// Its name.
        name: String,
        /// Why not.
        error: OutsideError,
    },
    /// There is one index only.
    #[error(
        "{}: nothing to select from one codebook: name more, or add the raw book with `raw: true`",
        .0.name()
    )]
    NothingToSelect(Select),
    /// Neither encoder nor decoder.
    #[error("missing, and `decoder` too: give one of them, or both")]
    NoEnd,
    /// No slots.
    #[error("{}: nothing is loaded: leave it out, or add `loadable`", .0.name())]
    NothingToProtect(Protect),
    /// Counters without an encoder.
    #[error("true: the encoder counts, and the design has none: leave it out")]
    NothingToCount,
    /// Blocks of a stream that no encoder sends.
    #[error(
        "true: no encoder cuts blocks for one codebook without a base: leave it out, or name what the other end has"
    )]
    NothingToCut,
    /// Clock gates on an FPGA.
    #[error("{}: an FPGA's clocks do not pass through logic: leave it out, or target: fpga", .0.name())]
    GatedFpga(super::ClockGate),
    /// Blocks otherwise than the design's encoder makes them.
    #[error(
        "{typed}: the design's encoder {}: leave it out, it is for a decoder alone",
        if *typed { "cuts no blocks" } else { "cuts packets into blocks" }
    )]
    Blocks {
        /// What was typed.
        typed: bool,
    },
    /// A block where none is cut.
    #[error("{0}: only `select: smallest` and `base: own` have blocks: leave it out")]
    NoBlocks(u64),
    /// No block where one is cut.
    #[error(
        "missing: say how many input beats make the block that `smallest` or `base: own` looks at: a power of two from {} to {}",
        BLOCKS.start(),
        BLOCKS.end()
    )]
    BlockMissing,
    /// A block of another size.
    #[error("{0}: use a power of two from {first} to {last}", first = BLOCKS.start(), last = BLOCKS.end())]
    Block(u64),
    /// A sideband of so many bits.
    #[error(
        "{bits}: use {} to {} bits, or leave it out",
        SIDEBAND_BITS.start(),
        SIDEBAND_BITS.end()
    )]
    Sideband {
        /// `tid`, `tdest` or `tuser`.
        signal: &'static str,
        /// Bits asked for.
        bits: u64,
    },
    /// Lanes that an encoder cannot have.
    #[error("{0}: use 1, 2, 4, 8, 16 or 32")]
    Lanes(u64),
    /// A compressed bus that an encoder cannot have.
    #[error("{0}: use a power of two from 1 to {MAX_BUS_BYTES}")]
    OutBytes(u64),
    /// A compressed bus that a decoder cannot have.
    #[error("{bytes}: {}", match kind {
        DecoderKind::Serial => format!("use 1 to {MAX_BUS_BYTES}"),
        DecoderKind::Parallel =>
            "a parallel decoder has 1, 2, 4, 8, 16, 32 or 64; a serial one takes any".to_owned(),
    })]
    InBytes {
        /// The decoder's architecture.
        kind: DecoderKind,
        /// The width asked for, bytes.
        bytes: u64,
    },
    /// A word of a parallel decoder that does not hold an element.
    #[error(
        "{bytes}: the longest element, or a frame's header, has {longest} bits, and none may be longer than a word of a \
         parallel decoder: use {} or more, or a serial one",
        longest.div_ceil(8).next_power_of_two()
    )]
    Narrow {
        /// The width asked for, bytes.
        bytes: u64,
        /// The longest element, or the header where that is longer, bits.
        longest: u32,
    },
    /// Lanes that a decoder cannot have.
    #[error("{lanes}: {}", match kind {
        DecoderKind::Serial =>
            "a serial decoder has 1 lane: leave `lanes` out, or use `kind: parallel`".to_owned(),
        DecoderKind::Parallel =>
            format!("use a power of two from 1 to {most}: no word starts more elements"),
    })]
    DecoderLanes {
        /// The decoder's architecture.
        kind: DecoderKind,
        /// The lanes asked for.
        lanes: u64,
        /// The most it can have.
        most: usize,
    },
    /// A level that the datapath does not have.
    #[error(
        "no level `{}`{} levels here are {}",
        shown(typed),
        match did_you_mean(typed, names(levels).iter().map(String::as_str)) {
            meant if meant.is_empty() => ": the".to_owned(),
            meant => meant + " The",
        },
        names(levels).join(", ")
    )]
    Level {
        /// `encoder` or `decoder`.
        side: &'static str,
        /// The name that was typed.
        typed: String,
        /// The levels that there are.
        levels: Vec<Level>,
    },
    /// A level that was named twice.
    #[error("level `{level}` stands twice: name it once")]
    LevelTwice {
        /// `encoder` or `decoder`.
        side: &'static str,
        /// The level.
        level: String,
    },
}

fn names(levels: &[Level]) -> Vec<String> {
    levels.iter().map(Level::to_string).collect()
}

impl DesignError {
    /// Where in a design's file the value stands, such as `encoder.lanes` or `codebooks[1]`.
    pub fn key(&self) -> String {
        match self {
            Self::Name(_) | Self::DeviceName(_) => "name".to_owned(),
            Self::License(_) => "license".to_owned(),
            Self::Books(BooksError::NoExponent(_)) => "base".to_owned(),
            Self::Books(_) => "codebooks".to_owned(),
            Self::SameBook { index, .. } | Self::Element { index, .. } => format!("codebooks[{index}]"),
            Self::Slots { .. } => "loadable.slots".to_owned(),
            Self::Envelope(error) => format!("loadable.{}", error.key()),
            Self::Constant { index, .. } => format!("codebooks[{index}]"),
            Self::NothingToSelect(_) => "encoder.select".to_owned(),
            Self::NoEnd => "encoder".to_owned(),
            Self::NothingToProtect(_) => "protect".to_owned(),
            Self::NothingToCount => "counters".to_owned(),
            Self::GatedFpga(_) => "clock_gate".to_owned(),
            Self::Blocks { .. } | Self::NothingToCut => "blocks".to_owned(),
            Self::NoBlocks(_) | Self::BlockMissing | Self::Block(_) => "encoder.block".to_owned(),
            Self::Sideband { signal, .. } => format!("sideband.{signal}"),
            Self::Lanes(_) => "encoder.lanes".to_owned(),
            Self::OutBytes(_) => "encoder.out_bytes".to_owned(),
            Self::InBytes { .. } | Self::Narrow { .. } => "decoder.in_bytes".to_owned(),
            Self::DecoderLanes { .. } => "decoder.lanes".to_owned(),
            Self::Level { side, .. } | Self::LevelTwice { side, .. } => format!("{side}.pipeline"),
        }
    }
}
