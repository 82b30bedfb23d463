use anyhow::{Context, bail, ensure};
use huffwire::config::Design;
use huffwire::element::Element;
use huffwire::sim::{
    self, Bench, Idle, Outcome, Payload, Random, Run, SimError, Simulation, Simulator, Stall, Trace, Vectors,
    vectors,
};
use huffwire::tensor;
use indicatif::ProgressBar;
use rayon::prelude::*;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Duration;

/// Elements in a packet of a tensor.
const TENSOR_PACKET: usize = 4096;
/// Elements of the packet whose rates are printed: wide encoders crawl in Icarus Verilog.
fn long(simulator: Simulator) -> usize {
    match simulator {
        Simulator::Icarus => 8192,
        Simulator::Verilator => 65536,
    }
}

/// Run a design's Verilog against the golden model.
///
/// Without further options: every payload and damaged frames, each under four pairs of idle and stall patterns,
/// through encoder, decoder and both; then the rates. Exits with 1 where anything differs.
#[derive(clap::Args)]
pub struct Args {
    /// The design's YAML file
    design: PathBuf,
    /// icarus (starts at once) or verilator (compiles for seconds, then runs fast) [default: icarus where
    /// it is installed]
    #[arg(long)]
    simulator: Option<Simulator>,
    /// Send the elements of this tensor file (.safetensors, .npy, or raw elements)
    #[arg(long, value_name = "FILE")]
    input: Option<PathBuf>,
    /// Which tensor of the file
    #[arg(long, value_name = "NAME", requires = "input")]
    tensor: Option<String>,
    /// encoder, decoder, loopback, several with commas [default: all]
    #[arg(long, value_delimiter = ',')]
    bench: Vec<Bench>,
    /// zeros, ramp, longest, shortest, escapes, codebook, random, damage; long and single are what rates and
    /// latency are taken from; several with commas [default: all, or the tensor of --input]
    #[arg(long, value_delimiter = ',')]
    payload: Vec<Kind>,
    /// When nothing is sent: none, quarter, bursts, alone, several with commas
    #[arg(long, value_delimiter = ',')]
    idle: Vec<Idle>,
    /// When nothing is taken: none, quarter, bursts, after_valid, several with commas
    #[arg(long, value_delimiter = ',')]
    stall: Vec<Stall>,
    /// Packets of each payload; of a tensor those of 4096 elements from its beginning [default: 24, of a
    /// tensor 16]
    #[arg(long)]
    packets: Option<usize>,
    /// Of payloads and patterns
    #[arg(long, default_value_t = 1)]
    seed: u32,
    /// Dump every signal of a single run (of the loopback, where nothing else is said) to a .vcd or .fst
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    /// Stop a run after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    timeout: u64,
    /// Print one JSON object instead
    #[arg(long)]
    json: bool,
}

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Elements(Payload),
    /// Frames that no encoder wrote.
    Damage,
    /// Of --input.
    Tensor,
    /// One packet, long enough for a rate: of --input, or likely symbols.
    Long,
    /// One packet of one beat of elements, for the latency.
    Single,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Elements(payload) => payload.name(),
            Self::Damage => "damage",
            Self::Tensor => "tensor",
            Self::Long => "long",
            Self::Single => "single",
        }
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let others = [Self::Damage, Self::Long, Self::Single];
        match others.into_iter().find(|kind| kind.name() == text) {
            Some(kind) => Ok(kind),
            None => {
                let known = |error| format!("{error}, {}", others.map(Self::name).join(", "));
                text.parse().map(Self::Elements).map_err(|error: sim::NameError| known(error))
            }
        }
    }
}

/// One run to make.
struct Job {
    bench: Bench,
    kind: Kind,
    /// Its place among the plan's vectors.
    vectors: usize,
    run: Run,
}

/// What a run was and what came of it.
#[derive(Serialize)]
struct Report {
    bench: &'static str,
    payload: &'static str,
    idle: &'static str,
    stall: &'static str,
    seed: u32,
    pass: bool,
    packets: usize,
    elements: usize,
    clocks: u64,
    elements_per_clock: f64,
    latency_clocks: Option<u64>,
    failure: Option<sim::Failure>,
}

