// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A counter of 3 * PART bits, in three parts so that no sum is longer than one. The lowest part's
// carry counts a clock later, and what is shown is as old in all of them. Wraps.
module bf16_loadable_enc_counter #(
    parameter PART = 16,
    parameter BITS = 1                           // of what is added; below PART
) (
    input  wire              clk,
    input  wire              rst,
    // counts from 0, with what is added in that clock; all that was before shows a clock later
    input  wire              clear,
    input  wire              add,
    input  wire [BITS-1:0]   x,
    output wire [3*PART-1:0] count
);
    reg [PART-1:0] low_q, low_shown_q, mid_q, high_q;
    reg            carry_q;
    reg            clear_q;
    reg            ones_q;                       // the middle part is: carries are clocks apart
    wire [PART+BITS-1:0] x_wide = { {PART{1'b0}}, x & {BITS{add}}};
    wire [PART:0]        sum = {1'b0, low_q} + {1'b0, x_wide[PART-1:0]};
    wire unused_x = &{1'b0, x_wide};
    always @(posedge clk) begin
        if (rst) begin
            low_q       <= {PART{1'b0}};
            low_shown_q <= {PART{1'b0}};
            mid_q       <= {PART{1'b0}};
            high_q      <= {PART{1'b0}};
            carry_q     <= 1'b0;
            ones_q      <= 1'b0;
            clear_q     <= 1'b0;
        end else begin
            clear_q <= clear;
            {carry_q, low_q} <= clear ? {1'b0, x_wide[PART-1:0]} : sum;
            low_shown_q <= low_q;
            ones_q      <= &mid_q;
            if (carry_q) mid_q <= mid_q + 1'b1;
            if (carry_q & ones_q) high_q <= high_q + 1'b1;
            if (clear_q) begin
                mid_q  <= {PART{1'b0}};
                high_q <= {PART{1'b0}};
            end
        end
    end
    assign count = {high_q, mid_q, low_shown_q};
endmodule

`default_nettype wire
