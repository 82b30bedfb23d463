use super::inputs::named;
use super::sent::Sent;
use super::sweep::{self, Found, Start};
use super::traffic::{Sizes, Traffic, doublings};
use super::{console, inputs, output};
use anyhow::{Context as _, anyhow, bail, ensure};
use huffwire::design::Design;
use huffwire::files::{self, File};
use huffwire::link::area;
use huffwire::link::{
    Clocks, Codec, CodecEnergy, Collective, Link, Question, Route, Study, Synthesis, Topology, Wire, units,
};
use huffwire::report::link::{self as report, Decision};
use huffwire::words::Shown as _;
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
    #[command(flatten)]
    traffic: Traffic,
    /// What synth --json printed: clocks, energies, toggles.
    #[arg(long, value_name = "FILE", value_parser = output::input())]
    synth: Option<PathBuf>,
    /// What is sent: tensors, which the golden model codes, or what analyze --json printed (.json) [default: as the
    /// codebooks expect].
    #[arg(long, num_args = 1.., value_name = "FILES", value_parser = output::input())]
    tensors: Vec<PathBuf>,
    /// Take only tensors whose name matches, for instance 'layers.*.ffn1.act'; may be given more than once.
    #[arg(long, value_name = "GLOB", requires = "tensors")]
    tensor: Vec<String>,
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
    let sent = Sent::Files { files: &args.tensors, globs: &args.tensor };
    let over = Over { link: &link, wire: args.traffic.wire(&link)?, traffic: &args.traffic, sent: &sent };
    let collective = args.collective.map(|collective| (collective, args.topology, args.ranks.0.clone()));
    let (study, found) = match &args.design {
        Some(file) if !args.sweep => {
            let design = Design::load(file)?;
            let synthesis = args.synth.as_deref().map(|synth| Synthesis::load(synth, &design)).transpose()?;
            let measured = synthesis.zip(args.synth.as_deref());
            let spent = args.spent(synthesis.unwrap_or_default().energy);
            (over.study(Subject { design: &design, file, codecs: None }, measured, spent, collective)?, None)
        }
        _ => {
            ensure!(
                args.synth.is_none(),
                "--synth: of one design, and many are looked at: choose one first, then measure it and look again"
            );
            let (study, found) = over.best(&start(args)?, args.spent(CodecEnergy::default()), collective)?;
            (study, Some(found))
        }
    };
    if args.collective.is_some_and(Collective::reduces) && args.tensors.is_empty() {
        console::note(
            "sums and gradients have other statistics than the codebooks expect: give measured ones with --tensors",
        );
    }
    show(args, &study, found)
}

impl Args {
    /// What coding costs: as typed, else as it was measured.
    fn spent(&self, measured: CodecEnergy) -> CodecEnergy {
        CodecEnergy {
            encoder: self.encoder_pj.or(measured.encoder),
            decoder: self.decoder_pj.or(measured.decoder),
            toggles: measured.toggles,
        }
    }
}

/// A link, and what is sent over it.
pub(super) struct Over<'a> {
    pub link: &'a Link,
    pub wire: Wire,
    pub traffic: &'a Traffic,
    pub sent: &'a Sent<'a>,
}

/// A design on it.
struct Subject<'a> {
    design: &'a Design,
    /// Where it stands.
    file: &'a Path,
    /// Codecs beside each other, where they were chosen with the design.
    codecs: Option<u64>,
}

/// What collective, over what, of how many ranks.
type Together = (Collective, Topology, Vec<u64>);

