//! The page in a design's folder: what it says is what the design's other files say.

use crate::common::root;
use assert_cmd::Command;
use predicates::prelude::*;
use std::fs;

fn huffwire() -> Command {
    Command::new(env!("CARGO_BIN_EXE_huffwire"))
}

const SYNTH: &str = r#"{"design": "tiny", "libraries": [{"name": "cells"}], "tools": ["Yosys 1", "OpenSTA 2"],
"encoder": {"module": "tiny_encoder", "kge": 1.44, "flip_flops": 1480, "memory_bits": 0, "ghz": 3.164,
"energy": {"pj_per_bit": 0.1996}}}"#;

const FPGA: &str = r#"{"design": "tiny", "family": "ecp5", "device": "85k", "tools": ["Yosys 1", "nextpnr 2"],
"encoder": {"module": "tiny_encoder", "luts": 957, "flip_flops": 1327, "block_rams": 0, "mhz": 122.4, "mhz_min": 114.0}}"#;

#[test]
fn the_page_says_what_the_manifest_says() {
    for name in ["tiny", "bf16_train", "bf16_loadable"] {
        let folder = root().join("rtl_out").join(name);
        let page = fs::read_to_string(folder.join("README.md")).unwrap();
        let manifest: serde_json::Value =
            serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap();
        assert!(page.contains(manifest["digest"].as_str().unwrap()), "{name}");
        for end in ["encoder", "decoder"] {
            for port in manifest[end]["ports"].as_array().unwrap() {
                let row = format!(
                    "| `{}` | {} | {} |",
                    port["name"].as_str().unwrap(),
                    port["direction"].as_str().unwrap(),
                    port["width"]
                );
                assert!(page.contains(&row), "{name}: {row}");
            }
            let latency = format!("| {end}, {} clocks", manifest[end]["latency_clocks"]);
            assert!(page.contains(&latency), "{name}: {latency}");
        }
        for book in manifest["codebooks"].as_array().unwrap() {
            assert!(page.contains(&format!("`{}`", book["tag"].as_str().unwrap())), "{name}");
        }
        // Every picture that it shows is there, and every file that it names.
        for shown in page.split("](").skip(1) {
            let file = shown.split(')').next().unwrap();
            assert!(folder.join(file).is_file(), "{name}: {file}");
        }
        // What the page's commands name.
        for bench in page.lines().filter_map(|line| line.split(" -s ").nth(1)) {
            let bench = bench.split(' ').next().unwrap();
            assert!(folder.join(format!("tb/{bench}.v")).is_file(), "{name}: {bench}");
        }
    }
}

#[test]
fn figures_of_a_synthesis_stand_on_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("synth.json");
    fs::write(&file, SYNTH).unwrap();
    let design = root().join("configs/tiny.yaml");
    let generate = || {
        let mut command = huffwire();
        command.current_dir(folder.path()).arg("generate").arg(&design).args(["--synth", "synth.json"]);
        command
    };
    generate().assert().success();
    let page = fs::read_to_string(folder.path().join("rtl_out/tiny/README.md")).unwrap();
    assert!(page.contains("| `tiny_encoder` | 1.4 | 1,480 | 0 | 3.16 | 0.200 |"), "{page}");
    assert!(page.contains("cells, by Yosys 1, OpenSTA 2"), "{page}");
    generate().arg("--check").assert().success();
    // Without the figures the page is another one.
    huffwire()
        .current_dir(folder.path())
        .args(["generate", "--check"])
        .arg(&design)
        .assert()
        .code(1)
        .stdout(predicate::str::contains("README.md:"));
    // And on an FPGA; both stand there.
    fs::write(folder.path().join("fpga.json"), FPGA).unwrap();
    generate().args(["--synth", "fpga.json"]).assert().success();
    let page = fs::read_to_string(folder.path().join("rtl_out/tiny/README.md")).unwrap();
    assert!(page.contains("| `tiny_encoder` | 957 | 1,327 | 0 | 122 | 114 |"), "{page}");
    assert!(page.contains("ecp5 85k, by Yosys 1, nextpnr 2") && page.contains("| 0.200 |"), "{page}");
    for (text, why) in [
        (SYNTH.replace("\"tiny\"", "\"other\""), "a synthesis of `other`, and the design is `tiny`"),
        (
            SYNTH.replace("\"kge\": 1.44", "\"kge\": 1.44, \"latency_clocks\": 2"),
            "its encoder takes 2 clocks",
        ),
        (SYNTH.replace("\"kge\": 1.44", "\"kge\": \"big\""), "expected a number"),
        (SYNTH.replace("libraries", "others"), "`libraries` is missing"),
        ("{}".to_owned(), "no result of a synthesis"),
        (String::new(), "EOF"),
    ] {
        fs::write(&file, text).unwrap();
        let before = fs::read(folder.path().join("rtl_out/tiny/README.md")).unwrap();
        generate()
            .assert()
            .code(2)
            .stderr(predicate::str::contains(why).and(predicate::str::contains("synth.json")));
        assert_eq!(fs::read(folder.path().join("rtl_out/tiny/README.md")).unwrap(), before);
    }
}

/// A group's name is somebody's, and no markup of the page.
#[test]
fn names_are_no_markup() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let lengths = "{ 0: 1, 1: 2, 2: 3, 3: 4 }";
    let element = r#"element: { bytes: 1, bits: 2, symbol: "1:0" }"#;
    write(
        "a.yaml",
        &format!(
            "{element}\nmax_length: 4\nlengths: {lengths}\nsource: {{ group: \"a | `b` <!-- c\\nd\" }}\n"
        ),
    );
    let ends = "encoder: { lanes: 1, out_bytes: 1 }\ndecoder: { kind: serial, in_bytes: 1 }\n";
    write("d.yaml", &format!("name: d\n{element}\ncodebooks: [a.yaml]\n{ends}"));
    huffwire().current_dir(folder.path()).args(["generate", "d.yaml"]).assert().success();
    let page = fs::read_to_string(folder.path().join("rtl_out/d/README.md")).unwrap();
    assert!(page.contains(r"| 0 | `a.yaml` | a \| 'b' &lt;!-- c\nd | 4 |"), "{page}");
}
