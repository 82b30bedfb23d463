//! Exponents relative to a base: what is counted and calibrated, against an independent reference on tensors whose scale
//! drifts (`tests/data/drift`), and what `analyze` says of them.

use assert_cmd::Command;
use huffwire::calibration::huffman_bits;
use huffwire::codebook::{self, Books, Codebook};
use huffwire::codec::{Base, Choice, PacketEncoder};
use huffwire::element::Element;
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView, serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const DRIFT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/drift");
const EARLIER: &str = "pretrain_step_000101/shard_0.safetensors";
const LATER: [&str; 2] = ["pretrain_step_000751/shard_0.safetensors", "sft_step_000101/shard_0.safetensors"];

fn bf16() -> Element {
    Element::named("bf16").unwrap()
}

fn reference() -> Value {
    serde_json::from_str(&std::fs::read_to_string(Path::new(DRIFT).join("reference.json")).unwrap()).unwrap()
}

fn huffwire(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("huffwire").unwrap();
    command.current_dir(DRIFT).args(args);
    command
}

fn stdout(args: &[&str]) -> String {
    String::from_utf8(huffwire(args).assert().success().get_output().stdout.clone()).unwrap()
}

fn refusal(args: &[&str]) -> String {
    String::from_utf8(huffwire(args).assert().code(2).get_output().stderr.clone()).unwrap()
}

fn tensor(file: &str, name: &str) -> Vec<u8> {
    let bytes = std::fs::read(Path::new(DRIFT).join(file)).unwrap();
    SafeTensors::deserialize(&bytes).unwrap().tensor(name).unwrap().data().to_vec()
}

/// The reference's three books of a kind of tensor.
fn reference_books(kind: &Value) -> Vec<Codebook> {
    let book = |book: &Value| {
        let mut lengths = [0u8; 256];
        for (symbol, length) in book["len"].as_object().unwrap() {
            lengths[symbol.parse::<usize>().unwrap()] = length.as_u64().unwrap() as u8;
        }
        Codebook::new(bf16(), 12, &lengths, Some(book["esc"].as_u64().unwrap() as u8)).unwrap()
    };
    kind["books"].as_array().unwrap().iter().map(book).collect()
}

/// Three books and raw, the smallest for every block of 1024 elements, each with its own base.
fn encoder(books: Vec<Codebook>) -> PacketEncoder {
    PacketEncoder::new(&Books::new(books, true, true).unwrap().with_base(true).unwrap())
}

fn blocks() -> Choice {
    Choice::blocks(NonZeroUsize::new(1024).unwrap()).with_base(Base::Own)
}

/// Percent saved of a tensor, headers and padding counted.
fn saved(encoder: &PacketEncoder, elements: &[u8]) -> f64 {
    let frames = encoder.packet(blocks(), elements).unwrap();
    let bytes: usize = frames.iter().map(|frame| frame.bytes.len()).sum();
    100.0 * (1.0 - bytes as f64 / elements.len() as f64)
}

/// Percent that the tensor's own Huffman code would save.
fn saved_by_huffman(elements: &[u8]) -> f64 {
    let mut counts = [0u128; 256];
    elements.chunks_exact(2).for_each(|pair| {
        counts[usize::from(u16::from_le_bytes([pair[0], pair[1]]) >> 7 & 255)] += 1;
    });
    100.0 * (0.5 - huffman_bits(&counts) as f64 / (8.0 * elements.len() as f64))
}

/// Values times a power of two, where they are neither zero nor infinite.
fn scaled(elements: &[u8], power: i32) -> Vec<u8> {
    let value = |pair: &[u8]| {
        let value = u16::from_le_bytes([pair[0], pair[1]]);
        let exponent = i32::from(value >> 7 & 255);
        match exponent {
            0 | 255 => value,
            _ => {
                assert!((1..255).contains(&(exponent + power)), "no value leaves the range");
                value & 0x807f | ((exponent + power) as u16) << 7
            }
        }
    };
    elements.chunks_exact(2).flat_map(|pair| value(pair).to_le_bytes()).collect()
}

