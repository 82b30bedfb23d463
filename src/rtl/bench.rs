//! The benches: a top for each of the two ends and one for both, and what plays, takes and judges.

use super::text::{self, Reset};
use crate::design::ports::{Direction, Port, axi_lite};
use crate::design::{self, Design, Select};
use crate::files::File;
use crate::registers::Side;
use askama::Template;

/// What a bench of no design's own needs to know: the prefix.
macro_rules! plain {
    ($($view:ident $path:literal)*) => {
        $(#[derive(Template)]
        #[template(path = $path)]
        struct $view<'a> {
            p: &'a str,
        })*
    };
}

/// What sends and what takes: the reset may act without a clock, and where books are loaded, they may wait for that, and
/// begin again with their files.
macro_rules! players {
    ($($view:ident $path:literal)*) => {
        $(#[derive(Template)]
        #[template(path = $path)]
        struct $view<'a> {
            p: &'a str,
            at_once: u8,
            loads: bool,
        })*
    };
}

players! {
    Source "bench/source.v"
    Sink "bench/sink.v"
}

plain! {
    Adapter "bench/adapter.v"
    Bound "bench/bound.v"
    Link "bench/link.v"
    Load "bench/load.v"
    Report "bench/report.v"
    Script "bench/script.v"
}

/// A top of the encoder alone.
#[derive(Template)]
#[template(path = "bench/enc.v")]
struct Encoder<'a> {
    p: &'a str,
    rst: Reset,
    active: &'static str,
    enc_in: usize,
    enc_out: usize,
    in_user: usize,
    side: usize,
    encoder_in: String,
    encoder_out: String,
    counters: usize,
    element: usize,
    block: Option<Block>,
    loads: String,
    hold: String,
    or_failed: String,
    axil: String,
}

/// What holds an encoder of blocks to its bound.
#[derive(Clone, Copy)]
struct Block {
    index_bits: u32,
    header_bits: u32,
    check_bytes: usize,
    beats: usize,
    bits: u32,
}

/// A top of the decoder alone.
#[derive(Template)]
#[template(path = "bench/dec.v")]
struct Decoder<'a> {
    p: &'a str,
    rst: Reset,
    active: &'static str,
    dec_in: usize,
    dec_out: usize,
    side: usize,
    decoder_in: String,
    decoder_out: String,
    loads: String,
    hold: String,
    or_failed: String,
    axil: String,
}

/// A top of both.
#[derive(Template)]
#[template(path = "bench/loopback.v")]
struct Loopback<'a> {
    p: &'a str,
    rst: Reset,
    active: &'static str,
    enc_in: usize,
    enc_out: usize,
    dec_in: usize,
    dec_out: usize,
    in_user: usize,
    side: usize,
    encoder_in: String,
    encoder_out: String,
    decoder_in: String,
    decoder_out: String,
    counters: usize,
    element: usize,
    block: Option<Block>,
    loads: String,
    hold: String,
    frames_hold: String,
    or_failed: String,
    encoder_axil: String,
    decoder_axil: String,
}

/// A top of both, and of what loads codebooks meanwhile.
#[derive(Template)]
#[template(path = "bench/swap.v")]
struct Swap<'a> {
    l: Loopback<'a>,
    slots: usize,
    first: usize,
    index_bits: u32,
    blocks: u8,
    /// Whether packets say by which codebook they are sent.
    told: bool,
}

