//! `huffwire calibrate --envelope`: codebooks that the loadable slots of a design hold.

use assert_cmd::Command;
use huffwire::codebook::{self, Codebook, Envelope};
use huffwire::design;
use huffwire::element::Element;
use safetensors::SafeTensors;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
const E4M3: &str = "{ bytes: 1, bits: 8, symbol: \"6:2\" }";
const ACT: [&str; 2] = ["--tensors", "layers.*.ffn1.act"];

/// A design whose constant codebook has not been made yet.
fn design(folder: &TempDir, element: &str, loadable: &str) -> PathBuf {
    let file = folder.path().join("design.yaml");
    let text = format!(
        "name: loaded\nelement: {element}\ncodebooks: [first.yaml]\nloadable: {loadable}\ncheck: crc32\n\
         encoder: {{ lanes: 8, out_bytes: 8 }}\ndecoder: {{ kind: parallel, in_bytes: 8 }}\n"
    );
    std::fs::write(&file, text).unwrap();
    file
}

fn files(format: &str) -> [String; 4] {
    ["0", "2", "5", "7"].map(|shard| format!("{DATA}/{format}/step_000029/shard_{shard}.safetensors"))
}

fn huffwire(folder: &TempDir, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("huffwire").unwrap();
    command.current_dir(folder).args(args);
    command
}

fn calibrate(folder: &TempDir, format: &str, args: &[&str]) -> Command {
    let mut command = huffwire(folder, &["calibrate", "--envelope", "design.yaml"]);
    command.args(files(format)).args(args);
    command
}

fn json(folder: &TempDir, format: &str, args: &[&str]) -> serde_json::Value {
    let mut command = calibrate(folder, format, args);
    let output = command.arg("--json").assert().success().get_output().clone();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn refusal(command: &mut Command) -> String {
    let output = command.assert().code(2).get_output().clone();
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap().strip_prefix("huffwire: ").unwrap().trim_end().to_owned()
}

/// The codebooks that were written beside the design, by name.
fn books(folder: &TempDir) -> Vec<(String, Codebook)> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != "design.yaml");
    names.sort();
    names.into_iter().map(|name| (name.clone(), codebook::load(&folder.path().join(name)).unwrap())).collect()
}

/// What the documentation says of a slot's codebook, by its lengths alone.
fn fits(book: &Codebook, shortest: u8, longest: u8, symbols: usize, groups: usize) {
    let coded: Vec<usize> = (0..book.lengths().len()).filter(|&symbol| book.lengths()[symbol] != 0).collect();
    let mut of: Vec<usize> = coded.iter().map(|symbol| symbol / 4).collect();
    of.dedup();
    assert!(coded.len() <= symbols && of.len() <= groups, "{book:?}");
    let lengths = || coded.iter().map(|&symbol| book.lengths()[symbol]).chain(book.escape());
    assert!(lengths().all(|length| (shortest..=longest).contains(&length)), "{book:?}");
    assert!(book.escape().is_none_or(|escape| lengths().all(|length| length <= escape)), "{book:?}");
    let sum: f64 = lengths().map(|length| 0.5f64.powi(length.into())).sum();
    assert!(sum == 1.0, "{book:?}");
}

