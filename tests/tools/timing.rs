//! The timing diagrams in a design's folder are what a simulation sees: every signal in every clock.

use crate::common::{self, BF16, Book, book, cuts, design, encoder, have, lanes, parallel, serial, spec};
use huffwire::codebook::Check;
use huffwire::datasheet::timing::{self, Diagram, Value};
use huffwire::design::Preset::{Balanced, HighFmax, LowLatency};
use huffwire::design::{BaseRule, Design, Sideband};
use huffwire::registers::Side;
use huffwire::sim::{self, Bench, Run, Simulation, Simulator, Trace};
use std::collections::BTreeMap;
use std::path::Path;
use vcd::{Command, IdCode, ScopeItem};

const SECOND: Book = book("bf16", 5, Some(1), &[(0, 5), (255, 2)]);

/// The values of a bench's wires just before each rising edge, bits with the highest first.
fn edges(trace: &Path, wires: &[String]) -> Vec<BTreeMap<String, String>> {
    let mut parser = vcd::Parser::new(std::io::BufReader::new(std::fs::File::open(trace).unwrap()));
    let header = parser.parse_header().unwrap();
    let Some(ScopeItem::Scope(bench)) = header.items.iter().find(|item| matches!(item, ScopeItem::Scope(_)))
    else {
        panic!("no scope")
    };
    let mut names: BTreeMap<IdCode, (String, u32)> = BTreeMap::new();
    let mut clock = None;
    for item in &bench.items {
        let ScopeItem::Var(var) = item else { continue };
        if var.reference == "clk" {
            clock = Some(var.code);
        }
        if wires.contains(&var.reference) {
            names.insert(var.code, (var.reference.clone(), var.size));
        }
    }
    let mut now: BTreeMap<String, String> = BTreeMap::new();
    let (mut before, mut edges) = (now.clone(), Vec::new());
    for command in parser {
        match command.unwrap() {
            Command::Timestamp(_) => before = now.clone(),
            Command::ChangeScalar(code, value) => {
                if Some(code) == clock && value == vcd::Value::V1 {
                    edges.push(before.clone());
                }
                if let Some((name, _)) = names.get(&code) {
                    now.insert(name.clone(), value.to_string());
                }
            }
            Command::ChangeVector(code, value) => {
                if let Some((name, size)) = names.get(&code) {
                    let bits: String = value.iter().map(|bit| bit.to_string()).collect();
                    // A leading 0 stands for others.
                    let fill = if bits.starts_with('1') { "0" } else { &bits[..1] };
                    now.insert(name.clone(), fill.repeat(*size as usize - bits.len()) + &bits);
                }
            }
            _ => {}
        }
    }
    edges
}

fn bits(hex: &str) -> String {
    hex.chars().map(|digit| format!("{:04b}", digit.to_digit(16).unwrap())).collect()
}

/// Whether a word is as the diagram says, in the bytes that are there.
fn same(seen: &str, told: &str, keep: Option<&str>) -> bool {
    let told = bits(told);
    let told = &told[told.len() - seen.len().min(told.len())..];
    seen.len() == told.len()
        && seen.bytes().zip(told.bytes()).rev().enumerate().all(|(bit, (seen, told))| {
            let there = keep.is_none_or(|keep| keep.as_bytes()[keep.len() - 1 - bit / 8] == b'1');
            !there || seen == told
        })
}

