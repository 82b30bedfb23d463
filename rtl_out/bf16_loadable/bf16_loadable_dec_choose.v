// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// One of the codebooks by its index, which comes CLOCKS clocks before; behind them is the raw one.
module bf16_loadable_dec_choose #(
    parameter BITS   = 40,
    parameter BOOKS  = 3,
    parameter INDEX  = 2,
    parameter CLOCKS = 1
) (
    input  wire                  clk,
    input  wire                  en,
    input  wire [INDEX-1:0]      index,
    input  wire [BOOKS*BITS-1:0] d,
    output wire                  raw,
    output wire [BITS-1:0]       q
);
    localparam [31:0] RAW = BOOKS;
    wire [INDEX-1:0] soon;
    bf16_loadable_delay #(.BITS(INDEX), .CLOCKS(CLOCKS > 0 ? CLOCKS - 1 : 0)) u_soon (
        .clk(clk), .en(en), .d(index), .q(soon));
    bf16_loadable_delay #(.BITS(1), .CLOCKS(CLOCKS > 0 ? 1 : 0)) u_raw (
        .clk(clk), .en(en), .d(soon == RAW[INDEX-1:0]), .q(raw));
    generate
        if (BOOKS == 1) begin : gen_only
            assign q = d;
        end else begin : gen_several
            reg  [BITS-1:0]  one;
            integer          b;
            always @* begin
                one = {BITS{1'b0}};
                for (b = 0; b < BOOKS; b = b + 1) begin
                    one = one | (d[b*BITS +: BITS] & {BITS{soon == b[INDEX-1:0]}});
                end
            end
            bf16_loadable_delay #(.BITS(BITS), .CLOCKS(CLOCKS > 0 ? 1 : 0)) u_one (
                .clk(clk), .en(en), .d(one), .q(q));
        end
    endgenerate
endmodule

`default_nettype wire
