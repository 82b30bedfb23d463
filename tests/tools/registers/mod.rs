//! The registers of designs with loadable slots, against a model that knows nothing of how they are made.

mod files;
mod model;
mod plain;

use crate::common::{self, encoder, have, parallel, serial};
use huffwire::codebook::Envelope;
use huffwire::design::Preset::Balanced;
use huffwire::design::{DecoderSpec, Design, LoadableSpec, Reset, Spec, Target};
use huffwire::element::Element;
use huffwire::files::File;
use huffwire::load::{Load, Step};
use huffwire::registers::Side;
use huffwire::rtl;
use huffwire::sim::Random;
use model::{Model, random_book};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A design whose books are all loaded.
pub fn loadable(name: &str, element: &str, decoder: DecoderSpec, numbers: [u64; 4]) -> Spec {
    let [slots, shortest, longest, symbols] = numbers;
    let mut spec = Spec::new(name, Vec::new(), encoder(2, 4, Balanced), decoder);
    spec.loadable =
        Some(LoadableSpec::new(Element::parse(element).unwrap(), slots, shortest, longest, symbols));
    spec
}

/// With escapes and without, with a padding rule that matters, alphabets of less than a word and of many.
pub fn designs() -> Vec<Design> {
    let bf16 = loadable("reg_bf16", "bf16", parallel(8, Balanced), [2, 2, 8, 32]);
    let mut all = loadable("reg_all", "custom:1:8:6:2", serial(1, Balanced), [3, 2, 8, 32]);
    all.reset = Reset::SyncLow;
    let mut tiny = loadable("reg_tiny", "custom:1:2:1:0", parallel(1, Balanced), [1, 1, 4, 4]);
    let mut few = loadable("reg_few", "custom:1:4:3:0", serial(1, Balanced), [2, 1, 5, 4]);
    few.loadable.as_mut().unwrap().groups = Some(2);
    (few.target, tiny.target) = (Target::Fpga, Target::Fpga);
    let mut many = loadable("reg_many", "custom:2:11:10:1", serial(1, Balanced), [16, 1, 15, 64]);
    (many.counters, many.reset) = (true, Reset::AsyncLow);
    let two = loadable("reg_two", "custom:1:1:0:0", serial(1, Balanced), [2, 1, 3, 2]);
    [bf16, all, tiny, few, many, two].map(common::design).into()
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Simulator {
    Icarus,
    Verilator,
}

/// What a script must be answered with.
#[derive(Debug)]
enum Expected {
    /// Whether the write is an error.
    Write(bool),
    /// Value and mask of what is known; or an error.
    Read(Option<(u32, u32)>),
    /// Valid slots, open ones, and the tags of the valid ones.
    Look(u32, u32, Vec<u32>),
    Nothing,
}

/// How writes follow each other.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Pace {
    /// As fast as the bus takes them.
    Fast,
    /// With gaps anywhere, addresses and data each at their time.
    Random,
    /// Each behind the answer to the one before and two clocks.
    Waiting,
}

struct Script<'a> {
    design: &'a Design,
    model: Model,
    lines: Vec<String>,
    expected: Vec<Expected>,
    random: Random,
    pace: Pace,
    alone: bool,
}

const SLOW: u32 = 14;

impl<'a> Script<'a> {
    fn new(design: &'a Design, side: Side, pace: Pace, seed: u64) -> Self {
        let (lines, expected) = (Vec::new(), Vec::new());
        let model = Model::new(design, side);
        Self { design, model, lines, expected, random: Random::new(seed), pace, alone: false }
    }

    fn line(&mut self, kind: u32, strobes: u32, address: u32, data: u32, expected: Expected) {
        let mut gap = || match self.pace {
            Pace::Random if self.random.below(2) == 0 => *self.random.of(&[0, 1, 1, 2, 2, 3, 4, 5, 30]),
            _ => 0,
        };
        let (aw, w, b) = match self.pace {
            Pace::Waiting if kind == 0 => (2, 2, 0),
            _ => (gap(), gap(), gap()),
        };
        let barrier = kind > 1 || self.alone || self.pace == Pace::Waiting;
        self.alone = false;
        self.lines.push(format!(
            "{kind:02x}{:01x}{aw:03x}{w:03x}{b:03x}{strobes:01x}{address:03x}{data:08x}",
            u32::from(barrier)
        ));
        self.expected.push(expected);
    }

