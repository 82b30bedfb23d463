//! Designs x payloads x idle x stall.

use super::{assert_pass, have};
use crate::common;
use huffwire::design::Design;
use huffwire::sim::{
    Bench, Idle, Payload, Random, Run, Simulation, Simulator, Stall, damaged, packets, sources, vectors,
};

const SEED: u32 = 20;

/// Packets of every payload in turn, with every edge of the lanes among their lengths.
pub fn mixed(design: &Design, each: usize, random: &mut Random) -> Vec<Vec<u8>> {
    let payloads = Payload::ALL.iter().filter(|payload| payload.fits(&design.books().books()[0]));
    payloads.flat_map(|payload| packets(*payload, design, each, random)).collect()
}

/// Everything through a design under each of these pairs of patterns.
fn check(design: &Design, simulator: Simulator, pairs: &[(Idle, Stall)], each: usize) {
    let random = &mut Random::new(SEED.into());
    let packets = mixed(design, each, random);
    let frames = vectors::frames(design, &packets).unwrap();
    let mut with_damage = frames.clone();
    with_damage.extend(damaged(design, 55, random));
    for bench in Bench::ALL {
        let vectors = match bench {
            Bench::Encoder => vectors::encoder(design, &packets, Some(random)).unwrap(),
            Bench::Decoder => vectors::decoder(design, &with_damage, Some(random)),
            Bench::Loopback => vectors::loopback(design, &packets, Some(random)),
        };
        let simulation = Simulation::compile(simulator, *bench, None, &sources(design)).unwrap();
        for &(idle, stall) in pairs {
            let outcome =
                simulation.run(&vectors, &Run { idle, stall, seed: SEED, ..Run::default() }).unwrap();
            let name = design.name();
            assert_pass(
                &outcome,
                &format!("{simulator} {name} {bench} idle {idle} stall {stall} seed {SEED}"),
            );
        }
    }
}

/// Every idle pattern with every stall pattern.
pub fn all_pairs() -> Vec<(Idle, Stall)> {
    let with_stalls = |idle: &Idle| Stall::ALL.iter().map(|stall| (*idle, *stall)).collect::<Vec<_>>();
    Idle::ALL.iter().flat_map(with_stalls).collect()
}

/// A small design with a serial decoder; `buses` is lanes, out_bytes, in_bytes.
fn design(name: &str, book: &str, element: &str, buses: [usize; 3], pipeline: &str, reset: &str) -> Design {
    let [lanes, out_bytes, in_bytes] = buses;
    let text = format!(
        "name: {name}\nelement: {element}\ncodebooks: [book.yaml]\n\
         encoder: {{ lanes: {lanes}, out_bytes: {out_bytes}, pipeline: {pipeline} }}\n\
         decoder: {{ kind: serial, in_bytes: {in_bytes}, pipeline: {pipeline} }}\nreset: {reset}\n"
    );
    common::design(&format!("element: {element}\n{book}\n"), &text)
}

/// Codewords with padding inside the shortest ones, buses of different and odd widths.
fn padding() -> Design {
    let book = "max_length: 4\nlengths: { 0: 1, 1: 2, 2: 3, 3: 4 }";
    let element = "{ bytes: 1, bits: 2, symbol: \"1:0\" }";
    design("padding", book, element, [4, 2, 3], "low_latency", "sync_high")
}

/// An escape and raw bits on both sides of the symbol.
fn escape() -> Design {
    let book = "max_length: 8\nescape: 5\nlengths: { 118: 4, 119: 3, 120: 2, 121: 2, 122: 3 }";
    design("escape", book, "bf16", [2, 4, 5], "balanced", "async_low")
}

/// The raw book of a format with fewer bits than its container; one lane, one byte.
fn raw_book() -> Design {
    let lengths: Vec<String> = (0..64).map(|s| format!("{s}: {}", if s == 63 { 7 } else { 6 })).collect();
    let book = format!("max_length: 7\nlengths: {{ {} }}", lengths.join(", "));
    design("raw_book", &book, "e3m2", [1, 1, 1], "high_fmax", "sync_low")
}

