    // ---- head: the header behind a frame's first beat
    wire [HEADER-1:0] beat_header;
    wire              first;
    wire [WORD-1:0]   framed;
    {{ t.p }}_delay #(.BITS(HEADER), .CLOCKS({{ t.cut.before_fill }})) u_header (
        .clk(clk), .en(en), .d({{ t.header }}), .q(beat_header));
    {{ t.p }}_enc_head #(.WORD(WORD), .HEADER(HEADER)) u_head (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .en(en), .valid(beat_valid), .last(beat_last),
        .header(beat_header), .beat(beat), .first(first), .framed(framed));
