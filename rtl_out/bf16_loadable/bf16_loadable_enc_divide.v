// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The base that brings a frame's mean exponent to the middle: the mean m, rounded, is
// (2 * sum + n) / (2 * n), a bit of it in a clock; then m less the middle, round the ring of
// exponents. Without exponents the base is 0.
module bf16_loadable_enc_divide #(
    parameter EXPONENT = 8,
    parameter COUNT    = 11                      // bits that hold n
) (
    input  wire                    clk,
    input  wire                    rst,
    input  wire                    start,        // not in the EXPONENT clocks behind another one
    input  wire [COUNT-1:0]        n,
    input  wire [COUNT+EXPONENT:0] twice,        // 2 * sum + n; sum below n * (2^EXPONENT - 1)
    output wire                    done,         // EXPONENT + 1 clocks later, and from then on:
    output wire [EXPONENT-1:0]     base
);
    reg  [COUNT-1:0]    n_q;
    reg  [COUNT:0]      rest_q;                  // of the division, below 2 * n
    reg  [EXPONENT-1:0] low_q;                   // bits to come, and behind them those of m
    wire [COUNT+1:0]    next = {rest_q, low_q[EXPONENT-1]};
    wire [COUNT+1:0]    less = {1'b0, next[COUNT+1:1]} - {2'b00, n_q};
    wire                bit_d = ~less[COUNT+1];  // 2 * n is in it
    reg  [EXPONENT:0]   at_q;                    // one-hot: the bits done
    always @(posedge clk) begin
        if (start) begin
            n_q             <= n;
            {rest_q, low_q} <= twice;
        end else if (|at_q[EXPONENT-1:0]) begin
            rest_q <= bit_d ? {less[COUNT-1:0], next[0]} : next[COUNT:0];
            low_q  <= {low_q[EXPONENT-2:0], bit_d};
        end
    end
    always @(posedge clk) begin
        if (rst) at_q <= {EXPONENT+1{1'b0}};
        else at_q <= {at_q[EXPONENT-1:0], start};
    end
    assign done = at_q[EXPONENT];

    wire high = low_q[EXPONENT-1];
    wire [EXPONENT-1:0] less_middle
        = {~high, low_q[EXPONENT-2:0]} - { {EXPONENT-1{1'b0}}, ~high};
    assign base = less_middle & {EXPONENT{|n_q}};
endmodule

`default_nettype wire
