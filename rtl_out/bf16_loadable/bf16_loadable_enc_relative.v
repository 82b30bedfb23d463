// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Exponents relative to their frame's base, an addition with end-around carry: 0 stays 0, and the
// others go round in a ring without it. The symbols' lower bits stay.
module bf16_loadable_enc_relative #(
    parameter LANES    = 4,
    parameter SYMBOL   = 8,
    parameter EXPONENT = 8                       // a symbol's upper bits
) (
    input  wire [EXPONENT-1:0]     base,
    input  wire [LANES*SYMBOL-1:0] s_symbol,
    output wire [LANES*SYMBOL-1:0] m_symbol
);
    localparam BELOW = SYMBOL - EXPONENT;

    genvar i;
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_lane
            wire [EXPONENT-1:0] e = s_symbol[i*SYMBOL+BELOW +: EXPONENT];
            // A carry: e is above the base, and the difference is e - base.
            wire [EXPONENT:0]   sum = {1'b0, e} + {1'b0, ~base};
            wire [EXPONENT-1:0] above = e - base;
            assign m_symbol[i*SYMBOL+BELOW +: EXPONENT]
                = (sum[EXPONENT] ? above : sum[EXPONENT-1:0]) & {EXPONENT{|e}};
            if (BELOW > 0) begin : gen_below
                assign m_symbol[i*SYMBOL +: BELOW] = s_symbol[i*SYMBOL +: BELOW];
            end
        end
    endgenerate
endmodule

`default_nettype wire
