//! What the bench of both ends does in part is what the bench of one end does.

use super::have;
use super::matrix::mixed;
use crate::common::{self, OTHER, TINY, encoder, serial, smallest};
use huffwire::codebook::Check;
use huffwire::design::Preset::Balanced;
use huffwire::design::{Design, LoadableSpec, Reset, Sideband, Spec};
use huffwire::element::Element;
use huffwire::sim::{
    Bench, Ends, Idle, Random, Run, Simulation, Simulator, Stall, Vectors, loads, sources, vectors,
};

const SEED: u32 = 43;
const BENCHES: [Bench; 3] = [Bench::Encoder, Bench::Decoder, Bench::Loopback];

/// Between buses of other widths; of blocks with a bound, counters and a sideband; of slots.
fn designs() -> Vec<Design> {
    let plain = common::spec("plain", [TINY], encoder(2, 4, Balanced), serial(3, Balanced));
    let ends = (smallest(4, encoder(2, 2, Balanced)), serial(2, Balanced));
    let mut blocks = common::spec("blocks", [TINY, OTHER], ends.0.clone(), ends.1.clone());
    (blocks.raw, blocks.counters, blocks.reset) = (true, true, Reset::AsyncLow);
    blocks.sideband = Sideband { tid: 3, tdest: 0, tuser: 2 };
    let mut slots = Spec::new("slots", Vec::new(), ends.0, ends.1);
    slots.loadable = Some(LoadableSpec::new(Element::parse("custom:1:6:4:1").unwrap(), 2, 1, 6, 8));
    slots.check = Some(Check::Crc16);
    [plain, blocks, slots].map(common::design).to_vec()
}

/// What each bench plays.
fn played(design: &Design) -> [Vectors; 3] {
    let loaded = loads::loaded(design);
    let random = &mut Random::new(SEED.into());
    let packets = mixed(&loaded, 3, random);
    let frames = vectors::frames(&loaded, &packets).unwrap();
    [
        vectors::encoder(&loaded, &packets, Some(random)).unwrap(),
        vectors::decoder(&loaded, &frames, Some(random)),
        vectors::loopback(&loaded, &packets, Some(random)),
    ]
}

/// The lowest bit of a beat in the middle is another one.
fn with_a_wrong_byte(expected: &str) -> String {
    let mut lines: Vec<String> = expected.lines().map(str::to_owned).collect();
    let middle = lines.len() / 2;
    let kept = |line: &&mut String| !line.contains(" 0 1 ");
    let line = lines[middle..].iter_mut().find(kept).expect("a beat of data");
    let (data, rest) = line.split_once(' ').unwrap();
    let (high, low) = data.split_at(data.len() - 1);
    *line = format!("{high}{:x} {rest}", u8::from_str_radix(low, 16).unwrap() ^ 1);
    lines.join("\n") + "\n"
}

/// The same to the clock, whichever simulator: of what passes, of resets, and of a byte that is expected to be another one.
#[test]
fn parts_are_the_benches_of_their_ends() {
    if !have(Simulator::Verilator) || !have(Simulator::Icarus) {
        return;
    }
    // The one of slots takes Verilator as long as the others together, and the one without blocks has nothing that they have not.
    let some = |design: &Design| common::campaign() || design.name() == "blocks";
    for design in designs().into_iter().filter(some) {
        let files = sources(&design);
        let parts = Simulation::compile_all_for_short_runs(Simulator::Verilator, &BENCHES, &files).unwrap();
        for ((bench, part), good) in BENCHES.into_iter().zip(&parts).zip(played(&design)) {
            assert_eq!(part.bench(), bench);
            let alone = Simulation::compile_for_short_runs(Simulator::Icarus, bench, &files).unwrap();
            let bad = Vectors { expected: with_a_wrong_byte(&good.expected), ..good.clone() };
            let run = |idle, stall, resets| Run { idle, stall, resets, seed: SEED, ..Run::default() };
            let runs = [
                (&good, run(Idle::None, Stall::None, 0), true),
                (&good, run(Idle::Bursts, Stall::Quarter, 0), true),
                (&good, run(Idle::Quarter, Stall::AfterValid, 4), true),
                (&bad, run(Idle::Alone, Stall::None, 0), false),
            ];
            for (vectors, run, passes) in runs {
                let (one, other) = (alone.run(vectors, &run).unwrap(), part.run(vectors, &run).unwrap());
                let what = format!("{} {bench} {run:?}", design.name());
                assert_eq!(one, other, "{what}");
                assert_eq!(one.pass(), passes, "{what}: {:?}", one.failure);
                assert_eq!(one.resets > 0, run.resets > 0, "{what}");
            }
            // There is one end to reset.
            let run = Run { ends: Ends::Decoder, ..run(Idle::None, Stall::None, 3) };
            if bench != Bench::Loopback {
                assert_eq!(
                    alone.run(&good, &run).unwrap(),
                    part.run(&good, &run).unwrap(),
                    "{}",
                    design.name()
                );
            }
        }
    }
}
