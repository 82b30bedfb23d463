    // ---- previous: beats held until the base of the frame before's exponents is known
    localparam PREVIOUS = LANES*(SYMBOL+RAW){{ t.and_told }};
    wire                          previous_valid, previous_last;
    wire [LANES*(SYMBOL+RAW)-1:0] previous_data;
    wire [LANES-1:0]              previous_keep;
    wire [EXPONENT-1:0]           previous_base;
{{ t.own_told }}    {{ t.p }}_enc_previous #(
        .LANES(LANES), .LEVELS(LEVELS), .SYMBOL(SYMBOL), .EXPONENT(EXPONENT), .BITS(PREVIOUS),
        .COUNT({{ t.scale_count }}), .BEATS({{ t.block_log }}), .AT({{ t.scale_log }}),{{ t.scale_halves }} .CUT(INPUT_CUT)
    ) u_previous (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .room(previous_room),
        .t_valid(s_axis_tvalid & s_axis_tready), .t_last(s_axis_tlast), .t_empty(~(|s_axis_tkeep)),
        .s_valid(in_valid), .s_data({{ t.in_all }}), .s_keep(in_keep), .s_last(in_last),
        .en({{ t.rel_en }}), .m_valid(previous_valid), .m_data({{ t.scale_all }}), .m_keep(previous_keep),
        .m_last(previous_last), .m_base(previous_base));
