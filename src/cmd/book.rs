//! The codebooks that encode, decode and drift work with.

use super::{console, output};
use anyhow::{Context as _, anyhow, bail, ensure};
use huffwire::codebook::{self, Books, Check, Codebook, Digest};
use huffwire::codec::Base;
use huffwire::codec::file::FileError;
use huffwire::design::{self, BaseRule, Design, Encoder, Select};
use huffwire::element::Element;
use huffwire::words::{self, Shown as _};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Either codebooks or the design that names them.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
pub struct Files {
    /// A codebook (YAML); may be repeated, in the order of the index.
    #[arg(long, value_name = "FILE", value_parser = output::input())]
    codebook: Vec<PathBuf>,
    /// A design (YAML): its codebooks, raw book, blocks, base and check.
    #[arg(long, value_name = "FILE", value_parser = output::input())]
    design: Option<PathBuf>,
}

/// What frames by codebooks have beside elements. A design says itself what its frames have.
#[derive(Default, clap::Args)]
pub struct Framing {
    /// Codebooks: one index more behind them, whose packets are sent verbatim.
    #[arg(long, conflicts_with = "design")]
    pub raw: bool,

    /// Codebooks: packets are cut into blocks of so many elements, each a frame of its own.
    #[arg(long, value_name = "ELEMENTS", conflicts_with = "design")]
    pub block: Option<NonZeroUsize>,

    /// Send every packet with the codebook of this index, counted from 0; the raw book's is the last. Without it, each
    /// packet, or each block, gets the one that makes it smallest.
    #[arg(long, value_name = "N")]
    pub index: Option<usize>,

    /// Code exponents relative to a base that every frame has: its own, that of the frame before, or this one.
    #[arg(long, value_name = "own|previous|N", value_parser = base)]
    pub base: Option<Base>,

    /// What stands behind every frame.
    #[arg(long, value_name = "CRC", value_parser = check, conflicts_with = "design")]
    pub check: Option<Check>,
}

fn base(text: &str) -> Result<Base, String> {
    match text {
        "own" => Ok(Base::Own),
        "previous" => Ok(Base::Previous(0)),
        // The greatest exponent depends on the element format.
        number => number.parse().map(Base::Given).map_err(|_| "use own, previous, or an exponent".to_owned()),
    }
}

fn check(text: &str) -> Result<Check, String> {
    let found = Check::ALL.into_iter().find(|check| check.name() == text);
    found.ok_or_else(|| format!("use {}", words::list(Check::ALL.map(Check::name))))
}

impl Framing {
    /// The books of these codebooks whose frames have what was typed.
    pub fn of(&self, books: &Books) -> anyhow::Result<Books> {
        let books = Books::new(books.books().to_vec(), self.raw, self.block.is_some())
            .and_then(|books| books.with_base(self.base.is_some()))
            .with_context(|| "--base")?;
        Ok(books.with_check(self.check))
    }

    /// The base that was typed, if elements can have it.
    pub fn base(&self, element: Element) -> anyhow::Result<Option<Base>> {
        if let Some(Base::Given(base)) = self.base {
            let max = (1 << element.exponent_bits()) - 1;
            ensure!(base <= max, "--base {base}: the exponents of `{element}` are 0 to {max}");
        }
        Ok(self.base)
    }

    /// Every way that frames of these codebooks can be which does not contradict what was typed.
    pub fn candidates(&self, books: &Books) -> Vec<Books> {
        let both = [false, true];
        let mut found = Vec::new();
        for (raw, blocks) in both.into_iter().flat_map(|raw| both.map(|blocks| (raw, blocks))) {
            for base in both {
                let made =
                    Books::new(books.books().to_vec(), raw, blocks).expect("codebooks that were books");
                let Ok(made) = made.with_base(base) else { continue };
                for check in [None, Some(Check::Crc16), Some(Check::Crc32)] {
                    let fits = (raw || !self.raw)
                        && (blocks || self.block.is_none())
                        && (base || self.base.is_none())
                        && (self.check.is_none() || check == self.check);
                    if fits {
                        found.push(made.clone().with_check(check));
                    }
                }
            }
        }
        found
    }
}

