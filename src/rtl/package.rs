//! The files that carry the Verilog into tools.

use super::text::banner;
use super::{Design, constraints};
use crate::design::Reset;
use crate::design::ports::Port;
use crate::files::File;

/// `files.f`, the FuseSoC core, constraints and the benches' parameters, for these Verilog files.
pub fn files(design: &Design, verilog: &[File]) -> Vec<File> {
    let paths: Vec<String> = verilog.iter().map(|file| file.path.clone()).collect();
    let name = design.name();
    let file = |path: String, text: String| File { path, text };
    vec![
        file("files.f".to_owned(), list(design, &paths)),
        file(format!("{name}.core"), core(design, &paths)),
        file(format!("{name}.sdc"), constraints::sdc(design)),
        file(format!("{name}.xdc"), constraints::xdc(design)),
        file("tb/params.vh".to_owned(), params(design)),
    ]
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
    format!(
        "CAPI=2:
{banner}
name: \"huffwire:generated:{name}:{version}\"
description: Single-stage Huffman encoder and decoder, digest {digest}

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
    toplevel: {name}_encoder
    tools:
      verilator:
        mode: lint-only
        verilator_options: [-Wall]
  encoder: &synthesis
    filesets:
      - rtl
{constraints}    default_tool: vivado
    toplevel: {name}_encoder
  decoder:
    <<: *synthesis
    toplevel: {name}_decoder
  lint: *default
  lint_decoder:
    <<: *default
    toplevel: {name}_decoder
",
        banner = banner(design, "#"),
    )
}

fn params(design: &Design) -> String {
    let name = design.name();
    let (encoder, decoder) = (design.encoder_ports(), design.decoder_ports());
    let width = |ports: &[Port], name: &str| {
        let port = ports.iter().find(|port| port.name == name);
        port.map(|port| u64::from(port.width))
    };
    let bytes = |ports: &[Port], name: &str| width(ports, name).expect("every top has it");
    let element = design.element().bytes() as u64;
    let active = match design.reset() {
        Reset::SyncHigh => "1'b1",
        Reset::SyncLow | Reset::AsyncLow => "1'b0",
    };
    let mut defines = vec![
        ("HW_ENCODER", format!("{name}_encoder")),
        ("HW_DECODER", format!("{name}_decoder")),
        ("HW_ELEMENT_BYTES", element.to_string()),
        ("HW_ENC_LANES", (bytes(&encoder, "s_axis_tkeep") / element).to_string()),
        ("HW_OUT_BYTES", bytes(&encoder, "m_axis_tkeep").to_string()),
        ("HW_IN_BYTES", bytes(&decoder, "s_axis_tkeep").to_string()),
        ("HW_DEC_LANES", (bytes(&decoder, "m_axis_tkeep") / element).to_string()),
        ("HW_RST_PORT", design.reset().port().to_owned()),
        ("HW_RST_ACTIVE", active.to_owned()),
    ];
    if let Some(bits) = width(&encoder, "s_axis_tuser") {
        defines.push(("HW_USER_BITS", bits.to_string()));
    }
    if let Some(block) = design.bounds().block {
        defines.push(("HW_INDEX_BITS", design.books().index_bits().to_string()));
        defines.push(("HW_BLOCK", block.elements.to_string()));
        defines.push(("HW_BLOCK_BITS", block.element_bits.to_string()));
    }
    if let Some(bits) = width(&encoder, "counters") {
        defines.push(("HW_COUNTER_BITS", bits.to_string()));
    }
    let lines: String = defines.iter().map(|(name, value)| format!("`define {name:<16} {value}\n")).collect();
    format!(
        "{}\n// What the benches in this folder need to know of the design.\n{lines}",
        banner(design, "//")
    )
}
