// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The start in a slot of S bits, once the walk is known: an element, padding, an error, or none.
// The element is whole where the walk goes on within the bytes that are there or right behind them.
module bf16_loadable_dec_check #(
    parameter S    = 8,
    parameter E    = 5,                          // bits of an entry
    parameter POS  = 3,                          // bits of a place in the slot
    parameter BASE = 0,                          // the slot's first bit within its byte
    parameter KEEP = 4                           // bytes that an element of this slot can touch
) (
    input  wire [E-1:0]    entry,                // first start from the slot's first bit on
    input  wire [E-1:0]    exit,                 // and from its end on: where the element ends
    input  wire [KEEP-1:0] keep,                 // from the slot's first byte on
    input  wire [S-1:0]    hole,                 // places where no codeword begins, first lowest
    input  wire [S-1:0]    tail,                 // places with less than a byte to the frame's end
    input  wire [S-1:0]    ones,                 // those with ones up to there
    output wire            ok,                   // an element
    output wire            bad,                  // an error; with a byte or more left, of which:
    output wire            stray,                // no codeword begins here
    output wire            cut                   // the element is cut off
);
    localparam [31:0] SLOT = S;

    // The byte that holds the element's last bit, and the one that holds its first, from BASE on.
    function automatic [KEEP-1:0] ends_in(input [E-1:0] x);
        integer n;
        begin
            ends_in = {KEEP{1'b0}};
            for (n = 0; n < KEEP; n = n + 1) begin
                ends_in[n] = (BASE + S - 1 + { {32-E{1'b0}}, x}) / 8 == n;
            end
        end
    endfunction
    function automatic [KEEP-1:0] starts_in(input [POS-1:0] first);
        integer n;
        begin
            starts_in = {KEEP{1'b0}};
            for (n = 0; n < KEEP; n = n + 1) begin
                starts_in[n] = (BASE + { {32-POS{1'b0}}, first}) / 8 == n;
            end
        end
    endfunction

    wire [POS-1:0] at      = entry[POS-1:0];
    wire           start   = {1'b0, entry} < SLOT[E:0];
    wire           whole   = |(ends_in(exit) & keep);
    wire           present = |(starts_in(at) & keep);
    wire           invalid = hole[at];
    assign ok  = start & whole & ~invalid;
    assign bad = start & present & ~(whole & ~invalid) & ~ones[at];
    assign stray = bad & ~tail[at] & invalid;
    assign cut   = bad & ~tail[at] & ~invalid;
endmodule

`default_nettype wire
