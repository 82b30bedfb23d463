    wire {{ t.counter_range }} index_beyond;
    {{ t.p }}_enc_beyond #(.INDEX(INDEX), .LAST({{ t.last_index }}), .PART({{ t.counter_part }})) u_beyond (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .valid(s_axis_tvalid & s_axis_tready),{{ t.clear }}
        .user(s_axis_tuser[INDEX-1:0]), .last(s_axis_tlast), .count(index_beyond));
