//! The Verilog in yosys's flows for FPGAs of four makers: no latch, nothing undriven, no warning, and memories where they are meant.

use crate::common::{self, OTHER, TINY, encoder, have, serial, smallest, spec};
use huffwire::design::Design;
use huffwire::design::Preset::Balanced;
use huffwire::rtl;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// A flow and its cells of block RAM.
const FLOWS: [(&str, &str); 4] = [
    ("synth_xilinx", "t:RAMB*"),
    ("synth_intel_alm", "t:MISTRAL_M10K"),
    ("synth_ecp5", "t:DP16KD t:PDPW16KD"),
    ("synth_gowin", "t:SDP* t:DP*"),
];
/// Latches of any of them.
const LATCHES: &str = "t:$dlatch t:$adlatch t:$dlatchsr t:$_DLATCH* t:LDCE t:LDPE t:DL t:DLN";

/// Says what yosys did not like, or that there is block RAM where there should be none, or the other way round.
fn map(folder: &Path, files: &[String], top: &str, flow: (&str, &str), memory: bool) -> Result<(), String> {
    let (synth, rams) = flow;
    let asserted = if memory { "-assert-any" } else { "-assert-none" };
    let script = format!(
        "read_verilog {}; {synth} -top {top}; check -assert; select -assert-none {LATCHES}; select {asserted} {rams}",
        files.join(" ")
    );
    let output = Command::new("yosys").current_dir(folder).args(["-q", "-p", &script]).output().unwrap();
    let said =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    match output.status.success() && own(&said).is_empty() {
        true => Ok(()),
        false => Err(format!("{synth} on {top}: {said}")),
    }
}

/// Without what yosys 0.23 says of the block RAMs that it makes of an array itself: of its own library's text, and of ports
/// that have wires of other widths.
fn own(said: &str) -> String {
    let library = |line: &str| line.contains("/brams_map.v:");
    let ports = |line: &str| line.contains("Resizing cell port") && line.contains("_memory.words.");
    let kept = said.lines().filter(|line| !line.trim().is_empty() && !library(line) && !ports(line));
    kept.collect::<Vec<_>>().join("\n")
}

fn both(design: &Design, sides: &[&str], memories: bool) {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for file in rtl::render(design).into_iter().filter(|file| file.path.ends_with(".v")) {
        fs::write(folder.path().join(&file.path), file.text).unwrap();
        files.push(file.path);
    }
    for side in sides {
        let top = format!("{}_{side}", design.name());
        // Half of all the time goes into Xilinx's.
        let some = if common::campaign() { &FLOWS[..] } else { &FLOWS[1..] };
        for &flow in some {
            let began = Instant::now();
            map(folder.path(), &files, &top, flow, memories && *side == "encoder").unwrap();
            println!("{top}: {} is content ({} s)", flow.0, began.elapsed().as_secs());
        }
    }
}

/// Two codebooks and the raw one, and a memory for blocks of so many beats.
fn waits() -> Design {
    let mut spec = spec("mem", [TINY, OTHER], smallest(512, encoder(2, 2, Balanced)), serial(1, Balanced));
    spec.raw = true;
    common::design(spec)
}

#[test]
fn makers_take_a_small_design() {
    if have("yosys") {
        both(&waits(), &["encoder"], true);
    }
}

/// A reference design, which takes up to an hour.
fn reference_design(name: &str) {
    if !common::campaign() {
        println!("left to scripts/campaign.sh: {name} in yosys's flows for FPGAs");
        return;
    }
    if have("yosys") {
        let design = Design::load(&common::root().join(format!("configs/{name}.yaml"))).unwrap();
        let memory = design.encoder().is_some_and(|encoder| encoder.block().is_some());
        both(&design, &["encoder", "decoder"], memory);
    }
}

macro_rules! reference_designs {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            reference_design(stringify!($name));
        })*

        #[test]
        fn none_is_left_out() {
            let these = [$(stringify!($name)),*].map(|name| common::root().join(format!("configs/{name}.yaml")));
            assert_eq!(these.to_vec(), common::reference_designs());
        }
    };
}
reference_designs! { tiny tiny_parallel bf16_link e4m3_link bf16_best4 bf16_train bf16_loadable }
