//! Encoders of several codebooks: sideband and smallest, with payloads x lengths x idle x stall, at a full rate.

use super::matrix::{all_pairs, some_pairs};
use super::{assert_pass, broken, have};
use crate::common::{
    self, BF16, Book, OTHER, TINY, TWO_BITS, book, cuts, encoder, serial, smallest as blocks, spec,
};
use huffwire::design::Preset::{Balanced, HighFmax, LowLatency};
use huffwire::design::Reset::{AsyncLow, SyncLow};
use huffwire::design::{Design, EncoderSpec, Spec};
use huffwire::rtl::Manifest;
use huffwire::sim::{
    self, Bench, Idle, Payload, Random, Run, Simulation, Simulator, Stall, packets, sources, vectors,
};

const SEED: u32 = 51;

/// Complete, with an escape, and the first one's symbols the other way round: ties are frequent.
const TINY_BOOKS: [Book; 3] = [TINY, OTHER, book(TWO_BITS, 4, None, &[(3, 1), (2, 2), (1, 3), (0, 4)])];
const BF16_BOOKS: [Book; 3] = [
    BF16,
    book("bf16", 6, Some(2), &[(0, 1), (127, 3), (126, 6)]),
    book("bf16", 16, Some(16), &[(100, 1), (101, 2), (102, 15)]),
];
const E3M2_BOOKS: [Book; 2] =
    [book("e3m2", 9, Some(4), &[(0, 1), (1, 2), (2, 9), (63, 9)]), book("e3m2", 7, Some(1), &[(9, 7)])];

/// An encoder of these books, and a decoder for company.
fn select(books: &[Book], encoder: EncoderSpec) -> Spec {
    spec("select", books.iter().copied(), encoder, serial(2, Balanced))
}

/// Packets of every payload, with the edges of beats and blocks.
fn mixed(design: &Design, each: usize, random: &mut Random) -> Vec<Vec<u8>> {
    let payloads = Payload::ALL.iter().filter(|payload| payload.fits_design(design));
    payloads.flat_map(|payload| packets(*payload, design, each, random)).collect()
}

fn compile(design: &Design, simulator: Simulator) -> Simulation {
    Simulation::compile_for_short_runs(simulator, Bench::Encoder, &sources(design)).unwrap()
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
    let mut spec = select(&TINY_BOOKS, encoder(4, 2, Balanced));
    spec.counters = true;
    spec.reset = AsyncLow;
    common::design(spec)
}

/// One codebook and the raw one; every register there is.
fn sideband_raw() -> Design {
    let mut spec = select(&BF16_BOOKS[..1], encoder(2, 4, HighFmax));
    spec.raw = true;
    spec.reset = SyncLow;
    common::design(spec)
}

/// As many codebooks as there can be, one lane and a byte, no registers: the word just holds header and beat.
fn sideband_17() -> Design {
    let books: Vec<Book> = (0..16).map(|index| TINY_BOOKS[index % 3]).collect();
    let mut spec = select(&books, encoder(1, 1, LowLatency));
    spec.raw = true;
    spec.counters = true;
    common::design(spec)
}

/// The beat and the header fill the word to the last bit: 2 lanes of 15 bits and 2.
fn sideband_tight() -> Design {
    let long = book(TWO_BITS, 15, None, &[(0, 1), (1, 2), (2, 15), (3, 15)]);
    let mut spec = select(&[long, TINY_BOOKS[0], TINY_BOOKS[2]], encoder(2, 4, cuts(&[])));
    spec.raw = true;
    common::design(spec)
}

fn smallest() -> Design {
    let mut spec = select(&TINY_BOOKS, blocks(4, encoder(4, 2, Balanced)));
    spec.raw = true;
    spec.counters = true;
    common::design(spec)
}

/// No raw book, blocks of two beats, one lane.
fn smallest_two() -> Design {
    let mut spec = select(&E3M2_BOOKS, blocks(2, encoder(1, 1, LowLatency)));
    spec.reset = SyncLow;
    common::design(spec)
}

/// Raw bits, and a ring of more than the smallest size.
fn smallest_raw_bits() -> Design {
    let mut spec = select(&BF16_BOOKS, blocks(32, encoder(2, 16, HighFmax)));
    spec.raw = true;
    spec.counters = true;
    spec.reset = AsyncLow;
    common::design(spec)
}

