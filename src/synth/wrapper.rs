//! What stands around a design on an FPGA: a pin in, a pin out, and registers at every port.

use crate::design::ports::{Direction, Port, Timing};
use askama::Template;

/// The instance of the design in it.
pub(super) const INSTANCE: &str = "u_top.";

#[derive(Template)]
#[template(path = "synth/wrapper.v")]
struct Wrapper<'a> {
    name: &'a str,
    top: &'a str,
    oscillator: bool,
    inputs: Vec<Register>,
    outputs: Vec<Register>,
    input_names: String,
    output_names: String,
    output_wires: String,
    last: u32,
}

struct Register {
    name: &'static str,
    range: String,
}

/// Its Verilog, of a top with these ports; `oscillator`: the clock is the device's own instead of a pin.
pub(super) fn wrapper(name: &str, top: &str, ports: &[Port], oscillator: bool) -> String {
    let of = |direction: Direction| {
        let is = move |port: &&Port| port.direction == direction && port.timing != Timing::Clock;
        ports.iter().filter(is)
    };
    let register = |port: &Port| Register { name: port.name, range: format!("[{}:0]", port.width - 1) };
    let names = |direction: Direction, ending: &str| {
        let names: Vec<String> = of(direction).map(|port| format!("{}{ending}", port.name)).collect();
        names.join(", ")
    };
    let bits: u32 = of(Direction::Output).map(|port| port.width).sum();
    let view = Wrapper {
        name,
        top,
        oscillator,
        inputs: of(Direction::Input).map(register).collect(),
        outputs: of(Direction::Output).map(register).collect(),
        input_names: names(Direction::Input, ""),
        output_names: names(Direction::Output, ""),
        output_wires: names(Direction::Output, "_d"),
        last: bits - 1,
    };
    // The template is compiled in and writes to a string: there is nothing that can fail.
    view.render().expect("rendering to a string")
}
