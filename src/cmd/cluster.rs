//! `huffwire calibrate` for several codebooks.

use super::calibrate::{Args, Rule};
use super::inputs::Inputs;
use super::{console, output};
use anyhow::{Context as _, anyhow, bail, ensure};
use huffwire::analysis::Axes;
use huffwire::calibration::{self, Blocks, Clusters, Source};
use huffwire::codebook::{Codebook, MAX_BOOKS};
use huffwire::histogram::{Average, View, Weighting};
use huffwire::report::Clustered;
use huffwire::report::calibration::Items;
use huffwire::words;
use huffwire::words::Shown as _;
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
    /// Blocks of the tensors, where these share codebooks, and the names of the tensors as they came.
    blocks: Option<Blocks>,
    order: Vec<String>,
    /// Bits of the symbols of every tensor, each coded by its own Huffman code.
    huffman: u128,
    /// The same at their entropies, by tensor.
    entropies: Vec<f64>,
    empty: Vec<String>,
}

pub(super) fn run(args: &Args, weighting: Weighting, rule: Rule, view: View) -> anyhow::Result<ExitCode> {
    let axes = match &args.group_by {
        Some(regex) => Some(Axes::new(Some(regex)).map_err(|error| anyhow!("--group-by: {error}"))?),
        None => None,
    };
    let output = args.output.as_deref().context("several codebooks: name their files with -o NAME.yaml")?;
    ensure!(
        !output::is_stdout(output),
        "-o {}: standard output cannot take several files: name them with -o NAME.yaml (./- begins with a dash)",
        output.shown()
    );
    let most = usize::from(args.books.unwrap_or(MAX_BOOKS as u8));
    let mut outputs: Vec<PathBuf> = (0..most).map(|book| numbered(output, &book.to_string())).collect();
    let zeros_output = numbered(output, "zeros");
    outputs.extend(args.zero_book.then(|| zeros_output.clone()));
    let inputs: Vec<&Path> = args.inputs();
    outputs.iter().try_for_each(|output| output::check(output, &inputs))?;
    let counted = count(args, weighting, axes.as_ref(), view)?;
    let groups = counted.items.len();
    if args.books.is_none() && groups > most {
        bail!(
            "--group-by makes {groups} groups, and a design has at most {MAX_BOOKS} codebooks: share them with --books K"
        );
    }
    let averages: Vec<Average> = counted.items.values().map(|item| item.average.clone()).collect();
    let build = |weights: &[u128]| rule.build(args.element, weights);
    let half = averages.iter().fold(Average::new(args.element, weighting), |mut all, average| {
        all.merge(average);
        all
    });
    let half = half.half_zeros();
    let mut zeros = if args.zero_book { Some(build(half.weights())?) } else { None };
    let clusters = match (&counted.blocks, args.books) {
        (Some(blocks), _) => {
            let clusters = blocks.cluster(most, args.seed, zeros.as_slice(), build)?;
            // All of it suits the codebook of zeros.
            let none = clusters.books.is_empty();
            if none { blocks.cluster(most, args.seed, &[], build)? } else { clusters }
        }
        (None, None) => each_its_own(&averages, build)?,
        (None, Some(_)) => calibration::cluster(&averages, most, args.seed, build)?,
    };
    let made = clusters.books.len();
    let same = zeros.as_ref().and_then(|zeros| clusters.books.iter().position(|(book, _)| book == zeros));
    if let Some(same) = same {
        zeros = None;
        console::note(format_args!("the codebook of zeros is that of {} already", outputs[same].shown()));
    }
    outputs.truncate(made);
    outputs.extend(zeros.is_some().then_some(zeros_output));
    let names: Vec<String> = counted.items.keys().cloned().collect();
    let of_zeros = counted.blocks.as_ref().map(|blocks| blocks.average(|block| clusters.of[block] >= made));
    let zeros =
        zeros.map(|book| (book, half, of_zeros.unwrap_or_else(|| Average::new(args.element, weighting))));
    // Which tensors or groups a codebook is for, by their place among all of them.
    let members: Vec<Vec<(usize, String)>> = (0..made + usize::from(zeros.is_some()))
        .map(|at| match &counted.blocks {
            None => clusters.members(at).map(|item| (item, names[item].clone())).collect(),
            Some(blocks) => members(blocks, &clusters, at, &counted.order, &names),
        })
        .collect();
    let items = Items {
        by: if axes.is_some() {
            "group"
        } else if counted.blocks.is_some() {
            "block"
        } else {
            "tensor"
        },
        members: &members
            .iter()
            .map(|of| of.iter().map(|(_, name)| name.clone()).collect())
            .collect::<Vec<_>>(),
        tensors: averages.iter().map(Average::tensors).sum(),
        elements: averages.iter().map(Average::elements).sum(),
        huffman: counted.huffman,
        entropy: counted.entropies.iter().sum(),
        weights: averages.iter().flat_map(Average::weights).sum(),
        empty: &counted.empty,
        relative: args.relative(),
        zeros: zeros.as_ref(),
    };
    let shown: Vec<String> = outputs.iter().map(|output| output.to_string_lossy().into_owned()).collect();
    let facts = Clustered::new(&items, &clusters, rule.form(), args.seed, &shown, build)?;
    let sources: Vec<&BTreeSet<String>> = counted.items.values().map(|item| &item.files).collect();
    let all = clusters.books.iter().map(|(book, average)| (book, average));
    let files: Vec<(PathBuf, String)> = all
        .chain(zeros.iter().map(|(book, half, _)| (book, half)))
        .enumerate()
        .map(|(at, (book, average))| {
            let of_all = at == made;
            let files: BTreeSet<&String> = match of_all {
                true => sources.iter().copied().flatten().collect(),
                false => members[at].iter().flat_map(|&(item, _)| sources[item]).collect(),
            };
            let group = match () {
                () if of_all => Some("zeros".to_owned()),
                () if counted.blocks.is_some() => Some(format!("blocks {at}")),
                () => axes.as_ref().map(|_| words::list(members[at].iter().map(|(_, name)| name))),
            };
            let source = Source::new(files, book, average, group, args.relative());
            (outputs[at].clone(), source.to_yaml(book))
        })
        .collect();
    output::replace_all(&files)?;
    for name in &counted.empty {
        console::note(format_args!("{name} has no elements and is left out"));
    }
    if let Some(stride) = counted.blocks.as_ref().map(Blocks::stride).filter(|&stride| stride > 1) {
        console::note(format_args!(
            "codebooks are shared among one block in {stride}: there are more than are kept"
        ));
    }
    if args.books.is_some() && made < most {
        let enough = match made {
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

/// The tensors that have blocks of a codebook, those with the most of theirs first, and how many.
fn members(
    blocks: &Blocks,
    clusters: &Clusters,
    book: usize,
    order: &[String],
    names: &[String],
) -> Vec<(usize, String)> {
    let mut counts = vec![(0u64, 0u64); order.len()];
    for (tensor, of) in blocks.tensors().zip(&clusters.of) {
        counts[tensor].0 += u64::from(*of == book);
        counts[tensor].1 += 1;
    }
    let mut some: Vec<(usize, u64, u64)> = (counts.iter().zip(order))
        .filter(|((of, _), _)| *of > 0)
        .map(|(&(of, all), name)| {
            let item = names.binary_search(name).expect("every tensor is an item");
            (item, of, all)
        })
        .collect();
    some.sort_by(|a, b| (b.1 * a.2).cmp(&(a.1 * b.2)).then(a.0.cmp(&b.0)));
    some.into_iter()
        .map(|(item, of, all)| (item, format!("{}: {of} of {}", names[item], words::counted(all, "block"))))
        .collect()
}

/// `codebooks/act.yaml` to `codebooks/act_3.yaml`.
fn numbered(output: &Path, book: &str) -> PathBuf {
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

fn count(args: &Args, weighting: Weighting, axes: Option<&Axes>, view: View) -> anyhow::Result<Counted> {
    let views = [view];
    let asked = args.asked(&views);
    let mut counted = Counted {
        items: BTreeMap::new(),
        order: Vec::new(),
        blocks: args.frames().map(|_| Blocks::new(args.element, weighting)),
        huffman: 0,
        entropies: Vec::new(),
        empty: Vec::new(),
    };
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
        if let Some(blocks) = &mut counted.blocks {
            blocks.add(&counts.frames);
            counted.order.push(key.clone());
        }
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
