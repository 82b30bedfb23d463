// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny_parallel.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788, tag d25547ce
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The length function: bits of the element that begins here, and a constant more. Every place of a
// word asks for it, before anybody knows where the elements begin. Bits that begin no codeword are
// taken for the last class, so that nothing ever stands still.
module tiny_parallel_dec_length #(
    parameter BITS = 4,                          // of the result
    parameter [BITS-1:0] ADD = {BITS{1'b0}}      // modulo 2**BITS
) (
    input  wire [0:0]     book,                  // one-hot
    input  wire [3:0]     bits,                  // from the element's first bit on
    output reg  [BITS-1:0] length
);
    localparam CLASSES = 4;
    localparam [CLASSES*16-1:0] LENGTH = {       // of a whole element
        16'd4,                                   // 4 bits: 1 codeword from 1110
        16'd3,                                   // 3 bits: 1 codeword from 110
        16'd2,                                   // 2 bits: 1 codeword from 10
        16'd1                                    // 1 bit: 1 codeword from 0
    };

    wire [CLASSES:0] in;
    wire             unused = &{1'b0, in};       // the highest
    tiny_parallel_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits), .in(in));

    integer i;
    always @* begin
        length = {BITS{1'b0}};
        for (i = 0; i < CLASSES; i = i + 1) begin
            length = length | ((LENGTH[16*i +: BITS] + ADD) & {BITS{in[i]}});
        end
    end
endmodule

`default_nettype wire
