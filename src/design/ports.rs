//! The ports of the two tops: the one list from which the Verilog's port part, the manifest, the constraints and the
//! benches' parameters are made.

use super::counters::COUNTER_BITS;
use super::{Design, Reset, Select};
use std::fmt;

/// Bits of the decoder's `m_axis_tuser`: {reason, error}.
pub const DECODER_USER_BITS: u32 = 4;

/// A port of a top, in its order there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// Its name.
    pub name: &'static str,
    /// Into the top or out of it.
    pub direction: Direction,
    /// Bits.
    pub width: u32,
    /// Whether it is declared with a range, of one bit too.
    pub vector: bool,
    /// What it has to do with the clock.
    pub timing: Timing,
    /// What the ports from here on are, a comment above them.
    pub heading: Option<String>,
    /// What there is to be said of it alone, a comment behind it.
    pub remark: Option<&'static str>,
}

/// Which way a port goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Into the top.
    Input,
    /// Out of it.
    Output,
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Input => "input",
            Self::Output => "output",
        })
    }
}

/// What a port has to do with the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// It is the clock.
    Clock,
    /// Sampled or changed by the clock's rising edge.
    Synchronous,
    /// A reset that acts without the clock, and is let go by its rising edge.
    AsynchronousAssert,
}

impl Port {
    fn wire(name: &'static str, direction: Direction) -> Self {
        let timing = Timing::Synchronous;
        Self { name, direction, width: 1, vector: false, timing, heading: None, remark: None }
    }

    fn vector(name: &'static str, direction: Direction, width: u32) -> Self {
        Self { width, vector: true, ..Self::wire(name, direction) }
    }

    fn headed(self, heading: impl Into<String>) -> Self {
        Self { heading: Some(heading.into()), ..self }
    }
}

impl Design {
    /// The encoder's ports.
    pub fn encoder_ports(&self) -> Vec<Port> {
        use Direction::{Input, Output};
        let encoder = &self.encoder;
        let mut ports = self.clock_and_reset();
        ports.extend(slave(
            encoder.lanes() * self.element().bytes(),
            "elements: lane 0 lowest and first; tkeep in whole elements",
        ));
        if encoder.select() == Some(Select::Sideband) {
            let remark = Some("the packet's codebook, with its first beat");
            ports.push(Port { remark, ..Port::vector("s_axis_tuser", Input, self.books.index_bits()) });
        }
        ports.extend(master(encoder.out_bytes(), "the frame: byte 0 lowest and first"));
        let counters = self.counter_layout();
        if let Some(last) = counters.last() {
            let beyond = match encoder.select() {
                Some(Select::Sideband) => "; then indices beyond the last",
                _ => "",
            };
            let heading = format!("{COUNTER_BITS} bits each: per codebook frames, elements, bits{beyond}");
            ports.push(Port::vector("counters", Output, last.offset + last.width).headed(heading));
        }
        ports
    }

    /// The decoder's ports.
    pub fn decoder_ports(&self) -> Vec<Port> {
        let decoder = &self.decoder;
        let frame = "the frame: byte 0 lowest and first";
        let frame = match self.header_text() {
            Some(header) => format!("{frame}; its header: {header}"),
            None => frame.to_owned(),
        };
        let mut ports = self.clock_and_reset();
        ports.extend(slave(decoder.in_bytes(), frame));
        ports.extend(master(decoder.lanes() * self.element().bytes(), "elements: lane 0 lowest and first"));
        let user = Port::vector("m_axis_tuser", Direction::Output, DECODER_USER_BITS);
        ports.push(Port { remark: Some("at tlast: {reason, error}"), ..user });
        ports
    }

    fn clock_and_reset(&self) -> Vec<Port> {
        let clock = Port { timing: Timing::Clock, ..Port::wire("clk", Direction::Input) };
        let timing = match self.reset {
            Reset::AsyncLow => Timing::AsynchronousAssert,
            Reset::SyncHigh | Reset::SyncLow => Timing::Synchronous,
        };
        vec![clock, Port { timing, ..Port::wire(self.reset.port(), Direction::Input) }]
    }

    /// What a frame's header is, where there is one.
    fn header_text(&self) -> Option<String> {
        let width = self.books.index_bits();
        let index = format!("{width} bit{} of index", if width == 1 { "" } else { "s" });
        match (self.books.header_bits(), self.books.blocks()) {
            (0, _) => None,
            (_, true) => Some(format!("{index}, 1 = packet ends")),
            (_, false) => Some(index),
        }
    }
}

/// An AXI4-Stream input of so many bytes.
fn slave(bytes: usize, heading: impl Into<String>) -> [Port; 5] {
    use Direction::{Input, Output};
    [
        Port::wire("s_axis_tvalid", Input).headed(heading),
        Port { remark: Some("low in reset"), ..Port::wire("s_axis_tready", Output) },
        Port::vector("s_axis_tdata", Input, 8 * bytes as u32),
        Port::vector("s_axis_tkeep", Input, bytes as u32),
        Port::wire("s_axis_tlast", Input),
    ]
}

/// An AXI4-Stream output of so many bytes.
fn master(bytes: usize, heading: impl Into<String>) -> [Port; 5] {
    use Direction::{Input, Output};
    [
        Port::wire("m_axis_tvalid", Output).headed(heading),
        Port::wire("m_axis_tready", Input),
        Port::vector("m_axis_tdata", Output, 8 * bytes as u32),
        Port::vector("m_axis_tkeep", Output, bytes as u32),
        Port::wire("m_axis_tlast", Output),
    ]
}
