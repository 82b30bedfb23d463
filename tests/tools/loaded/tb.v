// Plays beats into a loadable encoder and writes down when they were taken, and what came out.
`default_nettype none
module tb;
    reg clk = 1'b0, @RST@ = @ACTIVE@;
    always #1 clk = ~clk;
    integer cycle = 0, left, quiet = 0, count, at = 0, stall, idle, hold;
    reg [31:0] random;
    // last, keep, data, user; each in whole digits
    reg [4+@KEEP@+@IN@*8+16-1:0] beats [0:65535];
    reg [8*512:1] name;
    reg             s_valid = 1'b0, s_last, m_ready = 1'b0, more = 1'b1;
    reg  [@IN@*8-1:0] s_data;
    reg  [@IN@-1:0]   s_keep;
    reg  [@USER@-1:0] s_user;
    wire            s_ready, m_valid, m_last;
    wire [@OUT@*8-1:0] m_data;
    wire [@OUT@-1:0]   m_keep;
@COUNTER_WIRE@    @P@_encoder dut (
        .clk(clk), .@RST@(@RST@), .s_axis_tvalid(s_valid), .s_axis_tready(s_ready), .s_axis_tdata(s_data),
        .s_axis_tkeep(s_keep), .s_axis_tlast(s_last),@USER_PORT@
        .m_axis_tvalid(m_valid), .m_axis_tready(m_ready), .m_axis_tdata(m_data), .m_axis_tkeep(m_keep),
        .m_axis_tlast(m_last)@COUNTER_PORT@);
    initial begin
        if (!$value$plusargs("beats=%s", name)) $finish;
        if (!$value$plusargs("count=%d", count)) $finish;
        $readmemh(name, beats, 0, count - 1);
        if (!$value$plusargs("frames=%d", left)) $finish;
        if (!$value$plusargs("seed=%d", random)) random = 32'd1;
        if (!$value$plusargs("stall=%d", stall)) stall = 0;
        if (!$value$plusargs("idle=%d", idle)) idle = 0;
        hold = 0;
    end
    // xorshift
    function [31:0] next(input [31:0] x);
        reg [31:0] y;
        begin
            y = x ^ (x << 13);
            y = y ^ (y >> 17);
            next = y ^ (y << 5);
        end
    endfunction
    always @(posedge clk) begin
        cycle  <= cycle + 1;
        random <= next(random);
        @RST@  <= cycle < 5 ? @ACTIVE@ : ~@ACTIVE@;
        if (cycle >= 6) begin
            if (s_valid && s_ready) $display("IN %0d", cycle);
            if (m_valid && m_ready) begin
                $display("OUT %0d %b %h %h", cycle, m_last, m_keep, m_data);
                quiet <= 0;
                if (m_last) left <= left - 1;
            end else quiet <= quiet + 1;
            if ((^{s_ready, m_valid}) === 1'bx) $display("UNKNOWN %0d handshake", cycle);
            if (!s_valid || s_ready) begin
                if (more && (idle == 0 || random[9:8] != 2'b00)) begin
                    s_valid <= at < count;
                    more    <= at < count;
                    s_last  <= beats[at][@KEEP@+@IN@*8+16];
                    s_keep  <= beats[at][@IN@*8+16 +: @IN@];
                    s_data  <= beats[at][16 +: @IN@*8];
                    s_user  <= beats[at][@USER@-1:0];
                    at      <= at + 1;
                end else begin
                    s_valid <= 1'b0;
                    s_data  <= {@IN@*8{1'bx}};
                    s_keep  <= {@IN@{1'bx}};
                    s_last  <= 1'bx;
                    s_user  <= {@USER@{1'bx}};
                end
            end
            if (stall == 2) begin
                if (hold == 0) begin
                    hold    = random[16 +: 6];
                    m_ready <= ~m_ready;
                end else hold = hold - 1;
            end else m_ready <= stall == 0 || random[1:0] != 2'b00;
            if (left == 0 && !more && dut.u_registers.done) begin
                if (quiet > 60) begin
@COUNTER_END@                    $display("END");
                    $finish;
                end
            end else if (quiet > 20000) begin
                $display("HANG %0d frames left", left);
                $finish;
            end
        end
    end
endmodule
`default_nettype wire
