// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Frames in, elements out: the decoder against a vector file on either side, tuser included. At the
// end of a frame with which no packet ends, because it goes on in the next frame or has ended
// before, the source's tuser is 1.
module bf16_loadable_tb_dec;
    localparam IN_BYTES = 16;
    localparam OUT_BYTES = 32;

    wire                   clk, rst, drained;
    wire [63:0]            resumed;
    wire                   source_failed, source_finished, sink_failed, sink_finished;
    wire                   in_tvalid, in_tready, in_tlast;
    wire [8*IN_BYTES-1:0]  in_tdata;
    wire [IN_BYTES-1:0]    in_tkeep;
    wire [0:0] in_tuser;
    wire                   out_tvalid, out_tready, out_tlast;
    wire [8*OUT_BYTES-1:0] out_tdata;
    wire [OUT_BYTES-1:0]   out_tkeep;
    wire [3:0]             out_tuser;
    wire [0:0] out_side;
    assign out_side[0] = 1'b0;

    bf16_loadable_tb_report #(.BENCH("decoder")) u_report (
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
        .source_failed(source_failed || decoder_load_failed),
        .source_finished(source_finished),
        .sink_failed(sink_failed),
        .sink_finished(sink_finished),
        .counters(1'b0),
        .drained(drained)
    );

    // ---- the decoder's codebooks
    wire decoder_loaded, decoder_load_failed;
    wire dec_awvalid;
    wire dec_awready;
    wire [11:0] dec_awaddr;
    wire dec_wvalid;
    wire dec_wready;
    wire [31:0] dec_wdata;
    wire [3:0] dec_wstrb;
    wire dec_bvalid;
    wire dec_bready;
    wire [1:0] dec_bresp;
    wire dec_arvalid;
    wire dec_arready;
    wire [11:0] dec_araddr;
    wire dec_rvalid;
    wire dec_rready;
    wire [31:0] dec_rdata;
    wire [1:0] dec_rresp;
    assign dec_wstrb = 4'hf;
    bf16_loadable_tb_load #(
        .ARGUMENT("dec_load=%s"), .DEFAULT_FILE("tb/decoder_load.hex")
    ) u_decoder_load (
        .clk(clk),
        .rst(rst),
        .loaded(decoder_loaded),
        .failed(decoder_load_failed),
        .awvalid(dec_awvalid),
        .awready(dec_awready),
        .awaddr(dec_awaddr),
        .wvalid(dec_wvalid),
        .wready(dec_wready),
        .wdata(dec_wdata),
        .bvalid(dec_bvalid),
        .bready(dec_bready),
        .bresp(dec_bresp),
        .arvalid(dec_arvalid),
        .arready(dec_arready),
        .araddr(dec_araddr),
        .rvalid(dec_rvalid),
        .rready(dec_rready),
        .rdata(dec_rdata),
        .rresp(dec_rresp)
    );

    bf16_loadable_tb_source #(
        .BYTES(IN_BYTES), .USER(1), .MARKED(1), .DEFAULT_FILE("tb/decoder_in.hex")
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
        .hold(!decoder_loaded),
        .more(1'b0),
        .resumed(resumed),
        .failed(source_failed),
        .finished(source_finished)
    );

    bf16_loadable_decoder u_decoder (
        .clk(clk),
        .rst(rst),
        .s_axis_tvalid(in_tvalid),
        .s_axis_tready(in_tready),
        .s_axis_tdata(in_tdata),
        .s_axis_tkeep(in_tkeep),
        .s_axis_tlast(in_tlast),
        .s_axil_awvalid(dec_awvalid),
        .s_axil_awready(dec_awready),
        .s_axil_awaddr(dec_awaddr),
        .s_axil_wvalid(dec_wvalid),
        .s_axil_wready(dec_wready),
        .s_axil_wdata(dec_wdata),
        .s_axil_wstrb(dec_wstrb),
        .s_axil_bvalid(dec_bvalid),
        .s_axil_bready(dec_bready),
        .s_axil_bresp(dec_bresp),
        .s_axil_arvalid(dec_arvalid),
        .s_axil_arready(dec_arready),
        .s_axil_araddr(dec_araddr),
        .s_axil_rvalid(dec_rvalid),
        .s_axil_rready(dec_rready),
        .s_axil_rdata(dec_rdata),
        .s_axil_rresp(dec_rresp),
        .m_axis_tvalid(out_tvalid),
        .m_axis_tready(out_tready),
        .m_axis_tdata(out_tdata),
        .m_axis_tkeep(out_tkeep),
        .m_axis_tlast(out_tlast),
        .m_axis_tuser(out_tuser)
    );

    bf16_loadable_tb_sink #(
        .BYTES(OUT_BYTES), .CHECK_USER(1), .SIDE(0), .DEFAULT_FILE("tb/decoder_out.hex")
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

`default_nettype wire
