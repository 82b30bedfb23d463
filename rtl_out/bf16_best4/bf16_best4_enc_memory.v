// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A memory with a port to write and a port to read, whose answer comes with the next clock and
// stays until the next reading. What is read while it is written is not defined. Put a RAM of your
// technology here.
module bf16_best4_enc_memory #(
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
