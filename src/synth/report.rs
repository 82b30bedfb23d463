//! What is known of a design's ends.

use super::SynthError;
use super::activity::activity;
use super::energy::{PerBit, energy};
use super::fewest::Fewest;
use super::fpga::Family;
use super::hierarchy::{self, Part};
use super::liberty::Libraries;
use super::link::Toggles;
use super::map::{CELLS, Mapped, Memory, Request, load, mapped, versions};
use super::netlist::Module;
use super::place::{Job, Top, placed};
use super::timing::Path;
use crate::design::{Design, Level};
use crate::registers::Side;
use crate::rtl::{self, Manifest};
use serde::Serialize;
use std::collections::BTreeSet;

/// A library, so that others can tell which one it was.
#[derive(Clone, Debug, Serialize)]
pub struct Library {
    /// As it calls itself.
    pub name: String,
    /// The file, as it was typed.
    pub file: String,
    /// Of its text.
    pub sha256: String,
}

/// Power, in watt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Power {
    /// In cells.
    pub internal: f64,
    /// In the pins that cells drive.
    pub switching: f64,
    /// In the pins that input ports drive, the clock among them.
    pub ports: f64,
    /// All the time.
    pub leakage: f64,
}

/// What a register behind a level would make of an end.
#[derive(Clone, Debug, Serialize)]
pub struct Advice {
    /// As it is written in the design's `pipeline`.
    pub level: String,
    /// Then.
    pub ghz: Option<f64>,
    /// Then.
    pub kge: f64,
    /// Then.
    pub latency_clocks: usize,
}

/// An end of a design.
#[derive(Clone, Debug, Serialize)]
pub struct End {
    /// Its top module.
    pub module: String,
    /// From the first beat in to the first one out.
    pub latency_clocks: usize,
    /// Thousands of [`Report::gate`].
    pub kge: f64,
    /// In units of the library.
    pub area_um2: f64,
    /// How many.
    pub flip_flops: u64,
    /// Words and bits of what is left out of all other figures.
    pub memories: Vec<Memory>,
    /// Of all of them.
    pub memory_bits: u64,
    /// The clock between registers.
    pub ghz: Option<f64>,
    /// The clock where paths from and to ports count whole.
    pub ghz_with_ports: Option<f64>,
    /// What the mapper was asked for.
    pub asked_ghz: f64,
    /// What it spends on data; none where the libraries have no power tables.
    pub energy: Option<PerBit>,
    /// Registers that were tried, the fastest first; none where nobody asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub advice: Vec<Advice>,
    /// Where its area is, the largest part first; none where nobody asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub modules: Vec<Part>,
    /// The registers that it has for its clock, where they were chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fewest: Option<Fewest>,
    /// The longest path between registers.
    pub worst_path: Option<Path>,
    /// The longest from or to a port.
    pub worst_path_with_ports: Option<Path>,
}

/// What there is of either end.
#[derive(Clone, Debug, Serialize)]
pub struct Ends<E> {
    /// Where it is there and was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoder: Option<E>,
    /// Likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decoder: Option<E>,
}

impl<E> Ends<E> {
    /// Nothing yet.
    fn none() -> Self {
        Self { encoder: None, decoder: None }
    }

    /// Puts an end in its place.
    pub fn put(&mut self, side: Side, end: E) {
        match side {
            Side::Encoder => self.encoder = Some(end),
            Side::Decoder => self.decoder = Some(end),
        }
    }

    /// Those that are there.
    pub fn iter(&self) -> impl Iterator<Item = &E> {
        [&self.encoder, &self.decoder].into_iter().flatten()
    }
}

/// All of a design. Wires are ideal and the clock has no skew: designs can be compared with each other, and a placed one is
/// slower.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The design.
    pub design: String,
    /// The cells.
    pub libraries: Vec<Library>,
    /// The programs, as they call themselves.
    pub tools: [String; 2],
    /// The cell whose area is a gate.
    pub gate: String,
    /// In units of the library.
    pub gate_area_um2: f64,
    /// What the link between the ends does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub toggles: Vec<Toggles>,
    /// Both, or those that were asked for.
    #[serde(flatten)]
    pub ends: Ends<End>,
}

