// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A word, OUT bits at a time; beats without a byte are left out, but for a packet of no bytes.
module bf16_loadable_split #(
    parameter BITS = 32,                         // a multiple of OUT, and more than that
    parameter OUT  = 16
) (
    input  wire              clk,
    input  wire              rst,
    input  wire              s_valid,
    output wire              s_ready,
    input  wire [BITS-1:0]   s_data,             // first byte in the lowest place
    input  wire [BITS/8-1:0] s_keep,
    input  wire              s_last,
    output wire              m_valid,
    input  wire              m_ready,
    output wire [OUT-1:0]    m_data,
    output wire [OUT/8-1:0]  m_keep,
    output wire              m_last
);
    localparam BEATS = BITS / OUT;
    localparam AT    = $clog2(BEATS);

    reg [AT-1:0]    at_q;
    reg [OUT-1:0]   data;
    reg [OUT/8-1:0] keep;
    reg             more;                        // another beat of this word has bytes
    integer i;
    always @* begin
        data = {OUT{1'b0}};
        keep = {OUT/8{1'b0}};
        more = 1'b0;
        for (i = 0; i < BEATS; i = i + 1) begin
            if (at_q == i[AT-1:0]) begin
                data = s_data[i*OUT +: OUT];
                keep = s_keep[i*OUT/8 +: OUT/8];
                more = (i < BEATS - 1) & s_keep[((i+1)%BEATS)*OUT/8];
            end
        end
    end

    always @(posedge clk) begin
        if (rst) at_q <= {AT{1'b0}};
        else if (s_valid & m_ready) at_q <= more ? at_q + 1'b1 : {AT{1'b0}};
    end

    assign s_ready = m_ready & ~more;
    assign m_valid = s_valid;
    assign m_data  = data;
    assign m_keep  = keep;
    assign m_last  = s_last & ~more;
endmodule

`default_nettype wire
