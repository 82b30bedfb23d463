// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// What a frame's beats hold, by their tkeep. One without a byte is left out where it does not end
// the frame. Any other that is not full, or whose bytes are not the first ones, ends the frame
// there in error: a last beat without a byte takes its place, and what follows of the frame is
// left out.
module bf16_loadable_dec_keep #(
    parameter BYTES = 2                          // of the bus
) (
    input  wire             clk,
    input  wire             rst,
    input  wire             s_axis_tvalid,
    input  wire             s_axis_tready,
    input  wire [BYTES-1:0] s_axis_tkeep,
    input  wire             s_axis_tlast,
    output wire             valid,               // a beat that is not left out
    output wire [BYTES-1:0] keep,
    output wire             last,
    output wire             wrong                // it ends the frame in error
);
    wire [BYTES:0] below = {s_axis_tkeep, 1'b1};
    wire           hole   = |(s_axis_tkeep & ~below[BYTES-1:0]);
    wire           some   = s_axis_tkeep[0] | hole;
    assign wrong = hole | (some & ~below[BYTES] & ~s_axis_tlast);
    assign keep  = s_axis_tkeep & {BYTES{~wrong}};
    assign last  = s_axis_tlast | wrong;

    reg skip_q;                                  // the frame has ended in error
    assign valid = s_axis_tvalid & ~skip_q & (some | s_axis_tlast);
    always @(posedge clk) begin
        if (rst) skip_q <= 1'b0;
        else if (s_axis_tvalid & s_axis_tready) skip_q <= (skip_q | wrong) & ~s_axis_tlast;
    end
endmodule

`default_nettype wire
