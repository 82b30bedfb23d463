// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_link.yaml
// Codebook: bf16_act.yaml, digest a00a06a7734ce6aa, tag 3676abbb
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Binary -> one-hot, for the values of CAN; the others never come.
module bf16_link_dec_onehot #(
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
