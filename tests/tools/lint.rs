//! The emitted Verilog and the benches in the eyes of six tools, without a waiver.

use crate::common::{
    BF16, Book, OTHER, TINY, book, cuts, design, encoder, lanes, parallel, serial, sideband, smallest, spec,
};
use huffwire::codebook::Check;
use huffwire::design::Preset::{Balanced, HighFmax, LowLatency};
use huffwire::design::Reset::{AsyncLow, SyncHigh, SyncLow};
use huffwire::design::{BaseRule, ClockGate, Design, LoadableSpec, Spec, Target};
use huffwire::element::Element;
use huffwire::files;
use huffwire::rtl;
use std::fmt::Write as _;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Element formats with and without raw bits, escapes and unassigned codewords.
const BOOKS: [Book; 7] = [
    TINY,
    book("custom:1:1:0:0", 2, None, &[(0, 1), (1, 2)]),
    book("bf16", 3, Some(3), &[]),
    BF16,
    book("fp32", 16, Some(16), &[(127, 1), (126, 2), (128, 3), (0, 16)]),
    book("custom:4:20:19:12", 7, Some(2), &[(3, 7), (4, 7), (9, 1)]),
    // Complete, and just long enough for the padding.
    book("custom:2:8:4:3", 2, None, &[(0, 2), (1, 2), (2, 2), (3, 2)]),
];

