//! Codebooks swapped under traffic at both ends, with damaged loads among them: nothing is lost, nothing wrong, and every
//! refusal seen. And that the bench finds what would break that.

use super::{assert_pass, broken, have};
use crate::common::{self, campaign, encoder, parallel, serial, sideband, smallest};
use huffwire::codebook::Check;
use huffwire::design::Preset::{Balanced, LowLatency};
use huffwire::design::{ClockGate, DecoderSpec, Design, EncoderSpec, LoadableSpec, Reset, Spec, Target};
use huffwire::element::Element;
use huffwire::sim::{
    Bench, Idle, Random, Run, Simulation, Simulator, Stall, Swaps, Vectors, loads, sources, swaps,
};

const SEED: u32 = 60;

/// Slots, shortest and longest codeword, symbols.
fn loadable(
    name: &str,
    element: &str,
    numbers: [u64; 4],
    encoder: EncoderSpec,
    decoder: DecoderSpec,
) -> Spec {
    let [slots, shortest, longest, symbols] = numbers;
    let mut spec = Spec::new(name, Vec::new(), encoder, decoder);
    spec.loadable =
        Some(LoadableSpec::new(Element::parse(element).unwrap(), slots, shortest, longest, symbols));
    spec
}

/// Blocks, the slots whose codebooks make them smallest, a decoder of a word a clock.
fn blocks() -> Design {
    let ends = (smallest(4, encoder(4, 8, Balanced)), parallel(8, Balanced));
    let mut spec = loadable("swap_blocks", "bf16", [2, 2, 8, 32], ends.0, ends.1);
    spec.check = Some(Check::Crc32);
    common::design(spec)
}

/// The same, of few symbols and narrow.
fn small() -> Design {
    small_of(Target::Asic)
}

fn small_of(target: Target) -> Design {
    let ends = (smallest(2, encoder(2, 2, Balanced)), parallel(2, Balanced));
    let mut spec = loadable("swap_small", "custom:1:6:4:1", [2, 1, 6, 4], ends.0, ends.1);
    (spec.check, spec.reset, spec.target) = (Some(Check::Crc16), Reset::SyncLow, target);
    common::design(spec)
}

/// Slots as they are asked for, no escapes, a decoder of an element a clock, buses of other widths, no check.
fn asked() -> Design {
    asked_of(serial(1, Balanced), None)
}

fn asked_of(decoder: DecoderSpec, gate: Option<ClockGate>) -> Design {
    let encoder = sideband(encoder(2, 2, LowLatency));
    let mut spec = loadable("swap_asked", "custom:1:4:3:0", [3, 1, 6, 8], encoder, decoder);
    (spec.reset, spec.clock_gate) = (Reset::AsyncLow, gate);
    common::design(spec)
}

fn played(design: &Design, plan: &swaps::Plan, seed: u32) -> Vectors {
    let random = &mut Random::new(seed.into());
    let pool = loads::pool(design, 8, random);
    swaps::vectors(design, &pool, 60, plan, random)
}

fn check(design: &Design, simulator: Simulator, plan: swaps::Plan, pairs: &[(Idle, Stall)]) -> Vec<Swaps> {
    if !have(simulator) {
        return Vec::new();
    }
    let files = sources(design);
    let simulation = match plan.swaps {
        ..100 => Simulation::compile_for_short_runs(simulator, Bench::Swap, &files),
        _ => Simulation::compile(simulator, Bench::Swap, None, &files),
    };
    let simulation = simulation.unwrap();
    let run = |(seed, (idle, stall)): (u32, &(Idle, Stall))| {
        let vectors = played(design, &plan, seed);
        let run = Run { idle: *idle, stall: *stall, seed, ..Run::default() };
        let outcome = simulation.run(&vectors, &run).unwrap();
        assert_pass(
            &outcome,
            &format!("{simulator} {} idle {idle} stall {stall} seed {seed}", design.name()),
        );
        let swaps = outcome.swaps.expect("a bench that swaps");
        assert_eq!(swaps.swaps, plan.swaps as u64);
        assert_eq!(swaps.refused, plan.damaged as u64);
        assert_eq!(swaps.slots, design.books().slots().len() as u64, "every slot was used");
        println!("{simulator} {} idle {idle} stall {stall} seed {seed}: {swaps:?}", design.name());
        swaps
    };
    (SEED..).zip(pairs).map(run).collect()
}

const SHORT: swaps::Plan = swaps::Plan { swaps: 8, damaged: 16, pause: 50 };
const LONG: swaps::Plan = swaps::Plan { swaps: 30, damaged: 90, pause: 400 };
const PAIRS: [(Idle, Stall); 4] = [
    (Idle::None, Stall::None),
    (Idle::Quarter, Stall::Bursts),
    (Idle::Bursts, Stall::AfterValid),
    (Idle::Alone, Stall::Quarter),
];

/// Whether the campaign runs, of which these are a part. Every time the narrow blocks are swapped in Verilator, the slots as
/// asked in Icarus.
fn long_enough() -> bool {
    if !campaign() {
        println!("left to scripts/campaign.sh");
    }
    campaign()
}

#[test]
fn small_in_icarus() {
    if long_enough() {
        check(&small(), Simulator::Icarus, SHORT, &PAIRS[1..2]);
    }
}

/// Registers inside the lookups, behind the ring, and in the walker.
#[test]
fn small_for_an_fpga() {
    check(&small_of(Target::Fpga), Simulator::Icarus, SHORT, &PAIRS[..1]);
}

