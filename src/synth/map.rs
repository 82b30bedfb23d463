//! Mapping: yosys reads the Verilog, ABC maps it to cells.

use super::SynthError;
use super::energy::{Slews, slews};
use super::fan;
use super::liberty::{Cell, ClockGate, Libraries};
use super::netlist;
use super::timing::{self, Timing};
use crate::tools::cache::{self, Entry};
use crate::tools::scratch::Folder;
use crate::tools::{ToolError, run};
use crate::words::Shown as _;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Mapped for a period of so many delays of an inverter that drives four others, where nothing else is asked for: shorter
/// than any of these designs gets, so that the mapper does what it can.
const PERIOD_FO4: f64 = 13.0;
/// What ABC does. `{D}` is the period in picoseconds.
const ABC: &str = "strash;ifraig;scorr;dc2;strash;&get -n;&dch -f;&nf;&put;buffer -c -N 12;topo;stime -p;upsize -c -D {D};\
                   dnsize -D {D};stime -p";
/// The end of the file whose module a library's clock gate is put in place of.
const CLOCK_GATE: &str = "_clock_gate.v";
/// Flip-flops that one of them drives at most in what is emitted.
const GATED: u32 = 32;
/// Files of an entry.
pub(super) const NETLIST: &str = "netlist.v";
pub(super) const CELLS: &str = "netlist.json";
pub(super) const MEMORIES: &str = "memories.v";
/// Functional models of the cells, for simulators.
pub(super) const MODELS: &str = "models.v";
const SLEWS: &str = "slews.txt";
const LIBRARY: &str = "cells.lib";
const CONSTRAINTS: &str = "abc.constr";
const STAT: &str = "stat.txt";
const TIMES: &str = "timing.txt";

/// What is mapped.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The top module.
    pub top: &'a str,
    /// Paths and texts of all its Verilog.
    pub files: &'a [(String, String)],
    /// Its constraints.
    pub sdc: &'a str,
    /// The cells.
    pub libraries: &'a Libraries,
    /// The clock that the mapper is asked for, in hertz; none is the best it can do.
    pub clock: Option<f64>,
}

/// A memory, which is no cells: its words are left out, and so is what it takes to read and write it.
#[derive(Clone, Debug, Serialize)]
pub struct Memory {
    /// How many words there are.
    pub words: u64,
    /// Of a word.
    pub bits: u64,
}

/// A netlist, and what it costs.
#[derive(Debug)]
pub struct Mapped {
    entry: Entry,
    /// The top module.
    pub top: String,
    /// Of all cells, in units of the library, mostly square micrometres.
    pub area: f64,
    /// In thousands of the reference's NAND.
    pub kge: f64,
    /// How many there are.
    pub flip_flops: u64,
    /// Cells by their names.
    pub cells: BTreeMap<String, u64>,
    /// Those that are left out.
    pub memories: Vec<Memory>,
    /// How fast it is.
    pub timing: Timing,
}

impl Mapped {
    /// A file of what was made.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.entry.path().join(name)
    }

    /// The slews of its pins, where the libraries tell energy.
    pub(super) fn slews(&self) -> Result<Slews, SynthError> {
        let path = self.file(SLEWS);
        let text = fs::read_to_string(&path).map_err(ToolError::io(path.shown()))?;
        Ok(slews(&text))
    }

    /// The netlist.
    pub fn netlist(&self) -> PathBuf {
        self.file(NETLIST)
    }
}

/// What a program calls itself.
fn version(program: &str, option: &str) -> Result<String, SynthError> {
    let text = run(Command::new(program).arg(option), None)?.success()?;
    let line = text.lines().next().unwrap_or_default().trim();
    Ok(line.split(" (").next().unwrap_or(line).to_owned())
}

/// yosys and OpenSTA as they call themselves.
///
/// # Errors
/// [`ToolError::Missing`] where one is not installed.
pub fn versions() -> Result<[String; 2], SynthError> {
    Ok([version("yosys", "-V")?, format!("OpenSTA {}", version("sta", "-version")?)])
}

/// The period that a design is mapped for, in seconds.
pub fn period(request: &Request) -> f64 {
    request.clock.map_or(PERIOD_FO4 * request.libraries.reference.fo4, |clock| 1.0 / clock)
}

/// The load of an output, in farad: that of four NANDs.
pub fn load(libraries: &Libraries) -> f64 {
    let nand = libraries.cell(&libraries.reference.nand2);
    let input = nand.and_then(|cell| cell.pins.iter().find(|pin| !pin.output));
    4.0 * input.map_or(0.0, |pin| pin.capacitance)
}

