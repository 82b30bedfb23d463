//! The emitted folder without Huffwire: the command lines of `docs/simulate.md`.

use super::have;
use crate::common;
use huffwire::design::Design;
use huffwire::emit;
use huffwire::sim::{Bench, Simulator};
use std::process::Command;

const ICARUS: &str = "iverilog -g2005 -Wall -s tiny_tb_loopback -o sim.vvp -c files.f tb/*.v && vvp sim.vvp";
const VERILATOR: &str = "verilator --binary --timing --top-module tiny_tb_loopback -f files.f tb/*.v && obj_dir/Vtiny_tb_loopback";

/// Runs a documented line in a copy of a reference design's folder, for that bench.
fn run(design: &str, line: &str, bench: Bench) -> String {
    let docs = std::fs::read_to_string(common::root().join("docs/simulate.md")).unwrap();
    assert!(docs.contains(line), "docs/simulate.md has another line than this test: {line}");
    let top = match bench {
        Bench::Encoder => "enc",
        Bench::Decoder => "dec",
        Bench::Loopback => "loopback",
        Bench::Swap => "swap",
    };
    let line = line.replace("tiny_tb_loopback", &format!("{design}_tb_{top}"));
    let folder = tempfile::tempdir().unwrap();
    let design = Design::load(&common::root().join(format!("configs/{design}.yaml"))).unwrap();
    for file in emit::folder(&design).0 {
        let path = folder.path().join(file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.text).unwrap();
    }
    let output = Command::new("sh").current_dir(folder.path()).args(["-ec", &line]).output().unwrap();
    let text =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(output.status.success(), "{line}\n{text}");
    text
}

#[test]
fn every_bench_runs_in_icarus() {
    if !have(Simulator::Icarus) {
        return;
    }
    let benches = [Bench::Encoder, Bench::Decoder, Bench::Loopback];
    let all = ["tiny", "tiny_parallel"].map(|design| benches.map(|bench| (design, bench)));
    // Raw bits; and tuser, counters and the bound of blocks. A wide parallel decoder takes Icarus minutes.
    let wide = [("bf16_link", Bench::Loopback), ("bf16_best4", Bench::Encoder)];
    for (design, bench) in all.into_iter().flatten().chain(wide) {
        let text = run(design, ICARUS, bench);
        assert!(text.lines().any(|line| line == "PASS"), "{design} {bench}\n{text}");
        assert!(!text.contains("warning"), "{design} {bench}\n{text}");
    }
}

/// Verilator takes warnings for errors, so there are none.
#[test]
fn the_loopback_runs_in_verilator() {
    if !have(Simulator::Verilator) {
        return;
    }
    let text = run("tiny_parallel", VERILATOR, Bench::Loopback);
    assert!(text.lines().any(|line| line == "PASS"), "{text}");
}
