//! Designs: what was typed becomes what it means, once. A [`Design`] cannot be wrong.

use crate::codebook::{self, Books, BooksError, Bounds, MAX_BOOKS};
use crate::element::Element;
use crate::yaml::{self, YamlError};
use serde::de::{self, Deserialize, Deserializer, IntoDeserializer, Visitor};
use std::fmt;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// Lanes that an encoder can have.
pub const LANES: [u64; 6] = [1, 2, 4, 8, 16, 32];
/// Widest compressed bus, bytes.
pub const MAX_BUS_BYTES: u64 = 128;
/// Widths of the compressed bus that a parallel decoder can have, bytes.
pub const PARALLEL_BYTES: [u64; 7] = [1, 2, 4, 8, 16, 32, 64];
/// Input beats that a block can have, if a power of two.
pub const BLOCKS: RangeInclusive<u64> = 2..=1024;
/// The most elements in an output beat of a parallel decoder.
pub const MAX_DECODER_LANES: usize = 64;

/// A design whose every value has been checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// Beginning of every module's name; a Verilog identifier.
    pub name: String,
    /// The element format of every codebook.
    pub element: Element,
    /// The fixed codebooks, with the raw book where it is asked for, and with blocks where the encoder selects the
    /// smallest.
    pub books: Books,
    /// The codebooks' files by name, for banners; the raw book has none.
    pub codebook_files: Vec<String>,
    /// Bits per element that each codebook's calibration expects, where its file says so.
    pub expected_bits: Vec<Option<f64>>,
    /// The encoder's parameters.
    pub encoder: Encoder,
    /// The decoder's parameters.
    pub decoder: Decoder,
    /// Reset of every register that has one.
    pub reset: Reset,
    /// Whether the encoder counts frames, elements and bits of every index.
    pub counters: bool,
    /// SPDX expression for the banner of the emitted files.
    pub license: Option<String>,
    /// The command that makes the files again, for their banners.
    pub regenerate: String,
}

/// An encoder's parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoder {
    /// Elements per input beat: 1, 2, 4, 8, 16 or 32.
    pub lanes: usize,
    /// Width of the compressed bus: a power of two, 1 to 128 bytes.
    pub out_bytes: usize,
    /// How a frame's book is chosen; `None` where there is one index and nothing to choose.
    pub select: Option<Select>,
    /// Input beats in a block, with [`Select::Smallest`] only: a power of two, 2 to 1024.
    pub block: Option<usize>,
    /// Where the registers are.
    pub pipeline: Pipeline,
}

impl Encoder {
    /// Elements in a full block, with [`Select::Smallest`] only.
    pub fn block_elements(&self) -> Option<usize> {
        self.block.map(|beats| beats * self.lanes)
    }
}

/// How an encoder chooses a frame's book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Select {
    /// The packet's first beat brings the index on `s_axis_tuser`. An index beyond the last is sent with the last.
    Sideband,
    /// A packet is cut into blocks, and each is sent with the book that makes the fewest bits of it; the lowest index
    /// of several such.
    Smallest,
}

impl Select {
    /// As it is written in YAML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sideband => "sideband",
            Self::Smallest => "smallest",
        }
    }
}

/// A decoder's parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoder {
    /// Its architecture.
    pub kind: DecoderKind,
    /// Width of the compressed bus: 1 to 128 bytes; of a parallel decoder a power of two up to 64, and no
    /// narrower than the longest element.
    pub in_bytes: usize,
    /// Elements per output beat: 1 in a serial decoder; in a parallel one a power of two, up to its slots and 64.
    pub lanes: usize,
    /// Where the registers are.
    pub pipeline: Pipeline,
}

impl Decoder {
    /// Slots of a parallel decoder's word: segments as long as the largest power of two that is not above the
    /// shortest element of any book, in bits. At most one element begins in each.
    pub fn slots(&self, books: &Books) -> usize {
        slots(self.in_bytes, books)
    }
}

