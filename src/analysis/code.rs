//! The fixed codes that a symbolisation is tried with.

use super::{Code, Symbolisation};
use crate::calibration::{self, EscapeRule, Shape};
use crate::codebook::{Books, Codebook, MAX_BOOKS};
use crate::codec::{Relative, Scale};
use crate::element::Element;
use crate::histogram::{Average, Blocks, Histogram, Origin, Weighting};

/// What is compared.
#[derive(Clone, Debug)]
pub struct Options {
    /// Limits on codewords, bits; ascending, none twice, each 1 to 16.
    pub limits: Vec<u8>,
    /// What weighs the same in the calibration's average.
    pub weighting: Weighting,
    /// Codebooks that exist already, and the names of their files.
    pub codebooks: Vec<(String, Codebook)>,
    /// How many codebooks the calibrated tensors share for the best of them in every block; 0 for those that
    /// exist already, where there are several.
    pub books: usize,
    /// Elements of a block, or of a frame with a base.
    pub block: u32,
}

/// A code whose figures are not of symbols but of frames: several codebooks and the raw one, the best of which is taken
/// for every block, or exponents relative to a base, or both.
#[derive(Clone, Debug)]
pub(super) struct Framed {
    name: String,
    kind: &'static str,
    /// None, and why, where the calibration's counts do not tell.
    books: Result<Books, String>,
    frames: Of,
}

/// What is a frame, and how its bits are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    /// A block of the tensor: bits are counted block by block, padding as well.
    Block(Option<Origin>),
    /// A block with this base: of counts relative to it, without padding, and so of counts that were made elsewhere too.
    Relative(Origin),
    /// The tensor, with the base of its own exponents; without padding.
    Tensor,
}

/// What the calibration knows of exponents relative to a base: averages of the first symbolisation.
#[derive(Clone, Debug)]
pub(super) struct Bases {
    /// By [`Origin::ALL`], and none where some tensor's counts do not have it.
    pub origins: [Option<Average>; 2],
    /// Relative to the tensor's own.
    pub tensor: Average,
    /// Blocks relative to their own, where codebooks are shared among them.
    pub blocks: Option<calibration::Blocks>,
}

/// The histogram of a tensor that is one frame relative to the base of its own exponents, and that base.
pub(super) fn of_one_frame(tensor: &Histogram) -> (Histogram, Scale) {
    let element = tensor.element();
    let seen = || (0u16..).zip(tensor.counts().iter().copied()).filter(|&(_, count)| count != 0);
    let scale = seen().fold(Scale::default(), |scale, (symbol, count)| scale.with(element, symbol, count));
    let relative = Relative::new(element, scale.base(element));
    let mut counts = vec![0; element.alphabet()];
    seen().for_each(|(symbol, count)| counts[usize::from(relative.coded(symbol))] += count);
    (Histogram::from_counts(element, counts), scale)
}

/// Why exponents relative to a base cannot be judged.
const UNTOLD: &str = "the counts calibrated on do not have them in frames of so many elements: count the tensors again \
                      with `histogram --block` of the same number";

impl Framed {
    /// What the first symbolisation's frames are coded by: the best of codebooks shared among these tensors, or of
    /// those that exist already, where there are several; and relative to each base, where there is an exponent.
    pub fn all(
        way: &Symbolisation,
        tensors: &[Average],
        bases: Option<&Bases>,
        options: &Options,
    ) -> Vec<Self> {
        let mut all: Vec<Self> = Self::best(way, tensors, options).into_iter().collect();
        let element = way.views[0].element;
        let Some(bases) = bases else { return all };
        let usual = calibration::default_max_length_relative(element, EscapeRule::Auto);
        let limit = asked_for(usual, &options.limits);
        let build = |weights: &[u128]| calibration::build(element, weights, limit, EscapeRule::Auto);
        let based = |books: Vec<Codebook>, raw, blocks| {
            let books = Books::new(books, raw, blocks).and_then(|books| books.with_base(true));
            books.map_err(|error| error.to_string())
        };
        let one = |average: &Average, blocks| {
            based(vec![build(average.weights()).expect("an escape fits any limit")], false, blocks)
        };
        for (origin, average) in Origin::ALL.into_iter().zip(&bases.origins) {
            all.push(Self {
                name: format!("base {} per {}", origin.name(), options.block),
                kind: "base",
                books: average.as_ref().map_or(Err(UNTOLD.to_owned()), |average| one(average, true)),
                frames: Of::Relative(origin),
            });
        }
        all.push(Self {
            name: "base per tensor".to_owned(),
            kind: "base",
            books: one(&bases.tensor, false),
            frames: Of::Tensor,
        });
        if let Some(blocks) = &bases.blocks {
            let zeros =
                build(blocks.average(|_| true).half_zeros().weights()).expect("an escape fits any limit");
            // The codebook of zeros is one more.
            let most = options.books.min(MAX_BOOKS - 1);
            let clusters = blocks.cluster(most, 0, std::slice::from_ref(&zeros), build);
            let shared = clusters.expect("an escape fits any limit").books.into_iter().map(|(book, _)| book);
            let books: Vec<Codebook> = shared.chain([zeros]).collect();
            all.push(Self {
                name: format!("base own, best of {} or raw per {}", books.len(), options.block),
                kind: "base",
                books: based(books, true, true),
                frames: Of::Block(Some(Origin::Own)),
            });
        }
        all
    }

