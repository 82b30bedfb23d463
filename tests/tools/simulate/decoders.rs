//! Both decoders with what stands around a frame's elements: bases, checks, and what travels with a packet.

use super::matrix::{mixed, some_pairs};
use super::{assert_pass, broken, have, tried};
use crate::common::{self, Book, TINY, book, decoder, encoder, sideband, smallest, spec};
use huffwire::codebook::Check::{self, Crc16, Crc32};
use huffwire::design::BaseRule::{self, Own, Previous};
use huffwire::design::DecoderKind::{self, Parallel, Serial};
use huffwire::design::Preset::{self, Balanced, HighFmax, LowLatency};
use huffwire::design::Reset::{AsyncLow, SyncHigh};
use huffwire::design::{BaseRule as Rule, Design, EncoderSpec, Sideband, Target};
use huffwire::sim::{
    Bench, Idle, Payload, Random, Run, Simulation, Simulator, Stall, by_other_books, damaged, sources,
    vectors,
};
use std::collections::BTreeSet;

const SEED: u32 = 70;

/// Exponents round the middle.
const MIDDLE: Book = book("bf16", 8, Some(7), &[(125, 4), (126, 3), (127, 2), (128, 2), (129, 3), (130, 5)]);
const LOWER: Book = book("bf16", 8, Some(8), &[(0, 1), (110, 4), (111, 3), (112, 4)]);
/// Exponent and mantissa bits.
const M1: Book = book("bf16_m1", 8, Some(6), &[(254, 3), (255, 3), (256, 2), (257, 2), (258, 4), (511, 8)]);
const M2: Book = book("bf16_m2", 10, Some(3), &[(510, 3), (511, 3), (512, 2), (513, 3), (1023, 10)]);
const FP16: Book = book("fp16", 8, Some(5), &[(14, 3), (15, 1), (16, 2), (31, 8)]);
const FP32: Book = book("fp32", 8, Some(4), &[(127, 2), (128, 1), (129, 3)]);
const SMALL: Book = book("custom:1:8:6:3:3", 6, Some(3), &[(6, 2), (7, 3), (8, 2), (15, 6)]);

/// What a design's frames have.
#[derive(Clone, Copy)]
struct Frames {
    name: &'static str,
    books: &'static [Book],
    raw: bool,
    base: Option<BaseRule>,
    check: Option<Check>,
    sideband: (u64, u64, u64),
    /// The width of another serial decoder, bytes.
    serial: u64,
    /// Two beats are a block, which has the smallest book.
    smallest: bool,
}

const PLAIN: Frames = Frames {
    name: "",
    books: &[MIDDLE],
    raw: false,
    base: None,
    check: None,
    sideband: (0, 0, 0),
    serial: 1,
    smallest: false,
};

impl Frames {
    fn design(self, in_bytes: u64, kind: DecoderKind, pipeline: Preset) -> Design {
        let from: EncoderSpec = encoder(4, 4, Balanced);
        let several = self.books.len() + usize::from(self.raw) > 1;
        let mut from = match (self.smallest, several) {
            (true, _) => smallest(2, from),
            (false, true) => sideband(from),
            (false, false) => from,
        };
        if self.base == Some(Own) {
            from.block = Some(2);
        }
        let mut spec = spec(self.name, self.books.iter().copied(), from, decoder(kind, in_bytes, pipeline));
        (spec.raw, spec.base, spec.check) = (self.raw, self.base, self.check);
        spec.reset = if pipeline == LowLatency { AsyncLow } else { SyncHigh };
        let (tid, tdest, tuser) = self.sideband;
        spec.sideband = Sideband { tid, tdest, tuser };
        common::design(spec)
    }

    /// Good frames and damaged ones, through both decoders.
    fn run(self, simulator: Simulator, in_bytes: u64, pipeline: Preset) {
        if !have(simulator) {
            return;
        }
        // One simulator each; and of the designs those that have most of what there is.
        let icarus = ["base_small", "check_tiny"].contains(&self.name);
        let left = icarus != (simulator == Simulator::Icarus)
            || !["side_of_blocks", "base_small", "check_tiny", "check_narrow"].contains(&self.name);
        if left && !common::campaign() {
            println!("left to scripts/campaign.sh: {} in {simulator}", self.name);
            return;
        }
        let mut decoders = vec![(Serial, self.serial), (Parallel, in_bytes)];
        if common::campaign() || simulator == Simulator::Icarus {
            decoders.push((Serial, in_bytes));
        }
        for (kind, in_bytes) in decoders {
            let design = self.design(in_bytes, kind, pipeline);
            let random = &mut Random::new(SEED.into());
            let each = if simulator == Simulator::Icarus { 2 } else { 12 };
            let mut frames = vectors::frames(&design, &mixed(&design, each, random)).unwrap();
            frames.extend(damaged(&design, 15 * each, random));
            let vectors = vectors::decoder(&design, &frames, Some(random));
            let simulation =
                Simulation::compile_for_short_runs(simulator, Bench::Decoder, &sources(&design)).unwrap();
            for (idle, stall) in some_pairs() {
                let run = Run { idle, stall, seed: SEED, ..Run::default() };
                let outcome = simulation.run(&vectors, &run).unwrap();
                let what = format!(
                    "{simulator} {} {} of {in_bytes} bytes, {}, idle {idle} stall {stall} seed {SEED}",
                    design.name(),
                    kind.name(),
                    pipeline.name()
                );
                assert_pass(&outcome, &what);
            }
        }
    }
}

