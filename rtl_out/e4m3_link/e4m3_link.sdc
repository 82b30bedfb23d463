# Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
#     huffwire generate configs/e4m3_link.yaml
# Codebook: e4m3_act.yaml, digest 074d8b6fca4f0336, tag fe621fd8
# This file is yours: Huffwire's own licence does not extend to what it emits.
# SPDX-License-Identifier: Apache-2.0

# For either top, alone. Units are the library's; set `period` before reading this file.
if {![info exists period]} { set period 1.000 }
create_clock -name clk -period $period [get_ports clk]
# Others have three tenths of the period on each side.
# rst_n is asserted without the clock and released by it: recovery and removal are checked from this delay.
set_input_delay [expr {0.3 * $period}] -clock clk [get_ports {
    rst_n
    s_axis_tvalid
    s_axis_tdata[*]
    s_axis_tkeep[*]
    s_axis_tlast
    m_axis_tready
}]
set_output_delay [expr {0.3 * $period}] -clock clk [all_outputs]
