//! Decoders of several books: headers, tables by index, frames that are joined; each with payloads x lengths x idle x
//! stall, and damage.

use super::matrix::{all_pairs, some_pairs};
use super::{assert_pass, broken, have, tried};
use crate::common::{self, BF16, Book, OTHER, TINY, book, decoder, encoder, lanes, sideband, smallest, spec};
use huffwire::codec::{PacketDecoder, PacketEncoder};
use huffwire::design::DecoderKind::{self, Parallel, Serial};
use huffwire::design::Design;
use huffwire::design::Preset::{self, Balanced, HighFmax, LowLatency};
use huffwire::design::Reset::{self, AsyncLow, SyncHigh, SyncLow};
use huffwire::sim::{Bench, Payload, Random, Run, Simulation, Simulator, damaged, sources, vectors};
use std::collections::BTreeSet;

const SEED: u32 = 50;

/// A design: its books, whether the raw one stands behind them and whether packets are cut into blocks, decoder.
struct Shape {
    books: &'static [Book],
    raw: bool,
    blocks: bool,
    decoder: Decoder,
    reset: Reset,
}

/// Kind, in_bytes, lanes where they are not all, pipeline.
type Decoder = (DecoderKind, u64, Option<u64>, Preset);

/// Complete and incomplete, with and without escape, in other orders.
const TINY_BOOKS: [Book; 2] = [TINY, OTHER];
const BF16_BOOKS: [Book; 3] = [
    BF16,
    book("bf16", 6, Some(2), &[(0, 1), (127, 3), (126, 6)]),
    book("bf16", 8, Some(3), &[(100, 1), (101, 2), (102, 8)]),
];
const E4M3_BOOKS: [Book; 3] = [
    book("e4m3", 12, Some(4), &[(0, 4), (56, 5), (57, 5), (58, 12), (184, 5)]),
    book("e4m3", 6, Some(6), &[(0, 2), (56, 2), (57, 3), (58, 4), (184, 3)]),
    book("e4m3", 9, Some(1), &[(17, 9), (18, 9), (19, 9)]),
];

const fn shape(books: &'static [Book], raw: bool, blocks: bool, decoder: Decoder, reset: Reset) -> Shape {
    Shape { books, raw, blocks, decoder, reset }
}

/// Headers of 1 to 6 bits, with and without indices that no book has; words shorter and longer than elements.
const SHAPES: [Shape; 12] = [
    // The header is longer than any element.
    shape(&[TINY_BOOKS[0]; 16], true, true, (Parallel, 1, None, LowLatency), SyncHigh),
    shape(&TINY_BOOKS, true, true, (Parallel, 2, Some(2), Balanced), AsyncLow),
    shape(&TINY_BOOKS, false, false, (Parallel, 1, None, HighFmax), SyncLow),
    shape(&TINY_BOOKS, false, true, (Parallel, 2, None, Balanced), SyncHigh),
    shape(&E4M3_BOOKS, true, true, (Parallel, 4, None, Balanced), SyncHigh),
    shape(&E4M3_BOOKS, false, false, (Parallel, 2, Some(1), LowLatency), SyncLow),
    shape(&BF16_BOOKS, true, true, (Parallel, 8, None, Balanced), AsyncLow),
    shape(&[TINY_BOOKS[1]; 16], true, true, (Serial, 1, None, LowLatency), SyncHigh),
    shape(&TINY_BOOKS, true, true, (Serial, 3, None, HighFmax), AsyncLow),
    shape(&[BF16_BOOKS[0]], true, false, (Serial, 4, None, Balanced), SyncLow),
    shape(&E4M3_BOOKS, true, true, (Serial, 2, None, Balanced), SyncHigh),
    shape(
        &[
            book("fp32", 16, Some(16), &[(0, 1), (255, 2), (1, 3), (254, 16)]),
            book("fp32", 2, Some(2), &[(9, 1)]),
        ],
        false,
        true,
        (Serial, 2, None, LowLatency),
        SyncHigh,
    ),
];

