// Single-stage Huffman encoder: {{ lanes }} element{{ plural }} a beat in, {{ out_bytes }} byte{{ out_plural }} of frame a beat out.
// Element: {{ element }}. Latency {{ latency }} clock{{ latency_plural }}.
//
//   {{ stages }}
//
// Everything is feed-forward but the fill count. All strings of bits have their first bit in the
// highest place and zeros behind their end; only in a {{ unit }}'s last beat the rightmost lane's are
// ones, which become the frame's padding.
{%- if header %}
//
// A frame begins with its header:
// {{ header_text }}.
{%- endif %}
module {{ p }}_encoder (
{{ ports }}
);
    // Of {{ books_text }}; the decoder's must be the same.
    localparam [63:0] DIGEST = 64'h{{ digest }};
    wire unused_digest = &{1'b0, DIGEST};

    localparam LANES     = {{ lanes }};
    localparam LEVELS    = {{ levels }};                 // of joining: log2 LANES
    localparam CONTAINER = {{ container }};                // bits of an element on the bus
    localparam SYMBOL    = {{ symbol_bits }};
    localparam RAW       = {{ raw_bits }};                // bits of an element that go as they are
{%- if indexed %}
    localparam INDEX     = {{ index_bits }};                // bits of a codebook's index
{%- endif %}
{%- if relative %}
    localparam EXPONENT  = {{ exponent_bits }};                // a symbol's upper bits
{%- endif %}
{%- if header %}
    localparam HEADER    = {{ header_bits }};
{%- endif %}
{%- if told %}
    localparam TOLD      = {{ told_bits }};                // bits that come with a packet's first beat
{%- endif %}
{%- if side %}
    localparam SIDE      = {{ side_bits }};                // of them that go with its frames
{%- endif %}
    localparam CODE      = {{ code_bits }};                // longest codeword, escaped symbol included
    localparam CODE_LEN  = $clog2(CODE + 1);
    localparam ELEMENT   = CODE + RAW;
    localparam LEN       = $clog2(ELEMENT + 1);
{%- if check %}
    localparam CHECK     = {{ check_bits }};                // bits behind a frame
{%- endif %}
    localparam WORD      = {{ word_bits }};                // packed at a time; holds {{ word_text }}
    localparam PLACE     = $clog2(WORD);

    // Registers behind each level: pipeline {{ pipeline }}.
    localparam INPUT_CUT  = {{ cut.input }};
{%- if relative %}
    localparam RELATIVE_CUT = {{ cut.relative }};
{%- endif %}
    localparam TABLE_CUT  = {{ cut.table }};
    localparam [LEVELS:0] JOIN_CUT = {{ cut.join }};     // bit 0: raw, bit k: merge k
    localparam SHIFT_CUT  = {{ cut.shift }};
    localparam ROTATE_CUT = {{ cut.rotate }};

    wire en;                                     // a register: the output has room

    // ---- input: the elements' significant bits
    wire                          in_valid, in_last;
    wire [LANES*(SYMBOL+RAW)-1:0] in_data;       // symbols lowest
    wire [LANES-1:0]              in_keep;
    {{ p }}_enc_input #(
        .LANES(LANES), .CONTAINER(CONTAINER), .SYMBOL(SYMBOL), .LOW({{ low }}), .RAW(RAW),
        .CUT(INPUT_CUT)
    ) u_input (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en({{ input_en }}), .s_valid({{ input_valid }}),
        .s_data(s_axis_tdata), .s_keep(s_axis_tkeep), .s_last(s_axis_tlast),
        .m_valid(in_valid), .m_data(in_data), .m_keep(in_keep), .m_last(in_last));
    assign s_axis_tready = {{ ready }};
{%- if told %}

    // ---- index: what comes with the packet's first beat, for all of it
    wire [TOLD-1:0] told;                        // {{ told_text }}
    {{ p }}_enc_index #(.BITS(TOLD), .CUT(INPUT_CUT)) u_index (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en({{ input_en }}),
        .s_valid({{ input_valid }}), .s_user({{ told_ports }}),
        .s_last(s_axis_tlast), .packet(told));
{%- endif %}
{%- if scale %}

    // ---- scale: beats held until the base is known, {% if own %}that of their block's exponents{% else %}that of the exponents of the frame before{% endif %}
    wire                          scale_room, scale_valid, scale_last;
    wire [LANES*(SYMBOL+RAW)-1:0] scale_data;
    wire [LANES-1:0]              scale_keep;
    wire [EXPONENT-1:0]           scale_base;
{%- if own %}
    wire                          scale_ends;    // the packet, with the block
{%- endif %}
{%- if told %}
    wire [TOLD-1:0]               scale_told;
{%- endif %}
    {{ p }}_enc_scale #(
        .LANES(LANES), .LEVELS(LEVELS), .SYMBOL(SYMBOL), .EXPONENT(EXPONENT),
        .BITS(LANES*(SYMBOL+RAW)),
        .COUNT({{ scale_count }}), {% if told %}.SIDE(TOLD), {% endif %}{% if blocks %}.BEATS({{ block_log }}), {% endif %}.AT({{ scale_log }}), .CUT(INPUT_CUT)
    ) u_scale (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .room(scale_room),
        .t_valid(s_axis_tvalid & s_axis_tready), .t_last(s_axis_tlast){% if blocks %}, .t_empty(~(|s_axis_tkeep)){% endif %},
        .s_valid(in_valid), .s_data(in_data), .s_keep(in_keep),{% if !own %} .s_last(in_last),{% endif %}{% if told %} .s_side(told),{% endif %}
        .en({{ rel_en }}), .m_valid(scale_valid), .m_data(scale_data),
        .m_keep(scale_keep), .m_last(scale_last),
        {% if own %}.m_ends(scale_ends), {% endif %}{% if told %}.m_side(scale_told), {% endif %}.m_base(scale_base));
{%- if own %}
    wire unused_last = &{1'b0, in_last};
{%- endif %}
{%- endif %}
{%- if relative %}

    // ---- relative: exponents relative to the base
    wire                          rel_valid, rel_last;
    wire [LANES*(SYMBOL+RAW)-1:0] rel_data;
    wire [LANES-1:0]              rel_keep;
    wire [EXPONENT-1:0]           rel_base;
{%- if own %}
    wire                          rel_ends;
{%- endif %}
{%- if told %}
    wire [TOLD-1:0]               rel_told;
    wire                          unused_told = &{1'b0, rel_told};
{%- endif %}
    wire [LANES*SYMBOL-1:0]       rel_symbol;
    {{ p }}_enc_relative #(.LANES(LANES), .SYMBOL(SYMBOL), .EXPONENT(EXPONENT)) u_relative (
        .base({{ absolute_base }}), .s_symbol({{ absolute }}_data[LANES*SYMBOL-1:0]), .m_symbol(rel_symbol));
    {{ p }}_delay #(
        .BITS(LANES*(SYMBOL+RAW+1)+EXPONENT+{% if told %}TOLD+{% endif %}{% if own %}1+{% endif %}1), .CLOCKS(RELATIVE_CUT)
    ) u_rel (
        .clk(clk), .en({{ rel_en }}),
        .d({ {% if has_raw %}{{ absolute }}_data[LANES*(SYMBOL+RAW)-1:LANES*SYMBOL], {% endif %}rel_symbol, {{ absolute }}_keep, {{ absolute_base }},
            {% if told %}{{ absolute_told }}, {% endif %}{% if own %}scale_ends, {% endif %}{{ absolute }}_last}),
        .q({rel_data, rel_keep, rel_base,
            {% if told %}rel_told, {% endif %}{% if own %}rel_ends, {% endif %}rel_last}));
    {{ p }}_valid #(.CLOCKS(RELATIVE_CUT)) u_rel_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en({{ rel_en }}), .d({{ absolute }}_valid), .q(rel_valid));
{%- endif %}
{%- if block %}

    // ---- block: {{ block_beats }} beats, held until it is known which codebook makes the smallest of them
    wire                          block_room, block_valid, block_last;
    wire [LANES*(SYMBOL+RAW)-1:0] block_data;
    wire [LANES-1:0]              block_keep;
    wire [INDEX:0]                block_header;  // index, then 1 where the packet ends
{%- if queued %}
    wire                          add, add_last; // to the CRC
{%- endif %}
{%- if block_side %}
    wire [{{ block_side_bits }}-1:0] block_side; // {{ block_side_text }}
{%- endif %}
    {{ p }}_enc_block #(
        .LANES(LANES), .SYMBOL(SYMBOL), .BITS(LANES*(SYMBOL+RAW)), .INDICES({{ indices }}), .INDEX(INDEX),
        .SIZE(CODE_LEN), {% if block_side %}.SIDE({{ block_side_bits }}), {% endif %}.BEATS({{ block_log }}), .AT({{ ring_log }})
    ) u_block (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .room(block_room),
        .s_valid({{ block_valid }}), .s_data({{ coded }}_data), .s_keep({{ coded }}_keep),
        .s_last({{ block_last }}),
{%- if own %}
        .s_sure(1'b1),
{%- endif %}
{%- if block_side %}
        .s_side({{ block_sides }}), .m_side(block_side),
{%- endif %}
{%- if queued %}
        .taken(add), .whole(add_last),
{%- endif %}
        .en(en), .m_valid(block_valid), .m_data(block_data), .m_keep(block_keep),
        .m_last(block_last), .m_header(block_header));
{%- endif %}
{%- if check %}

    // ---- crc: of the elements as they are
    wire [CHECK-1:0] crc_next, crc, beat_crc;
{%- if queued %}
    wire             beat_valid, beat_last;
    reg              crc_whole_q;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) crc_whole_q <= 1'b0;
        else crc_whole_q <= add & add_last;
    end
    {{ p }}_enc_checks #(.BITS(CHECK), .AT({{ ring_log }} + 1)) u_checks (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .push(crc_whole_q), .d(crc),
        .pop(en & beat_valid & beat_last), .q(beat_crc));
    wire unused_next = &{1'b0, crc_next};
{%- else %}
    wire             add_valid, add_last;
    wire             add = en & add_valid;
    {{ p }}_valid #(.CLOCKS({{ crc_cut }})) u_add (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d({{ crc_from }}_valid), .q(add_valid));
    {{ p }}_delay #(.BITS(1), .CLOCKS({{ crc_cut }})) u_add_last (
        .clk(clk), .en(en), .d({{ crc_from }}_last), .q(add_last));
    {{ p }}_delay #(.BITS(CHECK), .CLOCKS({{ crc_wait }})) u_beat_crc (
        .clk(clk), .en(en), .d({{ crc_now }}), .q(beat_crc));
    wire unused_crc = &{1'b0, crc_next, crc};
{%- endif %}
    {{ p }}_enc_crc #(
        .LANES(LANES), .LEVELS(LEVELS), .CONTAINER(CONTAINER), .SYMBOL(SYMBOL), .LOW({{ low }}), .RAW(RAW),
        .WIDTH(CHECK), .CUT({{ crc_cut }})
    ) u_crc (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en({{ crc_en }}), .s_data({{ crc_from }}_data), .s_keep({{ crc_from }}_keep),
        .add(add), .last(add_last), .next(crc_next), .crc(crc));
{%- endif %}
{%- if header %}
    // {{ header_text_short }}
    wire [HEADER-1:0] header = {{ header_parts }};
{%- endif %}
{%- if side %}
    wire [SIDE-1:0] side = {{ side_parts }};     // what travels with the packet
{%- endif %}

    // ---- lookup: a codeword per lane, nothing where there is no element
    wire                        table_valid, table_last;
    wire [LANES*ELEMENT-1:0]    table_code;      // per lane, raw bits lowest
    wire [LANES*CODE_LEN-1:0]   table_len;
    {{ p }}_enc_lookup #(
        .LANES(LANES), .SYMBOL(SYMBOL), .RAW(RAW), .CODE(CODE), .LEN(CODE_LEN),
        .CUT(TABLE_CUT)
    ) u_lookup (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .s_valid({{ from }}_valid), .s_data({{ from }}_data), .s_keep({{ from }}_keep), .s_last({{ from }}_last),
{%- if indexed %}
        .s_index(header[HEADER-1 -: INDEX]),
{%- endif %}
        .m_valid(table_valid), .m_code(table_code), .m_len(table_len), .m_last(table_last));

    // ---- join: one string of all lanes
{%- if !queued %}
    wire                  beat_valid, beat_last;
{%- endif %}
    wire [WORD-1:0]       beat;                  // and what follows it
    wire [LEN+LEVELS-1:0] beat_len;
    {{ p }}_enc_join #(
        .LANES(LANES), .LEVELS(LEVELS), .CODE(CODE), .RAW(RAW), .CODE_LEN(CODE_LEN), .LEN(LEN),
        .WORD(WORD), .CUT(JOIN_CUT)
    ) u_join (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .s_valid(table_valid), .s_code(table_code), .s_len(table_len), .s_last(table_last),
        .m_valid(beat_valid), .m_bits(beat), .m_len(beat_len), .m_last(beat_last));
{%- if header %}

    // ---- head: the header behind a frame's first beat
    wire [HEADER-1:0] beat_header;
    wire              first;
    wire [WORD-1:0]   framed;
    {{ p }}_delay #(.BITS(HEADER), .CLOCKS({{ cut.before_fill }})) u_header (
        .clk(clk), .en(en), .d(header), .q(beat_header));
    {{ p }}_enc_head #(.WORD(WORD), .HEADER(HEADER)) u_head (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .valid(beat_valid), .last(beat_last),
        .header(beat_header), .beat(beat), .first(first), .framed(framed));
{%- endif %}

