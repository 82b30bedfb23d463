//! Encoders whose codebooks are loaded, and swapped under traffic, against the golden model.
//!
//! The bench of this file takes the registers' place: it drives the slots' load bus with what follows from a codebook's
//! entries, opens slots while packets are under way, loads as soon as a slot is said to be drained, and writes down when
//! what happened. From outside it is not seen in which clock a frame is given its codebook, only that this is between
//! its first beat in and its last beat out: what a slot held in that span is what it may have been sent by.

use crate::common::{cuts, encoder, have, sideband, smallest};
use huffwire::codebook::{Books, Check, Codebook, Coded, Envelope, GROUP};
use huffwire::codec::{Base, Choice, Frame, PacketEncoder, Select};
use huffwire::design::Preset::{Balanced, HighFmax, LowLatency};
use huffwire::design::{self, BaseRule, BookSpec, Design, EncoderSpec, LoadableSpec, Reset, Spec};
use huffwire::element::Element;
use huffwire::rtl;
use huffwire::sim::{Payload, Random, Simulator};
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::Command;

const HOST: &str = include_str!("loaded/host.v");
const BENCH: &str = include_str!("loaded/tb.v");

/// Clocks behind the last beat of a slot's last frame within which the slot is said to be drained.
const SOON: u64 = 8;

/// A random codebook that the envelope holds; `relative` ones have the exponents around a base, which are the first and the
/// last.
fn random_book(envelope: &Envelope, relative: bool, random: &mut Random) -> Codebook {
    let element = envelope.element();
    let alphabet = element.alphabet();
    let (shortest, longest) = (envelope.shortest() as u8, envelope.longest() as u8);
    loop {
        // Leaves of a complete tree, one split after the other.
        let least = 1usize << shortest;
        let codewords = match envelope.escapes() {
            true => least.max(2) + random.below(envelope.symbols() + 2 - least.max(2)),
            false => alphabet + random.below(2),
        };
        let mut leaves = vec![shortest; least];
        let deep = random.below(3);
        while leaves.len() < codewords {
            let open: Vec<usize> = (0..leaves.len()).filter(|leaf| leaves[*leaf] < longest).collect();
            if open.is_empty() {
                break;
            }
            let leaf = match deep {
                0 => *open.iter().max_by_key(|leaf| leaves[**leaf]).unwrap(),
                _ => *random.of(&open),
            };
            leaves[leaf] += 1;
            leaves.push(leaves[leaf]);
        }
        if leaves.len() != codewords {
            continue;
        }
        leaves.sort_unstable();
        let escape = if envelope.escapes() {
            leaves.pop()
        } else {
            leaves.truncate(alphabet);
            None
        };
        // Symbols in no more groups than there are, mixed.
        let mut groups: Vec<usize> = (0..alphabet.div_ceil(GROUP)).collect();
        shuffle(&mut groups, random);
        if relative {
            let last = alphabet.div_ceil(GROUP) - 1;
            groups.sort_by_key(|group| (*group).min(last - group) > 2);
        }
        if envelope.escapes() {
            groups.truncate(envelope.groups());
        }
        let mut symbols: Vec<usize> =
            groups.iter().flat_map(|group| GROUP * group..GROUP * (group + 1)).collect();
        symbols.retain(|symbol| *symbol < alphabet);
        shuffle(&mut symbols, random);
        let mut lengths = vec![0; alphabet];
        symbols.iter().zip(&leaves).for_each(|(&symbol, &length)| lengths[symbol] = length);
        if let Ok(book) = Codebook::new(element, longest, &lengths, escape) {
            envelope.holds(&book).unwrap();
            return book;
        }
    }
}

fn shuffle<T>(items: &mut [T], random: &mut Random) {
    for at in (1..items.len()).rev() {
        items.swap(at, random.below(at + 1));
    }
}

