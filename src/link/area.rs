//! Area and clock of designs that nobody has mapped, from designs that were: a fit, with its error.
//!
//! `area.json` has what `huffwire synth` said of some designs on ASAP7 and the coefficients that `scripts/ppa.py` made of it; the
//! tests here hold one against the other. For a choice among designs, not for a data sheet.

use crate::design::{DecoderKind, Design, Encoder, Select};
use crate::rtl::Manifest;
use serde::Deserialize;
use std::sync::LazyLock;

/// What area and clock of an end depend on.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct Shape {
    /// Elements a beat of an encoder; of a parallel decoder the slots that elements can begin at.
    pub lanes: f64,
    /// Bits that are shifted at a time: an encoder's word, a decoder's bus.
    pub word_bits: f64,
    /// Bits of the longest element.
    pub element_bits: f64,
    /// Symbols with a codeword, of all codebooks.
    pub symbols: f64,
    /// Codebooks whose sizes are compared, the raw one too; 0 where none are.
    pub compared: f64,
    /// Bits of the exponent that symbols are relative to; 0 where they are not.
    pub base_bits: f64,
    /// Bytes of the check.
    pub check_bytes: f64,
}

/// An end that was measured.
#[derive(Clone, Debug, Deserialize)]
pub struct Measured {
    /// The design.
    pub design: String,
    /// What it is.
    #[serde(flatten)]
    pub shape: Shape,
    /// Thousands of NAND2.
    pub kge: f64,
    /// GHz between registers.
    pub ghz: f64,
}

/// A kind of ends.
#[derive(Clone, Debug, Deserialize)]
pub struct Fit {
    /// Of the features, kGE.
    pub coefficients: Vec<f64>,
    /// The largest error of the area of what was measured, percent.
    pub error_percent: f64,
    /// The slowest that was measured, GHz.
    pub ghz: f64,
    /// How much faster the fastest is, percent.
    pub ghz_spread_percent: f64,
    /// What it is of.
    pub measured: Vec<Measured>,
}

/// All fits.
#[derive(Clone, Debug, Deserialize)]
pub struct Fits {
    /// The cells.
    pub library: String,
    /// The programs.
    pub tools: Vec<String>,
    /// Of encoders.
    pub encoder: Fit,
    /// Of parallel decoders.
    pub parallel: Fit,
    /// Of serial ones.
    pub serial: Fit,
}

/// An end by a fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Thousands of NAND2.
    pub kge: f64,
    /// GHz.
    pub ghz: f64,
}

/// The fits that come with the program.
pub fn fits() -> &'static Fits {
    static FITS: LazyLock<Fits> =
        LazyLock::new(|| serde_json::from_str(include_str!("area.json")).expect("a test reads it"));
    &FITS
}

impl Shape {
    fn terms(&self, kind: Kind) -> Vec<f64> {
        let Self { lanes, word_bits, element_bits, symbols, compared, base_bits, check_bytes } = *self;
        let log = |value: f64| value.max(2.0).log2();
        let more = [lanes * compared, lanes * base_bits, word_bits * check_bytes];
        let own = match kind {
            // Lookups; joins of neighbours; shift and rotation.
            Kind::Encoder => vec![
                1.0,
                lanes * symbols.sqrt(),
                lanes * element_bits * log(2.0 * lanes),
                word_bits * log(word_bits),
            ],
            // What every slot has of an element; transforms of every position, level by level.
            Kind::Parallel => vec![1.0, lanes * element_bits, word_bits * element_bits * log(lanes)],
            Kind::Serial => vec![1.0, symbols.sqrt(), word_bits, element_bits],
        };
        own.into_iter().chain(more).collect()
    }
}

/// Ends that have a fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Encoder,
    Parallel,
    Serial,
}

impl Fit {
    fn of(&self, kind: Kind, shape: &Shape) -> Estimate {
        let terms = shape.terms(kind);
        let kge: f64 =
            terms.iter().zip(&self.coefficients).map(|(term, coefficient)| term * coefficient).sum();
        Estimate { kge, ghz: self.ghz }
    }
}

/// What both ends are, as far as area depends on it; none where the design lacks one.
pub fn shapes(design: &Design) -> Option<(Shape, Shape)> {
    let (encoder, decoder) = (design.encoder()?, design.decoder()?);
    let books = design.books();
    let coded =
        |book: &crate::codebook::Codebook| book.lengths().iter().filter(|&&length| length > 0).count();
    let shape = Shape {
        lanes: Encoder::lanes(encoder) as f64,
        word_bits: f64::from(Manifest::of(design, &[]).encoder?.word_bits),
        element_bits: f64::from(design.bounds().longest_element_bits),
        symbols: books.books().iter().map(coded).sum::<usize>() as f64,
        compared: if encoder.select() == Some(Select::Smallest) { books.indices() as f64 } else { 0.0 },
        base_bits: f64::from(books.base_bits()),
        check_bytes: books.check_bytes() as f64,
    };
    let slots = if decoder.kind() == DecoderKind::Parallel { decoder.slots() as f64 } else { 1.0 };
    let other = Shape { lanes: slots, word_bits: (8 * decoder.in_bytes()) as f64, compared: 0.0, ..shape };
    Some((shape, other))
}

/// Both ends by the fits; none where the design lacks one.
pub fn estimate(design: &Design) -> Option<(Estimate, Estimate)> {
    let (encoder, decoder) = shapes(design)?;
    let fits = fits();
    let decoder = match design.decoder()?.kind() {
        DecoderKind::Parallel => fits.parallel.of(Kind::Parallel, &decoder),
        DecoderKind::Serial => fits.serial.of(Kind::Serial, &decoder),
    };
    Some((fits.encoder.of(Kind::Encoder, &encoder), decoder))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every design that was measured is within the error that is told, and one of them is as far off.
    #[test]
    fn errors_are_those_of_what_was_measured() {
        let fits = fits();
        for (kind, fit) in
            [(Kind::Encoder, &fits.encoder), (Kind::Parallel, &fits.parallel), (Kind::Serial, &fits.serial)]
        {
            let error = |measured: &Measured| {
                let kge = fit.of(kind, &measured.shape).kge;
                100.0 * (kge / measured.kge - 1.0).abs()
            };
            let worst = fit.measured.iter().map(error).fold(0.0, f64::max);
            assert!((worst - fit.error_percent).abs() < 0.06, "{kind:?}: {worst}, not {}", fit.error_percent);
            assert!(fit.measured.len() >= 3, "{kind:?}");
            let clocks = || fit.measured.iter().map(|measured| measured.ghz);
            let (low, high) = (clocks().fold(f64::MAX, f64::min), clocks().fold(0.0, f64::max));
            assert!((low - fit.ghz).abs() < 0.006, "{kind:?}: {low}");
            assert!((100.0 * (high / low - 1.0) - fit.ghz_spread_percent).abs() < 0.6, "{kind:?}");
        }
    }
}
