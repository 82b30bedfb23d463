// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// From frames to packets: those of one packet are joined, by leaving out their ends. One in error
// ends it, and what follows of it is dropped, up to the end that the packet should have had.
module bf16_loadable_dec_join (
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