    fn write_as(&mut self, address: u32, data: u32, strobes: u32) {
        let error = self.model.write(address, data, strobes);
        self.line(0, strobes, address, data, Expected::Write(error));
        let opened = self.model.open.as_ref().is_some_and(|open| !open.ready && open.counts.is_empty());
        if opened && !error && address == 0x10 && self.model.drained {
            self.poll();
        }
    }

    fn write(&mut self, address: u32, data: u32) {
        self.write_as(address, data, 15);
    }

    /// Waits for the open slot.
    fn poll(&mut self) {
        self.model.open.iter_mut().for_each(|open| open.ready = true);
        self.line(2, 0, 0, 0, Expected::Nothing);
    }

    fn drained(&mut self, drained: bool) {
        self.model.drained = drained;
        self.line(3, 0, 0, drained.into(), Expected::Nothing);
    }

    /// Reads behind all that is before, and lets nothing go ahead of it.
    fn read(&mut self, address: u32) {
        let expected = self.model.read(self.design, address);
        self.alone = true;
        self.line(1, 0, address, 0, Expected::Read(expected));
        self.alone = true;
    }

    fn look(&mut self) {
        let open = self.model.open.as_ref().map_or(0, |open| 1 << open.slot);
        let tags = self.model.valid.iter().map(|tag| tag.unwrap_or(0)).collect();
        let mask = self.model.mask();
        self.line(7, 0, 0, 0, Expected::Look(mask, open, tags));
    }

    fn status(&mut self) {
        self.read(0x0c);
    }

    /// The writes of a load behind OPEN, the last one the COMMIT.
    fn writes(&self, load: &model::Load) -> Vec<(u32, u32)> {
        let first = 0x40 + 4 * self.model.envelope.shortest();
        let counts = (first..).step_by(4).zip(load.counts.iter().copied());
        let words = (0x400..).step_by(4).zip(load.words.iter().copied());
        counts.chain(words).chain([(0x14, load.tag)]).collect()
    }

    fn good_load(&mut self, slot: u32) {
        let book = random_book(&self.model.envelope, &mut self.random);
        let load = model::Load::book(&self.model.envelope, &book);
        self.write(0x10, slot);
        let writes = self.writes(&load);
        let (commit, all) = writes.split_last().unwrap();
        all.iter().for_each(|&(address, data)| self.write(address, data));
        if self.random.below(4) == 0 {
            self.read(0x1c);
        }
        self.write(commit.0, commit.1);
        assert!(self.model.valid[slot as usize].is_some(), "{book:?}");
    }

