//! Activity: the mapped netlist coded real packets in Icarus Verilog, and how often each net moved.
//!
//! Cells have no delays there, so hazards are not seen.

use super::SynthError;
use super::map::{MEMORIES, MODELS, Mapped};
use super::netlist::Module;
use crate::design::Design;
use crate::registers::Side;
use crate::sim::{self, Bench, Run, Simulation, Simulator, Trace, vectors};
use crate::tools::ToolError;
use crate::tools::scratch::Folder;
use crate::words::Shown as _;
use regex::Regex;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;
use std::time::Duration;
use vcd::{Command, IdCode, ScopeItem, Value};

/// What was seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Activity {
    /// Transitions by net, from the first beat on.
    pub transitions: HashMap<u64, u64>,
    /// From the first beat in to the last one out.
    pub clocks: u64,
    /// Of the elements that went through.
    pub original_bits: u64,
}

/// Sends the packets (little-endian elements) through a mapped end at full rate.
pub(super) fn activity(
    design: &Design,
    side: Side,
    mapped: &Mapped,
    module: &Module,
    packets: &[Vec<u8>],
) -> Result<Activity, SynthError> {
    let loaded = sim::loads::loaded(design);
    let (bench, vectors) = match side {
        Side::Encoder => (Bench::Encoder, vectors::encoder(&loaded, packets, None)?),
        Side::Decoder => {
            let frames = vectors::frames(&loaded, packets)?;
            (Bench::Decoder, vectors::decoder(&loaded, &frames, None))
        }
    };
    let io = |path: &Path| {
        let io = ToolError::io(path.shown());
        move |error| SynthError::Tool(io(error))
    };
    let mut files: Vec<(String, String)> =
        sim::sources(design).into_iter().filter(|(path, _)| path.starts_with("tb/")).collect();
    files.push((format!("{}.v", mapped.top), module.verilog(&mapped.top)));
    for name in [MODELS, MEMORIES] {
        let path = mapped.file(name);
        if path.exists() {
            let text = fs::read_to_string(&path).map_err(io(&path))?;
            files.push((name.to_owned(), from_zero(&text)));
        }
    }
    let simulation = Simulation::compile(Simulator::Icarus, bench, Some(Trace::Vcd), &files)?;
    let folder = Folder::new().map_err(ToolError::io("temporary folder"))?;
    let trace = folder.path().join("trace.vcd");
    // Icarus Verilog goes through a decoder of 50,000 cells at a clock a second or two.
    let timeout = Duration::from_secs(3600);
    let outcome = simulation.run(&vectors, &Run { trace: Some(trace.clone()), timeout, ..Run::default() })?;
    if let Some(failure) = outcome.failure {
        return Err(SynthError::Differs { top: mapped.top.clone(), text: failure.text });
    }
    let element_bits = u64::from(design.element().bits());
    Ok(Activity {
        transitions: transitions(&trace, module, bench).map_err(io(&trace))?,
        clocks: outcome.clocks,
        original_bits: vectors.elements as u64 * element_bits,
    })
}

/// The same models, all of whose registers and words begin as 0: gates are less exact about unknown bits than what they
/// were made from, and energy is of known ones.
fn from_zero(text: &str) -> String {
    let register = Regex::new(r"(?m)^( *reg (?:\[\d+:\d+\] )?(?:\\\S+ |\w+)) ?;").expect("it is a pattern");
    let words =
        Regex::new(r"(?m)^ *reg (?:\[\d+:\d+\] )?(\\\S+ |\w+) ?\[(\d+):(\d+)\];").expect("it is a pattern");
    let text = register.replace_all(text, "$1 = 0;");
    let all = |found: &regex::Captures| {
        let (name, ends) = (&found[1], [&found[2], &found[3]].map(|end| end.parse::<u64>().unwrap_or(0)));
        let last = ends[0].max(ends[1]);
        format!(
            "{}\n  integer zero_{last};\n  initial for (zero_{last} = 0; zero_{last} <= {last}; \
             zero_{last} = zero_{last} + 1) {name}[zero_{last}] = 0;",
            &found[0]
        )
    };
    words.replace_all(&text, all).into_owned()
}

