mod plan;

use super::inputs::Sent;
use super::{console, output};
use anyhow::{Context as _, anyhow, ensure};
use huffwire::design::Design;
use huffwire::report::Table;
use huffwire::rtl::Manifest;
use huffwire::sim::{
    self, Bench, Idle, Outcome, Run, SimError, Simulation, Simulator, Stall, Trace, Vectors,
};
use huffwire::tools::ToolError;
use huffwire::words::{Shown as _, counted};
use plan::{Job, Kind, Plan};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value;
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
    #[arg(value_parser = output::input())]
    design: PathBuf,
    /// verilator (compiles for seconds, then runs fast) or icarus (starts at once; knows unknown bits)
    /// [default: verilator where it is installed]
    #[arg(long)]
    simulator: Option<Simulator>,
    #[command(flatten)]
    sent: Sent,
    /// encoder, decoder, loopback, of designs with loadable slots swap, several with commas [default: all]
    #[arg(long, value_delimiter = ',')]
    bench: Vec<Bench>,
    /// zeros, ramp, longest, shortest, escapes, codebook, random, damage, resets, of designs with a check
    /// other_book, of those with loadable slots swaps; long and single are what rates and latency are taken from; several
    /// with commas [default: all, or the tensor of --input]
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
    #[arg(long, value_name = "FOLDER", value_parser = output::input())]
    rtl: Option<PathBuf>,
    /// Dump every signal of a single run (of the loopback, where nothing else is said) to a .vcd or .fst
    #[arg(long, value_name = "FILE", value_parser = output::named_file())]
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
    /// Packets that the decoder had to end with an error.
    errors: usize,
    clocks: u64,
    elements_per_clock: f64,
    latency_clocks: Option<u64>,
    /// What became of the slots meanwhile.
    #[serde(skip_serializing_if = "Option::is_none")]
    swaps: Option<sim::Swaps>,
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
    if let Some(file) = &args.trace {
        let named = huffwire::design::files(&args.design);
        let inputs: Vec<&Path> = named.iter().chain(&args.sent.input).map(PathBuf::as_path).collect();
        output::check(file, &inputs)?;
    }
    // What its slots are loaded with, where it has any.
    let loaded = sim::loads::loaded(&design);
    let mut plan = Plan::new(args, &loaded, simulator)?;
    if trace.is_some() {
        ensure!(
            plan.jobs.len() == 1,
            "--trace is of one run, and these are {}: name one of each of --bench, --payload, --idle and --stall",
            plan.jobs.len()
        );
    } else {
        plan.add_figures(args, &loaded)?;
    }
    let files = match &args.rtl {
        Some(folder) => {
            same_design(folder, &args.design, &design)?;
            sim::sources_in(folder, &design)?
        }
        None => sim::sources(&design),
    };
    let simulator_version = simulator.version()?;

    let progress = console::progress(None).with_message("compiling");
    progress.enable_steady_tick(Duration::from_millis(100));
    let used: Vec<Bench> =
        Bench::ALL.iter().copied().filter(|bench| plan.jobs.iter().any(|job| job.bench == *bench)).collect();
    for bench in &used {
        console::step(format_args!(
            "compiling the {bench} bench of {} for {simulator_version}",
            design.name()
        ));
    }
    let simulations = Simulation::compile_all(simulator, &used, trace, &files)?;
    progress.finish_and_clear();

    let progress = console::progress(Some(plan.jobs.len() as u64));
    let outcomes: Vec<Outcome> = plan
        .jobs
        .par_iter()
        .enumerate()
        .map(|(at, job)| {
            if at == 0 || plan.jobs[at - 1].vectors != job.vectors {
                console::step(format_args!("running the {} bench: {}", job.bench, job.kind.name()));
            }
            let simulation = simulations.iter().find(|simulation| simulation.bench() == job.bench);
            let simulation = simulation.expect("every bench of the plan is compiled");
            let vectors = &plan.vectors[job.vectors];
            let outcome = play(simulation, vectors, &job.run, args.trace.as_deref());
            progress.inc(1);
            outcome.map(|outcome| judged(outcome, job.kind, vectors))
        })
        .collect::<Result<_, _>>()?;
    progress.finish_and_clear();

    let summary = summary(args, &design, simulator, simulator_version, &plan, outcomes);
    if args.json {
        console::print_json(&summary)?;
    } else {
        console::print(&text(args, &summary))?;
    }
    Ok(ExitCode::from(u8::from(!summary.pass)))
}