fn design(at: usize) -> Design {
    let Shape { books, raw, blocks, decoder: (kind, in_bytes, count, pipeline), reset } = SHAPES[at];
    let plain = encoder(2, 4, Balanced);
    let encoder = if blocks { smallest(2, plain) } else { sideband(plain) };
    let all = decoder(kind, in_bytes, pipeline);
    let decoder = if let Some(count) = count { lanes(count, all) } else { all };
    let mut spec = spec(&format!("books_{at}"), books.iter().copied(), encoder, decoder);
    (spec.raw, spec.reset) = (raw, reset);
    common::design(spec)
}

/// Packets of every payload and every index, cut into frames where the design has blocks, some of them without
/// elements.
fn frames(design: &Design, each: usize, random: &mut Random) -> Vec<Vec<u8>> {
    let books = design.books();
    let encoder = PacketEncoder::new(books);
    let most = 3 * 8 * design.decoder().unwrap().in_bytes() / books.shortest_element() as usize + 2;
    let mut frames = Vec::new();
    for payload in Payload::ALL {
        for number in 0..each {
            let count =
                if number == 0 { 0 } else { 1 + random.below(if number % 4 == 1 { 3 } else { most }) };
            let blocks = if books.blocks() { 1 + random.below(4) } else { 1 };
            for block in 1..=blocks {
                let index = random.below(books.indices());
                let book = books.book(index).unwrap();
                let count = if random.below(8) == 0 { 0 } else { count.div_ceil(blocks) };
                let elements = payload.elements(book, count, random);
                let mut frame = Vec::new();
                encoder.frame(index, block == blocks, 0, &elements, &mut frame).unwrap();
                frames.push(frame);
            }
        }
    }
    frames
}

/// Good and damaged frames, and a good one at last, with which a packet ends.
fn stream(design: &Design, each: usize, damages: usize, most: usize, random: &mut Random) -> Vec<Vec<u8>> {
    let mut frames = frames(design, each, random);
    let mut bad = damaged(design, damages, random);
    let most = most.min(frames.len() + bad.len());
    let share = most * bad.len() / (frames.len() + bad.len()).max(1);
    bad.truncate(share);
    frames.truncate(most - share);
    frames.append(&mut bad);
    let mut last = Vec::new();
    PacketEncoder::new(design.books()).frame(0, true, 0, &[], &mut last).unwrap();
    frames.push(last);
    frames
}

/// Everything in Verilator, as much as the time allows in Icarus.
fn check(at: usize, simulator: Simulator) {
    if !have(simulator) {
        return;
    }
    // In Icarus all that it does in seconds; in Verilator one of either kind, the one of most codebooks among them.
    if simulator == Simulator::Verilator && ![0, 11].contains(&at) && !common::campaign() {
        println!("left to scripts/campaign.sh: shape {at} in {simulator}");
        return;
    }
    let design = design(at);
    let random = &mut Random::new((SEED + at as u32).into());
    let (frames, pairs) = match (simulator, design.decoder().unwrap().kind()) {
        (Simulator::Verilator, _) => (stream(&design, 16, 165, usize::MAX, random), all_pairs()),
        (Simulator::Icarus, DecoderKind::Serial) => {
            (stream(&design, 3, 66, usize::MAX, random), some_pairs())
        }
        (Simulator::Icarus, DecoderKind::Parallel) => {
            let in_bytes = design.decoder().unwrap().in_bytes();
            let most = (400 / in_bytes / in_bytes).clamp(20, 160);
            (stream(&design, 3, 66, most, random), some_pairs()[1..3].to_vec())
        }
    };
    let vectors = vectors::decoder(&design, &frames, Some(random));
    let simulation =
        Simulation::compile_for_short_runs(simulator, Bench::Decoder, &sources(&design)).unwrap();
    for (idle, stall) in pairs {
        let outcome = simulation.run(&vectors, &Run { idle, stall, seed: SEED, ..Run::default() }).unwrap();
        assert_pass(&outcome, &format!("{simulator} shape {at} idle {idle} stall {stall} seed {SEED}"));
    }
}