#[derive(Serialize)]
struct EncoderFigures {
    beats_per_clock: f64,
    elements_per_clock: f64,
    latency_clocks: u64,
}

#[derive(Serialize)]
struct DecoderFigures {
    words_per_clock: f64,
    elements_per_clock: f64,
    latency_clocks: u64,
}

/// All that is printed.
#[derive(Serialize)]
struct Summary {
    pass: bool,
    design: String,
    simulator: &'static str,
    simulator_version: String,
    seed: u32,
    encoder: Option<EncoderFigures>,
    decoder: Option<DecoderFigures>,
    runs: Vec<Report>,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let design = Design::load(&args.design)?;
    let simulator = simulator(args.simulator)?;
    let trace = args.trace.as_deref().map(trace_format).transpose()?;
    let mut plan = Plan::new(args, &design, simulator)?;
    if trace.is_some() {
        ensure!(
            plan.jobs.len() == 1,
            "--trace is of one run, and these are {}: name one of each of --bench, --payload, --idle and --stall",
            plan.jobs.len()
        );
    } else {
        plan.add_figures(args, &design)?;
    }
    let simulator_version = simulator.version()?;
    let simulations = compile(simulator, trace, &design, &plan)?;

    let progress = ProgressBar::new(plan.jobs.len() as u64);
    let outcomes: Vec<Outcome> = plan
        .jobs
        .par_iter()
        .map(|job| {
            let simulation = simulations.iter().find(|simulation| simulation.bench() == job.bench);
            let simulation = simulation.expect("every bench of the plan is compiled");
            let outcome = play(simulation, &plan.vectors[job.vectors], &job.run, args.trace.as_deref());
            progress.inc(1);
            outcome
        })
        .collect::<Result<_, _>>()?;
    progress.finish_and_clear();

    let summary = summary(args, &design, simulator, simulator_version, &plan, outcomes);
    if args.json {
        println!("{}", serde_json::to_string_pretty(&summary)?);
    } else {
        print(args, &summary);
    }
    Ok(ExitCode::from(u8::from(!summary.pass)))
}

/// The one asked for, else the first that is installed.
fn simulator(typed: Option<Simulator>) -> anyhow::Result<Simulator> {
    if let Some(simulator) = typed {
        return Ok(simulator);
    }
    match Simulator::Icarus.version() {
        Err(SimError::Missing { .. }) if Simulator::Verilator.version().is_ok() => Ok(Simulator::Verilator),
        _ => Ok(Simulator::Icarus),
    }
}

fn trace_format(path: &Path) -> anyhow::Result<Trace> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension
        .and_then(|extension| extension.parse().ok())
        .with_context(|| format!("--trace {}: its name must end with .vcd or .fst", path.display()))
}

/// The runs and the vectors they play.
struct Plan {
    jobs: Vec<Job>,
    vectors: Vec<Vectors>,
    /// Elements of --input.
    input: Option<Vec<u8>>,
    /// Elements of [`Kind::Long`].
    long: usize,
}

impl Plan {
    fn new(args: &Args, design: &Design, simulator: Simulator) -> anyhow::Result<Self> {
        let input = args.input.as_deref().map(|file| read_input(file, args, design.element)).transpose()?;
        let mut plan = Self { jobs: Vec::new(), vectors: Vec::new(), input, long: long(simulator) };
        let benches = match &args.bench[..] {
            [] if args.trace.is_some() => &[Bench::Loopback],
            [] => Bench::ALL,
            benches => benches,
        };
        for kind in plan.kinds(args, design)? {
            let runs = runs(args);
            for &bench in benches.iter().filter(|bench| kind != Kind::Damage || **bench == Bench::Decoder) {
                let vectors = plan.vectors(kind, bench, args, design)?;
                plan.push(bench, kind, vectors, runs.clone());
            }
        }
        ensure!(!plan.jobs.is_empty(), "nothing to run: damaged frames are for --bench decoder");
        Ok(plan)
    }

