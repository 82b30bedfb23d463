// Elements in, frames out: the encoder against a vector file on either side.
`default_nettype none
`include "params.vh"

module tb_encoder;
    localparam IN_BYTES = `HW_ENC_LANES * `HW_ELEMENT_BYTES;
    localparam OUT_BYTES = `HW_OUT_BYTES;

`ifdef HW_COUNTER_BITS
    localparam COUNTERS = `HW_COUNTER_BITS;
    wire [COUNTERS-1:0]    counters;
`else
    localparam COUNTERS = 1;
    wire [COUNTERS-1:0]    counters = 1'b0;
`endif

    wire                   clk, rst, drained;
    wire                   source_failed, source_finished, sink_failed, sink_finished;
    wire                   in_tvalid, in_tready, in_tlast;
    wire [7:0]             in_tuser;
    wire [8*IN_BYTES-1:0]  in_tdata;
    wire [IN_BYTES-1:0]    in_tkeep;
    wire                   out_tvalid, out_tready, out_tlast;
    wire [8*OUT_BYTES-1:0] out_tdata;
    wire [OUT_BYTES-1:0]   out_tkeep;
    wire                   bound_failed, packet_ends;

    tb_report #(.BENCH("encoder"), .COUNTERS(COUNTERS)) u_report (
        .clk(clk),
        .rst(rst),
        .in_beat(in_tvalid && in_tready),
        .in_last(in_tlast),
        .out_valid(out_tvalid),
        .out_beat(out_tvalid && out_tready),
        .out_last(out_tlast && packet_ends),
        .source_failed(source_failed),
        .source_finished(source_finished),
        .sink_failed(sink_failed || bound_failed),
        .sink_finished(sink_finished),
        .counters(counters),
        .drained(drained)
    );

    axis_source #(.BYTES(IN_BYTES), .DEFAULT_FILE("tb/encoder_in.hex")) u_source (
        .clk(clk),
        .rst(rst),
        .drained(drained),
        .m_axis_tvalid(in_tvalid),
        .m_axis_tready(in_tready),
        .m_axis_tdata(in_tdata),
        .m_axis_tkeep(in_tkeep),
        .m_axis_tlast(in_tlast),
        .m_axis_tuser(in_tuser),
        .failed(source_failed),
        .finished(source_finished)
    );

`ifndef HW_USER_BITS
    wire unused_tuser = &{1'b0, in_tuser};
`endif
    `HW_ENCODER u_encoder (
`ifdef HW_USER_BITS
        .s_axis_tuser(in_tuser[`HW_USER_BITS-1:0]),
`endif
`ifdef HW_COUNTER_BITS
        .counters(counters),
`endif
        .clk(clk),
        .`HW_RST_PORT(rst ? `HW_RST_ACTIVE : !`HW_RST_ACTIVE),
        .s_axis_tvalid(in_tvalid),
        .s_axis_tready(in_tready),
        .s_axis_tdata(in_tdata),
        .s_axis_tkeep(in_tkeep),
        .s_axis_tlast(in_tlast),
        .m_axis_tvalid(out_tvalid),
        .m_axis_tready(out_tready),
        .m_axis_tdata(out_tdata),
        .m_axis_tkeep(out_tkeep),
        .m_axis_tlast(out_tlast)
    );

    axis_sink #(.BYTES(OUT_BYTES), .DEFAULT_FILE("tb/encoder_out.hex")) u_sink (
        .clk(clk),
        .rst(rst),
        .s_axis_tvalid(out_tvalid),
        .s_axis_tready(out_tready),
        .s_axis_tdata(out_tdata),
        .s_axis_tkeep(out_tkeep),
        .s_axis_tlast(out_tlast),
        .s_axis_tuser(4'd0),
        .failed(sink_failed),
        .finished(sink_finished)
    );

`ifdef HW_BLOCK
    axis_bound #(
        .ELEMENT_BYTES(`HW_ELEMENT_BYTES), .IN_BYTES(IN_BYTES), .OUT_BYTES(OUT_BYTES),
        .INDEX_BITS(`HW_INDEX_BITS), .BLOCK(`HW_BLOCK), .BITS(`HW_BLOCK_BITS)
    ) u_bound (
        .clk(clk),
        .rst(rst),
        .in_beat(in_tvalid && in_tready),
        .in_tkeep(in_tkeep),
        .in_tlast(in_tlast),
        .out_beat(out_tvalid && out_tready),
        .out_first_byte(out_tdata[7:0]),
        .out_tkeep(out_tkeep),
        .out_tlast(out_tlast),
        .packet_ends(packet_ends),
        .failed(bound_failed)
    );
`else
    assign bound_failed = 1'b0;
    assign packet_ends = 1'b1;
`endif
endmodule

`default_nettype wire
