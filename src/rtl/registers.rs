//! The registers' views: the bus, the walker that makes a codebook of what is written, the map; and the map where nothing is loaded.

use super::text::{Lit, Range, Reset};
use crate::codebook::Envelope;
use crate::design::Design;
use crate::design::counters::Counter;
use crate::design::ports::Port;
use crate::registers::{Map, Register, Side, rank_bits, tag_start};
use askama::Template;

/// AXI4-Lite.
#[derive(Template)]
#[template(path = "registers/axil.v")]
pub struct Axil<'a> {
    p: &'a str,
    rst: Reset,
    /// Whether a read waits for its data to be chosen.
    fpga: bool,
}

impl<'a> Axil<'a> {
    pub fn of(design: &'a Design) -> Self {
        Self { p: design.name(), rst: Reset::of(design.reset()), fpga: design.for_fpga() }
    }
}

/// Places of groups.
#[derive(Template)]
#[template(path = "registers/groups.v")]
pub struct Groups<'a> {
    p: &'a str,
}

impl<'a> Groups<'a> {
    pub fn of(design: &'a Design) -> Self {
        Self { p: design.name() }
    }

    /// Whether symbols have places in groups: where all have codewords, each has its own.
    pub fn there(envelope: &Envelope) -> bool {
        envelope.escapes()
    }
}

/// The walker.
#[derive(Template)]
#[template(path = "registers/walk.v")]
pub struct Walk<'a> {
    p: &'a str,
    rst: Reset,
    rank_range: Range,
    symbol_range: Range,
    group_range: Range,
    symbol: u32,
    shortest: u32,
    longest: u32,
    r: u32,
    escapes: u8,
    groups: usize,
    groups_there: bool,
    /// Whether an element of ones can be too short,
    pads: bool,
    /// with a codeword of fewer bits.
    padding: u32,
    tag: Lit,
    last_bit: u32,
    /// That all symbols can be sent.
    whole: &'static str,
    words_there: bool,
    words_pad: bool,
    /// Whether every length counts by itself: more adders, and shorter paths.
    fpga: bool,
}

impl<'a> Walk<'a> {
    pub fn of(design: &'a Design, envelope: &Envelope) -> Self {
        let element = envelope.element();
        let (symbol, r) = (element.symbol_bits(), rank_bits(envelope));
        let escaped = if envelope.escapes() { symbol } else { 0 };
        Self {
            p: design.name(),
            rst: Reset::of(design.reset()),
            rank_range: Range(r),
            symbol_range: Range(symbol),
            group_range: Range(envelope.groups() as u32),
            symbol,
            shortest: envelope.shortest(),
            longest: envelope.longest(),
            r,
            escapes: envelope.escapes().into(),
            groups: envelope.groups(),
            groups_there: Groups::there(envelope),
            // The padding of a frame has up to 7 bits: an element of ones is longer.
            pads: envelope.shortest() + escaped + element.raw_bits() < 8,
            padding: 8u32.saturating_sub(escaped + element.raw_bits()),
            tag: Lit::hex(32, tag_start(design.books())),
            last_bit: if envelope.escapes() { 16 } else { 17 },
            whole: if envelope.escapes() { "(|escape_q)" } else { "rank_q[R]" },
            words_there: symbol > 3,
            words_pad: symbol < 11,
            fpga: design.for_fpga(),
        }
    }
}

/// A side's registers.
#[derive(Template)]
#[template(path = "registers/registers.v")]
pub struct Registers<'a> {
    p: &'a str,
    rst: Reset,
    side: Side,
    end: &'static str,
    map: Vec<String>,
    bus_ports: Vec<String>,
    slots: usize,
    slot_range: Range,
    tags_range: Range,
    counters: bool,
    counter_range: Range,
    counter_count: usize,
    control: &'static str,
    rank_range: Range,
    symbol_range: Range,
    group_range: Range,
    valid_pad: String,
    /// Word, value, name.
    constants: Vec<(Lit, Lit, String)>,
    /// Whether what is chosen among many has a register,
    fpga: bool,
    /// and what it and whether there is any are called.
    still: (&'static str, &'static str),
}

impl<'a> Registers<'a> {
    pub fn of(design: &'a Design, envelope: &Envelope, map: &Map) -> Self {
        let slots = design.books().slots().len();
        let counters = counters(design, map.side);
        Self {
            p: design.name(),
            rst: Reset::of(design.reset()),
            side: map.side,
            end: map.side.short(),
            map: overview(map),
            bus_ports: crate::design::ports::axi_lite().iter().map(port).collect(),
            slots,
            slot_range: Range(slots as u32),
            tags_range: Range(32 * slots as u32),
            counters: !counters.is_empty(),
            counter_range: Range(counters.last().map_or(1, |last| last.offset + last.width)),
            counter_count: counters.len(),
            control: "whole & to_control",
            rank_range: Range(rank_bits(envelope)),
            symbol_range: Range(envelope.element().symbol_bits()),
            group_range: Range(envelope.groups() as u32),
            valid_pad: match 16 - slots as u32 {
                0 => String::new(),
                bits => format!("{}, ", Lit::dec(bits, 0u32)),
            },
            constants: constants(map),
            fpga: design.for_fpga(),
            still: if design.for_fpga() {
                ("still_data", "still_there")
            } else {
                ("read_data", "read_there")
            },
        }
    }
}