    /// A load that something is wrong with, or hardly anything.
    fn bad_load(&mut self) {
        let envelope = self.model.envelope;
        let slots = self.model.slots;
        let slot = self.random.below(slots) as u32;
        let book = random_book(&envelope, &mut self.random);
        let mut load = model::Load::book(&envelope, &book);
        let kind = self.random.below(16);
        let retag = |load: &mut model::Load| {
            let lengths = model::lengths(&envelope, &load.words);
            load.tag = model::tag(&envelope, &lengths, book.escape().unwrap_or(0));
        };
        match kind {
            // Counts that are one off, or moved by one length.
            0 | 1 => {
                let at = self.random.below(load.counts.len());
                load.counts[at] = if self.random.below(2) == 0 {
                    load.counts[at] + 1
                } else {
                    load.counts[at].wrapping_sub(1)
                };
                if kind == 1 {
                    let other = self.random.below(load.counts.len());
                    load.counts[other] = load.counts[other].wrapping_add(1);
                }
            }
            // A length that is another one, with and without its tag.
            2 | 3 => {
                let (at, nibble) = (self.random.below(load.words.len()), self.random.below(8));
                load.words[at] ^= (1 + self.random.below(15) as u32) << (4 * nibble);
                if kind == 3 {
                    retag(&mut load);
                }
            }
            // Two that have changed places.
            4 => {
                let mut lengths = model::lengths(&envelope, &load.words);
                let (a, b) = (self.random.below(lengths.len()), self.random.below(lengths.len()));
                lengths.swap(a, b);
                load.words = model::words(&lengths);
                if self.random.below(2) == 0 {
                    retag(&mut load);
                }
            }
            5 => load.tag ^= 1 << self.random.below(32),
            // The escape or the hole elsewhere, or where none is.
            6 => {
                let at = self.random.below(load.counts.len());
                load.counts[at] ^= if self.random.below(2) == 0 { 1 << 16 } else { 1 << 17 };
            }
            // Whatever lengths, their counts and their tag: mostly no code, sometimes too many groups.
            7 => {
                let all = usize::from(!envelope.escapes());
                let longest = envelope.longest() as usize;
                let mut lengths = vec![0u8; envelope.element().alphabet()];
                for length in &mut lengths {
                    if all == 1 || self.random.below(8) == 0 {
                        *length = (all + self.random.below(longest + 1 - all)) as u8;
                    }
                }
                load = model::Load::of(&envelope, &lengths, book.escape(), None);
            }
            // A code of the right lengths whose symbols lie anywhere.
            8 => {
                let mut lengths = book.lengths().to_vec();
                for at in (1..lengths.len()).rev() {
                    lengths.swap(at, self.random.below(at + 1));
                }
                let hole = (!envelope.escapes()).then(|| book.longest_codeword() as u8);
                let hole = hole.filter(|_| {
                    model::Load::book(&envelope, &book).counts.iter().any(|count| count >> 17 > 0)
                });
                load = model::Load::of(&envelope, &lengths, book.escape(), hole);
            }
            _ => {}
        }
        // One in four is not ready when it is first written to.
        let early = self.random.below(4) == 0;
        if early {
            self.drained(false);
        }
        self.write(0x10, slot);
        let mut writes = self.writes(&load);
        if early {
            for _ in 0..self.random.below(3) {
                let (address, data) = *self.random.of(&writes[..writes.len() - 1]);
                self.write(address, data);
            }
            self.status();
            self.drained(true);
            if self.random.below(2) == 0 {
                self.write(0x10, slot);
            } else {
                self.poll();
            }
        }
        let at = self.random.below(writes.len());
        match kind {
            9 => drop(writes.remove(at)),
            10 => writes.insert(at, writes[at]),
            11 => {
                let other = self.random.below(writes.len());
                writes.swap(at, other);
            }
            12 => writes.truncate(at),
            _ => {}
        }
        for (number, (address, data)) in writes.into_iter().enumerate() {
            if number == at {
                self.disturb(kind);
            }
            self.write(address, data);
        }
    }

    /// Something in the middle of a load.
    fn disturb(&mut self, kind: usize) {
        let slots = self.model.slots;
        match kind {
            // What no register is for: it changes nothing.
            13 => {
                for _ in 0..3 {
                    let (address, strobes) = match self.random.below(3) {
                        0 => (4 * self.random.below(0x400) as u32 + 1 + self.random.below(3) as u32, 15),
                        1 => (4 * self.random.below(0x400) as u32, self.random.below(15) as u32),
                        _ => (
                            *self.random.of(&[
                                0x0, 0x4, 0xc, 0x1c, 0x24, 0x28, 0x3c, 0x80, 0xc0, 0x100, 0x3fc, 0x800, 0xffc,
                            ]),
                            15,
                        ),
                    };
                    let data = self.random.bits() as u32;
                    self.write_as(address, data, strobes);
                }
            }
            // Another slot, or one that is not there.
            14 => {
                let data = self.random.below(slots + 2) as u32 + ((self.random.below(8) == 0) as u32) * 256;
                self.write(0x10, data);
            }
            15 => match self.random.below(4) {
                0 => {
                    let data = self.random.bits() as u32 & 0xffff;
                    self.write(0x18, data);
                }
                1 => {
                    let data = self.random.bits() as u32;
                    let address = *self.random.of(&[0x14, 0x40, 0x44, 0x7c, 0x400, 0x404, 0x47c, 0x7fc]);
                    self.write(address, data);
                }
                2 => {
                    let mask = self.random.below(1 << slots) as u32;
                    self.model.fault(mask);
                    self.line(5, 0, 0, mask, Expected::Nothing);
                }
                _ => {
                    self.model.reset();
                    self.line(8, 0, 0, 0, Expected::Nothing);
                }
            },
            _ => {}
        }
    }

