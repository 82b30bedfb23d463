//! The files that carry the Verilog into tools.

use super::Design;
use super::text::banner;
use crate::design::{Reset, Select};
use crate::files::File;

/// `files.f`, the FuseSoC core, constraints and the benches' parameters, for these Verilog files.
pub fn files(design: &Design, verilog: &[File]) -> Vec<File> {
    let paths: Vec<String> = verilog.iter().map(|file| file.path.clone()).collect();
    let name = design.name();
    let file = |path: String, text: String| File { path, text };
    vec![
        file("files.f".to_owned(), format!("{}{}\n", banner(design, "//"), paths.join("\n"))),
        file(format!("{name}.core"), core(design, &paths)),
        file(format!("{name}.sdc"), sdc(design)),
        file("tb/params.vh".to_owned(), params(design)),
    ]
}

fn core(design: &Design, paths: &[String]) -> String {
    let name = design.name();
    let list: String = paths.iter().map(|path| format!("      - {path}\n")).collect();
    format!(
        "CAPI=2:
{banner}
name: \"huffwire:generated:{name}:0\"
description: Single-stage Huffman encoder and decoder

filesets:
  rtl:
    files:
{list}    file_type: verilogSource
  constraints:
    files:
      - {name}.sdc
    file_type: SDC

targets:
  default: &default
    filesets: [rtl]
  encoder:
    <<: *default
    filesets: [rtl, constraints]
    toplevel: {name}_encoder
  decoder:
    <<: *default
    filesets: [rtl, constraints]
    toplevel: {name}_decoder
  lint:
    <<: *default
    default_tool: verilator
    toplevel: {name}_encoder
    tools:
      verilator:
        mode: lint-only
        verilator_options: [-Wall]
",
        banner = banner(design, "#"),
    )
}

fn sdc(design: &Design) -> String {
    let reset = match design.reset() {
        Reset::AsyncLow => {
            "
# Asserted without a clock; release it synchronously to clk.
set_false_path -from [get_ports rst_n]
"
        }
        Reset::SyncHigh | Reset::SyncLow => "",
    };
    format!(
        "{}
# Both tops have the same clock and reset ports. Units are the library's; set `period` before reading this file.
if {{![info exists period]}} {{ set period 1.000 }}
create_clock -name clk -period $period [get_ports clk]
set_input_delay  [expr {{0.3 * $period}}] -clock clk \\
    [get_ports {{s_axis_tvalid s_axis_tdata[*] s_axis_tkeep[*] s_axis_tlast m_axis_tready}}]
set_output_delay [expr {{0.3 * $period}}] -clock clk [all_outputs]
{reset}",
        banner(design, "#"),
    )
}

fn params(design: &Design) -> String {
    let name = design.name();
    let port = design.reset().port();
    let active = match design.reset() {
        Reset::SyncHigh => "1'b1",
        Reset::SyncLow | Reset::AsyncLow => "1'b0",
    };
    format!(
        "{}
// What the benches in this folder need to know of the design.
`define HW_ENCODER       {name}_encoder
`define HW_DECODER       {name}_decoder
`define HW_ELEMENT_BYTES {}
`define HW_ENC_LANES     {}
`define HW_OUT_BYTES     {}
`define HW_IN_BYTES      {}
`define HW_DEC_LANES     {}
`define HW_RST_PORT      {port}
`define HW_RST_ACTIVE    {active}
{}",
        banner(design, "//"),
        design.element().bytes(),
        design.encoder().lanes(),
        design.encoder().out_bytes(),
        design.decoder().in_bytes(),
        design.decoder().lanes(),
        encoder_params(design),
    )
}

/// What an encoder of several codebooks has more.
fn encoder_params(design: &Design) -> String {
    let mut defines: Vec<(&str, u64)> = Vec::new();
    let index_bits = u64::from(design.books().index_bits());
    if design.encoder().select() == Some(Select::Sideband) {
        defines.push(("HW_USER_BITS", index_bits));
    }
    if let Some(block) = design.bounds().block {
        defines.push(("HW_INDEX_BITS", index_bits));
        defines.push(("HW_BLOCK", block.elements as u64));
        defines.push(("HW_BLOCK_BITS", block.element_bits.into()));
    }
    if design.counters() {
        let bits: u32 = design.counter_layout().iter().map(|counter| counter.width).sum();
        defines.push(("HW_COUNTER_BITS", bits.into()));
    }
    defines.iter().map(|(name, value)| format!("`define {name:<16} {value}\n")).collect()
}
