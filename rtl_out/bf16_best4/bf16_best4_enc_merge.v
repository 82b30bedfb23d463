// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Two strings of bits become one: a, left-aligned and zero behind its a_len bits, then b.
// What b leaves free is fill.
module bf16_best4_enc_merge #(
    parameter A   = 8,
    parameter B   = 8,
    parameter LEN = 4                            // bits of a_len; a_len <= A
) (
    input  wire [A-1:0]   a,
    input  wire [LEN-1:0] a_len,
    input  wire [B-1:0]   b,
    input  wire           fill,
    output wire [A+B-1:0] y
);
    assign y = {a, {B{1'b0}}} | ({b, {A{fill}}} >> a_len);
endmodule

`default_nettype wire
