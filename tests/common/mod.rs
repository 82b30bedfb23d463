//! What several test programs need.
#![allow(dead_code)]

pub mod conformance;
pub mod console;

use huffwire::codebook::Codebook;
use huffwire::design::{
    BookSpec, DecoderKind, DecoderSpec, Design, EncoderSpec, PipelineSpec, Preset, Select, Spec,
};
use huffwire::element::Element;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Whether the tests can use a tool. Where it is missing they fail in CI, and say so and pass elsewhere.
pub fn have(tool: &str) -> bool {
    let found =
        Command::new(tool).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !found {
        assert!(std::env::var_os("CI").is_none(), "{tool} is missing; scripts/test.sh installs it");
        eprintln!("SKIPPED: {tool} is missing; scripts/test.sh installs it");
    }
    found
}

/// The same of Python's modules: `a` or `a, b`.
pub fn have_module(module: &str) -> bool {
    let import = Command::new("python3").args(["-c", &format!("import {module}")]).output();
    let found = import.is_ok_and(|output| output.status.success());
    if !found {
        assert!(std::env::var_os("CI").is_none(), "{module} is missing; scripts/test.sh installs it");
        eprintln!("SKIPPED: {module} is missing; scripts/test.sh installs it");
    }
    found
}

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What stands in a folder, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The designs whose output stands in `rtl_out/`.
pub fn reference_designs() -> Vec<PathBuf> {
    ["tiny", "tiny_parallel", "bf16_link", "e4m3_link", "bf16_best4", "bf16_train", "bf16_loadable"]
        .map(|name| root().join(format!("configs/{name}.yaml")))
        .to_vec()
}

/// A codebook as a table of a test holds it.
#[derive(Clone, Copy)]
pub struct Book {
    element: &'static str,
    max_length: u8,
    escape: Option<u8>,
    lengths: &'static [(u16, u8)],
}

/// A codebook: the format of its elements as [`Element::parse`] reads it, then every symbol that has a codeword of its
/// own with its length.
pub const fn book(
    element: &'static str,
    max_length: u8,
    escape: Option<u8>,
    lengths: &'static [(u16, u8)],
) -> Book {
    Book { element, max_length, escape, lengths }
}

impl From<Book> for Codebook {
    fn from(book: Book) -> Self {
        let Book { element, max_length, escape, lengths } = book;
        let mut of_symbols = vec![0; Element::parse(element).unwrap().alphabet()];
        lengths.iter().for_each(|&(symbol, length)| of_symbols[usize::from(symbol)] = length);
        codebook(element, max_length, escape, &of_symbols)
    }
}

/// The same with the lengths of symbols 0, 1, ..., of which 0 is none.
pub fn codebook(element: &str, max_length: u8, escape: Option<u8>, lengths: &[u8]) -> Codebook {
    Codebook::new(Element::parse(element).unwrap(), max_length, lengths, escape).unwrap()
}

/// Elements of two bits, all of them coded.
pub const TWO_BITS: &str = "custom:1:2:1:0";
/// Padding lies inside its shortest codewords.
pub const TINY: Book = book(TWO_BITS, 4, None, &[(0, 1), (1, 2), (2, 3), (3, 4)]);
/// In another order, with an escape, and with a codeword of one bit that is another symbol's.
pub const OTHER: Book = book(TWO_BITS, 3, Some(2), &[(3, 1), (2, 3)]);
/// Raw bits on both sides of the symbol, and an escape.
pub const BF16: Book = book("bf16", 8, Some(8), &[(118, 4), (119, 3), (120, 2), (121, 2), (122, 3)]);

/// What says where registers are: a preset or cuts.
pub trait Registers {
    fn spec(self) -> PipelineSpec;
}

impl Registers for Preset {
    fn spec(self) -> PipelineSpec {
        PipelineSpec::Preset(self)
    }
}

impl Registers for PipelineSpec {
    fn spec(self) -> PipelineSpec {
        self
    }
}

/// Registers behind these levels.
pub fn cuts(levels: &[&str]) -> PipelineSpec {
    PipelineSpec::Cuts(levels.iter().map(|level| level.to_string()).collect())
}

/// An encoder that selects as it does by itself: from outside where there are several codebooks.
pub fn encoder(lanes: u64, out_bytes: u64, pipeline: impl Registers) -> EncoderSpec {
    let mut spec = EncoderSpec::new(lanes, out_bytes);
    spec.pipeline = pipeline.spec();
    spec
}

/// The same encoder, with the codebook that makes a block of so many beats the smallest.
pub fn smallest(block: u64, mut encoder: EncoderSpec) -> EncoderSpec {
    encoder.select = Some(Select::Smallest);
    encoder.block = Some(block);
    encoder
}

/// The same encoder, told the codebook from outside.
pub fn sideband(mut encoder: EncoderSpec) -> EncoderSpec {
    encoder.select = Some(Select::Sideband);
    encoder
}

/// A decoder of an element per clock.
pub fn serial(in_bytes: u64, pipeline: impl Registers) -> DecoderSpec {
    decoder(DecoderKind::Serial, in_bytes, pipeline)
}

/// A decoder of a word per clock, with lanes for all that a word can start.
pub fn parallel(in_bytes: u64, pipeline: impl Registers) -> DecoderSpec {
    decoder(DecoderKind::Parallel, in_bytes, pipeline)
}

/// A decoder of either kind.
pub fn decoder(kind: DecoderKind, in_bytes: u64, pipeline: impl Registers) -> DecoderSpec {
    let mut spec = DecoderSpec::new(kind, in_bytes);
    spec.pipeline = pipeline.spec();
    spec
}

/// The same decoder with so many lanes.
pub fn lanes(count: u64, mut decoder: DecoderSpec) -> DecoderSpec {
    decoder.lanes = Some(count);
    decoder
}

/// A design as its file `design.yaml` would ask for it, beside `book.yaml` or `book0.yaml`, `book1.yaml` and so on.
pub fn spec<B: Into<Codebook>>(
    name: &str,
    books: impl IntoIterator<Item = B>,
    encoder: EncoderSpec,
    decoder: DecoderSpec,
) -> Spec {
    let books: Vec<Codebook> = books.into_iter().map(B::into).collect();
    let one = books.len() == 1;
    let file = |index: usize| if one { "book.yaml".to_owned() } else { format!("book{index}.yaml") };
    let books = books.into_iter().enumerate().map(|(index, book)| BookSpec::new(file(index), book));
    let mut spec = Spec::new(name, books.collect(), encoder, decoder);
    spec.regenerate = Some("huffwire generate design.yaml".to_owned());
    spec
}

/// The design that is asked for.
#[track_caller]
pub fn design(spec: Spec) -> Design {
    Design::new(spec).unwrap()
}

/// Whether what takes long runs too: `scripts/campaign.sh`.
pub fn campaign() -> bool {
    std::env::var_os("HUFFWIRE_CAMPAIGN").is_some()
}
