//! The emitted folder without Huffwire: the command lines of `docs/simulate.md`.

use super::have;
use crate::common;
use huffwire::codebook::Check;
use huffwire::design::Preset::Balanced;
use huffwire::design::{Design, LoadableSpec, Protect, Spec};
use huffwire::element::Element;
use huffwire::emit;
use huffwire::sim::{Bench, Simulator};
use std::process::Command;

const ICARUS: &str = "iverilog -g2005 -Wall -s tiny_tb_loopback -o sim.vvp -c files.f tb/*.v && vvp sim.vvp";
const VERILATOR: &str = "verilator --binary --timing --top-module tiny_tb_loopback -f files.f tb/*.v && obj_dir/Vtiny_tb_loopback";

fn reference(name: &str) -> Design {
    Design::load(&common::root().join(format!("configs/{name}.yaml"))).unwrap()
}

/// A small design with slots at both ends.
fn loadable() -> Design {
    let to = common::smallest(2, common::encoder(2, 2, Balanced));
    let mut spec = Spec::new("small", Vec::new(), to, common::serial(2, Balanced));
    spec.loadable = Some(LoadableSpec::new(Element::parse("custom:1:6:4:1").unwrap(), 2, 1, 6, 8));
    (spec.check, spec.protect) = (Some(Check::Crc16), Some(Protect::Parity));
    common::design(spec)
}

/// Runs a documented line in a design's folder, for that bench.
fn run(design: &Design, line: &str, bench: Bench) -> String {
    let docs = std::fs::read_to_string(common::root().join("docs/simulate.md")).unwrap();
    assert!(docs.contains(line), "docs/simulate.md has another line than this test: {line}");
    let top = match bench {
        Bench::Encoder => "enc",
        Bench::Decoder => "dec",
        Bench::Loopback => "loopback",
        Bench::Swap => "swap",
    };
    let line = line.replace("tiny_tb_loopback", &format!("{}_tb_{top}", design.name()));
    let folder = tempfile::tempdir().unwrap();
    for file in emit::folder(design).0 {
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
    let all = [reference("tiny"), loadable(), reference("tiny_parallel")];
    let all = all.iter().take(if common::campaign() { 3 } else { 2 });
    let all = all.flat_map(|design| Bench::of(design).into_iter().map(move |bench| (design.clone(), bench)));
    // Raw bits; and tuser, counters and the bound of blocks. A wide parallel decoder takes Icarus minutes.
    let wide = [(reference("bf16_best4"), Bench::Encoder), (reference("bf16_link"), Bench::Loopback)];
    let wide = wide.into_iter().take(if common::campaign() { 2 } else { 1 });
    for (design, bench) in all.chain(wide) {
        let text = run(&design, ICARUS, bench);
        assert!(text.lines().any(|line| line == "PASS"), "{} {bench}\n{text}", design.name());
        assert!(!text.contains("warning"), "{} {bench}\n{text}", design.name());
    }
}

/// Verilator takes warnings for errors, so there are none.
#[test]
fn benches_run_in_verilator() {
    if !have(Simulator::Verilator) {
        return;
    }
    // As Verilator compiles where nobody says how, a parallel decoder and slots take a minute.
    let small = [(reference("tiny"), Bench::Loopback)];
    let others = [(reference("tiny_parallel"), Bench::Loopback), (loadable(), Bench::Swap)];
    let others = others.into_iter().take(if common::campaign() { 2 } else { 0 });
    for (design, bench) in small.into_iter().chain(others) {
        let text = run(&design, VERILATOR, bench);
        assert!(text.lines().any(|line| line == "PASS"), "{text}");
    }
}
