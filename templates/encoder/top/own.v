    // ---- own: blocks held until the base of their exponents is known
    localparam OWN = LANES*(SYMBOL+RAW){{ t.and_told }};
    wire                          own_valid, own_last, own_ends;
    wire [LANES*(SYMBOL+RAW)-1:0] own_data;
    wire [LANES-1:0]              own_keep;
    wire [EXPONENT-1:0]           own_base;
{{ t.own_told }}    {{ t.p }}_enc_own #(
        .LANES(LANES), .LEVELS(LEVELS), .SYMBOL(SYMBOL), .EXPONENT(EXPONENT), .BITS(OWN),
        .COUNT({{ t.scale_count }}), .BEATS({{ t.block_log }}), .AT({{ t.scale_log }}), .CUT(INPUT_CUT)
    ) u_own (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .room(own_room),
        .t_valid(s_axis_tvalid & s_axis_tready), .t_last(s_axis_tlast), .t_empty(~(|s_axis_tkeep)),
        .s_valid(in_valid), .s_data({{ t.in_all }}), .s_keep(in_keep),
        .en({{ t.rel_en }}), .m_valid(own_valid), .m_data({{ t.scale_all }}), .m_keep(own_keep),
        .m_whole(own_last), .m_ends(own_ends), .m_base(own_base));
    wire unused_last = &{1'b0, in_last};
