//! Designs: what was asked for ([`Spec`]) becomes what it means ([`Design`]), once. A [`Design`] cannot be wrong.

pub mod counters;
mod datapath;
mod error;
mod file;
pub mod ports;
mod spec;

pub use datapath::{Level, Pipeline, Preset};
pub use error::DesignError;
pub use file::{DesignFileError, envelope, files};
pub use spec::{BookSpec, DecoderSpec, EncoderSpec, LoadableSpec, PipelineSpec, Spec};

use crate::codebook::{Books, Bounds, Codebook, Envelope, MAX_BOOKS, OutsideError};
use crate::element::Element;
use crate::words::typed;
use std::ops::{Deref, RangeInclusive};
use std::path::Path;

/// Lanes that an encoder can have.
pub const LANES: [u64; 6] = [1, 2, 4, 8, 16, 32];
/// Widest compressed bus, bytes.
pub const MAX_BUS_BYTES: u64 = 128;
/// Widths of the compressed bus that a parallel decoder can have, bytes.
pub const PARALLEL_BYTES: [u64; 7] = [1, 2, 4, 8, 16, 32, 64];
/// Input beats that a block can have, if a power of two.
pub const BLOCKS: RangeInclusive<u64> = 2..=1024;
/// Bits that each of a packet's sidebands can have.
pub const SIDEBAND_BITS: RangeInclusive<u64> = 1..=64;
/// The most elements in an output beat of a parallel decoder.
pub const MAX_DECODER_LANES: usize = 64;

/// A design whose every value has been checked.
///
/// ```
/// use huffwire::codebook::Codebook;
/// use huffwire::design::{BookSpec, DecoderKind, DecoderSpec, Design, DesignError, EncoderSpec, Spec};
/// use huffwire::element::Element;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let two_bits = Element::custom(1, 2, 1, 0)?;
/// let book = Codebook::new(two_bits, 4, &[1, 2, 3, 4], None)?;
/// let decoder = DecoderSpec::new(DecoderKind::Serial, 1);
/// let mut spec = Spec::new("tiny", vec![BookSpec::new("book", book)], EncoderSpec::new(4, 2), decoder);
/// let design = Design::new(spec.clone())?;
/// assert_eq!(design.encoder().map(|encoder| encoder.lanes()), Some(4));
///
/// spec.encoder = Some(EncoderSpec::new(5, 2));
/// let error = Design::new(spec).unwrap_err();
/// assert_eq!(error, DesignError::Lanes(5));
/// assert_eq!(format!("{}: {error}", error.key()), "encoder.lanes: 5: use 1, 2, 4, 8, 16 or 32");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    name: String,
    books: Books,
    codebook_files: Vec<String>,
    expected_bits: Vec<Option<f64>>,
    groups: Vec<Option<String>>,
    relative: Vec<Option<bool>>,
    base: Option<BaseRule>,
    sideband: Sideband,
    /// One of the two at least.
    encoder: Option<Encoder>,
    decoder: Option<Decoder>,
    reset: Reset,
    registers: bool,
    protect: Option<Protect>,
    target: Target,
    clock_gate: Option<ClockGate>,
    counters: bool,
    license: Option<String>,
    regenerate: String,
}

/// An encoder's parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoder {
    lanes: usize,
    out_bytes: usize,
    select: Option<Select>,
    block: Option<usize>,
    pipeline: Pipeline,
}

/// A decoder's parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoder {
    kind: DecoderKind,
    in_bytes: usize,
    lanes: usize,
    slots: usize,
    pipeline: Pipeline,
}

