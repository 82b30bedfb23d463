//! `huffwire calibrate` as it is used: on real tensors, and with the mistakes that people make.

use assert_cmd::Command;
use huffwire::codebook::{self, Codebook};
use huffwire::element::{Element, NAMED};
use huffwire::tensor::{Dtype, Fit};
use npyz::WriterBuilder as _;
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype as St, TensorView, serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
const EARLIER: [&str; 4] = [
    "step_000029/shard_0.safetensors",
    "step_000029/shard_2.safetensors",
    "step_000029/shard_5.safetensors",
    "step_000029/shard_7.safetensors",
];

/// Runs `huffwire calibrate` in the folder of an element format's sample tensors.
fn calibrate(format: &str, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("huffwire").unwrap();
    command.current_dir(Path::new(DATA).join(format)).arg("calibrate").args(args);
    command
}

fn output(command: &mut Command) -> (String, String) {
    let output = command.assert().success().get_output().clone();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn json(format: &str, args: &[&str]) -> serde_json::Value {
    serde_json::from_str(&output(calibrate(format, args).arg("--json")).0).unwrap()
}

fn refusal(format: &str, args: &[&str]) -> String {
    let output = calibrate(format, args).assert().code(2).get_output().clone();
    assert!(output.stdout.is_empty());
    let message = String::from_utf8(output.stderr).unwrap();
    message.strip_prefix("huffwire: ").expect("the command names itself").trim_end().to_owned()
}

/// The values of every tensor whose name ends so, of all files.
fn tensors(format: &str, files: &[&str], end: &str) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for file in files {
        let bytes = std::fs::read(Path::new(DATA).join(format).join(file)).unwrap();
        for (name, view) in SafeTensors::deserialize(&bytes).unwrap().iter() {
            if name.ends_with(end) {
                all.push(view.data().to_vec());
            }
        }
    }
    all
}

/// The mean of the tensors' distributions, in floating point.
fn mean(tensors: &[Vec<u8>]) -> Vec<f64> {
    let mut mean = vec![0.0; 256];
    for tensor in tensors {
        for &symbol in tensor {
            mean[usize::from(symbol)] += 1.0 / tensor.len() as f64 / tensors.len() as f64;
        }
    }
    mean
}

fn exponents(tensors: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let exponent = |pair: &[u8]| pair[1] << 1 | pair[0] >> 7;
    tensors.iter().map(|tensor| tensor.chunks_exact(2).map(exponent).collect()).collect()
}

fn entropy(p: &[f64]) -> f64 {
    p.iter().filter(|p| **p > 0.0).map(|p| -p * p.log2()).sum()
}

fn expected_bits(book: &Codebook, p: &[f64]) -> f64 {
    let escaped = |length: u8| if length == 0 { book.escape().unwrap() + 8 } else { length };
    p.iter().zip(book.lengths()).map(|(p, &length)| p * f64::from(escaped(length))).sum()
}

fn assert_close(a: &serde_json::Value, b: f64) {
    assert!((a.as_f64().unwrap() - b).abs() < 1e-6, "{a} {b}");
}

