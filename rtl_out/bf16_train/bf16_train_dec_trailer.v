// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The check at a frame's end: as many bytes as it has, ahead of where the frame ends in a word.
module bf16_train_dec_trailer #(
    parameter BYTES = 8,                         // of a word
    parameter CHECK = 4                          // of a check
) (
    input  wire [8*(BYTES+CHECK)-1:0] data,      // the bytes before the word lowest
    input  wire [BYTES-1:0]           keep,      // of the word
    output reg  [8*CHECK-1:0]         check
);
    wire [BYTES:0] ends = {1'b0, keep} ^ {keep, 1'b1}; // one-hot: behind so many of its bytes
    integer        n;
    always @* begin
        check = {8*CHECK{1'b0}};
        for (n = 0; n <= BYTES; n = n + 1) begin
            check = check | (data[8*n +: 8*CHECK] & {8*CHECK{ends[n]}});
        end
    end
endmodule

`default_nettype wire
