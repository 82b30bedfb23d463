use anyhow::{Context, bail, ensure};
use huffwire::config::{DecoderKind, Design};
use huffwire::element::Element;
use huffwire::sim::{
    self, Bench, Idle, Outcome, Payload, Random, Run, SimError, Simulation, Simulator, Stall, Trace,
    Vectors, vectors,
};
use huffwire::{rtl, tensor};
use indicatif::ProgressBar;
use rayon::prelude::*;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Duration;

/// Elements in a packet of a tensor.
const TENSOR_PACKET: usize = 4096;
/// Elements of the packet whose rates are printed.
const LONG: usize = 32768;

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
    /// zeros, ramp, longest, shortest, escapes, codebook, random, damage, several with commas [default: all,
    /// or the tensor of --input]
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
    Damage,
    Tensor,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Elements(payload) => payload.name(),
            Self::Damage => "damage",
            Self::Tensor => "tensor",
        }
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "damage" => Ok(Self::Damage),
            _ => text.parse().map(Self::Elements).map_err(|error: sim::NameError| format!("{error}, damage")),
        }
    }
}

/// One run to make.
struct Job {
    bench: Bench,
    payload: &'static str,
    /// In a bench's order, its vectors may serve several runs.
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
    latency_clocks: u64,
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
    let mut plan = Plan::new(args, &design)?;
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
        print(args, &design, &summary);
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
}

impl Plan {
    fn new(args: &Args, design: &Design) -> anyhow::Result<Self> {
        let input = args.input.as_deref().map(|file| read_input(file, args, design.element)).transpose()?;
        let mut plan = Self { jobs: Vec::new(), vectors: Vec::new(), input };
        let benches = match &args.bench[..] {
            [] if args.trace.is_some() => &[Bench::Loopback],
            [] => Bench::ALL,
            benches => benches,
        };
        for kind in plan.kinds(args, design)? {
            let runs = runs(args, kind);
            for &bench in benches.iter().filter(|bench| kind != Kind::Damage || **bench == Bench::Decoder) {
                let vectors = plan.vectors(kind, bench, args, design)?;
                plan.push(bench, kind.name(), vectors, runs.clone());
            }
        }
        ensure!(!plan.jobs.is_empty(), "nothing to run: damaged frames are for --bench decoder");
        Ok(plan)
    }

    fn push(&mut self, bench: Bench, payload: &'static str, vectors: Vectors, runs: Vec<Run>) {
        let index = self.vectors.len();
        self.vectors.push(vectors);
        self.jobs.extend(runs.into_iter().map(|run| Job { bench, payload, vectors: index, run }));
    }

    fn kinds(&self, args: &Args, design: &Design) -> anyhow::Result<Vec<Kind>> {
        let book = &design.codebooks[0];
        let mut kinds = args.payload.clone();
        for kind in &kinds {
            if let Kind::Elements(payload) = kind {
                ensure!(payload.fits(book), "--payload {payload}: the codebook has no escape");
            }
        }
        if self.input.is_some() {
            kinds.insert(0, Kind::Tensor);
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
        let packets = match kind {
            Kind::Elements(payload) => sim::packets(payload, design, count, random),
            Kind::Damage => {
                let frames = sim::damaged(design, count, random);
                return Ok(vectors::decoder(design, &frames, random));
            }
            Kind::Tensor => {
                let input = self.input.as_deref().expect("a tensor comes from --input");
                let size = TENSOR_PACKET * design.element.bytes();
                input.chunks(size).take(args.packets.unwrap_or(16)).map(<[u8]>::to_vec).collect()
            }
        };
        bench_vectors(bench, design, &packets, random)
    }

    /// The runs whose rates and latencies are printed: one long packet, and one of a single beat.
    fn add_figures(&mut self, args: &Args, design: &Design) -> anyhow::Result<()> {
        let random = &mut Random::new(args.seed.into());
        let book = &design.codebooks[0];
        let long = match &self.input {
            Some(input) => input[..input.len().min(LONG * design.element.bytes())].to_vec(),
            None => Payload::Codebook.elements(book, LONG, random),
        };
        let run = Run { seed: args.seed, timeout: Duration::from_secs(args.timeout), ..Run::default() };
        for bench in [Bench::Encoder, Bench::Decoder] {
            if !self.jobs.iter().any(|job| job.bench == bench) {
                continue;
            }
            let lanes = if bench == Bench::Encoder { design.encoder.lanes } else { 1 };
            let single = Payload::Codebook.elements(book, lanes, random);
            for (name, packet) in [("long", long.clone()), ("single", single)] {
                let vectors = bench_vectors(bench, design, &[packet], random)?;
                self.push(bench, name, vectors, vec![run.clone()]);
            }
        }
        Ok(())
    }
}

fn bench_vectors(
    bench: Bench,
    design: &Design,
    packets: &[Vec<u8>],
    random: &mut Random,
) -> anyhow::Result<Vectors> {
    Ok(match bench {
        Bench::Encoder => vectors::encoder(design, packets, random)?,
        Bench::Decoder => vectors::decoder(design, &vectors::frames(design, packets)?, random),
        Bench::Loopback => vectors::loopback(design, packets, random),
    })
}

/// Every pair of the patterns that were named; without any, four pairs in which each pattern occurs.
fn runs(args: &Args, kind: Kind) -> Vec<Run> {
    let pairs: Vec<(Idle, Stall)> = if args.idle.is_empty() && args.stall.is_empty() && args.trace.is_none() {
        Idle::ALL.iter().copied().zip(Stall::ALL.iter().copied()).collect()
    } else {
        let or_none = |empty: bool| if empty { 1 } else { 0 };
        let idles = args.idle.iter().copied().chain(std::iter::repeat_n(Idle::None, or_none(args.idle.is_empty())));
        let stalls: Vec<Stall> = args
            .stall
            .iter()
            .copied()
            .chain(std::iter::repeat_n(Stall::None, or_none(args.stall.is_empty())))
            .collect();
        idles.flat_map(|idle| stalls.iter().map(move |stall| (idle, *stall))).collect()
    };
    let _ = kind;
    let timeout = Duration::from_secs(args.timeout);
    let run = |(idle, stall)| Run { idle, stall, seed: args.seed, trace: None, timeout };
    pairs.into_iter().map(run).collect()
}
