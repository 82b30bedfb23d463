// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The codebooks: index and symbol -> what is sent, left-aligned, and its length.
module bf16_train_enc_table (
    input  wire [1:0]     index,
    input  wire [7:0]     symbol,
    output reg  [17:0]    code,
    output reg  [4:0]     len
);
    // Codewords: a table of constants, whose rows share most of their logic.
    reg [17:0]    row_code;
    reg [4:0]     row_len;
    always @* begin
        case ({symbol, index})
            // codebook 0: bf16_train_a.yaml
            {8'h72, 2'd0}: begin row_code = 18'b111111101000000000; row_len = 5'd10; end
            {8'h73, 2'd0}: begin row_code = 18'b111111101100000000; row_len = 5'd10; end
            {8'h74, 2'd0}: begin row_code = 18'b111111110000000000; row_len = 5'd10; end
            {8'h75, 2'd0}: begin row_code = 18'b111111110100000000; row_len = 5'd10; end
            {8'h76, 2'd0}: begin row_code = 18'b111111100000000000; row_len = 5'd9; end
            {8'h77, 2'd0}: begin row_code = 18'b111111000000000000; row_len = 5'd8; end
            {8'h78, 2'd0}: begin row_code = 18'b111111010000000000; row_len = 5'd8; end
            {8'h79, 2'd0}: begin row_code = 18'b111110000000000000; row_len = 5'd7; end
            {8'h7a, 2'd0}: begin row_code = 18'b111100000000000000; row_len = 5'd6; end
            {8'h7b, 2'd0}: begin row_code = 18'b111101000000000000; row_len = 5'd6; end
            {8'h7c, 2'd0}: begin row_code = 18'b111000000000000000; row_len = 5'd5; end
            {8'h7d, 2'd0}: begin row_code = 18'b101000000000000000; row_len = 5'd4; end
            {8'h7e, 2'd0}: begin row_code = 18'b101100000000000000; row_len = 5'd4; end
            {8'h7f, 2'd0}: begin row_code = 18'b010000000000000000; row_len = 5'd3; end
            {8'h80, 2'd0}: begin row_code = 18'b000000000000000000; row_len = 5'd2; end
            {8'h81, 2'd0}: begin row_code = 18'b011000000000000000; row_len = 5'd3; end
            {8'h82, 2'd0}: begin row_code = 18'b100000000000000000; row_len = 5'd3; end
            {8'h83, 2'd0}: begin row_code = 18'b110000000000000000; row_len = 5'd4; end
            {8'h84, 2'd0}: begin row_code = 18'b110100000000000000; row_len = 5'd4; end
            {8'h85, 2'd0}: begin row_code = 18'b111010000000000000; row_len = 5'd5; end
            {8'h86, 2'd0}: begin row_code = 18'b111110100000000000; row_len = 5'd7; end
            {8'h87, 2'd0}: begin row_code = 18'b111111111000000000; row_len = 5'd10; end
            // codebook 1: bf16_train_b.yaml
            {8'h75, 2'd1}: begin row_code = 18'b111111101000000000; row_len = 5'd10; end
            {8'h76, 2'd1}: begin row_code = 18'b111111101100000000; row_len = 5'd10; end
            {8'h77, 2'd1}: begin row_code = 18'b111111110000000000; row_len = 5'd10; end
            {8'h78, 2'd1}: begin row_code = 18'b111111110100000000; row_len = 5'd10; end
            {8'h79, 2'd1}: begin row_code = 18'b111111000000000000; row_len = 5'd8; end
            {8'h7a, 2'd1}: begin row_code = 18'b111111010000000000; row_len = 5'd8; end
            {8'h7b, 2'd1}: begin row_code = 18'b111100000000000000; row_len = 5'd6; end
            {8'h7c, 2'd1}: begin row_code = 18'b111101000000000000; row_len = 5'd6; end
            {8'h7d, 2'd1}: begin row_code = 18'b111000000000000000; row_len = 5'd4; end
            {8'h7e, 2'd1}: begin row_code = 18'b100000000000000000; row_len = 5'd3; end
            {8'h7f, 2'd1}: begin row_code = 18'b101000000000000000; row_len = 5'd3; end
            {8'h80, 2'd1}: begin row_code = 18'b000000000000000000; row_len = 5'd2; end
            {8'h81, 2'd1}: begin row_code = 18'b010000000000000000; row_len = 5'd2; end
            {8'h82, 2'd1}: begin row_code = 18'b110000000000000000; row_len = 5'd3; end
            {8'h83, 2'd1}: begin row_code = 18'b111110000000000000; row_len = 5'd6; end
            {8'h84, 2'd1}: begin row_code = 18'b111111100000000000; row_len = 5'd9; end
            {8'h85, 2'd1}: begin row_code = 18'b111111111000000000; row_len = 5'd10; end
            // codebook 2: bf16_train_zeros.yaml
            {8'h00, 2'd2}: begin row_code = 18'b000000000000000000; row_len = 5'd1; end
            {8'h75, 2'd2}: begin row_code = 18'b111111101000000000; row_len = 5'd10; end
            {8'h76, 2'd2}: begin row_code = 18'b111111101100000000; row_len = 5'd10; end
            {8'h77, 2'd2}: begin row_code = 18'b111111110000000000; row_len = 5'd10; end
            {8'h78, 2'd2}: begin row_code = 18'b111111110100000000; row_len = 5'd10; end
            {8'h79, 2'd2}: begin row_code = 18'b111111100000000000; row_len = 5'd9; end
            {8'h7a, 2'd2}: begin row_code = 18'b111111000000000000; row_len = 5'd8; end
            {8'h7b, 2'd2}: begin row_code = 18'b111110000000000000; row_len = 5'd7; end
            {8'h7c, 2'd2}: begin row_code = 18'b111100000000000000; row_len = 5'd6; end
            {8'h7d, 2'd2}: begin row_code = 18'b111000000000000000; row_len = 5'd5; end
            {8'h7e, 2'd2}: begin row_code = 18'b111010000000000000; row_len = 5'd5; end
            {8'h7f, 2'd2}: begin row_code = 18'b110000000000000000; row_len = 5'd4; end
            {8'h80, 2'd2}: begin row_code = 18'b100000000000000000; row_len = 5'd3; end
            {8'h81, 2'd2}: begin row_code = 18'b101000000000000000; row_len = 5'd3; end
            {8'h82, 2'd2}: begin row_code = 18'b110100000000000000; row_len = 5'd4; end
            {8'h83, 2'd2}: begin row_code = 18'b111101000000000000; row_len = 5'd6; end
            {8'h84, 2'd2}: begin row_code = 18'b111110100000000000; row_len = 5'd7; end
            {8'h85, 2'd2}: begin row_code = 18'b111111010000000000; row_len = 5'd8; end
            {8'h86, 2'd2}: begin row_code = 18'b111111111000000000; row_len = 5'd10; end
            default: begin                       // no codeword
                row_code = 18'd0;
                row_len  = 5'd0;
            end
        endcase
    end

    always @* begin
        code = row_code;
        len  = row_len;
        case (index)
            2'd0: if (row_len == 5'd0) begin     // the escape 1111111111, then the symbol
                code = {10'b1111111111, symbol};
                len  = 5'd18;
            end
            2'd1: if (row_len == 5'd0) begin     // the escape 1111111111, then the symbol
                code = {10'b1111111111, symbol};
                len  = 5'd18;
            end
            2'd2: if (row_len == 5'd0) begin     // the escape 1111111111, then the symbol
                code = {10'b1111111111, symbol};
                len  = 5'd18;
            end
            2'd3: begin                          // the raw book
                code = {symbol, 10'd0};
                len  = 5'd8;
            end
            default: code = row_code;
        endcase
    end
endmodule

`default_nettype wire