impl Over<'_> {
    /// The best of many designs, and what it is worth.
    pub fn best(
        &self,
        start: &Start,
        spent: CodecEnergy,
        collective: Option<Together>,
    ) -> anyhow::Result<(Study, Found)> {
        let found = sweep::sweep(start, &self.traffic.task(&self.wire), self.sent, &self.link.name)?;
        let subject =
            Subject { design: &found.design, file: Path::new("design"), codecs: Some(found.codecs) };
        Ok((self.study(subject, None, spent, collective)?, found))
    }

    /// What a design is worth; `measured` is its synthesis and the file of it.
    fn study(
        &self,
        subject: Subject,
        measured: Option<(Synthesis, &Path)>,
        spent: CodecEnergy,
        collective: Option<Together>,
    ) -> anyhow::Result<Study> {
        let Subject { design, file, codecs } = subject;
        let codec = Codec::of(design).ok_or_else(|| {
            let (there, other) =
                if design.encoder().is_some() { ("encoder", "decoder") } else { ("decoder", "encoder") };
            let file = file.shown();
            anyhow!("{file}: a design of the {there} alone: a link has two ends: add `{other}:` to it")
        })?;
        let (clocks, clocks_from) = self.clocks(measured, codecs.map(|_| design))?;
        let (data, data_from) = self.sent.data(design)?;
        let question = Question {
            design: design.name().to_owned(),
            element_bits: 8 * design.element().bytes() as u32,
            link: self.link.clone(),
            pj_per_bit: self.traffic.pj_per_bit,
            clocks_from,
            data_from,
            energy: spent,
            messages: self.traffic.message.0.clone(),
            packet: self.traffic.packet,
            collective,
        };
        let codecs = codecs.or(self.traffic.codecs).unwrap_or(1);
        let route = Route { codec, wire: self.wire.clone(), clocks, codecs };
        Ok(Study::new(&question, &route, &data))
    }

    /// The codec's clocks, and where they are from.
    fn clocks(
        &self,
        measured: Option<(Synthesis, &Path)>,
        swept: Option<&Design>,
    ) -> anyhow::Result<(Clocks, String)> {
        if let Some(clock) = self.traffic.clock {
            return Ok((Clocks { encoder: clock, decoder: clock }, "--clock".to_owned()));
        }
        if let Some((synthesis, file)) = measured {
            let missing = |end: &str| format!("{}: {end}.ghz: missing; or give --clock", file.shown());
            let encoder = synthesis.encoder.with_context(|| missing("encoder"))?;
            let decoder = synthesis.decoder.with_context(|| missing("decoder"))?;
            return Ok((Clocks { encoder, decoder }, format!("of {}", file.shown())));
        }
        if let Some((encoder, decoder)) = swept.and_then(area::estimate) {
            let clocks = Clocks { encoder: encoder.ghz * 1e9, decoder: decoder.ghz * 1e9 };
            return Ok((clocks, format!("the slowest that was measured on {}", area::fits().library)));
        }
        match self.link.clock {
            Some(clock) => Ok((Clocks { encoder: clock, decoder: clock }, "the link's own".to_owned())),
            None => bail!(
                "`{}` has no clock of its own: give the codec's with --clock, such as --clock 1.5GHz, or --synth",
                self.link.name
            ),
        }
    }
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
    generator: &'static str,
    #[serde(flatten)]
    decision: &'a Decision<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    folder: Vec<String>,
}

fn show(args: &Args, study: &Study, found: Option<Found>) -> anyhow::Result<ExitCode> {
    let decision = Found::decision(study, found.as_ref(), args.out.as_deref());
    let generator = concat!("huffwire ", env!("CARGO_PKG_VERSION"));
    let mut facts = Facts { generator, decision: &decision, folder: Vec::new() };
    if let Some(folder) = &args.out {
        let mut files = vec![File { path: "index.html".to_owned(), text: report::html(&decision) }];
        files.extend(found.iter().flat_map(|found| found.files("")));
        facts.folder = files.iter().map(|file| file.path.clone()).chain([files::LINK.to_owned()]).collect();
        let text = serde_json::to_string_pretty(&facts)? + "\n";
        files.push(File { path: files::LINK.to_owned(), text });
        files::write(folder, &files)?;
    }
    match args.json {
        true => console::print_json(&facts)?,
        false => console::print(&report::text(&decision))?,
    }
    if let Some(folder) = &args.out {
        console::say(format_args!("report in {}", folder.join("index.html").shown()));
    }
    if found.is_some() {
        sweep::say_next(&decision);
    }
    Ok(ExitCode::SUCCESS)
}
