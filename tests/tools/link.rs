//! The times that `link` states are those of a simulation of the same link by events (`link.py`, with simpy), which
//! shares no formula with it: random links and designs, and frames of real tensors.

use crate::common::{decoder, encoder, have, have_module, root, smallest, spec};
use huffwire::codebook::{self, Codebook};
use huffwire::design::{BaseRule, DecoderKind, Design, Preset};
use huffwire::link::{Clocks, Codec, Data, Flit, Framing, Route, Sample, Wire};
use huffwire::sim::{self, Bench, Random, Run, Simulation, Simulator, vectors};
use huffwire::tensor;
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Command, Stdio};

/// How many of them.
const CASES: usize = 100;

/// The first tensor of the sample, bf16.
fn tensor_of_sample() -> Vec<u8> {
    let file = root().join("tests/data/bf16/step_000083/shard_0.safetensors");
    let tensors = tensor::open(&file).unwrap();
    let bf16 = huffwire::element::Element::parse("bf16").unwrap();
    let mut all = Vec::new();
    let whole = tensors[0].elements(bf16).unwrap();
    tensors[0]
        .read(bf16, 0, whole, |_, elements| {
            all.extend_from_slice(elements);
            Ok(())
        })
        .unwrap();
    all
}

fn book(name: &str) -> Codebook {
    codebook::load(&root().join(format!("configs/codebooks/{name}.yaml"))).unwrap()
}

/// Of one book, of several for blocks, with a base, and with both.
fn random_design(random: &mut Random) -> Design {
    let lanes = *random.of(&[1, 2, 4, 8, 16, 32]);
    let out = *random.of(&[4, 8, 16, 32, 64]);
    let preset = *random.of(&[Preset::LowLatency, Preset::Small, Preset::Balanced, Preset::HighFmax]);
    let from = encoder(lanes, out, preset);
    let block = 1 << (4 + random.below(5));
    let kind = *random.of(&[DecoderKind::Serial, DecoderKind::Parallel, DecoderKind::Parallel]);
    let to = decoder(kind, *random.of(&[4, 8, 16, 32]), preset);
    let layers = || ["bf16_layer0", "bf16_layer2", "bf16_layer3"].map(book);
    let trained = || ["bf16_train_a", "bf16_train_b"].map(book);
    let mut design = match random.below(4) {
        0 => spec("d", [book("bf16_act")], from, to),
        1 => spec("d", layers(), smallest(block, from), to),
        2 => {
            let mut from = from;
            from.block = Some(block);
            let mut own = spec("d", [book("bf16_train_a")], from, to);
            own.base = Some(BaseRule::Own);
            own
        }
        _ => {
            let mut own = spec("d", trained(), smallest(block, from), to);
            own.base = Some(BaseRule::Own);
            own
        }
    };
    design.raw = design.books.len() > 1;
    Design::new(design).unwrap()
}

fn random_wire(random: &mut Random) -> Wire {
    let header = *random.of(&[0, 0, 8, 38]);
    let mut framing = Framing { header, ..Framing::default() };
    let (mut flit, mut beat) = (None, None);
    match random.below(4) {
        0 | 1 => {
            let bytes = *random.of(&[32, 64, 68, 256]);
            let payload = bytes - random.below(bytes as usize / 4) as u64;
            let shared = random.below(2) == 0;
            framing.header = framing.header.min(payload - 1);
            flit = Some(Flit { bytes, payload, shared });
        }
        2 => beat = Some(*random.of(&[8, 16, 64])),
        _ if random.below(2) == 0 => {
            framing.least = 46;
            framing.most = Some(*random.of(&[256, 1500, 4096]));
            framing.whole = true;
        }
        _ => {}
    }
    Wire {
        rate: (1 + random.below(128)) as f64 * 1e9,
        latency: random.below(200) as f64 * 1e-9,
        flit,
        beat,
        framing,
    }
}

/// A design, a link and a message, and what the simulation gets of them.
struct Case {
    route: Route,
    data: Data,
    bytes: u64,
    packet: u64,
    json: Value,
}

