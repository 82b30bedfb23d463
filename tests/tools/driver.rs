//! The C driver of `examples/driver/`: that it does what `huffwire load` prints, access by access; and on the
//! Verilog of both ends, with packets under way, whatever goes wrong.

use crate::common::{self, encoder, have, parallel, root, serial, sideband};
use huffwire::codebook::{Check, Codebook};
use huffwire::design::Preset::Balanced;
use huffwire::design::{DecoderSpec, Design, LoadableSpec, Spec};
use huffwire::element::Element;
use huffwire::load::{Load, Step};
use huffwire::registers::{Map, Side};
use huffwire::rtl::{self, register_files};
use huffwire::sim::{Payload, Random, loads};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

const RECORD: &str = include_str!("driver/record.c");
const HARNESS: &str = include_str!("driver/harness.cpp");
const SEED: u64 = 53;
/// Of the traffic, of stalls and of what is swapped.
const SEEDS: std::ops::Range<u64> = 0..8;

/// The last steps of a swap.
const DECODER_LOADED: &str = "    if (code == HW_OK) {
        code = fill_slot(decoder, slot, book);
    }
";
const ENCODER_LOADED: &str = "    if (code == HW_OK) {
        code = fill_slot(encoder, slot, book);
    }
";

/// A design whose books are all loaded, as they are asked for.
fn loadable(name: &str, element: &str, numbers: [u64; 4], decoder: DecoderSpec) -> Design {
    let [slots, shortest, longest, symbols] = numbers;
    let mut spec = Spec::new(name, Vec::new(), sideband(encoder(2, 2, Balanced)), decoder);
    spec.loadable =
        Some(LoadableSpec::new(Element::parse(element).unwrap(), slots, shortest, longest, symbols));
    spec.check = Some(Check::Crc16);
    common::design(spec)
}

/// Few symbols and narrow, so that it is soon compiled.
fn small() -> Design {
    loadable("drv_small", "custom:1:6:4:1", [2, 1, 6, 4], serial(2, Balanced))
}

/// With escapes and without, alphabets of less than a word and of many.
fn designs() -> Vec<Design> {
    vec![
        small(),
        loadable("drv_bf16", "bf16", [16, 2, 8, 32], parallel(8, Balanced)),
        loadable("drv_all", "custom:1:8:6:2", [3, 2, 15, 32], serial(1, Balanced)),
        loadable("drv_tiny", "custom:1:2:1:0", [1, 1, 4, 4], serial(1, Balanced)),
        loadable("drv_many", "custom:2:11:10:1", [2, 1, 15, 64], serial(1, Balanced)),
    ]
}

#[track_caller]
fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{command:?}\n{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// The driver's files and the design's header.
fn copy(design: &Design, folder: &Path) {
    for name in ["huffwire.h", "huffwire.c"] {
        std::fs::copy(root().join("examples/driver").join(name), folder.join(name)).unwrap();
    }
    for file in register_files(design) {
        std::fs::write(folder.join(file.path), file.text).unwrap();
    }
}

/// `cc` on the driver of a design, with all that it warns of.
fn cc(design: &Design, folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("cc");
    command
        .current_dir(folder)
        .args(["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"])
        .arg(format!("-DHUFFWIRE_REGISTERS=\"{}_registers.h\"", design.name()))
        .arg(format!("-DHUFFWIRE_PREFIX={}", design.name().to_uppercase()))
        .args(args);
    command
}

#[test]
fn any_compiler_takes_it() {
    if !have("cc") || !have("c++") {
        return;
    }
    for design in designs() {
        let folder = tempfile::tempdir().unwrap();
        copy(&design, folder.path());
        let bare = ["-ffreestanding", "-fno-stack-protector", "-fno-pic", "-O2", "-c", "huffwire.c"];
        output(&mut cc(&design, folder.path(), &bare));
        // It calls nothing that is not its own.
        if have("nm") {
            let missing = output(Command::new("nm").current_dir(&folder).args(["-u", "huffwire.o"]));
            assert_eq!(missing.trim(), "", "{}", design.name());
        }
        let program = "#include \"huffwire.h\"\nint main() { return hw_code_text(HW_OK) == nullptr; }\n";
        std::fs::write(folder.path().join("main.cpp"), program).unwrap();
        let warnings = ["-std=c++11", "-Wall", "-Wextra", "-Wpedantic", "-Werror"];
        let files = ["-no-pie", "-o", "main", "main.cpp", "huffwire.o"];
        output(Command::new("c++").current_dir(&folder).args(warnings).args(files));
        output(&mut Command::new(folder.path().join("main")));
    }
}

/// `record.c` with the driver of a design.
struct Record<'a> {
    folder: &'a Path,
    /// ID, CAPABILITIES of encoder and decoder, LAYOUT.
    constants: [u32; 4],
}

