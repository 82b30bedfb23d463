    // ---- input: the elements' significant bits
    wire                          in_valid, in_last;
    wire [LANES*(SYMBOL+RAW)-1:0] in_data;       // symbols lowest
    wire [LANES-1:0]              in_keep;
    {{ t.p }}_enc_input #(
        .LANES(LANES), .CONTAINER(CONTAINER), .SYMBOL(SYMBOL), .LOW({{ t.low }}), .RAW(RAW),
        .CUT(INPUT_CUT)
    ) u_input (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .en({{ t.input_en }}), .s_valid({{ t.input_valid }}),
        .s_data(s_axis_tdata), .s_keep(s_axis_tkeep), .s_last(s_axis_tlast),
        .m_valid(in_valid), .m_data(in_data), .m_keep(in_keep), .m_last(in_last));
    assign s_axis_tready = {{ t.ready }};