fn case(random: &mut Random, tensor: &[u8]) -> Case {
    let design = random_design(random);
    let wire = random_wire(random);
    let clock = |random: &mut Random| (5 + random.below(25)) as f64 * 1e8;
    let clocks = Clocks { encoder: clock(random), decoder: clock(random) };
    let codec = Codec::of(&design).unwrap();
    // From a beat to the whole tensor, as often small as large; whole elements.
    let (most, packets) = (1 << (4 + random.below(12)), 1 << (3 + random.below(13)));
    let bytes = (2 * (1 + random.below(most))).min(tensor.len());
    let packet = (2 * (1 + random.below(packets))).min(bytes);
    let message = &tensor[..bytes];
    let packets: Vec<Vec<u8>> = message.chunks(packet).map(<[u8]>::to_vec).collect();
    let mut frames = Vec::new();
    for packet in &packets {
        let block = design.encoder().unwrap().block_elements().unwrap_or(packet.len());
        let blocks = packet.chunks(2 * block).count();
        for (number, block) in packet.chunks(2 * block).enumerate() {
            let one = vectors::frames(&design, &[block.to_vec()]).unwrap();
            assert_eq!(one.len(), 1, "a block is a frame");
            frames.push((block.len() / 2, one[0].len(), number + 1 == blocks));
        }
    }
    let json = json!({
        "codec": {
            "lanes": codec.lanes, "out_bytes": codec.out_bytes, "encoder_latency": codec.encoder_latency,
            "waits": codec.waits, "in_bytes": codec.in_bytes, "out_lanes": codec.out_lanes,
            "decoder_latency": codec.decoder_latency,
        },
        "encoder_hz": clocks.encoder,
        "decoder_hz": clocks.decoder,
        "link": {
            "rate": wire.rate, "latency": wire.latency, "flit": wire.flit, "beat": wire.beat, "framing": wire.framing,
        },
        "frames": frames,
        "raw": packets.iter().map(Vec::len).collect::<Vec<_>>(),
    });
    let data = Data::Sample(Box::new(Sample::new(&design, message.to_vec()).unwrap()));
    let route = Route { codec, wire, clocks, codecs: 1 };
    Case { route, data, bytes: bytes as u64, packet: packet as u64, json }
}

#[test]
fn times_are_those_of_a_simulation_by_events() {
    if !have_module("simpy") {
        return;
    }
    let tensor = tensor_of_sample();
    let random = &mut Random::new(13);
    let cases: Vec<Case> = (0..CASES).map(|_| case(random, &tensor)).collect();
    let mut python = Command::new("python3")
        .arg(root().join("tests/tools/link.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let all: Vec<&Value> = cases.iter().map(|case| &case.json).collect();
    let input = serde_json::to_vec(&all).unwrap();
    python.stdin.take().unwrap().write_all(&input).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    let output = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.lines().count(), CASES);
    let (mut worst, mut failed) = (0f64, Vec::new());
    for (number, (case, line)) in cases.iter().zip(output.lines()).enumerate() {
        let timing = case.route.time(&case.data, case.bytes, case.packet);
        let simulated: Vec<f64> = line.split(' ').map(|time| time.parse().unwrap()).collect();
        for (what, stated, simulated) in
            [("raw", timing.raw_seconds, simulated[0]), ("coded", timing.coded_seconds, simulated[1])]
        {
            let error = stated / simulated - 1.0;
            worst = worst.max(error.abs());
            if error.abs() > 0.01 {
                let Case { route, bytes, packet, .. } = case;
                failed.push(format!(
                    "{number} {what}: {stated:e} stated, {simulated:e} simulated ({:.2} %), {:?}: {bytes} in {packet}, {route:?}",
                    100.0 * error, timing.limit
                ));
            }
        }
    }
    eprintln!("the largest difference is {:.2} %", 100.0 * worst);
    assert!(failed.is_empty(), "{} beyond 1 %:\n{}", failed.len(), failed.join("\n"));
}

/// A block waits as often as `Codec::waits` says: the first word leaves that much later, and the beats later that fill it. It
/// is 256 bits wide, to hold the longest beat, and three beats of these data, of some 11 bits an element, fill it.
#[test]
fn blocks_wait_as_long_as_in_the_hardware() {
    if !have("iverilog") {
        return;
    }
    for (name, waits) in [("bf16_link", 0), ("bf16_best4", 1), ("bf16_train", 2)] {
        let design = Design::load(&root().join(format!("configs/{name}.yaml"))).unwrap();
        let codec = Codec::of(&design).unwrap();
        assert_eq!(codec.waits, waits, "{name}");
        let beats = codec.block.map_or(0, |block| block / codec.lanes - 1);
        // Two blocks: with one the packet's end would be what is waited for.
        let packets = [tensor_of_sample()[..2 * 2 * 128 * 8].to_vec()];
        let files = sim::sources(&design);
        let simulation =
            Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Encoder, &files).unwrap();
        let vectors = vectors::encoder(&design, &packets, None).unwrap();
        let outcome = simulation.run(&vectors, &Run::default()).unwrap();
        assert_eq!(outcome.failure, None, "{name}");
        let expected = codec.encoder_latency + waits * beats;
        let latency = outcome.latency.unwrap();
        assert!((expected..=expected + 2).contains(&latency), "{name}: {latency}, not {expected}");
    }
}
