// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A beat of the bus -> its elements' significant bits: all symbols, then all raw bits.
module bf16_loadable_enc_input #(
    parameter LANES     = 4,
    parameter CONTAINER = 8,                     // bits of an element on the bus
    parameter SYMBOL    = 8,
    parameter LOW       = 0,                     // the symbol's lowest bit
    parameter RAW       = 0,                     // the element's other bits
    parameter CUT       = 0                      // registers behind
) (
    input  wire                          clk,
    input  wire                          rst,
    input  wire                          en,
    input  wire                          s_valid,
    input  wire [LANES*CONTAINER-1:0]    s_data,
    input  wire [LANES*CONTAINER/8-1:0]  s_keep, // in whole elements, any of them
    input  wire                          s_last,
    output wire                          m_valid,
    output wire [LANES*(SYMBOL+RAW)-1:0] m_data, // symbols lowest
    output wire [LANES-1:0]              m_keep,
    output wire                          m_last
);
    localparam ABOVE = RAW - LOW;                // raw bits above the symbol

    genvar i;
    wire [LANES-1:0]              keep;
    wire [LANES*(SYMBOL+RAW)-1:0] data;
    wire unused = &{1'b0, s_data, s_keep};       // bits that no element has
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_lane
            assign keep[i] = s_keep[i*CONTAINER/8];
            assign data[i*SYMBOL +: SYMBOL] = s_data[i*CONTAINER+LOW +: SYMBOL];
            if (LOW > 0) begin : gen_below
                assign data[LANES*SYMBOL+i*RAW +: LOW] = s_data[i*CONTAINER +: LOW];
            end
            if (ABOVE > 0) begin : gen_above
                assign data[LANES*SYMBOL+i*RAW+LOW +: ABOVE]
                    = s_data[i*CONTAINER+LOW+SYMBOL +: ABOVE];
            end
        end
    endgenerate
    bf16_loadable_delay #(.BITS(LANES*(SYMBOL+RAW+1)+1), .CLOCKS(CUT)) u_beat (
        .clk(clk), .en(en), .d({data, keep, s_last}), .q({m_data, m_keep, m_last}));
    bf16_loadable_valid #(.CLOCKS(CUT)) u_valid (
        .clk(clk), .rst(rst), .en(en), .d(s_valid), .q(m_valid));
endmodule

`default_nettype wire