    fn reads(&mut self) {
        let mut at = vec![
            0x0, 0x4, 0x8, 0x1c, 0x24, 0x10, 0x14, 0x18, 0x20, 0x28, 0x2c, 0x40, 0x48, 0x400, 0x800, 0xfc,
            0x3fc, 1, 0xe,
        ];
        at.extend((0..17).map(|slot| 0x80 + 4 * slot));
        at.extend([
            0x100,
            0x104,
            0x10c,
            0x100 + 8 * self.model.counters as u32,
            0xf8 + 8 * self.model.counters.max(1) as u32,
        ]);
        for _ in 0..3 {
            let address = *self.random.of(&at);
            self.read(address);
        }
        // A constant one may go along with anything.
        let expected = self.model.read(self.design, 0x4);
        self.line(1, 0, 4, 0, Expected::Read(expected));
    }

    /// So many frames without a codebook.
    fn refused(&mut self, pulses: u32) {
        self.model.refused += pulses;
        self.line(4, 0, 0, pulses, Expected::Nothing);
    }

    /// Counts, and copies of them.
    fn count(&mut self) {
        let pulses = self.random.below(4) as u32;
        self.refused(pulses);
        if self.model.counters > 0 {
            self.model.counter = self.random.bits() >> 16;
            let counter = self.model.counter;
            // The bench takes the upper 16 bits of a counter to be its lower ones.
            let low = counter as u32;
            self.model.counter = u64::from(low & 0xffff) << 32 | u64::from(low);
            self.line(6, 0, 0, low, Expected::Nothing);
            let control = self.random.below(4) as u32;
            self.write(0x20, control);
        }
    }

    fn session(&mut self, loads: usize, bad: bool) {
        for number in 0..loads {
            if bad && number % 4 != 0 {
                self.bad_load();
            } else {
                let slot = self.random.below(self.model.slots) as u32;
                self.good_load(slot);
            }
            self.look();
            self.status();
            if self.random.below(3) == 0 {
                self.reads();
                self.count();
            }
        }
    }

