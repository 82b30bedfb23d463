// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Which of N consecutive ranges of left-aligned codewords the bits lie in, one-hot: range i begins
// at FROM[i], range 0 at zero. This is the length function of a canonical code, and more.
module bf16_best4_dec_range #(
    parameter BITS = 8,
    parameter N    = 4,
    parameter [N*BITS-1:0] FROM = {N*BITS{1'b0}}
) (
    input  wire [BITS-1:0] bits,
    output wire [N-1:0]    in
);
    wire [N:0] ge;
    wire       unused = &{1'b0, bits};           // with a single range
    assign ge[0] = 1'b1;
    assign ge[N] = 1'b0;
    genvar i;
    generate
        for (i = 1; i < N; i = i + 1) begin : gen_ge
            assign ge[i] = bits >= FROM[i*BITS +: BITS];
        end
    endgenerate
    assign in = ge[N-1:0] & ~ge[N:1];
endmodule

`default_nettype wire
