//! What a calibration came to: of one codebook, and of several that tensors share.

use super::Table;
use crate::calibration::{self, Clusters, Shape, expected_bits};
use crate::codebook::{Codebook, Envelope};
use crate::element::Element;
use crate::histogram::{Average, Origin, Weighting};
use crate::words::{self, counted, decimals};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// Members of a codebook that are named.
const MEMBERS: usize = 4;

fn percent_saved(bits: f64, whole: u32) -> String {
    decimals(words::saved(bits, whole.into()), 2) + " %"
}

/// `; relative to each frame's own base, in frames of 1024`, or nothing.
fn based(base: Option<&str>, block: Option<u32>) -> String {
    base.zip(block).map_or(String::new(), |(base, block)| {
        format!("; relative to base {base}, in frames of {}", counted(block, "element"))
    })
}

/// What codebooks were made for.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// Their code lengths.
    pub shape: Shape,
    /// What they fit, where they are for loadable slots.
    pub envelope: Option<Envelope>,
}

/// What slots hold.
#[derive(Clone, Copy, Debug, Serialize)]
struct Slots {
    shortest: u32,
    longest: u32,
    symbols: usize,
    groups: usize,
}

impl Form {
    fn slots(&self) -> Option<Slots> {
        self.envelope.map(|envelope| Slots {
            shortest: envelope.shortest(),
            longest: envelope.longest(),
            symbols: envelope.symbols(),
            groups: envelope.groups(),
        })
    }
}

/// One codebook; docs/calibrate.md explains every key of the JSON object.
#[derive(Clone, Debug, Serialize)]
pub struct Calibrated {
    element: Element,
    digest: String,
    tag: String,
    base: Option<&'static str>,
    block: Option<u32>,
    shape: Shape,
    envelope: Option<Slots>,
    max_length: u8,
    escape: Option<u8>,
    alphabet: usize,
    coded_symbols: usize,
    longest_codeword: u32,
    weight: Weighting,
    files: usize,
    tensors: u64,
    empty_tensors: Vec<String>,
    elements: u64,
    significant_bits: u32,
    container_bits: u32,
    raw_bits: u32,
    /// Bits per symbol, as in the codebook's source; the others are bits per element.
    entropy: f64,
    entropy_bits: f64,
    huffman_bits: f64,
    expected_bits: f64,
    limit_cost: f64,
    saving_percent: f64,
    container_saving_percent: f64,
    output: Option<String>,
    lengths: BTreeMap<usize, u8>,
}

impl Calibrated {
    /// The facts of a codebook of that average. `empty` are the tensors without elements, `files` how many files had
    /// a chosen tensor, `relative` says what exponents are relative to and in frames of how many elements, `output` is
    /// where the codebook was written.
    pub fn new(
        book: &Codebook,
        form: Form,
        average: &Average,
        empty: &[String],
        files: usize,
        relative: Option<(Origin, u32)>,
        output: Option<String>,
    ) -> Self {
        let element = book.element();
        let weights = average.weights();
        let total = weights.iter().sum::<u128>() as f64;
        let raw = f64::from(element.raw_bits());
        let (bits, shortest) = (calibration::symbol_bits(book, weights), calibration::huffman_bits(weights));
        let expected = expected_bits(book, average);
        let container = 8 * element.bytes() as u32;
        let lengths: BTreeMap<usize, u8> =
            book.lengths().iter().copied().enumerate().filter(|&(_, length)| length != 0).collect();
        Self {
            element,
            digest: book.digest().to_string(),
            tag: book.tag().to_string(),
            base: relative.map(|(origin, _)| origin.name()),
            block: relative.map(|(_, block)| block),
            shape: form.shape,
            envelope: form.slots(),
            max_length: book.max_length(),
            escape: book.escape(),
            alphabet: element.alphabet(),
            coded_symbols: lengths.len(),
            longest_codeword: book.longest_codeword(),
            weight: average.weighting(),
            files,
            tensors: average.tensors(),
            empty_tensors: empty.to_vec(),
            elements: average.elements(),
            significant_bits: element.bits(),
            container_bits: container,
            raw_bits: element.raw_bits(),
            entropy: average.entropy(),
            entropy_bits: average.entropy() + raw,
            huffman_bits: shortest as f64 / total + raw,
            expected_bits: expected,
            // The difference is exact; that of the two quotients would not be.
            limit_cost: (bits - shortest) as f64 / total,
            saving_percent: words::saved(expected, element.bits().into()),
            container_saving_percent: words::saved(expected, container.into()),
            output,
            lengths,
        }
    }