    /// Plays it, and compares.
    fn play(mut self, program: &Program) -> Figures {
        self.line(9, 0, 0, 0, Expected::Nothing);
        let said = program.run(&self.lines.join("\n"));
        let mut figures = Figures::default();
        let (mut classes, mut symbols, mut changes, mut clears) = (Vec::new(), Vec::new(), Vec::new(), 0);
        let mut answered = vec![false; self.lines.len()];
        let context = format!("{} {} {:?}", self.design.name(), self.model.side, self.pace);
        let mut last = 0;
        for line in said.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let number =
                |at: usize| -> usize { words[at].parse().unwrap_or_else(|_| panic!("{context}: {line}")) };
            let hex = |at: usize| {
                u128::from_str_radix(words[at], 16).unwrap_or_else(|_| panic!("{context}: {line}"))
            };
            match words[0] {
                "B" => {
                    let at = number(1);
                    let Expected::Write(error) = self.expected[at] else { panic!("{context}: {line}") };
                    assert_eq!(number(2), 2 * usize::from(error), "{context}: {line}: {}", self.lines[at]);
                    answered[at] = true;
                    figures.errors += usize::from(error);
                    last = number(3);
                }
                "R" => {
                    let at = number(1);
                    let Expected::Read(expected) = &self.expected[at] else { panic!("{context}: {line}") };
                    match expected {
                        None => assert_eq!(number(3), 2, "{context}: {line}: {}", self.lines[at]),
                        Some((value, mask)) => {
                            let what =
                                format!("{context}: {line}: {}, {value:x} in {mask:x}", self.lines[at]);
                            assert_eq!(number(3), 0, "{what}");
                            if *mask != 0 {
                                assert_eq!(hex(2) as u32 & mask, value & mask, "{what}");
                            }
                        }
                    }
                    answered[at] = true;
                }
                "Q" => {
                    let at = number(1);
                    let Expected::Look(valid, open, tags) = &self.expected[at] else {
                        panic!("{context}: {line}")
                    };
                    assert_eq!((hex(2) as u32, hex(3) as u32), (*valid, *open), "{context}: {line}");
                    let shown: Vec<u32> = (0..tags.len())
                        .map(|slot| {
                            let digits = &words[4][8 * (tags.len() - 1 - slot)..][..8];
                            u32::from_str_radix(digits, 16).unwrap()
                        })
                        .collect();
                    assert_eq!(&shown, tags, "{context}: {line}");
                }
                "C" => classes.push((hex(1) as u32, (2..6).map(|at| number(at) as u64).collect::<Vec<_>>())),
                "S" => {
                    let values = (2..9).map(|at| if at == 7 { hex(at) as u64 } else { number(at) as u64 });
                    symbols.push((hex(1) as u32, values.collect::<Vec<_>>()));
                }
                "V" => changes.push(hex(1) as u32),
                "X" => clears += 1,
                "END" => figures.clocks = last,
                "BAD" => panic!("{context}: {line}"),
                _ => {}
            }
        }
        for (at, expected) in self.expected.iter().enumerate() {
            let waits = matches!(expected, Expected::Write(_) | Expected::Read(_));
            assert!(
                !waits || answered[at],
                "{context}: no answer to {at}: {}\n{}",
                self.lines[at],
                said.len()
            );
        }
        assert_eq!(changes, self.model.changes, "{context}: slots become valid and invalid");
        assert_eq!(clears, self.model.clears, "{context}");
        figures.loads = self.model.loads.len();
        if let Some(open) = self.model.open.take() {
            self.model.loads.push((open.slot, open.counts.len(), open.words.len(), None));
        }
        figures.good += self.on_the_bus(&classes, &symbols, &context);
        figures
    }

    /// What went to the slots: of all loads as much as was taken, of good ones the very code.
    fn on_the_bus(&self, classes: &[(u32, Vec<u64>)], symbols: &[(u32, Vec<u64>)], context: &str) -> usize {
        let (mut class, mut symbol, mut good) = (0, 0, 0);
        let alphabet = self.model.envelope.element().alphabet();
        for (number, (slot, counts, words, book)) in self.model.loads.iter().enumerate() {
            let mut lengths = (words * 8).min(alphabet);
            if self.model.cut.contains(&number) {
                let rest = symbols[symbol..].iter().zip(0..lengths as u64);
                let walked =
                    rest.take_while(|((to, values), at)| *to == 1 << slot && values[0] == *at).count();
                assert!(walked + 8 > lengths, "{context}: {walked} of {lengths}");
                lengths = walked;
            }
            let of_classes = &classes[class..class + counts];
            let of_symbols = &symbols[symbol..symbol + lengths];
            class += counts;
            symbol += lengths;
            let mut all = of_classes.iter().chain(of_symbols);
            assert!(
                all.all(|(to, _)| *to == 1 << slot),
                "{context}: slot {slot}: {of_classes:?} {of_symbols:?}"
            );
            let Some(book) = book else { continue };
            let (expected_classes, expected_symbols) = model::bus(&self.model.envelope, book);
            let same = |expected: &[Option<u64>], found: &[u64]| {
                expected.iter().zip(found).all(|(e, f)| e.is_none_or(|e| e == *f))
            };
            for (expected, (_, found)) in expected_classes.iter().zip(of_classes) {
                assert!(same(expected, found), "{context}: {expected:?} {found:?} of {book:?}");
            }
            for (expected, (_, found)) in expected_symbols.iter().zip(of_symbols) {
                assert!(same(expected, found), "{context}: {expected:?} {found:?} of {book:?}");
            }
            good += 1;
        }
        assert_eq!((class, symbol), (classes.len(), symbols.len()), "{context}");
        good
    }
}