/// The script. All names are of files in the folder that it runs in, so that no path has to be quoted. `kept`: modules stay
/// apart, but for registers, which belong to those that they stand in.
pub(super) fn yosys(request: &Request, kept: bool) -> String {
    let top = request.top;
    let picoseconds = (period(request) * 1e12).round();
    let script = ABC.replace("{D}", &picoseconds.to_string()).replace(' ', ",");
    let mut text = String::new();
    for number in 0..request.files.len() {
        let _ = writeln!(text, "read_verilog {number}.v");
    }
    let _ = writeln!(text, "hierarchy -check -top {top}");
    if request.files.iter().any(|(path, _)| path.ends_with("_enc_memory.v")) {
        let _ = write!(
            text,
            "proc *_enc_memory*\nselect *_enc_memory*\nwrite_verilog -noattr -selected {MEMORIES}\nselect -clear\n\
             blackbox *_enc_memory*\n"
        );
    }
    if kept {
        let registers = "*_delay* *_valid* *_clock_gate*";
        let _ = write!(
            text,
            "setattr -mod -set keep_hierarchy 1 *\nsetattr -mod -unset keep_hierarchy {registers}\n"
        );
    }
    let _ = write!(
        text,
        "synth -flatten -top {top}\n\
         opt -purge\n\
         rename -wire\n\
         dfflibmap -liberty {LIBRARY}\n\
         opt_clean\n\
         abc -liberty {LIBRARY} -constr {CONSTRAINTS} -D {picoseconds} -script +{script}\n\
         opt_clean -purge\n"
    );
    text + &written()
}

/// What is written of a netlist.
fn written() -> String {
    format!("write_verilog -noattr -simple-lhs {NETLIST}\nwrite_json {CELLS}\ntee -o {STAT} stat\n")
}

/// The script that makes models of the cells.
fn models() -> String {
    format!("read_liberty -ignore_miss_func {LIBRARY}\nproc\nwrite_verilog -noattr {MODELS}\n")
}

/// The library's clock gate, where a design has them.
pub(super) struct Gate<'a> {
    pub cell: &'a Cell,
    pub pins: &'a ClockGate,
}

impl<'a> Gate<'a> {
    /// None where there are none.
    pub fn of(request: &Request<'a>) -> Result<Option<Self>, SynthError> {
        let there = request.files.iter().any(|(path, _)| path.ends_with(CLOCK_GATE));
        let gate = there.then(|| request.libraries.clock_gate(GATED)).transpose()?;
        Ok(gate.map(|(cell, pins)| Self { cell, pins }))
    }

    fn inputs(&self) -> impl Iterator<Item = &str> {
        [&self.pins.clock, &self.pins.enable].into_iter().chain(&self.pins.test).map(String::as_str)
    }

    /// The cell in place of what stands in a design's wrapper, `module`.
    fn wrapper(&self, module: &str) -> String {
        let Self { cell: Cell { name, .. }, pins: ClockGate { clock, enable, test, output, .. } } = self;
        let test = test.as_ref().map_or(String::new(), |test| format!(", .{test}(1'b0)"));
        let inputs: String = self.inputs().map(|pin| format!("input {pin}, ")).collect();
        format!(
            "(* blackbox *) module {name} ({inputs}output {output}); endmodule\n\
             module {module} (input clk, input en, output gated);\n\
             \x20   {name} u_gate (.{clock}(clk), .{enable}(en){test}, .{output}(gated));\nendmodule\n"
        )
    }

    /// What it does, for simulators.
    fn model(&self) -> String {
        let Self { cell: Cell { name, .. }, pins: ClockGate { clock, enable, test, output, .. } } = self;
        let test = test.as_ref().map_or(String::new(), |test| format!(" | {test}"));
        let inputs: Vec<&str> = self.inputs().collect();
        let inputs = inputs.join(", ");
        format!(
            "module {name} ({inputs}, {output});\n  input {inputs};\n  output {output};\n  reg open;\n  \
             always @* if (~{clock}) open = {enable}{test};\n  assign {output} = {clock} & open;\nendmodule\n"
        )
    }
}

/// What is mapped: the Verilog, with the library's clock gate in its place.
pub(super) fn sources(request: &Request, gate: Option<&Gate>) -> Vec<(String, String)> {
    let of = |(path, text): &(String, String)| {
        let name = path.strip_suffix(".v").filter(|_| path.ends_with(CLOCK_GATE));
        let text = gate.zip(name).map_or_else(|| text.clone(), |(gate, name)| gate.wrapper(name));
        (path.clone(), text)
    };
    request.files.iter().map(of).collect()
}

/// What drives the ports, and what they drive.
pub(super) fn constraints(libraries: &Libraries) -> String {
    format!(
        "set_driving_cell {}\nset_load {} [all_outputs]\n",
        libraries.reference.buffer,
        load(libraries) * 1e15
    )
}

/// Writes all that the script reads.
pub(super) fn write_sources(
    folder: &Folder,
    files: &[(String, String)],
    libraries: &Libraries,
    script: &str,
) -> Result<(), SynthError> {
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        folder.write(name, text).map_err(ToolError::io(path.shown()))
    };
    for (number, (_, text)) in files.iter().enumerate() {
        write(&format!("{number}.v"), text)?;
    }
    write(LIBRARY, &libraries.merged)?;
    write(CONSTRAINTS, &constraints(libraries))?;
    write("map.ys", script)?;
    Ok(())
}

