// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_link.yaml
// Codebook: bf16_act.yaml, digest a00a06a7734ce6aa, tag 3676abbb
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Two strings of bits become one: a, left-aligned and zero behind its a_len bits, then b.
// What b leaves free is fill.
module bf16_link_enc_merge #(
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
