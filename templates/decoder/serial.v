// Serial Huffman decoder: {{ ports.in_bytes }} byte{{ ports.in_plural }} of frame a beat in, one element a beat out, one in every clock.
// Element: {{ element }}. Latency {{ latency }} clocks.
//
//   keep -> {% if gathers %}gather: words -> feed: chunks{% else %}feed: words -> chunks{% endif %} -> window: length, shift -> symbol -> out
//
{%- if head.blocks %}
// Frames of one packet are joined. One in error ends the packet with a beat of its own (tkeep = 0),
// and what follows of the packet is dropped; the next one starts clean.
{%- else %}
// A frame in error ends with a beat of its own (tkeep = 0); the next frame starts clean.
{%- endif %}
{% include "decoder/ports.v" %}

    localparam CONTAINER = {{ container }};                // bits of an element on the bus
    localparam SYMBOL    = {{ symbol_bits }};
    localparam RAW       = {{ raw_bits }};
    localparam X         = {{ element_bits }};                // longest element
    localparam CHUNK     = {{ chunk_bits }};               // bits that the window takes at a time
    localparam MISS      = $clog2(CHUNK/8 + 1);
    localparam BOOKS     = {{ head.books }};
    localparam INDEX     = {{ head.index_bits }};                // bits of a book's index, at least 1
    // Registers behind each level: pipeline {{ pipeline }}.
{{ class_cut_line }}    localparam ELEMENT_CUT = {{ cut_element }};
    localparam LOOKUP_CUT  = {{ cut_lookup }};
{{ base_cut }}{{ head.parameters() }}
{{ row }}
    wire en;                                     // a register: the output has room

{% include "decoder/front.v" %}

{{ slot_wires }}{% if gathers %}    // ---- gather: words of a chunk
    wire             {{ words }}_valid, {{ words }}_ready;
    wire [CHUNK-1:0] {{ words }}_data;
    wire [CHUNK/8-1:0] {{ words }}_keep;
{%- if head.side_bits > 0 %}
    wire [{{ head.side_bits - 1 }}:0] {{ words }}_side;
{%- endif %}
    {{ p }}_dec_gather #(.BEAT({{ ports.in_bytes }}), .WORD(CHUNK/8)) u_gather (
        .clk(clk), .{{ rst.port }}({{ rst.port }}),
        .s_valid(word_valid), .s_data({{ ports.word_data }}), .s_keep(word_keep), .s_last(word_last),
{%- if head.side_bits > 0 %}
        .s_side({{ word_side }}), .side({{ words }}_side),
{%- endif %}
        .valid({{ words }}_valid), .ready({{ words }}_ready), .data({{ words }}_data), .keep({{ words }}_keep));
    assign {{ ports.word_ready }} = {{ words }}_ready;

{% endif %}    // ---- feed: chunks of the frame
    wire             chunk_valid, chunk_take, chunk_last, chunk_wrong, next_valid;
    wire [CHUNK-1:0] chunk_bits, next_bits;
    wire [MISS-1:0]  chunk_miss, next_miss;
    wire             chunk_first, chunk_ends, chunk_beyond, chunk_short;
    wire [INDEX-1:0] chunk_index, window_index;
{{ head.along_wires("chunk_along, window_along") }}    {{ p }}_dec_feed #(.BITS({{ feed_bits }}), .CHUNK(CHUNK), .MISS(MISS)) u_feed (
        .clk(clk), .{{ rst.port }}({{ rst.port }}),
        .s_valid({{ words }}_valid), .s_ready({{ feed_ready }}), .s_data({{ feed_data }}), .s_keep({{ words }}_keep),
        .s_last(word_last), .s_wrong(word_wrong),
{{ head.word_ports(feed_side, "chunk_along") }}        .valid(chunk_valid), .take(chunk_take), .bits(chunk_bits), .miss(chunk_miss),
        .last(chunk_last), .wrong(chunk_wrong),
        .next_valid(next_valid), .next_bits(next_bits), .next_miss(next_miss),
        .first(chunk_first), .index(chunk_index), .ends(chunk_ends), {{ known_port }}.beyond(chunk_beyond),
        .short(chunk_short));

{%- if head.check_bits > 0 %}
    wire             unused_ends = &{1'b0, chunk_ends};
{%- endif %}

    // ---- window: an element's bits in every clock
    wire         window_valid, window_keep, window_last;
    wire [3:0]   window_user;
    wire [X-1:0] window_bits;
    {{ p }}_dec_window #(.CHUNK(CHUNK), .MISS(MISS){{ class_cut }}) u_window (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .chunk_valid(chunk_valid), .chunk_take(chunk_take), .chunk_bits(chunk_bits),
        .chunk_miss(chunk_miss), .chunk_last(chunk_last), .chunk_wrong(chunk_wrong),
        .chunk_first(chunk_first), .chunk_index(chunk_index), .chunk_ends({{ chunk_ends }}),
        .chunk_beyond(chunk_beyond), .chunk_short(chunk_short),
        .next_valid(next_valid), .next_bits(next_bits), .next_miss(next_miss),
        {{ window_ports }}.index(window_index),
{{ head.along_ports("chunk_along(chunk_along), .along(window_along") }}        .valid(window_valid), .keep(window_keep), .last(window_last), .user(window_user),
        .bits(window_bits));

