// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Elements in, frames out: the encoder against a vector file on either side.
module bf16_loadable_tb_enc;
    localparam IN_BYTES = 16;
    localparam OUT_BYTES = 16;
    localparam COUNTERS = 864;

    wire                   clk, rst, drained;
    wire [63:0]            resumed;
    wire                   source_failed, source_finished, sink_failed, sink_finished;
    wire                   in_tvalid, in_tready, in_tlast;
    wire [0:0] in_tuser;
    wire [8*IN_BYTES-1:0]  in_tdata;
    wire [IN_BYTES-1:0]    in_tkeep;
    wire                   out_tvalid, out_tready, out_tlast;
    wire [8*OUT_BYTES-1:0] out_tdata;
    wire [OUT_BYTES-1:0]   out_tkeep;
    wire [0:0] out_side;
    assign out_side[0] = 1'b0;
    wire                   bound_failed, packet_ends;
    wire [COUNTERS-1:0]    counters;
    wire                   unused_tuser = &{1'b0, in_tuser};

    bf16_loadable_tb_report #(.BENCH("encoder"), .COUNTERS(COUNTERS)) u_report (
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
        .source_failed(source_failed || encoder_load_failed),
        .source_finished(source_finished),
        .sink_failed(sink_failed || bound_failed),
        .sink_finished(sink_finished),
        .counters(counters),
        .drained(drained)
    );

    // ---- the encoder's codebooks
    wire encoder_loaded, encoder_load_failed;
    wire enc_awvalid;
    wire enc_awready;
    wire [11:0] enc_awaddr;
    wire enc_wvalid;
    wire enc_wready;
    wire [31:0] enc_wdata;
    wire [3:0] enc_wstrb;
    wire enc_bvalid;
    wire enc_bready;
    wire [1:0] enc_bresp;
    wire enc_arvalid;
    wire enc_arready;
    wire [11:0] enc_araddr;
    wire enc_rvalid;
    wire enc_rready;
    wire [31:0] enc_rdata;
    wire [1:0] enc_rresp;
    assign enc_wstrb = 4'hf;
    bf16_loadable_tb_load #(
        .ARGUMENT("enc_load=%s"), .DEFAULT_FILE("tb/encoder_load.hex")
    ) u_encoder_load (
        .clk(clk),
        .rst(rst),
        .loaded(encoder_loaded),
        .failed(encoder_load_failed),
        .awvalid(enc_awvalid),
        .awready(enc_awready),
        .awaddr(enc_awaddr),
        .wvalid(enc_wvalid),
        .wready(enc_wready),
        .wdata(enc_wdata),
        .bvalid(enc_bvalid),
        .bready(enc_bready),
        .bresp(enc_bresp),
        .arvalid(enc_arvalid),
        .arready(enc_arready),
        .araddr(enc_araddr),
        .rvalid(enc_rvalid),
        .rready(enc_rready),
        .rdata(enc_rdata),
        .rresp(enc_rresp)
    );

    bf16_loadable_tb_source #(
        .BYTES(IN_BYTES), .USER(1), .DEFAULT_FILE("tb/encoder_in.hex")
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
        .hold(!encoder_loaded),
        .more(1'b0),
        .resumed(resumed),
        .failed(source_failed),
        .finished(source_finished)
    );

    bf16_loadable_encoder u_encoder (
        .clk(clk),
        .rst(rst),
        .s_axis_tvalid(in_tvalid),
        .s_axis_tready(in_tready),
        .s_axis_tdata(in_tdata),
        .s_axis_tkeep(in_tkeep),
        .s_axis_tlast(in_tlast),
        .counters(counters),
        .s_axil_awvalid(enc_awvalid),
        .s_axil_awready(enc_awready),
        .s_axil_awaddr(enc_awaddr),
        .s_axil_wvalid(enc_wvalid),
        .s_axil_wready(enc_wready),
        .s_axil_wdata(enc_wdata),
        .s_axil_wstrb(enc_wstrb),
        .s_axil_bvalid(enc_bvalid),
        .s_axil_bready(enc_bready),
        .s_axil_bresp(enc_bresp),
        .s_axil_arvalid(enc_arvalid),
        .s_axil_arready(enc_arready),
        .s_axil_araddr(enc_araddr),
        .s_axil_rvalid(enc_rvalid),
        .s_axil_rready(enc_rready),
        .s_axil_rdata(enc_rdata),
        .s_axil_rresp(enc_rresp),
        .m_axis_tvalid(out_tvalid),
        .m_axis_tready(out_tready),
        .m_axis_tdata(out_tdata),
        .m_axis_tkeep(out_tkeep),
        .m_axis_tlast(out_tlast)
    );

    bf16_loadable_tb_sink #(
        .BYTES(OUT_BYTES), .SIDE(0), .DEFAULT_FILE("tb/encoder_out.hex")
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

    bf16_loadable_tb_bound #(
        .ELEMENT_BYTES(2), .IN_BYTES(IN_BYTES), .OUT_BYTES(OUT_BYTES),
        .INDEX_BITS(3), .HEADER(12), .CHECK(4),
        .BEATS(128), .BITS(16)
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
endmodule

`default_nettype wire
