// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The codebooks: index and symbol -> what is sent, left-aligned, and its length.
module bf16_best4_enc_table (
    input  wire [2:0]     index,
    input  wire [7:0]     symbol,
    output reg  [15:0]    code,
    output reg  [4:0]     len
);
    // Codewords: a table of constants, whose rows share most of their logic.
    reg [15:0]    row_code;
    reg [4:0]     row_len;
    always @* begin
        case ({symbol, index[1:0]})
            // codebook 0: bf16_layer0.yaml
            {8'h71, 2'd0}: begin row_code = 16'b1111101000000000; row_len = 5'd8; end
            {8'h72, 2'd0}: begin row_code = 16'b1111101100000000; row_len = 5'd8; end
            {8'h73, 2'd0}: begin row_code = 16'b1111110000000000; row_len = 5'd8; end
            {8'h74, 2'd0}: begin row_code = 16'b1111110100000000; row_len = 5'd8; end
            {8'h75, 2'd0}: begin row_code = 16'b1111100000000000; row_len = 5'd7; end
            {8'h76, 2'd0}: begin row_code = 16'b1111000000000000; row_len = 5'd6; end
            {8'h77, 2'd0}: begin row_code = 16'b1110000000000000; row_len = 5'd5; end
            {8'h78, 2'd0}: begin row_code = 16'b1010000000000000; row_len = 5'd4; end
            {8'h79, 2'd0}: begin row_code = 16'b1011000000000000; row_len = 5'd4; end
            {8'h7a, 2'd0}: begin row_code = 16'b0100000000000000; row_len = 5'd3; end
            {8'h7b, 2'd0}: begin row_code = 16'b0110000000000000; row_len = 5'd3; end
            {8'h7c, 2'd0}: begin row_code = 16'b0000000000000000; row_len = 5'd2; end
            {8'h7d, 2'd0}: begin row_code = 16'b1000000000000000; row_len = 5'd3; end
            {8'h7e, 2'd0}: begin row_code = 16'b1100000000000000; row_len = 5'd4; end
            {8'h7f, 2'd0}: begin row_code = 16'b1101000000000000; row_len = 5'd4; end
            {8'h80, 2'd0}: begin row_code = 16'b1110100000000000; row_len = 5'd5; end
            {8'h81, 2'd0}: begin row_code = 16'b1111010000000000; row_len = 5'd6; end
            {8'h82, 2'd0}: begin row_code = 16'b1111111000000000; row_len = 5'd8; end
            // codebook 1: bf16_layer2.yaml
            {8'h71, 2'd1}: begin row_code = 16'b1111110000000000; row_len = 5'd8; end
            {8'h72, 2'd1}: begin row_code = 16'b1111110100000000; row_len = 5'd8; end
            {8'h73, 2'd1}: begin row_code = 16'b1111111000000000; row_len = 5'd8; end
            {8'h74, 2'd1}: begin row_code = 16'b1111100000000000; row_len = 5'd7; end
            {8'h75, 2'd1}: begin row_code = 16'b1111000000000000; row_len = 5'd6; end
            {8'h76, 2'd1}: begin row_code = 16'b1111010000000000; row_len = 5'd6; end
            {8'h77, 2'd1}: begin row_code = 16'b1110000000000000; row_len = 5'd5; end
            {8'h78, 2'd1}: begin row_code = 16'b1010000000000000; row_len = 5'd4; end
            {8'h79, 2'd1}: begin row_code = 16'b1011000000000000; row_len = 5'd4; end
            {8'h7a, 2'd1}: begin row_code = 16'b0100000000000000; row_len = 5'd3; end
            {8'h7b, 2'd1}: begin row_code = 16'b0110000000000000; row_len = 5'd3; end
            {8'h7c, 2'd1}: begin row_code = 16'b0000000000000000; row_len = 5'd2; end
            {8'h7d, 2'd1}: begin row_code = 16'b1000000000000000; row_len = 5'd3; end
            {8'h7e, 2'd1}: begin row_code = 16'b1100000000000000; row_len = 5'd4; end
            {8'h7f, 2'd1}: begin row_code = 16'b1101000000000000; row_len = 5'd4; end
            {8'h80, 2'd1}: begin row_code = 16'b1110100000000000; row_len = 5'd5; end
            {8'h81, 2'd1}: begin row_code = 16'b1111101000000000; row_len = 5'd7; end
            // codebook 2: bf16_layer3.yaml
            {8'h71, 2'd2}: begin row_code = 16'b1111101000000000; row_len = 5'd8; end
            {8'h72, 2'd2}: begin row_code = 16'b1111101100000000; row_len = 5'd8; end
            {8'h73, 2'd2}: begin row_code = 16'b1111110000000000; row_len = 5'd8; end
            {8'h74, 2'd2}: begin row_code = 16'b1111110100000000; row_len = 5'd8; end
            {8'h75, 2'd2}: begin row_code = 16'b1111100000000000; row_len = 5'd7; end
            {8'h76, 2'd2}: begin row_code = 16'b1111000000000000; row_len = 5'd6; end
            {8'h77, 2'd2}: begin row_code = 16'b1110000000000000; row_len = 5'd5; end
            {8'h78, 2'd2}: begin row_code = 16'b1100000000000000; row_len = 5'd4; end
            {8'h79, 2'd2}: begin row_code = 16'b0100000000000000; row_len = 5'd3; end
            {8'h7a, 2'd2}: begin row_code = 16'b0110000000000000; row_len = 5'd3; end
            {8'h7b, 2'd2}: begin row_code = 16'b1000000000000000; row_len = 5'd3; end
            {8'h7c, 2'd2}: begin row_code = 16'b0000000000000000; row_len = 5'd2; end
            {8'h7d, 2'd2}: begin row_code = 16'b1010000000000000; row_len = 5'd3; end
            {8'h7e, 2'd2}: begin row_code = 16'b1101000000000000; row_len = 5'd4; end
            {8'h7f, 2'd2}: begin row_code = 16'b1110100000000000; row_len = 5'd5; end
            {8'h80, 2'd2}: begin row_code = 16'b1111010000000000; row_len = 5'd6; end
            {8'h81, 2'd2}: begin row_code = 16'b1111111000000000; row_len = 5'd8; end
            // codebook 3: bf16_layer5.yaml
            {8'h70, 2'd3}: begin row_code = 16'b1111101000000000; row_len = 5'd8; end
            {8'h71, 2'd3}: begin row_code = 16'b1111101100000000; row_len = 5'd8; end
            {8'h72, 2'd3}: begin row_code = 16'b1111110000000000; row_len = 5'd8; end
            {8'h73, 2'd3}: begin row_code = 16'b1111110100000000; row_len = 5'd8; end
            {8'h74, 2'd3}: begin row_code = 16'b1111010000000000; row_len = 5'd7; end
            {8'h75, 2'd3}: begin row_code = 16'b1111011000000000; row_len = 5'd7; end
            {8'h76, 2'd3}: begin row_code = 16'b1101000000000000; row_len = 5'd5; end
            {8'h77, 2'd3}: begin row_code = 16'b1101100000000000; row_len = 5'd5; end
            {8'h78, 2'd3}: begin row_code = 16'b1100000000000000; row_len = 5'd4; end
            {8'h79, 2'd3}: begin row_code = 16'b0100000000000000; row_len = 5'd3; end
            {8'h7a, 2'd3}: begin row_code = 16'b0110000000000000; row_len = 5'd3; end
            {8'h7b, 2'd3}: begin row_code = 16'b0000000000000000; row_len = 5'd2; end
            {8'h7c, 2'd3}: begin row_code = 16'b1000000000000000; row_len = 5'd3; end
            {8'h7d, 2'd3}: begin row_code = 16'b1010000000000000; row_len = 5'd3; end
            {8'h7e, 2'd3}: begin row_code = 16'b1110000000000000; row_len = 5'd5; end
            {8'h7f, 2'd3}: begin row_code = 16'b1110100000000000; row_len = 5'd5; end
            {8'h80, 2'd3}: begin row_code = 16'b1111000000000000; row_len = 5'd6; end
            {8'h81, 2'd3}: begin row_code = 16'b1111100000000000; row_len = 5'd7; end
            {8'h82, 2'd3}: begin row_code = 16'b1111111000000000; row_len = 5'd8; end
            default: begin                       // no codeword
                row_code = 16'd0;
                row_len  = 5'd0;
            end
        endcase
    end

    always @* begin
        code = row_code;
        len  = row_len;
        case (index)
            3'd0: if (row_len == 5'd0) begin     // the escape 11111111, then the symbol
                code = {8'b11111111, symbol};
                len  = 5'd16;
            end
            3'd1: if (row_len == 5'd0) begin     // the escape 11111111, then the symbol
                code = {8'b11111111, symbol};
                len  = 5'd16;
            end
            3'd2: if (row_len == 5'd0) begin     // the escape 11111111, then the symbol
                code = {8'b11111111, symbol};
                len  = 5'd16;
            end
            3'd3: if (row_len == 5'd0) begin     // the escape 11111111, then the symbol
                code = {8'b11111111, symbol};
                len  = 5'd16;
            end
            3'd4: begin                          // the raw book
                code = {symbol, 8'd0};
                len  = 5'd8;
            end
            default: code = row_code;
        endcase
    end
endmodule

`default_nettype wire
