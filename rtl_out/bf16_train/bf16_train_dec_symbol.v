// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The element at the head of the bits: symbol and raw bits.
// Every codeword has its symbol in a table. Behind an escape, and where a book's codewords are its
// symbols, the symbol stands as it is.
module bf16_train_dec_symbol #(
    parameter CUT = 0                            // registers behind it
) (
    input  wire           clk,
    input  wire           en,
    input  wire [3:0]     book,                  // one-hot
    input  wire [25:0]    bits,                  // first bit highest
    output wire [7:0]     symbol,
    output wire [8:0]     raw                    // the lowest bit is none
);
    localparam X       = 26;                     // longest element
    localparam CODE    = 10;                     // longest codeword
    localparam SYMBOL  = 8;
    localparam RAW     = 8;
    localparam BOOKS   = 4;
    localparam CLASSES = 11;
    localparam [CLASSES*8-1:0] ENDS = {          // where the symbol's last bit is
        8'd18,                                   // 10 bits, the escape
        8'd10,                                   // 10 bits
        8'd9,                                    // 9 bits
        8'd8,                                    // 8 bits
        8'd7,                                    // 7 bits
        8'd6,                                    // 6 bits
        8'd5,                                    // 5 bits
        8'd4,                                    // 4 bits
        8'd3,                                    // 3 bits
        8'd2,                                    // 2 bits
        8'd1                                     // 1 bit
    };
    // Codewords and their symbols: those of all books, each book's in order.
    localparam ROWS  = 62;
    localparam VALUE = SYMBOL + 1;               // with a bit more: it stands as it is
    localparam [BOOKS*32-1:0] ROW_FIRST = {      // where a book's own begin
        32'd61,                                  // book 3
        32'd41,                                  // book 2
        32'd23,                                  // book 1
        32'd0                                    // book 0
    };
    localparam [BOOKS*32-1:0] ROW_COUNT = {
        32'd1,                                   // book 3
        32'd20,                                  // book 2
        32'd18,                                  // book 1
        32'd23                                   // book 0
    };
    localparam [ROWS*CODE-1:0] ROW_FROM = {
        10'b0000000000,                          // book 3: symbols as they are
        10'b1111111111,                          // book 2: 1111111111 is the escape
        10'b1111111110,                          // book 2: 1111111110 is symbol 134
        10'b1111111101,                          // book 2: 1111111101 is symbol 120
        10'b1111111100,                          // book 2: 1111111100 is symbol 119
        10'b1111111011,                          // book 2: 1111111011 is symbol 118
        10'b1111111010,                          // book 2: 1111111010 is symbol 117
        10'b1111111000,                          // book 2: 111111100 is symbol 121
        10'b1111110100,                          // book 2: 11111101 is symbol 133
        10'b1111110000,                          // book 2: 11111100 is symbol 122
        10'b1111101000,                          // book 2: 1111101 is symbol 132
        10'b1111100000,                          // book 2: 1111100 is symbol 123
        10'b1111010000,                          // book 2: 111101 is symbol 131
        10'b1111000000,                          // book 2: 111100 is symbol 124
        10'b1110100000,                          // book 2: 11101 is symbol 126
        10'b1110000000,                          // book 2: 11100 is symbol 125
        10'b1101000000,                          // book 2: 1101 is symbol 130
        10'b1100000000,                          // book 2: 1100 is symbol 127
        10'b1010000000,                          // book 2: 101 is symbol 129
        10'b1000000000,                          // book 2: 100 is symbol 128
        10'b0000000000,                          // book 2: 0 is symbol 0
        10'b1111111111,                          // book 1: 1111111111 is the escape
        10'b1111111110,                          // book 1: 1111111110 is symbol 133
        10'b1111111101,                          // book 1: 1111111101 is symbol 120
        10'b1111111100,                          // book 1: 1111111100 is symbol 119
        10'b1111111011,                          // book 1: 1111111011 is symbol 118
        10'b1111111010,                          // book 1: 1111111010 is symbol 117
        10'b1111111000,                          // book 1: 111111100 is symbol 132
        10'b1111110100,                          // book 1: 11111101 is symbol 122
        10'b1111110000,                          // book 1: 11111100 is symbol 121
        10'b1111100000,                          // book 1: 111110 is symbol 131
        10'b1111010000,                          // book 1: 111101 is symbol 124
        10'b1111000000,                          // book 1: 111100 is symbol 123
        10'b1110000000,                          // book 1: 1110 is symbol 125
        10'b1100000000,                          // book 1: 110 is symbol 130
        10'b1010000000,                          // book 1: 101 is symbol 127
        10'b1000000000,                          // book 1: 100 is symbol 126
        10'b0100000000,                          // book 1: 01 is symbol 129
        10'b0000000000,                          // book 1: 00 is symbol 128
        10'b1111111111,                          // book 0: 1111111111 is the escape
        10'b1111111110,                          // book 0: 1111111110 is symbol 135
        10'b1111111101,                          // book 0: 1111111101 is symbol 117
        10'b1111111100,                          // book 0: 1111111100 is symbol 116
        10'b1111111011,                          // book 0: 1111111011 is symbol 115
        10'b1111111010,                          // book 0: 1111111010 is symbol 114
        10'b1111111000,                          // book 0: 111111100 is symbol 118
        10'b1111110100,                          // book 0: 11111101 is symbol 120
        10'b1111110000,                          // book 0: 11111100 is symbol 119
        10'b1111101000,                          // book 0: 1111101 is symbol 134
        10'b1111100000,                          // book 0: 1111100 is symbol 121
        10'b1111010000,                          // book 0: 111101 is symbol 123
        10'b1111000000,                          // book 0: 111100 is symbol 122
        10'b1110100000,                          // book 0: 11101 is symbol 133
        10'b1110000000,                          // book 0: 11100 is symbol 124
        10'b1101000000,                          // book 0: 1101 is symbol 132
        10'b1100000000,                          // book 0: 1100 is symbol 131
        10'b1011000000,                          // book 0: 1011 is symbol 126
        10'b1010000000,                          // book 0: 1010 is symbol 125
        10'b1000000000,                          // book 0: 100 is symbol 130
        10'b0110000000,                          // book 0: 011 is symbol 129
        10'b0100000000,                          // book 0: 010 is symbol 127
        10'b0000000000                           // book 0: 00 is symbol 128
    };
    localparam [ROWS*VALUE-1:0] ROW_VALUE = {
        9'h100,
        9'h100,
        9'h086,
        9'h078,
        9'h077,
        9'h076,
        9'h075,
        9'h079,
        9'h085,
        9'h07a,
        9'h084,
        9'h07b,
        9'h083,
        9'h07c,
        9'h07e,
        9'h07d,
        9'h082,
        9'h07f,
        9'h081,
        9'h080,
        9'h000,
        9'h100,
        9'h085,
        9'h078,
        9'h077,
        9'h076,
        9'h075,
        9'h084,
        9'h07a,
        9'h079,
        9'h083,
        9'h07c,
        9'h07b,
        9'h07d,
        9'h082,
        9'h07f,
        9'h07e,
        9'h081,
        9'h080,
        9'h100,
        9'h087,
        9'h075,
        9'h074,
        9'h073,
        9'h072,
        9'h076,
        9'h078,
        9'h077,
        9'h086,
        9'h079,
        9'h07b,
        9'h07a,
        9'h085,
        9'h07c,
        9'h084,
        9'h083,
        9'h07e,
        9'h07d,
        9'h082,
        9'h081,
        9'h07f,
        9'h080
    };
    // Classes of which some codeword's symbol stands as it is.
    localparam [CLASSES-1:0] PLAIN = 11'b10010000000;

    wire [CLASSES:0] in;
    wire [ROWS-1:0]  row;
    wire             unused = &{1'b0, in};       // the highest
    bf16_train_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits[X-1 -: CODE]), .in(in));
    // Every book finds a row and its value; then that of the book is chosen.
    wire [BOOKS*VALUE-1:0] values;
    genvar b;
    generate
        for (b = 0; b < BOOKS; b = b + 1) begin : gen_book
            localparam FIRST = ROW_FIRST[32*b +: 32];
            localparam COUNT = ROW_COUNT[32*b +: 32];
            bf16_train_dec_range #(
                .BITS(CODE), .N(COUNT), .FROM(ROW_FROM[FIRST*CODE +: COUNT*CODE])
            ) u_row (.bits(bits[X-1 -: CODE]), .in(row[FIRST +: COUNT]));
            reg [VALUE-1:0] sum;
            integer n;
            always @* begin
                sum = {VALUE{1'b0}};
                for (n = FIRST; n < FIRST + COUNT; n = n + 1) begin
                    sum = sum | (ROW_VALUE[VALUE*n +: VALUE] & {VALUE{row[n]}});
                end
            end
            assign values[b*VALUE +: VALUE] = sum & {VALUE{book[b]}};
        end
    endgenerate

    wire [SYMBOL+X-1:0] ahead = { {SYMBOL{1'b0}}, bits};
    wire [X+RAW:0]      after = {bits, {RAW+1{1'b0}}};
    reg  [VALUE-1:0]    value_d;
    reg  [SYMBOL-1:0]   last_d;                  // of codeword, or of escape and symbol
    reg  [RAW:0]        raw_d;
    integer i;
    always @* begin
        value_d = {VALUE{1'b0}};
        last_d  = {SYMBOL{1'b0}};
        raw_d   = {RAW+1{1'b0}};
        for (i = 0; i < BOOKS; i = i + 1) begin
            value_d = value_d | values[VALUE*i +: VALUE];
        end
        for (i = 0; i < CLASSES; i = i + 1) begin
            if (PLAIN[i]) begin
                last_d = last_d | (ahead[X-ENDS[8*i +: 8] +: SYMBOL] & {SYMBOL{in[i]}});
            end
            raw_d = raw_d | (after[X+RAW-ENDS[8*i +: 8] -: RAW+1] & {RAW+1{in[i]}});
        end
    end

    wire [SYMBOL-1:0] symbol_d = value_d[SYMBOL-1:0] | (last_d & {SYMBOL{value_d[SYMBOL]}});
    wire              unused_ahead = &{1'b0, ahead};
    bf16_train_delay #(.BITS(SYMBOL+RAW+1), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({symbol_d, raw_d}), .q({symbol, raw}));
endmodule

`default_nettype wire