/// What the benches expect, packet by packet: elements, and {reason, error}.
fn expected(text: &str) -> Vec<(Vec<u8>, u8)> {
    let mut packets = Vec::new();
    let mut elements = Vec::new();
    for line in text.lines() {
        let [data, keep, last, user] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let bytes: Vec<u8> = (0..data.len() / 2)
            .rev()
            .map(|at| u8::from_str_radix(&data[2 * at..2 * at + 2], 16).unwrap())
            .collect();
        elements.extend(&bytes[..u64::from_str_radix(keep, 16).unwrap().count_ones() as usize]);
        if last == "1" {
            packets.push((std::mem::take(&mut elements), u8::from_str_radix(user, 16).unwrap()));
        }
    }
    packets
}

/// A packet in error ends in the hardware where the error is, in the golden model with the frame that says it is the
/// last. What comes out is the same.
#[test]
fn packets_are_those_of_the_golden_model() {
    let mut reasons = BTreeSet::new();
    for at in 0..SHAPES.len() {
        let design = design(at);
        let random = &mut Random::new((SEED + at as u32).into());
        let frames = stream(&design, 4, 165, usize::MAX, random);
        let mut decoder = PacketDecoder::new(design.books());
        let mut packets = Vec::new();
        let mut elements = Vec::new();
        for frame in &frames {
            if let Some(verdict) = decoder.frame(frame, &mut elements) {
                let user = verdict.map_or_else(|reason| (reason as u8) << 1 | 1, |()| 0);
                packets.push((std::mem::take(&mut elements), user));
                reasons.insert(user >> 1);
            }
        }
        assert_eq!(expected(&vectors::decoder(&design, &frames, None).expected), packets, "shape {at}");
    }
    // No damage is missing.
    assert_eq!(reasons.into_iter().collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
}

macro_rules! shapes {
    ($($module:ident $simulator:ident { $($name:ident $at:literal)* })*) => {
        $(mod $module {
            $(#[test]
            fn $name() {
                super::check($at, super::Simulator::$simulator);
            })*
        })*

        /// None is forgotten.
        #[test]
        fn every_shape_is_a_test() {
            let tests = BTreeSet::from([$($($at),*),*]);
            assert_eq!(tests, (0..SHAPES.len()).collect());
        }
    };
}

shapes! {
    icarus Icarus { a 0 b 1 c 2 d 3 f 5 h 7 i 8 j 9 k 10 l 11 }
    verilator Verilator { a 0 c 2 e 4 g 6 h 7 i 8 j 9 k 10 l 11 }
}

/// A word in every clock and an element in every clock: neither headers, nor new books, nor ends of frames and packets
/// cost one, and for the parallel decoder errors do not either.
#[test]
fn nothing_costs_a_clock() {
    if !have(Simulator::Verilator) {
        return;
    }
    // With a lane for every slot, and an element no longer than what is taken at a time.
    for at in [0, 9, 6].into_iter().take(if common::campaign() { 3 } else { 2 }) {
        let design = design(at);
        let random = &mut Random::new(SEED.into());
        let parallel = design.decoder().unwrap().kind() == DecoderKind::Parallel;
        let mut frames = frames(&design, 40, random);
        if parallel {
            frames.extend(damaged(&design, 100, random));
        } else {
            frames.retain(|frame| frame.len() > 1);
        }
        frames.extend(stream(&design, 0, 0, 0, random));
        let vectors = vectors::decoder(&design, &frames, None);
        let simulation =
            Simulation::compile_for_short_runs(Simulator::Verilator, Bench::Decoder, &sources(&design))
                .unwrap();
        let outcome = simulation.run(&vectors, &Run::default()).unwrap();
        assert_pass(&outcome, &format!("shape {at}"));
        let (beats, clocks) = match parallel {
            true => (outcome.in_beats, outcome.in_clocks),
            false => (outcome.out_beats, outcome.out_clocks),
        };
        assert!(beats > 500, "shape {at}: only {beats} beats");
        assert_eq!(beats, clocks, "shape {at}");
    }
}

/// A bit of the hardware, wrong.
#[test]
fn a_wrong_decoder_is_found() {
    if !have(Simulator::Icarus) {
        return;
    }
    let of_serial = [
        ("dec_window", "rest[2*CHUNK-1-HEADER -: HEAD]", "rest[2*CHUNK-1 -: HEAD]"),
        ("dec_feed", "(cut | beyond", "(cut"),
        ("dec_window", "chunk_first ? chunk_ends : ends_q", "1'b1"),
        ("dec_window", "tail_q & (ends_q | any | good)", "tail_q"),
        ("dec_window", "(ends_q | ~good)", "1'b1"),
        ("dec_window", "stop | closes & ends_q", "finish"),
        ("dec_window", "wrong_q & beyond_q ? 3'd4", "1'b0 ? 3'd4"),
        ("dec_window", "~(tail_q & ends_q)", "~tail_q"),
        // What stands behind a frame's end, in its last chunk, in the next one, and behind them.
        ("dec_feed", "data_q[8*i +: 8] | {8{~keep_q[i]}}", "data_q[8*i +: 8]"),
        ("dec_window", "next_bits | {CHUNK{chunk_last}}", "next_bits"),
        ("dec_window", "-: X] | {X{tail_q}}", "-: X]"),
        ("dec_feed", "load ? next_valid_q & come_valid :", "load ? next_valid_q :"),
        ("dec_window", "any & passes & ~chunk_last & ~next_valid", "1'b0"),
        ("dec_window", "passes ? placed - CHUNK[PLACE-1:0] : placed", "placed"),
        ("dec_window", "passes & ~chunk_last ? more : all", "passes ? more : all"),
        ("dec_window", "reached(passed_q, TO_FEW[PASSED-1:0])", "1'b1"),
        ("dec_code", "book[b] & ({1'b0, bits} >= HERE)", "({1'b0, bits} >= HERE)"),
        ("dec_symbol", "sum & {VALUE{book[b]}}", "sum"),
        ("dec_symbol", "(last_d & {SYMBOL{value_d[SYMBOL]}})", "{SYMBOL{1'b0}}"),
    ];
    let of_parallel = [
        ("dec_lookahead", "free & there & first_q", "free & there"),
        ("dec_lookahead", "first_q & ~next_keep_q[LEAST-1]", "1'b0"),
        ("dec_entry", " << 3;", ";"),
        ("dec_sweep", ".book(again_book)", ".book(book)"),
        ("dec_stop", "first = beyond ?", "first = 1'b0 ?"),
        ("dec_stop", "dead_q | short | beyond", "dead_q | short"),
        ("dec_join", "valid & ~drop_q", "valid"),
        ("dec_join", "(drop_q | dead) & ~ends", "1'b0"),
        ("dec_join", "last & (dead | ends)", "last & ends"),
        ("decoder", "CLOCKS(COUNT_AT+RANK_CUT)) u_lookup_index", "CLOCKS(COUNT_AT)) u_lookup_index"),
    ];
    // Of three bits are some of its codewords, and the raw book's, which are symbols.
    let three = book("custom:2:10:9:7", 3, Some(3), &[(0, 1), (1, 3), (2, 3)]);
    let mut three =
        spec("books_three", [three], sideband(encoder(2, 4, Balanced)), decoder(Serial, 2, Balanced));
    three.raw = true;
    let plain = [("dec_symbol", "last_d & {SYMBOL{value_d[SYMBOL]}}", "last_d")];
    let all = [(design(8), &of_serial[..]), (design(1), &of_parallel), (common::design(three), &plain)];
    for (design, breaks) in all {
        let random = &mut Random::new(SEED.into());
        let frames = stream(&design, 6, 99, usize::MAX, random);
        let vectors = vectors::decoder(&design, &frames, Some(random));
        for (module, from, to) in tried(&design, breaks) {
            let files = broken(&design, module, from, to);
            let simulation =
                Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Decoder, &files).unwrap();
            let found = some_pairs().into_iter().any(|(idle, stall)| {
                !simulation.run(&vectors, &Run { idle, stall, ..Run::default() }).unwrap().pass()
            });
            assert!(found, "{module}: {to} in place of {from} was not found");
        }
    }
}
