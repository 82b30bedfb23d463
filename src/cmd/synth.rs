use super::inputs::{Sent, named};
use super::{console, output};
use anyhow::{anyhow, bail};
use huffwire::design::{DecoderKind, Design, Reset};
use huffwire::link::units;
use huffwire::registers::Side;
use huffwire::report::{Table, fewest, fpga};
use huffwire::sim::{self, Payload, Random, vectors};
use huffwire::synth::{self, Family, Fpga, Job, Libraries, Report, Tools};
use huffwire::words::Shown as _;
use indicatif::ProgressBar;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Elements in a packet whose energy is measured, and how many of them are sent.
const PACKET: usize = 2048;
const PACKETS: usize = 4;

/// Measure area, clock and energy of a design's Verilog with open tools.
///
/// yosys and ABC map it to the cells of a library, and OpenSTA times it with the emitted constraints. Where the library has
/// power tables, the mapped netlist codes real packets in Icarus Verilog, is held against the golden model, and its
/// transitions are turned into energy. Wires are ideal and the clock has no tree: compare designs with each other; a placed
/// one is slower and spends more. With --fpga, yosys maps it to a family's cells, and nextpnr places and times these, with
/// registers between the design and two pins. Results are kept, so that the same is not mapped twice.
#[derive(clap::Args)]
pub struct Args {
    /// The design's YAML file
    #[arg(value_parser = output::input())]
    design: PathBuf,
    /// Cell libraries in Liberty format with timing tables (.lib, or .lib.gz); all of them together are one
    #[arg(long, value_name = "FILE", num_args = 1.., required_unless_present = "fpga", value_parser = output::input())]
    liberty: Vec<PathBuf>,
    /// Place it on an FPGA instead: ecp5, nexus, ice40 or gowin
    #[arg(long, value_name = "FAMILY", value_parser = |text: &str| named(text, &Family::NAMED), conflicts_with_all = ["liberty", "input", "no_energy"])]
    fpga: Option<Family>,
    /// The FPGA, as in 25k or up5k [default: the family's usual one]
    #[arg(long, value_name = "NAME", requires = "fpga", conflicts_with = "liberty")]
    device: Option<String>,
    /// Place it with so many seeds and take the median clock, 1 to 100 [default: 3]
    #[arg(long, value_name = "N", requires = "fpga", conflicts_with = "liberty", value_parser = clap::value_parser!(u32).range(1..=100))]
    seeds: Option<u32>,
    /// encoder or decoder [default: all that the design has]
    #[arg(long, value_parser = side)]
    side: Option<Side>,
    /// The clock that the mapper, or nextpnr, is asked for, as in 1.2GHz or 800MHz [default: the fastest it can do]
    #[arg(long, value_parser = units::clock)]
    clock: Option<f64>,
    #[command(flatten)]
    sent: Sent,
    /// Leave out energy and transitions
    #[arg(long, conflicts_with = "input")]
    no_energy: bool,
    /// Try a register behind each level that has none yet, and say what each of them does
    #[arg(long)]
    advise: bool,
    /// Say where the area is, by module: maps each end once more, with the borders of its modules kept
    #[arg(long, conflicts_with = "fpga")]
    hierarchy: bool,
    /// Find the fewest registers with which each end meets --clock, and go on with these; a run of the tools for every set that
    /// is tried
    #[arg(long, requires = "clock", conflicts_with = "advise")]
    fewest: bool,
    /// Print one JSON object instead
    #[arg(long)]
    json: bool,
}

/// Seeds where none are typed.
const SEEDS: u32 = 3;

/// An end by its name.
fn side(text: &str) -> Result<Side, String> {
    named(text, &Side::ALL.map(|side| (side.name(), side)))
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let design = Design::load(&args.design)?;
    let there = synth::ends(&design);
    let ends = match args.side {
        None => there,
        Some(side) if there.contains(&side) => vec![side],
        Some(side) => bail!("{}: the design has no {}", args.design.shown(), side.name()),
    };
    match args.fpga {
        Some(family) => placed(args, &design, &ends, family),
        None => mapped(args, &design, &ends),
    }
}

/// Progress, and what says that a step begins.
fn steps() -> (ProgressBar, impl Fn(&str) + Sync) {
    let progress = console::progress(None);
    progress.enable_steady_tick(Duration::from_millis(100));
    let shown = progress.clone();
    let step = move |text: &str| {
        shown.set_message(text.to_owned());
        console::step(text);
    };
    (progress, step)
}