/// Word, value and name of what never changes.
fn constants(map: &Map) -> Vec<(Lit, Lit, String)> {
    let constant = map.registers.iter().filter(|register| register.constant);
    let of = |register: &Register| {
        (Lit::hex(10, register.offset / 4), Lit::hex(32, register.reset()), register.name.clone())
    };
    constant.map(of).collect()
}

/// A side's registers where nothing is loaded.
#[derive(Template)]
#[template(path = "registers/plain.v")]
pub struct Plain<'a> {
    p: &'a str,
    rst: Reset,
    side: Side,
    end: &'static str,
    map: Vec<String>,
    bus_ports: Vec<String>,
    counters: bool,
    counter_range: Range,
    counter_count: usize,
    control: &'static str,
    /// Word, value, name.
    constants: Vec<(Lit, Lit, String)>,
    /// Whether what is chosen among many has a register,
    fpga: bool,
    /// and what the bus reads.
    answer: (&'static str, &'static str),
}

impl<'a> Plain<'a> {
    pub fn of(design: &'a Design, map: &Map) -> Self {
        let counters = counters(design, map.side);
        Self {
            p: design.name(),
            rst: Reset::of(design.reset()),
            side: map.side,
            end: map.side.short(),
            map: overview(map),
            bus_ports: crate::design::ports::axi_lite().iter().map(port).collect(),
            counters: !counters.is_empty(),
            counter_range: Range(counters.last().map_or(1, |last| last.offset + last.width)),
            counter_count: counters.len(),
            control: "control",
            constants: constants(map),
            fpga: design.for_fpga(),
            answer: if design.for_fpga() { ("read_q", "there_q") } else { ("read_data", "read_there") },
        }
    }
}

/// The counters that a side's registers read.
fn counters(design: &Design, side: Side) -> Vec<Counter> {
    if side == Side::Encoder { design.counter_layout() } else { Vec::new() }
}

/// The instance of a side's registers in its top, and what it needs, where it has any and nothing is loaded.
pub fn plain_instance(design: &Design, side: Side) -> Option<String> {
    let instance = instance(design, side).filter(|_| design.books().envelope().is_none())?;
    let wire = if counters(design, side).is_empty() { "" } else { "    wire counters_clear;\n" };
    Some(format!("    // ---- registers\n{wire}{instance}\n"))
}

/// A port of the bus, as a module in the middle of others has it.
fn port(port: &Port) -> String {
    let range = if port.vector { format!("[{}:0]", port.width - 1) } else { String::new() };
    format!("{:6} wire {range:6} {}", port.direction, port.name)
}

/// The map, a line a register; the counters are one.
fn overview(map: &Map) -> Vec<String> {
    let mut lines = Vec::new();
    let mut counters = false;
    for register in &map.registers {
        let counter = (0x100..0x400).contains(&register.offset);
        if counter && std::mem::replace(&mut counters, true) {
            continue;
        }
        let (name, what) = match counter {
            true => ("counters", "as of the last snapshot, two words each, the lowest first"),
            false => (register.name.as_str(), register.description.as_str()),
        };
        let several = if register.array() { format!("+{}n", register.stride) } else { String::new() };
        let offset = register.offset - register.stride * register.first;
        let text = format!("{offset:#05x}{several:3} {} {name:12} {what}", register.access);
        let wrapped =
            textwrap::wrap(&text, textwrap::Options::new(92).subsequent_indent("                        "));
        lines.extend(wrapped.into_iter().map(std::borrow::Cow::into_owned));
    }
    lines
}

/// The instance of a side's registers in its top, each port wired to what is named as it, the slots' to `slot_` and that; none where
/// it has no registers.
pub fn instance(design: &Design, side: Side) -> Option<String> {
    Map::of(design, side)?;
    let mut signals: Vec<&str> = vec!["clk", design.reset().port()];
    signals.extend(crate::design::ports::axi_lite().iter().map(|port| port.name));
    if !counters(design, side).is_empty() {
        signals.push("counters");
    }
    let mut ports: Vec<String> = signals.iter().map(|signal| format!(".{signal}({signal})")).collect();
    if signals.last() == Some(&"counters") {
        ports.push(".clear(counters_clear)".to_owned());
    }
    if design.books().envelope().is_some() {
        let of_slots = ["valid", "tags", "opening", "drained", "refused", "fault"];
        ports.extend(LOAD_BUS.iter().map(|signal| format!(".{signal}({signal})")));
        ports.extend(of_slots.iter().map(|signal| format!(".{signal}(slot_{signal})")));
    }
    let options = textwrap::Options::new(100).initial_indent("        ").subsequent_indent("        ");
    let ports = textwrap::fill(&ports.join(", "), options);
    Some(format!("    {}_{}_registers u_registers (\n{ports});", design.name(), side.short()))
}

/// What goes to the slots.
pub const LOAD_BUS: [&str; 14] = [
    "load_slot",
    "load_class_we",
    "load_len",
    "load_u",
    "load_off",
    "load_last",
    "load_symbol_we",
    "load_symbol",
    "load_coded",
    "load_code_len",
    "load_rank",
    "load_first",
    "load_group",
    "load_fresh",
];
