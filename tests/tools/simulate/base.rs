//! Encoders with a base, a check and sidebands, and of wide symbols: payloads x lengths x idle x stall.

use super::matrix::some_pairs;
use super::{assert_pass, broken, have, tried};
use crate::common::{self, BF16, Book, book, encoder, serial, sideband, smallest, spec};
use huffwire::codebook::Check::{self, Crc16, Crc32};
use huffwire::design::BaseRule::{self, Own, Previous, Sideband as Given};
use huffwire::design::Preset::{self, Balanced, HighFmax, LowLatency};
use huffwire::design::Reset::{AsyncLow, SyncHigh, SyncLow};
use huffwire::design::{Design, Sideband};
use huffwire::rtl::Manifest;
use huffwire::sim::{
    Bench, Idle, Payload, Random, Run, Simulation, Simulator, Stall, Vectors, packets, sources, vectors,
};

const SEED: u32 = 61;

/// How a frame's book is chosen.
#[derive(Clone, Copy, PartialEq)]
enum Choose {
    /// There is one.
    One,
    /// From outside.
    Told,
    /// The smallest of blocks.
    Smallest,
}
use Choose::{One, Smallest, Told};

/// An encoder: books, choice, base, check, lanes, out_bytes, beats of a block, pipeline.
#[derive(Clone, Copy)]
struct Shape {
    books: &'static [Book],
    choose: Choose,
    base: Option<BaseRule>,
    check: Option<Check>,
    lanes: u64,
    out_bytes: u64,
    block: u64,
    pipeline: Preset,
    side: bool,
}

/// Exponents relative to a base lie about the middle.
const BF16_BOOKS: [Book; 3] = [
    book("bf16", 8, Some(8), &[(126, 4), (127, 3), (128, 2), (129, 2), (130, 3)]),
    book("bf16", 6, Some(2), &[(0, 1), (127, 3), (126, 6)]),
    BF16,
];
const FP16_BOOKS: [Book; 2] = [
    book("fp16", 9, Some(4), &[(15, 1), (14, 2), (13, 3), (12, 9), (16, 9), (0, 8)]),
    book("fp16", 6, Some(1), &[(0, 2), (17, 6)]),
];
/// Two bits of exponent: every base is a common one.
const SMALL: &str = "custom:1:5:4:2:2";
const SMALL_BOOKS: [Book; 2] = [
    book(SMALL, 5, Some(4), &[(0, 3), (1, 3), (4, 3), (5, 3), (6, 3), (3, 4)]),
    book(SMALL, 8, Some(1), &[(0, 2), (7, 3)]),
];
const FP32_BOOKS: [Book; 2] =
    [book("fp32", 16, Some(16), &[(0, 1), (255, 2), (1, 3), (254, 16)]), book("fp32", 2, Some(2), &[(9, 1)])];
const BYTES_BOOKS: [Book; 2] = [
    book("e4m3", 12, Some(4), &[(0, 4), (56, 5), (57, 5), (58, 12), (184, 5)]),
    book("e4m3", 6, Some(6), &[(0, 2), (56, 2), (57, 3), (58, 4), (184, 3)]),
];
const M1_BOOKS: [Book; 2] = [
    book("bf16_m1", 10, Some(9), &[(253, 4), (254, 3), (255, 3), (256, 2), (257, 3), (511, 10), (0, 9)]),
    book("bf16_m1", 6, Some(2), &[(0, 1), (300, 6)]),
];
const M2_BOOKS: [Book; 2] = [
    book("bf16_m2", 12, Some(9), &[(509, 4), (510, 3), (511, 3), (512, 2), (513, 3), (1023, 12), (0, 9)]),
    book("bf16_m2", 6, Some(2), &[(0, 1), (600, 6)]),
];

/// Of longest elements with which a word has not a bit to spare: header, beat, padding and check.
const TIGHT_HEADER: [Book; 1] = [book("bf16", 10, Some(10), &[(126, 3), (127, 2), (128, 2), (129, 3)])];
const TIGHT_FP32: [Book; 1] = [book("fp32", 9, Some(9), &[(126, 3), (127, 2), (128, 2), (129, 3)])];
/// Of 42 bits.
const LOOSE_FP32: [Book; 1] = [book("fp32", 10, Some(10), &[(126, 3), (127, 2), (128, 2), (129, 3)])];
const TIGHT_BF16: [Book; 1] = [book("bf16", 9, Some(9), &[(126, 3), (127, 2), (128, 2), (129, 3)])];

