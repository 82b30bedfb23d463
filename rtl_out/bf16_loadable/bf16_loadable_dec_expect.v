// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// What the crc32 of a frame's elements must be, as powers, but for the check itself: what its
// header makes of it, and the tag of its codebook, taken back over the header's two bytes.
module bf16_loadable_dec_expect (
    input  wire [11:0]    header,
    input  wire [2:0]     index,
    input  wire [2*32-1:0] tags,                 // of what is loaded
    output wire [31:0]    expected
);
    localparam BOOKS = 6;
    localparam CRC   = 32;
    localparam INDEX = 3;
    localparam FIRST = 3;                        // index of the first slot
    localparam SLOTS = 2;
    localparam [(BOOKS-SLOTS)*CRC-1:0] TAGS = {  // of the constant books and the raw one
        32'h2621d217,                            // tag 2621d217
        32'h93ac1a91,                            // tag 93ac1a91
        32'h80fb72db,                            // tag 80fb72db
        32'h39f6cea3                             // tag 39f6cea3
    };
    wire [BOOKS*CRC-1:0] all;
    wire [CRC-1:0]       back, of_header;
    reg  [CRC-1:0]       of_tag;
    wire                 unused = &{1'b0, tags};
    genvar               b;
    integer              n;
    generate
        for (b = 0; b < BOOKS; b = b + 1) begin : gen_tag
            if (b < FIRST) begin : gen_constant
                assign all[b*CRC +: CRC] = TAGS[b*CRC +: CRC];
            end else if (b < FIRST + SLOTS) begin : gen_slot
                assign all[b*CRC +: CRC] = tags[(b-FIRST)*32 +: CRC];
            end else begin : gen_raw
                assign all[b*CRC +: CRC] = TAGS[(b-SLOTS)*CRC +: CRC];
            end
        end
    endgenerate
    always @* begin
        of_tag = {CRC{1'b0}};
        for (n = 0; n < BOOKS; n = n + 1) begin
            of_tag = of_tag | (all[n*CRC +: CRC] & {CRC{index == n[INDEX-1:0]}});
        end
    end
    bf16_loadable_crc_back u_back (.x(~of_tag), .y(back));
    bf16_loadable_crc_header u_header (.x(header), .y(of_header));
    assign expected = back ^ of_header;
endmodule

`default_nettype wire
