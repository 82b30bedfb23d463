// (b) A whole encoder or decoder between any source and any sink: the rules of its output bus, and
// that it neither hangs nor loses or invents a packet's end. What comes in is free in every clock:
// illegal tkeep, beats that are withdrawn, resets at any time.
//
// TOP, IN and OUT (bytes) are defined on the command line; USER where there is a tuser; CLOSED where
// nothing is taken in reset, from the clock behind its beginning on. STUCK is for
// how many clocks at most the input waits while the sink takes, DRAIN how long the last beat takes.
module top (
    input wire              clk,
    input wire              rst,
    input wire              s_axis_tvalid,
    input wire [`IN*8-1:0]  s_axis_tdata,
    input wire [`IN-1:0]    s_axis_tkeep,
    input wire              s_axis_tlast,
    input wire              m_axis_tready
);
    wire               s_axis_tready, m_axis_tvalid, m_axis_tlast;
    wire [`OUT*8-1:0]  m_axis_tdata;
    wire [`OUT-1:0]    m_axis_tkeep;
    wire [3:0]         m_axis_tuser;
`ifndef USER
    assign m_axis_tuser = 4'd0;
`endif
    `TOP u_dut (
        .clk(clk), .rst(rst),
        .s_axis_tvalid(s_axis_tvalid), .s_axis_tready(s_axis_tready), .s_axis_tdata(s_axis_tdata),
        .s_axis_tkeep(s_axis_tkeep), .s_axis_tlast(s_axis_tlast),
`ifdef USER
        .m_axis_tuser(m_axis_tuser),
`endif
        .m_axis_tvalid(m_axis_tvalid), .m_axis_tready(m_axis_tready), .m_axis_tdata(m_axis_tdata),
        .m_axis_tkeep(m_axis_tkeep), .m_axis_tlast(m_axis_tlast));

    reg started = 1'b0;
    always @(posedge clk) started <= 1'b1;
    always @* if (~started) assume (rst);

`ifdef RULES
    axis_rules #(.PAYLOAD(`OUT*9+5), .KEEP(`OUT)) u_rules (
        .clk(clk), .rst(rst), .tvalid(m_axis_tvalid), .tready(m_axis_tready),
        .payload({m_axis_tdata, m_axis_tkeep, m_axis_tlast, m_axis_tuser}),
        .tkeep(m_axis_tkeep), .tlast(m_axis_tlast));
`endif

`ifdef CLOSED
    reg was_rst;
    always @(posedge clk) was_rst <= rst;
    always @* if (started & was_rst) closed: assert (~s_axis_tready);
`endif

`ifdef LIVE
    // ---- packets begun and not ended at the output; the input's wait; clocks since the last beat
    reg       open;                              // a packet has begun at the input, not ended there
    reg [4:0] inside;
    reg [5:0] stuck, quiet;
    wire in  = s_axis_tvalid & s_axis_tready;
    wire out = m_axis_tvalid & m_axis_tready;
    always @(posedge clk) begin
        if (rst) begin
            open   <= 1'b0;
            inside <= 5'd0;
            stuck  <= 6'd0;
            quiet  <= 6'd0;
        end else begin
            if (in) open <= ~s_axis_tlast;
            inside <= inside + {4'd0, in & ~open} - {4'd0, out & m_axis_tlast};
            if (s_axis_tready) stuck <= 6'd0;
            else if (m_axis_tready & ~(&stuck)) stuck <= stuck + 6'd1;
            if (in) quiet <= 6'd0;
            else if (m_axis_tready & ~(&quiet)) quiet <= quiet + 6'd1;
        end
    end
    always @* if (started & ~rst) begin
        never_stuck: assert (stuck <= `STUCK);
        none_lost:   assert ((quiet <= `DRAIN) | open | (inside == 5'd0));
        none_made:   assert (~(m_axis_tvalid & m_axis_tlast) | (inside != 5'd0));
        few_inside:  assert (~(&inside));
    end
`endif
endmodule