/// The transitions between 0 and 1 of every net of the top, from the first beat that it takes on.
fn transitions(trace: &Path, module: &Module, bench: Bench) -> std::io::Result<HashMap<u64, u64>> {
    let mut parser = vcd::Parser::new(BufReader::new(File::open(trace)?));
    let header = parser.parse_header()?;
    let instance = if bench == Bench::Encoder { "u_encoder" } else { "u_decoder" };
    let top = header.items.iter().find_map(|item| match item {
        ScopeItem::Scope(bench) => bench.items.iter().find_map(|item| match item {
            ScopeItem::Scope(inner) if inner.identifier == instance => Some(inner),
            _ => None,
        }),
        _ => None,
    });
    let top = top.ok_or_else(|| std::io::Error::other(format!("no `{instance}` in it")))?;
    let mut nets: HashMap<IdCode, Vec<u64>> = HashMap::new();
    for item in &top.items {
        if let ScopeItem::Var(var) = item
            && let Some(number) = var.reference.strip_prefix('n').and_then(|number| number.parse().ok())
        {
            nets.entry(var.code).or_default().push(number);
        }
    }
    let handshake = [module.port("s_axis_tvalid"), module.port("s_axis_tready")];
    let mut values: HashMap<u64, Value> = HashMap::new();
    let mut transitions = HashMap::new();
    let mut begun = false;
    for command in parser {
        match command? {
            Command::ChangeScalar(code, value) => {
                for &number in nets.get(&code).into_iter().flatten() {
                    let before = values.insert(number, value);
                    let moved = matches!(
                        (before, value),
                        (Some(Value::V0), Value::V1) | (Some(Value::V1), Value::V0)
                    );
                    if begun && moved {
                        *transitions.entry(number).or_insert(0) += 1;
                    }
                }
            }
            Command::Timestamp(_) if !begun => {
                let high = |net: &Option<u64>| net.is_some_and(|net| values.get(&net) == Some(&Value::V1));
                begun = handshake.iter().all(high);
            }
            _ => {}
        }
    }
    Ok(transitions)
}

#[cfg(test)]
mod tests {
    use super::super::netlist::{Bit, Port};
    use super::*;

    /// Net 3 moves before the first beat (nets 1 and 2 high), from unknown, twice behind it, and once to unknown; what stands
    /// beside the top counts nothing.
    #[test]
    fn transitions_count_from_the_first_beat_on() {
        let port = |net: u64| Port { direction: "input".to_owned(), bits: vec![Bit::Net(net)] };
        let ports =
            [("s_axis_tvalid", 1), ("s_axis_tready", 2)].map(|(name, net)| (name.to_owned(), port(net)));
        let module = Module { ports: ports.into(), cells: Default::default() };
        let changes = "#0\nx#\n0!\n1\"\n#1\n0#\n#2\n1#\n#3\n1!\n0%\n#4\n0#\n1%\n#5\n1#\n#6\nx#\n#7\n1#\n";
        let text = format!(
            "$timescale 1ps $end\n$scope module tb $end\n$var wire 1 % n3 $end\n$scope module u_encoder $end\n\
             $var wire 1 ! n1 $end\n$var wire 1 \" n2 $end\n$var wire 1 # n3 $end\n$var wire 1 & clk $end\n$upscope $end\n\
             $upscope $end\n$enddefinitions $end\n{changes}"
        );
        let folder = tempfile::tempdir().unwrap();
        let trace = folder.path().join("trace.vcd");
        std::fs::write(&trace, text).unwrap();
        let found = transitions(&trace, &module, Bench::Encoder).unwrap();
        assert_eq!(found, HashMap::from([(3, 2)]));
        assert!(transitions(&trace, &module, Bench::Decoder).is_err());
    }

    #[test]
    fn registers_and_words_begin_as_zero() {
        let text = "  reg [6:0] read_q;\n  reg \\q[0] ;\n  reg [6:0] words [127:0];\n  wire a;\n";
        let found = from_zero(text);
        for expected in ["reg [6:0] read_q = 0;", "reg \\q[0]  = 0;", "words[zero_127] = 0;", "wire a;"] {
            assert!(found.contains(expected), "{found}");
        }
        assert!(found.contains("reg [6:0] words [127:0];"), "{found}");
    }
}
