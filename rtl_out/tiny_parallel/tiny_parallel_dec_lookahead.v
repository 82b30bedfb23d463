// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny_parallel.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788, tag d25547ce
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Bus words -> windows: a word of the frame and the bits behind it, first bit highest. A word goes
// on when its lookahead is there: the next word has come, or there is none because the frame ends.
// Where no byte is, bits are 0 and keep is 0.
// What a frame's header says stands beside all its words.
module tiny_parallel_dec_lookahead #(
    parameter BITS = 64,                         // of a word
    parameter LOOK = 11,                         // bits behind it, at most BITS
    parameter KEEP = 10                          // bytes that those touch, the word's among them
) (
    input  wire                 clk,
    input  wire                 rst,
    input  wire                 en,
    input  wire                 s_valid,
    output wire                 s_ready,         // registers and a few gates, low in reset
    input  wire [BITS-1:0]      s_data,
    input  wire [BITS/8-1:0]    s_keep,
    input  wire                 s_last,
    input  wire                 s_wrong, // a word of no bytes, with which the frame is in error
    output wire                 valid,
    output wire                 last,
    output wire                 wrong,
    output wire [BITS+LOOK-1:0] window,
    output wire [KEEP-1:0]      keep,            // first byte lowest
    output wire [0:0]           index,           // of the book
    output wire                 ends,            // the packet ends with the frame
    output wire                 short            // the frame has no header
);
    localparam BYTES = BITS / 8;

    reg              next_valid_q, word_valid_q;
    reg              open_q;                     // not in reset
    wire             next_last_q, word_last_q;
    wire             next_wrong_q, word_wrong_q;
    wire [BITS-1:0]  next_bits_q, word_bits_q;
    wire [BYTES-1:0] next_keep_q, word_keep_q;

    // ---- the next word becomes the word, and what comes the next one
    wire there = next_valid_q;
    wire load  = open_q & (~next_valid_q | ~word_valid_q | en);
    wire skip  = 1'b0;                           // every word goes on
    wire go    = word_valid_q & (word_last_q | there);
    wire free  = ~word_valid_q | (en & go);      // the word's register takes the next word
    assign s_ready = load;

    wire [BITS-1:0] in_bits;
    genvar i;
    generate
        for (i = 0; i < BYTES; i = i + 1) begin : gen_byte
            assign in_bits[BITS-1-8*i -: 8] = s_data[8*i +: 8] & {8{s_keep[i]}};
        end
    endgenerate

    tiny_parallel_delay #(.BITS(BITS+BYTES+2), .CLOCKS(1)) u_next (
        .clk(clk), .en(load), .d({in_bits, s_keep, s_last, s_wrong}),
        .q({next_bits_q, next_keep_q, next_last_q, next_wrong_q}));
    tiny_parallel_delay #(.BITS(BITS+BYTES+2), .CLOCKS(1)) u_word (
        .clk(clk), .en(free), .d({next_bits_q, next_keep_q, next_last_q, next_wrong_q}),
        .q({word_bits_q, word_keep_q, word_last_q, word_wrong_q}));
    always @(posedge clk) begin
        if (rst) begin
            open_q       <= 1'b0;
            next_valid_q <= 1'b0;
            word_valid_q <= 1'b0;
        end else begin
            open_q <= 1'b1;
            if (load) next_valid_q <= s_valid;
            if (free) word_valid_q <= there & ~skip;
        end
    end

    assign index = 1'd0;
    assign ends  = 1'b1;
    assign short = 1'b0;

    // What lies behind a frame's last word is another frame's.
    wire [BITS-1:0]  ahead_bits = next_bits_q & {BITS{~word_last_q}};
    wire [BYTES-1:0] ahead_keep = next_keep_q & {BYTES{~word_last_q}};
    wire [2*BYTES-1:0]   all_keep = {ahead_keep, word_keep_q};
    wire [BITS+LOOK-1:0] all_bits = {word_bits_q, ahead_bits[BITS-1 -: LOOK]};
    wire unused = &{1'b0, ahead_bits, all_keep};

    assign valid  = go;
    assign last   = word_last_q;
    assign wrong  = word_wrong_q;
    assign keep   = all_keep[KEEP-1:0];
    assign window = all_bits;
endmodule

`default_nettype wire
