// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Elements in, encoder, decoder, elements out; an adapter between the two where their buses differ,
// which is reset with the encoder. In parts it does what the benches of one end do, so that both
// ends are compiled once:
//
// Run-time arguments, besides those of its parts:
//   +expect_frames=FILE   the encoder alone: its frames are compared with FILE, and end there
//                         (with +expect=none)
//   +frames=FILE          the decoder alone: it takes the frames of FILE (with +in=none)
module bf16_train_tb_loopback;
    localparam IN_BYTES = 16;
    localparam ENC_BYTES = 16;
    localparam DEC_BYTES = 16;
    localparam OUT_BYTES = 32;
    localparam COUNTERS = 576;

    wire                   clk, rst, rst_out, drained;
    wire [63:0]            resumed;
    wire                   source_failed, source_finished, sink_failed, sink_finished;
    wire                   in_tvalid, in_tready, in_tlast;
    wire [0:0] in_tuser;
    wire [8*IN_BYTES-1:0]  in_tdata;
    wire [IN_BYTES-1:0]    in_tkeep;
    wire                   enc_tvalid, enc_tready, enc_tlast;
    wire [8*ENC_BYTES-1:0] enc_tdata;
    wire [ENC_BYTES-1:0]   enc_tkeep;
    wire                   link_tvalid, link_tready, link_taken, link_tlast;
    wire [8*DEC_BYTES-1:0] link_tdata;
    wire [DEC_BYTES-1:0]   link_tkeep;
    wire                   dec_tvalid, dec_tready, dec_tlast;
    wire [8*DEC_BYTES-1:0] dec_tdata;
    wire [DEC_BYTES-1:0]   dec_tkeep;
    wire                   out_tvalid, out_tready, out_tlast;
    wire [8*OUT_BYTES-1:0] out_tdata;
    wire [OUT_BYTES-1:0]   out_tkeep;
    wire [3:0]             out_tuser;
    wire [0:0] enc_side, link_side, dec_side, out_side;
    assign enc_side[0] = 1'b0;
    assign out_side[0] = 1'b0;
    wire                   unused_tuser = &{1'b0, in_tuser};
    wire                   bound_failed, packet_ends;
    wire [COUNTERS-1:0]    counters;

    // Frames of a file, and frames that are compared with one.
    reg                    of_encoder, of_decoder;
    wire                   frames_tvalid, frames_tready, frames_tlast;
    wire [8*DEC_BYTES-1:0] frames_tdata;
    wire [DEC_BYTES-1:0]   frames_tkeep;
    wire [0:0] frames_tuser;
    wire [63:0]            frames_resumed;
    wire                   frames_failed, frames_finished;
    wire                   sent_tready, sent_failed, sent_finished;

    initial begin
        of_encoder = $test$plusargs("expect_frames=");
        of_decoder = $test$plusargs("frames=");
    end

    bf16_train_tb_report #(
        .BENCH("loopback"), .ENDS(2), .COUNTERS(COUNTERS)
    ) u_report (
        .clk(clk),
        .rst_in(rst),
        .rst_out(rst_out),
        .resumed(of_decoder ? frames_resumed : resumed),
        .in_beat(of_decoder ? frames_tvalid && frames_tready : in_tvalid && in_tready),
        .in_last(of_decoder ? frames_tlast && !frames_tuser[0] : in_tlast),
        .frame(dec_tvalid && dec_tready && dec_tlast),
        .out_valid(of_encoder ? enc_tvalid : out_tvalid),
        .out_beat(of_encoder ? enc_tvalid && enc_tready : out_tvalid && out_tready),
        .out_last(of_encoder ? enc_tlast && packet_ends : out_tlast),
        .source_failed(source_failed || frames_failed),
        .source_finished(source_finished && frames_finished),
        .sink_failed(sink_failed || sent_failed || bound_failed),
        .sink_finished(sink_finished && sent_finished),
        .counters(counters),
        .drained(drained)
    );

    bf16_train_tb_source #(
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
        .resumed(resumed),
        .failed(source_failed),
        .finished(source_finished)
    );

    bf16_train_encoder u_encoder (
        .clk(clk),
        .rst(rst),
        .s_axis_tvalid(in_tvalid),
        .s_axis_tready(in_tready),
        .s_axis_tdata(in_tdata),
        .s_axis_tkeep(in_tkeep),
        .s_axis_tlast(in_tlast),
        .counters(counters),
        .m_axis_tvalid(enc_tvalid),
        .m_axis_tready(enc_tready),
        .m_axis_tdata(enc_tdata),
        .m_axis_tkeep(enc_tkeep),
        .m_axis_tlast(enc_tlast)
    );

    assign enc_tready = of_encoder ? sent_tready : link_taken;

    bf16_train_tb_sink #(
        .BYTES(ENC_BYTES), .SIDE(0), .ARGUMENT("expect_frames=%s"), .DEFAULT_FILE("none")
    ) u_sent (
        .clk(clk),
        .rst(rst),
        .resumed(resumed),
        .s_axis_tvalid(of_encoder && enc_tvalid),
        .s_axis_tready(sent_tready),
        .s_axis_tdata(enc_tdata),
        .s_axis_tkeep(enc_tkeep),
        .s_axis_tlast(enc_tlast),
        .s_axis_tuser(4'd0),
        .s_axis_side(enc_side),
        .failed(sent_failed),
        .finished(sent_finished)
    );

    bf16_train_tb_bound #(
        .ELEMENT_BYTES(2), .IN_BYTES(IN_BYTES), .OUT_BYTES(ENC_BYTES),
        .INDEX_BITS(2), .HEADER(11), .CHECK(4),
        .BEATS(128), .BITS(16)
    ) u_bound (
        .clk(clk),
        .rst(rst),
        .in_beat(in_tvalid && in_tready),
        .in_tkeep(in_tkeep),
        .in_tlast(in_tlast),
        .out_beat(enc_tvalid && enc_tready),
        .out_first_byte(enc_tdata[7:0]),
        .out_tkeep(enc_tkeep),
        .out_tlast(enc_tlast),
        .packet_ends(packet_ends),
        .failed(bound_failed)
    );

    generate
        if (ENC_BYTES == DEC_BYTES) begin : gen_wires
            assign link_tvalid = !of_encoder && enc_tvalid;
            assign link_taken = link_tready;
            assign link_tdata = enc_tdata;
            assign link_tkeep = enc_tkeep;
            assign link_tlast = enc_tlast;
            assign link_side = enc_side;
        end else begin : gen_adapter
            bf16_train_tb_adapter #(
                .IN_BYTES(ENC_BYTES), .OUT_BYTES(DEC_BYTES), .SIDE(0)
            ) u_adapter (
                .clk(clk),
                .rst(rst),
                .s_axis_tvalid(!of_encoder && enc_tvalid),
                .s_axis_tready(link_taken),
                .s_axis_tdata(enc_tdata),
                .s_axis_tkeep(enc_tkeep),
                .s_axis_tlast(enc_tlast),
                .s_axis_side(enc_side),
                .m_axis_tvalid(link_tvalid),
                .m_axis_tready(link_tready),
                .m_axis_tdata(link_tdata),
                .m_axis_tkeep(link_tkeep),
                .m_axis_tlast(link_tlast),
                .m_axis_side(link_side)
            );
        end
    endgenerate

    bf16_train_tb_source #(
        .BYTES(DEC_BYTES), .USER(1), .MARKED(1), .ARGUMENT("frames=%s"),
        .DEFAULT_FILE("none")
    ) u_frames (
        .clk(clk),
        .rst(rst_out),
        .drained(drained),
        .m_axis_tvalid(frames_tvalid),
        .m_axis_tready(frames_tready),
        .m_axis_tdata(frames_tdata),
        .m_axis_tkeep(frames_tkeep),
        .m_axis_tlast(frames_tlast),
        .m_axis_tuser(frames_tuser),
        .resumed(frames_resumed),
        .failed(frames_failed),
        .finished(frames_finished)
    );

    assign dec_tvalid = of_decoder ? frames_tvalid : link_tvalid;
    assign dec_tdata = of_decoder ? frames_tdata : link_tdata;
    assign dec_tkeep = of_decoder ? frames_tkeep : link_tkeep;
    assign dec_tlast = of_decoder ? frames_tlast : link_tlast;
    assign dec_side = of_decoder ? frames_tuser >> 1 : link_side;
    assign frames_tready = of_decoder && dec_tready;
    assign link_tready = !of_decoder && dec_tready;

    bf16_train_decoder u_decoder (
        .clk(clk),
        .rst(rst_out),
        .s_axis_tvalid(dec_tvalid),
        .s_axis_tready(dec_tready),
        .s_axis_tdata(dec_tdata),
        .s_axis_tkeep(dec_tkeep),
        .s_axis_tlast(dec_tlast),
        .m_axis_tvalid(out_tvalid),
        .m_axis_tready(out_tready),
        .m_axis_tdata(out_tdata),
        .m_axis_tkeep(out_tkeep),
        .m_axis_tlast(out_tlast),
        .m_axis_tuser(out_tuser)
    );

    bf16_train_tb_sink #(
        .BYTES(OUT_BYTES), .CHECK_USER(1), .SIDE(0), .DEFAULT_FILE("tb/loopback_out.hex")
    ) u_sink (
        .clk(clk),
        .rst(rst_out),
        .resumed(of_decoder ? frames_resumed : resumed),
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
