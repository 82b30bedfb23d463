// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A check for any word: its first byte in every place that is a multiple of its bytes behind `by`.
module bf16_loadable_enc_turn #(
    parameter BYTES = 4                          // of the check: 2 or 4
) (
    input  wire [8*BYTES-1:0] d,
    input  wire [1:0]         by,
    output wire [8*BYTES-1:0] q
);
    wire [8*BYTES-1:0] odd = by[0] ? {d[8*BYTES-9:0], d[8*BYTES-1 -: 8]} : d;
    generate
        if (BYTES == 4) begin : gen_four
            assign q = by[1] ? {odd[15:0], odd[31:16]} : odd;
        end else begin : gen_two
            wire unused = by[1];
            assign q = odd;
        end
    endgenerate
endmodule

`default_nettype wire
