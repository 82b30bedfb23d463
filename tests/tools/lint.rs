//! The emitted Verilog and the benches in the eyes of four tools, without a waiver.

use huffwire::design::Design;
use huffwire::files;
use huffwire::rtl;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Element formats with and without raw bits, escapes and unassigned codewords; each is a codebook's text.
const BOOKS: [&str; 7] = [
    "element: { bytes: 1, bits: 2, symbol: \"1:0\" }\nmax_length: 4\nlengths: { 0: 1, 1: 2, 2: 3, 3: 4 }\n",
    "element: { bytes: 1, bits: 1, symbol: \"0:0\" }\nmax_length: 2\nlengths: { 0: 1, 1: 2 }\n",
    "element: bf16\nmax_length: 3\nescape: 3\nlengths: {}\n",
    "element: bf16\nmax_length: 8\nescape: 8\nlengths: { 118: 4, 119: 3, 120: 2, 121: 2, 122: 3 }\n",
    "element: fp32\nmax_length: 16\nescape: 16\nlengths: { 127: 1, 126: 2, 128: 3, 0: 16 }\n",
    "element: { bytes: 4, bits: 20, symbol: \"19:12\" }\nmax_length: 7\nescape: 2\nlengths: { 3: 7, 4: 7, 9: 1 }\n",
    // Complete, and just long enough for the padding.
    "element: { bytes: 2, bits: 8, symbol: \"4:3\" }\nmax_length: 2\nlengths: { 0: 2, 1: 2, 2: 2, 3: 2 }\n",
];

/// A spread over lanes, widths, pipelines and resets.
fn designs() -> Vec<Design> {
    let shapes = [
        (4, 2, 1, "balanced", "sync_high"),
        (1, 1, 1, "low_latency", "sync_low"),
        (2, 4, 3, "high_fmax", "async_low"),
        (8, 1, 16, "[table, merge2]", "sync_high"),
        (32, 64, 5, "balanced", "async_low"),
        (16, 16, 127, "high_fmax", "sync_low"),
        (1, 128, 64, "[]", "sync_high"),
    ];
    let small = BOOKS.iter().zip(shapes).map(|(book, (lanes, out, input, pipeline, reset))| {
        let element = book.lines().next().unwrap();
        let decoder = if pipeline.starts_with('[') { "[element]" } else { pipeline };
        let text = format!(
            "name: spread_{lanes}\n{element}\ncodebooks: [book.yaml]\n\
             encoder: {{ lanes: {lanes}, out_bytes: {out}, pipeline: {pipeline} }}\n\
             decoder: {{ kind: serial, in_bytes: {input}, pipeline: {decoder} }}\nreset: {reset}\n"
        );
        crate::common::design(book, &text)
    });
    // Parallel: the smallest width that holds the longest element and one above, all lanes and fewer.
    let parallel = [
        (1, "balanced", "sync_high"),
        (1, "low_latency", "sync_low"),
        (8, "high_fmax, lanes: 1", "async_low"),
        (8, "balanced", "sync_low"),
        (16, "[up1, down0, route, swap2], lanes: 2", "sync_high"),
        (4, "balanced", "async_low"),
        (1, "balanced", "sync_high"),
    ];
    let parallel = BOOKS.iter().zip(parallel).enumerate().map(|(number, (book, (input, decoder, reset)))| {
        let element = book.lines().next().unwrap();
        let text = format!(
            "name: parallel_{number}\n{element}\ncodebooks: [book.yaml]\n\
             encoder: {{ lanes: 1, out_bytes: 1 }}\n\
             decoder: {{ kind: parallel, in_bytes: {input}, pipeline: {decoder} }}\nreset: {reset}\n"
        );
        crate::common::design(book, &text)
    });
    let references = crate::common::reference_designs();
    // Headers of 1 to 6 bits, indices that no book has and none such, and a header longer than any element.
    let tiny = "element: { bytes: 1, bits: 2, symbol: \"1:0\" }\nmax_length: 3\nescape: 2\nlengths: { 3: 1, 2: 3 }\n";
    let other = "element: bf16\nmax_length: 5\nescape: 1\nlengths: { 0: 5, 255: 2 }\n";
    let several = [
        (vec![BOOKS[0], tiny], false, "select: sideband", "kind: serial, in_bytes: 1", "sync_low"),
        (vec![BOOKS[3], other], true, "select: smallest, block: 2", "kind: serial, in_bytes: 4", "async_low"),
        (vec![tiny; 16], true, "select: smallest, block: 4", "kind: serial, in_bytes: 3", "sync_high"),
        (vec![BOOKS[0]], true, "select: sideband", "kind: parallel, in_bytes: 1", "sync_high"),
        (vec![tiny; 16], true, "select: smallest, block: 2", "kind: parallel, in_bytes: 1", "async_low"),
        (
            vec![BOOKS[3], other, BOOKS[2]],
            true,
            "select: smallest, block: 2",
            "kind: parallel, in_bytes: 8",
            "sync_high",
        ),
        // Every codeword of every book is assigned.
        (vec![BOOKS[6]; 3], false, "select: sideband", "kind: parallel, in_bytes: 2, lanes: 1", "sync_low"),
    ];
    let several = several.into_iter().enumerate().map(|(number, (books, raw, select, decoder, reset))| {
        let rest = format!(
            "raw: {raw}\nencoder: {{ lanes: 2, out_bytes: 2, {select} }}\ndecoder: {{ {decoder} }}\nreset: {reset}\n"
        );
        crate::common::several(&format!("several_{number}"), &books, &rest)
    });
    // Encoders of several: lanes, words that split and do not, counters, rings of both sizes.
    let encoders = [
        (vec![BOOKS[0], tiny], false, "lanes: 1, out_bytes: 1, pipeline: low_latency }\ncounters: true"),
        (
            vec![BOOKS[3], other, BOOKS[2]],
            false,
            "lanes: 8, out_bytes: 4, pipeline: high_fmax }\ncounters: true",
        ),
        (vec![BOOKS[4]], true, "lanes: 4, out_bytes: 64, select: smallest, block: 1024 }\ncounters: true"),
        (
            vec![BOOKS[6]; 2],
            true,
            "lanes: 32, out_bytes: 2, select: smallest, block: 8, pipeline: high_fmax }",
        ),
        (
            vec![BOOKS[1]; 3],
            false,
            "lanes: 1, out_bytes: 1, select: smallest, block: 32, pipeline: low_latency }",
        ),
        (vec![BOOKS[5]], false, "lanes: 2, out_bytes: 4 }\ncounters: true"),
    ];
    let encoders = encoders.into_iter().enumerate().map(|(number, (books, raw, encoder))| {
        let rest = format!("raw: {raw}\nencoder: {{ {encoder}\ndecoder: {{ kind: serial, in_bytes: 1 }}\n");
        crate::common::several(&format!("encoder_{number}"), &books, &rest)
    });
    small
        .chain(parallel)
        .chain(several)
        .chain(encoders)
        .chain(references.iter().map(|file| Design::load(file).unwrap()))
        .collect()
}