/// A spread over lanes, widths, pipelines and resets.
fn designs() -> Vec<Design> {
    let small = [
        (encoder(4, 2, Balanced), serial(1, Balanced), SyncHigh),
        (encoder(1, 1, LowLatency), serial(1, LowLatency), SyncLow),
        (encoder(2, 4, HighFmax), serial(3, HighFmax), AsyncLow),
        (encoder(8, 1, cuts(&["table", "merge2"])), serial(16, cuts(&["element"])), SyncHigh),
        (encoder(32, 64, Balanced), serial(5, Balanced), AsyncLow),
        (encoder(16, 16, HighFmax), serial(127, HighFmax), SyncLow),
        (encoder(1, 128, cuts(&[])), serial(64, cuts(&["element"])), SyncHigh),
    ];
    let small = BOOKS.into_iter().zip(small).map(|(book, (encoder, decoder, reset))| {
        let mut spec = spec(&format!("spread_{}", encoder.lanes), [book], encoder, decoder);
        spec.reset = reset;
        spec
    });
    // Parallel: the smallest width that holds the longest element and one above, all lanes and fewer.
    let wide = [
        (parallel(1, Balanced), SyncHigh),
        (parallel(1, LowLatency), SyncLow),
        (lanes(1, parallel(8, HighFmax)), AsyncLow),
        (parallel(8, Balanced), SyncLow),
        (lanes(2, parallel(16, cuts(&["up1", "down0", "route", "swap2"]))), SyncHigh),
        (parallel(4, Balanced), AsyncLow),
        (parallel(1, Balanced), SyncHigh),
    ];
    let wide = BOOKS.into_iter().zip(wide).enumerate().map(|(number, (book, (decoder, reset)))| {
        let mut spec = spec(&format!("parallel_{number}"), [book], encoder(1, 1, Balanced), decoder);
        spec.reset = reset;
        spec
    });
    // Headers of 1 to 6 bits, indices that no book has and none such, and a header longer than any element.
    let other = book("bf16", 5, Some(1), &[(0, 5), (255, 2)]);
    let from_outside = || sideband(encoder(2, 2, Balanced));
    let blocks = |beats: u64| smallest(beats, encoder(2, 2, Balanced));
    let several = [
        (vec![TINY, OTHER], false, from_outside(), serial(1, Balanced), SyncLow),
        (vec![BF16, other], true, blocks(2), serial(4, Balanced), AsyncLow),
        (vec![OTHER; 16], true, blocks(4), serial(3, Balanced), SyncHigh),
        (vec![TINY], true, from_outside(), parallel(1, Balanced), SyncHigh),
        (vec![OTHER; 16], true, blocks(2), parallel(1, Balanced), AsyncLow),
        (vec![BF16, other, BOOKS[2]], true, blocks(2), parallel(8, Balanced), SyncHigh),
        // Every codeword of every book is assigned.
        (vec![BOOKS[6]; 3], false, from_outside(), lanes(1, parallel(2, Balanced)), SyncLow),
    ];
    let several = several.into_iter().enumerate().map(|(number, (books, raw, encoder, decoder, reset))| {
        let mut spec = spec(&format!("several_{number}"), books, encoder, decoder);
        (spec.raw, spec.reset) = (raw, reset);
        spec
    });
    // Encoders of several: lanes, words that split and do not, counters, rings of both sizes.
    let encoders = [
        (vec![TINY, OTHER], false, encoder(1, 1, LowLatency), true),
        (vec![BF16, other, BOOKS[2]], false, encoder(8, 4, HighFmax), true),
        (vec![BOOKS[4]], true, smallest(1024, encoder(4, 64, Balanced)), true),
        (vec![BOOKS[6]; 2], true, smallest(8, encoder(32, 2, HighFmax)), false),
        (vec![BOOKS[1]; 3], false, smallest(32, encoder(1, 1, LowLatency)), false),
        (vec![BOOKS[5]], false, encoder(2, 4, Balanced), true),
    ];
    let encoders = encoders.into_iter().enumerate().map(|(number, (books, raw, encoder, counters))| {
        let mut spec = spec(&format!("encoder_{number}"), books, encoder, serial(1, Balanced));
        (spec.raw, spec.counters) = (raw, counters);
        spec
    });
    // One end alone has all that it needs.
    let alone = ["encoder", "decoder"].map(|end| {
        let mut spec = spec(&format!("alone_{end}"), [BF16, other], blocks(2), parallel(4, Balanced));
        (spec.base, spec.check) = (Some(BaseRule::Own), Some(Check::Crc16));
        match end {
            "encoder" => spec.decoder = None,
            _ => (spec.encoder, spec.blocks) = (None, Some(true)),
        }
        spec
    });
    // Registers that wait by their clock: with both kinds of decoders.
    let gated = [("gated_0", serial(4, Balanced)), ("gated_1", parallel(1, Balanced))];
    let gated = gated.map(|(name, decoder)| {
        let mut spec = spec(name, [TINY, OTHER], smallest(2, encoder(8, 2, Balanced)), decoder);
        spec.clock_gate = Some(ClockGate::Wrapper);
        spec
    });
    let mut slots = Spec::new("gated_2", Vec::new(), sideband(encoder(2, 2, Balanced)), serial(2, Balanced));
    (slots.loadable, slots.clock_gate) =
        (Some(LoadableSpec::new(Element::parse("bf16").unwrap(), 2, 2, 8, 32)), Some(ClockGate::Wrapper));
    let gated = gated.into_iter().chain([slots]);
    // Registers inside levels, for lookup tables.
    let fpga = [("fpga_0", serial(4, Balanced)), ("fpga_1", parallel(4, Balanced))];
    let fpga = fpga.map(|(name, decoder)| {
        let mut spec = spec(name, [BF16], encoder(8, 2, Balanced), decoder);
        spec.target = Target::Fpga;
        spec
    });
    let mut slots =
        Spec::new("fpga_2", Vec::new(), smallest(32, encoder(2, 4, Balanced)), parallel(4, Balanced));
    (slots.target, slots.base, slots.check) = (Target::Fpga, Some(BaseRule::Own), Some(Check::Crc16));
    slots.loadable = Some(LoadableSpec::new(Element::parse("bf16").unwrap(), 2, 2, 8, 32));
    let fpga = fpga.into_iter().chain([slots]);
    let specs: Vec<Spec> =
        small.chain(wide).chain(several).chain(encoders).chain(alone).chain(gated).chain(fpga).collect();
    let references = crate::common::reference_designs();
    let references = references.iter().map(|file| Design::load(file).unwrap());
    specs.into_iter().map(design).chain(references).collect()
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

/// Designs that have nothing of their own, but for another size or mix of what others have: left to the campaign.
const SIBLINGS: [&str; 16] = [
    "spread_1",
    "spread_2",
    "spread_16",
    "parallel_0",
    "parallel_1",
    "parallel_5",
    "parallel_6",
    "several_0",
    "several_1",
    "several_2",
    "several_4",
    "several_6",
    "encoder_2",
    "encoder_4",
    "gated_0",
    "fpga_1",
];

/// Runs a tool on both tops of every design, but for some of the tops.
fn lint(tool: &str, left_out: &[&str], arguments: impl Fn(&str, &[PathBuf]) -> Vec<String>) {
    if !crate::common::have(tool) {
        return;
    }
    for design in designs() {
        if SIBLINGS.contains(&design.name()) && !crate::common::campaign() {
            println!("left to scripts/campaign.sh: {tool} on {}", design.name());
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let files = write(&design, folder.path());
        let sides = [("encoder", design.encoder().is_some()), ("decoder", design.decoder().is_some())];
        for (side, _) in sides.into_iter().filter(|(_, there)| *there) {
            let top = format!("{}_{side}", design.name());
            if left_out.contains(&top.as_str()) && !crate::common::campaign() {
                println!("left to scripts/campaign.sh: {tool} on {top}");
                continue;
            }
            let mut command = Command::new(tool);
            command.args(arguments(&top, &files));
            quiet(command, &format!("{tool} on {top}"));
        }
    }
}

/// Two designs' folders, benches and all, are one project: each bench is a top in turn. The names are such as would
/// clash if any could.
#[test]
fn two_designs_are_one_project() {
    let books = [TINY, OTHER];
    let mut all = spec("tb", books, smallest(2, encoder(2, 1, Balanced)), parallel(2, Balanced));
    (all.raw, all.counters, all.reset) = (true, true, AsyncLow);
    let mut few = spec("tb_tb", books, encoder(4, 2, Balanced), serial(2, Balanced));
    few.counters = true;
    let designs = [design(all), design(few)];
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (number, design) in designs.iter().enumerate() {
        let root = folder.path().join(number.to_string());
        files::write(&root, &huffwire::emit::folder(design).0).unwrap();
        let verilog = [rtl::render(design), rtl::benches(design)].concat();
        let verilog = verilog.iter().filter(|file| file.path.ends_with(".v"));
        paths.extend(verilog.map(|file| root.join(&file.path)));
    }
    for design in &designs {
        for bench in ["enc", "dec", "loopback"] {
            let top = format!("{}_tb_{bench}", design.name());
            let tools: [(&str, &[&str]); 2] = [
                ("iverilog", &["-g2005", "-Wall", "-o", "/dev/null", "-s", &top]),
                ("verilator", &["--lint-only", "--timing", "--top-module", &top]),
            ];
            for (tool, arguments) in tools.into_iter().filter(|(tool, _)| crate::common::have(tool)) {
                let mut command = Command::new(tool);
                command.args(arguments).args(&paths);
                quiet(command, &format!("{tool} on {top}"));
            }
        }
    }
}

fn names(files: &[PathBuf]) -> impl Iterator<Item = String> + '_ {
    files.iter().map(|file| file.to_str().unwrap().to_owned())
}

#[test]
fn verilator_has_no_warning() {
    // It takes 4 to 8 seconds for these, and for the decoder of bf16_loadable, which has most of what there is.
    let left = [
        "bf16_best4_decoder",
        "bf16_train_decoder",
        "bf16_link_decoder",
        "e4m3_link_decoder",
        "parallel_4_decoder",
        "several_5_decoder",
    ];
    lint("verilator", &left, |top, files| {
        let options = ["--lint-only", "-Wall", "--top-module", top].map(str::to_owned);
        options.into_iter().chain(names(files)).collect()
    });
}

#[test]
fn icarus_has_no_warning() {
    // It takes 15 and 30 seconds for some of these, and 2 and more for others.
    let left = [
        "bf16_best4_decoder",
        "bf16_train_decoder",
        "bf16_loadable_decoder",
        "bf16_link_decoder",
        "e4m3_link_decoder",
        "parallel_4_decoder",
        "several_5_decoder",
    ];
    lint("iverilog", &left, |top, files| {
        let options = ["-g2005", "-Wall", "-o", "/dev/null", "-s", top].map(str::to_owned);
        options.into_iter().chain(names(files)).collect()
    });
}

#[test]
fn yosys_finds_no_latch_and_nothing_undriven() {
    // It takes 2 seconds for some of these, and 10 and more for others.
    let left = [
        "bf16_best4_decoder",
        "bf16_train_decoder",
        "bf16_loadable_decoder",
        "e4m3_link_decoder",
        "bf16_best4_encoder",
        "bf16_train_encoder",
        "e4m3_link_encoder",
        "parallel_4_decoder",
        "several_4_decoder",
        "several_5_decoder",
        "spread_32_encoder",
        "bf16_link_decoder",
        "bf16_loadable_encoder",
        "alone_decoder_decoder",
    ];
    lint("yosys", &left, |top, files| {
        let read = names(files).collect::<Vec<_>>().join(" ");
        // As a whole, but for wide designs: they are the modules of others, and take a minute.
        let wide = ["bf16_", "e4m3_", "parallel_", "encoder_", "spread_32", "spread_16", "several_5"];
        let wide = wide.iter().any(|design| top.starts_with(design)) && !crate::common::campaign();
        let flatten = if wide { "" } else { "flatten; " };
        // The one latch that there may be.
        let gate = if top.starts_with("gated_") { "blackbox *_clock_gate; " } else { "" };
        let script = format!(
            "read_verilog {read}; hierarchy -check -top {top}; proc; {gate}{flatten}opt_expr; check -assert; \
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

/// By svlint, which is built from source in minutes: where it is missing this is skipped, in CI too.
#[test]
fn svlint_has_no_complaint() {
    if Command::new("svlint").arg("--version").output().is_err() {
        eprintln!("SKIPPED: svlint is missing; cargo install svlint --version 0.9.5");
        return;
    }
    let rules = crate::common::root().join(".svlint.toml");
    let folder = tempfile::tempdir().unwrap();
    let run = |files: &[PathBuf]| {
        let mut command = Command::new("svlint");
        command.args(["--oneline", "--config"]).arg(&rules).args(files);
        command
    };
    for design in designs() {
        quiet(run(&write(&design, folder.path())), design.name());
    }
    // It finds what it is asked about.
    let bad = folder.path().join("bad.v");
    std::fs::write(&bad, "module bad;\nfunction f(input x);\nf = x;\nendfunction\nendmodule\n").unwrap();
    assert!(!run(&[bad]).output().unwrap().status.success());
}

/// With the extra warnings, both tops at once: by what PyPI has of it, in one process.
#[test]
fn slang_has_no_warning() {
    if !crate::common::have_module("pyslang.driver") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut lines = String::new();
    for (number, design) in designs().iter().enumerate() {
        let own = folder.path().join(number.to_string());
        std::fs::create_dir(&own).unwrap();
        let ends = [("encoder", design.encoder().is_some()), ("decoder", design.decoder().is_some())];
        let tops = ends.iter().filter(|(_, there)| *there).map(|(end, _)| format!("{}_{end}", design.name()));
        let tops = tops.collect::<Vec<_>>().join(" ");
        writeln!(lines, "{tops} : {}", names(&write(design, &own)).collect::<Vec<_>>().join(" ")).unwrap();
    }
    let list = folder.path().join("designs");
    std::fs::write(&list, lines).unwrap();
    let mut command = Command::new("python3");
    command.arg(crate::common::root().join("tests/tools/slang.py")).stdin(File::open(list).unwrap());
    quiet(command, "slang");
}