#[derive(Debug, Default)]
struct Figures {
    loads: usize,
    good: usize,
    errors: usize,
    clocks: usize,
}

/// A compiled bench.
struct Program {
    folder: tempfile::TempDir,
    simulator: Simulator,
}

fn modules(design: &Design, side: Side, broken: Option<(&str, &str, &str)>) -> Vec<File> {
    let mut files = rtl::registers(design, side);
    if let Some((suffix, from, to)) = broken {
        let file = files.iter_mut().find(|file| file.path.ends_with(suffix)).unwrap();
        assert_eq!(file.text.matches(from).count(), 1, "{from}");
        file.text = file.text.replace(from, to);
    }
    files
}

fn write(folder: &Path, files: &[File]) -> Vec<String> {
    files.iter().for_each(|file| std::fs::write(folder.join(&file.path), &file.text).unwrap());
    files.iter().map(|file| file.path.clone()).collect()
}

impl Program {
    fn new(design: &Design, side: Side, simulator: Simulator, broken: Option<(&str, &str, &str)>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let names = write(folder.path(), &modules(design, side, broken));
        std::fs::write(folder.path().join("bench.v"), include_str!("bench.v")).unwrap();
        let envelope: &Envelope = design.books().envelope().unwrap();
        let counters = if side == Side::Encoder { design.counter_layout().len() } else { 0 };
        let mut defines = vec![
            format!("-DDUT={}_{}_registers", design.name(), side.short()),
            format!("-DSLOTS={}", design.books().slots().len()),
            format!("-DR={}", envelope.symbols().ilog2()),
            format!("-DSYMBOL={}", envelope.element().symbol_bits()),
            format!("-DGROUPS={}", envelope.groups()),
            format!("-DRESET={}", design.reset().port()),
            format!("-DACTIVE={}", if design.reset() == Reset::SyncHigh { "" } else { "~" }),
        ];
        if counters > 0 {
            defines.push(format!("-DCOUNTERS={counters}"));
        }
        let mut command = match simulator {
            Simulator::Icarus => {
                let mut command = Command::new("iverilog");
                command.args(["-g2005", "-Wall", "-o", "sim.vvp", "-s", "bench"]);
                command
            }
            Simulator::Verilator => {
                let mut command = Command::new("verilator");
                command.args([
                    "--binary",
                    "--timing",
                    "-Wno-fatal",
                    "-Wno-WIDTH",
                    "-O3",
                    "--top-module",
                    "bench",
                ]);
                // Unoptimised: it is ready in a third of the time, and runs for a second.
                command.args(["-MAKEFLAGS", "OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0"]);
                command.args(["-Mdir", "obj", "-o", "../sim"]);
                command
            }
        };
        command.current_dir(folder.path()).args(defines).args(names).arg("bench.v");
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
        Self { folder, simulator }
    }

