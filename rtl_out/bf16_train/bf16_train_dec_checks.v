// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The checks of frames on their way through the decoder, in order. A frame in error may end before
// its last word has come: then its check is passed over when it comes.
module bf16_train_dec_checks #(
    parameter BITS  = 32,
    parameter SLOTS = 2,                         // checks that are on their way at most, 2 or more
    parameter NOW   = 0                          // 1: one may be asked for with its very push
) (
    input  wire            clk,
    input  wire            rst,
    input  wire            taken,                // a place: with the push, or ahead of it
    output wire            room,                 // a register: for one more
    input  wire            push,
    input  wire [BITS-1:0] d,
    input  wire            pop,
    output wire [BITS-1:0] q                     // of the oldest frame
);
    localparam AT = $clog2(SLOTS);
    localparam [31:0]   ALL   = SLOTS;
    localparam [31:0]   LAST  = SLOTS - 1;
    localparam [AT:0]   COUNT = ALL[AT:0];
    localparam [AT-1:0] END   = LAST[AT-1:0];

    reg [SLOTS*BITS-1:0] slots_q;
    reg [AT-1:0]         write_at_q, read_at_q;
    reg [AT:0]           count_q;                // from what is taken on: -1 to SLOTS
    reg                  room_q;
    wire [AT:0]          count = count_q + { {AT{1'b0}}, taken} - { {AT{1'b0}}, pop};
    integer              n;
    always @(posedge clk) begin
        for (n = 0; n < SLOTS; n = n + 1) begin
            if (push & write_at_q == n[AT-1:0]) slots_q[n*BITS +: BITS] <= d;
        end
    end
    always @(posedge clk) begin
        if (rst) begin
            write_at_q <= {AT{1'b0}};
            read_at_q  <= {AT{1'b0}};
            count_q    <= {AT+1{1'b0}};
            room_q     <= 1'b0;
        end else begin
            if (push) write_at_q <= write_at_q == END ? {AT{1'b0}} : write_at_q + 1'b1;
            if (pop) read_at_q <= read_at_q == END ? {AT{1'b0}} : read_at_q + 1'b1;
            count_q    <= count;
            room_q     <= count != COUNT;
        end
    end
    assign room = room_q;

    // ---- the oldest
    reg [BITS-1:0] oldest;
    always @* begin
        oldest = {BITS{1'b0}};
        for (n = 0; n < SLOTS; n = n + 1) begin
            oldest = oldest | (slots_q[n*BITS +: BITS] & {BITS{read_at_q == n[AT-1:0]}});
        end
    end
    // With a push there is room, so that equal places mean that none waits.
    assign q = NOW != 0 && push && write_at_q == read_at_q ? d : oldest;
endmodule

`default_nettype wire
