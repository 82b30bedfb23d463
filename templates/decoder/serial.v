// Serial Huffman decoder: {{ ports.in_bytes }} byte{{ ports.in_plural }} of frame a beat in, one element a beat out, one in every clock.
// Element: {{ element }}. Latency {{ latency }} clocks.
//
//   keep -> feed: words -> chunks -> window: length, shift -> symbol -> out
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
    localparam COUNT     = $clog2(CHUNK + 1);
    localparam BOOKS     = {{ head.books }};
    localparam INDEX     = {{ head.index_bits }};                // bits of a book's index, at least 1
    // Registers behind each level: pipeline {{ pipeline }}.
    localparam ELEMENT_CUT = {{ cut_element }};
    localparam LOOKUP_CUT  = {{ cut_lookup }};

    wire en;                                     // a register: the output has room

{% include "decoder/front.v" %}

    // ---- feed: chunks of the frame
    wire             chunk_valid, chunk_take, chunk_last, chunk_wrong;
    wire [CHUNK-1:0] chunk_bits;
    wire [COUNT-1:0] chunk_count;
    wire [2:0]       chunk_ones;
    wire             chunk_first, chunk_ends, chunk_beyond, chunk_short;
    wire [INDEX-1:0] chunk_index, window_index;
    {{ p }}_dec_feed #(.BITS({{ 8 * ports.in_bytes }}), .CHUNK(CHUNK), .COUNT(COUNT)) u_feed (
        .clk(clk), .{{ rst.port }}({{ rst.port }}),
        .s_valid(word_valid), .s_ready(s_axis_tready), .s_data(s_axis_tdata), .s_keep(word_keep),
        .s_last(word_last), .s_wrong(word_wrong),
        .valid(chunk_valid), .take(chunk_take), .bits(chunk_bits), .count(chunk_count),
        .ones(chunk_ones),
        .first(chunk_first), .index(chunk_index), .ends(chunk_ends), .beyond(chunk_beyond),
        .short(chunk_short), .last(chunk_last), .wrong(chunk_wrong));

    // ---- window: an element's bits in every clock
    wire         window_valid, window_keep, window_last;
    wire [3:0]   window_user;
    wire [X-1:0] window_bits;
    {{ p }}_dec_window #(.CHUNK(CHUNK), .COUNT(COUNT)) u_window (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .chunk_valid(chunk_valid), .chunk_take(chunk_take), .chunk_bits(chunk_bits),
        .chunk_count(chunk_count), .chunk_ones(chunk_ones), .chunk_last(chunk_last),
        .chunk_wrong(chunk_wrong),
        .chunk_first(chunk_first), .chunk_index(chunk_index), .chunk_ends(chunk_ends),
        .chunk_beyond(chunk_beyond), .chunk_short(chunk_short), .index(window_index),
        .valid(window_valid), .keep(window_keep), .last(window_last), .user(window_user),
        .bits(window_bits));

    // ---- element: those bits, at rest
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
    wire [BOOKS-1:0]  book;
    {{ p }}_dec_onehot #(.X(BOOKS), .E(INDEX)) u_book (.value(element_index), .onehot(book));
    {{ p }}_dec_symbol #(.CUT(LOOKUP_CUT)) u_symbol (
        .clk(clk), .en(en), .book(book), .bits(element_bits), .symbol(symbol), .raw(raw));
    {{ p }}_delay #(.BITS(6), .CLOCKS(LOOKUP_CUT)) u_lookup (
        .clk(clk), .en(en), .d({element_keep, element_last, element_user}),
        .q({lookup_keep, lookup_last, lookup_user}));
    {{ p }}_valid #(.CLOCKS(LOOKUP_CUT)) u_lookup_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(element_valid), .q(lookup_valid));
    wire [CONTAINER-1:0] value = {{ value }};

    // ---- out: the register that the sink sees, and the room for one beat more
    wire out_keep;
    {{ p }}_fifo #(.BITS(CONTAINER+6)) u_fifo (
        .clk(clk), .{{ rst.port }}({{ rst.port }}),
        .room(en), .push(lookup_valid), .d({value, lookup_keep, lookup_last, lookup_user}),
        .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
        .q({m_axis_tdata, out_keep, m_axis_tlast, m_axis_tuser}));
    assign m_axis_tkeep = {CONTAINER/8{out_keep}};
endmodule