typed! {
    /// How an encoder chooses a frame's book.
    Select, 2 {
        /// The packet's first beat brings the index on `s_axis_tuser`. An index beyond the last is sent with the last.
        Sideband = "sideband",
        /// A packet is cut into blocks, and each is sent with the book that makes the fewest bits of it; the lowest
        /// index of several such.
        Smallest = "smallest",
    }
    /// Where the base of a frame's exponents comes from.
    #[non_exhaustive]
    BaseRule, 3 {
        /// From the frame's own elements, which wait in the encoder until it is known.
        Own = "own",
        /// From those of the frame before, whatever its packet.
        Previous = "previous",
        /// The packet's first beat brings it on `s_axis_tuser`, for all of the packet's frames.
        Sideband = "sideband",
    }
    /// What is noticed when a bit of a loadable slot's storage flips.
    #[non_exhaustive]
    Protect, 1 {
        /// An odd number of flips in a word of 32 bits. The slot becomes invalid, its frames under way end in error.
        Parity = "parity",
    }
    /// What holds the data registers of a stage that waits.
    #[non_exhaustive]
    ClockGate, 1 {
        /// Their clock stands, by instances of the module `<name>_clock_gate`, which is to be replaced by a library's cell.
        Wrapper = "wrapper",
    }
    /// What a design is mapped to, which says where registers are worth one.
    #[non_exhaustive]
    #[derive(Default)]
    Target, 2 {
        /// Cells of a library.
        #[default]
        Asic = "asic",
        /// Lookup tables of four inputs and more, whose wires take longer than they do.
        Fpga = "fpga",
    }
    /// Decoder architectures.
    DecoderKind, 2 {
        /// One element per clock.
        Serial = "serial",
        /// One bus word per clock.
        Parallel = "parallel",
    }
    /// Reset of the registers that have one.
    #[derive(Default)]
    Reset, 3 {
        /// Synchronous, active high: port `rst`.
        #[default]
        SyncHigh = "sync_high",
        /// Synchronous, active low: port `rst_n`.
        SyncLow = "sync_low",
        /// Asserted asynchronously, active low: port `rst_n`.
        AsyncLow = "async_low",
    }
}

/// Bits of what travels with a packet: taken with its first beat, given on every beat of its frames, and by the decoder on
/// every beat of the packet. 0 where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sideband {
    /// Of `tid`.
    pub tid: u64,
    /// Of `tdest`.
    pub tdest: u64,
    /// Of `tuser`, apart from what a design has there itself.
    pub tuser: u64,
}

impl Sideband {
    /// Bits of all three.
    pub fn bits(&self) -> u32 {
        // 64 each at most.
        (self.tid + self.tdest + self.tuser) as u32
    }
}

impl Reset {
    /// The port's name.
    pub fn port(self) -> &'static str {
        match self {
            Self::SyncHigh => "rst",
            Self::SyncLow | Self::AsyncLow => "rst_n",
        }
    }
}

impl Encoder {
    /// Elements per input beat: 1, 2, 4, 8, 16 or 32.
    pub fn lanes(&self) -> usize {
        self.lanes
    }

    /// Width of the compressed bus: a power of two, 1 to 128 bytes.
    pub fn out_bytes(&self) -> usize {
        self.out_bytes
    }

    /// How a frame's book is chosen; `None` where there is one index and nothing to choose.
    pub fn select(&self) -> Option<Select> {
        self.select
    }

    /// Input beats in a block, with [`Select::Smallest`] or [`BaseRule::Own`] only: a power of two, 2 to 1024.
    pub fn block(&self) -> Option<usize> {
        self.block
    }

    /// Elements in a full block, where packets are cut into blocks.
    pub fn block_elements(&self) -> Option<usize> {
        self.block.map(|beats| beats * self.lanes)
    }

    /// Where the registers are.
    pub fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }
}

impl Decoder {
    /// Its architecture.
    pub fn kind(&self) -> DecoderKind {
        self.kind
    }

    /// Width of the compressed bus: 1 to 128 bytes; of a parallel decoder a power of two up to 64, and no
    /// narrower than the longest element.
    pub fn in_bytes(&self) -> usize {
        self.in_bytes
    }

    /// Elements per output beat: 1 in a serial decoder; in a parallel one a power of two, up to its slots and 64.
    pub fn lanes(&self) -> usize {
        self.lanes
    }

    /// Slots of a parallel decoder's word: segments as long as the largest power of two that is not above the
    /// shortest element of any book, in bits. At most one element begins in each.
    pub fn slots(&self) -> usize {
        self.slots
    }

    /// Where the registers are.
    pub fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }
}