/// What loads a codebook into a slot, as the contract of the load bus says; `cut` leaves the rest out.
fn load(envelope: &Envelope, slot: usize, book: &Codebook, cut: Option<usize>) -> Vec<String> {
    let mut lines = Vec::new();
    let ranks = envelope.symbols() as i64;
    let words: Vec<_> = book.entries().iter().map(|entry| (entry.coded, entry.word)).collect();
    let unit = 1i64 << 16;
    for len in envelope.shortest()..=envelope.longest() {
        // What is left of the code space behind the shorter codewords, and how many of these are symbols.
        let shorter = words.iter().filter(|(_, word)| word.length < len);
        let used: i64 = shorter.clone().map(|(_, word)| unit >> word.length).sum();
        let rank = shorter.filter(|(coded, _)| *coded != Coded::Escape).count() as i64;
        let first = used * (1 << len) / unit;
        let free = (unit - used) * (1 << len) / unit / 2;
        let complete = words.iter().map(|(_, word)| unit >> word.length).sum::<i64>() == unit;
        let last = len == book.longest_codeword() && (book.escape().is_some() || !complete);
        let off = (first - rank).rem_euclid(ranks);
        lines.push(format!("2 {slot} {len} {free} {off} {} 0", u8::from(last)));
    }
    let ranked: Vec<usize> = words
        .iter()
        .filter_map(|(coded, _)| match coded {
            Coded::Symbol(symbol) => Some(usize::from(*symbol)),
            Coded::Escape => None,
        })
        .collect();
    let mut groups: Vec<usize> = Vec::new();
    for (symbol, &length) in book.lengths().iter().enumerate() {
        let rank = ranked.iter().position(|other| *other == symbol).unwrap_or(0);
        let coded = length != 0 && envelope.escapes();
        let fresh = coded && groups.last() != Some(&(symbol / GROUP));
        if fresh {
            groups.push(symbol / GROUP);
        }
        let group = if coded { groups.len() as i64 - 1 } else { -1 };
        lines.push(format!("3 {slot} {symbol} {length} {rank} {group} {}", u8::from(fresh)));
    }
    lines.truncate(cut.unwrap_or(usize::MAX));
    lines
}

/// A design, and how it is run.
struct Case {
    what: &'static str,
    element: &'static str,
    loadable: (u64, u64, u64, u64, Option<u64>),
    constants: usize,
    encoder: EncoderSpec,
    base: Option<BaseRule>,
    check: Option<Check>,
    reset: Reset,
    counters: bool,
    verilator: bool,
}

fn cases() -> Vec<Case> {
    let case = |what, element, loadable, constants, encoder| Case {
        what,
        element,
        loadable,
        constants,
        encoder,
        base: None,
        check: None,
        reset: Reset::SyncHigh,
        counters: false,
        verilator: false,
    };
    let all = "custom:1:8:6:2";
    let short = "custom:1:6:5:0";
    let two = || encoder(2, 4, Balanced);
    vec![
        Case {
            verilator: true,
            counters: true,
            ..case("one slot", "bf16", (1, 2, 8, 32, None), 0, encoder(4, 8, Balanced))
        },
        Case {
            verilator: true,
            check: Some(Check::Crc32),
            counters: true,
            ..case("four slots", "bf16", (4, 2, 8, 32, None), 0, sideband(encoder(8, 16, Balanced)))
        },
        Case {
            base: Some(BaseRule::Sideband),
            check: Some(Check::Crc16),
            reset: Reset::AsyncLow,
            ..case("all levels", "bf16", (2, 1, 10, 16, Some(8)), 2, sideband(encoder(4, 8, HighFmax)))
        },
        case("no levels", all, (4, 2, 8, 32, None), 0, encoder(2, 2, LowLatency)),
        Case {
            base: Some(BaseRule::Own),
            check: Some(Check::Crc32),
            ..case("blocks by an index", "bf16", (2, 2, 8, 32, None), 0, {
                let mut encoder = sideband(two());
                encoder.block = Some(4);
                encoder
            })
        },
        Case {
            base: Some(BaseRule::Previous),
            ..case("a base of before", "bf16", (1, 2, 8, 64, None), 1, sideband(two()))
        },
        case("one slot, all symbols", all, (1, 1, 9, 32, None), 0, encoder(1, 1, cuts(&["find"]))),
        case("a short element", short, (2, 1, 7, 16, Some(16)), 0, encoder(4, 4, Balanced)),
        Case {
            verilator: true,
            ..case("a byte's symbols", "e4m3", (1, 3, 15, 256, None), 1, smallest(4, two()))
        },
        case("half of a byte's", "e5m2", (2, 2, 12, 128, Some(64)), 1, sideband(two())),
        case("ranks longer than codewords", "e4m3", (1, 1, 4, 64, None), 0, encoder(2, 2, Balanced)),
        Case {
            verilator: true,
            counters: true,
            ..case("the smallest", "bf16", (2, 2, 8, 32, None), 1, smallest(4, encoder(4, 8, Balanced)))
        },
        Case {
            check: Some(Check::Crc16),
            ..case("the smallest of one", all, (1, 2, 8, 32, None), 0, smallest(2, two()))
        },
        Case {
            base: Some(BaseRule::Own),
            check: Some(Check::Crc32),
            reset: Reset::SyncLow,
            ..case(
                "the smallest, own base",
                "bf16",
                (4, 2, 8, 32, None),
                0,
                smallest(8, encoder(2, 4, HighFmax)),
            )
        },
        Case {
            base: Some(BaseRule::Previous),
            ..case("the smallest, base of before", "bf16", (2, 2, 9, 32, None), 1, smallest(2, two()))
        },
        case("the smallest, short", short, (2, 2, 6, 32, None), 1, smallest(4, encoder(4, 4, LowLatency))),
    ]
}

