//! The shape of the emitted text, on tiny designs that differ in one feature each. What does not differ
//! from the plain design is left out of the others' snapshots.

use crate::common::{
    BF16, Book, OTHER, TINY as SYMBOLS, book, cuts, design, encoder, lanes, parallel, serial, sideband,
    smallest, spec,
};
use huffwire::codebook::Check;
use huffwire::design::Preset::{self, Balanced, HighFmax, LowLatency};
use huffwire::design::Reset::{self, AsyncLow, SyncHigh, SyncLow};
use huffwire::design::{
    BaseRule, DecoderKind, DecoderSpec, Design, EncoderSpec, LoadableSpec, Sideband, Spec, Target,
};
use huffwire::files;
use huffwire::rtl;

const ESCAPE: Book = book("custom:1:3:2:0", 5, Some(4), &[(0, 2), (1, 2), (2, 2), (3, 4), (4, 4), (6, 5)]);
const RAW: Book = book("custom:1:5:3:2", 4, None, &[(0, 1), (1, 2), (2, 3), (3, 4)]);

/// A design `tiny`.
fn tiny(books: &[Book], encoder: EncoderSpec, decoder: DecoderSpec, reset: Reset) -> Spec {
    let mut spec = spec("tiny", books.iter().copied(), encoder, decoder);
    spec.reset = reset;
    spec.license = Some("Apache-2.0".to_owned());
    spec
}

/// The files of one with a serial decoder.
fn one(book: Book, lanes: u64, pipeline: Preset, reset: Reset) -> Vec<files::File> {
    rtl::render(&design(tiny(&[book], encoder(lanes, 2, pipeline), serial(1, pipeline), reset)))
}

fn plain() -> Vec<files::File> {
    one(SYMBOLS, 4, Balanced, SyncHigh)
}

fn joined(files: Vec<files::File>) -> String {
    files.into_iter().map(|file| format!("======== {}\n{}\n", file.path, file.text)).collect()
}

/// The files of a design that are not the plain one's.
fn changed(book: Book, lanes: u64, pipeline: Preset, reset: Reset) -> String {
    let mut files = one(book, lanes, pipeline, reset);
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
    insta::assert_snapshot!(changed(SYMBOLS, 1, Balanced, SyncHigh));
}

#[test]
fn an_escape() {
    insta::assert_snapshot!(changed(ESCAPE, 4, Balanced, SyncHigh));
}

#[test]
fn raw_bits() {
    insta::assert_snapshot!(changed(RAW, 4, Balanced, SyncHigh));
}

#[test]
fn low_latency() {
    insta::assert_snapshot!(changed(SYMBOLS, 4, LowLatency, SyncHigh));
}

#[test]
fn high_fmax() {
    insta::assert_snapshot!(changed(SYMBOLS, 4, HighFmax, SyncHigh));
}

#[test]
fn reset_sync_low() {
    insta::assert_snapshot!(changed(SYMBOLS, 4, Balanced, SyncLow));
}

#[test]
fn reset_async_low() {
    insta::assert_snapshot!(changed(SYMBOLS, 4, Balanced, AsyncLow));
}

/// The files of this decoder in its place.
fn with_decoder(book: Book, decoder: DecoderSpec, reset: Reset) -> String {
    let mut files = rtl::render(&design(tiny(&[book], encoder(4, 2, Balanced), decoder, reset)));
    files.retain(|file| file.path.starts_with("tiny_dec"));
    joined(files)
}

#[test]
fn a_parallel_decoder() {
    insta::assert_snapshot!(with_decoder(SYMBOLS, parallel(1, Balanced), SyncHigh));
}

