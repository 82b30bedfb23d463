//! The elements a clock that `generate` states are what comes through, of data as the codebooks expect them.

use huffwire::design::Design;
use huffwire::report::Summary;
use huffwire::rtl::Manifest;
use huffwire::sim::{self, Bench, Outcome, Payload, Random, Run, Simulation, Simulator, Vectors, vectors};

const TINY: &str =
    "element: { bytes: 1, bits: 2, symbol: \"1:0\" }\nmax_length: 4\nlengths: { 0: 1, 1: 2, 2: 3, 3: 4 }\n";
const MIRROR: &str =
    "element: { bytes: 1, bits: 2, symbol: \"1:0\" }\nmax_length: 4\nlengths: { 0: 4, 1: 3, 2: 2, 3: 1 }\n";
const BF16: &str =
    "element: bf16\nmax_length: 8\nescape: 8\nlengths: { 118: 4, 119: 3, 120: 2, 121: 2, 122: 3 }\n";

/// What is the limit of encoder, decoder and both, in turn: one design for every limit there is.
const DESIGNS: [(&[&str], &str, [&str; 3]); 5] = [
    (
        &[TINY],
        "encoder: { lanes: 8, out_bytes: 1 }\ndecoder: { kind: serial, in_bytes: 1 }\n",
        ["encoder_bus", "decoder_lanes", "decoder_lanes"],
    ),
    (
        &[TINY],
        "encoder: { lanes: 2, out_bytes: 2 }\ndecoder: { kind: parallel, in_bytes: 1 }\n",
        ["encoder_lanes", "decoder_bus", "encoder_lanes"],
    ),
    (
        &[TINY],
        "encoder: { lanes: 4, out_bytes: 1 }\ndecoder: { kind: parallel, in_bytes: 1, lanes: 2 }\n",
        ["encoder_lanes", "decoder_lanes", "decoder_lanes"],
    ),
    (
        &[BF16],
        "encoder: { lanes: 4, out_bytes: 4 }\ndecoder: { kind: serial, in_bytes: 1 }\n",
        ["encoder_bus", "decoder_bus", "decoder_bus"],
    ),
    (
        &[TINY, MIRROR],
        "raw: true\nencoder: { lanes: 8, out_bytes: 1, select: smallest, block: 4 }\n\
         decoder: { kind: parallel, in_bytes: 2 }\n",
        ["encoder_bus", "decoder_bus", "encoder_bus"],
    ),
];

/// Elements of the packet: with more the sampling errors of its data are smaller.
const ELEMENTS: usize = 6000;

fn run(design: &Design, bench: Bench, vectors: &Vectors) -> Outcome {
    let simulation = Simulation::compile(Simulator::Icarus, bench, None, &sim::sources(design)).unwrap();
    let outcome = simulation.run(vectors, &Run::default()).unwrap();
    assert_eq!(outcome.failure, None);
    outcome
}

#[test]
fn what_is_stated_comes_through() {
    if !crate::common::have("iverilog") {
        return;
    }
    for (number, (books, rest, limits)) in DESIGNS.into_iter().enumerate() {
        let design = crate::common::several("d", books, rest);
        let summary = Summary::of(&design, &Manifest::of(&design, &[]));
        let random = &mut Random::new(number as u64);
        // Elements by each codebook in turn, but not by the raw one: it is expected of no data.
        let mut packet = Vec::new();
        for block in 0..ELEMENTS / 32 {
            let book = &design.books.books()[block % books.len()];
            packet.extend(Payload::Codebook.elements(book, 32, random));
        }
        let elements = (packet.len() / design.element.bytes()) as f64;
        let packets = [packet];
        let frames = vectors::frames(&design, &packets).unwrap();
        let rates = &summary.sustained;
        for ((bench, stated), limit) in [Bench::Encoder, Bench::Decoder, Bench::Loopback]
            .into_iter()
            .zip([rates.encoder, rates.decoder, rates.both_ends])
            .zip(limits)
        {
            let vectors = match bench {
                Bench::Encoder => vectors::encoder(&design, &packets, None).unwrap(),
                Bench::Decoder => vectors::decoder(&design, &frames, None),
                Bench::Loopback => vectors::loopback(&design, &packets, None),
            };
            let outcome = run(&design, bench, &vectors);
            let clocks = if bench == Bench::Encoder { outcome.in_clocks } else { outcome.out_clocks };
            let measured = elements / clocks as f64;
            let ratio = measured / stated.elements_per_clock;
            let what = format!("{rest}{bench}: {measured:.3} measured, {stated:?} stated");
            assert!((0.96..1.04).contains(&ratio), "{what}");
            assert_eq!(serde_json::json!(stated.limit), limit, "{what}");
        }
    }
}