    fn run(&self, script: &str) -> String {
        // What is behind the end is read ahead of it.
        let script = format!("{script}\n{}", "0900000000000000_00000000\n".replace('_', "").repeat(8));
        std::fs::write(self.folder.path().join("script.hex"), script).unwrap();
        let mut command = match self.simulator {
            Simulator::Icarus => {
                let mut command = Command::new("vvp");
                command.args(["-n", "sim.vvp"]);
                command
            }
            Simulator::Verilator => {
                let mut command = Command::new("./sim");
                command.args(["+verilator+rand+reset+2", "+verilator+seed+7"]);
                command
            }
        };
        let output = command.current_dir(self.folder.path()).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

fn simulators() -> Vec<Simulator> {
    [(Simulator::Icarus, "iverilog"), (Simulator::Verilator, "verilator")]
        .into_iter()
        .filter_map(|(simulator, tool)| have(tool).then_some(simulator))
        .collect()
}

/// Good loads and damaged ones, in any order and at any pace: nothing but a code of the envelope with the tag that is
/// expected becomes valid, and a slot's load changes no other.
#[test]
fn loads_are_ruled_on_as_the_golden_model_does() {
    let scale = if common::campaign() { 20 } else { 1 };
    let mut total = Figures::default();
    for (number, design) in designs().iter().enumerate() {
        // Verilator takes longer to build than Icarus to run.
        let some = if number == 4 || common::campaign() { 2 } else { 1 };
        for simulator in simulators().into_iter().take(some) {
            let side = Side::ALL[usize::from(number % 2 == 1)];
            let program = Program::new(design, side, simulator, None);
            for seed in 0..scale {
                for pace in [Pace::Fast, Pace::Random, Pace::Waiting] {
                    let wide = design.element().symbol_bits() > 8;
                    let loads = if wide { 16 } else { 30 } / if common::campaign() { 1 } else { 2 };
                    let mut script = Script::new(design, side, pace, seed * 977 + number as u64);
                    script.reads();
                    script.session(loads, true);
                    let figures = script.play(&program);
                    total.loads += figures.loads;
                    total.good += figures.good;
                    total.errors += figures.errors;
                }
            }
        }
    }
    println!("{total:?}");
    assert!(
        total.good * 5 > total.loads && total.good * 2 < total.loads && total.errors > 50 * scale as usize
    );
}

/// REFUSED counts on where its lower half is full.
#[test]
fn refused_frames_are_counted_beyond_sixteen_bits() {
    if !have("iverilog") {
        return;
    }
    let design = &designs()[0];
    let program = Program::new(design, Side::Decoder, Simulator::Icarus, None);
    let mut script = Script::new(design, Side::Decoder, Pace::Fast, 3);
    // The carry is there with the very pulse, at the end of a burst and alone.
    let pulses = [65_536, 65_535, 1, 70_000];
    for pulses in pulses.into_iter().take(if common::campaign() { 4 } else { 3 }) {
        script.refused(pulses);
        script.read(0x24);
    }
    script.play(&program);
}

/// A load of bf16 takes as many writes and clocks as a master that waits for each answer may take.
#[test]
fn a_load_takes_few_clocks() {
    let design = &designs()[0];
    // It takes as many in either.
    for simulator in simulators().into_iter().take(if common::campaign() { 2 } else { 1 }) {
        let program = Program::new(design, Side::Decoder, simulator, None);
        let clocks = |loads: usize| {
            let mut script = Script::new(design, Side::Decoder, Pace::Waiting, 5);
            (0..loads).for_each(|_| script.good_load(1));
            let writes = script.expected.iter().filter(|e| matches!(e, Expected::Write(_))).count();
            assert_eq!(writes, 41 * loads);
            script.play(&program).clocks
        };
        let each = clocks(3) - clocks(2);
        println!("{simulator:?}: {each} clocks");
        assert!(each <= 400 + SLOW as usize, "{each}");
    }
}

#[test]
fn a_broken_walker_is_found() {
    if !have("iverilog") {
        return;
    }
    let design = &designs()[0];
    for broken in [
        ("_walk.v", "walk_q & coded & ~some", "1'b0"),
        ("_walk.v", "matched  = ~all", "matched  = 1'b1"),
        ("_walk.v", "value_q  <= count ? offset : next", "value_q  <= count ? offset : next + 1'b1"),
        ("_registers.v", "{other_tag,", "{1'b0,"),
        ("_groups.v", "full = takes & place_q[GROUPS]", "full = 1'b0"),
    ] {
        let program = Program::new(design, Side::Decoder, Simulator::Icarus, Some(broken));
        let mut script = Script::new(design, Side::Decoder, Pace::Fast, 3);
        script.session(60, true);
        let found = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| script.play(&program)));
        assert!(found.is_err(), "{broken:?}");
    }
}