impl Design {
    /// Checks what is asked for.
    ///
    /// # Errors
    /// The first value that cannot be, with what to change; [`DesignError::key`] says which.
    pub fn new(spec: Spec) -> Result<Self, DesignError> {
        check_name(&spec.name)?;
        let slots = spec.loadable.as_ref().map(|loadable| slots(loadable, &spec.books)).transpose()?;
        if let (Some(protect), None) = (spec.protect, slots) {
            return Err(DesignError::NothingToProtect(protect));
        }
        let raw = spec.raw || slots.is_some();
        let count = spec.books.len() + slots.map_or(0, |(slots, _)| slots) + usize::from(raw);
        let (from, to) = (spec.encoder.as_ref(), spec.decoder.as_ref());
        if from.is_none() && to.is_none() {
            return Err(DesignError::NoEnd);
        }
        if from.is_none() && spec.counters {
            return Err(DesignError::NothingToCount);
        }
        let select = from.map(|from| select(from.select, count)).transpose()?.flatten();
        let block = from.map(|from| block(from.block, select, spec.base)).transpose()?.flatten();
        let blocks = blocks(spec.blocks, from.map(|_| block.is_some()))?;
        if blocks && count == 1 && spec.base.is_none() {
            return Err(DesignError::NothingToCut);
        }
        let codebooks = spec.books.iter().map(|of| of.book.clone()).collect();
        let books = match slots {
            None => Books::new(codebooks, spec.raw, blocks)?,
            Some((slots, envelope)) => Books::loadable(codebooks, envelope, slots, blocks)?,
        };
        let books = books.with_base(spec.base.is_some())?.with_check(spec.check);
        sideband(&spec.sideband)?;
        let encoder = from.map(|from| encoder(from, &books, select, block, spec.target)).transpose()?;
        let decoder = to.map(|to| decoder(to, &books, spec.target)).transpose()?;
        if let (Target::Fpga, Some(gate)) = (spec.target, spec.clock_gate) {
            return Err(DesignError::GatedFpga(gate));
        }
        if let Some(license) = &spec.license {
            let plain = |c: char| c.is_ascii_alphanumeric() || " .-+()".contains(c);
            if license.trim().is_empty() || license.len() > 80 || !license.chars().all(plain) {
                return Err(DesignError::License(license.clone()));
            }
        }
        let here = || format!("the library huffwire {}", env!("CARGO_PKG_VERSION"));
        Ok(Self {
            name: spec.name,
            books,
            codebook_files: spec.books.iter().map(|of| of.name.clone()).collect(),
            expected_bits: spec.books.iter().map(|of| expected_bits(of, spec.base)).collect(),
            groups: spec.books.iter().map(|of| of.group.clone()).collect(),
            relative: spec.books.iter().map(|of| of.relative).collect(),
            base: spec.base,
            sideband: spec.sideband,
            encoder,
            decoder,
            reset: spec.reset,
            registers: spec.registers || slots.is_some(),
            protect: spec.protect,
            target: spec.target,
            clock_gate: spec.clock_gate,
            counters: spec.counters,
            license: spec.license,
            regenerate: spec.regenerate.unwrap_or_else(here),
        })
    }

    /// Reads a design and the codebooks that it names, relative to its own folder.
    ///
    /// # Errors
    /// A file that cannot be read, or is no design; the message says file, line, key and what to change.
    pub fn load(file: &Path) -> Result<Self, DesignFileError> {
        file::load(file)
    }

    /// The same design with another command in the banners, which makes its files again.
    pub fn regenerated_by(self, command: impl Into<String>) -> Self {
        Self { regenerate: command.into(), ..self }
    }

    /// The same with a codebook in a loadable slot, or with nothing in it. What is generated does not depend on it, only
    /// what the ends do.
    ///
    /// # Errors
    /// A codebook that is outside the slots' envelope.
    ///
    /// # Panics
    /// A slot that is not there.
    pub fn with_slot(self, slot: usize, book: Option<Codebook>) -> Result<Self, OutsideError> {
        Ok(Self { books: self.books.with_slot(slot, book)?, ..self })
    }

    /// The same with a register behind a level that its encoder or its decoder has.
    pub fn with_cut(mut self, level: Level) -> Self {
        let encoder = self.encoder.as_mut().map(|encoder| &mut encoder.pipeline);
        let decoder = self.decoder.as_mut().map(|decoder| &mut decoder.pipeline);
        for pipeline in encoder.into_iter().chain(decoder) {
            if pipeline.levels().iter().any(|(other, _)| *other == level) {
                *pipeline = pipeline.with_cut(level);
            }
        }
        self
    }

    /// The same with registers behind these levels of the encoder's pipeline, in its order, and no others; without an encoder
    /// it stays as it is.
    pub fn with_encoder_cuts(mut self, cuts: &[bool]) -> Self {
        if let Some(encoder) = &mut self.encoder {
            encoder.pipeline = encoder.pipeline.with_cuts(cuts);
        }
        self
    }

    /// The same of the decoder.
    pub fn with_decoder_cuts(mut self, cuts: &[bool]) -> Self {
        if let Some(decoder) = &mut self.decoder {
            decoder.pipeline = decoder.pipeline.with_cuts(cuts);
        }
        self
    }

    /// Beginning of every module's name; a Verilog identifier.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The element format of every codebook.
    pub fn element(&self) -> Element {
        self.books.element()
    }

