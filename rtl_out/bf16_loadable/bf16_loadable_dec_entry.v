// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Loop 1, the entry loop: where the walk enters the next word, from where it entered this one. An
// AND-OR over the rows of the word's transform and a decoder; how wide a word is does not matter.
module bf16_loadable_dec_entry #(
    parameter X = 24,
    parameter E = 5
) (
    input  wire           clk,
    input  wire           rst,
    input  wire           en,
    input  wire           valid,                 // a word
    input  wire           last, // of a frame: the next is entered behind its header
    input  wire [X*E-1:0] t,
    output wire [X-1:0]   entry,                 // one-hot
    output wire [E-1:0]   exit                   // bits beyond the word, of a last one too
);
    localparam [X-1:0] FIRST = { {X-1{1'b0}}, 1'b1} << 12;

    reg  [X-1:0] entry_q;
    wire [X-1:0] next;
    bf16_loadable_dec_pick #(.X(X), .E(E)) u_pick (.entry(entry_q), .t(t), .exit(exit));
    bf16_loadable_dec_onehot #(.X(X), .E(E)) u_next (.value(exit), .onehot(next));
    always @(posedge clk) begin
        if (rst) entry_q <= FIRST;
        else if (en & valid) entry_q <= last ? FIRST : next;
    end
    assign entry = entry_q;
endmodule

`default_nettype wire
