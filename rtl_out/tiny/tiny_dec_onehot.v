// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788, tag d25547ce
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Binary -> one-hot, for the values of CAN; the others never come.
module tiny_dec_onehot #(
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
