//! The codebooks that encode, decode and drift work with.

use super::output;
use anyhow::{Context as _, anyhow, bail};
use huffwire::codebook::{self, Books, Codebook};
use huffwire::codec::file::FileError;
use huffwire::design::{self, Design};
use huffwire::words::Shown as _;
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
            let block = design.encoder().block_elements().and_then(NonZeroUsize::new);
            return Ok(Loaded {
                books: design.books().clone(),
                files: design.codebook_files().to_vec(),
                expected_bits: design.expected_bits().to_vec(),
                block,
            });
        }
        let (mut books, mut expected_bits) = (Vec::new(), Vec::new());
        for file in &self.codebook {
            let loaded = codebook::load_with_source(file)?;
            expected_bits.push(loaded.expected_bits);
            books.push(loaded.book);
        }
        let books = Books::new(books, raw, false).with_context(|| "--codebook")?;
        // As in a design: whoever types one twice means another.
        for (index, book) in books.books().iter().enumerate() {
            let same = |other: &Codebook| other.digest() == book.digest();
            if let Some(first) = books.books()[..index].iter().position(same) {
                let (this, first) = (self.codebook[index].shown(), self.codebook[first].shown());
                bail!("--codebook {this}: the same code as {first}: name each once");
            }
        }
        let files = self.codebook.iter().map(|file| file.shown().to_string()).collect();
        Ok(Loaded { books, files, expected_bits, block: None })
    }

    /// The files that were named, here and in the design.
    pub fn paths(&self) -> Vec<PathBuf> {
        let design = self.design.iter().flat_map(|file| design::files(file));
        self.codebook.iter().cloned().chain(design).collect()
    }

    /// Whether they are codebooks, and not a design.
    pub fn are_codebooks(&self) -> bool {
        self.design.is_none()
    }
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
        FileError::Write(_) => output.shown(),
        _ => input.shown(),
    };
    anyhow!("{place}: {error}")
}
