// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// How many elements a beat has, some clocks later.
module bf16_best4_enc_count #(
    parameter LANES  = 4,
    parameter BITS   = 3,                        // bits that hold LANES
    parameter CLOCKS = 0
) (
    input  wire             clk,
    input  wire             en,
    input  wire [LANES-1:0] keep,
    output wire [BITS-1:0]  count
);
    reg [BITS:0] sum;                            // a bit more than it needs
    integer i;
    always @* begin
        sum = {BITS+1{1'b0}};
        for (i = 0; i < LANES; i = i + 1) sum = sum + { {BITS{1'b0}}, keep[i]};
    end
    wire unused = &{1'b0, sum};
    bf16_best4_delay #(.BITS(BITS), .CLOCKS(CLOCKS)) u_count (
        .clk(clk), .en(en), .d(sum[BITS-1:0]), .q(count));
endmodule

`default_nettype wire
