//! The parallel decoder: designs in which every pair of (kind of format, width, lanes, pipeline, reset) occurs, each with
//! payloads x lengths x idle x stall, and damage.

use super::matrix::{all_pairs, mixed, some_pairs};
use super::{assert_pass, have};
use crate::common::{self, TINY, book, codebook, encoder, lanes, parallel, serial, spec};
use huffwire::codebook::Codebook;
use huffwire::design::Preset::{self, Balanced, HighFmax, LowLatency};
use huffwire::design::Reset::{self, AsyncLow, SyncHigh, SyncLow};
use huffwire::design::{DecoderSpec, Design, PipelineSpec};
use huffwire::sim::{
    Bench, Idle, Payload, Random, Run, Simulation, Simulator, Stall, damaged, sources, vectors,
};
use std::collections::BTreeSet;

const SEED: u32 = 40;

/// What decides how a decoder is built: elements below a byte, of a byte, with raw bits in two bytes and in four.
type Shape = (&'static str, u64, &'static str, Preset, Reset);

/// Kind of format, in_bytes, lanes (all that a word can start, some of them, one), pipeline, reset.
const SHAPES: [Shape; 26] = [
    ("small", 1, "some", HighFmax, SyncLow),
    ("small", 1, "one", LowLatency, SyncHigh),
    ("small", 2, "some", LowLatency, SyncLow),
    ("small", 2, "one", Balanced, SyncHigh),
    ("small", 4, "all", LowLatency, SyncHigh),
    ("small", 8, "one", LowLatency, SyncHigh),
    ("small", 16, "all", HighFmax, SyncHigh),
    ("small", 32, "some", Balanced, AsyncLow),
    ("small", 64, "all", LowLatency, SyncLow),
    ("byte", 1, "all", Balanced, AsyncLow),
    ("byte", 2, "all", HighFmax, AsyncLow),
    ("byte", 4, "some", Balanced, SyncHigh),
    ("byte", 8, "some", Balanced, AsyncLow),
    ("byte", 16, "one", LowLatency, SyncLow),
    ("byte", 32, "one", HighFmax, SyncLow),
    ("byte", 64, "some", HighFmax, SyncHigh),
    ("wide", 4, "one", HighFmax, SyncLow),
    ("wide", 8, "some", Balanced, SyncLow),
    ("wide", 16, "all", HighFmax, SyncHigh),
    ("wide", 32, "one", LowLatency, SyncHigh),
    ("wide", 64, "one", Balanced, AsyncLow),
    ("wider", 4, "one", LowLatency, AsyncLow),
    ("wider", 8, "all", HighFmax, SyncHigh),
    ("wider", 16, "some", Balanced, AsyncLow),
    ("wider", 32, "all", LowLatency, AsyncLow),
    ("wider", 64, "some", LowLatency, SyncLow),
];

