// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/e4m3_link.yaml
// Codebook: e4m3_act.yaml, digest 074d8b6fca4f0336, tag fe621fd8
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Elements in their lanes -> full rows. The row under way is in acc, below the word's first lane;
// lanes that wrapped round begin the next row.
//
// A packet's end that wraps round needs a row more: it waits in acc and goes out with the next
// clock. That costs no bubble: the next packet starts on a fresh row and cannot fill it before.
//
// What a word's elements are comes CUT registers ahead of them, so that each lane is told where it
// comes from by registers. Where a row has no element it is 0, if ZEROS is not.
module e4m3_link_dec_pack #(
    parameter N     = 8,                         // lanes
    parameter BITS  = 16,                        // of an element
    parameter USER  = 4,                         // the lowest 4 say how a packet ended
    parameter CUT   = 1,                         // registers by which lanes come later
    parameter ZEROS = 1                          // or anything where a row has no element
) (
    input  wire              clk,
    input  wire              rst_n,
    input  wire              en,
    // a word's elements, behind the old ones of the row and round the end
    input  wire              valid,
    input  wire              last,
    input  wire [USER-1:0]   user,
    input  wire              full,               // they reach the row's end
    input  wire [N-1:0]      old,                // lanes that the row had before
    input  wire [N-1:0]      keep,               // lanes that the row under way then has
    input  wire [N*BITS-1:0] lanes,              // CUT registers later
    // a row, CUT registers later
    output wire              push,
    output wire [N*BITS-1:0] row,
    output wire [N-1:0]      row_keep,
    output wire              row_last,
    output wire [USER-1:0]   row_user
);
    // ---- rows: one with this word, or the one that waits
    reg             pend_q;                      // acc is a whole row, to go out
    reg             pend_last_q;
    reg [USER-1:0]  pend_user_q;
    reg [N-1:0]     pend_keep_q;

    localparam [USER-1:0] ENDS = 15;
    wire            more   = full & last & keep[0]; // the packet's end needs one row more
    wire            next   = pend_q | (valid & (full | last));
    wire [N-1:0]    there  = pend_q ? pend_keep_q : keep | {N{full}};
    wire            ends   = pend_q ? pend_last_q : last & ~more;
    wire [USER-1:0] says   = pend_q ? pend_user_q : user & (~ENDS | {USER{ends}});
    wire [N-1:0]    load   = {N{valid}} & (~old | {N{full}}); // into acc
    wire [N-1:0]    waited = old | {N{pend_q}};  // lanes that come from there
    wire [N-1:0]    shown  = there | {N{ZEROS == 0}}; // lanes that come from anywhere
    always @(posedge clk) begin
        if (en & valid) begin
            pend_last_q <= last;
            pend_user_q <= user;
            pend_keep_q <= keep | {N{full & ~more}};
        end
    end
    always @(posedge clk or negedge rst_n) begin
        if (!rst_n) pend_q <= 1'b0;
        else if (en) pend_q <= valid & (pend_q ? full | last : more);
    end

    wire [N-1:0] from_acc, from_word, load_acc;
    e4m3_link_delay #(.BITS(4*N+1+USER), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({shown & waited, shown & ~waited, load, there, ends, says}),
        .q({from_acc, from_word, load_acc, row_keep, row_last, row_user}));
    e4m3_link_valid #(.CLOCKS(CUT)) u_valid (
        .clk(clk), .rst_n(rst_n), .en(en), .d(next), .q(push));

    // ---- lanes
    wire [N*BITS-1:0] acc;
    genvar i;
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_lane
            wire [BITS-1:0] lane = lanes[i*BITS +: BITS];
            assign row[i*BITS +: BITS] =
                (acc[i*BITS +: BITS] & {BITS{from_acc[i]}}) | (lane & {BITS{from_word[i]}});
            e4m3_link_delay #(.BITS(BITS), .CLOCKS(1)) u_acc (
                .clk(clk), .en(en & load_acc[i]), .d(lane), .q(acc[i*BITS +: BITS]));
        end
    endgenerate
endmodule

`default_nettype wire
