// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// What was sent with every codebook. Counters wrap.
module bf16_loadable_enc_counters #(
    parameter INDICES  = 2,
    parameter INDEX    = 1,                      // bits of an index
    parameter ELEMENTS = 4,                      // bits of a beat's number of elements
    parameter BITS     = 8,                      // and of its number of bits
    parameter PART     = 16                      // a third of a counter's
) (
    input  wire                      clk,
    input  wire                      rst,
    input  wire                      clear,
    // a beat
    input  wire                      valid,
    input  wire                      last,       // of its frame
    input  wire [INDEX-1:0]           index,
    input  wire [ELEMENTS-1:0]        elements,
    input  wire [BITS-1:0]            bits,
    // per index, the first lowest: frames, elements, bits
    output wire [9*INDICES*PART-1:0] counters
);
    // Registers in front, so that the counting is on no path of the encoder.
    reg                last_q;
    reg [ELEMENTS-1:0] elements_q;
    reg [BITS-1:0]     bits_q;
    always @(posedge clk) begin
        last_q     <= last;
        elements_q <= elements;
        bits_q     <= bits;
    end

    genvar i;
    generate
        for (i = 0; i < INDICES; i = i + 1) begin : gen_index
            localparam [31:0] NUMBER = i;
            reg mine_q;
            always @(posedge clk) begin
                if (rst) mine_q <= 1'b0;
                else mine_q <= valid & (index == NUMBER[INDEX-1:0]);
            end
            bf16_loadable_enc_counter #(.PART(PART), .BITS(1)) u_frames (
                .clk(clk), .rst(rst), .add(mine_q), .x(last_q), .clear(clear),
                .count(counters[9*i*PART +: 3*PART]));
            bf16_loadable_enc_counter #(.PART(PART), .BITS(ELEMENTS)) u_elements (
                .clk(clk), .rst(rst), .add(mine_q), .x(elements_q), .clear(clear),
                .count(counters[(9*i+3)*PART +: 3*PART]));
            bf16_loadable_enc_counter #(.PART(PART), .BITS(BITS)) u_bits (
                .clk(clk), .rst(rst), .add(mine_q), .x(bits_q), .clear(clear),
                .count(counters[(9*i+6)*PART +: 3*PART]));
        end
    endgenerate
endmodule

`default_nettype wire
