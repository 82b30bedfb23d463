// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// What a frame's end reports, where its slot has been found broken meanwhile: that there is no such
// book, whatever has become of its elements.
module bf16_loadable_dec_spoil #(
    parameter SLOTS = 1,
    parameter FIRST = 0,                         // index of the first slot
    parameter INDEX = 1
) (
    input  wire             clk,
    input  wire             rst,
    input  wire             en,
    input  wire             valid,
    input  wire             last,                // of the frame, or of the packet
    input  wire [INDEX-1:0] index,
    input  wire [SLOTS-1:0] broken,
    input  wire [3:0]       s_user,              // {reason, error}
    output wire [3:0]       m_user
);
    reg     here, spoilt_q;
    integer s;
    always @* begin
        here = 1'b0;
        for (s = 0; s < SLOTS; s = s + 1) begin
            here = here | (broken[s] & { {32-INDEX{1'b0}}, index} == FIRST + s);
        end
    end
    wire spoilt = here | spoilt_q;               // an earlier frame of the packet, too
    always @(posedge clk) begin
        if (rst) spoilt_q <= 1'b0;
        else if (en & valid) spoilt_q <= spoilt & ~last;
    end
    assign m_user = spoilt ? 4'd9 : s_user;
endmodule

`default_nettype wire
