//! What is asked of a design, before it is checked.

use super::{BaseRule, ClockGate, DecoderKind, Preset, Protect, Reset, Select, Sideband, Target};
use crate::codebook::{Check, Codebook, Envelope, EnvelopeError, Loaded};
use crate::element::Element;

/// A codebook of a design, and what its file says beside it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BookSpec {
    /// The codebook.
    pub book: Codebook,
    /// Its name in banners and messages: the file's, or what the caller calls it.
    pub name: String,
    /// Bits per element that its calibration expects.
    pub expected_bits: Option<f64>,
    /// The group of tensors that it was made for.
    pub group: Option<String>,
    /// Whether it was calibrated on exponents relative to a base, where that is known.
    pub relative: Option<bool>,
}

impl BookSpec {
    /// A codebook by a name.
    pub fn new(name: impl Into<String>, book: Codebook) -> Self {
        Self { book, name: name.into(), expected_bits: None, group: None, relative: None }
    }

    /// A codebook from its file.
    pub fn loaded(name: impl Into<String>, loaded: Loaded) -> Self {
        let Loaded { book, expected_bits, group, relative } = loaded;
        Self { book, name: name.into(), expected_bits, group, relative }
    }
}

/// A design as it is asked for. [`Design::new`](super::Design::new) checks it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Spec {
    /// Beginning of every module's name: 1 to 48 of a-z, 0-9 and _, beginning with a letter.
    pub name: String,
    /// 1 to 16 codebooks of one element format, in the order of their index. With `loadable` they may be none.
    pub books: Vec<BookSpec>,
    /// Slots for codebooks that are loaded at run time, behind the constant ones.
    pub loadable: Option<LoadableSpec>,
    /// Whether both ends have registers on an AXI4-Lite bus, as they always do where there are slots.
    pub registers: bool,
    /// What of them is noticed when a bit of their storage flips; by default nothing.
    pub protect: Option<Protect>,
    /// Whether the raw book stands behind them, as it always does behind loadable slots.
    pub raw: bool,
    /// Where the base of a frame's exponents comes from; without, exponents are coded as they are.
    pub base: Option<BaseRule>,
    /// What stands behind a frame.
    pub check: Option<Check>,
    /// What travels with a packet.
    pub sideband: Sideband,
    /// Whether packets are cut into blocks: what the encoder does where there is one; for a decoder alone, what the one
    /// at the other end does. By default not.
    pub blocks: Option<bool>,
    /// The encoder; a design may have a decoder alone.
    pub encoder: Option<EncoderSpec>,
    /// The decoder; a design may have an encoder alone.
    pub decoder: Option<DecoderSpec>,
    /// Reset of every register that has one.
    pub reset: Reset,
    /// What it is mapped to; by default cells of a library.
    pub target: Target,
    /// What holds the data registers of a stage that waits; by default enables.
    pub clock_gate: Option<ClockGate>,
    /// Whether the encoder counts frames, elements and bits of every index.
    pub counters: bool,
    /// SPDX expression for the banner of the emitted files.
    pub license: Option<String>,
    /// The command that makes the files again, for their banners; without one they name the library.
    pub regenerate: Option<String>,
}

impl Spec {
    /// A design of these codebooks, synchronous and active high in its reset; everything else can be set afterwards.
    /// `None` in the place of an end makes a design of the other one.
    pub fn new(
        name: impl Into<String>,
        books: Vec<BookSpec>,
        encoder: impl Into<Option<EncoderSpec>>,
        decoder: impl Into<Option<DecoderSpec>>,
    ) -> Self {
        Self {
            name: name.into(),
            books,
            loadable: None,
            registers: false,
            protect: None,
            raw: false,
            base: None,
            check: None,
            sideband: Sideband::default(),
            blocks: None,
            encoder: encoder.into(),
            decoder: decoder.into(),
            reset: Reset::default(),
            target: Target::default(),
            clock_gate: None,
            counters: false,
            license: None,
            regenerate: None,
        }
    }
}

/// Slots for codebooks that are loaded at run time, as they are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoadableSpec {
    /// The element format of their codebooks.
    pub element: Element,
    /// How many: 1 to 16, constant codebooks among them.
    pub slots: u64,
    /// Bits of their codebooks' shortest codeword.
    pub shortest: u64,
    /// Bits of the longest one, up to 15.
    pub longest: u64,
    /// Symbols with codewords at most: a power of two.
    pub symbols: u64,
    /// Groups of four neighbouring symbols that they lie in at most; by default as few as hold them.
    pub groups: Option<u64>,
}

impl LoadableSpec {
    /// So many slots for codes of `symbols` symbols, whose codewords have `shortest` to `longest` bits.
    pub fn new(element: Element, slots: u64, shortest: u64, longest: u64, symbols: u64) -> Self {
        Self { element, slots, shortest, longest, symbols, groups: None }
    }

    /// What they can hold.
    ///
    /// # Errors
    /// Numbers of which no code can be made.
    pub fn envelope(&self) -> Result<Envelope, EnvelopeError> {
        Envelope::new(self.element, self.shortest, self.longest, self.symbols, self.groups)
    }
}

/// An encoder as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EncoderSpec {
    /// Elements per input beat: 1, 2, 4, 8, 16 or 32.
    pub lanes: u64,
    /// Width of the compressed bus, bytes: a power of two up to 128.
    pub out_bytes: u64,
    /// How a frame's book is chosen; by default from outside where there are several.
    pub select: Option<Select>,
    /// Input beats in a block, with [`Select::Smallest`] or [`BaseRule::Own`]: a power of two, 2 to 1024.
    pub block: Option<u64>,
    /// Where the registers are.
    pub pipeline: PipelineSpec,
}

impl EncoderSpec {
    /// An encoder of so many lanes for a compressed bus of so many bytes; everything else can be set afterwards.
    pub fn new(lanes: u64, out_bytes: u64) -> Self {
        Self { lanes, out_bytes, select: None, block: None, pipeline: PipelineSpec::default() }
    }
}

/// A decoder as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecoderSpec {
    /// Its architecture.
    pub kind: DecoderKind,
    /// Width of the compressed bus, bytes.
    pub in_bytes: u64,
    /// Elements per output beat; by default all that a word can start.
    pub lanes: Option<u64>,
    /// Where the registers are.
    pub pipeline: PipelineSpec,
}

impl DecoderSpec {
    /// A decoder for a compressed bus of so many bytes; everything else can be set afterwards.
    pub fn new(kind: DecoderKind, in_bytes: u64) -> Self {
        Self { kind, in_bytes, lanes: None, pipeline: PipelineSpec::default() }
    }
}

/// Registers as they are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PipelineSpec {
    /// By what they are for.
    Preset(Preset),
    /// Behind these levels, by their names.
    Cuts(Vec<String>),
}

impl Default for PipelineSpec {
    fn default() -> Self {
        Self::Preset(Preset::default())
    }
}