/// The Verilog of a top: its own file and those of the modules in it.
fn files_of(top: &str, all: &[(String, String)]) -> Vec<(String, String)> {
    let module = |path: &str| path.rsplit('/').next().unwrap_or(path).trim_end_matches(".v").to_owned();
    let mut wanted = vec![top.to_owned()];
    let mut taken = BTreeSet::new();
    while let Some(name) = wanted.pop() {
        let Some((path, text)) = all.iter().find(|(path, _)| module(path) == name) else { continue };
        if taken.insert(path.clone()) {
            let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
            let words: BTreeSet<&str> = words.collect();
            wanted.extend(
                all.iter().map(|(path, _)| module(path)).filter(|name| words.contains(name.as_str())),
            );
        }
    }
    all.iter().filter(|(path, _)| taken.contains(path)).cloned().collect()
}

/// An end's Verilog, and what is known of it before anything is mapped.
struct Source {
    module: String,
    latency_clocks: usize,
    files: Vec<(String, String)>,
    sdc: String,
}

/// That of an end that the design has.
fn source(design: &Design, side: Side) -> Source {
    let rendered = rtl::render(design);
    let manifest = Manifest::of(design, &rendered);
    let sdc = rendered.iter().find(|file| file.path.ends_with(".sdc"));
    let sdc = sdc.map_or_else(String::new, |file| file.text.clone());
    let verilog: Vec<(String, String)> = rendered
        .iter()
        .filter(|file| file.path.ends_with(".v"))
        .map(|file| (file.path.clone(), file.text.clone()))
        .collect();
    let (module, latency_clocks) = match side {
        Side::Encoder => manifest.encoder.map(|end| (end.module, end.latency_clocks)),
        Side::Decoder => manifest.decoder.map(|end| (end.module, end.latency_clocks)),
    }
    .expect("an end that the design has");
    let files = files_of(&module, &verilog);
    Source { module, latency_clocks, files, sdc }
}

/// The levels of an end.
pub(super) fn levels(design: &Design, side: Side) -> &[(Level, bool)] {
    let pipeline = match side {
        Side::Encoder => design.encoder().map(|encoder| encoder.pipeline()),
        Side::Decoder => design.decoder().map(|decoder| decoder.pipeline()),
    };
    pipeline.map_or(&[], |pipeline| pipeline.levels())
}

/// Those that have no register.
fn free(design: &Design, side: Side) -> Vec<Level> {
    levels(design, side).iter().filter(|(_, cut)| !cut).map(|(level, _)| *level).collect()
}

/// The ends of a design that can be asked for.
pub fn ends(design: &Design) -> Vec<Side> {
    let mut ends = Vec::new();
    ends.extend(design.encoder().map(|_| Side::Encoder));
    ends.extend(design.decoder().map(|_| Side::Decoder));
    ends
}

/// The power of a netlist whose nets all move `activity` times a clock of so many hertz.
///
/// # Errors
/// A netlist that cannot be read.
pub fn uniform(
    mapped: &Mapped,
    libraries: &Libraries,
    activity: f64,
    hertz: f64,
) -> Result<Power, SynthError> {
    let module = Module::read(&mapped.file(CELLS), &mapped.top)?;
    let spent = energy(&module, libraries, &mapped.slews()?, load(libraries), |_| activity, 1.0);
    Ok(Power {
        internal: (spent.internal + spent.clock_pins) * hertz,
        switching: spent.switching * hertz,
        ports: (spent.ports + spent.clock_net) * hertz,
        leakage: spent.leakage,
    })
}

/// Maps an end once for each level that has no register, with one there; the fastest comes first. `clock` in hertz.
///
/// # Errors
/// As [`end`].
pub fn advise(
    design: &Design,
    side: Side,
    libraries: &Libraries,
    clock: Option<f64>,
    step: &(dyn Fn(&str) + Sync),
) -> Result<Vec<Advice>, SynthError> {
    let mut all = Vec::new();
    for level in free(design, side) {
        step(&format!("trying a register behind `{level}`"));
        let (end, _) = end(&design.clone().with_cut(level), side, libraries, clock, step)?;
        let Some(ghz) = end.ghz else { continue };
        all.push(Advice {
            level: level.to_string(),
            ghz: Some(ghz),
            kge: end.kge,
            latency_clocks: end.latency_clocks,
        });
    }
    all.sort_by(|a, b| b.ghz.unwrap_or(0.0).total_cmp(&a.ghz.unwrap_or(0.0)));
    Ok(all)
}

