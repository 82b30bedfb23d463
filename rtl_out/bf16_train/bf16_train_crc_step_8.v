// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// CRC-32 behind which elements of zeros follow, any number of them up to 8.
// Bit n of a CRC stands for the power n of an element: what n elements of zeros make of the CRC 1.
// So one of them moves the bits up by one; what is beyond the highest is the sum of some below.
module bf16_train_crc_step_8 (
    input  wire [31:0]    crc,
    input  wire [8:0]     count,                 // one-hot: elements
    output wire [31:0]    next
);
    localparam ELEMENTS = 8;
    localparam WIDTH    = 32;

    integer i;
    reg [ELEMENTS+WIDTH-1:0] moved;
    always @* begin
        moved = {ELEMENTS+WIDTH{1'b0}};
        for (i = 0; i <= ELEMENTS; i = i + 1) begin
            moved[i +: WIDTH] = moved[i +: WIDTH] | (crc & {WIDTH{count[i]}});
        end
    end
    wire [31:0]    beyond;
    bf16_train_crc_beyond_8 u_beyond (.x(moved[WIDTH +: ELEMENTS]), .y(beyond));
    assign next = moved[WIDTH-1:0] ^ beyond;
endmodule

`default_nettype wire