/// Without a waiver, and without a latch.
#[test]
fn registers_have_no_warning() {
    for design in designs() {
        for side in Side::ALL {
            let folder = tempfile::tempdir().unwrap();
            let names = write(folder.path(), &modules(&design, side, None));
            let top = format!("{}_{}_registers", design.name(), side.short());
            let script = format!(
                "read_verilog {}; hierarchy -check -top {top}; proc; flatten; opt_expr; check -assert; \
                 select -assert-none t:$dlatch t:$adlatch t:$dlatchsr",
                names.join(" ")
            );
            let tools: [(&str, Vec<&str>, bool); 3] = [
                ("verilator", vec!["--lint-only", "-Wall", "--top-module", &top], true),
                ("iverilog", vec!["-g2005", "-Wall", "-o", "/dev/null", "-s", &top], true),
                ("yosys", vec!["-q", "-p", &script], false),
            ];
            for (tool, arguments, files) in tools {
                if !have(tool) {
                    continue;
                }
                let mut command = Command::new(tool);
                command.current_dir(folder.path()).args(arguments);
                if files {
                    command.args(&names);
                }
                let output = command.output().unwrap();
                let said = [output.stdout, output.stderr].concat();
                let said = String::from_utf8_lossy(&said);
                assert!(output.status.success() && said.trim().is_empty(), "{tool}, {top}:\n{said}");
            }
            if have("verible-verilog-lint") {
                let rules: PathBuf = common::root().join(".rules.verible_lint");
                let mut command = Command::new("verible-verilog-lint");
                command.current_dir(folder.path()).arg("--rules_config").arg(rules).args(&names);
                let output = command.output().unwrap();
                let said = String::from_utf8_lossy(&output.stdout).into_owned();
                assert!(output.status.success() && said.trim().is_empty(), "{top}:\n{said}");
            }
        }
    }
}

/// What `huffwire load` prints for a decoder is a load, of every design's codebooks.
#[test]
fn software_writes_what_becomes_valid() {
    for (number, design) in designs().iter().enumerate() {
        if !have("iverilog") {
            return;
        }
        let program = Program::new(design, Side::Decoder, Simulator::Icarus, None);
        let mut script = Script::new(design, Side::Decoder, Pace::Random, 40 + number as u64);
        for round in 0..4 {
            let slot = round % design.books().slots().len();
            let book = random_book(&script.model.envelope, &mut script.random);
            for step in Load::new(design, &book, slot, &[Side::Decoder]).unwrap().steps {
                match step {
                    Step::Write { address, value, .. } => script.write(address, value),
                    Step::Check { address, mask, value, .. } => {
                        let (now, known) = script.model.read(design, address).unwrap();
                        assert_eq!((now & mask, known & mask), (value, mask), "{}: {book:?}", design.name());
                        script.read(address);
                    }
                    // The script waits for the slot by itself, and there is no link.
                    Step::Wait { .. } | Step::Flight => {}
                }
            }
            assert_eq!(script.model.valid[slot], Some(book.tag().0));
        }
        assert_eq!(script.play(&program).good, 4);
    }
}

/// The instance that tops have names the module's ports, each once; the bus's are those of the top.
#[test]
fn an_instance_has_the_ports_of_its_module() {
    for design in designs().into_iter().chain(plain::designs()) {
        for side in Side::ALL {
            let files = rtl::registers(&design, side);
            let module = &files.last().unwrap().text;
            let head = &module[module.find("\nmodule ").unwrap()..module.find("\n);").unwrap()];
            let declared = head.lines().filter(|line| line.contains(" wire "));
            let name = |line: &str| {
                line.split("//")
                    .next()
                    .unwrap()
                    .trim()
                    .trim_end_matches(',')
                    .rsplit(' ')
                    .next()
                    .unwrap()
                    .to_owned()
            };
            let declared: BTreeSet<String> = declared.map(name).collect();
            let instance = rtl::register_instance(&design, side).unwrap();
            let wired = instance.split('.').skip(1).map(|port| port.split('(').next().unwrap().to_owned());
            let wired: Vec<String> = wired.collect();
            let once: BTreeSet<String> = wired.iter().cloned().collect();
            assert_eq!((wired.len(), &once), (declared.len(), &declared));
            assert!(instance.lines().all(|line| line.len() <= 100), "{instance}");
            let top = if side == Side::Encoder { design.encoder_ports() } else { design.decoder_ports() };
            let bus: BTreeSet<&str> =
                top.iter().map(|port| port.name).filter(|name| name.starts_with("s_axil_")).collect();
            assert_eq!(
                bus,
                declared.iter().map(String::as_str).filter(|name| name.starts_with("s_axil_")).collect()
            );
        }
    }
}
