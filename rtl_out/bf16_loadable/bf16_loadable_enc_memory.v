// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A memory with a port to write and a port to read, whose answer comes with the next clock and
// stays until the next reading. What is read while it is written is not defined. Put a RAM of your
// technology here.
module bf16_loadable_enc_memory #(
    parameter BITS = 8,
    parameter AT   = 4                           // bits of an address
) (
    input  wire            clk,
    input  wire            write,
    input  wire [AT-1:0]   write_at,
    input  wire [BITS-1:0] d,
    input  wire            read,
    input  wire [AT-1:0]   read_at,
    output wire [BITS-1:0] q
);
    reg [BITS-1:0] words [0:(1<<AT)-1];
    reg [BITS-1:0] read_q;
    always @(posedge clk) begin
        if (write) words[write_at] <= d;
        if (read) read_q <= words[read_at];
    end
    assign q = read_q;
endmodule

`default_nettype wire
