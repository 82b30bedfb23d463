// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A symbol's size under every codebook, bits: what the encoder would send for it, raw bits apart.
module bf16_best4_enc_size (
    input  wire [7:0]     symbol,
    output wire [24:0]    size                   // index 0 lowest
);
    // codebook 0: bf16_layer0.yaml
    reg [4:0]     size_0;
    always @* begin
        case (symbol)
            8'h7c: size_0 = 5'd2;
            8'h7a, 8'h7b, 8'h7d: size_0 = 5'd3;
            8'h78, 8'h79, 8'h7e, 8'h7f: size_0 = 5'd4;
            8'h77, 8'h80: size_0 = 5'd5;
            8'h76, 8'h81: size_0 = 5'd6;
            8'h75: size_0 = 5'd7;
            8'h71, 8'h72, 8'h73, 8'h74, 8'h82: size_0 = 5'd8;
            default: size_0 = 5'd16;
        endcase
    end
    // codebook 1: bf16_layer2.yaml
    reg [4:0]     size_1;
    always @* begin
        case (symbol)
            8'h7c: size_1 = 5'd2;
            8'h7a, 8'h7b, 8'h7d: size_1 = 5'd3;
            8'h78, 8'h79, 8'h7e, 8'h7f: size_1 = 5'd4;
            8'h77, 8'h80: size_1 = 5'd5;
            8'h75, 8'h76: size_1 = 5'd6;
            8'h74, 8'h81: size_1 = 5'd7;
            8'h71, 8'h72, 8'h73: size_1 = 5'd8;
            default: size_1 = 5'd16;
        endcase
    end
    // codebook 2: bf16_layer3.yaml
    reg [4:0]     size_2;
    always @* begin
        case (symbol)
            8'h7c: size_2 = 5'd2;
            8'h79, 8'h7a, 8'h7b, 8'h7d: size_2 = 5'd3;
            8'h78, 8'h7e: size_2 = 5'd4;
            8'h77, 8'h7f: size_2 = 5'd5;
            8'h76, 8'h80: size_2 = 5'd6;
            8'h75: size_2 = 5'd7;
            8'h71, 8'h72, 8'h73, 8'h74, 8'h81: size_2 = 5'd8;
            default: size_2 = 5'd16;
        endcase
    end
    // codebook 3: bf16_layer5.yaml
    reg [4:0]     size_3;
    always @* begin
        case (symbol)
            8'h7b: size_3 = 5'd2;
            8'h79, 8'h7a, 8'h7c, 8'h7d: size_3 = 5'd3;
            8'h78: size_3 = 5'd4;
            8'h76, 8'h77, 8'h7e, 8'h7f: size_3 = 5'd5;
            8'h80: size_3 = 5'd6;
            8'h74, 8'h75, 8'h81: size_3 = 5'd7;
            8'h70, 8'h71, 8'h72, 8'h73, 8'h82: size_3 = 5'd8;
            default: size_3 = 5'd16;
        endcase
    end
    // codebook 4: the raw book
    wire [4:0]     size_4 = 5'd8;
    wire unused_symbol = &{1'b0, symbol};        // where all sizes are the same
    assign size = { size_4, size_3, size_2, size_1, size_0};
endmodule

`default_nettype wire
