//! What the decoders make of any `tkeep`: the rule of docs/stream-format.md, written down once more on lists of beats,
//! against both decoders, in both simulators. The elements of the bytes are the golden model's.

use crate::common::{
    self, BF16, Book, OTHER, TINY, book, encoder, parallel, serial, sideband, smallest, spec,
};
use huffwire::codebook::Check;
use huffwire::codec::{FrameDecoder, Reason};
use huffwire::design::Preset::{Balanced, LowLatency};
use huffwire::design::{Design, EncoderSpec, Target};
use huffwire::sim::{
    self, Bench, Idle, Random, Run, Simulation, Simulator, Stall, Vectors, damaged, vectors,
};
use std::collections::BTreeSet;

const BF16_OTHER: Book = book("bf16", 5, Some(1), &[(0, 5), (255, 2)]);

/// Codewords of 4 to 12 bits, but none of 12 ones.
#[rustfmt::skip]
const DEEP: Book = book("bytes", 12, Some(12), &[
    (0, 4), (1, 4), (2, 4), (3, 4), (4, 4), (5, 4), (6, 4), (7, 4),
    (8, 4), (9, 4), (10, 4), (11, 4), (12, 4), (13, 4), (14, 4),
    (15, 5), (16, 6), (17, 7), (18, 8), (19, 9), (20, 10), (21, 11),
]);

/// How an encoder selects.
type Selects = fn(EncoderSpec) -> EncoderSpec;

struct Beat {
    /// Of each byte whether it is there, byte 0 first.
    bytes: Vec<(bool, u8)>,
    last: bool,
}

/// A frame in beats, as it may come: null beats anywhere, an end of its own, a beat that lacks some of its bytes.
fn beats(frame: &[u8], width: usize, random: &mut Random, out: &mut Vec<Beat>) {
    let null = |last: bool| Beat { bytes: vec![(false, 0xa5); width], last };
    let first = out.len();
    for chunk in frame.chunks(width) {
        while random.below(5) == 0 {
            out.push(null(false));
        }
        let bytes = (0..width).map(|at| chunk.get(at).map_or((false, 0x5a), |&byte| (true, byte))).collect();
        out.push(Beat { bytes, last: false });
    }
    while random.below(4) == 0 {
        out.push(null(false));
    }
    match out[first..].last_mut() {
        Some(beat) if random.below(3) > 0 => beat.last = true,
        _ => out.push(null(true)),
    }
    // In half of the frames some beat lacks what it should have, or has what it should not.
    if random.below(2) == 0 {
        let at = first + random.below(out.len() - first);
        let missing = random.below(1 << width);
        for (byte, (there, _)) in out[at].bytes.iter_mut().enumerate() {
            *there &= missing >> byte & 1 == 0;
        }
    }
}

/// The rule: the bytes of each frame, and whether it ended by a `tkeep`.
fn frames(beats: &[Beat], width: usize) -> Vec<(Vec<u8>, bool)> {
    let (mut frames, mut bytes, mut over) = (Vec::new(), Vec::new(), false);
    for beat in beats {
        let there: Vec<u8> = beat.bytes.iter().filter(|(there, _)| *there).map(|(_, byte)| *byte).collect();
        let first_ones = beat.bytes[..there.len()].iter().all(|(there, _)| *there);
        let legal = first_ones && (there.is_empty() || there.len() == width || beat.last);
        match (over, legal) {
            (true, _) => {}
            (false, true) => bytes.extend(there),
            (false, false) => {
                frames.push((std::mem::take(&mut bytes), true));
                over = true;
            }
        }
        if beat.last && !std::mem::take(&mut over) {
            frames.push((std::mem::take(&mut bytes), false));
        }
    }
    frames
}

fn line(bytes: &[(bool, u8)], last: bool, user: u8) -> String {
    let data: String = bytes.iter().rev().map(|(_, byte)| format!("{byte:02x}")).collect();
    let keep = bytes.iter().rev().fold(0u64, |keep, (there, _)| keep << 1 | u64::from(*there));
    format!("{data} {keep:x} {} {user:x}\n", u8::from(last))
}

/// A packet's elements on a bus of `width` bytes.
fn packet(elements: &[u8], width: usize, user: u8) -> String {
    let mut text = String::new();
    for at in (0..elements.len().max(1)).step_by(width) {
        let byte = |byte: usize| elements.get(at + byte).map_or((false, 0), |&byte| (true, byte));
        let bytes: Vec<_> = (0..width).map(byte).collect();
        let last = at + width >= elements.len();
        text += &line(&bytes, last, if last { user } else { 0 });
    }
    text
}

/// What goes in, what must come out, and the reasons among it.
fn played(design: &Design, beats: &[Beat]) -> (Vectors, BTreeSet<u8>) {
    let decoder = FrameDecoder::new(design.books());
    let width = design.decoder().unwrap().lanes() * design.element().bytes();
    let mut played = Vectors::default();
    let mut reasons = BTreeSet::new();
    let (mut elements, mut dropping) = (Vec::new(), false);
    for (bytes, wrong) in frames(beats, design.decoder().unwrap().in_bytes()) {
        let before = elements.len();
        let read = decoder.frame(&bytes, &mut elements);
        if dropping {
            elements.truncate(before);
        }
        let reason = match read.verdict {
            Err(reason @ (Reason::InvalidCodeword | Reason::CodebookIndex)) => reason as u8,
            _ if wrong => 6,
            Err(reason) => reason as u8,
            Ok(()) => 0,
        };
        let ends = !dropping && (read.last || reason > 0);
        dropping = !read.last && (dropping || reason > 0);
        if ends {
            reasons.insert(reason);
            played.expected += &packet(&elements, width, reason << 1 | u8::from(reason > 0));
            elements.clear();
        }
    }
    played.input = beats.iter().map(|beat| line(&beat.bytes, beat.last, 0)).collect();
    (played, reasons)
}

