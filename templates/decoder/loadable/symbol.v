// The element at the head of the bits: symbol and raw bits. Codewords of one length follow each
// other, so rank = codeword - a constant of the length, and the rank's symbol is looked up. Behind
// the escape, and by the raw book, the symbol stands as it is.
module {{ p }}_dec_symbol #(
    parameter CUT = 0                            // registers behind the rank
) (
    input  wire           clk,
    input  wire           en,
    input  wire {{ load.book_range }} book,            // where its classes begin,
    input  wire {{ load.offsets_range }} offsets,         // their first codewords less their ranks,
    input  wire {{ load.symbols_range }} symbols,         // {groups, places by rank}, CUT clocks later
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

    wire                 by_raw = book[{{ load.book_bits }}-1];
    wire                 last;
    wire {{ load.reach_range }} reach;
    {{ p }}_dec_class u_class (
        .book(book), .bits(bits[X-1 -: CODE]), .reach(reach), .last(last));

    // ---- the codeword's last bits, its length's constant, and what stands behind it
    wire [CODE-MIN+1:0]  ge;
    wire [R+X-1:0]       ahead  = { {R{1'b0}}, bits};
    wire [X+TAIL-1:0]    behind = {bits, {TAIL{1'b0}}};
    wire                 ones   = LONGER != 0 & (&bits[X-1 -: SYMBOL]);
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

    wire [R-1:0]      rank_d = code - offset;
    wire [SYMBOL-1:0] self_d;
    wire [RAW:0]      raw_d;
    generate
        if (ESCAPES != 0) begin : gen_escape
            assign self_d = by_raw ? bits[X-1 -: SYMBOL] : tail[TAIL-1 -: SYMBOL];
            assign raw_d  = escape ? tail[RAW:0] : tail[TAIL-1 -: RAW+1];
        end else begin : gen_coded
            assign self_d = bits[X-1 -: SYMBOL];
            assign raw_d  = tail;
        end
    endgenerate
    wire [R-1:0]      rank;
    wire [SYMBOL-1:0] self;
    wire              as_it_is;
    {{ p }}_delay #(.BITS(R+SYMBOL+RAW+2), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({rank_d, self_d, raw_d, escape | by_raw}),
        .q({rank, self, raw, as_it_is}));

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
{%- if load.grouped %}
    // The place is a group's number and where the symbol is in it.
    localparam GROUPS = {{ load.groups }};
    localparam TAG    = SYMBOL - 2;
    reg [TAG-1:0] tag;
    integer       g;
    always @* begin
        tag = {TAG{1'b0}};
        for (g = 0; g < GROUPS; g = g + 1) begin
            tag = tag | (symbols[(PLACE<<R)+g*TAG +: TAG]
                         & {TAG{places[PLACE-1:2] == g[PLACE-3:0]}});
        end
    end
    assign symbol = as_it_is ? self : {tag, places[1:0]};
{%- else %}
    assign symbol = as_it_is ? self : places[PLACE-1:0];
{%- endif %}
endmodule
