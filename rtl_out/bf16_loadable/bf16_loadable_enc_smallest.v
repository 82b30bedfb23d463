// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Which of N numbers is the smallest; of equal ones the first. Every pair is compared at once.
module bf16_loadable_enc_smallest #(
    parameter N     = 2,
    parameter BITS  = 8,
    parameter INDEX = 1                          // bits that hold N - 1
) (
    input  wire [N*BITS-1:0] x,                  // the first lowest
    output wire [INDEX-1:0]  index
);
    genvar i, j;
    wire [N*N-1:0] less;                         // bit i*N+j, for j < i: number i is below number j
    wire [N-1:0]   won;
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_one
            wire [N-1:0] ahead;                  // bit j: this one is chosen before number j
            for (j = 0; j < N; j = j + 1) begin : gen_other
                assign less[i*N+j] = (j < i) & (x[i*BITS +: BITS] < x[j*BITS +: BITS]);
                assign ahead[j]   = (j < i) ? less[i*N+j] : ~less[j*N+i];
            end
            assign won[i] = &ahead;
        end
    endgenerate

    // One-hot to binary: bit k of the index is that of the number that won.
    generate
        for (i = 0; i < INDEX; i = i + 1) begin : gen_bit
            wire [N-1:0] with_bit;
            for (j = 0; j < N; j = j + 1) begin : gen_won
                assign with_bit[j] = won[j] & (((j >> i) & 1) == 1);
            end
            assign index[i] = |with_bit;
        end
    endgenerate
endmodule

`default_nettype wire
