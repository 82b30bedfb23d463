// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A frame's header goes behind its first beat, which leaves room for it: the rotation by the fill
// count, which starts behind the header, brings it to the word's front.
module bf16_loadable_enc_head #(
    parameter WORD   = 64,
    parameter HEADER = 1
) (
    input  wire              clk,
    input  wire              rst,
    input  wire              en,
    input  wire              valid,
    input  wire              last,
    input  wire [HEADER-1:0] header,
    input  wire [WORD-1:0]   beat,
    output wire              first,              // the beat is a frame's first
    output wire [WORD-1:0]   framed
);
    reg first_q;
    always @(posedge clk) begin
        if (rst) first_q <= 1'b1;
        else if (en & valid) first_q <= last;
    end
    assign first  = first_q;
    assign framed = {beat[WORD-1:HEADER], first_q ? header : beat[HEADER-1:0]};
endmodule

`default_nettype wire
