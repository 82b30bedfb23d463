// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The constant codebooks in the form of the loaded ones.
module bf16_loadable_enc_constants (
    output wire [1019:0]  books                  // the first lowest
);
    // codebook 0: bf16_train_a.yaml
    wire [339:0]   book_0 = {
        4'd10,                                   // bits of the escape
        6'h21,                                   // a group's number
        6'h21,                                   // a group's number
        6'h21,                                   // a group's number
        6'h20,                                   // a group's number
        6'h1f,                                   // a group's number
        6'h1e,                                   // a group's number
        6'h1d,                                   // a group's number
        6'h1c,                                   // a group's number
        9'b101011110,                            // 8'h87: 1111111110
        9'b011111101,                            // 8'h86: 1111101
        9'b010111101,                            // 8'h85: 11101
        9'b010011010,                            // 8'h84: 1101
        9'b101011110,                            // 8'h87: 1111111110
        9'b011111101,                            // 8'h86: 1111101
        9'b010111101,                            // 8'h85: 11101
        9'b010011010,                            // 8'h84: 1101
        9'b101011110,                            // 8'h87: 1111111110
        9'b011111101,                            // 8'h86: 1111101
        9'b010111101,                            // 8'h85: 11101
        9'b010011010,                            // 8'h84: 1101
        9'b010011000,                            // 8'h83: 1100
        9'b001110000,                            // 8'h82: 100
        9'b001101100,                            // 8'h81: 011
        9'b001000000,                            // 8'h80: 00
        9'b001101000,                            // 8'h7f: 010
        9'b010010110,                            // 8'h7e: 1011
        9'b010010100,                            // 8'h7d: 1010
        9'b010111100,                            // 8'h7c: 11100
        9'b011011101,                            // 8'h7b: 111101
        9'b011011100,                            // 8'h7a: 111100
        9'b011111100,                            // 8'h79: 1111100
        9'b100011101,                            // 8'h78: 11111101
        9'b100011100,                            // 8'h77: 11111100
        9'b100111100,                            // 8'h76: 111111100
        9'b101011101,                            // 8'h75: 1111111101
        9'b101011100,                            // 8'h74: 1111111100
        9'b101011011,                            // 8'h73: 1111111011
        9'b101011010,                            // 8'h72: 1111111010
        9'b000000000,                            // 8'h71: escaped
        9'b000000000                             // 8'h70: escaped
    };
    // codebook 1: bf16_train_b.yaml
    wire [339:0]   book_1 = {
        4'd10,                                   // bits of the escape
        6'h21,                                   // a group's number
        6'h21,                                   // a group's number
        6'h21,                                   // a group's number
        6'h21,                                   // a group's number
        6'h20,                                   // a group's number
        6'h1f,                                   // a group's number
        6'h1e,                                   // a group's number
        6'h1d,                                   // a group's number
        9'b000000000,                            // 8'h87: escaped
        9'b000000000,                            // 8'h86: escaped
        9'b101011110,                            // 8'h85: 1111111110
        9'b100111100,                            // 8'h84: 111111100
        9'b000000000,                            // 8'h87: escaped
        9'b000000000,                            // 8'h86: escaped
        9'b101011110,                            // 8'h85: 1111111110
        9'b100111100,                            // 8'h84: 111111100
        9'b000000000,                            // 8'h87: escaped
        9'b000000000,                            // 8'h86: escaped
        9'b101011110,                            // 8'h85: 1111111110
        9'b100111100,                            // 8'h84: 111111100
        9'b000000000,                            // 8'h87: escaped
        9'b000000000,                            // 8'h86: escaped
        9'b101011110,                            // 8'h85: 1111111110
        9'b100111100,                            // 8'h84: 111111100
        9'b011011110,                            // 8'h83: 111110
        9'b001111000,                            // 8'h82: 110
        9'b001001000,                            // 8'h81: 01
        9'b001000000,                            // 8'h80: 00
        9'b001110100,                            // 8'h7f: 101
        9'b001110000,                            // 8'h7e: 100
        9'b010011100,                            // 8'h7d: 1110
        9'b011011101,                            // 8'h7c: 111101
        9'b011011100,                            // 8'h7b: 111100
        9'b100011101,                            // 8'h7a: 11111101
        9'b100011100,                            // 8'h79: 11111100
        9'b101011101,                            // 8'h78: 1111111101
        9'b101011100,                            // 8'h77: 1111111100
        9'b101011011,                            // 8'h76: 1111111011
        9'b101011010,                            // 8'h75: 1111111010
        9'b000000000                             // 8'h74: escaped
    };
    // codebook 2: bf16_train_zeros.yaml
    wire [339:0]   book_2 = {
        4'd10,                                   // bits of the escape
        6'h21,                                   // a group's number
        6'h21,                                   // a group's number
        6'h21,                                   // a group's number
        6'h20,                                   // a group's number
        6'h1f,                                   // a group's number
        6'h1e,                                   // a group's number
        6'h1d,                                   // a group's number
        6'h00,                                   // a group's number
        9'b000000000,                            // 8'h87: escaped
        9'b101011110,                            // 8'h86: 1111111110
        9'b100011101,                            // 8'h85: 11111101
        9'b011111101,                            // 8'h84: 1111101
        9'b000000000,                            // 8'h87: escaped
        9'b101011110,                            // 8'h86: 1111111110
        9'b100011101,                            // 8'h85: 11111101
        9'b011111101,                            // 8'h84: 1111101
        9'b000000000,                            // 8'h87: escaped
        9'b101011110,                            // 8'h86: 1111111110
        9'b100011101,                            // 8'h85: 11111101
        9'b011111101,                            // 8'h84: 1111101
        9'b011011101,                            // 8'h83: 111101
        9'b010011010,                            // 8'h82: 1101
        9'b001110100,                            // 8'h81: 101
        9'b001110000,                            // 8'h80: 100
        9'b010011000,                            // 8'h7f: 1100
        9'b010111101,                            // 8'h7e: 11101
        9'b010111100,                            // 8'h7d: 11100
        9'b011011100,                            // 8'h7c: 111100
        9'b011111100,                            // 8'h7b: 1111100
        9'b100011100,                            // 8'h7a: 11111100
        9'b100111100,                            // 8'h79: 111111100
        9'b101011101,                            // 8'h78: 1111111101
        9'b101011100,                            // 8'h77: 1111111100
        9'b101011011,                            // 8'h76: 1111111011
        9'b101011010,                            // 8'h75: 1111111010
        9'b000000000,                            // 8'h74: escaped
        9'b000000000,                            // 8'h03: escaped
        9'b000000000,                            // 8'h02: escaped
        9'b000000000,                            // 8'h01: escaped
        9'b000100000                             // 8'h00: 0
    };
    assign books = { book_2, book_1, book_0};
endmodule

`default_nettype wire
