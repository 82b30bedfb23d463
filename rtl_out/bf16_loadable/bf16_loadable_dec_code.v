// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The code: in which class of codewords the bits are, one-hot. A class is the codewords of one
// length, or the escape of one. Codewords of the raw book are symbols.
module bf16_loadable_dec_code #(
    parameter FIRST = 1,                         // classes before this one are not told apart
    parameter HOLE  = 1                          // 0: what begins no codeword is in the last class
) (
    input  wire [56:0]    book,                  // {raw, last, bits behind the last, U}
    input  wire [9:0]     bits,                  // from the codeword's first bit on
    output wire [20:0]    in                     // shortest lowest, then escapes; then none
);
    localparam MIN      = 1;                     // shortest codeword of any book
    localparam CODE     = 10;                    // longest
    localparam SYMBOL   = 8;
    localparam SHORTEST = 1;                     // of an escape
    localparam LONGEST  = 10;
    localparam ESCAPES  = 1;                     // 0: every symbol has a codeword
    localparam LONGER   = 0;                     // bits of the raw book's last codeword more

    wire                 raw = book[57-1];
    wire                 last;
    wire [8:0]     reach;
    wire [CODE-MIN+1:0]  ge;
    bf16_loadable_dec_class u_class (.book(book), .bits(bits), .reach(reach), .last(last));
    assign ge[0]          = 1'b1;
    assign ge[CODE-MIN+1] = 1'b0;
    wire [CODE-MIN:0]    plain = ge[CODE-MIN:0] & ~ge[CODE-MIN+1:1];
    wire [CODE-MIN:0]    of_raw;
    wire                 ones = LONGER != 0 & (&bits[CODE-1 -: SYMBOL]);
    wire                 more = LONGER != 0 & (&bits[CODE-1 -: SYMBOL+LONGER]);
    wire                 hole = HOLE != 0 & (ESCAPES == 0 & last | raw & more);
    wire                 unused = &{1'b0, reach, plain, of_raw, ones, FIRST != 0};
    genvar l;
    generate
        for (l = MIN; l <= CODE; l = l + 1) begin : gen_class
            if (l > MIN) begin : gen_from
                assign ge[l-MIN] = reach[l-MIN-1];
            end
            assign of_raw[l-MIN] = raw & (l == SYMBOL & ~ones | l == SYMBOL + LONGER & LONGER != 0
                                          & ones & ~(more & HOLE != 0));
        end
        if (ESCAPES != 0) begin : gen_escapes
            wire [LONGEST-SHORTEST:0] escape
                = plain[LONGEST-MIN:SHORTEST-MIN] & {LONGEST-SHORTEST+1{last}};
            assign in = {hole, escape,
                         plain & ~{CODE-MIN+1{last | raw}} | of_raw};
        end else begin : gen_plain
            assign in = {hole, plain & ~{CODE-MIN+1{raw | last & HOLE != 0}} | of_raw};
        end
    endgenerate
endmodule

`default_nettype wire
