// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Two entries, full throughput. room is a register, low in reset: it cuts the path from m_ready
// back into the pipeline, which may push in every clock in which room is high and in no other.
module bf16_loadable_fifo #(
    parameter BITS = 8
) (
    input  wire            clk,
    input  wire            rst,
    output wire            room,
    input  wire            push,
    input  wire [BITS-1:0] d,
    output wire            m_valid,
    input  wire            m_ready,
    output wire [BITS-1:0] q
);
    reg            room_q;
    reg            head_valid_q;
    reg            next_valid_q;
    reg [BITS-1:0] head_q;
    reg [BITS-1:0] next_q;

    wire in   = push & room_q;
    wire load = ~head_valid_q | m_ready;         // the head is free or leaves
    wire wait_d = ~load & (next_valid_q | in);   // the second entry is taken

    always @(posedge clk) begin
        if (load) head_q <= next_valid_q ? next_q : d;
        if (room_q) next_q <= d;
    end
    always @(posedge clk) begin
        if (rst) begin
            room_q       <= 1'b0;
            head_valid_q <= 1'b0;
            next_valid_q <= 1'b0;
        end else begin
            room_q       <= ~wait_d;
            head_valid_q <= ~load | next_valid_q | in;
            next_valid_q <= wait_d;
        end
    end

    assign room    = room_q;
    assign m_valid = head_valid_q;
    assign q       = head_q;
endmodule

`default_nettype wire
