// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Places of groups of four neighbouring symbols, taken in the symbols' order by the first symbol of
// each that has a codeword.
module bf16_loadable_groups #(
    parameter GROUPS = 8
) (
    input  wire              clk,
    input  wire              start,              // no place is taken
    input  wire              step,               // a symbol, ascending from 0
    input  wire              first,              // it is its group's first
    input  wire              coded,              // it has a codeword
    output wire              full,               // and there is no place for it
    // a clock later
    output wire [GROUPS-1:0] group,              // one-hot: its place; of a coded one only
    output wire              fresh               // which it takes
);
    reg [GROUPS:0] place_q;                      // one-hot: the last one taken, lowest none
    reg            taken_q;                      // by this group
    reg            coded_q, fresh_q;
    wire takes = coded & (first | ~taken_q);
    assign full = takes & place_q[GROUPS];
    always @(posedge clk) begin
        coded_q <= coded;
        fresh_q <= takes;
        if (step) taken_q <= coded | (taken_q & ~first);
        if (start) place_q <= { {GROUPS{1'b0}}, 1'b1};
        else if (step & takes) place_q <= {place_q[GROUPS-1:0], 1'b0};
    end
    assign group = place_q[GROUPS:1] & {GROUPS{coded_q}};
    assign fresh = fresh_q;
endmodule

`default_nettype wire