macro_rules! frames {
    ($($name:ident: $in_bytes:literal $pipeline:ident { $($field:ident: $value:expr),* };)*) => {
        mod icarus {
            $(#[test]
            fn $name() {
                use super::*;
                let frames = Frames { name: stringify!($name), $($field: $value,)* ..PLAIN };
                frames.run(Simulator::Icarus, $in_bytes, $pipeline);
            })*
        }
        mod verilator {
            $(#[test]
            fn $name() {
                use super::*;
                let frames = Frames { name: stringify!($name), $($field: $value,)* ..PLAIN };
                frames.run(Simulator::Verilator, $in_bytes, $pipeline);
            })*
        }
    };
}

frames! {
    side: 4 Balanced { sideband: (4, 8, 2) };
    side_of_blocks: 4 HighFmax { books: &[MIDDLE, LOWER], smallest: true, sideband: (0, 0, 33) };
    base_own: 4 Balanced { base: Some(Own) };
    base_sideband: 4 LowLatency { books: &[MIDDLE, LOWER], raw: true, base: Some(Rule::Sideband) };
    base_smallest: 8 HighFmax { books: &[MIDDLE, LOWER], raw: true, base: Some(Previous), smallest: true, sideband: (3, 0, 1) };
    base_m1: 4 Balanced { books: &[M1], base: Some(Previous) };
    base_m2: 4 HighFmax { books: &[M2], raw: true, base: Some(Own), smallest: true };
    base_fp16: 4 LowLatency { books: &[FP16], base: Some(Own) };
    base_fp32: 8 Balanced { serial: 7, books: &[FP32], base: Some(Previous), sideband: (1, 1, 1) };
    base_small: 2 Balanced { books: &[SMALL, SMALL], raw: true, base: Some(Own), smallest: true };
    check_tiny: 1 Balanced { books: &[TINY], check: Some(Crc16) };
    check_one: 4 Balanced { check: Some(Crc32) };
    check_low: 4 LowLatency { check: Some(Crc32) };
    check_blocks: 4 HighFmax { serial: 5, books: &[MIDDLE, LOWER], raw: true, smallest: true, check: Some(Crc16) };
    check_base: 8 Balanced { books: &[MIDDLE, LOWER], raw: true, base: Some(Own), smallest: true, check: Some(Crc32), sideband: (4, 8, 2) };
    check_narrow: 4 LowLatency { books: &[FP16, FP16], base: Some(Previous), check: Some(Crc32) };
    check_fp32: 8 HighFmax { serial: 3, books: &[FP32], base: Some(Own), check: Some(Crc16), sideband: (0, 2, 0) };
    check_wide: 16 Balanced { books: &[M1], raw: true, base: Some(Rule::Sideband), check: Some(Crc32) };
}

