// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// By a loaded codebook: whether the codeword that the bits begin with is as long as that, and
// whether it is the last one, which is all ones.
//
// A code is complete, so codewords of l bits and more are those from T(l) on, and U(l) = 1 - T(l)
// is how many of l-1 bits there would be from there on. With at most 2**(UMAX+1) codewords, and
// one more, U(l) is at most 2**UMAX. So T(l) begins with l-1-UMAX ones, and behind those ones only
// UMAX bits are compared:
//   bits >= T(l)  <=>  the leading ones, and ~(the UMAX bits behind them) < U(l).
module bf16_loadable_dec_class (
    input  wire [56:0]    book,                  // {raw, last, bits behind the last, U}
    input  wire [9:0]     bits,                  // from the codeword's first bit on
    // neither of a raw book
    output wire [8:0]     reach,                 // it has more than MIN bits, than MIN+1, ...
    output wire           last                   // it is the last one
);
    localparam MIN  = 1;                         // shortest codeword of any book
    localparam CODE = 10;                        // longest
    localparam UMAX = 4;
    localparam UALL = (CODE-MIN)*(UMAX+1);

    wire            raw    = book[UALL+CODE+1];
    wire            has    = book[UALL+CODE];
    wire [CODE-1:0] behind = book[UALL +: CODE];
    wire            unused = &{1'b0, book, bits};
    assign last = has & ~raw & (&(bits | behind));
    genvar l;
    generate
        if (CODE == MIN) begin : gen_one
            assign reach[0] = 1'b0;
        end
        for (l = MIN + 1; l <= CODE; l = l + 1) begin : gen_from
            localparam AFTER = l - 1 < UMAX ? l - 1 : UMAX;
            localparam LEAD  = l - 1 - AFTER;
            wire [AFTER:0] u = book[(l-MIN-1)*(UMAX+1) +: AFTER+1];
            wire [AFTER:0] b;
            wire           lead;
            if (AFTER == 0) begin : gen_none
                assign b = 1'b0;
            end else begin : gen_some
                assign b = {1'b0, ~bits[CODE-1-LEAD -: AFTER]};
            end
            if (LEAD == 0) begin : gen_short
                assign lead = 1'b1;
            end else begin : gen_long
                assign lead = &bits[CODE-1 -: LEAD];
            end
            assign reach[l-MIN-1] = lead & (b < u);
        end
    endgenerate
endmodule

`default_nettype wire
