// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The length function: bits of the element that begins here, and a constant more. Every place of a
// word asks for it, before anybody knows where the elements begin. Bits that begin no codeword are
// taken for the last class, so that nothing ever stands still.
module bf16_best4_dec_length #(
    parameter BITS = 4,                          // of the result
    parameter [BITS-1:0] ADD = {BITS{1'b0}}      // modulo 2**BITS
) (
    input  wire [4:0]     book,                  // one-hot
    input  wire [7:0]     bits,                  // from the element's first bit on
    output reg  [BITS-1:0] length
);
    localparam CODE = 8;                         // longest codeword
    localparam BOOKS = 5;
    // Classes of codewords with one length, left-aligned, each from where the one before it ends;
    // those that a book does not have are empty.
    localparam CLASSES = 8;
    localparam [BOOKS*CLASSES*(CODE+1)-1:0] FROM = {
        9'b100000000,                            // book 4: none of 8 bits, the escape
        9'b000000000,                            // book 4: 8 bits: 256 codewords from 00000000
        9'b000000000,                            // book 4: none of 7 bits
        9'b000000000,                            // book 4: none of 6 bits
        9'b000000000,                            // book 4: none of 5 bits
        9'b000000000,                            // book 4: none of 4 bits
        9'b000000000,                            // book 4: none of 3 bits
        9'b000000000,                            // book 4: none of 2 bits
        9'b011111111,                            // book 3: 8 bits: the escape 11111111
        9'b011111010,                            // book 3: 8 bits: 5 codewords from 11111010
        9'b011110100,                            // book 3: 7 bits: 3 codewords from 1111010
        9'b011110000,                            // book 3: 6 bits: 1 codeword from 111100
        9'b011010000,                            // book 3: 5 bits: 4 codewords from 11010
        9'b011000000,                            // book 3: 4 bits: 1 codeword from 1100
        9'b001000000,                            // book 3: 3 bits: 4 codewords from 010
        9'b000000000,                            // book 3: 2 bits: 1 codeword from 00
        9'b011111111,                            // book 2: 8 bits: the escape 11111111
        9'b011111010,                            // book 2: 8 bits: 5 codewords from 11111010
        9'b011111000,                            // book 2: 7 bits: 1 codeword from 1111100
        9'b011110000,                            // book 2: 6 bits: 2 codewords from 111100
        9'b011100000,                            // book 2: 5 bits: 2 codewords from 11100
        9'b011000000,                            // book 2: 4 bits: 2 codewords from 1100
        9'b001000000,                            // book 2: 3 bits: 4 codewords from 010
        9'b000000000,                            // book 2: 2 bits: 1 codeword from 00
        9'b011111111,                            // book 1: 8 bits: the escape 11111111
        9'b011111100,                            // book 1: 8 bits: 3 codewords from 11111100
        9'b011111000,                            // book 1: 7 bits: 2 codewords from 1111100
        9'b011110000,                            // book 1: 6 bits: 2 codewords from 111100
        9'b011100000,                            // book 1: 5 bits: 2 codewords from 11100
        9'b010100000,                            // book 1: 4 bits: 4 codewords from 1010
        9'b001000000,                            // book 1: 3 bits: 3 codewords from 010
        9'b000000000,                            // book 1: 2 bits: 1 codeword from 00
        9'b011111111,                            // book 0: 8 bits: the escape 11111111
        9'b011111010,                            // book 0: 8 bits: 5 codewords from 11111010
        9'b011111000,                            // book 0: 7 bits: 1 codeword from 1111100
        9'b011110000,                            // book 0: 6 bits: 2 codewords from 111100
        9'b011100000,                            // book 0: 5 bits: 2 codewords from 11100
        9'b010100000,                            // book 0: 4 bits: 4 codewords from 1010
        9'b001000000,                            // book 0: 3 bits: 3 codewords from 010
        9'b000000000                             // book 0: 2 bits: 1 codeword from 00
    };
    localparam [CLASSES*16-1:0] LENGTH = {       // of a whole element
        16'd24,                                  // 8 bits, the escape
        16'd16,                                  // 8 bits
        16'd15,                                  // 7 bits
        16'd14,                                  // 6 bits
        16'd13,                                  // 5 bits
        16'd12,                                  // 4 bits
        16'd11,                                  // 3 bits
        16'd10                                   // 2 bits
    };

    wire [CLASSES-1:0] in;
    bf16_best4_dec_ranges #(.BITS(CODE), .BOOKS(BOOKS), .N(CLASSES), .FROM(FROM)) u_class (
        .book(book), .bits(bits), .in(in));

    integer i;
    always @* begin
        length = {BITS{1'b0}};
        for (i = 0; i < CLASSES; i = i + 1)
            length = length | ((LENGTH[16*i +: BITS] + ADD) & {BITS{in[i]}});
    end
endmodule

`default_nettype wire
