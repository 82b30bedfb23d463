//! Dual and Quad Length Codes of real activations: calibrated and generated as a user would, then simulated.

use super::{assert_pass, have};
use crate::common;
use assert_cmd::Command;
use huffwire::design::Design;
use huffwire::sim::{
    Bench, Idle, Payload, Random, Run, Simulation, Simulator, Stall, damaged, sources, vectors,
};
use std::fs;
use std::path::{Path, PathBuf};

const SEED: u32 = 41;

fn huffwire(folder: &Path, arguments: &[&str]) {
    Command::cargo_bin("huffwire").unwrap().current_dir(folder).args(arguments).assert().success();
}

fn data(file: &str) -> PathBuf {
    common::root().join("tests/data/e4m3").join(file)
}

/// Calibrated on the earlier step; run on the beginning of a tensor of the later one, and on the symbols of the
/// longest and shortest codewords.
fn check(shape: &str, decoder: &str, simulator: Simulator, benches: &[Bench], elements: usize) {
    if !have(simulator) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let earlier = data("step_000029/shard_0.safetensors");
    let tensors = [earlier.to_str().unwrap(), "--element", "e4m3", "--tensors", "layers.*.act"];
    huffwire(folder.path(), &[&["calibrate", "--shape", shape, "-o", "book.yaml"][..], &tensors].concat());
    let text = format!(
        "name: {shape}\nelement: e4m3\ncodebooks: [book.yaml]\n\
         encoder: {{ lanes: 2, out_bytes: 4 }}\ndecoder: {{ kind: {decoder}, in_bytes: 4 }}\n"
    );
    let file = folder.path().join("link.yaml");
    fs::write(&file, text).unwrap();
    huffwire(folder.path(), &["generate", "link.yaml", "-o", "rtl"]);
    let design = Design::load(&file).unwrap();

    let later = fs::read(data("step_000083/shard_5.safetensors")).unwrap();
    let later = safetensors::SafeTensors::deserialize(&later).unwrap();
    let random = &mut Random::new(SEED.into());
    let mut packets = vec![later.tensor("layers.3.ffn1.act").unwrap().data()[..elements].to_vec()];
    for payload in [Payload::Longest, Payload::Shortest] {
        packets.extend([1, 9, 50].map(|count| payload.elements(&design.books().books()[0], count, random)));
    }
    let mut frames = vectors::frames(&design, &packets).unwrap();
    frames.extend(damaged(&design, 10, random));
    for bench in benches {
        let vectors = match bench {
            Bench::Encoder => vectors::encoder(&design, &packets, Some(random)).unwrap(),
            Bench::Decoder => vectors::decoder(&design, &frames, Some(random)),
            Bench::Loopback | Bench::Swap => vectors::loopback(&design, &packets, Some(random)),
        };
        let simulation = Simulation::compile_for_short_runs(simulator, *bench, &sources(&design)).unwrap();
        let run = Run { idle: Idle::Quarter, stall: Stall::Quarter, seed: SEED, ..Run::default() };
        let outcome = simulation.run(&vectors, &run).unwrap();
        assert_pass(&outcome, &format!("{simulator} {shape} {bench} seed {SEED}"));
    }
}

#[test]
fn dlc_in_icarus() {
    check("dlc", "serial", Simulator::Icarus, &[Bench::Encoder, Bench::Decoder], 1000);
}

#[test]
fn dlc_in_verilator() {
    check("dlc", "serial", Simulator::Verilator, &[Bench::Loopback], 10_000);
}

#[test]
fn qlc_in_icarus() {
    check("qlc", "parallel", Simulator::Icarus, &[Bench::Encoder, Bench::Decoder], 1000);
}

#[test]
fn qlc_in_verilator() {
    check("qlc", "parallel", Simulator::Verilator, &[Bench::Loopback], 10_000);
}
