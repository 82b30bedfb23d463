// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The code: in which class of codewords the bits are, one-hot. A class is the codewords of one
// length, or the escape of one, that any book has, in canonical order. It begins where the one
// before it ends; one that a book does not have begins where the next one does, so it is empty.
// Behind them all are bits that begin no codeword.
module bf16_best4_dec_code #(
    parameter FIRST = 1,                         // classes before this one are not told apart
    parameter HOLE  = 1                          // 0: what begins no codeword is in the last class
) (
    input  wire [4:0]     book,                  // one-hot, or none: then it is the first class
    input  wire [7:0]     bits,                  // from the codeword's first bit on
    output wire [8:0]     in                     // first class lowest; the highest is no codeword
);
    localparam BOOKS   = 5;
    localparam CODE    = 8;                      // longest codeword
    localparam CLASSES = 8;
    // Where classes begin, left-aligned, with a bit more for what begins behind all codewords.
    localparam [BOOKS*(CLASSES+1)*(CODE+1)-1:0] FROM = {
        9'b100000000,                            // book 4: all are assigned
        9'b100000000,                            // book 4: none of 8 bits, the escape
        9'b000000000,                            // book 4: 8 bits: 256 codewords from 00000000
        9'b000000000,                            // book 4: none of 7 bits
        9'b000000000,                            // book 4: none of 6 bits
        9'b000000000,                            // book 4: none of 5 bits
        9'b000000000,                            // book 4: none of 4 bits
        9'b000000000,                            // book 4: none of 3 bits
        9'b000000000,                            // book 4: none of 2 bits
        9'b100000000,                            // book 3: all are assigned
        9'b011111111,                            // book 3: 8 bits: the escape 11111111
        9'b011111010,                            // book 3: 8 bits: 5 codewords from 11111010
        9'b011110100,                            // book 3: 7 bits: 3 codewords from 1111010
        9'b011110000,                            // book 3: 6 bits: 1 codeword from 111100
        9'b011010000,                            // book 3: 5 bits: 4 codewords from 11010
        9'b011000000,                            // book 3: 4 bits: 1 codeword from 1100
        9'b001000000,                            // book 3: 3 bits: 4 codewords from 010
        9'b000000000,                            // book 3: 2 bits: 1 codeword from 00
        9'b100000000,                            // book 2: all are assigned
        9'b011111111,                            // book 2: 8 bits: the escape 11111111
        9'b011111010,                            // book 2: 8 bits: 5 codewords from 11111010
        9'b011111000,                            // book 2: 7 bits: 1 codeword from 1111100
        9'b011110000,                            // book 2: 6 bits: 2 codewords from 111100
        9'b011100000,                            // book 2: 5 bits: 2 codewords from 11100
        9'b011000000,                            // book 2: 4 bits: 2 codewords from 1100
        9'b001000000,                            // book 2: 3 bits: 4 codewords from 010
        9'b000000000,                            // book 2: 2 bits: 1 codeword from 00
        9'b100000000,                            // book 1: all are assigned
        9'b011111111,                            // book 1: 8 bits: the escape 11111111
        9'b011111100,                            // book 1: 8 bits: 3 codewords from 11111100
        9'b011111000,                            // book 1: 7 bits: 2 codewords from 1111100
        9'b011110000,                            // book 1: 6 bits: 2 codewords from 111100
        9'b011100000,                            // book 1: 5 bits: 2 codewords from 11100
        9'b010100000,                            // book 1: 4 bits: 4 codewords from 1010
        9'b001000000,                            // book 1: 3 bits: 3 codewords from 010
        9'b000000000,                            // book 1: 2 bits: 1 codeword from 00
        9'b100000000,                            // book 0: all are assigned
        9'b011111111,                            // book 0: 8 bits: the escape 11111111
        9'b011111010,                            // book 0: 8 bits: 5 codewords from 11111010
        9'b011111000,                            // book 0: 7 bits: 1 codeword from 1111100
        9'b011110000,                            // book 0: 6 bits: 2 codewords from 111100
        9'b011100000,                            // book 0: 5 bits: 2 codewords from 11100
        9'b010100000,                            // book 0: 4 bits: 4 codewords from 1010
        9'b001000000,                            // book 0: 3 bits: 3 codewords from 010
        9'b000000000                             // book 0: 2 bits: 1 codeword from 00
    };

    wire [CLASSES+1:0] ge;
    wire               unused = &{1'b0, bits, book}; // with a single class
    assign ge[FIRST-1:0]  = {FIRST{1'b1}};
    assign ge[CLASSES+1]  = 1'b0;
    genvar i, b;
    generate
        for (i = FIRST; i <= CLASSES; i = i + 1) begin : gen_ge
            wire [BOOKS-1:0] at;
            for (b = 0; b < BOOKS; b = b + 1) begin : gen_book
                localparam [CODE:0] HERE = FROM[(b*(CLASSES+1)+i)*(CODE+1) +: CODE+1];
                if (HERE == {CODE+1{1'b0}}) begin : gen_always
                    assign at[b] = book[b];
                end else begin : gen_behind
                    assign at[b] = book[b] & ({1'b0, bits} >= HERE);
                end
            end
            assign ge[i] = (i < CLASSES || HOLE != 0) & (|at);
        end
    endgenerate
    assign in = ge[CLASSES:0] & ~ge[CLASSES+1:1];
endmodule

`default_nettype wire
