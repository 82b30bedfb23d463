// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The row of a transform that a one-hot entry picks: an AND-OR, no matter how the entry was found.
module bf16_best4_dec_pick #(
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
