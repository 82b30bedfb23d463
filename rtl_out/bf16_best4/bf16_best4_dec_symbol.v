// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The element at the head of the bits: symbol and raw bits.
// Every codeword has its symbol in a table. Behind an escape, and where a book's codewords are its
// symbols, the symbol stands as it is.
module bf16_best4_dec_symbol #(
    parameter CUT = 0                            // registers behind it
) (
    input  wire           clk,
    input  wire           en,
    input  wire [4:0]     book,                  // one-hot
    input  wire [23:0]    bits,                  // first bit highest
    output wire [7:0]     symbol,
    output wire [8:0]     raw                    // the lowest bit is none
);
    localparam X       = 24;                     // longest element
    localparam CODE    = 8;                      // longest codeword
    localparam SYMBOL  = 8;
    localparam RAW     = 8;
    localparam BOOKS   = 5;
    localparam CLASSES = 8;
    localparam [CLASSES*8-1:0] ENDS = {          // where the symbol's last bit is
        8'd16,                                   // 8 bits, the escape
        8'd8,                                    // 8 bits
        8'd7,                                    // 7 bits
        8'd6,                                    // 6 bits
        8'd5,                                    // 5 bits
        8'd4,                                    // 4 bits
        8'd3,                                    // 3 bits
        8'd2                                     // 2 bits
    };
    // Codewords and their symbols: those of all books, each book's in order.
    localparam ROWS  = 76;
    localparam VALUE = SYMBOL + 1;               // with a bit more: it stands as it is
    localparam [BOOKS*32-1:0] ROW_FIRST = {      // where a book's own begin
        32'd75,                                  // book 4
        32'd55,                                  // book 3
        32'd37,                                  // book 2
        32'd19,                                  // book 1
        32'd0                                    // book 0
    };
    localparam [BOOKS*32-1:0] ROW_COUNT = {
        32'd1,                                   // book 4
        32'd20,                                  // book 3
        32'd18,                                  // book 2
        32'd18,                                  // book 1
        32'd19                                   // book 0
    };
    localparam [ROWS*CODE-1:0] ROW_FROM = {
        8'b00000000,                             // book 4: symbols as they are
        8'b11111111,                             // book 3: 11111111 is the escape
        8'b11111110,                             // book 3: 11111110 is symbol 130
        8'b11111101,                             // book 3: 11111101 is symbol 115
        8'b11111100,                             // book 3: 11111100 is symbol 114
        8'b11111011,                             // book 3: 11111011 is symbol 113
        8'b11111010,                             // book 3: 11111010 is symbol 112
        8'b11111000,                             // book 3: 1111100 is symbol 129
        8'b11110110,                             // book 3: 1111011 is symbol 117
        8'b11110100,                             // book 3: 1111010 is symbol 116
        8'b11110000,                             // book 3: 111100 is symbol 128
        8'b11101000,                             // book 3: 11101 is symbol 127
        8'b11100000,                             // book 3: 11100 is symbol 126
        8'b11011000,                             // book 3: 11011 is symbol 119
        8'b11010000,                             // book 3: 11010 is symbol 118
        8'b11000000,                             // book 3: 1100 is symbol 120
        8'b10100000,                             // book 3: 101 is symbol 125
        8'b10000000,                             // book 3: 100 is symbol 124
        8'b01100000,                             // book 3: 011 is symbol 122
        8'b01000000,                             // book 3: 010 is symbol 121
        8'b00000000,                             // book 3: 00 is symbol 123
        8'b11111111,                             // book 2: 11111111 is the escape
        8'b11111110,                             // book 2: 11111110 is symbol 129
        8'b11111101,                             // book 2: 11111101 is symbol 116
        8'b11111100,                             // book 2: 11111100 is symbol 115
        8'b11111011,                             // book 2: 11111011 is symbol 114
        8'b11111010,                             // book 2: 11111010 is symbol 113
        8'b11111000,                             // book 2: 1111100 is symbol 117
        8'b11110100,                             // book 2: 111101 is symbol 128
        8'b11110000,                             // book 2: 111100 is symbol 118
        8'b11101000,                             // book 2: 11101 is symbol 127
        8'b11100000,                             // book 2: 11100 is symbol 119
        8'b11010000,                             // book 2: 1101 is symbol 126
        8'b11000000,                             // book 2: 1100 is symbol 120
        8'b10100000,                             // book 2: 101 is symbol 125
        8'b10000000,                             // book 2: 100 is symbol 123
        8'b01100000,                             // book 2: 011 is symbol 122
        8'b01000000,                             // book 2: 010 is symbol 121
        8'b00000000,                             // book 2: 00 is symbol 124
        8'b11111111,                             // book 1: 11111111 is the escape
        8'b11111110,                             // book 1: 11111110 is symbol 115
        8'b11111101,                             // book 1: 11111101 is symbol 114
        8'b11111100,                             // book 1: 11111100 is symbol 113
        8'b11111010,                             // book 1: 1111101 is symbol 129
        8'b11111000,                             // book 1: 1111100 is symbol 116
        8'b11110100,                             // book 1: 111101 is symbol 118
        8'b11110000,                             // book 1: 111100 is symbol 117
        8'b11101000,                             // book 1: 11101 is symbol 128
        8'b11100000,                             // book 1: 11100 is symbol 119
        8'b11010000,                             // book 1: 1101 is symbol 127
        8'b11000000,                             // book 1: 1100 is symbol 126
        8'b10110000,                             // book 1: 1011 is symbol 121
        8'b10100000,                             // book 1: 1010 is symbol 120
        8'b10000000,                             // book 1: 100 is symbol 125
        8'b01100000,                             // book 1: 011 is symbol 123
        8'b01000000,                             // book 1: 010 is symbol 122
        8'b00000000,                             // book 1: 00 is symbol 124
        8'b11111111,                             // book 0: 11111111 is the escape
        8'b11111110,                             // book 0: 11111110 is symbol 130
        8'b11111101,                             // book 0: 11111101 is symbol 116
        8'b11111100,                             // book 0: 11111100 is symbol 115
        8'b11111011,                             // book 0: 11111011 is symbol 114
        8'b11111010,                             // book 0: 11111010 is symbol 113
        8'b11111000,                             // book 0: 1111100 is symbol 117
        8'b11110100,                             // book 0: 111101 is symbol 129
        8'b11110000,                             // book 0: 111100 is symbol 118
        8'b11101000,                             // book 0: 11101 is symbol 128
        8'b11100000,                             // book 0: 11100 is symbol 119
        8'b11010000,                             // book 0: 1101 is symbol 127
        8'b11000000,                             // book 0: 1100 is symbol 126
        8'b10110000,                             // book 0: 1011 is symbol 121
        8'b10100000,                             // book 0: 1010 is symbol 120
        8'b10000000,                             // book 0: 100 is symbol 125
        8'b01100000,                             // book 0: 011 is symbol 123
        8'b01000000,                             // book 0: 010 is symbol 122
        8'b00000000                              // book 0: 00 is symbol 124
    };
    localparam [ROWS*VALUE-1:0] ROW_VALUE = {
        9'h100,
        9'h100,
        9'h082,
        9'h073,
        9'h072,
        9'h071,
        9'h070,
        9'h081,
        9'h075,
        9'h074,
        9'h080,
        9'h07f,
        9'h07e,
        9'h077,
        9'h076,
        9'h078,
        9'h07d,
        9'h07c,
        9'h07a,
        9'h079,
        9'h07b,
        9'h100,
        9'h081,
        9'h074,
        9'h073,
        9'h072,
        9'h071,
        9'h075,
        9'h080,
        9'h076,
        9'h07f,
        9'h077,
        9'h07e,
        9'h078,
        9'h07d,
        9'h07b,
        9'h07a,
        9'h079,
        9'h07c,
        9'h100,
        9'h073,
        9'h072,
        9'h071,
        9'h081,
        9'h074,
        9'h076,
        9'h075,
        9'h080,
        9'h077,
        9'h07f,
        9'h07e,
        9'h079,
        9'h078,
        9'h07d,
        9'h07b,
        9'h07a,
        9'h07c,
        9'h100,
        9'h082,
        9'h074,
        9'h073,
        9'h072,
        9'h071,
        9'h075,
        9'h081,
        9'h076,
        9'h080,
        9'h077,
        9'h07f,
        9'h07e,
        9'h079,
        9'h078,
        9'h07d,
        9'h07b,
        9'h07a,
        9'h07c
    };
    // Classes of which some codeword's symbol stands as it is.
    localparam [CLASSES-1:0] PLAIN = 8'b11000000;

    wire [CLASSES:0] in;
    wire [ROWS-1:0]  row;
    wire             unused = &{1'b0, in};       // the highest
    bf16_best4_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits[X-1 -: CODE]), .in(in));
    // Every book finds a row and its value; then that of the book is chosen.
    wire [BOOKS*VALUE-1:0] values;
    genvar b;
    generate
        for (b = 0; b < BOOKS; b = b + 1) begin : gen_book
            localparam FIRST = ROW_FIRST[32*b +: 32];
            localparam COUNT = ROW_COUNT[32*b +: 32];
            bf16_best4_dec_range #(
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
    bf16_best4_delay #(.BITS(SYMBOL+RAW+1), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({symbol_d, raw_d}), .q({symbol, raw}));
endmodule

`default_nettype wire