/// The one asked for, else the first that is installed.
fn simulator(typed: Option<Simulator>) -> anyhow::Result<Simulator> {
    if let Some(simulator) = typed {
        return Ok(simulator);
    }
    match Simulator::Verilator.version() {
        Err(SimError::Tool(ToolError::Missing { .. })) if Simulator::Icarus.version().is_ok() => {
            Ok(Simulator::Icarus)
        }
        _ => Ok(Simulator::Verilator),
    }
}

fn trace_format(path: &Path) -> anyhow::Result<Trace> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension
        .and_then(|extension| extension.parse().ok())
        .with_context(|| format!("--trace {}: its name must end with .vcd or .fst", path.shown()))
}

/// Refuses a folder that was generated from another design: what differs would be found as faults, or not compile.
fn same_design(folder: &Path, file: &Path, design: &Design) -> anyhow::Result<()> {
    // What the vectors depend on; the rest may have been changed on purpose.
    const SAME: [&str; 9] = [
        "/name",
        "/digest",
        "/element/format",
        "/encoder/lanes",
        "/encoder/out_bytes",
        "/encoder/select",
        "/encoder/block_beats",
        "/decoder/in_bytes",
        "/decoder/lanes",
    ];
    let path = folder.join("manifest.json");
    let text = std::fs::read(&path).with_context(|| path.shown().to_string())?;
    let there: Value = serde_json::from_slice(&text).with_context(|| path.shown().to_string())?;
    let here = serde_json::to_value(Manifest::of(design, &[]))?;
    let shown = |manifest: &Value, key: &str| manifest.pointer(key).unwrap_or(&Value::Null).to_string();
    let whole = |manifest: &Value| {
        let text = |key: &str| manifest[key].as_str().unwrap_or("none").to_owned();
        format!("`{}` with the digest {}", text("name"), text("digest"))
    };
    for key in SAME.into_iter().filter(|key| here.pointer(key).is_some()) {
        let (one, other) = (shown(&there, key), shown(&here, key));
        ensure!(
            one == other,
            "--rtl {}: generated from another design: {} is {one} in manifest.json and {other} in {} ({}, and {}); \
             generate it again, or simulate it with its own design",
            folder.shown(),
            key[1..].replace('/', "."),
            file.shown(),
            whole(&there),
            whole(&here)
        );
    }
    Ok(())
}

/// One run. A trace is made beside, and also put in its place when the run has no result: it shows how far it came.
fn play(
    simulation: &Simulation,
    vectors: &Vectors,
    run: &Run,
    trace: Option<&Path>,
) -> anyhow::Result<Outcome> {
    let Some(target) = trace else { return Ok(simulation.run(vectors, run)?) };
    let foreign = output::Foreign::new(target)?;
    let path = foreign.folder().join("trace").with_extension(target.extension().unwrap_or_default());
    let outcome = simulation.run(vectors, &Run { trace: Some(path.clone()), ..run.clone() });
    match outcome {
        Err(SimError::Trace { why, .. }) => {
            Err(anyhow!("--trace {}: the trace is not whole: {why}", target.shown()))
        }
        outcome => {
            if path.exists() {
                foreign.finish(&path)?;
            }
            Ok(outcome?)
        }
    }
}

/// What is more to a run than that hardware and golden model say the same: none of the packets by another codebook may
/// be taken for good by both.
fn judged(mut outcome: Outcome, kind: Kind, vectors: &Vectors) -> Outcome {
    let missed = vectors.packets - vectors.errors;
    if kind == Kind::OtherBook && missed > 0 && outcome.failure.is_none() {
        outcome.failure = Some(sim::Failure {
            kind: "unnoticed".to_owned(),
            beat: 0,
            packet: 0,
            text: format!("{missed} of {} packets by another codebook are taken for good", vectors.packets),
        });
    }
    outcome
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
    let names = design.counter_layout().into_iter().map(|counter| counter.counted.to_string());
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
        // The vectors of the swap bench are played again and again.
        let elements = match &outcome.swaps {
            Some(swaps) => swaps.bytes as usize / design.element().bytes(),
            None => vectors.elements,
        };
        Report {
            bench: job.bench.name(),
            payload: job.kind.name(),
            idle: job.run.idle.name(),
            stall: job.run.stall.name(),
            seed: job.run.seed,
            pass: outcome.pass(),
            packets: outcome.swaps.map_or(vectors.packets, |swaps| swaps.packets as usize),
            elements,
            errors: vectors.errors,
            clocks: outcome.clocks,
            elements_per_clock: per(elements, outcome.clocks),
            latency_clocks: outcome.latency,
            swaps: outcome.swaps,
            failure: outcome.failure.clone(),
        }
    };
    Summary {
        pass: outcomes.iter().all(Outcome::pass),
        design: design.name().to_owned(),
        simulator: simulator.name(),
        simulator_version,
        seed: args.seed,
        encoder,
        decoder,
        runs: plan.jobs.iter().zip(&outcomes).map(report).collect(),
    }
}

