//! What is sent over a link: tensors, or how many bits their elements take.

use super::inputs;
use anyhow::{Context as _, anyhow, ensure};
use globset::Glob;
use huffwire::design::Design;
use huffwire::element::Element;
use huffwire::link::{Data, Sample, analysed_bits};
use huffwire::report::Summary;
use huffwire::rtl::Manifest;
use huffwire::tensor::{self, Tensor};
use huffwire::words::{self, Shown as _};
use std::path::{Path, PathBuf};

/// What is sent, as far as it is known.
pub(super) enum Sent<'a> {
    /// The tensors of these files with such names, or what an analysis measured; no file: as the codebooks expect.
    Files { files: &'a [PathBuf], globs: &'a [String] },
    /// Tensors that suit.
    Tensors(Vec<&'a Tensor>),
    /// So many bits an element with the design's codebook, and where that is from.
    Bits(f64, &'a str),
}

impl Sent<'_> {
    /// What is coded, and where it is from.
    pub fn data(&self, design: &Design) -> anyhow::Result<(Data, String)> {
        match self {
            Self::Files { files, globs } => of_files(files, globs, design),
            Self::Tensors(tensors) => of_tensors(tensors, design),
            Self::Bits(bits, from) => Ok((Data::Bits(*bits), (*from).to_owned())),
        }
    }

    /// Whether blocks can be coded, or is only known what all take together.
    pub fn has_blocks(&self) -> bool {
        !matches!(self, Self::Bits(..))
    }
}

fn of_files(files: &[PathBuf], globs: &[String], design: &Design) -> anyhow::Result<(Data, String)> {
    let [first, rest @ ..] = files else {
        let expected = Summary::of(design, &Manifest::of(design, &[])).expected;
        let expected = expected.with_context(|| unknown(design))?;
        let from = match expected.basis {
            "calibration" => "as the codebooks' calibration expects",
            _ => "as the code lengths say, for a codebook's file says no more",
        };
        return Ok((Data::Bits(expected.bits_per_element), from.to_owned()));
    };
    if first.extension().is_some_and(|extension| extension == "json") {
        ensure!(rest.is_empty(), "--tensors: one analysis is enough");
        ensure!(globs.is_empty(), "--tensor: an analysis has no tensors left: choose them with analyze");
        let bits = analysed_bits(first, design)?;
        return Ok((Data::Bits(bits), format!("as {} measured", first.shown())));
    }
    ensure!(!design.books().books().is_empty(), unknown(design));
    let tensors = chosen(files, globs, design.element())?;
    of_tensors(&tensors.iter().collect::<Vec<_>>(), design)
}

fn unknown(design: &Design) -> String {
    let name = design.name();
    format!(
        "{name}: all codebooks are loaded, and which is not known: add the one that a slot is to hold to `codebooks:`"
    )
}

/// The tensors of these files with such names.
fn chosen(files: &[PathBuf], globs: &[String], element: Element) -> anyhow::Result<Vec<Tensor>> {
    let globs = globs.iter().map(|pattern| {
        let glob = Glob::new(pattern).with_context(|| format!("--tensor '{pattern}'"))?;
        Ok(glob.compile_matcher())
    });
    let globs = globs.collect::<anyhow::Result<Vec<_>>>()?;
    let chosen = |tensor: &Tensor| globs.is_empty() || globs.iter().any(|glob| glob.is_match(tensor.name()));
    let mut tensors = Vec::new();
    for file in files {
        tensors.extend(inputs::tensors(Path::new(file), false)?.into_iter().filter(chosen));
    }
    ensure!(!tensors.is_empty(), "--tensor: matches no tensor of these files");
    tensor::check(&tensors, element, !globs.is_empty())
        .map_err(|error| anyhow!("{error}; choose tensors with --tensor GLOB"))?;
    Ok(tensors)
}

/// Bytes that are coded at most; more change nothing that can be seen.
const SAMPLE: u64 = 4 << 20;

/// The elements of the tensors, as many of each.
fn of_tensors(tensors: &[&Tensor], design: &Design) -> anyhow::Result<(Data, String)> {
    let element = design.element();
    let share = (SAMPLE / tensors.len().max(1) as u64).max(4096) / element.bytes() as u64;
    let (mut bytes, mut all) = (Vec::new(), true);
    for tensor in tensors {
        let there = tensor.elements(element)?;
        // Packed values are read four at a time.
        let length = there.min(share / 4 * 4);
        all &= length == there;
        tensor.read(element, 0, length, |_, elements| {
            bytes.extend_from_slice(elements);
            Ok(())
        })?;
    }
    ensure!(!bytes.is_empty(), "no elements in these tensors");
    let (count, length) = (tensors.len(), bytes.len() as u64);
    let sample = Sample::new(design, bytes)?;
    let cut = if all { "" } else { "the beginnings of " };
    let from =
        format!("{cut}{}, {} coded", words::counted(count, "tensor"), words::counted_grouped(length, "byte"));
    Ok((Data::Sample(Box::new(sample)), from))
}
