// Elements in, frames out: the encoder against a vector file on either side.
module {{ p }}_tb_enc;
    localparam IN_BYTES = {{ enc_in }};
    localparam OUT_BYTES = {{ enc_out }};
{%- if counters > 0 %}
    localparam COUNTERS = {{ counters }};
{%- endif %}

    wire                   clk, rst, drained;
    wire [63:0]            resumed;
    wire                   source_failed, source_finished, sink_failed, sink_finished;
    wire                   in_tvalid, in_tready, in_tlast;
    wire [{{ in_user - 1 }}:0] in_tuser;
    wire [8*IN_BYTES-1:0]  in_tdata;
    wire [IN_BYTES-1:0]    in_tkeep;
    wire                   out_tvalid, out_tready, out_tlast;
    wire [8*OUT_BYTES-1:0] out_tdata;
    wire [OUT_BYTES-1:0]   out_tkeep;
    wire [{{ side }}:0] out_side;
    assign out_side[{{ side }}] = 1'b0;
    wire                   bound_failed, packet_ends;
{%- if counters > 0 %}
    wire [COUNTERS-1:0]    counters;
{%- endif %}
    wire                   unused_tuser = &{1'b0, in_tuser};

    {{ p }}_tb_report #(.BENCH("encoder"){% if counters > 0 %}, .COUNTERS(COUNTERS){% endif %}) u_report (
        .clk(clk),
        .rst_in(rst),
        .rst_out(),
        .resumed(resumed),
        .in_beat(in_tvalid && in_tready),
        .in_last(in_tlast),
        .frame(1'b0),
        .out_valid(out_tvalid),
        .out_beat(out_tvalid && out_tready),
        .out_last(out_tlast && packet_ends),
        .source_failed(source_failed{{ or_failed }}),
        .source_finished(source_finished),
        .sink_failed(sink_failed || bound_failed),
        .sink_finished(sink_finished),
        .counters({% if counters > 0 %}counters{% else %}1'b0{% endif %}),
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
        .counters(counters),
{%- endif %}
{{ axil }}        .m_axis_tvalid(out_tvalid),
        .m_axis_tready(out_tready),
        .m_axis_tdata(out_tdata),
        .m_axis_tkeep(out_tkeep),
        .m_axis_tlast(out_tlast){{ encoder_out }}
    );

    {{ p }}_tb_sink #(
        .BYTES(OUT_BYTES), .SIDE({{ side }}), .DEFAULT_FILE("tb/encoder_out.hex")
    ) u_sink (
        .clk(clk),
        .rst(rst),
        .resumed(resumed),
        .s_axis_tvalid(out_tvalid),
        .s_axis_tready(out_tready),
        .s_axis_tdata(out_tdata),
        .s_axis_tkeep(out_tkeep),
        .s_axis_tlast(out_tlast),
        .s_axis_tuser(4'd0),
        .s_axis_side(out_side),
        .failed(sink_failed),
        .finished(sink_finished)
    );
{%- match block %}
{%- when Some with (block) %}

    {{ p }}_tb_bound #(
        .ELEMENT_BYTES({{ element }}), .IN_BYTES(IN_BYTES), .OUT_BYTES(OUT_BYTES),
        .INDEX_BITS({{ block.index_bits }}), .HEADER({{ block.header_bits }}), .CHECK({{ block.check_bytes }}),
        .BEATS({{ block.beats }}), .BITS({{ block.bits }})
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
{%- when None %}
    assign bound_failed = 1'b0;
    assign packet_ends = 1'b1;
{%- endmatch %}
endmodule