fn slots(in_bytes: usize, books: &Books) -> usize {
    8 * in_bytes / (1 << books.shortest_element().ilog2())
}

/// Decoder architectures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecoderKind {
    /// One element per clock.
    Serial,
    /// One bus word per clock.
    Parallel,
}

impl DecoderKind {
    /// As it is written in YAML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Serial => "serial",
            Self::Parallel => "parallel",
        }
    }
}

/// Reset of the registers that have one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reset {
    /// Synchronous, active high: port `rst`.
    #[default]
    SyncHigh,
    /// Synchronous, active low: port `rst_n`.
    SyncLow,
    /// Asserted asynchronously, active low: port `rst_n`.
    AsyncLow,
}

impl Reset {
    /// The port's name.
    pub fn port(self) -> &'static str {
        match self {
            Self::SyncHigh => "rst",
            Self::SyncLow | Self::AsyncLow => "rst_n",
        }
    }

    /// As it is written in YAML.
    pub fn name(self) -> &'static str {
        match self {
            Self::SyncHigh => "sync_high",
            Self::SyncLow => "sync_low",
            Self::AsyncLow => "async_low",
        }
    }
}

/// A choice between latency and frequency that needs no knowledge of the levels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// The fewest clocks.
    LowLatency,
    /// A register behind about two levels.
    #[default]
    Balanced,
    /// A register behind every level that is not much shorter than the longest one.
    HighFmax,
}

/// Which levels of a datapath carry a register behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    /// The preset typed, or `None` for explicit cuts.
    pub preset: Option<Preset>,
    /// Every level of the datapath in its order: name, and whether a register stands behind it.
    pub levels: Vec<(String, bool)>,
}

impl Pipeline {
    /// Whether a register stands behind the level; no, where the datapath does not have it.
    pub fn cut(&self, level: &str) -> bool {
        self.levels.iter().any(|(name, cut)| *cut && name == level)
    }

    /// How many registers there are.
    pub fn cuts(&self) -> usize {
        self.levels.iter().filter(|(_, cut)| *cut).count()
    }