/// Writes the design's Verilog and returns the paths.
fn write(design: &Design, folder: &Path) -> Vec<PathBuf> {
    let verilog = rtl::render(design).into_iter().filter(|file| file.path.ends_with(".v"));
    let write = |file: files::File| {
        let path = folder.join(&file.path);
        std::fs::write(&path, file.text).unwrap();
        path
    };
    verilog.map(write).collect()
}

fn quiet(mut command: Command, what: &str) {
    let output = command.output().unwrap();
    let said =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(output.status.success() && said.trim().is_empty(), "{what}:\n{said}");
}

/// Runs a tool on both tops of every design.
fn lint(tool: &str, arguments: impl Fn(&str, &[PathBuf]) -> Vec<String>) {
    if !crate::common::have(tool) {
        return;
    }
    for design in designs() {
        let folder = tempfile::tempdir().unwrap();
        let files = write(&design, folder.path());
        for side in ["encoder", "decoder"] {
            let top = format!("{}_{side}", design.name());
            let mut command = Command::new(tool);
            command.args(arguments(&top, &files));
            quiet(command, &format!("{tool} on {top}"));
        }
    }
}

fn names(files: &[PathBuf]) -> impl Iterator<Item = String> + '_ {
    files.iter().map(|file| file.to_str().unwrap().to_owned())
}

#[test]
fn verilator_has_no_warning() {
    lint("verilator", |top, files| {
        let options = ["--lint-only", "-Wall", "--top-module", top].map(str::to_owned);
        options.into_iter().chain(names(files)).collect()
    });
}

#[test]
fn icarus_has_no_warning() {
    lint("iverilog", |top, files| {
        let options = ["-g2005", "-Wall", "-o", "/dev/null", "-s", top].map(str::to_owned);
        options.into_iter().chain(names(files)).collect()
    });
}

#[test]
fn yosys_finds_no_latch_and_nothing_undriven() {
    lint("yosys", |top, files| {
        let read = names(files).collect::<Vec<_>>().join(" ");
        // As a whole, but for the wide reference designs: they are the modules of others, and take a minute.
        let wide = ["bf16_", "e4m3_"].iter().any(|design| top.starts_with(design));
        let flatten = if wide { "" } else { "flatten; " };
        let script = format!(
            "read_verilog {read}; hierarchy -check -top {top}; proc; {flatten}opt_expr; check -assert; \
             select -assert-none t:$dlatch t:$adlatch t:$dlatchsr"
        );
        ["-q".to_owned(), "-p".to_owned(), script].to_vec()
    });
}

#[test]
fn verible_has_no_complaint() {
    if !crate::common::have("verible-verilog-lint") {
        return;
    }
    for design in designs() {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("verible-verilog-lint");
        command.arg("--rules_config").arg(crate::common::root().join(".rules.verible_lint"));
        command.args(write(&design, folder.path()));
        quiet(command, design.name());
    }
}