fn design_of(case: &Case, random: &mut Random) -> Design {
    let element = Element::parse(case.element).unwrap();
    let (slots, shortest, longest, symbols, groups) = case.loadable;
    let envelope = Envelope::new(element, shortest, longest, symbols, groups).unwrap();
    let constants = (0..case.constants).map(|number| {
        BookSpec::new(format!("book{number}.yaml"), random_book(&envelope, case.base.is_some(), random))
    });
    let mut spec = Spec::new("d", constants.collect(), case.encoder.clone(), None);
    let mut loadable = LoadableSpec::new(element, slots, shortest, longest, symbols);
    loadable.groups = groups;
    spec.loadable = Some(loadable);
    (spec.base, spec.check, spec.reset, spec.counters) = (case.base, case.check, case.reset, case.counters);
    Design::new(spec).unwrap()
}

/// Lines of numbers as the bench reads them.
fn in_digits(lines: &[String]) -> String {
    let number = |text: &str| format!("{:08x}", text.parse::<i32>().unwrap());
    lines.iter().map(|line| line.split(' ').map(number).collect::<String>() + "\n").collect()
}

/// A packet to send.
struct Packet {
    elements: Vec<u8>,
    /// What is asked for, where something is: codebook and base.
    index: usize,
    base: u16,
    /// A beat without elements behind the last one says that it ends.
    closed: bool,
}

/// What happens to the slots, and the codebooks that are loaded.
struct Script {
    lines: Vec<String>,
    versions: Vec<Codebook>,
}

fn script(design: &Design, random: &mut Random, loads: usize) -> Script {
    let books = design.books();
    let envelope = books.envelope().unwrap();
    let slots = books.slots().len();
    let mut lines = vec![format!("0 {} 0 0 0 0 0", random.below(200))];
    let mut versions = Vec::new();
    for number in 0..loads {
        // The first ones fill the slots.
        let slot = if number < slots { number } else { random.below(slots) };
        let book = random_book(envelope, books.base(), random);
        lines.push(format!("1 {slot} 0 0 0 0 0"));
        // Some loads are given up.
        if number >= slots && random.below(6) == 0 {
            lines.extend(load(envelope, slot, &book, Some(1 + random.below(40))));
            continue;
        }
        lines.extend(load(envelope, slot, &book, None));
        // The entry goes into its place a clock later, and a write on the bus takes longer.
        lines.push("0 1 0 0 0 0 0".to_owned());
        lines.push(format!("4 {slot} {} {} 0 0 0", book.tag().0 as i32, versions.len()));
        versions.push(book);
        if random.below(2) == 0 {
            lines.push(format!("0 {} 0 0 0 0 0", random.below(300)));
        }
        if random.below(8) == 0 {
            lines.push(format!("5 {} 0 0 0 0 0", random.below(slots)));
        }
        if design.counters() {
            lines.push("6 0 0 0 0 0 0".to_owned());
        }
    }
    // What was cleared last has been shown before the bench ends.
    lines.push("0 20 0 0 0 0 0".to_owned());
    Script { lines, versions }
}

