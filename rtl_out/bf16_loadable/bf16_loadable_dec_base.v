// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Elements relative to their frame's base -> as they are: of every exponent an addition with
// end-around carry, which keeps 0.
module bf16_loadable_dec_base #(
    parameter N    = 8,                          // elements
    parameter BITS = 16,                         // of an element
    parameter LOW  = 7,                          // its exponent's lowest bit
    parameter BASE = 8                           // bits of an exponent
) (
    input  wire [N*BITS-1:0] relative,
    input  wire [BASE-1:0]   base,
    output reg  [N*BITS-1:0] absolute
);
    genvar i;
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_element
            wire [BASE-1:0] s = relative[i*BITS+LOW +: BASE];
            // Of the bits up to each: they carry, and they would if a carry came in. Blocks double.
            reg  [BASE-1:0] carry, pass;
            integer         k, n;
            always @* begin
                carry = s & base;
                pass  = s ^ base;
                for (k = 1; k < BASE; k = 2 * k) begin
                    for (n = 0; n < BASE; n = n + 1) begin
                        if ((n & k) != 0) begin
                            carry[n] = carry[n] | (pass[n] & carry[(n & -k) - 1]);
                            pass[n]  = pass[n] & pass[(n & -k) - 1];
                        end
                    end
                end
            end
            // Beyond the greatest exponent it goes on behind 0: the carry comes in below.
            wire [BASE:0]   come = {carry | (pass & {BASE{carry[BASE-1]}}), carry[BASE-1]};
            wire [BASE-1:0] exponent = (s ^ base ^ come[BASE-1:0]) & {BASE{|s}};
            wire            unused = come[BASE];
            always @* begin
                absolute[i*BITS +: BITS]     = relative[i*BITS +: BITS];
                absolute[i*BITS+LOW +: BASE] = exponent;
            end
        end
    endgenerate
endmodule

`default_nettype wire
