//! Clock and port constraints, for tools that read SDC and for those that read XDC.

use super::text::banner;
use crate::design::ports::{Direction, Port, Timing};
use crate::design::{Design, Reset};

/// The clock's period in the XDC, ns. SDC leaves it to whoever reads it.
const XDC_PERIOD: f64 = 5.0;

/// How constraints find the inputs of either top.
struct Inputs {
    /// In every top, whoever wrote the netlist.
    both: Vec<String>,
    /// In one of the tops only, or known by another name where a netlist has scalars for buses of one bit.
    some: Vec<String>,
}

impl Inputs {
    fn of(design: &Design) -> Self {
        let inputs = |ports: Vec<Port>| -> Vec<Port> {
            let timed = |port: &Port| port.direction == Direction::Input && port.timing != Timing::Clock;
            ports.into_iter().filter(timed).collect()
        };
        let tops = [inputs(design.encoder_ports()), inputs(design.decoder_ports())];
        // A port of the only end is in every top.
        let ends = tops.iter().filter(|ports| !ports.is_empty()).count();
        let mut found = Self { both: Vec::new(), some: Vec::new() };
        let mut seen: Vec<&str> = Vec::new();
        for port in tops.iter().flatten() {
            if seen.contains(&port.name) {
                continue;
            }
            seen.push(port.name);
            let alike: Vec<&Port> = tops.iter().flatten().filter(|other| other.name == port.name).collect();
            let narrow = alike.iter().any(|port| port.vector && port.width == 1);
            let pattern = if port.vector { format!("{}[*]", port.name) } else { port.name.to_owned() };
            let list = if narrow || alike.len() < ends { &mut found.some } else { &mut found.both };
            list.push(pattern);
            if narrow {
                list.push(port.name.to_owned());
            }
        }
        found
    }

    /// The commands that give all of them this delay.
    fn delays(&self, delay: &str) -> String {
        let command = |quiet: &str, patterns: &[String]| match patterns {
            [] => String::new(),
            patterns => format!(
                "set_input_delay {delay} -clock clk [get_ports{quiet} {{\n    {}\n}}]\n",
                patterns.join("\n    ")
            ),
        };
        let some = match &self.some[..] {
            [] => String::new(),
            some => format!(
                "# Only in one of the tops, or a bus of one bit, which is a scalar in some netlists.\n{}",
                command(" -quiet", some)
            ),
        };
        command("", &self.both) + &some
    }
}

fn tops(design: &Design) -> &'static str {
    match (design.encoder(), design.decoder()) {
        (Some(_), Some(_)) => "either top, alone",
        _ => "the top",
    }
}

/// What there is to know of a reset that needs no clock.
fn reset(design: &Design) -> &'static str {
    match design.reset() {
        Reset::AsyncLow => {
            "# rst_n is asserted without the clock and released by it: recovery and removal are checked from this delay.\n"
        }
        Reset::SyncHigh | Reset::SyncLow => "",
    }
}

/// `<name>.sdc`.
pub fn sdc(design: &Design) -> String {
    format!(
        "{banner}
# For {tops}. Units are the library's; set `period` before reading this file.
if {{![info exists period]}} {{ set period 1.000 }}
create_clock -name clk -period $period [get_ports clk]
# Others have three tenths of the period on each side.
{reset}{inputs}set_output_delay [expr {{0.3 * $period}}] -clock clk [all_outputs]
",
        banner = banner(design, "#"),
        tops = tops(design),
        reset = reset(design),
        inputs = Inputs::of(design).delays("[expr {0.3 * $period}]"),
    )
}

/// `<name>.xdc`: the same in the few commands that XDC knows, which has neither conditions nor loops.
pub fn xdc(design: &Design) -> String {
    let delay = format!("{:.3}", 0.3 * XDC_PERIOD);
    format!(
        "{banner}
# For {tops} (out of context), in ns. For another period create the clock again, and set the delays,
# in a file that is read behind this one.
create_clock -name clk -period {XDC_PERIOD:.3} [get_ports clk]
# Others have three tenths of the period on each side.
{reset}{inputs}set_output_delay {delay} -clock clk [all_outputs]
",
        banner = banner(design, "#"),
        tops = tops(design),
        reset = reset(design),
        inputs = Inputs::of(design).delays(&delay),
    )
}
