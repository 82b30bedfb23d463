// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny_parallel.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788, tag d25547ce
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Windows through registers. Of a window they hold the word; the bits behind it are the first of
// the word one register behind. That one is there, as itself or as a copy that goes ahead of it: a
// word sets out only with the next one in sight, which then stands where it stood, and every
// register takes what is before it. Behind a frame's last word bits are 0.
module tiny_parallel_dec_follow #(
    parameter BITS   = 64,                       // of a word
    parameter LOOK   = 11,                       // bits behind it, at most BITS
    parameter CLOCKS = 1
) (
    input  wire                 clk,
    input  wire                 en,
    input  wire                 last,            // the window that comes out is a frame's last
    input  wire [BITS+LOOK-1:0] d,               // first bit highest
    output wire [BITS+LOOK-1:0] q
);
    generate
        if (CLOCKS == 0) begin : gen_wire
            wire unused = &{1'b0, clk, en, last};
            assign q = d;
        end else begin : gen_regs
            wire [BITS-1:0] follows, word;       // before the last register, and behind it
            wire unused = &{1'b0, follows, d};
            tiny_parallel_delay #(.BITS(BITS), .CLOCKS(CLOCKS-1)) u_before (
                .clk(clk), .en(en), .d(d[BITS+LOOK-1 -: BITS]), .q(follows));
            tiny_parallel_delay #(.BITS(BITS), .CLOCKS(1)) u_word (
                .clk(clk), .en(en), .d(follows), .q(word));
            assign q = {word, follows[BITS-1 -: LOOK] & {LOOK{~last}}};
        end
    endgenerate
endmodule

`default_nettype wire
