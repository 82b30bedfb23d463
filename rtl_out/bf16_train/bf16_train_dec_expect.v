// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// What the crc32 of a frame's elements must be, but for the check itself: its header, and the
// tag of its codebook, taken back over the header's two bytes.
module bf16_train_dec_expect (
    input  wire [10:0]    header,
    input  wire [1:0]     index,
    output wire [31:0]    expected
);
    localparam BOOKS = 4;
    localparam CRC   = 32;
    localparam INDEX = 2;
    localparam [BOOKS*CRC-1:0] TAGS = {          // inverted, and back over the header's two bytes
        32'h1a09c44d,                            // tag 2621d217
        32'h75a57bb7,                            // tag 93ac1a91
        32'heb99ab97,                            // tag 80fb72db
        32'he8b929c7                             // tag 39f6cea3
    };
    reg [CRC-1:0] of_tag;
    integer       n;
    always @* begin
        of_tag = {CRC{1'b0}};
        for (n = 0; n < BOOKS; n = n + 1) begin
            of_tag = of_tag | (TAGS[n*CRC +: CRC] & {CRC{index == n[INDEX-1:0]}});
        end
    end
    assign expected = of_tag ^ { 21'd0, header};
endmodule

`default_nettype wire
