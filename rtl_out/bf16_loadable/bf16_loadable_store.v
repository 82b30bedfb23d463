// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A word that stays as it is until it is written.
module bf16_loadable_store #(
    parameter BITS = 1
) (
    input  wire            clk,
    input  wire            we,
    input  wire [BITS-1:0] d,
    output wire [BITS-1:0] q
);
    reg [BITS-1:0] word_q;
    always @(posedge clk) begin
        if (we) word_q <= d;
    end
    assign q = word_q;
endmodule

`default_nettype wire
