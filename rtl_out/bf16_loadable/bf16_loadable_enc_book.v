// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// One of several codebooks; zeros for none of them, which is the raw book. It is loaded into
// registers a clock ahead of where it is used.
module bf16_loadable_enc_book #(
    parameter BOOKS = 2,
    parameter BITS  = 308,                       // of a codebook
    parameter CUT   = 1                          // registers behind
) (
    input  wire                  clk,
    input  wire                  load,           // else that of before
    input  wire [BOOKS-1:0]      which,          // one-hot
    input  wire [BOOKS*BITS-1:0] books,
    output wire [BITS-1:0]       book
);
    // Which one it is is held, so that the registers of the book need no enable.
    reg  [BOOKS-1:0] which_q;
    wire [BOOKS-1:0] here = load ? which : which_q;
    always @(posedge clk) which_q <= here;

    integer n;
    reg [BITS-1:0] one;
    always @* begin
        one = {BITS{1'b0}};
        for (n = 0; n < BOOKS; n = n + 1) one = one | (books[n*BITS +: BITS] & {BITS{here[n]}});
    end
    bf16_loadable_delay #(.BITS(BITS), .CLOCKS(CUT)) u_book (
        .clk(clk), .en(1'b1), .d(one), .q(book));
endmodule

`default_nettype wire