/// A codebook; the formats of a kind take turns.
fn book_of(kind: &str, in_bytes: u64) -> Codebook {
    let book = match (kind, in_bytes) {
        ("small", 1 | 4) => TINY,
        ("small", 2) => book("custom:1:1:0:0", 2, None, &[(0, 1), (1, 2)]),
        // Some raw bits below the symbol, some above, and codewords without a meaning.
        ("small", 8) => book("custom:1:5:3:2", 4, None, &[(0, 1), (1, 2), (2, 4), (3, 4)]),
        ("small", 16) => book("e2m3", 7, Some(5), &[(0, 4), (1, 4), (2, 4), (3, 4), (32, 7)]),
        ("small", 32) => book("e3m2", 6, Some(2), &[(0, 4), (9, 5), (63, 6)]),
        ("small", _) => {
            let mut lengths = [6; 64];
            lengths[63] = 7;
            return codebook("e3m2", 7, None, &lengths);
        }
        ("byte", 1) => return codebook("int8", 8, None, &[8; 256]),
        ("byte", 2) => book("bytes", 7, Some(7), &[(0, 1), (1, 2), (2, 3), (255, 5)]),
        ("byte", 4) => book("bf16_bytes", 10, Some(2), &[(63, 2), (64, 3), (65, 4), (66, 10)]),
        ("byte", 8) => book("e5m2", 6, Some(6), &[(60, 3), (61, 3), (62, 3), (188, 3), (189, 4)]),
        ("byte", 16) => book("e4m3", 12, Some(4), &[(0, 4), (56, 5), (57, 5), (58, 12), (184, 5)]),
        ("byte", 32) => book("e2m1", 8, Some(5), &[(0, 4), (17, 4), (34, 4), (51, 5), (68, 8)]),
        ("byte", _) => book("e4m3", 9, Some(2), &[(0, 8), (56, 8), (57, 8), (184, 9)]),
        ("wide", 4 | 64) => book("bf16", 8, Some(5), &[(118, 4), (119, 3), (120, 2), (121, 2), (122, 3)]),
        ("wide", 16) => book("bf16_m1", 8, Some(5), &[(236, 4), (239, 3), (240, 2), (241, 2), (511, 8)]),
        ("wide", 32) => book("bf16_m2", 10, Some(4), &[(472, 4), (479, 3), (480, 2), (481, 2), (1023, 10)]),
        ("wide", _) => book("fp16", 9, Some(4), &[(15, 1), (14, 2), (13, 3), (12, 9), (16, 9), (0, 8)]),
        // As long as the word; the segments of 16 bits and more.
        ("wider", 4) => return codebook("fp32", 8, None, &[8; 256]),
        ("wider", 16) => book("custom:4:20:19:12", 7, Some(2), &[(3, 7), (4, 7), (9, 1)]),
        _ => book("fp32", 16, Some(16), &[(0, 1), (255, 2), (1, 3), (254, 16)]),
    };
    book.into()
}

/// The design with this decoder.
fn design(shape: Shape, decoder: DecoderSpec) -> Design {
    let (kind, in_bytes, _, pipeline, reset) = shape;
    let name = format!("{kind}_{in_bytes}_{}", pipeline.name());
    let mut spec = spec(&name, [book_of(kind, in_bytes)], encoder(2, 4, Balanced), decoder);
    spec.reset = reset;
    common::design(spec)
}

fn parallel_of(shape: Shape) -> Design {
    let (_, in_bytes, count, pipeline, _) = shape;
    let all = design(shape, parallel(in_bytes, pipeline));
    let wanted = match count {
        "all" => return all,
        "some" => all.decoder().unwrap().lanes().div_ceil(4).next_power_of_two(),
        _ => 1,
    };
    design(shape, lanes(wanted as u64, parallel(in_bytes, pipeline)))
}

/// The fifth of the cuts or so that a number's bits choose.
fn explicit_cuts(design: &Design, number: u64) -> PipelineSpec {
    let random = &mut Random::new(number);
    let levels = design.decoder().unwrap().pipeline().levels().iter();
    let levels = levels.map(|(level, _)| level.to_string());
    PipelineSpec::Cuts(levels.filter(|_| random.below(4) == 0).collect())
}

#[test]
fn every_pair_occurs() {
    let values = |shape: &Shape| {
        let (kind, in_bytes, lanes, pipeline, reset) = *shape;
        [kind, &in_bytes.to_string(), lanes, pipeline.name(), reset.name()].map(str::to_owned)
    };
    let mut seen = BTreeSet::new();
    let mut each: [BTreeSet<String>; 5] = Default::default();
    for shape in &SHAPES {
        let values = values(shape);
        for (at, value) in values.iter().enumerate() {
            each[at].insert(value.clone());
            seen.extend(values.iter().enumerate().map(|(other, v)| (at, value.clone(), other, v.clone())));
        }
    }
    assert_eq!(each.each_ref().map(BTreeSet::len), [4, 7, 3, 3, 3]);
    for (at, one) in each.iter().enumerate() {
        for (other, two) in each.iter().enumerate().skip(at + 1) {
            for (one, two) in one.iter().flat_map(|one| two.iter().map(move |two| (one, two))) {
                // Longer elements than the word.
                let narrow = at == 0 && one.starts_with("wide") && matches!(two.as_str(), "1" | "2");
                let there = seen.contains(&(at, one.clone(), other, two.clone()));
                assert!(there || narrow, "no design has {one} and {two}");
            }
        }
    }
    let format = |(kind, in_bytes, ..): &Shape| book_of(kind, *in_bytes).element().name();
    let formats: BTreeSet<&str> = SHAPES.iter().filter_map(format).collect();
    for named in huffwire::element::NAMED {
        assert!(formats.contains(named.name().unwrap()), "no design has {named}");
    }
}

