//! The netlist that yosys wrote as JSON: which cell stands between which nets.

use super::SynthError;
use super::liberty::Libraries;
use super::map::Memory;
use crate::words::Shown as _;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A net of one bit, by its number, or a constant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(untagged)]
pub(super) enum Bit {
    Net(u64),
    Constant(String),
}

impl Bit {
    fn verilog(&self) -> String {
        match self {
            Self::Net(number) => format!("n{number}"),
            Self::Constant(value) => format!("1'b{value}"),
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Port {
    pub direction: String,
    pub bits: Vec<Bit>,
}

/// An instance.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Instance {
    #[serde(rename = "type")]
    pub cell: String,
    pub connections: BTreeMap<String, Vec<Bit>>,
}

/// A module.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Module {
    pub ports: BTreeMap<String, Port>,
    pub cells: BTreeMap<String, Instance>,
}

#[derive(Deserialize)]
struct Netlist {
    modules: BTreeMap<String, Module>,
}

fn read(path: &Path) -> Result<Netlist, SynthError> {
    let wrong = |why: String| SynthError::Netlist { why: format!("{}: {why}", path.shown()) };
    let text = fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))
}

fn top(mut netlist: Netlist, path: &Path, top: &str) -> Result<Module, SynthError> {
    let why = || format!("{}: no module `{top}`", path.shown());
    netlist.modules.remove(top).ok_or_else(|| SynthError::Netlist { why: why() })
}

/// The memories that the top has as black boxes, once for each time they stand there.
pub(super) fn memories(path: &Path, name: &str) -> Result<Vec<Memory>, SynthError> {
    let netlist = read(path)?;
    let modules = netlist.modules.clone();
    let bits = |module: &Module, port: &str| module.ports.get(port).map_or(0, |port| port.bits.len() as u64);
    let found = top(netlist, path, name)?.cells.into_values().filter_map(|instance| {
        let module = modules.get(&instance.cell).filter(|_| instance.cell.ends_with("_enc_memory"))?;
        Some(Memory { words: 1 << bits(module, "write_at").min(63), bits: bits(module, "d") })
    });
    Ok(found.collect())
}

/// How many cells and instances of each kind stand in each module.
pub(super) fn cells(path: &Path) -> Result<BTreeMap<String, BTreeMap<String, u64>>, SynthError> {
    let of = |module: Module| {
        let mut counts = BTreeMap::new();
        module.cells.into_values().for_each(|instance| *counts.entry(instance.cell).or_insert(0) += 1);
        counts
    };
    Ok(read(path)?.modules.into_iter().map(|(name, module)| (name, of(module))).collect())
}

impl Module {
    /// The top of a netlist.
    pub fn read(path: &Path, name: &str) -> Result<Self, SynthError> {
        top(read(path)?, path, name)
    }

    /// The module of that name in the text of a netlist.
    pub fn parse(text: &str, name: &str) -> Result<Self, SynthError> {
        let mut netlist: Netlist =
            serde_json::from_str(text).map_err(|error| SynthError::Netlist { why: error.to_string() })?;
        let why = || format!("no module `{name}`");
        netlist.modules.remove(name).ok_or_else(|| SynthError::Netlist { why: why() })
    }

    /// The nets of all input ports.
    pub fn inputs(&self) -> BTreeSet<u64> {
        let ports = self.ports.values().filter(|port| port.direction == "input");
        let net = |bit: &Bit| if let Bit::Net(number) = bit { Some(*number) } else { None };
        ports.flat_map(|port| &port.bits).filter_map(net).collect()
    }

    /// The net of a port of one bit.
    pub fn port(&self, name: &str) -> Option<u64> {
        match self.ports.get(name)?.bits.first()? {
            Bit::Net(number) => Some(*number),
            Bit::Constant(_) => None,
        }
    }

    /// Verilog of the same module whose nets are called `n` and their number, whatever they were called: names that no
    /// simulator has to quote.
    pub fn verilog(&self, top: &str) -> String {
        let mut text = format!("module {top} (");
        let ports: Vec<String> = self
            .ports
            .iter()
            .map(|(name, port)| format!("{} wire [{}:0] {name}", port.direction, port.bits.len().max(1) - 1))
            .collect();
        let _ = writeln!(text, "{});", ports.join(", "));
        let bits = self.ports.values().flat_map(|port| &port.bits);
        let bits = bits.chain(self.cells.values().flat_map(|cell| cell.connections.values().flatten()));
        let nets: BTreeSet<u64> =
            bits.filter_map(|bit| if let Bit::Net(number) = bit { Some(*number) } else { None }).collect();
        for net in nets {
            let _ = writeln!(text, "  wire n{net};");
        }
        for (name, port) in &self.ports {
            for (at, bit) in port.bits.iter().enumerate() {
                let (bit, port) = (bit.verilog(), format!("{name}[{at}]"));
                let _ = match self.ports[name].direction == "input" {
                    true => writeln!(text, "  assign {bit} = {port};"),
                    false => writeln!(text, "  assign {port} = {bit};"),
                };
            }
        }
        for (number, instance) in self.cells.values().enumerate() {
            let pins: Vec<String> = instance
                .connections
                .iter()
                .map(|(pin, bits)| {
                    let bits: Vec<String> = bits.iter().rev().map(Bit::verilog).collect();
                    format!(".{pin}({{{}}})", bits.join(", "))
                })
                .collect();
            // A name with anything but letters in it is quoted by a backslash and ends with a blank.
            let _ = writeln!(text, "  \\{} c{number} ({});", instance.cell, pins.join(", "));
        }
        text.push_str("endmodule\n");
        text
    }
}

/// What is connected to a net.
#[derive(Clone, Debug, Default)]
pub(super) struct Net {
    /// Of the pins that it drives, in farad.
    pub capacitance: f64,
}

/// All nets by their numbers; an output port is a load of `load`, in farad.
pub(super) fn nets(module: &Module, libraries: &Libraries, load: f64) -> BTreeMap<u64, Net> {
    let mut nets: BTreeMap<u64, Net> = BTreeMap::new();
    for instance in module.cells.values() {
        let cell = libraries.cell(&instance.cell);
        for (name, bits) in &instance.connections {
            let pin = cell.and_then(|cell| cell.pin(name));
            for bit in bits {
                let Bit::Net(number) = bit else { continue };
                let net = nets.entry(*number).or_default();
                if let Some(pin) = pin.filter(|pin| !pin.output) {
                    net.capacitance += pin.capacitance;
                }
            }
        }
    }
    for port in module.ports.values().filter(|port| port.direction == "output") {
        for bit in &port.bits {
            if let Bit::Net(number) = bit {
                nets.entry(*number).or_default().capacitance += load;
            }
        }
    }
    nets
}