{%- if check %}

    // ---- end: the check that follows where the frame ends with the beat
    wire [CHECK-1:0] end_check, shift_check, place_check;
    reg  [CHECK-1:0] turned;
    wire [1:0]       shift_bytes;
    wire             unused_bytes = &{1'b0, shift_bytes};
    {{ p }}_crc_end u_end (.crc(beat_crc), {% if header %}.header(beat_header), {% endif %}.check(end_check));
    {{ p }}_delay #(.BITS(CHECK), .CLOCKS(SHIFT_CUT)) u_shift_check (
        .clk(clk), .en(en), .d(end_check), .q(shift_check));
    always @* begin
        turned = shift_check;
        if (shift_bytes[0]) turned = {turned[CHECK-9:0], turned[CHECK-1 -: 8]};
{%- if check_bits == 32 %}
        if (shift_bytes[1]) turned = {turned[CHECK-17:0], turned[CHECK-1 -: 16]};
{%- endif %}
    end
    {{ p }}_delay #(.BITS(CHECK), .CLOCKS(ROTATE_CUT)) u_place_check (
        .clk(clk), .en(en), .d(turned), .q(place_check));
{%- endif %}

    // ---- place: rotated to where the last beat ended
    wire              place_valid, place_carry, place_rest, place_last;
    wire [WORD-1:0]   place_bits, place_mask;
    wire [WORD/8-1:0] place_keep;
    {{ p }}_enc_place #(
        .WORD(WORD), .PLACE(PLACE), .LEN(LEN+LEVELS), .START({{ start }}), .SHIFT_CUT(SHIFT_CUT),
        .ROTATE_CUT(ROTATE_CUT)
    ) u_place (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .s_valid(beat_valid), .s_bits({{ placed }}), .s_len(beat_len), .s_whole({{ whole }}),
        .s_last(beat_last),
        .m_valid(place_valid), .m_bits(place_bits), .m_mask(place_mask), .m_keep(place_keep),
{%- if check %}
        .m_bytes(shift_bytes),
{%- endif %}
        .m_carry(place_carry), .m_rest(place_rest), .m_last(place_last));
{%- if check %}

    // ---- check: behind the last beat
    wire              check_carry;
    wire [WORD-1:0]   check_bits;
    wire [WORD/8-1:0] check_keep;
    {{ p }}_enc_check #(.WORD(WORD), .BYTES(CHECK/8)) u_check (
        .last(place_last), .s_carry(place_carry), .s_keep(place_keep), .s_beat(place_bits),
        .check(place_check), .m_carry(check_carry), .m_keep(check_keep), .m_beat(check_bits));
{%- endif %}

