// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// CRCs of frames that wait to be sent, in their order.
module bf16_loadable_enc_checks #(
    parameter BITS = 32,
    parameter AT   = 6                           // log2 of the frames there can be
) (
    input  wire            clk,
    input  wire            rst,
    input  wire            push,
    input  wire [BITS-1:0] d,
    input  wire            pop,
    output wire [BITS-1:0] q                     // the first one; some clocks behind its push
);
    reg  [AT-1:0] write_at_q, read_at_q;
    wire [AT-1:0] read_at_d = pop ? read_at_q + 1'b1 : read_at_q;
    always @(posedge clk) begin
        if (rst) begin
            write_at_q <= {AT{1'b0}};
            read_at_q  <= {AT{1'b0}};
        end else begin
            if (push) write_at_q <= write_at_q + 1'b1;
            read_at_q <= read_at_d;
        end
    end
    bf16_loadable_enc_memory #(.BITS(BITS), .AT(AT)) u_memory (
        .clk(clk), .write(push), .write_at(write_at_q), .d(d),
        .read(1'b1), .read_at(read_at_d), .q(q));
endmodule

`default_nettype wire
