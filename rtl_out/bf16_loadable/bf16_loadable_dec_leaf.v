// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The transform of a segment of S bits, S at most the shortest element: row e says at which bit
// behind the segment the walk goes on that enters it at bit e.
//   e <  S: an element begins there, and ends e + length - S bits behind the segment
//   e >= S: nothing begins in the segment, and e - S is left
module bf16_loadable_dec_leaf #(
    parameter S    = 8,
    parameter X    = 24,                         // longest element: entries are 0 to X-1
    parameter E    = 5,                          // bits of an entry
    parameter CODE = 8                           // longest codeword
) (
    input  wire [56:0]     book,                 // where its classes begin
    input  wire [S+CODE-2:0] bits,               // first bit highest
    output wire [X*E-1:0]    t                   // row 0 lowest
);
    genvar e;
    generate
        for (e = 0; e < X; e = e + 1) begin : gen_row
            localparam [31:0] LEFT = e - S;
            if (e < S) begin : gen_start
                bf16_loadable_dec_length #(.BITS(E), .ADD(LEFT[E-1:0])) u_length (
                    .book(book), .bits(bits[S+CODE-2-e -: CODE]), .length(t[e*E +: E]));
            end else begin : gen_pass
                assign t[e*E +: E] = LEFT[E-1:0];
            end
        end
    endgenerate
endmodule

`default_nettype wire