/// Maps a design and times it, or finds what was made of the same before. `step` hears what begins.
///
/// # Errors
/// A tool that is missing or fails, a cell that the libraries lack.
pub fn mapped(request: &Request, step: &(dyn Fn(&str) + Sync)) -> Result<Mapped, SynthError> {
    let libraries = request.libraries;
    let gate = Gate::of(request)?;
    let versions = versions()?;
    let files = sources(request, gate.as_ref());
    let period = period(request);
    let mapping = yosys(request, false);
    let tcl = timing::script(libraries, request.top, period, load(libraries));
    let mut words = vec![
        "synth".to_owned(),
        versions.join(" "),
        mapping.clone(),
        constraints(libraries),
        tcl.clone(),
        models(),
        request.sdc.to_owned(),
    ];
    words.extend(gate.iter().map(|_| "buffers before gates and words".to_owned()));
    words.extend(libraries.sources.iter().map(|source| source.sha256.clone()));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let key = cache::key(&words, files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let io = |path: &Path| {
        let io = ToolError::io(path.shown());
        move |error| SynthError::Tool(io(error))
    };
    let build = |kept: &Path| -> Result<(), SynthError> {
        let folder = Folder::new().map_err(ToolError::io("temporary folder"))?;
        let write = |name: &str, text: &str| folder.write(name, text).map_err(io(&folder.path().join(name)));
        write_sources(&folder, &files, libraries, &mapping)?;
        step(&format!("mapping {} with {}", request.top, versions[0]));
        run(Command::new("yosys").args(["-q", "map.ys"]).current_dir(folder.path()), None)?.success()?;
        if let Some(gate) = &gate {
            let path = folder.path().join(CELLS);
            let mapped = fs::read_to_string(&path).map_err(io(&path))?;
            write(CELLS, &fan::buffered(&mapped, request.top, gate, libraries)?)?;
            write("fan.ys", &format!("read_json {CELLS}\n{}", written()))?;
            run(Command::new("yosys").args(["-q", "fan.ys"]).current_dir(folder.path()), None)?.success()?;
        }
        for (number, source) in libraries.sources.iter().enumerate() {
            write(&format!("{number}.lib"), &source.text)?;
        }
        write("design.sdc", request.sdc)?;
        write("times.tcl", &tcl)?;
        if libraries.has_power() {
            write("models.ys", &models())?;
            run(Command::new("yosys").args(["-q", "models.ys"]).current_dir(folder.path()), None)?
                .success()?;
            if let Some(gate) = &gate {
                let path = folder.path().join(MODELS);
                let models = fs::read_to_string(&path).map_err(io(&path))?;
                write(MODELS, &(models + &gate.model()))?;
            }
        }
        step(&format!("timing {} with {}", request.top, versions[1]));
        let times = run(
            Command::new("sta").args(["-no_splash", "-exit", "times.tcl"]).current_dir(folder.path()),
            None,
        )?;
        let output = times.output();
        times.success()?;
        for name in [NETLIST, CELLS, MEMORIES, MODELS, STAT] {
            let made = folder.path().join(name);
            if made.exists() {
                fs::copy(&made, kept.join(name)).map_err(io(&made))?;
            }
        }
        let (times, slews) = output.split_once(timing::SLEWS).unwrap_or((&output, ""));
        for (name, text) in [(TIMES, times), (SLEWS, slews)] {
            fs::write(kept.join(name), text).map_err(io(&kept.join(name)))?;
        }
        Ok(())
    };
    let entry = cache::kept(&key, build, |_| true)?;
    let read = |name: &str| {
        let path = entry.path().join(name);
        fs::read_to_string(&path).map_err(io(&path))
    };
    let counts = counts(&read(STAT)?, request.top);
    let mut area = 0.0;
    let (mut flip_flops, mut cells) = (0, BTreeMap::new());
    for (name, count) in counts {
        if name.ends_with("_enc_memory") {
            continue;
        }
        let cell = libraries.cell(&name).ok_or_else(|| SynthError::NotMapped { cell: name.clone() })?;
        area += cell.area * count as f64;
        flip_flops += if cell.flip_flop { count } else { 0 };
        cells.insert(name, count);
    }
    let memories = netlist::memories(&entry.path().join(CELLS), request.top)?;
    let timing = timing::read(&read(TIMES)?, request.top, period, libraries.time)?;
    let gate = libraries.cell(&libraries.reference.nand2).map_or(1.0, |cell| cell.area);
    let top = request.top.to_owned();
    Ok(Mapped { entry, top, area, kge: area / gate / 1000.0, flip_flops, cells, memories, timing })
}

/// How often each cell stands in the top.
fn counts(stat: &str, top: &str) -> Vec<(String, u64)> {
    let section = stat.split("===").skip_while(|part| part.trim() != top).nth(1).unwrap_or("");
    let lines = section.split("Number of cells").nth(1).unwrap_or("").lines().skip(1);
    let count = |line: &str| {
        let (name, count) = line.trim().rsplit_once(' ')?;
        Some((name.trim().to_owned(), count.parse().ok()?))
    };
    lines.map_while(count).collect()
}
