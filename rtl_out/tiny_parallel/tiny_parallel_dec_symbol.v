// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny_parallel.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788, tag d25547ce
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The element at the head of the bits: symbol and raw bits.
// A run is a row of codewords of one length whose symbols follow each other, so that
// symbol = codeword + a constant of the run. Behind the escape the symbol stands as it is.
module tiny_parallel_dec_symbol #(
    parameter CUT = 0                            // registers before the sum
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
    // Runs of all books, in each from where the one before it ends, and what they add.
    localparam RUNS = 4;
    localparam [BOOKS*32-1:0] RUN_FIRST = {      // where a book's own begin
        32'd0                                    // book 0
    };
    localparam [BOOKS*32-1:0] RUN_COUNT = {
        32'd4                                    // book 0
    };
    localparam [RUNS*CODE-1:0] RUN_FROM = {
        4'b1110,                                 // 1110 is symbol 3
        4'b1100,                                 // 110 is symbol 2
        4'b1000,                                 // 10 is symbol 1
        4'b0000                                  // 0 is symbol 0
    };
    localparam [RUNS*SYMBOL-1:0] RUN_ADD = {
        2'h1,
        2'h0,
        2'h3,
        2'h0
    };

    wire [CLASSES:0] in;
    wire [RUNS-1:0]  run;
    wire             unused = &{1'b0, in};       // the highest
    tiny_parallel_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits[X-1 -: CODE]), .in(in));
    // Every book finds a run and what it adds; then that of the book is chosen.
    wire [BOOKS*SYMBOL-1:0] adds;
    genvar b;
    generate
        for (b = 0; b < BOOKS; b = b + 1) begin : gen_book
            localparam FIRST = RUN_FIRST[32*b +: 32];
            localparam COUNT = RUN_COUNT[32*b +: 32];
            tiny_parallel_dec_range #(
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
    tiny_parallel_delay #(.BITS(2*SYMBOL+RAW+1), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({code_d, add_d, raw_d}), .q({code, add, raw}));
    assign symbol = code + add;
endmodule

`default_nettype wire
