//! The manifest: documented key by key, and of one mind with the golden model.

use crate::common::{Book, TINY, book, design, encoder, parallel, serial, smallest, spec};
use huffwire::codebook::{Check, Codebook};
use huffwire::codec::Reason;
use huffwire::design::Preset::Balanced;
use huffwire::design::{BaseRule, Design, LoadableSpec, Reset, Sideband};
use huffwire::emit;
use huffwire::rtl::RegistersFacts;
use serde_json::Value;
use std::collections::BTreeSet;

/// Raw bits on both sides of the symbol.
const MIDDLE: Book = book("custom:2:12:7:4:3", 4, Some(2), &[(5, 1)]);

/// Between them every part that a manifest can have.
fn designs() -> Vec<Design> {
    let one = spec("one", [TINY], encoder(2, 1, Balanced), serial(1, Balanced));
    let mut side = spec("side", [MIDDLE, MIDDLE], encoder(2, 1, Balanced), serial(1, Balanced));
    (side.counters, side.reset) = (true, Reset::AsyncLow);
    let mut blocks = spec("blocks", [TINY], smallest(2, encoder(2, 1, Balanced)), parallel(1, Balanced));
    blocks.raw = true;
    blocks.books[0].group = Some("layer".to_owned());
    let mut all = spec("all", [MIDDLE, MIDDLE], encoder(2, 1, Balanced), serial(1, Balanced));
    (all.base, all.check) = (Some(BaseRule::Sideband), Some(Check::Crc32));
    all.sideband = Sideband { tid: 1, tdest: 0, tuser: 3 };
    [one, side, blocks, all].map(design).into()
}

fn manifest(design: &Design) -> Value {
    let (files, _) = emit::folder(design);
    serde_json::from_str(&files.last().unwrap().text).unwrap()
}

/// Paths of all keys: `a.b`, `list[].key`.
fn keys(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        // An element format is a word or, as in YAML, an object.
        _ if path == "element.format" => {}
        Value::Object(fields) => {
            for (key, value) in fields {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                keys(value, &path, found);
                found.insert(path);
            }
        }
        Value::Array(entries) => entries.iter().for_each(|entry| keys(entry, &format!("{path}[]"), found)),
        _ => {}
    }
}

#[test]
fn every_key_is_documented_and_no_other() {
    let page = std::fs::read_to_string(crate::common::root().join("docs/manifest.md")).unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    let documented: BTreeSet<String> = rows.map(|(key, _)| key.to_owned()).collect();
    let mut there = BTreeSet::new();
    for design in designs() {
        keys(&manifest(&design), "", &mut there);
    }
    let mut spec = spec("loaded", [TINY; 0], encoder(2, 1, Balanced), serial(1, Balanced));
    spec.loadable = Some(LoadableSpec::new(Codebook::from(TINY).element(), 1, 1, 4, 4));
    let registers = serde_json::to_value(RegistersFacts::of(&design(spec)).unwrap()).unwrap();
    keys(&registers, "registers", &mut there);
    let mut spec = crate::common::spec("gated", [TINY], encoder(2, 1, Balanced), serial(1, Balanced));
    spec.clock_gate = Some(huffwire::design::ClockGate::Wrapper);
    keys(&manifest(&design(spec)), "", &mut there);
    let mut spec = crate::common::spec("fpga", [TINY], encoder(2, 1, Balanced), serial(1, Balanced));
    spec.target = huffwire::design::Target::Fpga;
    keys(&manifest(&design(spec)), "", &mut there);
    there.insert("registers".to_owned());
    let missing: Vec<_> = there.difference(&documented).collect();
    let gone: Vec<_> = documented.difference(&there).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "not in docs/manifest.md: {missing:?}; only there: {gone:?}"
    );
}

#[test]
fn reasons_are_those_of_the_golden_model() {
    let reasons = [
        Reason::BadPadding,
        Reason::InvalidCodeword,
        Reason::Truncated,
        Reason::CodebookIndex,
        Reason::Check,
    ];
    let reasons = reasons.map(|reason| (reason as u8, reason.to_string()));
    // A matter of the bus, of which frames know nothing.
    let all = reasons.into_iter().chain([(6, "keep".to_owned())]);
    let expected: Vec<Value> =
        all.map(|(value, name)| serde_json::json!({ "value": value, "name": name })).collect();
    for design in designs() {
        assert_eq!(manifest(&design)["frame"]["reasons"], serde_json::json!(expected));
    }
}

#[test]
fn a_long_list_of_numbers_takes_few_lines() {
    let lopsided = book("bytes", 9, Some(1), &[(7, 2), (9, 3)]);
    let (files, _) =
        emit::folder(&design(spec("wide", [lopsided], encoder(1, 1, Balanced), serial(1, Balanced))));
    let text = &files.last().unwrap().text;
    assert!(text.lines().all(|line| line.len() <= 100));
    let manifest: Value = serde_json::from_str(text).unwrap();
    let lengths: Vec<u64> = manifest["codebooks"][0]["lengths"]
        .as_array()
        .unwrap()
        .iter()
        .map(|length| length.as_u64().unwrap())
        .collect();
    let expected: Vec<u64> = (0..256)
        .map(|symbol| [(7, 2), (9, 3)].iter().find(|(s, _)| *s == symbol).map_or(0, |(_, l)| *l))
        .collect();
    assert_eq!(lengths, expected);
    // One a line they would be 256 alone.
    let lines = text.lines().filter(|line| line.trim().starts_with(|c: char| c.is_ascii_digit()));
    assert!(lines.count() < 30, "{text}");
}