/// Packets of every length from none to three words of the shortest elements, and elements one by one.
fn every_length(book: &Codebook, in_bytes: usize, random: &mut Random) -> Vec<Vec<u8>> {
    let most = 3 * 8 * in_bytes / book.shortest_element() as usize + 1;
    let payloads = [Payload::Codebook, Payload::Shortest, Payload::Random, Payload::Longest];
    let lengths = (0..=most).map(|count| (count, payloads[count % payloads.len()]));
    let single = (0..24).map(|index| (1, payloads[index % payloads.len()]));
    lengths.chain(single).map(|(count, payload)| payload.elements(book, count, random)).collect()
}

/// Runs frames through a decoder under these pairs of patterns.
fn run(
    design: &Design,
    simulator: Simulator,
    frames: &[Vec<u8>],
    pairs: &[(Idle, Stall)],
    random: &mut Random,
) {
    let vectors = vectors::decoder(design, frames, Some(random));
    let simulation = Simulation::compile_for_short_runs(simulator, Bench::Decoder, &sources(design)).unwrap();
    for &(idle, stall) in pairs {
        let outcome = simulation.run(&vectors, &Run { idle, stall, seed: SEED, ..Run::default() }).unwrap();
        let (name, kind) = (design.name(), design.decoder().unwrap().kind().name());
        assert_pass(&outcome, &format!("{simulator} {name} {kind} idle {idle} stall {stall} seed {SEED}"));
    }
}

/// Everything in Verilator, as much as the time allows in Icarus; and the same frames through a serial decoder.
fn check(shape: Shape, simulator: Simulator) {
    if !have(simulator) {
        return;
    }
    // One simulator each, Icarus for the narrow ones. Verilator takes a quarter of a minute for the C++ of those of 16 bytes
    // and a whole one for wider ones: some of the others.
    let some = SHAPES.iter().position(|other| *other == shape).is_some_and(|at| at % 3 == 0);
    let left = match simulator {
        Simulator::Icarus => shape.1 > 2,
        Simulator::Verilator => shape.1 <= 2 || shape.1 > 8 || !some,
    };
    if left && !common::campaign() {
        println!("left to scripts/campaign.sh: {shape:?} in {simulator}");
        return;
    }
    let design = parallel_of(shape);
    let in_bytes = design.decoder().unwrap().in_bytes();
    let book = &design.books().books()[0];
    let random = &mut Random::new(SEED.into());
    let each = if simulator == Simulator::Icarus { 4 } else { 12 };
    let mut frames = vectors::frames(&design, &mixed(&design, each, random)).unwrap();
    frames.extend(damaged(&design, 5 * each, random));
    if simulator == Simulator::Icarus {
        let clocks: usize = frames.iter().map(|frame| frame.len().div_ceil(in_bytes)).sum();
        // It takes hundredths of a second for a clock of a wide decoder.
        frames.truncate((frames.len() * 600 / clocks / in_bytes).max(12));
        run(&design, simulator, &frames, &some_pairs()[1..3], random);
        run(
            &self::design(shape, serial(in_bytes as u64, Balanced)),
            simulator,
            &frames,
            &some_pairs()[1..3],
            random,
        );
        return;
    }
    run(&design, simulator, &frames, &all_pairs(), random);
    let frames = vectors::frames(&design, &every_length(book, in_bytes, random)).unwrap();
    run(&design, simulator, &frames, &[(Idle::None, Stall::None), (Idle::Quarter, Stall::Bursts)], random);
}

