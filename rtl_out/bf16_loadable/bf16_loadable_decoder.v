// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Parallel Huffman decoder: 16 bytes a beat in, all of them in every clock, 16 elements a beat out.
// Element: bf16, 9 to 26 bits long.
// Latency 16 clocks.
//
//   keep -> window -> lengths, transforms, up-sweep -> entry loop -> down-sweep -> starts
//        -> pointer loop -> lookup -> butterfly -> pack -> out
//
// The word is cut into slots of 8 bits; at most one element begins in a slot. A word waits
// for the one behind it, unless the frame ends with it. Every output beat is full but a packet's
// last. docs/decoder.md in Huffwire's sources explains it with an example.
//
// Frames of one packet are joined. One in error ends it, and what follows of it is dropped.
module bf16_loadable_decoder (
    input  wire           clk,
    input  wire           rst,
    // the frame: byte 0 lowest and first; its header: 3 bits of index, 1 = packet ends, 8 bits
    // of base; crc32 behind it
    input  wire           s_axis_tvalid,
    output wire           s_axis_tready,         // low in reset
    input  wire [127:0]   s_axis_tdata,
    input  wire [15:0]    s_axis_tkeep,
    input  wire           s_axis_tlast,
    // elements: lane 0 lowest and first
    output wire           m_axis_tvalid,
    input  wire           m_axis_tready,
    output wire [255:0]   m_axis_tdata,
    output wire [31:0]    m_axis_tkeep,
    output wire           m_axis_tlast,
    output wire [3:0]     m_axis_tuser,          // at tlast {reason, error}
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
    // Of all codebooks; the encoder's must be the same.
    localparam [63:0] DIGEST = 64'hd99bc6e09f8fe0b2;
    wire unused_digest = &{1'b0, DIGEST};

    localparam CONTAINER = 16;                   // bits of an element on the bus
    localparam VALUE     = 16;                   // significant ones
    localparam SYMBOL    = 8;
    localparam RAW       = 8;
    localparam CODE      = 10;                   // longest codeword
    localparam ELEMENT   = 26;                   // longest element
    localparam X         = 26;                   // entries: so many, or beyond a longer header
    localparam E         = 5;                    // bits of 0 to X-1
    localparam W         = 128;                  // of a word
    localparam S         = 8;                    // of a slot: at most the shortest element
    localparam LEVELS    = 4;                    // W = S << LEVELS
    localparam N         = 1 << LEVELS;          // slots, and elements of a row
    localparam POS       = 3;                    // bits of a place in a slot
    localparam LEN       = 4;                    // bits of a lane's number
    localparam LANES     = 16;                   // of the output
    localparam KEEP      = (W + X - 2) / 8 + 1;  // bytes that a word's elements can touch
    localparam CLASSES   = 20;                   // of codewords
    localparam BOOKS     = 6;
    localparam INDEX     = 3;                    // bits of a book's index, at least 1
    localparam ALONG     = 9;                    // of {base, ends}
    localparam BASE      = 8;                    // of an exponent, and of the base
    localparam USER      = 4;                    // of {side, reason, error}
    localparam BEHIND    = 9;                    // of what stands along to the end
    localparam SURE      = 5;                    // of {ends, side, reason, error}

    // Registers behind each level: pipeline balanced.
    localparam [LEVELS:0] UP_CUT   = 5'b01011;   // bit 0: leaf, bit k: up k
    localparam [LEVELS:0] DOWN_CUT = 5'b01010;   // bit k: down k, the highest: entry
    localparam CHECK_CUT = 1;
    localparam STOP_CUT  = 1;
    localparam COUNT_CUT = 1;
    localparam RANK_CUT  = 1;
    localparam PLACE_CUT = 1;
    localparam ROUTE_CUT = 1;
    localparam BASE_CUT  = 0;
    localparam [LEVELS:0] SWAP_CUT = 5'b01000;   // bit k: swap k
    localparam SWAPS     = 1;                    // how many of them

    wire en;                                     // a register: the output has room
    genvar i, j;

    // ---- keep: beats as tkeep may make them, full ones but for a frame's last
    wire           word_valid, word_last, word_wrong;
    wire [15:0]    word_keep;
    bf16_loadable_dec_keep #(.BYTES(16)) u_keep (
        .clk(clk), .rst(rst),
        .s_axis_tvalid(s_axis_tvalid), .s_axis_tready(s_axis_tready), .s_axis_tkeep(s_axis_tkeep),
        .s_axis_tlast(s_axis_tlast),
        .valid(word_valid), .keep(word_keep), .last(word_last), .wrong(word_wrong));

    // ---- checks: those of frames on their way
    localparam CRC = 32;                         // bits of a check
    wire           check_room, check_push, check_pop;
    wire [CRC-1:0] check_bits, check_state, check_of;
    // Taken back to the state ahead of the header's two bytes, as powers.
    bf16_loadable_crc_back u_back (.x(check_bits), .y(check_state));
    bf16_loadable_dec_checks #(.BITS(CRC), .SLOTS(5)) u_checks (
        .clk(clk), .rst(rst),
        .taken(check_push), .room(check_room),
        .push(check_push), .d(check_state), .pop(check_pop), .q(check_of));

    // ---- what is loaded into slots, and the codebooks that frames are read by
    localparam SLOTS   = 2;
    localparam LOADED  = 3;                      // index of the first slot
    localparam BOOK    = 57;                     // of what says where its classes begin
    localparam OFFSETS = 50;                     // of its classes' first codewords
    localparam SYMBOLS = 208;                    // of its symbols
    wire [1:0]     load_slot;
    wire           load_class_we;
    wire [3:0]     load_len;
    wire [4:0]     load_u;
    wire [4:0]     load_off;
    wire           load_last;
    wire           load_symbol_we;
    wire [7:0]     load_symbol;
    wire           load_coded;
    wire [3:0]     load_code_len;
    wire [4:0]     load_rank;
    wire           load_first;
    wire [7:0]     load_group;
    wire           load_fresh;
    wire [SLOTS-1:0]              slot_valid, slot_opening;
    wire [32*SLOTS-1:0]           slot_tags;
    wire                          slot_drained;
    wire [SLOTS-1:0]              slot_fault, slot_broken;
    reg                           slot_refused_q;
    wire                          slot_refused = slot_refused_q;
    wire [(BOOKS-1)*(BOOK-1)-1:0] books;         // all but the raw one
    wire [(BOOKS-1)*OFFSETS-1:0]  offsets;
    wire [(BOOKS-1)*SYMBOLS-1:0]  symbols;
    wire [BOOKS-1:0]              known = {1'b1, slot_valid, 3'b111};
    wire [BOOK-1:0]               window_book;   // of the frame that is read
    wire                          window_beyond; // there is none
    wire             window_starts, window_busy;
    wire [INDEX-1:0] window_named;
    // ---- window: the word, and the bits behind it that its last element can reach
    wire            window_valid, window_last, window_wrong;
    wire [W+X-2:0]  window;
    wire [KEEP-1:0] window_keep;
    wire [INDEX-1:0] window_index;
    wire            window_short, window_ends;
    wire [ALONG-1:0] window_along, walk_along;
    bf16_loadable_dec_lookahead #(.BITS(W), .LOOK(X-1), .KEEP(KEEP)) u_window (
        .clk(clk), .rst(rst), .en(en),
        .s_valid(word_valid), .s_ready(s_axis_tready), .s_data(s_axis_tdata), .s_keep(word_keep),
        .s_last(word_last), .s_wrong(word_wrong), .wrong(window_wrong),
        .room(check_room), .push(check_push), .check(check_bits),
        .along(window_along),
        .valid(window_valid), .last(window_last), .window(window), .keep(window_keep),
        .index(window_index), .ends(window_ends), .starts(window_starts), .named(window_named),
        .busy(window_busy), .short(window_short));

    // ---- slots
    wire [BOOKS-1:0] asked = ~known >> window_named;
    wire unused_slots = &{1'b0, asked, slot_tags, window_beyond};
    bf16_loadable_dec_registers u_registers (
        .clk(clk), .rst(rst), .s_axil_awvalid(s_axil_awvalid), .s_axil_awready(s_axil_awready),
        .s_axil_awaddr(s_axil_awaddr), .s_axil_wvalid(s_axil_wvalid), .s_axil_wready(s_axil_wready),
        .s_axil_wdata(s_axil_wdata), .s_axil_wstrb(s_axil_wstrb), .s_axil_bvalid(s_axil_bvalid),
        .s_axil_bready(s_axil_bready), .s_axil_bresp(s_axil_bresp), .s_axil_arvalid(s_axil_arvalid),
        .s_axil_arready(s_axil_arready), .s_axil_araddr(s_axil_araddr),
        .s_axil_rvalid(s_axil_rvalid), .s_axil_rready(s_axil_rready), .s_axil_rdata(s_axil_rdata),
        .s_axil_rresp(s_axil_rresp), .load_slot(load_slot), .load_class_we(load_class_we),
        .load_len(load_len), .load_u(load_u), .load_off(load_off), .load_last(load_last),
        .load_symbol_we(load_symbol_we), .load_symbol(load_symbol), .load_coded(load_coded),
        .load_code_len(load_code_len), .load_rank(load_rank), .load_first(load_first),
        .load_group(load_group), .load_fresh(load_fresh), .valid(slot_valid), .tags(slot_tags),
        .opening(slot_opening), .drained(slot_drained), .refused(slot_refused), .fault(slot_fault));
    bf16_loadable_dec_slots u_slots (
        .clk(clk),
        .load_slot(load_slot), .load_class_we(load_class_we), .load_len(load_len),
        .load_u(load_u), .load_off(load_off), .load_last(load_last),
        .load_symbol_we(load_symbol_we), .load_symbol(load_symbol), .load_coded(load_coded),
        .load_code_len(load_code_len), .load_rank(load_rank), .load_first(load_first),
        .load_group(load_group), .load_fresh(load_fresh),
        .books(books), .offsets(offsets), .symbols(symbols));
    // Parity of what is loaded, and of the tags.
    localparam HELD = 32 + BOOK - 1 + OFFSETS + SYMBOLS;
    wire [SLOTS*HELD-1:0] slot_held;
    genvar                h;
    generate
        for (h = 0; h < SLOTS; h = h + 1) begin : gen_held
            assign slot_held[h*HELD +: HELD] = {
                slot_tags[32*h +: 32],
                books[(LOADED+h)*(BOOK-1) +: BOOK-1],
                offsets[(LOADED+h)*OFFSETS +: OFFSETS],
                symbols[(LOADED+h)*SYMBOLS +: SYMBOLS]};
        end
    endgenerate
    bf16_loadable_parity #(.SLOTS(SLOTS), .BITS(HELD)) u_parity (
        .clk(clk), .rst(rst), .valid(slot_valid), .held(slot_held), .fault(slot_fault),
        .broken(slot_broken));
    bf16_loadable_dec_named #(.BITS(BOOK-1), .BOOKS(BOOKS-1), .INDEX(INDEX)) u_named (
        .clk(clk), .load(window_starts), .index(window_named), .known(known), .d(books),
        .raw(window_book[BOOK-1]), .q(window_book[BOOK-2:0]), .beyond(window_beyond));
    bf16_loadable_dec_drain #(.SLOTS(SLOTS), .FIRST(LOADED), .INDEX(INDEX), .CLOCKS(16)) u_drain (
        .clk(clk), .rst(rst), .en(en), .opening(slot_opening),
        .busy(window_busy), .index(window_index), .drained(slot_drained));
    always @(posedge clk) begin
        if (rst) slot_refused_q <= 1'b0;
        else slot_refused_q <= window_starts & asked[0];
    end

    // ---- lengths, transforms, up-sweep, entry loop, down-sweep
    wire               walk_valid, walk_last, walk_wrong;
    wire [W+X-2:0]     walk_window;
    wire [(N+1)*E-1:0] walk;                     // where the first element from each slot on begins
    wire [KEEP-1:0]    walk_keep;
    wire [INDEX-1:0]   walk_index;
    wire               walk_short, walk_ends;
    bf16_loadable_dec_sweep #(.W(W), .S(S), .LEVELS(LEVELS), .X(X), .E(E), .CODE(CODE),
        .AGAIN(1), .UP_CUT(UP_CUT), .DOWN_CUT(DOWN_CUT)) u_sweep (
        .clk(clk), .rst(rst), .en(en),
        .valid(window_valid), .last(window_last), .window(window), .index(window_index),
        .book(window_book), .books(books),
        .walk_valid(walk_valid), .walk_last(walk_last), .walk_window(walk_window),
        .walk_index(walk_index), .walk(walk));
    bf16_loadable_delay #(.BITS(KEEP+3), .CLOCKS(5)) u_walk_keep (
        .clk(clk), .en(en), .d({window_keep, window_wrong, window_short, window_ends}),
        .q({walk_keep, walk_wrong, walk_short, walk_ends}));
    bf16_loadable_delay #(.BITS(ALONG), .CLOCKS(5)) u_walk_along (
        .clk(clk), .en(en), .d(window_along), .q(walk_along));

    // ---- check: the starts, and what is wrong with them
    wire [W-1:0] hole, tail, ones;               // per place of the word, the first lowest
    wire [BOOK-1:0] walk_book;
    wire            walk_beyond;
    bf16_loadable_dec_choose #(
        .BITS(BOOK-1), .BOOKS(BOOKS-1), .INDEX(INDEX), .CLOCKS(5)
    ) u_walk_book (
        .clk(clk), .en(en), .index(window_index), .d(books), .raw(walk_book[BOOK-1]),
        .q(walk_book[BOOK-2:0]));
    bf16_loadable_delay #(.BITS(1), .CLOCKS(5)) u_walk_beyond (
        .clk(clk), .en(en), .d(window_beyond), .q(walk_beyond));
    generate
        for (i = 0; i < W; i = i + 1) begin : gen_place
            wire [CLASSES:0] in;
            wire             unused_in = &{1'b0, in};
            bf16_loadable_dec_code #(.FIRST(CLASSES)) u_code (
                .book(walk_book), .bits(walk_window[W+X-2-i -: CODE]), .in(in));
            assign hole[i] = in[CLASSES];
        end
        for (i = 0; i < W/8; i = i + 1) begin : gen_byte
            wire end_here = walk_keep[i] & ~walk_keep[i+1];
            for (j = 0; j < 8; j = j + 1) begin : gen_bit
                assign tail[8*i+j] = end_here & (j > 0);
                assign ones[8*i+j] = end_here & (j > 0) & (&walk_window[W+X-2-8*i-j -: 8-j]);
            end
        end
    endgenerate
    localparam BLOCK = N < 8 ? N : 8;            // slots whose errors are looked at together
    wire [N-1:0]       check_ok_d, check_bad_d, check_ok, check_bad;
    wire [N-1:0]       check_stray, check_cut;
    wire [N/BLOCK-1:0] check_bad_block_d, check_stray_block_d, check_cut_block_d;
    wire [N/BLOCK-1:0] check_bad_block, check_stray_block, check_cut_block;
    wire [N*POS-1:0]   check_pos;                // of the starts in their slots
    wire               check_valid, check_last, check_wrong;
    wire               check_short, check_beyond, check_ends;
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_check
            localparam FIRST = i * S / 8;        // byte of the slot's first bit
            localparam BYTES = (i*S%8 + S + X - 2) / 8 + 1;
            bf16_loadable_dec_check #(
                .S(S), .E(E), .POS(POS), .BASE(i*S%8), .KEEP(BYTES)
            ) u_slot (
                .entry(walk[i*E +: E]), .exit(walk[(i+1)*E +: E]),
                .keep(walk_keep[FIRST +: BYTES]),
                .hole(hole[i*S +: S]), .tail(tail[i*S +: S]), .ones(ones[i*S +: S]),
                .ok(check_ok_d[i]), .bad(check_bad_d[i]), .stray(check_stray[i]),
                .cut(check_cut[i]));
            assign check_pos[i*POS +: POS] = walk[i*E +: POS] & {POS{S > 1}};
        end
        for (i = 0; i < N/BLOCK; i = i + 1) begin : gen_block
            assign check_bad_block_d[i]   = |check_bad_d[i*BLOCK +: BLOCK];
            assign check_stray_block_d[i] = |check_stray[i*BLOCK +: BLOCK];
            assign check_cut_block_d[i]   = |check_cut[i*BLOCK +: BLOCK];
        end
    endgenerate
    bf16_loadable_delay #(.BITS(2*N+3*N/BLOCK+5), .CLOCKS(CHECK_CUT)) u_check (
        .clk(clk), .en(en),
        .d({check_ok_d, check_bad_d, check_bad_block_d, check_stray_block_d, check_cut_block_d,
            walk_last, walk_wrong, walk_short, walk_beyond & ~walk_short, walk_ends}),
        .q({check_ok, check_bad, check_bad_block, check_stray_block, check_cut_block,
            check_last, check_wrong, check_short, check_beyond, check_ends}));
    bf16_loadable_valid #(.CLOCKS(CHECK_CUT)) u_check_valid (
        .clk(clk), .rst(rst), .en(en), .d(walk_valid), .q(check_valid));

    // ---- stop: nothing behind the first error
    wire [N-1:0] stop_used_d, stop_used;
    wire [3:0]   stop_user_d, stop_user;
    wire         stop_valid_d, stop_last_d, stop_valid, stop_last;
    bf16_loadable_dec_stop #(.N(N), .BLOCK(BLOCK)) u_stop (
        .clk(clk), .rst(rst), .en(en),
        .valid(check_valid), .last(check_last), .wrong(check_wrong), .short(check_short),
        .beyond(check_beyond),
        .ok(check_ok), .bad(check_bad), .bad_block(check_bad_block),
        .stray_block(check_stray_block), .cut_block(check_cut_block),
        .used(stop_used_d), .user(stop_user_d));
    assign stop_valid_d = check_valid;           // frames are joined once they are checked
    assign stop_last_d  = check_last;
    wire unused_ends = &{1'b0, check_ends};
    bf16_loadable_delay #(.BITS(N+5), .CLOCKS(STOP_CUT)) u_stop_cut (
        .clk(clk), .en(en), .d({stop_used_d, stop_user_d, stop_last_d}),
        .q({stop_used, stop_user, stop_last}));
    bf16_loadable_valid #(.CLOCKS(STOP_CUT)) u_stop_valid (
        .clk(clk), .rst(rst), .en(en), .d(stop_valid_d), .q(stop_valid));

    // ---- count, rank, place, route: compaction as numbers, with the pointer loop
    wire [LEVELS*N/2:0] route_swap;
    wire                route_full;
    wire [LEN-1:0]      route_from, route_to;
    bf16_loadable_dec_place #(.LEVELS(LEVELS), .LEN(LEN), .COUNT_CUT(COUNT_CUT),
        .RANK_CUT(RANK_CUT), .PLACE_CUT(PLACE_CUT), .ROUTE_CUT(ROUTE_CUT + BASE_CUT)) u_place (
        .clk(clk), .rst(rst), .en(en),
        .valid(stop_valid), .last(stop_last),
        .used(stop_used), .swap(route_swap), .full(route_full), .from(route_from), .to(route_to));

    // ---- lookup, beside them: a slot's element (rank), its run (place), its symbol (route)
    wire [W+X-2:0]     count_window;
    wire [N*POS-1:0]   count_pos;
    wire [N*VALUE-1:0] value_d, value;
    localparam COUNT_AT = CHECK_CUT + STOP_CUT + COUNT_CUT;
    bf16_loadable_dec_follow #(.BITS(W), .LOOK(X-1), .CLOCKS(COUNT_AT)) u_count_window (
        .clk(clk), .en(en), .last(1'b0), .d(walk_window), .q(count_window)); // elements are whole
    bf16_loadable_delay #(.BITS(N*POS), .CLOCKS(COUNT_AT)) u_count_pos (
        .clk(clk), .en(en), .d(check_pos), .q(count_pos));
    wire [INDEX-1:0]   lookup_index;
    wire [BOOK-1:0]    lookup_book;              // chosen a clock ahead of where it is asked,
    wire [OFFSETS-1:0] lookup_offsets;           // and symbols behind the place's register
    wire [SYMBOLS-1:0] lookup_symbols;
    wire unused_index = &{1'b0, lookup_index};
    bf16_loadable_delay #(.BITS(INDEX), .CLOCKS(COUNT_AT+RANK_CUT)) u_lookup_index (
        .clk(clk), .en(en), .d(walk_index), .q(lookup_index));
    wire offsets_raw, symbols_raw;               // the book's says it
    wire unused_raws = &{1'b0, offsets_raw, symbols_raw};
    bf16_loadable_dec_choose #(
        .BITS(BOOK-1), .BOOKS(BOOKS-1), .INDEX(INDEX), .CLOCKS(5+COUNT_AT+RANK_CUT)
    ) u_lookup_book (
        .clk(clk), .en(en), .index(window_index), .d(books), .raw(lookup_book[BOOK-1]),
        .q(lookup_book[BOOK-2:0]));
    bf16_loadable_dec_choose #(
        .BITS(OFFSETS), .BOOKS(BOOKS-1), .INDEX(INDEX), .CLOCKS(5+COUNT_AT+RANK_CUT)
    ) u_lookup_offsets (
        .clk(clk), .en(en), .index(window_index), .d(offsets), .raw(offsets_raw),
        .q(lookup_offsets));
    bf16_loadable_dec_choose #(
        .BITS(SYMBOLS), .BOOKS(BOOKS-1), .INDEX(INDEX), .CLOCKS(5+COUNT_AT+RANK_CUT+PLACE_CUT)
    ) u_lookup_symbols (
        .clk(clk), .en(en), .index(window_index), .d(symbols), .raw(symbols_raw),
        .q(lookup_symbols));
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_lookup
            wire [S+X-2:0]     slot =
                count_window[W+X-2-i*S -: S+X-1] << count_pos[i*POS +: POS];
            wire [ELEMENT-1:0] bits;
            wire [SYMBOL-1:0]  symbol;
            wire [RAW:0]       raw;
            wire unused_slot = &{1'b0, slot, raw};
            bf16_loadable_delay #(.BITS(ELEMENT), .CLOCKS(RANK_CUT)) u_bits (
                .clk(clk), .en(en), .d(slot[S+X-2 -: ELEMENT]), .q(bits));
            bf16_loadable_dec_symbol #(.CUT(PLACE_CUT)) u_symbol (
                .clk(clk), .en(en), .book(lookup_book), .offsets(lookup_offsets),
                .symbols(lookup_symbols), .bits(bits), .symbol(symbol), .raw(raw));
            assign value_d[i*VALUE +: VALUE] = {raw[8:8], symbol, raw[7:1]};
        end
    endgenerate
    wire [N*VALUE-1:0] relative, absolute;
    wire [BASE-1:0]    base;
    bf16_loadable_delay #(.BITS(N*VALUE), .CLOCKS(ROUTE_CUT)) u_relative (
        .clk(clk), .en(en), .d(value_d), .q(relative));

    // ---- base: exponents as they are
    localparam BASE_AT = COUNT_AT + RANK_CUT + PLACE_CUT + ROUTE_CUT;
    bf16_loadable_delay #(.BITS(BASE), .CLOCKS(BASE_AT)) u_base_along (
        .clk(clk), .en(en), .d(walk_along[ALONG-1 -: BASE]), .q(base));
    bf16_loadable_dec_base #(.N(N), .BITS(VALUE), .LOW(7), .BASE(BASE)) u_base (
        .relative(relative), .base(base), .absolute(absolute));
    bf16_loadable_delay #(.BITS(N*VALUE), .CLOCKS(BASE_CUT)) u_value (
        .clk(clk), .en(en), .d(absolute), .q(value));

    // ---- butterfly: compact and rotate
    localparam SWAP_AT = COUNT_CUT + RANK_CUT + PLACE_CUT + ROUTE_CUT + BASE_CUT + SWAPS;
    wire [N*VALUE-1:0] swap_lanes;
    wire               swap_valid, swap_last, swap_full;
    wire [LEN-1:0]     swap_from, swap_to;
    wire [3:0]         swap_user;
    localparam LATE = SWAPS > 0 ? 1 : 0;         // rows are known a register ahead of the lanes
    bf16_loadable_dec_butterfly #(.LEVELS(LEVELS), .BITS(VALUE), .CUT(SWAP_CUT)) u_butterfly (
        .clk(clk), .en(en), .d(value), .swap(route_swap), .q(swap_lanes));
    bf16_loadable_delay #(.BITS(2*LEN+1), .CLOCKS(SWAPS-LATE)) u_swap (
        .clk(clk), .en(en), .d({route_full, route_from, route_to}),
        .q({swap_full, swap_from, swap_to}));
    bf16_loadable_delay #(.BITS(5), .CLOCKS(SWAP_AT-LATE)) u_swap_user (
        .clk(clk), .en(en), .d({stop_user, stop_last}), .q({swap_user, swap_last}));
    bf16_loadable_valid #(.CLOCKS(SWAP_AT-LATE)) u_swap_valid (
        .clk(clk), .rst(rst), .en(en), .d(stop_valid), .q(swap_valid));

    // ---- what stood beside the word
    wire [BEHIND-1:0] swap_along;
    bf16_loadable_delay #(.BITS(BEHIND), .CLOCKS(CHECK_CUT+STOP_CUT+SWAP_AT-LATE)) u_swap_along (
        .clk(clk), .en(en), .d(walk_along[BEHIND-1:0]), .q(swap_along));
    wire [INDEX-1:0] swap_index;
    wire [CRC-1:0]   swap_expected;
    bf16_loadable_delay #(.BITS(INDEX), .CLOCKS(SWAP_AT-LATE-COUNT_CUT-RANK_CUT)) u_swap_index (
        .clk(clk), .en(en), .d(lookup_index), .q(swap_index));
    bf16_loadable_dec_expect u_expect (
        .header({swap_index, swap_along[0], swap_along[8:1]}),
        .index(swap_index), .tags(slot_tags), .expected(swap_expected));
    // ---- spoil: frames whose slot has been found broken meanwhile
    wire [INDEX-1:0] spoil_index;
    wire [3:0]       spoil_user;
    bf16_loadable_delay #(.BITS(INDEX), .CLOCKS(SWAP_AT-LATE-COUNT_CUT-RANK_CUT)) u_spoil_index (
        .clk(clk), .en(en), .d(lookup_index), .q(spoil_index));
    bf16_loadable_dec_spoil #(.SLOTS(SLOTS), .FIRST(LOADED), .INDEX(INDEX)) u_spoil (
        .clk(clk), .rst(rst), .en(en), .valid(swap_valid), .last(swap_last),
        .index(spoil_index), .broken(slot_broken), .s_user(swap_user), .m_user(spoil_user));
    wire [CRC+SURE-1:0] pack_user = {swap_expected, swap_along[0], spoil_user};

    // ---- pack: full rows
    wire               push, row_last;
    wire [N*VALUE-1:0] row;
    wire [N-1:0]       row_keep;
    wire [USER-1:0]    row_user;
    wire               end_push, end_last;
    wire [N*VALUE-1:0] end_row;
    wire [N-1:0]       end_keep;
    wire [SURE-1:0]    end_user;
    wire [CRC-1:0]     end_expected;
    bf16_loadable_dec_pack #(.N(N), .BITS(VALUE), .USER(CRC+SURE), .CUT(LATE)) u_pack (
        .clk(clk), .rst(rst), .en(en),
        .valid(swap_valid), .last(swap_last), .user(pack_user), .full(swap_full),
        .old(~({N{1'b1}} << swap_from)), .keep(~({N{1'b1}} << swap_to)), .lanes(swap_lanes),
        .push(end_push), .row(end_row), .row_keep(end_keep), .row_last(end_last),
        .row_user({end_expected, end_user}));

    // ---- verify: the check of every frame, a clock later
    assign check_pop = en & end_push & end_last;
    wire                 sure_valid, sure_last;
    wire [N*VALUE-1:0]   sure_row;
    wire [N-1:0]         sure_keep;
    wire [SURE-1:0]      sure_user;
    bf16_loadable_dec_verify #(.N(N), .VALUE(VALUE), .CONTAINER(CONTAINER), .USER(SURE)) u_verify (
        .clk(clk), .rst(rst), .en(en),
        .s_valid(end_push), .s_row(end_row), .s_keep(end_keep), .s_last(end_last),
        .s_user(end_user), .s_expected(end_expected ^ check_of),
        .m_valid(sure_valid), .m_row(sure_row), .m_keep(sure_keep), .m_last(sure_last),
        .m_user(sure_user));

    // ---- join: frames of one packet. One in error ends it, and what follows of it is dropped
    wire joined_valid, joined_last;
    bf16_loadable_dec_join u_join (
        .clk(clk), .rst(rst), .en(en),
        .valid(sure_valid), .last(sure_last), .ends(sure_user[SURE-1]), .dead(sure_user[0]),
        .packet_valid(joined_valid), .packet_last(joined_last));
    generate
        if (N > 1) begin : gen_merge
            bf16_loadable_dec_merge #(.LEVELS($clog2(N)), .BITS(VALUE), .USER(USER)) u_merge (
                .clk(clk), .rst(rst), .en(en),
                .valid(joined_valid), .lanes(sure_row), .keep(sure_keep), .last(joined_last),
                .user(sure_user[USER-1:0]),
                .push(push), .row(row), .row_keep(row_keep), .row_last(row_last),
                .row_user(row_user));
        end else begin : gen_one
            assign push     = joined_valid & (sure_keep[0] | joined_last);
            assign row      = sure_row;
            assign row_keep = sure_keep;
            assign row_last = joined_last;
            assign row_user = sure_user[USER-1:0];
        end
    endgenerate

    // ---- out: the first register that the sink sees, and the room for one row more
    wire                      out_valid, out_ready, out_last;
    wire [USER-1:0]           out_user, beat_user;
    wire [N*VALUE-1:0]        out_row;
    wire [N-1:0]              out_row_keep;
    wire [N*CONTAINER-1:0]    out_data;
    wire [N*CONTAINER/8-1:0]  out_keep;
    bf16_loadable_fifo #(.BITS(N*VALUE+N+1+USER)) u_fifo (
        .clk(clk), .rst(rst),
        .room(en), .push(push), .d({row, row_keep, row_last, row_user}),
        .m_valid(out_valid), .m_ready(out_ready),
        .q({out_row, out_row_keep, out_last, out_user}));
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_container
            assign out_data[i*CONTAINER +: CONTAINER] = out_row[i*VALUE +: VALUE];
            assign out_keep[i*CONTAINER/8 +: CONTAINER/8] = {CONTAINER/8{out_row_keep[i]}};
        end
        if (LANES == N) begin : gen_row
            assign out_ready     = m_axis_tready;
            assign m_axis_tvalid = out_valid;
            assign m_axis_tdata  = out_data;
            assign m_axis_tkeep  = out_keep;
            assign m_axis_tlast  = out_last;
            assign beat_user     = out_user;
        end else begin : gen_split
            bf16_loadable_split #(.BITS(N*CONTAINER), .OUT(LANES*CONTAINER)) u_split (
                .clk(clk), .rst(rst),
                .s_valid(out_valid), .s_ready(out_ready),
                .s_data(out_data), .s_keep(out_keep), .s_last(out_last),
                .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
                .m_data(m_axis_tdata), .m_keep(m_axis_tkeep), .m_last(m_axis_tlast));
            // The lowest 4 say how a packet ended.
            localparam [USER-1:0] ENDS = 15;
            assign beat_user = out_user & (~ENDS | {USER{m_axis_tlast}});
        end
    endgenerate
    assign m_axis_tuser = beat_user;
endmodule

`default_nettype wire
