//! Buffers in front of clock gates, and of the registers behind them. ABC does not see them, for they are no logic: whatever is the
//! enable of hundreds of them drives one output to it, and gets no buffers; and so does what is written into hundreds of words.

use super::SynthError;
use super::liberty::{Cell, Libraries};
use super::map::Gate;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Pins that a buffer drives, and the most enables that a net drives without one.
const MOST: usize = 8;
/// The most flip-flops that a net goes into without one: a gate's.
const WORDS: usize = 32;

/// The netlist that yosys wrote as JSON, with trees of the libraries' buffer before the enables of clock gates and what goes into
/// many flip-flops.
pub(super) fn buffered(
    netlist: &str,
    top: &str,
    gate: &Gate,
    libraries: &Libraries,
) -> Result<String, SynthError> {
    let wrong = |why: &str| SynthError::Netlist { why: why.to_owned() };
    let mut netlist: Value = serde_json::from_str(netlist).map_err(|error| wrong(&error.to_string()))?;
    let name = &libraries.reference.buffer;
    let buffer = libraries.cell(name).ok_or_else(|| wrong("the libraries have no buffer"))?;
    let pin = |cell: &Cell, output: bool| {
        let pin = cell.pins.iter().find(|pin| pin.output == output);
        pin.map(|pin| pin.name.clone()).ok_or_else(|| wrong("a buffer without input or output"))
    };
    let (input, output) = (pin(buffer, false)?, pin(buffer, true)?);
    let cells = netlist["modules"][top]["cells"].as_object_mut().ok_or_else(|| wrong("no cells"))?;
    let nets = cells.values().filter_map(|cell| cell["connections"].as_object());
    let nets = nets.flat_map(|pins| pins.values()).filter_map(Value::as_array).flatten();
    let mut next = nets.filter_map(Value::as_u64).max().unwrap_or_default() + 1;
    let (kind, enable) = (gate.cell.name.as_str(), gate.pins.enable.as_str());
    // Cell and pin, by the net that drives them.
    let mut driven: BTreeMap<u64, Vec<(String, String)>> = BTreeMap::new();
    for (name, cell) in cells.iter().filter(|(_, cell)| cell["type"] == kind) {
        if let Some(net) = cell["connections"][enable][0].as_u64() {
            driven.entry(net).or_default().push((name.clone(), enable.to_owned()));
        }
    }
    let mut into: BTreeMap<u64, Vec<(String, String)>> = BTreeMap::new();
    for (name, cell) in cells.iter() {
        let known = cell["type"].as_str().and_then(|kind| libraries.cell(kind));
        for pin in known.iter().flat_map(|known| &known.data) {
            if let Some(net) = cell["connections"][pin][0].as_u64() {
                into.entry(net).or_default().push((name.clone(), pin.clone()));
            }
        }
    }
    into.retain(|_, pins| pins.len() > WORDS);
    for (net, mut pins) in driven.into_iter().chain(into) {
        while pins.len() > MOST {
            let mut above = Vec::new();
            for group in pins.chunks(MOST) {
                for (cell, pin) in group {
                    cells[cell]["connections"][pin] = json!([next]);
                }
                let added = format!("fan_{next}");
                let cell = json!({
                    "hide_name": 0,
                    "type": name,
                    "parameters": {},
                    "attributes": {},
                    "port_directions": { &input: "input", &output: "output" },
                    "connections": { &input: [net], &output: [next] },
                });
                cells.insert(added.clone(), cell);
                above.push((added, input.clone()));
                next += 1;
            }
            pins = above;
        }
    }
    Ok(netlist.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// Seventy gates with one enable: nine buffers, and two before them. Eight with another one: none.
    #[test]
    fn many_gates_have_buffers_before_them() {
        let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/gates.lib"));
        let libraries = Libraries::read(&[path]).unwrap();
        let (cell, pins) = libraries.clock_gate(32).unwrap();
        let gates = (0..78).map(|number| {
            let enable = if number < 70 { 2 } else { 3 };
            let connections = json!({ "CK": [4], "EN": [enable], "TE": ["0"], "GCK": [10 + number] });
            (format!("gate{number}"), json!({ "type": "GATE", "connections": connections }))
        });
        // Forty flip-flops with one input: five buffers. Thirty with another one: none.
        let words = (0..70).map(|number| {
            let data = if number < 40 { 5 } else { 6 };
            let connections = json!({ "D": [data], "CK": [4], "Q": [200 + number] });
            (format!("word{number}"), json!({ "type": "DFF", "connections": connections }))
        });
        let cells: serde_json::Map<String, Value> = gates.chain(words).collect();
        let netlist = json!({ "modules": { "top": { "cells": cells } } }).to_string();
        let made = buffered(&netlist, "top", &Gate { cell, pins }, &libraries).unwrap();
        let made: Value = serde_json::from_str(&made).unwrap();
        let cells = made["modules"]["top"]["cells"].as_object().unwrap();
        let buffers: Vec<&Value> = cells.values().filter(|cell| cell["type"] == "BUF").collect();
        let loads =
            |net: &Value, pin: &str| cells.values().filter(|cell| cell["connections"][pin] == *net).count();
        // What each drives: gates and buffers.
        let mut driven: Vec<_> = buffers
            .iter()
            .map(|buffer| &buffer["connections"]["Y"])
            .map(|net| (loads(net, "EN"), loads(net, "A"), loads(net, "D")))
            .collect();
        driven.sort();
        let mut expected = vec![(0, 0, 8); 5];
        expected.extend([(0, 1, 0), (0, 8, 0), (6, 0, 0)]);
        expected.extend([(8, 0, 0); 8]);
        assert_eq!(driven, expected);
        assert_eq!(loads(&json!([2]), "A"), 2);
        let same = |net: u64| cells.values().filter(|cell| cell["connections"]["EN"] == json!([net])).count();
        assert_eq!((same(2), same(3)), (0, 8));
        assert_eq!((loads(&json!([5]), "D"), loads(&json!([5]), "A"), loads(&json!([6]), "D")), (0, 5, 30));
    }
}
