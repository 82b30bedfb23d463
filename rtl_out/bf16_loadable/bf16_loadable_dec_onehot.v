// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Binary -> one-hot, for the values of CAN; the others never come.
module bf16_loadable_dec_onehot #(
    parameter X = 24,
    parameter E = 5,
    parameter [X-1:0] CAN = {X{1'b1}}
) (
    input  wire [E-1:0] value,
    output wire [X-1:0] onehot
);
    genvar i;
    generate
        for (i = 0; i < X; i = i + 1) begin : gen_bit
            localparam [31:0] I = i;
            assign onehot[i] = CAN[i] & (value == I[E-1:0]);
        end
    endgenerate
endmodule

`default_nettype wire