impl<'a> Record<'a> {
    fn compile(design: &Design, folder: &'a Path) -> Self {
        copy(design, folder);
        std::fs::write(folder.join("record.c"), RECORD).unwrap();
        output(&mut cc(design, folder, &["-o", "record", "record.c", "huffwire.c"]));
        let constant = |side, name: &str| Map::of(design, side).unwrap().register(name).unwrap().reset();
        let constants = [
            constant(Side::Encoder, "ID"),
            constant(Side::Encoder, "CAPABILITIES"),
            constant(Side::Decoder, "CAPABILITIES"),
            constant(Side::Encoder, "LAYOUT"),
        ];
        Self { folder, constants }
    }

    fn run(&self, constants: &[u32; 4], args: &[&str]) -> String {
        let constants = constants.map(|value| format!("{value:x}"));
        output(Command::new(self.folder.join("record")).args(constants).args(args))
    }
}

/// A step as `record.c` prints what is done.
fn access(step: &Step) -> String {
    match step {
        Step::Write { side, address, value, .. } => format!("{side} write {address:03x} {value:08x}\n"),
        Step::Wait { side, address, .. } | Step::Check { side, address, .. } => {
            format!("{side} read {address:03x}\n")
        }
        Step::Flight => "flight\n".to_owned(),
    }
}

#[test]
fn its_accesses_are_those_of_huffwire_load() {
    if !have("cc") {
        return;
    }
    let random = &mut Random::new(SEED);
    let mut last = BTreeSet::new();
    for design in designs() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::compile(&design, folder.path());
        for number in 0..8 {
            let book = loads::book(design.books().envelope().unwrap(), random);
            let slot = number % design.books().slots().len();
            let whole = book.entries().last().unwrap().word;
            last.insert((book.escape().is_some(), whole.bits.count_ones() == whole.length));
            for (what, sides) in
                [("encoder", &Side::ALL[..1]), ("decoder", &Side::ALL[1..]), ("swap", &Side::ALL[..])]
            {
                let steps = Load::new(&design, &book, slot, sides).unwrap().steps;
                let lengths: String = book.lengths().iter().map(|length| format!("{length:x}")).collect();
                let numbers = [slot.to_string(), book.escape().unwrap_or(0).to_string()];
                let args = [what, &numbers[0], &numbers[1], &book.tag().to_string(), &lengths];
                let did = record.run(&record.constants, &args);
                let expected: String = steps.iter().map(access).collect();
                assert_eq!(did, expected, "{} {what} {book:?}", design.name());
            }
        }
    }
    // Codes whose last codeword is the escape, a symbol's, or left out.
    assert_eq!(last.len(), 3);
}

#[test]
fn other_registers_are_not_taken_for_its_own() {
    if !have("cc") {
        return;
    }
    let (design, folder) = (small(), tempfile::tempdir().unwrap());
    let record = Record::compile(&design, folder.path());
    let [id, encoder, decoder, layout] = record.constants;
    for (constants, text) in [
        ([0, 0, 0, 0], "these are no registers of Huffwire"),
        ([id + 1, encoder, decoder, layout], "the register map has a version that the driver does not know"),
        (
            [id, encoder ^ 1 << 25, decoder, layout],
            "the driver was built with the header of a design that differs in whether symbols are escaped",
        ),
    ] {
        assert_eq!(record.run(&constants, &["swap", "0", "0", "0", "0"]).trim(), text);
    }
}

