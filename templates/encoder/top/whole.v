    // ---- out: the first register that the sink sees, and the room for one word more
    {{ t.p }}_fifo #(.BITS({{ t.side_and }}WORD+WORD/8+1)) u_queue (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .room(en), .push(push),
        .d({{ "{" }}{{ t.word_side }}word, word_keep, word_last}),
        .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
        .q({{ "{" }}{{ t.out_side }}m_axis_tdata, m_axis_tkeep, m_axis_tlast}));
