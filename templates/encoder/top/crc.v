    // ---- crc: of the elements as they are
    wire [CHECK-1:0] crc_next, crc, beat_crc;
    wire             add_valid, add_last;
    {{ t.p }}_valid #(.CLOCKS({{ t.crc_cut }})) u_add (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .en(en), .d({{ t.crc_from }}_valid), .q(add_valid));
    {{ t.p }}_delay #(.BITS(1), .CLOCKS({{ t.crc_cut }})) u_add_last (
        .clk(clk), .en(en), .d({{ t.crc_last }}), .q(add_last));
    {{ t.p }}_delay #(.BITS(CHECK), .CLOCKS({{ t.crc_wait }})) u_beat_crc (
        .clk(clk), .en(en), .d({{ t.crc_now }}), .q(beat_crc));
    wire unused_crc = &{1'b0, crc_next, crc};
    {{ t.p }}_enc_crc #(
        .LANES(LANES), .LEVELS(LEVELS), .CONTAINER(CONTAINER), .SYMBOL(SYMBOL), .LOW({{ t.low }}), .RAW(RAW),
        .WIDTH(CHECK), .CUT({{ t.crc_cut }})
    ) u_crc (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .en(en),
        .s_data({{ t.crc_from }}_data), .s_keep({{ t.crc_from }}_keep),
        .add(en & add_valid), .last(add_last), .next(crc_next), .crc(crc));