#[test]
fn every_codebook_fits_and_is_loaded() {
    let with = |args: &[&'static str]| [&ACT[..], &["--element", "bf16", "-o", "book.yaml"], args].concat();
    for (args, least) in [
        (with(&[]), 1),
        (with(&["--weight", "elements"]), 1),
        (with(&["--max-length", "6"]), 1),
        (with(&["--books", "3"]), 2),
        (with(&["--books", "2", "--block", "512"]), 2),
        (with(&["--group-by", "layers\\.(?<layer>\\d+)"]), 4),
        (with(&["--books", "2", "--zero-book", "--base", "own", "--block", "256"]), 3),
        (with(&["--base", "previous"]), 1),
    ] {
        for symbols in [16, 32] {
            let folder = TempDir::new().unwrap();
            let loadable = format!("{{ slots: 2, shortest: 2, longest: 8, symbols: {symbols} }}");
            let file = design(&folder, "bf16", &loadable);
            calibrate(&folder, "bf16", &args).assert().success();
            let made = books(&folder);
            assert!(made.len() >= least, "{args:?}");
            let envelope = design::envelope(&file).unwrap();
            let constant = std::fs::read_to_string(&file).unwrap().replace("first.yaml", &made[0].0);
            std::fs::write(&file, constant).unwrap();
            for (name, book) in &made {
                let longest = if args.contains(&"6") { 6 } else { 8 };
                fits(book, 2, longest, symbols, symbols / 4);
                assert_eq!(envelope.holds(book), Ok(()), "{args:?} {name}");
                assert_eq!(book.max_length(), longest);
                huffwire(&folder, &["load", name, "--design", "design.yaml", "--slot", "1"])
                    .assert()
                    .success();
            }
        }
    }
}

/// The shortest codebook of all fits these slots, and is found.
#[test]
fn what_fits_anyway_is_as_short() {
    let folder = TempDir::new().unwrap();
    design(&folder, "bf16", "{ slots: 2, shortest: 2, longest: 8, symbols: 32 }");
    let facts = json(&folder, "bf16", &[&ACT[..], &["--element", "bf16"]].concat());
    let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join("configs/codebooks/bf16_act.yaml");
    let reference: serde_yaml::Value =
        serde_yaml::from_str(&std::fs::read_to_string(reference).unwrap()).unwrap();
    let shortest = reference["source"]["expected_bits"].as_f64().unwrap();
    assert!((facts["expected_bits"].as_f64().unwrap() - shortest).abs() < 1e-6);
    let envelope = serde_json::json!({ "shortest": 2, "longest": 8, "symbols": 32, "groups": 8 });
    assert_eq!((&facts["envelope"], &facts["max_length"]), (&envelope, &8.into()));
    let several = ["--element", "bf16", "--books", "2", "-o", "book.yaml"];
    assert_eq!(json(&folder, "bf16", &[&ACT[..], &several].concat())["envelope"], envelope);
}

/// Every symbol has a codeword: exponent and a bit of the mantissa of e4m3.
#[test]
fn slots_for_every_symbol_have_no_escape() {
    for (shortest, longest) in [(2u8, 8u8), (2, 6), (3, 15), (4, 6), (5, 5)] {
        let folder = TempDir::new().unwrap();
        let loadable = format!("{{ slots: 1, shortest: {shortest}, longest: {longest}, symbols: 32 }}");
        design(&folder, E4M3, &loadable);
        let args = ["--element", E4M3, "--tensors", "*.act", "--escape", "never", "-o", "book.yaml"];
        let facts = json(&folder, "e4m3", &args);
        let book = &books(&folder)[0].1;
        assert_eq!((facts["coded_symbols"].as_u64(), book.escape()), (Some(32), None));
        fits(book, shortest, longest, 32, 8);
        // What is expected of such tensors, in floating point from their bytes.
        let (mut sum, mut tensors) = (0.0, 0.0);
        for file in files("e4m3") {
            let bytes = std::fs::read(file).unwrap();
            for (_, tensor) in
                SafeTensors::deserialize(&bytes).unwrap().iter().filter(|(n, _)| n.ends_with(".act"))
            {
                let bits: u64 = tensor
                    .data()
                    .iter()
                    .map(|byte| u64::from(book.lengths()[usize::from(byte >> 2 & 31)]) + 3)
                    .sum();
                sum += bits as f64 / tensor.data().len() as f64;
                tensors += 1.0;
            }
        }
        let expected = facts["expected_bits"].as_f64().unwrap();
        assert!((expected - sum / tensors).abs() < 1e-6, "{expected} {sum} {tensors}");
        // Five bits each are always there.
        assert!(expected <= 8.0 + 1e-9 && (shortest < 5 || expected > 8.0 - 1e-9));
    }
}

#[test]
fn what_contradicts_is_refused() {
    let folder = TempDir::new().unwrap();
    let file = design(&folder, "bf16", "{ slots: 2, shortest: 2, longest: 8, symbols: 32 }");
    let refused = |element: &str, args: &[&str]| {
        refusal(&mut calibrate(&folder, "bf16", &[&["--element", element, "-o", "book.yaml"], args].concat()))
    };
    let lengths = "a slot of design.yaml has codewords of 2 to 8 bits: use one of these, or leave it out";
    assert_eq!(refused("bf16", &["--max-length", "9"]), format!("--max-length 9: {lengths}"));
    assert_eq!(refused("bf16", &["--max-length", "1"]), format!("--max-length 1: {lengths}"));
    assert_eq!(
        refused("bf16", &["--escape", "never"]),
        "--escape never: a slot of design.yaml has codewords for 32 of 256 symbols: leave it out, and the others are escaped"
    );
    assert_eq!(refused("bf16_m1", &[]), "--element bf16_m1: design.yaml has `bf16`: take the same");
    for shape in ["dlc", "qlc"] {
        assert_eq!(
            refused("bf16", &["--shape", shape]),
            format!(
                "--shape {shape}: the codebooks of slots have the lengths that are shortest: leave --shape or --envelope out"
            )
        );
    }
    let over = refusal(&mut calibrate(&folder, "bf16", &["--element", "bf16", "-o", "design.yaml"]));
    assert_eq!(over, "design.yaml: an input, and --output would overwrite it");
    // The design itself: which file, line and key.
    let good = std::fs::read_to_string(&file).unwrap();
    for (from, to, expected) in [
        (
            "loadable: { slots: 2, shortest: 2, longest: 8, symbols: 32 }\n",
            "",
            "--envelope: design.yaml:1: `loadable` is missing: it says what slots hold, such as { slots: 2, shortest: 2, \
             longest: 8, symbols: 32 }",
        ),
        (
            "symbols: 32",
            "symbols: 33",
            "--envelope: design.yaml:4: loadable.symbols: 33: use a power of two from 4 to 128",
        ),
        (
            "longest: 8,",
            "",
            "--envelope: design.yaml:4: loadable: `longest` is missing: bits of their longest codeword",
        ),
        (
            "loadable:",
            "loadabel:",
            "--envelope: design.yaml:4: unknown key `loadabel`, did you mean `loadable`?",
        ),
    ] {
        std::fs::write(&file, good.replace(from, to)).unwrap();
        let message = refused("bf16", &[]);
        assert!(message.starts_with(expected), "{message}");
    }
    std::fs::remove_file(&file).unwrap();
    let gone = refused("bf16", &[]);
    assert!(gone.starts_with("--envelope: design.yaml: cannot be read"), "{gone}");
    // An escape that padding could be mistaken for.
    design(
        &folder,
        "{ bytes: 1, bits: 4, symbol: \"3:0\" }",
        "{ slots: 2, shortest: 1, longest: 8, symbols: 8 }",
    );
    let args =
        ["--element", "{ bytes: 1, bits: 4, symbol: \"3:0\" }", "--tensors", "*.act", "--max-length", "3"];
    let short = refusal(&mut calibrate(&folder, "e4m3", &args));
    assert!(short.starts_with("--max-length: 3: ") && short.ends_with("use 4 bits or more"), "{short}");
    assert_eq!(books(&folder).len(), 0);
    // The same in the library.
    let element = Element::custom(1, 4, 3, 0).unwrap();
    assert!(Envelope::new(element, 1, 3, 8, None).is_err());
}
