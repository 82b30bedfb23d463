//! Decoders that read by loaded codebooks: constant books, slots and the raw book, loaded through the registers as their
//! users do it, behind every reset; one slot of several stays empty.

use super::{assert_pass, broken, have};
use crate::common::{self, decoder};
use huffwire::codebook::{Books, Check, Codebook};
use huffwire::codec::{FrameDecoder, PacketEncoder};
use huffwire::design::DecoderKind::{self, Parallel, Serial};
use huffwire::design::Preset::{self, Balanced, HighFmax, LowLatency};
use huffwire::design::{BaseRule, BookSpec, Design, LoadableSpec, Spec, Target};
use huffwire::element::Element;
use huffwire::registers::Side;
use huffwire::sim::{
    Bench, Idle, Payload, Random, Run, Simulation, Simulator, Stall, damaged, loads, packets, sources,
    vectors,
};

const SEED: u32 = 112;

/// Slots of a design and what its frames have.
#[derive(Clone, Copy)]
struct Slots {
    element: &'static str,
    constants: usize,
    slots: u64,
    /// Shortest, longest, symbols, groups.
    envelope: (u64, u64, u64, Option<u64>),
    base: bool,
    blocks: bool,
    check: Option<Check>,
    in_bytes: u64,
    pipeline: Preset,
    target: Target,
}

impl Slots {
    fn design(self, kind: DecoderKind) -> Design {
        let element = Element::parse(self.element).unwrap();
        let (shortest, longest, symbols, groups) = self.envelope;
        let mut loadable = LoadableSpec::new(element, self.slots, shortest, longest, symbols);
        loadable.groups = groups;
        let envelope =
            huffwire::codebook::Envelope::new(element, shortest, longest, symbols, groups).unwrap();
        let random = &mut Random::new(SEED.into());
        let constants = (0..self.constants)
            .map(|number| BookSpec::new(format!("{number}"), loads::book(&envelope, random)));
        let mut spec =
            Spec::new("slots", constants.collect(), None, decoder(kind, self.in_bytes, self.pipeline));
        spec.loadable = Some(loadable);
        spec.base = self.base.then_some(BaseRule::Own);
        spec.blocks = Some(self.blocks);
        (spec.check, spec.target) = (self.check, self.target);
        common::design(spec)
    }
}

/// Frames of every book by turns, and of an empty slot's where there is one; some of them damaged.
fn frames(design: &Design, count: usize, random: &mut Random) -> Vec<Vec<u8>> {
    let payloads = Payload::ALL.iter().filter(|payload| payload.fits_design(design));
    let mixed: Vec<Vec<u8>> = payloads.flat_map(|payload| packets(*payload, design, 4, random)).collect();
    let mut frames = vectors::frames(design, &mixed).unwrap();
    frames.extend(damaged(design, count, random));
    // An encoder at the other end may have in its slot what is not in this one.
    let books = design.books();
    if let Some(empty) = books.slots().iter().position(Option::is_none) {
        let book = loads::book(books.envelope().unwrap(), random);
        let more = books.clone().with_slot(empty, Some(book)).unwrap();
        let encoder = PacketEncoder::new(&more);
        for number in 0..4 {
            let elements = &mixed[number % mixed.len()];
            let mut frame = Vec::new();
            encoder.frame(books.slot_index(empty), true, 0, elements, &mut frame).unwrap();
            let read = FrameDecoder::new(books).frame(&frame, &mut Vec::new());
            assert!(read.verdict.is_err());
            frames.push(frame);
            frames.push(vectors::frames(design, &mixed[..1]).unwrap().concat());
        }
    }
    frames
}

fn check(slots: Slots, kind: DecoderKind, simulator: Simulator, count: usize) {
    if !have(simulator) {
        return;
    }
    let design = slots.design(kind);
    let loaded = loads::loaded(&design);
    let random = &mut Random::new(SEED.into());
    let vectors = vectors::decoder(&loaded, &frames(&loaded, count, random), Some(random));
    let simulation =
        Simulation::compile_for_short_runs(simulator, Bench::Decoder, &sources(&design)).unwrap();
    for (idle, stall) in super::matrix::some_pairs() {
        let run = Run { idle, stall, seed: SEED, ..Run::default() };
        let outcome = simulation.run(&vectors, &run).unwrap();
        assert_pass(&outcome, &format!("{simulator} {kind:?} idle {idle} stall {stall} seed {SEED}"));
    }
    let run = Run { seed: SEED, resets: 4, ..Run::default() };
    let long = huffwire::sim::long_packets(&loaded, 40, random);
    let long = vectors::decoder(&loaded, &vectors::frames(&loaded, &long).unwrap(), Some(random));
    assert_pass(&simulation.run(&long, &run).unwrap(), &format!("{simulator} {kind:?} with resets"));
}

