// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A frame's check: CRC-32 of its elements, then of its header in 2 bytes, and the tag of
// its codebook.
module bf16_loadable_crc_end (
    input  wire [31:0]    crc,                   // of the elements, as powers
    input  wire [11:0]    header,
    input  wire [63:0]    tags,                  // of the slots
    output wire [31:0]    check                  // its first byte lowest
);
    // Of the codebooks, and what the CRC is inverted by.
    reg [31:0]    tag;
    always @* begin
        case (header[11:9])
            3'd0: tag = 32'hc609315c;
            3'd1: tag = 32'h7f048d24;
            3'd2: tag = 32'h6c53e56e;
            3'd3: tag = ~tags[0 +: 32];
            3'd4: tag = ~tags[32 +: 32];
            3'd5: tag = 32'hd9de2de8;
            default: tag = 32'd0;
        endcase
    end
    wire unused = &{1'b0, tags};
    wire [31:0]    sum;
    bf16_loadable_crc_head u_head (.x({header, crc}), .y(sum));
    assign check = sum ^ tag;
endmodule

`default_nettype wire
