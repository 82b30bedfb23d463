// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Single-stage Huffman encoder: 8 elements a beat in, 16 bytes of frame a beat out.
// Element: bf16. Latency 10 clocks.
// A block of 128 beats waits until it is known which codebook makes the smallest of it.
//
//   beat -> block -> table per lane -> raw bits -> merge neighbours -> rotate -> pack -> out
//
// Everything is feed-forward but the fill count. All strings of bits have their first bit in the
// highest place and zeros behind their end; only in a frame's last beat the rightmost lane's are
// ones, which become the frame's padding.
//
// A frame begins with its header: the codebook's index, and 1 where the packet ends with it.
// The fill count starts behind it.
module bf16_best4_encoder (
    input  wire           clk,
    input  wire           rst,
    // elements: lane 0 lowest and first; tkeep in whole elements
    input  wire           s_axis_tvalid,
    output wire           s_axis_tready,
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
    // Of the codebooks; the decoder's must be the same.
    localparam [63:0] DIGEST = 64'hdc424d8c832e36eb;
    wire unused_digest = &{1'b0, DIGEST};

    localparam LANES     = 8;
    localparam LEVELS    = 3;                    // of merging: log2 LANES
    localparam CONTAINER = 16;                   // bits of an element on the bus
    localparam SYMBOL    = 8;
    localparam RAW       = 8;
    localparam INDICES   = 5;                    // codebooks, the raw book included
    localparam INDEX     = $clog2(INDICES);
    localparam HEADER    = 4;
    localparam CODE      = 16;                   // longest codeword, escaped symbol included
    localparam ELEMENT   = 24;                   // longest element
    localparam CODE_LEN  = $clog2(CODE + 1);
    localparam LEN       = $clog2(ELEMENT + 1);
    localparam OUT       = 128;
    localparam WORD      = 256;                  // packed at a time; holds header and longest beat
    localparam PLACE     = $clog2(WORD);
    localparam [PLACE-1:0] START = 8'd4;         // where a frame's first element begins
    localparam FINE      = PLACE / 2;            // rotator levels of the first step

    // Registers behind each level: pipeline balanced.
    localparam INPUT_CUT  = 0;
    localparam TABLE_CUT  = 1;
    localparam RAW_CUT    = 0;
    localparam [LEVELS:0] MERGE_CUT = 4'b1010;   // bit k: level k
    localparam SHIFT_CUT  = 0;
    localparam ROTATE_CUT = 1;
    localparam BEFORE_FILL = 3;                  // registers from the table to the fill count

    wire en;                                     // a register: the output has room
    wire room;                                   // another one: the blocks have room
    assign s_axis_tready = room;

    genvar i, k;

    // ---- input: the symbols and raw bits of a beat
    wire [LANES-1:0]        in_keep_d, in_keep;
    wire [LANES*SYMBOL-1:0] in_symbol_d, in_symbol;
    wire [LANES*RAW-1:0]    in_raw_d, in_raw;
    wire                    in_last, in_valid;
    wire unused_in = &{1'b0, s_axis_tdata, s_axis_tkeep};
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_input
            assign in_keep_d[i] = s_axis_tkeep[i*CONTAINER/8];
            assign in_symbol_d[i*SYMBOL +: SYMBOL] = s_axis_tdata[i*CONTAINER+7 +: SYMBOL];
            assign in_raw_d[i*RAW+7 +: 1] = s_axis_tdata[i*CONTAINER+15 +: 1];
            assign in_raw_d[i*RAW +: 7] = s_axis_tdata[i*CONTAINER +: 7];
        end
    endgenerate
    // Nothing stops it on the way to its block.
    wire [LANES-1:0]        got_keep;
    wire [LANES*SYMBOL-1:0] got_symbol;
    wire [LANES*RAW-1:0]    got_raw;
    wire                    got_last, got_valid;
    bf16_best4_delay #(.BITS(LANES*(SYMBOL+1)+1), .CLOCKS(INPUT_CUT)) u_input (
        .clk(clk), .en(1'b1),
        .d({in_keep_d, in_symbol_d, s_axis_tlast}), .q({got_keep, got_symbol, got_last}));
    bf16_best4_delay #(.BITS(LANES*RAW), .CLOCKS(INPUT_CUT)) u_input_raw (
        .clk(clk), .en(1'b1), .d(in_raw_d), .q(got_raw));
    bf16_best4_valid #(.CLOCKS(INPUT_CUT)) u_input_valid (
        .clk(clk), .rst(rst), .en(1'b1),
        .d(s_axis_tvalid & room), .q(got_valid));

    // ---- block: held until it is known which codebook makes the smallest of it
    wire [HEADER-1:0] in_header;
    wire              in_first;
    wire [INDEX-1:0]  in_index = in_header[HEADER-1:1];
    bf16_best4_enc_block #(
        .LANES(LANES), .SYMBOL(SYMBOL), .BITS(LANES*(SYMBOL+RAW)), .INDICES(INDICES), .INDEX(INDEX),
        .SIZE(CODE_LEN), .BEATS(7), .AT(8)
    ) u_block (
        .clk(clk), .rst(rst), .room(room),
        .s_valid(got_valid), .s_data({got_raw, got_symbol}), .s_keep(got_keep), .s_last(got_last),
        .en(en), .m_valid(in_valid), .m_data({in_raw, in_symbol}), .m_keep(in_keep),
        .m_first(in_first), .m_last(in_last), .m_header(in_header));

    // ---- table: a codeword per lane, nothing where there is no element
    wire [LANES*CODE-1:0]     table_code_d, table_code;
    wire [LANES*CODE_LEN-1:0] table_len_d, table_len;
    wire [LANES*RAW-1:0]      table_raw_d, table_raw;
    wire                      table_last, table_valid;
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_table
            wire [CODE-1:0]     code;
            wire [CODE_LEN-1:0] len;
            wire                keep = in_keep[i];
            wire                fill = in_last & (i == LANES - 1);
            bf16_best4_enc_table u_table (
                .index(in_index), .symbol(in_symbol[i*SYMBOL +: SYMBOL]),
                .code(code), .len(len));
            assign table_len_d[i*CODE_LEN +: CODE_LEN] = len & {CODE_LEN{keep}};
            assign table_code_d[i*CODE +: CODE] = code & {CODE{keep}};
            assign table_raw_d[i*RAW +: RAW] = keep ? in_raw[i*RAW +: RAW] : {RAW{fill}};
        end
    endgenerate
    bf16_best4_delay #(.BITS(LANES*(CODE+CODE_LEN)+1), .CLOCKS(TABLE_CUT)) u_table (
        .clk(clk), .en(en),
        .d({table_code_d, table_len_d, in_last}), .q({table_code, table_len, table_last}));
    bf16_best4_delay #(.BITS(LANES*RAW), .CLOCKS(TABLE_CUT)) u_table_raw (
        .clk(clk), .en(en), .d(table_raw_d), .q(table_raw));
    bf16_best4_valid #(.CLOCKS(TABLE_CUT)) u_table_valid (
        .clk(clk), .rst(rst), .en(en), .d(in_valid), .q(table_valid));

    // ---- raw: the raw bits behind each codeword
    wire [LANES*ELEMENT-1:0] raw_element_d, raw_element;
    wire [LANES*LEN-1:0]     raw_len_d, raw_len;
    wire                     raw_last, raw_valid;
    localparam [LEN-1:0] RAW_LEN = 5'd8;
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_raw
            wire [CODE_LEN-1:0]     len      = table_len[i*CODE_LEN +: CODE_LEN];
            wire [LEN+CODE_LEN-1:0] len_wide = { {LEN{1'b0}}, len};
            wire                    unused   = &{1'b0, len_wide};
            bf16_best4_enc_merge #(.A(CODE), .B(RAW), .LEN(CODE_LEN)) u_merge (
                .a(table_code[i*CODE +: CODE]), .a_len(len), .b(table_raw[i*RAW +: RAW]),
                .fill(table_last & (i == LANES - 1)), .y(raw_element_d[i*ELEMENT +: ELEMENT]));
            assign raw_len_d[i*LEN +: LEN] = (len_wide[LEN-1:0] + RAW_LEN) & {LEN{|len}};
        end
    endgenerate
    bf16_best4_delay #(.BITS(LANES*(ELEMENT+LEN)+1), .CLOCKS(RAW_CUT)) u_raw (
        .clk(clk), .en(en),
        .d({raw_element_d, raw_len_d, table_last}), .q({raw_element, raw_len, raw_last}));
    bf16_best4_valid #(.CLOCKS(RAW_CUT)) u_raw_valid (
        .clk(clk), .rst(rst), .en(en), .d(table_valid), .q(raw_valid));

    // ---- merge1 to merge3: neighbours joined until one string is left; level 0 is the elements
    generate
        for (k = 0; k <= LEVELS; k = k + 1) begin : gen_merge
            localparam N = LANES >> k;           // strings at this level
            localparam B = ELEMENT << k;         // bits of each
            localparam L = LEN + k;
            wire [N*B-1:0] bits_d, bits;
            wire [N*L-1:0] len_d, len;
            wire           last, valid;
            if (k == 0) begin : gen_elements
                assign bits_d = raw_element;
                assign len_d  = raw_len;
                assign bits   = bits_d;
                assign len    = len_d;
                assign last   = raw_last;
                assign valid  = raw_valid;
            end else begin : gen_join
                for (i = 0; i < N; i = i + 1) begin : gen_pair
                    wire [L-2:0] len_a = gen_merge[k-1].len[2*i*(L-1) +: L-1];
                    wire [L-2:0] len_b = gen_merge[k-1].len[(2*i+1)*(L-1) +: L-1];
                    bf16_best4_enc_merge #(.A(B/2), .B(B/2), .LEN(L-1)) u_merge (
                        .a(gen_merge[k-1].bits[2*i*(B/2) +: B/2]), .a_len(len_a),
                        .b(gen_merge[k-1].bits[(2*i+1)*(B/2) +: B/2]),
                        .fill(gen_merge[k-1].last & (i == N - 1)), .y(bits_d[i*B +: B]));
                    assign len_d[i*L +: L] = {1'b0, len_a} + {1'b0, len_b};
                end
                bf16_best4_delay #(.BITS(N*(B+L)+1), .CLOCKS(MERGE_CUT[k] ? 1 : 0)) u_cut (
                    .clk(clk), .en(en),
                    .d({bits_d, len_d, gen_merge[k-1].last}), .q({bits, len, last}));
                bf16_best4_valid #(.CLOCKS(MERGE_CUT[k] ? 1 : 0)) u_cut_valid (
                    .clk(clk), .rst(rst), .en(en),
                    .d(gen_merge[k-1].valid), .q(valid));
            end
        end
    endgenerate
    wire beat_last  = gen_merge[LEVELS].last;
    wire beat_valid = gen_merge[LEVELS].valid;

    // ---- beside the levels from the table on: what the beat's place does not change
    wire              beat_first;
    wire [HEADER-1:0] beat_header;
    bf16_best4_delay #(.BITS(HEADER+1), .CLOCKS(BEFORE_FILL)) u_header (
        .clk(clk), .en(en), .d({in_header, in_first}), .q({beat_header, beat_first}));
    reg  [3:0]     in_count;
    wire [3:0]     beat_count;
    integer n;
    always @* begin
        in_count = 4'd0;
        for (n = 0; n < LANES; n = n + 1) in_count = in_count + {3'd0, in_keep[n]};
    end
    bf16_best4_delay #(.BITS(4), .CLOCKS(BEFORE_FILL)) u_count (
        .clk(clk), .en(en), .d(in_count), .q(beat_count));

    // ---- the fill count, the only loop: where in the word the next beat begins
    reg  [PLACE-1:0] fill_q;
    wire [LEN+LEVELS+PLACE:0] total = { {PLACE+1{1'b0}}, gen_merge[LEVELS].len};
    wire [PLACE:0] fill_sum = {1'b0, fill_q} + total[PLACE:0];
    wire unused_total = &{1'b0, total};
    always @(posedge clk) begin
        if (rst) fill_q <= START;
        else if (en & beat_valid) fill_q <= beat_last ? START : fill_sum[PLACE-1:0];
    end

    // ---- shift, rotate: the beat at its place, wrapped round the word
    wire [LANES*ELEMENT+WORD-1:0] beat = {gen_merge[LEVELS].bits, {WORD{beat_last}}};
    wire unused_beat = &{1'b0, beat};
    // Behind a frame's first beat there is room for the header, which rotates to the word's front.
    wire [WORD-1:0]  framed = {beat[LANES*ELEMENT+WORD-1 -: WORD-HEADER],
                               beat_first ? beat_header : {HEADER{beat_last}}};
    wire             shift_first;
    wire [WORD-1:0]  shift_bits_d, shift_bits;
    wire [PLACE-1:0] shift_at;
    wire [PLACE:0]   shift_sum;
    wire             shift_last, shift_valid;
    bf16_best4_enc_rotate #(.BITS(WORD), .LO(0), .HI(FINE)) u_fine (
        .d(framed), .by(fill_q[FINE-1:0]), .q(shift_bits_d));
    bf16_best4_delay #(.BITS(WORD+2*PLACE+3), .CLOCKS(SHIFT_CUT)) u_shift (
        .clk(clk), .en(en), .d({shift_bits_d, fill_q, fill_sum, beat_last, beat_first}),
        .q({shift_bits, shift_at, shift_sum, shift_last, shift_first}));
    bf16_best4_valid #(.CLOCKS(SHIFT_CUT)) u_shift_valid (
        .clk(clk), .rst(rst), .en(en), .d(beat_valid), .q(shift_valid));

    wire [WORD-1:0]   rotate_bits_d, rotate_bits;
    wire [WORD-1:0]   rotate_mask_d, rotate_mask;
    wire [WORD/8-1:0] rotate_keep_d, rotate_keep;
    wire              rotate_carry, rotate_rest, rotate_last, rotate_valid;
    bf16_best4_enc_rotate #(.BITS(WORD), .LO(FINE), .HI(PLACE)) u_coarse (
        .d(shift_bits), .by(shift_at[PLACE-1:FINE]), .q(rotate_bits_d));
    generate
        for (i = 0; i < WORD/8; i = i + 1) begin : gen_keep
            localparam [31:0] FIRST_BIT = 8 * i;
            assign rotate_keep_d[i] = shift_sum[PLACE-1:0] > FIRST_BIT[PLACE-1:0];
        end
    endgenerate
    assign rotate_mask_d = ({WORD{1'b1}} >> shift_at)
        | { {HEADER{shift_first}}, {WORD-HEADER{1'b0}}};
    bf16_best4_delay #(.BITS(2*WORD+WORD/8+3), .CLOCKS(ROTATE_CUT)) u_rotate (
        .clk(clk), .en(en),
        .d({rotate_bits_d, rotate_mask_d, rotate_keep_d,
            shift_sum[PLACE], |shift_sum[PLACE-1:0], shift_last}),
        .q({rotate_bits, rotate_mask, rotate_keep, rotate_carry, rotate_rest, rotate_last}));
    bf16_best4_valid #(.CLOCKS(ROTATE_CUT)) u_rotate_valid (
        .clk(clk), .rst(rst), .en(en), .d(shift_valid), .q(rotate_valid));

    // ---- pack: full words
    wire              push, word_last;
    wire [WORD-1:0]   word, word_bytes;
    wire [WORD/8-1:0] word_keep;
    bf16_best4_enc_pack #(.BITS(WORD), .TIGHT((WORD < LANES*ELEMENT + 7) ? 1 : 0)) u_pack (
        .clk(clk), .rst(rst), .en(en),
        .valid(rotate_valid), .last(rotate_last), .carry(rotate_carry), .rest(rotate_rest),
        .keep(rotate_keep), .beat(rotate_bits), .mask(rotate_mask),
        .push(push), .word(word), .word_keep(word_keep), .word_last(word_last));
    generate
        for (i = 0; i < WORD/8; i = i + 1) begin : gen_byte
            assign word_bytes[8*i +: 8] = word[WORD-1-8*i -: 8];
        end
    endgenerate

    // ---- out: the first register that the sink sees, and the room for one word more
    wire              out_valid, out_ready, out_last;
    wire [WORD-1:0]   out_data;
    wire [WORD/8-1:0] out_keep;
    bf16_best4_enc_fifo #(.BITS(WORD+WORD/8+1)) u_fifo (
        .clk(clk), .rst(rst),
        .room(en), .push(push), .d({word_bytes, word_keep, word_last}),
        .m_valid(out_valid), .m_ready(out_ready), .q({out_data, out_keep, out_last}));
    generate
        if (WORD == OUT) begin : gen_whole
            assign out_ready     = m_axis_tready;
            assign m_axis_tvalid = out_valid;
            assign m_axis_tdata  = out_data;
            assign m_axis_tkeep  = out_keep;
            assign m_axis_tlast  = out_last;
        end else begin : gen_split
            bf16_best4_split #(.BITS(WORD), .OUT(OUT)) u_split (
                .clk(clk), .rst(rst),
                .s_valid(out_valid), .s_ready(out_ready),
                .s_data(out_data), .s_keep(out_keep), .s_last(out_last),
                .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
                .m_data(m_axis_tdata), .m_keep(m_axis_tkeep), .m_last(m_axis_tlast));
        end
    endgenerate

    // ---- counters
    wire [INDEX-1:0] counted = beat_header[HEADER-1 -: INDEX];
    wire [719:0]   per_book;
    bf16_best4_enc_counters #(
        .INDICES(INDICES), .INDEX(INDEX), .ELEMENTS(4), .BITS(LEN+LEVELS),
        .PART(16)
    ) u_counters (
        .clk(clk), .rst(rst),
        .valid(en & beat_valid), .last(beat_last), .index(counted), .elements(beat_count),
        .bits(gen_merge[LEVELS].len), .counters(per_book));
    assign counters = per_book;
endmodule

`default_nettype wire
