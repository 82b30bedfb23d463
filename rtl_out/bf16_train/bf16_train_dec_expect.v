// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// What the header and the tag of its book make of the crc32 of a frame's elements, so that with
// the check itself it is the state behind the last of them.
module bf16_train_dec_expect (
    input  wire [10:0]    header,
    input  wire [1:0]      index,
    output wire [31:0]    expected
);
    localparam BOOKS = 4;
    localparam [BOOKS*32-1:0] TAGS = {           // inverted, back over the header's two bytes
        32'h1a09c44d,                            // tag 2621d217
        32'h75a57bb7,                            // tag 93ac1a91
        32'heb99ab97,                            // tag 80fb72db
        32'he8b929c7                             // tag 39f6cea3
    };
    localparam [12*32-1:0] ROWS = {              // of the header, likewise
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h000,
        12'h400,
        12'h200,
        12'h100,
        12'h080,
        12'h040,
        12'h020,
        12'h010,
        12'h008,
        12'h004,
        12'h002,
        12'h001
    };
    wire [31:0]    of_header;
    bf16_train_xor #(.IN(12), .OUT(32), .ROWS(ROWS)) u_header (
        .x({1'd0, header}), .y(of_header));
    reg [31:0]    of_tag;
    integer n;
    always @* begin
        of_tag = {32{1'b0}};
        for (n = 0; n < BOOKS; n = n + 1)
            of_tag = of_tag | (TAGS[n*32 +: 32] & {32{index == n[1:0]}});
    end
    assign expected = of_header ^ of_tag;
endmodule

`default_nettype wire
