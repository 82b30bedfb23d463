//! The latency in the manifest is what a simulation sees, for every pipeline.

use crate::common::{BF16, cuts, design, encoder, have, lanes, parallel, serial, spec};
use huffwire::codebook::{Check, Envelope};
use huffwire::design::Preset::{Balanced, HighFmax, LowLatency};
use huffwire::design::{BookSpec, LoadableSpec, Target};
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
    let loadable = [
        (encoder(1, 4, Balanced), parallel(8, Balanced)),
        (encoder(1, 4, cuts(&["find", "raw"])), parallel(8, cuts(&["class", "pick", "stop"]))),
        (encoder(1, 4, cuts(&["table"])), parallel(8, cuts(&["group", "rank"]))),
    ];
    let element = Element::parse("bf16").unwrap();
    let envelope = Envelope::new(element, 2, 8, 32, None).unwrap();
    let checked = [
        (encoder(4, 16, Balanced), serial(8, Balanced)),
        (quick(), serial(2, LowLatency)),
        (quick(), parallel(8, Balanced)),
        (quick(), parallel(4, HighFmax)),
    ];
    let all = asic.into_iter().map(|ends| (Target::Asic, None, false, ends));
    let all = all.chain(fpga.map(|ends| (Target::Fpga, None, false, ends)));
    let all = all.chain(loadable.map(|ends| (Target::Fpga, None, true, ends)));
    for (target, check, loadable, (encoder, decoder)) in
        all.chain(checked.map(|ends| (Target::Asic, Some(Check::Crc32), false, ends)))
    {
        let what = format!("{encoder:?} {decoder:?} {check:?} {loadable}");
        let mut spec = spec("d", [BF16], encoder, decoder);
        (spec.target, spec.check) = (target, check);
        if loadable {
            let fits = loads::book(&envelope, &mut Random::new(1));
            spec.books = vec![BookSpec::new("fits".to_owned(), fits)];
            spec.loadable = Some(LoadableSpec::new(element, 2, 2, 8, 32));
        }
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
            let files = sim::sources(&design);
            let simulation = Simulation::compile_for_short_runs(Simulator::Icarus, bench, &files).unwrap();
            let outcome = simulation.run(&vectors, &Run::default()).unwrap();
            assert_eq!(outcome.failure, None);
            assert_eq!(outcome.latency, Some(latency as u64), "{bench:?} {what}");
        }
    }
}