/// Why frames of a digest are not these books', where the codebooks are the same and frames have something else beside
/// their elements; `None` where the codebooks are others. Of codebooks without design what was typed says what frames have.
pub fn framing_error(digest: Digest, books: &Books, typed: Option<&Framing>) -> Option<String> {
    let ways = Framing::default().candidates(books);
    let file = ways.iter().find(|way| way.digest() == digest)?;
    let either = |has: bool, with: &'static str, without: &'static str| if has { with } else { without };
    let of = |books: &Books| {
        [
            either(books.raw(), "the raw book", "no raw book"),
            either(books.blocks(), "blocks", "no blocks"),
            either(books.base(), "a base", "no base"),
            books.check().map_or("no check", Check::name),
        ]
    };
    let (found, here) = (of(file), of(books));
    Some(match typed {
        None => {
            let (found, here): (Vec<_>, Vec<_>) = found.into_iter().zip(here).filter(|(a, b)| a != b).unzip();
            format!(
                "written by these codebooks, but its frames have {}; those of this design have {}",
                words::list(found),
                words::list(here)
            )
        }
        Some(typed) => {
            let flags = [
                (typed.raw && !file.raw(), "--raw"),
                (typed.block.is_some() && !file.blocks(), "--block"),
                (typed.base.is_some() && !file.base(), "--base"),
                (typed.check.is_some() && typed.check != file.check(), "--check"),
            ];
            let wrong = flags.into_iter().zip(found).filter(|((wrong, _), _)| *wrong);
            let (flags, found): (Vec<_>, Vec<_>) = wrong.map(|((_, flag), found)| (flag, found)).unzip();
            format!(
                "its frames have {}: leave {} out, the file's digest says what they have",
                words::list(found),
                words::list(flags)
            )
        }
    })
}

/// The files' books.
pub struct Loaded {
    /// The books; of codebooks those with nothing but elements in a frame.
    pub books: Books,
    /// The names of their files, by index; the raw book has none.
    pub files: Vec<String>,
    /// Bits per element that each codebook's calibration expects, where its file says so.
    pub expected_bits: Vec<Option<f64>>,
    /// Whether each codebook was calibrated on exponents relative to a base, where its file says so.
    pub relative: Vec<Option<bool>>,
    /// Elements in a block, of a design with blocks.
    pub block: Option<NonZeroUsize>,
    /// How a design's frames get their codebook.
    pub select: Option<Select>,
    /// Where a design's frames have their base from.
    pub base: Option<BaseRule>,
}

impl Files {
    /// The design, where one was typed.
    pub fn design(&self) -> Option<&Path> {
        self.design.as_deref()
    }

    /// Reads them.
    pub fn load(&self) -> anyhow::Result<Loaded> {
        if let Some(file) = &self.design {
            let design = Design::load(file)?;
            // Without an encoder a packet is a block, if there are any.
            let block = design.encoder().and_then(Encoder::block_elements).and_then(NonZeroUsize::new);
            return Ok(Loaded {
                books: design.books().clone(),
                files: design.codebook_files().to_vec(),
                expected_bits: design.expected_bits().to_vec(),
                relative: design.relative().to_vec(),
                block,
                select: design.encoder().and_then(Encoder::select),
                base: design.base(),
            });
        }
        let (mut books, mut expected_bits, mut relative) = (Vec::new(), Vec::new(), Vec::new());
        for file in &self.codebook {
            let loaded = codebook::load_with_source(file)?;
            expected_bits.push(loaded.expected_bits);
            relative.push(loaded.relative);
            books.push(loaded.book);
        }
        let books = Books::new(books, false, false).with_context(|| "--codebook")?;
        // As in a design: whoever types one twice means another.
        for (index, book) in books.books().iter().enumerate() {
            let same = |other: &Codebook| other.digest() == book.digest();
            if let Some(first) = books.books()[..index].iter().position(same) {
                let (this, first) = (self.codebook[index].shown(), self.codebook[first].shown());
                bail!("--codebook {this}: the same code as {first}: name each once");
            }
        }
        let files = self.codebook.iter().map(|file| file.shown().to_string()).collect();
        Ok(Loaded { books, files, expected_bits, relative, block: None, select: None, base: None })
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
    /// An index by name.
    pub fn name(&self, index: usize) -> &str {
        self.files.get(index).map_or("raw", String::as_str)
    }
}

/// Says which codebooks were calibrated on other symbols than are coded by them.
pub fn note_other_symbols(files: &[String], relative: &[Option<bool>], base: bool) {
    let other = files.iter().zip(relative).filter(|(_, relative)| relative.is_some_and(|is| is != base));
    for (file, _) in other {
        match base {
            true => console::note(format_args!(
                "{file} was calibrated on exponents as they are, and frames have a base: calibrate it with --base, or \
                 leave the base out"
            )),
            false => console::note(format_args!(
                "{file} was calibrated on exponents relative to a base, and frames have none: give them one, or calibrate \
                 it without --base"
            )),
        }
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
