    // ---- lookup: a codeword per lane, nothing where there is no element
    wire                        table_valid, table_last;
    wire [LANES*ELEMENT-1:0]    table_code;      // per lane, raw bits lowest
    wire [LANES*CODE_LEN-1:0]   table_len;
    {{ t.p }}_enc_lookup #(
        .LANES(LANES), .SYMBOL(SYMBOL), .RAW(RAW), .CODE(CODE), .LEN(CODE_LEN),
        {{ t.lookup_shape }}.CUT(TABLE_CUT)
    ) u_lookup (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .en(en),
        .s_valid({{ t.from }}_valid), .s_data({{ t.from }}_data), .s_keep({{ t.from }}_keep), .s_last({{ t.from }}_last),
{{ t.lookup_index }}        .m_valid(table_valid), .m_code(table_code), .m_len(table_len), .m_last(table_last));

    // ---- join: one string of all lanes
    wire [WORD-1:0]       beat;                  // and what follows it
    wire [LEN+LEVELS-1:0] beat_len;
    {{ t.p }}_enc_join #(
        .LANES(LANES), .LEVELS(LEVELS), .CODE(CODE), .RAW(RAW), .CODE_LEN(CODE_LEN), .LEN(LEN),
        .WORD(WORD), {% if t.fpga %}.ALIGN_CUT(ALIGN_CUT), {% endif %}.CUT(JOIN_CUT)
    ) u_join (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .en(en),
        .s_valid(table_valid), .s_code(table_code), .s_len(table_len), .s_last(table_last),
        .m_valid(beat_valid), .m_bits(beat), .m_len(beat_len), .m_last(beat_last));
