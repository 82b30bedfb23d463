    // ---- end: the check behind a frame that ends with the beat, turned to its place in the word
    wire [CHECK-1:0] end_check, shift_check, turn_check, place_check;
    wire [1:0]       shift_bytes;
    {{ t.p }}_crc_end u_end (.crc(beat_crc), {{ t.end_header }}{{ t.end_tags }}{{ t.end_check }});{{ t.end_spoilt }}
    {{ t.p }}_delay #(.BITS(CHECK), .CLOCKS({% if t.fpga %}FILL_CUT+FINE_CUT+{% endif %}SHIFT_CUT)) u_shift_check (
        .clk(clk), .en(en), .d(end_check), .q(shift_check));
    {{ t.p }}_enc_turn #(.BYTES(CHECK/8)) u_turn (
        .d(shift_check), .by(shift_bytes), .q(turn_check));
    {{ t.p }}_delay #(.BITS(CHECK), .CLOCKS({% if t.fpga %}COARSE_CUT+{% endif %}ROTATE_CUT)) u_place_check (
        .clk(clk), .en(en), .d(turn_check), .q(place_check));