#[test]
fn real_exponents() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("book.yaml");
    let to = file.to_str().unwrap();
    let args = [&EARLIER[..], &["--element", "bf16", "-o", to]].concat();
    let (text, notes) = output(&mut calibrate("bf16", &args));
    assert_eq!(notes, "");
    let facts = json("bf16", &args);
    let book = codebook::load(&file).unwrap();
    assert_eq!((book.element(), book.max_length()), (Element::named("bf16").unwrap(), 8));
    assert_eq!(facts["digest"], book.digest().to_string());

    let p = mean(&exponents(tensors("bf16", &EARLIER, ".act")));
    let expected = expected_bits(&book, &p);
    assert_close(&facts["entropy"], entropy(&p));
    assert_close(&facts["entropy_bits"], entropy(&p) + 8.0);
    assert_close(&facts["expected_bits"], expected + 8.0);
    assert_close(&facts["saving_percent"], 100.0 * (8.0 - expected) / 16.0);
    assert_close(&facts["container_saving_percent"], 100.0 * (8.0 - expected) / 16.0);
    let huffman = facts["huffman_bits"].as_f64().unwrap() - 8.0;
    assert!(entropy(&p) <= huffman && huffman <= expected && huffman < entropy(&p) + 0.1);
    assert_close(&facts["limit_cost"], expected - huffman);
    // What the format's description promises of an escape at 8 bits.
    assert!(expected - huffman < 0.03, "{expected} {huffman}");
    assert_eq!(facts["tensors"], 16);
    assert_eq!(facts["elements"], 196_608);
    // People read the same figures, rounded.
    for figure in [
        format!("entropy {:.4}", entropy(&p)),
        format!("this codebook {expected:.4} {:.4} {:.2} %", expected + 8.0, 100.0 * (8.0 - expected) / 16.0),
        "bf16: 16 tensors in 4 files, 196608 elements".to_owned(),
        format!(
            "The limit of 8 bits, with all ones left to padding, costs {:.4} bits per element.",
            expected - huffman
        ),
        format!("{} of 256 symbols", book.lengths().iter().filter(|&&l| l != 0).count()),
    ] {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(&figure), "{figure} in\n{text}");
    }
}

