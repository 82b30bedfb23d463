    // ---- place: rotated to where the last beat ended
    wire              place_valid, place_carry, place_rest, place_last;
    wire [WORD-1:0]   place_bits, place_mask;
    wire [WORD/8-1:0] place_keep;
    {{ t.p }}_enc_place #(
        .WORD(WORD), .PLACE(PLACE), .LEN(LEN+LEVELS), .START({{ t.start }}), .SHIFT_CUT(SHIFT_CUT),
        {% if t.fpga %}.FILL_CUT(FILL_CUT), .FINE_CUT(FINE_CUT), .COARSE_CUT(COARSE_CUT),
        {% endif %}.ROTATE_CUT(ROTATE_CUT)
    ) u_place (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .en(en),
        .s_valid(beat_valid), .s_bits({{ t.placed }}), .s_len(beat_len), .s_whole({{ t.whole }}),
        .s_last(beat_last),
        .m_valid(place_valid), .m_bits(place_bits), .m_mask(place_mask), .m_keep(place_keep),
{{ t.place_bytes }}        .m_carry(place_carry), .m_rest(place_rest), .m_last(place_last));
