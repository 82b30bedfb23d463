//! Encoders of several codebooks: sideband and smallest, with payloads x lengths x idle x stall, at a full rate.

use super::matrix::{all_pairs, some_pairs};
use super::{assert_pass, have};
use crate::common;
use huffwire::design::Design;
use huffwire::rtl::Manifest;
use huffwire::sim::{
    self, Bench, Idle, Payload, Random, Run, Simulation, Simulator, Stall, packets, sources, vectors,
};

const SEED: u32 = 51;

const TINY: &str = "{ bytes: 1, bits: 2, symbol: \"1:0\" }";
/// Complete, with an escape, and the first one's symbols the other way round: ties are frequent.
const TINY_BOOKS: [&str; 3] = [
    "max_length: 4\nlengths: { 0: 1, 1: 2, 2: 3, 3: 4 }",
    "max_length: 3\nescape: 2\nlengths: { 3: 1, 2: 3 }",
    "max_length: 4\nlengths: { 3: 1, 2: 2, 1: 3, 0: 4 }",
];
const BF16_BOOKS: [&str; 3] = [
    "max_length: 8\nescape: 8\nlengths: { 118: 4, 119: 3, 120: 2, 121: 2, 122: 3 }",
    "max_length: 6\nescape: 2\nlengths: { 0: 1, 127: 3, 126: 6 }",
    "max_length: 16\nescape: 16\nlengths: { 100: 1, 101: 2, 102: 15 }",
];
const E3M2_BOOKS: [&str; 2] = [
    "max_length: 9\nescape: 4\nlengths: { 0: 1, 1: 2, 2: 9, 63: 9 }",
    "max_length: 7\nescape: 1\nlengths: { 9: 7 }",
];

/// `books` of this element; `rest` is all but their names.
fn design(element: &str, books: &[&str], rest: &str) -> Design {
    let books: Vec<String> = books.iter().map(|book| format!("element: {element}\n{book}\n")).collect();
    let books: Vec<&str> = books.iter().map(String::as_str).collect();
    common::several("select", &books, &format!("{rest}\ndecoder: {{ kind: serial, in_bytes: 2 }}\n"))
}

/// Packets of every payload, with the edges of beats and blocks.
fn mixed(design: &Design, each: usize, random: &mut Random) -> Vec<Vec<u8>> {
    let payloads = Payload::ALL.iter().filter(|payload| payload.fits_design(design));
    payloads.flat_map(|payload| packets(*payload, design, each, random)).collect()
}

fn compile(design: &Design, simulator: Simulator) -> Simulation {
    Simulation::compile(simulator, Bench::Encoder, None, &sources(design)).unwrap()
}

fn check(design: &Design, simulator: Simulator, pairs: &[(Idle, Stall)], each: usize) {
    let random = &mut Random::new(SEED.into());
    let vectors = vectors::encoder(design, &mixed(design, each, random), Some(random)).unwrap();
    let simulation = compile(design, simulator);
    for &(idle, stall) in pairs {
        let run = Run { idle, stall, seed: SEED, ..Run::default() };
        let outcome = simulation.run(&vectors, &run).unwrap();
        assert_pass(&outcome, &format!("{simulator} idle {idle} stall {stall} seed {SEED}"));
        assert_eq!(!outcome.counters.is_empty(), design.counters());
    }
}

/// Three codebooks, so that one index is beyond them.
fn sideband() -> Design {
    let rest = "counters: true\nencoder: { lanes: 4, out_bytes: 2, pipeline: balanced }\nreset: async_low";
    design(TINY, &TINY_BOOKS, rest)
}

/// One codebook and the raw one; every register there is.
fn sideband_raw() -> Design {
    let rest = "raw: true\nencoder: { lanes: 2, out_bytes: 4, pipeline: high_fmax }\nreset: sync_low";
    design("bf16", &BF16_BOOKS[..1], rest)
}

/// As many codebooks as there can be, one lane and a byte, no registers: the word just holds header and beat.
fn sideband_17() -> Design {
    let books: Vec<&str> = (0..16).map(|index| TINY_BOOKS[index % 3]).collect();
    let rest = "raw: true\ncounters: true\nencoder: { lanes: 1, out_bytes: 1, pipeline: low_latency }";
    design(TINY, &books, rest)
}

/// The beat and the header fill the word to the last bit: 2 lanes of 15 bits and 2.
fn sideband_tight() -> Design {
    let books = ["max_length: 15\nlengths: { 0: 1, 1: 2, 2: 15, 3: 15 }", TINY_BOOKS[0], TINY_BOOKS[2]];
    design(
        TINY,
        &books,
        "raw: true\nencoder: { lanes: 2, out_bytes: 4, pipeline: \"[]\" }".replace('"', "").as_str(),
    )
}

