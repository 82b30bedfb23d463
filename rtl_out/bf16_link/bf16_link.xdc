# Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
#     huffwire generate configs/bf16_link.yaml
# Codebook: bf16_act.yaml, digest a00a06a7734ce6aa, tag 3676abbb
# This file is yours: Huffwire's own licence does not extend to what it emits.
# SPDX-License-Identifier: Apache-2.0

# For either top, alone (out of context), in ns. For another period create the clock again, and set the delays,
# in a file that is read behind this one.
create_clock -name clk -period 5.000 [get_ports clk]
# Others have three tenths of the period on each side.
set_input_delay 1.500 -clock clk [get_ports {
    rst
    s_axis_tvalid
    s_axis_tdata[*]
    s_axis_tkeep[*]
    s_axis_tlast
    m_axis_tready
}]
set_output_delay 1.500 -clock clk [all_outputs]