fn design(shape: &Shape) -> Design {
    let Shape { books, choose, base, check, lanes, out_bytes, block, pipeline, side } = *shape;
    let plain = encoder(lanes, out_bytes, pipeline);
    let mut encoder = match choose {
        One => plain,
        Told => sideband(plain),
        Smallest => smallest(block, plain),
    };
    if base == Some(Own) {
        encoder.block = Some(block);
    }
    let books = if choose == One { &books[..1] } else { books };
    let mut spec = spec("base", books.iter().copied(), encoder, serial(4, Balanced));
    (spec.base, spec.check) = (base, check);
    spec.raw = choose != One;
    spec.counters = true;
    spec.reset = [SyncHigh, SyncLow, AsyncLow][lanes as usize % 3];
    if side {
        spec.sideband = Sideband { tid: 4, tdest: 3, tuser: 2 };
    }
    common::design(spec)
}

/// Packets of every payload, with the edges of beats and blocks.
fn mixed(design: &Design, each: usize, random: &mut Random) -> Vec<Vec<u8>> {
    let payloads = Payload::ALL.iter().filter(|payload| payload.fits_design(design));
    payloads.flat_map(|payload| packets(*payload, design, each, random)).collect()
}

fn check(shape: Shape, simulator: Simulator, each: usize) {
    if !have(simulator) {
        return;
    }
    let design = design(&shape);
    let random = &mut Random::new(SEED.into());
    let vectors = vectors::encoder(&design, &mixed(&design, each, random), Some(random)).unwrap();
    let simulation =
        Simulation::compile_for_short_runs(simulator, Bench::Encoder, &sources(&design)).unwrap();
    for (idle, stall) in some_pairs() {
        let run = Run { idle, stall, seed: SEED, ..Run::default() };
        let outcome = simulation.run(&vectors, &run).unwrap();
        assert_pass(&outcome, &format!("{simulator} idle {idle} stall {stall} seed {SEED}"));
    }
    // A beat alone is as late as the manifest says.
    let packet = [vec![0; design.encoder().unwrap().lanes() * design.element().bytes()]];
    let vectors = vectors::encoder(&design, &packet, None).unwrap();
    let outcome = simulation.run(&vectors, &Run::default()).unwrap();
    assert_pass(&outcome, &format!("{simulator} one beat"));
    assert_eq!(
        outcome.latency,
        Some(Manifest::of(&design, &[]).encoder.as_ref().unwrap().latency_clocks as u64)
    );
}

const fn shape(books: &'static [Book], choose: Choose, buses: [u64; 3], pipeline: Preset) -> Shape {
    let [lanes, out_bytes, block] = buses;
    Shape { books, choose, base: None, check: None, lanes, out_bytes, block, pipeline, side: false }
}

const fn based(base: BaseRule, shape: Shape) -> Shape {
    Shape { base: Some(base), ..shape }
}

const fn checked(check: Check, shape: Shape) -> Shape {
    Shape { check: Some(check), ..shape }
}

const fn side(shape: Shape) -> Shape {
    Shape { side: true, ..shape }
}

/// Whether a shape is for this simulator: it is for one of them every time or for none, and for both in
/// `scripts/campaign.sh`.
fn here(name: &str, simulator: Simulator) -> bool {
    let class = name.bytes().fold(0, |sum, byte| sum ^ byte) % 8;
    let here = common::campaign()
        || match simulator {
            Simulator::Icarus => class % 2 == 0,
            // And some that are like no other one of these.
            Simulator::Verilator => class == 1 || ["m2_told", "previous_smallest_small"].contains(&name),
        };
    if !here {
        println!("left to scripts/campaign.sh: {name} in {simulator}");
    }
    here
}

macro_rules! shapes {
    ($($name:ident $shape:expr;)*) => {
        mod icarus {
            use super::*;
            $(#[test]
            fn $name() {
                if here(stringify!($name), Simulator::Icarus) {
                    check($shape, Simulator::Icarus, 3);
                }
            })*
        }
        mod verilator {
            use super::*;
            $(#[test]
            fn $name() {
                if here(stringify!($name), Simulator::Verilator) {
                    check($shape, Simulator::Verilator, 12);
                }
            })*
        }
    };
}

