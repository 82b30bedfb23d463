// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A symbol's size under every codebook, bits: what the encoder would send for it, raw bits apart.
module bf16_train_enc_size (
    input  wire [7:0]     symbol,
    output wire [19:0]    size                   // index 0 lowest
);
    // codebook 0: bf16_train_a.yaml
    reg [4:0]     size_0;
    always @* begin
        case (symbol)
            8'h80: size_0 = 5'd2;
            8'h7f, 8'h81, 8'h82: size_0 = 5'd3;
            8'h7d, 8'h7e, 8'h83, 8'h84: size_0 = 5'd4;
            8'h7c, 8'h85: size_0 = 5'd5;
            8'h7a, 8'h7b: size_0 = 5'd6;
            8'h79, 8'h86: size_0 = 5'd7;
            8'h77, 8'h78: size_0 = 5'd8;
            8'h76: size_0 = 5'd9;
            8'h72, 8'h73, 8'h74, 8'h75, 8'h87: size_0 = 5'd10;
            default: size_0 = 5'd18;
        endcase
    end
    // codebook 1: bf16_train_b.yaml
    reg [4:0]     size_1;
    always @* begin
        case (symbol)
            8'h80, 8'h81: size_1 = 5'd2;
            8'h7e, 8'h7f, 8'h82: size_1 = 5'd3;
            8'h7d: size_1 = 5'd4;
            8'h7b, 8'h7c, 8'h83: size_1 = 5'd6;
            8'h79, 8'h7a: size_1 = 5'd8;
            8'h84: size_1 = 5'd9;
            8'h75, 8'h76, 8'h77, 8'h78, 8'h85: size_1 = 5'd10;
            default: size_1 = 5'd18;
        endcase
    end
    // codebook 2: bf16_train_zeros.yaml
    reg [4:0]     size_2;
    always @* begin
        case (symbol)
            8'h00: size_2 = 5'd1;
            8'h80, 8'h81: size_2 = 5'd3;
            8'h7f, 8'h82: size_2 = 5'd4;
            8'h7d, 8'h7e: size_2 = 5'd5;
            8'h7c, 8'h83: size_2 = 5'd6;
            8'h7b, 8'h84: size_2 = 5'd7;
            8'h7a, 8'h85: size_2 = 5'd8;
            8'h79: size_2 = 5'd9;
            8'h75, 8'h76, 8'h77, 8'h78, 8'h86: size_2 = 5'd10;
            default: size_2 = 5'd18;
        endcase
    end
    // codebook 3: the raw book
    wire [4:0]     size_3 = 5'd8;
    wire unused_symbol = &{1'b0, symbol};        // where all sizes are the same
    assign size = { size_3, size_2, size_1, size_0};
endmodule

`default_nettype wire