#[test]
fn real_e4m3_without_escape_and_by_elements() {
    let args =
        |more: &[&'static str]| [&EARLIER[..], &["--element", "e4m3", "--tensors", "*.act"], more].concat();
    let p = mean(&tensors("e4m3", &EARLIER, ".act"));
    let facts = json("e4m3", &args(&["--escape", "never", "--max-length", "9"]));
    assert_eq!((facts["coded_symbols"].as_u64(), &facts["escape"]), (Some(256), &serde_json::Value::Null));
    assert_close(&facts["entropy"], entropy(&p));
    let lengths = facts["lengths"].as_object().unwrap();
    let expected: f64 = (0..256).map(|s| p[s] * lengths[&s.to_string()].as_f64().unwrap()).sum();
    assert_close(&facts["expected_bits"], expected);
    assert_eq!(lengths.values().map(|l| l.as_u64().unwrap()).max(), Some(9));
    // The tensors are equally large, so weighing elements changes nothing but rounding: it needs one that
    // is not.
    let scales = ["--element", "bytes", "--tensors", "layers.0.*"];
    let all = |weight: &'static str| [&EARLIER[..1], &scales[..], &["--weight", weight]].concat();
    let [act, scale] =
        [".0.ffn1.act", ".0.ffn1.act.scale_e8m0"].map(|end| tensors("e4m3", &EARLIER[..1], end).remove(0));
    let joined = [&act[..], &scale].concat();
    assert_close(&json("e4m3", &all("tensors"))["entropy"], entropy(&mean(&[act, scale])));
    assert_close(&json("e4m3", &all("elements"))["entropy"], entropy(&mean(&[joined])));
}

/// The shortest of all Quad Length Codes of 256 symbols whose areas have these lengths: bits per symbol.
fn quad_bits(p: &[f64]) -> f64 {
    let mut p = p.to_vec();
    p.sort_by(|a, b| b.total_cmp(a));
    let mut best = f64::INFINITY;
    // Where the areas of the three longer lengths begin, and the four lengths.
    for (b, c, d) in (0..8).flat_map(|b| (b..8).flat_map(move |c| (c..8).map(move |d| (b, c, d)))) {
        for number in 0..9 * 9 * 9 * 9 {
            let suffix = [number / 729, number / 81 % 9, number / 9 % 9, number % 9];
            let of = |area: usize| {
                suffix[usize::from(area >= b) + usize::from(area >= c) + usize::from(area >= d)]
            };
            let held: usize = (0..8).map(|area| 1 << of(area)).sum();
            if held >= 256 && suffix.is_sorted() {
                let places = (0..8).flat_map(|area| std::iter::repeat_n(3 + of(area), 1 << of(area)));
                best = best.min(p.iter().zip(places).map(|(p, bits)| p * bits as f64).sum());
            }
        }
    }
    best
}

#[test]
fn real_e4m3_in_other_shapes() {
    let args =
        |shape| [&EARLIER[..], &["--element", "e4m3", "--tensors", "*.act", "--shape", shape]].concat();
    let p = mean(&tensors("e4m3", &EARLIER, ".act"));
    let [dlc, qlc] = ["dlc", "qlc"].map(|shape| {
        let facts = json("e4m3", &args(shape));
        assert_eq!((&facts["shape"], &facts["escape"]), (&shape.into(), &serde_json::Value::Null));
        assert_eq!(
            (&facts["coded_symbols"], &facts["longest_codeword"]),
            (&256.into(), &facts["max_length"])
        );
        let lengths = facts["lengths"].as_object().unwrap();
        let expected: f64 = (0..256).map(|s| p[s] * lengths[&s.to_string()].as_f64().unwrap()).sum();
        assert_close(&facts["expected_bits"], expected);
        assert_close(&facts["limit_cost"], expected - facts["huffman_bits"].as_f64().unwrap());
        facts
    });
    let mut most = p.clone();
    most.sort_by(|a, b| b.total_cmp(a));
    assert_close(&dlc["expected_bits"], 9.0 - 5.0 * most[..8].iter().sum::<f64>());
    assert_eq!(dlc["max_length"], 9);
    assert_close(&qlc["expected_bits"], quad_bits(&p));
    // Files say it as any codebook does, and people read how the shape came out.
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("book.yaml");
    let (text, _) = output(calibrate("e4m3", &args("dlc")).args(["-o", file.to_str().unwrap()]));
    let cost = dlc["limit_cost"].as_f64().unwrap();
    let line = format!("The shape dlc, 8 codewords of 4 bits, 248 of 9, costs {cost:.4} bits per element.");
    assert!(text.contains(&line), "{text}");
    assert_eq!(codebook::load(&file).unwrap().digest().to_string(), dlc["digest"]);
    // What is no choice of theirs is refused, also where it would agree.
    for (option, value) in [("--max-length", "9"), ("--escape", "never"), ("--escape", "auto")] {
        let args = [&args("dlc")[..], &[option, value]].concat();
        let expected = format!(
            "{option}: --shape dlc has its own code lengths and no escape; leave {option} out, or take --shape huffman"
        );
        assert_eq!(refusal("e4m3", &args), expected);
    }
    let huffman = [EARLIER[0], "--element", "bf16", "--max-length", "9", "--escape", "never"];
    let plain = json("bf16", &huffman);
    assert_eq!(json("bf16", &[&huffman[..], &["--shape", "huffman"]].concat()), plain);
    assert_eq!(plain["shape"], "huffman");
}

#[test]
fn the_reference_codebooks_are_reproduced() {
    for format in ["bf16", "e4m3"] {
        let files = EARLIER.map(|file| format!("{format}/{file}"));
        let mut args: Vec<&str> = files.iter().map(String::as_str).collect();
        args.extend(["--element", format, "--tensors", "layers.*.ffn1.act"]);
        let (yaml, _) = output(&mut calibrate(".", &args));
        let committed = format!("{}/configs/codebooks/{format}_act.yaml", env!("CARGO_MANIFEST_DIR"));
        let hint = format!("in tests/data: huffwire calibrate {} -o {committed}", args.join(" "));
        assert_eq!(yaml, std::fs::read_to_string(&committed).unwrap(), "{hint}");
    }
}

#[test]
fn the_order_of_files_and_threads_does_not_matter() {
    let [a, b, c, d] = EARLIER;
    let yaml = |files: [&str; 4], threads: &str| {
        let mut command = calibrate("bf16", &files);
        output(command.args(["--element", "bf16_bytes"]).env("RAYON_NUM_THREADS", threads)).0
    };
    let one = yaml([a, b, c, d], "1");
    assert_eq!(yaml([c, a, d, b], "1"), one);
    assert_eq!(yaml([d, c, b, a], "5"), one);
}

#[test]
fn npy_and_raw_files_are_the_same_tensors() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let mut files: [Vec<String>; 2] = Default::default();
    for (i, values) in tensors("bf16", &EARLIER[..1], ".act").into_iter().enumerate() {
        files[0].push(path(&format!("{i}.bin")));
        std::fs::write(&files[0][i], &values).unwrap();
        files[1].push(path(&format!("{i}.npy")));
        let words: Vec<u16> = values.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
        let npy = npyz::WriteOptions::new().default_dtype().shape(&[words.len() as u64]);
        let mut npy = npy.writer(std::fs::File::create(&files[1][i]).unwrap()).begin_nd().unwrap();
        npy.extend(words).unwrap();
        npy.finish().unwrap();
    }
    let expected = json("bf16", &[EARLIER[0], "--element", "bf16"]);
    for files in &files {
        let mut args: Vec<&str> = files.iter().map(String::as_str).collect();
        // The same field under no name.
        args.extend(["--element", r#"{ bytes: 2, symbol: "14:7" }"#]);
        let facts = json("bf16", &args);
        for key in ["lengths", "escape", "entropy", "elements", "tensors", "expected_bits"] {
            assert_eq!(facts[key], expected[key], "{key}");
        }
        assert_ne!(facts["digest"], expected["digest"]);
    }
}

fn write_safetensors(folder: &TempDir, tensors: &[(&str, St, &[usize], &[u8])]) -> PathBuf {
    let views = tensors.iter().map(|&(name, dtype, shape, data)| {
        (name.to_owned(), TensorView::new(dtype, shape.to_vec(), data).unwrap())
    });
    let path = folder.path().join("made.safetensors");
    std::fs::write(&path, serialize(views.collect::<Vec<_>>(), None).unwrap()).unwrap();
    path
}

/// The six significant bits of a byte, and the byte.
#[test]
fn packed_values_and_empty_tensors() {
    let folder = TempDir::new().unwrap();
    // 1, 1, 2, 3 as six bits each: all four in three bytes, and one in a byte.
    let made = write_safetensors(
        &folder,
        &[
            ("packed", St::F6_E3M2, &[4], &[0x41, 0x20, 0x0c]),
            ("plain", St::U8, &[4], &[1, 1, 2, 3]),
            ("none", St::F6_E3M2, &[0, 4], &[]),
        ],
    );
    let made = made.to_str().unwrap();
    let packed = json(".", &[made, "--element", "e3m2", "--tensors", "packed", "--tensors", "none"]);
    let plain = json(".", &[made, "--element", "e3m2", "--tensors", "plain"]);
    assert_eq!(packed["lengths"], plain["lengths"]);
    assert_close(&packed["entropy"], 1.5);
    assert_eq!((packed["significant_bits"].as_u64(), packed["container_bits"].as_u64()), (Some(6), Some(8)));
    let bits = packed["expected_bits"].as_f64().unwrap();
    assert_close(&packed["saving_percent"], 100.0 * (1.0 - bits / 6.0));
    assert_close(&packed["container_saving_percent"], 100.0 * (1.0 - bits / 8.0));
    assert_eq!(packed["empty_tensors"], serde_json::json!([format!("none ({made})")]));
    assert_eq!((packed["tensors"].as_u64(), packed["elements"].as_u64()), (Some(1), Some(4)));
    let (_, notes) = output(&mut calibrate(".", &[made, "--element", "e3m2", "--tensors", "[np]*e*"]));
    assert!(notes.starts_with(&format!("note: none ({made}) has no elements and is left out\n")), "{notes}");
    assert!(notes.contains("of the container"), "{notes}");
    let nothing = refusal(".", &[made, "--element", "e3m2", "--tensors", "none"]);
    assert_eq!(nothing, "the tensors have no elements: there is nothing to calibrate on");
}

#[test]
fn mistakes_are_named() {
    let folder = TempDir::new().unwrap();
    let stray = write_safetensors(&folder, &[("w", St::U8, &[3], &[1, 2, 0x47])]);
    let stray = stray.to_str().unwrap();
    let cut = folder.path().join("cut.safetensors");
    let whole = std::fs::read(Path::new(DATA).join("bf16").join(EARLIER[0])).unwrap();
    std::fs::write(&cut, &whole[..whole.len() - 1000]).unwrap();
    let cut = cut.to_str().unwrap();
    let odd = folder.path().join("odd.bin");
    std::fs::write(&odd, [0; 7]).unwrap();
    let odd = odd.to_str().unwrap();
    let one = EARLIER[0];
    let to = folder.path().join("book.yaml");
    let to = to.to_str().unwrap();
    for (args, expected) in [
        // The wrong format.
        (
            &[one, "--element", "e4m3"][..],
            format!(
                "element `e4m3` takes F8_E4M3, F8_E4M3FNUZ (or its bits as U8, I8, V1); of another dtype: layers.0.ffn1.act BF16 ({one}), \
                 layers.2.ffn1.act BF16 ({one}), layers.3.ffn1.act BF16 ({one}) and 1 more; choose tensors with --tensors GLOB"
            ),
        ),
        (
            &[one, "--element", "bf16", "--tensors", "layers.*.fnn1.act"],
            "--tensors 'layers.*.fnn1.act' matches no tensor; there are layers.0.ffn1.act, layers.2.ffn1.act, layers.3.ffn1.act, layers.5.ffn1.act"
                .to_owned(),
        ),
        (
            &[one, "--element", "bf16", "--tensors", "layers.[0"],
            "--tensors 'layers.[0': error parsing glob 'layers.[0': unclosed character class; missing ']'".to_owned(),
        ),
        (
            &[one, "--element", "bf16", "--max-length", "6", "--escape", "never"],
            "max_length 6 cannot hold 256 symbols (needs at least 8): raise it, or allow an escape".to_owned(),
        ),
        (&[one, "--element", "bf16", "--max-length", "40"], "max_length 40: use 1 to 16".to_owned()),
        (
            &[stray, "--element", "e3m2"],
            format!(
                "{stray}: tensor w: element 2 is 0x47, but of `e3m2` only the low 6 bits may be set: is this another format?"
            ),
        ),
        (
            &[cut, "--element", "bf16"],
            format!(
                "{cut}: cut off: the header describes {} bytes, the file has {}; copy it again",
                whole.len(),
                whole.len() - 1000
            ),
        ),
        (
            &[odd, "--element", "fp16"],
            format!("{odd}: tensor odd: 7 bytes are not whole `fp16` elements of 2 bytes"),
        ),
        (&["--element", "bf16", one, one], format!("{one}: given twice, and would count twice")),
    ] {
        let args = [args, &["-o", to]].concat();
        assert_eq!(refusal("bf16", &args), expected);
        assert!(!Path::new(to).exists());
    }
    // Scales beside values are nobody's choice.
    let mixed = refusal("e4m3", &[one, "--element", "e4m3"]);
    assert!(mixed.contains("are these its values too? layers.0.ffn1.act.scale_e8m0 U8 ("), "{mixed}");
    // Said by the parser of the command line.
    calibrate("bf16", &[one, "--element", "bf17"]).assert().code(2).stderr(predicates::str::contains(
        "unknown element format `bf17`, did you mean `bf16`? Else use one of bf16, bf16_m1, bf16_m2, bf16_bytes, e4m3",
    ));
    calibrate("bf16", &[one, "--element", "{ bytes: 2 }"])
        .assert()
        .code(2)
        .stderr(predicates::str::contains("`symbol` is missing"));
    // Nothing beside what was there before.
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 3);
}

#[test]
fn an_error_leaves_the_output_as_it_was() {
    let folder = TempDir::new().unwrap();
    let to = folder.path().join("book.yaml");
    std::fs::write(&to, "before").unwrap();
    let output = to.to_str().unwrap();
    refusal("bf16", &[EARLIER[0], "missing.safetensors", "--element", "bf16", "-o", output]);
    assert_eq!(std::fs::read_to_string(&to).unwrap(), "before");
    let input = folder.path().join("in.bin");
    std::fs::write(&input, [0; 64]).unwrap();
    let input = input.to_str().unwrap();
    let message = refusal("bf16", &[input, "--element", "bf16", "-o", input]);
    assert_eq!(message, format!("{input}: an input, and --output would overwrite it"));
    assert_eq!(std::fs::read(input).unwrap(), [0; 64]);
    calibrate("bf16", &[EARLIER[0], "--element", "bf16", "-o", output]).assert().success();
    assert!(codebook::load(&to).is_ok());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
}

/// Absolute paths would make the same codebook a different file on every machine.
#[test]
fn the_source_has_no_absolute_path() {
    let file = Path::new(DATA).join("bf16").join(EARLIER[0]);
    let (yaml, _) = output(&mut calibrate("e4m3", &[file.to_str().unwrap(), "--element", "bf16"]));
    let value: serde_yaml::Value = serde_yaml::from_str(&yaml).unwrap();
    assert_eq!(value["source"]["files"][0].as_str(), Some("shard_0.safetensors"));
}

/// Cells of the rows of the documentation whose first cell is in backticks.
fn documented(heading: &str) -> Vec<Vec<String>> {
    let docs = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/calibrate.md")).unwrap();
    let section = docs.split("\n## ").find(|section| section.starts_with(heading)).expect("the section");
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| row.split('|').skip(1).map(|cell| cell.trim().to_owned()).collect()).collect()
}

