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
// A run is a row of codewords of one length whose symbols follow each other, so that
// symbol = codeword + a constant of the run. Behind the escape the symbol stands as it is.
module bf16_best4_dec_symbol #(
    parameter CUT = 0                            // registers before the sum
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
    // Runs of all books, in each from where the one before it ends, and what they add.
    localparam RUNS = 51;
    localparam [BOOKS*32-1:0] RUN_FIRST = {      // where a book's own begin
        32'd50,                                  // book 4
        32'd38,                                  // book 3
        32'd25,                                  // book 2
        32'd13,                                  // book 1
        32'd0                                    // book 0
    };
    localparam [BOOKS*32-1:0] RUN_COUNT = {
        32'd1,                                   // book 4
        32'd12,                                  // book 3
        32'd13,                                  // book 2
        32'd12,                                  // book 1
        32'd13                                   // book 0
    };
    localparam [RUNS*CODE-1:0] RUN_FROM = {
        8'b00000000,                             // book 4: 00000000 is symbol 0
        8'b11111111,                             // book 3: 11111111 is the escape
        8'b11111110,                             // book 3: 11111110 is symbol 130
        8'b11111010,                             // book 3: 11111010 is symbol 112
        8'b11111000,                             // book 3: 1111100 is symbol 129
        8'b11110100,                             // book 3: 1111010 is symbol 116
        8'b11110000,                             // book 3: 111100 is symbol 128
        8'b11100000,                             // book 3: 11100 is symbol 126
        8'b11010000,                             // book 3: 11010 is symbol 118
        8'b11000000,                             // book 3: 1100 is symbol 120
        8'b10000000,                             // book 3: 100 is symbol 124
        8'b01000000,                             // book 3: 010 is symbol 121
        8'b00000000,                             // book 3: 00 is symbol 123
        8'b11111111,                             // book 2: 11111111 is the escape
        8'b11111110,                             // book 2: 11111110 is symbol 129
        8'b11111010,                             // book 2: 11111010 is symbol 113
        8'b11111000,                             // book 2: 1111100 is symbol 117
        8'b11110100,                             // book 2: 111101 is symbol 128
        8'b11110000,                             // book 2: 111100 is symbol 118
        8'b11101000,                             // book 2: 11101 is symbol 127
        8'b11100000,                             // book 2: 11100 is symbol 119
        8'b11010000,                             // book 2: 1101 is symbol 126
        8'b11000000,                             // book 2: 1100 is symbol 120
        8'b10100000,                             // book 2: 101 is symbol 125
        8'b01000000,                             // book 2: 010 is symbol 121
        8'b00000000,                             // book 2: 00 is symbol 124
        8'b11111111,                             // book 1: 11111111 is the escape
        8'b11111100,                             // book 1: 11111100 is symbol 113
        8'b11111010,                             // book 1: 1111101 is symbol 129
        8'b11111000,                             // book 1: 1111100 is symbol 116
        8'b11110000,                             // book 1: 111100 is symbol 117
        8'b11101000,                             // book 1: 11101 is symbol 128
        8'b11100000,                             // book 1: 11100 is symbol 119
        8'b11000000,                             // book 1: 1100 is symbol 126
        8'b10100000,                             // book 1: 1010 is symbol 120
        8'b10000000,                             // book 1: 100 is symbol 125
        8'b01000000,                             // book 1: 010 is symbol 122
        8'b00000000,                             // book 1: 00 is symbol 124
        8'b11111111,                             // book 0: 11111111 is the escape
        8'b11111110,                             // book 0: 11111110 is symbol 130
        8'b11111010,                             // book 0: 11111010 is symbol 113
        8'b11111000,                             // book 0: 1111100 is symbol 117
        8'b11110100,                             // book 0: 111101 is symbol 129
        8'b11110000,                             // book 0: 111100 is symbol 118
        8'b11101000,                             // book 0: 11101 is symbol 128
        8'b11100000,                             // book 0: 11100 is symbol 119
        8'b11000000,                             // book 0: 1100 is symbol 126
        8'b10100000,                             // book 0: 1010 is symbol 120
        8'b10000000,                             // book 0: 100 is symbol 125
        8'b01000000,                             // book 0: 010 is symbol 122
        8'b00000000                              // book 0: 00 is symbol 124
    };
    localparam [RUNS*SYMBOL-1:0] RUN_ADD = {
        8'h00,
        8'h00,
        8'h84,
        8'h76,
        8'h05,
        8'hfa,
        8'h44,
        8'h62,
        8'h5c,
        8'h6c,
        8'h78,
        8'h77,
        8'h7b,
        8'h00,
        8'h83,
        8'h77,
        8'hf9,
        8'h43,
        8'h3a,
        8'h62,
        8'h5b,
        8'h71,
        8'h6c,
        8'h78,
        8'h77,
        8'h7c,
        8'h00,
        8'h75,
        8'h04,
        8'hf8,
        8'h39,
        8'h63,
        8'h5b,
        8'h72,
        8'h6e,
        8'h79,
        8'h78,
        8'h7c,
        8'h00,
        8'h84,
        8'h77,
        8'hf9,
        8'h44,
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
    bf16_best4_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits[X-1 -: CODE]), .in(in));
    // Every book finds a run and what it adds; then that of the book is chosen.
    wire [BOOKS*SYMBOL-1:0] adds;
    genvar b;
    generate
        for (b = 0; b < BOOKS; b = b + 1) begin : gen_book
            localparam FIRST = RUN_FIRST[32*b +: 32];
            localparam COUNT = RUN_COUNT[32*b +: 32];
            bf16_best4_dec_range #(
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
    bf16_best4_delay #(.BITS(2*SYMBOL+RAW+1), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({code_d, add_d, raw_d}), .q({code, add, raw}));
    assign symbol = code + add;
endmodule

`default_nettype wire
