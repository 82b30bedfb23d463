// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// From frames to packets: those of one packet are joined, by leaving out their ends. One in error
// ends it, and what follows of it is dropped, up to the end that the packet should have had.
module bf16_best4_dec_join (
    input  wire clk,
    input  wire rst,
    input  wire en,
    input  wire valid,
    input  wire last,                            // of the frame
    input  wire ends,                            // the packet ends with the frame
    input  wire dead,                            // the frame is in error
    output wire packet_valid,                    // the word is not dropped
    output wire packet_last                      // of the packet
);
    reg drop_q;                                  // the packet has ended in error before this frame
    assign packet_valid = valid & ~drop_q;
    assign packet_last  = last & (dead | ends);
    always @(posedge clk) begin
        if (rst) drop_q <= 1'b0;
        else if (en & valid & last) drop_q <= (drop_q | dead) & ~ends;
    end
endmodule

`default_nettype wire