#[test]
fn any_tkeep_is_ruled_on_alike() {
    let simulators: Vec<Simulator> = [(Simulator::Icarus, "iverilog"), (Simulator::Verilator, "verilator")]
        .into_iter()
        .filter_map(|(simulator, tool)| crate::common::have(tool).then_some(simulator))
        .collect();
    let mut seen = BTreeSet::new();
    let blocks: Selects = |encoder| smallest(2, encoder);
    // With a check: the parallel decoder's lookahead takes it off, and what stands in front of it does.
    let plain: Selects = |encoder| encoder;
    for (number, (books, in_bytes, select, check, target)) in [
        (vec![TINY], 1, plain, None, Target::Asic),
        (vec![TINY], 2, plain, None, Target::Asic),
        (vec![BF16], 4, plain, None, Target::Asic),
        (vec![BF16, BF16_OTHER, BF16], 4, sideband, None, Target::Asic),
        (vec![TINY, OTHER, TINY], 2, blocks, None, Target::Asic),
        (vec![TINY, OTHER, TINY], 2, blocks, Some(Check::Crc16), Target::Asic),
        (vec![BF16, BF16_OTHER], 8, blocks, None, Target::Asic),
        (vec![TINY], 4, plain, Some(Check::Crc16), Target::Asic),
        (vec![TINY, OTHER, TINY], 4, blocks, Some(Check::Crc16), Target::Asic),
        (vec![TINY], 2, plain, Some(Check::Crc32), Target::Asic),
        // Bytes that are not there are left out behind the register that they come into.
        (vec![DEEP], 4, plain, None, Target::Fpga),
        (vec![BF16, BF16_OTHER], 4, blocks, Some(Check::Crc16), Target::Fpga),
    ]
    .into_iter()
    .enumerate()
    {
        // Wide parallel decoders take Icarus a quarter of a minute; what a codebook or a check alone has, others have too.
        if ![1, 2, 5, 10].contains(&number) && !crate::common::campaign() {
            println!("left to scripts/campaign.sh: {in_bytes} bytes of {} books", books.len());
            continue;
        }
        let random = &mut Random::new(number as u64);
        let mut all = Vec::new();
        for decoder in [serial(in_bytes as u64, LowLatency), parallel(in_bytes as u64, Balanced)] {
            let kind = decoder.kind.name();
            let encoder = select(encoder(2, in_bytes as u64, Balanced));
            let mut spec = spec("d", books.clone(), encoder, decoder);
            (spec.check, spec.target) = (check, target);
            let design = common::design(spec);
            if all.is_empty() {
                // The same beats for both decoders, whatever kind they were drawn for.
                let lengths = [0, 1, 2, 3, 5, 9, 14, 30];
                let bytes = |count: usize, random: &mut Random| -> Vec<u8> {
                    let values = (0..count).map(|_| match design.element().bytes() {
                        1 => vec![random.below(4) as u8],
                        _ => (*random.of(&[118u16 << 7, 122 << 7, 255 << 7, 0, 120 << 7 | 0x807f]))
                            .to_le_bytes()
                            .to_vec(),
                    });
                    values.flatten().collect()
                };
                let packets: Vec<Vec<u8>> = (0..if crate::common::campaign() { 80 } else { 12 })
                    .map(|at| bytes(lengths[at % lengths.len()], random))
                    .collect();
                let mut sent = vectors::frames(&design, &packets).unwrap();
                sent.extend(damaged(&design, if crate::common::campaign() { 60 } else { 15 }, random));
                for frame in sent {
                    beats(&frame, in_bytes, random, &mut all);
                }
                // Ones that no codeword begins with, but those that are there are some codeword's.
                all.push(Beat { bytes: (0..in_bytes).map(|byte| (byte == 0, 0xff)).collect(), last: true });
                // What has gone wrong ends with these at the latest: whole frames, the last of packets.
                for frame in vectors::frames(&design, &packets[..8]).unwrap() {
                    let width = in_bytes;
                    let count = frame.len().div_ceil(width).max(1);
                    for at in 0..count {
                        let byte = |byte: usize| {
                            frame.get(at * width + byte).map_or((false, 0), |&byte| (true, byte))
                        };
                        all.push(Beat { bytes: (0..width).map(byte).collect(), last: at + 1 == count });
                    }
                }
            }
            let (played, reasons) = played(&design, &all);
            seen.extend(reasons);
            // Verilator takes longer to build the others than Icarus to run them.
            for &simulator in simulators.iter().take(if number == 1 { 2 } else { 1 }) {
                let simulation =
                    Simulation::compile_for_short_runs(simulator, Bench::Decoder, &sim::sources(&design))
                        .unwrap();
                for (idle, stall) in [(Idle::None, Stall::None), (Idle::Quarter, Stall::Quarter)] {
                    let outcome = simulation.run(&played, &Run { idle, stall, ..Run::default() }).unwrap();
                    assert_eq!(outcome.failure, None, "{number}: {kind}, {in_bytes} bytes, {simulator:?}");
                }
            }
        }
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5, 6]);
}
