    // ---- relative: exponents relative to the base
    wire                          rel_valid, {{ t.rel_ends }};
    wire [LANES*(SYMBOL+RAW)-1:0] rel_data;
    wire [LANES-1:0]              rel_keep;
    wire [EXPONENT-1:0]           rel_base;
{{ t.rel_told }}    wire [LANES*SYMBOL-1:0]       rel_symbol;
    {{ t.p }}_enc_relative #(.LANES(LANES), .SYMBOL(SYMBOL), .EXPONENT(EXPONENT)) u_relative (
        .base({{ t.absolute_base }}), .s_symbol({{ t.absolute }}_data[LANES*SYMBOL-1:0]),
        .m_symbol(rel_symbol));
    localparam RELATIVE = LANES*(SYMBOL+RAW+1) + EXPONENT{{ t.and_told }} + {{ t.rel_flags }};
    {{ t.p }}_delay #(.BITS(RELATIVE), .CLOCKS(RELATIVE_CUT)) u_rel (
        .clk(clk), .en({{ t.rel_en }}),
        .d({{ t.absolute_raw }}rel_symbol,
            {{ t.absolute_all }}),
        .q({{ t.rel_all }}));
    {{ t.p }}_valid #(.CLOCKS(RELATIVE_CUT)) u_rel_valid (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .en({{ t.rel_en }}), .d({{ t.absolute }}_valid), .q(rel_valid));
