// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788, tag d25547ce
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Single-stage Huffman encoder: 4 elements a beat in, 2 bytes of frame a beat out.
// Element: { bytes: 1, bits: 2, symbol: "1:0" }. Latency 4 clocks.
//
//   input -> lookup -> join -> place -> pack -> out
//
// Everything is feed-forward but the fill count. All strings of bits have their first bit in the
// highest place and zeros behind their end; only in a packet's last beat the rightmost lane's are
// ones, which become the frame's padding.
module tiny_encoder (
    input  wire           clk,
    input  wire           rst,
    // elements: lane 0 lowest and first; tkeep in whole elements
    input  wire           s_axis_tvalid,
    output wire           s_axis_tready,         // low in reset
    input  wire [31:0]    s_axis_tdata,
    input  wire [3:0]     s_axis_tkeep,
    input  wire           s_axis_tlast,
    // the frame: byte 0 lowest and first
    output wire           m_axis_tvalid,
    input  wire           m_axis_tready,
    output wire [15:0]    m_axis_tdata,
    output wire [1:0]     m_axis_tkeep,
    output wire           m_axis_tlast
);
    // Of the codebook; the decoder's must be the same.
    localparam [63:0] DIGEST = 64'h52ce7260f7971788;
    wire unused_digest = &{1'b0, DIGEST};

    localparam LANES     = 4;
    localparam LEVELS    = 2;                    // of joining: log2 LANES
    localparam CONTAINER = 8;                    // bits of an element on the bus
    localparam SYMBOL    = 2;
    localparam RAW       = 0;                    // bits of an element that go as they are
    localparam CODE      = 4;                    // longest codeword, escaped symbol included
    localparam CODE_LEN  = $clog2(CODE + 1);
    localparam ELEMENT   = CODE + RAW;
    localparam LEN       = $clog2(ELEMENT + 1);
    localparam WORD      = 16;                   // packed at a time: the longest beat
    localparam PLACE     = $clog2(WORD);

    // Registers behind each level: pipeline balanced.
    localparam INPUT_CUT  = 0;
    localparam TABLE_CUT  = 1;
    localparam [LEVELS:0] JOIN_CUT = 3'b100;     // bit 0: raw, bit k: merge k
    localparam SHIFT_CUT  = 0;
    localparam ROTATE_CUT = 1;

    wire en;                                     // a register: the output has room
    wire beat_valid, beat_last;                  // a beat as it is placed

    // ---- input: the elements' significant bits
    wire                          in_valid, in_last;
    wire [LANES*(SYMBOL+RAW)-1:0] in_data;       // symbols lowest
    wire [LANES-1:0]              in_keep;
    tiny_enc_input #(
        .LANES(LANES), .CONTAINER(CONTAINER), .SYMBOL(SYMBOL), .LOW(0), .RAW(RAW),
        .CUT(INPUT_CUT)
    ) u_input (
        .clk(clk), .rst(rst), .en(en), .s_valid(s_axis_tvalid),
        .s_data(s_axis_tdata), .s_keep(s_axis_tkeep), .s_last(s_axis_tlast),
        .m_valid(in_valid), .m_data(in_data), .m_keep(in_keep), .m_last(in_last));
    assign s_axis_tready = en;

    // ---- lookup: a codeword per lane, nothing where there is no element
    wire                        table_valid, table_last;
    wire [LANES*ELEMENT-1:0]    table_code;      // per lane, raw bits lowest
    wire [LANES*CODE_LEN-1:0]   table_len;
    tiny_enc_lookup #(
        .LANES(LANES), .SYMBOL(SYMBOL), .RAW(RAW), .CODE(CODE), .LEN(CODE_LEN),
        .CUT(TABLE_CUT)
    ) u_lookup (
        .clk(clk), .rst(rst), .en(en),
        .s_valid(in_valid), .s_data(in_data), .s_keep(in_keep), .s_last(in_last),
        .m_valid(table_valid), .m_code(table_code), .m_len(table_len), .m_last(table_last));

    // ---- join: one string of all lanes
    wire [WORD-1:0]       beat;                  // and what follows it
    wire [LEN+LEVELS-1:0] beat_len;
    tiny_enc_join #(
        .LANES(LANES), .LEVELS(LEVELS), .CODE(CODE), .RAW(RAW), .CODE_LEN(CODE_LEN), .LEN(LEN),
        .WORD(WORD), .CUT(JOIN_CUT)
    ) u_join (
        .clk(clk), .rst(rst), .en(en),
        .s_valid(table_valid), .s_code(table_code), .s_len(table_len), .s_last(table_last),
        .m_valid(beat_valid), .m_bits(beat), .m_len(beat_len), .m_last(beat_last));

    // ---- place: rotated to where the last beat ended
    wire              place_valid, place_carry, place_rest, place_last;
    wire [WORD-1:0]   place_bits, place_mask;
    wire [WORD/8-1:0] place_keep;
    tiny_enc_place #(
        .WORD(WORD), .PLACE(PLACE), .LEN(LEN+LEVELS), .START(0), .SHIFT_CUT(SHIFT_CUT),
        .ROTATE_CUT(ROTATE_CUT)
    ) u_place (
        .clk(clk), .rst(rst), .en(en),
        .s_valid(beat_valid), .s_bits(beat), .s_len(beat_len), .s_whole(1'b0),
        .s_last(beat_last),
        .m_valid(place_valid), .m_bits(place_bits), .m_mask(place_mask), .m_keep(place_keep),
        .m_carry(place_carry), .m_rest(place_rest), .m_last(place_last));

    // ---- pack: full words
    wire              push, word_last;
    wire [WORD-1:0]   word;
    wire [WORD/8-1:0] word_keep;
    localparam TIGHT = WORD < LANES*ELEMENT + 7 ? 1 : 0;
    tiny_enc_pack #(.BITS(WORD), .TIGHT(TIGHT)) u_pack (
        .clk(clk), .rst(rst), .en(en), .valid(place_valid), .last(place_last),
        .carry(place_carry), .rest(place_rest),
        .keep(place_keep), .beat(place_bits), .mask(place_mask),
        .push(push), .word(word), .word_keep(word_keep), .word_last(word_last));

    // ---- out: the first register that the sink sees, and the room for one word more
    tiny_fifo #(.BITS(WORD+WORD/8+1)) u_queue (
        .clk(clk), .rst(rst), .room(en), .push(push),
        .d({word, word_keep, word_last}),
        .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
        .q({m_axis_tdata, m_axis_tkeep, m_axis_tlast}));
endmodule

`default_nettype wire
