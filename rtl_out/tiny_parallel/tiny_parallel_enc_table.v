// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny_parallel.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788, tag d25547ce
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The codebook: a symbol -> what is sent, left-aligned, and its length.
module tiny_parallel_enc_table (
    input  wire [1:0]     symbol,
    output reg  [3:0]     code,
    output reg  [2:0]     len
);
    always @* begin
        case (symbol)
            // codebook 0: tiny.yaml
            2'h0: begin code = 4'b0000; len = 3'd1; end
            2'h1: begin code = 4'b1000; len = 3'd2; end
            2'h2: begin code = 4'b1100; len = 3'd3; end
            default: begin                       // 2'h3
                code = 4'b1110;
                len  = 3'd4;
            end
        endcase
    end
endmodule

`default_nettype wire