fn packets(design: &Design, versions: &[Codebook], random: &mut Random, count: usize) -> Vec<Packet> {
    let books = design.books();
    let encoder = design.encoder().unwrap();
    let (element, lanes) = (design.element(), encoder.lanes());
    let block = encoder.block();
    let packet = |_| {
        let beats = match random.below(8) {
            0 => 1,
            1 => 10 + random.below(40),
            _ => 1 + random.below(10),
        };
        let whole = lanes * beats;
        let mut elements = if random.below(30) == 0 { 0 } else { whole - random.below(lanes) };
        let closed = block.is_some() && random.below(5) == 0;
        if let (true, Some(block)) = (closed, block) {
            elements = lanes * block * (1 + random.below(3));
        }
        let book = random.of(versions);
        let mut bytes = Payload::Codebook.elements(book, elements, random);
        if books.base() && random.below(4) > 0 {
            // Exponents that lie together.
            for element_bytes in bytes.chunks_exact_mut(element.bytes()) {
                let symbol = (100 + random.below(4) + random.below(4)) as u16;
                let value = element.join(symbol, random.bits() as u32 & 1);
                element_bytes.copy_from_slice(&value.to_le_bytes()[..element.bytes()]);
            }
        }
        for element_bytes in bytes.chunks_exact_mut(element.bytes()) {
            if random.below(10) == 0 {
                let value = random.bits() as u32 & element.mask();
                element_bytes.copy_from_slice(&value.to_le_bytes()[..element.bytes()]);
            }
        }
        // Slots above all.
        let slots = books.slots().len();
        let index = match random.below(4) {
            0 => random.below(1 << books.index_bits()),
            _ => books.slot_index(random.below(slots)),
        };
        let base = random.below(1 << books.base_bits()) as u16;
        Packet { elements: bytes, index, base, closed }
    };
    (0..count).map(packet).collect()
}

/// Lines of beats, and per packet how many there are.
fn beats(design: &Design, packets: &[Packet], user: usize) -> (String, Vec<usize>) {
    let encoder = design.encoder().unwrap();
    let bytes = encoder.lanes() * design.element().bytes();
    let hex = |bytes: &[u8]| bytes.iter().rev().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut lines = String::new();
    let mut counts = Vec::new();
    for packet in packets {
        let mut all: Vec<&[u8]> = packet.elements.chunks(bytes).collect();
        if packet.closed || all.is_empty() {
            all.push(&[]);
        }
        let index_bits =
            if encoder.select() == Some(design::Select::Sideband) { design.books().index_bits() } else { 0 };
        let told = u64::from(packet.base) << index_bits | packet.index as u64 & ((1 << index_bits) - 1);
        for (number, beat) in all.iter().enumerate() {
            let last = u8::from(number + 1 == all.len());
            let keep = (1u128 << beat.len()) - 1;
            let mut data = beat.to_vec();
            data.resize(bytes, 0);
            // Only the first beat's counts.
            let told = if number == 0 { told } else { 0 } & ((1 << user) - 1);
            lines += &format!("{last}{keep:0digits$x}{}{told:04x}\n", hex(&data), digits = bytes.div_ceil(4));
        }
        counts.push(all.len());
    }
    (lines, counts)
}

/// A frame as it came, and when it can have been given its codebook.
struct Seen {
    bytes: Vec<u8>,
    from: u64,
    to: u64,
}

/// What a slot held: this version from a clock on to another.
struct Held {
    slot: usize,
    version: usize,
    from: u64,
    to: u64,
}

/// What was written down.
#[derive(Default)]
struct Log {
    taken: Vec<u64>,
    frames: Vec<(Vec<u8>, u64)>,
    held: Vec<Held>,
    /// Slot, clock, and when it was drained.
    opened: Vec<(usize, u64, u64)>,
    refused: u64,
    counters: Vec<String>,
}

impl Log {
    fn of(output: &str, what: &str) -> Self {
        let mut log = Self::default();
        let mut frame = Vec::new();
        let mut ended = false;
        for line in output.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let number = |at: usize| words[at].parse::<u64>().unwrap();
            let close = |log: &mut Self, slot: usize, at: u64| {
                log.held
                    .iter_mut()
                    .filter(|held| held.slot == slot && held.to == u64::MAX)
                    .for_each(|held| held.to = at);
            };
            match words[..] {
                ["IN", ..] => log.taken.push(number(1)),
                ["OUT", _, last, keep, data] => {
                    let value = |text: &str| {
                        let digits = text.bytes().rev().map(|digit| char::from(digit).to_digit(16));
                        digits
                            .collect::<Option<Vec<u32>>>()
                            .unwrap_or_else(|| panic!("{what}: unknown bits: {line}"))
                    };
                    let (keep, data) = (value(keep), value(data));
                    let kept = (0..data.len() / 2).filter(|byte| keep[byte / 4] >> (byte % 4) & 1 == 1);
                    frame.extend(kept.map(|byte| (data[2 * byte] | data[2 * byte + 1] << 4) as u8));
                    if last == "1" {
                        log.frames.push((std::mem::take(&mut frame), number(1)));
                    }
                }
                ["OPEN", ..] => {
                    close(&mut log, number(2) as usize, number(1));
                    log.opened.push((number(2) as usize, number(1), u64::MAX));
                }
                ["DRAINED", ..] => log.opened.last_mut().unwrap().2 = number(1),
                ["DROP", ..] => close(&mut log, number(2) as usize, number(1)),
                ["COMMIT", ..] => {
                    let held = Held {
                        slot: number(2) as usize,
                        version: number(3) as usize,
                        from: number(1) + 1,
                        to: u64::MAX,
                    };
                    log.held.push(held);
                }
                ["REFUSED", ..] => log.refused += 1,
                ["COUNTERS", counters] => log.counters.push(counters.to_owned()),
                ["SCRIPT", ..] => {}
                ["END"] => ended = true,
                _ if line.contains("$finish") => {}
                _ => panic!("{what}: {line}"),
            }
        }
        assert!(ended, "{what}: it did not end:\n{}", &output[output.len().saturating_sub(600)..]);
        log
    }

    /// What a slot can have held in a span: nothing, or versions.
    fn states(&self, slot: usize, from: u64, to: u64) -> Vec<Option<usize>> {
        let here = |held: &&Held| held.slot == slot && held.from <= to && held.to >= from;
        let mut states: Vec<Option<usize>> =
            self.held.iter().filter(here).map(|held| Some(held.version)).collect();
        let all = |held: &Held| held.slot == slot && held.from <= from && held.to >= to;
        if !self.held.iter().any(all) {
            states.push(None);
        }
        states
    }
}

