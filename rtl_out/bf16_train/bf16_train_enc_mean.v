// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Statistics of a frame and the base that they make:
//
//   exponents -> sums of pairs, level by level -> of the frame, the only loop -> division
//
// A register behind each level. What counts are exponents that are neither all zeros nor all ones.
// With HALVES sums are a clock later, and a bit of the division takes two.
module bf16_train_enc_mean #(
    parameter LANES    = 4,
    parameter LEVELS   = 2,                      // log2 LANES
    parameter SYMBOL   = 8,
    parameter EXPONENT = 8,                      // a symbol's upper bits
    parameter COUNT    = 11,                     // bits that hold a frame's elements
    parameter HALVES   = 0                       // 1: they are so many that sums are in two
) (
    input  wire                    clk,
    input  wire                    rst,
    // a beat
    input  wire                    valid,
    input  wire                    first,        // of its frame
    input  wire [LANES-1:0]        keep,
    input  wire [LANES*SYMBOL-1:0] symbol,
    // the frame that the beats so far make; none follow until it has been taken
    input  wire                    start,        // as late behind its last beat as the sums
    output wire                    done,
    output wire [EXPONENT-1:0]     base
);
    localparam BELOW = SYMBOL - EXPONENT;
    localparam TWICE = EXPONENT + 1;             // bits of 2 * exponent + 1

    // ---- sums of 2 * exponent + 1 and of 1, the last one a beat's
    genvar i, k;
    generate
        for (k = 0; k <= LEVELS; k = k + 1) begin : gen_level
            localparam N = LANES >> k;
            localparam T = TWICE + k;
            localparam C = 1 + k;
            wire [N*T-1:0] twice_d;
            wire [N*C-1:0] count_d;
            wire [N*T-1:0] twice;
            wire [N*C-1:0] count;
            for (i = 0; i < N; i = i + 1) begin : gen_term
                if (k == 0) begin : gen_lane
                    wire [EXPONENT-1:0] e = symbol[i*SYMBOL+BELOW +: EXPONENT];
                    wire some = keep[i] & (|e) & ~(&e);
                    assign twice_d[i*T +: T] = {e, 1'b1} & {T{some}};
                    assign count_d[i] = some;
                end else begin : gen_pair
                    assign twice_d[i*T +: T]
                        = {1'b0, gen_level[k-1].twice[2*i*(T-1) +: T-1]}
                        + {1'b0, gen_level[k-1].twice[(2*i+1)*(T-1) +: T-1]};
                    assign count_d[i*C +: C]
                        = {1'b0, gen_level[k-1].count[2*i*(C-1) +: C-1]}
                        + {1'b0, gen_level[k-1].count[(2*i+1)*(C-1) +: C-1]};
                end
            end
            // The first sums are made where exponents are looked at.
            bf16_train_delay #(.BITS(N*(T+C)), .CLOCKS((k > 0 || LEVELS == 0) ? 1 : 0)) u_level (
                .clk(clk), .en(1'b1), .d({twice_d, count_d}), .q({twice, count}));
        end
    endgenerate
    localparam CLOCKS = LEVELS == 0 ? 1 : LEVELS;
    wire sum_valid, sum_first;
    bf16_train_valid #(.CLOCKS(CLOCKS)) u_valid (
        .clk(clk), .rst(rst), .en(1'b1), .d(valid), .q(sum_valid));
    bf16_train_delay #(.BITS(1), .CLOCKS(CLOCKS)) u_first (
        .clk(clk), .en(1'b1), .d(first), .q(sum_first));

    // ---- of the frame
    localparam TOTAL = COUNT + TWICE;
    wire [COUNT-1:0] count_all;
    wire [TOTAL-1:0] twice_all;
    bf16_train_enc_total #(.BITS(COUNT), .IN(1+LEVELS), .HALVES(HALVES)) u_count (
        .clk(clk), .rst(rst), .valid(sum_valid), .first(sum_first),
        .d(gen_level[LEVELS].count), .q(count_all));
    bf16_train_enc_total #(.BITS(TOTAL), .IN(TWICE+LEVELS), .HALVES(HALVES)) u_twice (
        .clk(clk), .rst(rst), .valid(sum_valid), .first(sum_first),
        .d(gen_level[LEVELS].twice), .q(twice_all));

    bf16_train_enc_divide #(.EXPONENT(EXPONENT), .COUNT(COUNT), .STEPS(1+HALVES)) u_divide (
        .clk(clk), .rst(rst), .start(start), .n(count_all), .twice(twice_all),
        .done(done), .base(base));
endmodule

`default_nettype wire
