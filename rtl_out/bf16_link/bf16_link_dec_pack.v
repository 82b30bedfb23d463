// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_link.yaml
// Codebook: bf16_act.yaml, digest a00a06a7734ce6aa, tag 3676abbb
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Elements in their lanes -> full rows. The row under way is in acc, below the word's first lane;
// lanes that wrapped round begin the next row.
//
// A packet's end that wraps round needs a row more: it waits in acc and goes out with the next
// clock. That costs no bubble: the next packet starts on a fresh row and cannot fill it before.
module bf16_link_dec_pack #(
    parameter N    = 8,                          // lanes
    parameter BITS = 16,                         // of an element
    parameter USER = 4                           // the lowest 4 say how a packet ended
) (
    input  wire              clk,
    input  wire              rst,
    input  wire              en,
    // a word's elements, behind the old ones of the row and round the end
    input  wire              valid,
    input  wire              last,
    input  wire [USER-1:0]   user,
    input  wire              full,               // they reach the row's end
    input  wire [N-1:0]      old,                // lanes that the row had before
    input  wire [N-1:0]      keep,               // lanes that the row under way then has
    input  wire [N*BITS-1:0] lanes,
    // a row
    output wire              push,
    output wire [N*BITS-1:0] row,
    output wire [N-1:0]      row_keep,
    output wire              row_last,
    output wire [USER-1:0]   row_user
);
    reg              pend_q;                     // acc is a whole row, to go out
    reg              pend_last_q;
    reg [USER-1:0]   pend_user_q;
    reg [N-1:0]      pend_keep_q;
    reg [N*BITS-1:0] acc_q;

    wire more = full & last & keep[0];           // the packet's end needs one row more
    genvar i;
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_lane
            wire [BITS-1:0] acc = acc_q[i*BITS +: BITS];
            wire [BITS-1:0] left = lanes[i*BITS +: BITS];
            assign row[i*BITS +: BITS] = (pend_q | old[i]) ? acc : lanes[i*BITS +: BITS];
            always @(posedge clk) begin
                if (en & valid & (full | ~old[i])) acc_q[i*BITS +: BITS] <= left;
            end
        end
    endgenerate
    assign push     = pend_q | (valid & (full | last));
    assign row_keep = pend_q ? pend_keep_q : keep | {N{full}};
    assign row_last = pend_q ? pend_last_q : last & ~more;
    localparam [USER-1:0] ENDS = 15;
    assign row_user = pend_q ? pend_user_q : user & (~ENDS | {USER{row_last}});

    always @(posedge clk) begin
        if (en & valid) begin
            pend_last_q <= last;
            pend_user_q <= user;
            pend_keep_q <= keep | {N{full & ~more}};
        end
    end
    always @(posedge clk) begin
        if (rst) pend_q <= 1'b0;
        else if (en) pend_q <= valid & (pend_q ? full | last : more);
    end
endmodule

`default_nettype wire
