// Parallel Huffman decoder: {{ ports.in_bytes }} byte{{ ports.in_plural }} a beat in, all of them in every clock, {{ lanes }} element{{ lanes_plural }} a beat out.
// Element: {{ element }}, {{ shortest }} to {{ longest }} bits long.
// Latency {{ latency }} clocks.
//
//   keep -> window -> lengths, transforms, up-sweep -> entry loop -> down-sweep -> starts
//        -> pointer loop -> lookup -> butterfly -> pack -> out
//
// The word is cut into slots of {{ slot }} bit{{ slot_plural }}; at most one element begins in a slot. A word waits
// for the one behind it, unless the frame ends with it. Every output beat is full but a packet's
// last. docs/decoder.md in Huffwire's sources explains it with an example.
{%- if head.blocks %}
//
// Frames of one packet are joined. One in error ends it, and what follows of it is dropped.
{%- endif %}
{% include "decoder/ports.v" %}

    localparam CONTAINER = {{ container }};                // bits of an element on the bus
    localparam VALUE     = {{ value_bits }};                // significant ones
    localparam SYMBOL    = {{ symbol_bits }};
    localparam RAW       = {{ raw_bits }};
    localparam CODE      = {{ code_bits }};                // longest codeword
    localparam ELEMENT   = {{ longest }};                // longest element
    localparam X         = {{ element_bits }};                // entries: so many, or beyond a longer header
    localparam E         = {{ entry_bits }};                // bits of 0 to X-1
    localparam W         = {{ in_bits }};               // of a word
    localparam S         = {{ slot }};                // of a slot: at most the shortest element
    localparam LEVELS    = {{ levels }};                 // W = S << LEVELS
    localparam N         = 1 << LEVELS;          // slots, and elements of a row
    localparam POS       = {{ pos_bits }};                // bits of a place in a slot
    localparam LEN       = {{ lane_bits }};                // bits of a lane's number
    localparam LANES     = {{ lanes }};                // of the output
    localparam KEEP      = (W + X - 2) / 8 + 1;  // bytes that a word's elements can touch
    localparam CLASSES   = {{ classes }};                // of codewords
    localparam BOOKS     = {{ head.books }};
    localparam INDEX     = {{ head.index_bits }};                // bits of a book's index, at least 1
{{ head.parameters() }}

    // Registers behind each level: pipeline {{ pipeline }}.
    localparam [LEVELS:0] UP_CUT   = {{ cut.up }};   // bit 0: leaf, bit k: up k
    localparam [LEVELS:0] DOWN_CUT = {{ cut.down }};   // bit k: down k, the highest: entry
{{ inner_cuts }}    localparam CHECK_CUT = {{ cut.check }};
    localparam STOP_CUT  = {{ cut.stop }};
    localparam COUNT_CUT = {{ cut.count }};
    localparam RANK_CUT  = {{ cut.rank }};
    localparam PLACE_CUT = {{ cut.place }};
    localparam ROUTE_CUT = {{ cut.route }};
{{ base_cut }}    localparam [LEVELS:0] SWAP_CUT = {{ cut.swap }};   // bit k: swap k
    localparam SWAPS     = {{ cut.swaps }};                // how many of them

    wire en;                                     // a register: the output has room
    genvar i, j;

{% include "decoder/front.v" %}

