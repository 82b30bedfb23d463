// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Two strings of bits become one: a, left-aligned and zero behind its a_len bits, then b.
// What b leaves free is fill.
module bf16_loadable_enc_merge #(
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