fn smallest() -> Design {
    let rest = "raw: true\ncounters: true\n\
                encoder: { lanes: 4, out_bytes: 2, select: smallest, block: 4, pipeline: balanced }";
    design(TINY, &TINY_BOOKS, rest)
}

/// No raw book, blocks of two beats, one lane.
fn smallest_two() -> Design {
    let rest = "encoder: { lanes: 1, out_bytes: 1, select: smallest, block: 2, pipeline: low_latency }\nreset: sync_low";
    design("e3m2", &E3M2_BOOKS, rest)
}

/// Raw bits, and a ring of more than the smallest size.
fn smallest_raw_bits() -> Design {
    let rest = "raw: true\ncounters: true\n\
                encoder: { lanes: 2, out_bytes: 16, select: smallest, block: 32, pipeline: high_fmax }\nreset: async_low";
    design("bf16", &BF16_BOOKS, rest)
}

/// 17 indices, and an output that is nearly always in the way.
fn smallest_17() -> Design {
    let books: Vec<&str> = (0..16).map(|index| E3M2_BOOKS[index % 2]).collect();
    let rest =
        "raw: true\nencoder: { lanes: 4, out_bytes: 1, select: smallest, block: 4, pipeline: high_fmax }";
    design("e3m2", &books, rest)
}

macro_rules! matrix {
    ($simulator:ident $module:ident $each:literal: $($design:ident $pairs:ident)*) => {
        mod $module {
            $(#[test]
            fn $design() {
                if super::have(super::Simulator::$simulator) {
                    super::check(&super::$design(), super::Simulator::$simulator, &super::$pairs(), $each);
                }
            })*
        }
    };
}

matrix! {
    Icarus icarus 5:
    sideband all_pairs
    sideband_raw all_pairs
    sideband_17 some_pairs
    sideband_tight all_pairs
    smallest all_pairs
    smallest_two all_pairs
    smallest_raw_bits some_pairs
    smallest_17 some_pairs
}

matrix! {
    Verilator verilator 16:
    sideband all_pairs
    sideband_17 all_pairs
    smallest all_pairs
    smallest_raw_bits all_pairs
}

/// A word is just wide enough for header and longest beat, in the design that says so.
#[test]
fn the_tight_word_is_tight() {
    let design = sideband_tight();
    let manifest = Manifest::of(&design, &[]);
    assert_eq!(
        manifest.encoder.word_bits,
        design.books().header_bits() + 2 * design.books().longest_element()
    );
}

/// A full beat in every clock, also while blocks wait for their codebooks and between packets; and a block and four
/// clocks of latency more than without.
#[test]
fn a_beat_in_every_clock_and_a_block_of_latency() {
    if !have(Simulator::Icarus) {
        return;
    }
    for (element, books, lanes, pipeline, block) in [
        (TINY, &TINY_BOOKS[..], 4, "balanced", 4),
        ("e3m2", &E3M2_BOOKS[..], 1, "low_latency", 2),
        ("bf16", &BF16_BOOKS[..], 2, "high_fmax", 32),
    ] {
        let with = |select: &str| {
            let encoder = format!("lanes: {lanes}, out_bytes: 16, pipeline: {pipeline}{select}");
            design(element, books, &format!("raw: true\nencoder: {{ {encoder} }}"))
        };
        let designs = [with(""), with(&format!(", select: smallest, block: {block}"))];
        let simulations = [0, 1].map(|which| compile(&designs[which], Simulator::Icarus));
        let run = |which: usize, packets: &[Vec<u8>]| {
            let vectors = vectors::encoder(&designs[which], packets, None).unwrap();
            let outcome = simulations[which].run(&vectors, &Run::default()).unwrap();
            assert_pass(&outcome, "full rate");
            outcome
        };
        let random = &mut Random::new(SEED.into());
        let packet = |beats: usize, random: &mut Random| {
            Payload::Shortest.packet(&designs[0], 0, beats * lanes, random)
        };
        // Longer than any ring could hide, were a clock lost with each block.
        let long = [packet(2048, random)];
        let [plain, smallest] = [0, 1].map(|which| {
            let outcome = run(which, &long);
            assert_eq!((outcome.in_beats, outcome.in_clocks), (2048, 2048), "{element} block {block}");
            outcome.clocks
        });
        // The end of the one or of the other may need a word more.
        let behind = smallest - plain;
        assert!((block + 3..=block + 4).contains(&behind), "{element} block {block}: {behind} clocks");
        // One beat is a block too; five clocks.
        let single = [packet(1, random)];
        let latency = run(1, &single).latency.unwrap();
        assert_eq!(latency, run(0, &single).latency.unwrap() + 5, "{element}");
        assert_eq!(latency, Manifest::of(&designs[1], &[]).encoder.latency_clocks as u64, "{element}");
        // Short packets behind long ones: as many decisions wait as there are beats.
        let mut packets = Vec::new();
        for _ in 0..4 {
            packets.push(packet(block as usize + 1, random));
            packets.extend((0..2 * block as usize).map(|_| packet(1, random)));
        }
        let beats = 4 * (3 * block + 1);
        let outcome = run(1, &packets);
        assert_eq!((outcome.in_beats, outcome.in_clocks), (beats, beats), "{element} block {block}");
    }
}