{{ slot_wires }}    // ---- window: the word, and the bits behind it that its last element can reach
    wire            window_valid, window_last, window_wrong;
    wire [W+X-2:0]  window;
    wire [KEEP-1:0] window_keep;
    wire [INDEX-1:0] window_index;
    wire            window_short, window_ends;
{{ head.along_wires(along) }}{% if early %}    wire            look_valid, look_last, look_wrong, look_short, look_ends;
    wire [W+X-2:0]  look_bits;
    wire [KEEP-1:0] look_keep;
    wire [INDEX-1:0] look_index;
{% endif %}    {{ p }}_dec_lookahead #(.BITS(W), .LOOK(X-1), .KEEP(KEEP)) u_window (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .s_valid(word_valid), .s_ready({{ ports.word_ready }}), .s_data({{ ports.word_data }}), .s_keep(word_keep),
        .s_last(word_last), .s_wrong(word_wrong), .wrong({{ look }}_wrong),
{{ head.word_ports(word_side, look_along) }}        .valid({{ look }}_valid), .last({{ look }}_last), .window({{ look_bits }}), .keep({{ look }}_keep),
        .index({{ look }}_index), .ends({{ look }}_ends), {{ start_ports }}.short({{ look }}_short));
{%- if early %}
    {{ p }}_delay #(.BITS(W+X-1+KEEP+INDEX+4), .CLOCKS(WINDOW_CUT)) u_window_cut (
        .clk(clk), .en(en),
        .d({look_bits, look_keep, look_index, look_last, look_wrong, look_ends, look_short}),
        .q({window, window_keep, window_index, window_last, window_wrong, window_ends,
            window_short}));
{{ head.along_delay(p, "window", "WINDOW_CUT", "look") }}    {{ p }}_valid #(.CLOCKS(WINDOW_CUT)) u_window_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(look_valid), .q(window_valid));
{%- endif %}
{{ loads }}
    // ---- lengths, transforms, up-sweep, entry loop, down-sweep
    wire               walk_valid, walk_last, walk_wrong;
    wire [W+X-2:0]     walk_window;
    wire [(N+1)*E-1:0] walk;                     // where the first element from each slot on begins
    wire [KEEP-1:0]    walk_keep;
    wire [INDEX-1:0]   walk_index;
    wire               walk_short, walk_ends;
    {{ p }}_dec_sweep #(.W(W), .S(S), .LEVELS(LEVELS), .X(X), .E(E), .CODE(CODE),
        .AGAIN({{ again }}), {{ sweep_cuts }}.UP_CUT(UP_CUT), .DOWN_CUT(DOWN_CUT)) u_sweep (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .valid(window_valid), .last(window_last), .window(window), .index(window_index),
{{ sweep_ports }}        .walk_valid(walk_valid), .walk_last(walk_last), .walk_window(walk_window),
        .walk_index(walk_index), .walk(walk));
    {{ p }}_delay #(.BITS(KEEP+3), .CLOCKS({{ cut.walk }})) u_walk_keep (
        .clk(clk), .en(en), .d({window_keep, window_wrong, window_short, window_ends}),
        .q({walk_keep, walk_wrong, walk_short, walk_ends}));
{{ head.along_delay(p, "walk", cut.walk, "window") }}
    // ---- check: the starts, and what is wrong with them
    wire [W-1:0] hole, tail, ones;               // per place of the word, the first lowest
{{ walk_book }}    generate
        for (i = 0; i < W; i = i + 1) begin : gen_place
            wire [CLASSES:0] in;
            wire             unused_in = &{1'b0, in};
            {{ p }}_dec_code #(.FIRST(CLASSES)) u_code (
                .book(walk_book), .bits(walk_window[W+X-2-i -: CODE]), .in(in));
            assign hole[i] = in[CLASSES];
        end
        for (i = 0; i < W/8; i = i + 1) begin : gen_byte
            wire end_here = walk_keep[i] & ~walk_keep[i+1];
            for (j = 0; j < 8; j = j + 1) begin : gen_bit
                assign tail[8*i+j] = end_here & (j > 0);
                assign ones[8*i+j] = end_here & (j > 0) & (&walk_window[W+X-2-8*i-j -: 8-j]);
            end
        end
    endgenerate
{%- if fpga %}

    // The places and where starts are (hole), and what of the word the starts go with (start).
    wire [W-1:0]       at_hole, at_tail, at_ones;
    wire [(N+1)*E-1:0] at_walk;
    wire [KEEP-1:0]    at_walk_keep;
    wire               start_valid, start_last, start_wrong, start_short, start_beyond, start_ends;
    {{ p }}_delay #(.BITS(3*W+(N+1)*E+KEEP), .CLOCKS(HOLE_CUT)) u_hole (
        .clk(clk), .en(en), .d({hole, tail, ones, walk, walk_keep}),
        .q({at_hole, at_tail, at_ones, at_walk, at_walk_keep}));
    {{ p }}_delay #(.BITS(5), .CLOCKS(HOLE_CUT+START_CUT)) u_start (
        .clk(clk), .en(en),
        .d({walk_last, walk_wrong, walk_short, {{ beyond }}, walk_ends}),
        .q({start_last, start_wrong, start_short, start_beyond, start_ends}));
    {{ p }}_valid #(.CLOCKS(HOLE_CUT+START_CUT)) u_start_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(walk_valid), .q(start_valid));

