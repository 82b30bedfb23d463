//! The codebooks that encode, decode and drift work with, and what encode and decode say in the end.

use super::output;
use anyhow::{Context as _, anyhow};
use huffwire::codebook::{self, Books};
use huffwire::codec::file::{FileError, Totals};
use huffwire::design::Design;
use huffwire::element::Element;
use huffwire::files::parent;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Either codebooks or the design that names them.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
pub struct Files {
    /// A codebook (YAML); may be repeated, in the order of the index.
    #[arg(long, value_name = "FILE", value_parser = output::input())]
    codebook: Vec<PathBuf>,
    /// A design (YAML): its codebooks, raw book and blocks.
    #[arg(long, value_name = "FILE", value_parser = output::input())]
    design: Option<PathBuf>,
}

/// The files' books.
pub struct Loaded {
    /// The books; as typed they have no blocks.
    pub books: Books,
    /// The names of their files, by index; the raw book has none.
    pub files: Vec<String>,
    /// Bits per element that each codebook's calibration expects, where its file says so.
    pub expected_bits: Vec<Option<f64>>,
    /// Elements in a block, of a design with blocks.
    pub block: Option<NonZeroUsize>,
}

impl Files {
    /// Reads them. `raw` adds the raw book to codebooks; a design says itself whether it has one.
    pub fn load(&self, raw: bool) -> anyhow::Result<Loaded> {
        if let Some(file) = &self.design {
            let design = Design::load(file)?;
            let block = design.encoder.block_elements().and_then(NonZeroUsize::new);
            let Design { books, codebook_files: files, expected_bits, .. } = design;
            return Ok(Loaded { books, files, expected_bits, block });
        }
        let (mut books, mut expected_bits) = (Vec::new(), Vec::new());
        for file in &self.codebook {
            let (book, bits) = codebook::load_with_bits(file)?;
            books.push(book);
            expected_bits.push(bits);
        }
        let books = Books::new(books, raw, false).with_context(|| "--codebook")?;
        let files = self.codebook.iter().map(|file| file.display().to_string()).collect();
        Ok(Loaded { books, files, expected_bits, block: None })
    }

    /// The files that were named, here and in the design.
    pub fn paths(&self) -> Vec<PathBuf> {
        let design = self.design.iter().flat_map(|design| design_files(design));
        self.codebook.iter().cloned().chain(design).collect()
    }

    /// Whether they are codebooks, and not a design.
    pub fn are_codebooks(&self) -> bool {
        self.design.is_none()
    }
}

/// A design's file and the codebooks that it names, as far as it can be read.
pub fn design_files(design: &Path) -> Vec<PathBuf> {
    let read = || -> Option<Vec<PathBuf>> {
        let typed: serde_yaml::Value = serde_yaml::from_str(&std::fs::read_to_string(design).ok()?).ok()?;
        let books = typed.get("codebooks")?.as_sequence()?.iter();
        Some(books.filter_map(|book| Some(parent(design).join(book.as_str()?))).collect())
    };
    [design.to_owned()].into_iter().chain(read().unwrap_or_default()).collect()
}

impl Loaded {
    /// The books of the same codebooks with or without raw book and blocks.
    pub fn with(&self, raw: bool, blocks: bool) -> Books {
        Books::new(self.books.books().to_vec(), raw, blocks).expect("codebooks that were books")
    }

    /// An index by name.
    pub fn name(&self, index: usize) -> &str {
        self.files.get(index).map_or("raw", String::as_str)
    }
}

/// Says where an error belongs: to the input, the output, or what was typed.
pub fn locate(error: FileError, input: &Path, output: &Path) -> anyhow::Error {
    let place = match error {
        FileError::Write(_) => output.display(),
        _ => input.display(),
    };
    anyhow!("{place}: {error}")
}

/// `1 frame of 17 bytes`.
pub fn frames(totals: &Totals) -> String {
    let plural = if totals.frames == 1 { "" } else { "s" };
    format!("{} frame{plural} of {} bytes", totals.frames, totals.frame_bytes)
}

/// How many frames each book has, where there are several; a line of its own.
pub fn by_index(totals: &Totals, loaded: &Loaded) -> String {
    let counts = totals.by_index.iter().enumerate();
    let counts: Vec<String> =
        counts.map(|(index, frames)| format!("{} {frames}", loaded.name(index))).collect();
    match counts.len() {
        1 => String::new(),
        _ => format!("\nframes by codebook: {}", counts.join(", ")),
    }
}

/// What the frames save, in the words of the summary; nothing where there are no elements.
pub fn saving(totals: &Totals, element: Element) -> String {
    if totals.bytes == 0 {
        return String::new();
    }
    let saved = |bits: u32| {
        let bytes = totals.bytes as f64 * f64::from(bits) / (8 * element.bytes()) as f64;
        100.0 * (1.0 - totals.frame_bytes as f64 / bytes)
    };
    let container = 8 * element.bytes() as u32;
    match element.bits() {
        bits if bits == container => format!(", {:.2} % saved", saved(bits)),
        bits => format!(
            ", {:.2} % saved of the {bits} significant bits and {:.2} % of the {container}",
            saved(bits),
            saved(container)
        ),
    }
}
