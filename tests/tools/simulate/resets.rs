//! Resets in the midst of traffic: of both ends, after which everything is right from the next packet on, and of one
//! end alone, after which what is damaged is counted.

use super::{assert_pass, have};
use crate::common::{self, BF16, OTHER, TINY, encoder, lanes, parallel, serial, smallest, spec};
use huffwire::design::Preset::{Balanced, HighFmax, LowLatency};
use huffwire::design::Reset::{self, AsyncLow, SyncHigh, SyncLow};
use huffwire::design::{BaseRule, DecoderSpec, Design, EncoderSpec};
use huffwire::sim::{
    Bench, Ends, Idle, Random, Run, Simulation, Simulator, Stall, long_packets, sources, vectors,
};

const SEED: u32 = 60;

fn tiny(name: &str, encoder: EncoderSpec, decoder: DecoderSpec, reset: Reset) -> Design {
    let mut spec = spec(name, [TINY], encoder, decoder);
    spec.reset = reset;
    common::design(spec)
}

/// Two books and the raw one.
fn several(name: &str, encoder: EncoderSpec, decoder: DecoderSpec, reset: Reset) -> Design {
    let mut spec = spec(name, [TINY, OTHER], encoder, decoder);
    (spec.raw, spec.reset) = (true, reset);
    common::design(spec)
}

/// Bases of the frame before, which a reset makes 0.
fn previous() -> Design {
    let mut spec = spec("previous", [BF16], smallest(4, encoder(2, 4, Balanced)), serial(4, Balanced));
    (spec.raw, spec.base) = (true, Some(BaseRule::Previous));
    common::design(spec)
}

/// Small ones, with everything that holds a beat: two- and three-entry queues, blocks, words that leave in parts; every
/// reset with either decoder.
fn designs() -> Vec<Design> {
    let plain = || encoder(4, 2, Balanced);
    let split = || encoder(8, 1, HighFmax);
    let block = || smallest(4, encoder(4, 1, Balanced));
    let (ser, par) = (|| serial(2, Balanced), || parallel(1, Balanced));
    vec![
        tiny("serial_high", plain(), ser(), SyncHigh),
        tiny("serial_low", split(), ser(), SyncLow),
        tiny("serial_async", encoder(1, 1, LowLatency), ser(), AsyncLow),
        tiny("parallel_high", split(), par(), SyncHigh),
        tiny("parallel_low", plain(), parallel(2, HighFmax), SyncLow),
        tiny("parallel_async", plain(), lanes(2, parallel(1, LowLatency)), AsyncLow),
        several("blocks_serial", block(), ser(), AsyncLow),
        several("blocks_parallel", block(), par(), SyncHigh),
        several("sideband", plain(), par(), AsyncLow),
        previous(),
    ]
}

/// Resets of each run in Verilator.
fn many() -> u32 {
    if common::campaign() { 300 } else { 60 }
}

/// Every reset, either decoder, words that split and blocks; all designs in the campaign.
fn some_designs() -> Vec<Design> {
    let some = ["serial_low", "parallel_high", "blocks_serial", "previous"];
    designs().into_iter().filter(|design| common::campaign() || some.contains(&design.name())).collect()
}

/// Both ends at once, in all three benches.
fn both_ends(simulator: Simulator, designs: &[Design], resets: u32) {
    if !have(simulator) {
        return;
    }
    for design in designs {
        let random = &mut Random::new(SEED.into());
        let packets = long_packets(design, 16 * resets as usize, random);
        let benches = Bench::of(design);
        let files = sources(design);
        for simulation in Simulation::compile_all_for_short_runs(simulator, &benches, &files).unwrap() {
            let bench = simulation.bench();
            let vectors = match bench {
                Bench::Encoder => vectors::encoder(design, &packets, Some(random)).unwrap(),
                Bench::Decoder => {
                    vectors::decoder(design, &vectors::frames(design, &packets).unwrap(), Some(random))
                }
                Bench::Loopback | Bench::Swap => vectors::loopback(design, &packets, Some(random)),
            };
            for (idle, stall) in [(Idle::None, Stall::None), (Idle::Quarter, Stall::Bursts)] {
                let run = Run { idle, stall, seed: SEED, resets, ..Run::default() };
                let outcome = simulation.run(&vectors, &run).unwrap();
                let what =
                    format!("{simulator} {} {bench} idle {idle} stall {stall} seed {SEED}", design.name());
                assert_pass(&outcome, &what);
                assert_eq!(outcome.resets, u64::from(resets), "{what}");
            }
        }
    }
}

