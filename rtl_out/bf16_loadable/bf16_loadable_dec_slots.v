// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The codebooks that frames are read by: constant ones, then what is loaded into the slots. Of each
// where its classes begin, and which symbols it codes.
module bf16_loadable_dec_slots (
    input  wire       clk,
    input  wire [1:0]     load_slot,
    input  wire           load_class_we,
    input  wire [3:0]     load_len,
    input  wire [4:0]     load_u,
    input  wire [4:0]     load_off,
    input  wire           load_last,
    input  wire           load_symbol_we,
    input  wire [7:0]     load_symbol,
    input  wire           load_coded,
    input  wire [3:0]     load_code_len,
    input  wire [4:0]     load_rank,
    input  wire           load_first,
    input  wire [7:0]     load_group,
    input  wire           load_fresh,
    output wire [279:0]   books, // as a class is told by them, see bf16_loadable_dec_class
    output wire [249:0]   offsets,               // by class: its first codeword less its rank
    output wire [1039:0]  symbols                // {groups, places by rank}
);
    localparam CONSTANTS = 3;
    localparam SLOTS    = 2;
    localparam MIN      = 1;                     // shortest codeword of any book
    localparam CODE     = 10;                    // longest
    localparam [31:0] SHORTEST = 1;              // of those in slots
    localparam LONGEST  = 10;
    localparam SYMBOL   = 8;
    localparam R        = 5;                     // bits of a rank
    localparam UMAX     = R - 1;
    localparam PLACE    = 5;                     // of a symbol's
    localparam UALL     = (CODE-MIN)*(UMAX+1);
    localparam BOOK     = UALL + CODE + 1;
    localparam OFFSETS  = (LONGEST-SHORTEST+1)*R;
    localparam SYMBOLS  = 208;
    localparam GROUPS   = 8;                     // of four neighbouring symbols
    localparam TAG      = SYMBOL - 2;
    reg [PLACE-3:0] number;
    integer         n;
    always @* begin
        number = {PLACE-2{1'b0}};
        for (n = 0; n < GROUPS; n = n + 1) begin
            number = number | (n[PLACE-3:0] & {PLACE-2{load_group[n]}});
        end
    end
    wire [PLACE-1:0] place = {number, load_symbol[1:0]};
    genvar s, l, r;
    generate
        for (s = 0; s < SLOTS; s = s + 1) begin : gen_slot
            localparam AT = CONSTANTS + s;
            wire class_here  = load_class_we & load_slot[s];
            wire symbol_here = load_symbol_we & load_slot[s] & load_coded;
            // With the first symbol all is written, so that nothing of a slot is unknown.
            wire all_here    = load_symbol_we & load_slot[s] & load_first;
            // ---- its classes
            wire            first  = load_len == SHORTEST[3:0];
            wire [CODE-1:0] behind = {CODE{1'b1}} >> load_len;
            bf16_loadable_store #(.BITS(CODE+1)) u_last (
                .clk(clk), .we(class_here & (first | load_last)), .d({load_last, behind}),
                .q(books[AT*BOOK+UALL +: CODE+1]));
            for (l = MIN + 1; l <= CODE; l = l + 1) begin : gen_class
                localparam AFTER = l - 1 < UMAX ? l - 1 : UMAX;
                localparam [31:0] ALL = 1 << AFTER;
                wire [UMAX:0] u;
                if (l <= SHORTEST) begin : gen_all
                    assign u = ALL[UMAX:0];
                end else if (l > LONGEST) begin : gen_none
                    assign u = {UMAX+1{1'b0}};
                end else begin : gen_loaded
                    localparam [31:0] LEN = l;
                    bf16_loadable_store #(.BITS(AFTER+1)) u_u (
                        .clk(clk), .we(class_here & load_len == LEN[3:0]), .d(load_u[AFTER:0]),
                        .q(u[AFTER:0]));
                    if (AFTER < UMAX) begin : gen_pad
                        assign u[UMAX:AFTER+1] = {UMAX-AFTER{1'b0}};
                    end
                end
                assign books[AT*BOOK+(l-MIN-1)*(UMAX+1) +: UMAX+1] = u;
            end
            for (l = SHORTEST; l <= LONGEST; l = l + 1) begin : gen_offset
                localparam [31:0] LEN = l;
                bf16_loadable_store #(.BITS(R)) u_offset (
                    .clk(clk), .we(class_here & load_len == LEN[3:0]), .d(load_off),
                    .q(offsets[AT*OFFSETS+(l-SHORTEST)*R +: R]));
            end
            // ---- its symbols
            for (r = 0; r < (1 << R); r = r + 1) begin : gen_rank
                localparam [31:0] RANK = r;
                bf16_loadable_store #(.BITS(PLACE)) u_place (
                    .clk(clk), .d(place),
                    .we(all_here | symbol_here & load_rank == RANK[R-1:0]),
                    .q(symbols[AT*SYMBOLS+r*PLACE +: PLACE]));
            end
            for (r = 0; r < GROUPS; r = r + 1) begin : gen_group
                bf16_loadable_store #(.BITS(TAG)) u_group (
                    .clk(clk), .d(load_symbol[SYMBOL-1:2]),
                    .we(all_here | symbol_here & load_group[r]),
                    .q(symbols[AT*SYMBOLS+(PLACE<<R)+r*TAG +: TAG]));
            end
        end
    endgenerate

    // ---- the constant ones
    localparam [CONSTANTS*BOOK-1:0] CONSTANT_BOOKS = {
        1'b1, // codebook 2: whether it is all ones and no symbol's
        10'b0000000000,                          // codebook 2: behind the last codeword, of 10 bits
        5'd3,                                    // codebook 2: from 10 bits on
        5'd2,                                    // codebook 2: from 9 bits on
        5'd2,                                    // codebook 2: from 8 bits on
        5'd2,                                    // codebook 2: from 7 bits on
        5'd2,                                    // codebook 2: from 6 bits on
        5'd2,                                    // codebook 2: from 5 bits on
        5'd2,                                    // codebook 2: from 4 bits on
        5'd2,                                    // codebook 2: from 3 bits on
        5'd1,                                    // codebook 2: from 2 bits on
        1'b1, // codebook 1: whether it is all ones and no symbol's
        10'b0000000000,                          // codebook 1: behind the last codeword, of 10 bits
        5'd3,                                    // codebook 1: from 10 bits on
        5'd2,                                    // codebook 1: from 9 bits on
        5'd2,                                    // codebook 1: from 8 bits on
        5'd1,                                    // codebook 1: from 7 bits on
        5'd2,                                    // codebook 1: from 6 bits on
        5'd1,                                    // codebook 1: from 5 bits on
        5'd1,                                    // codebook 1: from 4 bits on
        5'd2,                                    // codebook 1: from 3 bits on
        5'd2,                                    // codebook 1: from 2 bits on
        1'b1, // codebook 0: whether it is all ones and no symbol's
        10'b0000000000,                          // codebook 0: behind the last codeword, of 10 bits
        5'd3,                                    // codebook 0: from 10 bits on
        5'd2,                                    // codebook 0: from 9 bits on
        5'd2,                                    // codebook 0: from 8 bits on
        5'd2,                                    // codebook 0: from 7 bits on
        5'd2,                                    // codebook 0: from 6 bits on
        5'd2,                                    // codebook 0: from 5 bits on
        5'd3,                                    // codebook 0: from 4 bits on
        5'd3,                                    // codebook 0: from 3 bits on
        5'd2                                     // codebook 0: from 2 bits on
    };
    localparam [CONSTANTS*OFFSETS-1:0] CONSTANT_OFFSETS = {
        5'd12,                                   // codebook 2: 10 bits
        5'd15,                                   // codebook 2: 9 bits
        5'd17,                                   // codebook 2: 8 bits
        5'd19,                                   // codebook 2: 7 bits
        5'd21,                                   // codebook 2: 6 bits
        5'd23,                                   // codebook 2: 5 bits
        5'd9,                                    // codebook 2: 4 bits
        5'd3,                                    // codebook 2: 3 bits
        5'd0,                                    // codebook 2: 2 bits
        5'd0,                                    // codebook 2: 1 bits
        5'd14,                                   // codebook 1: 10 bits
        5'd17,                                   // codebook 1: 9 bits
        5'd19,                                   // codebook 1: 8 bits
        5'd0,                                    // codebook 1: 7 bits
        5'd22,                                   // codebook 1: 6 bits
        5'd0,                                    // codebook 1: 5 bits
        5'd9,                                    // codebook 1: 4 bits
        5'd2,                                    // codebook 1: 3 bits
        5'd0,                                    // codebook 1: 2 bits
        5'd0,                                    // codebook 1: 1 bits
        5'd9,                                    // codebook 0: 10 bits
        5'd12,                                   // codebook 0: 9 bits
        5'd14,                                   // codebook 0: 8 bits
        5'd16,                                   // codebook 0: 7 bits
        5'd18,                                   // codebook 0: 6 bits
        5'd20,                                   // codebook 0: 5 bits
        5'd6,                                    // codebook 0: 4 bits
        5'd1,                                    // codebook 0: 3 bits
        5'd0,                                    // codebook 0: 2 bits
        5'd0                                     // codebook 0: 1 bits
    };
    localparam [CONSTANTS*SYMBOLS-1:0] CONSTANT_SYMBOLS = {
        6'd0,                                    // codebook 2: group 7 begins with symbol 0
        6'd0,                                    // codebook 2: group 6 begins with symbol 0
        6'd33,                                   // codebook 2: group 5 begins with symbol 132
        6'd32,                                   // codebook 2: group 4 begins with symbol 128
        6'd31,                                   // codebook 2: group 3 begins with symbol 124
        6'd30,                                   // codebook 2: group 2 begins with symbol 120
        6'd29,                                   // codebook 2: group 1 begins with symbol 116
        6'd0,                                    // codebook 2: group 0 begins with symbol 0
        5'd0,                                    // codebook 2: rank 31 is none
        5'd0,                                    // codebook 2: rank 30 is none
        5'd0,                                    // codebook 2: rank 29 is none
        5'd0,                                    // codebook 2: rank 28 is none
        5'd0,                                    // codebook 2: rank 27 is none
        5'd0,                                    // codebook 2: rank 26 is none
        5'd0,                                    // codebook 2: rank 25 is none
        5'd0,                                    // codebook 2: rank 24 is none
        5'd0,                                    // codebook 2: rank 23 is none
        5'd0,                                    // codebook 2: rank 22 is none
        5'd0,                                    // codebook 2: rank 21 is none
        5'd0,                                    // codebook 2: rank 20 is none
        5'd0,                                    // codebook 2: rank 19 is none
        5'd22,                                   // codebook 2: rank 18 is symbol 134
        5'd8,                                    // codebook 2: rank 17 is symbol 120
        5'd7,                                    // codebook 2: rank 16 is symbol 119
        5'd6,                                    // codebook 2: rank 15 is symbol 118
        5'd5,                                    // codebook 2: rank 14 is symbol 117
        5'd9,                                    // codebook 2: rank 13 is symbol 121
        5'd21,                                   // codebook 2: rank 12 is symbol 133
        5'd10,                                   // codebook 2: rank 11 is symbol 122
        5'd20,                                   // codebook 2: rank 10 is symbol 132
        5'd11,                                   // codebook 2: rank 9 is symbol 123
        5'd19,                                   // codebook 2: rank 8 is symbol 131
        5'd12,                                   // codebook 2: rank 7 is symbol 124
        5'd14,                                   // codebook 2: rank 6 is symbol 126
        5'd13,                                   // codebook 2: rank 5 is symbol 125
        5'd18,                                   // codebook 2: rank 4 is symbol 130
        5'd15,                                   // codebook 2: rank 3 is symbol 127
        5'd17,                                   // codebook 2: rank 2 is symbol 129
        5'd16,                                   // codebook 2: rank 1 is symbol 128
        5'd0,                                    // codebook 2: rank 0 is symbol 0
        6'd0,                                    // codebook 1: group 7 begins with symbol 0
        6'd0,                                    // codebook 1: group 6 begins with symbol 0
        6'd0,                                    // codebook 1: group 5 begins with symbol 0
        6'd33,                                   // codebook 1: group 4 begins with symbol 132
        6'd32,                                   // codebook 1: group 3 begins with symbol 128
        6'd31,                                   // codebook 1: group 2 begins with symbol 124
        6'd30,                                   // codebook 1: group 1 begins with symbol 120
        6'd29,                                   // codebook 1: group 0 begins with symbol 116
        5'd0,                                    // codebook 1: rank 31 is none
        5'd0,                                    // codebook 1: rank 30 is none
        5'd0,                                    // codebook 1: rank 29 is none
        5'd0,                                    // codebook 1: rank 28 is none
        5'd0,                                    // codebook 1: rank 27 is none
        5'd0,                                    // codebook 1: rank 26 is none
        5'd0,                                    // codebook 1: rank 25 is none
        5'd0,                                    // codebook 1: rank 24 is none
        5'd0,                                    // codebook 1: rank 23 is none
        5'd0,                                    // codebook 1: rank 22 is none
        5'd0,                                    // codebook 1: rank 21 is none
        5'd0,                                    // codebook 1: rank 20 is none
        5'd0,                                    // codebook 1: rank 19 is none
        5'd0,                                    // codebook 1: rank 18 is none
        5'd0,                                    // codebook 1: rank 17 is none
        5'd17,                                   // codebook 1: rank 16 is symbol 133
        5'd4,                                    // codebook 1: rank 15 is symbol 120
        5'd3,                                    // codebook 1: rank 14 is symbol 119
        5'd2,                                    // codebook 1: rank 13 is symbol 118
        5'd1,                                    // codebook 1: rank 12 is symbol 117
        5'd16,                                   // codebook 1: rank 11 is symbol 132
        5'd6,                                    // codebook 1: rank 10 is symbol 122
        5'd5,                                    // codebook 1: rank 9 is symbol 121
        5'd15,                                   // codebook 1: rank 8 is symbol 131
        5'd8,                                    // codebook 1: rank 7 is symbol 124
        5'd7,                                    // codebook 1: rank 6 is symbol 123
        5'd9,                                    // codebook 1: rank 5 is symbol 125
        5'd14,                                   // codebook 1: rank 4 is symbol 130
        5'd11,                                   // codebook 1: rank 3 is symbol 127
        5'd10,                                   // codebook 1: rank 2 is symbol 126
        5'd13,                                   // codebook 1: rank 1 is symbol 129
        5'd12,                                   // codebook 1: rank 0 is symbol 128
        6'd0,                                    // codebook 0: group 7 begins with symbol 0
        6'd0,                                    // codebook 0: group 6 begins with symbol 0
        6'd33,                                   // codebook 0: group 5 begins with symbol 132
        6'd32,                                   // codebook 0: group 4 begins with symbol 128
        6'd31,                                   // codebook 0: group 3 begins with symbol 124
        6'd30,                                   // codebook 0: group 2 begins with symbol 120
        6'd29,                                   // codebook 0: group 1 begins with symbol 116
        6'd28,                                   // codebook 0: group 0 begins with symbol 112
        5'd0,                                    // codebook 0: rank 31 is none
        5'd0,                                    // codebook 0: rank 30 is none
        5'd0,                                    // codebook 0: rank 29 is none
        5'd0,                                    // codebook 0: rank 28 is none
        5'd0,                                    // codebook 0: rank 27 is none
        5'd0,                                    // codebook 0: rank 26 is none
        5'd0,                                    // codebook 0: rank 25 is none
        5'd0,                                    // codebook 0: rank 24 is none
        5'd0,                                    // codebook 0: rank 23 is none
        5'd0,                                    // codebook 0: rank 22 is none
        5'd23,                                   // codebook 0: rank 21 is symbol 135
        5'd5,                                    // codebook 0: rank 20 is symbol 117
        5'd4,                                    // codebook 0: rank 19 is symbol 116
        5'd3,                                    // codebook 0: rank 18 is symbol 115
        5'd2,                                    // codebook 0: rank 17 is symbol 114
        5'd6,                                    // codebook 0: rank 16 is symbol 118
        5'd8,                                    // codebook 0: rank 15 is symbol 120
        5'd7,                                    // codebook 0: rank 14 is symbol 119
        5'd22,                                   // codebook 0: rank 13 is symbol 134
        5'd9,                                    // codebook 0: rank 12 is symbol 121
        5'd11,                                   // codebook 0: rank 11 is symbol 123
        5'd10,                                   // codebook 0: rank 10 is symbol 122
        5'd21,                                   // codebook 0: rank 9 is symbol 133
        5'd12,                                   // codebook 0: rank 8 is symbol 124
        5'd20,                                   // codebook 0: rank 7 is symbol 132
        5'd19,                                   // codebook 0: rank 6 is symbol 131
        5'd14,                                   // codebook 0: rank 5 is symbol 126
        5'd13,                                   // codebook 0: rank 4 is symbol 125
        5'd18,                                   // codebook 0: rank 3 is symbol 130
        5'd17,                                   // codebook 0: rank 2 is symbol 129
        5'd15,                                   // codebook 0: rank 1 is symbol 127
        5'd16                                    // codebook 0: rank 0 is symbol 128
    };
    assign books[CONSTANTS*BOOK-1:0]      = CONSTANT_BOOKS;
    assign offsets[CONSTANTS*OFFSETS-1:0] = CONSTANT_OFFSETS;
    assign symbols[CONSTANTS*SYMBOLS-1:0] = CONSTANT_SYMBOLS;
    wire unused = &{1'b0, load_u, SYMBOL != 0, load_fresh, load_code_len};
endmodule

`default_nettype wire