const PLAIN: Slots = Slots {
    element: "bf16",
    constants: 1,
    slots: 2,
    envelope: (2, 8, 32, None),
    base: false,
    blocks: false,
    check: None,
    in_bytes: 4,
    pipeline: Balanced,
    target: Target::Asic,
};
const E6: &str = "custom:1:8:6:2";
const E2: &str = "custom:1:2:1:0";

macro_rules! slots {
    ($($name:ident $kind:ident $simulator:ident $when:ident $slots:expr;)*) => {
        $(#[test]
        fn $name() {
            if $when || common::campaign() {
                check($slots, $kind, Simulator::$simulator, 16);
            } else {
                println!("left to scripts/campaign.sh: {}", stringify!($name));
            }
        })*
    };
}

/// Every time, or in the campaign alone.
const ALWAYS: bool = true;
const LONG: bool = false;
const CHECKED: Slots = Slots { base: true, blocks: true, check: Some(Check::Crc32), in_bytes: 8, ..PLAIN };
const ALL_CODED: Slots = Slots { element: E6, constants: 0, slots: 3, check: Some(Check::Crc16), ..PLAIN };
const TWO_BITS: Slots =
    Slots { element: E2, slots: 1, envelope: (1, 4, 4, None), in_bytes: 2, pipeline: HighFmax, ..PLAIN };
const SHORT_RAW: Slots = Slots { element: "e3m2", envelope: (1, 9, 16, Some(16)), ..PLAIN };
const DEEP: Slots =
    Slots { constants: 0, slots: 1, envelope: (1, 15, 64, None), pipeline: LowLatency, in_bytes: 8, ..PLAIN };
const WIDE_SYMBOLS: Slots =
    Slots { element: "bf16_m1", envelope: (2, 6, 4, None), pipeline: HighFmax, in_bytes: 8, ..PLAIN };
/// A byte's 256 symbols, all of them coded, or half.
const BYTES: Slots = Slots { element: "e4m3", constants: 1, slots: 1, envelope: (3, 15, 256, None), ..PLAIN };
const HALF_OF_BYTES: Slots =
    Slots { element: "e5m2", slots: 1, envelope: (2, 12, 128, Some(64)), check: Some(Check::Crc16), ..PLAIN };

slots! {
    plain_serial Serial Icarus ALWAYS PLAIN;
    plain_parallel Parallel Verilator LONG PLAIN;
    checked_serial Serial Verilator LONG CHECKED;
    checked_parallel Parallel Verilator ALWAYS Slots { in_bytes: 4, ..CHECKED };
    checked_wide_parallel Parallel Verilator LONG CHECKED;
    all_coded_serial Serial Icarus ALWAYS ALL_CODED;
    all_coded_parallel Parallel Verilator LONG ALL_CODED;
    two_bits_serial Serial Icarus ALWAYS TWO_BITS;
    two_bits_parallel Parallel Icarus LONG TWO_BITS;
    short_raw_serial Serial Icarus ALWAYS SHORT_RAW;
    short_raw_parallel Parallel Verilator LONG SHORT_RAW;
    deep_serial Serial Icarus ALWAYS DEEP;
    deep_parallel Parallel Verilator LONG DEEP;
    wide_symbols_serial Serial Icarus LONG WIDE_SYMBOLS;
    wide_symbols_parallel Parallel Verilator LONG WIDE_SYMBOLS;
    bytes_serial Serial Verilator LONG BYTES;
    bytes_parallel Parallel Verilator LONG BYTES;
    half_of_bytes_serial Serial Icarus LONG HALF_OF_BYTES;
    half_of_bytes_parallel Parallel Verilator LONG HALF_OF_BYTES;
    plain_parallel_in_icarus Parallel Icarus LONG PLAIN;
    checked_serial_in_icarus Serial Icarus LONG CHECKED;
    fpga_icarus Parallel Icarus ALWAYS Slots { target: Target::Fpga, ..PLAIN };
    fpga_without_registers Parallel Icarus LONG Slots { target: Target::Fpga, pipeline: LowLatency, ..PLAIN };
    fpga_two_bits Parallel Icarus LONG Slots { target: Target::Fpga, ..TWO_BITS };
    fpga_verilator Parallel Verilator LONG Slots { target: Target::Fpga, ..CHECKED };
}

