//! What a codebook fixed in advance is worth on other tensors: the experiment of arXiv 2601.10673 on the
//! user's own data.
//!
//! Pure: histograms in, figures out. [`Calibration`] gathers the earlier tensors, [`Evaluation`] takes the
//! later ones one by one and keeps figures and sums of them, so memory grows by some hundred bytes a tensor.
//! `docs/analyze.md` defines every figure.

mod axes;
mod code;
mod evaluate;
mod symbols;
mod verdict;

pub use axes::{Axes, AxesError, Place};
pub use code::Options;
pub use evaluate::{Calibration, Evaluation};
pub use symbols::{Symbolisation, symbolisations};

use crate::element::Element;
use crate::histogram::Weighting;
use serde::Serialize;

/// `analysis.json`. Bits are bits per value of the tensor, raw bits included; savings and gaps in percent or
/// percentage points of the value's significant bits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Analysis {
    /// Name and version of the generator.
    pub generator: String,
    /// Every file of the report's folder.
    pub folder: Vec<String>,
    /// What the tensors' values are.
    pub element: Element,
    /// What weighs the same in the calibration's average.
    pub weight: Weighting,
    /// The regular expression of `--group-by`, where there was one.
    pub group_by: Option<String>,
    /// What the codebooks were made of.
    pub calibrate: Inputs,
    /// What they were tried on.
    pub evaluate: Inputs,
    /// Inputs that could not be used and were passed over (`--keep-going`), and why.
    pub skipped: Vec<Skipped>,
    /// The ways to see the values as symbols; the first is that of `element`.
    pub symbolisations: Vec<Symbolised>,
    /// What this says in words.
    pub verdict: Verdict,
    /// Where the exponents of every group lay at every step: by group, calibrated ones first, then by step. Empty where
    /// the element has no exponent.
    pub scales: Vec<Drift>,
    /// Every evaluated tensor with elements.
    pub tensors: Vec<Tensor>,
}

/// Tensors of one side of the experiment.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Inputs {
    /// Files.
    pub files: usize,
    /// Tensors with elements.
    pub tensors: u64,
    /// Their values.
    pub values: u64,
    /// Tensors without elements, by name and file.
    pub empty: Vec<String>,
    /// Steps that the names tell, in order.
    pub steps: Vec<String>,
}

/// Where the exponents of a group's tensors lay at a step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drift {
    /// The group.
    pub group: String,
    /// The step, where the names tell it.
    pub step: Option<String>,
    /// Whether of the calibrated tensors, or of the evaluated ones.
    pub calibrated: bool,
    /// The mean exponent of all values, as they are stored; null where all are zeros, infinities or NaN.
    pub mean_exponent: Option<f64>,
}

/// An input that was passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// `calibrate` or `evaluate`.
    pub side: &'static str,
    /// Tensor and file, or the file.
    pub what: String,
    /// The error, in words.
    pub why: String,
}

/// One way to see the values as symbols, and what codebooks do there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Symbolised {
    /// Its name: that of an element format, `bytes`, `planes`, or of a quantisation such as `e4m3 mx`.
    pub name: String,
    /// The same in words.
    pub description: String,
    /// Bits of an uncompressed value.
    pub value_bits: f64,
    /// Bits of a value that are sent as they are.
    pub raw_bits: f64,
    /// Whether the tensor itself comes back: not where it was quantised.
    pub lossless: bool,
    /// The fixed codes, made of the calibration's average; the columns of [`Figures::fixed`].
    pub codes: Vec<Code>,
    /// Index in `codes` of the one that the verdict judges: what `calibrate` would make.
    pub chosen: usize,
    /// All tensors together.
    pub total: Group,
    /// Groups of tensors, by name; the total again where there is one group.
    pub groups: Vec<Group>,
    /// Expected length against the limit: of the code made of the calibration with every limit, on all
    /// evaluated tensors.
    pub by_limit: Vec<Limit>,
}

/// A fixed code.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Code {
    /// Heading of its column: `unlimited`, `12 bits`, `12 bits, escape`, `DLC`, `QLC`, or a codebook's file.
    pub name: String,
    /// `unlimited`, `limited`, `dlc`, `qlc`, `codebook`, `best` (of several codebooks for every block), or `base`
    /// (relative to a base in every frame's header).
    pub kind: &'static str,
    /// Limit on codewords, bits; none where unlimited.
    pub max_length: Option<u8>,
    /// Whether rare symbols were allowed to share an escape.
    pub escape: bool,
    /// Digests of the codebooks, one per alphabet (`planes` has several); none where the code is no codebook.
    pub digests: Vec<String>,
    /// Why there is no such code on this alphabet; its figures are null.
    pub missing: Option<String>,
}

/// Bits per value, by the code that was used.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Shannon entropy of the tensor's own distribution: no code for single symbols is shorter.
    pub entropy: f64,
    /// The tensor's own optimal Huffman code.
    pub huffman: f64,
    /// The fixed codes, as many as [`Symbolised::codes`]; null where there is no such code.
    pub fixed: Vec<Option<f64>>,
    /// Kullback-Leibler divergence to the calibration's average, bits.
    pub kl: f64,
    /// Saved by Shannon, own Huffman and the chosen code, percent of the uncompressed size.
    pub saving: Saving,
    /// How far the chosen code is from the tensor's own Huffman code.
    pub gap_huffman: Gap,
    /// How far the chosen code is from Shannon.
    pub gap_entropy: Gap,
}

