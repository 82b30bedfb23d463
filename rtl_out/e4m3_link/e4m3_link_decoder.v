// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/e4m3_link.yaml
// Codebook: e4m3_act.yaml, digest 074d8b6fca4f0336
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Serial Huffman decoder: 16 bytes of frame a beat in, one element a beat out, one in every clock.
// Element: e4m3. Latency 4 clocks.
//
//   feed: words -> chunks -> window: length, shift -> symbol -> out
//
// A frame in error ends with a beat of its own (tkeep = 0); the next frame starts clean.
module e4m3_link_decoder (
    input  wire           clk,
    input  wire           rst_n,
    // the frame: byte 0 lowest and first
    input  wire           s_axis_tvalid,
    output wire           s_axis_tready,
    input  wire [127:0]   s_axis_tdata,
    input  wire [15:0]    s_axis_tkeep,
    input  wire           s_axis_tlast,
    // elements
    output wire           m_axis_tvalid,
    input  wire           m_axis_tready,
    output wire [7:0]     m_axis_tdata,
    output wire [0:0]     m_axis_tkeep,
    output wire           m_axis_tlast,
    output wire [3:0]     m_axis_tuser           // at tlast: {reason, error}
);
    // Of the codebook; the encoder's must be the same.
    localparam [63:0] DIGEST = 64'h074d8b6fca4f0336;
    wire unused_digest = &{1'b0, DIGEST};

    localparam CONTAINER = 8;                    // bits of an element on the bus
    localparam SYMBOL    = 8;
    localparam RAW       = 0;
    localparam CODE      = 12;                   // longest codeword
    localparam X         = 20;                   // longest element
    localparam CHUNK     = 32;                   // bits that the window takes at a time
    localparam COUNT     = $clog2(CHUNK + 1);

    // The code: classes of codewords with one length (left-aligned, each class from where the one
    // before it ends), all codewords assigned.
    localparam CLASSES = 8;
    localparam HOLE    = 0;
    localparam [(CLASSES+HOLE)*CODE-1:0] FROM = {
        12'b111111111111,                        // 12 bits: the escape 111111111111
        12'b111111001110,                        // 12 bits: 49 codewords from 111111001110
        12'b111110100000,                        // 11 bits: 23 codewords from 11111010000
        12'b111101000000,                        // 10 bits: 24 codewords from 1111010000
        12'b111010100000,                        // 9 bits: 20 codewords from 111010100
        12'b101010100000,                        // 8 bits: 64 codewords from 10101010
        12'b001011000000,                        // 7 bits: 63 codewords from 0010110
        12'b000000000000                         // 6 bits: 11 codewords from 000000
    };
    localparam [CLASSES*16-1:0] BITS = {         // of a whole element
        16'd20,                                  // 12 bits: the escape 111111111111
        16'd12,                                  // 12 bits: 49 codewords from 111111001110
        16'd11,                                  // 11 bits: 23 codewords from 11111010000
        16'd10,                                  // 10 bits: 24 codewords from 1111010000
        16'd9,                                   // 9 bits: 20 codewords from 111010100
        16'd8,                                   // 8 bits: 64 codewords from 10101010
        16'd7,                                   // 7 bits: 63 codewords from 0010110
        16'd6                                    // 6 bits: 11 codewords from 000000
    };
    localparam [CLASSES*8-1:0] ENDS = {          // codeword and escaped symbol
        8'd20,                                   // 12 bits: the escape 111111111111
        8'd12,                                   // 12 bits: 49 codewords from 111111001110
        8'd11,                                   // 11 bits: 23 codewords from 11111010000
        8'd10,                                   // 10 bits: 24 codewords from 1111010000
        8'd9,                                    // 9 bits: 20 codewords from 111010100
        8'd8,                                    // 8 bits: 64 codewords from 10101010
        8'd7,                                    // 7 bits: 63 codewords from 0010110
        8'd6                                     // 6 bits: 11 codewords from 000000
    };
    // Runs of consecutive symbols: symbol = codeword + RUN_ADD.
    localparam RUNS = 55;
    localparam [RUNS*CODE-1:0] RUN_FROM = {
        12'b111111111111,                        // 111111111111 is the escape
        12'b111111111110,                        // 111111111110 is symbol 157
        12'b111111100110,                        // 111111100110 is symbol 128
        12'b111111001110,                        // 111111001110 is symbol 0
        12'b111111001100,                        // 11111100110 is symbol 167
        12'b111111001010,                        // 11111100101 is symbol 165
        12'b111111001000,                        // 11111100100 is symbol 163
        12'b111111000100,                        // 11111100010 is symbol 158
        12'b111110111010,                        // 11111011101 is symbol 152
        12'b111110111000,                        // 11111011100 is symbol 39
        12'b111110110110,                        // 11111011011 is symbol 37
        12'b111110110100,                        // 11111011010 is symbol 35
        12'b111110100000,                        // 11111010000 is symbol 24
        12'b111110000000,                        // 1111100000 is symbol 168
        12'b111101111100,                        // 1111011111 is symbol 166
        12'b111101111000,                        // 1111011110 is symbol 164
        12'b111101101100,                        // 1111011011 is symbol 160
        12'b111101001100,                        // 1111010011 is symbol 40
        12'b111101001000,                        // 1111010010 is symbol 38
        12'b111101000100,                        // 1111010001 is symbol 36
        12'b111101000000,                        // 1111010000 is symbol 34
        12'b111100111000,                        // 111100111 is symbol 253
        12'b111100110000,                        // 111100110 is symbol 247
        12'b111011110000,                        // 111011110 is symbol 176
        12'b111011101000,                        // 111011101 is symbol 125
        12'b111011100000,                        // 111011100 is symbol 119
        12'b111010100000,                        // 111010100 is symbol 48
        12'b111010010000,                        // 11101001 is symbol 254
        12'b111001000000,                        // 11100100 is symbol 248
        12'b110110010000,                        // 11011001 is symbol 236
        12'b110110000000,                        // 11011000 is symbol 231
        12'b110100110000,                        // 11010011 is symbol 195
        12'b110010010000,                        // 11001001 is symbol 184
        12'b110010000000,                        // 11001000 is symbol 126
        12'b110000110000,                        // 11000011 is symbol 120
        12'b101110000000,                        // 10111000 is symbol 108
        12'b101101010000,                        // 10110101 is symbol 69
        12'b101101000000,                        // 10110100 is symbol 67
        12'b101010100000,                        // 10101010 is symbol 56
        12'b101000100000,                        // 1010001 is symbol 232
        12'b100010100000,                        // 1000101 is symbol 219
        12'b100000000000,                        // 1000000 is symbol 211
        12'b011011100000,                        // 0110111 is symbol 200
        12'b011011000000,                        // 0110110 is symbol 194
        12'b010110000000,                        // 0101100 is symbol 98
        12'b010011000000,                        // 0100110 is symbol 91
        12'b010000100000,                        // 0100001 is symbol 83
        12'b001100000000,                        // 0011000 is symbol 72
        12'b001011100000,                        // 0010111 is symbol 68
        12'b001011000000,                        // 0010110 is symbol 66
        12'b001000000000,                        // 001000 is symbol 216
        12'b000110000000,                        // 000110 is symbol 209
        12'b000101000000,                        // 000101 is symbol 97
        12'b000010000000,                        // 000010 is symbol 88
        12'b000000000000                         // 000000 is symbol 81
    };
    localparam [RUNS*SYMBOL-1:0] RUN_ADD = {
        8'h00,
        8'h9f,
        8'h9a,
        8'h32,
        8'hc1,
        8'hc0,
        8'hbf,
        8'hbc,
        8'hbb,
        8'h4b,
        8'h4a,
        8'h49,
        8'h48,
        8'hc8,
        8'hc7,
        8'hc6,
        8'hc5,
        8'h55,
        8'h54,
        8'h53,
        8'h52,
        8'h16,
        8'h11,
        8'hd2,
        8'ha0,
        8'h9b,
        8'h5c,
        8'h15,
        8'h14,
        8'h13,
        8'h0f,
        8'hf0,
        8'hef,
        8'hb6,
        8'hb5,
        8'hb4,
        8'h90,
        8'h8f,
        8'h8e,
        8'h97,
        8'h96,
        8'h93,
        8'h91,
        8'h8c,
        8'h36,
        8'h35,
        8'h32,
        8'h30,
        8'h2d,
        8'h2c,
        8'hd0,
        8'hcb,
        8'h5c,
        8'h56,
        8'h51
    };
    // Registers behind each level: pipeline balanced.
    localparam ELEMENT_CUT = 1;
    localparam LOOKUP_CUT  = 0;

    wire en;                                     // a register: the output has room

    // ---- feed: chunks of the frame
    wire             chunk_valid, chunk_take, chunk_last;
    wire [CHUNK-1:0] chunk_bits;
    wire [COUNT-1:0] chunk_count;
    wire [2:0]       chunk_ones;
    e4m3_link_dec_feed #(.BITS(128), .CHUNK(CHUNK), .COUNT(COUNT)) u_feed (
        .clk(clk), .rst_n(rst_n),
        .s_axis_tvalid(s_axis_tvalid), .s_axis_tready(s_axis_tready), .s_axis_tdata(s_axis_tdata),
        .s_axis_tkeep(s_axis_tkeep), .s_axis_tlast(s_axis_tlast),
        .valid(chunk_valid), .take(chunk_take), .bits(chunk_bits), .count(chunk_count),
        .ones(chunk_ones), .last(chunk_last));

    // ---- window: an element's bits in every clock
    wire         window_valid, window_keep, window_last;
    wire [3:0]   window_user;
    wire [X-1:0] window_bits;
    e4m3_link_dec_window #(.X(X), .CODE(CODE), .CLASSES(CLASSES), .HOLE(HOLE), .CHUNK(CHUNK),
        .COUNT(COUNT), .FROM(FROM), .BITS(BITS)) u_window (
        .clk(clk), .rst_n(rst_n), .en(en),
        .chunk_valid(chunk_valid), .chunk_take(chunk_take), .chunk_bits(chunk_bits),
        .chunk_count(chunk_count), .chunk_ones(chunk_ones), .chunk_last(chunk_last),
        .valid(window_valid), .keep(window_keep), .last(window_last), .user(window_user),
        .bits(window_bits));

    // ---- element: those bits, at rest
    wire         element_valid, element_keep, element_last;
    wire [3:0]   element_user;
    wire [X-1:0] element_bits;
    e4m3_link_delay #(.BITS(X+6), .CLOCKS(ELEMENT_CUT)) u_element (
        .clk(clk), .en(en), .d({window_bits, window_keep, window_last, window_user}),
        .q({element_bits, element_keep, element_last, element_user}));
    e4m3_link_valid #(.CLOCKS(ELEMENT_CUT)) u_element_valid (
        .clk(clk), .rst_n(rst_n), .en(en), .d(window_valid), .q(element_valid));

    // ---- lookup: the symbol, and the element in its container
    wire              lookup_valid, lookup_keep, lookup_last;
    wire [3:0]        lookup_user;
    wire [SYMBOL-1:0] symbol;
    wire [RAW:0]      raw;
    wire unused_raw = &{1'b0, raw};
    e4m3_link_dec_symbol #(.X(X), .CODE(CODE), .SYMBOL(SYMBOL), .RAW(RAW), .CLASSES(CLASSES),
        .RUNS(RUNS), .CUT(LOOKUP_CUT), .FROM(FROM[CLASSES*CODE-1:0]), .ENDS(ENDS),
        .RUN_FROM(RUN_FROM), .RUN_ADD(RUN_ADD)) u_symbol (
        .clk(clk), .en(en), .bits(element_bits), .symbol(symbol), .raw(raw));
    e4m3_link_delay #(.BITS(6), .CLOCKS(LOOKUP_CUT)) u_lookup (
        .clk(clk), .en(en), .d({element_keep, element_last, element_user}),
        .q({lookup_keep, lookup_last, lookup_user}));
    e4m3_link_valid #(.CLOCKS(LOOKUP_CUT)) u_lookup_valid (
        .clk(clk), .rst_n(rst_n), .en(en), .d(element_valid), .q(lookup_valid));
    wire [CONTAINER-1:0] value = symbol;

    // ---- out: the register that the sink sees, and the room for one beat more
    wire out_keep;
    e4m3_link_fifo #(.BITS(CONTAINER+6)) u_fifo (
        .clk(clk), .rst_n(rst_n),
        .room(en), .push(lookup_valid), .d({value, lookup_keep, lookup_last, lookup_user}),
        .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
        .q({m_axis_tdata, out_keep, m_axis_tlast, m_axis_tuser}));
    assign m_axis_tkeep = {CONTAINER/8{out_keep}};
endmodule

`default_nettype wire
