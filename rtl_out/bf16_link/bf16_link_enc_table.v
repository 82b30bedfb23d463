// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_link.yaml
// Codebook: bf16_act.yaml, digest a00a06a7734ce6aa, tag 3676abbb
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The codebook: a symbol -> what is sent, left-aligned, and its length.
module bf16_link_enc_table (
    input  wire [7:0]     symbol,
    output reg  [15:0]    code,
    output reg  [4:0]     len
);
    always @* begin
        case (symbol)
            // codebook 0: bf16_act.yaml
            8'h70: begin code = 16'b1111101000000000; len = 5'd8; end
            8'h71: begin code = 16'b1111101100000000; len = 5'd8; end
            8'h72: begin code = 16'b1111110000000000; len = 5'd8; end
            8'h73: begin code = 16'b1111110100000000; len = 5'd8; end
            8'h74: begin code = 16'b1111010000000000; len = 5'd7; end
            8'h75: begin code = 16'b1111011000000000; len = 5'd7; end
            8'h76: begin code = 16'b1111000000000000; len = 5'd6; end
            8'h77: begin code = 16'b1110000000000000; len = 5'd5; end
            8'h78: begin code = 16'b1010000000000000; len = 5'd4; end
            8'h79: begin code = 16'b1011000000000000; len = 5'd4; end
            8'h7a: begin code = 16'b0100000000000000; len = 5'd3; end
            8'h7b: begin code = 16'b0110000000000000; len = 5'd3; end
            8'h7c: begin code = 16'b0000000000000000; len = 5'd2; end
            8'h7d: begin code = 16'b1000000000000000; len = 5'd3; end
            8'h7e: begin code = 16'b1100000000000000; len = 5'd4; end
            8'h7f: begin code = 16'b1101000000000000; len = 5'd4; end
            8'h80: begin code = 16'b1110100000000000; len = 5'd5; end
            8'h81: begin code = 16'b1111100000000000; len = 5'd7; end
            8'h82: begin code = 16'b1111111000000000; len = 5'd8; end
            default: begin                       // the escape 11111111, then the symbol
                code = {8'b11111111, symbol};
                len  = 5'd16;
            end
        endcase
    end
endmodule

`default_nettype wire
