// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// AXI4-Stream from one width to any other. For benches: a store of bytes, written to be read, not
// to be built. Holds the bytes of one packet at a time.
module bf16_train_tb_adapter #(
    parameter IN_BYTES = 1,
    parameter OUT_BYTES = 1,
    parameter SIDE = 0                           // bits of what a packet's first beat brings
) (
    input  wire                   clk,
    input  wire                   rst,           // active high
    input  wire                   s_axis_tvalid,
    output wire                   s_axis_tready,
    input  wire [8*IN_BYTES-1:0]  s_axis_tdata,
    input  wire [IN_BYTES-1:0]    s_axis_tkeep,
    input  wire                   s_axis_tlast,
    input  wire [SIDE:0]          s_axis_side, // the highest bit is none
    output wire                   m_axis_tvalid,
    input  wire                   m_axis_tready,
    output wire [8*OUT_BYTES-1:0] m_axis_tdata,
    output reg  [OUT_BYTES-1:0]   m_axis_tkeep,
    output wire                   m_axis_tlast,
    output reg  [SIDE:0]          m_axis_side
);
    localparam STORE = IN_BYTES + OUT_BYTES;

    reg [8*STORE-1:0] store;                     // the oldest byte lowest
    integer           count;
    reg               ended;                     // the packet's last byte is in the store
    integer           i;

    assign s_axis_tready = !ended && count <= OUT_BYTES;
    // A full beat waits for the next byte, which tells whether it is the last.
    assign m_axis_tvalid = ended || count > OUT_BYTES;
    assign m_axis_tlast = count <= OUT_BYTES;
    assign m_axis_tdata = store[8*OUT_BYTES-1:0];

    always @*
        for (i = 0; i < OUT_BYTES; i = i + 1) m_axis_tkeep[i] = i < count;

    always @(posedge clk) begin : step
        reg [8*STORE-1:0] bytes;
        integer           held, k;
        bytes = store;
        held = count;
        if (m_axis_tvalid && m_axis_tready) begin
            bytes = bytes >> 8 * OUT_BYTES;
            held = held > OUT_BYTES ? held - OUT_BYTES : 0;
            if (m_axis_tlast) ended <= 1'b0;
        end
        if (s_axis_tvalid && s_axis_tready) begin
            for (k = 0; k < IN_BYTES; k = k + 1) begin
                if (s_axis_tkeep[k]) begin
                    bytes[8*held +: 8] = s_axis_tdata[8*k +: 8];
                    held = held + 1;
                end
            end
            if (s_axis_tlast) ended <= 1'b1;
            m_axis_side <= s_axis_side;
        end
        store <= bytes;
        count <= held;
        if (rst) begin
            count <= 0;
            ended <= 1'b0;
        end
    end
endmodule

`default_nettype wire
