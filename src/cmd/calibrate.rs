use super::inputs::{self, Asked, Inputs};
use super::{console, output};
use anyhow::{Context as _, bail, ensure};
use huffwire::calibration::{self, BuildError, EscapeRule, Source};
use huffwire::codebook::{Codebook, Envelope, MAX_BOOKS};
use huffwire::design;
use huffwire::element::Element;
use huffwire::histogram::{Average, Frames, Origin, View, Weighting};
use huffwire::report::Calibrated;
use huffwire::report::calibration::Form;
use huffwire::words::Shown as _;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Build a codebook from tensors.
///
/// Counts the symbols of every tensor, averages the distributions, and builds the code of the smallest
/// expected length among all with codewords of at most --max-length bits, or of those of another --shape. The
/// same tensors give the same codebook everywhere.
#[derive(clap::Args)]
pub struct Args {
    /// Tensor files: .safetensors, .npy, or raw little-endian elements; or counts of them (.hist.json).
    #[arg(required = true, value_name = "TENSORS", value_parser = output::input())]
    pub(super) files: Vec<PathBuf>,

    /// What the elements are: bf16, bf16_m1, bf16_m2, bf16_bytes, e4m3, e5m2, int8, bytes, e3m2, e2m3, e2m1, fp16, fp32,
    /// or a field of your own such as '{ bytes: 2, symbol: "14:7" }'.
    #[arg(long, value_name = "FORMAT", value_parser = inputs::element)]
    pub(super) element: Element,

    /// Take only tensors whose name matches, for instance 'layers.*.ffn1.act'; may be given more than once.
    #[arg(long, value_name = "GLOB")]
    pub(super) tensors: Vec<String>,

    /// Take every file as raw elements from its first byte on, whatever it is, header and all.
    #[arg(long)]
    pub(super) as_bytes: bool,

    /// What weighs the same in the average: every tensor, or every element.
    #[arg(long, value_enum, default_value_t)]
    weight: Weight,

    /// Code lengths: any, or those of a Dual or Quad Length Code, which code every symbol.
    #[arg(long, value_enum, default_value_t)]
    shape: Shape,

    /// Longest codeword of --shape huffman, 1 to 16 bits [default: the longest of --envelope, else 8 where raw bits follow the symbol and rare
    /// symbols may escape, 10 with --base or where such a symbol is wider than 8 bits, else 12].
    #[arg(long, value_name = "BITS")]
    max_length: Option<u8>,

    /// Make codebooks that the loadable slots of this design (YAML) hold: no more symbols, no longer and no shorter
    /// codewords, and an escape that is the last one.
    #[arg(long, value_name = "DESIGN", value_parser = output::input())]
    pub(super) envelope: Option<PathBuf>,

    /// Whether rare symbols of --shape huffman may share an escape instead of having codewords: where that is
    /// shorter, or never [default: auto].
    #[arg(long, value_enum)]
    escape: Option<Escape>,

    /// Make up to K codebooks, 2 to 16, and share them among the tensors so that these are coded shortest:
    /// -o NAME.yaml writes NAME_0.yaml, NAME_1.yaml and so on.
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u8).range(2..=MAX_BOOKS as i64))]
    pub(super) books: Option<u8>,

    /// Count exponents relative to the base that their frame will have: own, of the frame's exponents, or previous, of
    /// those of the frame before in the tensor. With --books, what shares a codebook is then the frame and not the tensor.
    #[arg(long, value_name = "BASE", value_enum)]
    pub(super) base: Option<inputs::BaseRule>,

    /// Elements of a frame, for --base, and for --books to share codebooks among blocks and not among tensors [default
    /// with --base: 1024].
    #[arg(long, value_name = "ELEMENTS", value_parser = clap::value_parser!(u32).range(1..=1 << 20))]
    pub(super) block: Option<u32>,

    /// One codebook more than --books, NAME_zeros.yaml: that of all together with the share of symbol 0 set to a half,
    /// for blocks with masked or padded positions.
    #[arg(long, requires = "books")]
    pub(super) zero_book: bool,

    /// A codebook for every group of tensors, or with --books for groups that are alike: a regular expression for
    /// 'file:tensor' whose named captures make the group, as in `analyze`.
    #[arg(long, value_name = "REGEX")]
    pub(super) group_by: Option<String>,

    /// Where the random starts of --books begin.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub(super) seed: u64,

    /// Write the codebook here; - is standard output, as without it.
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// Print the figures, and the code lengths, as one JSON object on standard output.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
pub enum Weight {
    #[default]
    Tensors,
    Elements,
}