/// Bits flipped, bursts, cuts, beats that are gone, and another codebook: with crc32 nothing of it is taken for good, by
/// either decoder.
#[test]
fn two_thousand_damaged_frames_are_noticed() {
    if !have(Simulator::Verilator) {
        return;
    }
    let frames = Frames {
        name: "damaged",
        books: &[MIDDLE, LOWER],
        base: Some(Rule::Sideband),
        check: Some(Crc32),
        ..PLAIN
    };
    const EACH: usize = 400;
    type Damage = fn(&mut Vec<u8>, &mut Random);
    let damages: [Damage; 4] = [
        |frame, random| {
            let first = random.below(8 * frame.len());
            let places: BTreeSet<usize> =
                (0..random.below(4)).map(|_| random.below(8 * frame.len())).chain([first]).collect();
            places.into_iter().for_each(|bit| frame[bit / 8] ^= 1 << (bit % 8));
        },
        |frame, random| {
            let (at, noise) = (random.below(8 * frame.len() - 31), random.bits() as u32 | 1);
            let bits = (0..32).filter(|bit| noise >> bit & 1 == 1).map(|bit| at + bit);
            bits.for_each(|bit| frame[bit / 8] ^= 1 << (bit % 8));
        },
        |frame, random| frame.truncate(1 + random.below(frame.len() - 1)),
        |frame, random| {
            let at = 4 * random.below(frame.len() / 4);
            frame.drain(at..at + 4);
        },
    ];
    for kind in [Serial, Parallel] {
        let design = frames.design(4, kind, Balanced);
        let random = &mut Random::new(SEED.into());
        let packets: Vec<Vec<u8>> = (0..damages.len() * EACH)
            .map(|number| {
                let count = 2 + random.below(60);
                Payload::Codebook.packet(&design, number, count, random)
            })
            .collect();
        let whole = vectors::frames(&design, &packets).unwrap();
        let mut sent = Vec::new();
        for (number, mut frame) in whole.into_iter().enumerate() {
            let good = frame.clone();
            damages[number % damages.len()](&mut frame, random);
            assert_ne!(frame, good);
            sent.push(frame);
        }
        sent.extend(by_other_books(&design, EACH, random));
        let vectors = vectors::decoder(&design, &sent, Some(random));
        assert_eq!((vectors.packets, vectors.errors), (2000, 2000), "{kind:?}");
        let files = sources(&design);
        let simulation =
            Simulation::compile_for_short_runs(Simulator::Verilator, Bench::Decoder, &files).unwrap();
        let run = Run { idle: Idle::Quarter, stall: Stall::Quarter, seed: SEED, ..Run::default() };
        assert_pass(&simulation.run(&vectors, &run).unwrap(), kind.name());
    }
}

/// Frames of 48 bytes, or two words, one behind the other: the check of none has to wait for another one's.
#[test]
fn short_frames_wait_for_no_check() {
    if !have(Simulator::Verilator) {
        return;
    }
    // Whoever takes the check off, and a number of places that is no power of two.
    let decoders = [(Parallel, 8), (Serial, 4), (Parallel, 16), (Parallel, 4), (Parallel, 32)];
    for (kind, in_bytes) in decoders.into_iter().take(if common::campaign() { 5 } else { 2 }) {
        let frames = Frames { name: "short", check: Some(Crc32), ..PLAIN };
        let design = frames.design(in_bytes, kind, Balanced);
        let random = &mut Random::new(SEED.into());
        let sent: Vec<Vec<u8>> = (0..60)
            .map(|number| {
                let least = 48.max(2 * in_bytes as usize);
                let longer = (least / 3..).map(|count| {
                    let packet = Payload::Codebook.packet(&design, number, count, random);
                    vectors::frames(&design, &[packet]).unwrap().remove(0)
                });
                longer.into_iter().find(|frame| frame.len() >= least).unwrap()
            })
            .collect();
        let vectors = vectors::decoder(&design, &sent, None);
        let simulation =
            Simulation::compile_for_short_runs(Simulator::Verilator, Bench::Decoder, &sources(&design))
                .unwrap();
        let outcome = simulation.run(&vectors, &Run::default()).unwrap();
        assert_pass(&outcome, &format!("{in_bytes} bytes"));
        assert!(outcome.in_beats >= 2 * 60 && vectors.errors == 0);
        let (beats, clocks) = match kind {
            Parallel => (outcome.in_beats, outcome.in_clocks),
            Serial => (outcome.out_beats, outcome.out_clocks),
        };
        assert_eq!(beats, clocks, "{kind:?}, {in_bytes} bytes");
    }
}

/// Where there is no register on the elements' way, a frame's check comes in the clock in which it is asked for.
#[test]
fn a_check_comes_with_its_frames_end() {
    if !have(Simulator::Icarus) {
        return;
    }
    let of = [(Target::Asic, Crc16), (Target::Fpga, Crc32)];
    for (target, check) in of.into_iter().take(if common::campaign() { 2 } else { 1 }) {
        let mut spec = spec("at_once", [MIDDLE], encoder(2, 4, Balanced), common::parallel(8, LowLatency));
        (spec.check, spec.target) = (Some(check), target);
        super::matrix::check(&common::design(spec), Simulator::Icarus, &some_pairs()[..1], 1);
    }
}

