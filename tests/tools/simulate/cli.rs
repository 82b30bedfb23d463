//! `huffwire simulate` as it is typed.

use super::have;
use crate::common;
use assert_cmd::Command;
use huffwire::sim::Simulator;
use predicates::prelude::*;
use serde_json::Value;
use std::path::Path;

/// The command in the project's folder.
fn simulate(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("huffwire").unwrap();
    command.current_dir(common::root()).arg("simulate").args(arguments);
    command
}

fn json(arguments: &[&str]) -> Value {
    let output = simulate(arguments).arg("--json").assert().success();
    serde_json::from_slice(&output.get_output().stdout).unwrap()
}

/// What `manifest.json` promises.
fn manifest(design: &str) -> Value {
    let path = common::root().join("rtl_out").join(design).join("manifest.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Everything, on real activations: correct, and as fast as stated.
#[test]
fn the_reference_designs_keep_their_promises() {
    if !have(Simulator::Verilator) {
        return;
    }
    let all = [("bf16_link", "bf16"), ("e4m3_link", "e4m3")];
    for (design, tensors) in all.into_iter().take(if common::campaign() { 2 } else { 1 }) {
        let config = format!("configs/{design}.yaml");
        let input = format!("tests/data/{tensors}/step_000083/shard_5.safetensors");
        let tensor = ["--input", &input, "--tensor", "layers.3.ffn1.act"];
        let report = json(&[&[config.as_str(), "--simulator", "verilator"], &tensor[..]].concat());
        assert_eq!(report["pass"], true);
        assert_eq!(report["runs"].as_array().unwrap().len(), 3 * 4 + 4);
        let manifest = manifest(design);
        for side in ["encoder", "decoder"] {
            assert_eq!(report[side]["latency_clocks"], manifest[side]["latency_clocks"], "{design} {side}");
        }
        let lanes = manifest["encoder"]["lanes"].as_f64().unwrap();
        let encoder = report["encoder"]["elements_per_clock"].as_f64().unwrap();
        assert!(encoder >= 0.99 * lanes, "{design}: {encoder} elements per clock");
        assert!(report["encoder"]["beats_per_clock"].as_f64().unwrap() >= 0.99);
        let words = report["decoder"]["words_per_clock"].as_f64().unwrap();
        assert!(words >= 0.99, "{design}: {words} words per clock");
        // Every payload, damage and resets, and the figures.
        let report = json(&[&config, "--simulator", "verilator"]);
        assert_eq!(report["pass"], true);
        assert_eq!(report["runs"].as_array().unwrap().len(), 7 * 3 * 4 + 4 + 3 * 4 + 4, "{design}");
    }
}

/// The best of four codebooks for every block: a full beat in every clock on real activations, a block of latency, and
/// no block beyond its bound, whatever is sent.
#[test]
fn the_encoder_of_bf16_best4_keeps_its_promises() {
    if !have(Simulator::Verilator) {
        return;
    }
    let manifest = &manifest("bf16_best4")["encoder"];
    for tensor in ["layers.0.ffn1.act", "layers.5.ffn1.act"] {
        let input = "tests/data/bf16/step_000083/shard_0.safetensors";
        let arguments = ["configs/bf16_best4.yaml", "--simulator", "verilator", "--bench", "encoder"];
        let report = json(&[&arguments[..], &["--input", input, "--tensor", tensor]].concat());
        assert_eq!(report["pass"], true);
        let figures = &report["encoder"];
        assert_eq!(figures["latency_clocks"], manifest["latency_clocks"]);
        // One packet of 12288 elements is twelve blocks.
        let sum = |what: &str| -> u64 {
            (0..5).map(|index| figures["counters"][format!("{what}_{index}")].as_u64().unwrap()).sum()
        };
        assert_eq!((sum("frames"), sum("elements")), (12, 12288));
        assert!(sum("bits") < 12 * 12288, "a quarter saved");
        assert_eq!(
            (figures["beats_per_clock"].as_f64(), figures["elements_per_clock"].as_f64()),
            (Some(1.0), Some(8.0))
        );
    }
    let report = json(&["configs/bf16_best4.yaml", "--simulator", "verilator", "--bench", "encoder"]);
    assert_eq!(report["pass"], true);
    assert_eq!(report["runs"].as_array().unwrap().len(), 7 * 4 + 4 + 2);
    assert_eq!(report["encoder"]["beats_per_clock"], 1.0);
}

/// The keys that `docs/simulate.md` lists, and no others.
#[test]
fn json_has_the_documented_keys() {
    if !have(Simulator::Icarus) {
        return;
    }
    let report =
        json(&["configs/tiny.yaml", "--simulator", "icarus", "--payload", "ramp", "--idle", "quarter"]);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let sorted = |keys: &str| {
        let mut keys: Vec<String> = keys.split(' ').map(str::to_owned).collect();
        keys.sort();
        keys
    };
    let mut top = keys(&report);
    top.sort();
    assert_eq!(top, sorted("pass design simulator simulator_version seed encoder decoder runs"));
    let mut run = keys(&report["runs"][0]);
    run.sort();
    let expected = "bench payload idle stall seed pass packets elements errors clocks elements_per_clock latency_clocks failure";
    assert_eq!(run, sorted(expected));
    assert_eq!(report["runs"][0]["failure"], Value::Null);
    assert_eq!(
        (&report["runs"][0]["idle"], &report["runs"][0]["stall"]),
        (&"quarter".into(), &"none".into())
    );
    assert_eq!(report["simulator"], "icarus");
    for (side, rate) in [("encoder", "beats_per_clock"), ("decoder", "words_per_clock")] {
        for key in [rate, "elements_per_clock", "latency_clocks"] {
            assert!(report[side][key].as_f64().unwrap() > 0.0, "{side} {key}");
        }
    }
    assert_eq!(report["encoder"]["latency_clocks"], manifest("tiny")["encoder"]["latency_clocks"]);
    assert_eq!(report["decoder"]["latency_clocks"], manifest("tiny")["decoder"]["latency_clocks"]);
}

/// A folder with one line changed: exit code 1, the place, and a command that shows it again.
#[test]
fn a_difference_is_exit_code_1() {
    if !have(Simulator::Icarus) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    copy(&common::root().join("rtl_out/tiny"), folder.path());
    let table = folder.path().join("tiny_enc_table.v");
    let text = std::fs::read_to_string(&table).unwrap();
    assert_eq!(text.matches("4'b1100").count(), 1);
    let rtl = folder.path().to_str().unwrap();
    let arguments = ["configs/tiny.yaml", "--simulator", "icarus", "--payload", "codebook", "--rtl", rtl];
    simulate(&arguments).assert().success().stdout(predicate::str::contains("FAIL").not());
    std::fs::write(&table, text.replace("4'b1100", "4'b1010")).unwrap();
    let assert = simulate(&arguments).assert().code(1);
    let stdout = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    assert!(stdout.contains("mismatch at beat ") && stdout.contains("expected tdata="), "{stdout}");
    assert!(stdout.contains("FAIL: "), "{stdout}");
    // The command it offers, run: the same failure, and a trace of it.
    let again = stdout.lines().find_map(|line| line.split_once("huffwire simulate ")).unwrap().1;
    let trace = folder.path().join("trace.fst");
    let again = again.replace("trace.fst", trace.to_str().unwrap());
    let first = stdout.lines().find(|line| line.contains("mismatch at beat")).unwrap();
    let words: Vec<&str> = again.split(' ').collect();
    simulate(&words).assert().code(1).stdout(predicate::str::contains(first));
    assert!(std::fs::metadata(&trace).unwrap().len() > 100);
    // As JSON, where the decoder alone is still measured.
    let json = simulate(&arguments).arg("--json").assert().code(1);
    let report: Value = serde_json::from_slice(&json.get_output().stdout).unwrap();
    assert_eq!(report["pass"], false);
    assert_eq!(report["encoder"], Value::Null);
    assert_eq!(report["decoder"]["elements_per_clock"], 1.0);
    let failed = report["runs"].as_array().unwrap().iter().find(|run| run["pass"] == false).unwrap();
    assert_eq!((&failed["bench"], &failed["failure"]["kind"]), (&"encoder".into(), &"mismatch".into()));
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn traces_are_of_one_run() {
    // Verilator compiles its library once more for traces: 10 seconds.
    let some = |simulator: &&Simulator| **simulator == Simulator::Icarus || common::campaign();
    for simulator in Simulator::ALL.iter().filter(some).filter(|simulator| have(**simulator)) {
        let folder = tempfile::tempdir().unwrap();
        let vcd = folder.path().join("a b.vcd");
        let arguments =
            ["configs/tiny.yaml", "--simulator", simulator.name(), "--trace", vcd.to_str().unwrap()];
        simulate(&arguments).assert().success().stdout(predicate::str::contains("PASS: 1 runs"));
        let text = std::fs::read_to_string(&vcd).unwrap();
        assert!(
            text.contains("tb_loopback") && text.contains("u_encoder") && text.contains("$enddefinitions")
        );
        let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(names.len(), 1, "nothing but the trace is left");
    }
    let several = ["configs/tiny.yaml", "--trace", "a.vcd", "--payload", "zeros,ramp"];
    simulate(&several)
        .assert()
        .code(2)
        .stderr(predicate::str::contains("--trace is of one run, and these are 2"));
    simulate(&["configs/tiny.yaml", "--trace", "a.txt"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("--trace a.txt: its name must end with .vcd or .fst"));
}

#[test]
fn mistakes_are_explained() {
    let input = "tests/data/bf16/step_000083/shard_0.safetensors";
    for (arguments, expected) in [
        (&["configs/none.yaml"][..], "configs/none.yaml: "),
        (&["configs/tiny.yaml", "--simulator", "xsim"], "no simulator `xsim`: use icarus, verilator"),
        (&["configs/tiny.yaml", "--payload", "ones"], "no payload `ones`: use zeros, ramp,"),
        (
            &["configs/tiny.yaml", "--idle", "half"],
            "no idle pattern `half`: use none, quarter, bursts, alone",
        ),
        (&["configs/tiny.yaml", "--payload", "escapes"], "--payload escapes: no codebook has an escape"),
        (
            &["configs/tiny.yaml", "--payload", "other_book"],
            "--payload other_book: without `check:` in the design",
        ),
        (&["configs/tiny.yaml", "--packets", "0"], "--packets"),
        (
            &["configs/tiny.yaml", "--bench", "encoder", "--payload", "damage"],
            "frames that no encoder of the design wrote are for --bench decoder",
        ),
        (&["configs/tiny.yaml", "--rtl", "configs"], "configs/manifest.json: "),
        (&["configs/tiny.yaml", "--tensor", "a"], "--input"),
        (
            &["configs/bf16_link.yaml", "--input", input],
            "which tensor? name one with --tensor: layers.0.ffn1.act",
        ),
        (
            &["configs/bf16_link.yaml", "--input", input, "--tensor", "act"],
            "no tensor `act`: it holds layers.0.ffn1.act",
        ),
        (&["configs/e4m3_link.yaml", "--input", input, "--tensor", "layers.0.ffn1.act"], "e4m3"),
        (&["configs/tiny.yaml", "--input", "Cargo.toml"], "Cargo.toml: text"),
        (&["configs/tiny.yaml", "--input", "Cargo.toml", "--as-bytes"], "element 0 is 0x5b"),
    ] {
        let assert = simulate(arguments).assert().code(2);
        let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(stderr.contains(expected), "{arguments:?}: {stderr}");
        assert!(assert.get_output().stdout.is_empty());
    }
}

/// The message names the package, whichever was asked for.
/// One end alone: its bench, and no other, whatever its frames have.
#[test]
fn a_design_of_one_end_is_simulated() {
    if !have(Simulator::Icarus) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let book = common::root().join("configs/codebooks/bf16_train_a.yaml");
    std::fs::copy(book, folder.path().join("a.yaml")).unwrap();
    let head = "name: alone\nelement: bf16\ncodebooks: [a.yaml]\nraw: true\nbase: own\ncheck: crc16\n";
    for (end, other, section, runs) in [
        (
            "encoder",
            "decoder",
            "encoder: { lanes: 2, out_bytes: 4, select: smallest, block: 4 }\ncounters: true\n",
            7 * 4 + 4 + 2,
        ),
        ("decoder", "encoder", "decoder: { kind: serial, in_bytes: 4 }\nblocks: true\n", 7 * 4 + 3 * 4 + 2),
    ] {
        let design = folder.path().join(format!("{end}.yaml"));
        std::fs::write(&design, format!("{head}{section}")).unwrap();
        let design = design.to_str().unwrap();
        let report = json(&[design, "--simulator", "icarus", "--packets", "2"]);
        assert_eq!((&report["pass"], &report[other]), (&Value::Bool(true), &Value::Null));
        assert!(report[end]["latency_clocks"].as_u64() > Some(0));
        let all = report["runs"].as_array().unwrap();
        assert_eq!(all.len(), runs, "{end}");
        assert!(all.iter().all(|run| run["bench"] == end));
        // Another codebook at the other end is an error, every time.
        let other_book = all.iter().filter(|run| run["payload"] == "other_book");
        let packets = other_book.map(|run| (run["packets"].as_u64(), run["errors"].as_u64()));
        let expected = if end == "decoder" { vec![(Some(2), Some(2)); 4] } else { Vec::new() };
        assert_eq!(packets.collect::<Vec<_>>(), expected);
        for bench in [other, "loopback"] {
            let arguments = [design, "--simulator", "icarus", "--bench", bench];
            let message = format!("--bench {bench}: alone has no {other}");
            simulate(&arguments).assert().code(2).stderr(predicate::str::contains(message));
        }
    }
}

#[test]
fn a_missing_simulator_says_what_to_install() {
    let empty = tempfile::tempdir().unwrap();
    for (arguments, expected) in [
        (&["--simulator", "icarus"][..], "`iverilog` is not installed: install Icarus Verilog"),
        (&["--simulator", "verilator"], "`verilator` is not installed: install Verilator"),
        (&[], "is not installed: install"),
    ] {
        simulate(&["configs/tiny.yaml"])
            .args(arguments)
            .env("PATH", empty.path())
            .assert()
            .code(2)
            .stderr(predicate::str::contains(expected).and(predicate::str::contains("apt-get install")));
    }
}

/// Kept while everything is the same, and whole also when several processes ask at once.
#[test]
fn compiled_simulations_are_kept() {
    if !have(Simulator::Icarus) {
        return;
    }
    let cache = tempfile::tempdir().unwrap();
    let run = |extra: &[&str]| {
        let mut command = simulate(&["configs/tiny.yaml", "--simulator", "icarus", "--bench", "encoder"]);
        command.args(["--payload", "single"]).args(extra).env("HUFFWIRE_CACHE", cache.path());
        command.assert().success();
    };
    let kept = || {
        let entries = std::fs::read_dir(cache.path()).unwrap();
        let mut kept: Vec<_> = entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| !path.ends_with("locks"))
            .map(|path| {
                let program = path.join("sim.vvp");
                (program.metadata().expect("a finished simulation").modified().unwrap(), program)
            })
            .collect();
        kept.sort();
        kept
    };
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| run(&[]));
        }
    });
    let first = kept();
    assert_eq!(first.len(), 1);
    run(&["--seed", "2"]);
    assert_eq!(kept(), first, "found again");
    let folder = tempfile::tempdir().unwrap();
    copy(&common::root().join("rtl_out/tiny"), folder.path());
    let table = folder.path().join("tiny_enc_table.v");
    let text = std::fs::read_to_string(&table).unwrap();
    std::fs::write(&table, format!("{text}// changed\n")).unwrap();
    run(&["--rtl", folder.path().to_str().unwrap()]);
    assert_eq!(kept().len(), 2, "another file is another simulation");
}

