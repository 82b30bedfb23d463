// The element at the head of the bits: symbol and raw bits. Codewords of one length follow each
// other, so rank = codeword - a constant of the length, and the rank's symbol is looked up. Behind
// the escape, and by the raw book, the symbol stands as it is.
module {{ p }}_dec_symbol #(
{%- if load.fpga %}
    parameter ROW_CUT = 0,                       // registers behind the codeword's class
    parameter PICK_CUT = 0,                      // behind what is picked by it
    parameter GROUP_CUT = 0,                     // behind the rank's group
{%- endif %}
    parameter CUT = 0                            // {% if load.fpga %}behind the rank{% else %}registers behind the rank{% endif %}
) (
    input  wire           clk,
    input  wire           en,
    input  wire {{ load.book_range }} book,            // where its classes begin,
{%- if load.fpga %}
    input  wire {{ load.offsets_range }} offsets,         // first codewords less ranks, ROW_CUT clocks later
    input  wire {{ load.symbols_range }} symbols,         // {groups, places by rank}, PICK_CUT and CUT later
{%- else %}
    input  wire {{ load.offsets_range }} offsets,         // their first codewords less their ranks,
    input  wire {{ load.symbols_range }} symbols,         // {groups, places by rank}, CUT clocks later
{%- endif %}
    input  wire {{ load.element_range }} bits,            // first bit highest
    output wire {{ load.symbol_range }} symbol,
    output wire {{ load.raw_range }} raw              // the lowest bit is none
);
    localparam X        = {{ load.element_bits }};                // longest element
    localparam MIN      = {{ load.min }};                // shortest codeword of any book
    localparam CODE     = {{ load.code }};                // longest
    localparam SHORTEST = {{ load.shortest }};                // of those in slots
    localparam LONGEST  = {{ load.longest }};
    localparam SYMBOL   = {{ load.symbol }};
    localparam RAW      = {{ load.raw }};
    localparam ESCAPES  = {{ load.escapes }};                // 0: every symbol has a codeword
    localparam LONGER   = {{ load.raw_longer }};                // bits of the raw book's last codeword more
    localparam R        = {{ load.rank }};                // bits of a rank
    localparam PLACE    = {{ load.place }};                // of what is looked up by it
    localparam TAIL     = (ESCAPES != 0 ? SYMBOL : 0) + RAW + 1;   // behind a codeword
{% if load.fpga %}
    wire                 by_raw_d = book[{{ load.book_bits }}-1];
    wire                 last_d, by_raw, last;
    wire {{ load.reach_range }} reach_d, reach;
    wire {{ load.element_range }} word;            // bits, as their class is known
    {{ p }}_dec_class u_class (
        .book(book), .bits(bits[X-1 -: CODE]), .reach(reach_d), .last(last_d));
    {{ p }}_delay #(.BITS({{ load.reach_bits() }}+2+X), .CLOCKS(ROW_CUT)) u_row_cut (
        .clk(clk), .en(en), .d({by_raw_d, last_d, reach_d, bits}), .q({by_raw, last, reach, word}));
{%- else %}
    wire                 by_raw = book[{{ load.book_bits }}-1];
    wire                 last;
    wire {{ load.reach_range }} reach;
    {{ p }}_dec_class u_class (
        .book(book), .bits(bits[X-1 -: CODE]), .reach(reach), .last(last));
{%- endif %}

    // ---- the codeword's last bits, its length's constant, and what stands behind it
    wire [CODE-MIN+1:0]  ge;
    wire [R+X-1:0]       ahead  = { {R{1'b0}}, {{ load.word() }}};
    wire [X+TAIL-1:0]    behind = { {{- load.word() }}, {TAIL{1'b0}}};
    wire                 ones   = LONGER != 0 & (&{{ load.word() }}[X-1 -: SYMBOL]);
    wire                 escape = ESCAPES != 0 & last;
    wire                 unused = &{1'b0, ahead, behind, reach, ones, escape};
    reg  [R-1:0]         code, offset;
    reg  [TAIL-1:0]      tail;
    reg                  here;
    integer              i;
    genvar               l;
    generate
        for (l = MIN + 1; l <= CODE; l = l + 1) begin : gen_from
            assign ge[l-MIN] = reach[l-MIN-1];
        end
    endgenerate
    assign ge[0]          = 1'b1;
    assign ge[CODE-MIN+1] = 1'b0;
    always @* begin
        code   = {R{1'b0}};
        offset = {R{1'b0}};
        tail   = {TAIL{1'b0}};
        for (i = MIN; i <= CODE; i = i + 1) begin
            here = ge[i-MIN] & ~ge[i-MIN+1] & ~by_raw
                 | by_raw & (i == SYMBOL & ~ones | LONGER != 0 & i == SYMBOL + LONGER & ones);
            code = code | (ahead[X-i +: R] & {R{here}});
            tail = tail | (behind[X+TAIL-1-i -: TAIL] & {TAIL{here}});
            if (i >= SHORTEST && i <= LONGEST) begin
                offset = offset | (offsets[(i-SHORTEST)*R +: R] & {R{here}});
            end
        end
    end
{% if !load.fpga %}
    wire [R-1:0]      rank_d = code - offset;
{%- endif %}
    wire [SYMBOL-1:0] self_d;
    wire [RAW:0]      raw_d;
    generate
        if (ESCAPES != 0) begin : gen_escape
            assign self_d = by_raw ? {{ load.word() }}[X-1 -: SYMBOL] : tail[TAIL-1 -: SYMBOL];
            assign raw_d  = escape ? tail[RAW:0] : tail[TAIL-1 -: RAW+1];
        end else begin : gen_coded
            assign self_d = {{ load.word() }}[X-1 -: SYMBOL];
            assign raw_d  = tail;
        end
    endgenerate
{%- if load.fpga %}
    wire [R-1:0]      first, less;               // the codeword, and what is to be taken off
    wire [SYMBOL-1:0] self_picked, self_ranked, self;
    wire [RAW:0]      raw_picked, raw_ranked;
    wire              as_picked, as_ranked, as_it_is;
    {{ p }}_delay #(.BITS(2*R+SYMBOL+RAW+2), .CLOCKS(PICK_CUT)) u_pick_cut (
        .clk(clk), .en(en), .d({code, offset, self_d, raw_d, escape | by_raw}),
        .q({first, less, self_picked, raw_picked, as_picked}));
    wire [R-1:0]      rank_d = first - less;
    wire [R-1:0]      rank;
    {{ p }}_delay #(.BITS(R+SYMBOL+RAW+2), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({rank_d, self_picked, raw_picked, as_picked}),
        .q({rank, self_ranked, raw_ranked, as_ranked}));
{%- else %}
    wire [R-1:0]      rank;
    wire [SYMBOL-1:0] self;
    wire              as_it_is;
    {{ p }}_delay #(.BITS(R+SYMBOL+RAW+2), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({rank_d, self_d, raw_d, escape | by_raw}),
        .q({rank, self, raw, as_it_is}));
{%- endif %}

    // ---- the rank's symbol: a multiplexer of all ranks, the rank's first bit first
    reg [(PLACE<<R)-1:0] places;
    integer b, j;
    always @* begin
        places = symbols[(PLACE<<R)-1:0];
        for (b = R - 1; b >= 0; b = b - 1) begin
            for (j = 0; j < (PLACE << b); j = j + 1) begin
                places[j] = rank[b] ? places[j+(PLACE<<b)] : places[j];
            end
        end
    end
{%- if load.fpga %}
    wire [PLACE-1:0]  place;
    {{ p }}_delay #(.BITS(PLACE+SYMBOL+RAW+2), .CLOCKS(GROUP_CUT)) u_group_cut (
        .clk(clk), .en(en), .d({places[PLACE-1:0], self_ranked, raw_ranked, as_ranked}),
        .q({place, self, raw, as_it_is}));
{% endif %}
{%- if load.grouped %}
    // The place is a group's number and where the symbol is in it.
    localparam GROUPS = {{ load.groups }};
    localparam TAG    = SYMBOL - 2;
{%- if load.fpga %}
    wire [GROUPS*TAG-1:0] tags;
    {{ p }}_delay #(.BITS(GROUPS*TAG), .CLOCKS(GROUP_CUT)) u_tags (
        .clk(clk), .en(en), .d(symbols[(PLACE<<R) +: GROUPS*TAG]), .q(tags));
{%- endif %}
    reg [TAG-1:0] tag;
    integer       g;
    always @* begin
        tag = {TAG{1'b0}};
        for (g = 0; g < GROUPS; g = g + 1) begin
            tag = tag | ({{ load.tags() }} +: TAG]
                         & {TAG{ {{- load.place() }}[PLACE-1:2] == g[PLACE-3:0]}});
        end
    end
    assign symbol = as_it_is ? self : {tag, {{ load.place() }}[1:0]};
{%- else %}
    assign symbol = as_it_is ? self : {{ load.place() }}[PLACE-1:0];
{%- endif %}
endmodule