/// On an FPGA.
fn placed(args: &Args, design: &Design, ends: &[Side], family: Family) -> anyhow::Result<ExitCode> {
    if let Some(gate) = design.clock_gate() {
        let file = args.design.shown();
        bail!(
            "{file}: clock_gate: {}: an FPGA's clocks do not pass through logic: leave it out for --fpga",
            gate.name()
        );
    }
    let device = family.device(args.device.as_deref()).map_err(|why| anyhow!("--device {why}"))?;
    let levels = |side: &Side| {
        *side == Side::Encoder || design.decoder().is_some_and(|end| end.kind() == DecoderKind::Parallel)
    };
    if !design.for_fpga() && ends.iter().any(levels) {
        let file = args.design.shown();
        console::note(format_args!("{file}: `target: fpga` puts registers where lookup tables want them"));
    }
    let (progress, step) = steps();
    let tools = Tools::find(family, &step)?;
    let seeds = args.seeds.unwrap_or(SEEDS);
    let job = Job { tools: &tools, device, clock: args.clock, seeds };
    let mut report = Fpga::new(design, &job);
    for &side in ends {
        let asked = args.clock.filter(|_| args.fewest);
        let found = asked.map(|clock| synth::fewest_fpga(design, side, &job, clock, &step)).transpose()?;
        let design = &found.as_ref().map_or_else(|| design.clone(), |found| found.of(design, side));
        let mut end = synth::fpga_end(design, side, &job, &step)?;
        end.fewest = found;
        if args.advise {
            end.advice = synth::advise_fpga(design, side, &job, &step)?;
        }
        report.ends.put(side, end);
    }
    progress.finish_and_clear();
    match args.json {
        true => console::print_json(&report)?,
        false => console::print(&fpga::text(&report))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// With a library's cells.
fn mapped(args: &Args, design: &Design, ends: &[Side]) -> anyhow::Result<ExitCode> {
    let libraries = Libraries::read(&args.liberty)?;
    if design.clock_gate().is_some() {
        libraries.clock_gate(1)?;
    }
    if design.reset() == Reset::AsyncLow {
        libraries.asynchronous()?;
    }
    let packets = packets(args, design)?;
    let mut report = Report::new(design, &libraries)?;
    let (progress, step) = steps();
    for &side in ends {
        let asked = args.clock.filter(|_| args.fewest);
        let found = asked.map(|clock| synth::fewest(design, side, &libraries, clock, &step)).transpose()?;
        let clock = found.as_ref().map_or(args.clock, |found| found.asked);
        let design = &found.as_ref().map_or_else(|| design.clone(), |found| found.of(design, side));
        let (mut end, mapped) = synth::end(design, side, &libraries, clock, &step)?;
        end.fewest = found;
        if !args.no_energy && libraries.has_power() {
            step(&format!("simulating the netlist of {}", end.module));
            let hertz = args.clock.or(end.ghz.map(|ghz| ghz * 1e9)).unwrap_or(1e9);
            end.energy = synth::per_bit(design, side, &mapped, &libraries, &packets, hertz)?;
        }
        if args.advise {
            end.advice = synth::advise(design, side, &libraries, args.clock, &step)?;
        }
        if args.hierarchy {
            end.modules = synth::parts(design, side, &libraries, clock, &step)?;
        }
        report.ends.put(side, end);
    }
    if let (Some(encoder), false) = (design.encoder(), args.no_energy) {
        let frames = vectors::frames(&sim::loads::loaded(design), &packets)?;
        let bytes: usize = packets.iter().map(Vec::len).sum();
        let bits = (bytes / design.element().bytes()) as u64 * u64::from(design.element().bits());
        report.toggles = synth::toggles(&packets, &frames, encoder.out_bytes(), bits);
    }
    progress.finish_and_clear();
    if args.json {
        console::print_json(&report)?;
    } else {
        console::print(&text(&report, &libraries, args))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What is sent: of the tensor, or likely elements of the codebooks.
fn packets(args: &Args, design: &Design) -> anyhow::Result<Vec<Vec<u8>>> {
    let Some(bytes) = args.sent.elements(design.element(), (PACKETS * PACKET) as u64)? else {
        let (loaded, random) = (sim::loads::loaded(design), &mut Random::new(1));
        return Ok((0..PACKETS)
            .map(|number| Payload::Codebook.packet(&loaded, number, PACKET, random))
            .collect());
    };
    Ok(bytes.chunks(PACKET * design.element().bytes()).map(<[u8]>::to_vec).collect())
}

fn text(report: &Report, libraries: &Libraries, args: &Args) -> String {
    let mut table = Table::new(["", "kGE", "area", "flip-flops", "memory", "GHz", "with ports", "latency"]);
    let ghz = |ghz: Option<f64>| ghz.map_or("none".to_owned(), |ghz| format!("{ghz:.2}"));
    for end in report.ends.iter() {
        let memory = match end.memory_bits {
            0 => "none".to_owned(),
            bits => format!("{bits} bits"),
        };
        table.row(vec![
            end.module.clone(),
            format!("{:.1}", end.kge),
            format!("{:.0}", end.area_um2),
            end.flip_flops.to_string(),
            memory,
            ghz(end.ghz),
            ghz(end.ghz_with_ports),
            format!("{} clocks", end.latency_clocks),
        ]);
    }
    let asked = report.ends.iter().next().map_or(0.0, |end| end.asked_ghz);
    let mut text = format!(
        "{}: mapped for {asked:.2} GHz to {} by {}\n\n{table}\n",
        report.design,
        libraries.names(),
        report.tools.join(" and "),
    );
    text += "longest path\n";
    for end in report.ends.iter() {
        let ports = end.worst_path_with_ports.as_ref().map(|path| (path, "with ports, "));
        let inner = end.worst_path.as_ref().map(|path| (path, ""));
        let longer = ports.filter(|(ports, _)| inner.is_none_or(|(inner, _)| inner.ps < ports.ps));
        for (path, what) in inner.into_iter().chain(longer) {
            text += &format!(
                "  {}: {what}{} -> {}, {:.0} ps, {} gates ({} to {})\n",
                end.module, path.from, path.to, path.ps, path.cells, path.start, path.end
            );
        }
    }
    text += &modules(report);
    text += &advice(report);
    text += &fewest::text(report.ends.iter().map(|end| (end.module.as_str(), end.fewest.as_ref())));
    if args.no_energy {
        return text;
    }
    text += &energy(report);
    text
}

/// Where the area is.
fn modules(report: &Report) -> String {
    let mut text = String::new();
    for end in report.ends.iter().filter(|end| !end.modules.is_empty()) {
        let mut table = Table::new([&*end.module, "instances", "kGE", "share", "flip-flops"]);
        let all: f64 = end.modules.iter().map(|part| part.kge).sum();
        for part in &end.modules {
            table.row(vec![
                part.module.clone(),
                part.instances.to_string(),
                format!("{:.2}", part.kge),
                format!("{:.1} %", 100.0 * part.kge / all),
                part.flip_flops.to_string(),
            ]);
        }
        text += &format!(
            "\n{table}{all:.2} kGE with the borders of its modules kept, {:.2} across them\n",
            end.kge
        );
    }
    text
}

/// What further registers would do.
fn advice(report: &Report) -> String {
    let mut text = String::new();
    for end in report.ends.iter() {
        for cut in &end.advice {
            let now = end.ghz.unwrap_or(0.0);
            let ghz = cut.ghz.unwrap_or(0.0);
            text += &format!(
                "  {}: a register behind `{}`: {ghz:.2} GHz ({:+.0} %), {:+.1} kGE, {:+} clocks\n",
                end.module,
                cut.level,
                100.0 * (ghz / now - 1.0),
                cut.kge - end.kge,
                cut.latency_clocks as i64 - end.latency_clocks as i64,
            );
        }
    }
    match text.is_empty() {
        true => text,
        false => format!("\none register more\n{text}"),
    }
}

/// What data cost.
fn energy(report: &Report) -> String {
    let mut text = String::new();
    let mut table = Table::new([
        "pJ an original bit",
        "all",
        "switching",
        "internal",
        "clock pins",
        "leakage",
        "mW",
        "idle mW",
    ]);
    for end in report.ends.iter() {
        if let Some(energy) = &end.energy {
            let mut cells = vec![end.module.clone()];
            cells.extend(
                [
                    energy.pj_per_bit,
                    energy.switching_pj_per_bit,
                    energy.internal_pj_per_bit,
                    energy.clock_pins_pj_per_bit,
                    energy.leakage_pj_per_bit,
                ]
                .map(|value| format!("{value:.4}")),
            );
            cells.extend([energy.full_rate_mw, energy.idle_mw].map(|value| format!("{value:.2}")));
            table.row(cells);
        }
    }
    text += &match report.ends.iter().any(|end| end.energy.is_some()) {
        true => format!("\n{table}wires, hazards and the clock's tree are not in these figures\n"),
        false => "\nenergy: not measured: the libraries have no power tables\n".to_owned(),
    };
    if !report.toggles.is_empty() {
        let mut table = Table::new(["transitions of the link an original bit", "raw", "coded"]);
        for toggles in &report.toggles {
            let cell = |value: f64| format!("{value:.3}");
            table.row(vec![toggles.wires.to_owned(), cell(toggles.raw_per_bit), cell(toggles.coded_per_bit)]);
        }
        text += &format!("\n{table}");
    }
    text
}