/// Verilator's headers are compiled for the second program, at both levels of optimisation, and never again.
#[test]
fn headers_are_compiled_once() {
    if !have(Simulator::Verilator) {
        return;
    }
    let cache = tempfile::tempdir().unwrap();
    let compiled = |name: &str| {
        let folder = tempfile::tempdir().unwrap();
        copy(&common::root().join("rtl_out/tiny"), folder.path());
        let table = folder.path().join("tiny_enc_table.v");
        let text = std::fs::read_to_string(&table).unwrap();
        std::fs::write(&table, format!("{text}// {name}\n")).unwrap();
        let rtl = folder.path().to_str().unwrap();
        let mut command = simulate(&["configs/tiny.yaml", "--simulator", "verilator", "--bench", "encoder"]);
        command.args(["--payload", "single", "--rtl", rtl]).env("HUFFWIRE_CACHE", cache.path());
        command.assert().success();
        let entries = std::fs::read_dir(cache.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut headers: Vec<_> = entries
            .map(|entry| entry.join("headers.h.gch"))
            .filter_map(|path| Some((path.metadata().ok()?.modified().unwrap(), path)))
            .collect();
        headers.sort();
        headers
    };
    assert_eq!(compiled("one"), []);
    let second = compiled("two");
    assert_eq!(second.len(), 2);
    assert_eq!(compiled("three"), second);
}

/// A design all of whose codebooks are loaded takes a tensor, too.
#[test]
fn slots_alone_take_a_tensor() {
    if !have(Simulator::Icarus) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let design = folder.path().join("slots.yaml");
    let text = "name: slots\nelement: bf16\nloadable: { slots: 1, shortest: 2, longest: 8, symbols: 4 }\n\
                encoder: { lanes: 2, out_bytes: 4 }\n";
    std::fs::write(&design, text).unwrap();
    let input = "tests/data/bf16/step_000083/shard_0.safetensors";
    let arguments = [design.to_str().unwrap(), "--input", input, "--tensor", "layers.0.ffn1.act"];
    simulate(&arguments)
        .args(["--simulator", "icarus", "--bench", "encoder", "--packets", "1"])
        .assert()
        .success()
        .stdout(predicates::str::contains("PASS: "));
}
