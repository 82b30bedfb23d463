// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny_parallel.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

// What the benches in this folder need to know of the design.
`define HW_ENCODER       tiny_parallel_encoder
`define HW_DECODER       tiny_parallel_decoder
`define HW_ELEMENT_BYTES 1
`define HW_ENC_LANES     8
`define HW_OUT_BYTES     1
`define HW_IN_BYTES      1
`define HW_DEC_LANES     8
`define HW_RST_PORT      rst
`define HW_RST_ACTIVE    1'b1
