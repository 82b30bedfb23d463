// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
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
    localparam CLASSES = 8;
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

    wire [CLASSES:0] in;
    wire             unused = &{1'b0, in};       // the highest
    bf16_best4_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits), .in(in));

    integer i;
    always @* begin
        length = {BITS{1'b0}};
        for (i = 0; i < CLASSES; i = i + 1) begin
            length = length | ((LENGTH[16*i +: BITS] + ADD) & {BITS{in[i]}});
        end
    end
endmodule

`default_nettype wire
