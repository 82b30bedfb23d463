// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Bus words -> windows: a word of the frame and the bits behind it, first bit highest. A word goes
// on when its lookahead is there: the next word has come, or there is none because the frame ends.
// Where no byte is, bits are 0 and keep is 0.
// What a frame's header says stands beside all its words.
module bf16_best4_dec_lookahead #(
    parameter BITS = 64,                         // of a word
    parameter LOOK = 11,                         // bits behind it, at most BITS
    parameter KEEP = 10                          // bytes that those touch, the word's among them
) (
    input  wire                 clk,
    input  wire                 rst,
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
    output wire [2:0]           index,           // of the book
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
    always @(posedge clk) begin
        if (rst) begin
            open_q       <= 1'b0;
            next_valid_q <= 1'b0;
            word_valid_q <= 1'b0;
        end else begin
            open_q <= 1'b1;
            if (load) next_valid_q <= s_valid;
            if (free) word_valid_q <= next_valid_q;
        end
    end

    // ---- a frame's first word, as that becomes the word: the header
    reg first_q;                                 // the next word is a frame's first
    always @(posedge clk) begin
        if (rst) first_q <= 1'b1;
        else if (free & next_valid_q) first_q <= next_last_q;
    end
    localparam INDEX = 3;
    localparam LAST  = 0;                        // the last byte of it
    reg short_q;
    always @(posedge clk) begin
        if (free) short_q <= first_q & ~next_keep_q[LAST];
    end
    localparam HEADER = 4;
    reg [HEADER-1:0] head_q;
    always @(posedge clk) begin
        if (free & next_valid_q & first_q) head_q <= next_bits_q[BITS-1 -: HEADER];
    end
    assign index = head_q[HEADER-1 -: INDEX];
    assign ends  = head_q[0] & ~short_q;
    assign short = short_q;

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