#[test]
fn both_ends_in_icarus() {
    both_ends(Simulator::Icarus, &some_designs(), if common::campaign() { 6 } else { 1 });
}

#[test]
fn both_ends_in_verilator() {
    let designs = designs().into_iter().filter(|design| {
        design.name() == "blocks_parallel" || common::campaign() && design.name() == "serial_low"
    });
    both_ends(Simulator::Verilator, &designs.collect::<Vec<_>>(), many());
}

/// The first failure of an end from what its registers hold before they are first reset: of all unknown bits in Icarus, of
/// the random ones that a seed gives in Verilator.
fn first(files: &[(String, String)], design: &Design, bench: Bench, simulator: Simulator) -> Option<String> {
    let random = &mut Random::new(SEED.into());
    let packets = long_packets(design, 4, random);
    let vectors = match bench {
        Bench::Encoder => vectors::encoder(design, &packets, None).unwrap(),
        _ => vectors::decoder(design, &vectors::frames(design, &packets).unwrap(), None),
    };
    let simulation = Simulation::compile_for_short_runs(simulator, bench, files).unwrap();
    let seeds = if simulator == Simulator::Icarus { 1..=1 } else { 1..=10 };
    let mut failures = seeds.filter_map(|seed| {
        let run = Run { seed, ..Run::default() };
        simulation
            .run(&vectors, &run)
            .unwrap()
            .failure
            .map(|failure| format!("seed {seed}: {}", failure.text))
    });
    failures.next()
}

/// Nothing that an end says depends on what its registers hold at first; and a register that lacks its reset is noticed, in
/// either simulator.
#[test]
fn nothing_is_known_before_a_reset_or_unknown_behind_it() {
    // In Icarus every test begins with unknown registers; resets of these, above, among them.
    let all = designs();
    for simulator in
        [Simulator::Icarus, Simulator::Verilator].into_iter().filter(|&simulator| have(simulator))
    {
        let some = |design: &&Design| common::campaign() || design.name() == "blocks_parallel";
        for design in all.iter().filter(some) {
            // Verilator takes longer to build an end than both take to run.
            let both = simulator == Simulator::Icarus || common::campaign();
            for bench in [Bench::Decoder, Bench::Encoder].into_iter().take(if both { 2 } else { 1 }) {
                let failure = first(&sources(design), design, bench, simulator);
                assert_eq!(failure, None, "{simulator} {} {bench}", design.name());
            }
        }
        let forgotten = super::broken(&all[0], "valid", "if (rst) taps_q", "if (rst && 1'b0) taps_q");
        let failure = first(&forgotten, &all[0], Bench::Encoder, simulator);
        assert!(failure.is_some(), "{simulator} does not notice it");
    }
}

/// A packet as it came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packet {
    pub elements: Vec<u8>,
    /// What the decoder reports with its end: {reason, error}.
    pub user: u32,
}

impl Packet {
    /// Takes a beat that the sink wrote down; whether the packet ends with it.
    fn take(&mut self, data: &str, keep: &str, last: &str, user: &str) -> bool {
        let keep = u128::from_str_radix(keep, 16).unwrap();
        let bytes = data
            .as_bytes()
            .rchunks(2)
            .map(|digits| u8::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).unwrap());
        self.elements.extend(bytes.enumerate().filter(|(at, _)| keep >> at & 1 == 1).map(|(_, byte)| byte));
        self.user = u32::from_str_radix(user, 16).unwrap();
        last == "1"
    }
}

/// The packets of what the sink wrote down, without resets among them.
pub fn packets(recorded: &[String]) -> Vec<Packet> {
    let mut came = Vec::new();
    let mut packet = Packet::default();
    for line in recorded {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let ["BEAT", data, keep, last, user] = fields[..] else { panic!("{line}") };
        if packet.take(data, keep, last, user) {
            came.push(std::mem::take(&mut packet));
        }
    }
    came
}

/// What became of the packets behind a reset of one end.
#[derive(Debug, Default)]
struct Damage {
    resets: usize,
    /// After so many, packets came that were wrong, and none of these with an error; and at least one with one.
    silent: usize,
    reported: usize,
    /// The most packets that were wrong behind one reset, of those sent and of those that came.
    sent: usize,
    came: usize,
}