#[test]
fn the_documented_table_of_dtypes_is_true() {
    let rows = documented("Which dtype");
    assert_eq!(rows.len(), NAMED.len());
    let dtypes = [
        ("BOOL", 8),
        ("F4", 4),
        ("F6_E2M3", 6),
        ("F6_E3M2", 6),
        ("U8", 8),
        ("I8", 8),
        ("V1", 8),
        ("F8_E5M2", 8),
        ("F8_E4M3", 8),
        ("F8_E8M0", 8),
        ("F8_E4M3FNUZ", 8),
        ("F8_E5M2FNUZ", 8),
        ("I16", 16),
        ("U16", 16),
        ("V2", 16),
        ("F16", 16),
        ("BF16", 16),
        ("I32", 32),
        ("U32", 32),
        ("V4", 32),
        ("F32", 32),
        ("C64", 64),
        ("F64", 64),
        ("I64", 64),
        ("U64", 64),
        ("S3", 24),
    ];
    for (row, element) in rows.iter().zip(NAMED) {
        assert_eq!(row[0], format!("`{element}`"));
        let has = |cell: &str, name: &str| cell == "every dtype" || cell.split(", ").any(|word| word == name);
        for (name, bits) in dtypes {
            let expected = match (has(&row[1], name), has(&row[2], name)) {
                (true, _) => Fit::Own,
                (_, true) => Fit::Bits,
                _ => Fit::No,
            };
            assert_eq!(Dtype::new(name, bits).fit(element), expected, "{element} {name}");
        }
    }
    let custom = Element::custom(2, 16, 14, 7).unwrap();
    for (name, bits) in dtypes {
        assert_eq!(Dtype::new(name, bits).fit(custom) == Fit::Own, bits == 16, "{name}");
    }
}