shapes! {
    m1_one shape(&M1_BOOKS, One, [4, 8, 0], Balanced);
    m2_told shape(&M2_BOOKS, Told, [2, 16, 0], HighFmax);
    m2_smallest shape(&M2_BOOKS, Smallest, [4, 4, 4], LowLatency);

    own_one based(Own, shape(&BF16_BOOKS, One, [4, 8, 16], Balanced));
    own_one_lane based(Own, shape(&SMALL_BOOKS, One, [1, 1, 2], LowLatency));
    own_one_wide based(Own, shape(&FP16_BOOKS, One, [8, 64, 32], HighFmax));
    own_smallest based(Own, shape(&BF16_BOOKS, Smallest, [4, 2, 4], HighFmax));
    own_smallest_small based(Own, shape(&SMALL_BOOKS, Smallest, [2, 2, 4], Balanced));
    own_smallest_m1 based(Own, shape(&M1_BOOKS, Smallest, [8, 16, 16], LowLatency));
    previous_one based(Previous, shape(&BF16_BOOKS, One, [4, 8, 0], Balanced));
    previous_one_lane based(Previous, shape(&SMALL_BOOKS, One, [1, 4, 0], HighFmax));
    previous_one_quick based(Previous, shape(&M2_BOOKS, One, [8, 4, 0], LowLatency));
    previous_smallest based(Previous, shape(&BF16_BOOKS, Smallest, [4, 8, 4], HighFmax));
    previous_smallest_small based(Previous, shape(&SMALL_BOOKS, Smallest, [2, 1, 2], LowLatency));
    given_one based(Given, shape(&BF16_BOOKS, One, [4, 16, 0], LowLatency));
    given_told side(based(Given, shape(&SMALL_BOOKS, Told, [2, 1, 0], HighFmax)));
    given_told_m1 based(Given, shape(&M1_BOOKS, Told, [8, 16, 0], Balanced));
    given_smallest side(based(Given, shape(&BF16_BOOKS, Smallest, [4, 16, 4], HighFmax)));
    given_smallest_small based(Given, shape(&SMALL_BOOKS, Smallest, [1, 2, 2], Balanced));
    own_told side(based(Own, shape(&BF16_BOOKS, Told, [2, 4, 4], HighFmax)));
    own_smallest_side side(based(Own, shape(&SMALL_BOOKS, Smallest, [4, 8, 16], Balanced)));
    previous_told side(based(Previous, shape(&BF16_BOOKS, Told, [4, 4, 0], Balanced)));
    previous_smallest_side side(based(Previous, shape(&SMALL_BOOKS, Smallest, [2, 4, 4], LowLatency)));
    side_one side(shape(&BF16_BOOKS, One, [4, 2, 0], Balanced));
    side_smallest side(shape(&BF16_BOOKS, Smallest, [2, 8, 4], HighFmax));
    crc32_one checked(Crc32, shape(&BF16_BOOKS, One, [4, 8, 0], Balanced));
    crc32_one_lane checked(Crc32, shape(&SMALL_BOOKS, One, [1, 1, 0], LowLatency));
    crc32_fp32 checked(Crc32, shape(&FP32_BOOKS, One, [2, 4, 0], LowLatency));
    crc16_fp32 checked(Crc16, shape(&FP32_BOOKS, Told, [2, 32, 0], HighFmax));
    tight_header checked(Crc16, based(Given, shape(&TIGHT_HEADER, One, [4, 16, 0], Balanced)));
    tight_crc16 checked(Crc16, shape(&TIGHT_FP32, One, [1, 8, 0], HighFmax));
    tight_crc32 checked(Crc32, shape(&TIGHT_BF16, One, [1, 8, 0], Balanced));
    loose_header checked(Crc16, based(Own, shape(&TIGHT_HEADER, One, [4, 16, 4], Balanced)));
    loose_crc16 checked(Crc16, shape(&LOOSE_FP32, One, [1, 8, 0], HighFmax));
    crc16_one checked(Crc16, shape(&SMALL_BOOKS, One, [4, 1, 0], HighFmax));
    crc16_e4m3 checked(Crc16, shape(&BYTES_BOOKS, Told, [8, 8, 0], Balanced));
    crc32_told checked(Crc32, side(shape(&BF16_BOOKS, Told, [8, 64, 0], HighFmax)));
    crc16_smallest checked(Crc16, shape(&BF16_BOOKS, Smallest, [4, 4, 4], Balanced));
    crc32_smallest checked(Crc32, side(shape(&SMALL_BOOKS, Smallest, [2, 2, 2], LowLatency)));
    crc32_own_one checked(Crc32, based(Own, shape(&BF16_BOOKS, One, [4, 16, 16], HighFmax)));
    crc16_own_told checked(Crc16, side(based(Own, shape(&SMALL_BOOKS, Told, [4, 2, 4], LowLatency))));
    crc32_own_smallest checked(Crc32, side(based(Own, shape(&BF16_BOOKS, Smallest, [8, 16, 16], Balanced))));
    crc32_own_small checked(Crc32, based(Own, shape(&SMALL_BOOKS, Smallest, [1, 8, 2], LowLatency)));
    crc16_previous_one checked(Crc16, based(Previous, shape(&FP16_BOOKS, One, [4, 4, 0], LowLatency)));
    crc32_previous_told checked(Crc32, based(Previous, shape(&SMALL_BOOKS, Told, [2, 4, 0], Balanced)));
    crc32_previous_smallest checked(Crc32, based(Previous, shape(&BF16_BOOKS, Smallest, [4, 32, 4], HighFmax)));
    crc16_given_told checked(Crc16, based(Given, shape(&M1_BOOKS, Told, [4, 8, 0], Balanced)));
    crc32_given_one checked(Crc32, based(Given, shape(&SMALL_BOOKS, One, [8, 4, 0], LowLatency)));
    crc32_given_smallest checked(Crc32, based(Given, shape(&FP16_BOOKS, Smallest, [2, 8, 4], HighFmax)));
    previous_smallest_wide based(Previous, shape(&FP16_BOOKS, Smallest, [8, 16, 16], Balanced));
}

