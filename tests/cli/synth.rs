//! What `synth` says where it cannot work; what it measures is in `tests/tools`.

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
        (&["configs/tiny.yaml", "--liberty", GATES, "--side", "both"], "use encoder or decoder"),
        (&["configs/tiny.yaml", "--liberty", GATES, "--clock", "2"], "GHz"),
        (&["configs/tiny.yaml", "--liberty", GATES, "--clock", "0GHz"], "0GHz"),
        (&["configs/tiny.yaml", "--liberty", GATES, "--no-energy", "--input", "README.md"], "--no-energy"),
        (&["configs/none.yaml", "--liberty", GATES], "configs/none.yaml"),
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