fn calibrated(args: &[&str], folder: &TempDir) -> Vec<Codebook> {
    let out = folder.path().join("book.yaml");
    stdout(&[&["calibrate", "--element", "bf16", "-o", out.to_str().unwrap()], args].concat());
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.last().unwrap().ends_with("book_zeros.yaml") && files.len() > 2);
    files.iter().map(|file| codebook::load(file).unwrap()).collect()
}

/// Savings, frames, bases and books of `reference.json`, made by numpy from the definition: to the bit.
#[test]
fn frames_are_those_of_the_reference() {
    let reference = reference();
    for (_, kind) in reference["recommended"].as_object().unwrap() {
        let elements = tensor(kind["file"].as_str().unwrap(), kind["tensor"].as_str().unwrap());
        let encoder = encoder(reference_books(kind));
        assert_eq!(encoder.books().header_bits(), 11);
        let frames = encoder.packet(blocks(), &elements).unwrap();
        let all: Vec<u8> = frames.iter().flat_map(|frame| frame.bytes.clone()).collect();
        assert_eq!(all.len() as u64, kind["bytes"].as_u64().unwrap());
        let hash: String = Sha256::digest(&all).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, kind["sha256_of_all_frames"].as_str().unwrap());
        let numbers = |key: &str| -> Vec<u64> {
            kind[key].as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect()
        };
        assert_eq!(frames.iter().map(|frame| u64::from(frame.base)).collect::<Vec<_>>(), numbers("bases"));
        assert_eq!(frames.iter().map(|frame| frame.index as u64).collect::<Vec<_>>(), numbers("indices"));
        assert!((saved(&encoder, &elements) - kind["saving_pct"].as_f64().unwrap()).abs() < 1e-4);
        assert!((saved_by_huffman(&elements) - kind["per_tensor_huffman"].as_f64().unwrap()).abs() < 1e-4);
    }
    let edge = &reference["edge"];
    let encoder = encoder(reference_books(&reference["recommended"]["weight_grad"]));
    let half: Vec<u8> = [0x80, 0x3f, 0x00, 0x40].repeat(512);
    for (name, elements) in
        [("one element 3f80", &[0x80, 0x3f][..]), ("mean on a half: 3f80 4000, 512 times", &half)]
    {
        let frames = encoder.packet(blocks(), elements).unwrap();
        let all: Vec<u8> = frames.iter().flat_map(|frame| frame.bytes.clone()).collect();
        let hash: String = Sha256::digest(&all).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, edge[name]["sha256_of_all_frames"].as_str().unwrap(), "{name}");
    }
}

/// Calibrated on an eighth of the reference's tensors, and still within 0.15 points of what it saves.
#[test]
fn own_calibration_saves_what_the_reference_does() {
    let reference = reference();
    for (name, kind) in reference["recommended"].as_object().unwrap() {
        let folder = TempDir::new().unwrap();
        let glob = format!("*.{name}");
        let args = [EARLIER, "--tensors", &glob, "--base", "own", "--books", "2", "--zero-book"];
        let encoder = encoder(calibrated(&args, &folder));
        let elements = tensor(kind["file"].as_str().unwrap(), kind["tensor"].as_str().unwrap());
        let (ours, theirs) = (saved(&encoder, &elements), kind["saving_pct"].as_f64().unwrap());
        assert!(ours > theirs - 0.15, "{name}: {ours} and not {theirs}");
    }
}

