//! `huffwire calibrate` for several codebooks.

use super::calibrate::{Args, Rule, expected_bits, source};
use super::inputs::Inputs;
use super::{console, output};
use anyhow::{Context as _, anyhow, bail, ensure};
use huffwire::analysis::Axes;
use huffwire::calibration::{self, Clusters};
use huffwire::codebook::{Codebook, MAX_BOOKS};
use huffwire::element::Element;
use huffwire::histogram::{Average, View, Weighting};
use huffwire::report::Table;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What shares a codebook: a tensor, or a group of them.
struct Item {
    average: Average,
    files: BTreeSet<String>,
}

/// What was counted. Sums weigh tensors as the averages do.
struct Counted {
    /// By name.
    items: BTreeMap<String, Item>,
    /// Bits of the symbols of every tensor, each coded by its own Huffman code.
    huffman: u128,
    /// The same at their entropies, by tensor.
    entropies: Vec<f64>,
    empty: Vec<String>,
}

pub(super) fn run(args: &Args, weighting: Weighting, rule: Rule) -> anyhow::Result<ExitCode> {
    let axes = match &args.group_by {
        Some(regex) => Some(Axes::new(Some(regex)).map_err(|error| anyhow!("--group-by: {error}"))?),
        None => None,
    };
    let output = args.output.as_deref().context("several codebooks: name their files with -o NAME.yaml")?;
    ensure!(
        !output::is_stdout(output),
        "-o {}: standard output cannot take several files: name them with -o NAME.yaml (./- begins with a dash)",
        output.display()
    );
    let most = usize::from(args.books.unwrap_or(MAX_BOOKS as u8));
    let outputs: Vec<PathBuf> = (0..most).map(|book| numbered(output, book)).collect();
    let inputs: Vec<&Path> = args.files.iter().map(PathBuf::as_path).collect();
    outputs.iter().try_for_each(|output| output::check(output, &inputs))?;
    let counted = count(args, weighting, axes.as_ref())?;
    let groups = counted.items.len();
    if args.books.is_none() && groups > most {
        bail!(
            "--group-by makes {groups} groups, and a design has at most {MAX_BOOKS} codebooks: share them with --books K"
        );
    }
    let averages: Vec<Average> = counted.items.values().map(|item| item.average.clone()).collect();
    let build = |weights: &[u128]| rule.build(args.element, weights);
    let clusters = match args.books {
        None => each_its_own(&averages, build)?,
        Some(_) => calibration::cluster(&averages, most, args.seed, build)?,
    };
    let facts = Facts::new(args, rule, weighting, &counted, &clusters, &outputs)?;
    let files: Vec<(PathBuf, String)> = clusters
        .books
        .iter()
        .enumerate()
        .map(|(at, (book, average))| {
            let members = counted.items.values().zip(&clusters.of).filter(|(_, of)| **of == at);
            let files: BTreeSet<String> = members.flat_map(|(item, _)| item.files.clone()).collect();
            (outputs[at].clone(), source(&files, book, average).to_yaml(book))
        })
        .collect();
    output::replace_all(&files)?;
    for name in &counted.empty {
        console::note(format_args!("{name} has no elements and is left out"));
    }
    if args.books.is_some() && clusters.books.len() < most {
        console::note(format_args!(
            "{} codebooks are enough: more would not be shorter",
            clusters.books.len()
        ));
    }
    match args.json {
        true => console::print_json(&facts)?,
        false => console::print(&facts.text())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// `codebooks/act.yaml` to `codebooks/act_3.yaml`.
fn numbered(output: &Path, book: usize) -> PathBuf {
    let stem = output.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let extension = output.extension().map_or_else(String::new, |e| format!(".{}", e.to_string_lossy()));
    output.with_file_name(format!("{stem}_{book}{extension}"))
}

fn each_its_own(
    averages: &[Average],
    build: impl Fn(&[u128]) -> Result<Codebook, calibration::BuildError>,
) -> anyhow::Result<Clusters> {
    let books = averages.iter().map(|average| Ok((build(average.weights())?, average.clone())));
    Ok(Clusters { books: books.collect::<anyhow::Result<_>>()?, of: (0..averages.len()).collect() })
}

fn count(args: &Args, weighting: Weighting, axes: Option<&Axes>) -> anyhow::Result<Counted> {
    let views = [View::stored(args.element)];
    let asked = args.asked(&views);
    let mut counted =
        Counted { items: BTreeMap::new(), huffman: 0, entropies: Vec::new(), empty: Vec::new() };
    Inputs::open(&args.files, &asked)?.count(&asked, |file, name, counts| {
        let histogram = &counts.histograms[0];
        if histogram.total() == 0 {
            counted.empty.push(format!("{name} ({file})"));
            return Ok(());
        }
        let key = match axes {
            None => format!("{name} ({file})"),
            Some(axes) => {
                let found = axes.of(file, name);
                found.with_context(|| format!("--group-by does not match {file}:{name}"))?.1
            }
        };
        let mut own = Average::new(args.element, weighting);
        own.add(histogram);
        counted.huffman += calibration::huffman_bits(own.weights());
        counted.entropies.push(own.entropy() * own.weights().iter().sum::<u128>() as f64);
        let item = counted.items.entry(key).or_insert_with(|| Item {
            average: Average::new(args.element, weighting),
            files: BTreeSet::new(),
        });
        item.average.merge(&own);
        item.files.insert(file.to_owned());
        Ok(())
    })?;
    // A sum of floating point depends on the order, and that on the split of the files.
    counted.entropies.sort_by(f64::total_cmp);
    ensure!(!counted.items.is_empty(), "the tensors have no elements: there is nothing to calibrate on");
    Ok(counted)
}

/// What the command says, and the object that --json prints; docs/calibrate.md explains every key. Bits are
/// bits per element, averaged over the tensors as --weight says.
#[derive(Serialize)]
struct Facts {
    element: Element,
    shape: calibration::Shape,
    weight: Weighting,
    /// What shares a codebook: `tensor` or `group`.
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
    books: Vec<BookFacts>,
}

#[derive(Serialize)]
struct BookFacts {
    output: String,
    digest: String,
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

impl Facts {
    fn new(
        args: &Args,
        rule: Rule,
        weighting: Weighting,
        counted: &Counted,
        clusters: &Clusters,
        outputs: &[PathBuf],
    ) -> anyhow::Result<Self> {
        let element = args.element;
        let (raw, bits) = (f64::from(element.raw_bits()), f64::from(element.bits()));
        let mut all = Average::new(element, weighting);
        clusters.books.iter().for_each(|(_, average)| all.merge(average));
        let one = rule.build(element, all.weights())?;
        let total = all.weights().iter().sum::<u128>() as f64;
        let coded: u128 = clusters
            .books
            .iter()
            .map(|(book, average)| calibration::symbol_bits(book, average.weights()))
            .sum();
        let expected = coded as f64 / total + raw;
        let saving = |expected: f64| 100.0 * (1.0 - expected / bits);
        let book = |(at, (book, average)): (usize, &(Codebook, Average))| BookFacts {
            output: outputs[at].to_string_lossy().into_owned(),
            digest: book.digest().to_string(),
            max_length: book.max_length(),
            escape: book.escape(),
            coded_symbols: book.lengths().iter().filter(|&&length| length != 0).count(),
            tensors: average.tensors(),
            elements: average.elements(),
            entropy: average.entropy(),
            one_book_bits: expected_bits(&one, average),
            expected_bits: expected_bits(book, average),
            saving_percent: saving(expected_bits(book, average)),
            members: counted
                .items
                .keys()
                .zip(&clusters.of)
                .filter(|(_, of)| **of == at)
                .map(|(name, _)| name.clone())
                .collect(),
        };
        Ok(Self {
            element,
            shape: rule.shape(),
            weight: weighting,
            by: if args.group_by.is_some() { "group" } else { "tensor" },
            seed: args.seed,
            tensors: all.tensors(),
            empty_tensors: counted.empty.clone(),
            elements: all.elements(),
            significant_bits: element.bits(),
            entropy_bits: counted.entropies.iter().sum::<f64>() / total + raw,
            huffman_bits: counted.huffman as f64 / total + raw,
            one_book_bits: expected_bits(&one, &all),
            expected_bits: expected,
            saving_percent: saving(expected),
            books: clusters.books.iter().enumerate().map(book).collect(),
        })
    }

    fn text(&self) -> String {
        let saved = |bits: f64| format!("{:.2} %", 100.0 * (1.0 - bits / f64::from(self.significant_bits)));
        let mut table = Table::new(["", "bits/element", "saved"]);
        let own = format!("{} codebook{}", self.books.len(), if self.books.len() == 1 { "" } else { "s" });
        for (what, bits) in [
            ("every tensor's entropy", self.entropy_bits),
            ("every tensor's own Huffman code", self.huffman_bits),
            (&own, self.expected_bits),
            ("one codebook", self.one_book_bits),
        ] {
            table.row(vec![what.to_owned(), format!("{bits:.4}"), saved(bits)]);
        }
        let mut books = Table::new(["", "tensors", "bits/element", "saved", "with one codebook"]);
        for book in &self.books {
            books.row(vec![
                book.output.clone(),
                book.tensors.to_string(),
                format!("{:.4}", book.expected_bits),
                saved(book.expected_bits),
                saved(book.one_book_bits),
            ]);
        }
        const SHOWN: usize = 4;
        let members: String = self
            .books
            .iter()
            .map(|book| {
                let shown = book.members[..SHOWN.min(book.members.len())].join(", ");
                let more = match book.members.len().saturating_sub(SHOWN) {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                format!("{}: {shown}{more}\n", book.output)
            })
            .collect();
        let seed = if self.books.len() > 1 { format!(", seed {}", self.seed) } else { String::new() };
        format!(
            "{}: {} tensors, {} elements; shared by {}{seed}\n\n{table}\n{books}\n{members}",
            self.element, self.tensors, self.elements, self.by
        )
    }
}
