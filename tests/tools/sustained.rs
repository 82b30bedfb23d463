//! The elements a clock that `generate` states are what comes through, of data as the codebooks expect them.

use crate::common::{
    BF16, Book, TINY, TWO_BITS, book, design, encoder, have, lanes, parallel, serial, smallest, spec,
};
use huffwire::design::Preset::Balanced;
use huffwire::design::{DecoderSpec, Design, EncoderSpec};
use huffwire::report::Summary;
use huffwire::rtl::Manifest;
use huffwire::sim::{self, Bench, Outcome, Payload, Random, Run, Simulation, Simulator, Vectors, vectors};

const MIRROR: Book = book(TWO_BITS, 4, None, &[(0, 4), (1, 3), (2, 2), (3, 1)]);

/// One design for every limit there is: its books, its ends, and what is the limit of encoder, decoder and both.
fn designs() -> Vec<(Vec<Book>, EncoderSpec, DecoderSpec, [&'static str; 3])> {
    let encoder = |lanes, bytes| encoder(lanes, bytes, Balanced);
    let parallel = |bytes| parallel(bytes, Balanced);
    let serial = || serial(1, Balanced);
    vec![
        (vec![TINY], encoder(8, 1), serial(), ["encoder_bus", "decoder_lanes", "decoder_lanes"]),
        (vec![TINY], encoder(2, 2), parallel(1), ["encoder_lanes", "decoder_bus", "encoder_lanes"]),
        (
            vec![TINY],
            encoder(4, 1),
            lanes(2, parallel(1)),
            ["encoder_lanes", "decoder_lanes", "decoder_lanes"],
        ),
        (vec![BF16], encoder(4, 4), serial(), ["encoder_bus", "decoder_bus", "decoder_bus"]),
        (
            vec![TINY, MIRROR],
            smallest(32, encoder(8, 1)),
            parallel(1),
            ["encoder_bus", "decoder_bus", "encoder_bus"],
        ),
    ]
}

/// Elements of the packet: with more the sampling errors of its data are smaller.
const ELEMENTS: usize = 6000;
/// Elements by the same codebook, a block where there are blocks. The smallest of short ones is smaller than expected.
const BLOCK: usize = 256;

fn run(design: &Design, bench: Bench, vectors: &Vectors) -> Outcome {
    let simulation = Simulation::compile(Simulator::Icarus, bench, None, &sim::sources(design)).unwrap();
    let outcome = simulation.run(vectors, &Run::default()).unwrap();
    assert_eq!(outcome.failure, None);
    outcome
}

#[test]
fn what_is_stated_comes_through() {
    if !have("iverilog") {
        return;
    }
    let elements_of_all = if crate::common::campaign() { ELEMENTS } else { ELEMENTS / 2 };
    for (number, (books, encoder, decoder, limits)) in designs().into_iter().enumerate() {
        let count = books.len();
        let rest = format!("{encoder:?} {decoder:?} ");
        let mut spec = spec("d", books, encoder, decoder);
        spec.raw = count > 1;
        let design = design(spec);
        let summary = Summary::of(&design, &Manifest::of(&design, &[]));
        let random = &mut Random::new(number as u64);
        // Elements by each codebook in turn, but not by the raw one: it is expected of no data.
        let mut packet = Vec::new();
        for block in 0..elements_of_all / BLOCK {
            let book = &design.books().books()[block % count];
            packet.extend(Payload::Codebook.elements(book, BLOCK, random));
        }
        let elements = (packet.len() / design.element().bytes()) as f64;
        let packets = [packet];
        let frames = vectors::frames(&design, &packets).unwrap();
        let rates = summary.sustained.unwrap();
        for ((bench, stated), limit) in [Bench::Encoder, Bench::Decoder, Bench::Loopback]
            .into_iter()
            .zip([rates.encoder, rates.decoder, rates.both_ends])
            .zip(limits)
        {
            let stated = stated.expect("the design has both ends");
            let vectors = match bench {
                Bench::Encoder => vectors::encoder(&design, &packets, None).unwrap(),
                Bench::Decoder => vectors::decoder(&design, &frames, None),
                Bench::Loopback | Bench::Swap => vectors::loopback(&design, &packets, None),
            };
            assert_eq!(serde_json::json!(stated.limit), limit, "{rest}{bench}: {stated:?} stated");
            // The benches' adapter between buses of two widths has clocks of its own, and then is the limit.
            let adapted = design.encoder().unwrap().out_bytes() != design.decoder().unwrap().in_bytes();
            if bench == Bench::Loopback && adapted && limit.ends_with("bus") {
                continue;
            }
            let outcome = run(&design, bench, &vectors);
            // At the output: what is still on its way when the last element has been taken counts too.
            let measured = elements / outcome.out_clocks as f64;
            let ratio = measured / stated.elements_per_clock;
            let what = format!("{rest}{bench}: {measured:.3} measured, {stated:?} stated");
            assert!((0.96..1.04).contains(&ratio), "{what}");
        }
    }
}
