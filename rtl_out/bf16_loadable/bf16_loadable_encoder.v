// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Single-stage Huffman encoder: 8 elements a beat in, 16 bytes of frame a beat out.
// Element: bf16. Latency 27 clocks.
//
//   input -> own -> relative -> block -> select -> lookup -> join -> head -> place -> check -> pack
//   -> out
//
// Everything is feed-forward but the fill count. All strings of bits have their first bit in the
// highest place and zeros behind their end; only in a frame's last beat the rightmost lane's are
// ones, which become the frame's padding.
//
// A frame begins with its header:
// the codebook's index, 1 where the packet ends with it, the base of its exponents.
module bf16_loadable_encoder (
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
    output wire [863:0]   counters,
    // registers: AXI4-Lite
    input  wire           s_axil_awvalid,
    output wire           s_axil_awready,        // low in reset
    input  wire [11:0]    s_axil_awaddr,
    input  wire           s_axil_wvalid,
    output wire           s_axil_wready,         // low in reset
    input  wire [31:0]    s_axil_wdata,
    input  wire [3:0]     s_axil_wstrb,
    output wire           s_axil_bvalid,
    input  wire           s_axil_bready,
    output wire [1:0]     s_axil_bresp,
    input  wire           s_axil_arvalid,
    output wire           s_axil_arready,        // low in reset
    input  wire [11:0]    s_axil_araddr,
    output wire           s_axil_rvalid,
    input  wire           s_axil_rready,
    output wire [31:0]    s_axil_rdata,
    output wire [1:0]     s_axil_rresp
);
    // Of all codebooks; the decoder's must be the same.
    localparam [63:0] DIGEST = 64'hd99bc6e09f8fe0b2;
    wire unused_digest = &{1'b0, DIGEST};

    localparam LANES     = 8;
    localparam LEVELS    = 3;                    // of joining: log2 LANES
    localparam CONTAINER = 16;                   // bits of an element on the bus
    localparam SYMBOL    = 8;
    localparam RAW       = 8;                    // bits of an element that go as they are
    localparam INDEX     = 3;                    // bits of a codebook's index
    localparam EXPONENT  = 8;                    // a symbol's upper bits
    localparam HEADER    = 12;
    localparam SLOTS     = 2;
    localparam SHORTEST  = 1;                    // codewords of a slot, bits
    localparam LONGEST   = 10;
    localparam RANK      = 5;                    // log2 of the symbols that have codewords
    localparam KEPT      = 5;                    // of a codeword, its last bits
    localparam CLASS     = 4;                    // of which length it is
    localparam GROUPS    = 8;                    // of four neighbouring symbols
    localparam ESCAPE    = 4;                    // bits of the length of the escape
    localparam BOOK      = 340;                  // bits of a slot
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
    localparam SELECT_CUT = 1;
    localparam FIND_CUT   = 0;
    localparam TABLE_CUT  = 1;
    localparam [LEVELS:0] JOIN_CUT = 4'b1010;    // bit 0: raw, bit k: merge k
    localparam SHIFT_CUT  = 0;
    localparam ROTATE_CUT = 1;

    wire en;                                     // a register: the output has room
    wire own_room, block_room;                   // likewise: the rings have
    wire beat_valid, beat_last;                  // a beat as it is placed

    // ---- load: registers, and the slots that are loaded by them
    wire [SLOTS-1:0]      load_slot;
    wire                  load_class_we, load_last, load_symbol_we, load_coded, load_first;
    wire                  load_fresh;
    wire [3:0]            load_len, load_code_len;
    wire [RANK-1:0]       load_u, load_off, load_rank;
    wire [SYMBOL-1:0]     load_symbol;
    wire [GROUPS-1:0]     load_group;
    wire [SLOTS-1:0]      slot_valid, slot_opening;
    wire [SLOTS*32-1:0]   slot_tags;
    wire [SLOTS-1:0]      slot_taken;            // a frame has been given it
    wire                  slot_drained, slot_refused;
    wire [SLOTS-1:0]      slot_fault;
    wire [SLOTS*BOOK-1:0] slot_books;
    wire                  counters_clear;
    bf16_loadable_enc_registers u_registers (
        .clk(clk), .rst(rst),
        .s_axil_awvalid(s_axil_awvalid),
        .s_axil_awready(s_axil_awready),
        .s_axil_awaddr(s_axil_awaddr),
        .s_axil_wvalid(s_axil_wvalid),
        .s_axil_wready(s_axil_wready),
        .s_axil_wdata(s_axil_wdata),
        .s_axil_wstrb(s_axil_wstrb),
        .s_axil_bvalid(s_axil_bvalid),
        .s_axil_bready(s_axil_bready),
        .s_axil_bresp(s_axil_bresp),
        .s_axil_arvalid(s_axil_arvalid),
        .s_axil_arready(s_axil_arready),
        .s_axil_araddr(s_axil_araddr),
        .s_axil_rvalid(s_axil_rvalid),
        .s_axil_rready(s_axil_rready),
        .s_axil_rdata(s_axil_rdata),
        .s_axil_rresp(s_axil_rresp),
        .load_slot(load_slot), .load_class_we(load_class_we), .load_len(load_len),
        .load_u(load_u), .load_off(load_off), .load_last(load_last),
        .load_symbol_we(load_symbol_we), .load_symbol(load_symbol), .load_coded(load_coded),
        .load_code_len(load_code_len), .load_rank(load_rank), .load_first(load_first),
        .load_group(load_group), .load_fresh(load_fresh),
        .valid(slot_valid), .tags(slot_tags), .opening(slot_opening), .drained(slot_drained),
        .refused(slot_refused), .fault(slot_fault),
        .counters(counters), .clear(counters_clear));
    bf16_loadable_enc_slots #(
        .SLOTS(SLOTS), .SYMBOL(SYMBOL), .SHORTEST(SHORTEST), .LONGEST(LONGEST), .RANK(RANK),
        .KEPT(KEPT), .CLASS(CLASS), .GROUPS(GROUPS), .ESCAPE(ESCAPE), .BOOK(BOOK)
    ) u_slots (
        .clk(clk), .load_slot(load_slot), .load_class_we(load_class_we), .load_len(load_len),
        .load_off(load_off), .load_symbol_we(load_symbol_we), .load_symbol(load_symbol),
        .load_coded(load_coded), .load_code_len(load_code_len), .load_rank(load_rank),
        .load_last(load_last), .load_group(load_group), .load_fresh(load_fresh),
        .books(slot_books));
    wire unused_load = &{1'b0, load_u, load_first, slot_tags};

    // ---- protect: parity of what is loaded, and of the tags
    localparam HELD = BOOK + 32;
    wire [SLOTS*HELD-1:0] slot_held;
    wire [SLOTS-1:0]      slot_broken;
    genvar                h;
    generate
        for (h = 0; h < SLOTS; h = h + 1) begin : gen_held
            assign slot_held[h*HELD +: HELD]
                = {slot_tags[32*h +: 32], slot_books[h*BOOK +: BOOK]};
        end
    endgenerate
    bf16_loadable_parity #(.SLOTS(SLOTS), .BITS(HELD)) u_parity (
        .clk(clk), .rst(rst), .valid(slot_valid), .held(slot_held), .fault(slot_fault),
        .broken(slot_broken));

    // ---- input: the elements' significant bits
    wire                          in_valid, in_last;
    wire [LANES*(SYMBOL+RAW)-1:0] in_data;       // symbols lowest
    wire [LANES-1:0]              in_keep;
    bf16_loadable_enc_input #(
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
    bf16_loadable_enc_own #(
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
    bf16_loadable_enc_relative #(.LANES(LANES), .SYMBOL(SYMBOL), .EXPONENT(EXPONENT)) u_relative (
        .base(own_base), .s_symbol(own_data[LANES*SYMBOL-1:0]),
        .m_symbol(rel_symbol));
    localparam RELATIVE = LANES*(SYMBOL+RAW+1) + EXPONENT + 2;
    bf16_loadable_delay #(.BITS(RELATIVE), .CLOCKS(RELATIVE_CUT)) u_rel (
        .clk(clk), .en(block_room),
        .d({own_data[LANES*(SYMBOL+RAW)-1:LANES*SYMBOL], rel_symbol,
            own_keep, own_base, own_ends, own_last}),
        .q({rel_data, rel_keep, rel_base, rel_ends, rel_last}));
    bf16_loadable_valid #(.CLOCKS(RELATIVE_CUT)) u_rel_valid (
        .clk(clk), .rst(rst), .en(block_room), .d(own_valid), .q(rel_valid));

    // ---- block: 128 beats, held until it is known which codebook makes the smallest of them
    localparam BLOCK = LANES*(SYMBOL+RAW) + EXPONENT;
    wire                          block_valid, block_last;
    wire [LANES*(SYMBOL+RAW)-1:0] block_data;
    wire [LANES-1:0]              block_keep;
    wire [INDEX:0]                block_header;  // index, then 1 where the packet ends
    wire [EXPONENT-1:0] block_base;
    bf16_loadable_enc_block #(
        .LANES(LANES), .SYMBOL(SYMBOL), .BITS(BLOCK), .INDICES(6), .INDEX(INDEX),
        .SIZE(CODE_LEN), .SLOTS(SLOTS), .FIRST(3), .BOOK(BOOK), .BEATS(7), .AT(8)
    ) u_block (
        .clk(clk), .rst(rst), .room(block_room),
        .s_valid(rel_valid & block_room), .s_data({rel_base, rel_data}), .s_keep(rel_keep),
        .s_whole(rel_last), .s_last(rel_ends), .s_sure(1'b1), .s_close(1'b0),
        .slot_valid(slot_valid), .slot_books(slot_books), .slot_taken(slot_taken),
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
    bf16_loadable_enc_checks #(.BITS(CHECK), .AT(8 + 1)) u_checks (
        .clk(clk), .rst(rst), .push(crc_whole_q), .d(crc),
        .pop(en & beat_valid & beat_last), .q(beat_crc));
    wire unused_next = &{1'b0, crc_next};
    bf16_loadable_enc_crc #(
        .LANES(LANES), .LEVELS(LEVELS), .CONTAINER(CONTAINER), .SYMBOL(SYMBOL), .LOW(7), .RAW(RAW),
        .WIDTH(CHECK), .CUT(1)
    ) u_crc (
        .clk(clk), .rst(rst), .en(block_room),
        .s_data(own_data), .s_keep(own_keep),
        .add(add_beat), .last(rel_last), .next(crc_next), .crc(crc));

    assign slot_refused = 1'b0;                  // nothing is asked for

    // index, then 1 where the packet ends, base
    wire [HEADER-1:0] header = {block_header, block_base};

    // ---- select: the frame's codebook, into registers beside its beats
    localparam BOOKS = 5;
    wire                          sel_valid, sel_last;
    wire [LANES*(SYMBOL+RAW)-1:0] sel_data;
    wire [LANES-1:0]              sel_keep;
    wire [HEADER-1:0]             sel_header;
    wire [BOOK-1:0]               sel_book;
    wire [(BOOKS-SLOTS)*BOOK-1:0] constant_books;
    bf16_loadable_enc_constants u_constants (.books(constant_books));
    bf16_loadable_enc_book #(.BOOKS(BOOKS), .BITS(BOOK), .CUT(SELECT_CUT)) u_book (
        .clk(clk), .load(en & block_valid),
        .which({ {BOOKS-1{1'b0}}, 1'b1} << header[HEADER-1 -: INDEX]),
        .books({slot_books, constant_books}), .book(sel_book));
    bf16_loadable_delay #(.BITS(LANES*(SYMBOL+RAW+1)+1+HEADER), .CLOCKS(SELECT_CUT)) u_select (
        .clk(clk), .en(en), .d({block_data, block_keep, block_last, header}),
        .q({sel_data, sel_keep, sel_last, sel_header}));
    bf16_loadable_valid #(.CLOCKS(SELECT_CUT)) u_select_valid (
        .clk(clk), .rst(rst), .en(en), .d(block_valid), .q(sel_valid));

    // ---- lookup: a codeword per lane, nothing where there is no element
    wire                        table_valid, table_last;
    wire [LANES*ELEMENT-1:0]    table_code;      // per lane, raw bits lowest
    wire [LANES*CODE_LEN-1:0]   table_len;
    bf16_loadable_enc_lookup #(
        .LANES(LANES), .SYMBOL(SYMBOL), .RAW(RAW), .CODE(CODE), .LEN(CODE_LEN),
        .SHORTEST(SHORTEST), .LONGEST(LONGEST), .KEPT(KEPT), .CLASS(CLASS), .GROUPS(GROUPS),
        .ESCAPE(ESCAPE), .BOOK(BOOK), .FIND_CUT(FIND_CUT), .CUT(TABLE_CUT)
    ) u_lookup (
        .clk(clk), .rst(rst), .en(en),
        .s_valid(sel_valid), .s_data(sel_data), .s_keep(sel_keep), .s_last(sel_last),
        .s_book(sel_book),
        .m_valid(table_valid), .m_code(table_code), .m_len(table_len), .m_last(table_last));

    // ---- join: one string of all lanes
    wire [WORD-1:0]       beat;                  // and what follows it
    wire [LEN+LEVELS-1:0] beat_len;
    bf16_loadable_enc_join #(
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
    bf16_loadable_delay #(.BITS(HEADER), .CLOCKS(3)) u_header (
        .clk(clk), .en(en), .d(sel_header), .q(beat_header));
    bf16_loadable_enc_head #(.WORD(WORD), .HEADER(HEADER)) u_head (
        .clk(clk), .rst(rst), .en(en), .valid(beat_valid), .last(beat_last),
        .header(beat_header), .beat(beat), .first(first), .framed(framed));

    // ---- spoil: the check of a frame whose slot has been found broken is wrong
    localparam [31:0] SLOT_0 = 3;                // its index
    wire [INDEX-1:0] end_index = beat_header[HEADER-1 -: INDEX];
    wire [CHECK-1:0] good_check;
    reg              end_spoilt;
    integer          b;
    always @* begin
        end_spoilt = 1'b0;
        for (b = 0; b < SLOTS; b = b + 1) begin
            end_spoilt = end_spoilt
                | (slot_broken[b] & ({ {32-INDEX{1'b0}}, end_index} == SLOT_0 + b));
        end
    end

    // ---- end: the check behind a frame that ends with the beat, turned to its place in the word
    wire [CHECK-1:0] end_check, shift_check, turn_check, place_check;
    wire [1:0]       shift_bytes;
    bf16_loadable_crc_end u_end (.crc(beat_crc), .header(beat_header), .tags(slot_tags),
        .check(good_check));
    assign end_check = good_check ^ {CHECK{end_spoilt}};
    bf16_loadable_delay #(.BITS(CHECK), .CLOCKS(SHIFT_CUT)) u_shift_check (
        .clk(clk), .en(en), .d(end_check), .q(shift_check));
    bf16_loadable_enc_turn #(.BYTES(CHECK/8)) u_turn (
        .d(shift_check), .by(shift_bytes), .q(turn_check));
    bf16_loadable_delay #(.BITS(CHECK), .CLOCKS(ROTATE_CUT)) u_place_check (
        .clk(clk), .en(en), .d(turn_check), .q(place_check));

    // ---- place: rotated to where the last beat ended
    wire              place_valid, place_carry, place_rest, place_last;
    wire [WORD-1:0]   place_bits, place_mask;
    wire [WORD/8-1:0] place_keep;
    bf16_loadable_enc_place #(
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
    bf16_loadable_enc_check #(.WORD(WORD), .BYTES(CHECK/8)) u_check (
        .last(place_last), .s_carry(place_carry), .s_keep(place_keep), .s_beat(place_bits),
        .check(place_check), .m_carry(check_carry), .m_keep(check_keep), .m_beat(check_bits));

    // ---- pack: full words
    wire              push, word_last;
    wire [WORD-1:0]   word;
    wire [WORD/8-1:0] word_keep;
    localparam TIGHT = WORD < LANES*ELEMENT + 7 ? 1 : 0;
    bf16_loadable_enc_pack #(.BITS(WORD), .TIGHT(TIGHT)) u_pack (
        .clk(clk), .rst(rst), .en(en), .valid(place_valid), .last(place_last),
        .carry(check_carry), .rest(place_last | place_rest),
        .keep(check_keep), .beat(check_bits), .mask(place_mask),
        .push(push), .word(word), .word_keep(word_keep), .word_last(word_last));

    // ---- out: the first register that the sink sees, and the room for one word more
    wire              out_valid, out_ready, out_last;
    wire [WORD-1:0]   out_data;
    wire [WORD/8-1:0] out_keep;
    bf16_loadable_enc_queue #(.BITS(WORD+WORD/8+1)) u_queue (
        .clk(clk), .rst(rst), .room(en), .push(push),
        .d({word, word_keep, word_last}),
        .m_valid(out_valid), .m_ready(out_ready), .q({out_data, out_keep, out_last}));
    bf16_loadable_split #(.BITS(WORD), .OUT(128)) u_split (
        .clk(clk), .rst(rst), .s_valid(out_valid), .s_ready(out_ready),
        .s_data(out_data), .s_keep(out_keep), .s_last(out_last),
        .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
        .m_data(m_axis_tdata), .m_keep(m_axis_tkeep), .m_last(m_axis_tlast));

    // ---- drain: no frame under way has the slot that is open
    bf16_loadable_enc_drain #(
        .SLOTS(SLOTS), .FIRST(3), .INDEX(INDEX), .COUNT(9)
    ) u_drain (
        .clk(clk), .rst(rst), .taken(slot_taken), .sent(en & beat_valid & beat_last),
        .index(beat_header[HEADER-1 -: INDEX]), .opening(slot_opening), .drained(slot_drained));

    // ---- counters
    wire [3:0]     count;
    wire [863:0]   per_book;
    bf16_loadable_enc_count #(.LANES(LANES), .BITS(4), .CLOCKS(3)) u_count (
        .clk(clk), .en(en), .keep(sel_keep), .count(count));
    bf16_loadable_enc_counters #(
        .INDICES(6), .INDEX(3), .ELEMENTS(4), .BITS(LEN+LEVELS),
        .PART(16)
    ) u_counters (
        .clk(clk), .rst(rst), .valid(en & beat_valid), .last(beat_last), .clear(counters_clear),
        .index(beat_header[HEADER-1 -: INDEX]), .elements(count), .bits(beat_len),
        .counters(per_book));
    assign counters = per_book;
endmodule

`default_nettype wire