    fn push(&mut self, bench: Bench, kind: Kind, vectors: Vectors, runs: Vec<Run>) {
        let index = self.vectors.len();
        self.vectors.push(vectors);
        self.jobs.extend(runs.into_iter().map(|run| Job { bench, kind, vectors: index, run }));
    }

    fn kinds(&self, args: &Args, design: &Design) -> anyhow::Result<Vec<Kind>> {
        let book = &design.codebooks[0];
        let mut kinds = args.payload.clone();
        for kind in &kinds {
            if let Kind::Elements(payload) = kind {
                ensure!(payload.fits(book), "--payload {payload}: the codebook has no escape");
            }
        }
        if self.input.is_some() && kinds.is_empty() {
            kinds.push(Kind::Tensor);
        } else if kinds.is_empty() && args.trace.is_some() {
            kinds.push(Kind::Elements(Payload::Codebook));
        } else if kinds.is_empty() {
            let payloads = Payload::ALL.iter().filter(|payload| payload.fits(book));
            kinds = payloads.map(|payload| Kind::Elements(*payload)).collect();
            kinds.push(Kind::Damage);
        }
        Ok(kinds)
    }

    /// The same seed makes the same vectors, whatever else is run.
    fn vectors(&self, kind: Kind, bench: Bench, args: &Args, design: &Design) -> anyhow::Result<Vectors> {
        let random = &mut Random::new(args.seed.into());
        let count = args.packets.unwrap_or(24);
        let book = &design.codebooks[0];
        let packets = match kind {
            Kind::Elements(payload) => sim::packets(payload, design, count, random),
            Kind::Damage => {
                let frames = sim::damaged(design, count, random);
                return Ok(vectors::decoder(design, &frames, Some(random)));
            }
            Kind::Tensor => {
                let input = self.input.as_deref().expect("a tensor comes from --input");
                let size = TENSOR_PACKET * design.element.bytes();
                input.chunks(size).take(args.packets.unwrap_or(16)).map(<[u8]>::to_vec).collect()
            }
            Kind::Long => match &self.input {
                Some(input) => vec![input[..input.len().min(self.long * design.element.bytes())].to_vec()],
                None => vec![Payload::Codebook.elements(book, self.long, random)],
            },
            Kind::Single => {
                let lanes = match bench {
                    Bench::Encoder | Bench::Loopback => design.encoder.lanes,
                    Bench::Decoder => vectors::decoder_lanes(design),
                };
                vec![Payload::Codebook.elements(book, lanes, random)]
            }
        };
        // Rates and latency are of beats that carry something.
        let figures = matches!(kind, Kind::Long | Kind::Single);
        bench_vectors(bench, design, &packets, Some(random).filter(|_| !figures))
    }

    /// The runs whose rates and latencies are printed.
    fn add_figures(&mut self, args: &Args, design: &Design) -> anyhow::Result<()> {
        let run = Run { seed: args.seed, timeout: Duration::from_secs(args.timeout), ..Run::default() };
        for bench in [Bench::Encoder, Bench::Decoder] {
            if !self.jobs.iter().any(|job| job.bench == bench) {
                continue;
            }
            for kind in [Kind::Long, Kind::Single] {
                let vectors = self.vectors(kind, bench, args, design)?;
                self.push(bench, kind, vectors, vec![run.clone()]);
            }
        }
        Ok(())
    }
}

fn bench_vectors(
    bench: Bench,
    design: &Design,
    packets: &[Vec<u8>],
    random: Option<&mut Random>,
) -> anyhow::Result<Vectors> {
    Ok(match bench {
        Bench::Encoder => vectors::encoder(design, packets, random)?,
        Bench::Decoder => vectors::decoder(design, &vectors::frames(design, packets)?, random),
        Bench::Loopback => vectors::loopback(design, packets, random),
    })
}

