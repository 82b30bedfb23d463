//! Several codebooks: `huffwire calibrate --books` and `--group-by`, and what `analyze` says of them.

use assert_cmd::Command;
use huffwire::codebook::{self, Books, Codebook};
use huffwire::codec::{Choice, PacketEncoder};
use safetensors::SafeTensors;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/bf16");
const EARLIER: [&str; 4] = [
    "step_000029/shard_0.safetensors",
    "step_000029/shard_2.safetensors",
    "step_000029/shard_5.safetensors",
    "step_000029/shard_7.safetensors",
];
const LATER: [&str; 2] = ["step_000083/shard_0.safetensors", "step_000083/shard_5.safetensors"];

fn huffwire(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("huffwire").unwrap();
    command.current_dir(DATA).args(args);
    command
}

fn calibrate(files: &[&str], args: &[&str]) -> Command {
    let mut command = huffwire(&["calibrate", "--element", "bf16", "--tensors", "layers.*.ffn1.act"]);
    command.args(files).args(args);
    command
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

fn refusal(command: &mut Command) -> String {
    String::from_utf8(command.assert().code(2).get_output().stderr.clone()).unwrap()
}

fn files(folder: &TempDir) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

/// Every activation of these files: name, file and bytes.
fn activations(files: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for file in files {
        let bytes = std::fs::read(Path::new(DATA).join(file)).unwrap();
        for (name, view) in SafeTensors::deserialize(&bytes).unwrap().iter() {
            all.push((format!("{name} ({file})"), view.data().to_vec()));
        }
    }
    all
}

/// Bits per element of a tensor, counted one by one.
fn bits(book: &Codebook, bytes: &[u8]) -> f64 {
    let bits = |pair: &[u8]| u64::from(book.element_bits(u16::from(pair[1] << 1 | pair[0] >> 7)));
    bytes.chunks_exact(2).map(bits).sum::<u64>() as f64 / (bytes.len() / 2) as f64
}

/// Every tensor is at the codebook that codes it shortest, and the figures are what a count of every element
/// gives.
#[test]
fn tensors_share_the_codebooks_that_suit_them() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("act.yaml");
    let facts = stdout(&mut calibrate(&EARLIER, &["--books", "3", "--json", "-o", out.to_str().unwrap()]));
    let facts: Value = serde_json::from_str(&facts).unwrap();
    let books: Vec<Codebook> = files(&folder).iter().map(|file| codebook::load(file).unwrap()).collect();
    assert_eq!(books.len(), 3);
    let listed = facts["books"].as_array().unwrap();
    let mut sum = 0.0;
    let tensors = activations(&EARLIER);
    for (name, bytes) in &tensors {
        let at = listed
            .iter()
            .position(|book| book["members"].as_array().unwrap().contains(&name.as_str().into()));
        let all: Vec<f64> = books.iter().map(|book| bits(book, bytes)).collect();
        let own = all[at.expect(name)];
        assert!(all.iter().all(|bits| *bits >= own - 1e-9), "{name}: {all:?}");
        sum += own;
    }
    let figure = |key: &str| facts[key].as_f64().unwrap();
    assert!((figure("expected_bits") - sum / tensors.len() as f64).abs() < 1e-9);
    assert!(
        figure("huffman_bits") < figure("expected_bits") && figure("expected_bits") < figure("one_book_bits")
    );
    assert!(figure("entropy_bits") < figure("huffman_bits"));
    // One codebook is the one that plain `calibrate` makes.
    let plain: Value = serde_json::from_str(&stdout(&mut calibrate(&EARLIER, &["--json"]))).unwrap();
    assert!((figure("one_book_bits") - plain["expected_bits"].as_f64().unwrap()).abs() < 1e-12);
}