/// Both ends in one module, each port with its end's letter in front of it.
fn top(design: &Design) -> String {
    let (mut ports, mut ends) =
        (vec!["input wire clk".to_owned(), "input wire rst".to_owned()], String::new());
    for (letter, end, list) in
        [("e", "encoder", design.encoder_ports()), ("d", "decoder", design.decoder_ports())]
    {
        let mut connections = vec![".clk(clk)".to_owned(), ".rst(rst)".to_owned()];
        for port in list.iter().filter(|port| port.name != "clk" && port.name != "rst") {
            let direction = port.direction;
            let range = if port.vector { format!("[{}:0] ", port.width - 1) } else { String::new() };
            ports.push(format!("{direction} wire {range}{letter}_{}", port.name));
            connections.push(format!(".{0}({letter}_{0})", port.name));
        }
        let _ = writeln!(ends, "    {0}_{end} u_{end} ({1});", design.name(), connections.join(", "));
    }
    format!("module top (\n    {}\n);\n{ends}endmodule\n", ports.join(",\n    "))
}

/// A line of `books.txt`.
fn book_line(name: &str, escape: u8, tag: u32, lengths: &[u8]) -> String {
    let lengths: String = lengths.iter().map(|length| format!(" {length:x}")).collect();
    format!("{name} {escape:x} {tag:x}{lengths}\n")
}

/// Codebooks that the registers must refuse, by what is wrong with them.
fn wrong_books(good: &Codebook) -> String {
    let lengths = |pairs: &[(usize, u8)]| {
        let mut lengths = vec![0; good.lengths().len()];
        pairs.iter().for_each(|&(symbol, length)| lengths[symbol] = length);
        lengths
    };
    let escape = good.escape().unwrap();
    let mut longer = good.lengths().to_vec();
    *longer.iter_mut().find(|length| **length > 0).unwrap() += 1;
    let mut moved = good.lengths().to_vec();
    moved.rotate_right(4);
    [
        book_line("length_changed", escape, good.tag().0, &longer),
        book_line("symbols_moved", escape, good.tag().0, &moved),
        book_line("tag_changed", escape, good.tag().0 ^ 0x400, good.lengths()),
        book_line("too_many_groups", 2, 0, &lengths(&[(0, 1), (4, 2)])),
        book_line("short_escape", 1, 0, &lengths(&[(5, 1)])),
        book_line("no_escape", 0, 0, &lengths(&[(4, 2), (5, 2), (6, 2), (7, 2)])),
        book_line("nothing", 0, 0, &lengths(&[])),
    ]
    .concat()
}

