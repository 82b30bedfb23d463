// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_link.yaml
// Codebook: bf16_act.yaml, digest a00a06a7734ce6aa
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Serial Huffman decoder: 16 bytes of frame a beat in, one element a beat out, one in every clock.
// Element: bf16. Latency 4 clocks.
//
//   feed: words -> chunks -> window: length, shift -> symbol -> out
//
// A frame in error ends with a beat of its own (tkeep = 0); the next frame starts clean.
module bf16_link_decoder (
    input  wire           clk,
    input  wire           rst,
    // the frame: byte 0 lowest and first
    input  wire           s_axis_tvalid,
    output wire           s_axis_tready,
    input  wire [127:0]   s_axis_tdata,
    input  wire [15:0]    s_axis_tkeep,
    input  wire           s_axis_tlast,
    // elements
    output wire           m_axis_tvalid,
    input  wire           m_axis_tready,
    output wire [15:0]    m_axis_tdata,
    output wire [1:0]     m_axis_tkeep,
    output wire           m_axis_tlast,
    output wire [3:0]     m_axis_tuser           // at tlast: {reason, error}
);
    // Of the codebook; the encoder's must be the same.
    localparam [63:0] DIGEST = 64'ha00a06a7734ce6aa;
    wire unused_digest = &{1'b0, DIGEST};

    localparam CONTAINER = 16;                   // bits of an element on the bus
    localparam SYMBOL    = 8;
    localparam RAW       = 8;
    localparam CODE      = 8;                    // longest codeword
    localparam X         = 24;                   // longest element
    localparam CHUNK     = 32;                   // bits that the window takes at a time
    localparam COUNT     = $clog2(CHUNK + 1);

    // The code: classes of codewords with one length (left-aligned, each class from where the one
    // before it ends), all codewords assigned.
    localparam CLASSES = 8;
    localparam HOLE    = 0;
    localparam [(CLASSES+HOLE)*CODE-1:0] FROM = {
        8'b11111111,                             // 8 bits: the escape 11111111
        8'b11111010,                             // 8 bits: 5 codewords from 11111010
        8'b11110100,                             // 7 bits: 3 codewords from 1111010
        8'b11110000,                             // 6 bits: 1 codeword from 111100
        8'b11100000,                             // 5 bits: 2 codewords from 11100
        8'b10100000,                             // 4 bits: 4 codewords from 1010
        8'b01000000,                             // 3 bits: 3 codewords from 010
        8'b00000000                              // 2 bits: 1 codeword from 00
    };
    localparam [CLASSES*16-1:0] BITS = {         // of a whole element
        16'd24,                                  // 8 bits: the escape 11111111
        16'd16,                                  // 8 bits: 5 codewords from 11111010
        16'd15,                                  // 7 bits: 3 codewords from 1111010
        16'd14,                                  // 6 bits: 1 codeword from 111100
        16'd13,                                  // 5 bits: 2 codewords from 11100
        16'd12,                                  // 4 bits: 4 codewords from 1010
        16'd11,                                  // 3 bits: 3 codewords from 010
        16'd10                                   // 2 bits: 1 codeword from 00
    };
    localparam [CLASSES*8-1:0] ENDS = {          // codeword and escaped symbol
        8'd16,                                   // 8 bits: the escape 11111111
        8'd8,                                    // 8 bits: 5 codewords from 11111010
        8'd7,                                    // 7 bits: 3 codewords from 1111010
        8'd6,                                    // 6 bits: 1 codeword from 111100
        8'd5,                                    // 5 bits: 2 codewords from 11100
        8'd4,                                    // 4 bits: 4 codewords from 1010
        8'd3,                                    // 3 bits: 3 codewords from 010
        8'd2                                     // 2 bits: 1 codeword from 00
    };
    // Runs of consecutive symbols: symbol = codeword + RUN_ADD.
    localparam RUNS = 13;
    localparam [RUNS*CODE-1:0] RUN_FROM = {
        8'b11111111,                             // 11111111 is the escape
        8'b11111110,                             // 11111110 is symbol 130
        8'b11111010,                             // 11111010 is symbol 112
        8'b11111000,                             // 1111100 is symbol 129
        8'b11110100,                             // 1111010 is symbol 116
        8'b11110000,                             // 111100 is symbol 118
        8'b11101000,                             // 11101 is symbol 128
        8'b11100000,                             // 11100 is symbol 119
        8'b11000000,                             // 1100 is symbol 126
        8'b10100000,                             // 1010 is symbol 120
        8'b10000000,                             // 100 is symbol 125
        8'b01000000,                             // 010 is symbol 122
        8'b00000000                              // 00 is symbol 124
    };
    localparam [RUNS*SYMBOL-1:0] RUN_ADD = {
        8'h00,
        8'h84,
        8'h76,
        8'h05,
        8'hfa,
        8'h3a,
        8'h63,
        8'h5b,
        8'h72,
        8'h6e,
        8'h79,
        8'h78,
        8'h7c
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
    bf16_link_dec_feed #(.BITS(128), .CHUNK(CHUNK), .COUNT(COUNT)) u_feed (
        .clk(clk), .rst(rst),
        .s_axis_tvalid(s_axis_tvalid), .s_axis_tready(s_axis_tready), .s_axis_tdata(s_axis_tdata),
        .s_axis_tkeep(s_axis_tkeep), .s_axis_tlast(s_axis_tlast),
        .valid(chunk_valid), .take(chunk_take), .bits(chunk_bits), .count(chunk_count),
        .ones(chunk_ones), .last(chunk_last));

    // ---- window: an element's bits in every clock
    wire         window_valid, window_keep, window_last;
    wire [3:0]   window_user;
    wire [X-1:0] window_bits;
    bf16_link_dec_window #(.X(X), .CODE(CODE), .CLASSES(CLASSES), .HOLE(HOLE), .CHUNK(CHUNK),
        .COUNT(COUNT), .FROM(FROM), .BITS(BITS)) u_window (
        .clk(clk), .rst(rst), .en(en),
        .chunk_valid(chunk_valid), .chunk_take(chunk_take), .chunk_bits(chunk_bits),
        .chunk_count(chunk_count), .chunk_ones(chunk_ones), .chunk_last(chunk_last),
        .valid(window_valid), .keep(window_keep), .last(window_last), .user(window_user),
        .bits(window_bits));

    // ---- element: those bits, at rest
    wire         element_valid, element_keep, element_last;
    wire [3:0]   element_user;
    wire [X-1:0] element_bits;
    bf16_link_delay #(.BITS(X+6), .CLOCKS(ELEMENT_CUT)) u_element (
        .clk(clk), .en(en), .d({window_bits, window_keep, window_last, window_user}),
        .q({element_bits, element_keep, element_last, element_user}));
    bf16_link_valid #(.CLOCKS(ELEMENT_CUT)) u_element_valid (
        .clk(clk), .rst(rst), .en(en), .d(window_valid), .q(element_valid));

    // ---- lookup: the symbol, and the element in its container
    wire              lookup_valid, lookup_keep, lookup_last;
    wire [3:0]        lookup_user;
    wire [SYMBOL-1:0] symbol;
    wire [RAW:0]      raw;
    wire unused_raw = &{1'b0, raw};
    bf16_link_dec_symbol #(.X(X), .CODE(CODE), .SYMBOL(SYMBOL), .RAW(RAW), .CLASSES(CLASSES),
        .RUNS(RUNS), .CUT(LOOKUP_CUT), .FROM(FROM[CLASSES*CODE-1:0]), .ENDS(ENDS),
        .RUN_FROM(RUN_FROM), .RUN_ADD(RUN_ADD)) u_symbol (
        .clk(clk), .en(en), .bits(element_bits), .symbol(symbol), .raw(raw));
    bf16_link_delay #(.BITS(6), .CLOCKS(LOOKUP_CUT)) u_lookup (
        .clk(clk), .en(en), .d({element_keep, element_last, element_user}),
        .q({lookup_keep, lookup_last, lookup_user}));
    bf16_link_valid #(.CLOCKS(LOOKUP_CUT)) u_lookup_valid (
        .clk(clk), .rst(rst), .en(en), .d(element_valid), .q(lookup_valid));
    wire [CONTAINER-1:0] value = {raw[8:8], symbol, raw[7:1]};

    // ---- out: the register that the sink sees, and the room for one beat more
    wire out_keep;
    bf16_link_fifo #(.BITS(CONTAINER+6)) u_fifo (
        .clk(clk), .rst(rst),
        .room(en), .push(lookup_valid), .d({value, lookup_keep, lookup_last, lookup_user}),
        .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
        .q({m_axis_tdata, out_keep, m_axis_tlast, m_axis_tuser}));
    assign m_axis_tkeep = {CONTAINER/8{out_keep}};
endmodule

`default_nettype wire
