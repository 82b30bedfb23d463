//! The fewest registers with which an end of a design meets a clock, by runs of the tools.

use super::SynthError;
use super::choose::{Measured, choose};
use super::liberty::Libraries;
use super::place::Job;
use super::report::{end, fpga_end, levels};
use super::timing::Path;
use crate::design::Design;
use crate::registers::Side;
use serde::Serialize;
use std::collections::BTreeMap;

/// The mapper counts gates only: a clock is asked of it with so much for the registers, in delays of an inverter with four of
/// them behind it.
const REGISTERS: f64 = 4.0;

/// The fewest registers that meet a clock.
#[derive(Clone, Debug, Serialize)]
pub struct Fewest {
    /// Whether they do; if not, there is one behind every level.
    pub meets_clock: bool,
    /// The clock, in GHz.
    pub clock_ghz: f64,
    /// What it runs at, in GHz, as if what is beyond a port took no time; none where there is no path.
    pub ghz: Option<f64>,
    /// The levels with a register behind them, as they are written in the design's `pipeline`.
    pub pipeline: Vec<String>,
    /// How many levels there are.
    pub levels: usize,
    /// How many sets of registers were tried.
    pub runs: usize,
    /// The longest path.
    pub worst_path: Option<Path>,
    /// What the tools were asked for, in hertz; none is the best they can do.
    #[serde(skip)]
    pub asked: Option<f64>,
    /// Whether a register stands behind each level.
    #[serde(skip)]
    pub cuts: Vec<bool>,
}

impl Fewest {
    /// The design with these registers.
    pub fn of(&self, design: &Design, side: Side) -> Design {
        with_cuts(design, side, &self.cuts)
    }
}

fn with_cuts(design: &Design, side: Side, cuts: &[bool]) -> Design {
    match side {
        Side::Encoder => design.clone().with_encoder_cuts(cuts),
        Side::Decoder => design.clone().with_decoder_cuts(cuts),
    }
}

/// What a run says: the longest path, and those of levels.
type Paths = (Option<Path>, BTreeMap<String, f64>);

/// The fewest registers behind an end's levels by what `run` says of a design when a clock is asked for.
fn search(
    design: &Design,
    side: Side,
    hertz: f64,
    clock: Option<f64>,
    step: &(dyn Fn(&str) + Sync),
    run: impl Fn(&Design, Option<f64>) -> Result<Paths, SynthError>,
) -> Result<Fewest, SynthError> {
    let names: Vec<String> = levels(design, side).iter().map(|(level, _)| level.to_string()).collect();
    let with = |cuts: &[bool]| -> Vec<String> {
        names.iter().zip(cuts).filter(|(_, cut)| **cut).map(|(name, _)| name.clone()).collect()
    };
    // Of levels alone it is known how fast they can be, not how slow they may be.
    let asked = |cuts: &[bool]| clock.filter(|_| !cuts.iter().all(|cut| *cut));
    let chosen = choose(&names, 1e12 / hertz, |cuts| -> Result<_, SynthError> {
        step(&format!("{}: trying registers behind [{}]", side.name(), with(cuts).join(", ")));
        let (worst, levels) = run(&with_cuts(design, side, cuts), asked(cuts))?;
        Ok(Measured { worst, levels })
    })?;
    Ok(Fewest {
        meets_clock: chosen.meets,
        clock_ghz: hertz / 1e9,
        ghz: chosen.measured.worst.as_ref().map(|path| 1000.0 / path.ps),
        pipeline: with(&chosen.cuts),
        levels: names.len(),
        runs: chosen.runs,
        worst_path: chosen.measured.worst,
        asked: asked(&chosen.cuts),
        cuts: chosen.cuts,
    })
}

/// The fewest registers with which an end meets a clock of so many hertz in a library's cells, also where registers stand right
/// behind its ports.
///
/// # Errors
/// As [`end`].
pub fn fewest(
    design: &Design,
    side: Side,
    libraries: &Libraries,
    hertz: f64,
    step: &(dyn Fn(&str) + Sync),
) -> Result<Fewest, SynthError> {
    let gates = 1.0 / hertz - REGISTERS * libraries.reference.fo4;
    // Where nothing is left for gates, as fast as it goes.
    let clock = (gates > 0.0).then(|| 1.0 / gates);
    search(design, side, hertz, clock, step, |design, clock| {
        let (_, mapped) = end(design, side, libraries, clock, step)?;
        let timing = &mapped.timing;
        let paths = [&timing.register_to_register, &timing.with_ports].into_iter().flatten();
        Ok((paths.max_by(|a, b| a.ps.total_cmp(&b.ps)).cloned(), timing.levels.clone()))
    })
}

/// The same on an FPGA, by the median of the seeds.
///
/// # Errors
/// As [`fpga_end`].
pub fn fewest_fpga(
    design: &Design,
    side: Side,
    job: &Job,
    hertz: f64,
    step: &(dyn Fn(&str) + Sync),
) -> Result<Fewest, SynthError> {
    search(design, side, hertz, None, step, |design, _| {
        let end = fpga_end(design, side, job, step)?;
        let ps = 1e6 / end.mhz;
        Ok((end.worst_path.map(|path| Path { ps, ..path }), BTreeMap::new()))
    })
}
