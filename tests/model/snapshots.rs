//! The shape of the emitted text, on tiny designs that differ in one feature each. What does not differ
//! from the plain design is left out of the others' snapshots.

use huffwire::design::Design;
use huffwire::files;
use huffwire::rtl;

const SYMBOLS: &str =
    "element: { bytes: 1, bits: 2, symbol: \"1:0\" }\nmax_length: 4\nlengths: { 0: 1, 1: 2, 2: 3, 3: 4 }\n";
const OTHER: &str =
    "element: { bytes: 1, bits: 2, symbol: \"1:0\" }\nmax_length: 3\nescape: 2\nlengths: { 3: 1, 2: 3 }\n";
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

fn plain() -> Vec<files::File> {
    rtl::render(&crate::common::design(SYMBOLS, &text(4, "balanced", "sync_high", element(SYMBOLS))))
}

fn joined(files: Vec<files::File>) -> String {
    files.into_iter().map(|file| format!("======== {}\n{}\n", file.path, file.text)).collect()
}

/// The files of a design that are not the plain one's.
fn changed(book: &str, lanes: usize, pipeline: &str, reset: &str) -> String {
    let mut files = rtl::render(&crate::common::design(book, &text(lanes, pipeline, reset, element(book))));
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

/// The files of the decoder, with a parallel one in its place.
fn parallel(book: &str, decoder: &str, reset: &str) -> String {
    let element = element(book);
    let text = format!(
        "name: tiny\nelement: {element}\ncodebooks: [book.yaml]\nencoder: {{ lanes: 4, out_bytes: 2 }}\n\
         decoder: {{ kind: parallel, in_bytes: 1, {decoder} }}\nreset: {reset}\nlicense: Apache-2.0\n"
    );
    let mut files = rtl::render(&crate::common::design(book, &text));
    files.retain(|file| file.path.starts_with("tiny_dec"));
    joined(files)
}

#[test]
fn a_parallel_decoder() {
    insta::assert_snapshot!(parallel(SYMBOLS, "pipeline: balanced", "sync_high"));
}

/// The modules of one side.
fn side(side: &str, books: &[&str], encoder: &str, rest: &str) -> Vec<files::File> {
    let rest = format!("encoder: {{ lanes: 4, out_bytes: 2{encoder} }}\n{rest}\nlicense: Apache-2.0\n");
    let mut files = rtl::render(&crate::common::several("tiny", books, &rest));
    files.retain(|file| file.path.starts_with(side));
    files
}

/// What these files say that those of a design of one book do not.
fn of_several_books(one: &[files::File], several: Vec<files::File>) -> String {
    let mut text = String::new();
    for file in several {
        let old = one.iter().find(|old| old.path == file.path).map_or("", |old| &old.text);
        let old: Vec<&str> = old.lines().collect();
        let new = |line: &&str| !old.contains(line) && !line.starts_with("// Codebook: ");
        let new: Vec<&str> = file.text.lines().filter(new).collect();
        if !new.is_empty() {
            text += &format!("======== {}\n{}\n", file.path, new.join("\n"));
        }
    }
    text
}

/// The decoder of two books, the raw one and blocks.
fn decoder_of_several_books(kind: &str) -> String {
    let decoder = format!("decoder: {{ {kind}, in_bytes: 1 }}");
    let one = side("tiny_dec", &[SYMBOLS], "", &decoder);
    let rest = format!("raw: true\n{decoder}");
    of_several_books(&one, side("tiny_dec", &[SYMBOLS, OTHER], ", select: smallest, block: 2", &rest))
}

#[test]
fn a_serial_decoder_of_several_books() {
    insta::assert_snapshot!(decoder_of_several_books("kind: serial"));
}

#[test]
fn a_parallel_decoder_of_several_books() {
    insta::assert_snapshot!(decoder_of_several_books("kind: parallel"));
}

/// The encoder of these books, that of one book apart.
fn encoder_of_several_books(books: &[&str], encoder: &str, rest: &str) -> String {
    let decoder = "decoder: { kind: serial, in_bytes: 1 }";
    let one = side("tiny_enc", &[SYMBOLS], "", decoder);
    of_several_books(&one, side("tiny_enc", books, encoder, &format!("{rest}{decoder}")))
}

#[test]
fn an_encoder_by_sideband() {
    insta::assert_snapshot!(encoder_of_several_books(&[SYMBOLS, OTHER, SYMBOLS], "", "counters: true\n"));
}

#[test]
fn an_encoder_of_the_smallest() {
    let encoder = ", select: smallest, block: 2";
    insta::assert_snapshot!(encoder_of_several_books(&[SYMBOLS, OTHER], encoder, "raw: true\n"));
}

/// The tops differ from the plain one in tables, cuts and lanes; the modules do not.
#[test]
fn parallel_decoders_differ_where_they_should() {
    let blocks = |text: String| -> Vec<String> { text.split("======== ").map(str::to_owned).collect() };
    let plain = blocks(parallel(SYMBOLS, "pipeline: balanced", "sync_high"));
    let mut text = String::new();
    for (book, decoder, reset) in [
        (SYMBOLS, "pipeline: low_latency, lanes: 2", "async_low"),
        (RAW, "pipeline: [leaf, check, place]", "sync_high"),
    ] {
        let other = blocks(parallel(book, decoder, reset));
        assert_eq!(other.len(), plain.len());
        let lines = |block: &str| -> Vec<String> {
            block.lines().filter(|line| !line.starts_with("// Codebook")).map(str::to_owned).collect()
        };
        for (one, two) in plain.iter().zip(&other) {
            let (one, two) = (lines(one), lines(two));
            let new: Vec<&String> = two.iter().filter(|line| !one.contains(line)).collect();
            if !new.is_empty() {
                text += &format!("======== {decoder} {}\n", two[0]);
                new.iter().for_each(|line| text += &format!("{line}\n"));
            }
        }
    }
    insta::assert_snapshot!(text);
}

/// A design's files, benches included.
fn everything(design: &Design) -> Vec<files::File> {
    [rtl::render(design), rtl::benches(design)].concat()
}

/// `x` has no module that `x_y` could have too: no bench's name ends with another module's, or the other way round.
#[test]
fn benches_of_any_two_designs_have_other_names() {
    let rest = |select: &str, decoder: &str| {
        let encoder = format!("lanes: 4, out_bytes: 1{select}");
        format!(
            "raw: true\ncounters: true\nencoder: {{ {encoder} }}\ndecoder: {{ {decoder}, in_bytes: 1 }}\n"
        )
    };
    let smallest = rest(", select: smallest, block: 2", "kind: parallel");
    let designs = [smallest, rest("", "kind: serial")]
        .map(|rest| crate::common::several("x", &[SYMBOLS, OTHER], &rest));
    let suffixes = |files: Vec<files::File>| -> Vec<String> {
        let modules = files.iter().filter_map(|file| file.path.trim_start_matches("tb/").strip_suffix(".v"));
        modules.map(|module| module.strip_prefix("x").expect("the design's name").to_owned()).collect()
    };
    let all: Vec<String> = designs.iter().flat_map(|design| suffixes(everything(design))).collect();
    for bench in designs.iter().flat_map(|design| suffixes(rtl::benches(design))) {
        for other in all.iter().filter(|other| **other != bench) {
            assert!(!bench.ends_with(other.as_str()) && !other.ends_with(bench.as_str()), "{bench} {other}");
        }
    }
}

#[test]
fn every_emitted_verilog_file_keeps_the_style() {
    let wide = Design::load(&crate::common::root().join("configs/bf16_link.yaml")).unwrap();
    let several = |decoder: &str| {
        let rest = format!(
            "raw: true\nencoder: {{ lanes: 4, out_bytes: 2, select: smallest, block: 2 }}\ndecoder: {{ {decoder} }}\n"
        );
        crate::common::several("tiny_several", &[RAW, RAW, RAW], &rest)
    };
    let several = [several("kind: serial, in_bytes: 4"), several("kind: parallel, in_bytes: 8")];
    for file in several.iter().chain([&wide]).flat_map(everything).chain(plain()) {
        assert!(file.text.lines().count() < 1000, "{}", file.path);
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
            let module = file.path.trim_start_matches("tb/").strip_suffix(".v").unwrap();
            assert_eq!(file.text.matches("\nmodule ").count(), 1);
            assert!(file.text.contains(&format!("\nmodule {module} ")), "{}", file.path);
        }
    }
}
