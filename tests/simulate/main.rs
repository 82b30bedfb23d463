//! The Verilog against the golden model, in both simulators; and that the benches can fail.

#[path = "../common/mod.rs"]
mod common;

mod books;
mod cli;
mod faults;
mod folder;
mod matrix;
mod parallel;
mod select;
mod shapes;

use huffwire::sim::{Outcome, Simulator};

/// Whether a simulator is there; see [`common::have`].
fn have(simulator: Simulator) -> bool {
    match simulator {
        Simulator::Icarus => common::have("iverilog"),
        Simulator::Verilator => common::have("verilator"),
    }
}

#[track_caller]
fn assert_pass(outcome: &Outcome, what: &str) {
    if let Some(failure) = &outcome.failure {
        panic!("{what}: {}", failure.text);
    }
}
