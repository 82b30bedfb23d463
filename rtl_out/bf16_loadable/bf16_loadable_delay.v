// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// CLOCKS registers in a row, advancing with en; no register at all where CLOCKS is 0.
// Not for control: there is no reset.
module bf16_loadable_delay #(
    parameter BITS   = 1,
    parameter CLOCKS = 1
) (
    input  wire            clk,
    input  wire            en,
    input  wire [BITS-1:0] d,
    output wire [BITS-1:0] q
);
    generate
        if (CLOCKS == 0) begin : gen_wire
            wire unused = &{1'b0, clk, en};
            assign q = d;
        end else begin : gen_regs
            reg  [BITS*CLOCKS-1:0]     taps_q;
            wire [BITS*(CLOCKS+1)-1:0] taps = {taps_q, d};
            always @(posedge clk) begin
                if (en) taps_q <= taps[BITS*CLOCKS-1:0];
            end
            assign q = taps[BITS*(CLOCKS+1)-1 -: BITS];
        end
    endgenerate
endmodule

`default_nettype wire
