use super::output;
use anyhow::{Context as _, bail, ensure};
use globset::{Glob, GlobMatcher};
use huffwire::codebook::{self, Codebook, EscapeRule, Source};
use huffwire::element::Element;
use huffwire::histogram::{self, Average, Weighting};
use huffwire::report::Table;
use huffwire::tensor::{self, Tensor};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Build a codebook from tensors.
///
/// Counts the symbols of every tensor, averages the distributions, and builds the code of the smallest
/// expected length among all with codewords of at most --max-length bits. The same tensors give the same
/// codebook everywhere.
#[derive(clap::Args)]
pub struct Args {
    /// Tensor files: .safetensors, .npy, or raw little-endian elements.
    #[arg(required = true, value_name = "TENSORS")]
    files: Vec<PathBuf>,

    /// What the elements are: bf16, bf16_bytes, e4m3, e5m2, int8, bytes, e3m2, e2m3, e2m1, fp16, fp32,
    /// or a field of your own such as '{ bytes: 2, symbol: "14:7" }'.
    #[arg(long, value_name = "FORMAT", value_parser = element)]
    element: Element,

    /// Take only tensors whose name matches, for instance 'layers.*.ffn1.act'; may be given more than once.
    #[arg(long, value_name = "GLOB")]
    tensors: Vec<String>,

    /// What weighs the same in the average: every tensor, or every element.
    #[arg(long, value_enum, default_value_t)]
    weight: Weight,

    /// Longest codeword, 1 to 16 bits [default: 8 where raw bits follow the symbol and rare
    /// symbols may escape, else 12].
    #[arg(long, value_name = "BITS")]
    max_length: Option<u8>,

    /// Whether rare symbols may share an escape instead of having codewords: where that is shorter, or never.
    #[arg(long, value_enum, default_value_t)]
    escape: Escape,