fn simulate(
    simulator: Simulator,
    folder: &Path,
    counts: [usize; 3],
    seed: u32,
    (stall, idle): (u8, u8),
) -> String {
    let mut command = match simulator {
        Simulator::Icarus => {
            let mut command = Command::new("vvp");
            command.args(["-n", "sim.vvp"]);
            command
        }
        _ => {
            let mut command = Command::new(folder.join("obj/sim"));
            command.args(["+verilator+rand+reset+2", &format!("+verilator+seed+{}", seed + 1)]);
            command
        }
    };
    let [frames, lines, beats] = counts;
    let plus = [
        ("frames", frames),
        ("lines", lines),
        ("count", beats),
        ("seed", seed as usize),
        ("stall", stall.into()),
        ("idle", idle.into()),
    ];
    let plus = plus.map(|(name, value)| format!("+{name}={value}"));
    let output = command
        .current_dir(folder)
        .args(plus)
        .args(["+script=script.txt", "+beats=beats.txt"])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

fn compile(simulator: Simulator, folder: &Path) {
    let sources: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".v"))
        .collect();
    let mut command = match simulator {
        Simulator::Icarus => {
            let mut command = Command::new("iverilog");
            command.args(["-g2005", "-s", "tb", "-o", "sim.vvp"]);
            command
        }
        _ => {
            let mut command = Command::new("verilator");
            command.args([
                "--binary",
                "--timing",
                "-Wno-fatal",
                "-Wno-lint",
                "-fno-inline",
                "-O1",
                "-j",
                "1",
            ]);
            command.args(["--top-module", "tb", "-Mdir", "obj", "-o", "sim", "-MAKEFLAGS"]);
            command.arg("OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0");
            command
        }
    };
    let output = command.current_dir(folder).args(sources).output().unwrap();
    let said =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(output.status.success(), "{said}");
}