/// A codebook of a group is the one of its tensors alone, byte for byte.
#[test]
fn a_group_has_the_codebook_of_its_tensors() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("act.yaml");
    let group = [r"--group-by", r"layers\.(?<layer>\d+)", "-o", out.to_str().unwrap()];
    calibrate(&EARLIER, &group).assert().success();
    let files = files(&folder);
    assert_eq!(files.len(), 4);
    for (file, layer) in files.iter().zip([0, 2, 3, 5]) {
        let mut alone = huffwire(&["calibrate", "--element", "bf16", "--tensors"]);
        let alone = stdout(alone.arg(format!("layers.{layer}.ffn1.act")).args(EARLIER));
        // It also says which group it is for: somebody has to drive `s_axis_tuser` by that.
        let made = std::fs::read_to_string(file).unwrap();
        let group = format!("  group: layer {layer}\n");
        assert!(made.contains(&format!("source:\n{group}")), "{made}");
        assert_eq!(made.replace(&group, ""), alone);
    }
    // Groups that share a codebook are all named; tensors are no groups.
    let shared = TempDir::new().unwrap();
    let out = shared.path().join("act.yaml");
    let out = out.to_str().unwrap();
    let by = [r"--group-by", r"layers\.(?<layer>\d+)", "-o", out, "--books", "2", "--json"];
    let facts: Value = serde_json::from_str(&stdout(&mut calibrate(&EARLIER, &by))).unwrap();
    for book in facts["books"].as_array().unwrap() {
        let file = std::fs::read_to_string(book["output"].as_str().unwrap()).unwrap();
        let members: Vec<&str> =
            book["members"].as_array().unwrap().iter().map(|m| m.as_str().unwrap()).collect();
        assert!(file.contains(&format!("  group: {}\n", members.join(", "))), "{file}");
    }
    calibrate(&EARLIER, &["--books", "2", "-o", out]).assert().success();
    assert!(!std::fs::read_to_string(out.replace(".yaml", "_0.yaml")).unwrap().contains("group:"));
}

/// The same codebooks whatever the order of the files, and from counts of them.
#[test]
fn the_same_tensors_give_the_same_codebooks() {
    let made = |files_in: &[&str]| {
        let folder = TempDir::new().unwrap();
        let out = folder.path().join("act.yaml");
        calibrate(files_in, &["--books", "4", "--seed", "7", "-o", out.to_str().unwrap()]).assert().success();
        files(&folder).iter().map(|file| std::fs::read_to_string(file).unwrap()).collect::<Vec<_>>()
    };
    let expected = made(&EARLIER);
    let mut turned = EARLIER;
    turned.reverse();
    assert_eq!(made(&turned), expected);
    let counts = TempDir::new().unwrap();
    let part = |name: &str, files: &[&str]| {
        let file = counts.path().join(name).to_str().unwrap().to_owned();
        huffwire(&["histogram", "--element", "bf16", "-o", &file]).args(files).assert().success();
        file
    };
    let [a, b] = [part("a.hist.json", &EARLIER[1..3]), part("b.hist.json", &EARLIER[3..])];
    assert_eq!(made(&[&b, EARLIER[0], &a]), expected);
}

#[test]
fn mistakes_are_named() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("act.yaml");
    let out = out.to_str().unwrap();
    for (args, part) in [
        (&["--books", "4"][..], "-o NAME.yaml"),
        (&["--books", "1", "-o", out], "2..=16"),
        (&["--books", "17", "-o", out], "2..=16"),
        (&["--group-by", "nothing(?<kind>x)", "-o", out], "does not match"),
        (&["--group-by", "layers", "-o", out], "no named capture"),
    ] {
        let message = refusal(&mut calibrate(&EARLIER, args));
        assert!(message.contains(part), "{args:?}: {message}");
    }
    // Groups of single tensors of both steps: more than a design can have codebooks.
    let all: Vec<&str> = EARLIER.iter().chain(&LATER).copied().collect();
    let every = ["--group-by", r"(?<file>step_\d+/shard_\d).*:(?<name>.*)", "-o", out];
    let message = refusal(&mut calibrate(&all, &every));
    assert!(message.contains("24 groups") && message.contains("--books K"), "{message}");
    assert!(files(&folder).is_empty());
    // One that would be written over is an input.
    let input = folder.path().join("act_0.yaml");
    std::fs::copy(Path::new(DATA).join(EARLIER[0]), &input).unwrap();
    let message = refusal(&mut calibrate(&[input.to_str().unwrap()], &["--books", "2", "-o", out]));
    assert!(message.contains("act_0.yaml"), "{message}");
}

