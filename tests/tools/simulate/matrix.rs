//! Designs x payloads x idle x stall.

use super::{assert_pass, have};
use crate::common::{self, TINY, book, codebook, encoder, serial, spec};
use huffwire::codebook::Codebook;
use huffwire::design::Design;
use huffwire::design::Preset::{self, Balanced, HighFmax, LowLatency};
use huffwire::design::Reset::{self, AsyncLow, SyncHigh, SyncLow};
use huffwire::sim::{
    Bench, Idle, Payload, Random, Run, Simulation, Simulator, Stall, damaged, packets, sources, vectors,
};

const SEED: u32 = 20;

/// Packets of every payload in turn, with every edge of the lanes among their lengths.
pub fn mixed(design: &Design, each: usize, random: &mut Random) -> Vec<Vec<u8>> {
    let payloads = Payload::ALL.iter().filter(|payload| payload.fits_design(design));
    payloads.flat_map(|payload| packets(*payload, design, each, random)).collect()
}

/// Everything through a design under each of these pairs of patterns.
pub fn check(design: &Design, simulator: Simulator, pairs: &[(Idle, Stall)], each: usize) {
    let random = &mut Random::new(SEED.into());
    let packets = mixed(design, each, random);
    let frames = vectors::frames(design, &packets).unwrap();
    let mut with_damage = frames.clone();
    with_damage.extend(damaged(design, 55, random));
    let benches = Bench::of(design);
    let simulations = Simulation::compile_all_for_short_runs(simulator, &benches, &sources(design)).unwrap();
    for simulation in &simulations {
        let bench = simulation.bench();
        let vectors = match bench {
            Bench::Encoder => vectors::encoder(design, &packets, Some(random)).unwrap(),
            Bench::Decoder => vectors::decoder(design, &with_damage, Some(random)),
            Bench::Loopback | Bench::Swap => vectors::loopback(design, &packets, Some(random)),
        };
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

/// Every idle pattern with every stall pattern; as many of them as [`some_pairs`] has, of every time, where Icarus is long about it.
fn long_pairs() -> Vec<(Idle, Stall)> {
    if common::campaign() { all_pairs() } else { some_pairs() }
}

/// Every idle pattern with every stall pattern.
pub fn all_pairs() -> Vec<(Idle, Stall)> {
    let with_stalls = |idle: &Idle| Stall::ALL.iter().map(|stall| (*idle, *stall)).collect::<Vec<_>>();
    Idle::ALL.iter().flat_map(with_stalls).collect()
}

/// A small design with a serial decoder; `buses` is lanes, out_bytes, in_bytes.
fn design(name: &str, book: impl Into<Codebook>, buses: [u64; 3], pipeline: Preset, reset: Reset) -> Design {
    let [lanes, out_bytes, in_bytes] = buses;
    let mut spec = spec(name, [book], encoder(lanes, out_bytes, pipeline), serial(in_bytes, pipeline));
    spec.reset = reset;
    common::design(spec)
}

/// Codewords with padding inside the shortest ones, buses of different and odd widths.
fn padding() -> Design {
    design("padding", TINY, [4, 2, 3], LowLatency, SyncHigh)
}

/// An escape and raw bits on both sides of the symbol.
fn escape() -> Design {
    let book = book("bf16", 8, Some(5), &[(118, 4), (119, 3), (120, 2), (121, 2), (122, 3)]);
    design("escape", book, [2, 4, 5], Balanced, AsyncLow)
}

/// The raw book of a format with fewer bits than its container; one lane, one byte.
fn raw_book() -> Design {
    let mut lengths = [6; 64];
    lengths[63] = 7;
    design("raw_book", codebook("e3m2", 7, None, &lengths), [1, 1, 1], HighFmax, SyncLow)
}

/// The longest elements there are: escape, symbol and 24 raw bits.
fn long_elements() -> Design {
    let book = book("fp32", 16, Some(16), &[(0, 1), (255, 2), (1, 3), (254, 16)]);
    design("long_elements", book, [2, 16, 2], Balanced, SyncHigh)
}

/// Nothing but an escape, and a bus that holds many packets.
fn escape_alone() -> Design {
    design("escape_alone", book("custom:4:20:0:0", 1, Some(1), &[]), [4, 8, 128], LowLatency, SyncLow)
}

/// An output a sixteenth of the input, so that the encoder stalls nearly always.
fn narrow() -> Design {
    let book = book("fp16", 9, Some(4), &[(15, 1), (14, 2), (13, 3), (12, 9), (16, 9), (0, 8)]);
    design("narrow", book, [8, 1, 8], Balanced, AsyncLow)
}

/// Half of all codewords unassigned.
fn hole() -> Design {
    design("hole", codebook("custom:1:3:2:0", 4, None, &[4; 8]), [16, 4, 4], HighFmax, SyncHigh)
}

/// Every length from 1 to 16.
fn deep() -> Design {
    let mut lengths = [0; 256];
    (0..15).for_each(|s| lengths[17 * s] = s as u8 + 1);
    design("deep", codebook("bytes", 16, Some(16), &lengths), [2, 2, 4], Balanced, SyncLow)
}

/// As many lanes as there can be.
fn wide() -> Design {
    let book = book("e4m3", 6, Some(5), &[(0, 2), (56, 2), (57, 3), (58, 4), (184, 3), (185, 6)]);
    design("wide", book, [32, 32, 16], HighFmax, SyncHigh)
}

/// Pairs in which every pattern occurs once on each side, for designs that Icarus takes minutes for.
pub fn some_pairs() -> Vec<(Idle, Stall)> {
    Idle::ALL.iter().copied().zip(Stall::ALL.iter().copied()).collect()
}

/// One simulator each; both for the first ones, and in the campaign. Verilator takes a quarter of a minute and more for the C++ of
/// the wide ones.
fn here(name: &str, icarus: bool) -> bool {
    let in_icarus = ["raw_book", "hole"].contains(&name);
    let wide = ["narrow", "wide"].contains(&name);
    let here = ["padding", "escape"].contains(&name) || in_icarus == icarus && !wide || common::campaign();
    if !here {
        println!("left to scripts/campaign.sh: {name}");
    }
    here
}

macro_rules! matrix {
    ($($design:ident $icarus:ident)*) => {
        mod icarus {
            $(#[test]
            fn $design() {
                if super::have(super::Simulator::Icarus) && super::here(stringify!($design), true) {
                    super::check(&super::$design(), super::Simulator::Icarus, &super::$icarus(), 4);
                }
            })*
        }

        mod verilator {
            $(#[test]
            fn $design() {
                if super::have(super::Simulator::Verilator) && super::here(stringify!($design), false) {
                    super::check(&super::$design(), super::Simulator::Verilator, &super::all_pairs(), 12);
                }
            })*
        }
    };
}

matrix! {
    padding long_pairs
    escape long_pairs
    raw_book all_pairs
    long_elements all_pairs
    escape_alone some_pairs
    narrow some_pairs
    hole long_pairs
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
