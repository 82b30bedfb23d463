//! The Verilog against the golden model, in both simulators; and that the benches can fail.

mod base;
mod books;
mod cli;
mod decoders;
mod faults;
mod folder;
mod interrupts;
mod matrix;
mod parallel;
mod resets;
mod select;
mod shapes;

use huffwire::sim::{Outcome, Simulator};

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
