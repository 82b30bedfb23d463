//! Figures that other commands have measured: `synth`'s clocks and energies, `analyze`'s bits.

use super::energy::CodecEnergy;
use crate::design::Design;
use crate::json;
use crate::rtl::Manifest;
use crate::words::Shown as _;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A file of figures that could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FiguresError {
    /// It could not be read.
    #[error("{}: cannot be read", file.shown())]
    Read {
        /// The file.
        file: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// It is no JSON, or not what it should be.
    #[error("{}: {message}", file.shown())]
    Content {
        /// The file.
        file: PathBuf,
        /// What is wrong with it, and what to change.
        message: String,
    },
}

pub(crate) fn content(file: &Path, message: impl Into<String>) -> FiguresError {
    FiguresError::Content { file: file.to_owned(), message: message.into() }
}

fn read(file: &Path) -> Result<Value, FiguresError> {
    let text = std::fs::read(file).map_err(|source| FiguresError::Read { file: file.to_owned(), source })?;
    json::parse(&text).map_err(|error| content(file, json::said(&error)))
}

/// A number above 0, or 0 too, under this path of keys, where there is one.
fn number(file: &Path, value: &Value, path: &[&str], zero: bool) -> Result<Option<f64>, FiguresError> {
    let at = path.join(".");
    match path.iter().try_fold(value, |value, key| value.get(key)) {
        None | Some(Value::Null) => Ok(None),
        Some(found) => match found.as_f64().filter(|number| *number > 0.0 || zero && *number == 0.0) {
            Some(number) => Ok(Some(number)),
            None => Err(content(file, format!("{at}: here stands {found}: a number above 0 is wanted"))),
        },
    }
}

/// What a synthesis of the design says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Synthesis {
    /// The encoder's clock, Hz.
    pub encoder: Option<f64>,
    /// The decoder's clock, Hz.
    pub decoder: Option<f64>,
    /// What coding costs.
    pub energy: CodecEnergy,
}

impl Synthesis {
    /// Reads what `synth --json` prints of the design: `encoder.ghz`, `decoder.ghz`, and where they are there
    /// `energy.pj_per_bit` of both and the `toggles` of plain wires, all per bit of the message.
    ///
    /// # Errors
    /// A file that cannot be read, is no JSON, is of another design, or has something else there.
    pub fn load(file: &Path, design: &Design) -> Result<Self, FiguresError> {
        let value = synthesis(file, design)?;
        let ghz = |side: &str| Ok(number(file, &value, &[side, "ghz"], false)?.map(|ghz| ghz * 1e9));
        let pj = |side: &str| number(file, &value, &[side, "energy", "pj_per_bit"], true);
        let wires = value.get("toggles").and_then(Value::as_array).into_iter().flatten();
        let plain = wires.into_iter().find(|wires| wires.get("wires").is_some_and(|name| name == "plain"));
        let toggles = |key: &str| plain.map_or(Ok(None), |plain| number(file, plain, &[key], true));
        let toggles = toggles("raw_per_bit")?.zip(toggles("coded_per_bit")?);
        let energy = CodecEnergy { encoder: pj("encoder")?, decoder: pj("decoder")?, toggles };
        Ok(Self { encoder: ghz("encoder")?, decoder: ghz("decoder")?, energy })
    }
}

/// Reads what `synth --json` printed of the design.
///
/// # Errors
/// A file that cannot be read, is no JSON, or of another design or pipeline.
pub fn synthesis(file: &Path, design: &Design) -> Result<Value, FiguresError> {
    let value = read(file)?;
    if let Some(other) = value.get("design").and_then(Value::as_str).filter(|name| *name != design.name()) {
        let name = design.name();
        return Err(content(
            file,
            format!("a synthesis of `{other}`, and the design is `{name}`: run `huffwire synth` on it"),
        ));
    }
    if !["encoder", "decoder"].iter().any(|side| value.get(side).is_some_and(Value::is_object)) {
        return Err(content(file, "no result of a synthesis: `encoder` and `decoder` are missing"));
    }
    // Of `--fewest`, or from before the design was changed.
    let manifest = Manifest::of(design, &[]);
    let encoder = manifest.encoder.map(|end| end.latency_clocks);
    let decoder = manifest.decoder.map(|end| end.latency_clocks);
    for (side, here) in [("encoder", encoder), ("decoder", decoder)] {
        let there = value.get(side).and_then(|end| end.get("latency_clocks")).and_then(Value::as_u64);
        if let (Some(here), Some(there)) = (here, there)
            && here as u64 != there
        {
            return Err(content(
                file,
                format!(
                    "a synthesis of another `pipeline`: its {side} takes {there} clocks, and the design's {here}: write the \
                     pipeline into the design, or run `huffwire synth` on it"
                ),
            ));
        }
    }
    Ok(value)
}

/// Bits an element that an analysis (`analyze --json`, `analysis.json`) has measured of the design's codebooks.
///
/// # Errors
/// A file that cannot be read, is no analysis, or one of other elements or codebooks.
pub fn analysed_bits(file: &Path, design: &Design) -> Result<f64, FiguresError> {
    let value = read(file)?;
    let ways = value.get("symbolisations").and_then(Value::as_array).and_then(|ways| ways.first());
    let way = ways.ok_or_else(|| {
        content(file, "no analysis: `symbolisations` is missing; make one with analyze --json")
    })?;
    let element = value.get("element").map(|element| match element {
        Value::String(name) => name.clone(),
        other => other.to_string(),
    });
    let own = design.element().to_string();
    if element.as_deref() != Some(own.as_str()) {
        let of = element.unwrap_or_default();
        return Err(content(file, format!("an analysis of `{of}`, and the design's element is `{own}`")));
    }
    let mut wanted: Vec<String> =
        design.books().books().iter().map(|book| book.digest().to_string()).collect();
    wanted.sort();
    let codes = way.get("codes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    // Relative to a base is another code, whatever the digests.
    let relative = |code: &Value| code["kind"] == "base";
    let same = |code: &&Value| {
        let digests = code.get("digests").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let mut digests: Vec<&str> = digests.iter().filter_map(Value::as_str).collect();
        digests.sort_unstable();
        digests == wanted && relative(code) == design.base().is_some()
    };
    let place = codes.iter().position(|code| same(&code));
    let bits = place.and_then(|place| way["total"]["figures"]["fixed"].get(place)?.as_f64());
    bits.filter(|bits| *bits > 0.0).ok_or_else(|| {
        content(
            file,
            "none of its codes has the design's codebooks: analyze with --codebook for each of them, or give the tensors",
        )
    })
}
