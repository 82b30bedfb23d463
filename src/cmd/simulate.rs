mod plan;

use anyhow::{Context as _, ensure};
use huffwire::design::Design;
use huffwire::rtl::Manifest;
use huffwire::sim::{
    self, Bench, Idle, Outcome, Run, SimError, Simulation, Simulator, Stall, Trace, Vectors,
};
use indicatif::ProgressBar;
use plan::{Job, Kind, Plan};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Run a design's Verilog against the golden model.
///
/// Without further options: every payload and damaged frames, each under four pairs of idle and stall patterns,
/// through encoder, decoder and both; then the rates. Exits with 1 where anything differs.
#[derive(clap::Args)]
pub struct Args {
    /// The design's YAML file
    design: PathBuf,
    /// verilator (compiles for seconds, then runs fast) or icarus (starts at once; knows unknown bits)
    /// [default: verilator where it is installed]
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
    /// zeros, ramp, longest, shortest, escapes, codebook, random, damage, resets; long and single are what rates
    /// and latency are taken from; several with commas [default: all, or the tensor of --input]
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
    packets: Option<NonZeroU16>,
    /// Of payloads and patterns
    #[arg(long, default_value_t = 1)]
    seed: u32,
    /// Simulate the files of this folder, which generate wrote, as they are [default: what generate would
    /// write now]
    #[arg(long, value_name = "FOLDER")]
    rtl: Option<PathBuf>,
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
    /// Behind the long packet, where the encoder counts.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    counters: BTreeMap<String, u64>,
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
    let files = match &args.rtl {
        Some(folder) => sim::sources_in(folder, &design)?,
        None => sim::sources(&design),
    };
    let simulator_version = simulator.version()?;

    let progress = ProgressBar::new_spinner().with_message("compiling");
    progress.enable_steady_tick(Duration::from_millis(100));
    let used = Bench::ALL.par_iter().filter(|bench| plan.jobs.iter().any(|job| job.bench == **bench));
    let simulations: Vec<Simulation> =
        used.map(|bench| Simulation::compile(simulator, *bench, trace, &files)).collect::<Result<_, _>>()?;
    progress.finish_and_clear();

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
    match Simulator::Verilator.version() {
        Err(SimError::Missing { .. }) if Simulator::Icarus.version().is_ok() => Ok(Simulator::Icarus),
        _ => Ok(Simulator::Verilator),
    }
}

fn trace_format(path: &Path) -> anyhow::Result<Trace> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension
        .and_then(|extension| extension.parse().ok())
        .with_context(|| format!("--trace {}: its name must end with .vcd or .fst", path.display()))
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
        let at = plan.jobs.iter().rposition(|job| job.bench == bench && job.kind == kind)?;
        Some((&outcomes[at], plan.vectors[plan.jobs[at].vectors].elements)).filter(|found| found.0.pass())
    };
    // The last of a kind are the runs that were added for the figures.
    // Rates from the long packet, latency from the single beat: a packet may fill words before it ends.
    let figures = |bench| Some((find(bench, Kind::Long)?, find(bench, Kind::Single)?.0.latency?));
    let names = Manifest::of(design, &[]).encoder.counters.into_iter().map(|counter| counter.name);
    let encoder = figures(Bench::Encoder).map(|((long, elements), latency_clocks)| EncoderFigures {
        beats_per_clock: per(long.in_beats as usize, long.in_clocks),
        elements_per_clock: per(elements, long.in_clocks),
        latency_clocks,
        counters: names.zip(long.counters.iter().copied().flatten()).collect(),
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
    if let Some(folder) = &args.rtl {
        command += &format!(" --rtl {}", folder.display());
    }
    if let Some(packets) = args.packets {
        command += &format!(" --packets {packets}");
    }
    command + " --trace trace.fst"
}