/// Writes the design and the bench.
fn write(design: &Design, folder: &Path, user: usize) {
    let books = design.books();
    let envelope = books.envelope().unwrap();
    let encoder = design.encoder().unwrap();
    let counters =
        design.encoder_ports().into_iter().find(|port| port.name == "counters").map(|port| port.width);
    let reset = design.reset().port();
    let (on, active) = if reset == "rst" { ("rst", "1'b1") } else { ("!rst_n", "1'b0") };
    // The ports that software has, which the bench does without.
    let axil: String = design
        .encoder_ports()
        .iter()
        .filter(|port| port.name.starts_with("s_axil_"))
        .map(|port| {
            let range = if port.vector { format!("[{}:0] ", port.width - 1) } else { String::new() };
            format!("    {} wire {range}{},\n", port.direction, port.name)
        })
        .collect();
    let numbers = [
        ("SLOTS", books.slots().len()),
        ("RANK", envelope.symbols().ilog2() as usize),
        ("SYMBOL", design.element().symbol_bits() as usize),
        ("GROUPS", envelope.groups()),
        ("IN", encoder.lanes() * design.element().bytes()),
        ("OUT", encoder.out_bytes()),
        ("KEEP", 4 * (encoder.lanes() * design.element().bytes()).div_ceil(4)),
        ("USER", user.max(1)),
    ];
    let numbers = numbers.map(|(name, value)| (name, value.to_string()));
    let some =
        |text: &str| counters.map_or(String::new(), |width| text.replace('#', &(width - 1).to_string()));
    let texts = [
        ("P", design.name().to_owned()),
        ("RST", reset.to_owned()),
        ("ON", on.to_owned()),
        ("ACTIVE", active.to_owned()),
        ("COUNTER_PORTS", some(",\n    input  wire [#:0] counters,\n    output reg clear")),
        ("AXIL", axil),
        (
            "COUNTER_CLOCK",
            some(
                "        clear <= 1'b0;\n        cleared <= !on && clear === 1'b1;\n        if (!on && cleared === 1'b1) $display(\"COUNTERS %h\", counters);\n",
            ),
        ),
        ("COUNTER_CLEAR", some("                6: clear <= 1'b1;\n")),
        ("COUNTER_WIRE", some("    wire [#:0] counters;\n")),
        ("COUNTER_PORT", some(", .counters(counters)")),
        ("COUNTER_END", some("                    $display(\"COUNTERS %h\", counters);\n")),
        ("USER_PORT", if user > 0 { " .s_axis_tuser(s_user),".to_owned() } else { String::new() }),
    ];
    let fill = |text: &str| {
        let all = numbers
            .iter()
            .map(|(name, value)| (*name, value))
            .chain(texts.iter().map(|(name, value)| (*name, value)));
        all.fold(text.to_owned(), |text, (name, value)| text.replace(&format!("@{name}@"), value))
    };
    let mut host = fill(HOST);
    if counters.is_some() {
        host = host.replace("    reg     draining, done;", "    reg     draining, done, cleared;");
    }
    let p = design.name();
    std::fs::write(folder.join("tb.v"), fill(BENCH)).unwrap();
    let behind = ["enc_registers", "axil", "walk", "groups"].map(|module| format!("{p}_{module}.v"));
    let verilog = rtl::render(design).into_iter().filter(|file| file.path.ends_with(".v"));
    for file in verilog.filter(|file| !behind.contains(&file.path)) {
        std::fs::write(folder.join(&file.path), &file.text).unwrap();
    }
    std::fs::write(folder.join(&behind[0]), host).unwrap();
}

/// The books with these versions in the slots.
fn loaded(books: &Books, versions: &[Codebook], states: &[Option<usize>]) -> Books {
    states.iter().enumerate().fold(books.clone(), |books, (slot, state)| {
        books.with_slot(slot, state.map(|version| versions[version].clone())).unwrap()
    })
}

/// Every choice of one of each.
fn product(of: &[Vec<Option<usize>>]) -> Vec<Vec<Option<usize>>> {
    of.iter().fold(vec![Vec::new()], |all, states| {
        let with = |before: &Vec<Option<usize>>| {
            let before = before.clone();
            states.iter().map(move |state| [&before[..], &[*state]].concat()).collect::<Vec<_>>()
        };
        all.iter().flat_map(with).collect()
    })
}

/// What there was of it, so that a run in which nothing happens is no success.
#[derive(Debug, Default)]
struct Coverage {
    by_slot: u64,
    raw: u64,
    refused: u64,
    /// Frames under way while their slot changed.
    changed: u64,
    drained: usize,
}

