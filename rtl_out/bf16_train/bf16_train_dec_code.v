// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The code: in which class of codewords the bits are, one-hot. A class is the codewords of one
// length, or the escape of one, that any book has, in canonical order. It begins where the one
// before it ends; one that a book does not have begins where the next one does, so it is empty.
// Behind them all are bits that begin no codeword.
module bf16_train_dec_code #(
    parameter FIRST = 1,                         // classes before this one are not told apart
    parameter HOLE  = 1                          // 0: what begins no codeword is in the last class
) (
    input  wire [3:0]     book,                  // one-hot, or none: then it is the first class
    input  wire [9:0]     bits,                  // from the codeword's first bit on
    output wire [11:0]    in                     // first class lowest; the highest is no codeword
);
    localparam BOOKS   = 4;
    localparam CODE    = 10;                     // longest codeword
    localparam CLASSES = 11;
    // Where classes begin, left-aligned, with a bit more for what begins behind all codewords.
    localparam [BOOKS*(CLASSES+1)*(CODE+1)-1:0] FROM = {
        11'b10000000000,                         // book 3: all are assigned
        11'b10000000000,                         // book 3: none of 10 bits, the escape
        11'b10000000000,                         // book 3: none of 10 bits
        11'b10000000000,                         // book 3: none of 9 bits
        11'b00000000000,                         // book 3: 8 bits: 256 codewords from 00000000
        11'b00000000000,                         // book 3: none of 7 bits
        11'b00000000000,                         // book 3: none of 6 bits
        11'b00000000000,                         // book 3: none of 5 bits
        11'b00000000000,                         // book 3: none of 4 bits
        11'b00000000000,                         // book 3: none of 3 bits
        11'b00000000000,                         // book 3: none of 2 bits
        11'b00000000000,                         // book 3: none of 1 bit
        11'b10000000000,                         // book 2: all are assigned
        11'b01111111111,                         // book 2: 10 bits: the escape 1111111111
        11'b01111111010,                         // book 2: 10 bits: 5 codewords from 1111111010
        11'b01111111000,                         // book 2: 9 bits: 1 codeword from 111111100
        11'b01111110000,                         // book 2: 8 bits: 2 codewords from 11111100
        11'b01111100000,                         // book 2: 7 bits: 2 codewords from 1111100
        11'b01111000000,                         // book 2: 6 bits: 2 codewords from 111100
        11'b01110000000,                         // book 2: 5 bits: 2 codewords from 11100
        11'b01100000000,                         // book 2: 4 bits: 2 codewords from 1100
        11'b01000000000,                         // book 2: 3 bits: 2 codewords from 100
        11'b01000000000,                         // book 2: none of 2 bits
        11'b00000000000,                         // book 2: 1 bit: 1 codeword from 0
        11'b10000000000,                         // book 1: all are assigned
        11'b01111111111,                         // book 1: 10 bits: the escape 1111111111
        11'b01111111010,                         // book 1: 10 bits: 5 codewords from 1111111010
        11'b01111111000,                         // book 1: 9 bits: 1 codeword from 111111100
        11'b01111110000,                         // book 1: 8 bits: 2 codewords from 11111100
        11'b01111110000,                         // book 1: none of 7 bits
        11'b01111000000,                         // book 1: 6 bits: 3 codewords from 111100
        11'b01111000000,                         // book 1: none of 5 bits
        11'b01110000000,                         // book 1: 4 bits: 1 codeword from 1110
        11'b01000000000,                         // book 1: 3 bits: 3 codewords from 100
        11'b00000000000,                         // book 1: 2 bits: 2 codewords from 00
        11'b00000000000,                         // book 1: none of 1 bit
        11'b10000000000,                         // book 0: all are assigned
        11'b01111111111,                         // book 0: 10 bits: the escape 1111111111
        11'b01111111010,                         // book 0: 10 bits: 5 codewords from 1111111010
        11'b01111111000,                         // book 0: 9 bits: 1 codeword from 111111100
        11'b01111110000,                         // book 0: 8 bits: 2 codewords from 11111100
        11'b01111100000,                         // book 0: 7 bits: 2 codewords from 1111100
        11'b01111000000,                         // book 0: 6 bits: 2 codewords from 111100
        11'b01110000000,                         // book 0: 5 bits: 2 codewords from 11100
        11'b01010000000,                         // book 0: 4 bits: 4 codewords from 1010
        11'b00100000000,                         // book 0: 3 bits: 3 codewords from 010
        11'b00000000000,                         // book 0: 2 bits: 1 codeword from 00
        11'b00000000000                          // book 0: none of 1 bit
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