macro_rules! shapes {
    ($($name:ident $at:literal)*) => {
        mod verilator {
            $(#[test]
            fn $name() {
                super::check(super::SHAPES[$at], super::Simulator::Verilator);
            })*
        }

        /// Of up to 16 bytes: wider ones crawl.
        mod icarus {
            $(#[test]
            fn $name() {
                if super::SHAPES[$at].1 <= 16 {
                    super::check(super::SHAPES[$at], super::Simulator::Icarus);
                }
            })*
        }

        /// None is forgotten.
        #[test]
        fn every_shape_is_a_test() {
            assert_eq!([$($at),*].to_vec(), (0..SHAPES.len()).collect::<Vec<_>>());
        }
    };
}

shapes! {
    a 0 b 1 c 2 d 3 e 4 f 5 g 6 h 7 i 8 j 9 k 10 l 11 m 12 n 13 o 14 p 15 q 16 r 17 s 18 t 19 u 20 v 21 w 22 x 23 y 24 z 25
}

/// Registers anywhere: any cuts are right, only slower or quicker.
#[test]
fn explicit_cuts_in_icarus() {
    if !have(Simulator::Icarus) {
        return;
    }
    let shapes = [0, 10, 21, 4, 16];
    for (number, at) in shapes.into_iter().enumerate().take(if common::campaign() { 5 } else { 3 }) {
        let shape = SHAPES[at];
        let plain = design(shape, parallel(shape.1, Balanced));
        let cuts = explicit_cuts(&plain, number as u64 + 1);
        let design = design(shape, parallel(shape.1, cuts));
        assert_ne!(design.decoder().unwrap().pipeline().cuts(), plain.decoder().unwrap().pipeline().cuts());
        let random = &mut Random::new(SEED.into());
        let mut frames = vectors::frames(&design, &mixed(&design, 2, random)).unwrap();
        frames.extend(damaged(&design, 11, random));
        run(&design, Simulator::Icarus, &frames, &some_pairs()[1..3], random);
    }
}

/// Faults of a prototype showed after hundreds of thousands of elements.
fn millions(name: &str) {
    if !have(Simulator::Verilator) {
        return;
    }
    if name != "tiny_parallel" && !common::campaign() {
        println!("left to scripts/campaign.sh: {name}");
        return;
    }
    let design = Design::load(&common::root().join(format!("configs/{name}.yaml"))).unwrap();
    let files = sources(&design);
    let simulation = Simulation::compile(Simulator::Verilator, Bench::Loopback, None, &files).unwrap();
    for (seed, idle, stall) in [
        (21, Idle::Quarter, Stall::Quarter),
        (22, Idle::Bursts, Stall::None),
        (23, Idle::None, Stall::Bursts),
    ] {
        let random = &mut Random::new(seed.into());
        let mut sent = Vec::new();
        let mut left = 700_000_usize;
        while left > 0 {
            let count = (1 + random.below(2000)).min(left);
            let payload =
                *random.of(&[Payload::Codebook, Payload::Codebook, Payload::Random, Payload::Shortest]);
            sent.push(payload.elements(&design.books().books()[0], count, random));
            left -= count;
        }
        let beats: usize = {
            let width = design.decoder().unwrap().lanes() * design.element().bytes();
            sent.iter().map(|packet| packet.len().div_ceil(width)).sum()
        };
        let vectors = vectors::loopback(&design, &sent, Some(random));
        let outcome = simulation.run(&vectors, &Run { idle, stall, seed, ..Run::default() }).unwrap();
        assert_pass(&outcome, &format!("{name} idle {idle} stall {stall} seed {seed}"));
        assert!(outcome.out_beats >= beats as u64);
    }
}

#[test]
fn two_million_elements_of_tiny_parallel() {
    millions("tiny_parallel");
}

#[test]
fn two_million_elements_of_bf16_link() {
    millions("bf16_link");
}

#[test]
fn two_million_elements_of_e4m3_link() {
    millions("e4m3_link");
}

#[test]
fn two_million_elements_of_tiny() {
    millions("tiny");
}
