//! Designs whose registers wait by their clock.

use super::matrix::{check, some_pairs};
use super::{broken, have};
use crate::common::{self, OTHER, TINY, encoder, parallel, serial, sideband, smallest, spec};
use huffwire::codebook::Check;
use huffwire::design::Preset::{Balanced, HighFmax};
use huffwire::design::{ClockGate, Design, LoadableSpec, Reset, Spec};
use huffwire::element::Element;
use huffwire::rtl;
use huffwire::sim::{Bench, Idle, Run, Simulation, Simulator, Stall, vectors};

const SEED: u32 = 61;

fn gated(mut spec: Spec) -> Design {
    spec.clock_gate = Some(ClockGate::Wrapper);
    common::design(spec)
}

/// A word a clock, a check, and words wider than the bus.
fn wide() -> Design {
    let encoder = smallest(2, encoder(4, 1, HighFmax));
    let mut spec = spec("gated_wide", [TINY, OTHER], encoder, parallel(1, HighFmax));
    (spec.raw, spec.check) = (true, Some(Check::Crc16));
    gated(spec)
}

/// An element a clock, a queue of three behind blocks.
fn narrow() -> Design {
    let mut spec =
        spec("gated_narrow", [TINY, OTHER], smallest(2, encoder(8, 2, Balanced)), serial(4, Balanced));
    spec.reset = Reset::AsyncLow;
    gated(spec)
}

/// One in each; both in both, and longer, in the campaign.
fn check_in(simulator: Simulator, first: Design, other: Design) {
    if !have(simulator) {
        return;
    }
    let pairs = some_pairs();
    match common::campaign() {
        true => [first, other].iter().for_each(|design| check(design, simulator, &pairs, 4)),
        false => check(&first, simulator, &pairs[1..4], 1),
    }
}

#[test]
fn in_icarus() {
    check_in(Simulator::Icarus, wide(), narrow());
}

#[test]
fn in_verilator() {
    check_in(Simulator::Verilator, narrow(), wide());
}

/// Every module that may have them does, and one without the option is without.
#[test]
fn gates_are_where_they_may_be() {
    let users_of = |design: &Design, module: &str| -> Vec<String> {
        let instance = format!("{}_{module} #(", design.name());
        let files = rtl::render(design).into_iter();
        let with = files.filter(|file| file.text.contains(&instance) && file.path.ends_with(".v"));
        with.map(|file| file.path[design.name().len() + 1..].to_owned()).collect()
    };
    let users = |design: &Design| users_of(design, "delay");
    // What is loaded, what it is loaded by, and what delays; the word itself is one of its file.
    let mut slots =
        Spec::new("gated_slots", Vec::new(), sideband(encoder(2, 2, Balanced)), serial(2, Balanced));
    slots.loadable = Some(LoadableSpec::new(Element::parse("bf16").unwrap(), 2, 2, 8, 32));
    let slots = gated(slots);
    let words = [
        "axil.v",
        "dec_registers.v",
        "dec_slots.v",
        "delay.v",
        "enc_registers.v",
        "enc_slots.v",
        "store.v",
        "walk.v",
    ];
    let mut found = users_of(&slots, "store");
    found.sort();
    assert_eq!(found, words);
    let store = rtl::render(&slots).into_iter().find(|file| file.path == "gated_slots_store.v").unwrap();
    assert!(store.text.contains("gated_slots_clock_gate u_gate"));
    let with = wide();
    for module in ["fifo.v", "dec_lookahead.v", "dec_pack.v"] {
        assert!(users(&with).iter().any(|user| user == module), "{module}");
    }
    assert!(users(&narrow()).iter().any(|user| user == "enc_queue.v"));
    let without = spec("gated", [TINY], encoder(4, 2, HighFmax), parallel(1, HighFmax));
    let mut files = rtl::render(&common::design(without)).into_iter();
    assert!(files.all(|file| !file.path.contains("clock_gate") && !file.text.contains("gated_clock_gate")));
}

/// A gate that never closes, and one without its latch, which lets half a clock through.
#[test]
fn a_broken_gate_is_found() {
    if !have(Simulator::Icarus) {
        return;
    }
    let design = narrow();
    let random = &mut huffwire::sim::Random::new(SEED.into());
    let packets = super::matrix::mixed(&design, 2, random);
    let vectors = vectors::encoder(&design, &packets, Some(random)).unwrap();
    let run = Run { idle: Idle::Bursts, stall: Stall::Quarter, seed: SEED, ..Run::default() };
    let passes = |files: &[(String, String)]| {
        let simulation =
            Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Encoder, files).unwrap();
        simulation.run(&vectors, &run).unwrap().pass()
    };
    assert!(passes(&huffwire::sim::sources(&design)));
    for (from, to) in [("open = en", "open = 1'b1"), ("if (~clk) open = en", "open = en")] {
        assert!(!passes(&broken(&design, "clock_gate", from, to)), "{to} in place of {from} was not found");
    }
}