/// Every pair of the patterns that were named; without any, four pairs in which each pattern occurs.
fn runs(args: &Args) -> Vec<Run> {
    let timeout = Duration::from_secs(args.timeout);
    let run = |(idle, stall)| Run { idle, stall, seed: args.seed, trace: None, timeout };
    if args.idle.is_empty() && args.stall.is_empty() && args.trace.is_none() {
        return Idle::ALL.iter().copied().zip(Stall::ALL.iter().copied()).map(run).collect();
    }
    let idles = if args.idle.is_empty() { &[Idle::None] } else { &args.idle[..] };
    let stalls = if args.stall.is_empty() { &[Stall::None] } else { &args.stall[..] };
    idles.iter().flat_map(|idle| stalls.iter().map(move |stall| (*idle, *stall))).map(run).collect()
}

/// The little-endian bytes of a tensor's elements, as many as anything here needs.
fn read_input(file: &Path, args: &Args, element: Element) -> anyhow::Result<Vec<u8>> {
    let mut tensors = tensor::open(file)?;
    if let Some(name) = &args.tensor {
        let names: Vec<String> = tensors.iter().map(|tensor| tensor.name().to_owned()).collect();
        tensors.retain(|tensor| tensor.name() == name);
        ensure!(!tensors.is_empty(), "{}: no tensor `{name}`: it holds {}", file.display(), names.join(", "));
    }
    let [tensor] = &tensors[..] else {
        let names: Vec<&str> = tensors.iter().map(|tensor| tensor.name()).collect();
        bail!("{}: which tensor? name one with --tensor: {}", file.display(), names.join(", "));
    };
    tensor::check(std::slice::from_ref(tensor), element, true)?;
    let most = long(Simulator::Verilator).max(args.packets.unwrap_or(16).saturating_mul(TENSOR_PACKET));
    let length = tensor.elements(element)?.min(most as u64);
    ensure!(length > 0, "{}: tensor {} has no elements", file.display(), tensor.name());
    let mut bytes = Vec::new();
    tensor.read(element, 0, length, |_, elements| {
        bytes.extend_from_slice(elements);
        Ok(())
    })?;
    Ok(bytes)
}

/// Compiles every bench of the plan.
fn compile(
    simulator: Simulator,
    trace: Option<Trace>,
    design: &Design,
    plan: &Plan,
) -> Result<Vec<Simulation>, SimError> {
    let files = sim::sources(design);
    let used = Bench::ALL.iter().filter(|bench| plan.jobs.iter().any(|job| job.bench == **bench));
    used.map(|bench| Simulation::compile(simulator, *bench, trace, &files)).collect()
}

/// One run. A trace is written beside and renamed, also that of a run without a result: it shows how far it came.
fn play(
    simulation: &Simulation,
    vectors: &Vectors,
    run: &Run,
    trace: Option<&Path>,
) -> anyhow::Result<Outcome> {
    let Some(target) = trace else { return Ok(simulation.run(vectors, run)?) };
    let name = target.file_name().context("--trace: a file's name is missing")?;
    let folder = target.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let beside = tempfile::Builder::new().prefix(".trace").tempdir_in(folder);
    let beside = beside.with_context(|| format!("--trace {}", target.display()))?;
    let path = beside.path().join(name);
    let outcome = simulation.run(vectors, &Run { trace: Some(path.clone()), ..run.clone() });
    if path.exists() {
        std::fs::rename(&path, target).with_context(|| format!("--trace {}", target.display()))?;
    }
    Ok(outcome?)
}

fn per(count: usize, clocks: u64) -> f64 {
    if clocks == 0 { 0.0 } else { count as f64 / clocks as f64 }
}