{%- endif %}
    localparam BLOCK = N < 8 ? N : 8;            // slots whose errors are looked at together
    wire [N-1:0]       check_ok_d, check_bad_d, check_ok, check_bad;
    wire [N-1:0]       check_stray, check_cut;
    wire [N/BLOCK-1:0] check_bad_block_d, check_stray_block_d, check_cut_block_d;
    wire [N/BLOCK-1:0] check_bad_block, check_stray_block, check_cut_block;
    wire [N*POS-1:0]   check_pos;                // of the starts in their slots
    wire               check_valid, check_last, check_wrong;
    wire               check_short, check_beyond, check_ends;
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_check
            localparam FIRST = i * S / 8;        // byte of the slot's first bit
            localparam BYTES = (i*S%8 + S + X - 2) / 8 + 1;
            {{ p }}_dec_check #(
                .S(S), .E(E), .POS(POS), .BASE(i*S%8), .KEEP(BYTES){{ start_cut }}
            ) u_slot (
                {{ head.clocked(16) }}.entry({{ at }}walk[i*E +: E]), .exit({{ at }}walk[(i+1)*E +: E]),
                .keep({{ at }}walk_keep[FIRST +: BYTES]),
                .hole({{ at }}hole[i*S +: S]), .tail({{ at }}tail[i*S +: S]), .ones({{ at }}ones[i*S +: S]),
                .ok(check_ok_d[i]), .bad(check_bad_d[i]), .stray(check_stray[i]),
                .cut(check_cut[i]));
            assign check_pos[i*POS +: POS] = walk[i*E +: POS] & {POS{S > 1}};
        end
        for (i = 0; i < N/BLOCK; i = i + 1) begin : gen_block
            assign check_bad_block_d[i]   = |check_bad_d[i*BLOCK +: BLOCK];
            assign check_stray_block_d[i] = |check_stray[i*BLOCK +: BLOCK];
            assign check_cut_block_d[i]   = |check_cut[i*BLOCK +: BLOCK];
        end
    endgenerate
    {{ p }}_delay #(.BITS(2*N+3*N/BLOCK+5), .CLOCKS(CHECK_CUT)) u_check (
        .clk(clk), .en(en),
        .d({check_ok_d, check_bad_d, check_bad_block_d, check_stray_block_d, check_cut_block_d,
            {{ word }}_last, {{ word }}_wrong, {{ word }}_short, {{ word_beyond }} & ~{{ word }}_short, {{ word }}_ends}),
        .q({check_ok, check_bad, check_bad_block, check_stray_block, check_cut_block,
            check_last, check_wrong, check_short, check_beyond, check_ends}));
    {{ p }}_valid #(.CLOCKS(CHECK_CUT)) u_check_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d({{ word }}_valid), .q(check_valid));

    // ---- stop: nothing behind the first error
    wire [N-1:0] stop_used_d, stop_used;
    wire [3:0]   stop_user_d, stop_user;
    wire         stop_valid_d, stop_last_d, stop_valid, stop_last;
    {{ p }}_dec_stop #(.N(N), .BLOCK(BLOCK)) u_stop (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .valid(check_valid), .last(check_last), .wrong(check_wrong), .short(check_short),
        .beyond(check_beyond),
        .ok(check_ok), .bad(check_bad), .bad_block(check_bad_block),
        .stray_block(check_stray_block), .cut_block(check_cut_block),
        .used(stop_used_d), .user(stop_user_d));
{%- if head.blocks && head.check_bits == 0 %}
    {{ p }}_dec_join u_join (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .valid(check_valid), .last(check_last), .ends(check_ends), .dead(stop_user_d[0]),
        .packet_valid(stop_valid_d), .packet_last(stop_last_d));
{%- else %}
    assign stop_valid_d = check_valid;           // {{ joined }}
    assign stop_last_d  = check_last;
    wire unused_ends = &{1'b0, check_ends};
{%- endif %}
    {{ p }}_delay #(.BITS(N+5), .CLOCKS(STOP_CUT)) u_stop_cut (
        .clk(clk), .en(en), .d({stop_used_d, stop_user_d, stop_last_d}),
        .q({stop_used, stop_user, stop_last}));
    {{ p }}_valid #(.CLOCKS(STOP_CUT)) u_stop_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(stop_valid_d), .q(stop_valid));

    // ---- count, rank, place, route: compaction as numbers, with the pointer loop
    wire [LEVELS*N/2:0] route_swap;
    wire                route_full;
    wire [LEN-1:0]      route_from, route_to;
    {{ p }}_dec_place #(.LEVELS(LEVELS), .LEN(LEN), .COUNT_CUT(COUNT_CUT),
        .RANK_CUT(RANK_CUT), .PLACE_CUT(PLACE_CUT),{{ place_break }}.ROUTE_CUT({{ route_cuts }})) u_place (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .valid(stop_valid), .last(stop_last),
        .used(stop_used), .swap(route_swap), .full(route_full), .from(route_from), .to(route_to));

    // ---- lookup, beside them: a slot's element (rank), its run (place), its symbol (route)
    wire [W+X-2:0]     count_window;
    wire [N*POS-1:0]   count_pos;
    wire [N*VALUE-1:0] value_d, value;
    localparam COUNT_AT = {{ before_check }}CHECK_CUT + STOP_CUT + COUNT_CUT;
    {{ p }}_dec_follow #(.BITS(W), .LOOK(X-1), .CLOCKS({{ slot_at }})) u_count_window (
        .clk(clk), .en(en), .last(1'b0), .d(walk_window), .q(count_window));   // elements are whole
    {{ p }}_delay #(.BITS(N*POS), .CLOCKS({{ slot_at }})) u_count_pos (
        .clk(clk), .en(en), .d(check_pos), .q(count_pos));
    wire [INDEX-1:0]   lookup_index;
{{ lookup_book }}    generate
        for (i = 0; i < N; i = i + 1) begin : gen_lookup
            wire [S+X-2:0]     slot =
                count_window[W+X-2-i*S -: S+X-1] << count_pos[i*POS +: POS];
            wire [ELEMENT-1:0] bits;
            wire [SYMBOL-1:0]  symbol;
            wire [RAW:0]       raw;
            wire unused_slot = &{1'b0, slot, raw};
            {{ p }}_delay #(.BITS(ELEMENT), .CLOCKS({{ slot_cut }})) u_bits (
                .clk(clk), .en(en), .d(slot[S+X-2 -: ELEMENT]), .q(bits));
            {{ p }}_dec_symbol #({{ row_cut }}.CUT(PLACE_CUT)) u_symbol (
                .clk(clk), .en(en), .book(lookup_book), {{ symbol_ports }}.bits(bits), .symbol(symbol), .raw(raw));
            assign value_d[i*VALUE +: VALUE] = {{ value }};
        end
    endgenerate
{%- if head.base_bits > 0 %}
    wire [N*VALUE-1:0] relative, absolute;
    wire [BASE-1:0]    base;
    {{ p }}_delay #(.BITS(N*VALUE), .CLOCKS(ROUTE_CUT)) u_relative (
        .clk(clk), .en(en), .d(value_d), .q(relative));

    // ---- base: exponents as they are
    localparam BASE_AT = COUNT_AT + RANK_CUT + PLACE_CUT + ROUTE_CUT{{ picked }};
    {{ p }}_delay #(.BITS(BASE), .CLOCKS(BASE_AT)) u_base_along (
        .clk(clk), .en(en), .d(walk_along[ALONG-1 -: BASE]), .q(base));
    {{ p }}_dec_base #(.N(N), .BITS(VALUE), .LOW({{ exponent_low }}), .BASE(BASE)) u_base (
        .relative(relative), .base(base), .absolute(absolute));
{%- endif %}
    {{ p }}_delay #(.BITS(N*VALUE), .CLOCKS({{ value_cut }})) u_value (
        .clk(clk), .en(en), .d({{ value_in }}), .q(value));

    // ---- butterfly: compact and rotate
    localparam SWAP_AT = COUNT_CUT + RANK_CUT + PLACE_CUT + {{ route_cuts }} + SWAPS;
    wire [N*VALUE-1:0] swap_lanes;
    wire               swap_valid, swap_last, swap_full;
    wire [LEN-1:0]     swap_from, swap_to;
    wire [3:0]         swap_user;
    localparam LATE = SWAPS > 0 ? 1 : 0;         // rows are known a register ahead of the lanes
    {{ p }}_dec_butterfly #(.LEVELS(LEVELS), .BITS(VALUE), .CUT(SWAP_CUT)) u_butterfly (
        .clk(clk), .en(en), .d(value), .swap(route_swap), .q(swap_lanes));
    {{ p }}_delay #(.BITS(2*LEN+1), .CLOCKS(SWAPS-LATE)) u_swap (
        .clk(clk), .en(en), .d({route_full, route_from, route_to}),
        .q({swap_full, swap_from, swap_to}));
    {{ p }}_delay #(.BITS(5), .CLOCKS(SWAP_AT-LATE)) u_swap_user (
        .clk(clk), .en(en), .d({stop_user, stop_last}), .q({swap_user, swap_last}));
    {{ p }}_valid #(.CLOCKS(SWAP_AT-LATE)) u_swap_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(stop_valid), .q(swap_valid));
{%- if head.check_bits > 0 && fpga %}

    // What a check must be is found a register ahead of where it is needed.
    localparam EXPECT_CUT = SWAP_AT-LATE-{{ known_at }} > 0 ? 1 : 0;
    localparam SOON_AT    = SWAP_AT-LATE-EXPECT_CUT;
{%- endif %}
{%- if head.behind_bits > 0 %}

    // ---- what stood beside the word
{%- if head.check_bits > 0 && fpga %}
    wire [BEHIND-1:0] soon_along;
    {{ p }}_delay #(.BITS(BEHIND), .CLOCKS({{ stop_at }}+SOON_AT)) u_soon_along (
        .clk(clk), .en(en), .d(walk_along[BEHIND-1:0]), .q(soon_along));
{%- if head.packed_bits() > 0 %}
    wire [{{ head.packed_bits() - 1 }}:0]       swap_along;
    {{ p }}_delay #(.BITS({{ head.packed_bits() }}), .CLOCKS(EXPECT_CUT)) u_swap_along (
        .clk(clk), .en(en), .d(soon_along[{{ head.packed_bits() - 1 }}:0]), .q(swap_along));
{%- endif %}
{%- else %}
    wire [BEHIND-1:0] swap_along;
    {{ p }}_delay #(.BITS(BEHIND), .CLOCKS({{ stop_at }}+SWAP_AT-LATE)) u_swap_along (
        .clk(clk), .en(en), .d(walk_along[BEHIND-1:0]), .q(swap_along));
{%- endif %}
{%- endif %}
{%- if head.check_bits > 0 && fpga %}
    wire [INDEX-1:0] soon_index;
    wire [CRC-1:0]   soon_expected, swap_expected;
    {{ p }}_delay #(.BITS(INDEX), .CLOCKS(SOON_AT-{{ known_at }})) u_soon_index (
        .clk(clk), .en(en), .d(lookup_index), .q(soon_index));
    {{ p }}_dec_expect u_expect (
        .header({{ header }}),
        .index(soon_index), {{ tags_port }}.expected(soon_expected));
    {{ p }}_delay #(.BITS(CRC), .CLOCKS(EXPECT_CUT)) u_swap_expected (
        .clk(clk), .en(en), .d(soon_expected), .q(swap_expected));
{%- else if head.check_bits > 0 %}
    wire [INDEX-1:0] swap_index;
    wire [CRC-1:0]   swap_expected;
    {{ p }}_delay #(.BITS(INDEX), .CLOCKS(SWAP_AT-LATE-{{ known_at }})) u_swap_index (
        .clk(clk), .en(en), .d(lookup_index), .q(swap_index));
    {{ p }}_dec_expect u_expect (
        .header({{ header }}),
        .index(swap_index), {{ tags_port }}.expected(swap_expected));
{%- endif %}
{{ spoils }}    wire [{{ pack_bits }}-1:0] pack_user = {{ pack_user }};

    // ---- pack: full rows
    wire               push, row_last;
    wire [N*VALUE-1:0] row;
    wire [N-1:0]       row_keep;
    wire [USER-1:0]    row_user;
{%- if head.check_bits > 0 %}
    wire               end_push, end_last;
    wire [N*VALUE-1:0] end_row;
    wire [N-1:0]       end_keep;
    wire [SURE-1:0]    end_user;
    wire [CRC-1:0]     end_expected;
    {{ p }}_dec_pack #(.N(N), .BITS(VALUE), .USER(CRC+SURE), .CUT(LATE)) u_pack (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .valid(swap_valid), .last(swap_last), .user(pack_user), .full(swap_full),
        .old(~({N{1'b1}} << swap_from)), .keep(~({N{1'b1}} << swap_to)), .lanes(swap_lanes),
        .push(end_push), .row(end_row), .row_keep(end_keep), .row_last(end_last),
        .row_user({end_expected, end_user}));
{% include "decoder/verified.v" %}
{%- else %}
    {{ p }}_dec_pack #(.N(N), .BITS(VALUE), .USER(USER), .CUT(LATE)) u_pack (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .valid(swap_valid), .last(swap_last), .user(pack_user), .full(swap_full),
        .old(~({N{1'b1}} << swap_from)), .keep(~({N{1'b1}} << swap_to)), .lanes(swap_lanes),
        .push(push), .row(row), .row_keep(row_keep), .row_last(row_last), .row_user(row_user));
{%- endif %}

    // ---- out: the first register that the sink sees, and the room for one row more
    wire                      out_valid, out_ready, out_last;
    wire [USER-1:0]           out_user, beat_user;
    wire [N*VALUE-1:0]        out_row;
    wire [N-1:0]              out_row_keep;
    wire [N*CONTAINER-1:0]    out_data;
    wire [N*CONTAINER/8-1:0]  out_keep;
    {{ p }}_fifo #(.BITS(N*VALUE+N+1+USER)) u_fifo (
        .clk(clk), .{{ rst.port }}({{ rst.port }}),
        .room(en), .push(push), .d({row, row_keep, row_last, row_user}),
        .m_valid(out_valid), .m_ready(out_ready),
        .q({out_row, out_row_keep, out_last, out_user}));
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_container
            assign out_data[i*CONTAINER +: CONTAINER] = {{ contained }};
            assign out_keep[i*CONTAINER/8 +: CONTAINER/8] = {CONTAINER/8{out_row_keep[i]}};
        end
        if (LANES == N) begin : gen_row
            assign out_ready     = m_axis_tready;
            assign m_axis_tvalid = out_valid;
            assign m_axis_tdata  = out_data;
            assign m_axis_tkeep  = out_keep;
            assign m_axis_tlast  = out_last;
            assign beat_user     = out_user;
        end else begin : gen_split
            {{ p }}_split #(.BITS(N*CONTAINER), .OUT(LANES*CONTAINER)) u_split (
                .clk(clk), .{{ rst.port }}({{ rst.port }}),
                .s_valid(out_valid), .s_ready(out_ready),
                .s_data(out_data), .s_keep(out_keep), .s_last(out_last),
                .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
                .m_data(m_axis_tdata), .m_keep(m_axis_tkeep), .m_last(m_axis_tlast));
            // The lowest 4 say how a packet ended.
            localparam [USER-1:0] ENDS = 15;
            assign beat_user = out_user & (~ENDS | {USER{m_axis_tlast}});
        end
    endgenerate
{%- for (port, range) in sides %}
    assign {{ port }} = beat_user{{ range }};
{%- endfor %}
endmodule
