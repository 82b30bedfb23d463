//! What every command that takes tensors does with other files, and with the same file twice.

use assert_cmd::Command;
use safetensors::tensor::{Dtype, TensorView, serialize};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let file = self.0.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        file
    }

    fn listed(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Runs huffwire there.
    fn run(&self, args: &[&str]) -> assert_cmd::assert::Assert {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huffwire"));
        command.current_dir(self.0.path()).args(args).assert()
    }

    fn refusal(&self, args: &[&str]) -> String {
        let output = self.run(args).code(2).get_output().clone();
        assert!(output.stdout.is_empty(), "{args:?}");
        let message = String::from_utf8(output.stderr).unwrap();
        message.strip_prefix("huffwire: ").expect("the command names itself").trim_end().to_owned()
    }

    fn json(&self, args: &[&str]) -> serde_json::Value {
        let output = self.run(args).success().get_output().clone();
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Every way to give a file as tensors, with what makes it one of raw bytes.
    fn takers<'a>(&self, file: &'a str) -> Vec<Vec<&'a str>> {
        const GOOD: &str = "good.bin";
        self.write(GOOD, noise(512));
        let bytes = ["--element", "bytes"];
        vec![
            [&["calibrate", file, "-o", "out.yaml"][..], &bytes].concat(),
            [&["calibrate", GOOD, file, "--books", "2", "-o", "out.yaml"][..], &bytes].concat(),
            [&["histogram", file, "-o", "out.hist.json"][..], &bytes].concat(),
            [&["analyze", "--calibrate", file, "--evaluate", GOOD][..], &bytes].concat(),
            [&["analyze", "--calibrate", GOOD, "--evaluate", GOOD, file][..], &bytes].concat(),
            vec!["simulate", design(), "--simulator", "icarus", "--input", file],
            vec!["encode", file, "-o", "out.hfw", "--codebook", book(), "--tensor", "x"],
        ]
    }
}

fn design() -> &'static str {
    concat!(env!("CARGO_MANIFEST_DIR"), "/configs/tiny.yaml")
}

fn book() -> &'static str {
    concat!(env!("CARGO_MANIFEST_DIR"), "/configs/codebooks/tiny.yaml")
}

