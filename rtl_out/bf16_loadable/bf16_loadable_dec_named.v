// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The codebook that a frame's header names, into a register with the frame; behind them is the raw
// one. Where there is none, so much is known, and what is in an empty slot goes nowhere.
module bf16_loadable_dec_named #(
    parameter BITS  = 40,
    parameter BOOKS = 3,
    parameter INDEX = 2
) (
    input  wire                  clk,
    input  wire                  load,
    input  wire [INDEX-1:0]      index,
    input  wire [BOOKS:0]        known,          // books that there are
    input  wire [BOOKS*BITS-1:0] d,
    output wire                  raw,
    output wire [BITS-1:0]       q,
    output wire                  beyond          // there is no such book
);
    reg [BOOKS:0] at;
    reg           raw_q, beyond_q;
    integer       n;
    always @* begin
        for (n = 0; n <= BOOKS; n = n + 1) begin
            at[n] = index == n[INDEX-1:0] & known[n];
        end
    end
    always @(posedge clk) begin
        if (load) begin
            raw_q    <= at[BOOKS];
            beyond_q <= ~(|at);
        end
    end
    assign raw    = raw_q;
    assign beyond = beyond_q;
    generate
        if (BOOKS == 1) begin : gen_only
            assign q = d;
        end else begin : gen_several
            reg [BITS-1:0] one, q_q;
            integer        b;
            always @* begin
                one = {BITS{1'b0}};
                for (b = 0; b < BOOKS; b = b + 1) begin
                    one = one | (d[b*BITS +: BITS] & {BITS{at[b]}});
                end
            end
            always @(posedge clk) begin
                if (load) q_q <= one;
            end
            assign q = q_q;
        end
    endgenerate
endmodule

`default_nettype wire
