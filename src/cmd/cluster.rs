//! `huffwire calibrate` for several codebooks.

use super::calibrate::{Args, Rule};
use super::inputs::Inputs;
use super::{console, output};
use anyhow::{Context as _, anyhow, bail, ensure};
use huffwire::analysis::Axes;
use huffwire::calibration::{self, Clusters, Source};
use huffwire::codebook::{Codebook, MAX_BOOKS};
use huffwire::histogram::{Average, View, Weighting};
use huffwire::report::Clustered;
use huffwire::report::calibration::Items;
use huffwire::words;
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
    let names: Vec<String> = counted.items.keys().cloned().collect();
    let items = Items {
        by: if axes.is_some() { "group" } else { "tensor" },
        names: &names,
        huffman: counted.huffman,
        entropy: counted.entropies.iter().sum(),
        empty: &counted.empty,
    };
    let shown: Vec<String> = outputs.iter().map(|output| output.to_string_lossy().into_owned()).collect();
    let facts = Clustered::new(&items, &clusters, rule.shape(), args.seed, &shown, build)?;
    let sources: Vec<&BTreeSet<String>> = counted.items.values().map(|item| &item.files).collect();
    let files: Vec<(PathBuf, String)> = clusters
        .books
        .iter()
        .enumerate()
        .map(|(at, (book, average))| {
            let files: BTreeSet<&String> = clusters.members(at).flat_map(|item| sources[item]).collect();
            let group = axes.as_ref().map(|_| words::list(clusters.members(at).map(|item| &names[item])));
            (outputs[at].clone(), Source::new(files, book, average, group).to_yaml(book))
        })
        .collect();
    output::replace_all(&files)?;
    for name in &counted.empty {
        console::note(format_args!("{name} has no elements and is left out"));
    }
    if args.books.is_some() && clusters.books.len() < most {
        let enough = match clusters.books.len() {
            1 => "one codebook is".to_owned(),
            several => format!("{several} codebooks are"),
        };
        console::note(format_args!("{enough} enough: more would not be shorter"));
    }
    match args.json {
        true => console::print_json(&facts)?,
        false => console::print(&facts.to_string())?,
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
