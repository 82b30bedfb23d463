// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_link.yaml
// Codebook: bf16_act.yaml, digest a00a06a7734ce6aa, tag 3676abbb
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The code: in which class of codewords the bits are, one-hot. A class is the codewords of one
// length, or the escape of one, that any book has, in canonical order. It begins where the one
// before it ends; one that a book does not have begins where the next one does, so it is empty.
// Behind them all are bits that begin no codeword.
module bf16_link_dec_code #(
    parameter FIRST = 1,                         // classes before this one are not told apart
    parameter HOLE  = 1                          // 0: what begins no codeword is in the last class
) (
    input  wire [0:0]     book,                  // one-hot, or none: then it is the first class
    input  wire [7:0]     bits,                  // from the codeword's first bit on
    output wire [8:0]     in                     // first class lowest; the highest is no codeword
);
    localparam BOOKS   = 1;
    localparam CODE    = 8;                      // longest codeword
    localparam CLASSES = 8;
    // Where classes begin, left-aligned, with a bit more for what begins behind all codewords.
    localparam [BOOKS*(CLASSES+1)*(CODE+1)-1:0] FROM = {
        9'b100000000,                            // all are assigned
        9'b011111111,                            // 8 bits: the escape 11111111
        9'b011111010,                            // 8 bits: 5 codewords from 11111010
        9'b011110100,                            // 7 bits: 3 codewords from 1111010
        9'b011110000,                            // 6 bits: 1 codeword from 111100
        9'b011100000,                            // 5 bits: 2 codewords from 11100
        9'b010100000,                            // 4 bits: 4 codewords from 1010
        9'b001000000,                            // 3 bits: 3 codewords from 010
        9'b000000000                             // 2 bits: 1 codeword from 00
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