/// Writes the design, the bench, what it plays, and compiles all of it.
fn build(design: &Design, folder: &Path, random: &mut Random) -> Vec<Codebook> {
    copy(design, folder);
    let mut files = vec!["top.v".to_owned()];
    std::fs::write(folder.join("top.v"), top(design)).unwrap();
    for file in rtl::render(design).into_iter().filter(|file| file.path.ends_with(".v")) {
        std::fs::write(folder.join(&file.path), file.text).unwrap();
        files.push(file.path);
    }
    std::fs::write(folder.join("harness.cpp"), HARNESS).unwrap();
    output(&mut cc(design, folder, &["-O1", "-c", "-o", "driver.o", "huffwire.c"]));
    let mut command = Command::new("verilator");
    command
        .current_dir(folder)
        .args([
            "--cc",
            "--exe",
            "--build",
            "-O1",
            "-j",
            "1",
            "-Wno-fatal",
            "-Wno-lint",
            "--top-module",
            "top",
        ])
        .args(["-Mdir", "obj", "-o", "harness", "-MAKEFLAGS", "OPT_FAST=-O1 OPT_SLOW=-O0 OPT_GLOBAL=-O0"])
        .args(["-CFLAGS", "-I.. -std=c++17 -Wall -Wextra -Wno-unused-parameter"])
        .args(&files)
        .args(["harness.cpp", "../driver.o"]);
    output(&mut command);

    let books: Vec<Codebook> =
        (0..8).map(|_| loads::book(design.books().envelope().unwrap(), random)).collect();
    let good =
        books.iter().map(|book| book_line("good", book.escape().unwrap_or(0), book.tag().0, book.lengths()));
    let text = good.collect::<String>() + &wrong_books(&books[0]);
    std::fs::write(folder.join("books.txt"), text).unwrap();
    std::fs::write(folder.join("element.txt"), design.element().digest_name()).unwrap();
    let packet = |index: usize, elements: Vec<u8>| {
        let bytes: String = elements.iter().map(|byte| format!(" {byte:x}")).collect();
        format!("{index:x}{bytes}\n")
    };
    // By every slot and raw, of what suits one of the codebooks; the last one is long, and by slot 1.
    let mut packets = String::new();
    for number in 0..60 {
        let count = if number % 4 == 0 { 1 + random.below(150) } else { 1 + random.below(30) };
        let elements = Payload::Codebook.elements(random.of(&books), count, random);
        packets += &packet(random.below(3), elements);
    }
    packets += &packet(1, Payload::Random.elements(&books[0], 400, random));
    std::fs::write(folder.join("packets.txt"), packets).unwrap();
    books
}

/// What the bench says, and whether it found nothing wrong.
fn play(folder: &Path, program: &str, what: &str, seed: u64) -> (bool, String) {
    let output = Command::new(folder.join(program))
        .current_dir(folder)
        .args([what, &seed.to_string()])
        .output()
        .unwrap();
    let said =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    let passed = output.status.success() && said.ends_with("PASS\n");
    assert!(passed || said.contains("WRONG "), "{program} {what} {seed}: {said}");
    (passed, said)
}

/// The bench with another driver, of which some text is replaced.
fn rebuild(design: &Design, folder: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(root().join("examples/driver/huffwire.c")).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from}");
    std::fs::write(folder.join("broken.c"), text.replace(from, to)).unwrap();
    // What is broken may have become unused.
    output(&mut cc(design, folder, &["-w", "-c", "-o", "broken.o", "broken.c"]));
    let mut objects: Vec<_> = std::fs::read_dir(folder.join("obj"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.ends_with(".a") || (name.ends_with(".o") && !name.starts_with("Vtop"))
        })
        .collect();
    // An archive stands behind what needs it.
    objects.sort_by_key(|path| path.extension().is_some_and(|extension| extension == "a"));
    let mut link = Command::new("c++");
    link.current_dir(folder).args(["-o", "broken", "broken.o"]).args(objects).args(["-pthread", "-latomic"]);
    output(&mut link);
}

