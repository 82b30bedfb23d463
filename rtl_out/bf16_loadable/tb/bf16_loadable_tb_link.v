// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The way from one end to the other: every beat takes so many clocks, and as many beats are under
// way at once as come in that time. For benches: a store, written to be read, not to be built.
//
// Run-time arguments:
//   +flight=N     clocks that a beat takes (40)
module bf16_loadable_tb_link #(
    parameter BYTES = 1,
    parameter SIDE = 0,                          // bits of what travels beside
    parameter DEPTH = 256                        // beats that are under way at most
) (
    input  wire               clk,
    input  wire               rst,               // active high
    input  wire               s_axis_tvalid,
    output wire               s_axis_tready,
    input  wire [8*BYTES-1:0] s_axis_tdata,
    input  wire [BYTES-1:0]   s_axis_tkeep,
    input  wire               s_axis_tlast,
    input  wire [SIDE:0]      s_axis_side,       // the highest bit is none
    output wire               m_axis_tvalid,
    input  wire               m_axis_tready,
    output wire [8*BYTES-1:0] m_axis_tdata,
    output wire [BYTES-1:0]   m_axis_tkeep,
    output wire               m_axis_tlast,
    output wire [SIDE:0]      m_axis_side
);
    localparam WIDTH = 9 * BYTES + SIDE + 2;

    reg [WIDTH-1:0] beats [0:DEPTH-1];
    reg [63:0]      since [0:DEPTH-1];           // the clock in which it came
    integer         oldest, count;
    reg [63:0]      now, flight;
    reg             up;                          // out of reset

    initial begin
        if (!$value$plusargs("flight=%d", flight)) flight = 64'd40;
        now = 64'd0;
        up = 1'b0;
    end

    assign s_axis_tready = up && count < DEPTH;
    assign m_axis_tvalid = up && count > 0 && now - since[oldest] >= flight;
    assign {m_axis_side, m_axis_tlast, m_axis_tkeep, m_axis_tdata} = beats[oldest];

    always @(posedge clk) begin : step
        integer in, out;
        in = s_axis_tvalid && s_axis_tready ? 1 : 0;
        out = m_axis_tvalid && m_axis_tready ? 1 : 0;
        now <= now + 64'd1;
        up <= !rst;
        if (in > 0) begin
            beats[(oldest + count) % DEPTH] <=
                {s_axis_side, s_axis_tlast, s_axis_tkeep, s_axis_tdata};
            since[(oldest + count) % DEPTH] <= now;
        end
        oldest <= rst ? 0 : (oldest + out) % DEPTH;
        count <= rst ? 0 : count + in - out;
    end
endmodule

`default_nettype wire