    /// As it is written in YAML.
    pub fn name(&self) -> String {
        match self.preset {
            Some(Preset::LowLatency) => "low_latency".to_owned(),
            Some(Preset::Balanced) => "balanced".to_owned(),
            Some(Preset::HighFmax) => "high_fmax".to_owned(),
            None => {
                let cuts = self.levels.iter().filter(|(_, cut)| *cut);
                format!("[{}]", cuts.map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// A level of a datapath and the presets that put a register behind it.
struct Level {
    name: String,
    balanced: bool,
    high_fmax: bool,
}

fn level(name: impl Into<String>, balanced: bool, high_fmax: bool) -> Level {
    Level { name: name.into(), balanced, high_fmax }
}

/// The encoder's levels; the output register behind them is always there.
fn encoder_levels(element: Element, lanes: usize) -> Vec<Level> {
    let mut levels = vec![level("input", false, true), level("table", true, true)];
    if element.raw_bits() > 0 {
        levels.push(level("raw", false, true));
    }
    let merges = lanes.trailing_zeros();
    // Counted from the last level back, so that the widest merge always ends in a register.
    levels.extend((1..=merges).map(|k| level(format!("merge{k}"), (merges - k).is_multiple_of(2), true)));
    levels.extend([level("shift", false, true), level("rotate", true, true)]);
    levels
}

/// The serial decoder's levels; the window in front and the output register behind are always there.
fn serial_decoder_levels() -> Vec<Level> {
    vec![level("element", true, true), level("lookup", false, true)]
}

/// The parallel decoder's levels for so many slots; lookahead and window in front and the output register behind
/// are always there. The presets follow the paths that place-and-route tools' models see, see `docs/decoder.md`.
fn parallel_decoder_levels(slots: usize) -> Vec<Level> {
    let depth = slots.trailing_zeros();
    // Balanced: two picks a stage, the last of the way up together with the entry loop, the last of the way down
    // together with the check. The loop's own register stands where `entry` could have one.
    let mut levels = vec![level("leaf", true, true)];
    levels.extend((1..=depth).map(|k| level(format!("up{k}"), (depth - k) % 2 == 1, true)));
    levels.push(level("entry", false, false));
    levels.extend((0..depth).rev().map(|k| level(format!("down{k}"), k % 2 == 1, true)));
    levels.extend([
        level("check", true, true),
        level("stop", true, true),
        level("count", true, true),
        level("rank", true, true),
        level("place", true, true),
        level("route", false, true),
    ]);
    // A swap is one multiplexer: half of them in a stage, or two.
    let middle = depth.div_ceil(2);
    levels.extend((1..=depth).map(|k| level(format!("swap{k}"), k == middle, (depth - k).is_multiple_of(2))));
    levels
}

/// The file as it is typed.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct TypedDesign {
    name: String,
    element: Element,
    codebooks: Vec<PathBuf>,
    #[serde(default)]
    raw: bool,
    encoder: TypedEncoder,
    decoder: TypedDecoder,
    #[serde(default)]
    reset: Reset,
    #[serde(default)]
    counters: bool,
    license: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct TypedEncoder {
    lanes: u64,
    out_bytes: u64,
    select: Option<Select>,
    block: Option<u64>,
    #[serde(default)]
    pipeline: TypedPipeline,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct TypedDecoder {
    kind: DecoderKind,
    in_bytes: u64,
    lanes: Option<u64>,
    #[serde(default)]
    pipeline: TypedPipeline,
}

enum TypedPipeline {
    Preset(Preset),
    Cuts(Vec<String>),
}

impl<'de> Deserialize<'de> for TypedPipeline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = TypedPipeline;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("low_latency, balanced, high_fmax, or a list of the levels that carry a register")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<TypedPipeline, E> {
                Preset::deserialize(text.into_deserializer()).map(TypedPipeline::Preset)
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, seq: A) -> Result<TypedPipeline, A::Error> {
                Vec::deserialize(de::value::SeqAccessDeserializer::new(seq)).map(TypedPipeline::Cuts)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl Default for TypedPipeline {
    fn default() -> Self {
        Self::Preset(Preset::default())
    }
}

impl Design {
    /// The bounds of its frames.
    pub fn bounds(&self) -> Bounds {
        Bounds::new(&self.books, self.encoder.block_elements())
    }

    /// Reads a design and the codebooks that it names, relative to its own folder.
    pub fn load(file: &Path) -> Result<Self, YamlError> {
        Self::check(yaml::load(file)?, file)
    }

    fn check(typed: TypedDesign, file: &Path) -> Result<Self, YamlError> {
        let refuse = |key: &str, message: String| YamlError::Value {
            file: file.to_owned(),
            key: key.to_owned(),
            message,
        };
        check_name(&typed.name).map_err(|message| refuse("name", message))?;
        let element = typed.element;
        if typed.codebooks.is_empty() || typed.codebooks.len() > MAX_BOOKS {
            return Err(refuse("codebooks", BooksError::Count(typed.codebooks.len()).to_string()));
        }
        let folder = file.parent().unwrap_or(Path::new(""));
        let mut codebooks = Vec::new();
        let mut expected_bits = Vec::new();
        for (index, path) in typed.codebooks.iter().enumerate() {
            let key = format!("codebooks[{index}]");
            let (book, bits) = codebook::load_with_bits(&folder.join(path)).map_err(|error| match error {
                YamlError::Read { file, source } => {
                    let message = format!("{}: {source}; paths are relative to the design", file.display());
                    refuse(&key, message)
                }
                error => error,
            })?;
            if book.element() != element {
                let message = format!(
                    "{} codes `{}`, but the design's element is `{element}`: make them the same",
                    path.display(),
                    book.element()
                );
                return Err(refuse(&key, message));
            }
            codebooks.push(book);
            expected_bits.push(bits);
        }
        let select = select(typed.encoder.select, codebooks.len() + usize::from(typed.raw))
            .map_err(|message| refuse("encoder.select", message))?;
        let block = block(typed.encoder.block, select).map_err(|message| refuse("encoder.block", message))?;
        let books = Books::new(codebooks, typed.raw, select == Some(Select::Smallest))
            .map_err(|error| refuse("codebooks", error.to_string()))?;
        if !LANES.contains(&typed.encoder.lanes) {
            let message = format!("{}: use 1, 2, 4, 8, 16 or 32", typed.encoder.lanes);
            return Err(refuse("encoder.lanes", message));
        }
        let lanes = typed.encoder.lanes as usize;
        let out_bytes = typed.encoder.out_bytes;
        if !out_bytes.is_power_of_two() || out_bytes > MAX_BUS_BYTES {
            let message = format!("{out_bytes}: use a power of two from 1 to {MAX_BUS_BYTES}");
            return Err(refuse("encoder.out_bytes", message));
        }
        let kind = typed.decoder.kind;
        let in_bytes = decoder_bytes(kind, typed.decoder.in_bytes, &books)
            .map_err(|message| refuse("decoder.in_bytes", message))?;
        let decoder_lanes = decoder_lanes(kind, typed.decoder.lanes, in_bytes, &books)
            .map_err(|message| refuse("decoder.lanes", message))?;
        let encoder_pipeline = pipeline(typed.encoder.pipeline, encoder_levels(element, lanes))
            .map_err(|message| refuse("encoder.pipeline", message))?;
        let decoder_levels = match kind {
            DecoderKind::Serial => serial_decoder_levels(),
            DecoderKind::Parallel => parallel_decoder_levels(slots(in_bytes, &books)),
        };
        let decoder_pipeline = pipeline(typed.decoder.pipeline, decoder_levels)
            .map_err(|message| refuse("decoder.pipeline", message))?;
        let license = typed.license.filter(|license| license != "none");
        if let Some(license) = &license {
            let plain = |c: char| c.is_ascii_alphanumeric() || " .-+()".contains(c);
            if license.trim().is_empty() || license.len() > 80 || !license.chars().all(plain) {
                let message = format!("`{license}`: use an SPDX expression such as Apache-2.0, or none");
                return Err(refuse("license", message));
            }
        }
        let file_name = |path: &Path| {
            path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
        };
        Ok(Self {
            name: typed.name,
            element,
            books,
            codebook_files: typed.codebooks.iter().map(|path| file_name(path)).collect(),
            expected_bits,
            encoder: Encoder {
                lanes,
                out_bytes: out_bytes as usize,
                select,
                block,
                pipeline: encoder_pipeline,
            },
            decoder: Decoder { kind, in_bytes, lanes: decoder_lanes, pipeline: decoder_pipeline },
            reset: typed.reset,
            counters: typed.counters,
            license,
            regenerate: format!("huffwire generate {}", file_name(file)),
        })
    }
}

/// How a frame's book is chosen among so many; without a wish, from outside.
fn select(typed: Option<Select>, indices: usize) -> Result<Option<Select>, String> {
    match typed {
        Some(select) if indices == 1 => Err(format!(
            "{}: nothing to select from one codebook: name more, or add the raw book with `raw: true`",
            select.name()
        )),
        None if indices == 1 => Ok(None),
        typed => Ok(Some(typed.unwrap_or(Select::Sideband))),
    }
}

/// Input beats in a block.
fn block(typed: Option<u64>, select: Option<Select>) -> Result<Option<usize>, String> {
    let range = format!("a power of two from {} to {}", BLOCKS.start(), BLOCKS.end());
    match (typed, select == Some(Select::Smallest)) {
        (None, false) => Ok(None),
        (Some(beats), false) => Err(format!("{beats}: only `select: smallest` has blocks: leave it out")),
        (None, true) => {
            Err(format!("missing: say how many input beats make the block that `smallest` looks at: {range}"))
        }
        (Some(beats), true) if BLOCKS.contains(&beats) && beats.is_power_of_two() => Ok(Some(beats as usize)),
        (Some(beats), true) => Err(format!("{beats}: use {range}")),
    }
}

/// The width of a decoder's bus, which the whole element of a parallel one must fit.
fn decoder_bytes(kind: DecoderKind, typed: u64, books: &Books) -> Result<usize, String> {
    let longest = books.longest_element();
    match kind {
        DecoderKind::Serial if typed == 0 || typed > MAX_BUS_BYTES => {
            Err(format!("{typed}: use 1 to {MAX_BUS_BYTES}"))
        }
        DecoderKind::Parallel if !PARALLEL_BYTES.contains(&typed) => {
            Err(format!("{typed}: a parallel decoder has 1, 2, 4, 8, 16, 32 or 64; a serial one takes any"))
        }
        DecoderKind::Parallel if typed * 8 < longest.into() => Err(format!(
            "{typed}: the longest element has {longest} bits, and no element may cover a whole word of a parallel \
             decoder: use {} or more, or a serial one",
            longest.div_ceil(8).next_power_of_two()
        )),
        _ => Ok(typed as usize),
    }
}

/// Elements in a decoder's output beat; without a wish, all that a word can start.
fn decoder_lanes(
    kind: DecoderKind,
    typed: Option<u64>,
    in_bytes: usize,
    books: &Books,
) -> Result<usize, String> {
    let most = match kind {
        DecoderKind::Serial => 1,
        DecoderKind::Parallel => slots(in_bytes, books).min(MAX_DECODER_LANES),
    };
    match typed {
        None => Ok(most),
        Some(lanes) if lanes.is_power_of_two() && lanes <= most as u64 => Ok(lanes as usize),
        Some(lanes) if kind == DecoderKind::Serial => {
            Err(format!("{lanes}: a serial decoder has 1 lane: leave `lanes` out, or use `kind: parallel`"))
        }
        Some(lanes) => {
            Err(format!("{lanes}: use a power of two from 1 to {most}: no word starts more elements"))
        }
    }
}

/// A name that begins Verilog modules and names a folder, on any file system.
fn check_name(name: &str) -> Result<(), String> {
    let mut chars = name.chars();
    let first = chars.next().is_some_and(|c| c.is_ascii_lowercase());
    let rest = chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if first && rest && name.len() <= 48 {
        return Ok(());
    }
    Err(format!(
        "`{name}`: it begins every module's name: use 1 to 48 of a-z, 0-9 and _, beginning with a letter"
    ))
}

fn pipeline(typed: TypedPipeline, levels: Vec<Level>) -> Result<Pipeline, String> {
    let (preset, cuts) = match typed {
        TypedPipeline::Preset(preset) => (Some(preset), Vec::new()),
        TypedPipeline::Cuts(cuts) => (None, cuts),
    };
    for (index, cut) in cuts.iter().enumerate() {
        if !levels.iter().any(|level| level.name == *cut) {
            let names: Vec<&str> = levels.iter().map(|level| level.name.as_str()).collect();
            return Err(format!("no level `{cut}`: the levels here are {}", names.join(", ")));
        }
        if cuts[..index].contains(cut) {
            return Err(format!("level `{cut}` stands twice: name it once"));
        }
    }
    let levels = levels.into_iter().map(|level| {
        let cut = match preset {
            None => cuts.contains(&level.name),
            Some(Preset::LowLatency) => false,
            Some(Preset::Balanced) => level.balanced,
            Some(Preset::HighFmax) => level.high_fmax,
        };
        (level.name, cut)
    });
    Ok(Pipeline { preset, levels: levels.collect() })
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
        let file = folder.path().join("design.yaml");
        std::fs::write(&file, design).unwrap();
        let strip = format!("{}/", folder.path().display());
        Design::load(&file).map_err(|error| error.to_string().replace(&strip, ""))
    }

    #[test]
    fn what_is_left_out_has_a_default() {
        let design = load(DESIGN).unwrap();
        assert_eq!((design.reset, design.license.clone()), (Reset::SyncHigh, None));
        assert_eq!(design.encoder.pipeline.preset, Some(Preset::Balanced));
        let levels: Vec<&str> = design.encoder.pipeline.levels.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(levels, ["input", "table", "merge1", "merge2", "shift", "rotate"]);
    }

    #[test]
    fn cuts_are_taken_as_typed() {
        let design = load(&DESIGN.replace("lanes: 4", "lanes: 4\n  pipeline: [table, shift]")).unwrap();
        let pipeline = &design.encoder.pipeline;
        assert_eq!((pipeline.cuts(), pipeline.cut("shift"), pipeline.cut("rotate")), (2, true, false));
        assert_eq!(pipeline.name(), "[table, shift]");
    }

    #[test]
    fn a_parallel_decoder_has_lanes_for_all_that_a_word_can_start() {
        let parallel = |in_bytes: usize, more: &str| {
            let typed = format!("kind: parallel\n  in_bytes: {in_bytes}{more}\n");
            load(&DESIGN.replace("kind: serial\n  in_bytes: 2\n", &typed)).unwrap().decoder
        };
        assert_eq!(load(DESIGN).unwrap().decoder.lanes, 1);
        assert_eq!(parallel(1, "").lanes, 8);
        assert_eq!(parallel(16, "").lanes, MAX_DECODER_LANES, "128 elements of one bit are more than that");
        assert_eq!(parallel(16, "\n  lanes: 2").lanes, 2);
        let levels: Vec<String> = parallel(1, "").pipeline.levels.into_iter().map(|(name, _)| name).collect();
        let expected =
            "leaf up1 up2 up3 entry down2 down1 down0 check stop count rank place route swap1 swap2 swap3";
        assert_eq!(levels.join(" "), expected);
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
        assert!(message.contains("decoder.in_bytes: 2: the longest element has 24 bits"), "{message}");
        assert!(message.ends_with("use 4 or more, or a serial one"), "{message}");
    }

    #[test]
    fn books_are_selected_by_the_side_or_by_size() {
        let typed = |books: &str, raw: bool, encoder: &str| {
            let text = DESIGN.replace("[book.yaml]", &format!("[{books}]\nraw: {raw}"));
            load(&text.replace("lanes: 4", &format!("lanes: 4{encoder}"))).map(|design| {
                let Encoder { select, block, .. } = design.encoder;
                (select, block, design.books.header_bits())
            })
        };
        let two = "book.yaml, book.yaml";
        assert_eq!(typed("book.yaml", false, ""), Ok((None, None, 0)));
        assert_eq!(typed("book.yaml", true, ""), Ok((Some(Select::Sideband), None, 1)));
        assert_eq!(typed(two, false, "\n  select: sideband"), Ok((Some(Select::Sideband), None, 1)));
        for (books, raw, header) in [("book.yaml", true, 2), (two, false, 2), (two, true, 3)] {
            let smallest = |block| typed(books, raw, &format!("\n  select: smallest\n  block: {block}"));
            assert_eq!(smallest(2), Ok((Some(Select::Smallest), Some(2), header)));
            assert_eq!(smallest(1024), Ok((Some(Select::Smallest), Some(1024), header)));
            for refused in [0, 1, 3, 96, 2048] {
                let expected =
                    format!("design.yaml: encoder.block: {refused}: use a power of two from 2 to 1024");
                assert_eq!(smallest(refused), Err(expected));
            }
            let message = typed(books, raw, "\n  select: smallest").unwrap_err();
            assert!(message.starts_with("design.yaml: encoder.block: missing: say how many"), "{message}");
        }
    }

    #[test]
    fn every_refusal_says_where_and_what() {
        let many = format!("[{}]", ["book.yaml"; 17].join(", "));
        for (from, to, expected) in [
            ("lanes: 4", "lanes: 5", "design.yaml: encoder.lanes: 5: use 1, 2, 4, 8, 16 or 32"),
            ("out_bytes: 2", "out_bytes: 3", "design.yaml: encoder.out_bytes: 3: use a power of two"),
            ("in_bytes: 2", "in_bytes: 0", "design.yaml: decoder.in_bytes: 0: use 1 to 128"),
            (
                "kind: serial",
                "kind: parallel\n  lanes: 3",
                "design.yaml: decoder.lanes: 3: use a power of two from 1 to 16: no word starts more elements",
            ),
            (
                "kind: serial",
                "kind: serial\n  lanes: 2",
                "design.yaml: decoder.lanes: 2: a serial decoder has 1 lane",
            ),
            (
                "kind: serial\n  in_bytes: 2",
                "kind: parallel\n  in_bytes: 3",
                "design.yaml: decoder.in_bytes: 3: a parallel decoder has 1, 2, 4, 8, 16, 32 or 64",
            ),
            (
                "kind: serial",
                "kind: parallel\n  pipeline: [up5]",
                "design.yaml: decoder.pipeline: no level `up5`: the levels here are leaf, up1, up2, up3, up4, entry, down3",
            ),
            ("lanes: 4", "lane: 4", "design.yaml:5: encoder: unknown field `lane`"),
            ("lanes: 4", "lanes: four", "design.yaml:5: encoder.lanes: invalid type"),
            ("name: tiny", "name: Tiny", "design.yaml: name: `Tiny`: it begins every module's name"),
            ("book.yaml", "other.yaml", "design.yaml: codebooks[0]: other.yaml: No such file"),
            ("[book.yaml]", "[]", "design.yaml: codebooks: 0 codebooks: a design has 1 to 16"),
            ("[book.yaml]", &many, "design.yaml: codebooks: 17 codebooks: a design has 1 to 16"),
            (
                "lanes: 4",
                "lanes: 4\n  select: sideband",
                "design.yaml: encoder.select: sideband: nothing to select from one codebook: name more, or add the raw book",
            ),
            (
                "lanes: 4",
                "lanes: 4\n  select: smallest\n  block: 2",
                "design.yaml: encoder.select: smallest: nothing to select from one codebook",
            ),
            (
                "lanes: 4",
                "lanes: 4\n  block: 2",
                "design.yaml: encoder.block: 2: only `select: smallest` has blocks",
            ),
            ("lanes: 4", "lanes: 4\n  select: best", "design.yaml:6: encoder.select: unknown variant `best`"),
            ("name: tiny", "name: tiny\nraw: perhaps", "design.yaml:2: raw: invalid type"),
            ("kind: serial", "kind: quick", "design.yaml:8: decoder.kind: unknown variant `quick`"),
            (
                "lanes: 4",
                "lanes: 4\n  pipeline: [merge3]",
                "design.yaml: encoder.pipeline: no level `merge3`: the levels here are input, table, merge1, merge2",
            ),
            (
                "lanes: 4",
                "lanes: 4\n  pipeline: fast",
                "design.yaml:6: encoder.pipeline: unknown variant `fast`, expected one of `low_latency`",
            ),
            (
                "element: { bytes: 1, bits: 2, symbol: \"1:0\" }",
                "element: bytes",
                "design.yaml: codebooks[0]: book.yaml codes",
            ),
            (
                "name: tiny",
                "name: tiny\nlicense: \"a*/b\"",
                "design.yaml: license: `a*/b`: use an SPDX expression",
            ),
        ] {
            let message = load(&DESIGN.replacen(from, to, 1)).unwrap_err();
            assert!(message.starts_with(expected), "{message}\n  expected: {expected}");
        }
    }
}
