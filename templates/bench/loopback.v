// Elements in, encoder, decoder, elements out; an adapter between the two where their buses differ,
// which is reset with the encoder.
module {{ p }}_tb_loopback;
    localparam IN_BYTES = {{ enc_in }};
    localparam ENC_BYTES = {{ enc_out }};
    localparam DEC_BYTES = {{ dec_in }};
    localparam OUT_BYTES = {{ dec_out }};

    wire                   clk, rst, rst_out, drained;
    wire [63:0]            resumed;
    wire                   source_failed, source_finished, sink_failed, sink_finished;
    wire                   in_tvalid, in_tready, in_tlast;
    wire [{{ in_user - 1 }}:0] in_tuser;
    wire [8*IN_BYTES-1:0]  in_tdata;
    wire [IN_BYTES-1:0]    in_tkeep;
    wire                   enc_tvalid, enc_tready, enc_tlast;
    wire [8*ENC_BYTES-1:0] enc_tdata;
    wire [ENC_BYTES-1:0]   enc_tkeep;
    wire                   dec_tvalid, dec_tready, dec_tlast;
    wire [8*DEC_BYTES-1:0] dec_tdata;
    wire [DEC_BYTES-1:0]   dec_tkeep;
    wire                   out_tvalid, out_tready, out_tlast;
    wire [8*OUT_BYTES-1:0] out_tdata;
    wire [OUT_BYTES-1:0]   out_tkeep;
    wire [3:0]             out_tuser;
    wire [{{ side }}:0] enc_side, dec_side, out_side;
    assign enc_side[{{ side }}] = 1'b0;
    assign out_side[{{ side }}] = 1'b0;
    wire                   unused_tuser = &{1'b0, in_tuser};

    {{ p }}_tb_report #(.BENCH("loopback"), .ENDS(2)) u_report (
        .clk(clk),
        .rst_in(rst),
        .rst_out(rst_out),
        .resumed(resumed),
        .in_beat(in_tvalid && in_tready),
        .in_last(in_tlast),
        .frame(dec_tvalid && dec_tready && dec_tlast),
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
        .BYTES(IN_BYTES), .USER({{ in_user }}), .DEFAULT_FILE("tb/encoder_in.hex")
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

    {{ p }}_encoder u_encoder (
        .clk(clk),
        .{{ rst.port }}({{ active }}rst),
        .s_axis_tvalid(in_tvalid),
        .s_axis_tready(in_tready),
        .s_axis_tdata(in_tdata),
        .s_axis_tkeep(in_tkeep),
        .s_axis_tlast(in_tlast),{{ encoder_in }}{%- if counters > 0 %}
        .counters(),
{%- endif %}
{{ encoder_axil }}        .m_axis_tvalid(enc_tvalid),
        .m_axis_tready(enc_tready),
        .m_axis_tdata(enc_tdata),
        .m_axis_tkeep(enc_tkeep),
        .m_axis_tlast(enc_tlast){{ encoder_out }}
    );

    generate
        if (ENC_BYTES == DEC_BYTES) begin : gen_wires
            assign dec_tvalid = enc_tvalid;
            assign enc_tready = dec_tready;
            assign dec_tdata = enc_tdata;
            assign dec_tkeep = enc_tkeep;
            assign dec_tlast = enc_tlast;
            assign dec_side = enc_side;
        end else begin : gen_adapter
            {{ p }}_tb_adapter #(
                .IN_BYTES(ENC_BYTES), .OUT_BYTES(DEC_BYTES), .SIDE({{ side }})
            ) u_adapter (
                .clk(clk),
                .rst(rst),
                .s_axis_tvalid(enc_tvalid),
                .s_axis_tready(enc_tready),
                .s_axis_tdata(enc_tdata),
                .s_axis_tkeep(enc_tkeep),
                .s_axis_tlast(enc_tlast),
                .s_axis_side(enc_side),
                .m_axis_tvalid(dec_tvalid),
                .m_axis_tready(dec_tready),
                .m_axis_tdata(dec_tdata),
                .m_axis_tkeep(dec_tkeep),
                .m_axis_tlast(dec_tlast),
                .m_axis_side(dec_side)
            );
        end
    endgenerate

    {{ p }}_decoder u_decoder (
        .clk(clk),
        .{{ rst.port }}({{ active }}rst_out),
        .s_axis_tvalid(dec_tvalid),
        .s_axis_tready(dec_tready),
        .s_axis_tdata(dec_tdata),
        .s_axis_tkeep(dec_tkeep),
        .s_axis_tlast(dec_tlast),{{ decoder_in }}
{{ decoder_axil }}        .m_axis_tvalid(out_tvalid),
        .m_axis_tready(out_tready),
        .m_axis_tdata(out_tdata),
        .m_axis_tkeep(out_tkeep),
        .m_axis_tlast(out_tlast),
        {{ decoder_out }}
    );

    {{ p }}_tb_sink #(
        .BYTES(OUT_BYTES), .CHECK_USER(1), .SIDE({{ side }}), .DEFAULT_FILE("tb/loopback_out.hex")
    ) u_sink (
        .clk(clk),
        .rst(rst_out),
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