    /// Write the codebook here [default: standard output].
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Print the figures, and the code lengths, as one JSON object on standard output.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Weight {
    #[default]
    Tensors,
    Elements,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Escape {
    #[default]
    Auto,
    Never,
}

fn element(text: &str) -> Result<Element, String> {
    if text.trim_start().starts_with('{') {
        return serde_yaml::from_str(text).map_err(|error| error.to_string());
    }
    Element::parse(text).map_err(|error| error.to_string())
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let weighting = match args.weight {
        Weight::Tensors => Weighting::Tensors,
        Weight::Elements => Weighting::Elements,
    };
    let rule = match args.escape {
        Escape::Auto => EscapeRule::Auto,
        Escape::Never => EscapeRule::Never,
    };
    let max_length = args.max_length.unwrap_or_else(|| codebook::default_max_length(args.element, rule));
    // Before any tensor is read: a limit that is refused is refused for every distribution.
    codebook::build(args.element, &vec![0; args.element.alphabet()], max_length, rule)?;
    check_files(args)?;
    let tensors = chosen(args)?;
    let (average, empty) = average(&tensors, args.element, weighting)?;
    let book = codebook::build(args.element, average.weights(), max_length, rule)?;
    let files: BTreeSet<&Path> = tensors.iter().map(Tensor::file).collect();
    let yaml = codebook::to_yaml(&book, Some(&source(&files, &book, &average)));
    let facts = Facts::new(&book, &average, &empty, files.len(), args.output.as_deref());
    if let Some(file) = &args.output {
        output::replace(file, yaml.as_bytes())?;
    }
    for name in &empty {
        eprintln!("note: {name} has no elements and is left out");
    }
    match (args.json, &args.output) {
        (true, _) => output::print(&format!("{}\n", serde_json::to_string_pretty(&facts)?))?,
        (false, Some(_)) => output::print(&facts.text())?,
        (false, None) => {
            output::print(&yaml)?;
            eprint!("{}", facts.text());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Refuses files given twice and an output that cannot be written, before the work that makes it.
fn check_files(args: &Args) -> anyhow::Result<()> {
    let mut seen = BTreeSet::new();
    for file in &args.files {
        ensure!(seen.insert(file), "{}: given twice, and would count twice", file.display());
    }
    let inputs: Vec<&Path> = args.files.iter().map(PathBuf::as_path).collect();
    args.output.as_deref().map_or(Ok(()), |output| output::check(output, &inputs))
}

/// The tensors that --tensors asks for, checked against the element format.
fn chosen(args: &Args) -> anyhow::Result<Vec<Tensor>> {
    let mut globs: Vec<(&String, GlobMatcher, bool)> = Vec::new();
    for pattern in &args.tensors {
        let glob = Glob::new(pattern).with_context(|| format!("--tensors '{pattern}'"))?;
        globs.push((pattern, glob.compile_matcher(), false));
    }
    let mut tensors = Vec::new();
    let mut others = Vec::new();
    for file in &args.files {
        for tensor in tensor::open(file)? {
            let mut taken = globs.is_empty();
            for (_, glob, used) in &mut globs {
                let matches = glob.is_match(tensor.name());
                taken |= matches;
                *used |= matches;
            }
            if taken {
                tensors.push(tensor);
            } else {
                others.push(tensor.name().to_owned());
            }
        }
    }
    if let Some((pattern, ..)) = globs.iter().find(|(.., used)| !used) {
        others.extend(tensors.iter().map(|tensor| tensor.name().to_owned()));
        others.sort();
        others.dedup();
        let more = if others.len() > 5 { ", .." } else { "" };
        others.truncate(5);
        bail!("--tensors '{pattern}' matches no tensor; there are {}{more}", others.join(", "));
    }
    match tensor::check(&tensors, args.element, !globs.is_empty()) {
        Ok(()) => Ok(tensors),
        Err(error) => bail!("{error}; choose tensors with --tensors GLOB"),
    }
}

/// The average distribution, and the names of tensors without elements.
fn average(
    tensors: &[Tensor],
    element: Element,
    weighting: Weighting,
) -> anyhow::Result<(Average, Vec<String>)> {
    let bytes = tensors.iter().map(Tensor::bytes).sum();
    // Draws nothing where standard error is no terminal.
    let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr());
    let style = "counting {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
    bar.set_style(ProgressStyle::with_template(style).expect("the template is right"));
    let mut average = Average::new(element, weighting);
    let mut empty = Vec::new();
    let counted = histogram::count(
        tensors,
        element,
        |bytes| bar.inc(bytes),
        |tensor, histogram| {
            if histogram.total() == 0 {
                empty.push(format!("{} ({})", tensor.name(), tensor.file().display()));
            }
            average.add(&histogram);
        },
    );
    bar.finish_and_clear();
    counted?;
    ensure!(average.elements() != 0, "the tensors have no elements: there is nothing to calibrate on");
    Ok((average, empty))
}

/// Files as typed, absolute ones by their name: the codebook is committed and read elsewhere.
fn source(files: &BTreeSet<&Path>, book: &Codebook, average: &Average) -> Source {
    let shown = |file: &&Path| {
        let name = if file.is_absolute() { file.file_name().map_or(*file, Path::new) } else { file };
        name.to_string_lossy().into_owned()
    };
    let mut files: Vec<String> = files.iter().map(shown).collect();
    files.sort();
    Source {
        files,
        tensors: average.tensors(),
        elements: average.elements(),
        weight: average.weighting(),
        entropy: average.entropy(),
        expected_bits: expected_bits(book, average),
    }
}

/// Bits per element on average, raw bits included.
fn expected_bits(book: &Codebook, average: &Average) -> f64 {
    let weights = average.weights();
    let total = weights.iter().sum::<u128>() as f64;
    codebook::symbol_bits(book, weights) as f64 / total + f64::from(book.element().raw_bits())
}

/// What the command says, and the object that --json prints; docs/calibrate.md explains every key.
#[derive(Serialize)]
struct Facts {
    element: Element,
    digest: String,
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

impl Facts {
    fn new(
        book: &Codebook,
        average: &Average,
        empty: &[String],
        files: usize,
        output: Option<&Path>,
    ) -> Self {
        let element = book.element();
        let weights = average.weights();
        let total = weights.iter().sum::<u128>() as f64;
        let raw = f64::from(element.raw_bits());
        let (bits, shortest) = (codebook::symbol_bits(book, weights), codebook::huffman_bits(weights));
        let expected = expected_bits(book, average);
        let saving = |bits: u32| 100.0 * (1.0 - expected / f64::from(bits));
        let lengths: BTreeMap<usize, u8> =
            book.lengths().iter().copied().enumerate().filter(|&(_, length)| length != 0).collect();
        Self {
            element,
            digest: book.digest().to_string(),
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
            container_bits: 8 * element.bytes() as u32,
            raw_bits: element.raw_bits(),
            entropy: average.entropy(),
            entropy_bits: average.entropy() + raw,
            huffman_bits: shortest as f64 / total + raw,
            expected_bits: expected,
            // The difference is exact; that of the two quotients would not be.
            limit_cost: (bits - shortest) as f64 / total,
            saving_percent: saving(element.bits()),
            container_saving_percent: saving(8 * element.bytes() as u32),
            output: output.map(|file| file.to_string_lossy().into_owned()),
            lengths,
        }
    }

    fn text(&self) -> String {
        let plural = |n: u64, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        let wider = self.container_bits > self.significant_bits;
        let mut table = Table::new(["", "bits/symbol", "bits/element", "saved"]);
        if wider {
            table = Table::new(["", "bits/symbol", "bits/element", "saved", "of the container"]);
        }
        for (what, bits) in [
            ("entropy", self.entropy_bits),
            ("Huffman without limit", self.huffman_bits),
            ("this codebook", self.expected_bits),
        ] {
            let saved = |of: u32| format!("{:.2} %", 100.0 * (1.0 - bits / f64::from(of)));
            let mut row = vec![
                what.to_owned(),
                format!("{:.4}", bits - f64::from(self.raw_bits)),
                format!("{bits:.4}"),
                saved(self.significant_bits),
            ];
            if wider {
                row.push(saved(self.container_bits));
            }
            table.row(row);
        }
        let escape = match self.escape {
            Some(length) => format!("the rest by an escape of {}", plural(length.into(), "bit")),
            None => "no escape".to_owned(),
        };
        format!(
            "{}: {} in {}, {}\n\n{table}\n\
             The limit of {}, with all ones left to padding, costs {:.4} bits per element.\n\
             {} of {} symbols have a codeword, {escape}.\nDigest {}{}.\n",
            self.element,
            plural(self.tensors, "tensor"),
            plural(self.files as u64, "file"),
            plural(self.elements, "element"),
            plural(self.max_length.into(), "bit"),
            self.limit_cost,
            self.coded_symbols,
            self.alphabet,
            self.digest,
            self.output.as_ref().map_or(String::new(), |file| format!(", written to {file}")),
        )
    }
}
