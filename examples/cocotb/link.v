// Both ends of a design side by side, for a bench that stands between them. ENCODER and DECODER are the names of its tops.
`default_nettype none

module link #(
    parameter BEAT_BYTES = 8,                    // of elements, into the encoder
    parameter OUT_BYTES  = 1,                    // of frames, out of it
    parameter IN_BYTES   = 1,                    // of frames, into the decoder
    parameter ROW_BYTES  = 8                     // of elements, out of it
) (
    input  wire                    clk,
    input  wire                    rst,
    input  wire                    elements_tvalid,
    output wire                    elements_tready,
    input  wire [8*BEAT_BYTES-1:0] elements_tdata,
    input  wire [BEAT_BYTES-1:0]   elements_tkeep,
    input  wire                    elements_tlast,
    output wire                    sent_tvalid,
    input  wire                    sent_tready,
    output wire [8*OUT_BYTES-1:0]  sent_tdata,
    output wire [OUT_BYTES-1:0]    sent_tkeep,
    output wire                    sent_tlast,
    input  wire                    frames_tvalid,
    output wire                    frames_tready,
    input  wire [8*IN_BYTES-1:0]   frames_tdata,
    input  wire [IN_BYTES-1:0]     frames_tkeep,
    input  wire                    frames_tlast,
    output wire                    decoded_tvalid,
    input  wire                    decoded_tready,
    output wire [8*ROW_BYTES-1:0]  decoded_tdata,
    output wire [ROW_BYTES-1:0]    decoded_tkeep,
    output wire                    decoded_tlast,
    output wire [3:0]              decoded_tuser // {reason, error}
);
    `ENCODER u_encoder (
        .clk(clk),
        .rst(rst),
        .s_axis_tvalid(elements_tvalid),
        .s_axis_tready(elements_tready),
        .s_axis_tdata(elements_tdata),
        .s_axis_tkeep(elements_tkeep),
        .s_axis_tlast(elements_tlast),
        .m_axis_tvalid(sent_tvalid),
        .m_axis_tready(sent_tready),
        .m_axis_tdata(sent_tdata),
        .m_axis_tkeep(sent_tkeep),
        .m_axis_tlast(sent_tlast)
    );
    `DECODER u_decoder (
        .clk(clk),
        .rst(rst),
        .s_axis_tvalid(frames_tvalid),
        .s_axis_tready(frames_tready),
        .s_axis_tdata(frames_tdata),
        .s_axis_tkeep(frames_tkeep),
        .s_axis_tlast(frames_tlast),
        .m_axis_tvalid(decoded_tvalid),
        .m_axis_tready(decoded_tready),
        .m_axis_tdata(decoded_tdata),
        .m_axis_tkeep(decoded_tkeep),
        .m_axis_tlast(decoded_tlast),
        .m_axis_tuser(decoded_tuser)
    );
endmodule

`default_nettype wire