fn judge(
    design: &Design,
    packets: &[Packet],
    counts: &[usize],
    versions: &[Codebook],
    log: &Log,
    what: &str,
) -> Coverage {
    let books = design.books();
    let encoder = design.encoder().unwrap();
    let select = encoder.select().unwrap();
    let block = encoder.block_elements().and_then(NonZeroUsize::new);
    let raw = books.raw_index().unwrap();
    let mut coverage = Coverage { drained: log.opened.len(), ..Coverage::default() };
    let (mut at, mut beat, mut before, mut refused) = (0, 0, 0, 0);
    let mut encoders = HashMap::new();
    let mut by_slot: Vec<(usize, u64, u64)> = Vec::new();
    let mut expected_counters = vec![[0u64; 3]; books.indices()];
    let mut beyond = 0;
    for (number, packet) in packets.iter().enumerate() {
        let base = match design.base() {
            Some(BaseRule::Previous) => Base::Previous(before),
            Some(BaseRule::Sideband) => Base::Given(packet.base),
            _ => Base::Own,
        };
        let choose = match select {
            design::Select::Sideband => Select::Index(packet.index),
            _ => Select::Smallest,
        };
        let mut sent: HashMap<Vec<Option<usize>>, Vec<Frame>> = HashMap::new();
        let mut frames = |states: &[Option<usize>], place: usize| {
            let encoder = encoders
                .entry(states.to_vec())
                .or_insert_with(|| PacketEncoder::new(&loaded(books, versions, states)));
            let choice = Choice { select: choose, block, base };
            let all = sent
                .entry(states.to_vec())
                .or_insert_with(|| encoder.packet(choice, &packet.elements).unwrap());
            (all.len(), all.get(place).cloned())
        };
        let (count, _) = frames(&vec![None; books.slots().len()], 0);
        if select == design::Select::Sideband && packet.index > raw {
            beyond += 1;
        }
        for place in 0..count {
            let what = format!("{what}: packet {number} frame {place}");
            let first = beat + place * encoder.block().unwrap_or(0);
            let (bytes, to) = &log.frames[at];
            let seen = Seen { bytes: bytes.clone(), from: log.taken[first], to: *to };
            let index = usize::from(seen.bytes[0]) >> (8 - books.index_bits());
            let states: Vec<Vec<Option<usize>>> =
                (0..books.slots().len()).map(|slot| log.states(slot, seen.from, seen.to)).collect();
            let slot = index.checked_sub(books.slot_index(0)).filter(|slot| *slot < books.slots().len());
            let found = product(&states)
                .into_iter()
                .find_map(|states| frames(&states, place).1.filter(|frame| frame.bytes == seen.bytes));
            let frame = found.unwrap_or_else(|| {
                panic!(
                    "{what}: index {index} (asked for {}), clocks {} to {}, slots {states:?}: {:02x?}",
                    packet.index, seen.from, seen.to, seen.bytes
                )
            });
            let asked =
                packet.index.checked_sub(books.slot_index(0)).filter(|slot| *slot < books.slots().len());
            if select == design::Select::Sideband && asked.is_some() && index == raw {
                refused += 1;
            }
            if let Some(slot) = slot {
                coverage.by_slot += 1;
                coverage.changed += u64::from(states[slot].len() > 1);
                by_slot.push((slot, seen.from, seen.to));
            }
            coverage.raw += u64::from(index == raw);
            let counted = &mut expected_counters[index];
            counted[0] += 1;
            counted[1] += frame.elements;
            counted[2] += frame.bits;
            before = frame.own_base;
            at += 1;
        }
        beat += counts[number];
    }
    assert_eq!(at, log.frames.len(), "{what}: frames");
    assert_eq!(beat, log.taken.len(), "{what}: beats");
    assert_eq!(refused, log.refused, "{what}: refused");
    coverage.refused = refused;
    // Drained as soon as the slot's frames are out, whatever else goes on.
    for &(slot, open, drained) in &log.opened {
        let there = by_slot.iter().filter(|(other, from, _)| *other == slot && *from <= open);
        let out = there.map(|(.., to)| *to).max().unwrap_or(0).max(open);
        assert!(
            drained <= out + SOON,
            "{what}: slot {slot} opened at {open}, out at {out}, drained at {drained}"
        );
    }
    if design.counters() {
        // Before each time that they were cleared, and at the end: nothing is lost between.
        let width =
            design.encoder_ports().into_iter().find(|port| port.name == "counters").unwrap().width as usize;
        let mut sums = vec![0u64; width / 48];
        for counters in &log.counters {
            for (number, sum) in sums.iter_mut().enumerate() {
                let end = counters.len() - 12 * number;
                *sum += u64::from_str_radix(&counters[end - 12..end], 16).unwrap();
            }
        }
        let mut expected = expected_counters.concat();
        expected.resize(sums.len(), beyond);
        assert_eq!(sums, expected, "{what}: counters");
    }
    coverage
}

