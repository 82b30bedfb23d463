// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788, tag d25547ce
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The element at the head of the bits: symbol and raw bits.
// Every codeword has its symbol in a table. Behind an escape, and where a book's codewords are its
// symbols, the symbol stands as it is.
module tiny_dec_symbol #(
    parameter CUT = 0                            // registers behind it
) (
    input  wire           clk,
    input  wire           en,
    input  wire [0:0]     book,                  // one-hot
    input  wire [3:0]     bits,                  // first bit highest
    output wire [1:0]     symbol,
    output wire [0:0]     raw                    // the lowest bit is none
);
    localparam X       = 4;                      // longest element
    localparam CODE    = 4;                      // longest codeword
    localparam SYMBOL  = 2;
    localparam RAW     = 0;
    localparam BOOKS   = 1;
    localparam CLASSES = 4;
    localparam [CLASSES*8-1:0] ENDS = {          // where the symbol's last bit is
        8'd4,                                    // 4 bits: 1 codeword from 1110
        8'd3,                                    // 3 bits: 1 codeword from 110
        8'd2,                                    // 2 bits: 1 codeword from 10
        8'd1                                     // 1 bit: 1 codeword from 0
    };
    // Codewords and their symbols: those of all books, each book's in order.
    localparam ROWS  = 4;
    localparam VALUE = SYMBOL + 1;               // with a bit more: it stands as it is
    localparam [BOOKS*32-1:0] ROW_FIRST = {      // where a book's own begin
        32'd0                                    // book 0
    };
    localparam [BOOKS*32-1:0] ROW_COUNT = {
        32'd4                                    // book 0
    };
    localparam [ROWS*CODE-1:0] ROW_FROM = {
        4'b1110,                                 // 1110 is symbol 3
        4'b1100,                                 // 110 is symbol 2
        4'b1000,                                 // 10 is symbol 1
        4'b0000                                  // 0 is symbol 0
    };
    localparam [ROWS*VALUE-1:0] ROW_VALUE = {
        3'h3,
        3'h2,
        3'h1,
        3'h0
    };
    // Classes of which some codeword's symbol stands as it is.
    localparam [CLASSES-1:0] PLAIN = 4'b0000;

    wire [CLASSES:0] in;
    wire [ROWS-1:0]  row;
    wire             unused = &{1'b0, in};       // the highest
    tiny_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits[X-1 -: CODE]), .in(in));
    // Every book finds a row and its value; then that of the book is chosen.
    wire [BOOKS*VALUE-1:0] values;
    genvar b;
    generate
        for (b = 0; b < BOOKS; b = b + 1) begin : gen_book
            localparam FIRST = ROW_FIRST[32*b +: 32];
            localparam COUNT = ROW_COUNT[32*b +: 32];
            tiny_dec_range #(
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
    tiny_delay #(.BITS(SYMBOL+RAW+1), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({symbol_d, raw_d}), .q({symbol, raw}));
endmodule

`default_nettype wire