fn holds(design: &Design, side: Side, diagram: &Diagram, simulation: &Simulation) {
    let what = format!("{} {}: {}", design.name(), side.name(), diagram.title);
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("t.vcd");
    let run = Run { stall: diagram.stall, trace: Some(trace.clone()), ..Run::default() };
    let outcome = simulation.run(&diagram.played, &run).unwrap();
    assert_eq!(outcome.failure, None, "{what}");
    let wire = |port: &str| port.replace("s_axis_", "in_").replace("m_axis_", "out_");
    let wires: Vec<String> = diagram.signals.iter().map(|signal| wire(signal.name)).collect();
    let edges = edges(&trace, &wires);
    let is = |edge: &BTreeMap<String, String>, name: &str| edge.get(name).is_some_and(|value| value == "1");
    let taken = edges.iter().position(|edge| is(edge, "in_tvalid") && is(edge, "in_tready")).expect("a beat");
    for signal in &diagram.signals {
        let name = wire(signal.name);
        for (clock, value) in signal.values.iter().enumerate() {
            let edge = &edges[taken + clock - diagram.taken];
            let seen = &edge[&name];
            let what = format!("{what}: {} in clock {}", signal.name, clock as i64 - diagram.taken as i64);
            match value {
                Value::Any => {}
                Value::Bit(told) => assert_eq!(seen == "1", *told, "{what}"),
                Value::Word(told, shown) => {
                    let keep =
                        name.ends_with("_tdata").then(|| edge[&name.replace("tdata", "tkeep")].as_str());
                    assert!(same(seen, told, keep), "{what}: {seen}, not {told}");
                    let shown = shown.trim_start_matches("..");
                    assert!(told.ends_with(shown) && !shown.is_empty(), "{what}: {shown} of {told}");
                }
            }
        }
    }
}

fn hold(design: &Design) -> usize {
    let mut count = 0;
    for (side, bench) in [(Side::Encoder, Bench::Encoder), (Side::Decoder, Bench::Decoder)] {
        let diagrams = timing::diagrams(design, side).unwrap();
        if diagrams.is_empty() {
            continue;
        }
        let files = sim::sources(design);
        let simulation = Simulation::compile(Simulator::Icarus, bench, Some(Trace::Vcd), &files).unwrap();
        for diagram in &diagrams {
            holds(design, side, diagram, &simulation);
        }
        count += diagrams.len();
    }
    count
}

#[test]
fn diagrams_are_what_a_simulation_sees() {
    if !have("iverilog") {
        return;
    }
    let mut count = 0;
    let more = ["bf16_link", "bf16_train", "bf16_best4", "bf16_loadable", "e4m3_link"];
    let named = ["tiny", "tiny_parallel"].iter().chain(if common::campaign() { &more[..] } else { &[] });
    for name in named {
        let file = common::root().join(format!("configs/{name}.yaml"));
        count += hold(&Design::load(&file).unwrap());
    }
    let narrow = || encoder(1, 1, LowLatency);
    // Icarus takes longest for these.
    let wide = if common::campaign() { 8 } else { 4 };
    for (encoder, decoder) in [
        (narrow(), serial(1, LowLatency)),
        (encoder(4, 16, Balanced), serial(2, Balanced)),
        (encoder(8, 2, HighFmax), serial(8, HighFmax)),
        (encoder(2, 16, cuts(&["input", "raw", "shift"])), lanes(2, parallel(wide, Balanced))),
        (narrow(), parallel(wide, HighFmax)),
    ] {
        count += hold(&design(spec("d", [BF16], encoder, decoder)));
    }
    // What stands around the elements; a header that chooses; slots, which are loaded before.
    for (base, check, decoder) in [
        (BaseRule::Previous, Check::Crc16, serial(8, Balanced)),
        (BaseRule::Sideband, Check::Crc32, serial(2, LowLatency)),
        (BaseRule::Previous, Check::Crc32, parallel(wide, Balanced)),
        // The header in a part of its own; words of several parts; a frame of more than a word.
        (BaseRule::Previous, Check::Crc32, serial(1, Balanced)),
        (BaseRule::Previous, Check::Crc32, serial(16, HighFmax)),
        (BaseRule::Sideband, Check::Crc32, parallel(4, Balanced)),
    ] {
        let mut spec = spec("d", [BF16, SECOND], encoder(4, 8, Balanced), decoder);
        (spec.base, spec.check, spec.raw) = (Some(base), Some(check), true);
        spec.sideband = Sideband { tid: 4, tdest: 3, tuser: 2 };
        count += hold(&design(spec));
    }
    // Two of the encoder, two of the decoder and an error, but where a frame without its last byte is a frame.
    assert!(common::campaign() || count == (2 + 5 + 6) * 5 - 2, "{count} diagrams");
}