/// The longest elements there are: escape, symbol and 24 raw bits.
fn long_elements() -> Design {
    let book = "max_length: 16\nescape: 16\nlengths: { 0: 1, 255: 2, 1: 3, 254: 16 }";
    design("long_elements", book, "fp32", [2, 16, 2], "balanced", "sync_high")
}

/// Nothing but an escape, and a bus that holds many packets.
fn escape_alone() -> Design {
    let element = "{ bytes: 4, bits: 20, symbol: \"0:0\" }";
    design(
        "escape_alone",
        "max_length: 1\nescape: 1\nlengths: {}",
        element,
        [4, 8, 128],
        "low_latency",
        "sync_low",
    )
}

/// An output a sixteenth of the input, so that the encoder stalls nearly always.
fn narrow() -> Design {
    let book = "max_length: 9\nescape: 4\nlengths: { 15: 1, 14: 2, 13: 3, 12: 9, 16: 9, 0: 8 }";
    design("narrow", book, "fp16", [8, 1, 8], "balanced", "async_low")
}

/// Half of all codewords unassigned.
fn hole() -> Design {
    let book = "max_length: 4\nlengths: { 0: 4, 1: 4, 2: 4, 3: 4, 4: 4, 5: 4, 6: 4, 7: 4 }";
    design("hole", book, "{ bytes: 1, bits: 3, symbol: \"2:0\" }", [16, 4, 4], "high_fmax", "sync_high")
}

/// Every length from 1 to 16.
fn deep() -> Design {
    let lengths: Vec<String> = (0..15).map(|s| format!("{}: {}", 17 * s, s + 1)).collect();
    let book = format!("max_length: 16\nescape: 16\nlengths: {{ {} }}", lengths.join(", "));
    design("deep", &book, "bytes", [2, 2, 4], "balanced", "sync_low")
}

/// As many lanes as there can be.
fn wide() -> Design {
    let book = "max_length: 6\nescape: 5\nlengths: { 0: 2, 56: 2, 57: 3, 58: 4, 184: 3, 185: 6 }";
    design("wide", book, "e4m3", [32, 32, 16], "high_fmax", "sync_high")
}

/// Pairs in which every pattern occurs once on each side, for designs that Icarus takes minutes for.
pub fn some_pairs() -> Vec<(Idle, Stall)> {
    Idle::ALL.iter().copied().zip(Stall::ALL.iter().copied()).collect()
}

macro_rules! matrix {
    ($($design:ident $icarus:ident)*) => {
        mod icarus {
            $(#[test]
            fn $design() {
                if super::have(super::Simulator::Icarus) {
                    super::check(&super::$design(), super::Simulator::Icarus, &super::$icarus(), 4);
                }
            })*
        }

        mod verilator {
            $(#[test]
            fn $design() {
                if super::have(super::Simulator::Verilator) {
                    super::check(&super::$design(), super::Simulator::Verilator, &super::all_pairs(), 12);
                }
            })*
        }
    };
}

matrix! {
    padding all_pairs
    escape all_pairs
    raw_book all_pairs
    long_elements all_pairs
    escape_alone some_pairs
    narrow some_pairs
    hole all_pairs
    deep some_pairs
    wide some_pairs
}

/// The damaged frames that the decoders get are of every kind.
#[test]
fn damage_has_every_reason() {
    // Its elements are longer than a byte: shorter ones cannot be truncated, only padded badly.
    let design = escape();
    let decoder = huffwire::codec::Decoder::new(&design.books().books()[0]);
    let frames = damaged(&design, 55, &mut Random::new(SEED.into()));
    let mut reasons: Vec<_> = frames
        .iter()
        .map(|frame| decoder.frame(frame, &mut Vec::new()).map_or_else(|r| r as u8, |()| 0))
        .collect();
    assert!(reasons.iter().skip(1).step_by(2).all(|reason| *reason == 0), "every second frame is good");
    reasons.sort();
    reasons.dedup();
    assert_eq!(reasons, [0, 1, 2, 3]);
}
