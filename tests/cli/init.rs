//! A design to start from.

use crate::common::{self, names};
use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use std::fs;
use std::path::Path;

fn huffwire(folder: &Path, arguments: &[&str]) -> assert_cmd::assert::Assert {
    Command::new(env!("CARGO_BIN_EXE_huffwire")).current_dir(folder).args(arguments).assert()
}

/// What it writes is generated as it stands, and again with every comment that is a key taken for one.
#[test]
fn what_it_writes_is_a_design() {
    for (element, lanes) in [("bf16", 8), ("e4m3", 16)] {
        let folder = tempfile::tempdir().unwrap();
        huffwire(folder.path(), &["init", "--element", element]).success().stdout(
            "design.yaml written; next: huffwire generate design.yaml\n"
                .replace("design.yaml", "./design.yaml"),
        );
        assert_eq!(
            names(folder.path()),
            ["codebook.schema.json", "codebook.yaml", "design.schema.json", "design.yaml"]
        );
        huffwire(folder.path(), &["generate", "design.yaml", "-o", "rtl"])
            .success()
            .stdout(contains(format!("mine_encoder  {lanes:>5}")));
        let text = fs::read_to_string(folder.path().join("design.yaml")).unwrap();
        let keys =
            ["raw: true", "check: crc32", "base: own", "counters: true", "select: smallest", "block: 128"];
        let mut all = text.clone();
        for key in keys {
            // Bytes that are symbols as a whole have no exponent.
            if element == "e4m3" && key == "base: own" {
                assert!(!all.contains(key));
                continue;
            }
            assert!(all.contains(&format!("# {key} ")), "{key}");
            all = all.replace(&format!("# {key} "), &format!("{key} "));
        }
        fs::write(folder.path().join("all.yaml"), all).unwrap();
        huffwire(folder.path(), &["generate", "all.yaml", "-o", "rtl_all"]).success();
    }
}

#[test]
fn a_codebook_is_calibrated_from_tensors() {
    let folder = tempfile::tempdir().unwrap();
    let tensors = common::root().join("tests/data/bf16/step_000029/shard_0.safetensors");
    let tensors = tensors.to_str().unwrap();
    // It says where the codebook stands, and nothing of a place where it does not.
    huffwire(folder.path(), &["init", "--from", tensors, "--name", "link"])
        .success()
        .stdout(contains("written to ./codebook.yaml.").and(contains("huffwire-").not()));
    huffwire(folder.path(), &["calibrate", tensors, "--element", "bf16", "-o", "own.yaml"]).success();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let lengths =
        |text: &str| text.split("lengths:").nth(1).unwrap().split("source:").next().unwrap().to_owned();
    assert_eq!(lengths(&read("codebook.yaml")), lengths(&read("own.yaml")));
    huffwire(folder.path(), &["generate", "design.yaml", "-o", "rtl"])
        .success()
        .stdout(contains("link_encoder"));
}

#[test]
fn nothing_is_written_where_something_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, expected) in [
        (&["init", "--element", "bf17"][..], "--element: "),
        (&["init", "--element", "fp32"], "does not come with the program, as those for"),
        (&["init", "--name", "2nd"], "2nd"),
        (&["init", "-o", "none"], "none: no folder"),
        (&["init", "--from", "none.safetensors"], "none.safetensors"),
    ] {
        huffwire(folder.path(), arguments).code(2).stdout("").stderr(contains(expected));
        assert!(names(folder.path()).is_empty(), "{arguments:?}");
    }
    huffwire(folder.path(), &["init"]).success();
    let before = fs::read(folder.path().join("design.yaml")).unwrap();
    huffwire(folder.path(), &["init", "--element", "e4m3"]).code(2).stderr(contains("is there already"));
    assert_eq!(fs::read(folder.path().join("design.yaml")).unwrap(), before);
}
