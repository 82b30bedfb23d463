// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Which of N consecutive ranges of left-aligned codewords the bits lie in, one-hot: range i begins
// at FROM[i], range 0 at zero. This is the length function of a canonical code, and more.
module bf16_train_dec_range #(
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
