// Single-stage Huffman encoder: {{ lanes }} element{{ plural }} a beat in, {{ out_bytes }} byte{{ out_plural }} of frame a beat out.
// Element: {{ element }}. Latency {{ latency }} clock{{ latency_plural }}.
{%- if block %}
// A block of {{ block_beats }} beats waits until it is known which codebook makes the smallest of it.
{%- endif %}
//
//   beat -> {% if block %}block -> {% endif %}table per lane -> {% if has_raw %}raw bits -> {% endif %}merge neighbours -> rotate -> pack -> out
//
// Everything is feed-forward but the fill count. All strings of bits have their first bit in the
// highest place and zeros behind their end; only in a {% if block %}frame{% else %}packet{% endif %}'s last beat the rightmost lane's are
// ones, which become the frame's padding.
{%- if header %}
//
// A frame begins with its header: the codebook's index{% if block %}, and 1 where the packet ends with it{% endif %}.
// The fill count starts behind it.
{%- endif %}
module {{ p }}_encoder (
    input  wire           clk,
    input  wire           {{ rst.port }},
    // elements: lane 0 lowest and first; tkeep in whole elements
    input  wire           s_axis_tvalid,
    output wire           s_axis_tready,
    input  wire {{ in_range }} s_axis_tdata,
    input  wire {{ in_keep_range }} s_axis_tkeep,
    input  wire           s_axis_tlast,
{%- if sideband %}
    input  wire {{ index_range }} s_axis_tuser,   // the packet's codebook, with its first beat
{%- endif %}
    // the frame: byte 0 lowest and first
    output wire           m_axis_tvalid,
    input  wire           m_axis_tready,
    output wire {{ out_range }} m_axis_tdata,
    output wire {{ out_keep_range }} m_axis_tkeep,
    output wire           m_axis_tlast
{%- if counting %},
    // {{ counter_width }} bits each: per codebook frames, elements, bits{% if sideband %}; then indices beyond the last{% endif %}
    output wire {{ counters_range }} counters
{%- endif %}
);
    // Of the codebook{% if header %}s{% endif %}; the decoder's must be the same.
    localparam [63:0] DIGEST = 64'h{{ digest }};
    wire unused_digest = &{1'b0, DIGEST};

    localparam LANES     = {{ lanes }};
    localparam LEVELS    = {{ levels }};                 // of merging: log2 LANES
    localparam CONTAINER = {{ container }};                // bits of an element on the bus
    localparam SYMBOL    = {{ symbol_bits }};
{%- if has_raw %}
    localparam RAW       = {{ raw_bits }};
{%- endif %}
{%- if header %}
    localparam INDICES   = {{ indices }};                 // codebooks{% if raw_book %}, the raw book included{% endif %}
    localparam INDEX     = $clog2(INDICES);
    localparam HEADER    = {{ header_bits }};
{%- endif %}
    localparam CODE      = {{ code_bits }};                // longest codeword, escaped symbol included
    localparam ELEMENT   = {{ element_bits }};                // longest element
    localparam CODE_LEN  = $clog2(CODE + 1);
    localparam LEN       = $clog2(ELEMENT + 1);
    localparam OUT       = {{ out_bits }};
    localparam WORD      = {{ word_bits }};                // packed at a time; holds {% if header %}header and {% else %}the {% endif %}longest beat
    localparam PLACE     = $clog2(WORD);
{%- if header %}
    localparam [PLACE-1:0] START = {{ start }};          // where a frame's first element begins
{%- endif %}
    localparam FINE      = PLACE / 2;            // rotator levels of the first step

    // Registers behind each level: pipeline {{ pipeline }}.
    localparam INPUT_CUT  = {{ cut.input }};
    localparam TABLE_CUT  = {{ cut.table }};
{%- if has_raw %}
    localparam RAW_CUT    = {{ cut.raw }};
{%- endif %}
    localparam [LEVELS:0] MERGE_CUT = {{ cut.merge }};   // bit k: level k
    localparam SHIFT_CUT  = {{ cut.shift }};
    localparam ROTATE_CUT = {{ cut.rotate }};
{%- if beside %}
    localparam BEFORE_FILL = {{ cut.before_fill }};                // registers from the table to the fill count
{%- endif %}

    wire en;                                     // a register: the output has room
{%- if block %}
    wire room;                                   // another one: the blocks have room
    assign s_axis_tready = room;
{%- else %}
    assign s_axis_tready = en;
{%- endif %}

    genvar i, k;

    // ---- input: the symbols{% if has_raw %} and raw bits{% endif %} of a beat
    wire [LANES-1:0]        in_keep_d, in_keep;
    wire [LANES*SYMBOL-1:0] in_symbol_d, in_symbol;
{%- if has_raw %}
    wire [LANES*RAW-1:0]    in_raw_d, in_raw;
{%- endif %}
    wire                    in_last, in_valid;
    wire unused_in = &{1'b0, s_axis_tdata, s_axis_tkeep};
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_input
            assign in_keep_d[i] = s_axis_tkeep[i*CONTAINER/8];
            assign in_symbol_d[i*SYMBOL +: SYMBOL] = s_axis_tdata[i*CONTAINER{% if low > 0 %}+{{ low }}{% endif %} +: SYMBOL];
{%- match raw_above %}
{%- when Some with (above) %}
            assign in_raw_d[i*RAW{% if low > 0 %}+{{ low }}{% endif %} +: {{ above }}] = s_axis_tdata[i*CONTAINER+{{ high + 1 }} +: {{ above }}];
{%- when None %}
{%- endmatch %}
{%- if low > 0 %}
            assign in_raw_d[i*RAW +: {{ low }}] = s_axis_tdata[i*CONTAINER +: {{ low }}];
{%- endif %}
        end
    endgenerate
{%- if block %}
    // Nothing stops it on the way to its block.
    wire [LANES-1:0]        got_keep;
    wire [LANES*SYMBOL-1:0] got_symbol;
{%- if has_raw %}
    wire [LANES*RAW-1:0]    got_raw;
{%- endif %}
    wire                    got_last, got_valid;
    {{ p }}_delay #(.BITS(LANES*(SYMBOL+1)+1), .CLOCKS(INPUT_CUT)) u_input (
        .clk(clk), .en(1'b1),
        .d({in_keep_d, in_symbol_d, s_axis_tlast}), .q({got_keep, got_symbol, got_last}));
{%- if has_raw %}
    {{ p }}_delay #(.BITS(LANES*RAW), .CLOCKS(INPUT_CUT)) u_input_raw (
        .clk(clk), .en(1'b1), .d(in_raw_d), .q(got_raw));
{%- endif %}
    {{ p }}_valid #(.CLOCKS(INPUT_CUT)) u_input_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(1'b1),
        .d(s_axis_tvalid & room), .q(got_valid));

    // ---- block: held until it is known which codebook makes the smallest of it
    wire [HEADER-1:0] in_header;
    wire              in_first;
    wire [INDEX-1:0]  in_index = in_header[HEADER-1:1];
    {{ p }}_enc_block #(
        .LANES(LANES), .SYMBOL(SYMBOL), .BITS(LANES*{{ significant }}), .INDICES(INDICES), .INDEX(INDEX),
        .SIZE(CODE_LEN), .BEATS({{ block_log }}), .AT({{ ring_log }})
    ) u_block (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .room(room),
        .s_valid(got_valid), .s_data({% if has_raw %}{got_raw, got_symbol}{% else %}got_symbol{% endif %}), .s_keep(got_keep), .s_last(got_last),
        .en(en), .m_valid(in_valid), .m_data({% if has_raw %}{in_raw, in_symbol}{% else %}in_symbol{% endif %}), .m_keep(in_keep),
        .m_first(in_first), .m_last(in_last), .m_header(in_header));
{%- else %}
    {{ p }}_delay #(.BITS(LANES*(SYMBOL+1)+1), .CLOCKS(INPUT_CUT)) u_input (
        .clk(clk), .en(en),
        .d({in_keep_d, in_symbol_d, s_axis_tlast}), .q({in_keep, in_symbol, in_last}));
{%- if has_raw %}
    {{ p }}_delay #(.BITS(LANES*RAW), .CLOCKS(INPUT_CUT)) u_input_raw (
        .clk(clk), .en(en), .d(in_raw_d), .q(in_raw));
{%- endif %}
    {{ p }}_valid #(.CLOCKS(INPUT_CUT)) u_input_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(s_axis_tvalid), .q(in_valid));
{%- if header %}

    // ---- index: of the packet's first beat, for all of it{% if clamps %}; beyond the last it is the last{% endif %}
    reg              begin_q;                    // the next beat begins a packet
    reg  [INDEX-1:0] index_q;
{%- if clamps %}
    localparam [INDEX-1:0] LAST_INDEX = {{ last_index }};
    wire             beyond = s_axis_tuser > LAST_INDEX;
    wire [INDEX-1:0] index = beyond ? LAST_INDEX : s_axis_tuser;
{%- else %}
    wire [INDEX-1:0] index = s_axis_tuser;
{%- endif %}
    wire [INDEX-1:0] in_index_d = begin_q ? index : index_q;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin_q <= 1'b1;
        else if (en & s_axis_tvalid) begin_q <= s_axis_tlast;
    end
    always @(posedge clk) begin
        if (en & s_axis_tvalid) index_q <= in_index_d;
    end
    wire [INDEX-1:0]  in_index;
    wire [HEADER-1:0] in_header = in_index;
    wire              in_first;
    {{ p }}_delay #(.BITS(INDEX+1), .CLOCKS(INPUT_CUT)) u_input_index (
        .clk(clk), .en(en), .d({in_index_d, begin_q}), .q({in_index, in_first}));
{%- endif %}
{%- endif %}

    // ---- table: a codeword per lane, nothing where there is no element
    wire [LANES*CODE-1:0]     table_code_d, table_code;
    wire [LANES*CODE_LEN-1:0] table_len_d, table_len;
{%- if has_raw %}
    wire [LANES*RAW-1:0]      table_raw_d, table_raw;
{%- endif %}
    wire                      table_last, table_valid;
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_table
            wire [CODE-1:0]     code;
            wire [CODE_LEN-1:0] len;
            wire                keep = in_keep[i];
            wire                fill = in_last & (i == LANES - 1);
            {{ p }}_enc_table u_table (
                {% if header %}.index(in_index), {% endif %}.symbol(in_symbol[i*SYMBOL +: SYMBOL]),{% if header %}
                {% else %} {% endif %}.code(code), .len(len));
            assign table_len_d[i*CODE_LEN +: CODE_LEN] = len & {CODE_LEN{keep}};
{%- if has_raw %}
            assign table_code_d[i*CODE +: CODE] = code & {CODE{keep}};
            assign table_raw_d[i*RAW +: RAW] = keep ? in_raw[i*RAW +: RAW] : {RAW{fill}};
{%- else %}
            assign table_code_d[i*CODE +: CODE] = (code & {CODE{keep}})
                | ({CODE{fill}} >> (len & {CODE_LEN{keep}}));
{%- endif %}
        end
    endgenerate
    {{ p }}_delay #(.BITS(LANES*(CODE+CODE_LEN)+1), .CLOCKS(TABLE_CUT)) u_table (
        .clk(clk), .en(en),
        .d({table_code_d, table_len_d, in_last}), .q({table_code, table_len, table_last}));
{%- if has_raw %}
    {{ p }}_delay #(.BITS(LANES*RAW), .CLOCKS(TABLE_CUT)) u_table_raw (
        .clk(clk), .en(en), .d(table_raw_d), .q(table_raw));
{%- endif %}
    {{ p }}_valid #(.CLOCKS(TABLE_CUT)) u_table_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(in_valid), .q(table_valid));
{%- if has_raw %}

    // ---- raw: the raw bits behind each codeword
    wire [LANES*ELEMENT-1:0] raw_element_d, raw_element;
    wire [LANES*LEN-1:0]     raw_len_d, raw_len;
    wire                     raw_last, raw_valid;
    localparam [LEN-1:0] RAW_LEN = {{ raw_len }};
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_raw
            wire [CODE_LEN-1:0]     len      = table_len[i*CODE_LEN +: CODE_LEN];
            wire [LEN+CODE_LEN-1:0] len_wide = { {LEN{1'b0}}, len};
            wire                    unused   = &{1'b0, len_wide};
            {{ p }}_enc_merge #(.A(CODE), .B(RAW), .LEN(CODE_LEN)) u_merge (
                .a(table_code[i*CODE +: CODE]), .a_len(len), .b(table_raw[i*RAW +: RAW]),
                .fill(table_last & (i == LANES - 1)), .y(raw_element_d[i*ELEMENT +: ELEMENT]));
            assign raw_len_d[i*LEN +: LEN] = (len_wide[LEN-1:0] + RAW_LEN) & {LEN{|len}};
        end
    endgenerate
    {{ p }}_delay #(.BITS(LANES*(ELEMENT+LEN)+1), .CLOCKS(RAW_CUT)) u_raw (
        .clk(clk), .en(en),
        .d({raw_element_d, raw_len_d, table_last}), .q({raw_element, raw_len, raw_last}));
    {{ p }}_valid #(.CLOCKS(RAW_CUT)) u_raw_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(table_valid), .q(raw_valid));
{%- endif %}

    // ---- merge1 to merge{{ levels }}: neighbours joined until one string is left; level 0 is the elements
    generate
        for (k = 0; k <= LEVELS; k = k + 1) begin : gen_merge
            localparam N = LANES >> k;           // strings at this level
            localparam B = ELEMENT << k;         // bits of each
            localparam L = LEN + k;
            wire [N*B-1:0] bits_d, bits;
            wire [N*L-1:0] len_d, len;
            wire           last, valid;
            if (k == 0) begin : gen_elements
                assign bits_d = {{ elements }}_{{ elements_bits }};
                assign len_d  = {{ elements }}_len;
                assign bits   = bits_d;
                assign len    = len_d;
                assign last   = {{ elements }}_last;
                assign valid  = {{ elements }}_valid;
            end else begin : gen_join
                for (i = 0; i < N; i = i + 1) begin : gen_pair
                    wire [L-2:0] len_a = gen_merge[k-1].len[2*i*(L-1) +: L-1];
                    wire [L-2:0] len_b = gen_merge[k-1].len[(2*i+1)*(L-1) +: L-1];
                    {{ p }}_enc_merge #(.A(B/2), .B(B/2), .LEN(L-1)) u_merge (
                        .a(gen_merge[k-1].bits[2*i*(B/2) +: B/2]), .a_len(len_a),
                        .b(gen_merge[k-1].bits[(2*i+1)*(B/2) +: B/2]),
                        .fill(gen_merge[k-1].last & (i == N - 1)), .y(bits_d[i*B +: B]));
                    assign len_d[i*L +: L] = {1'b0, len_a} + {1'b0, len_b};
                end
                {{ p }}_delay #(.BITS(N*(B+L)+1), .CLOCKS(MERGE_CUT[k] ? 1 : 0)) u_cut (
                    .clk(clk), .en(en),
                    .d({bits_d, len_d, gen_merge[k-1].last}), .q({bits, len, last}));
                {{ p }}_valid #(.CLOCKS(MERGE_CUT[k] ? 1 : 0)) u_cut_valid (
                    .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
                    .d(gen_merge[k-1].valid), .q(valid));
            end
        end
    endgenerate
    wire beat_last  = gen_merge[LEVELS].last;
    wire beat_valid = gen_merge[LEVELS].valid;
{%- if beside %}

    // ---- beside the levels from the table on: what the beat's place does not change
{%- if header %}
    wire              beat_first;
    wire [HEADER-1:0] beat_header;
    {{ p }}_delay #(.BITS(HEADER+1), .CLOCKS(BEFORE_FILL)) u_header (
        .clk(clk), .en(en), .d({in_header, in_first}), .q({beat_header, beat_first}));
{%- endif %}
{%- if counting %}
    reg  {{ count_range }} in_count;
    wire {{ count_range }} beat_count;
    integer n;
    always @* begin
        in_count = {{ count_zero }};
        for (n = 0; n < LANES; n = n + 1) in_count = in_count + {{ count_one }};
    end
    {{ p }}_delay #(.BITS({{ count_bits }}), .CLOCKS(BEFORE_FILL)) u_count (
        .clk(clk), .en(en), .d(in_count), .q(beat_count));
{%- endif %}
{%- endif %}

    // ---- the fill count, the only loop: where in the word the next beat begins
    reg  [PLACE-1:0] fill_q;
    wire [LEN+LEVELS+PLACE:0] total = { {PLACE+1{1'b0}}, gen_merge[LEVELS].len};
    wire [PLACE:0] fill_sum = {1'b0, fill_q} + total[PLACE:0];
    wire unused_total = &{1'b0, total};
    always @({{ rst.edge }}) begin
{%- if header %}
        if ({{ rst.on }}) fill_q <= START;
        else if (en & beat_valid) fill_q <= beat_last ? START : fill_sum[PLACE-1:0];
{%- else %}
        if ({{ rst.on }}) fill_q <= {PLACE{1'b0}};
        else if (en & beat_valid) fill_q <= fill_sum[PLACE-1:0] & {PLACE{~beat_last}};
{%- endif %}
    end

    // ---- shift, rotate: the beat at its place, wrapped round the word
    wire [LANES*ELEMENT+WORD-1:0] beat = {gen_merge[LEVELS].bits, {WORD{beat_last}}};
    wire unused_beat = &{1'b0, beat};
{%- if header %}
    // Behind a frame's first beat there is room for the header, which rotates to the word's front.
    wire [WORD-1:0]  framed = {beat[LANES*ELEMENT+WORD-1 -: WORD-HEADER],
                               beat_first ? beat_header : {HEADER{beat_last}}};
    wire             shift_first;
{%- endif %}
    wire [WORD-1:0]  shift_bits_d, shift_bits;
    wire [PLACE-1:0] shift_at;
    wire [PLACE:0]   shift_sum;
    wire             shift_last, shift_valid;
    {{ p }}_enc_rotate #(.BITS(WORD), .LO(0), .HI(FINE)) u_fine (
{%- if header %}
        .d(framed), .by(fill_q[FINE-1:0]), .q(shift_bits_d));
    {{ p }}_delay #(.BITS(WORD+2*PLACE+3), .CLOCKS(SHIFT_CUT)) u_shift (
        .clk(clk), .en(en), .d({shift_bits_d, fill_q, fill_sum, beat_last, beat_first}),
        .q({shift_bits, shift_at, shift_sum, shift_last, shift_first}));
{%- else %}
        .d(beat[LANES*ELEMENT+WORD-1 -: WORD]), .by(fill_q[FINE-1:0]), .q(shift_bits_d));
    {{ p }}_delay #(.BITS(WORD+2*PLACE+2), .CLOCKS(SHIFT_CUT)) u_shift (
        .clk(clk), .en(en), .d({shift_bits_d, fill_q, fill_sum, beat_last}),
        .q({shift_bits, shift_at, shift_sum, shift_last}));
{%- endif %}
    {{ p }}_valid #(.CLOCKS(SHIFT_CUT)) u_shift_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(beat_valid), .q(shift_valid));

    wire [WORD-1:0]   rotate_bits_d, rotate_bits;
    wire [WORD-1:0]   rotate_mask{% if header %}_d, rotate_mask{% endif %};
    wire [WORD/8-1:0] rotate_keep_d, rotate_keep;
    wire              rotate_carry, rotate_rest, rotate_last, rotate_valid;
    {{ p }}_enc_rotate #(.BITS(WORD), .LO(FINE), .HI(PLACE)) u_coarse (
        .d(shift_bits), .by(shift_at[PLACE-1:FINE]), .q(rotate_bits_d));
    generate
        for (i = 0; i < WORD/8; i = i + 1) begin : gen_keep
            localparam [31:0] FIRST_BIT = 8 * i;
            assign rotate_keep_d[i] = shift_sum[PLACE-1:0] > FIRST_BIT[PLACE-1:0];
        end
    endgenerate
{%- if header %}
    assign rotate_mask_d = ({WORD{1'b1}} >> shift_at)
        | { {HEADER{shift_first}}, {WORD-HEADER{1'b0}}};
{%- endif %}
    {{ p }}_delay #(.BITS(2*WORD+WORD/8+3), .CLOCKS(ROTATE_CUT)) u_rotate (
        .clk(clk), .en(en),
        .d({rotate_bits_d, {% if header %}rotate_mask_d{% else %}{WORD{1'b1}} >> shift_at{% endif %}, rotate_keep_d,
            shift_sum[PLACE], |shift_sum[PLACE-1:0], shift_last}),
        .q({rotate_bits, rotate_mask, rotate_keep, rotate_carry, rotate_rest, rotate_last}));
    {{ p }}_valid #(.CLOCKS(ROTATE_CUT)) u_rotate_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(shift_valid), .q(rotate_valid));

    // ---- pack: full words
    wire              push, word_last;
    wire [WORD-1:0]   word, word_bytes;
    wire [WORD/8-1:0] word_keep;
    {{ p }}_enc_pack #(.BITS(WORD), .TIGHT((WORD < LANES*ELEMENT + 7) ? 1 : 0)) u_pack (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .valid(rotate_valid), .last(rotate_last), .carry(rotate_carry), .rest(rotate_rest),
        .keep(rotate_keep), .beat(rotate_bits), .mask(rotate_mask),
        .push(push), .word(word), .word_keep(word_keep), .word_last(word_last));
    generate
        for (i = 0; i < WORD/8; i = i + 1) begin : gen_byte
            assign word_bytes[8*i +: 8] = word[WORD-1-8*i -: 8];
        end
    endgenerate

    // ---- out: the first register that the sink sees, and the room for one word more
    wire              out_valid, out_ready, out_last;
    wire [WORD-1:0]   out_data;
    wire [WORD/8-1:0] out_keep;
    {{ p }}_{{ fifo }} #(.BITS(WORD+WORD/8+1)) u_fifo (
        .clk(clk), .{{ rst.port }}({{ rst.port }}),
        .room(en), .push(push), .d({word_bytes, word_keep, word_last}),
        .m_valid(out_valid), .m_ready(out_ready), .q({out_data, out_keep, out_last}));
    generate
        if (WORD == OUT) begin : gen_whole
            assign out_ready     = m_axis_tready;
            assign m_axis_tvalid = out_valid;
            assign m_axis_tdata  = out_data;
            assign m_axis_tkeep  = out_keep;
            assign m_axis_tlast  = out_last;
        end else begin : gen_split
            {{ p }}_split #(.BITS(WORD), .OUT(OUT)) u_split (
                .clk(clk), .{{ rst.port }}({{ rst.port }}),
                .s_valid(out_valid), .s_ready(out_ready),
                .s_data(out_data), .s_keep(out_keep), .s_last(out_last),
                .m_valid(m_axis_tvalid), .m_ready(m_axis_tready),
                .m_data(m_axis_tdata), .m_keep(m_axis_tkeep), .m_last(m_axis_tlast));
        end
    endgenerate
{%- if counting %}

    // ---- counters
{%- if header %}
    wire [INDEX-1:0] counted = beat_header[HEADER-1 -: INDEX];
{%- else %}
    wire counted = 1'b0;
{%- endif %}
    wire {{ per_book_range }} per_book;
    {{ p }}_enc_counters #(
        .INDICES({% if header %}INDICES{% else %}1{% endif %}), .INDEX({% if header %}INDEX{% else %}1{% endif %}), .ELEMENTS({{ count_bits }}), .BITS(LEN+LEVELS),
        .PART({{ counter_part }})
    ) u_counters (
        .clk(clk), .{{ rst.port }}({{ rst.port }}),
        .valid(en & beat_valid), .last(beat_last), .index(counted), .elements(beat_count),
        .bits(gen_merge[LEVELS].len), .counters(per_book));
{%- if sideband && clamps %}
    reg beyond_q;                                // a packet begins whose index is beyond the last
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) beyond_q <= 1'b0;
        else beyond_q <= en & s_axis_tvalid & begin_q & beyond;
    end
    wire {{ counter_range }} index_beyond;
    {{ p }}_enc_counter #(.PART({{ counter_part }}), .BITS(1)) u_beyond (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .add(beyond_q), .x(1'b1), .count(index_beyond));
    assign counters = {index_beyond, per_book};
{%- else if sideband %}
    assign counters = { {{ counter_zero }}, per_book};        // every index has a codebook
{%- else %}
    assign counters = per_book;
{%- endif %}
{%- endif %}
endmodule
