// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A frame's header goes behind its first beat, which leaves room for it: the rotation by the fill
// count, which starts behind the header, brings it to the word's front.
module bf16_best4_enc_head #(
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
