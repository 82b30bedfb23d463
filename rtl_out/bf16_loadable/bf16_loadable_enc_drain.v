// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Whether no frame under way has the slot that is open: frames that have been given a slot are
// counted until they have been sent.
module bf16_loadable_enc_drain #(
    parameter SLOTS = 1,
    parameter FIRST = 0,                         // index of slot 0
    parameter INDEX = 1,
    parameter COUNT = 4                          // bits that hold the frames under way
) (
    input  wire             clk,
    input  wire             rst,
    input  wire [SLOTS-1:0] taken,               // a frame has been given this slot
    input  wire             sent, // the last beat of one is behind all that reads a slot
    input  wire [INDEX-1:0] index,               // the frame's
    input  wire [SLOTS-1:0] opening,
    output wire             drained
);
    reg  [SLOTS-1:0] taken_q, sent_q;
    wire [SLOTS-1:0] busy;
    genvar k;
    generate
        for (k = 0; k < SLOTS; k = k + 1) begin : gen_slot
            localparam [31:0] NUMBER = FIRST + k;
            reg [COUNT-1:0] count_q;
            always @(posedge clk) begin
                if (rst) begin
                    taken_q[k] <= 1'b0;
                    sent_q[k]  <= 1'b0;
                    count_q    <= {COUNT{1'b0}};
                end else begin
                    taken_q[k] <= taken[k];
                    sent_q[k]  <= sent & (index == NUMBER[INDEX-1:0]);
                    if (taken_q[k] & ~sent_q[k]) count_q <= count_q + 1'b1;
                    if (sent_q[k] & ~taken_q[k]) count_q <= count_q - 1'b1;
                end
            end
            assign busy[k] = taken_q[k] | (|count_q);
        end
    endgenerate
    assign drained = ~(|(opening & busy));
endmodule

`default_nettype wire