/// What a mapped end spends on packets (little-endian elements), at so many hertz; none where the libraries have no power
/// tables. The netlist is held against the golden model meanwhile.
///
/// # Errors
/// A simulator that is missing, packets that are none of the design's, a netlist that does something else.
pub fn per_bit(
    design: &Design,
    side: Side,
    mapped: &Mapped,
    libraries: &Libraries,
    packets: &[Vec<u8>],
    hertz: f64,
) -> Result<Option<PerBit>, SynthError> {
    if !libraries.has_power() {
        return Ok(None);
    }
    let module = Module::read(&mapped.file(CELLS), &mapped.top)?;
    let seen = activity(design, side, mapped, &module, packets)?;
    let moves = |net: u64| seen.transitions.get(&net).copied().unwrap_or(0) as f64;
    let spent = energy(&module, libraries, &mapped.slews()?, load(libraries), moves, seen.clocks as f64);
    Ok(Some(PerBit::of(spent, seen.original_bits, seen.clocks, hertz)))
}

/// Maps and times an end of a design. `clock` in hertz; `step` hears what begins.
///
/// # Errors
/// A tool that is missing or fails, a cell that the libraries lack.
pub fn end(
    design: &Design,
    side: Side,
    libraries: &Libraries,
    clock: Option<f64>,
    step: &(dyn Fn(&str) + Sync),
) -> Result<(End, Mapped), SynthError> {
    let Source { module, latency_clocks, files, sdc } = source(design, side);
    let request = Request { top: &module, files: &files, sdc: &sdc, libraries, clock };
    let mapped = mapped(&request, step)?;
    let end = End {
        latency_clocks,
        kge: mapped.kge,
        area_um2: mapped.area,
        flip_flops: mapped.flip_flops,
        memory_bits: mapped.memories.iter().map(|memory| memory.words * memory.bits).sum(),
        memories: mapped.memories.clone(),
        ghz: mapped.timing.ghz(),
        ghz_with_ports: mapped.timing.ghz_with_ports(),
        asked_ghz: mapped.timing.asked_ghz,
        energy: None,
        advice: Vec::new(),
        modules: Vec::new(),
        fewest: None,
        worst_path: mapped.timing.register_to_register.clone(),
        worst_path_with_ports: mapped.timing.with_ports.clone(),
        module,
    };
    Ok((end, mapped))
}

/// Where the area of an end is, by module: mapped with their borders kept. `clock` in hertz.
///
/// # Errors
/// As [`end`].
pub fn parts(
    design: &Design,
    side: Side,
    libraries: &Libraries,
    clock: Option<f64>,
    step: &(dyn Fn(&str) + Sync),
) -> Result<Vec<Part>, SynthError> {
    let Source { module, files, sdc, .. } = source(design, side);
    hierarchy::parts(&Request { top: &module, files: &files, sdc: &sdc, libraries, clock }, step)
}

impl Report {
    /// Of a design of which nothing has been mapped yet.
    ///
    /// # Errors
    /// A tool that is missing.
    pub fn new(design: &Design, libraries: &Libraries) -> Result<Self, SynthError> {
        let library = |source: &super::Source| Library {
            name: source.name.clone(),
            file: source.path.display().to_string(),
            sha256: source.sha256.clone(),
        };
        let gate = libraries.reference.nand2.clone();
        Ok(Self {
            design: design.name().to_owned(),
            libraries: libraries.sources.iter().map(library).collect(),
            tools: versions()?,
            gate_area_um2: libraries.cell(&gate).map_or(0.0, |cell| cell.area),
            gate,
            toggles: Vec::new(),
            ends: Ends::none(),
        })
    }
}

/// What a register behind a level would make of an end on an FPGA.
#[derive(Clone, Debug, Serialize)]
pub struct FpgaAdvice {
    /// As it is written in the design's `pipeline`.
    pub level: String,
    /// Then.
    pub mhz: f64,
    /// Then.
    pub luts: u64,
    /// Then.
    pub flip_flops: u64,
    /// Then.
    pub latency_clocks: usize,
}

