//! What `synth --json` says of a design, for its page.

use crate::design::Design;
use crate::json;
use crate::words::{Shown as _, decimals, grouped, list};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// A synthesis of the design, as far as its page tells.
#[derive(Clone, Debug, Deserialize)]
pub struct Figures {
    design: String,
    libraries: Vec<Library>,
    tools: Vec<String>,
    encoder: Option<End>,
    decoder: Option<End>,
}

#[derive(Clone, Debug, Deserialize)]
struct Library {
    name: String,
}

#[derive(Clone, Debug, Deserialize)]
struct End {
    module: String,
    kge: f64,
    flip_flops: u64,
    memory_bits: u64,
    ghz: Option<f64>,
    energy: Option<Energy>,
}

#[derive(Clone, Debug, Deserialize)]
struct Energy {
    pj_per_bit: f64,
}

/// Figures of one library.
pub(super) struct Table {
    pub title: String,
    pub rows: Vec<Row>,
}

pub(super) struct Row {
    pub module: String,
    pub kge: String,
    pub flip_flops: String,
    pub memory_bits: String,
    pub ghz: String,
    pub pj: String,
}

/// Why a synthesis cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FiguresError {
    /// It cannot be read.
    #[error("{}: {source}", path.shown())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is no synthesis.
    #[error("{}: {why}: give what `huffwire synth --json` printed", path.shown())]
    Content {
        /// The file.
        path: PathBuf,
        /// What was found.
        why: String,
    },
    /// It is one of something else.
    #[error("{}: a synthesis of `{other}`, and the design is `{name}`", path.shown())]
    Other {
        /// The file.
        path: PathBuf,
        /// What it is of.
        other: String,
        /// The design.
        name: String,
    },
}

impl Figures {
    /// Reads what `synth --json` printed of the design.
    ///
    /// # Errors
    /// A file that cannot be read, is something else, or of another design.
    pub fn load(path: &Path, design: &Design) -> Result<Self, FiguresError> {
        let text = fs::read(path).map_err(|source| FiguresError::Read { path: path.to_owned(), source })?;
        let figures: Self = json::parse(&text)
            .map_err(|error| FiguresError::Content { path: path.to_owned(), why: json::said(&error) })?;
        if figures.design != design.name() {
            let (other, name) = (figures.design, design.name().to_owned());
            return Err(FiguresError::Other { path: path.to_owned(), other, name });
        }
        Ok(figures)
    }

    pub(super) fn table(&self) -> Table {
        let none = || "-".to_owned();
        let row = |end: &End| Row {
            module: end.module.clone(),
            kge: decimals(end.kge, 1),
            flip_flops: grouped(end.flip_flops),
            memory_bits: grouped(end.memory_bits),
            ghz: end.ghz.map_or_else(none, |ghz| decimals(ghz, 2)),
            pj: end.energy.as_ref().map_or_else(none, |energy| decimals(energy.pj_per_bit, 3)),
        };
        Table {
            title: format!(
                "{}, by {}",
                list(self.libraries.iter().map(|library| format!("`{}`", library.name))),
                list(&self.tools)
            ),
            rows: self.encoder.iter().chain(&self.decoder).map(row).collect(),
        }
    }
}