/// Breaks a module and expects the bench to say so.
fn breaks(design: &Design, module: &str, from: &str, to: &str, kind: &str) {
    let mut files = sources(design);
    let file = files.iter_mut().find(|(path, _)| path.ends_with(module)).unwrap();
    assert_eq!(file.1.matches(from).count(), 1, "{module}: {from}");
    file.1 = file.1.replace(from, to);
    let random = &mut Random::new(SEED.into());
    let vectors = vectors::encoder(design, &mixed(design, 12, random), Some(random)).unwrap();
    let simulation = Simulation::compile(Simulator::Icarus, Bench::Encoder, None, &files).unwrap();
    let runs = [(Idle::None, Stall::None), (Idle::Quarter, Stall::Bursts), (Idle::Alone, Stall::Quarter)];
    let failures: Vec<sim::Failure> = runs
        .iter()
        .filter_map(|&(idle, stall)| {
            simulation.run(&vectors, &Run { idle, stall, ..Run::default() }).unwrap().failure
        })
        .collect();
    assert!(failures.iter().any(|failure| failure.kind == kind), "{module}: {from} -> {to}: {failures:?}");
}

#[test]
fn what_is_broken_is_found() {
    if !have(Simulator::Icarus) {
        return;
    }
    let block = &smallest();
    // Ties must go to the first.
    breaks(block, "_enc_smallest.v", "x[i*BITS +: BITS] < x", "x[i*BITS +: BITS] <= x", "mismatch");
    // An empty beat behind a full block ends the packet with that block.
    breaks(block, "_enc_block.v", "write   = s_valid & ~s_close", "write   = s_valid", "mismatch");
    breaks(block, "_enc_choose.v", "= last_q | sum_close", "= last_q", "mismatch");
    breaks(block, "_enc_choose.v", "{TOTAL{~sum_first}}", "{TOTAL{1'b1}}", "mismatch");
    breaks(block, "_enc_block.v", "round_q ? round_header_q : header", "header", "mismatch");
    breaks(
        block,
        "_enc_place.v",
        "s_last ? START_AT[PLACE-1:0] :",
        "s_last ? START_AT[PLACE-1:0] + 1'b1 :",
        "mismatch",
    );
    breaks(block, "_enc_counters.v", ".x(elements_q)", ".x(elements_q | 1'b1)", "counters");
    let side = &sideband();
    breaks(side, "_enc_index.v", "begin_q ? user : index_q", "user", "mismatch");
    breaks(side, "_enc_index.v", "s_user > LAST ? LAST : s_user", "s_user", "mismatch");
    breaks(side, "_enc_beyond.v", "begin_q & (user > LAST)", "(user > LAST)", "counters");
}

/// The bound is checked apart from the frames: one codebook for everything breaks it, although bytes that were made
/// to agree pass.
#[test]
fn a_block_beyond_its_bound_is_found() {
    if !have(Simulator::Icarus) {
        return;
    }
    let design = smallest();
    let mut files = sources(&design);
    let choose = files.iter_mut().find(|(path, _)| path.ends_with("_enc_choose.v")).unwrap();
    choose.1 = choose.1.replace(".x(totals), .index(index)", ".x(totals), .index()");
    choose.1 = choose.1.replace("endmodule", "    assign index = {INDEX{1'b0}};\nendmodule");
    let simulation = Simulation::compile(Simulator::Icarus, Bench::Encoder, None, &files).unwrap();
    // The first codebook has four bits for this one, raw has two.
    let packet = vec![3; 16];
    let mut vectors = vectors::encoder(&design, std::slice::from_ref(&packet), None).unwrap();
    // What it will send: index 0, last, 16 codewords 1110.
    vectors.expected = "dd3d 3 0 0\ndddd 3 0 0\ndddd 3 0 0\ndddd 3 0 0\n00df 1 1 0\n".to_owned();
    let failure = simulation.run(&vectors, &Run::default()).unwrap().failure.unwrap();
    assert_eq!(failure.kind, "bound", "{}", failure.text);
}
