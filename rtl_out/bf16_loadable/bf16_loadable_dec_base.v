// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Elements relative to their frame's base -> as they are: of every exponent an addition with
// end-around carry, which keeps 0.
module bf16_loadable_dec_base #(
    parameter N    = 8,                          // elements
    parameter BITS = 16,                         // of an element
    parameter LOW  = 7,                          // its exponent's lowest bit
    parameter BASE = 8                           // bits of an exponent
) (
    input  wire [N*BITS-1:0] relative,
    input  wire [BASE-1:0]   base,
    output reg  [N*BITS-1:0] absolute
);
    genvar i;
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_element
            wire [BASE-1:0] s = relative[i*BITS+LOW +: BASE];
            wire [BASE:0]   sum  = {1'b0, s} + {1'b0, base};
            wire [BASE:0]   next = sum + 1'b1;
            // Beyond the greatest exponent, 2^BASE - 1, it goes on behind 0.
            wire            round = next[BASE] & (|next[BASE-1:0]);
            wire [BASE-1:0] exponent =
                (round ? next[BASE-1:0] : sum[BASE-1:0]) & {BASE{|s}};
            wire            unused = sum[BASE];
            always @* begin
                absolute[i*BITS +: BITS]     = relative[i*BITS +: BITS];
                absolute[i*BITS+LOW +: BASE] = exponent;
            end
        end
    endgenerate
endmodule

`default_nettype wire
