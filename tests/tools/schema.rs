//! The JSON Schemas take what the program takes: every YAML file of the repository, and of files with one value changed both refuse
//! the same, as far as a schema can tell.

use crate::common::{have_module, root};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What jsonschema says of each.
fn validate(schema: &str, documents: &[Value]) -> Vec<String> {
    let mut child = Command::new("python3")
        .arg(root().join("tests/tools/schema.py"))
        .arg(root().join("schemas").join(schema))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for document in documents {
        writeln!(stdin, "{document}").unwrap();
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let said: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(said.len(), documents.len());
    said
}

/// YAML as an editor sees it: keys are strings.
fn read(path: &Path) -> Value {
    let yaml: serde_yaml::Value = serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    strings(yaml)
}

fn strings(yaml: serde_yaml::Value) -> Value {
    match yaml {
        serde_yaml::Value::Mapping(map) => {
            let key = |key: serde_yaml::Value| match key {
                serde_yaml::Value::String(text) => text,
                other => serde_yaml::to_string(&other).unwrap().trim().to_owned(),
            };
            Value::Object(map.into_iter().map(|(name, value)| (key(name), strings(value))).collect())
        }
        serde_yaml::Value::Sequence(items) => items.into_iter().map(strings).collect(),
        other => serde_json::to_value(other).unwrap(),
    }
}

fn yaml(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_file_of_the_repository_is_what_its_schema_says() {
    if !have_module("jsonschema") {
        return;
    }
    for (schema, folders) in [
        ("design.json", &["configs"][..]),
        ("codebook.json", &["configs/codebooks", "benches/qor"]),
        ("link.json", &["links"]),
    ] {
        let files: Vec<PathBuf> = folders.iter().flat_map(|folder| yaml(folder)).collect();
        assert!(files.len() > 5, "{schema}");
        let documents: Vec<Value> = files.iter().map(|file| read(file)).collect();
        for (said, file) in validate(schema, &documents).iter().zip(&files) {
            assert_eq!(said, "ok", "{}", file.display());
        }
    }
}

/// A design's values, each alone changed: the schema and the program say the same.
#[test]
fn what_is_refused_is_refused_by_both() {
    if !have_module("jsonschema") {
        return;
    }
    let good = json!({
        "name": "d", "element": "bf16", "codebooks": ["a.yaml", "b.yaml"], "raw": true, "base": "own", "check": "crc32",
        "sideband": {"tid": 1}, "counters": true, "license": "none", "reset": "async_low", "target": "asic",
        "encoder": {"lanes": 4, "out_bytes": 8, "select": "smallest", "block": 16, "pipeline": ["table"]},
        "decoder": {"kind": "parallel", "in_bytes": 8, "lanes": 2, "pipeline": "balanced"},
    });
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.yaml", "b.yaml"] {
        std::fs::copy(root().join("configs/codebooks/bf16_train_a.yaml"), folder.path().join(name)).unwrap();
    }
    std::fs::copy(root().join("configs/codebooks/bf16_train_b.yaml"), folder.path().join("b.yaml")).unwrap();
    // Paths of values, what is put there, and whether that is right.
    let changes = [
        ("/name", json!("d"), true),
        ("/name", json!("1d"), false),
        ("/name", json!(7), false),
        ("/element", json!("bf17"), false),
        // That is bf16 in other words.
        ("/element", json!({"bytes": 2, "symbol": "14:7", "exponent": 8}), true),
        ("/codebooks", json!([]), false),
        ("/codebooks", json!("a.yaml"), false),
        ("/raw", json!("yes"), false),
        ("/base", json!("mine"), false),
        ("/check", json!("crc8"), false),
        ("/check", json!("crc16"), true),
        ("/sideband", json!({"tid": 4, "tdest": 8, "tuser": 2}), true),
        ("/sideband", json!({"tld": 4}), false),
        ("/counters", json!(1), false),
        ("/reset", json!("sync"), false),
        ("/reset", json!("sync_low"), true),
        ("/target", json!("fpga"), true),
        ("/target", json!("cpld"), false),
        ("/encoder/lanes", json!(3), false),
        ("/encoder/lanes", json!(8), true),
        ("/encoder/lanes", json!(64), false),
        ("/encoder/out_bytes", json!(256), false),
        ("/encoder/select", json!("best"), false),
        ("/encoder/block", json!(17), false),
        ("/encoder/block", json!(1024), true),
        ("/encoder/pipeline", json!("fast"), false),
        ("/encoder/pipeline", json!("high_fmax"), true),
        ("/decoder/pipeline", json!("small"), true),
        ("/decoder/kind", json!("both"), false),
        ("/decoder/in_bytes", json!(12), false),
        ("/decoder/lanes", json!(3), false),
        ("/decoder/colour", json!("red"), false),
        ("/colour", json!("red"), false),
    ];
    let document = |(path, value, _): &(&str, Value, bool)| {
        let mut document = good.clone();
        let (parent, key) = path.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap()[key] = value.clone();
        document
    };
    let documents: Vec<Value> = changes.iter().map(document).collect();
    let said = validate("design.json", &documents);
    for ((change, document), said) in changes.iter().zip(&documents).zip(&said) {
        let file = folder.path().join("design.yaml");
        std::fs::write(&file, serde_yaml::to_string(document).unwrap()).unwrap();
        let loaded = huffwire::design::Design::load(&file);
        let (path, value, right) = change;
        assert_eq!(loaded.is_ok(), *right, "{path}: {value}: {:?}", loaded.err());
        // Whether files fit each other is not for a schema.
        if !value.is_object() || *right || value.get("tld").is_some() {
            assert_eq!(said == "ok", *right, "{path}: {value}: {said}");
        }
    }
}
