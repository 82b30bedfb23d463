use super::inputs::{self, Asked, Inputs};
use super::link::Over;
use super::quantize::Quantize;
use super::sent::Sent;
use super::sweep::{self, Found, Start};
use super::traffic::Traffic;
use super::{console, output, same};
use anyhow::{Context as _, anyhow, ensure};
use huffwire::analysis::{self, Analysis, Axes, Calibration, Evaluation, Options, Skipped};
use huffwire::calibration::Source;
use huffwire::codebook::{self, Codebook, MAX_BOOKS, MAX_LENGTH};
use huffwire::element::Element;
use huffwire::files::{self, File};
use huffwire::histogram::{self, Blocks, Counts, Histogram, View};
use huffwire::link::{CodecEnergy, Link, Study};
use huffwire::report;
use huffwire::report::link::Decision;
use huffwire::words::Shown as _;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

/// Try on tensors what a codebook fixed on earlier ones is worth.
///
/// The experiment of the single-stage encoder's paper: one codebook from the average of previous batches,
/// measured on later ones against every tensor's own Huffman code and Shannon's limit. Says in words whether
/// it holds, where it fails, and what would help.
#[derive(clap::Args)]
pub struct Args {
    /// Earlier tensors, of which the fixed codebooks are made: .safetensors, .npy, raw little-endian elements,
    /// or counts of them (.hist.json).
    #[arg(long, required = true, num_args = 1.., value_name = "FILES", value_parser = output::input())]
    calibrate: Vec<PathBuf>,

    /// Later tensors, on which they are tried.
    #[arg(long, required = true, num_args = 1.., value_name = "FILES", value_parser = output::input())]
    evaluate: Vec<PathBuf>,

    /// What the elements are: bf16, bf16_m1, bf16_m2, bf16_bytes, e4m3, e5m2, int8, bytes, e3m2, e2m3, e2m1, fp16, fp32,
    /// or a field of your own such as '{ bytes: 2, symbol: "14:7" }'.
    #[arg(long, value_name = "FORMAT", value_parser = inputs::element)]
    element: Element,

    /// Take only tensors whose name matches, for instance 'layers.*.ffn1.act'; may be given more than once.
    #[arg(long, value_name = "GLOB")]
    tensors: Vec<String>,

    /// Take every file as raw elements from its first byte on, whatever it is, header and all.
    #[arg(long)]
    as_bytes: bool,

    /// How names are read: a regular expression for 'file:tensor' with the named captures layer, shard and
    /// step; all other names make the group [default: the usual words, and the tensor's name without numbers].
    #[arg(long, value_name = "REGEX")]
    group_by: Option<String>,

    /// What weighs the same in the calibration's average: every tensor, or every element.
    #[arg(long, value_enum, default_value_t)]
    weight: super::calibrate::Weight,

    /// Limits on codewords to compare, 1 to 16 bits, separated by commas.
    #[arg(long, value_name = "BITS", value_delimiter = ',', default_values_t = [8, 10, 12, 16])]
    max_length: Vec<u8>,

    /// Compare a codebook that exists already; may be given more than once.
    #[arg(long, value_name = "FILE", value_parser = output::input())]
    codebook: Vec<PathBuf>,