/// The benches of a design's ends, in `tb/`, every module before the first that uses it. Their ports are the
/// design's.
pub fn benches(design: &Design) -> Vec<File> {
    let p = design.name();
    let rst = Reset::of(design.reset());
    let active = if design.reset() == design::Reset::SyncHigh { "" } else { "!" };
    let at_once = u8::from(design.reset() == design::Reset::AsyncLow);
    let (encoder, decoder) = (design.encoder_ports(), design.decoder_ports());
    let width = |ports: &[Port], name: &str| {
        ports.iter().find(|port| port.name == name).map_or(0, |port| port.width as usize)
    };
    let (enc_in, enc_out) = (width(&encoder, "s_axis_tkeep"), width(&encoder, "m_axis_tkeep"));
    let (dec_in, dec_out) = (width(&decoder, "s_axis_tkeep"), width(&decoder, "m_axis_tkeep"));
    let counters = width(&encoder, "counters");
    let side = design.sideband().bits() as usize;
    let user = design.sideband().tuser as usize;
    // Without any there is a bit all the same, which means nothing.
    let in_user = (side + width(&encoder, "s_axis_tuser")).saturating_sub(user).max(1);
    let encoder_in = || inputs(&encoder, "in_tuser", 0);
    let decoder_in = |from: &str, low: usize| inputs(&decoder, from, low);
    let encoder_out =
        |to: &str| outputs(&encoder, to, user).map(|line| format!(",\n        {line}")).collect();
    let decoder_out = || outputs(&decoder, "out_side", user).collect::<Vec<_>>().join(",\n        ");
    let mut files = Vec::new();
    let mut add = |module: &str, body: Result<String, askama::Error>| {
        // As for the modules: there is nothing that can fail.
        let text = text::verilog(design, &body.expect("rendering to a string"));
        files.push(File { path: format!("tb/{p}_tb_{module}.v"), text });
    };
    add("report", Report { p }.render());
    let loads = design.books().envelope().is_some();
    let waits = Loads::of_design(design);
    add("source", Source { p, at_once, loads }.render());
    if loads {
        add("load", Load { p }.render());
    }
    add("sink", Sink { p, at_once, loads }.render());
    let (sends, receives) = (design.encoder().is_some(), design.decoder().is_some());
    let beats = design.encoder().and_then(design::Encoder::block);
    let block = design.bounds().block.zip(beats).map(|(bounds, beats)| Block {
        index_bits: design.books().index_bits(),
        header_bits: design.books().header_bits(),
        check_bytes: design.books().check_bytes(),
        beats,
        bits: bounds.element_bits,
    });
    if sends {
        if block.is_some() {
            add("bound", Bound { p }.render());
        }
        let enc = Encoder {
            p,
            rst,
            active,
            enc_in,
            enc_out,
            in_user,
            side,
            encoder_in: encoder_in(),
            encoder_out: encoder_out("out_side"),
            counters,
            element: design.element().bytes(),
            block,
            loads: waits.of(&[Side::Encoder]),
            hold: waits.hold(&[Side::Encoder]),
            or_failed: waits.failed(&[Side::Encoder]),
            axil: waits.ports(Side::Encoder),
        };
        add("enc", enc.render());
    }
    if receives {
        // The lowest bit says where packets end, and is not the decoder's.
        let (decoder_in, decoder_out) = (decoder_in("in_tuser", 1), decoder_out());
        let dec = Decoder {
            p,
            rst,
            active,
            dec_in,
            dec_out,
            side,
            decoder_in,
            decoder_out,
            loads: waits.of(&[Side::Decoder]),
            hold: waits.hold(&[Side::Decoder]),
            or_failed: waits.failed(&[Side::Decoder]),
            axil: waits.ports(Side::Decoder),
        };
        add("dec", dec.render());
    }
    if sends && receives {
        // Where the buses are as wide, there is nothing to adapt, but tools look the module up.
        add("adapter", Adapter { p }.render());
        let loopback = || Loopback {
            p,
            rst,
            active,
            enc_in,
            enc_out,
            dec_in,
            dec_out,
            in_user,
            side,
            encoder_in: encoder_in(),
            encoder_out: encoder_out("enc_side"),
            decoder_in: decoder_in("dec_side", 0),
            decoder_out: decoder_out(),
            counters,
            element: design.element().bytes(),
            block,
            loads: waits.of(&Side::ALL),
            hold: waits.hold(&Side::ALL),
            frames_hold: waits.hold(&[Side::Decoder]),
            or_failed: waits.failed(&Side::ALL),
            encoder_axil: waits.ports(Side::Encoder),
            decoder_axil: waits.ports(Side::Decoder),
        };
        add("loopback", loopback().render());
        if loads {
            add("link", Link { p }.render());
            add("script", Script { p }.render());
            let swap = Swap {
                l: Loopback {
                    encoder_axil: script_ports(Side::Encoder),
                    decoder_axil: script_ports(Side::Decoder),
                    ..loopback()
                },
                slots: design.books().slots().len(),
                told: design.encoder().is_some_and(|encoder| encoder.select() != Some(Select::Smallest)),
                first: design.books().slot_index(0),
                index_bits: design.books().index_bits(),
                blocks: u8::from(design.books().blocks()),
            };
            add("swap", swap.render());
        }
    }
    files
}

/// The connections of a top's inputs that go with a packet, each a line: {tdest, tid, tuser} of a wire from bit `low` on.
fn inputs(ports: &[Port], wire: &str, low: usize) -> String {
    let mut low = low;
    let mut lines = String::new();
    for name in ["s_axis_tuser", "s_axis_tid", "s_axis_tdest"] {
        if let Some(port) = ports.iter().find(|port| port.name == name) {
            let high = low + port.width as usize - 1;
            lines += &format!("\n        .{name}({wire}[{high}:{low}]),");
            low = high + 1;
        }
    }
    lines
}

