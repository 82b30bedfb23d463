    // ---- out: the first register that the sink sees, and the room for one word more
    wire              out_valid, out_ready, out_last;
    wire [WORD-1:0]   out_data;
    wire [WORD/8-1:0] out_keep;
    {{ t.p }}_{{ t.queue }} #(.BITS({{ t.side_and }}WORD+WORD/8+1)) u_queue (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .room(en), .push(push),
        .d({{ "{" }}{{ t.word_side }}word, word_keep, word_last}),
        .m_valid(out_valid), .m_ready(out_ready), .q({{ "{" }}{{ t.out_side }}out_data, out_keep, out_last}));
    {{ t.p }}_split #(.BITS(WORD), .OUT({{ t.out_bits }})) u_split (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .s_valid(out_valid), .s_ready(out_ready),
        .s_data(out_data), .s_keep(out_keep), .s_last(out_last),
        .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
        .m_data(m_axis_tdata), .m_keep(m_axis_tkeep), .m_last(m_axis_tlast));