{{ loads }}    // ---- element: those bits, at rest
    wire         element_valid, element_keep, element_last;
    wire [3:0]   element_user;
    wire [X-1:0] element_bits;
    {{ p }}_delay #(.BITS(X+6), .CLOCKS(ELEMENT_CUT)) u_element (
        .clk(clk), .en(en), .d({window_bits, window_keep, window_last, window_user}),
        .q({element_bits, element_keep, element_last, element_user}));
    {{ p }}_valid #(.CLOCKS(ELEMENT_CUT)) u_element_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(window_valid), .q(element_valid));
    wire [INDEX-1:0] element_index;
    {{ p }}_delay #(.BITS(INDEX), .CLOCKS(ELEMENT_CUT)) u_element_index (
        .clk(clk), .en(en), .d(window_index), .q(element_index));

    // ---- lookup: the symbol, and the element in its container
    wire              lookup_valid, lookup_keep, lookup_last;
    wire [3:0]        lookup_user;
    wire [SYMBOL-1:0] symbol;
    wire [RAW:0]      raw;
    wire unused_raw = &{1'b0, raw};
{{ lookup_book }}    {{ p }}_dec_symbol #(.CUT(LOOKUP_CUT)) u_symbol (
        .clk(clk), .en(en), .book(book), {{ symbol_ports }}.bits(element_bits), .symbol(symbol), .raw(raw));
    {{ p }}_delay #(.BITS(6), .CLOCKS(LOOKUP_CUT)) u_lookup (
        .clk(clk), .en(en), .d({element_keep, element_last, element_user}),
        .q({lookup_keep, lookup_last, lookup_user}));
    {{ p }}_valid #(.CLOCKS(LOOKUP_CUT)) u_lookup_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(element_valid), .q(lookup_valid));
    wire [CONTAINER-1:0] value = {{ value }};
{%- if head.along_bits > 0 %}
    wire [ALONG-1:0] lookup_along;
    {{ p }}_delay #(.BITS(ALONG), .CLOCKS(ELEMENT_CUT+LOOKUP_CUT)) u_along (
        .clk(clk), .en(en), .d(window_along), .q(lookup_along));
{%- endif %}
{%- if head.base_bits > 0 %}

    // ---- base: the exponent as it is
    wire                 base_valid, base_keep, base_last;
    wire [3:0]           base_user;
    wire [CONTAINER-1:0] base_value_d, base_value;
    {{ p }}_dec_base #(.N(1), .BITS(CONTAINER), .LOW({{ exponent_low }}), .BASE(BASE)) u_base (
        .relative(value), .base(lookup_along[ALONG-1 -: BASE]), .absolute(base_value_d));
    {{ p }}_delay #(.BITS(CONTAINER+6), .CLOCKS(BASE_CUT)) u_base_cut (
        .clk(clk), .en(en), .d({base_value_d, lookup_keep, lookup_last, lookup_user}),
        .q({base_value, base_keep, base_last, base_user}));
    {{ p }}_valid #(.CLOCKS(BASE_CUT)) u_base_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(lookup_valid), .q(base_valid));
{%- endif %}
{%- if head.behind_bits > 0 %}
    wire [BEHIND-1:0] end_along;
    {{ p }}_delay #(.BITS(BEHIND), .CLOCKS({{ base_clocks }})) u_end_along (
        .clk(clk), .en(en), .d(lookup_along[BEHIND-1:0]), .q(end_along));
{%- endif %}
{%- if head.check_bits > 0 %}
    wire [INDEX-1:0] end_index;
    wire [CRC-1:0]   stage_expected;
    {{ p }}_delay #(.BITS(INDEX), .CLOCKS(LOOKUP_CUT+{{ base_clocks }})) u_end_index (
        .clk(clk), .en(en), .d(element_index), .q(end_index));
    {{ p }}_dec_expect u_expect (
        .header({{ header }}),
        .index(end_index), {{ tags_port }}.expected(stage_expected));
{%- endif %}
{{ spoils }}    wire [{{ pack_bits }}-1:0] stage_user = {{ pack_user }};
{%- if head.check_bits > 0 %}
    wire                 push, row_last, row_keep;
    wire [CONTAINER-1:0] row;
    wire [USER-1:0]      row_user;
    wire                 end_push = {{ stage }}_valid;
    wire                 end_keep = {{ stage }}_keep;
    wire                 end_last = {{ stage }}_last;
    wire [CONTAINER-1:0] end_row  = {{ stage_value }} & {CONTAINER{end_keep}};
    wire [SURE-1:0]      end_user;
    wire [CRC-1:0]       end_expected;
    assign {end_expected, end_user} = stage_user;
{% include "decoder/verified.v" %}
{%- endif %}

    // ---- out: the register that the sink sees, and the room for one beat more
    wire            out_keep;
    wire [USER-1:0] out_user;
    {{ p }}_fifo #(.BITS(CONTAINER+2+USER)) u_fifo (
        .clk(clk), .{{ rst.port }}({{ rst.port }}),
        .room(en), .push({{ out_push }}), .d({{ out_row }}),
        .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
        .q({m_axis_tdata, out_keep, m_axis_tlast, out_user}));
    assign m_axis_tkeep = {CONTAINER/8{out_keep}};
{%- for (port, range) in sides %}
    assign {{ port }} = out_user{{ range }};
{%- endfor %}
endmodule