    /// How many symbols have each length: `8 codewords of 4 bits, 248 of 9`.
    fn counts(&self) -> String {
        let mut counts = BTreeMap::<u8, usize>::new();
        for &length in self.lengths.values() {
            *counts.entry(length).or_default() += 1;
        }
        words::list(counts.iter().enumerate().map(|(at, (&length, &count))| match at {
            0 => format!("{} of {}", counted(count, "codeword"), counted(length, "bit")),
            _ => format!("{count} of {length}"),
        }))
    }
}

impl fmt::Display for Calibrated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wider = self.container_bits > self.significant_bits;
        let mut table = match wider {
            true => Table::new(["", "bits/symbol", "bits/element", "saved", "of the container"]),
            false => Table::new(["", "bits/symbol", "bits/element", "saved"]),
        };
        for (what, bits) in [
            ("entropy", self.entropy_bits),
            ("Huffman without limit", self.huffman_bits),
            ("this codebook", self.expected_bits),
        ] {
            let mut row = vec![
                what.to_owned(),
                decimals(bits - f64::from(self.raw_bits), 4),
                decimals(bits, 4),
                percent_saved(bits, self.significant_bits),
            ];
            if wider {
                row.push(percent_saved(bits, self.container_bits));
            }
            table.row(row);
        }
        writeln!(
            f,
            "{}: {} in {}, {}{}\n\n{table}",
            self.element,
            counted(self.tensors, "tensor"),
            counted(self.files, "file"),
            counted(self.elements, "element"),
            based(self.base, self.block),
        )?;
        let cause = match (self.shape, self.envelope) {
            (_, Some(Slots { shortest, longest, symbols, groups })) => format!(
                "What a slot holds, {} in {}, codewords of {shortest} to {},",
                counted(symbols, "symbol"),
                counted(groups, "group"),
                counted(longest, "bit")
            ),
            (Shape::Huffman, None) => {
                format!("The limit of {}, with all ones left to padding,", counted(self.max_length, "bit"))
            }
            (shape, None) => format!("The shape {shape}, {},", self.counts()),
        };
        writeln!(f, "{cause} costs {} bits per element.", decimals(self.limit_cost, 4))?;
        let escape = match self.escape {
            Some(length) => format!("the rest by an escape of {}", counted(length, "bit")),
            None => "no escape".to_owned(),
        };
        let symbols = counted(self.alphabet, "symbol");
        let have = if self.coded_symbols == 1 { "has" } else { "have" };
        writeln!(f, "{} of {symbols} {have} a codeword, {escape}.", self.coded_symbols)?;
        let written = self.output.as_ref().map_or(String::new(), |file| format!(", written to {file}"));
        writeln!(f, "Digest {}, tag {}{written}.", self.digest, self.tag)
    }
}

/// What was counted for codebooks that are shared. Sums weigh tensors as the averages do.
#[derive(Clone, Copy, Debug)]
pub struct Items<'a> {
    /// What shares a codebook: `tensor`, `group` or `block`.
    pub by: &'static str,
    /// The names of those of each codebook.
    pub members: &'a [Vec<String>],
    /// Tensors with elements.
    pub tensors: u64,
    /// Their elements.
    pub elements: u64,
    /// Bits of the symbols of every tensor, each coded by its own Huffman code.
    pub huffman: u128,
    /// The same at their entropies.
    pub entropy: f64,
    /// The weights of all symbols.
    pub weights: u128,
    /// Tensors without elements.
    pub empty: &'a [String],
    /// What exponents are relative to, and in frames of how many elements.
    pub relative: Option<(Origin, u32)>,
    /// The codebook of zeros behind the others: the average that it was made of, and what goes with it.
    pub zeros: Option<&'a (Codebook, Average, Average)>,
}

/// Several codebooks; docs/calibrate.md explains every key of the JSON object. Bits are bits per element, averaged
/// over the tensors as --weight says.
#[derive(Clone, Debug, Serialize)]
pub struct Clustered {
    element: Element,
    shape: Shape,
    envelope: Option<Slots>,
    weight: Weighting,
    base: Option<&'static str>,
    block: Option<u32>,
    by: &'static str,
    seed: u64,
    tensors: u64,
    empty_tensors: Vec<String>,
    elements: u64,
    significant_bits: u32,
    entropy_bits: f64,
    huffman_bits: f64,
    one_book_bits: f64,
    expected_bits: f64,
    saving_percent: f64,
    books: Vec<Shared>,
}

/// One of several codebooks.
#[derive(Clone, Debug, Serialize)]
struct Shared {
    output: String,
    digest: String,
    tag: String,
    max_length: u8,
    escape: Option<u8>,
    coded_symbols: usize,
    tensors: u64,
    elements: u64,
    entropy: f64,
    one_book_bits: f64,
    expected_bits: f64,
    saving_percent: f64,
    /// Tensors or groups.
    members: Vec<String>,
}