/// The best of several codebooks for every block: the bytes that the golden model's frames have.
#[test]
fn analyze_counts_blocks_as_they_are_coded() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("act.yaml");
    calibrate(&EARLIER, &["--books", "4", "-o", out.to_str().unwrap()]).assert().success();
    let paths = files(&folder);
    let books: Vec<Codebook> = paths.iter().map(|file| codebook::load(file).unwrap()).collect();
    let books = Books::new(books, true, true).unwrap();
    let analyze = |args: &[&str]| -> Value {
        let mut command =
            huffwire(&["analyze", "--json", "--element", "bf16", "--tensors", "layers.*.ffn1.act"]);
        command.arg("--calibrate").args(EARLIER).arg("--evaluate").args(LATER).args(args);
        serde_json::from_str(&stdout(&mut command)).unwrap()
    };
    let given: Vec<&str> = paths.iter().flat_map(|path| ["--codebook", path.to_str().unwrap()]).collect();
    for block in [1000usize, 1024] {
        let block_text = block.to_string();
        let analysis = analyze(&[&given[..], &["--block", &block_text]].concat());
        let codes = analysis["symbolisations"][0]["codes"].as_array().unwrap();
        let at = codes.iter().position(|code| code["kind"] == "best").unwrap();
        assert_eq!(codes[at]["digests"].as_array().unwrap().len(), 4);
        for tensor in analysis["tensors"].as_array().unwrap() {
            let key = format!("{} ({})", tensor["name"].as_str().unwrap(), tensor["file"].as_str().unwrap());
            let all = activations(&LATER);
            let (_, bytes) = all.iter().find(|(name, _)| *name == key).unwrap();
            let frames =
                PacketEncoder::new(&books).packet(Choice::blocks(block.try_into().unwrap()), bytes).unwrap();
            let expected: usize = frames.iter().map(|frame| frame.bytes.len()).sum();
            let found = tensor["figures"][0]["fixed"][at].as_f64().unwrap() * bytes.len() as f64 / 2.0 / 8.0;
            assert!((found - expected as f64).abs() < 1e-6, "{key}: {found} and not {expected}");
        }
        // Shared among the same tensors, they are the same codebooks.
        let shared = analyze(&["--books", "4", "--block", &block_text]);
        let codes = shared["symbolisations"][0]["codes"].as_array().unwrap();
        let of_shared = codes.iter().position(|code| code["kind"] == "best").unwrap();
        assert_eq!(
            shared["symbolisations"][0]["total"]["figures"]["fixed"][of_shared],
            analysis["symbolisations"][0]["total"]["figures"]["fixed"][at]
        );
        let remedies = shared["verdict"]["groups"][0]["remedies"].as_array().unwrap();
        assert!(remedies.iter().any(|remedy| remedy["kind"] == "books"));
    }
    // Counts have no blocks.
    let counts = folder.path().join("later.hist.json");
    huffwire(&[
        "histogram",
        "--element",
        "bf16",
        "--tensors",
        "layers.*.ffn1.act",
        "-o",
        counts.to_str().unwrap(),
    ])
    .args(LATER)
    .assert()
    .success();
    let mut command = huffwire(&["analyze", "--json", "--element", "bf16", "--books", "4", "--calibrate"]);
    command.args(EARLIER).args(["--tensors", "layers.*.ffn1.act", "--evaluate", counts.to_str().unwrap()]);
    let analysis: Value = serde_json::from_str(&stdout(&mut command)).unwrap();
    let fixed = analysis["symbolisations"][0]["total"]["figures"]["fixed"].as_array().unwrap();
    assert_eq!(fixed.last(), Some(&Value::Null));
}
