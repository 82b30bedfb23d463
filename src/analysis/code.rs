//! The fixed codes that a symbolisation is tried with.

use super::{Code, Symbolisation};
use crate::calibration::{self, EscapeRule, Shape};
use crate::codebook::{Books, Codebook, MAX_BOOKS};
use crate::element::Element;
use crate::histogram::{Average, Blocks, Histogram, Weighting};

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
    /// Elements of a block.
    pub block: u32,
}

/// Several codebooks and the raw one, the best of which is taken for every block.
#[derive(Clone, Debug)]
pub(super) struct Best {
    pub books: Books,
    pub block: u32,
}

impl Best {
    /// What the first symbolisation's blocks choose from: codebooks shared among these tensors, or those that
    /// exist already. None where there are not several.
    pub fn new(way: &Symbolisation, tensors: &[Average], options: &Options) -> Option<Self> {
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
        let books = Books::new(books, true, true).ok()?;
        (options.books > 1 || books.books().len() > 1).then_some(Self { books, block: options.block })
    }

    /// The column's heading. Its figures are not of symbols but of blocks.
    pub fn code(&self) -> Code {
        let books = self.books.books();
        Code {
            name: format!("best of {} or raw per {}", books.len(), self.block),
            kind: "best",
            max_length: books.iter().map(Codebook::max_length).max(),
            escape: books.iter().any(|book| book.escape().is_some()),
            digests: books.iter().map(|book| book.digest().to_string()).collect(),
            missing: None,
        }
    }

    /// What is counted of each block.
    pub fn blocks(&self) -> Blocks {
        let bits = |book: &Codebook| (0..book.lengths().len()).map(|s| book.element_bits(s as u16)).collect();
        Blocks {
            elements: self.block,
            header_bits: self.books.header_bits(),
            bits: self.books.all().map(bits).collect(),
        }
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
    let usual = calibration::default_max_length(way.coded()[0], EscapeRule::Auto);
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
