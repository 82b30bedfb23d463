//! The ports of the two tops: the one list from which the Verilog's port part, the manifest, the constraints and the
//! benches' parameters are made.

use super::counters::COUNTER_BITS;
use super::{BaseRule, Design, Encoder, Reset, Select};
use std::fmt;

/// Lowest bits of the decoder's `m_axis_tuser`: {reason, error}.
pub const DECODER_USER_BITS: u32 = 4;

const SLAVE: [&str; 3] = ["s_axis_tid", "s_axis_tdest", "s_axis_tuser"];
const MASTER: [&str; 3] = ["m_axis_tid", "m_axis_tdest", "m_axis_tuser"];

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
    pub remark: Option<String>,
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
    /// The encoder's ports; none without one.
    pub fn encoder_ports(&self) -> Vec<Port> {
        use Direction::{Input, Output};
        let Some(encoder) = self.encoder() else { return Vec::new() };
        let mut ports = self.clock_and_reset();
        ports.extend(slave(
            encoder.lanes() * self.element().bytes(),
            "elements: lane 0 lowest and first; tkeep in whole elements",
        ));
        ports.extend(self.sidebands(SLAVE, Input, &self.encoder_user(encoder)));
        ports.extend(master(encoder.out_bytes(), "the frame: byte 0 lowest and first"));
        ports.extend(self.sidebands(MASTER, Output, &[]));
        let counters = self.counter_layout();
        if let Some(last) = counters.last() {
            let beyond = match encoder.select() {
                Some(Select::Sideband) => "; then indices beyond the last",
                _ => "",
            };
            let heading = format!("{COUNTER_BITS} bits each: per codebook frames, elements, bits{beyond}");
            ports.push(Port::vector("counters", Output, last.offset + last.width).headed(heading));
        }
        ports.extend(self.register_ports());
        ports
    }

    /// The decoder's ports; none without one.
    pub fn decoder_ports(&self) -> Vec<Port> {
        let Some(decoder) = self.decoder() else { return Vec::new() };
        let frame = "the frame: byte 0 lowest and first";
        let frame = match self.header_text() {
            Some(around) => format!("{frame}; {around}"),
            None => frame.to_owned(),
        };
        let mut ports = self.clock_and_reset();
        ports.extend(slave(decoder.in_bytes(), frame));
        ports.extend(self.sidebands(SLAVE, Direction::Input, &[]));
        ports.extend(master(decoder.lanes() * self.element().bytes(), "elements: lane 0 lowest and first"));
        let own = [("at tlast {reason, error}", DECODER_USER_BITS)];
        ports.extend(self.sidebands(MASTER, Direction::Output, &own));
        ports.extend(self.register_ports());
        ports
    }

    /// The bus of the registers, where there are any.
    fn register_ports(&self) -> Vec<Port> {
        if self.registers { axi_lite() } else { Vec::new() }
    }

    /// What of the encoder's `s_axis_tuser` says how a packet is sent, the highest bits first.
    fn encoder_user(&self, encoder: &Encoder) -> Vec<(&'static str, u32)> {
        let base = self.base == Some(BaseRule::Sideband);
        let index = encoder.select() == Some(Select::Sideband);
        let base = base.then(|| ("base", self.books.base_bits()));
        base.into_iter().chain(index.then(|| ("index", self.books.index_bits()))).collect()
    }

    /// `tid`, `tdest` and `tuser` of a bus, what of them the design has: `tuser` is the user's part of it and then what
    /// the design has there itself, the highest bits first.
    fn sidebands(
        &self,
        [tid, tdest, tuser]: [&'static str; 3],
        direction: Direction,
        own: &[(&'static str, u32)],
    ) -> Vec<Port> {
        let input = direction == Direction::Input;
        let side = self.sideband;
        let mut ports = Vec::new();
        for (name, bits) in [(tid, side.tid), (tdest, side.tdest)] {
            if bits > 0 {
                let remark =
                    if input { "with the packet's first beat" } else { "the packet's, on every beat" };
                let port = Port::vector(name, direction, bits as u32);
                ports.push(Port { remark: Some(remark.to_owned()), ..port });
            }
        }
        let user = Some(("user", side.tuser as u32)).filter(|(_, bits)| *bits > 0);
        let parts: Vec<(&str, u32)> = user.into_iter().chain(own.iter().copied()).collect();
        let bits = parts.iter().map(|(_, bits)| bits).sum();
        if bits > 0 {
            let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
            let names = match &names[..] {
                ["index"] => "the packet's codebook".to_owned(),
                ["base"] => "the base of the packet's exponents".to_owned(),
                [one] => (*one).to_owned(),
                all => format!("{{{}}}", all.join(", ")),
            };
            let remark = match (input, own.len()) {
                (true, _) => format!("{names}, with its first beat"),
                (false, 0) => format!("{names}, the packet's, on every beat"),
                (false, _) => names,
            };
            ports.push(Port { remark: Some(remark), ..Port::vector(tuser, direction, bits) });
        }
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

    /// What stands around the elements in a frame, where anything does.
    fn header_text(&self) -> Option<String> {
        let of = |width: u32, what: &str| {
            (width > 0).then(|| format!("{width} bit{} of {what}", if width == 1 { "" } else { "s" }))
        };
        let index = of(self.books.index_bits(), "index");
        let last = self.books.blocks().then(|| "1 = packet ends".to_owned());
        let parts: Vec<String> =
            index.into_iter().chain(last).chain(of(self.books.base_bits(), "base")).collect();
        let header = (!parts.is_empty()).then(|| format!("its header: {}", parts.join(", ")));
        let check = self.books.check().map(|check| format!("{} behind it", check.name()));
        let all: Vec<String> = header.into_iter().chain(check).collect();
        (!all.is_empty()).then(|| all.join("; "))
    }
}

/// An AXI4-Stream input of so many bytes.
fn slave(bytes: usize, heading: impl Into<String>) -> [Port; 5] {
    use Direction::{Input, Output};
    [
        Port::wire("s_axis_tvalid", Input).headed(heading),
        Port { remark: Some("low in reset".to_owned()), ..Port::wire("s_axis_tready", Output) },
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

/// An AXI4-Lite slave of 32 bits whose addresses have 12.
pub(crate) fn axi_lite() -> Vec<Port> {
    use Direction::{Input, Output};
    let ready = |name| Port { remark: Some("low in reset".to_owned()), ..Port::wire(name, Output) };
    vec![
        Port::wire("s_axil_awvalid", Input).headed("registers: AXI4-Lite"),
        ready("s_axil_awready"),
        Port::vector("s_axil_awaddr", Input, 12),
        Port::wire("s_axil_wvalid", Input),
        ready("s_axil_wready"),
        Port::vector("s_axil_wdata", Input, 32),
        Port::vector("s_axil_wstrb", Input, 4),
        Port::wire("s_axil_bvalid", Output),
        Port::wire("s_axil_bready", Input),
        Port::vector("s_axil_bresp", Output, 2),
        Port::wire("s_axil_arvalid", Input),
        ready("s_axil_arready"),
        Port::vector("s_axil_araddr", Input, 12),
        Port::wire("s_axil_rvalid", Output),
        Port::wire("s_axil_rready", Input),
        Port::vector("s_axil_rdata", Output, 32),
        Port::vector("s_axil_rresp", Output, 2),
    ]
}
