//! `huffwire load`: what it prints is the codebook that was given to it, in the order of the update protocol.

use assert_cmd::Command;
use huffwire::codebook::{self, Codebook};
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const DESIGN: &str = "name: loaded
element: bf16
codebooks: [act.yaml]
loadable: { slots: 2, shortest: 2, longest: 8, symbols: 32 }
check: crc32
encoder: { lanes: 8, out_bytes: 8 }
decoder: { kind: parallel, in_bytes: 8 }
";

/// A folder with a design of one constant codebook and two slots, and the codebooks.
fn folder(design: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("design.yaml"), design).unwrap();
    let configs = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs/codebooks");
    for (to, from) in [
        ("act.yaml", "bf16_act.yaml"),
        ("other.yaml", "bf16_layer2.yaml"),
        ("long.yaml", "bf16_train_a.yaml"),
        ("tiny.yaml", "tiny.yaml"),
    ] {
        std::fs::copy(configs.join(from), folder.path().join(to)).unwrap();
    }
    folder
}

fn load(folder: &TempDir, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("huffwire").unwrap();
    command.current_dir(folder.path()).arg("load").args(args);
    command
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

fn refusal(command: &mut Command) -> String {
    String::from_utf8(command.assert().code(2).get_output().stderr.clone()).unwrap()
}

fn number(step: &Value, key: &str) -> u64 {
    step[key].as_u64().unwrap()
}

/// The writes of a side, as address and value.
fn writes(steps: &[Value], side: &str) -> Vec<(u64, u64)> {
    let of_side = steps.iter().filter(|step| step["do"] == "write" && step["side"] == side);
    of_side.map(|step| (number(step, "address"), number(step, "value"))).collect()
}

/// The map's addresses as the documentation has them.
fn is_load(writes: &[(u64, u64)], book: &Codebook, slot: u64) {
    let (lengths, escape) = (book.lengths(), book.escape().map(u64::from));
    assert_eq!(writes[0], (0x10, slot));
    for (at, length) in (2..=8).enumerate() {
        let count = lengths.iter().filter(|&&of| u64::from(of) == length).count() as u64;
        let last = u64::from(escape == Some(length)) << 16;
        assert_eq!(writes[1 + at], (0x40 + 4 * length, count | last));
    }
    for word in 0..32 {
        let (address, value) = writes[8 + word];
        assert_eq!(address, 0x400 + 4 * word as u64);
        for symbol in 0..8 {
            assert_eq!(value >> (4 * symbol) & 15, u64::from(lengths[8 * word + symbol]));
        }
    }
    assert_eq!(writes[40], (0x14, u64::from(book.tag().0)));
    assert_eq!(writes.len(), 41);
}

#[test]
fn both_ends_are_loaded_in_the_order_in_which_nothing_is_lost() {
    let folder = folder(DESIGN);
    let text =
        stdout(&mut load(&folder, &["other.yaml", "--design", "design.yaml", "--slot", "1", "--json"]));
    let json: Value = serde_json::from_str(&text).unwrap();
    let book = codebook::load(&folder.path().join("other.yaml")).unwrap();
    // A constant codebook stands in front of the slots.
    assert_eq!((number(&json, "slot"), number(&json, "index")), (1, 2));
    assert_eq!(json["tag"], book.tag().to_string());
    assert_eq!(json["digest"], book.digest().to_string());
    let steps = json["steps"].as_array().unwrap();
    for side in ["encoder", "decoder"] {
        is_load(&writes(steps, side), &book, 1);
    }
    let what = |step: &Value| {
        let side = step["side"].as_str().unwrap_or_default();
        match step["do"].as_str().unwrap() {
            "write" if number(step, "address") == 0x10 => format!("{side} open"),
            "write" if number(step, "address") == 0x14 => format!("{side} commit"),
            "write" => format!("{side} write"),
            "wait" => {
                assert_eq!(
                    (number(step, "address"), number(step, "mask"), number(step, "value")),
                    (0xc, 2, 2)
                );
                format!("{side} ready")
            }
            "check" => {
                let valid = 1 << 17;
                assert_eq!(
                    (number(step, "address"), number(step, "mask"), number(step, "value")),
                    (0xc, valid, valid)
                );
                format!("{side} valid")
            }
            other => other.to_owned(),
        }
    };
    let mut order: Vec<String> = steps.iter().map(what).collect();
    order.dedup();
    assert_eq!(
        order,
        [
            "encoder open",
            "encoder ready",
            "flight",
            "decoder open",
            "decoder ready",
            "decoder write",
            "decoder commit",
            "decoder valid",
            "encoder write",
            "encoder commit",
            "encoder valid"
        ]
    );
}

#[test]
fn one_end_and_other_languages_say_the_same() {
    let folder = folder(DESIGN);
    let args =
        |more: &[&'static str]| [&["act.yaml", "--design", "design.yaml", "--slot", "0"], more].concat();
    let book = codebook::load(&folder.path().join("act.yaml")).unwrap();
    for side in ["encoder", "decoder"] {
        let json: Value =
            serde_json::from_str(&stdout(&mut load(&folder, &args(&["--json", "--side", side])))).unwrap();
        let steps = json["steps"].as_array().unwrap();
        assert!(steps.iter().all(|step| step["side"] == side));
        is_load(&writes(steps, side), &book, 0);
        // Of every step side, kind, address, mask and value, whatever is around them.
        let table = |option| {
            let text = stdout(&mut load(&folder, &args(&[option, "--side", side])));
            let words = |line: &str| -> Vec<String> {
                let plain: String =
                    line.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
                let words = plain.split_whitespace().map(|word| word.to_lowercase());
                words
                    .filter(|word| word != "huffwire")
                    .map(|word| word.trim_end_matches('u').to_owned())
                    .collect()
            };
            let rows = text.lines().map(words).filter(|row| row.len() == 5 && row[2].starts_with("0x"));
            rows.collect::<Vec<_>>()
        };
        let c = table("--c");
        assert_eq!((c.len(), table("--tcl"), table("--python")), (steps.len(), c.clone(), c.clone()));
        for (row, step) in c.iter().zip(steps) {
            assert_eq!((&row[0], &row[1]), (&side.to_owned(), &step["do"].as_str().unwrap().to_owned()));
            let hex = |at: usize| u64::from_str_radix(&row[at][2..], 16).unwrap();
            assert_eq!((hex(2), hex(4)), (number(step, "address"), number(step, "value")));
        }
        let text = stdout(&mut load(&folder, &args(&["--side", side])));
        assert!(text.starts_with("slot 0, index 1 in a frame's header: codebook "), "{text}");
        assert!(
            text.lines().all(|line| line.len() <= 100) && text.lines().count() == steps.len() + 2,
            "{text}"
        );
    }
}

#[test]
fn what_cannot_be_loaded_is_refused() {
    let folder = folder(DESIGN);
    let said = |args: &[&str]| refusal(&mut load(&folder, args));
    let design = ["--design", "design.yaml", "--slot"];
    assert_eq!(
        said(&[&["long.yaml"], &design[..], &["0"]].concat()),
        "huffwire: long.yaml: outside the slots' envelope: symbol 118 has a codeword of 9 bits, and a slot holds those of 2 \
         to 8\n"
    );
    assert!(said(&[&["tiny.yaml"], &design[..], &["0"]].concat()).contains("the slots are for `bf16`"));
    assert!(
        said(&[&["act.yaml"], &design[..], &["2"]].concat()).contains("slot 2: use 0 to 1: the design has 2")
    );
    assert!(
        said(&[&["act.yaml"], &design[..], &["0", "--json", "--c"]].concat()).contains("cannot be used with")
    );
    let decoder: String =
        DESIGN.lines().filter(|line| !line.starts_with("encoder")).map(|line| format!("{line}\n")).collect();
    let folder = self::folder(&decoder);
    let args = ["act.yaml", "--design", "design.yaml", "--slot", "0"];
    let said = refusal(load(&folder, &args).args(["--side", "encoder"]));
    assert!(said.contains("the design has no encoder: leave that side out"), "{said}");
    assert!(stdout(&mut load(&folder, &args)).lines().skip(2).all(|line| line.starts_with("decoder")));
    let constant = DESIGN.replace("loadable:", "# loadable:");
    let said = refusal(&mut load(&self::folder(&constant), &args));
    assert!(said.contains("the design has no loadable slots"), "{said}");
}

#[test]
fn the_c_table_compiles() {
    let folder = folder(DESIGN);
    if std::process::Command::new("cc").arg("--version").output().is_err() {
        return eprintln!("SKIPPED: there is no cc");
    }
    let text = stdout(&mut load(&folder, &["act.yaml", "--design", "design.yaml", "--slot", "1", "--c"]));
    let program: PathBuf = folder.path().join("load.c");
    std::fs::write(
        &program,
        format!("{text}int main(void) {{ return huffwire_load[0].address != 0x10; }}\n"),
    )
    .unwrap();
    let compiled = folder.path().join("compiled");
    let mut compile = std::process::Command::new("cc");
    compile.args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-o"]).arg(&compiled).arg(&program);
    let output = compile.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(std::process::Command::new(compiled).status().unwrap().success());
}

fn generated(folder: &TempDir) -> assert_cmd::assert::Assert {
    let mut command = Command::cargo_bin("huffwire").unwrap();
    command.current_dir(folder.path()).args(["generate", "design.yaml"]).assert()
}

#[test]
fn slots_without_a_check_are_warned_about() {
    let said = |design: &str| {
        let assert = generated(&folder(design)).success();
        String::from_utf8(assert.get_output().stderr.clone()).unwrap()
    };
    assert_eq!(said(DESIGN), "");
    let unchecked = DESIGN.replace("check: crc32\n", "");
    let note = said(&unchecked);
    assert!(note.contains("`loadable` without `check`") && !note.contains("flipped"), "{note}");
    let note = said(&format!("{unchecked}protect: parity\n"));
    assert!(note.contains("flipped bits"), "{note}");
}

#[test]
fn what_is_protected_says_so_and_is_there() {
    let folder = folder(&format!("{DESIGN}protect: parity\n"));
    generated(&folder).success();
    let read = |file: &str| std::fs::read_to_string(folder.path().join("rtl_out/loaded").join(file)).unwrap();
    // Bit 27 of CAPABILITIES, as docs/loadable.md has it.
    for end in ["enc", "dec"] {
        let registers = read(&format!("loaded_{end}_registers.v"));
        let line = registers.lines().find(|line| line.contains("CAPABILITIES") && line.contains("read_data"));
        let value = line.unwrap().split("32'h").nth(1).unwrap();
        let value = u32::from_str_radix(&value[..value.find(';').unwrap()], 16).unwrap();
        assert_eq!(value >> 27 & 1, 1, "{line:?}");
    }
    assert!(
        read("loaded_encoder.v").contains("loaded_parity")
            && read("loaded_decoder.v").contains("loaded_parity")
    );

    let fixed = DESIGN.replace("loadable:", "# loadable:");
    let plain = self::folder(&format!(
        "{}protect: parity\n",
        fixed.replace("codebooks: [act.yaml]", "codebooks: [act.yaml, other.yaml]")
    ));
    let assert = generated(&plain).code(2);
    let said = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    let line = "design.yaml:8: protect: parity: nothing is loaded: leave it out, or add `loadable`";
    assert!(said.contains(line), "{said}");
    assert!(!plain.path().join("rtl_out").exists());
}