    fn best(way: &Symbolisation, tensors: &[Average], options: &Options) -> Option<Self> {
        let element = way.views[0].element;
        let books: Vec<Codebook> = if options.books > 1 {
            let limit = chosen_limit(way, &options.limits);
            let build = |weights: &[u128]| calibration::build(element, weights, limit, EscapeRule::Auto);
            let clusters = calibration::cluster(tensors, options.books, 0, build);
            clusters.expect("an escape fits any limit").books.into_iter().map(|(book, _)| book).collect()
        } else {
            let fits = options.codebooks.iter().filter(|(_, book)| book.element() == element);
            fits.map(|(_, book)| book.clone()).take(MAX_BOOKS).collect()
        };
        let base = way.base();
        let books = Books::new(books, true, true).and_then(|books| books.with_base(base.is_some())).ok()?;
        (options.books > 1 || books.books().len() > 1).then_some(Self {
            name: format!("best of {} or raw per {}", books.books().len(), options.block),
            kind: "best",
            books: Ok(books),
            frames: Of::Block(base),
        })
    }

    /// The column's heading.
    pub fn code(&self) -> Code {
        let books = self.books.as_ref().map_or(&[][..], Books::books);
        Code {
            name: self.name.clone(),
            kind: self.kind,
            max_length: books.iter().map(Codebook::max_length).max(),
            escape: books.iter().any(|book| book.escape().is_some()),
            digests: books.iter().map(|book| book.digest().to_string()).collect(),
            missing: self.books.as_ref().err().cloned(),
        }
    }

    /// What is counted of each block of so many elements, where blocks are the frames.
    pub fn blocks(&self, elements: u32) -> Option<Blocks> {
        let (Of::Block(base), Ok(books)) = (self.frames, &self.books) else { return None };
        let bits = |book: &Codebook| (0..book.lengths().len()).map(|s| book.element_bits(s as u16)).collect();
        Some(Blocks {
            elements,
            base,
            header_bits: books.header_bits(),
            bits: books.all().map(bits).collect(),
        })
    }

    /// Bits of a tensor where they follow from its counts: those of the first symbolisation, and those relative to each
    /// base in frames of so many elements, by [`Origin::ALL`].
    pub fn of_counts(&self, tensor: &Histogram, relative: &[Histogram], elements: u32) -> Option<u64> {
        let books = self.books.as_ref().ok()?;
        let (counts, frames) = match self.frames {
            Of::Block(_) => return None,
            Of::Relative(origin) => {
                let at = Origin::ALL.iter().position(|other| *other == origin)?;
                (relative.get(at)?.clone(), tensor.total().div_ceil(elements.into()))
            }
            Of::Tensor => (of_one_frame(tensor).0, 1),
        };
        let bits = |(symbol, count): (u16, &u64)| count * u64::from(books.books()[0].element_bits(symbol));
        let elements: u64 = (0u16..).zip(counts.counts()).map(bits).sum();
        Some(frames * u64::from(books.header_bits()) + elements)
    }
}

/// Bits per symbol of each alphabet, raw bits not counted.
pub(super) type Costs = Vec<Vec<u32>>;

