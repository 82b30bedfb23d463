// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The length function: bits of the element that begins here, and a constant more. Every place of a
// word asks for it, before anybody knows where the elements begin. Bits that begin no codeword are
// taken for the last class, so that nothing ever stands still.
module bf16_loadable_dec_length #(
    parameter BITS = 4,                          // of the result
    parameter [BITS-1:0] ADD = {BITS{1'b0}}      // modulo 2**BITS
) (
    input  wire [56:0]    book,                  // where its classes begin
    input  wire [9:0]     bits,                  // from the element's first bit on
    output wire [BITS-1:0] length
);
    localparam MIN     = 1;                      // shortest codeword of any book
    localparam CODE    = 10;                     // longest
    localparam SYMBOL  = 8;
    localparam ESCAPES = 1;                      // 0: every symbol has a codeword
    localparam LONGER  = 0;                      // bits of the raw book's last codeword more
    localparam STEPS   = 4;                      // of a search among the lengths
    localparam [31:0] LEAST = MIN + 8;           // of an element
    localparam [31:0] BEHIND = SYMBOL;           // the escape
    localparam [31:0] RAW    = SYMBOL - MIN;     // of the raw book

    wire                   raw = book[57-1];
    wire                   last;
    wire [8:0]     reach;
    bf16_loadable_dec_class u_class (.book(book), .bits(bits), .reach(reach), .last(last));
    wire [(1<<STEPS)-1:0] ge;
    wire                  unused = &{1'b0, ge, reach, last};
    generate
        if (CODE == MIN) begin : gen_one
            assign ge = { {(1<<STEPS)-1{1'b0}}, 1'b1};
        end else if (CODE - MIN + 1 == 1 << STEPS) begin : gen_all
            assign ge = {reach, 1'b1};
        end else begin : gen_some
            assign ge = { {(1<<STEPS)-(CODE-MIN+1){1'b0}}, reach, 1'b1};
        end
    endgenerate

    // Bits of the codeword beyond the shortest one's: the lengths that it reaches, by halves.
    reg  [STEPS-1:0] found;
    reg  [STEPS-1:0] ask;
    integer          k;
    always @* begin
        found = {STEPS{1'b0}};
        for (k = STEPS - 1; k >= 0; k = k - 1) begin
            ask      = found;
            ask[k]   = 1'b1;
            found[k] = ge[ask];
        end
    end
    wire             ones = LONGER != 0 & (&bits[CODE-1 -: SYMBOL]);
    wire [STEPS-1:0] more = raw ? RAW[STEPS-1:0] + { {STEPS-1{1'b0}}, ones} : found;
    wire [BITS-1:0]  wide;
    generate
        if (STEPS < BITS) begin : gen_wide
            assign wide = { {BITS-STEPS{1'b0}}, more};
        end else begin : gen_cut
            assign wide = more[BITS-1:0];
        end
    endgenerate
    assign length = LEAST[BITS-1:0] + ADD + wide
        + (BEHIND[BITS-1:0] & {BITS{ESCAPES != 0 & last}});
endmodule

`default_nettype wire
