    // ---- end: the check behind a frame that ends with the beat, turned to its place in the word
    wire [CHECK-1:0] end_check, shift_check, turn_check, place_check;
    wire [1:0]       shift_bytes;
{% if t.fpga %}    wire [CHECK-1:0] late_crc;                   // a block RAM's words come late in their clock
    {{ t.p }}_delay #(.BITS(CHECK), .CLOCKS(FILL_CUT)) u_late_crc (
        .clk(clk), .en(en), .d(beat_crc), .q(late_crc));
{{ t.late_wires }}{% endif %}    {{ t.p }}_crc_end u_end (.crc({% if t.fpga %}late_crc{% else %}beat_crc{% endif %}), {{ t.end_header }}{{ t.end_tags }}{{ t.end_check }});{{ t.end_spoilt }}
    {{ t.p }}_delay #(.BITS(CHECK), .CLOCKS({% if t.fpga %}FINE_CUT+{% endif %}SHIFT_CUT)) u_shift_check (
        .clk(clk), .en(en), .d(end_check), .q(shift_check));
    {{ t.p }}_enc_turn #(.BYTES(CHECK/8)) u_turn (
        .d(shift_check), .by(shift_bytes), .q(turn_check));
    {{ t.p }}_delay #(.BITS(CHECK), .CLOCKS({% if t.fpga %}COARSE_CUT+{% endif %}ROTATE_CUT)) u_place_check (
        .clk(clk), .en(en), .d(turn_check), .q(place_check));
