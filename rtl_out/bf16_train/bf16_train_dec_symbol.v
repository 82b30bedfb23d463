// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The element at the head of the bits: symbol and raw bits.
// A run is a row of codewords of one length whose symbols follow each other, so that
// symbol = codeword + a constant of the run. Behind the escape the symbol stands as it is.
module bf16_train_dec_symbol #(
    parameter CUT = 0                            // registers before the sum
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
    // Runs of all books, in each from where the one before it ends, and what they add.
    localparam RUNS = 42;
    localparam [BOOKS*32-1:0] RUN_FIRST = {      // where a book's own begin
        32'd41,                                  // book 3
        32'd26,                                  // book 2
        32'd15,                                  // book 1
        32'd0                                    // book 0
    };
    localparam [BOOKS*32-1:0] RUN_COUNT = {
        32'd1,                                   // book 3
        32'd15,                                  // book 2
        32'd11,                                  // book 1
        32'd15                                   // book 0
    };
    localparam [RUNS*CODE-1:0] RUN_FROM = {
        10'b0000000000,                          // book 3: 00000000 is symbol 0
        10'b1111111111,                          // book 2: 1111111111 is the escape
        10'b1111111110,                          // book 2: 1111111110 is symbol 134
        10'b1111111010,                          // book 2: 1111111010 is symbol 117
        10'b1111111000,                          // book 2: 111111100 is symbol 121
        10'b1111110100,                          // book 2: 11111101 is symbol 133
        10'b1111110000,                          // book 2: 11111100 is symbol 122
        10'b1111101000,                          // book 2: 1111101 is symbol 132
        10'b1111100000,                          // book 2: 1111100 is symbol 123
        10'b1111010000,                          // book 2: 111101 is symbol 131
        10'b1111000000,                          // book 2: 111100 is symbol 124
        10'b1110000000,                          // book 2: 11100 is symbol 125
        10'b1101000000,                          // book 2: 1101 is symbol 130
        10'b1100000000,                          // book 2: 1100 is symbol 127
        10'b1000000000,                          // book 2: 100 is symbol 128
        10'b0000000000,                          // book 2: 0 is symbol 0
        10'b1111111111,                          // book 1: 1111111111 is the escape
        10'b1111111110,                          // book 1: 1111111110 is symbol 133
        10'b1111111010,                          // book 1: 1111111010 is symbol 117
        10'b1111111000,                          // book 1: 111111100 is symbol 132
        10'b1111110000,                          // book 1: 11111100 is symbol 121
        10'b1111100000,                          // book 1: 111110 is symbol 131
        10'b1111000000,                          // book 1: 111100 is symbol 123
        10'b1110000000,                          // book 1: 1110 is symbol 125
        10'b1100000000,                          // book 1: 110 is symbol 130
        10'b1000000000,                          // book 1: 100 is symbol 126
        10'b0000000000,                          // book 1: 00 is symbol 128
        10'b1111111111,                          // book 0: 1111111111 is the escape
        10'b1111111110,                          // book 0: 1111111110 is symbol 135
        10'b1111111010,                          // book 0: 1111111010 is symbol 114
        10'b1111111000,                          // book 0: 111111100 is symbol 118
        10'b1111110000,                          // book 0: 11111100 is symbol 119
        10'b1111101000,                          // book 0: 1111101 is symbol 134
        10'b1111100000,                          // book 0: 1111100 is symbol 121
        10'b1111000000,                          // book 0: 111100 is symbol 122
        10'b1110100000,                          // book 0: 11101 is symbol 133
        10'b1110000000,                          // book 0: 11100 is symbol 124
        10'b1100000000,                          // book 0: 1100 is symbol 131
        10'b1010000000,                          // book 0: 1010 is symbol 125
        10'b0110000000,                          // book 0: 011 is symbol 129
        10'b0100000000,                          // book 0: 010 is symbol 127
        10'b0000000000                           // book 0: 00 is symbol 128
    };
    localparam [RUNS*SYMBOL-1:0] RUN_ADD = {
        8'h00,
        8'h00,
        8'h88,
        8'h7b,
        8'h7d,
        8'h88,
        8'h7e,
        8'h07,
        8'hff,
        8'h46,
        8'h40,
        8'h61,
        8'h75,
        8'h73,
        8'h7c,
        8'h00,
        8'h00,
        8'h87,
        8'h7b,
        8'h88,
        8'h7d,
        8'h45,
        8'h3f,
        8'h6f,
        8'h7c,
        8'h7a,
        8'h80,
        8'h00,
        8'h89,
        8'h78,
        8'h7a,
        8'h7b,
        8'h09,
        8'hfd,
        8'h3e,
        8'h68,
        8'h60,
        8'h77,
        8'h73,
        8'h7e,
        8'h7d,
        8'h80
    };

    wire [CLASSES:0] in;
    wire [RUNS-1:0]  run;
    wire             unused = &{1'b0, in};       // the highest
    bf16_train_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits[X-1 -: CODE]), .in(in));
    // Every book finds a run and what it adds; then that of the book is chosen.
    wire [BOOKS*SYMBOL-1:0] adds;
    genvar b;
    generate
        for (b = 0; b < BOOKS; b = b + 1) begin : gen_book
            localparam FIRST = RUN_FIRST[32*b +: 32];
            localparam COUNT = RUN_COUNT[32*b +: 32];
            bf16_train_dec_range #(
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
    bf16_train_delay #(.BITS(2*SYMBOL+RAW+1), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({code_d, add_d, raw_d}), .q({code, add, raw}));
    assign symbol = code + add;
endmodule

`default_nettype wire
