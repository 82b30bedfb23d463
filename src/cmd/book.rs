//! The codebooks that encode, decode and drift work with.

use super::output;
use anyhow::{Context as _, anyhow, bail};
use huffwire::codebook::{self, Books, Codebook};
use huffwire::codec::file::FileError;
use huffwire::design::Design;
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
            let same = |other: &Codebook| other.digest() == loaded.book.digest();
            if let Some(first) = books.iter().position(same) {
                bail!(
                    "--codebook {}: the same code as {}: name each once",
                    file.display(),
                    self.codebook[first].display()
                );
            }
            expected_bits.push(loaded.expected_bits);
            books.push(loaded.book);
        }
        let books = Books::new(books, raw, false).with_context(|| "--codebook")?;
        let files = self.codebook.iter().map(|file| file.display().to_string()).collect();
        Ok(Loaded { books, files, expected_bits, block: None })
    }

    /// The files that were named.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.codebook.iter().chain(&self.design).map(PathBuf::as_path)
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
        FileError::Write(_) => output.display(),
        _ => input.display(),
    };
    anyhow!("{place}: {error}")
}
