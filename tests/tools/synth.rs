//! Area, clock and energy: against the tools' own sums.

use crate::common;
use huffwire::design::Design;
use huffwire::registers::Side;
use huffwire::synth::{self, Libraries};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A dozen cells with timing and power, made up.
const GATES: &str = "tests/data/gates.lib";

/// The project's own library, and the one that the variable names (files with commas between), as the campaign may.
fn libraries() -> Vec<Libraries> {
    let own = vec![common::root().join(GATES)];
    let other = std::env::var("HUFFWIRE_LIBERTY").ok();
    let other = other.map(|files| files.split(',').map(PathBuf::from).collect::<Vec<_>>());
    [Some(own), other].into_iter().flatten().map(|files| Libraries::read(&files).unwrap()).collect()
}

fn design(name: &str) -> Design {
    Design::load(&common::root().join(format!("configs/{name}.yaml"))).unwrap()
}

fn quiet(_: &str) {}

fn have_tools() -> bool {
    common::have("yosys") && common::have("sta")
}

/// What OpenSTA's `report_power` says of the sum, in watt: internal, switching, leakage.
fn report_power(
    netlist: &std::path::Path,
    top: &str,
    libraries: &Libraries,
    period: f64,
    activity: f64,
) -> [f64; 3] {
    let folder = tempfile::tempdir().unwrap();
    let mut tcl = String::new();
    for (number, source) in libraries.sources.iter().enumerate() {
        fs::write(folder.path().join(format!("{number}.lib")), &source.text).unwrap();
        tcl += &format!("read_liberty {number}.lib\n");
    }
    tcl += &format!(
        "read_verilog {}\nlink_design {top}\ncreate_clock -name clk -period {} [get_ports clk]\n\
         set_driving_cell -lib_cell {} [all_inputs]\nset_load {} [all_outputs]\n\
         set_power_activity -global -activity {activity} -duty 0.5\nset_power_activity -input -activity {activity} -duty 0.5\n\
         report_power -digits 8\nexit\n",
        netlist.display(),
        period / libraries.time,
        libraries.reference.buffer,
        synth::load(libraries) / libraries.capacitance,
    );
    fs::write(folder.path().join("power.tcl"), tcl).unwrap();
    let ran = Command::new("sta")
        .args(["-no_splash", "-exit", "power.tcl"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&ran.stdout).into_owned();
    let total = text.lines().find(|line| line.starts_with("Total")).unwrap_or_else(|| panic!("{text}"));
    let numbers: Vec<f64> = total.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    [numbers[0], numbers[1], numbers[2]]
}

/// With the same activity on every net, power is what OpenSTA makes of it.
#[test]
fn uniform_activity_agrees_with_report_power() {
    if !have_tools() {
        return;
    }
    for libraries in libraries() {
        let design = design("tiny_parallel");
        for side in Side::ALL {
            let (_, mapped) = synth::end(&design, side, &libraries, None, &quiet).unwrap();
            let (period, activity) = (4.0 * libraries.reference.fo4, 0.2);
            let found = synth::uniform(&mapped, &libraries, activity, 1.0 / period).unwrap();
            let [internal, switching, leakage] =
                report_power(&mapped.netlist(), &mapped.top, &libraries, period, activity);
            for (what, ours, theirs) in [
                ("internal", found.internal, internal),
                ("switching", found.switching, switching),
                ("leakage", found.leakage, leakage),
            ] {
                let off = (ours / theirs - 1.0).abs();
                println!("{} {what}: {ours:.4e} W, OpenSTA {theirs:.4e} W", mapped.top);
                assert!(
                    off < 0.1,
                    "{}, {}: {what}: {ours} W, OpenSTA {theirs} W",
                    libraries.names(),
                    mapped.top
                );
            }
        }
    }
}
