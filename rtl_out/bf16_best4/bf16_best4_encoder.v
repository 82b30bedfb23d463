// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Single-stage Huffman encoder: 8 elements a beat in, 16 bytes of frame a beat out.
// Element: bf16. Latency 10 clocks.
//
//   input -> block -> lookup -> join -> head -> place -> pack -> out
//
// Everything is feed-forward but the fill count. All strings of bits have their first bit in the
// highest place and zeros behind their end; only in a frame's last beat the rightmost lane's are
// ones, which become the frame's padding.
//
// A frame begins with its header:
// the codebook's index, 1 where the packet ends with it.
module bf16_best4_encoder (
    input  wire           clk,
    input  wire           rst,
    // elements: lane 0 lowest and first; tkeep in whole elements
    input  wire           s_axis_tvalid,
    output wire           s_axis_tready,         // low in reset
    input  wire [127:0]   s_axis_tdata,
    input  wire [15:0]    s_axis_tkeep,
    input  wire           s_axis_tlast,
    // the frame: byte 0 lowest and first
    output wire           m_axis_tvalid,
    input  wire           m_axis_tready,
    output wire [127:0]   m_axis_tdata,
    output wire [15:0]    m_axis_tkeep,
    output wire           m_axis_tlast,
    // 48 bits each: per codebook frames, elements, bits
    output wire [719:0]   counters
);
    // Of all codebooks; the decoder's must be the same.
    localparam [63:0] DIGEST = 64'hdc424d8c832e36eb;
    wire unused_digest = &{1'b0, DIGEST};

    localparam LANES     = 8;
    localparam LEVELS    = 3;                    // of joining: log2 LANES
    localparam CONTAINER = 16;                   // bits of an element on the bus
    localparam SYMBOL    = 8;
    localparam RAW       = 8;                    // bits of an element that go as they are
    localparam INDEX     = 3;                    // bits of a codebook's index
    localparam HEADER    = 4;
    localparam CODE      = 16;                   // longest codeword, escaped symbol included
    localparam CODE_LEN  = $clog2(CODE + 1);
    localparam ELEMENT   = CODE + RAW;
    localparam LEN       = $clog2(ELEMENT + 1);
    localparam WORD      = 256;                  // packed at a time: header, the longest beat
    localparam PLACE     = $clog2(WORD);

    // Registers behind each level: pipeline balanced.
    localparam INPUT_CUT  = 0;
    localparam TABLE_CUT  = 1;
    localparam [LEVELS:0] JOIN_CUT = 4'b1010;    // bit 0: raw, bit k: merge k
    localparam SHIFT_CUT  = 0;
    localparam ROTATE_CUT = 1;

    wire en;                                     // a register: the output has room
    wire block_room;                             // likewise: the rings have
    wire beat_valid, beat_last;                  // a beat as it is placed

    // ---- input: the elements' significant bits
    wire                          in_valid, in_last;
    wire [LANES*(SYMBOL+RAW)-1:0] in_data;       // symbols lowest
    wire [LANES-1:0]              in_keep;
    bf16_best4_enc_input #(
        .LANES(LANES), .CONTAINER(CONTAINER), .SYMBOL(SYMBOL), .LOW(7), .RAW(RAW),
        .CUT(INPUT_CUT)
    ) u_input (
        .clk(clk), .rst(rst), .en(1'b1), .s_valid(s_axis_tvalid & s_axis_tready),
        .s_data(s_axis_tdata), .s_keep(s_axis_tkeep), .s_last(s_axis_tlast),
        .m_valid(in_valid), .m_data(in_data), .m_keep(in_keep), .m_last(in_last));
    assign s_axis_tready = block_room;

    // ---- cut: where blocks begin and end
    wire cut_first, cut_whole, cut_close;
    wire unused_first = &{1'b0, cut_first};
    bf16_best4_enc_cut #(.BEATS(7)) u_cut (
        .clk(clk), .rst(rst), .valid(in_valid), .last(in_last),
        .empty(~(|in_keep)), .first(cut_first), .whole(cut_whole), .close(cut_close));

    // ---- block: 128 beats, held until it is known which codebook makes the smallest of them
    localparam BLOCK = LANES*(SYMBOL+RAW);
    wire                          block_valid, block_last;
    wire [LANES*(SYMBOL+RAW)-1:0] block_data;
    wire [LANES-1:0]              block_keep;
    wire [INDEX:0]                block_header;  // index, then 1 where the packet ends
    bf16_best4_enc_block #(
        .LANES(LANES), .SYMBOL(SYMBOL), .BITS(BLOCK), .INDICES(5), .INDEX(INDEX),
        .SIZE(CODE_LEN), .BEATS(7), .AT(8)
    ) u_block (
        .clk(clk), .rst(rst), .room(block_room),
        .s_valid(in_valid), .s_data(in_data), .s_keep(in_keep),
        .s_whole(cut_whole), .s_last(in_last), .s_sure(in_last), .s_close(cut_close),
        .en(en), .m_valid(block_valid), .m_data(block_data), .m_keep(block_keep),
        .m_last(block_last), .m_header(block_header));

    // index, then 1 where the packet ends
    wire [HEADER-1:0] header = block_header;

    // ---- lookup: a codeword per lane, nothing where there is no element
    wire                        table_valid, table_last;
    wire [LANES*ELEMENT-1:0]    table_code;      // per lane, raw bits lowest
    wire [LANES*CODE_LEN-1:0]   table_len;
    bf16_best4_enc_lookup #(
        .LANES(LANES), .SYMBOL(SYMBOL), .RAW(RAW), .CODE(CODE), .LEN(CODE_LEN),
        .CUT(TABLE_CUT)
    ) u_lookup (
        .clk(clk), .rst(rst), .en(en),
        .s_valid(block_valid), .s_data(block_data), .s_keep(block_keep), .s_last(block_last),
        .s_index(header[HEADER-1 -: INDEX]),
        .m_valid(table_valid), .m_code(table_code), .m_len(table_len), .m_last(table_last));

    // ---- join: one string of all lanes
    wire [WORD-1:0]       beat;                  // and what follows it
    wire [LEN+LEVELS-1:0] beat_len;
    bf16_best4_enc_join #(
        .LANES(LANES), .LEVELS(LEVELS), .CODE(CODE), .RAW(RAW), .CODE_LEN(CODE_LEN), .LEN(LEN),
        .WORD(WORD), .CUT(JOIN_CUT)
    ) u_join (
        .clk(clk), .rst(rst), .en(en),
        .s_valid(table_valid), .s_code(table_code), .s_len(table_len), .s_last(table_last),
        .m_valid(beat_valid), .m_bits(beat), .m_len(beat_len), .m_last(beat_last));

    // ---- head: the header behind a frame's first beat
    wire [HEADER-1:0] beat_header;
    wire              first;
    wire [WORD-1:0]   framed;
    bf16_best4_delay #(.BITS(HEADER), .CLOCKS(3)) u_header (
        .clk(clk), .en(en), .d(header), .q(beat_header));
    bf16_best4_enc_head #(.WORD(WORD), .HEADER(HEADER)) u_head (
        .clk(clk), .rst(rst), .en(en), .valid(beat_valid), .last(beat_last),
        .header(beat_header), .beat(beat), .first(first), .framed(framed));

    // ---- place: rotated to where the last beat ended
    wire              place_valid, place_carry, place_rest, place_last;
    wire [WORD-1:0]   place_bits, place_mask;
    wire [WORD/8-1:0] place_keep;
    bf16_best4_enc_place #(
        .WORD(WORD), .PLACE(PLACE), .LEN(LEN+LEVELS), .START(HEADER), .SHIFT_CUT(SHIFT_CUT),
        .ROTATE_CUT(ROTATE_CUT)
    ) u_place (
        .clk(clk), .rst(rst), .en(en),
        .s_valid(beat_valid), .s_bits(framed), .s_len(beat_len), .s_whole(first),
        .s_last(beat_last),
        .m_valid(place_valid), .m_bits(place_bits), .m_mask(place_mask), .m_keep(place_keep),
        .m_carry(place_carry), .m_rest(place_rest), .m_last(place_last));

    // ---- pack: full words
    wire              push, word_last;
    wire [WORD-1:0]   word;
    wire [WORD/8-1:0] word_keep;
    localparam TIGHT = WORD < LANES*ELEMENT + 7 ? 1 : 0;
    bf16_best4_enc_pack #(.BITS(WORD), .TIGHT(TIGHT)) u_pack (
        .clk(clk), .rst(rst), .en(en), .valid(place_valid), .last(place_last),
        .carry(place_carry), .rest(place_rest),
        .keep(place_keep), .beat(place_bits), .mask(place_mask),
        .push(push), .word(word), .word_keep(word_keep), .word_last(word_last));

    // ---- out: the first register that the sink sees, and the room for one word more
    wire              out_valid, out_ready, out_last;
    wire [WORD-1:0]   out_data;
    wire [WORD/8-1:0] out_keep;
    bf16_best4_enc_queue #(.BITS(WORD+WORD/8+1)) u_queue (
        .clk(clk), .rst(rst), .room(en), .push(push),
        .d({word, word_keep, word_last}),
        .m_valid(out_valid), .m_ready(out_ready), .q({out_data, out_keep, out_last}));
    bf16_best4_split #(.BITS(WORD), .OUT(128)) u_split (
        .clk(clk), .rst(rst), .s_valid(out_valid), .s_ready(out_ready),
        .s_data(out_data), .s_keep(out_keep), .s_last(out_last),
        .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
        .m_data(m_axis_tdata), .m_keep(m_axis_tkeep), .m_last(m_axis_tlast));

    // ---- counters
    wire [3:0]     count;
    wire [719:0]   per_book;
    bf16_best4_enc_count #(.LANES(LANES), .BITS(4), .CLOCKS(3)) u_count (
        .clk(clk), .en(en), .keep(block_keep), .count(count));
    bf16_best4_enc_counters #(
        .INDICES(5), .INDEX(3), .ELEMENTS(4), .BITS(LEN+LEVELS),
        .PART(16)
    ) u_counters (
        .clk(clk), .rst(rst), .valid(en & beat_valid), .last(beat_last),
        .index(beat_header[HEADER-1 -: INDEX]), .elements(count), .bits(beat_len),
        .counters(per_book));
    assign counters = per_book;
endmodule

`default_nettype wire