/// An end of a design on an FPGA.
#[derive(Clone, Debug, Serialize)]
pub struct FpgaEnd {
    /// Its top module.
    pub module: String,
    /// From the first beat in to the first one out.
    pub latency_clocks: usize,
    /// LUTs of four inputs, those of adders and small memories among them.
    pub luts: u64,
    /// How many the device has.
    pub device_luts: u64,
    /// How many.
    pub flip_flops: u64,
    /// How many the device has.
    pub device_flip_flops: u64,
    /// How many.
    pub block_rams: u64,
    /// How many the device has.
    pub device_block_rams: u64,
    /// The clock: the median of the seeds, the lower one of two.
    pub ghz: f64,
    /// The same.
    pub mhz: f64,
    /// The slowest seed's.
    pub mhz_min: f64,
    /// The fastest seed's.
    pub mhz_max: f64,
    /// In the order of the seeds.
    pub mhz_by_seed: Vec<f64>,
    /// Registers that were tried, the fastest first; none where nobody asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub advice: Vec<FpgaAdvice>,
    /// The registers that it has for its clock, where they were chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fewest: Option<Fewest>,
    /// The longest path of the median's seed.
    pub worst_path: Option<Path>,
    /// How much of it is wires.
    pub worst_path_routing_ps: Option<f64>,
}

/// All of a design on an FPGA.
#[derive(Clone, Debug, Serialize)]
pub struct Fpga {
    /// The design.
    pub design: String,
    /// The device's family.
    pub family: Family,
    /// The device.
    pub device: &'static str,
    /// The programs and their versions.
    pub tools: [String; 2],
    /// Of these seeds.
    pub seeds: Vec<u32>,
    /// What nextpnr was asked for.
    pub asked_mhz: f64,
    /// Both, or those that were asked for.
    #[serde(flatten)]
    pub ends: Ends<FpgaEnd>,
}

/// Maps, places and times an end of a design on an FPGA. `step` hears what begins.
///
/// # Errors
/// A tool that fails, a device that is too small.
pub fn fpga_end(
    design: &Design,
    side: Side,
    job: &Job,
    step: &(dyn Fn(&str) + Sync),
) -> Result<FpgaEnd, SynthError> {
    let Source { module, latency_clocks, files, .. } = source(design, side);
    let ports = match side {
        Side::Encoder => design.encoder_ports(),
        Side::Decoder => design.decoder_ports(),
    };
    let placed = placed(job, &Top { name: &module, files: &files, ports: &ports }, step)?;
    let [luts, flip_flops, block_rams] = placed.cells;
    let [device_luts, device_flip_flops, device_block_rams] = placed.there;
    let (worst_path, worst_path_routing_ps) = placed.worst.unzip();
    Ok(FpgaEnd {
        module,
        latency_clocks,
        luts,
        device_luts,
        flip_flops,
        device_flip_flops,
        block_rams,
        device_block_rams,
        ghz: placed.median / 1e3,
        mhz: placed.median,
        mhz_min: placed.mhz.iter().copied().fold(f64::INFINITY, f64::min),
        mhz_max: placed.mhz.iter().copied().fold(0.0, f64::max),
        mhz_by_seed: placed.mhz,
        advice: Vec::new(),
        fewest: None,
        worst_path,
        worst_path_routing_ps,
    })
}

/// Places an end once for each level that has no register, with one there; the fastest comes first.
///
/// # Errors
/// As [`fpga_end`].
pub fn advise_fpga(
    design: &Design,
    side: Side,
    job: &Job,
    step: &(dyn Fn(&str) + Sync),
) -> Result<Vec<FpgaAdvice>, SynthError> {
    let mut all = Vec::new();
    for level in free(design, side) {
        step(&format!("trying a register behind `{level}`"));
        let end = fpga_end(&design.clone().with_cut(level), side, job, step)?;
        all.push(FpgaAdvice {
            level: level.to_string(),
            mhz: end.mhz,
            luts: end.luts,
            flip_flops: end.flip_flops,
            latency_clocks: end.latency_clocks,
        });
    }
    all.sort_by(|a, b| b.mhz.total_cmp(&a.mhz));
    Ok(all)
}

impl Fpga {
    /// Of a design of which nothing has been placed yet.
    pub fn new(design: &Design, job: &Job) -> Self {
        Self {
            design: design.name().to_owned(),
            family: job.device.family,
            device: job.device.name,
            tools: job.tools.names(),
            seeds: (1..=job.seeds).collect(),
            asked_mhz: job.asked() / 1e6,
            ends: Ends::none(),
        }
    }
}