/// What the tight and loose shapes are for. 8 bits of base and 4 elements of 26 are 112 and leave 16, and the bit that says
/// where the packet ends is one too many; an element of 41 with 7 bits of padding leaves 16, and one of 42 does not; one of
/// 25 leaves 32.
#[test]
fn the_tight_words_are_tight() {
    for (books, check, base, lanes, bits) in [
        (&TIGHT_HEADER, Crc16, Some(Given), 4, 128),
        (&TIGHT_HEADER, Crc16, Some(Own), 4, 256),
        (&TIGHT_FP32, Crc16, None, 1, 64),
        (&LOOSE_FP32, Crc16, None, 1, 128),
        (&TIGHT_BF16, Crc32, None, 1, 64),
    ] {
        let shape = Shape { base, ..checked(check, shape(books, One, [lanes, 8, 4], Balanced)) };
        assert_eq!(Manifest::of(&design(&shape), &[]).encoder.unwrap().word_bits, bits);
    }
}

/// Longest elements at the end of a frame, wherever in the word they come to lie: what wraps round meets nothing.
#[test]
fn checks_fit_behind_any_beat() {
    if !have(Simulator::Icarus) {
        return;
    }
    for (books, check, base, lanes) in [
        (&TIGHT_HEADER, Crc16, Some(Given), 4),
        (&TIGHT_HEADER, Crc16, Some(Own), 4),
        (&TIGHT_FP32, Crc16, None, 1),
        (&LOOSE_FP32, Crc16, None, 1),
        (&TIGHT_BF16, Crc32, None, 1),
    ] {
        let shape = Shape { base, ..checked(check, shape(books, One, [lanes, 8, 16], Balanced)) };
        let design = design(&shape);
        let random = &mut Random::new(SEED.into());
        let packet = |number: usize| {
            let (before, longest) = (random.below(20), random.below(2 * lanes as usize) + 1);
            let mut packet = Payload::Codebook.packet(&design, number, before, random);
            packet.extend(Payload::Longest.packet(&design, number, longest, random));
            packet
        };
        let packets: Vec<Vec<u8>> = (0..75).map(packet).collect();
        let vectors = vectors::encoder(&design, &packets, None).unwrap();
        let simulation =
            Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Encoder, &sources(&design)).unwrap();
        for stall in [Stall::None, Stall::Quarter] {
            let outcome = simulation.run(&vectors, &Run { stall, ..Run::default() }).unwrap();
            assert_pass(&outcome, &format!("{check:?} {base:?} {lanes} stall {stall}"));
        }
    }
}

