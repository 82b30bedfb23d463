// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// As the other FIFO, with three entries. The end of a frame can push in two clocks in a row, with a
// word that leaves in parts in the way: with two entries every such frame would cost a clock.
module bf16_loadable_enc_queue #(
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
    reg            room_q;                       // the third entry is free; low in reset too
    reg            head_valid_q, second_valid_q;
    reg [BITS-1:0] head_q, second_q, third_q;

    wire in    = push & room_q;
    wire leave = head_valid_q & m_ready;
    // The second is valid where the third is: ~room_q alone does not say so behind a reset.
    wire later = second_valid_q & (~room_q | in); // the third is, or becomes so

    always @(posedge clk) begin
        if (leave | ~head_valid_q) head_q <= second_valid_q ? second_q : d;
        if (leave | ~second_valid_q) second_q <= room_q ? d : third_q;
        if (room_q) third_q <= d;
    end
    always @(posedge clk) begin
        if (rst) begin
            room_q         <= 1'b0;
            head_valid_q   <= 1'b0;
            second_valid_q <= 1'b0;
        end else begin
            room_q         <= ~(later & ~leave);
            head_valid_q   <= ~leave & head_valid_q | second_valid_q | in;
            second_valid_q <= leave ? later : second_valid_q | head_valid_q & in;
        end
    end

    assign room    = room_q;
    assign m_valid = head_valid_q;
    assign q       = head_q;
endmodule

`default_nettype wire