/// Encoders with the same slots against the golden model, and both ends of a link together.
fn check_link(smallest: bool, target: Target, simulator: Simulator) {
    if !have(simulator) {
        return;
    }
    let element = Element::named("bf16").unwrap();
    let to = common::encoder(2, 4, Balanced);
    let to = if smallest { common::smallest(4, to) } else { common::sideband(to) };
    let envelope = huffwire::codebook::Envelope::new(element, 2, 8, 32, None).unwrap();
    let constant = BookSpec::new("constant", loads::book(&envelope, &mut Random::new(SEED.into())));
    let mut spec = Spec::new("link", vec![constant], to, decoder(Serial, 4, Balanced));
    spec.loadable = Some(LoadableSpec::new(element, 2, 2, 8, 32));
    spec.base = smallest.then_some(BaseRule::Own);
    spec.check = Some(Check::Crc32);
    (spec.counters, spec.target) = (true, target);
    let design = common::design(spec);
    let loaded = loads::loaded(&design);
    let random = &mut Random::new(SEED.into());
    let payloads = Payload::ALL.iter().filter(|payload| payload.fits_design(&loaded));
    let sent: Vec<Vec<u8>> = payloads.flat_map(|payload| packets(*payload, &loaded, 6, random)).collect();
    let benches = [Bench::Encoder, Bench::Loopback];
    for simulation in Simulation::compile_all_for_short_runs(simulator, &benches, &sources(&design)).unwrap()
    {
        let bench = simulation.bench();
        let vectors = match bench {
            Bench::Encoder => vectors::encoder(&loaded, &sent, Some(random)).unwrap(),
            _ => vectors::loopback(&loaded, &sent, Some(random)),
        };
        for (idle, stall) in super::matrix::some_pairs() {
            let run = Run { idle, stall, seed: SEED, ..Run::default() };
            let outcome = simulation.run(&vectors, &run).unwrap();
            assert_pass(&outcome, &format!("{simulator} {bench} idle {idle} stall {stall} seed {SEED}"));
        }
    }
}

#[test]
fn a_link_by_sideband() {
    check_link(false, Target::Asic, Simulator::Icarus);
}

#[test]
fn a_link_of_the_smallest() {
    check_link(true, Target::Asic, Simulator::Verilator);
}

#[test]
fn a_link_for_an_fpga() {
    check_link(true, Target::Fpga, Simulator::Icarus);
}

/// A word and a beat in every clock, by loaded codebooks, as by fixed ones.
#[test]
fn nothing_costs_a_clock() {
    if !have(Simulator::Verilator) {
        return;
    }
    let widths: &[u64] = if common::campaign() { &[4, 8, 16, 32] } else { &[4] };
    for &in_bytes in widths {
        // What is sent fits, whatever it is.
        let lanes = in_bytes.min(8);
        let to = common::sideband(common::encoder(lanes, 4 * lanes, Balanced));
        let mut spec = Spec::new("rate", Vec::new(), to, decoder(Parallel, in_bytes, Balanced));
        spec.loadable = Some(LoadableSpec::new(Element::named("bf16").unwrap(), 1, 2, 8, 32));
        spec.check = Some(Check::Crc32);
        let design = common::design(spec);
        let loaded = loads::loaded(&design);
        let random = &mut Random::new(SEED.into());
        let packet = [Payload::Codebook.packet(&loaded, 0, 8000, random)];
        let frames = vectors::frames(&loaded, &packet).unwrap();
        let simulations = Simulation::compile_all_for_short_runs(
            Simulator::Verilator,
            &[Bench::Encoder, Bench::Decoder],
            &sources(&design),
        );
        let played =
            [vectors::encoder(&loaded, &packet, None).unwrap(), vectors::decoder(&loaded, &frames, None)];
        for (simulation, vectors) in simulations.unwrap().iter().zip(played) {
            let bench = simulation.bench();
            let outcome = simulation.run(&vectors, &Run::default()).unwrap();
            assert_pass(&outcome, &format!("{bench} {in_bytes}"));
            assert!(outcome.in_beats >= 300, "{bench} {in_bytes}: only {} beats", outcome.in_beats);
            assert_eq!(outcome.in_beats, outcome.in_clocks, "{bench} {in_bytes}");
        }
    }
}

