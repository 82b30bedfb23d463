// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788, tag d25547ce
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Serial Huffman decoder: 1 byte of frame a beat in, one element a beat out, one in every clock.
// Element: { bytes: 1, bits: 2, symbol: "1:0" }. Latency 4 clocks.
//
//   keep -> feed: words -> chunks -> window: length, shift -> symbol -> out
//
// A frame in error ends with a beat of its own (tkeep = 0); the next frame starts clean.
module tiny_decoder (
    input  wire           clk,
    input  wire           rst,
    // the frame: byte 0 lowest and first
    input  wire           s_axis_tvalid,
    output wire           s_axis_tready,         // low in reset
    input  wire [7:0]     s_axis_tdata,
    input  wire [0:0]     s_axis_tkeep,
    input  wire           s_axis_tlast,
    // elements: lane 0 lowest and first
    output wire           m_axis_tvalid,
    input  wire           m_axis_tready,
    output wire [7:0]     m_axis_tdata,
    output wire [0:0]     m_axis_tkeep,
    output wire           m_axis_tlast,
    output wire [3:0]     m_axis_tuser           // at tlast {reason, error}
);
    // Of the codebook; the encoder's must be the same.
    localparam [63:0] DIGEST = 64'h52ce7260f7971788;
    wire unused_digest = &{1'b0, DIGEST};

    localparam CONTAINER = 8;                    // bits of an element on the bus
    localparam SYMBOL    = 2;
    localparam RAW       = 0;
    localparam X         = 4;                    // longest element
    localparam CHUNK     = 8;                    // bits that the window takes at a time
    localparam MISS      = $clog2(CHUNK/8 + 1);
    localparam BOOKS     = 1;
    localparam INDEX     = 1;                    // bits of a book's index, at least 1
    // Registers behind each level: pipeline balanced.
    localparam CLASS_CUT   = 1;
    localparam ELEMENT_CUT = 1;
    localparam LOOKUP_CUT  = 0;
    localparam USER      = 4;                    // of {side, reason, error}

    wire en;                                     // a register: the output has room

    // ---- keep: beats as tkeep may make them, full ones but for a frame's last
    wire           word_valid, word_last, word_wrong;
    wire [0:0]     word_keep;
    tiny_dec_keep #(.BYTES(1)) u_keep (
        .clk(clk), .rst(rst),
        .s_axis_tvalid(s_axis_tvalid), .s_axis_tready(s_axis_tready), .s_axis_tkeep(s_axis_tkeep),
        .s_axis_tlast(s_axis_tlast),
        .valid(word_valid), .keep(word_keep), .last(word_last), .wrong(word_wrong));

    // ---- feed: chunks of the frame
    wire             chunk_valid, chunk_take, chunk_last, chunk_wrong, next_valid;
    wire [CHUNK-1:0] chunk_bits, next_bits;
    wire [MISS-1:0]  chunk_miss, next_miss;
    wire             chunk_first, chunk_ends, chunk_beyond, chunk_short;
    wire [INDEX-1:0] chunk_index, window_index;
    tiny_dec_feed #(.BITS(8), .CHUNK(CHUNK), .MISS(MISS)) u_feed (
        .clk(clk), .rst(rst),
        .s_valid(word_valid), .s_ready(s_axis_tready), .s_data(s_axis_tdata), .s_keep(word_keep),
        .s_last(word_last), .s_wrong(word_wrong),
        .valid(chunk_valid), .take(chunk_take), .bits(chunk_bits), .miss(chunk_miss),
        .last(chunk_last), .wrong(chunk_wrong),
        .next_valid(next_valid), .next_bits(next_bits), .next_miss(next_miss),
        .first(chunk_first), .index(chunk_index), .ends(chunk_ends), .beyond(chunk_beyond),
        .short(chunk_short));

    // ---- window: an element's bits in every clock
    wire         window_valid, window_keep, window_last;
    wire [3:0]   window_user;
    wire [X-1:0] window_bits;
    tiny_dec_window #(.CHUNK(CHUNK), .MISS(MISS), .CLASS_CUT(CLASS_CUT)) u_window (
        .clk(clk), .rst(rst), .en(en),
        .chunk_valid(chunk_valid), .chunk_take(chunk_take), .chunk_bits(chunk_bits),
        .chunk_miss(chunk_miss), .chunk_last(chunk_last), .chunk_wrong(chunk_wrong),
        .chunk_first(chunk_first), .chunk_index(chunk_index), .chunk_ends(chunk_ends),
        .chunk_beyond(chunk_beyond), .chunk_short(chunk_short),
        .next_valid(next_valid), .next_bits(next_bits), .next_miss(next_miss),
        .index(window_index),
        .valid(window_valid), .keep(window_keep), .last(window_last), .user(window_user),
        .bits(window_bits));

    // ---- element: those bits, at rest
    wire         element_valid, element_keep, element_last;
    wire [3:0]   element_user;
    wire [X-1:0] element_bits;
    tiny_delay #(.BITS(X+6), .CLOCKS(ELEMENT_CUT)) u_element (
        .clk(clk), .en(en), .d({window_bits, window_keep, window_last, window_user}),
        .q({element_bits, element_keep, element_last, element_user}));
    tiny_valid #(.CLOCKS(ELEMENT_CUT)) u_element_valid (
        .clk(clk), .rst(rst), .en(en), .d(window_valid), .q(element_valid));
    wire [INDEX-1:0] element_index;
    tiny_delay #(.BITS(INDEX), .CLOCKS(ELEMENT_CUT)) u_element_index (
        .clk(clk), .en(en), .d(window_index), .q(element_index));

    // ---- lookup: the symbol, and the element in its container
    wire              lookup_valid, lookup_keep, lookup_last;
    wire [3:0]        lookup_user;
    wire [SYMBOL-1:0] symbol;
    wire [RAW:0]      raw;
    wire unused_raw = &{1'b0, raw};
    wire [BOOKS-1:0]  book;
    tiny_dec_onehot #(.X(BOOKS), .E(INDEX)) u_book (.value(element_index), .onehot(book));
    tiny_dec_symbol #(.CUT(LOOKUP_CUT)) u_symbol (
        .clk(clk), .en(en), .book(book), .bits(element_bits), .symbol(symbol), .raw(raw));
    tiny_delay #(.BITS(6), .CLOCKS(LOOKUP_CUT)) u_lookup (
        .clk(clk), .en(en), .d({element_keep, element_last, element_user}),
        .q({lookup_keep, lookup_last, lookup_user}));
    tiny_valid #(.CLOCKS(LOOKUP_CUT)) u_lookup_valid (
        .clk(clk), .rst(rst), .en(en), .d(element_valid), .q(lookup_valid));
    wire [CONTAINER-1:0] value = {6'd0, symbol};
    wire [USER-1:0] stage_user = lookup_user;

    // ---- out: the register that the sink sees, and the room for one beat more
    wire            out_keep;
    wire [USER-1:0] out_user;
    tiny_fifo #(.BITS(CONTAINER+2+USER)) u_fifo (
        .clk(clk), .rst(rst),
        .room(en), .push(lookup_valid), .d({value, lookup_keep, lookup_last, stage_user}),
        .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
        .q({m_axis_tdata, out_keep, m_axis_tlast, out_user}));
    assign m_axis_tkeep = {CONTAINER/8{out_keep}};
    assign m_axis_tuser = out_user;
endmodule

`default_nettype wire