/// Percent of the uncompressed size; negative where the data grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Saving {
    /// At the entropy.
    pub entropy: f64,
    /// By each tensor's own Huffman code.
    pub huffman: f64,
    /// By the chosen fixed code.
    pub fixed: f64,
}

/// How much longer the chosen fixed code is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Gap {
    /// Percentage points of saving: the difference in percent of the uncompressed size.
    pub points: f64,
    /// Percent of the other code's size.
    pub percent: f64,
}

/// A group of tensors. Its bits are those of all its tensors by the number of their values; entropy and
/// Huffman are each tensor's own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// As `--group-by` says, or `all`.
    pub name: String,
    /// Evaluated tensors.
    pub tensors: u64,
    /// Their values.
    pub values: u64,
    /// Calibrated tensors of the same group.
    pub calibrated: u64,
    /// Averages by value.
    pub figures: Figures,
    /// Share of tensors whose gap to their own Huffman code is at most 0.5 percentage points, 0 to 1.
    pub within_half: f64,
    /// Share of tensors whose gap to Shannon is at most 1 percentage point.
    pub within_one: f64,
    /// Share of tensors for which both hold: the paper's claim.
    pub within_both: f64,
    /// Distributions, one per alphabet (`planes` has several).
    pub distributions: Vec<Distribution>,
}

/// Probabilities of every symbol value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Distribution {
    /// What the symbols are: `symbol`, or `byte 0` and so on.
    pub name: String,
    /// The calibration's average over the group; empty where none of its tensors is in the group.
    pub calibrated: Vec<f64>,
    /// Mean over the evaluated tensors.
    pub mean: Vec<f64>,
    /// Least of any evaluated tensor.
    pub least: Vec<f64>,
    /// Most of any evaluated tensor.
    pub most: Vec<f64>,
}

/// A limit on codewords and what it costs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Limit {
    /// Bits.
    pub max_length: u8,
    /// Bits per value with an escape where that is shorter.
    pub escape: f64,
    /// Bits per value where every symbol has a codeword; null where the limit cannot hold them.
    pub plain: Option<f64>,
}

/// An evaluated tensor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tensor {
    /// Its name in the file.
    pub name: String,
    /// Its file, as typed.
    pub file: String,
    /// Index of its group in [`Symbolised::groups`].
    pub group: usize,
    /// What its name and path tell.
    pub place: Place,
    /// Values.
    pub values: u64,
    /// The mean of the exponents that are neither zeros' nor infinities', as they are stored; null where there is none.
    pub mean_exponent: Option<f64>,
    /// By symbolisation, as in [`Analysis::symbolisations`].
    pub figures: Vec<Figures>,
}

/// The answer in words, with what was measured to give it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// Whether every tensor of every group is within 0.5 points of its own Huffman code and 1 of Shannon.
    pub holds: bool,
    /// One or two sentences over all.
    pub text: String,
    /// By group, as [`Symbolised::groups`].
    pub groups: Vec<GroupVerdict>,
    /// What the other lossless symbolisations save on all tensors, percentage points more than the first one;
    /// best first.
    pub symbolisations: Vec<Remedy>,
    /// Of what was tried for all tensors, what the claim holds for more of them with: the most, and of those that save
    /// most. None where the claim holds already, or nothing tried makes more of it.
    pub better: Option<Remedy>,
}

/// How the claim fares in a group, for the first symbolisation and its chosen code.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupVerdict {
    /// The group.
    pub name: String,
    /// `holds` (every tensor), `mostly` (at least nine in ten) or `fails`.
    pub claim: Claim,
    /// In a sentence.
    pub text: String,
    /// Indices in [`Analysis::tensors`] of those furthest from their own Huffman code, worst first, at most five;
    /// only ones that miss the claim.
    pub worst: Vec<usize>,
    /// What was tried, the largest gain first; also what does not help.
    pub remedies: Vec<Remedy>,
}

/// Whether the claim holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Claim {
    /// For every tensor.
    Holds,
    /// For at least nine tensors in ten.
    Mostly,
    /// For fewer.
    Fails,
}

impl std::fmt::Display for Claim {
    /// In words.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Holds => "holds",
            Self::Mostly => "mostly holds",
            Self::Fails => "fails",
        })
    }
}

/// Something else that was tried on the same data.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Remedy {
    /// `group` (a codebook of the group's own), `books` (the best of several for every block), `base` (relative to a
    /// base in every frame's header), `code`
    /// (another limit, with or without escape), `symbols` (another symbolisation),
    /// `recalibrate` (on newer batches).
    pub kind: &'static str,
    /// In words, for `what would help`.
    pub text: String,
    /// Saved with it, percent of the uncompressed size.
    pub saving: f64,
    /// Percentage points more than the chosen code; negative where it is worse.
    pub gain: f64,
    /// Whether it was made of the very data that it was tried on, so that the gain is a bound.
    pub bound: bool,
    /// Share of the tensors for which the claim holds with it, 0 to 1, where that was measured: of another code for the
    /// same symbols.
    pub within_both: Option<f64>,
}

impl Remedy {
    /// Whether it saves more, in what is shown of it: two decimals.
    pub fn helps(&self) -> bool {
        self.gain >= 0.005
    }
}