/// Each is a change of the emitted text that must be possible exactly once.
fn breaks(frames: Frames, in_bytes: u64, kind: DecoderKind, breaks: &[(&str, &str, &str)]) {
    if !have(Simulator::Icarus) {
        return;
    }
    let design = frames.design(in_bytes, kind, Balanced);
    let random = &mut Random::new(SEED.into());
    let mut sent = vectors::frames(&design, &mixed(&design, 4, random)).unwrap();
    sent.extend(damaged(&design, 60, random));
    // As short as a check or shorter, and right behind one so long that no other check is on its way then.
    for number in 0..12 {
        let bytes = (1 + number / 3).min(sent[number].len());
        let (mut long, short) = (sent[number].clone(), sent[number][..bytes].to_vec());
        long.extend((0..150).map(|_| random.bits() as u8));
        sent.extend([long, short]);
    }
    let vectors = vectors::decoder(&design, &sent, Some(random));
    let mut missed = Vec::new();
    for (module, from, to) in tried(&design, breaks) {
        let files = broken(&design, module, from, to);
        let simulation =
            Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Decoder, &files).unwrap();
        let found = some_pairs().into_iter().any(|(idle, stall)| {
            !simulation.run(&vectors, &Run { idle, stall, ..Run::default() }).unwrap().pass()
        });
        if !found {
            missed.push(format!("{module}: {from} -> {to}"));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_wrong_parallel_decoder_is_found() {
    let frames = Frames {
        name: "wrong",
        books: &[MIDDLE, LOWER],
        raw: true,
        base: Some(Own),
        check: Some(Crc16),
        sideband: (4, 0, 2),
        smallest: true,
        ..PLAIN
    };
    let breaks = |all: &[(&str, &str, &str)]| self::breaks(frames, 4, Parallel, all);
    breaks(&[
        // The check is read as elements; one frame's last word is the next one's first.
        ("dec_strip", "body = all & (all >> CHECK)", "body = all"),
        ("dec_strip", "{HELD{~s_last}}", "{HELD{1'b1}}"),
        // Any number of checks on their way.
        ("dec_checks", "count != COUNT", "1'b1"),
        // Whatever is said of the frame's header, of its book.
        ("dec_expect", "index == n[INDEX-1:0]", "1'b1"),
        ("dec_expect", "of_tag ^ of_header", "of_tag | of_header"),
        // What does not fit is good; the next frame's state begins where this one's ended.
        ("dec_verify", "(next != {CRC{1'b0}})", "1'b0"),
        ("dec_verify", "last ? ONES : next", "next"),
        ("dec_verify", "ends[N-i]", "ends[i]"),
        ("dec_pack", "shown & waited, shown & ~waited", "waited, ~waited"),
        // The next packet's elements begin in the middle of a row; frames do not.
        ("dec_merge", "last ? { {N-1{1'b0}}, 1'b1} : to", "to"),
        ("dec_merge", "valid) pointer_q", "1'b0) pointer_q"),
        ("dec_join", "valid & ~drop_q", "valid"),
        ("dec_join", "last & (dead | ends)", "last & ends"),
        // A base of another frame, and of none.
        ("decoder", ".base(base)", ".base(walk_along[ALONG-1 -: BASE])"),
        ("dec_base", "& {BASE{|s}}", ""),
        ("dec_lookahead", "first_q & ~next_keep_q[LEAST-1]", "1'b0"),
    ]);
    // Words that are wide enough for the lookahead to take the check off.
    let breaks = |all: &[(&str, &str, &str)]| self::breaks(frames, 8, Parallel, all);
    breaks(&[
        ("dec_lookahead", "all_keep[CHECK +: KEEP]", "all_keep[KEEP-1:0]"),
        // A word of nothing but the check is read, and another frame's is not.
        ("dec_lookahead", "there & ~skip", "there"),
        ("dec_lookahead", "~word_last_q & next_rest", "next_rest"),
        ("dec_lookahead", "word_last_q | next_rest", "word_last_q"),
        ("dec_trailer", "8*CHECK{ends[n]}", "8*CHECK{ends[BYTES-n]}"),
        ("dec_lookahead", "first_q & ~next_keep_q[LEAST-1]", "first_q & ~next_keep_q[LEAST-2]"),
        ("dec_lookahead", "next_last_q & ~room", "1'b0"),
    ]);
}

#[test]
fn a_wrong_serial_decoder_is_found() {
    let frames = Frames {
        name: "wrong",
        books: &[MIDDLE, LOWER],
        base: Some(Rule::Sideband),
        check: Some(Crc32),
        sideband: (0, 3, 0),
        ..PLAIN
    };
    // A header of nine bits, of a bus of eight; a check of four words.
    breaks(
        frames,
        1,
        Serial,
        &[
            ("dec_gather", "at_q[i] ? s_data : held_q", "held_q"),
            ("dec_feed", "~keep_q[(HEADER-1)/8]", "1'b0"),
            ("dec_strip", "some & (s_last | full_q[0])", "some & full_q[0]"),
            ("dec_checks", " - { {AT{1'b0}}, pop}", ""),
            ("dec_verify", "user | (CHECK", "user & (CHECK"),
        ],
    );
    // What takes the check off keeps the frame's side, too.
    let side = Frames { check: None, ..frames };
    breaks(side, 1, Serial, &[("dec_gather", "at_q[0] ? s_side : side_q", "s_side")]);
    // A check of a word and a third.
    breaks(frames, 3, Serial, &[("dec_strip", "if (~full_q[n-1])", "if (1'b0)")]);
}
