// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/e4m3_link.yaml
// Codebook: e4m3_act.yaml, digest 074d8b6fca4f0336, tag fe621fd8
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The length function: bits of the element that begins here, and a constant more. Every place of a
// word asks for it, before anybody knows where the elements begin. Bits that begin no codeword are
// taken for the last class, so that nothing ever stands still.
module e4m3_link_dec_length #(
    parameter BITS = 4,                          // of the result
    parameter [BITS-1:0] ADD = {BITS{1'b0}}      // modulo 2**BITS
) (
    input  wire [0:0]     book,                  // one-hot
    input  wire [11:0]    bits,                  // from the element's first bit on
    output reg  [BITS-1:0] length
);
    localparam CLASSES = 8;
    localparam [CLASSES*16-1:0] LENGTH = {       // of a whole element
        16'd20,                                  // 12 bits: the escape 111111111111
        16'd12,                                  // 12 bits: 49 codewords from 111111001110
        16'd11,                                  // 11 bits: 23 codewords from 11111010000
        16'd10,                                  // 10 bits: 24 codewords from 1111010000
        16'd9,                                   // 9 bits: 20 codewords from 111010100
        16'd8,                                   // 8 bits: 64 codewords from 10101010
        16'd7,                                   // 7 bits: 63 codewords from 0010110
        16'd6                                    // 6 bits: 11 codewords from 000000
    };

    wire [CLASSES:0] in;
    wire             unused = &{1'b0, in};       // the highest
    e4m3_link_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits), .in(in));

    integer i;
    always @* begin
        length = {BITS{1'b0}};
        for (i = 0; i < CLASSES; i = i + 1) begin
            length = length | ((LENGTH[16*i +: BITS] + ADD) & {BITS{in[i]}});
        end
    end
endmodule

`default_nettype wire