impl Weight {
    pub fn weighting(self) -> Weighting {
        match self {
            Self::Tensors => Weighting::Tensors,
            Self::Elements => Weighting::Elements,
        }
    }
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Shape {
    #[default]
    Huffman,
    Dlc,
    Qlc,
}

impl Shape {
    /// The shape that has lengths of its own.
    fn fixed(self) -> Option<calibration::Shape> {
        match self {
            Self::Huffman => None,
            Self::Dlc => Some(calibration::Shape::Dlc),
            Self::Qlc => Some(calibration::Shape::Qlc),
        }
    }
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Escape {
    Auto,
    Never,
}

/// How the codebook is built of the average distribution.
#[derive(Clone, Copy)]
pub(super) enum Rule {
    Limited(u8, EscapeRule),
    Shaped(calibration::Shape),
    Within(Envelope),
}

impl Rule {
    fn new(args: &Args) -> anyhow::Result<Self> {
        if let Some(design) = &args.envelope {
            return Ok(Self::Within(envelope(args, design)?));
        }
        let Some(shape) = args.shape.fixed() else {
            let escape = match args.escape {
                None | Some(Escape::Auto) => EscapeRule::Auto,
                Some(Escape::Never) => EscapeRule::Never,
            };
            let default = || match args.base {
                None => calibration::default_max_length(args.element, escape),
                Some(_) => calibration::default_max_length_relative(args.element, escape),
            };
            return Ok(Self::Limited(args.max_length.unwrap_or_else(default), escape));
        };
        let given = [("--max-length", args.max_length.is_some()), ("--escape", args.escape.is_some())];
        if let Some((option, _)) = given.iter().find(|(_, given)| *given) {
            bail!(
                "{option}: --shape {shape} has its own code lengths and no escape; leave {option} out, or take --shape huffman"
            );
        }
        Ok(Self::Shaped(shape))
    }

    pub(super) fn form(self) -> Form {
        let (shape, envelope) = match self {
            Self::Limited(..) => (calibration::Shape::Huffman, None),
            Self::Shaped(shape) => (shape, None),
            Self::Within(envelope) => (calibration::Shape::Huffman, Some(envelope)),
        };
        Form { shape, envelope }
    }

