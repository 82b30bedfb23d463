// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/e4m3_link.yaml
// Codebook: e4m3_act.yaml, digest 074d8b6fca4f0336
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

// What the benches in this folder need to know of the design.
`define HW_ENCODER       e4m3_link_encoder
`define HW_DECODER       e4m3_link_decoder
`define HW_ELEMENT_BYTES 1
`define HW_ENC_LANES     16
`define HW_OUT_BYTES     16
`define HW_IN_BYTES      16
`define HW_DEC_LANES     32
`define HW_RST_PORT      rst_n
`define HW_RST_ACTIVE    1'b0
