use super::inputs::named;
use super::sweep::{self, Found, Start};
use super::{console, inputs, output};
use anyhow::{Context as _, anyhow, bail, ensure};
use globset::Glob;
use huffwire::design::Design;
use huffwire::element::Element;
use huffwire::files::{self, File};
use huffwire::link::area;
use huffwire::link::sweep::{Candidate, Task};
use huffwire::link::{
    Clocks, Codec, CodecEnergy, Collective, Data, Link, MAX_CODECS, Question, Route, Sample, Study,
    Synthesis, Topology, Wire, analysed_bits, units,
};
use huffwire::report::{Summary, link as report};
use huffwire::rtl::Manifest;
use huffwire::tensor::{self, Tensor};
use huffwire::words::{self, Shown as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Say whether a design pays on a link, in time and energy.
///
/// The time of a message raw and coded, with latency, flits, headers and whatever stalls; from which size on coding is
/// faster, at which energy of the link it costs less, and what limits. docs/link.md has every formula. Exits with 0 either
/// way.
#[derive(clap::Args)]
pub struct Args {
    /// The design (YAML), with both ends [default: the best of many, with a codebook of --calibrate or --tensors].
    #[arg(value_parser = output::input())]
    design: Option<PathBuf>,
    /// The link: one of --list, or a file (YAML).
    #[arg(long, value_name = "NAME|FILE", required_unless_present = "list")]
    link: Option<String>,
    /// Print the links that come with Huffwire and where their figures are from.
    #[arg(long)]
    list: bool,
    /// The codec's clock, such as 1.5GHz [default: of --synth; else the link's, where it has one].
    #[arg(long, value_name = "CLOCK", value_parser = units::clock)]
    clock: Option<f64>,
    /// What synth --json printed: clocks, energies, toggles.
    #[arg(long, value_name = "FILE", value_parser = output::input())]
    synth: Option<PathBuf>,
    /// Bytes of a message, such as 64KiB, or a range, such as 1KiB..1GiB, of which every doubling is looked at.
    #[arg(long, value_name = "SIZE", default_value = "1KiB..1GiB", value_parser = range)]
    message: Sizes,
    /// Bytes of a packet before coding [default: a message is one packet].
    #[arg(long, value_name = "SIZE", value_parser = size)]
    packet: Option<u64>,
    /// Codecs that work beside each other, each on as large a part of the link, 1 to 64; of many designs at most so many
    /// [default: 1; of many designs as many as the link takes].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=MAX_CODECS))]
    codecs: Option<u64>,
    /// What is sent: tensors, which the golden model codes, or what analyze --json printed (.json) [default: as the
    /// codebooks expect].
    #[arg(long, num_args = 1.., value_name = "FILES", value_parser = output::input())]
    tensors: Vec<PathBuf>,
    /// Take only tensors whose name matches, for instance 'layers.*.ffn1.act'; may be given more than once.
    #[arg(long, value_name = "GLOB", requires = "tensors")]
    tensor: Vec<String>,
    /// The link's rate instead of its own, such as 64GB/s, one way.
    #[arg(long, value_name = "RATE", value_parser = units::rate)]
    rate: Option<f64>,
    /// The link's latency instead of its own, such as 100ns, one way.
    #[arg(long, value_name = "TIME", value_parser = units::seconds)]
    latency: Option<f64>,
    /// What a bit on the link costs instead of its own figure, picojoules.
    #[arg(long, value_name = "PJ", value_parser = units::picojoules)]
    pj_per_bit: Option<f64>,
    /// What the encoder takes per bit of the message, picojoules, instead of what --synth says.
    #[arg(long, value_name = "PJ", value_parser = units::picojoules)]
    encoder_pj: Option<f64>,
    /// The same of the decoder.
    #[arg(long, value_name = "PJ", value_parser = units::picojoules)]
    decoder_pj: Option<f64>,
    /// Look at many designs, of the same codebooks with other lanes, widths and decoders, and take the smallest that has nearly
    /// all of the gain; as without a design.
    #[arg(long)]
    sweep: bool,
    /// Tensors that the codebook is made of, where no design is given [default: those of --tensors].
    #[arg(long, num_args = 1.., value_name = "FILES", value_parser = output::input(), conflicts_with = "design")]
    calibrate: Vec<PathBuf>,
    /// Element format, where no design is given.
    #[arg(long, value_name = "FORMAT", default_value = "bf16", conflicts_with = "design")]
    element: String,
    /// Write a report to look at in a browser into this folder, and after a sweep the chosen design with its codebooks.
    #[arg(short, long, value_name = "FOLDER", value_parser = output::folder())]
    out: Option<PathBuf>,
    /// Look at a collective: all_reduce, all_gather, reduce_scatter, all_to_all or point_to_point.
    #[arg(long, value_name = "NAME", value_parser = |text: &str| named(text, &Collective::NAMED))]
    collective: Option<Collective>,
    /// How many ranks take part, 2 or more, or a range, such as 2..64, of which every doubling is looked at.
    #[arg(long, value_name = "N", default_value = "8", requires = "collective", value_parser = ranks)]
    ranks: Sizes,
    /// What is connected with what: ring, tree or switch.
    #[arg(long, value_name = "NAME", default_value = "ring", requires = "collective",
        value_parser = |text: &str| named(text, &Topology::NAMED))]
    topology: Topology,
    /// Print one JSON object instead.
    #[arg(long)]
    json: bool,
}

