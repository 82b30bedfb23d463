//! Energy: what the transitions of every net cost, by the library's tables.
//!
//! A net's transition charges or discharges the pins that it drives: half of the capacitance times the square of the
//! voltage. A cell's output that moves costs what its tables say at the slew of the input and the load of the output, and so
//! does an input that moves and changes no output: a flip-flop's clock pin above all. Tables of several states or inputs
//! are averaged; those of several supplies are added. Wires and the clock's tree are not there.

use super::liberty::{Cell, Internal, Libraries, Pin};
use super::netlist::{Bit, Instance, Module, nets};
use regex::Regex;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Slews of pins, rising and falling, in units of the library; by instance and pin with a `/` between.
pub(super) type Slews = BTreeMap<String, [f64; 2]>;

/// What OpenSTA's `report_slews` wrote: per pin the least and the most, of which the most counts.
pub(super) fn slews(report: &str) -> Slews {
    let line = Regex::new(r"(?m)^(\S+) \^ \S*?:(\S+) v \S*?:(\S+)$").expect("it is a pattern");
    line.captures_iter(report)
        .filter_map(|found| {
            let pin = found[1].replace('\\', "");
            Some((pin, [found[2].parse().ok()?, found[3].parse().ok()?]))
        })
        .collect()
}

/// What a netlist spends, in joule; leakage in watt.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Energy {
    /// In the pins that cells drive.
    pub switching: f64,
    /// In the pins that input ports drive, the clock's apart.
    pub ports: f64,
    /// In the clock pin's net.
    pub clock_net: f64,
    /// In cells whose output moves, or whose data input does.
    pub internal: f64,
    /// In the flip-flops by their clock pins.
    pub clock_pins: f64,
    /// All the time.
    pub leakage: f64,
}

/// The mean over groups that hold in different states, added over supplies; a transition's, in units of the library.
fn mean<'a>(groups: impl Iterator<Item = &'a Internal>, at: impl Fn(&Internal) -> Option<f64>) -> f64 {
    let mut supplies: BTreeMap<&str, (f64, u32)> = BTreeMap::new();
    for group in groups {
        if let Some(value) = at(group) {
            let entry = supplies.entry(group.supply.as_deref().unwrap_or("")).or_default();
            *entry = (entry.0 + value, entry.1 + 1);
        }
    }
    supplies.values().map(|(sum, count)| sum / f64::from(*count)).sum()
}

/// The mean of a rising and a falling transition.
fn transition(group: &Internal, slew: [f64; 2], load: f64) -> Option<f64> {
    let rise = group.rise.as_ref().map(|table| table.at(slew[0], load));
    let fall = group.fall.as_ref().map(|table| table.at(slew[1], load));
    match (rise, fall) {
        (Some(rise), Some(fall)) => Some((rise + fall) / 2.0),
        (one, other) => one.or(other),
    }
}

/// What a cell leaks on the average of its states, in watt.
fn leakage(cell: &Cell) -> f64 {
    let mut supplies: BTreeMap<&str, (f64, u32)> = BTreeMap::new();
    for state in &cell.leakage {
        let entry = supplies.entry(state.supply.as_deref().unwrap_or("")).or_default();
        *entry = (entry.0 + state.value, entry.1 + 1);
    }
    supplies.values().map(|(sum, count)| sum / f64::from(*count)).sum()
}

/// What it drives, if it is a clock gate.
fn gated(instance: &Instance, libraries: &Libraries) -> Option<u64> {
    let gate = libraries.cell(&instance.cell)?.gate.as_ref()?;
    match instance.connections.get(&gate.output)?.first()? {
        Bit::Net(number) => Some(*number),
        Bit::Constant(_) => None,
    }
}

/// The energy of so many transitions per net, and of so many periods of the clock. `load` of an output port in farad.
pub(super) fn energy(
    module: &Module,
    libraries: &Libraries,
    slews: &Slews,
    load: f64,
    transitions: impl Fn(u64) -> f64,
    clocks: f64,
) -> Energy {
    let nets = nets(module, libraries, load);
    let clock = module.port("clk");
    // What clock gates drive is a clock too.
    let gated: BTreeSet<u64> =
        module.cells.values().filter_map(|instance| gated(instance, libraries)).collect();
    let clocks_pin = |number: u64| Some(number) == clock || gated.contains(&number);
    let moves = |number: u64| if Some(number) == clock { 2.0 * clocks } else { transitions(number) };
    let charge =
        |number: u64| nets.get(&number).map_or(0.0, |net| net.capacitance) * libraries.voltage.powi(2) / 2.0;
    let mut energy = Energy::default();
    let inputs = module.inputs();
    for &number in nets.keys() {
        let part = match () {
            () if clocks_pin(number) => &mut energy.clock_net,
            () if inputs.contains(&number) => &mut energy.ports,
            () => &mut energy.switching,
        };
        *part += moves(number) * charge(number);
    }
    for (name, instance) in &module.cells {
        // A memory, which is left out.
        let Some(cell) = libraries.cell(&instance.cell) else { continue };
        energy.leakage += leakage(cell);
        let plain = name.replace('\\', "");
        let slew = |pin: &str| slews.get(&format!("{plain}/{pin}")).copied();
        let net = |pin: &Pin| match instance.connections.get(&pin.name)?.first()? {
            Bit::Net(number) => Some(*number),
            Bit::Constant(_) => None,
        };
        for pin in &cell.pins {
            let Some(number) = net(pin) else { continue };
            if pin.internal.is_empty() {
                continue;
            }
            let load = nets.get(&number).map_or(0.0, |net| net.capacitance) / libraries.capacitance;
            let at = |group: &Internal| {
                let from = group.related.as_deref().unwrap_or(&pin.name);
                transition(group, slew(from).or_else(|| slew(&pin.name)).unwrap_or_default(), load)
            };
            let spent = moves(number) * mean(pin.internal.iter(), at) * libraries.energy;
            *if clocks_pin(number) { &mut energy.clock_pins } else { &mut energy.internal } += spent;
        }
    }
    energy
}