/// One set of books for gradients and activations, calibrated on earlier ones: on later ones within 0.5 points of each
/// tensor's own Huffman code, and whatever power of two they are scaled by, to the bit. A fixed book is not.
#[test]
fn one_set_of_books_serves_every_kind_and_scale() {
    let folder = TempDir::new().unwrap();
    let files = [EARLIER, "../bf16/step_000029/shard_0.safetensors"];
    let args = [&files[..], &["--base", "own", "--books", "5", "--zero-book"]].concat();
    let with_base = encoder(calibrated(&args, &folder));
    let fixed = folder.path().join("fixed.yaml");
    stdout(&[&["calibrate", "--element", "bf16", "-o", fixed.to_str().unwrap()], &files[..]].concat());
    let fixed = Books::new(vec![codebook::load(&fixed).unwrap()], true, true).unwrap();
    let without = PacketEncoder::new(&fixed);
    let mut later = Vec::new();
    for file in LATER.iter().chain(&["../bf16/step_000083/shard_0.safetensors"]) {
        let bytes = std::fs::read(Path::new(DRIFT).join(file)).unwrap();
        for (name, view) in SafeTensors::deserialize(&bytes).unwrap().iter() {
            later.push((name.to_owned(), view.data().to_vec()));
        }
    }
    assert_eq!(later.len(), 6);
    for (name, elements) in &later {
        let (ours, theirs) = (saved(&with_base, elements), saved_by_huffman(elements));
        assert!(ours > theirs - 0.5, "{name}: {ours} and not {theirs}");
        let sizes = |elements: &[u8]| -> Vec<usize> {
            with_base.packet(blocks(), elements).unwrap().iter().map(|frame| frame.bytes.len()).collect()
        };
        for power in [-8, -4, -1, 1, 2, 8] {
            let elements = scaled(elements, power);
            assert_eq!(sizes(&elements), sizes(&scaled(&elements, -power)), "{name} by 2^{power}");
        }
        let away = scaled(elements, 8);
        assert!(saved(&without, &away) < theirs - 5.0, "{name}: a fixed book does not fit every scale");
    }
}

fn write(folder: &TempDir, name: &str, tensors: &[(&str, &[u16])]) -> PathBuf {
    let path = folder.path().join(name);
    let bytes: Vec<Vec<u8>> =
        tensors.iter().map(|(_, values)| values.iter().flat_map(|v| v.to_le_bytes()).collect()).collect();
    let views = tensors.iter().zip(&bytes).map(|((name, values), bytes)| {
        (*name, TensorView::new(Dtype::BF16, vec![values.len()], bytes).unwrap())
    });
    std::fs::write(&path, serialize(views, None).unwrap()).unwrap();
    path
}