/// Every doubling from the first on up to the last.
#[derive(Clone, Debug)]
struct Sizes(Vec<u64>);

fn doublings(text: &str, parse: impl Fn(&str) -> Result<u64, String>) -> Result<Sizes, String> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let (from, to) = (parse(from)?, parse(to)?);
    if from > to {
        return Err("the range ends before it begins".to_owned());
    }
    let next = |size: &u64| size.checked_mul(2).filter(|size| *size <= to);
    Ok(Sizes(std::iter::successors(Some(from), next).collect()))
}

fn size(text: &str) -> Result<u64, String> {
    match units::bytes(text)? {
        0 => Err("1 byte at least".to_owned()),
        bytes => Ok(bytes),
    }
}

fn range(text: &str) -> Result<Sizes, String> {
    doublings(text, size)
}

fn ranks(text: &str) -> Result<Sizes, String> {
    const MOST: u64 = 1 << 20;
    let parse = |text: &str| match text.trim().parse::<u64>() {
        Ok(ranks) if (2..=MOST).contains(&ranks) => Ok(ranks),
        _ => Err(format!("use 2 to {MOST} ranks, or a range such as 2..64")),
    };
    doublings(text, parse)
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if args.list {
        let links = Link::built_in();
        match args.json {
            true => console::print_json(&links)?,
            false => console::print(&report::list(&links))?,
        }
        return Ok(ExitCode::SUCCESS);
    }
    args.out.as_ref().map_or(Ok(()), |folder| files::vacant(folder, files::LINK))?;
    let link = Link::find(args.link.as_ref().expect("clap requires it"))?;
    let wire = Wire::of(&link, args.rate, args.latency)?;
    let tensors = Tensors { files: &args.tensors, globs: &args.tensor };
    let (design, found) = match &args.design {
        Some(file) if !args.sweep => (Design::load(file)?, None),
        _ => {
            let start = start(args)?;
            let task = Task {
                wire: wire.clone(),
                clock: args.clock,
                messages: args.message.0.clone(),
                packet: args.packet,
                codecs: args.codecs.unwrap_or(MAX_CODECS),
            };
            ensure!(
                args.synth.is_none(),
                "--synth: of one design, and many are looked at: choose one first, then measure it and look again"
            );
            let found = sweep::sweep(&start, &task, &tensors, &link.name)?;
            (found.design.clone(), Some(found))
        }
    };
    let codec = Codec::of(&design).ok_or_else(|| {
        let (there, other) =
            if design.encoder().is_some() { ("encoder", "decoder") } else { ("decoder", "encoder") };
        let file = args.design.as_deref().unwrap_or(Path::new("design")).shown();
        anyhow!("{file}: a design of the {there} alone: a link has two ends: add `{other}:` to it")
    })?;
    let synthesis =
        args.synth.as_deref().map(|file| Synthesis::load(file, &design)).transpose()?.unwrap_or_default();
    let (clocks, clocks_from) = clocks(args, &synthesis, &link, found.as_ref().map(|_| &design))?;
    let codecs = found.as_ref().map_or(args.codecs.unwrap_or(1), |found| found.codecs);
    let (data, data_from) = tensors.data(&design)?;
    let collective = args.collective.map(|collective| (collective, args.topology, args.ranks.0.clone()));
    if args.collective.is_some_and(Collective::reduces) && args.tensors.is_empty() {
        console::note(
            "sums and gradients have other statistics than the codebooks expect: give measured ones with --tensors",
        );
    }
    let energy = CodecEnergy {
        encoder: args.encoder_pj.or(synthesis.energy.encoder),
        decoder: args.decoder_pj.or(synthesis.energy.decoder),
        toggles: synthesis.energy.toggles,
    };
    let question = Question {
        design: design.name().to_owned(),
        element_bits: 8 * design.element().bytes() as u32,
        link,
        pj_per_bit: args.pj_per_bit,
        clocks_from,
        data_from,
        energy,
        messages: args.message.0.clone(),
        packet: args.packet,
        collective,
    };
    let route = Route { codec, wire, clocks, codecs };
    let study = Study::new(&question, &route, &data);
    show(args, &study, found)
}