/// The modules of one side.
fn side(side: &str, spec: Spec) -> Vec<files::File> {
    let mut files = rtl::render(&design(spec));
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
fn decoder_of_several_books(kind: DecoderKind) -> String {
    let decoder = || DecoderSpec::new(kind, 1);
    let one = side("tiny_dec", tiny(&[SYMBOLS], encoder(4, 2, Balanced), decoder(), SyncHigh));
    let blocks = smallest(2, encoder(4, 2, Balanced));
    let mut several = tiny(&[SYMBOLS, OTHER], blocks, decoder(), SyncHigh);
    several.raw = true;
    of_several_books(&one, side("tiny_dec", several))
}

#[test]
fn a_serial_decoder_of_several_books() {
    insta::assert_snapshot!(decoder_of_several_books(DecoderKind::Serial));
}

#[test]
fn a_parallel_decoder_of_several_books() {
    insta::assert_snapshot!(decoder_of_several_books(DecoderKind::Parallel));
}

/// The encoder of several books, that of one book apart.
fn encoder_of_several_books(several: Spec) -> String {
    let one = tiny(&[SYMBOLS], encoder(4, 2, Balanced), serial(1, Balanced), SyncHigh);
    of_several_books(&side("tiny_enc", one), side("tiny_enc", several))
}

#[test]
fn an_encoder_by_sideband() {
    let books = [SYMBOLS, OTHER, SYMBOLS];
    let mut spec = tiny(&books, encoder(4, 2, Balanced), serial(1, Balanced), SyncHigh);
    spec.counters = true;
    insta::assert_snapshot!(encoder_of_several_books(spec));
}

#[test]
fn an_encoder_of_the_smallest() {
    let blocks = smallest(2, encoder(4, 2, Balanced));
    let mut spec = tiny(&[SYMBOLS, OTHER], blocks, serial(1, Balanced), SyncHigh);
    spec.raw = true;
    insta::assert_snapshot!(encoder_of_several_books(spec));
}

/// Both ends for an FPGA: registers inside levels.
#[test]
fn a_design_for_an_fpga() {
    let mut spec = spec("fpga", [SYMBOLS], encoder(4, 2, Balanced), parallel(1, Balanced));
    spec.target = Target::Fpga;
    let files = rtl::render(&design(spec));
    let other =
        ["encoder.v", "enc_join.v", "enc_merge.v", "enc_place.v", "decoder.v", "dec_code.v", "dec_range.v"];
    let inner = [
        "dec_length.v",
        "dec_leaf.v",
        "dec_compose.v",
        "dec_entry.v",
        "dec_sweep.v",
        "dec_check.v",
        "dec_symbol.v",
    ];
    let shown = files.iter().filter(|file| {
        let module = file.path.strip_prefix("fpga_").unwrap_or_default();
        other.contains(&module) || inner.contains(&module)
    });
    let text: Vec<String> = shown.map(|file| format!("======== {}\n{}", file.path, file.text)).collect();
    assert_eq!(text.len(), other.len() + inner.len());
    insta::assert_snapshot!(text.concat());
}

/// What an FPGA has otherwise of loadable codebooks, and of beats that wait.
#[test]
fn a_loadable_design_for_an_fpga() {
    let mut spec = spec("fpga", [SYMBOLS], smallest(2, encoder(1, 2, Balanced)), parallel(1, Balanced));
    spec.loadable = Some(LoadableSpec::new(spec.books[0].book.element(), 1, 1, 4, 4));
    spec.target = Target::Fpga;
    let files = rtl::render(&design(spec));
    let shown = ["enc_hold.v", "dec_symbol.v", "dec_class.v", "dec_walk.v", "walk.v"];
    let shown = files.iter().filter(|file| shown.contains(&file.path.trim_start_matches("fpga_")));
    let text: Vec<String> = shown.map(|file| format!("======== {}\n{}", file.path, file.text)).collect();
    assert_eq!(text.len(), 4);
    insta::assert_snapshot!(text.concat());
}

/// Which codebook is a frame's is the encoder's choice by `smallest`, and the data's: no fault of a design.
#[test]
fn a_swap_asks_for_loaded_codebooks_where_packets_name_them() {
    let ends = encoder(2, 2, Balanced);
    for (encoder, asked) in [(sideband(ends.clone()), true), (smallest(2, ends), false)] {
        let mut spec = spec("slots", [SYMBOLS], encoder, serial(1, Balanced));
        spec.loadable = Some(LoadableSpec::new(spec.books[0].book.element(), 1, 1, 4, 4));
        let files = huffwire::sim::sources(&design(spec));
        let (_, bench) = files.iter().find(|(path, _)| path.ends_with("_tb_swap.v")).unwrap();
        assert_eq!(bench.contains("FAIL unused"), asked);
    }
}

/// The tops differ from the plain one in tables, cuts and lanes; the modules do not.
#[test]
fn parallel_decoders_differ_where_they_should() {
    let blocks = |text: String| -> Vec<String> { text.split("======== ").map(str::to_owned).collect() };
    let plain = blocks(with_decoder(SYMBOLS, parallel(1, Balanced), SyncHigh));
    let mut text = String::new();
    for (what, book, decoder, reset) in [
        ("pipeline: low_latency, lanes: 2", SYMBOLS, lanes(2, parallel(1, LowLatency)), AsyncLow),
        ("pipeline: [leaf, check, place]", RAW, parallel(1, cuts(&["leaf", "check", "place"])), SyncHigh),
    ] {
        let other = blocks(with_decoder(book, decoder, reset));
        assert_eq!(other.len(), plain.len());
        let lines = |block: &str| -> Vec<String> {
            block.lines().filter(|line| !line.starts_with("// Codebook")).map(str::to_owned).collect()
        };
        for (one, two) in plain.iter().zip(&other) {
            let (one, two) = (lines(one), lines(two));
            let new: Vec<&String> = two.iter().filter(|line| !one.contains(line)).collect();
            if !new.is_empty() {
                text += &format!("======== {what} {}\n", two[0]);
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
    let x = |encoder: EncoderSpec, decoder: DecoderSpec| {
        let mut spec = spec("x", [SYMBOLS, OTHER], encoder, decoder);
        (spec.raw, spec.counters) = (true, true);
        design(spec)
    };
    let narrow = || encoder(4, 1, Balanced);
    let designs = [x(smallest(2, narrow()), parallel(1, Balanced)), x(narrow(), serial(1, Balanced))];
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
    let several = |decoder: DecoderSpec| {
        let blocks = smallest(2, encoder(4, 2, Balanced));
        let mut spec = spec("tiny_several", [RAW; 3], blocks, decoder);
        spec.raw = true;
        design(spec)
    };
    let train = Design::load(&crate::common::root().join("configs/bf16_train.yaml")).unwrap();
    let around = |decoder: DecoderSpec| {
        let mut spec = spec("tiny_around", [BF16; 2], sideband(encoder(4, 2, Balanced)), decoder);
        (spec.base, spec.check) = (Some(BaseRule::Sideband), Some(Check::Crc16));
        spec.sideband = Sideband { tid: 4, tdest: 8, tuser: 2 };
        design(spec)
    };
    let around = [around(serial(1, Balanced)), around(parallel(8, Balanced))];
    let several = [several(serial(4, Balanced)), several(parallel(8, Balanced))];
    for file in several.iter().chain(&around).chain([&wide, &train]).flat_map(everything).chain(plain()) {
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
            let named = [" ", ";"].map(|end| format!("\nmodule {module}{end}"));
            assert!(named.iter().any(|head| file.text.contains(head)), "{}", file.path);
        }
    }
}
