// The element at the head of the bits: symbol and raw bits. In a class the codewords follow each
// other, so rank = codeword - a constant of the class, and the rank's symbol is looked up. Behind
// the escape, and by the raw book, the symbol stands as it is.
module {{ p }}_dec_symbol #(
    parameter CUT = 0                            // registers behind the rank
) (
    input  wire           clk,
    input  wire           en,
    input  wire {{ load.book_range }} book,            // its classes,
    input  wire {{ load.offsets_range }} offsets,         // first codewords less their ranks,
    input  wire {{ load.symbols_range }} symbols,         // {groups, places by rank}, CUT clocks later
    input  wire {{ load.element_range }} bits,            // first bit highest
    output wire {{ load.symbol_range }} symbol,
    output wire {{ load.raw_range }} raw              // the lowest bit is none
);
    localparam X        = {{ load.element_bits }};                // longest element
    localparam CODE     = {{ load.code }};                // longest codeword
    localparam SYMBOL   = {{ load.symbol }};
    localparam RAW      = {{ load.raw }};
    localparam SHORTEST = {{ load.shortest }};
    localparam LONGEST  = {{ load.longest }};
    localparam MIN      = {{ load.min }};
    localparam R        = {{ load.rank }};                // bits of a rank
    localparam PLACE    = {{ load.place }};                // of what is looked up by it
    localparam PLAIN    = {{ load.plain }};                // classes that are no escape
    localparam CLASSES  = {{ load.classes }};
    localparam [CLASSES*8-1:0] ENDS = {          // where the symbol's last bit is
{%- for row in load.ends %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };

    wire [CLASSES:0]     in;
    wire                 unused = &{1'b0, in};   // the highest
    wire [SYMBOL+X-1:0]  ahead  = { {SYMBOL{1'b0}}, bits};
    wire [X+RAW:0]       after  = {bits, {RAW+1{1'b0}}};
    wire                 by_raw = book[(CODE-MIN)*{{ load.rank }}+CODE+1];
    reg  [SYMBOL-1:0]    code;
    reg  [R-1:0]         offset;
    reg  [RAW:0]         raw_d;
    reg                  escape;
    integer i;
    {{ p }}_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits[X-1 -: CODE]), .in(in));
    always @* begin
        code   = {SYMBOL{1'b0}};
        offset = {R{1'b0}};
        raw_d  = {RAW+1{1'b0}};
        escape = 1'b0;
        for (i = 0; i < CLASSES; i = i + 1) begin
            code  = code | (ahead[X-ENDS[8*i +: 8] +: SYMBOL] & {SYMBOL{in[i]}});
            raw_d = raw_d | (after[X+RAW-ENDS[8*i +: 8] -: RAW+1] & {RAW+1{in[i]}});
            if (i >= PLAIN) escape = escape | in[i];
        end
        for (i = SHORTEST; i <= LONGEST; i = i + 1)
            offset = offset | (offsets[(i-SHORTEST)*R +: R] & {R{in[i-MIN]}});
    end

    wire [R-1:0]      rank_d = code[R-1:0] - offset;
    wire [SYMBOL-1:0] self_d = by_raw ? bits[X-1 -: SYMBOL] : code;
    wire [R-1:0]      rank;
    wire [SYMBOL-1:0] self;
    wire              as_it_is;
    {{ p }}_delay #(.BITS(R+SYMBOL+RAW+2), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({rank_d, self_d, raw_d, escape | by_raw}),
        .q({rank, self, raw, as_it_is}));

    // A multiplexer of all ranks, the rank's first bit first.
    reg [(PLACE<<R)-1:0] places;
    integer b, j;
    always @* begin
        places = symbols[(PLACE<<R)-1:0];
        for (b = R - 1; b >= 0; b = b - 1)
            for (j = 0; j < (PLACE << b); j = j + 1)
                places[j] = rank[b] ? places[j+(PLACE<<b)] : places[j];
    end
{%- if load.grouped %}
    // The place is a group's number and where the symbol is in it.
    localparam GROUPS = {{ load.groups }};
    localparam TAG    = SYMBOL - 2;
    reg [TAG-1:0] tag;
    integer       g;
    always @* begin
        tag = {TAG{1'b0}};
        for (g = 0; g < GROUPS; g = g + 1)
            tag = tag | (symbols[(PLACE<<R)+g*TAG +: TAG] & {TAG{places[PLACE-1:2] == g[PLACE-3:0]}});
    end
    assign symbol = as_it_is ? self : {tag, places[1:0]};
{%- else %}
    assign symbol = as_it_is ? self : places[PLACE-1:0];
{%- endif %}
endmodule
