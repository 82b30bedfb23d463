// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_link.yaml
// Codebook: bf16_act.yaml, digest a00a06a7734ce6aa, tag 3676abbb
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The row of a transform that a one-hot entry picks: an AND-OR, no matter how the entry was found.
module bf16_link_dec_pick #(
    parameter X = 24,
    parameter E = 5
) (
    input  wire [X-1:0]   entry,
    input  wire [X*E-1:0] t,
    output reg  [E-1:0]   exit
);
    integer i;
    always @* begin
        exit = {E{1'b0}};
        for (i = 0; i < X; i = i + 1) begin
            exit = exit | (t[i*E +: E] & {E{entry[i]}});
        end
    end
endmodule

`default_nettype wire
