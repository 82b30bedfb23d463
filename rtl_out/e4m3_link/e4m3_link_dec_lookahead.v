// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/e4m3_link.yaml
// Codebook: e4m3_act.yaml, digest 074d8b6fca4f0336, tag fe621fd8
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Bus words -> windows: a word of the frame and the bits behind it, first bit highest. A word goes
// on when its lookahead is there: the next word has come, or there is none because the frame ends.
// Where no byte is, bits are 0 and keep is 0.
// What a frame's header says stands beside all its words.
module e4m3_link_dec_lookahead #(
    parameter BITS = 64,                         // of a word
    parameter LOOK = 11,                         // bits behind it, at most BITS
    parameter KEEP = 10                          // bytes that those touch, the word's among them
) (
    input  wire                 clk,
    input  wire                 rst_n,
    input  wire                 en,
    input  wire                 s_valid,
    output wire                 s_ready,         // registers and three gates, low in reset
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

    reg             next_valid_q, word_valid_q;
    reg             open_q;                      // not in reset
    reg             next_last_q, word_last_q;
    reg             next_wrong_q, word_wrong_q;
    reg [BITS-1:0]  next_bits_q, word_bits_q;
    reg [BYTES-1:0] next_keep_q, word_keep_q;

    wire go   = word_valid_q & (word_last_q | next_valid_q);
    wire free = ~word_valid_q | (en & go);       // the word's register takes the next word
    wire load = open_q & (~next_valid_q | ~word_valid_q | en);
    assign s_ready = load;

    wire [BITS-1:0] in_bits;
    genvar i;
    generate
        for (i = 0; i < BYTES; i = i + 1) begin : gen_byte
            assign in_bits[BITS-1-8*i -: 8] = s_data[8*i +: 8] & {8{s_keep[i]}};
        end
    endgenerate

    always @(posedge clk) begin
        if (load) begin
            next_bits_q  <= in_bits;
            next_keep_q  <= s_keep;
            next_last_q  <= s_last;
            next_wrong_q <= s_wrong;
        end
        if (free) begin
            word_bits_q  <= next_bits_q;
            word_keep_q  <= next_keep_q;
            word_last_q  <= next_last_q;
            word_wrong_q <= next_wrong_q;
        end
    end
    always @(posedge clk or negedge rst_n) begin
        if (!rst_n) begin
            open_q       <= 1'b0;
            next_valid_q <= 1'b0;
            word_valid_q <= 1'b0;
        end else begin
            open_q <= 1'b1;
            if (load) next_valid_q <= s_valid;
            if (free) word_valid_q <= next_valid_q;
        end
    end
    assign index = 1'd0;
    assign ends  = 1'b1;
    assign short = 1'b0;

    // What lies behind a frame's last word is another frame's.
    wire [BITS-1:0]  ahead_bits = next_bits_q & {BITS{~word_last_q}};
    wire [BYTES-1:0] ahead_keep = next_keep_q & {BYTES{~word_last_q}};
    wire unused = &{1'b0, ahead_bits, ahead_keep};

    assign valid  = go;
    assign last   = word_last_q;
    assign wrong  = word_wrong_q;
    assign window = {word_bits_q, ahead_bits[BITS-1 -: LOOK]};
    assign keep   = {ahead_keep[KEEP-BYTES-1:0], word_keep_q};
endmodule

`default_nettype wire