/// The same of its outputs, the user's part of `tuser` lowest; what a decoder has there itself goes to `out_tuser`.
fn outputs(ports: &[Port], wire: &str, user: usize) -> impl Iterator<Item = String> {
    let mut low = 0;
    let mut lines = Vec::new();
    for name in ["m_axis_tuser", "m_axis_tid", "m_axis_tdest"] {
        let Some(port) = ports.iter().find(|port| port.name == name) else { continue };
        let width = if name == "m_axis_tuser" { user } else { port.width as usize };
        let part = if width > 0 { format!("{wire}[{}:{low}]", low + width - 1) } else { String::new() };
        let own = port.width as usize > width;
        lines.push(match (part.is_empty(), own) {
            (true, _) => format!(".{name}(out_tuser)"),
            (false, true) => format!(".{name}({{{part}, out_tuser}})"),
            (false, false) => format!(".{name}({part})"),
        });
        low += width;
    }
    lines.into_iter()
}

/// What loads the ends of a design with loadable slots; nothing of another.
struct Loads<'a> {
    p: &'a str,
    there: bool,
    /// There are registers that nobody asks.
    idle: bool,
}

impl<'a> Loads<'a> {
    fn of_design(design: &'a Design) -> Self {
        let there = design.books().envelope().is_some();
        Self { p: design.name(), there, idle: design.registers() && !there }
    }

    /// The instances that load these ends.
    fn of(&self, sides: &[Side]) -> String {
        if !self.there {
            return String::new();
        }
        let load = |side: &Side| {
            // In a bench of both ends the decoder has a reset of its own.
            let rst = if *side == Side::Decoder && sides.len() > 1 { "rst_out" } else { "rst" };
            let (name, short, p) = (side.name(), side.short(), self.p);
            let signals = axi_lite();
            let wires = signals.iter().map(|port| {
                let range = if port.vector { format!("[{}:0] ", port.width - 1) } else { String::new() };
                format!("    wire {range}{short}_{};\n", axil_name(port.name))
            });
            let masters = signals.iter().filter(|port| axil_name(port.name) != "wstrb").map(|port| {
                let signal = axil_name(port.name);
                format!("        .{signal}({short}_{signal})")
            });
            format!(
                "    // ---- the {name}'s codebooks\n    wire {name}_loaded, {name}_load_failed;\n{}    \
                 assign {short}_wstrb = 4'hf;\n    \
                 {p}_tb_load #(\n        \
                 .ARGUMENT(\"{short}_load=%s\"), .DEFAULT_FILE(\"tb/{name}_load.hex\")\n    \
                 ) u_{name}_load (\n        .clk(clk),\n        .rst({rst}),\n        \
                 .loaded({name}_loaded),\n        .failed({name}_load_failed),\n{}\n    );\n\n",
                wires.collect::<String>(),
                masters.collect::<Vec<_>>().join(",\n"),
            )
        };
        sides.iter().map(load).collect()
    }

    /// The source waits for them.
    fn hold(&self, sides: &[Side]) -> String {
        let loaded: Vec<String> = sides.iter().map(|side| format!("!{}_loaded", side.name())).collect();
        match self.there {
            true => format!("        .hold({}),\n        .more(1'b0),\n", loaded.join(" || ")),
            false => String::new(),
        }
    }

    /// What fails where loading does.
    fn failed(&self, sides: &[Side]) -> String {
        let failed = sides.iter().map(|side| format!(" || {}_load_failed", side.name()));
        if self.there { failed.collect() } else { String::new() }
    }

    /// The ports of an end.
    fn ports(&self, side: Side) -> String {
        if self.idle {
            let wire = |port: &Port| match (port.direction, port.vector) {
                (Direction::Output, _) => String::new(),
                (_, true) => format!("{{{}{{1'b0}}}}", port.width),
                (_, false) => "1'b0".to_owned(),
            };
            return axi_lite()
                .iter()
                .map(|port| format!("        .{}({}),\n", port.name, wire(port)))
                .collect();
        }
        if !self.there {
            return String::new();
        }
        let port =
            |port: &Port| format!("        .{}({}_{}),\n", port.name, side.short(), axil_name(port.name));
        axi_lite().iter().map(port).collect()
    }
}

/// The ports of an end whose registers a script plays with, an end a bit or a part of its wires.
fn script_ports(side: Side) -> String {
    let at = u32::from(side == Side::Decoder);
    let wire = |port: &Port| match axil_name(port.name) {
        // To both; only one of them is asked.
        wire @ ("awaddr" | "wdata" | "araddr") => wire.to_owned(),
        "wstrb" => "4'hf".to_owned(),
        "bready" | "rready" => "1'b1".to_owned(),
        wire if port.vector => format!("{wire}[{} +: {}]", at * port.width, port.width),
        wire => format!("{wire}[{at}]"),
    };
    axi_lite().iter().map(|port| format!("        .{}({}),\n", port.name, wire(port))).collect()
}

/// A signal of the bus without the port's prefix.
fn axil_name(port: &'static str) -> &'static str {
    port.trim_start_matches("s_axil_")
}
