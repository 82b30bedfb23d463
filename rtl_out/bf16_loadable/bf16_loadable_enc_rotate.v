// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Rotates right by the bits LO to HI-1 of a position: one level of the rotator for each.
module bf16_loadable_enc_rotate #(
    parameter BITS = 8,
    parameter LO   = 0,
    parameter HI   = 3
) (
    input  wire [BITS-1:0] d,
    input  wire [HI-1:LO]  by,
    output wire [BITS-1:0] q
);
    genvar i;
    generate
        for (i = LO; i < HI; i = i + 1) begin : gen_level
            wire [BITS-1:0] x;
            wire [BITS-1:0] y;
            if (i == LO) begin : gen_first
                assign x = d;
            end else begin : gen_next
                assign x = gen_level[i-1].y;
            end
            assign y = by[i] ? {x[(1<<i)-1:0], x[BITS-1:1<<i]} : x;
        end
    endgenerate
    assign q = gen_level[HI-1].y;
endmodule

`default_nettype wire
