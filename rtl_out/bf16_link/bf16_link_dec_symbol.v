// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_link.yaml
// Codebook: bf16_act.yaml, digest a00a06a7734ce6aa, tag 3676abbb
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The element at the head of the bits: symbol and raw bits.
// A run is a row of codewords of one length whose symbols follow each other, so that
// symbol = codeword + a constant of the run. Behind the escape the symbol stands as it is.
module bf16_link_dec_symbol #(
    parameter CUT = 0                            // registers before the sum
) (
    input  wire           clk,
    input  wire           en,
    input  wire [0:0]     book,                  // one-hot
    input  wire [23:0]    bits,                  // first bit highest
    output wire [7:0]     symbol,
    output wire [8:0]     raw                    // the lowest bit is none
);
    localparam X       = 24;                     // longest element
    localparam CODE    = 8;                      // longest codeword
    localparam SYMBOL  = 8;
    localparam RAW     = 8;
    localparam BOOKS   = 1;
    localparam CLASSES = 8;
    localparam [CLASSES*8-1:0] ENDS = {          // where the symbol's last bit is
        8'd16,                                   // 8 bits: the escape 11111111
        8'd8,                                    // 8 bits: 5 codewords from 11111010
        8'd7,                                    // 7 bits: 3 codewords from 1111010
        8'd6,                                    // 6 bits: 1 codeword from 111100
        8'd5,                                    // 5 bits: 2 codewords from 11100
        8'd4,                                    // 4 bits: 4 codewords from 1010
        8'd3,                                    // 3 bits: 3 codewords from 010
        8'd2                                     // 2 bits: 1 codeword from 00
    };
    // Runs of all books, in each from where the one before it ends, and what they add.
    localparam RUNS = 13;
    localparam [BOOKS*32-1:0] RUN_FIRST = {      // where a book's own begin
        32'd0                                    // book 0
    };
    localparam [BOOKS*32-1:0] RUN_COUNT = {
        32'd13                                   // book 0
    };
    localparam [RUNS*CODE-1:0] RUN_FROM = {
        8'b11111111,                             // 11111111 is the escape
        8'b11111110,                             // 11111110 is symbol 130
        8'b11111010,                             // 11111010 is symbol 112
        8'b11111000,                             // 1111100 is symbol 129
        8'b11110100,                             // 1111010 is symbol 116
        8'b11110000,                             // 111100 is symbol 118
        8'b11101000,                             // 11101 is symbol 128
        8'b11100000,                             // 11100 is symbol 119
        8'b11000000,                             // 1100 is symbol 126
        8'b10100000,                             // 1010 is symbol 120
        8'b10000000,                             // 100 is symbol 125
        8'b01000000,                             // 010 is symbol 122
        8'b00000000                              // 00 is symbol 124
    };
    localparam [RUNS*SYMBOL-1:0] RUN_ADD = {
        8'h00,
        8'h84,
        8'h76,
        8'h05,
        8'hfa,
        8'h3a,
        8'h63,
        8'h5b,
        8'h72,
        8'h6e,
        8'h79,
        8'h78,
        8'h7c
    };

    wire [CLASSES:0] in;
    wire [RUNS-1:0]  run;
    wire             unused = &{1'b0, in};       // the highest
    bf16_link_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits[X-1 -: CODE]), .in(in));
    // Every book finds a run and what it adds; then that of the book is chosen.
    wire [BOOKS*SYMBOL-1:0] adds;
    genvar b;
    generate
        for (b = 0; b < BOOKS; b = b + 1) begin : gen_book
            localparam FIRST = RUN_FIRST[32*b +: 32];
            localparam COUNT = RUN_COUNT[32*b +: 32];
            bf16_link_dec_range #(
                .BITS(CODE), .N(COUNT), .FROM(RUN_FROM[FIRST*CODE +: COUNT*CODE])
            ) u_run (.bits(bits[X-1 -: CODE]), .in(run[FIRST +: COUNT]));
            reg [SYMBOL-1:0] sum;
            integer n;
            always @* begin
                sum = {SYMBOL{1'b0}};
                for (n = FIRST; n < FIRST + COUNT; n = n + 1)
                    sum = sum | (RUN_ADD[SYMBOL*n +: SYMBOL] & {SYMBOL{run[n]}});
            end
            assign adds[b*SYMBOL +: SYMBOL] = sum & {SYMBOL{book[b]}};
        end
    endgenerate

    wire [SYMBOL+X-1:0] ahead  = { {SYMBOL{1'b0}}, bits};
    wire [X+RAW:0]      after  = {bits, {RAW+1{1'b0}}};
    reg  [SYMBOL-1:0]   code_d, add_d;
    reg  [RAW:0]        raw_d;
    integer i;
    always @* begin
        code_d = {SYMBOL{1'b0}};
        add_d  = {SYMBOL{1'b0}};
        raw_d  = {RAW+1{1'b0}};
        for (i = 0; i < BOOKS; i = i + 1)
            add_d = add_d | adds[SYMBOL*i +: SYMBOL];
        for (i = 0; i < CLASSES; i = i + 1) begin
            code_d = code_d | (ahead[X-ENDS[8*i +: 8] +: SYMBOL] & {SYMBOL{in[i]}});
            raw_d  = raw_d | (after[X+RAW-ENDS[8*i +: 8] -: RAW+1] & {RAW+1{in[i]}});
        end
    end

    wire [SYMBOL-1:0] code, add;
    bf16_link_delay #(.BITS(2*SYMBOL+RAW+1), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({code_d, add_d, raw_d}), .q({code, add, raw}));
    assign symbol = code + add;
endmodule

`default_nettype wire