    /// The fixed codebooks, with all that both ends agree on: the raw book, blocks, base and check.
    pub fn books(&self) -> &Books {
        &self.books
    }

    /// The names of the codebooks' files; the raw book has none.
    pub fn codebook_files(&self) -> &[String] {
        &self.codebook_files
    }

    /// Bits per element that each codebook's calibration expects, where that is known.
    pub fn expected_bits(&self) -> &[Option<f64>] {
        &self.expected_bits
    }

    /// The group of tensors that each codebook was made for, where that is known.
    pub fn groups(&self) -> &[Option<String>] {
        &self.groups
    }

    /// Whether each codebook was calibrated on exponents relative to a base, where that is known.
    pub fn relative(&self) -> &[Option<bool>] {
        &self.relative
    }

    /// Where the base of a frame's exponents comes from, where frames have one.
    pub fn base(&self) -> Option<BaseRule> {
        self.base
    }

    /// What travels with a packet.
    pub fn sideband(&self) -> Sideband {
        self.sideband
    }

    /// The encoder's parameters, where the design has one.
    pub fn encoder(&self) -> Option<&Encoder> {
        self.encoder.as_ref()
    }

    /// The decoder's parameters, where the design has one.
    pub fn decoder(&self) -> Option<&Decoder> {
        self.decoder.as_ref()
    }

    /// The design and its encoder, where it has one.
    pub fn sender(&self) -> Option<Sender<'_>> {
        self.encoder().map(|encoder| Sender { design: self, encoder })
    }

    /// The design and its decoder, where it has one.
    pub fn receiver(&self) -> Option<Receiver<'_>> {
        self.decoder().map(|decoder| Receiver { design: self, decoder })
    }

    /// Reset of every register that has one.
    pub fn reset(&self) -> Reset {
        self.reset
    }

    /// Whether its ends have registers on an AXI4-Lite bus.
    pub fn registers(&self) -> bool {
        self.registers
    }

    /// What is noticed when a bit of a loadable slot's storage flips.
    pub fn protect(&self) -> Option<Protect> {
        self.protect
    }

    /// What it is mapped to.
    pub fn target(&self) -> Target {
        self.target
    }

    /// Whether that are lookup tables: levels have registers inside then.
    pub fn for_fpga(&self) -> bool {
        self.target == Target::Fpga
    }

    /// What holds the data registers of a stage that waits; none are enables.
    pub fn clock_gate(&self) -> Option<ClockGate> {
        self.clock_gate
    }

    /// Whether the encoder counts frames, elements and bits of every index.
    pub fn counters(&self) -> bool {
        self.counters
    }

    /// SPDX expression for the banner of the emitted files.
    pub fn license(&self) -> Option<&str> {
        self.license.as_deref()
    }

    /// The command that makes the files again, for their banners.
    pub fn regenerate(&self) -> &str {
        &self.regenerate
    }

    /// The bounds of its frames.
    pub fn bounds(&self) -> Bounds {
        let smallest = self.encoder().and_then(Encoder::select) == Some(Select::Smallest);
        Bounds::new(&self.books, self.encoder().and_then(Encoder::block_elements), smallest)
    }
}

/// The design of one end, with that end at hand.
macro_rules! ends {
    ($($(#[$doc:meta])* $end:ident: $field:ident $type:ident;)*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $end<'a> {
            design: &'a Design,
            $field: &'a $type,
        }

        impl<'a> $end<'a> {
            /// The end's parameters.
            pub fn $field(self) -> &'a $type {
                self.$field
            }
        }

        impl Deref for $end<'_> {
            type Target = Design;

            fn deref(&self) -> &Design {
                self.design
            }
        })*
    };
}

ends! {
    /// A design that has an encoder.
    Sender: encoder Encoder;
    /// A design that has a decoder.
    Receiver: decoder Decoder;
}

/// What a calibration expects, if some code of this book could take so much, and it was of what the design codes.
fn expected_bits(of: &BookSpec, base: Option<BaseRule>) -> Option<f64> {
    if of.relative.is_some_and(|relative| relative != base.is_some()) {
        return None;
    }
    let possible = f64::from(of.book.shortest_element())..=f64::from(of.book.longest_element());
    of.expected_bits.filter(|bits| possible.contains(bits))
}

/// How many slots there are, and what they hold.
fn slots(spec: &LoadableSpec, books: &[BookSpec]) -> Result<(usize, Envelope), DesignError> {
    let most = MAX_BOOKS.saturating_sub(books.len());
    if !(1..=most as u64).contains(&spec.slots) {
        return Err(DesignError::Slots { slots: spec.slots, most });
    }
    let envelope = spec.envelope()?;
    for (index, BookSpec { book, name, .. }) in books.iter().enumerate() {
        envelope.holds(book).map_err(|error| DesignError::Constant { index, name: name.clone(), error })?;
    }
    Ok((spec.slots as usize, envelope))
}

