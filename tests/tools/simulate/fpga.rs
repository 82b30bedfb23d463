//! Designs for FPGAs: registers inside levels, and places that are looked up a clock earlier.

use super::matrix::{check, some_pairs};
use super::{assert_pass, have};
use crate::common::{self, BF16, OTHER, TINY, book, encoder, parallel, serial, smallest, spec};
use huffwire::codebook::Check;
use huffwire::design::Preset::{self, Balanced, HighFmax, LowLatency, Small};
use huffwire::design::{BaseRule, Design, PipelineSpec, Spec, Target};
use huffwire::sim::{Bench, Payload, Random, Run, Simulation, Simulator, sources, vectors};

fn fpga(mut spec: Spec) -> Design {
    spec.target = Target::Fpga;
    common::design(spec)
}

/// Several books and raw, blocks, a check, slots of a bit.
fn books(preset: Preset) -> Design {
    let encoder = smallest(2, encoder(4, 1, preset));
    let mut spec = spec(&format!("fpga_{}", preset.name()), [TINY, OTHER], encoder, parallel(1, preset));
    (spec.raw, spec.check) = (true, Some(Check::Crc16));
    fpga(spec)
}

/// Wide slots and raw bits; a base, a check, and a sideband.
fn wide(preset: Preset) -> Design {
    let encoder = smallest(2, encoder(8, 4, preset));
    let other = book("bf16", 6, Some(2), &[(0, 1), (127, 3), (126, 6)]);
    let mut spec = spec("fpga_wide", [BF16, other], encoder, parallel(8, preset));
    (spec.base, spec.check, spec.sideband.tid) = (Some(BaseRule::Own), Some(Check::Crc32), 3);
    fpga(spec)
}

/// An element a clock, and one lane.
fn narrow() -> Design {
    fpga(spec("fpga_narrow", [BF16], encoder(1, 2, Balanced), serial(4, HighFmax)))
}

/// Registers behind any of the levels.
fn any(number: u64) -> Design {
    let random = &mut Random::new(number);
    let all = books(Balanced);
    let mut cuts = |levels: &[(huffwire::design::Level, bool)]| {
        let names = levels.iter().map(|(level, _)| level.to_string());
        PipelineSpec::Cuts(names.filter(|_| random.below(2) == 0).collect())
    };
    // Two bytes of codewords of a bit take Icarus half a minute.
    let bytes = if common::campaign() { 2 } else { 1 };
    let mut spec = spec("fpga_any", [TINY, OTHER], encoder(4, 2, Balanced), parallel(bytes, Balanced));
    spec.encoder.as_mut().unwrap().pipeline = cuts(all.encoder().unwrap().pipeline().levels());
    let levels = fpga(spec.clone()).decoder().unwrap().pipeline().levels().to_vec();
    spec.decoder.as_mut().unwrap().pipeline = cuts(&levels);
    (spec.name, spec.check) = (format!("fpga_any_{number}"), Some(Check::Crc16));
    fpga(spec)
}

fn check_in(simulator: Simulator, first: &Design, in_campaign: &[Design]) {
    if !have(simulator) {
        return;
    }
    let pairs = some_pairs();
    if !common::campaign() {
        return check(first, simulator, &pairs[1..3], 1);
    }
    [first].into_iter().chain(in_campaign).for_each(|design| check(design, simulator, &pairs, 4));
}

#[test]
fn in_icarus() {
    let presets = [LowLatency, Small, HighFmax].map(books);
    let more: Vec<Design> = presets.into_iter().chain([narrow()]).chain((2..8).map(any)).collect();
    check_in(Simulator::Icarus, &any(1), &more);
}

#[test]
fn in_verilator() {
    check_in(Simulator::Verilator, &wide(Balanced), &[books(HighFmax), wide(LowLatency), any(4)]);
}

/// A beat and a word in every clock, as ever.
#[test]
fn nothing_waits_for_the_registers() {
    if !have(Simulator::Icarus) {
        return;
    }
    let design = fpga(spec("fpga_rate", [BF16], encoder(2, 8, Balanced), parallel(4, Balanced)));
    let packet = Payload::Codebook.packet(&design, 0, 800, &mut Random::new(7));
    let frames = vectors::frames(&design, std::slice::from_ref(&packet)).unwrap();
    for (bench, vectors) in [
        (Bench::Encoder, vectors::encoder(&design, &[packet], None).unwrap()),
        (Bench::Decoder, vectors::decoder(&design, &frames, None)),
    ] {
        let simulation =
            Simulation::compile_for_short_runs(Simulator::Icarus, bench, &sources(&design)).unwrap();
        let outcome = simulation.run(&vectors, &Run::default()).unwrap();
        assert_pass(&outcome, bench.name());
        assert!(outcome.in_beats > 200, "{bench}");
        assert_eq!(outcome.in_clocks, outcome.in_beats, "{bench}");
    }
}