fn text(args: &Args, summary: &Summary) -> String {
    let mut table = Table::new([
        "bench", "payload", "idle", "stall", "packets", "elements", "clocks", "el/clock", "latency", "",
    ])
    .words(4);
    // One fault fails many runs.
    let mut details = 5;
    for run in &summary.runs {
        let latency = run.latency_clocks.map_or("-".to_owned(), |clocks| clocks.to_string());
        let words = [run.bench, run.payload, run.idle, run.stall].map(str::to_owned);
        let figures = [
            run.packets.to_string(),
            run.elements.to_string(),
            run.clocks.to_string(),
            format!("{:.3}", run.elements_per_clock),
            latency,
            if run.pass { "PASS" } else { "FAIL" }.to_owned(),
        ];
        table.row(words.into_iter().chain(figures).collect());
        if let Some(failure) = &run.failure
            && details > 0
        {
            details -= 1;
            table.below(format!("  {}", failure.text.replace('\n', "\n  ")));
            table.below(format!("  seed {}; {}", run.seed, again(args, summary, run)));
        }
    }
    let mut text = format!("{}, {}\n{table}", summary.design, summary.simulator_version);
    if let Some(figures) = &summary.encoder {
        text += &format!(
            "encoder: {:.3} beats/clock, {:.2} elements/clock, latency {} clocks\n",
            figures.beats_per_clock, figures.elements_per_clock, figures.latency_clocks
        );
    }
    if let Some(figures) = &summary.decoder {
        text += &format!(
            "decoder: {:.3} words/clock, {:.3} elements/clock, latency {} clocks\n",
            figures.words_per_clock, figures.elements_per_clock, figures.latency_clocks
        );
    }
    text += &swaps(summary);
    let failed = summary.runs.iter().filter(|run| !run.pass).count();
    text + &match failed {
        0 => format!("PASS: {} runs\n", summary.runs.len()),
        _ => format!("FAIL: {failed} of {} runs\n", summary.runs.len()),
    }
}

/// What became of the slots in all runs that swapped codebooks.
fn swaps(summary: &Summary) -> String {
    let all: Vec<sim::Swaps> = summary.runs.iter().filter_map(|run| run.swaps).collect();
    let sum = |of: fn(&sim::Swaps) -> u64| all.iter().map(of).sum::<u64>();
    let least = |of: fn(&sim::Swaps) -> u64| all.iter().map(of).min().unwrap_or_default();
    if all.is_empty() {
        return String::new();
    }
    format!(
        "slots: {} swapped under traffic, {} damaged loads refused, {} frames by loaded codebooks; a load takes {} \
         clocks, a swap {}\n",
        counted(sum(|swaps| swaps.swaps), "codebook"),
        sum(|swaps| swaps.refused),
        sum(|swaps| swaps.frames),
        least(|swaps| swaps.load_least),
        least(|swaps| swaps.swap_least),
    )
}

/// The command that traces a failed run.
fn again(args: &Args, summary: &Summary, run: &Report) -> String {
    let mut command = format!(
        "trace it: huffwire simulate {} --simulator {} --bench {} --idle {} --stall {} --seed {}",
        args.design.shown(),
        summary.simulator,
        run.bench,
        run.idle,
        run.stall,
        run.seed
    );
    if let Some(input) = args.sent.input.as_ref().filter(|_| matches!(run.payload, "tensor" | "long")) {
        command += &format!(" --input {}", input.shown());
        if let Some(tensor) = &args.sent.tensor {
            command += &format!(" --tensor {tensor}");
        }
        if args.sent.as_bytes {
            command += " --as-bytes";
        }
    }
    if run.payload != "tensor" {
        command += &format!(" --payload {}", run.payload);
    }
    if let Some(folder) = &args.rtl {
        command += &format!(" --rtl {}", folder.shown());
    }
    if let Some(packets) = args.packets {
        command += &format!(" --packets {packets}");
    }
    command + " --trace trace.fst"
}