    /// Try several codebooks, the best of which (or none) is taken for every block: K of them, 2 to 16, shared
    /// among the earlier tensors as `calibrate --books` does [default: those of --codebook, where there are
    /// several].
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u8).range(2..=MAX_BOOKS as i64))]
    books: Option<u8>,

    /// Take exponents relative to the base of their frame for the symbols, as of a design that has one, and compare all
    /// codes for these. Without it they are compared for exponents as they are, and with one codebook for each base.
    #[arg(long, value_name = "BASE", value_enum)]
    base: Option<inputs::BaseRule>,

    /// Elements of a block that has a codebook of its own choice, or a base.
    #[arg(long, value_name = "ELEMENTS", default_value_t = 1024, value_parser = clap::value_parser!(u32).range(1..=1 << 20))]
    block: u32,

    #[command(flatten)]
    quantize: Quantize,

    /// Write the report here: index.html, plots as SVG, and analysis.json with every number.
    #[arg(short, long, value_name = "FOLDER", value_parser = output::folder())]
    out: Option<PathBuf>,

    /// Print analysis.json on standard output instead of the tables.
    #[arg(long)]
    json: bool,

    /// Pass over files and tensors that cannot be used, and say which.
    #[arg(long)]
    keep_going: bool,

    /// Look at many designs with the judged codebook on this link, one of `huffwire link --list` or a file (YAML), and say
    /// whether coding pays there, and which design to build; with --out the page opens with it, and the folder `link` has
    /// the design.
    #[arg(long, value_name = "NAME|FILE", help_heading = "On a link")]
    link: Option<String>,

    #[command(flatten, next_help_heading = "On a link")]
    traffic: Traffic,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let axes = Axes::new(args.group_by.as_deref()).map_err(|error| anyhow!("--group-by: {error}"))?;
    // Before the long work that makes the report.
    args.out.as_ref().map_or(Ok(()), |folder| files::vacant(folder, files::ANALYSIS))?;
    let link = args.link.as_deref().map(Link::find).transpose()?;
    let wire = link.as_ref().map(|link| args.traffic.wire(link)).transpose()?;
    let options = options(args)?;
    let mut ways =
        analysis::symbolisations(args.element, &args.quantize.formats()).map_err(anyhow::Error::msg)?;
    if let Some(base) = args.base {
        inputs::coded(args.element, Some(base), args.block)?;
        ways[0] = ways[0].clone().relative(base.origin(), args.block);
    }
    let mut calibration = Calibration::new(ways, options);
    let views = calibration.views();
    let relative = calibration.relative();
    // Counts have lost what their tensors' frames were.
    let counts = args.calibrate.iter().any(|file| !args.as_bytes && histogram::file::is_counts(file));
    let frames = calibration.frames().filter(|_| !counts);
    let earlier = Asked { optional: &relative, frames, ..args.asked(&views, &[], "calibrate") };
    // Both are opened before the long work begins.
    let mut calibrate = Inputs::open(&args.calibrate, &earlier)?;
    let open = Asked { optional: &relative, ..args.asked(&views, &[], "evaluate") };
    let mut evaluate = Inputs::open(&args.evaluate, &open)?;
    let mut skipped = Vec::new();
    let mut seen = same::Tensors::default();
    each(&mut calibrate, &earlier, &axes, &mut skipped, |file, name, place, group, counts| {
        seen.insert(file, name, &counts.histograms.iter().take(views.len()).collect::<Vec<_>>());
        calibration.add(file, name, &place, group, counts);
    })?;
    ensure!(calibration.tensors() > 0, "--calibrate: no elements in these tensors");
    let mut evaluation = Evaluation::new(calibration);
    let blocks = evaluation.blocks();
    let later = Asked { blocks: &blocks, ..open };
    let mut both = 0;
    each(&mut evaluate, &later, &axes, &mut skipped, |file, name, place, group, counts| {
        let histograms: Vec<&Histogram> = counts.histograms.iter().take(views.len()).collect();
        both += usize::from(same::telling(&histograms) && seen.find(file, name, &histograms).is_some());
        evaluation.add(file, name, place, group, counts);
    })?;
    ensure!(evaluation.tensors() > 0, "--evaluate: no elements in these tensors");
    let all = calibrate.skipped.into_iter().chain(std::mem::take(&mut evaluate.skipped)).chain(skipped);
    let judged = evaluation.judged();
    let analysis = evaluation.finish(args.element, args.group_by.clone(), all.collect());
    tell(args, &analysis, both);
    let decided = link.as_ref().zip(wire).map(|(link, wire)| {
        let sent = sent(&evaluate, &analysis);
        let over = Over { link, wire, traffic: &args.traffic, sent: &sent };
        over.best(&args.start(&judged), CodecEnergy::default(), None)
    });
    show(args, analysis, decided.transpose()?)
}

/// What goes over the link: the evaluated tensors, or of counts what all of them take.
fn sent<'a>(evaluate: &'a Inputs, analysis: &Analysis) -> Sent<'a> {
    let Some(mut tensors) = evaluate.all_tensors() else {
        let first = &analysis.symbolisations[0];
        let bits = first.total.figures.fixed[first.chosen].expect("the judged code exists");
        return Sent::Bits(bits, "as measured of counts, which have no blocks");
    };
    // Not those that were passed over.
    let evaluated: BTreeSet<(&str, &str)> =
        analysis.tensors.iter().map(|tensor| (&*tensor.file, &*tensor.name)).collect();
    tensors.retain(|tensor| evaluated.contains(&(&*tensor.file().to_string_lossy(), tensor.name())));
    Sent::Tensors(tensors)
}

/// What `--json` prints, and a report's folder has.
#[derive(Serialize)]
struct Facts<'a> {
    #[serde(flatten)]
    analysis: &'a Analysis,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a Decision<'a>>,
}

/// Where the chosen design stands in the report's folder.
const DESIGN: &str = "link/";

