// (b) The splitter: a word leaves in pieces, each of them once, in order and without empty ones but
// for a packet of no bytes. Its source is assumed to hold a word until it is taken, with contiguous
// bytes, full but for a packet's last; it is the FIFO, of which that is proved.
module split (
    input wire        clk,
    input wire        rst,
    input wire        s_valid,
    input wire [31:0] s_data,
    input wire [3:0]  s_keep,
    input wire        s_last,
    input wire        m_ready
);
    wire       s_ready, m_valid, m_last;
    wire [7:0] m_data;
    wire       m_keep;
    par_split #(.BITS(32), .OUT(8)) u_dut (
        .clk(clk), .rst(rst), .s_valid(s_valid), .s_ready(s_ready), .s_data(s_data),
        .s_keep(s_keep), .s_last(s_last), .m_valid(m_valid), .m_ready(m_ready), .m_data(m_data),
        .m_keep(m_keep), .m_last(m_last));

    reg        started = 1'b0;
    reg        was_valid, was_ready, was_rst;
    reg [36:0] was;
    reg [2:0]  piece;                            // of the word
    always @(posedge clk) begin
        started   <= 1'b1;
        was_valid <= s_valid;
        was_ready <= s_ready;
        was_rst   <= rst;
        was       <= {s_data, s_keep, s_last};
        if (rst) piece <= 3'd0;
        else if (m_valid & m_ready) piece <= s_ready ? 3'd0 : piece + 3'd1;
    end
    always @* begin
        if (~started) assume (rst);
        assume ((s_keep & (s_keep + 4'd1)) == 4'd0);
        assume ((&s_keep) | s_last);
        if (started & was_rst) assume (~s_valid);
        if (started & ~was_rst & was_valid & ~was_ready)
            assume (s_valid & ({s_data, s_keep, s_last} == was));
    end

    axis_rules #(.PAYLOAD(10), .KEEP(1)) u_rules (
        .clk(clk), .rst(rst), .tvalid(m_valid), .tready(m_ready),
        .payload({m_data, m_keep, m_last}), .tkeep(m_keep), .tlast(m_last));

    wire [7:0] later = {5'd0, s_keep[3:1]} >> piece; // bytes behind this piece
    always @* if (started & ~rst) begin
        same_valid: assert (m_valid == s_valid);
        if (m_valid) begin
            in_range: assert (piece < 3'd4);
            data_is:  assert (m_data == s_data[piece*8 +: 8]);
            keep_is:  assert (m_keep == s_keep[piece[1:0]]);
            ends:     assert (s_ready == (m_ready & (later == 8'd0)));
            last_is:  assert (m_last == (s_last & (later == 8'd0)));
        end
    end
endmodule