/// A code and what it costs; no costs where it is missing.
#[derive(Clone, Debug)]
pub(super) struct Fixed {
    pub code: Code,
    pub costs: Option<Costs>,
}

/// The limit and rule that the verdict judges: what `calibrate` would take, or, where that limit is not
/// asked for, the largest that is.
pub(super) fn chosen_limit(way: &Symbolisation, limits: &[u8]) -> u8 {
    asked_for(calibration::default_max_length(way.coded()[0], EscapeRule::Auto), limits)
}

/// The usual limit, or, where that is not asked for, the largest that is.
fn asked_for(usual: u8, limits: &[u8]) -> u8 {
    if limits.contains(&usual) { usual } else { *limits.last().expect("a limit") }
}

/// Every code for a symbolisation, made of the calibration's averages (one per alphabet), and which of them
/// is judged.
pub(super) fn codes(way: &Symbolisation, averages: &[Average], options: &Options) -> (Vec<Fixed>, usize) {
    let elements = way.coded();
    let code = |name: String, kind| Code {
        name,
        kind,
        max_length: None,
        escape: false,
        digests: Vec::new(),
        missing: None,
    };
    let unlimited: Costs = averages
        .iter()
        .map(|average| calibration::unlimited_lengths(average.weights()).into_iter().map(u32::from).collect())
        .collect();
    let mut codes = vec![Fixed { code: code("unlimited".to_owned(), "unlimited"), costs: Some(unlimited) }];
    let mut chosen = 0;
    for &limit in &options.limits {
        for rule in [EscapeRule::Auto, EscapeRule::Never] {
            let escape = rule == EscapeRule::Auto;
            if escape && limit == chosen_limit(way, &options.limits) {
                chosen = codes.len();
            }
            let name = format!("{limit} bits{}", if escape { ", escape" } else { "" });
            let head = Code { max_length: Some(limit), escape, ..code(name, "limited") };
            codes.push(made(head, limited(&elements, averages, limit, rule)));
        }
    }
    for (name, kind, shape) in [("DLC", "dlc", Shape::Dlc), ("QLC", "qlc", Shape::Qlc)] {
        let books = elements.iter().zip(averages);
        let books = books.map(|(&element, average)| {
            calibration::shaped(element, average.weights(), shape).map_err(|error| error.to_string())
        });
        codes.push(made(code(name.to_owned(), kind), books.collect()));
    }
    for (file, book) in &options.codebooks {
        let fits = if elements[..] == [book.element()] {
            Ok(vec![book.clone()])
        } else {
            Err(format!("it codes `{}`", book.element()))
        };
        let head = Code {
            max_length: Some(book.max_length()),
            escape: book.escape().is_some(),
            ..code(file.clone(), "codebook")
        };
        codes.push(made(head, fits));
    }
    (codes, chosen)
}

/// A codebook of this limit for each alphabet, or in words why there is none.
pub(super) fn limited(
    elements: &[Element],
    averages: &[Average],
    limit: u8,
    rule: EscapeRule,
) -> Result<Vec<Codebook>, String> {
    let books = elements.iter().zip(averages).map(|(&element, average)| {
        calibration::build(element, average.weights(), limit, rule).map_err(|error| error.to_string())
    });
    books.collect()
}

fn made(mut code: Code, books: Result<Vec<Codebook>, String>) -> Fixed {
    match books {
        Ok(books) => {
            code.digests = books.iter().map(|book| book.digest().to_string()).collect();
            Fixed { code, costs: Some(costs(&books)) }
        }
        Err(why) => {
            code.missing = Some(why);
            Fixed { code, costs: None }
        }
    }
}

/// What each symbol costs.
pub(super) fn costs(books: &[Codebook]) -> Costs {
    books.iter().map(calibration::symbol_costs).collect()
}

/// Bits of the symbols counted, one histogram per alphabet.
pub(super) fn bits<'a>(costs: &Costs, counts: impl IntoIterator<Item = &'a Histogram>) -> u128 {
    let of = |(costs, counts): (&Vec<u32>, &Histogram)| -> u128 {
        costs.iter().zip(counts.counts()).map(|(&cost, &count)| u128::from(cost) * u128::from(count)).sum()
    };
    costs.iter().zip(counts).map(of).sum()
}
