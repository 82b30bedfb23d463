    // ---- drain: no frame under way has the slot that is open
    {{ t.p }}_enc_drain #(
        .SLOTS(SLOTS), .FIRST({{ t.first_slot }}), .INDEX(INDEX), .COUNT({{ t.under_way_bits }})
    ) u_drain (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .taken(slot_taken), .sent(en & beat_valid & beat_last),
        .index(beat_header[HEADER-1 -: INDEX]), .opening(slot_opening), .drained(slot_drained));
