    // ---- keep: beats as tkeep may make them, full ones but for a frame's last
    wire           word_valid, word_last, word_wrong;
    wire {{ ports.in_keep_range }} word_keep;
    {{ p }}_dec_keep #(.BYTES({{ ports.in_bytes }})) u_keep (
        .clk(clk), .{{ rst.port }}({{ rst.port }}),
        .s_axis_tvalid(s_axis_tvalid), .s_axis_tready(s_axis_tready), .s_axis_tkeep(s_axis_tkeep),
        .s_axis_tlast(s_axis_tlast),
        .valid(word_valid), .keep(word_keep), .last(word_last), .wrong(word_wrong));