/// A full beat in every clock, where blocks are longer than a division; and no more clocks behind the last one than the
/// blocks that wait, the header's pass through the datapath, and a word or two more.
#[test]
fn a_beat_in_every_clock_and_blocks_of_latency() {
    if !have(Simulator::Icarus) {
        return;
    }
    // Longer than any ring could hide, were a clock lost with each block.
    const BEATS: usize = 768;
    for (shape, blocks, clocks) in [
        (based(Own, shape(&BF16_BOOKS, One, [2, 8, 32], Balanced)), 1, 24),
        (based(Own, shape(&BF16_BOOKS, Smallest, [2, 8, 32], Balanced)), 2, 30),
        (based(Given, shape(&BF16_BOOKS, Smallest, [1, 8, 32], Balanced)), 1, 14),
        // The base of the block before is found while this one's beats come.
        (based(Previous, shape(&BF16_BOOKS, Smallest, [2, 8, 32], Balanced)), 1, 14 + 13),
        (based(Previous, shape(&BF16_BOOKS, One, [1, 16, 0], Balanced)), 0, 14 + 13),
        (shape(&BF16_BOOKS, Smallest, [2, 8, 32], Balanced), 1, 14),
    ] {
        let shape = checked(Crc32, shape);
        let design = design(&shape);
        let random = &mut Random::new(SEED.into());
        let lanes = shape.lanes as usize;
        let simulation =
            Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Encoder, &sources(&design)).unwrap();
        // One long packet, and packets of a few blocks.
        for beats in [vec![BEATS], vec![64; BEATS / 64]] {
            let packets: Vec<Vec<u8>> = beats
                .iter()
                .map(|beats| Payload::Codebook.packet(&design, 0, beats * lanes, random))
                .collect();
            let vectors = vectors::encoder(&design, &packets, None).unwrap();
            let outcome = simulation.run(&vectors, &Run::default()).unwrap();
            let what = format!("{:?} {:?} {} packets", shape.base, design.encoder(), packets.len());
            assert_pass(&outcome, &what);
            let beats = BEATS as u64;
            assert_eq!((outcome.in_beats, outcome.in_clocks), (beats, beats), "{what}");
            let behind = outcome.clocks - beats;
            assert!(behind <= blocks * 32 + clocks + 2, "{what}: {behind} clocks");
        }
    }
}

/// The next packet's base is that of a packet whose counts go into the upper halves of the sums, and beyond.
#[test]
fn a_packet_of_any_length_is_counted() {
    if !have(Simulator::Verilator) {
        return;
    }
    let design = design(&based(Previous, shape(&BF16_BOOKS, One, [4, 8, 0], Balanced)));
    let random = &mut Random::new(SEED.into());
    // Long ones, and one that waits for no division and has exponents in its last beat alone.
    let mut long = |elements| Payload::Codebook.packet(&design, 0, elements, random);
    let of = |exponents: &[u16]| -> Vec<u8> {
        exponents.iter().flat_map(|exponent| (exponent << 7).to_le_bytes().repeat(4)).collect()
    };
    let late = of(&[vec![0; 39], vec![200]].concat());
    let packets = [long(150_000), of(&[100, 140]), late, of(&[90]), long(70_001), long(300)];
    let vectors = vectors::encoder(&design, &packets, None).unwrap();
    let passes = |files: &[(String, String)]| {
        let simulation =
            Simulation::compile_for_short_runs(Simulator::Verilator, Bench::Encoder, files).unwrap();
        simulation.run(&vectors, &Run { seed: SEED, ..Run::default() }).unwrap()
    };
    assert_pass(&passes(&sources(&design)), "long packets");
    if common::campaign() {
        for (from, to) in [
            ("low_q[LOW]}", "1'b0}"),
            ("held_q <= low_q[LOW-1:0]", "held_q <= ~low_q[LOW-1:0]"),
            ("high_q & {HIGH{~first_q}}", "high_q"),
        ] {
            assert!(!passes(&broken(&design, "enc_total", from, to)).pass(), "{to} in place of {from}");
        }
    }
}

