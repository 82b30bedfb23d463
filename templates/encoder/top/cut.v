    // ---- cut: where blocks begin and end
    wire cut_first, cut_whole, cut_close;
    wire unused_first = &{1'b0, cut_first};
    {{ t.p }}_enc_cut #(.BEATS({{ t.block_log }})) u_cut (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .valid({{ t.block_valid }}), .last({{ t.coded }}_last),
        .empty(~(|{{ t.coded }}_keep)), .first(cut_first), .whole(cut_whole), .close(cut_close));
