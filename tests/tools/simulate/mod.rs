//! The Verilog against the golden model, in both simulators; and that the benches can fail.

mod base;
mod books;
mod cli;
mod decoders;
mod faults;
mod folder;
mod fpga;
mod gated;
mod interrupts;
mod loadable;
mod matrix;
mod parallel;
mod parts;
mod protect;
mod resets;
mod select;
mod shapes;
mod swaps;

use huffwire::design::Design;
use huffwire::sim::{Outcome, Simulator, sources};

/// Whether a simulator is there; see [`crate::common::have`].
fn have(simulator: Simulator) -> bool {
    match simulator {
        Simulator::Icarus => crate::common::have("iverilog"),
        Simulator::Verilator => crate::common::have("verilator"),
    }
}

#[track_caller]
fn assert_pass(outcome: &Outcome, what: &str) {
    if let Some(failure) = &outcome.failure {
        panic!("{what}: {}", failure.text);
    }
}

/// The files of a design, one of its modules broken: a change that must be possible exactly once. `module` is what stands
/// behind the design's name.
#[track_caller]
fn broken(design: &Design, module: &str, from: &str, to: &str) -> Vec<(String, String)> {
    let mut files = sources(design);
    let name = format!("{}_{module}.v", design.name());
    let (_, text) = files.iter_mut().find(|(path, _)| *path == name).unwrap_or_else(|| panic!("no {name}"));
    assert_eq!(text.matches(from).count(), 1, "{name}: {from}");
    *text = text.replace(from, to);
    files
}

/// Of these breaks every second one, all in the campaign. That the text to break is there is asked of all.
fn tried<'a, 'b>(
    design: &Design,
    breaks: &'a [(&'b str, &'b str, &'b str)],
) -> Vec<&'a (&'b str, &'b str, &'b str)> {
    for (module, from, to) in breaks {
        broken(design, module, from, to);
    }
    breaks.iter().step_by(if crate::common::campaign() { 1 } else { 2 }).collect()
}
