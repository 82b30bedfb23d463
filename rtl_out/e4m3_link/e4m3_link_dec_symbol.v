// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/e4m3_link.yaml
// Codebook: e4m3_act.yaml, digest 074d8b6fca4f0336, tag fe621fd8
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The element at the head of the bits: symbol and raw bits.
// A run is a row of codewords of one length whose symbols follow each other, so that
// symbol = codeword + a constant of the run. Behind the escape the symbol stands as it is.
module e4m3_link_dec_symbol #(
    parameter CUT = 0                            // registers before the sum
) (
    input  wire           clk,
    input  wire           en,
    input  wire [0:0]     book,                  // one-hot
    input  wire [19:0]    bits,                  // first bit highest
    output wire [7:0]     symbol,
    output wire [0:0]     raw                    // the lowest bit is none
);
    localparam X       = 20;                     // longest element
    localparam CODE    = 12;                     // longest codeword
    localparam SYMBOL  = 8;
    localparam RAW     = 0;
    localparam BOOKS   = 1;
    localparam CLASSES = 8;
    localparam [CLASSES*8-1:0] ENDS = {          // where the symbol's last bit is
        8'd20,                                   // 12 bits: the escape 111111111111
        8'd12,                                   // 12 bits: 49 codewords from 111111001110
        8'd11,                                   // 11 bits: 23 codewords from 11111010000
        8'd10,                                   // 10 bits: 24 codewords from 1111010000
        8'd9,                                    // 9 bits: 20 codewords from 111010100
        8'd8,                                    // 8 bits: 64 codewords from 10101010
        8'd7,                                    // 7 bits: 63 codewords from 0010110
        8'd6                                     // 6 bits: 11 codewords from 000000
    };
    // Runs, and what they add: those of all books, each book's in order.
    localparam ROWS  = 55;
    localparam VALUE = SYMBOL;
    localparam [BOOKS*32-1:0] ROW_FIRST = {      // where a book's own begin
        32'd0                                    // book 0
    };
    localparam [BOOKS*32-1:0] ROW_COUNT = {
        32'd55                                   // book 0
    };
    localparam [ROWS*CODE-1:0] ROW_FROM = {
        12'b111111111111,                        // 111111111111 is the escape
        12'b111111111110,                        // 111111111110 is symbol 157
        12'b111111100110,                        // 111111100110 is symbol 128
        12'b111111001110,                        // 111111001110 is symbol 0
        12'b111111001100,                        // 11111100110 is symbol 167
        12'b111111001010,                        // 11111100101 is symbol 165
        12'b111111001000,                        // 11111100100 is symbol 163
        12'b111111000100,                        // 11111100010 is symbol 158
        12'b111110111010,                        // 11111011101 is symbol 152
        12'b111110111000,                        // 11111011100 is symbol 39
        12'b111110110110,                        // 11111011011 is symbol 37
        12'b111110110100,                        // 11111011010 is symbol 35
        12'b111110100000,                        // 11111010000 is symbol 24
        12'b111110000000,                        // 1111100000 is symbol 168
        12'b111101111100,                        // 1111011111 is symbol 166
        12'b111101111000,                        // 1111011110 is symbol 164
        12'b111101101100,                        // 1111011011 is symbol 160
        12'b111101001100,                        // 1111010011 is symbol 40
        12'b111101001000,                        // 1111010010 is symbol 38
        12'b111101000100,                        // 1111010001 is symbol 36
        12'b111101000000,                        // 1111010000 is symbol 34
        12'b111100111000,                        // 111100111 is symbol 253
        12'b111100110000,                        // 111100110 is symbol 247
        12'b111011110000,                        // 111011110 is symbol 176
        12'b111011101000,                        // 111011101 is symbol 125
        12'b111011100000,                        // 111011100 is symbol 119
        12'b111010100000,                        // 111010100 is symbol 48
        12'b111010010000,                        // 11101001 is symbol 254
        12'b111001000000,                        // 11100100 is symbol 248
        12'b110110010000,                        // 11011001 is symbol 236
        12'b110110000000,                        // 11011000 is symbol 231
        12'b110100110000,                        // 11010011 is symbol 195
        12'b110010010000,                        // 11001001 is symbol 184
        12'b110010000000,                        // 11001000 is symbol 126
        12'b110000110000,                        // 11000011 is symbol 120
        12'b101110000000,                        // 10111000 is symbol 108
        12'b101101010000,                        // 10110101 is symbol 69
        12'b101101000000,                        // 10110100 is symbol 67
        12'b101010100000,                        // 10101010 is symbol 56
        12'b101000100000,                        // 1010001 is symbol 232
        12'b100010100000,                        // 1000101 is symbol 219
        12'b100000000000,                        // 1000000 is symbol 211
        12'b011011100000,                        // 0110111 is symbol 200
        12'b011011000000,                        // 0110110 is symbol 194
        12'b010110000000,                        // 0101100 is symbol 98
        12'b010011000000,                        // 0100110 is symbol 91
        12'b010000100000,                        // 0100001 is symbol 83
        12'b001100000000,                        // 0011000 is symbol 72
        12'b001011100000,                        // 0010111 is symbol 68
        12'b001011000000,                        // 0010110 is symbol 66
        12'b001000000000,                        // 001000 is symbol 216
        12'b000110000000,                        // 000110 is symbol 209
        12'b000101000000,                        // 000101 is symbol 97
        12'b000010000000,                        // 000010 is symbol 88
        12'b000000000000                         // 000000 is symbol 81
    };
    localparam [ROWS*VALUE-1:0] ROW_VALUE = {
        8'h00,
        8'h9f,
        8'h9a,
        8'h32,
        8'hc1,
        8'hc0,
        8'hbf,
        8'hbc,
        8'hbb,
        8'h4b,
        8'h4a,
        8'h49,
        8'h48,
        8'hc8,
        8'hc7,
        8'hc6,
        8'hc5,
        8'h55,
        8'h54,
        8'h53,
        8'h52,
        8'h16,
        8'h11,
        8'hd2,
        8'ha0,
        8'h9b,
        8'h5c,
        8'h15,
        8'h14,
        8'h13,
        8'h0f,
        8'hf0,
        8'hef,
        8'hb6,
        8'hb5,
        8'hb4,
        8'h90,
        8'h8f,
        8'h8e,
        8'h97,
        8'h96,
        8'h93,
        8'h91,
        8'h8c,
        8'h36,
        8'h35,
        8'h32,
        8'h30,
        8'h2d,
        8'h2c,
        8'hd0,
        8'hcb,
        8'h5c,
        8'h56,
        8'h51
    };

    wire [CLASSES:0] in;
    wire [ROWS-1:0]  row;
    wire             unused = &{1'b0, in};       // the highest
    e4m3_link_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits[X-1 -: CODE]), .in(in));
    // Every book finds a row and its value; then that of the book is chosen.
    wire [BOOKS*VALUE-1:0] values;
    genvar b;
    generate
        for (b = 0; b < BOOKS; b = b + 1) begin : gen_book
            localparam FIRST = ROW_FIRST[32*b +: 32];
            localparam COUNT = ROW_COUNT[32*b +: 32];
            e4m3_link_dec_range #(
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
            last_d = last_d | (ahead[X-ENDS[8*i +: 8] +: SYMBOL] & {SYMBOL{in[i]}});
            raw_d = raw_d | (after[X+RAW-ENDS[8*i +: 8] -: RAW+1] & {RAW+1{in[i]}});
        end
    end

    wire [SYMBOL-1:0] last, value;
    e4m3_link_delay #(.BITS(2*SYMBOL+RAW+1), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({last_d, value_d, raw_d}), .q({last, value, raw}));
    assign symbol = last + value;
endmodule

`default_nettype wire
