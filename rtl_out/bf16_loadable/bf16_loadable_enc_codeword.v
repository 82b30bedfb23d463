// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A symbol's entry -> what is sent, left-aligned, and its length. In class 0 that is the symbol
// itself behind the escape, whose length is 0 in the raw book. Zeros where there is no element.
module bf16_loadable_enc_codeword #(
    parameter SYMBOL   = 8,
    parameter SHORTEST = 2,
    parameter LONGEST  = 8,
    parameter KEPT     = 5,
    parameter CLASS    = 3,
    parameter ESCAPE   = 4,                      // bits of the length of the escape
    parameter CODE     = 16,                     // longest codeword, escaped symbol included
    parameter LEN      = 5                       // bits of its length
) (
    input  wire                  keep,
    input  wire [CLASS+KEPT-1:0] entry,          // zeros in class 0
    input  wire [SYMBOL-1:0]     symbol,
    input  wire [ESCAPE-1:0]     escape,
    output wire [CODE-1:0]       code,
    output wire [LEN-1:0]        len
);
    wire [CLASS-1:0] class_of = entry[CLASS+KEPT-1:KEPT];
    wire [KEPT-1:0]  kept     = entry[KEPT-1:0];
    wire [31:0]      number   = { {32-CLASS{1'b0}}, class_of};
    wire             coded    = |class_of;
    wire             bare     = keep & ~coded;

    // ---- a codeword: what is kept of it, behind ones where it is longer
    localparam ONES  = LONGEST - KEPT;
    localparam BEGIN = KEPT + 1 > SHORTEST ? KEPT + 1 - SHORTEST : 0; // the class that has none
    localparam FEW   = KEPT + 1 > SHORTEST ? 0 : SHORTEST - KEPT - 1; // or how many it has
    wire [KEPT+2*ONES-1:0] all = { {ONES{1'b1}}, kept, {ONES{1'b0}}};
    wire [31:0]            by  = number > BEGIN ? number - BEGIN + FEW : 32'd0;
    wire [KEPT+2*ONES-1:0] own = all >> by;
    wire [LONGEST+CODE-1:0] own_code = {own[LONGEST-1:0], {CODE{1'b0}}};
    localparam [31:0] BELOW = SHORTEST - 1;
    wire [31:0] own_len = number + BELOW;

    // ---- the symbol, and ones in front, as many as the escape is long
    wire [SYMBOL+CODE-1:0] bare_code = {symbol, {CODE{1'b0}}};
    localparam [31:0] WIDTH = SYMBOL;
    integer n;
    wire [31:0] behind = { {32-ESCAPE{1'b0}}, escape};
    wire [31:0] bare_len = WIDTH + behind;
    reg  [CODE-1:0] sent;
    always @* begin
        sent = ~({CODE{1'b1}} >> escape);
        for (n = 0; n <= LONGEST; n = n + 1) begin
            if (n == 0 || n >= SHORTEST) begin
                sent = sent | ((bare_code[SYMBOL+CODE-1 -: CODE] >> n) & {CODE{behind == n}});
            end
        end
    end
    assign code = own_code[LONGEST+CODE-1 -: CODE] | (sent & {CODE{bare}});
    assign len  = (own_len[LEN-1:0] & {LEN{coded}}) | (bare_len[LEN-1:0] & {LEN{bare}});
    wire unused = &{1'b0, own, own_code, bare_code, own_len, bare_len};
endmodule

`default_nettype wire
