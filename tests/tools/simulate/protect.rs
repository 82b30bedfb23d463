//! Bits that flip in the storage of a loaded slot, under traffic: no packet comes out wrong without an error, the slot is
//! invalid a few clocks later, and what the other slots hold is untouched.

use super::have;
use crate::common::{self, encoder, parallel, serial, sideband, smallest};
use huffwire::codebook::Check;
use huffwire::design::Preset::{Balanced, HighFmax, LowLatency};
use huffwire::design::{BookSpec, DecoderSpec, Design, EncoderSpec, LoadableSpec, Protect, Spec};
use huffwire::element::Element;
use huffwire::registers::Side;
use huffwire::sim::{
    Bench, Ends, Idle, Payload, Random, Run, Simulation, Simulator, Stall, loads, sources, vectors,
};

const SEED: u64 = 400;
/// Clocks behind a flip within which the slot is invalid: a register for the word's parity, and the slot's own.
const NOTICED: u32 = 3;
/// From this seed on a flipped design lacks the first of what protects it, from twice as much on the second: no other program is
/// compiled for that. What a seed chooses is the same in all of them.
const BROKEN: u32 = 2400;

/// What protects: where it stands, and what would stand there without it.
type Guard = (&'static str, &'static str, &'static str);
/// Of the decoder without a check, and of the encoder with one.
const SPOIL: Guard = ("dec_spoil", "spoilt ? 4'd9 : s_user", "s_user");
const CHECK: Guard = ("encoder", "good_check ^ {CHECK{end_spoilt}}", "good_check");
/// Of both.
const PARITY: Guard = ("parity", "(now != taken_q)", "1'b0");

fn design(
    name: &str,
    element: &str,
    numbers: [u64; 4],
    check: Option<Check>,
    encoder: EncoderSpec,
    decoder: DecoderSpec,
) -> Design {
    let [slots, shortest, longest, symbols] = numbers;
    let loadable = LoadableSpec::new(Element::parse(element).unwrap(), slots, shortest, longest, symbols);
    let envelope = loadable.envelope().unwrap();
    let constant = BookSpec::new("constant", loads::book(&envelope, &mut Random::new(SEED)));
    let mut spec = Spec::new(name, vec![constant], encoder, decoder);
    spec.loadable = Some(loadable);
    spec.check = check;
    spec.protect = Some(Protect::Parity);
    common::design(spec)
}

/// Slots by their indices, packets that are frames.
fn asked() -> Design {
    let ends = (sideband(encoder(2, 4, Balanced)), parallel(2, Balanced));
    design("flip", "custom:1:6:4:1", [3, 1, 6, 8], Some(Check::Crc16), ends.0, ends.1)
}

/// Blocks, a serial decoder, every symbol with a codeword.
fn blocks() -> Design {
    let ends = (smallest(4, encoder(2, 4, LowLatency)), serial(2, HighFmax));
    design("flip", "custom:1:4:3:0", [2, 1, 6, 8], Some(Check::Crc16), ends.0, ends.1)
}

/// Nothing but the slots' parity tells of a flip.
fn unchecked() -> Design {
    let ends = (smallest(4, encoder(2, 4, Balanced)), parallel(2, Balanced));
    design("flip", "custom:1:6:4:1", [2, 1, 6, 8], None, ends.0, ends.1)
}

/// The design with bits in an end's slots that flip once: which and when is for `+seed` to say. Fails where the slot stays
/// valid.
fn flipped(design: &Design, side: Side) -> Vec<(String, String)> {
    let mut files = sources(design);
    let slots = design.books().slots().len();
    let top = format!("{}_{}.v", design.name(), side.name());
    let (_, text) = files.iter_mut().find(|(path, _)| *path == top).unwrap();
    // Of each vector the lowest bit that a slot has, and how many: {tags, what is loaded}.
    let constants = "LOADED";
    let vectors: Vec<(&str, String, String)> = match side {
        Side::Encoder => vec![
            ("slot_books", "0".to_owned(), "SLOTS*BOOK".to_owned()),
            ("slot_tags", "0".to_owned(), "SLOTS*32".to_owned()),
        ],
        Side::Decoder => vec![
            ("books", format!("{constants}*(BOOK-1)"), "SLOTS*(BOOK-1)".to_owned()),
            ("offsets", format!("{constants}*OFFSETS"), "SLOTS*OFFSETS".to_owned()),
            ("symbols", format!("{constants}*SYMBOLS"), "SLOTS*SYMBOLS".to_owned()),
            ("slot_tags", "0".to_owned(), "SLOTS*32".to_owned()),
        ],
    };
    let mut chosen = String::new();
    for (number, (name, first, width)) in vectors.iter().enumerate() {
        // The port gives what is stored, all others read what has become of it.
        let port = format!(".{}({name})", name.trim_start_matches("slot_"));
        let at = text.find(&port).unwrap_or_else(|| panic!("{port} in {top}"));
        text.replace_range(
            at..at + port.len(),
            &port.replace(&format!("({name})"), &format!("({name}_kept)")),
        );
        let declared = format!(" {name};");
        let (line, range) = text
            .lines()
            .find(|line| {
                line.trim_start().starts_with("wire [")
                    && line.split("//").next().unwrap().trim_end().ends_with(&declared)
            })
            .map(|line| (line.to_owned(), line[line.find('[').unwrap()..=line.find(']').unwrap()].to_owned()))
            .unwrap_or_else(|| panic!("{name} in {top}"));
        let wires = format!(
            "    wire {range} {name}_kept;\n    reg  {range} {name}_flip = 0;\n    wire {range} {name} = {name}_kept ^ {name}_flip;\n"
        );
        *text = text.replacen(&(line + "\n"), &wires, 1);
        // Now and then the tag, else what frames are coded by.
        let others = vectors.len() - 1;
        let chooses = match number {
            _ if number == others => "f_seed % 8 == 0".to_owned(),
            _ => format!("f_seed % 8 != 0 && f_seed % {others} == {number}"),
        };
        chosen += &format!(
            "            if ({chooses}) begin\n                \
             f_bit = ($random(f_state) & 32'h7fffffff) % ({width});\n                \
             f_slot = f_bit / (({width}) / SLOTS);\n                \
             {name}_flip[{first} + f_bit] <= 1'b1;\n            end\n"
        );
    }
    let beats = match side {
        Side::Encoder => "m_axis_tvalid & m_axis_tready",
        Side::Decoder => "s_axis_tvalid & s_axis_tready",
    };
    // It flips while beats go by; loading has ended long before. A run that ends early has no result.
    let flips = format!(
        "    integer f_seed, f_state, f_bit, f_slot = -1, f_beats = 0, f_since = 0;
    reg f_valid;
    initial begin
        if (!$value$plusargs(\"seed=%d\", f_seed)) f_seed = 1;
        f_seed = f_seed % {BROKEN};
    end
    always @(posedge clk) if (~rst & {beats}) begin
        f_beats <= f_beats + 1;
        if (f_beats == 10 + f_seed * 7 % 40) begin
            f_state = f_seed;
{chosen}            f_valid = slot_valid[f_slot];
        end
    end
    always @(posedge clk) if (f_slot >= 0) begin
        f_since <= f_since + 1;
        if (f_since == {NOTICED}) begin
            if (slot_valid[f_slot] !== 1'b0 || u_registers.error_q[6] !== f_valid) begin
                $display(\"slot %0d: it was %b, is %b, error %b\", f_slot, f_valid, slot_valid[f_slot],
                         u_registers.error_q[6]);
                $finish;
            end
        end
    end
"
    );
    *text = text.replacen("endmodule", &format!("{flips}endmodule"), 1);
    assert!(slots > 1, "{}: another slot stays", design.name());
    files
}

/// The same without these, from [`BROKEN`] on.
fn guarded(design: &Design, side: Side, guards: &[Guard]) -> Vec<(String, String)> {
    let mut files = flipped(design, side);
    for (number, (module, from, to)) in guards.iter().enumerate() {
        let name = format!("{}_{module}.v", design.name());
        let (_, text) = files.iter_mut().find(|(path, _)| *path == name).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{name}: {from}");
        *text = text.replace(from, &format!("(f_without ? ({to}) : ({from}))"));
        let without = format!(
            "\n);
    integer f_of;
    reg     f_without;
    initial begin
        if (!$value$plusargs(\"seed=%d\", f_of)) f_of = 1;
        f_without = f_of / {BROKEN} == {};
    end\n",
            number + 1
        );
        let body = text.find("\nmodule ").unwrap_or_default();
        let (head, rest) = text.split_at(body + text[body..].find("\n);\n").unwrap());
        *text = format!("{head}{without}{}", rest.strip_prefix("\n);\n").unwrap());
    }
    files
}

#[test]
fn what_protects_has_no_warning() {
    [asked(), blocks(), unchecked()]
        .iter()
        .for_each(|design| super::loadable::no_warning(design, &Side::ALL));
}

/// What came out of runs with a flip each.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    good: usize,
    /// In error, by their reason.
    refused: [usize; 8],
    /// In error although every element is right.
    right: usize,
    /// Wrong, without a word.
    silent: usize,
    /// What the flip's end said of itself.
    failures: Vec<String>,
}

fn compiled(simulator: Simulator, files: &[(String, String)]) -> Simulation {
    Simulation::compile_for_short_runs(simulator, Bench::Loopback, files).unwrap()
}

/// So many runs, from the seed behind `from` on.
fn seen(design: &Design, simulation: &Simulation, from: u32, runs: u32) -> Seen {
    let mut seen = Seen::default();
    let loaded = loads::loaded(design);
    for seed in from + 1..=from + runs {
        let random = &mut Random::new(SEED + u64::from(seed % BROKEN));
        let lanes = design.encoder().unwrap().lanes();
        let packets: Vec<Vec<u8>> = (0..60)
            .map(|number| Payload::Codebook.packet(&loaded, number, 1 + random.below(30 * lanes), random))
            .collect();
        let played = vectors::loopback(&loaded, &packets, Some(random));
        let (idle, stall) =
            if seed % 2 == 0 { (Idle::None, Stall::None) } else { (Idle::Quarter, Stall::Bursts) };
        let run = Run { idle, stall, seed, ends: Ends::Encoder, ..Run::default() };
        let outcome = match simulation.run(&played, &run) {
            Ok(outcome) => outcome,
            Err(error) => {
                seen.failures.push(format!("seed {seed}: {error}"));
                continue;
            }
        };
        assert_eq!(outcome.failure, None, "{} seed {seed}", design.name());
        let came = super::resets::packets(&outcome.recorded);
        assert_eq!(came.len(), packets.len(), "{} seed {seed}", design.name());
        for (packet, sent) in came.iter().zip(&packets) {
            let right = packet.elements == *sent;
            match (packet.user & 1, right) {
                (0, true) => seen.good += 1,
                (0, false) => seen.silent += 1,
                (_, right) => {
                    seen.refused[packet.user as usize >> 1 & 7] += 1;
                    seen.right += usize::from(right);
                }
            }
        }
    }
    seen
}

/// So many designs with every change; all in the campaign.
fn some(designs: usize) -> usize {
    if common::campaign() { usize::MAX } else { designs }
}

fn runs() -> u32 {
    if common::campaign() { 2000 } else { 20 }
}

#[test]
fn a_flip_in_the_encoder_is_never_silent() {
    if !have(Simulator::Verilator) {
        return;
    }
    let designs = [asked(), blocks()];
    for (number, design) in designs.into_iter().enumerate().take(some(1)) {
        let guards = if number == 0 { &[CHECK, PARITY][..] } else { &[] };
        let simulation = compiled(Simulator::Verilator, &guarded(&design, Side::Encoder, guards));
        let whole = seen(&design, &simulation, 0, runs());
        println!("{}: {whole:?}", design.name());
        assert_eq!((whole.silent, &whole.failures), (0, &Vec::new()), "{}", design.name());
        // The frame under way is in error by its check, whether the flip did any harm to it or not; those that follow
        // are good.
        assert!(whole.refused[5] > 0 && whole.right > 0, "{}: {whole:?}", design.name());
        assert!(whole.good > 40 * runs() as usize, "{}: {whole:?}", design.name());
        if number > 0 || !common::campaign() {
            continue;
        }
        // The CRC tells of elements that became others; of frames under way that did not, nothing would.
        let kept = seen(&design, &simulation, BROKEN, runs());
        assert!(kept.right < whole.right, "{kept:?}, and not {whole:?}");
        let none = seen(&design, &simulation, 2 * BROKEN, 10);
        assert!(!none.failures.is_empty(), "{none:?}");
    }
}

#[test]
fn a_flip_in_the_decoder_is_never_silent() {
    if !have(Simulator::Verilator) {
        return;
    }
    let designs = [unchecked(), blocks(), asked()];
    for (number, design) in designs.into_iter().enumerate().take(some(1)) {
        let guards = if number == 0 { &[SPOIL, PARITY][..] } else { &[] };
        let simulation = compiled(Simulator::Verilator, &guarded(&design, Side::Decoder, guards));
        let whole = seen(&design, &simulation, 0, runs());
        println!("{}: {whole:?}", design.name());
        assert_eq!((whole.silent, &whole.failures), (0, &Vec::new()), "{}", design.name());
        // Frames under way and those that follow have no codebook any more, unless the slot was empty.
        assert!(
            whole.refused[4] > runs() as usize && whole.good > 10 * runs() as usize,
            "{}: {whole:?}",
            design.name()
        );
        if number > 0 || !common::campaign() {
            continue;
        }
        // Few flips fall where nothing else tells of them.
        let late = seen(&design, &simulation, BROKEN, 4 * runs().min(100));
        println!("{late:?}");
        assert!(late.silent > 0, "{late:?}");
        let none = seen(&design, &simulation, 2 * BROKEN, 10);
        assert!(!none.failures.is_empty(), "{none:?}");
    }
}

/// Icarus has unknown bits where nothing was ever written: none of them makes a slot broken, or reaches the bus.
#[test]
fn nothing_of_a_slot_is_unknown() {
    if !have(Simulator::Icarus) {
        return;
    }
    let sides = [Side::Decoder, Side::Encoder];
    for side in sides.into_iter().take(some(1)) {
        let design = blocks();
        let simulation = compiled(Simulator::Icarus, &flipped(&design, side));
        let seen = seen(&design, &simulation, 0, 2);
        assert_eq!((seen.silent, &seen.failures), (0, &Vec::new()), "{side}: {seen:?}");
    }
}
