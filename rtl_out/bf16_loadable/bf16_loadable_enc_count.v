// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// How many elements a beat has, some clocks later.
module bf16_loadable_enc_count #(
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
    bf16_loadable_delay #(.BITS(BITS), .CLOCKS(CLOCKS)) u_count (
        .clk(clk), .en(en), .d(sum[BITS-1:0]), .q(count));
endmodule

`default_nettype wire
