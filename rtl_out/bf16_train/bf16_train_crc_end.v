// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A frame's check: CRC-32 of its elements, then of its header in 2 bytes, and the tag of
// its codebook.
module bf16_train_crc_end (
    input  wire [31:0]    crc,                   // of the elements, as powers
    input  wire [10:0]    header,
    output wire [31:0]    check                  // its first byte lowest
);
    // Of the codebooks, and what the CRC is inverted by.
    reg [31:0]    tag;
    always @* begin
        case (header[10:9])
            2'd0: tag = 32'hc609315c;
            2'd1: tag = 32'h7f048d24;
            2'd2: tag = 32'h6c53e56e;
            2'd3: tag = 32'hd9de2de8;
            default: tag = 32'd0;
        endcase
    end
    wire [31:0]    sum;
    bf16_train_crc_head u_head (.x({header, crc}), .y(sum));
    assign check = sum ^ tag;
endmodule

`default_nettype wire