/// What the best of many begins with: a design's codebooks, or one of tensors.
fn start(args: &Args) -> anyhow::Result<Start> {
    if let Some(file) = &args.design {
        // What is wrong with it is said of the file as it is.
        Design::load(file)?;
        return Start::of(file);
    }
    ensure!(
        !(args.tensors.is_empty() && args.calibrate.is_empty()),
        "no design: name its file, or tensors that a codebook is made of, with --tensors or --calibrate"
    );
    let files = if args.calibrate.is_empty() { &args.tensors } else { &args.calibrate };
    if args.calibrate.is_empty() {
        console::note(
            "the codebook is made of the tensors that it is measured on (--calibrate takes others): the figures flatter",
        );
    }
    inputs::element(&args.element).map_err(|why| anyhow!("--element: {why}"))?;
    Start::calibrated("mine", &args.element, files, &args.tensor)
}

/// What `--json` prints, and a report's folder has.
#[derive(serde::Serialize)]
struct Facts<'a> {
    generator: String,
    #[serde(flatten)]
    study: &'a Study,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    designs: &'a [Candidate],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    folder: Vec<String>,
}

fn show(args: &Args, study: &Study, found: Option<Found>) -> anyhow::Result<ExitCode> {
    let generator = concat!("huffwire ", env!("CARGO_PKG_VERSION")).to_owned();
    let designs = found.as_ref().map_or(&[][..], |found| &found.candidates);
    let mut facts = Facts { generator, study, designs, folder: Vec::new() };
    let mut next = None;
    if let Some(folder) = &args.out {
        let path = folder.join("design.yaml");
        next = found.as_ref().map(|_| format!("huffwire generate {}", path.shown()));
        let mut files =
            vec![File { path: "index.html".to_owned(), text: report::html(study, designs, next.clone()) }];
        let made = found.iter().flat_map(|found| &found.files);
        files.extend(made.map(|(path, text)| File { path: path.clone(), text: text.clone() }));
        facts.folder = files.iter().map(|file| file.path.clone()).chain([files::LINK.to_owned()]).collect();
        let text = serde_json::to_string_pretty(&facts)? + "\n";
        files.push(File { path: files::LINK.to_owned(), text });
        files::write(folder, &files)?;
    }
    if args.json {
        console::print_json(&facts)?;
    } else {
        let designs =
            found.as_ref().map_or_else(String::new, |found| report::designs(&found.candidates) + "\n");
        console::print(&format!("{designs}{}", report::text(study)))?;
    }
    if let Some(folder) = &args.out {
        console::say(format_args!("report in {}", folder.join("index.html").shown()));
    }
    match (next, found) {
        (Some(next), _) => console::say(format_args!("next: {next}")),
        (None, Some(_)) => console::say("write the chosen design and a report with --out FOLDER"),
        _ => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// The codec's clocks, and where they are from.
fn clocks(
    args: &Args,
    synthesis: &Synthesis,
    link: &Link,
    swept: Option<&Design>,
) -> anyhow::Result<(Clocks, String)> {
    if let Some(clock) = args.clock {
        return Ok((Clocks { encoder: clock, decoder: clock }, "--clock".to_owned()));
    }
    if let Some(file) = &args.synth {
        let missing = |end: &str| format!("{}: {end}.ghz: missing; or give --clock", file.shown());
        let encoder = synthesis.encoder.with_context(|| missing("encoder"))?;
        let decoder = synthesis.decoder.with_context(|| missing("decoder"))?;
        return Ok((Clocks { encoder, decoder }, format!("of {}", file.shown())));
    }
    if let Some((encoder, decoder)) = swept.and_then(area::estimate) {
        let clocks = Clocks { encoder: encoder.ghz * 1e9, decoder: decoder.ghz * 1e9 };
        return Ok((clocks, format!("the slowest that was measured on {}", area::fits().library)));
    }
    match link.clock {
        Some(clock) => Ok((Clocks { encoder: clock, decoder: clock }, "the link's own".to_owned())),
        None => bail!(
            "`{}` has no clock of its own: give the codec's with --clock, such as --clock 1.5GHz, or --synth",
            link.name
        ),
    }
}

/// Tensors that are sent, those with such names; none: as the codebooks expect.
pub(super) struct Tensors<'a> {
    files: &'a [PathBuf],
    globs: &'a [String],
}

impl Tensors<'_> {
    /// What is coded, and where it is from.
    pub fn data(&self, design: &Design) -> anyhow::Result<(Data, String)> {
        data(self, design)
    }
}

