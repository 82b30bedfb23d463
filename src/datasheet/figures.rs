//! What `synth --json` says of a design, for its page.

use crate::design::Design;
use crate::json;
use crate::link::{self, FiguresError};
use crate::words::{decimals, grouped, list};
use serde::Deserialize;
use std::path::Path;

/// A synthesis of the design, as far as its page tells.
#[derive(Clone, Debug)]
pub enum Figures {
    /// With cells of a library.
    Cells(Mapped),
    /// On an FPGA.
    Fpga(Fpga),
}

/// With cells of a library.
#[derive(Clone, Debug, Deserialize)]
pub struct Mapped {
    tools: Vec<String>,
    libraries: Vec<Library>,
    encoder: Option<Cells>,
    decoder: Option<Cells>,
}

/// On an FPGA.
#[derive(Clone, Debug, Deserialize)]
pub struct Fpga {
    tools: Vec<String>,
    family: String,
    device: String,
    encoder: Option<Placed>,
    decoder: Option<Placed>,
}

#[derive(Clone, Debug, Deserialize)]
struct Library {
    name: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Cells {
    module: String,
    kge: f64,
    flip_flops: u64,
    memory_bits: u64,
    ghz: Option<f64>,
    energy: Option<Energy>,
}

#[derive(Clone, Debug, Deserialize)]
struct Energy {
    pj_per_bit: f64,
}

#[derive(Clone, Debug, Deserialize)]
struct Placed {
    module: String,
    luts: u64,
    flip_flops: u64,
    block_rams: u64,
    mhz: f64,
    mhz_min: f64,
}

/// Figures of one library or device.
pub(super) struct Table {
    pub title: String,
    pub heading: [&'static str; 5],
    /// Modules and their figures.
    pub rows: Vec<(String, [String; 5])>,
    pub note: &'static str,
}

impl Figures {
    /// Reads what `synth --json` printed of the design.
    ///
    /// # Errors
    /// A file that cannot be read, is something else, or of another design.
    pub fn load(path: &Path, design: &Design) -> Result<Self, FiguresError> {
        let value = link::synthesis(path, design)?;
        let figures = match value.get("family").is_some() {
            true => serde_json::from_value(value).map(Self::Fpga),
            false => serde_json::from_value(value).map(Self::Cells),
        };
        figures.map_err(|error| {
            let why = json::said(&error);
            link::content(path, format!("{why}: give what `huffwire synth --json` printed"))
        })
    }

    pub(super) fn table(&self) -> Table {
        match self {
            Self::Cells(Mapped { tools, libraries, encoder, decoder }) => {
                let names = list(libraries.iter().map(|library| &library.name));
                Table {
                    title: format!("{names}, by {}", list(tools)),
                    heading: ["kGE", "flip-flops", "memory bits", "GHz", "pJ an original bit"],
                    rows: encoder.iter().chain(decoder).map(cells).collect(),
                    note: "Wires are ideal and there is no clock tree: a placed design is slower.",
                }
            }
            Self::Fpga(Fpga { tools, family, device, encoder, decoder }) => Table {
                title: format!("{family} {device}, by {}", list(tools)),
                heading: ["LUTs", "flip-flops", "block RAMs", "MHz", "slowest seed"],
                rows: encoder.iter().chain(decoder).map(placed).collect(),
                note: "Placed and routed alone, with registers at its ports; MHz are the median of the seeds.",
            },
        }
    }
}

fn cells(end: &Cells) -> (String, [String; 5]) {
    let none = || "-".to_owned();
    let figures = [
        decimals(end.kge, 1),
        grouped(end.flip_flops),
        grouped(end.memory_bits),
        end.ghz.map_or_else(none, |ghz| decimals(ghz, 2)),
        end.energy.as_ref().map_or_else(none, |energy| decimals(energy.pj_per_bit, 3)),
    ];
    (end.module.clone(), figures)
}

fn placed(end: &Placed) -> (String, [String; 5]) {
    let [luts, flip_flops, block_rams] = [end.luts, end.flip_flops, end.block_rams].map(grouped);
    (end.module.clone(), [luts, flip_flops, block_rams, decimals(end.mhz, 0), decimals(end.mhz_min, 0)])
}