#[test]
fn small_in_verilator() {
    check(&small(), Simulator::Verilator, LONG, if campaign() { &PAIRS } else { &PAIRS[1..3] });
}

#[test]
fn blocks_in_verilator() {
    if long_enough() {
        check(&blocks(), Simulator::Verilator, LONG, &PAIRS);
    }
}

#[test]
fn asked_in_icarus() {
    check(&asked(), Simulator::Icarus, SHORT, &PAIRS[3..]);
}

/// Words of slots, walker and bus have clocks that stand; and one that does not is found.
#[test]
fn asked_with_clock_gates() {
    let design = asked_of(serial(1, Balanced), Some(ClockGate::Wrapper));
    check(&design, Simulator::Icarus, SHORT, &PAIRS[2..3]);
    if campaign() {
        check(&design, Simulator::Verilator, LONG, &PAIRS);
        let parallel = asked_of(parallel(1, Balanced), Some(ClockGate::Wrapper));
        check(&parallel, Simulator::Verilator, LONG, &PAIRS);
    }
    if !have(Simulator::Icarus) {
        return;
    }
    let files = broken(&design, "store", ".en(we)", ".en(1'b1)");
    let simulation = Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Swap, &files).unwrap();
    let outcome =
        simulation.run(&played(&design, &SHORT, SEED), &Run { seed: SEED, ..Run::default() }).unwrap();
    assert!(outcome.failure.is_some(), "a word that is always written was not found");
}

#[test]
fn asked_in_verilator() {
    if long_enough() {
        check(&asked(), Simulator::Verilator, LONG, &PAIRS);
    }
}

/// The protocol is needed, and what keeps to it in the hardware: each of these must be found.
#[test]
fn what_breaks_a_swap_is_found() {
    if !have(Simulator::Icarus) {
        return;
    }
    let plan = swaps::Plan { swaps: 40, damaged: 80, pause: 50 };
    let run = |vectors: &Vectors, files: &[(String, String)]| {
        let simulation = Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Swap, files).unwrap();
        let (idle, stall) = PAIRS[1];
        simulation.run(vectors, &Run { idle, stall, seed: SEED, ..Run::default() }).unwrap().failure
    };
    let design = small();
    let vectors = played(&design, &plan, SEED);
    // The decoder gets the new codebook before all has arrived that the old one was used for.
    let mut hasty = vectors.clone();
    for (_, script) in &mut hasty.loads {
        let lines = script.lines().filter(|line| !line.starts_with("4 ") && !line.starts_with("5 "));
        *script = lines.flat_map(|line| [line, "\n"]).collect();
    }
    let failure = run(&hasty, &sources(&design)).expect("nothing was waited for");
    assert_eq!(failure.kind, "mismatch", "{}", failure.text);
    let found = |design: &Design, vectors: &Vectors, (module, from, to): (&str, &str, &str)| {
        let failure = run(vectors, &broken(design, module, from, to));
        let failure = failure.unwrap_or_else(|| panic!("{module}: {to} in place of {from} was not found"));
        println!("{module}: {to} in place of {from}: {}", failure.text);
    };
    let ends = [
        ("enc_registers", "(error_q[5:0] == 6'd0) & (found == 5'd0)", "(error_q[5:0] == 6'd0)"),
        ("dec_registers", "(error_q[5:0] == 6'd0) & (found == 5'd0)", "(found == 5'd0)"),
        ("dec_registers", "& ~broken & ~(chosen & {SLOTS{start}})", "& ~broken & ~{SLOTS{start}}"),
        ("enc_registers", "(valid_q & ~broken & ~(chosen & {SLOTS{start}})", "(valid_q & ~broken"),
        ("enc_drain", "assign drained = ~(|(opening & busy));", "assign drained = 1'b1;"),
    ];
    // Some of them; all in the campaign.
    for wrong in ends.into_iter().take(if campaign() { usize::MAX } else { 3 }) {
        found(&design, &vectors, wrong);
    }
    // Where packets are frames, the decoder's slot is opened in the midst of one.
    let decoders = [serial(1, Balanced), parallel(2, Balanced)];
    for decoder in decoders.into_iter().take(if campaign() { 2 } else { 1 }) {
        let design = asked_of(decoder, None);
        let wrong = ("dec_drain", "assign drained = drained_q;", "assign drained = 1'b1;");
        found(&design, &played(&design, &plan, SEED), wrong);
    }
}

/// For the record: a thousand swaps, ten thousand damaged loads, ten million elements and more.
fn long(design: &Design) {
    if !long_enough() {
        return;
    }
    let plan = swaps::Plan { swaps: 250, damaged: 2500, pause: 12_000 };
    let seen = check(design, Simulator::Verilator, plan, &PAIRS[..2]);
    let sum = |of: fn(&Swaps) -> u64| seen.iter().map(of).sum::<u64>();
    println!(
        "{}: {} swaps, {} damaged loads refused, {} elements in {} packets, none wrong; {} frames by loaded \
         codebooks; a load takes {} clocks, a swap {}",
        design.name(),
        sum(|swaps| swaps.swaps),
        sum(|swaps| swaps.refused),
        sum(|swaps| swaps.bytes) / design.element().bytes() as u64,
        sum(|swaps| swaps.packets),
        sum(|swaps| swaps.frames),
        seen.iter().map(|swaps| swaps.load_least).min().unwrap_or_default(),
        seen.iter().map(|swaps| swaps.swap_least).min().unwrap_or_default(),
    );
}

#[test]
fn five_hundred_swaps_of_blocks() {
    long(&blocks());
}

#[test]
fn five_hundred_swaps_as_asked() {
    long(&asked());
}
