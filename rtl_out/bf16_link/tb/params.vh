// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_link.yaml
// Codebook: bf16_act.yaml, digest a00a06a7734ce6aa
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

// What the benches in this folder need to know of the design.
`define HW_ENCODER       bf16_link_encoder
`define HW_DECODER       bf16_link_decoder
`define HW_ELEMENT_BYTES 2
`define HW_ENC_LANES     8
`define HW_OUT_BYTES     16
`define HW_IN_BYTES      16
`define HW_DEC_LANES     16
`define HW_RST_PORT      rst
`define HW_RST_ACTIVE    1'b1
