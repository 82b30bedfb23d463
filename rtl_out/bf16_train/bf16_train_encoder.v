// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Single-stage Huffman encoder: 8 elements a beat in, 16 bytes of frame a beat out.
// Element: bf16. Latency 26 clocks.
//
//   input -> own -> relative -> block -> lookup -> join -> head -> place -> check -> pack -> out
//
// Everything is feed-forward but the fill count. All strings of bits have their first bit in the
// highest place and zeros behind their end; only in a frame's last beat the rightmost lane's are
// ones, which become the frame's padding.
//
// A frame begins with its header:
// the codebook's index, 1 where the packet ends with it, the base of its exponents.
module bf16_train_encoder (
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
    output wire [575:0]   counters
);
    // Of all codebooks; the decoder's must be the same.
    localparam [63:0] DIGEST = 64'he5cf5b43387d5a9c;
    wire unused_digest = &{1'b0, DIGEST};

    localparam LANES     = 8;
    localparam LEVELS    = 3;                    // of joining: log2 LANES
    localparam CONTAINER = 16;                   // bits of an element on the bus
    localparam SYMBOL    = 8;
    localparam RAW       = 8;                    // bits of an element that go as they are
    localparam INDEX     = 2;                    // bits of a codebook's index
    localparam EXPONENT  = 8;                    // a symbol's upper bits
    localparam HEADER    = 11;
    localparam CODE      = 18;                   // longest codeword, escaped symbol included
    localparam CODE_LEN  = $clog2(CODE + 1);
    localparam ELEMENT   = CODE + RAW;
    localparam LEN       = $clog2(ELEMENT + 1);
    localparam CHECK     = 32;                   // bits behind a frame
    localparam WORD      = 256; // packed at a time: header, the longest beat, check
    localparam PLACE     = $clog2(WORD);

    // Registers behind each level: pipeline balanced.
    localparam INPUT_CUT  = 0;
    localparam RELATIVE_CUT = 1;
    localparam TABLE_CUT  = 1;
    localparam [LEVELS:0] JOIN_CUT = 4'b1010;    // bit 0: raw, bit k: merge k
    localparam SHIFT_CUT  = 0;
    localparam ROTATE_CUT = 1;

    wire en;                                     // a register: the output has room
    wire own_room, block_room;                   // likewise: the rings have
    wire beat_valid, beat_last;                  // a beat as it is placed

    // ---- input: the elements' significant bits
    wire                          in_valid, in_last;
    wire [LANES*(SYMBOL+RAW)-1:0] in_data;       // symbols lowest
    wire [LANES-1:0]              in_keep;
    bf16_train_enc_input #(
        .LANES(LANES), .CONTAINER(CONTAINER), .SYMBOL(SYMBOL), .LOW(7), .RAW(RAW),
        .CUT(INPUT_CUT)
    ) u_input (
        .clk(clk), .rst(rst), .en(1'b1), .s_valid(s_axis_tvalid & s_axis_tready),
        .s_data(s_axis_tdata), .s_keep(s_axis_tkeep), .s_last(s_axis_tlast),
        .m_valid(in_valid), .m_data(in_data), .m_keep(in_keep), .m_last(in_last));
    assign s_axis_tready = own_room;

    // ---- own: blocks held until the base of their exponents is known
    localparam OWN = LANES*(SYMBOL+RAW);
    wire                          own_valid, own_last, own_ends;
    wire [LANES*(SYMBOL+RAW)-1:0] own_data;
    wire [LANES-1:0]              own_keep;
    wire [EXPONENT-1:0]           own_base;
    bf16_train_enc_own #(
        .LANES(LANES), .LEVELS(LEVELS), .SYMBOL(SYMBOL), .EXPONENT(EXPONENT), .BITS(OWN),
        .COUNT(11), .BEATS(7), .AT(8), .CUT(INPUT_CUT)
    ) u_own (
        .clk(clk), .rst(rst), .room(own_room),
        .t_valid(s_axis_tvalid & s_axis_tready), .t_last(s_axis_tlast), .t_empty(~(|s_axis_tkeep)),
        .s_valid(in_valid), .s_data(in_data), .s_keep(in_keep),
        .en(block_room), .m_valid(own_valid), .m_data(own_data), .m_keep(own_keep),
        .m_whole(own_last), .m_ends(own_ends), .m_base(own_base));
    wire unused_last = &{1'b0, in_last};

    // ---- relative: exponents relative to the base
    wire                          rel_valid, rel_last, rel_ends;
    wire [LANES*(SYMBOL+RAW)-1:0] rel_data;
    wire [LANES-1:0]              rel_keep;
    wire [EXPONENT-1:0]           rel_base;
    wire [LANES*SYMBOL-1:0]       rel_symbol;
    bf16_train_enc_relative #(.LANES(LANES), .SYMBOL(SYMBOL), .EXPONENT(EXPONENT)) u_relative (
        .base(own_base), .s_symbol(own_data[LANES*SYMBOL-1:0]),
        .m_symbol(rel_symbol));
    localparam RELATIVE = LANES*(SYMBOL+RAW+1) + EXPONENT + 2;
    bf16_train_delay #(.BITS(RELATIVE), .CLOCKS(RELATIVE_CUT)) u_rel (
        .clk(clk), .en(block_room),
        .d({own_data[LANES*(SYMBOL+RAW)-1:LANES*SYMBOL], rel_symbol,
            own_keep, own_base, own_ends, own_last}),
        .q({rel_data, rel_keep, rel_base, rel_ends, rel_last}));
    bf16_train_valid #(.CLOCKS(RELATIVE_CUT)) u_rel_valid (
        .clk(clk), .rst(rst), .en(block_room), .d(own_valid), .q(rel_valid));

    // ---- block: 128 beats, held until it is known which codebook makes the smallest of them
    localparam BLOCK = LANES*(SYMBOL+RAW) + EXPONENT;
    wire                          block_valid, block_last;
    wire [LANES*(SYMBOL+RAW)-1:0] block_data;
    wire [LANES-1:0]              block_keep;
    wire [INDEX:0]                block_header;  // index, then 1 where the packet ends
    wire [EXPONENT-1:0] block_base;
    bf16_train_enc_block #(
        .LANES(LANES), .SYMBOL(SYMBOL), .BITS(BLOCK), .INDICES(4), .INDEX(INDEX),
        .SIZE(CODE_LEN), .BEATS(7), .AT(8)
    ) u_block (
        .clk(clk), .rst(rst), .room(block_room),
        .s_valid(rel_valid & block_room), .s_data({rel_base, rel_data}), .s_keep(rel_keep),
        .s_whole(rel_last), .s_last(rel_ends), .s_sure(1'b1), .s_close(1'b0),
        .en(en), .m_valid(block_valid), .m_data({block_base, block_data}), .m_keep(block_keep),
        .m_last(block_last), .m_header(block_header));

    // ---- crc: of the elements as they are, which wait in the block as they are not
    wire [CHECK-1:0] crc_next, crc, beat_crc;
    wire             add_beat  = rel_valid & block_room;
    reg              crc_whole_q;
    always @(posedge clk) begin
        if (rst) crc_whole_q <= 1'b0;
        else crc_whole_q <= add_beat & rel_last;
    end
    bf16_train_enc_checks #(.BITS(CHECK), .AT(8 + 1)) u_checks (
        .clk(clk), .rst(rst), .push(crc_whole_q), .d(crc),
        .pop(en & beat_valid & beat_last), .q(beat_crc));
    wire unused_next = &{1'b0, crc_next};
    bf16_train_enc_crc #(
        .LANES(LANES), .LEVELS(LEVELS), .CONTAINER(CONTAINER), .SYMBOL(SYMBOL), .LOW(7), .RAW(RAW),
        .WIDTH(CHECK), .CUT(1)
    ) u_crc (
        .clk(clk), .rst(rst), .en(block_room),
        .s_data(own_data), .s_keep(own_keep),
        .add(add_beat), .last(rel_last), .next(crc_next), .crc(crc));

    // index, then 1 where the packet ends, base
    wire [HEADER-1:0] header = {block_header, block_base};

    // ---- lookup: a codeword per lane, nothing where there is no element
    wire                        table_valid, table_last;
    wire [LANES*ELEMENT-1:0]    table_code;      // per lane, raw bits lowest
    wire [LANES*CODE_LEN-1:0]   table_len;
    bf16_train_enc_lookup #(
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
    bf16_train_enc_join #(
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
    bf16_train_delay #(.BITS(HEADER), .CLOCKS(3)) u_header (
        .clk(clk), .en(en), .d(header), .q(beat_header));
    bf16_train_enc_head #(.WORD(WORD), .HEADER(HEADER)) u_head (
        .clk(clk), .rst(rst), .en(en), .valid(beat_valid), .last(beat_last),
        .header(beat_header), .beat(beat), .first(first), .framed(framed));

    // ---- end: the check behind a frame that ends with the beat, turned to its place in the word
    wire [CHECK-1:0] end_check, shift_check, turn_check, place_check;
    wire [1:0]       shift_bytes;
    bf16_train_crc_end u_end (.crc(beat_crc), .header(beat_header), .check(end_check));
    bf16_train_delay #(.BITS(CHECK), .CLOCKS(SHIFT_CUT)) u_shift_check (
        .clk(clk), .en(en), .d(end_check), .q(shift_check));
    bf16_train_enc_turn #(.BYTES(CHECK/8)) u_turn (
        .d(shift_check), .by(shift_bytes), .q(turn_check));
    bf16_train_delay #(.BITS(CHECK), .CLOCKS(ROTATE_CUT)) u_place_check (
        .clk(clk), .en(en), .d(turn_check), .q(place_check));

    // ---- place: rotated to where the last beat ended
    wire              place_valid, place_carry, place_rest, place_last;
    wire [WORD-1:0]   place_bits, place_mask;
    wire [WORD/8-1:0] place_keep;
    bf16_train_enc_place #(
        .WORD(WORD), .PLACE(PLACE), .LEN(LEN+LEVELS), .START(HEADER), .SHIFT_CUT(SHIFT_CUT),
        .ROTATE_CUT(ROTATE_CUT)
    ) u_place (
        .clk(clk), .rst(rst), .en(en),
        .s_valid(beat_valid), .s_bits(framed), .s_len(beat_len), .s_whole(first),
        .s_last(beat_last),
        .m_valid(place_valid), .m_bits(place_bits), .m_mask(place_mask), .m_keep(place_keep),
        .m_bytes(shift_bytes),
        .m_carry(place_carry), .m_rest(place_rest), .m_last(place_last));

    // ---- check: behind the last beat
    wire              check_carry;
    wire [WORD-1:0]   check_bits;
    wire [WORD/8-1:0] check_keep;
    bf16_train_enc_check #(.WORD(WORD), .BYTES(CHECK/8)) u_check (
        .last(place_last), .s_carry(place_carry), .s_keep(place_keep), .s_beat(place_bits),
        .check(place_check), .m_carry(check_carry), .m_keep(check_keep), .m_beat(check_bits));

    // ---- pack: full words
    wire              push, word_last;
    wire [WORD-1:0]   word;
    wire [WORD/8-1:0] word_keep;
    localparam TIGHT = WORD < LANES*ELEMENT + 7 ? 1 : 0;
    bf16_train_enc_pack #(.BITS(WORD), .TIGHT(TIGHT)) u_pack (
        .clk(clk), .rst(rst), .en(en), .valid(place_valid), .last(place_last),
        .carry(check_carry), .rest(place_last | place_rest),
        .keep(check_keep), .beat(check_bits), .mask(place_mask),
        .push(push), .word(word), .word_keep(word_keep), .word_last(word_last));

    // ---- out: the first register that the sink sees, and the room for one word more
    wire              out_valid, out_ready, out_last;
    wire [WORD-1:0]   out_data;
    wire [WORD/8-1:0] out_keep;
    bf16_train_enc_queue #(.BITS(WORD+WORD/8+1)) u_queue (
        .clk(clk), .rst(rst), .room(en), .push(push),
        .d({word, word_keep, word_last}),
        .m_valid(out_valid), .m_ready(out_ready), .q({out_data, out_keep, out_last}));
    bf16_train_split #(.BITS(WORD), .OUT(128)) u_split (
        .clk(clk), .rst(rst), .s_valid(out_valid), .s_ready(out_ready),
        .s_data(out_data), .s_keep(out_keep), .s_last(out_last),
        .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
        .m_data(m_axis_tdata), .m_keep(m_axis_tkeep), .m_last(m_axis_tlast));

    // ---- counters
    wire [3:0]     count;
    wire [575:0]   per_book;
    bf16_train_enc_count #(.LANES(LANES), .BITS(4), .CLOCKS(3)) u_count (
        .clk(clk), .en(en), .keep(block_keep), .count(count));
    bf16_train_enc_counters #(
        .INDICES(4), .INDEX(2), .ELEMENTS(4), .BITS(LEN+LEVELS),
        .PART(16)
    ) u_counters (
        .clk(clk), .rst(rst), .valid(en & beat_valid), .last(beat_last),
        .index(beat_header[HEADER-1 -: INDEX]), .elements(count), .bits(beat_len),
        .counters(per_book));
    assign counters = per_book;
endmodule

`default_nettype wire
