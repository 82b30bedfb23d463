# Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
#     huffwire generate configs/bf16_loadable.yaml
# Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
# Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
# Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
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
    s_axil_awvalid
    s_axil_awaddr[*]
    s_axil_wvalid
    s_axil_wdata[*]
    s_axil_wstrb[*]
    s_axil_bready
    s_axil_arvalid
    s_axil_araddr[*]
    s_axil_rready
}]
set_output_delay 1.500 -clock clk [all_outputs]