/// How a frame's book is chosen among so many; without a wish, from outside.
fn select(typed: Option<Select>, indices: usize) -> Result<Option<Select>, DesignError> {
    match typed {
        Some(select) if indices == 1 => Err(DesignError::NothingToSelect(select)),
        None if indices <= 1 => Ok(None),
        typed => Ok(Some(typed.unwrap_or(Select::Sideband))),
    }
}

/// Input beats in a block.
fn block(
    typed: Option<u64>,
    select: Option<Select>,
    base: Option<BaseRule>,
) -> Result<Option<usize>, DesignError> {
    match (typed, select == Some(Select::Smallest) || base == Some(BaseRule::Own)) {
        (None, false) => Ok(None),
        (Some(beats), false) => Err(DesignError::NoBlocks(beats)),
        (None, true) => Err(DesignError::BlockMissing),
        (Some(beats), true) if BLOCKS.contains(&beats) && beats.is_power_of_two() => Ok(Some(beats as usize)),
        (Some(beats), true) => Err(DesignError::Block(beats)),
    }
}

/// Whether packets are cut into blocks, which a header must say: what the design's encoder does, or, where there is none,
/// what is typed of the one at the other end.
fn blocks(typed: Option<bool>, encoder: Option<bool>) -> Result<bool, DesignError> {
    match (typed, encoder) {
        (Some(typed), Some(cuts)) if typed != cuts => Err(DesignError::Blocks { typed }),
        (typed, encoder) => Ok(encoder.or(typed).unwrap_or_default()),
    }
}

fn sideband(typed: &Sideband) -> Result<(), DesignError> {
    let widths = [("tid", typed.tid), ("tdest", typed.tdest), ("tuser", typed.tuser)];
    let wrong = |(_, bits): &(&str, u64)| *bits != 0 && !SIDEBAND_BITS.contains(bits);
    match widths.into_iter().find(wrong) {
        Some((signal, bits)) => Err(DesignError::Sideband { signal, bits }),
        None => Ok(()),
    }
}

fn encoder(
    spec: &EncoderSpec,
    books: &Books,
    select: Option<Select>,
    block: Option<usize>,
    target: Target,
) -> Result<Encoder, DesignError> {
    if !LANES.contains(&spec.lanes) {
        return Err(DesignError::Lanes(spec.lanes));
    }
    let lanes = spec.lanes as usize;
    let out_bytes = spec.out_bytes;
    if !out_bytes.is_power_of_two() || out_bytes > MAX_BUS_BYTES {
        return Err(DesignError::OutBytes(out_bytes));
    }
    // Beside slots constant codebooks have their form.
    let slots = books.slots().len();
    let loaded = if slots > 0 { slots + books.books().len() } else { 0 };
    let levels = datapath::encoder(books.element(), lanes, books.base(), loaded, target);
    let pipeline = Pipeline::new(&spec.pipeline, "encoder", levels)?;
    Ok(Encoder { lanes, out_bytes: out_bytes as usize, select, block, pipeline })
}

fn decoder(spec: &DecoderSpec, books: &Books, target: Target) -> Result<Decoder, DesignError> {
    // A header lies in a frame's first word.
    let longest = books.longest_element().max(books.header_bits());
    let (kind, bytes) = (spec.kind, spec.in_bytes);
    let some = match kind {
        DecoderKind::Serial => (1..=MAX_BUS_BYTES).contains(&bytes),
        DecoderKind::Parallel => PARALLEL_BYTES.contains(&bytes),
    };
    if !some {
        return Err(DesignError::InBytes { kind, bytes });
    }
    if kind == DecoderKind::Parallel && bytes * 8 < longest.into() {
        return Err(DesignError::Narrow { bytes, longest });
    }
    let in_bytes = bytes as usize;
    let slots = match kind {
        DecoderKind::Serial => 1,
        DecoderKind::Parallel => 8 * in_bytes / (1 << books.shortest_element().ilog2()),
    };
    let most = slots.min(MAX_DECODER_LANES);
    let lanes = match spec.lanes {
        None => most,
        Some(lanes) if lanes.is_power_of_two() && lanes <= most as u64 => lanes as usize,
        Some(lanes) => return Err(DesignError::DecoderLanes { kind, lanes, most }),
    };
    let levels = match kind {
        DecoderKind::Serial => datapath::serial_decoder(books),
        DecoderKind::Parallel => datapath::parallel_decoder(slots, books, target),
    };
    Ok(Decoder { kind, in_bytes, lanes, slots, pipeline: Pipeline::new(&spec.pipeline, "decoder", levels)? })
}

