//! Small pieces of Verilog text.

use crate::design::ports::Port;
use crate::design::{self, Design};
use std::fmt;

pub use crate::words::plural;

/// A sized literal: `12'h0a3`, or in binary.
pub struct Lit {
    pub width: u32,
    pub value: u64,
    pub base: Base,
}

pub enum Base {
    Bin,
    Dec,
    Hex,
}

impl Lit {
    pub fn bin(width: u32, value: impl Into<u64>) -> Self {
        Self { width, value: value.into(), base: Base::Bin }
    }

    pub fn dec(width: u32, value: impl Into<u64>) -> Self {
        Self { width, value: value.into(), base: Base::Dec }
    }

    pub fn hex(width: u32, value: impl Into<u64>) -> Self {
        Self { width, value: value.into(), base: Base::Hex }
    }
}

impl fmt::Display for Lit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { width, value, base } = self;
        match base {
            Base::Bin => write!(f, "{width}'b{value:0digits$b}", digits = *width as usize),
            Base::Dec => write!(f, "{width}'d{value}"),
            Base::Hex => write!(f, "{width}'h{value:0digits$x}", digits = width.div_ceil(4) as usize),
        }
    }
}

/// A range from some bit down to 0, wide enough for port lists to stand in columns: `[11:0]   `.
pub struct Range(pub u32);

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<9}", format!("[{}:0]", self.0 - 1))
    }
}

/// One line of a table: the value, what separates it from the next, a comment.
pub struct Row {
    pub value: String,
    pub separator: &'static str,
    pub comment: String,
}

/// Rows of a concatenation, the first item in the lowest place and so on the last line.
pub fn rows(items: impl DoubleEndedIterator<Item = (Lit, String)>) -> Vec<Row> {
    let mut rows: Vec<Row> = items
        .rev()
        .map(|(value, comment)| Row {
            value: value.to_string(),
            separator: ",",
            comment: if comment.is_empty() { comment } else { format!("  // {comment}") },
        })
        .collect();
    if let Some(last) = rows.last_mut() {
        last.separator = "";
    }
    rows
}

/// A reset as the templates write it.
#[derive(Clone, Copy)]
pub struct Reset {
    /// The port.
    pub port: &'static str,
    /// What the register's process is sensitive to.
    pub edge: &'static str,
    /// The condition under which it is reset.
    pub on: &'static str,
}

impl Reset {
    pub fn of(reset: design::Reset) -> Self {
        let port = reset.port();
        match reset {
            design::Reset::SyncHigh => Self { port, edge: "posedge clk", on: "rst" },
            design::Reset::SyncLow => Self { port, edge: "posedge clk", on: "!rst_n" },
            design::Reset::AsyncLow => Self { port, edge: "posedge clk or negedge rst_n", on: "!rst_n" },
        }
    }
}

/// The number of bits that hold 0 to `value`: Verilog's `$clog2(value + 1)`.
pub fn bits_for(value: u32) -> u32 {
    32 - value.leading_zeros()
}

/// Somebody's text as it can stand in a comment of Verilog, Tcl and YAML: printable ASCII on one line. Backslashes
/// come in pairs, because a single one at the end would join the next line to a comment of Tcl.
pub fn plain(text: &str) -> String {
    let escaped = |c: char| match c {
        ' '..='[' | ']'..='~' => c.to_string(),
        c => c.escape_default().to_string(),
    };
    text.chars().map(escaped).collect()
}

/// The ports of a module's head, one a line, with their comments.
pub fn ports(ports: &[Port]) -> String {
    let mut lines = Vec::new();
    for (number, port) in ports.iter().enumerate() {
        let range = if port.vector { Range(port.width).to_string() } else { format!("{:9}", "") };
        let comma = if number + 1 < ports.len() { "," } else { "" };
        let remark = port.remark.as_ref().map_or(String::new(), |remark| format!("  // {remark}"));
        let heading = port.heading.iter().flat_map(|heading| textwrap::wrap(heading, 90));
        lines.extend(heading.map(|line| format!("    // {line}")));
        lines.push(format!("    {:6} wire {range} {}{comma}{remark}", port.direction, port.name));
    }
    lines.join("\n")
}

/// `{a, b}`, or the only one.
pub fn concatenation(mut parts: Vec<String>) -> String {
    match parts.len() {
        1 => parts.remove(0),
        _ => format!("{{{}}}", parts.join(", ")),
    }
}

/// What every emitted file begins with, as comment lines behind `mark`.
pub fn banner(design: &Design, mark: &str) -> String {
    let mut lines = vec![
        format!("Made by Huffwire {}. DO NOT EDIT; make it again with", env!("CARGO_PKG_VERSION")),
        format!("    {}", plain(design.regenerate())),
    ];
    for (file, book) in design.codebook_files().iter().zip(design.books().books()) {
        lines.push(format!("Codebook: {}, digest {}, tag {}", plain(file), book.digest(), book.tag()));
    }
    lines.push("This file is yours: Huffwire's own licence does not extend to what it emits.".to_owned());
    if let Some(license) = design.license() {
        lines.push(format!("SPDX-License-Identifier: {license}"));
    }
    lines.iter().map(|line| format!("{mark} {line}").trim_end().to_owned() + "\n").collect()
}

/// The same as it stands in a comment of XML, or of Markdown: `--` ends one.
pub fn banner_in_xml(design: &Design) -> String {
    banner(design, "   ").replace("--", "- -")
}

/// A whole Verilog file around a module.
pub fn verilog(design: &Design, body: &str) -> String {
    let banner = banner(design, "//");
    align(&format!("{banner}\n`default_nettype none\n\n{}\n\n`default_nettype wire\n", body.trim_end()))
}

/// Puts comments behind code into one column, so that rendered numbers do not push them about.
fn align(text: &str) -> String {
    const COLUMN: usize = 49;
    let line = |line: &str| match line.find("  //") {
        Some(at) if !line[..at].trim().is_empty() => {
            let code = line[..at].trim_end();
            let comment = line[at..].trim();
            let width = if COLUMN + comment.len() <= 100 { COLUMN - 1 } else { 0 };
            format!("{code:<width$} {comment}\n").replace("  //", if width > 0 { "  //" } else { " //" })
        }
        _ => format!("{}\n", line.trim_end()),
    };
    text.lines().map(line).collect()
}
