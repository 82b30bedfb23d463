    // ---- pack: full words
    wire              push, word_last;
    wire [WORD-1:0]   word;
    wire [WORD/8-1:0] word_keep;
    localparam TIGHT = WORD < LANES*ELEMENT + 7 ? 1 : 0;
    {{ t.p }}_enc_pack #(.BITS(WORD), {{ t.pack_side }}{% if t.fpga %}.CUT(TAKE_CUT), {% endif %}.TIGHT(TIGHT)) u_pack (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .en(en), .valid(place_valid), .last(place_last),
        .carry({{ t.packed }}_carry), .rest({{ t.rest }}),
        .keep({{ t.packed }}_keep), .beat({{ t.packed }}_bits), .mask(place_mask),
{{ t.pack_sides }}        .push(push), .word(word), .word_keep(word_keep), .word_last(word_last));