/// Worked by hand: base by base, what a frame's exponents become.
#[test]
fn edges_are_counted_by_definition() {
    let folder = TempDir::new().unwrap();
    let exponents = |exponents: &[u16]| exponents.iter().map(|e| e << 7 | 0x8003).collect::<Vec<u16>>();
    // Of one element, of zeros only, of infinities only, and in frames of 3 with a short last one.
    let (one, zeros, infinities) = (exponents(&[100]), exponents(&[0; 5]), exponents(&[255, 255, 0]));
    let several = exponents(&[100, 104, 0, 255, 1, 254, 103]);
    let file = write(
        &folder,
        "edges.safetensors",
        &[
            ("a.one", &one),
            ("b.zeros", &zeros),
            ("c.inf", &infinities),
            ("d.several", &several),
            ("e.none", &[]),
        ],
    );
    let counts = folder.path().join("edges.hist.json");
    let (file, counts) = (file.to_str().unwrap(), counts.to_str().unwrap());
    stdout(&[
        "histogram",
        file,
        "--element",
        "bf16",
        "--base",
        "own",
        "--base",
        "previous",
        "--block",
        "3",
        "-o",
        counts,
    ]);
    let all: Value = serde_json::from_str(&std::fs::read_to_string(counts).unwrap()).unwrap();
    let of = |tensor: usize, view: &str| all["tensors"][tensor]["counts"][view].clone();
    let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(of(0, "bf16 own 3"), json(r#"{"128": 1}"#));
    assert_eq!(of(0, "bf16 previous 3"), json(r#"{"128": 1}"#));
    assert_eq!(of(1, "bf16 own 3"), json(r#"{"0": 5}"#));
    // No mean: base 0, which changes nothing.
    assert_eq!(of(2, "bf16 own 3"), json(r#"{"0": 1, "255": 2}"#));
    // 100, 104, 0: mean 102, base 102 + 127 = 229, so 126, 130 and 0. 255, 1, 254: mean 127.5, which is 128, base 0.
    // 103 alone: 128.
    assert_eq!(
        of(3, "bf16 own 3"),
        json(r#"{"0": 1, "1": 1, "126": 1, "128": 1, "130": 1, "254": 1, "255": 1}"#)
    );
    // 100, 104, 0 by 230, the base of 103: 125, 129; 255, 1, 254 by 229: 26, 27, 25; 103 by 0.
    assert_eq!(
        of(3, "bf16 previous 3"),
        json(r#"{"0": 1, "25": 1, "26": 1, "27": 1, "103": 1, "125": 1, "129": 1}"#)
    );
    assert_eq!(of(4, "bf16 own 3"), json("{}"));
    // Of empty tensors and zeros alone there is a codebook as well, or a message.
    let book = folder.path().join("book.yaml");
    let common = [
        "calibrate",
        file,
        "--element",
        "bf16",
        "--base",
        "own",
        "--block",
        "3",
        "-o",
        book.to_str().unwrap(),
    ];
    stdout(&[&common[..], &["--tensors", "b.*"]].concat());
    assert_eq!(codebook::load(&book).unwrap().lengths()[0], 1);
    stdout(&[&common[..], &["--tensors", "b.*", "--books", "2", "--zero-book"]].concat());
    let found = codebook::load(&folder.path().join("book_0.yaml")).unwrap();
    assert_eq!(found.lengths()[0], 1);
    assert!(!folder.path().join("book_zeros.yaml").exists(), "it would be the same");
    for args in [&["--tensors", "e.*"][..], &["--tensors", "e.*", "--books", "2"]] {
        assert!(refusal(&[&common[..], args].concat()).contains("no elements"));
    }
}

/// Counts are those of the tensors, whatever the parts and the threads, and only fit the same frames.
#[test]
fn relative_counts_merge_and_say_what_they_are() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (first, second, joined) =
        (path("first.hist.json"), path("second.hist.json"), path("joined.hist.json"));
    let own = ["--element", "bf16", "--base", "own"];
    stdout(&[&["histogram", EARLIER, "-o", &first], &own[..]].concat());
    stdout(&[&["histogram", LATER[0], "-o", &second], &own[..]].concat());
    stdout(&[&["histogram", &second, &first, "-o", &joined], &own[..]].concat());
    let calibrate = |files: &[&str], threads: &str| {
        let args = [&["calibrate"], files, &own[..]].concat();
        let mut command = huffwire(&args);
        let output = command.env("RAYON_NUM_THREADS", threads).assert().success().get_output().clone();
        String::from_utf8(output.stdout).unwrap()
    };
    let from_tensors = calibrate(&[EARLIER, LATER[0]], "1");
    assert!(from_tensors.contains("  base: own\n  block: 1024\n"), "{from_tensors}");
    assert_eq!(calibrate(&[EARLIER, LATER[0]], "2"), from_tensors);
    assert_eq!(calibrate(&[&joined], "2"), from_tensors);
    // The same file serves without a base.
    assert_eq!(
        stdout(&["calibrate", &first, "--element", "bf16"]),
        stdout(&["calibrate", EARLIER, "--element", "bf16"])
    );
    let other = path("other.hist.json");
    stdout(&[&["histogram", LATER[0], "-o", &other, "--block", "512"], &own[..]].concat());
    for command in ["calibrate", "histogram"] {
        let said = refusal(&[&[command, &first, &other, "-o", &path("x.hist.json")], &own[..]].concat());
        assert!(said.contains("no counts of `bf16 own 1024`") && said.contains("bf16 own 512"), "{said}");
    }
    let said = refusal(&["calibrate", &first, "--element", "bf16", "--base", "previous"]);
    assert!(said.contains("no counts of `bf16 previous 1024`") && said.contains("bf16 own 1024"), "{said}");
    let said =
        refusal(&["calibrate", &first, "--element", "bf16", "--base", "own", "--books", "2", "-o", "b.yaml"]);
    assert!(said.contains("counts do not tell blocks apart"), "{said}");
}

#[test]
fn what_cannot_be_is_refused() {
    for (args, why) in [
        (&["--element", "e4m3", "--as-bytes", "--base", "own"][..], "`e4m3` has no exponent"),
        (&["--element", "bf16", "--base", "sideband"], "own, previous"),
        (&["--element", "bf16", "--block", "64"], "--block: without --base"),
        (&["--element", "bf16", "--block", "0", "--base", "own"], "--block"),
        (&["--element", "bf16", "--zero-book"], "--books"),
        (&["--element", "bf16", "--zero-book", "--books", "16", "-o", "b.yaml"], "lower --books"),
    ] {
        let said = refusal(&[&["calibrate", EARLIER], args].concat());
        assert!(said.contains(why), "{said}");
    }
    let said =
        refusal(&["histogram", EARLIER, "--element", "bf16", "--base", "own", "--base", "own", "-o", "-"]);
    assert!(said.contains("given twice"), "{said}");
}

/// Blocks of one tensor go to different codebooks; each codebook's figures and group are told, and the same everywhere.
#[test]
fn blocks_share_codebooks() {
    let folder = TempDir::new().unwrap();
    let values = |exponents: [u16; 4]| (0..512).map(move |i| exponents[i % 4] << 7);
    // Two shapes of blocks, and one of mostly zeros.
    let narrow = || values([100, 100, 100, 101]);
    let wide = || values([80, 90, 100, 110]);
    let mixed: Vec<u16> = narrow().chain(wide()).chain(narrow()).chain(wide()).collect();
    let file = write(&folder, "mixed.safetensors", &[("mixed", &mixed)]);
    let out = folder.path().join("book.yaml");
    let args = [
        "calibrate",
        file.to_str().unwrap(),
        "--element",
        "bf16",
        "--base",
        "own",
        "--block",
        "512",
        "--books",
        "2",
        "--zero-book",
        "-o",
        out.to_str().unwrap(),
        "--json",
    ];
    let facts: Value = serde_json::from_str(&stdout(&args)).unwrap();
    assert_eq!(
        (&facts["by"], &facts["base"], &facts["block"]),
        (&"block".into(), &"own".into(), &512.into())
    );
    let books = facts["books"].as_array().unwrap();
    assert_eq!(books.len(), 3);
    for book in &books[..2] {
        let members = book["members"][0].as_str().unwrap();
        assert!(members.starts_with("mixed (") && members.ends_with(": 2 of 4 blocks"), "{members}");
        assert_eq!((&book["tensors"], &book["elements"]), (&1.into(), &1024.into()));
    }
    assert_eq!(books[2]["members"].as_array().unwrap().len(), 0);
    let texts = ["0", "1", "zeros"]
        .map(|book| std::fs::read_to_string(folder.path().join(format!("book_{book}.yaml"))).unwrap());
    for (text, group) in texts.iter().zip(["blocks 0", "blocks 1", "zeros"]) {
        assert!(text.contains(&format!("  group: {group}\n")), "{text}");
        assert!(text.contains("  base: own\n  block: 512\n"), "{text}");
    }
    // Mean 100.25 goes to 128: three in four are 128. Mean 95: 80 to 113 and so on, two bits each.
    let books = texts.map(|text| codebook::parse(&text, Path::new("book.yaml")).unwrap());
    assert_eq!((books[0].lengths()[128], books[0].lengths()[129]), (1, 2));
    let wide: Vec<u8> = [113, 123, 133, 143].map(|s: usize| books[1].lengths()[s]).to_vec();
    assert!(wide.iter().all(|length| (1..=3).contains(length)), "{wide:?}");
    assert_eq!(books[2].lengths()[0], 1);
    let digest = facts["books"][2]["digest"].as_str().unwrap().to_owned();
    let tag = facts["books"][2]["tag"].as_str().unwrap().to_owned();
    assert_eq!((digest, tag), (books[2].digest().to_string(), books[2].tag().to_string()));
}

/// Bases stand beside the other codes, and the verdict names one where nothing else helps as much.
#[test]
fn analyze_names_the_base_where_scales_drift() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("report");
    let all = |name: &str| -> Value {
        let text = stdout(&[
            "analyze",
            "--calibrate",
            EARLIER,
            "--evaluate",
            LATER[0],
            LATER[1],
            "--element",
            "bf16",
            "--group-by",
            r"step_(?<step>\d+)/.*layers\.(?<layer>\d+)\.ffn1\.(?<kind>\w+)",
            "--books",
            "2",
            name,
            out.to_str().unwrap(),
            "--json",
        ]);
        serde_json::from_str(&text).unwrap()
    };
    let analysis = all("--out");
    let first = &analysis["symbolisations"][0];
    let names: Vec<&str> =
        first["codes"].as_array().unwrap().iter().map(|code| code["name"].as_str().unwrap()).collect();
    let fixed = first["total"]["figures"]["fixed"].as_array().unwrap();
    let bits = |name: &str| fixed[names.iter().position(|n| *n == name).expect(name)].as_f64().unwrap();
    // The tensors' scale fell by about two and a half powers of two.
    assert!(bits("base own per 1024") < bits("8 bits, escape") - 0.3);
    assert!(bits("base own, best of 3 or raw per 1024") < bits("base own per 1024"));
    // Masked frames have no mean, so the base of the frame before does not fit those behind them: only elsewhere.
    let groups = first["groups"].as_array().unwrap();
    let gradients = groups.iter().find(|group| group["name"] == "weight_grad").unwrap();
    let of_group = |name: &str| {
        gradients["figures"]["fixed"][names.iter().position(|n| *n == name).unwrap()].as_f64().unwrap()
    };
    assert!((of_group("base previous per 1024") - of_group("base own per 1024")).abs() < 0.1);
    assert!(of_group("base previous per 1024") < of_group("8 bits, escape") - 1.0);
    assert!((bits("base per tensor") - bits("base own per 1024")).abs() < 0.3);
    let better = &analysis["verdict"]["better"];
    assert_eq!(better["kind"], "base", "{better}");
    assert!(better["gain"].as_f64().unwrap() > 1.0, "{better}");
    assert!(analysis["verdict"]["text"].as_str().unwrap().contains("relative to a base"));
    // Where exponents lay, counted one by one.
    let mean = |file: &str, name: &str| {
        let exponents: Vec<f64> = tensor(file, name)
            .chunks_exact(2)
            .map(|pair| f64::from(u16::from_le_bytes([pair[0], pair[1]]) >> 7 & 255))
            .filter(|e| (1.0..255.0).contains(e))
            .collect();
        exponents.iter().sum::<f64>() / exponents.len() as f64
    };
    let expected = mean(LATER[0], "layers.0.ffn1.weight_grad");
    let found = &analysis["tensors"][0];
    assert_eq!(found["name"], "layers.0.ffn1.weight_grad");
    assert!((found["mean_exponent"].as_f64().unwrap() - expected).abs() < 1e-9);
    let scales = analysis["scales"].as_array().unwrap();
    let of = |step: &str, calibrated: bool| {
        let scale = scales.iter().find(|scale| {
            scale["step"] == step && scale["calibrated"] == calibrated && scale["group"] == "weight_grad"
        });
        scale.unwrap()["mean_exponent"].as_f64().unwrap()
    };
    assert!((of("000751", false) - expected).abs() < 1e-9);
    let (a, b) = (mean(EARLIER, "layers.0.ffn1.weight_grad"), mean(EARLIER, "layers.3.ffn1.weight_grad"));
    assert!((of("000101", true) - (a + b) / 2.0).abs() < 0.02, "as many of each");
    // The page has both plots.
    let page = std::fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains("Drift of the scale") && page.contains("Loss along the drift"));
    assert!(out.join("plots/scale_1.svg").exists() && out.join("plots/scale_2.svg").exists());
}

/// Counts have lost what their frames were: bases are missing then, and say so; unless they were counted as well.
#[test]
fn analyze_takes_relative_counts() {
    let folder = TempDir::new().unwrap();
    let counts = folder.path().join("earlier.hist.json");
    let counts = counts.to_str().unwrap();
    let analysis = || -> Value {
        let args = ["analyze", "--calibrate", counts, "--evaluate", LATER[0], "--element", "bf16", "--json"];
        serde_json::from_str(&stdout(&args)).unwrap()
    };
    let own = |analysis: &Value| {
        let first = &analysis["symbolisations"][0];
        let codes = first["codes"].as_array().unwrap();
        let at = codes.iter().position(|code| code["name"] == "base own per 1024").unwrap();
        (codes[at]["missing"].clone(), first["total"]["figures"]["fixed"][at].clone())
    };
    stdout(&["histogram", EARLIER, "--element", "bf16", "--block", "512", "-o", counts]);
    let (missing, bits) = own(&analysis());
    assert!(missing.as_str().unwrap().contains("histogram --block"), "{missing}");
    assert_eq!(bits, Value::Null);
    stdout(&["histogram", EARLIER, "--element", "bf16", "-o", counts]);
    let from_counts = own(&analysis());
    let args = ["analyze", "--calibrate", EARLIER, "--evaluate", LATER[0], "--element", "bf16", "--json"];
    assert_eq!(from_counts, own(&serde_json::from_str(&stdout(&args)).unwrap()));
    assert_eq!(from_counts.0, Value::Null);
}

/// Relative exponents as the symbols: the codes are those that `calibrate --base` makes, and the bits are counted one by one.
#[test]
fn analyze_takes_relative_exponents_for_the_symbols() {
    let folder = TempDir::new().unwrap();
    let book = folder.path().join("book.yaml");
    let book = book.to_str().unwrap();
    stdout(&["calibrate", EARLIER, "--element", "bf16", "--base", "own", "-o", book]);
    let counts = folder.path().join("counts.hist.json");
    let counts = counts.to_str().unwrap();
    stdout(&["histogram", LATER[0], "--element", "bf16", "-o", counts]);
    let analyze = |evaluate: &str| -> Value {
        let args = [
            "analyze",
            "--calibrate",
            EARLIER,
            "--evaluate",
            evaluate,
            "--element",
            "bf16",
            "--base",
            "own",
            "--codebook",
            book,
            "--json",
        ];
        serde_json::from_str(&stdout(&args)).unwrap()
    };
    let analysis = analyze(LATER[0]);
    let first = &analysis["symbolisations"][0];
    assert_eq!(first["name"], "bf16 base own");
    let codes = first["codes"].as_array().unwrap();
    assert!(
        !codes.iter().any(|code| code["kind"] == "base") && analysis["scales"].as_array().unwrap().is_empty()
    );
    let at = |name: &str| codes.iter().position(|code| code["name"] == name).unwrap();
    let fixed = first["total"]["figures"]["fixed"].as_array().unwrap();
    assert_eq!(fixed[at("book.yaml")], fixed[at("10 bits, escape")]);
    // The encoder's own bits of all frames, without headers.
    let books = Books::new(vec![codebook::load(Path::new(book)).unwrap()], false, true).unwrap();
    let encoder = PacketEncoder::new(&books.with_base(true).unwrap());
    let elements = tensor(LATER[0], "layers.0.ffn1.weight_grad");
    let choice = Choice { select: huffwire::codec::Select::Index(0), ..blocks() };
    let bits: u64 = encoder.packet(choice, &elements).unwrap().iter().map(|frame| frame.bits).sum();
    let expected = bits as f64 / (elements.len() / 2) as f64;
    assert!((fixed[at("book.yaml")].as_f64().unwrap() - expected).abs() < 1e-9);
    assert_eq!(analyze(counts)["symbolisations"], analysis["symbolisations"]);
    assert!(
        refusal(&[
            "analyze",
            "--calibrate",
            EARLIER,
            "--evaluate",
            LATER[0],
            "--element",
            "bf16_bytes",
            "--base",
            "own"
        ])
        .contains("no exponent")
    );
}

/// The script of the reference design's codebooks, on the project's own sample: three codebooks of what they say, that
/// serve later tensors of every kind there is.
#[cfg(unix)]
#[test]
fn the_books_of_bf16_train_can_be_made_again() {
    let folder = TempDir::new().unwrap();
    let calib = folder.path().join("calib");
    let root = crate::common::root();
    for (file, from) in [
        ("gradients.safetensors", format!("tests/data/drift/{EARLIER}")),
        ("activations 0.safetensors", "tests/data/bf16/step_000029/shard_0.safetensors".to_owned()),
        ("activations 2.safetensors", "tests/data/bf16/step_000029/shard_2.safetensors".to_owned()),
    ] {
        std::fs::create_dir_all(&calib).unwrap();
        std::fs::copy(root.join(from), calib.join(file)).unwrap();
    }
    let script = |args: &[&Path]| {
        let mut command = std::process::Command::new(root.join("scripts/bf16_train.sh"));
        command.args(args).env("HUFFWIRE", env!("CARGO_BIN_EXE_huffwire"));
        command.output().unwrap()
    };
    let made = script(&[folder.path(), folder.path()]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let load = |folder: &Path| {
        ["a", "b", "zeros"]
            .map(|book| codebook::load_with_source(&folder.join(format!("bf16_train_{book}.yaml"))).unwrap())
    };
    let shipped = load(&root.join("configs/codebooks"));
    // The sample is too small for the half point that those of more tensors keep to.
    for (books, most) in [(&load(folder.path()), 0.75), (&shipped, 0.5)] {
        let groups: Vec<&str> = books.iter().map(|book| book.group.as_deref().unwrap()).collect();
        assert_eq!(groups, ["blocks 0", "blocks 1", "zeros"]);
        assert!(books.iter().all(|loaded| loaded.book.max_length() == 10 && loaded.book.element() == bf16()));
        // Half of what it is for is zero; the others are for none.
        assert_eq!(books[2].book.lengths()[0], 1);
        assert!(books[..2].iter().all(|loaded| loaded.book.lengths()[0] != 1));
        let encoder = encoder(books.iter().map(|loaded| loaded.book.clone()).collect());
        for file in LATER.iter().chain(&["../bf16/step_000083/shard_0.safetensors"]) {
            let bytes = std::fs::read(Path::new(DRIFT).join(file)).unwrap();
            for (name, view) in SafeTensors::deserialize(&bytes).unwrap().iter() {
                let (ours, theirs) = (saved(&encoder, view.data()), saved_by_huffman(view.data()));
                assert!(ours > theirs - most, "{file} {name}: {ours} and not {theirs}");
            }
        }
    }
    let text = std::fs::read_to_string(folder.path().join("bf16_train_zeros.yaml")).unwrap();
    assert!(text.contains("calib/activations 0.safetensors\n"), "{text}");
    assert!(!text.contains(folder.path().to_str().unwrap()), "no names of this machine");
    let none = script(&[calib.as_path(), folder.path()]);
    assert_eq!(none.status.code(), Some(2), "{}", String::from_utf8_lossy(&none.stderr));
}

/// A wide symbol is exponent and mantissa bits; counted one by one, calibrated with an escape, it saves more.
#[test]
fn wide_symbols_are_calibrated() {
    let folder = TempDir::new().unwrap();
    let (file, name) = (LATER[0], "layers.0.ffn1.weight_grad");
    let mut counts = vec![0u64; 1024];
    for pair in tensor(file, name).chunks_exact(2) {
        counts[usize::from(u16::from_le_bytes([pair[0], pair[1]]) >> 5 & 0x3ff)] += 1;
    }
    let hist = folder.path().join("wide.hist.json");
    stdout(&["histogram", file, "--element", "bf16_m2", "-o", hist.to_str().unwrap()]);
    let all: Value = serde_json::from_str(&std::fs::read_to_string(&hist).unwrap()).unwrap();
    let found = all["tensors"][0]["counts"]["bf16_m2"].as_object().unwrap();
    assert_eq!(found.len(), counts.iter().filter(|count| **count > 0).count());
    for (symbol, count) in found {
        assert_eq!(count.as_u64(), Some(counts[symbol.parse::<usize>().unwrap()]));
    }
    let facts = |element: &str, more: &[&str]| -> Value {
        let book = folder.path().join("book.yaml");
        let args = ["calibrate", file, "--element", element, "--json", "-o", book.to_str().unwrap()];
        let facts = serde_json::from_str(&stdout(&[&args[..], more].concat())).unwrap();
        assert_eq!(codebook::load(&book).unwrap().element(), Element::named(element).unwrap());
        facts
    };
    let saved = |facts: &Value| facts["saving_percent"].as_f64().unwrap();
    let (narrow, m1, m2) =
        (facts("bf16", &[]), facts("bf16_m1", &[]), facts("bf16_m2", &["--max-length", "12"]));
    assert!(saved(&m1) > saved(&narrow) + 0.2 && saved(&m2) > saved(&m1), "{narrow} {m1} {m2}");
    for (facts, symbols) in [(&m1, 512), (&m2, 1024)] {
        assert_eq!(facts["alphabet"], symbols);
        let coded = facts["coded_symbols"].as_u64().unwrap();
        assert!((20..150).contains(&coded) && facts["escape"].is_u64(), "{facts}");
        assert!(facts["expected_bits"].as_f64().unwrap() > facts["huffman_bits"].as_f64().unwrap());
    }
    for shape in ["dlc", "qlc"] {
        let facts = facts("bf16_m2", &["--shape", shape]);
        assert_eq!((&facts["coded_symbols"], &facts["escape"]), (&1024.into(), &Value::Null));
    }
}
