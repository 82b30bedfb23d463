    // ---- check: behind the last beat
    wire              check_carry;
    wire [WORD-1:0]   check_bits;
    wire [WORD/8-1:0] check_keep;
    {{ t.p }}_enc_check #(.WORD(WORD), .BYTES(CHECK/8)) u_check (
        .last(place_last), .s_carry(place_carry), .s_keep(place_keep), .s_beat(place_bits),
        .check(place_check), .m_carry(check_carry), .m_keep(check_keep), .m_beat(check_bits));