fn run(case: &Case, number: usize, simulator: Simulator, count: usize) -> Coverage {
    let random = &mut Random::new(1000 + number as u64);
    let design = design_of(case, random);
    let folder = tempfile::tempdir().unwrap();
    let user = design
        .encoder_ports()
        .iter()
        .find(|port| port.name == "s_axis_tuser")
        .map_or(0, |port| port.width as usize);
    write(&design, folder.path(), user);
    compile(simulator, folder.path());
    let mut all = Coverage::default();
    for (seed, patterns) in [(0, 0), (1, 1), (2, 1), (2, 0)].into_iter().enumerate() {
        let script = script(&design, random, 4 + count / 60);
        let packets = packets(&design, &script.versions, random, count);
        let (text, counts) = beats(&design, &packets, user);
        let block = design.encoder().unwrap().block_elements().unwrap_or(usize::MAX);
        let frames = packets
            .iter()
            .map(|packet| (packet.elements.len() / design.element().bytes()).div_ceil(block).max(1));
        std::fs::write(folder.path().join("script.txt"), in_digits(&script.lines)).unwrap();
        std::fs::write(folder.path().join("beats.txt"), text).unwrap();
        let output = simulate(
            simulator,
            folder.path(),
            [frames.sum(), script.lines.len(), counts.iter().sum()],
            seed as u32 + 1,
            patterns,
        );
        let what = format!("{} in {simulator}, stall and idle {patterns:?}", case.what);
        let coverage = judge(&design, &packets, &counts, &script.versions, &Log::of(&output, &what), &what);
        all.by_slot += coverage.by_slot;
        all.raw += coverage.raw;
        all.refused += coverage.refused;
        all.changed += coverage.changed;
        all.drained += coverage.drained;
    }
    println!("{}: {all:?}", case.what);
    all
}

/// Something of everything happened; how many frames were under way while their slot changed.
fn happened(case: &Case, coverage: &Coverage) -> u64 {
    let Coverage { by_slot, raw, refused, changed, drained } = *coverage;
    let told = case.encoder.select != Some(design::Select::Smallest);
    assert!(by_slot > 5 && raw > 20 && drained > 10 && (refused > 5) == told, "{}: {coverage:?}", case.what);
    changed
}

#[test]
fn slots_are_swapped_under_traffic_in_icarus() {
    if !have("iverilog") {
        return;
    }
    let mut changed = 0;
    // Of those that Verilator does not have one that is told and two of blocks; all of them in the campaign.
    let some = |(number, _): &(usize, &Case)| crate::common::campaign() || [3, 12, 15].contains(number);
    for (number, case) in cases().iter().enumerate().filter(some) {
        changed += happened(case, &run(case, number, Simulator::Icarus, 150));
    }
    assert!(changed > 5, "{changed}");
}

#[test]
fn slots_are_swapped_under_traffic_in_verilator() {
    if !have("verilator") {
        return;
    }
    let mut changed = 0;
    let some = if crate::common::campaign() { usize::MAX } else { 1 };
    for (number, case) in
        cases().iter().enumerate().filter(|(_, case)| case.verilator || crate::common::campaign()).take(some)
    {
        changed += happened(case, &run(case, number, Simulator::Verilator, 1000));
    }
    assert!(changed > 20, "{changed}");
}

#[test]
fn tools_have_no_complaint() {
    let mut complaints = Vec::new();
    for (number, case) in cases().iter().enumerate() {
        if number % 2 == 1 && !crate::common::campaign() {
            println!("left to scripts/campaign.sh: {}", case.what);
            continue;
        }
        let design = design_of(case, &mut Random::new(1000 + number as u64));
        let folder = tempfile::tempdir().unwrap();
        let mut names = Vec::new();
        for file in rtl::render(&design).into_iter().filter(|file| file.path.ends_with(".v")) {
            // But for a line that fixed designs have too.
            let wide = file.text.lines().filter(|line| line.len() > 100 && !line.contains("previous_told"));
            complaints.extend(wide.map(|line| format!("{}: {}: {line}", case.what, file.path)));
            std::fs::write(folder.path().join(&file.path), &file.text).unwrap();
            names.push(file.path);
        }
        let yosys = format!(
            "read_verilog {}; hierarchy -check -top d_encoder; proc; opt_expr; check -assert; \
             select -assert-none t:$dlatch t:$adlatch t:$dlatchsr",
            names.join(" ")
        );
        let lint = ["--lint-only", "-Wall", "--top-module", "d_encoder"].as_slice();
        let icarus = ["-g2005", "-Wall", "-o", "lint.vvp", "-s", "d_encoder"].as_slice();
        for (tool, arguments, files) in
            [("verilator", lint, true), ("iverilog", icarus, true), ("yosys", &["-q", "-p", &yosys], false)]
        {
            // Yosys takes a second or two for each: some of them.
            let some = files || number.is_multiple_of(3) || crate::common::campaign();
            if !some || !have(tool) {
                continue;
            }
            let mut command = Command::new(tool);
            command.current_dir(folder.path()).args(arguments);
            if files {
                command.args(&names);
            }
            let output = command.output().unwrap();
            let said = [output.stdout, output.stderr]
                .map(|text| String::from_utf8_lossy(&text).into_owned())
                .concat();
            if !output.status.success() || !said.trim().is_empty() {
                complaints.push(format!("{}: {tool}:\n{said}", case.what));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