/// Picojoule per original bit of an end at full rate.
#[derive(Clone, Debug, Serialize)]
pub struct PerBit {
    /// All of it.
    pub pj_per_bit: f64,
    /// The pins that nets drive.
    pub switching_pj_per_bit: f64,
    /// Cells, their clock pins apart.
    pub internal_pj_per_bit: f64,
    /// Flip-flops by their clock pins, and the net that drives those.
    pub clock_pins_pj_per_bit: f64,
    /// Leakage in that time.
    pub leakage_pj_per_bit: f64,
    /// With data at full rate at `ghz`.
    pub full_rate_mw: f64,
    /// With the clock running and no data.
    pub idle_mw: f64,
    /// The clock at which that is.
    pub ghz: f64,
    /// Bits of elements in the run.
    pub original_bits: u64,
    /// Clocks of the run.
    pub clocks: u64,
}

impl PerBit {
    /// Of an energy that was spent on so many bits in so many clocks of so many hertz.
    pub(super) fn of(energy: Energy, bits: u64, clocks: u64, hertz: f64) -> Self {
        let seconds = clocks as f64 / hertz;
        let clock = energy.clock_net + energy.clock_pins;
        let leaked = energy.leakage * seconds;
        let switching = energy.switching + energy.ports;
        let all = switching + energy.internal + clock + leaked;
        let per_bit = |joule: f64| joule * 1e12 / bits as f64;
        Self {
            pj_per_bit: per_bit(all),
            switching_pj_per_bit: per_bit(switching),
            internal_pj_per_bit: per_bit(energy.internal),
            clock_pins_pj_per_bit: per_bit(clock),
            leakage_pj_per_bit: per_bit(leaked),
            full_rate_mw: all / seconds * 1e3,
            idle_mw: (clock + leaked) / seconds * 1e3,
            ghz: hertz / 1e9,
            original_bits: bits,
            clocks,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::netlist::Port;
    use super::*;
    use std::path::PathBuf;

    fn gates() -> Libraries {
        let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/gates.lib"));
        Libraries::read(&[path]).unwrap()
    }

    /// Ten inverters in a row behind ten flip-flops that take the row's end, twenty cells:
    /// net 1 is the clock, 2 to 11 the inverters' outputs, 12 the first one's input, 12 to 21 the flip-flops' outputs.
    fn row() -> Module {
        let net = |number: u64| vec![Bit::Net(number)];
        let instance = |cell: &str, pins: &[(&str, u64)]| Instance {
            cell: cell.to_owned(),
            connections: pins.iter().map(|&(pin, number)| (pin.to_owned(), net(number))).collect(),
        };
        let mut cells = BTreeMap::new();
        for n in 0..10 {
            let input = if n == 0 { 12 } else { 1 + n };
            cells.insert(format!("inv{n}"), instance("INV", &[("A", input), ("Y", 2 + n)]));
            cells.insert(format!("ff{n}"), instance("DFF", &[("CK", 1), ("D", 11), ("Q", 12 + n)]));
        }
        let port = |direction: &str, number: u64| Port { direction: direction.to_owned(), bits: net(number) };
        let ports = [("clk".to_owned(), port("input", 1)), ("q".to_owned(), port("output", 21))];
        Module { ports: ports.into(), cells }
    }

    /// By hand, for 100 clocks in which each net but the clock moves 50 times. The library: 1 V, pins of 0.001 pF, so 0.0005
    /// pJ a transition of one; internal 0.001 pJ a transition at a slew of 0.01 ns and a load of 0.001 pF, and 0.001 more for
    /// 0.01 pF more or 0.1 ns more; a clock pin's mean of 0.004 and 0.002 pJ; leakage 1 nW an inverter, 6 a flip-flop.
    ///
    /// - Switching: nine inverters drive one pin (9 x 0.0005), the last one ten (0.005), the first flip-flop one (0.0005), the
    ///   last one a port of 0.004 pF (0.002), eight nothing: 0.012 pJ x 50 = 0.6 pJ.
    /// - The clock's net: ten pins, twice a clock: 0.005 x 200 = 1 pJ. Clock pins: 10 x 0.003 x 200 = 6 pJ.
    /// - Internal: nine inverters at 0.001 pF: 0.001; the last at 0.01 pF: 0.0019; the first flip-flop at 0.001 pF: 0.001; the
    ///   last at 0.004 pF: 0.0013; eight at 0: 0.0009 each: 0.0204 pJ x 50 = 1.02 pJ.
    /// - Leakage: 10 x 1 + 10 x 6 = 70 nW.
    #[test]
    fn twenty_cells_spend_what_they_do_by_hand() {
        let (module, libraries) = (row(), gates());
        let pins = module
            .cells
            .iter()
            .flat_map(|(name, cell)| cell.connections.keys().map(move |pin| format!("{name}/{pin}")));
        let slews: Slews = pins.map(|pin| (pin, [0.01, 0.01])).collect();
        let spent = energy(&module, &libraries, &slews, 0.004e-12, |_| 50.0, 100.0);
        for (what, found, by_hand) in [
            ("switching", spent.switching, 0.6e-12),
            ("clock net", spent.clock_net, 1.0e-12),
            ("clock pins", spent.clock_pins, 6.0e-12),
            ("internal", spent.internal, 1.02e-12),
            ("leakage", spent.leakage, 70e-9),
        ] {
            assert!((found / by_hand - 1.0).abs() < 0.02, "{what}: {found} J, by hand {by_hand} J");
        }
        // 10 clocks of 1 GHz a bit, of 8 bits: 70 nW for 100 ns are 0.007 pJ.
        let per_bit = PerBit::of(spent, 8, 100, 1e9);
        assert!((per_bit.pj_per_bit - (0.6 + 1.0 + 6.0 + 1.02 + 0.007) / 8.0).abs() < 1e-9, "{per_bit:?}");
        assert!((per_bit.idle_mw - 0.07007).abs() < 1e-9, "{per_bit:?}");
    }

    /// Ten flip-flops behind a clock gate that lets every second clock through, by hand as above: their pins and its output at
    /// 0.01 ns and 0.01 pF (0.0019 pJ) move 100 times, its own pins' net of 0.002 pF 200 times.
    ///
    /// - Clock nets: 0.005 x 100 + 0.001 x 200 = 0.7 pJ.
    /// - Clock pins: 10 x 0.003 x 100 + 0.0019 x 100 + 0.003 x 200 = 3.79 pJ.
    /// - Its enable, which moves 50 times, is a pin like others: 0.0005 x 50 = 0.025 pJ more to switch.
    #[test]
    fn what_a_clock_gate_drives_is_a_clock() {
        let (mut module, libraries) = (row(), gates());
        for n in 0..10 {
            module
                .cells
                .get_mut(&format!("ff{n}"))
                .unwrap()
                .connections
                .insert("CK".to_owned(), vec![Bit::Net(30)]);
        }
        let pins =
            [("CK", 1), ("EN", 31), ("GCK", 30)].map(|(pin, net)| (pin.to_owned(), vec![Bit::Net(net)]));
        module
            .cells
            .insert("gate".to_owned(), Instance { cell: "GATE".to_owned(), connections: pins.into() });
        let pins = module
            .cells
            .iter()
            .flat_map(|(name, cell)| cell.connections.keys().map(move |pin| format!("{name}/{pin}")));
        let slews: Slews = pins.map(|pin| (pin, [0.01, 0.01])).collect();
        let moves = |net: u64| if net == 30 { 100.0 } else { 50.0 };
        let spent = energy(&module, &libraries, &slews, 0.004e-12, moves, 100.0);
        for (what, found, by_hand) in [
            ("switching", spent.switching, 0.625e-12),
            ("clock nets", spent.clock_net, 0.7e-12),
            ("clock pins", spent.clock_pins, 3.79e-12),
            ("internal", spent.internal, 1.02e-12),
            ("leakage", spent.leakage, 75e-9),
        ] {
            assert!((found / by_hand - 1.0).abs() < 0.01, "{what}: {found} J, by hand {by_hand} J");
        }
    }

    /// A slew of 0.06 ns is half way: 0.0005 pJ more, in each inverter.
    #[test]
    fn tables_are_read_between_their_points() {
        let (module, libraries) = (row(), gates());
        let at = |slew: f64| {
            let pins = (0..10).map(|n| (format!("inv{n}/A"), [slew, slew]));
            let flip_flops = (0..10).map(|n| (format!("ff{n}/CK"), [0.01, 0.01]));
            energy(&module, &libraries, &pins.chain(flip_flops).collect(), 0.0, |_| 1.0, 0.0).internal
        };
        assert!((at(0.06) - at(0.01) - 10.0 * 0.0005e-12).abs() < 1e-18);
    }

    #[test]
    fn slews_are_the_largest() {
        let found = slews("a/Y ^ 44.8:64.5 v 35.2:50.2\n_1_/A\nu_x.q\\[1\\]$_DFF_P_/Q ^ 1.0:2.0 v 3.0:4.0\n");
        assert_eq!(found.len(), 2);
        assert_eq!(found["a/Y"], [64.5, 50.2]);
        assert_eq!(found["u_x.q[1]$_DFF_P_/Q"], [2.0, 4.0]);
    }
}