/// Each change of a module is found by the same frames.
#[test]
fn breaks_are_found() {
    if !have(Simulator::Icarus) {
        return;
    }
    for (kind, module, from, to) in [
        (Serial, "dec_class", "assign last = has & ~raw &", "assign last = has & raw &"),
        (
            Serial,
            "dec_class",
            "assign reach[l-MIN-1] = lead & (b < u);",
            "assign reach[l-MIN-1] = lead & (b <= u);",
        ),
        (
            Serial,
            "dec_slots",
            ".we(class_here & load_len == LEN[3:0]), .d(load_off)",
            ".we(class_here), .d(load_off)",
        ),
        (Serial, "dec_slots", ".we(symbol_here & load_group[r])", ".we(symbol_here & load_group[0])"),
        (
            Serial,
            "dec_symbol",
            "wire [R-1:0]      rank_d = code - offset;",
            "wire [R-1:0]      rank_d = code + offset;",
        ),
        (Serial, "dec_feed", "~|(known &", "~&(known |"),
        (Parallel, "dec_length", "found[k] = ge[ask];", "found[k] = ge[ask] | k == 0;"),
        (Parallel, "dec_named", "beyond_q <= ~(|at);", "beyond_q <= 1'b0;"),
        (Serial, "decoder", ".q(lookup_symbols));", ".q(lookup_symbols)); wire late = 1'b0;"),
    ] {
        // Parallel decoders take Icarus minutes.
        if kind == Parallel && !common::campaign() {
            continue;
        }
        let design = PLAIN.design(kind);
        let loaded = loads::loaded(&design);
        let random = &mut Random::new(SEED.into());
        let vectors = vectors::decoder(&loaded, &frames(&loaded, 24, random), Some(random));
        let files = broken(&design, module, from, to);
        let simulation =
            Simulation::compile_for_short_runs(Simulator::Icarus, Bench::Decoder, &files).unwrap();
        let run = Run { idle: Idle::Quarter, stall: Stall::Quarter, seed: SEED, ..Run::default() };
        let failure = simulation.run(&vectors, &run).unwrap().failure;
        // The last one changes nothing, so that it is known that the others do.
        assert_eq!(failure.is_none(), to.ends_with("wire late = 1'b0;"), "{module}: {to}");
    }
}

/// The emitted text of a design's ends: no warning, no line that is too long.
pub fn no_warning(design: &Design, ends: &[Side]) {
    no_warning_in(design, ends, &["verilator", "iverilog"]);
}

fn no_warning_in(design: &Design, ends: &[Side], tools: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let mut names = Vec::new();
    for file in huffwire::rtl::render(design).into_iter().filter(|file| file.path.ends_with(".v")) {
        let wide = file.text.lines().find(|line| line.len() > 100);
        assert_eq!(wide, None, "{} of {}", file.path, design.element());
        std::fs::write(folder.path().join(&file.path), &file.text).unwrap();
        names.push(file.path);
    }
    for end in ends {
        let top = format!("{}_{end}", design.name());
        for (tool, arguments) in [
            ("verilator", ["--lint-only", "-Wall", "--top-module", &top].as_slice()),
            ("iverilog", ["-g2005", "-Wall", "-o", "lint.vvp", "-s", &top].as_slice()),
        ] {
            if !tools.contains(&tool) || !common::have(tool) {
                continue;
            }
            let mut command = std::process::Command::new(tool);
            let output = command.current_dir(folder.path()).args(arguments).args(&names).output().unwrap();
            let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            assert!(
                output.status.success() && said.trim().is_empty(),
                "{tool}, {end} {} of {}:\n{said}",
                design.element(),
                design.name()
            );
        }
    }
}

#[test]
fn decoders_have_no_warning() {
    let flat = Slots { envelope: (5, 5, 32, None), ..ALL_CODED };
    let shapes = [PLAIN, CHECKED, ALL_CODED, TWO_BITS, SHORT_RAW, DEEP, WIDE_SYMBOLS, flat];
    // Those with most of what there is, and the smallest; all of them in the campaign.
    let some = |slots: &&Slots| common::campaign() || slots.check.is_some() || slots.element == E2;
    for slots in shapes.iter().filter(some) {
        no_warning(&slots.design(Serial), &[Side::Decoder]);
        // Icarus takes seconds for parallel ones: the smallest every time.
        let small = slots.element == E2 || common::campaign();
        let tools: &[&str] = if small { &["verilator", "iverilog"] } else { &["verilator"] };
        no_warning_in(&slots.design(Parallel), &[Side::Decoder], tools);
    }
}

/// Books of random envelopes, each element of which both ends agree on, by whatever slot it is sent.
#[test]
fn any_book_of_an_envelope_goes_through_the_golden_model() {
    let random = &mut Random::new(SEED.into());
    for slots in
        [PLAIN, Slots { element: E6, ..PLAIN }, Slots { element: E2, envelope: (1, 4, 4, None), ..PLAIN }]
    {
        let design = slots.design(Serial);
        let envelope = *design.books().envelope().unwrap();
        for _ in 0..20 {
            let book: Codebook = loads::book(&envelope, random);
            let books: Books = design.books().clone().with_slot(0, Some(book)).unwrap();
            let elements = Payload::Random.packet(&design, 0, 50, random);
            let mut frame = Vec::new();
            PacketEncoder::new(&books).frame(books.slot_index(0), true, 0, &elements, &mut frame).unwrap();
            let mut out = Vec::new();
            assert_eq!(FrameDecoder::new(&books).frame(&frame, &mut out).verdict, Ok(()));
            assert_eq!(out, elements);
        }
    }
}
