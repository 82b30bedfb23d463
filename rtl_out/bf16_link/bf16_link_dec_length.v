// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_link.yaml
// Codebook: bf16_act.yaml, digest a00a06a7734ce6aa
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The length function: bits of the element that begins here, and a constant more. Every place of a
// word asks for it, before anybody knows where the elements begin. Bits that begin no codeword are
// taken for the last class, so that nothing ever stands still.
module bf16_link_dec_length #(
    parameter BITS = 4,                          // of the result
    parameter [BITS-1:0] ADD = {BITS{1'b0}}      // modulo 2**BITS
) (
    input  wire [7:0]     bits,                  // from the element's first bit on
    output reg  [BITS-1:0] length
);
    localparam CODE = 8;                         // longest codeword
    // Classes of codewords with one length, left-aligned, each from where the one before it ends.
    localparam CLASSES = 8;
    localparam [CLASSES*CODE-1:0] FROM = {
        8'b11111111,                             // 8 bits: the escape 11111111
        8'b11111010,                             // 8 bits: 5 codewords from 11111010
        8'b11110100,                             // 7 bits: 3 codewords from 1111010
        8'b11110000,                             // 6 bits: 1 codeword from 111100
        8'b11100000,                             // 5 bits: 2 codewords from 11100
        8'b10100000,                             // 4 bits: 4 codewords from 1010
        8'b01000000,                             // 3 bits: 3 codewords from 010
        8'b00000000                              // 2 bits: 1 codeword from 00
    };
    localparam [CLASSES*16-1:0] LENGTH = {       // of a whole element
        16'd24,                                  // 8 bits: the escape 11111111
        16'd16,                                  // 8 bits: 5 codewords from 11111010
        16'd15,                                  // 7 bits: 3 codewords from 1111010
        16'd14,                                  // 6 bits: 1 codeword from 111100
        16'd13,                                  // 5 bits: 2 codewords from 11100
        16'd12,                                  // 4 bits: 4 codewords from 1010
        16'd11,                                  // 3 bits: 3 codewords from 010
        16'd10                                   // 2 bits: 1 codeword from 00
    };

    wire [CLASSES-1:0] in;
    bf16_link_dec_range #(.BITS(CODE), .N(CLASSES), .FROM(FROM)) u_class (.bits(bits), .in(in));

    integer i;
    always @* begin
        length = {BITS{1'b0}};
        for (i = 0; i < CLASSES; i = i + 1)
            length = length | ((LENGTH[16*i +: BITS] + ADD) & {BITS{in[i]}});
    end
endmodule

`default_nettype wire
