// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// CLOCKS registers in a row, advancing with en; no register at all where CLOCKS is 0.
// Not for control: there is no reset.
module bf16_best4_delay #(
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
