//! The latency in the manifest is what a simulation sees, for every pipeline.

use huffwire::rtl::Manifest;
use huffwire::sim::{self, Bench, Run, Simulation, Simulator, vectors};

const BOOK: &str =
    "element: bf16\nmax_length: 8\nescape: 8\nlengths: { 118: 4, 119: 3, 120: 2, 121: 2, 122: 3 }\n";

#[test]
fn the_first_beat_comes_when_the_manifest_says() {
    if !crate::common::have("iverilog") {
        return;
    }
    for (lanes, out, encoder, decoder) in [
        (1, 4, "low_latency", "serial, pipeline: low_latency"),
        (4, 16, "balanced", "serial, pipeline: balanced"),
        (8, 8, "high_fmax", "serial, pipeline: high_fmax"),
        (2, 16, "[input, raw, shift]", "serial, pipeline: [lookup]"),
        (1, 4, "low_latency", "parallel, pipeline: low_latency"),
        (1, 4, "low_latency", "parallel, pipeline: balanced, lanes: 2"),
        (1, 4, "low_latency", "parallel, pipeline: high_fmax"),
        (1, 4, "low_latency", "parallel, pipeline: [leaf, entry, stop, rank, swap3]"),
        (1, 4, "low_latency", "parallel, pipeline: [up2, down1, count, route, swap1, swap2]"),
    ] {
        let design = crate::common::design(
            BOOK,
            &format!(
                "name: d\nelement: bf16\ncodebooks: [book.yaml]\n\
                 encoder: {{ lanes: {lanes}, out_bytes: {out}, pipeline: {encoder} }}\n\
                 decoder: {{ kind: {decoder}, in_bytes: 8 }}\n"
            ),
        );
        let manifest = Manifest::of(&design, &[]);
        let packets = [vec![0; 2 * lanes]];
        let frames = vectors::frames(&design, &packets).unwrap();
        for (bench, vectors, latency) in [
            (
                Bench::Encoder,
                vectors::encoder(&design, &packets, None).unwrap(),
                manifest.encoder.latency_clocks,
            ),
            (Bench::Decoder, vectors::decoder(&design, &frames, None), manifest.decoder.latency_clocks),
        ] {
            let files = sim::sources(&design);
            let simulation = Simulation::compile(Simulator::Icarus, bench, None, &files).unwrap();
            let outcome = simulation.run(&vectors, &Run::default()).unwrap();
            assert_eq!(outcome.failure, None);
            assert_eq!(outcome.latency, Some(latency as u64), "{bench:?} {encoder} {decoder}");
        }
    }
}
