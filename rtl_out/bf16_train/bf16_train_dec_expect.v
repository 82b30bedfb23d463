// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// What the crc32 of a frame's elements must be, as powers, but for the check itself: what its
// header makes of it, and the tag of its codebook, taken back over the header's two bytes.
module bf16_train_dec_expect (
    input  wire [10:0]    header,
    input  wire [1:0]     index,
    output wire [31:0]    expected
);
    localparam BOOKS = 4;
    localparam CRC   = 32;
    localparam INDEX = 2;
    localparam [BOOKS*CRC-1:0] TAGS = {          // inverted, back over the header's two bytes
        32'h8f3b2244,                            // tag 2621d217
        32'h3da76326,                            // tag 93ac1a91
        32'hc74e856b,                            // tag 80fb72db
        32'h7b5e6f73                             // tag 39f6cea3
    };
    reg  [CRC-1:0] of_tag;
    wire [CRC-1:0] of_header;
    integer        n;
    always @* begin
        of_tag = {CRC{1'b0}};
        for (n = 0; n < BOOKS; n = n + 1) begin
            of_tag = of_tag | (TAGS[n*CRC +: CRC] & {CRC{index == n[INDEX-1:0]}});
        end
    end
    bf16_train_crc_header u_header (.x(header), .y(of_header));
    assign expected = of_tag ^ of_header;
endmodule

`default_nettype wire
