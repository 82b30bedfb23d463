# Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
#     huffwire generate configs/bf16_best4.yaml
# Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
# Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
# Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
# Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
# This file is yours: Huffwire's own licence does not extend to what it emits.
# SPDX-License-Identifier: Apache-2.0

# For either top, alone. Units are the library's; set `period` before reading this file.
if {![info exists period]} { set period 1.000 }
create_clock -name clk -period $period [get_ports clk]
# Others have three tenths of the period on each side.
set_input_delay [expr {0.3 * $period}] -clock clk [get_ports {
    rst
    s_axis_tvalid
    s_axis_tdata[*]
    s_axis_tkeep[*]
    s_axis_tlast
    m_axis_tready
}]
set_output_delay [expr {0.3 * $period}] -clock clk [all_outputs]
