// The codebooks that frames are read by: constant ones, then what is loaded into the slots. Of each
// where its classes begin, and which symbols it codes.
module {{ p }}_dec_slots (
    input  wire       clk,
{{ load.bus }}
    output wire {{ load.books_range }} books,       // as a class is told by them, see {{ p }}_dec_class
    output wire {{ load.all_offsets_range }} offsets,     // by class: its first codeword less its rank
    output wire {{ load.all_symbols_range }} symbols      // {groups, places by rank}
);
    localparam CONSTANTS = {{ load.constants }};
    localparam SLOTS    = {{ load.slots }};
    localparam MIN      = {{ load.min }};                // shortest codeword of any book
    localparam CODE     = {{ load.code }};                // longest
    localparam [31:0] SHORTEST = {{ load.shortest }};         // of those in slots
    localparam LONGEST  = {{ load.longest }};
    localparam SYMBOL   = {{ load.symbol }};
    localparam R        = {{ load.rank }};                // bits of a rank
    localparam UMAX     = R - 1;
    localparam PLACE    = {{ load.place }};                // of a symbol's
    localparam UALL     = (CODE-MIN)*(UMAX+1);
    localparam BOOK     = UALL + CODE + 1;
    localparam OFFSETS  = (LONGEST-SHORTEST+1)*R;
    localparam SYMBOLS  = {{ load.symbols_bits }};
{%- if load.grouped %}
    localparam GROUPS   = {{ load.groups }};                // of four neighbouring symbols
    localparam TAG      = SYMBOL - 2;
    reg [PLACE-3:0] number;
    integer         n;
    always @* begin
        number = {PLACE-2{1'b0}};
        for (n = 0; n < GROUPS; n = n + 1) begin
            number = number | (n[PLACE-3:0] & {PLACE-2{load_group[n]}});
        end
    end
    wire [PLACE-1:0] place = {number, load_symbol[1:0]};
{%- else %}
    wire [PLACE-1:0] place = load_symbol;
{%- endif %}
    genvar s, l, r;
    generate
        for (s = 0; s < SLOTS; s = s + 1) begin : gen_slot
            localparam AT = CONSTANTS + s;
            wire class_here  = load_class_we & load_slot[s];
            wire symbol_here = load_symbol_we & load_slot[s] & load_coded;
{%- if load.protect %}
            // With the first symbol all is written, so that nothing of a slot is unknown.
            wire all_here    = load_symbol_we & load_slot[s] & load_first;
{%- endif %}
            // ---- its classes
            wire            first  = load_len == SHORTEST[3:0];
            wire [CODE-1:0] behind = {CODE{1'b1}} >> load_len;
            {{ p }}_store #(.BITS(CODE+1)) u_last (
                .clk(clk), .we(class_here & (first | load_last)), .d({load_last, behind}),
                .q(books[AT*BOOK+UALL +: CODE+1]));
            for (l = MIN + 1; l <= CODE; l = l + 1) begin : gen_class
                localparam AFTER = l - 1 < UMAX ? l - 1 : UMAX;
                localparam [31:0] ALL = 1 << AFTER;
                wire [UMAX:0] u;
                if (l <= SHORTEST) begin : gen_all
                    assign u = ALL[UMAX:0];
                end else if (l > LONGEST) begin : gen_none
                    assign u = {UMAX+1{1'b0}};
                end else begin : gen_loaded
                    localparam [31:0] LEN = l;
                    {{ p }}_store #(.BITS(AFTER+1)) u_u (
                        .clk(clk), .we(class_here & load_len == LEN[3:0]), .d(load_u[AFTER:0]),
                        .q(u[AFTER:0]));
                    if (AFTER < UMAX) begin : gen_pad
                        assign u[UMAX:AFTER+1] = {UMAX-AFTER{1'b0}};
                    end
                end
                assign books[AT*BOOK+(l-MIN-1)*(UMAX+1) +: UMAX+1] = u;
            end
            for (l = SHORTEST; l <= LONGEST; l = l + 1) begin : gen_offset
                localparam [31:0] LEN = l;
                {{ p }}_store #(.BITS(R)) u_offset (
                    .clk(clk), .we(class_here & load_len == LEN[3:0]), .d(load_off),
                    .q(offsets[AT*OFFSETS+(l-SHORTEST)*R +: R]));
            end
            // ---- its symbols
            for (r = 0; r < (1 << R); r = r + 1) begin : gen_rank
                localparam [31:0] RANK = r;
                {{ p }}_store #(.BITS(PLACE)) u_place (
                    .clk(clk), .d(place),
                    .we({% if load.protect %}all_here | {% endif %}symbol_here & load_rank == RANK[R-1:0]),
                    .q(symbols[AT*SYMBOLS+r*PLACE +: PLACE]));
            end
{%- if load.grouped %}
            for (r = 0; r < GROUPS; r = r + 1) begin : gen_group
                {{ p }}_store #(.BITS(TAG)) u_group (
                    .clk(clk), .d(load_symbol[SYMBOL-1:2]),
                    .we({% if load.protect %}all_here | {% endif %}symbol_here & load_group[r]),
                    .q(symbols[AT*SYMBOLS+(PLACE<<R)+r*TAG +: TAG]));
            end
{%- endif %}
        end
    endgenerate
{%- if load.constants > 0 %}

    // ---- the constant ones
    localparam [CONSTANTS*BOOK-1:0] CONSTANT_BOOKS = {
{%- for row in load.constant_books %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    localparam [CONSTANTS*OFFSETS-1:0] CONSTANT_OFFSETS = {
{%- for row in load.constant_offsets %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    localparam [CONSTANTS*SYMBOLS-1:0] CONSTANT_SYMBOLS = {
{%- for row in load.constant_symbols %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    assign books[CONSTANTS*BOOK-1:0]      = CONSTANT_BOOKS;
    assign offsets[CONSTANTS*OFFSETS-1:0] = CONSTANT_OFFSETS;
    assign symbols[CONSTANTS*SYMBOLS-1:0] = CONSTANT_SYMBOLS;
{%- endif %}
    wire unused = &{1'b0, load_u, SYMBOL != 0, {{ load.unused() }}};
endmodule
