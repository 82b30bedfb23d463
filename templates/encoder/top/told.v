    // ---- index: what comes with the packet's first beat, for all of it
    wire [TOLD-1:0] told;                        // {{ t.told_text }}
    {{ t.p }}_enc_index #(.BITS(TOLD), .CUT(INPUT_CUT)) u_index (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .en({{ t.input_en }}),
        .s_valid({{ t.input_valid }}), .s_user({{ t.told_ports }}),
        .s_last(s_axis_tlast), .packet(told));
