// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The valid bit beside a delay: cleared by reset, a wire where CLOCKS is 0.
module bf16_loadable_valid #(
    parameter CLOCKS = 1
) (
    input  wire clk,
    input  wire rst,
    input  wire en,
    input  wire d,
    output wire q
);
    generate
        if (CLOCKS == 0) begin : gen_wire
            wire unused = &{1'b0, clk, rst, en};
            assign q = d;
        end else begin : gen_regs
            reg  [CLOCKS-1:0] taps_q;
            wire [CLOCKS:0]   taps = {taps_q, d};
            always @(posedge clk) begin
                if (rst) taps_q <= {CLOCKS{1'b0}};
                else if (en) taps_q <= taps[CLOCKS-1:0];
            end
            assign q = taps[CLOCKS];
        end
    endgenerate
endmodule

`default_nettype wire