#[test]
fn the_documented_json_is_what_is_printed() {
    let documented: BTreeSet<String> =
        documented("The `--json`").iter().map(|row| row[0].trim_matches('`').to_owned()).collect();
    let facts = json("bf16", &[EARLIER[0], "--element", "bf16"]);
    let printed: BTreeSet<String> = facts.as_object().unwrap().keys().cloned().collect();
    assert_eq!(printed, documented);
}

#[test]
fn the_documented_shapes_are_what_is_calibrated() {
    let rows = documented("Dual and Quad Length Codes");
    assert_eq!(rows.len(), 3);
    for row in rows {
        let element = row[0].trim_matches('`');
        let folder = if element == "e4m3" { "e4m3" } else { "bf16" };
        let facts = |shape| {
            let args = ["--element", element, "--tensors", "*.act", "--shape", shape];
            json(folder, &[&EARLIER[..], &args].concat())
        };
        let saving = |facts: &serde_json::Value, key: &str| {
            let of = facts["significant_bits"].as_f64().unwrap();
            format!("{:.2} %", 100.0 * (1.0 - facts[key].as_f64().unwrap() / of))
        };
        let [dlc, qlc] = ["dlc", "qlc"].map(facts);
        let [dlc, qlc, huffman] = [(&dlc, "expected_bits"), (&qlc, "expected_bits"), (&dlc, "huffman_bits")]
            .map(|(f, k)| saving(f, k));
        assert_eq!(row[1..4], [dlc, qlc, huffman], "{element}");
    }
}
