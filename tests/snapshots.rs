//! The shape of the emitted text, on tiny designs that differ in one feature each. What does not differ
//! from the plain design is left out of the others' snapshots.

mod common;

use huffwire::rtl;

const SYMBOLS: &str =
    "element: { bytes: 1, bits: 2, symbol: \"1:0\" }\nmax_length: 4\nlengths: { 0: 1, 1: 2, 2: 3, 3: 4 }\n";
const ESCAPE: &str = "element: { bytes: 1, bits: 3, symbol: \"2:0\" }\nmax_length: 5\nescape: 4\n\
                      lengths: { 0: 2, 1: 2, 2: 2, 3: 4, 4: 4, 6: 5 }\n";
const RAW: &str =
    "element: { bytes: 1, bits: 5, symbol: \"3:2\" }\nmax_length: 4\nlengths: { 0: 1, 1: 2, 2: 3, 3: 4 }\n";

fn text(lanes: usize, pipeline: &str, reset: &str, element: &str) -> String {
    format!(
        "name: tiny
element: {element}
codebooks: [book.yaml]
encoder: {{ lanes: {lanes}, out_bytes: 2, pipeline: {pipeline} }}
decoder: {{ kind: serial, in_bytes: 1, pipeline: {pipeline} }}
reset: {reset}
license: Apache-2.0
"
    )
}

fn element(book: &str) -> &str {
    book.lines().next().unwrap().strip_prefix("element: ").unwrap()
}

fn plain() -> Vec<rtl::File> {
    rtl::render(&common::design(SYMBOLS, &text(4, "balanced", "sync_high", element(SYMBOLS))))
}

fn joined(files: Vec<rtl::File>) -> String {
    files.into_iter().map(|file| format!("======== {}\n{}\n", file.path, file.text)).collect()
}

/// The files of a design that are not the plain one's.
fn changed(book: &str, lanes: usize, pipeline: &str, reset: &str) -> String {
    let mut files = rtl::render(&common::design(book, &text(lanes, pipeline, reset, element(book))));
    // Another codebook has another digest in every banner.
    let digest = |text: &str| text.lines().find(|line| line.contains("Codebook: ")).unwrap().to_owned();
    let unbanner = |text: &str| text.replace(&digest(text), "");
    let plain = plain();
    files.retain(|file| {
        !plain.iter().any(|p| p.path == file.path && unbanner(&p.text) == unbanner(&file.text))
    });
    joined(files)
}

#[test]
fn a_plain_design() {
    insta::assert_snapshot!(joined(plain()));
}

#[test]
fn one_lane() {
    insta::assert_snapshot!(changed(SYMBOLS, 1, "balanced", "sync_high"));
}

#[test]
fn an_escape() {
    insta::assert_snapshot!(changed(ESCAPE, 4, "balanced", "sync_high"));
}

#[test]
fn raw_bits() {
    insta::assert_snapshot!(changed(RAW, 4, "balanced", "sync_high"));
}

#[test]
fn low_latency() {
    insta::assert_snapshot!(changed(SYMBOLS, 4, "low_latency", "sync_high"));
}

#[test]
fn high_fmax() {
    insta::assert_snapshot!(changed(SYMBOLS, 4, "high_fmax", "sync_high"));
}

#[test]
fn reset_sync_low() {
    insta::assert_snapshot!(changed(SYMBOLS, 4, "balanced", "sync_low"));
}

#[test]
fn reset_async_low() {
    insta::assert_snapshot!(changed(SYMBOLS, 4, "balanced", "async_low"));
}

#[test]
fn every_emitted_verilog_file_keeps_the_style() {
    for file in plain() {
        assert!(file.text.is_ascii() && file.text.ends_with('\n'), "{}", file.path);
        for line in file.text.lines() {
            assert!(line.len() <= 100 || !file.path.ends_with(".v"), "{}: {line}", file.path);
            assert!(!line.ends_with(' ') && !line.contains('\t'), "{}: {line}", file.path);
        }
        if file.path.ends_with(".v") {
            let code: Vec<&str> =
                file.text.lines().filter(|l| !l.starts_with("//") && !l.trim().is_empty()).collect();
            assert_eq!(code.first(), Some(&"`default_nettype none"), "{}", file.path);
            assert_eq!(code.last(), Some(&"`default_nettype wire"), "{}", file.path);
            let module = file.path.strip_suffix(".v").unwrap();
            assert_eq!(file.text.matches("\nmodule ").count(), 1);
            assert!(file.text.contains(&format!("\nmodule {module} ")), "{}", file.path);
        }
    }
}
