//! The files that carry the Verilog into tools.

use super::text::banner;
use crate::design::{Design, Reset};
use crate::files::File;

/// `files.f`, the FuseSoC core and constraints, for these Verilog files.
pub fn files(design: &Design, verilog: &[File]) -> Vec<File> {
    let paths: Vec<String> = verilog.iter().map(|file| file.path.clone()).collect();
    let name = &design.name;
    let file = |path: String, text: String| File { path, text };
    vec![
        file("files.f".to_owned(), format!("{}{}\n", banner(design, "//"), paths.join("\n"))),
        file(format!("{name}.core"), core(design, &paths)),
        file(format!("{name}.sdc"), sdc(design)),
    ]
}

fn core(design: &Design, paths: &[String]) -> String {
    let name = &design.name;
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
    let reset = match design.reset {
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
