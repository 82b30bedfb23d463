//! The latency in the manifest is what a simulation sees, for every pipeline.

use crate::common::{BF16, cuts, design, encoder, have, lanes, parallel, serial, smallest, spec};
use huffwire::codebook::{Check, Envelope};
use huffwire::design::Preset::{Balanced, HighFmax, LowLatency};
use huffwire::design::{BaseRule, BookSpec, LoadableSpec, Spec, Target};
use huffwire::element::Element;
use huffwire::rtl::Manifest;
use huffwire::sim::{self, Bench, Random, Run, Simulation, Simulator, loads, vectors};

#[test]
fn the_first_beat_comes_when_the_manifest_says() {
    if !have("iverilog") {
        return;
    }
    let quick = || encoder(1, 4, LowLatency);
    let some = cuts(&["leaf", "entry", "stop", "rank", "swap3"]);
    let others = cuts(&["up2", "down1", "count", "route", "swap1", "swap2"]);
    let asic = [
        (quick(), serial(8, LowLatency)),
        (encoder(4, 16, Balanced), serial(8, Balanced)),
        (encoder(8, 8, HighFmax), serial(8, HighFmax)),
        (encoder(2, 16, cuts(&["input", "raw", "shift"])), serial(8, cuts(&["lookup"]))),
        (quick(), parallel(8, LowLatency)),
        (quick(), lanes(2, parallel(8, Balanced))),
        (quick(), parallel(8, HighFmax)),
        (quick(), parallel(8, some)),
        (quick(), parallel(8, others)),
    ];
    let fpga = [
        (quick(), parallel(8, Balanced)),
        (quick(), parallel(8, cuts(&["class", "middle2", "hole"]))),
        (encoder(4, 16, Balanced), serial(8, Balanced)),
        (encoder(8, 8, cuts(&["align2", "fine", "take"])), serial(8, LowLatency)),
    ];
    // Icarus takes longest for these.
    let wide = if crate::common::campaign() { 8 } else { 4 };
    let loadable = [
        (encoder(1, 4, Balanced), parallel(wide, Balanced)),
        (encoder(1, 4, cuts(&["find", "raw"])), parallel(wide, cuts(&["class", "pick", "stop"]))),
        (encoder(1, 4, cuts(&["table"])), parallel(wide, cuts(&["group", "rank"]))),
    ];
    // Beats wait for a base, or for the shortest frame.
    let held = || {
        [
            (encoder(2, 16, Balanced), parallel(8, Balanced)),
            (smallest(32, encoder(2, 16, Balanced)), serial(8, Balanced)),
        ]
    };
    let checked = [
        (encoder(4, 16, Balanced), serial(8, Balanced)),
        (quick(), serial(2, LowLatency)),
        (quick(), parallel(8, Balanced)),
        (quick(), parallel(4, HighFmax)),
    ];
    let plain: fn(&mut Spec) = |_| {};
    let fits: fn(&mut Spec) = |spec| {
        let element = Element::parse("bf16").unwrap();
        let envelope = Envelope::new(element, 2, 8, 32, None).unwrap();
        let book = loads::book(&envelope, &mut Random::new(1));
        spec.books = vec![BookSpec::new("fits".to_owned(), book)];
        spec.loadable = Some(LoadableSpec::new(element, 2, 2, 8, 32));
    };
    let crc: fn(&mut Spec) = |spec| spec.check = Some(Check::Crc32);
    let own: fn(&mut Spec) = |spec| {
        (spec.base, spec.raw) = (Some(BaseRule::Own), true);
        spec.encoder.as_mut().unwrap().block = Some(32);
    };
    let previous: fn(&mut Spec) = |spec| (spec.base, spec.raw) = (Some(BaseRule::Previous), true);
    let all = asic.into_iter().map(|ends| (Target::Asic, "", plain, ends));
    let all = all.chain(fpga.map(|ends| (Target::Fpga, "", plain, ends)));
    let all = all.chain(loadable.map(|ends| (Target::Fpga, "loadable", fits, ends)));
    let all = all.chain(checked.map(|ends| (Target::Asic, "checked", crc, ends)));
    let all = all.chain([Target::Asic, Target::Fpga].into_iter().flat_map(|target| {
        let [first, second] = [("own base", own), ("the base before", previous)]
            .map(|(name, more)| held().map(|ends| (target, name, more, ends)));
        first.into_iter().chain(second)
    }));
    for (target, name, more, (encoder, decoder)) in all {
        let what = format!("{name} {target:?} {encoder:?} {decoder:?}");
        let mut spec = spec("d", [BF16], encoder, decoder);
        spec.target = target;
        more(&mut spec);
        let design = design(spec);
        let manifest = Manifest::of(&design, &[]);
        // Exponents of 120, of short codewords: no element waits for a second word.
        let packets = [[0x00, 0x3c].repeat(design.encoder().unwrap().lanes())];
        let frames = vectors::frames(&design, &packets).unwrap();
        for (bench, vectors, latency) in [
            (
                Bench::Encoder,
                vectors::encoder(&design, &packets, None).unwrap(),
                manifest.encoder.as_ref().unwrap().latency_clocks,
            ),
            (
                Bench::Decoder,
                vectors::decoder(&design, &frames, None),
                manifest.decoder.as_ref().unwrap().latency_clocks,
            ),
        ] {
            // The encoder alone holds beats back; a parallel decoder for an FPGA takes Icarus longest of all.
            let again = bench == Bench::Decoder && target == Target::Fpga && name.contains("base");
            if again && !crate::common::campaign() {
                continue;
            }
            let files = sim::sources(&design);
            let simulation = Simulation::compile_for_short_runs(Simulator::Icarus, bench, &files).unwrap();
            let outcome = simulation.run(&vectors, &Run::default()).unwrap();
            assert_eq!(outcome.failure, None);
            assert_eq!(outcome.latency, Some(latency as u64), "{bench:?} {what}");
        }
    }
}
