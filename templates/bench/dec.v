// Frames in, elements out: the decoder against a vector file on either side, tuser included. At the
// end of a frame with which no packet ends, because it goes on in the next frame or has ended
// before, the source's tuser is 1.
module {{ p }}_tb_dec;
    localparam IN_BYTES = {{ dec_in }};
    localparam OUT_BYTES = {{ dec_out }};

    wire                   clk, rst, drained;
    wire [63:0]            resumed;
    wire                   source_failed, source_finished, sink_failed, sink_finished;
    wire                   in_tvalid, in_tready, in_tlast;
    wire [8*IN_BYTES-1:0]  in_tdata;
    wire [IN_BYTES-1:0]    in_tkeep;
    wire [{{ side }}:0] in_tuser;
    wire                   out_tvalid, out_tready, out_tlast;
    wire [8*OUT_BYTES-1:0] out_tdata;
    wire [OUT_BYTES-1:0]   out_tkeep;
    wire [3:0]             out_tuser;
    wire [{{ side }}:0] out_side;
    assign out_side[{{ side }}] = 1'b0;

    {{ p }}_tb_report #(.BENCH("decoder")) u_report (
        .clk(clk),
        .rst_in(rst),
        .rst_out(),
        .resumed(resumed),
        .in_beat(in_tvalid && in_tready),
        .in_last(in_tlast && !in_tuser[0]),
        .frame(1'b0),
        .out_valid(out_tvalid),
        .out_beat(out_tvalid && out_tready),
        .out_last(out_tlast),
        .source_failed(source_failed{{ or_failed }}),
        .source_finished(source_finished),
        .sink_failed(sink_failed),
        .sink_finished(sink_finished),
        .counters(1'b0),
        .drained(drained)
    );

{{ loads }}    {{ p }}_tb_source #(
        .BYTES(IN_BYTES), .USER({{ side + 1 }}), .MARKED(1), .DEFAULT_FILE("tb/decoder_in.hex")
    ) u_source (
        .clk(clk),
        .rst(rst),
        .drained(drained),
        .m_axis_tvalid(in_tvalid),
        .m_axis_tready(in_tready),
        .m_axis_tdata(in_tdata),
        .m_axis_tkeep(in_tkeep),
        .m_axis_tlast(in_tlast),
        .m_axis_tuser(in_tuser),
{{ hold }}        .resumed(resumed),
        .failed(source_failed),
        .finished(source_finished)
    );

    {{ p }}_decoder u_decoder (
        .clk(clk),
        .{{ rst.port }}({{ active }}rst),
        .s_axis_tvalid(in_tvalid),
        .s_axis_tready(in_tready),
        .s_axis_tdata(in_tdata),
        .s_axis_tkeep(in_tkeep),
        .s_axis_tlast(in_tlast),{{ decoder_in }}
{{ axil }}        .m_axis_tvalid(out_tvalid),
        .m_axis_tready(out_tready),
        .m_axis_tdata(out_tdata),
        .m_axis_tkeep(out_tkeep),
        .m_axis_tlast(out_tlast),
        {{ decoder_out }}
    );

    {{ p }}_tb_sink #(
        .BYTES(OUT_BYTES), .CHECK_USER(1), .SIDE({{ side }}), .DEFAULT_FILE("tb/decoder_out.hex")
    ) u_sink (
        .clk(clk),
        .rst(rst),
        .resumed(resumed),
        .s_axis_tvalid(out_tvalid),
        .s_axis_tready(out_tready),
        .s_axis_tdata(out_tdata),
        .s_axis_tkeep(out_tkeep),
        .s_axis_tlast(out_tlast),
        .s_axis_tuser(out_tuser),
        .s_axis_side(out_side),
        .failed(sink_failed),
        .finished(sink_finished)
    );
endmodule
