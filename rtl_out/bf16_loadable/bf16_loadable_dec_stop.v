// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Nothing behind a frame's first error: the elements before it, and what the frame's end reports.
module bf16_loadable_dec_stop #(
    parameter N     = 8,                         // slots
    parameter BLOCK = 8                          // slots of a block: N is a multiple
) (
    input  wire               clk,
    input  wire               rst,
    input  wire               en,
    input  wire               valid,
    input  wire               last,
    input  wire               wrong, // a last word of no bytes: the frame ends by a tkeep
    input  wire               short,             // a frame without its header
    input  wire               beyond,            // the header names no book
    input  wire [N-1:0]       ok,                // slot 0 lowest and first
    input  wire [N-1:0]       bad,
    input  wire [N/BLOCK-1:0] bad_block,         // a bad slot in the block
    input  wire [N/BLOCK-1:0] stray_block,       // one in which no codeword begins
    input  wire [N/BLOCK-1:0] cut_block,         // one in which an element is cut off
    output wire [N-1:0]       used,
    output wire [3:0]         user               // {reason, error} so far
);
    reg        dead_q;                           // an earlier word of the frame is in error
    reg  [2:0] why_q;                            // 1 bad padding, 2 invalid codeword, 3 truncated,
                                                 // 4 no such book, 6 tkeep
    wire       none = dead_q | short | beyond;   // no elements from here on
    wire       dead = none | wrong | (|bad_block);
    // An element is cut off by the frame's end, so nothing else is wrong behind it; what has less
    // than a byte to the end lies behind everything. Where the frame ends by a tkeep, this is what
    // is wrong, and not what its end makes of the bits before it: reasons that are odd.
    wire [2:0] first = beyond ? 3'd4 : (|stray_block) ? 3'd2 : wrong ? 3'd6
                     : (short | (|cut_block)) ? 3'd3 : 3'd1;
    wire [2:0] why   = dead_q & ~(wrong & why_q[0]) ? why_q : first;

    // Blocks were looked at before, so that no slot has to look at all those before it.
    genvar b, i;
    generate
        for (b = 0; b < N/BLOCK; b = b + 1) begin : gen_block
            wire dead_before;
            if (b == 0) begin : gen_first
                assign dead_before = none;
            end else begin : gen_behind
                assign dead_before = none | (|bad_block[b-1:0]);
            end
            for (i = 0; i < BLOCK; i = i + 1) begin : gen_slot
                assign used[b*BLOCK+i] = ok[b*BLOCK+i] & ~dead_before & ~(|bad[b*BLOCK +: i+1]);
            end
        end
    endgenerate
    assign user = dead ? {why, 1'b1} : 4'd0;

    always @(posedge clk) begin
        if (en & valid) why_q <= why;
    end
    always @(posedge clk) begin
        if (rst) dead_q <= 1'b0;
        else if (en & valid) dead_q <= dead & ~last;
    end
endmodule

`default_nettype wire
