// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The base that brings a frame's mean exponent to the middle: the mean m, rounded, is
// (2 * sum + n) / (2 * n), a bit of it in STEPS clocks; then m less the middle, round the ring of
// exponents. Without exponents the base is 0.
module bf16_train_enc_divide #(
    parameter EXPONENT = 8,
    parameter COUNT    = 11,                     // bits that hold n
    parameter STEPS    = 1                       // 2: what is left is found in two halves
) (
    input  wire                    clk,
    input  wire                    rst,
    input  wire                    start,        // not in the CLOCKS behind another one
    input  wire [COUNT-1:0]        n,
    input  wire [COUNT+EXPONENT:0] twice,        // 2 * sum + n; sum below n * (2^EXPONENT - 1)
    output wire                    done,         // CLOCKS + 1 later, and from then on:
    output wire [EXPONENT-1:0]     base
);
    localparam CLOCKS = STEPS * EXPONENT;
    reg  [COUNT-1:0]    n_q;
    reg  [COUNT:0]      rest_q;                  // of the division, below 2 * n
    reg  [EXPONENT-1:0] low_q;                   // bits to come, and behind them those of m
    wire [COUNT+1:0]    next = {rest_q, low_q[EXPONENT-1]};
    wire [COUNT+1:0]    less;
    wire                bit_d = ~less[COUNT+1];  // 2 * n is in it
    reg  [CLOCKS:0]     at_q;                    // one-hot: the clocks since
    reg                 step;                    // the last one of a bit
    integer             i;
    always @* begin
        step = 1'b0;
        for (i = STEPS - 1; i < CLOCKS; i = i + STEPS) step = step | at_q[i];
    end
    generate
        if (STEPS == 1) begin : gen_whole
            assign less = {1'b0, next[COUNT+1:1]} - {2'b00, n_q};
        end else begin : gen_halves
            localparam LOW  = COUNT / 2;
            localparam HIGH = COUNT + 2 - LOW;
            reg  [LOW:0]    low_less_q;          // with what it borrows, from the first clock
            wire [HIGH-1:0] borrow = { {HIGH-1{1'b0}}, low_less_q[LOW]};
            always @(posedge clk) low_less_q <= {1'b0, next[LOW:1]} - {1'b0, n_q[LOW-1:0]};
            assign less[LOW-1:0] = low_less_q[LOW-1:0];
            assign less[COUNT+1:LOW]
                = {1'b0, next[COUNT+1:LOW+1]} - {2'b00, n_q[COUNT-1:LOW]} - borrow;
        end
    endgenerate
    always @(posedge clk) begin
        if (start) begin
            n_q             <= n;
            {rest_q, low_q} <= twice;
        end else if (step) begin
            rest_q <= bit_d ? {less[COUNT-1:0], next[0]} : next[COUNT:0];
            low_q  <= {low_q[EXPONENT-2:0], bit_d};
        end
    end
    always @(posedge clk) begin
        if (rst) at_q <= {CLOCKS+1{1'b0}};
        else at_q <= {at_q[CLOCKS-1:0], start};
    end
    assign done = at_q[CLOCKS];

    wire high = low_q[EXPONENT-1];
    wire [EXPONENT-1:0] less_middle
        = {~high, low_q[EXPONENT-2:0]} - { {EXPONENT-1{1'b0}}, ~high};
    assign base = less_middle & {EXPONENT{|n_q}};
endmodule

`default_nettype wire