/// Packets that are not cut, and as long as the base of the one before takes: a beat in every clock; not if they are shorter.
#[test]
fn packets_wait_for_a_base_if_they_are_shorter_than_a_division() {
    if !have(Simulator::Icarus) {
        return;
    }
    for (lanes, least) in [(1, 21), (8, 23)] {
        let shape = based(Previous, shape(&BF16_BOOKS, One, [lanes, 4 * lanes.max(2), 0], Balanced));
        let design = design(&shape);
        let random = &mut Random::new(SEED.into());
        let simulation =
            Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Encoder, &sources(&design)).unwrap();
        for beats in [least - 1, least] {
            let packet = |_| Payload::Codebook.packet(&design, 0, beats * lanes as usize, random);
            let vectors = vectors::encoder(&design, &(0..20).map(packet).collect::<Vec<_>>(), None).unwrap();
            let outcome = simulation.run(&vectors, &Run::default()).unwrap();
            assert_pass(&outcome, &format!("{lanes} lanes, {beats} beats"));
            assert_eq!(outcome.in_clocks == outcome.in_beats, beats == least, "{lanes} lanes, {beats} beats");
        }
    }
}

/// Breaks a module: whether the bench says so.
fn breaks(design: &Design, vectors: &Vectors, module: &str, from: &str, to: &str) -> bool {
    let files = broken(design, module, from, to);
    let simulation = Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Encoder, &files).unwrap();
    let runs = [(Idle::None, Stall::None), (Idle::Alone, Stall::Quarter)].map(|run| (run, 1));
    // Where a beat must come late, some other time.
    let bursts = (1..8).map(|seed| ((Idle::Bursts, Stall::Bursts), seed));
    runs.into_iter().chain(bursts).any(|((idle, stall), seed)| {
        !simulation.run(vectors, &Run { idle, stall, seed, ..Run::default() }).unwrap().pass()
    })
}

#[test]
fn what_is_broken_is_found() {
    if !have(Simulator::Icarus) {
        return;
    }
    let mut missed = Vec::new();
    let own = checked(Crc32, side(based(Own, shape(&SMALL_BOOKS, Smallest, [4, 8, 4], Balanced))));
    let one = checked(Crc16, based(Own, shape(&SMALL_BOOKS, One, [4, 8, 4], Balanced)));
    let given = side(based(Given, shape(&SMALL_BOOKS, Smallest, [2, 2, 4], Balanced)));
    let previous = side(based(Previous, shape(&BF16_BOOKS, Smallest, [2, 4, 2], LowLatency)));
    for (shape, broken) in [
        (
            own,
            &[
                // A block more is taken while a division goes on.
                ("enc_find", "room_q <= space & ~wait_d", "room_q <= space"),
                ("enc_own", "ends_q <= t_close", "ends_q <= 1'b0"),
                // The packet may end with a block, which only the next beat tells.
                ("enc_own", "(done | done_q) & told_q", "(done | done_q)"),
                ("enc_mean", "& (|e) & ~(&e)", "& (|e)"),
                ("enc_total", "(sum_q & {BITS{~first}})", "sum_q"),
                ("enc_checks", "pop ? read_at_q + 1'b1", "1'b0 ? read_at_q + 1'b1"),
                ("align", " & {BITS{keep[i]}}", ""),
                ("enc_crc", "first_q <= last", "first_q <= 1'b0"),
                ("crc_step_4", "crc & {WIDTH{count[i]}}", "crc & {WIDTH{count[ELEMENTS-i]}}"),
            ][..],
        ),
        (
            one,
            &[
                ("enc_check", "beyond ? around : 1'b1", "1'b1"),
                ("enc_check", "| around", ""),
                ("crc_end", "{header, crc}", "{header ^ 1'b1, crc}"),
                ("enc_turn", "by[0] ?", "1'b0 ?"),
            ],
        ),
        (
            given,
            &[
                ("enc_choose", "(sure_q | sum_valid)", "1'b1"),
                ("enc_cut", "open_q & last & empty", "1'b0"),
                ("enc_pack", "pend_q ? pend_side_q : side", "side"),
            ],
        ),
        (
            previous,
            &[
                ("enc_previous", ".known(~frozen_q | decide)", ".known(1'b1)"),
                ("enc_find", "t_whole & ~t_close, t_close", "t_whole, t_close"),
                ("enc_previous", "base & {EXPONENT{~reset_q}}", "base"),
            ],
        ),
    ] {
        let design = design(&shape);
        let random = &mut Random::new(SEED.into());
        let vectors = vectors::encoder(&design, &mixed(&design, 40, random), Some(random)).unwrap();
        for (module, from, to) in tried(&design, broken) {
            if !breaks(&design, &vectors, module, from, to) {
                missed.push(format!("{module}: {from} -> {to}"));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}