    pub(super) fn build(self, element: Element, weights: &[u128]) -> Result<Codebook, BuildError> {
        match self {
            Self::Limited(max_length, escape) => calibration::build(element, weights, max_length, escape),
            Self::Shaped(shape) => calibration::shaped(element, weights, shape),
            Self::Within(envelope) => Ok(calibration::within(&envelope, weights)),
        }
    }
}

/// What the slots of a design hold, with the longest codeword that was asked for.
fn envelope(args: &Args, design: &Path) -> anyhow::Result<Envelope> {
    let envelope = design::envelope(design).context("--envelope")?;
    let (file, element) = (design.shown(), envelope.element());
    ensure!(args.element == element, "--element {}: {file} has `{element}`: take the same", args.element);
    if let Some(shape) = args.shape.fixed() {
        bail!(
            "--shape {shape}: the codebooks of slots have the lengths that are shortest: leave --shape or --envelope out"
        );
    }
    let (shortest, longest, symbols) = (envelope.shortest(), envelope.longest(), envelope.symbols());
    if envelope.escapes() && matches!(args.escape, Some(Escape::Never)) {
        bail!(
            "--escape never: a slot of {file} has codewords for {symbols} of {} symbols: leave it out, and the others \
             are escaped",
            element.alphabet()
        );
    }
    let Some(asked) = args.max_length else { return Ok(envelope) };
    ensure!(
        (shortest..=longest).contains(&u32::from(asked)),
        "--max-length {asked}: a slot of {file} has codewords of {shortest} to {longest} bits: use one of these, or \
         leave it out"
    );
    let groups = Some(envelope.groups() as u64);
    Envelope::new(element, shortest.into(), asked.into(), symbols as u64, groups).context("--max-length")
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let weighting = args.weight.weighting();
    let rule = Rule::new(args)?;
    // Before any tensor is read: a limit that is refused is refused for every distribution.
    rule.build(args.element, &vec![0; args.element.alphabet()])?;
    let view = inputs::coded(args.element, args.base, args.frame())?;
    if args.block.is_some() && args.base.is_none() && (args.books.is_none() || args.group_by.is_some()) {
        bail!(
            "--block: without --base it is for --books without --group-by, which shares codebooks among blocks"
        );
    }
    if args.zero_book && args.books.is_some_and(|books| usize::from(books) == MAX_BOOKS) {
        bail!(
            "--zero-book: one codebook more than --books {MAX_BOOKS}, and a design has at most {MAX_BOOKS}: lower --books"
        );
    }
    if args.books.is_some() || args.group_by.is_some() {
        return super::cluster::run(args, weighting, rule, view);
    }
    args.output.as_deref().map_or(Ok(()), |output| output::check(output, &args.inputs()))?;
    // What is printed beside the codebook goes to standard error then.
    let to_stdout = args.output.as_deref().map_or(!args.json, output::is_stdout);
    ensure!(
        !(to_stdout && args.json),
        "--json and the codebook both want standard output: name a file with --output"
    );
    let file = args.output.as_deref().filter(|_| !to_stdout);
    let Made { yaml, facts, empty } = make(args, weighting, rule, view, file)?;
    match &args.output {
        Some(file) => output::replace(file, yaml.as_bytes())?,
        None if to_stdout => console::print(&yaml)?,
        None => {}
    }
    empty_tensors(&empty);
    match args.json {
        true => console::print_json(&facts)?,
        false if to_stdout => console::say(facts.to_string().trim_end()),
        false => console::print(&facts.to_string())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A codebook's text and what is known of it.
pub(super) struct Made {
    pub yaml: String,
    pub facts: Calibrated,
    /// Tensors without elements.
    empty: Vec<String>,
}

/// Counts, and builds one codebook, which will stand in `file`.
fn make(
    args: &Args,
    weighting: Weighting,
    rule: Rule,
    view: View,
    file: Option<&Path>,
) -> anyhow::Result<Made> {
    let Counted { average, files, empty } = count(args, weighting, view)?;
    let book = rule.build(args.element, average.weights())?;
    let yaml = Source::new(&files, &book, &average, None, args.relative()).to_yaml(&book);
    let written = file.map(|file| file.to_string_lossy().into_owned());
    let facts = Calibrated::new(&book, rule.form(), &average, &empty, files.len(), args.relative(), written);
    Ok(Made { yaml, facts, empty })
}

/// The codebook of these tensors, of those with such names, as `calibrate` makes it where nothing else is said; it will stand
/// in `file`.
pub(super) fn by_default(
    element: &str,
    tensors: &[PathBuf],
    globs: &[String],
    file: &Path,
) -> anyhow::Result<Made> {
    #[derive(clap::Parser)]
    struct Typed {
        #[command(flatten)]
        args: Args,
    }
    let globs = globs.iter().flat_map(|glob| ["--tensors", glob]);
    let options = ["calibrate", "--element", element].into_iter().chain(globs).chain(["--"]);
    let words = options.map(OsString::from).chain(tensors.iter().map(OsString::from));
    let args = <Typed as clap::Parser>::try_parse_from(words)?.args;
    let view = inputs::coded(args.element, args.base, args.frame())?;
    let made = make(&args, args.weight.weighting(), Rule::new(&args)?, view, Some(file))?;
    empty_tensors(&made.empty);
    Ok(made)
}

fn empty_tensors(empty: &[String]) {
    for name in empty {
        console::note(format_args!("{name} has no elements and is left out"));
    }
}

impl Args {
    /// What is read, and never written over.
    pub(super) fn inputs(&self) -> Vec<&Path> {
        self.files.iter().chain(&self.envelope).map(PathBuf::as_path).collect()
    }

    /// Elements of a frame.
    fn frame(&self) -> u32 {
        self.block.unwrap_or(inputs::BLOCK)
    }

    /// What coded symbols are relative to.
    pub(super) fn relative(&self) -> Option<(Origin, u32)> {
        self.base.map(|base| (base.origin(), self.frame()))
    }

    /// The frames that share codebooks, where these do and not tensors or groups.
    pub(super) fn frames(&self) -> Option<Frames> {
        let framed = self.books.is_some() && self.group_by.is_none();
        let framed = framed && (self.base.is_some() || self.block.is_some());
        let base = self.base.map(inputs::BaseRule::origin);
        framed.then(|| Frames { elements: self.frame(), base })
    }

    pub(super) fn asked<'a>(&'a self, views: &'a [View]) -> Asked<'a> {
        Asked {
            element: self.element,
            views,
            tensors: &self.tensors,
            blocks: &[],
            frames: self.frames(),
            optional: &[],
            as_bytes: self.as_bytes,
            keep_going: false,
            side: "calibrate",
        }
    }
}

/// What was counted.
struct Counted {
    average: Average,
    /// Files that had a chosen tensor.
    files: BTreeSet<String>,
    /// Tensors without elements.
    empty: Vec<String>,
}

fn count(args: &Args, weighting: Weighting, view: View) -> anyhow::Result<Counted> {
    let views = [view];
    let asked = args.asked(&views);
    let mut counted =
        Counted { average: Average::new(args.element, weighting), files: BTreeSet::new(), empty: Vec::new() };
    Inputs::open(&args.files, &asked)?.count(&asked, |file, name, counts| {
        let histogram = &counts.histograms[0];
        if histogram.total() == 0 {
            counted.empty.push(format!("{name} ({file})"));
        }
        counted.average.add(histogram);
        counted.files.insert(file.to_owned());
        Ok(())
    })?;
    ensure!(
        counted.average.elements() != 0,
        "the tensors have no elements: there is nothing to calibrate on"
    );
    Ok(counted)
}