/// Reads what the sink wrote down, and finds for every reset where the packets are right again. Fails where they are
/// not within `most` packets that were sent after it, or where anything is wrong before.
fn judge(recorded: &[String], design: &Design, packets: &[Vec<u8>], ends: Ends, most: usize) -> Damage {
    let mut came: Vec<Packet> = Vec::new();
    let mut packet = Packet::default();
    // For each reset: packets that had come, and the first that was, or will be, sent from its beginning.
    let mut resets: Vec<(usize, usize)> = Vec::new();
    // Packets that were taken whole by frames.
    let mut whole = vec![0];
    for (number, packet) in packets.iter().enumerate() {
        let frames = vectors::frames(design, std::slice::from_ref(packet)).unwrap().len();
        whole.extend((1..=frames).map(|frame| number + usize::from(frame == frames)));
    }
    for line in recorded {
        let fields: Vec<&str> = line.split_whitespace().collect();
        match fields[..] {
            ["BEAT", data, keep, last, user] => {
                if packet.take(data, keep, last, user) {
                    came.push(std::mem::take(&mut packet));
                }
            }
            ["RESET", sent, frames] => {
                let number = |field: &str| field.split_once('=').unwrap().1.parse::<usize>().unwrap();
                let next = match ends {
                    Ends::Encoder => number(sent),
                    // What the decoder had taken is lost.
                    _ => whole[number(frames)],
                };
                if ends == Ends::Decoder {
                    packet = Packet::default();
                }
                resets.push((came.len(), next));
            }
            _ => panic!("{line}"),
        }
    }
    let right = |at: usize, number: usize| {
        came.get(at)
            .zip(packets.get(number))
            .is_some_and(|(packet, sent)| packet.user == 0 && packet.elements == *sent)
    };
    let mut damage = Damage { resets: resets.len(), ..Damage::default() };
    let (mut at, mut next) = (0, 0);
    for &(had_come, resumed) in &resets {
        // Before it, and what was still on its way, everything is right.
        while right(at, next) && next < resumed {
            (at, next) = (at + 1, next + 1);
        }
        assert!(at >= had_come, "packet {next}, before a reset: {:?}", came.get(at));
        // Then two packets in a row.
        let found = (0..=most)
            .flat_map(|sent| (0..=most).map(move |wrong| (sent, wrong)))
            .find(|&(sent, wrong)| (0..2).all(|more| right(at + wrong + more, resumed + sent + more)));
        let (sent, wrong) = found.unwrap_or_else(|| {
            panic!("packet {resumed} and those behind it: {:?}", &came[at..came.len().min(at + 5)])
        });
        if wrong > 0 || sent > 0 {
            let reported = came[at..at + wrong].iter().any(|packet| packet.user != 0);
            *(if reported { &mut damage.reported } else { &mut damage.silent }) += 1;
        }
        damage.sent = damage.sent.max(sent);
        damage.came = damage.came.max(wrong);
        (at, next) = (at + wrong, resumed + sent);
    }
    while right(at, next) {
        (at, next) = (at + 1, next + 1);
    }
    assert_eq!((at, next), (came.len(), packets.len()), "behind the last reset");
    damage
}

/// Resets of one end alone. Without blocks one packet is wrong, with them two at most; then everything is right again.
fn one_end(simulator: Simulator, designs: &[Design], resets: u32) {
    if !have(simulator) {
        return;
    }
    for design in designs {
        let random = &mut Random::new(SEED.into());
        let packets = long_packets(design, 24 * resets as usize, random);
        let vectors = vectors::loopback(design, &packets, None);
        let simulation =
            Simulation::compile_for_short_runs(simulator, Bench::Loopback, &sources(design)).unwrap();
        for ends in [Ends::Encoder, Ends::Decoder] {
            let run = Run {
                idle: Idle::Quarter,
                stall: Stall::Quarter,
                seed: SEED,
                resets,
                ends,
                ..Run::default()
            };
            let outcome = simulation.run(&vectors, &run).unwrap();
            assert_pass(&outcome, &format!("{simulator} {} {ends} seed {SEED}", design.name()));
            let most = if design.books().blocks() { 2 } else { 1 };
            let damage = judge(&outcome.recorded, design, &packets, ends, most);
            assert_eq!(damage.resets, resets as usize, "{}", design.name());
            // What docs/reset.md tells.
            println!("{simulator} {} {ends}: {damage:?}", design.name());
        }
    }
}

#[test]
fn one_end_in_icarus() {
    one_end(Simulator::Icarus, &some_designs(), if common::campaign() { 8 } else { 2 });
}

#[test]
fn one_end_in_verilator() {
    let bf16 = common::design(spec("bf16", [BF16], encoder(2, 4, Balanced), serial(2, Balanced)));
    let tiny = designs().into_iter().filter(|design| design.name() == "blocks_parallel");
    one_end(Simulator::Verilator, &tiny.chain([bf16]).collect::<Vec<_>>(), many());
}