fn summary(
    args: &Args,
    design: &Design,
    simulator: Simulator,
    simulator_version: String,
    plan: &Plan,
    outcomes: Vec<Outcome>,
) -> Summary {
    let find = |bench, kind| {
        let at = plan.jobs.iter().position(|job| job.bench == bench && job.kind == kind)?;
        Some((&outcomes[at], plan.vectors[plan.jobs[at].vectors].elements)).filter(|found| found.0.pass())
    };
    // Rates from the long packet, latency from the single beat: a packet may fill words before it ends.
    let figures = |bench| Some((find(bench, Kind::Long)?, find(bench, Kind::Single)?.0.latency?));
    let encoder = figures(Bench::Encoder).map(|((long, elements), latency_clocks)| EncoderFigures {
        beats_per_clock: per(long.in_beats as usize, long.in_clocks),
        elements_per_clock: per(elements, long.in_clocks),
        latency_clocks,
    });
    let decoder = figures(Bench::Decoder).map(|((long, elements), latency_clocks)| DecoderFigures {
        words_per_clock: per(long.in_beats as usize, long.in_clocks),
        elements_per_clock: per(elements, long.out_clocks),
        latency_clocks,
    });
    let report = |(job, outcome): (&Job, &Outcome)| {
        let vectors = &plan.vectors[job.vectors];
        Report {
            bench: job.bench.name(),
            payload: job.kind.name(),
            idle: job.run.idle.name(),
            stall: job.run.stall.name(),
            seed: job.run.seed,
            pass: outcome.pass(),
            packets: vectors.packets,
            elements: vectors.elements,
            clocks: outcome.clocks,
            elements_per_clock: per(vectors.elements, outcome.clocks),
            latency_clocks: outcome.latency,
            failure: outcome.failure.clone(),
        }
    };
    Summary {
        pass: outcomes.iter().all(Outcome::pass),
        design: design.name.clone(),
        simulator: simulator.name(),
        simulator_version,
        seed: args.seed,
        encoder,
        decoder,
        runs: plan.jobs.iter().zip(&outcomes).map(report).collect(),
    }
}

fn print(args: &Args, summary: &Summary) {
    println!("{}, {}", summary.design, summary.simulator_version);
    println!(
        "{:8}  {:8}  {:7}  {:11}  {:>7}  {:>8}  {:>7}  {:>8}  {:>7}",
        "bench", "payload", "idle", "stall", "packets", "elements", "clocks", "el/clock", "latency"
    );
    // One fault fails many runs.
    let mut details = 5;
    for run in &summary.runs {
        let Report { bench, payload, idle, stall, packets, elements, clocks, .. } = run;
        let latency = run.latency_clocks.map_or("-".to_owned(), |clocks| clocks.to_string());
        let verdict = if run.pass { "PASS" } else { "FAIL" };
        println!(
            "{bench:8}  {payload:8}  {idle:7}  {stall:11}  {packets:>7}  {elements:>8}  {clocks:>7}  {:>8.3}  \
             {latency:>7}  {verdict}",
            run.elements_per_clock
        );
        if let Some(failure) = &run.failure
            && details > 0
        {
            details -= 1;
            println!("  {}", failure.text.replace('\n', "\n  "));
            println!("  seed {}; {}", run.seed, again(args, summary, run));
        }
    }
    let failed = summary.runs.iter().filter(|run| !run.pass).count();
    if let Some(figures) = &summary.encoder {
        println!(
            "encoder: {:.3} beats/clock, {:.2} elements/clock, latency {} clocks",
            figures.beats_per_clock, figures.elements_per_clock, figures.latency_clocks
        );
    }
    if let Some(figures) = &summary.decoder {
        println!(
            "decoder: {:.3} words/clock, {:.3} elements/clock, latency {} clocks",
            figures.words_per_clock, figures.elements_per_clock, figures.latency_clocks
        );
    }
    match failed {
        0 => println!("PASS: {} runs", summary.runs.len()),
        _ => println!("FAIL: {failed} of {} runs", summary.runs.len()),
    }
}

/// The command that traces a failed run.
fn again(args: &Args, summary: &Summary, run: &Report) -> String {
    let mut command = format!(
        "trace it: huffwire simulate {} --simulator {} --bench {} --idle {} --stall {} --seed {}",
        args.design.display(),
        summary.simulator,
        run.bench,
        run.idle,
        run.stall,
        run.seed
    );
    if let Some(input) = args.input.as_ref().filter(|_| matches!(run.payload, "tensor" | "long")) {
        command += &format!(" --input {}", input.display());
        if let Some(tensor) = &args.tensor {
            command += &format!(" --tensor {tensor}");
        }
    }
    if run.payload != "tensor" {
        command += &format!(" --payload {}", run.payload);
    }
    if let Some(packets) = args.packets {
        command += &format!(" --packets {packets}");
    }
    command + " --trace trace.fst"
}