impl Clustered {
    /// The facts of codebooks that `items` share; `one` makes the codebook that all would have together, and
    /// `outputs` are the files, in the order of the codebooks.
    ///
    /// # Errors
    /// That of `one`.
    ///
    /// # Panics
    /// When there are no codebooks, or more than outputs.
    pub fn new<E>(
        items: &Items,
        clusters: &Clusters,
        form: Form,
        seed: u64,
        outputs: &[String],
        one: impl Fn(&[u128]) -> Result<Codebook, E>,
    ) -> Result<Self, E> {
        let (first, average) = &clusters.books[0];
        let element = first.element();
        let mut all = Average::new(element, average.weighting());
        clusters.books.iter().for_each(|(_, average)| all.merge(average));
        let zeros = items.zeros.iter();
        zeros.clone().for_each(|(_, _, with)| all.merge(with));
        let one = one(all.weights())?;
        let raw = f64::from(element.raw_bits());
        let total = all.weights().iter().sum::<u128>() as f64;
        let pairs = clusters.books.iter().map(|(book, average)| (book, average));
        let coded: u128 = pairs
            .clone()
            .chain(zeros.clone().map(|(book, _, with)| (book, with)))
            .map(|(book, average)| calibration::symbol_bits(book, average.weights()))
            .sum();
        let expected = coded as f64 / total + raw;
        let saving = |expected: f64| words::saved(expected, element.bits().into());
        // A codebook that nothing goes with is judged by what it was made of.
        let judged = |(book, half, with)| (book, if Average::elements(with) > 0 { with } else { half }, with);
        let zeros = zeros.map(|(book, half, with)| judged((book, half, with)));
        let shared = |(at, (book, average, with)): (usize, (&Codebook, &Average, &Average))| Shared {
            output: outputs[at].clone(),
            digest: book.digest().to_string(),
            tag: book.tag().to_string(),
            max_length: book.max_length(),
            escape: book.escape(),
            coded_symbols: book.lengths().iter().filter(|&&length| length != 0).count(),
            tensors: with.tensors(),
            elements: with.elements(),
            entropy: average.entropy(),
            one_book_bits: expected_bits(&one, average),
            expected_bits: expected_bits(book, average),
            saving_percent: saving(expected_bits(book, average)),
            members: items.members[at].clone(),
        };
        Ok(Self {
            element,
            shape: form.shape,
            envelope: form.slots(),
            weight: all.weighting(),
            base: items.relative.map(|(origin, _)| origin.name()),
            block: items.relative.map(|(_, block)| block),
            by: items.by,
            seed,
            tensors: items.tensors,
            empty_tensors: items.empty.to_vec(),
            elements: items.elements,
            significant_bits: element.bits(),
            entropy_bits: items.entropy / items.weights as f64 + raw,
            huffman_bits: items.huffman as f64 / items.weights as f64 + raw,
            one_book_bits: expected_bits(&one, &all),
            expected_bits: expected,
            saving_percent: saving(expected),
            books: pairs
                .map(|(book, average)| (book, average, average))
                .chain(zeros)
                .enumerate()
                .map(shared)
                .collect(),
        })
    }
}

impl fmt::Display for Clustered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seed = if self.books.len() > 1 { format!(", seed {}", self.seed) } else { String::new() };
        writeln!(
            f,
            "{}: {}, {}{}; shared by {}{seed}\n",
            self.element,
            counted(self.tensors, "tensor"),
            counted(self.elements, "element"),
            based(self.base, self.block),
            self.by
        )?;
        let saved = |bits: f64| percent_saved(bits, self.significant_bits);
        let mut table = Table::new(["", "bits/element", "saved"]);
        for (what, bits) in [
            ("every tensor's entropy", self.entropy_bits),
            ("every tensor's own Huffman code", self.huffman_bits),
            (&counted(self.books.len(), "codebook"), self.expected_bits),
            ("one codebook", self.one_book_bits),
        ] {
            table.row(vec![what.to_owned(), decimals(bits, 4), saved(bits)]);
        }
        let mut books = Table::new(["", "tensors", "bits/element", "saved", "with one codebook"]);
        for book in &self.books {
            books.row(vec![
                book.output.clone(),
                book.tensors.to_string(),
                decimals(book.expected_bits, 4),
                saved(book.expected_bits),
                saved(book.one_book_bits),
            ]);
        }
        writeln!(f, "{table}\n{books}")?;
        for Shared { output, members, .. } in self.books.iter().filter(|book| !book.members.is_empty()) {
            writeln!(f, "{output}: {}", words::first_of(members, MEMBERS))?;
        }
        Ok(())
    }
}
