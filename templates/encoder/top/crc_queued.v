    // ---- crc: of the elements as they are, which wait in the block as they are not
    wire [CHECK-1:0] crc_next, crc, beat_crc;
    wire             add_beat  = {{ t.block_valid }}{{ t.unless_close }};
    reg              crc_whole_q;
    always @({{ t.rst.edge }}) begin
        if ({{ t.rst.on }}) crc_whole_q <= 1'b0;
        else crc_whole_q <= add_beat & {{ t.block_whole }};
    end
    {{ t.p }}_enc_checks #(.BITS(CHECK), .AT({{ t.ring_log }} + 1)) u_checks (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .push(crc_whole_q), .d(crc),
        .pop(en & beat_valid & beat_last), .q(beat_crc));
    wire unused_next = &{1'b0, crc_next};
    {{ t.p }}_enc_crc #(
        .LANES(LANES), .LEVELS(LEVELS), .CONTAINER(CONTAINER), .SYMBOL(SYMBOL), .LOW({{ t.low }}), .RAW(RAW),
        .WIDTH(CHECK), .CUT({{ t.crc_cut }})
    ) u_crc (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .en({{ t.rel_en }}),
        .s_data({{ t.absolute }}_data), .s_keep({{ t.absolute }}_keep),
        .add(add_beat), .last({{ t.block_whole }}), .next(crc_next), .crc(crc));