/// Bytes of which some are neither text nor anything else.
fn noise(length: u32) -> Vec<u8> {
    (0..length).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

fn npy(descr: &str, values: usize, data: &[u8]) -> Vec<u8> {
    let header = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': ({values},), }}\n");
    [b"\x93NUMPY\x01\0", &(header.len() as u16).to_le_bytes()[..], header.as_bytes(), data].concat()
}

#[test]
fn what_is_no_tensor_is_refused_everywhere() {
    let folder = Folder::new();
    let one = [("a", TensorView::new(Dtype::U8, vec![4], &[0, 1, 2, 1]).unwrap())];
    let safetensors = serialize(one, None).unwrap();
    let index =
        br#"{"metadata": {"total_size": 9}, "weight_map": {"a": "model-00001-of-00001.safetensors"}}"#;
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:53aa\nsize 90868376\n";
    let readme = std::fs::read(crate::common::root().join("README.md")).unwrap();
    // By its first bytes under a name that says nothing; and by its name with bytes that say nothing.
    let mut cases: Vec<(String, Vec<u8>, &str)> = vec![
        ("a".into(), [b"PK\x03\x04", &noise(500)[..]].concat(), "a zip archive"),
        ("b.bin".into(), [b"\x80\x02}q\0", &noise(500)[..], b"."].concat(), "a pickle"),
        ("c.raw".into(), index.to_vec(), "give the shards"),
        ("d".into(), pointer.into(), "run `git lfs pull`"),
        ("e".into(), readme, "text"),
        ("f.safetensors".into(), pointer.into(), "run `git lfs pull`"),
        ("g.npy".into(), b"<html><body>404".to_vec(), "download it again"),
        ("h.npy".into(), safetensors.clone(), "a safetensors file"),
        ("i.bin".into(), Vec::new(), "an empty file"),
        ("j.SafeTensors".into(), Vec::new(), "an empty file"),
        ("model.safetensors.index.json".into(), index.to_vec(), "give the shards"),
    ];
    for extension in [
        "pt", "pth", "pkl", "npz", "zip", "onnx", "parquet", "arrow", "feather", "tar", "gz", "tgz", "xz",
        "bz2", "lz4", "zst", "7z", "h5", "hdf5", "msgpack", "gguf", "png", "pdf", "json", "yaml", "txt",
        "md", "CKPT",
    ] {
        cases.push((format!("k.{extension}"), safetensors.clone(), "named ."));
        cases.push((format!("l.{extension}"), noise(300), "named ."));
    }
    for (name, bytes, said) in &cases {
        folder.write(name, bytes);
        let takers = folder.takers(name);
        let before = folder.listed();
        // Names go the same way in all commands: one tells for the others.
        let some = if name.starts_with(['k', 'l']) { &takers[..1] } else { &takers[..] };
        for args in some {
            let message = folder.refusal(args);
            assert!(
                message.starts_with(&format!("{name}: ")) && message.contains(said),
                "{args:?}: {message}"
            );
            assert!(message.contains("--as-bytes"), "{args:?}: {message}");
        }
        assert_eq!(folder.listed(), before, "{name}");
    }
}

#[test]
fn any_file_may_be_taken_as_it_is() {
    let folder = Folder::new();
    let zip = [b"PK\x03\x04", &noise(508)[..]].concat();
    let array = npy("|u1", 2, &[0, 1]);
    let counts = b"{\"format\": \"huffwire histograms\"}";
    for (name, bytes) in
        [("a.zip", &zip[..]), ("a.npy", &array), ("a.hist.json", counts), ("a.txt", b"text\n")]
    {
        folder.write(name, bytes);
        let facts = folder.json(&["calibrate", name, "--element", "bytes", "--as-bytes", "--json"]);
        assert_eq!(facts["elements"], bytes.len());
        folder.run(&["histogram", name, "--element", "bytes", "--as-bytes", "-o", "b.hist.json"]).success();
        let analysis = folder.json(&[
            "analyze",
            "--element",
            "bytes",
            "--as-bytes",
            "--json",
            "--calibrate",
            name,
            "--evaluate",
            name,
        ]);
        assert_eq!(analysis["evaluate"]["values"], bytes.len(), "{name}");
    }
    // The simulation gets as far as the values of the first bytes, which are none of its codebook's.
    let message =
        folder.refusal(&["simulate", design(), "--simulator", "icarus", "--input", "a.zip", "--as-bytes"]);
    assert!(message.contains("0x50"), "{message}");
}

/// Whatever the file, its bytes are encoded; a file that is hardly meant is told of.
#[test]
fn encoding_tells_what_a_file_is() {
    let folder = Folder::new();
    let book = "element: bytes\nmax_length: 8\nlengths: {0: 1}\nescape: 2\n";
    folder.write("book.yaml", book);
    let array = npy("|u1", 2, &[0, 1]);
    let zip = [b"PK\x03\x04", &noise(508)[..]].concat();
    for (name, bytes, note) in [
        ("UP.NPY", &array, Some("header and all")),
        ("9c53aa", &array, Some("header and all")),
        ("a.bin", &zip, Some("a zip archive")),
        ("b.bin", &noise(512), None),
    ] {
        folder.write(name, bytes);
        let encode = ["encode", name, "-o", "out.hfw", "--codebook", "book.yaml"];
        let said = |run: assert_cmd::assert::Assert| {
            String::from_utf8(run.success().get_output().stderr.clone()).unwrap()
        };
        let notes = said(folder.run(&encode));
        match note {
            Some(note) => {
                let begin = format!("note: {name} is encoded as it is");
                assert!(notes.starts_with(&begin) && notes.contains(note), "{notes}");
            }
            None => assert!(!notes.contains("note"), "{notes}"),
        }
        let notes = said(folder.run(&[&encode[..], &["--as-bytes"]].concat()));
        assert!(!notes.contains("note"), "{notes}");
        folder.run(&["decode", "out.hfw", "-o", "back", "--codebook", "book.yaml"]).success();
        assert!(&std::fs::read(folder.0.path().join("back")).unwrap() == bytes);
    }
}

/// The nibbles as ml_dtypes has them saved, one in a byte, and as hardware has them.
#[test]
fn four_bits_in_a_byte_are_not_eight() {
    let folder = Folder::new();
    // Of a skewed distribution, so that something is saved.
    let nibbles: Vec<u8> =
        noise(4096).iter().map(|byte| byte.leading_zeros() as u8 + 2 * (byte & 3)).collect();
    let pairs: Vec<u8> = nibbles.chunks(2).map(|pair| pair[0] | pair[1] << 4).collect();
    folder.write("float4.npy", npy("<V1", nibbles.len(), &nibbles));
    folder.write("named.npy", npy("float4_e2m1fn", nibbles.len(), &nibbles));
    folder.write("packed.npy", npy("|u1", pairs.len(), &pairs));
    let facts = |file| folder.json(&["calibrate", file, "--element", "e2m1", "--json"]);
    let packed = facts("packed.npy");
    assert_eq!(packed["elements"], 2048);
    for file in ["float4.npy", "named.npy"] {
        let facts = facts(file);
        for key in ["digest", "elements", "saving_percent", "entropy"] {
            assert_eq!(facts[key], packed[key], "{file} {key}");
        }
    }
    // Entropy of single values, by hand: two of them have no more than twice that.
    let share = |n: u8| nibbles.iter().filter(|&&nibble| nibble == n).count() as f64 / nibbles.len() as f64;
    let entropy: f64 = (0..16).map(share).filter(|p| *p > 0.0).map(|p| -p * p.log2()).sum();
    assert!(packed["entropy"].as_f64().unwrap() <= 2.0 * entropy);
    let analysis = folder.json(&[
        "analyze",
        "--element",
        "e2m1",
        "--json",
        "--calibrate",
        "float4.npy",
        "--evaluate",
        "float4.npy",
    ]);
    let nibbles_alone =
        analysis["symbolisations"].as_array().unwrap().iter().find(|way| way["name"] == "nibbles").unwrap();
    let figure = nibbles_alone["total"]["figures"]["entropy"].as_f64().unwrap();
    assert!((figure - 2.0 * entropy).abs() < 1e-6, "{figure} of twice {entropy}");

    // What no dtype tells is told by the zeros.
    folder.write("raw.bin", &nibbles);
    folder.write("integers.npy", npy("|u1", nibbles.len(), &nibbles));
    for file in ["raw.bin", "integers.npy"] {
        let message = folder.refusal(&["calibrate", file, "--element", "e2m1"]);
        assert!(message.starts_with(&format!("{file}: ")) && message.contains("high half"), "{message}");
        let narrow = "{ bytes: 1, bits: 4, symbol: \"3:0\" }";
        assert!(message.contains(narrow), "{message}");
        let facts = folder.json(&["calibrate", file, "--element", narrow, "--json"]);
        assert_eq!(facts["significant_bits"], 4);
        assert!((facts["entropy"].as_f64().unwrap() - entropy).abs() < 1e-6);
        folder.json(&["calibrate", file, "--element", "e2m1", "--as-bytes", "--json"]);
    }
    // Zeros alone say nothing.
    folder.write("zeros.bin", vec![0; 1000]);
    folder.run(&["calibrate", "zeros.bin", "--element", "e2m1"]).success();
    // int4 is saved as opaque bytes too.
    let run = folder.run(&["calibrate", "float4.npy", "--element", "int8", "-o", "x.yaml"]).success();
    let notes = String::from_utf8(run.get_output().stderr.clone()).unwrap();
    assert!(notes.starts_with("note: ") && notes.contains("every value is below 16"), "{notes}");
}

#[cfg(unix)]
#[test]
fn a_file_is_the_same_however_it_is_spelled() {
    let folder = Folder::new();
    let file = folder.write("raw.bin", noise(4096));
    std::os::unix::fs::symlink("raw.bin", folder.0.path().join("link.bin")).unwrap();
    std::fs::hard_link(&file, folder.0.path().join("hard.bin")).unwrap();
    std::fs::create_dir(folder.0.path().join("deep")).unwrap();
    std::os::unix::fs::symlink("..", folder.0.path().join("deep/up")).unwrap();
    let absolute = file.to_str().unwrap();
    let element = ["--element", "bytes"];
    for other in
        ["raw.bin", "./raw.bin", "deep/../raw.bin", "deep/up/raw.bin", absolute, "link.bin", "hard.bin"]
    {
        for (first, second) in [("raw.bin", other), (other, "raw.bin")] {
            for args in [
                &["calibrate", first, second][..],
                &["calibrate", first, second, "--books", "2", "-o", "x.yaml"],
                &["histogram", first, second, "-o", "x.hist.json"],
                &["analyze", "--calibrate", first, second, "--evaluate", "raw.bin"],
                &["analyze", "--calibrate", "raw.bin", "--evaluate", first, second],
            ] {
                let message = folder.refusal(&[args, &element].concat());
                assert!(
                    message.starts_with(&format!("{second}: ")) && message.contains("given twice"),
                    "{message}"
                );
                assert!(message.contains(first), "{message}");
            }
        }
        let run =
            folder.run(&[&["analyze", "--calibrate", other, "--evaluate", "raw.bin"][..], &element].concat());
        let notes = String::from_utf8(run.success().get_output().stderr.clone()).unwrap();
        assert!(notes.contains("1 of the files is calibrated on and evaluated"), "{other}: {notes}");
    }
    // Counts of a file, and the file.
    folder.run(&[&["histogram", "./raw.bin", "-o", "x.hist.json"][..], &element].concat()).success();
    let run = folder
        .run(&[&["analyze", "--calibrate", "x.hist.json", "--evaluate", "link.bin"][..], &element].concat());
    let notes = String::from_utf8(run.success().get_output().stderr.clone()).unwrap();
    assert!(!notes.contains("calibrated on and evaluated"), "another name is another tensor: {notes}");
    let run = folder
        .run(&[&["analyze", "--calibrate", "x.hist.json", "--evaluate", absolute][..], &element].concat());
    let notes = String::from_utf8(run.success().get_output().stderr.clone()).unwrap();
    assert!(notes.contains("1 of the tensors is calibrated on and evaluated"), "{notes}");
    // A copy is another file.
    std::fs::copy(&file, folder.0.path().join("copy.bin")).unwrap();
    folder.run(&[&["calibrate", "raw.bin", "copy.bin"][..], &element].concat()).success();
}

#[test]
fn a_missing_file_is_named_and_not_given_twice() {
    let folder = Folder::new();
    let message = folder.refusal(&["calibrate", "a", "b", "--element", "bytes"]);
    assert!(message.starts_with("a: cannot be read"), "{message}");
    assert!(!Path::new("a").exists());
}

/// Who asks for help is told every name.
#[test]
fn help_names_every_format() {
    for command in ["calibrate", "analyze"] {
        let run = Command::cargo_bin("huffwire").unwrap().args([command, "--help"]).assert().success();
        let help = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
        for format in huffwire::element::NAMED {
            let name = format.name().unwrap();
            let listed = help.split([' ', ',']).any(|word| word == name);
            assert!(listed, "{command} --help does not name {name}");
        }
    }
}
