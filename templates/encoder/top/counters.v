    // ---- counters
    wire {{ t.count_range }} count;
    wire {{ t.per_book_range }} per_book;
    {{ t.p }}_enc_count #(.LANES(LANES), .BITS({{ t.count_bits }}), .CLOCKS({{ t.cut.before_fill }})) u_count (
        .clk(clk), .en(en), .keep({{ t.from }}_keep), .count(count));
    {{ t.p }}_enc_counters #(
        .INDICES({{ t.indices }}), .INDEX({{ t.index_bits }}), .ELEMENTS({{ t.count_bits }}), .BITS(LEN+LEVELS),
        .PART({{ t.counter_part }})
    ) u_counters (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .valid(en & beat_valid), .last(beat_last),{{ t.clear }}
        .index({{ t.counted }}), .elements(count), .bits(beat_len),
        .counters(per_book));
    assign counters = {{ t.counters }};