fn data(tensors: &Tensors, design: &Design) -> anyhow::Result<(Data, String)> {
    let unknown = || {
        let name = design.name();
        format!(
            "{name}: all codebooks are loaded, and which is not known: add the one that a slot is to hold to `codebooks:`"
        )
    };
    let [first, rest @ ..] = tensors.files else {
        let expected = Summary::of(design, &Manifest::of(design, &[])).expected.with_context(unknown)?;
        let from = match expected.basis {
            "calibration" => "as the codebooks' calibration expects",
            _ => "as the code lengths say, for a codebook's file says no more",
        };
        return Ok((Data::Bits(expected.bits_per_element), from.to_owned()));
    };
    if first.extension().is_some_and(|extension| extension == "json") {
        ensure!(rest.is_empty(), "--tensors: one analysis is enough");
        ensure!(
            tensors.globs.is_empty(),
            "--tensor: an analysis has no tensors left: choose them with analyze"
        );
        let bits = analysed_bits(first, design)?;
        return Ok((Data::Bits(bits), format!("as {} measured", first.shown())));
    }
    ensure!(!design.books().books().is_empty(), unknown());
    let (elements, count, all) = elements(tensors, design.element())?;
    ensure!(!elements.is_empty(), "--tensors: no elements in these tensors");
    let bytes = elements.len() as u64;
    let sample = Sample::new(design, elements)?;
    let cut = if all { "" } else { "the beginnings of " };
    let from =
        format!("{cut}{}, {} coded", words::counted(count, "tensor"), words::counted_grouped(bytes, "byte"));
    Ok((Data::Sample(Box::new(sample)), from))
}

/// Bytes that are coded at most; more change nothing that can be seen.
const SAMPLE: u64 = 4 << 20;

/// The elements of the tensors that were chosen, as many of each, how many tensors, and whether these are all elements.
fn elements(sent: &Tensors, element: Element) -> anyhow::Result<(Vec<u8>, usize, bool)> {
    let globs = sent.globs.iter().map(|pattern| {
        let glob = Glob::new(pattern).with_context(|| format!("--tensor '{pattern}'"))?;
        Ok(glob.compile_matcher())
    });
    let globs = globs.collect::<anyhow::Result<Vec<_>>>()?;
    let chosen = |tensor: &Tensor| globs.is_empty() || globs.iter().any(|glob| glob.is_match(tensor.name()));
    let mut tensors = Vec::new();
    for file in sent.files {
        tensors.extend(inputs::tensors(Path::new(file), false)?.into_iter().filter(chosen));
    }
    ensure!(!tensors.is_empty(), "--tensor: matches no tensor of these files");
    tensor::check(&tensors, element, !globs.is_empty())
        .map_err(|error| anyhow!("{error}; choose tensors with --tensor GLOB"))?;
    let share = (SAMPLE / tensors.len() as u64).max(4096) / element.bytes() as u64;
    let (mut bytes, mut all) = (Vec::new(), true);
    for tensor in &tensors {
        let there = tensor.elements(element)?;
        // Packed values are read four at a time.
        let length = there.min(share / 4 * 4);
        all &= length == there;
        tensor.read(element, 0, length, |_, elements| {
            bytes.extend_from_slice(elements);
            Ok(())
        })?;
    }
    Ok((bytes, tensors.len(), all))
}