/// A name that begins Verilog modules and names a folder, on any file system.
fn check_name(name: &str) -> Result<(), DesignError> {
    let mut chars = name.chars();
    let first = chars.next().is_some_and(|c| c.is_ascii_lowercase());
    let rest = chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !first || !rest || name.len() > 48 {
        return Err(DesignError::Name(name.to_owned()));
    }
    let port = |prefix: &str| {
        name.strip_prefix(prefix).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
    };
    if matches!(name, "con" | "prn" | "aux" | "nul") || port("com") || port("lpt") {
        return Err(DesignError::DeviceName(name.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = "element: { bytes: 1, bits: 2, symbol: \"1:0\" }\nmax_length: 4\nlengths: { 0: 1, 1: 2, 2: 3, 3: 4 }\n";
    const DESIGN: &str = "name: tiny
element: { bytes: 1, bits: 2, symbol: \"1:0\" }
codebooks: [book.yaml]
encoder:
  lanes: 4
  out_bytes: 2
decoder:
  kind: serial
  in_bytes: 2
";

    fn load(design: &str) -> Result<Design, String> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("book.yaml"), BOOK).unwrap();
        let other = BOOK.replace("0: 1, 1: 2", "0: 2, 1: 1");
        std::fs::write(folder.path().join("other.yaml"), other).unwrap();
        let file = folder.path().join("design.yaml");
        std::fs::write(&file, design).unwrap();
        let strip = format!("{}/", folder.path().display());
        Design::load(&file).map_err(|error| error.to_string().replace(&strip, ""))
    }

    #[test]
    fn what_is_left_out_has_a_default() {
        let design = load(DESIGN).unwrap();
        assert_eq!((design.reset(), design.license()), (Reset::SyncHigh, None));
        assert_eq!(design.encoder().unwrap().pipeline().preset(), Some(Preset::Balanced));
        let levels: Vec<String> = design
            .encoder()
            .unwrap()
            .pipeline()
            .levels()
            .iter()
            .map(|(level, _)| level.to_string())
            .collect();
        assert_eq!(levels, ["input", "table", "merge1", "merge2", "shift", "rotate"]);
    }

    #[test]
    fn cuts_are_taken_as_typed() {
        let design = load(&DESIGN.replace("lanes: 4", "lanes: 4\n  pipeline: [table, shift]")).unwrap();
        let pipeline = &design.encoder().unwrap().pipeline();
        assert_eq!(
            (pipeline.cuts(), pipeline.cut(Level::Shift), pipeline.cut(Level::Rotate)),
            (2, true, false)
        );
        assert_eq!(pipeline.name(), "[table, shift]");
    }

    #[test]
    fn a_parallel_decoder_has_lanes_for_all_that_a_word_can_start() {
        let parallel = |in_bytes: usize, more: &str| {
            let typed = format!("kind: parallel\n  in_bytes: {in_bytes}{more}\n");
            load(&DESIGN.replace("kind: serial\n  in_bytes: 2\n", &typed)).unwrap().decoder.unwrap()
        };
        assert_eq!(load(DESIGN).unwrap().decoder.unwrap().lanes, 1);
        assert_eq!(parallel(1, "").lanes, 8);
        assert_eq!(parallel(16, "").lanes, MAX_DECODER_LANES, "128 elements of one bit are more than that");
        assert_eq!(parallel(16, "\n  lanes: 2").lanes, 2);
        let levels: Vec<String> =
            parallel(1, "").pipeline().levels().iter().map(|(level, _)| level.to_string()).collect();
        let expected =
            "leaf up1 up2 up3 entry down2 down1 down0 check stop count rank place route swap1 swap2 swap3";
        assert_eq!(levels.join(" "), expected);
    }

    #[test]
    fn a_design_may_have_one_end_only() {
        let encoder = "encoder:\n  lanes: 4\n  out_bytes: 2\n";
        let decoder = "decoder:\n  kind: serial\n  in_bytes: 2\n";
        let sends = load(&DESIGN.replace(decoder, "")).unwrap();
        assert!(sends.encoder().is_some() && sends.decoder().is_none() && sends.decoder_ports().is_empty());
        let takes = |more: &str| load(&(DESIGN.replace(encoder, "") + more));
        assert!(takes("").unwrap().encoder().is_none() && takes("").unwrap().encoder_ports().is_empty());
        // What the encoder at the other end does, a decoder alone is told.
        assert!(!takes("").unwrap().books().blocks());
        assert!(takes("raw: true\nblocks: true\n").unwrap().books().blocks());
        assert_eq!(
            takes("blocks: true\n").unwrap_err(),
            "design.yaml:7: blocks: true: no encoder cuts blocks for one codebook without a base: leave it out, or name \
             what the other end has"
        );
        assert_eq!(
            load(&(DESIGN.to_owned() + "blocks: true\n")).unwrap_err(),
            "design.yaml:10: blocks: true: the design's encoder cuts no blocks: leave it out, it is for a decoder alone"
        );
        assert_eq!(
            takes("counters: true\n").unwrap_err(),
            "design.yaml:7: counters: true: the encoder counts, and the design has none: leave it out"
        );
        assert_eq!(
            load(&DESIGN.replace(encoder, "").replace(decoder, "")).unwrap_err(),
            "design.yaml:1: encoder: missing, and `decoder` too: give one of them, or both"
        );
    }

    #[test]
    fn a_word_holds_the_longest_element() {
        let folder = tempfile::tempdir().unwrap();
        let book =
            "element: bf16\nmax_length: 8\nescape: 8\nlengths: { 118: 4, 119: 3, 120: 2, 121: 2, 122: 3 }\n";
        std::fs::write(folder.path().join("book.yaml"), book).unwrap();
        let file = folder.path().join("design.yaml");
        let text = DESIGN.replace("{ bytes: 1, bits: 2, symbol: \"1:0\" }", "bf16");
        std::fs::write(&file, text.replace("kind: serial", "kind: parallel")).unwrap();
        let message = Design::load(&file).unwrap_err().to_string();
        assert!(
            message.contains("decoder.in_bytes: 2: the longest element, or a frame's header, has 24 bits"),
            "{message}"
        );
        assert!(message.ends_with("use 4 or more, or a serial one"), "{message}");
    }

    #[test]
    fn books_are_selected_by_the_side_or_by_size() {
        let typed = |books: &str, raw: bool, encoder: &str| {
            let text = DESIGN.replace("[book.yaml]", &format!("[{books}]\nraw: {raw}"));
            load(&text.replace("lanes: 4", &format!("lanes: 4{encoder}"))).map(|design| {
                let encoder = design.encoder().unwrap();
                (encoder.select(), encoder.block(), design.books().header_bits())
            })
        };
        let two = "book.yaml, other.yaml";
        assert_eq!(typed("book.yaml", false, ""), Ok((None, None, 0)));
        assert_eq!(typed("book.yaml", true, ""), Ok((Some(Select::Sideband), None, 1)));
        assert_eq!(typed(two, false, "\n  select: sideband"), Ok((Some(Select::Sideband), None, 1)));
        for (books, raw, header) in [("book.yaml", true, 2), (two, false, 2), (two, true, 3)] {
            let smallest = |block| typed(books, raw, &format!("\n  select: smallest\n  block: {block}"));
            assert_eq!(smallest(2), Ok((Some(Select::Smallest), Some(2), header)));
            assert_eq!(smallest(1024), Ok((Some(Select::Smallest), Some(1024), header)));
            for refused in [0, 1, 3, 96, 2048] {
                let expected =
                    format!("design.yaml:8: encoder.block: {refused}: use a power of two from 2 to 1024");
                assert_eq!(smallest(refused), Err(expected));
            }
            let message = typed(books, raw, "\n  select: smallest").unwrap_err();
            assert!(message.starts_with("design.yaml:5: encoder.block: missing: say how many"), "{message}");
        }
    }

    #[test]
    fn every_refusal_says_where_and_what() {
        for (from, to, expected) in [
            ("lanes: 4", "lanes: 5", "design.yaml:5: encoder.lanes: 5: use 1, 2, 4, 8, 16 or 32"),
            ("out_bytes: 2", "out_bytes: 3", "design.yaml:6: encoder.out_bytes: 3: use a power of two"),
            ("in_bytes: 2", "in_bytes: 0", "design.yaml:9: decoder.in_bytes: 0: use 1 to 128"),
            (
                "kind: serial",
                "kind: parallel\n  lanes: 3",
                "design.yaml:9: decoder.lanes: 3: use a power of two from 1 to 16: no word starts more elements",
            ),
            (
                "kind: serial",
                "kind: serial\n  lanes: 2",
                "design.yaml:9: decoder.lanes: 2: a serial decoder has 1 lane",
            ),
            (
                "kind: serial\n  in_bytes: 2",
                "kind: parallel\n  in_bytes: 3",
                "design.yaml:9: decoder.in_bytes: 3: a parallel decoder has 1, 2, 4, 8, 16, 32 or 64",
            ),
            (
                "kind: serial",
                "kind: parallel\n  pipeline: [up5]",
                "design.yaml:9: decoder.pipeline: no level `up5`, did you mean `up1`? The levels here are leaf, up1, up2, up3, up4, entry, down3",
            ),
            (
                "lanes: 4",
                "lane: 4",
                "design.yaml:5: encoder: unknown key `lane`, did you mean `lanes`? The keys here are lanes, out_bytes,",
            ),
            (
                "lanes: 4",
                "lanes: four",
                "design.yaml:5: encoder.lanes: here stands `four`: use a whole number",
            ),
            ("name: tiny", "name: Tiny", "design.yaml:1: name: `Tiny`: it begins every module's name"),
            ("name: tiny", "name: aux", "design.yaml:1: name: `aux`: Windows has no files of that name"),
            ("name: tiny", "name: com1", "design.yaml:1: name: `com1`: Windows"),
            (
                "[book.yaml]",
                "book.yaml",
                "design.yaml:3: codebooks: a list is wanted here: write [book.yaml]",
            ),
            (
                "out_bytes: 2",
                "outbytes: 2",
                "design.yaml:6: encoder: unknown key `outbytes`, did you mean `out_bytes`?",
            ),
            (
                "element: {",
                "element: BF16 #",
                "design.yaml:2: element: unknown element format `BF16`, did you mean `bf16`?",
            ),
            (
                "element: {",
                "element: bfloat16 #",
                "design.yaml:2: element: unknown element format `bfloat16`, did you mean `bf16`?",
            ),
            (
                "  out_bytes: 2\n",
                "",
                "design.yaml:4: encoder: `out_bytes` is missing: width of the compressed bus",
            ),
            ("book.yaml", "missing.yaml", "design.yaml:3: codebooks[0]: missing.yaml: No such file"),
            ("[book.yaml]", "[]", "design.yaml:3: codebooks: 0 codebooks: a design has 1 to 16"),
            (
                "[book.yaml]",
                "[book.yaml, book.yaml]",
                "design.yaml:3: codebooks[1]: `book.yaml` is the same code as codebook 0",
            ),
            (
                "lanes: 4",
                "lanes: 4\n  select: sideband",
                "design.yaml:6: encoder.select: sideband: nothing to select from one codebook: name more, or add the raw book",
            ),
            (
                "lanes: 4",
                "lanes: 4\n  select: smallest\n  block: 2",
                "design.yaml:6: encoder.select: smallest: nothing to select from one codebook",
            ),
            (
                "lanes: 4",
                "lanes: 4\n  block: 2",
                "design.yaml:6: encoder.block: 2: only `select: smallest` and `base: own` have blocks",
            ),
            (
                "lanes: 4",
                "lanes: 4\n  select: best",
                "design.yaml:6: encoder.select: `best` is not known: use sideband, smallest",
            ),
            (
                "name: tiny",
                "name: tiny\nraw: perhaps",
                "design.yaml:2: raw: here stands `perhaps`: use true or false",
            ),
            (
                "kind: serial",
                "kind: quick",
                "design.yaml:8: decoder.kind: `quick` is not known: use serial, parallel",
            ),
            (
                "lanes: 4",
                "lanes: 4\n  pipeline: [merge3]",
                "design.yaml:6: encoder.pipeline: no level `merge3`, did you mean `merge1`? The levels here are input, table, merge1, merge2",
            ),
            (
                "lanes: 4",
                "lanes: 4\n  pipeline: fast",
                "design.yaml:6: encoder.pipeline: `fast` is not known: use low_latency, small, balanced, high_fmax, or a list of levels",
            ),
            (
                "element: { bytes: 1, bits: 2, symbol: \"1:0\" }",
                "element: bytes",
                "design.yaml:3: codebooks[0]: book.yaml codes `{ bytes: 1, bits: 2",
            ),
            (
                "name: tiny",
                "name: tiny\nlicense: \"a*/b\"",
                "design.yaml:2: license: `a*/b`: use an SPDX expression",
            ),
        ] {
            let message = load(&DESIGN.replacen(from, to, 1)).unwrap_err();
            assert!(message.starts_with(expected), "{message}\n  expected: {expected}");
        }
    }
}
