// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A linear map over bits: every output is the XOR of some inputs, which its row says. Inputs go in
// fours, whose sums all rows share.
module bf16_train_xor #(
    parameter IN  = 4,                           // a multiple of 4
    parameter OUT = 1,
    parameter [IN*OUT-1:0] ROWS = {IN*OUT{1'b0}} // of output 0 lowest
) (
    input  wire [IN-1:0]  x,
    output wire [OUT-1:0] y
);
    genvar g, v, i;
    generate
        for (g = 0; g < IN/4; g = g + 1) begin : gen_four
            wire [15:0] sums;
            wire        unused = &{1'b0, sums};
            for (v = 0; v < 16; v = v + 1) begin : gen_sum
                localparam [31:0] OF = v;
                assign sums[v] = ^(x[4*g +: 4] & OF[3:0]);
            end
        end
        for (i = 0; i < OUT; i = i + 1) begin : gen_output
            wire [IN/4-1:0] terms;
            for (g = 0; g < IN/4; g = g + 1) begin : gen_term
                assign terms[g] = gen_four[g].sums[ROWS[i*IN+4*g +: 4]];
            end
            assign y[i] = ^terms;
        end
    endgenerate
endmodule

`default_nettype wire