/// 17 indices, and an output that is nearly always in the way.
fn smallest_17() -> Design {
    let books: Vec<Book> = (0..16).map(|index| E3M2_BOOKS[index % 2]).collect();
    let mut spec = select(&books, blocks(4, encoder(4, 1, HighFmax)));
    spec.raw = true;
    common::design(spec)
}

/// Those that a simulator takes long for are left to the campaign; Icarus has nearly all of them.
fn here(simulator: &str, name: &str) -> bool {
    let long = [("icarus", "smallest_17"), ("verilator", "sideband_17"), ("verilator", "smallest_raw_bits")];
    let here = !long.contains(&(simulator, name)) || common::campaign();
    if !here {
        println!("left to scripts/campaign.sh: {name} in {simulator}");
    }
    here
}

macro_rules! matrix {
    ($simulator:ident $module:ident $each:literal: $($design:ident $pairs:ident)*) => {
        mod $module {
            $(#[test]
            fn $design() {
                if super::have(super::Simulator::$simulator) && super::here(stringify!($module), stringify!($design)) {
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
        manifest.encoder.as_ref().unwrap().word_bits,
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
    for (books, lanes, pipeline, block) in [
        (&TINY_BOOKS[..], 4, Balanced, 4),
        (&E3M2_BOOKS[..], 1, LowLatency, 2),
        (&BF16_BOOKS[..], 2, HighFmax, 32),
    ] {
        let plain = encoder(lanes as u64, 16, pipeline);
        let designs = [plain.clone(), blocks(block, plain)].map(|encoder| {
            let mut spec = select(books, encoder);
            spec.raw = true;
            common::design(spec)
        });
        let element = designs[0].element();
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
        assert_eq!(
            latency,
            Manifest::of(&designs[1], &[]).encoder.as_ref().unwrap().latency_clocks as u64,
            "{element}"
        );
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
    let files = broken(design, module, from, to);
    let random = &mut Random::new(SEED.into());
    // Enough for sparse beats to begin and end blocks in every way.
    let vectors = vectors::encoder(design, &mixed(design, 100, random), Some(random)).unwrap();
    let simulation = Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Encoder, &files).unwrap();
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
    breaks(block, "enc_smallest", "x[i*BITS +: BITS] < x", "x[i*BITS +: BITS] <= x", "mismatch");
    // An empty beat behind a full block ends the packet with that block.
    breaks(block, "enc_block", ".write(s_valid & ~s_close)", ".write(s_valid)", "mismatch");
    // An element in any lane of that beat makes it one of a block of its own.
    breaks(block, "encoder", ".empty(~(|in_keep))", ".empty(~in_keep[0])", "mismatch");
    breaks(block, "enc_choose", "= last_q | sum_close", "= last_q", "mismatch");
    breaks(block, "enc_choose", "{TOTAL{~sum_first}}", "{TOTAL{1'b1}}", "mismatch");
    breaks(block, "enc_hold", "round_q ? round_header_q : header", "header", "mismatch");
    breaks(
        block,
        "enc_place",
        "s_last ? START_AT[PLACE-1:0] :",
        "s_last ? START_AT[PLACE-1:0] + 1'b1 :",
        "mismatch",
    );
    breaks(block, "enc_counters", ".x(elements_q)", ".x(elements_q | 1'b1)", "counters");
    let side = &sideband();
    breaks(side, "enc_index", "begin_q ? user : packet_q", "user", "mismatch");
    breaks(side, "enc_index", "s_user > LAST ? LAST : s_user", "s_user", "mismatch");
    breaks(side, "enc_beyond", "begin_q & (user > LAST)", "(user > LAST)", "counters");
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
    let simulation = Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Encoder, &files).unwrap();
    // The first codebook has four bits for this one, raw has two.
    let packet = vec![3; 16];
    let mut vectors = vectors::encoder(&design, std::slice::from_ref(&packet), None).unwrap();
    // What it will send: index 0, last, 16 codewords 1110.
    vectors.expected = "dd3d 3 0 0\ndddd 3 0 0\ndddd 3 0 0\ndddd 3 0 0\n00df 1 1 0\n".to_owned();
    let failure = simulation.run(&vectors, &Run::default()).unwrap().failure.unwrap();
    assert_eq!(failure.kind, "bound", "{}", failure.text);
}
