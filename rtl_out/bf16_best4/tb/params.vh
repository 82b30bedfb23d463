// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

// What the benches in this folder need to know of the design.
`define HW_ENCODER       bf16_best4_encoder
`define HW_DECODER       bf16_best4_decoder
`define HW_ELEMENT_BYTES 2
`define HW_ENC_LANES     8
`define HW_OUT_BYTES     16
`define HW_IN_BYTES      16
`define HW_DEC_LANES     16
`define HW_RST_PORT      rst
`define HW_RST_ACTIVE    1'b1
`define HW_INDEX_BITS    3
`define HW_BLOCK         1024
`define HW_BLOCK_BITS    16
`define HW_COUNTER_BITS  720