{%- if side %}
    wire [SIDE-1:0]   place_side, word_side, out_side;
    {{ p }}_delay #(.BITS(SIDE), .CLOCKS({{ cut.before_pack }})) u_side (
        .clk(clk), .en(en), .d(side), .q(place_side));
{%- endif %}

    // ---- pack: full words
    wire              push, word_last;
    wire [WORD-1:0]   word;
    wire [WORD/8-1:0] word_keep;
    localparam TIGHT = WORD < LANES*ELEMENT + 7 ? 1 : 0;
    {{ p }}_enc_pack #(.BITS(WORD), {% if side %}.SIDE(SIDE), {% endif %}.TIGHT(TIGHT)) u_pack (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .valid(place_valid), .last(place_last), .carry({{ packed }}_carry), .rest({% if check %}place_last | {% endif %}place_rest),
        .keep({{ packed }}_keep), .beat({{ packed }}_bits), .mask(place_mask),
{%- if side %}
        .side(place_side), .word_side(word_side),
{%- endif %}
        .push(push), .word(word), .word_keep(word_keep), .word_last(word_last));

    // ---- out: the first register that the sink sees, and the room for one word more
{%- if splits %}
    wire              out_valid, out_ready, out_last;
    wire [WORD-1:0]   out_data;
    wire [WORD/8-1:0] out_keep;
    {{ p }}_{{ queue }} #(.BITS({% if side %}SIDE+{% endif %}WORD+WORD/8+1)) u_queue (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .room(en), .push(push), .d({ {% if side %}word_side, {% endif %}word, word_keep, word_last}),
        .m_valid(out_valid), .m_ready(out_ready), .q({ {% if side %}out_side, {% endif %}out_data, out_keep, out_last}));
    {{ p }}_split #(.BITS(WORD), .OUT({{ out_bits }})) u_split (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .s_valid(out_valid), .s_ready(out_ready),
        .s_data(out_data), .s_keep(out_keep), .s_last(out_last),
        .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
        .m_data(m_axis_tdata), .m_keep(m_axis_tkeep), .m_last(m_axis_tlast));
{%- else %}
    {{ p }}_fifo #(.BITS({% if side %}SIDE+{% endif %}WORD+WORD/8+1)) u_queue (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .room(en), .push(push), .d({ {% if side %}word_side, {% endif %}word, word_keep, word_last}),
        .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
        .q({ {% if side %}out_side, {% endif %}m_axis_tdata, m_axis_tkeep, m_axis_tlast}));
{%- endif %}
{%- if side %}
    assign { {{ side_ports }}} = out_side;
{%- endif %}
{%- if counting %}

    // ---- counters
    wire {{ count_range }} count;
    wire {{ per_book_range }} per_book;
    {{ p }}_enc_count #(.LANES(LANES), .BITS({{ count_bits }}), .CLOCKS({{ cut.before_fill }})) u_count (
        .clk(clk), .en(en), .keep({{ from }}_keep), .count(count));
    {{ p }}_enc_counters #(
        .INDICES({{ indices }}), .INDEX({{ index_bits }}), .ELEMENTS({{ count_bits }}), .BITS(LEN+LEVELS), .PART({{ counter_part }})
    ) u_counters (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .valid(en & beat_valid), .last(beat_last),
        .index({{ counted }}), .elements(count), .bits(beat_len),
        .counters(per_book));
{%- if counts_beyond %}
    wire {{ counter_range }} index_beyond;
    {{ p }}_enc_beyond #(.INDEX(INDEX), .LAST({{ last_index }}), .PART({{ counter_part }})) u_beyond (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .valid(s_axis_tvalid & s_axis_tready), .user(s_axis_tuser[INDEX-1:0]),
        .last(s_axis_tlast), .count(index_beyond));
{%- endif %}
    assign counters = {{ counters }};
{%- endif %}
endmodule
