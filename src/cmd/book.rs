//! The codebook that encode and decode work with, and what they say in the end.

use huffwire::codebook::{self, Codebook};
use huffwire::codec::file::{FileError, Totals};
use huffwire::config::Design;
use huffwire::element::Element;
use std::path::{Path, PathBuf};

/// Either a codebook or the design that names it.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
pub struct Book {
    /// The codebook (YAML).
    #[arg(long, value_name = "FILE")]
    codebook: Option<PathBuf>,
    /// A design (YAML): its codebook.
    #[arg(long, value_name = "FILE")]
    design: Option<PathBuf>,
}

impl Book {
    /// Reads it.
    pub fn load(&self) -> anyhow::Result<Codebook> {
        match (&self.codebook, &self.design) {
            (Some(file), _) => Ok(codebook::load(file)?),
            (None, Some(file)) => Ok(Design::load(file)?.codebooks.swap_remove(0)),
            (None, None) => unreachable!("clap asks for one of the two"),
        }
    }

    /// The file that was named.
    pub fn file(&self) -> &Path {
        self.codebook.as_deref().or(self.design.as_deref()).expect("clap asks for one of the two")
    }
}

/// Says where an error belongs: to the input, the output, or what was typed.
pub fn locate(error: FileError, input: &Path, output: &Path) -> anyhow::Error {
    let place = match error {
        FileError::Write(_) => output.display(),
        _ => input.display(),
    };
    anyhow::anyhow!("{place}: {error}")
}

/// `1 frame of 17 bytes`.
pub fn frames(totals: &Totals) -> String {
    let plural = if totals.frames == 1 { "" } else { "s" };
    format!("{} frame{plural} of {} bytes", totals.frames, totals.frame_bytes)
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
