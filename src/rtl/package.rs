//! The files that carry the Verilog into tools.

use super::text::banner;
use super::{Design, constraints};
use crate::files::File;
use crate::registers::{self, Map, Side};

/// `files.f`, the FuseSoC core and constraints, for these Verilog files.
pub fn files(design: &Design, verilog: &[File]) -> Vec<File> {
    let paths: Vec<String> = verilog.iter().map(|file| file.path.clone()).collect();
    let name = design.name();
    let file = |path: String, text: String| File { path, text };
    let mut files = vec![
        file("files.f".to_owned(), list(design, &paths)),
        file(format!("{name}.core"), core(design, &paths)),
        file(format!("{name}.sdc"), constraints::sdc(design)),
        file(format!("{name}.xdc"), constraints::xdc(design)),
    ];
    files.extend(register_files(design));
    files
}

/// What software reads of the registers, in SystemRDL and as a C header; nothing where nothing is loaded.
pub fn register_files(design: &Design) -> Vec<File> {
    let maps: Vec<Map> = Side::ALL.into_iter().filter_map(|side| Map::of(design, side)).collect();
    match maps.is_empty() {
        true => Vec::new(),
        false => vec![
            File { path: rdl_name(design), text: rdl(design, &maps) },
            File { path: header_name(design), text: header(design, &maps) },
        ],
    }
}

/// The file of the registers' SystemRDL.
pub fn rdl_name(design: &Design) -> String {
    format!("{}_registers.rdl", design.name())
}

/// Their C header.
pub fn header_name(design: &Design) -> String {
    format!("{}_registers.h", design.name())
}

fn rdl(design: &Design, maps: &[Map]) -> String {
    // SystemRDL has two preprocessors, which know no comments.
    let banner = banner(design, "//").replace("<%", "< %").replace('`', "'");
    format!("{banner}\n{}", registers::rdl(design, maps))
}

fn header(design: &Design, maps: &[Map]) -> String {
    let banner = banner(design, " *").replace("*/", "* /");
    format!("/*\n{banner} */\n\n{}", registers::header(design, maps))
}

fn list(design: &Design, paths: &[String]) -> String {
    format!(
        "{}
// Relative to this folder: `-f files.f` within it; from elsewhere `-F folder/files.f`, where a tool knows -F
// (Verilator does, Icarus Verilog 11 does not).
{}
",
        banner(design, "//"),
        paths.join("\n")
    )
}

/// Tools that FuseSoC hands constraints to, and the fileset that they take. Simulators warn of either.
const CONSTRAINED: [(&str, &str); 4] =
    [("vivado", "xdc"), ("openroad", "sdc"), ("genus", "sdc"), ("design_compiler", "sdc")];

fn core(design: &Design, paths: &[String]) -> String {
    let name = design.name();
    let version = env!("CARGO_PKG_VERSION");
    let digest = design.books().digest();
    let list: String = paths.iter().map(|path| format!("      - {path}\n")).collect();
    let constrained = |(tool, fileset): (&str, &str)| format!("      - \"tool_{tool} ? ({fileset})\"\n");
    let constraints: String = CONSTRAINED.map(constrained).concat();
    // The first is the default.
    let ends: Vec<&str> =
        design.encoder().map(|_| "encoder").into_iter().chain(design.decoder().map(|_| "decoder")).collect();
    let synthesis = |(number, end): (usize, &&str)| match number {
        0 => format!(
            "  {end}: &synthesis
    filesets:
      - rtl
{constraints}    default_tool: vivado
    toplevel: {name}_{end}
"
        ),
        _ => format!("  {end}:\n    <<: *synthesis\n    toplevel: {name}_{end}\n"),
    };
    let synthesis: String = ends.iter().enumerate().map(synthesis).collect();
    let lint = |(number, end): (usize, &&str)| match number {
        0 => "  lint: *default\n".to_owned(),
        _ => format!("  lint_{end}:\n    <<: *default\n    toplevel: {name}_{end}\n"),
    };
    let lint: String = ends.iter().enumerate().map(lint).collect();
    format!(
        "CAPI=2:
{banner}
name: \"huffwire:generated:{name}:{version}\"
description: Single-stage Huffman {all}, digest {digest}

filesets:
  rtl:
    files:
{list}    file_type: verilogSource
  sdc:
    files: [{name}.sdc]
    file_type: SDC
  xdc:
    files: [{name}.xdc]
    file_type: xdc

targets:
  default: &default
    filesets: [rtl]
    default_tool: verilator
    toplevel: {name}_{first}
    tools:
      verilator:
        mode: lint-only
        verilator_options: [-Wall]
{synthesis}{lint}",
        banner = banner(design, "#"),
        first = ends[0],
        all = ends.join(" and "),
    )
}