#[test]
fn codebooks_are_swapped_in_the_verilog_of_both_ends() {
    if !have("verilator") || !have("cc") || !have("c++") {
        return;
    }
    let design = small();
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let books = build(&design, folder, &mut Random::new(SEED));
    let played = |what: &str| {
        let mut all = SEEDS.map(|seed| {
            let (passed, said) = play(folder, "obj/harness", what, seed);
            assert!(passed, "{what} {seed}: {said}");
            said
        });
        let first = all.next().unwrap();
        println!("{what}:\n{first}");
        all.for_each(drop);
        first
    };
    let begins = |said: &str, word: &str| -> Vec<String> {
        said.lines().filter_map(|line| line.strip_prefix(word)).map(str::to_owned).collect()
    };

    let said = played("load");
    // Version, slots, constant books, bits of a symbol, shortest, longest, log2 of symbols, groups, words of
    // LENGTHS, bytes of a check, escapes; and which end.
    assert_eq!(begins(&said, "can "), ["1 2 0 4 1 6 2 1 2 2 1 1", "1 2 0 4 1 6 2 1 2 2 1 0"]);
    for side in Side::ALL {
        let load = Load::new(&design, &books[0], 1, &[side]).unwrap();
        let writes = load.steps.iter().filter(|step| matches!(step, Step::Write { .. })).map(access);
        let did = said.lines().filter(|line| line.starts_with(side.name()));
        assert_eq!(did.map(|line| format!("{line}\n")).collect::<String>(), writes.collect::<String>());
    }

    let said = played("swap");
    let frames = begins(&said, "index ");
    assert_eq!(frames.len(), 3, "by both slots and raw: {frames:?}");
    let packets: usize = begins(&said, "packets ")[0].parse().unwrap();
    assert!(packets > 500, "{packets}");

    assert_eq!(
        begins(&played("refused"), "refused "),
        [
            "length_changed: refused: the counts are no complete code of the envelope, at COMMIT (0x014)",
            "symbols_moved: refused: what was loaded has another tag than the codebook, at COMMIT (0x014)",
            "tag_changed: refused: what was loaded has another tag than the codebook, at COMMIT (0x014)",
            "too_many_groups: refused: the symbols lie in more groups than a slot has, at COMMIT (0x014)",
            "short_escape: refused: padding could be mistaken for an element, at COMMIT (0x014)",
            "no_escape: refused: the counts are no complete code of the envelope, at COMMIT (0x014)",
            "nothing: refused: the counts are no complete code of the envelope, at COMMIT (0x014)",
            "count_changed: refused: the counts are no complete code of the envelope, at COMMIT (0x014)",
            "lengths_changed: refused: the lengths are not those that were counted, at COMMIT (0x014)",
            "count_lost: refused: a write before its time or out of order, at COUNT (0x04c)",
            "lengths_lost: refused: a write before its time or out of order, at LENGTHS (0x404)",
            "posted: refused: the lengths are not those that were counted, at looking for the slot in \
             STATUS.valid (0x00c)",
        ]
    );

    let faults = begins(&played("faults"), "fault ");
    let bus = "the bus answered with an error, or not at all, at ";
    for step in [
        "OPEN (0x010)",
        "waiting for STATUS.ready (0x00c)",
        "COUNT (0x044)",
        "COUNT (0x058)",
        "LENGTHS (0x400)",
        "COMMIT (0x014)",
        "looking for the slot in STATUS.valid (0x00c)",
    ] {
        assert!(faults.contains(&format!("{bus}{step}")), "{step}: {faults:#?}");
    }

    assert_eq!(
        begins(&played("stalls"), "stall "),
        [
            "link_takes_nothing: something still uses the slot, at waiting for STATUS.ready (0x00c)",
            "nothing_arrives: what was sent has not arrived, at waiting for the link (0x000)",
            "decoder_has_a_frame: something still uses the slot, at waiting for STATUS.ready (0x00c)",
        ]
    );

    // A driver that leaves something out is found.
    let loads = [DECODER_LOADED, ENCODER_LOADED];
    for (wrong, what, from, to) in [
        ("the flight is not waited for", "swap", "code == HW_OK && !has_arrived(link)", "false"),
        ("nor is the slot", "swap", "if (status & REG(STATUS_READY_MASK)) {", "if (code == HW_OK) {"),
        ("the encoder is loaded first", "swap", &loads.concat(), &[loads[1], loads[0]].concat()),
        ("no escape", "load", "(length == last ? LAST_MASK : 0)", "0"),
        ("no COMMIT", "faults", "(void)bus->write32(bus->context, REG(COMMIT), other_tag);", ";"),
        ("no DROP", "faults", "(void)bus->write32(bus->context, REG(DROP), (uint32_t)1 << slot);", ";"),
        ("no flight", "faults", "code != HW_ERROR_FLIGHT && has_arrived(link)", "true"),
        ("the decoder alone is closed", "faults", "encoder->failure.closed && code", "code"),
    ] {
        rebuild(&design, folder, from, to);
        // Not all of it goes wrong in every run.
        let mut runs = SEEDS.map(|seed| play(folder, "broken", what, seed));
        let found = runs.find(|(passed, _)| !passed);
        let (_, said) = found.unwrap_or_else(|| panic!("{wrong}: not found"));
        println!("{wrong}: {}", said.lines().last().unwrap());
    }
}