/// Writes the report, the whole of it or nothing, and prints.
fn show(args: &Args, mut analysis: Analysis, decided: Option<(Study, Found)>) -> anyhow::Result<ExitCode> {
    let design = args.out.as_ref().map(|folder| folder.join(DESIGN));
    let decision =
        decided.as_ref().map(|(study, found)| Found::decision(study, Some(found), design.as_deref()));
    let link = decision.as_ref();
    if let Some(folder) = &args.out {
        let mut files = report::analysis::files(&analysis, link);
        files.extend(decided.iter().flat_map(|(_, found)| found.files(DESIGN)));
        analysis.folder = files.iter().map(|file| file.path.clone()).collect();
        analysis.folder.push(files::ANALYSIS.to_owned());
        let text = json(&Facts { analysis: &analysis, link })?;
        files.push(File { path: files::ANALYSIS.to_owned(), text });
        files::write(folder, &files)?;
    }
    if args.json {
        console::print(&json(&Facts { analysis: &analysis, link })?)?;
    } else {
        let on_link = link.map_or_else(String::new, |link| format!("\n{}", report::link::text(link)));
        console::print(&(report::analysis::text(&analysis) + &on_link))?;
    }
    if let Some(folder) = &args.out {
        console::say(format_args!("report in {}", folder.join("index.html").shown()));
    }
    link.into_iter().for_each(sweep::say_next);
    Ok(ExitCode::SUCCESS)
}

impl Args {
    fn asked<'a>(&'a self, views: &'a [View], blocks: &'a [Blocks], side: &'static str) -> Asked<'a> {
        Asked {
            element: self.element,
            views,
            optional: &[],
            tensors: &self.tensors,
            blocks,
            frames: None,
            as_bytes: self.as_bytes,
            keep_going: self.keep_going,
            side,
        }
    }

    /// What the best design on a link begins with: the judged codebook.
    fn start(&self, (book, source): &(Codebook, Source)) -> Start {
        let start = Start::of_codebook("mine", &self.element.to_string(), source.to_yaml(book));
        match self.base {
            Some(base) => start.relative(base, self.block),
            None => start,
        }
    }
}

fn options(args: &Args) -> anyhow::Result<Options> {
    let mut limits = args.max_length.clone();
    limits.sort_unstable();
    limits.dedup();
    if let Some(limit) = limits.iter().find(|limit| !(1..=MAX_LENGTH).contains(limit)) {
        return Err(anyhow!("--max-length {limit}: use 1 to {MAX_LENGTH}"));
    }
    same::distinct(&args.codebook, "and compared with itself")?;
    let book = |file: &PathBuf| {
        let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok((name, codebook::load(file)?))
    };
    let codebooks = args.codebook.iter().map(book).collect::<anyhow::Result<_>>()?;
    let books = args.books.map_or(0, usize::from);
    Ok(Options { limits, weighting: args.weight.weighting(), codebooks, books, block: args.block })
}

/// Counts one side, and reads the place of every tensor from its name.
fn each(
    inputs: &mut Inputs,
    asked: &Asked,
    axes: &Axes,
    skipped: &mut Vec<Skipped>,
    mut add: impl FnMut(&str, &str, analysis::Place, &str, &Counts),
) -> anyhow::Result<()> {
    inputs.count(asked, |file, name, counts| match axes.of(file, name) {
        Some((place, group)) => {
            add(file, name, place, &group, counts);
            Ok(())
        }
        None => {
            let why = "--group-by does not match its file and name";
            ensure!(asked.keep_going, "{file}:{name}: {why}; choose tensors with --tensors, or --keep-going");
            let what = format!("{name} ({file})");
            skipped.push(Skipped { side: asked.side, what, why: why.to_owned() });
            Ok(())
        }
    })
}

/// What the reader must know beside the figures; `tensors` are those of both sides.
fn tell(args: &Args, analysis: &Analysis, tensors: usize) {
    let calibrate = same::Files::new(&args.calibrate);
    let files = args.evaluate.iter().filter(|file| calibrate.find(file).is_some()).count();
    // Counts and the file that they are of, for instance.
    let both = if files > 0 { Some((files, "files")) } else { (tensors > 0).then_some((tensors, "tensors")) };
    if let Some((both, what)) = both {
        let are = if both == 1 { "is" } else { "are" };
        console::note(format_args!(
            "{both} of the {what} {are} calibrated on and evaluated as well: the figures flatter"
        ));
    }
    for skipped in &analysis.skipped {
        console::note(format_args!("passed over ({}): {}: {}", skipped.side, skipped.what, skipped.why));
    }
    for name in analysis.calibrate.empty.iter().chain(&analysis.evaluate.empty).take(5) {
        console::note(format_args!("{name} has no elements and is left out"));
    }
}

fn json(facts: &Facts) -> anyhow::Result<String> {
    Ok(serde_json::to_string(facts).context("analysis.json")? + "\n")
}
