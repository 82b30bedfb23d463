// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A symbol's entry in a codebook; zeros where its group is not there, or it is not asked for.
module bf16_loadable_enc_entry #(
    parameter SYMBOL = 8,
    parameter GROUPS = 8,
    parameter BITS   = 8,                        // of an entry
    parameter BOOK   = GROUPS*(4*BITS + SYMBOL - 2) // {numbers of groups, entries}
) (
    input  wire [BOOK-1:0]   book,
    input  wire              ask,
    input  wire [SYMBOL-1:0] symbol,
    output reg  [BITS-1:0]   entry
);
    localparam TAG = SYMBOL - 2;
    integer g, r;
    reg [3:0]      low;
    reg            hit;
    reg [BITS-1:0] found;
    always @* begin
        for (r = 0; r < 4; r = r + 1) low[r] = ask & (symbol[1:0] == r[1:0]);
        entry = {BITS{1'b0}};
        for (g = 0; g < GROUPS; g = g + 1) begin
            hit   = book[4*GROUPS*BITS+g*TAG +: TAG] == symbol[SYMBOL-1:2];
            found = {BITS{1'b0}};
            for (r = 0; r < 4; r = r + 1) begin
                found = found | (book[(4*g+r)*BITS +: BITS] & {BITS{low[r]}});
            end
            entry = entry | (found & {BITS{hit}});
        end
    end
endmodule

`default_nettype wire
