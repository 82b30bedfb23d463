// A symbol's size under every codebook, bits: what the encoder would send for it, raw bits apart.
module {{ p }}_enc_size (
    input  wire {{ symbol_range }} symbol,
    input  wire {{ books_range }} books,            // the slots'
    output wire {{ sizes_range }} size               // index 0 lowest
);
{%- for book in books %}
    // codebook {{ book.number }}: {{ book.file }}
{%- if book.rows.is_empty() %}
    wire {{ len_range }} size_{{ book.number }} = {{ book.other }};
{%- else %}
    reg {{ len_range }} size_{{ book.number }};
    always @* begin
        case (symbol)
{%- for row in book.rows %}
            {{ row.symbols }}: size_{{ book.number }} = {{ row.len }};
{%- endfor %}
            default: size_{{ book.number }} = {{ book.other }};
        endcase
    end
{%- endif %}
{%- endfor %}
    // the slots: of the entries the class says it
    localparam SLOTS    = {{ shape.slots }};
    localparam LEN      = {{ len_bits }};
    localparam SYMBOL   = {{ shape.symbol }};
    localparam CLASS    = {{ shape.class }};
    localparam KEPT     = {{ shape.kept }};
    localparam ENTRIES  = {{ shape.entries }};
    localparam BOOK     = {{ shape.book }};
    localparam ENTRY    = CLASS + KEPT;
{%- if shape.escapes %}
    localparam GROUPS   = ENTRIES / 4;
    localparam ESCAPE   = {{ shape.escape }};
    localparam KEY      = BOOK - ENTRIES*ENTRY - ESCAPE;
    localparam [31:0] WIDTH = SYMBOL;
{%- endif %}
    localparam [31:0] BELOW = {{ shape.shortest - 1 }};
    wire [SLOTS*LEN-1:0] size_slots;
    genvar k, n;
    generate
        for (k = 0; k < SLOTS; k = k + 1) begin : gen_slot
            wire [ENTRIES*CLASS-1:0] classes;
            for (n = 0; n < ENTRIES; n = n + 1) begin : gen_class
                assign classes[n*CLASS +: CLASS] = books[k*BOOK+n*ENTRY+KEPT +: CLASS];
            end
            wire [CLASS-1:0] kind;
            {{ p }}_enc_entry #(
                .SYMBOL(SYMBOL), {% if shape.escapes %}.GROUPS(GROUPS), {% endif %}.BITS(CLASS), .BOOK({% if shape.escapes %}KEY+{% endif %}ENTRIES*CLASS)
            ) u_entry (
                .book({% if shape.escapes %}{books[k*BOOK+ENTRIES*ENTRY +: KEY], classes}{% else %}classes{% endif %}), .ask(1'b1),
                .symbol(symbol), .entry(kind));
            wire [31:0] own = { {32-CLASS{1'b0}}, kind} + BELOW;
{%- if shape.escapes %}
            wire [31:0] escaped
                = WIDTH + { {32-ESCAPE{1'b0}}, books[(k+1)*BOOK-1 -: ESCAPE]};
            wire unused = &{1'b0, own, escaped};
            assign size_slots[k*LEN +: LEN]
                = kind == {CLASS{1'b0}} ? escaped[LEN-1:0] : own[LEN-1:0];
{%- else %}
            wire unused = &{1'b0, own};
            assign size_slots[k*LEN +: LEN] = own[LEN-1:0];
{%- endif %}
        end
    endgenerate
    wire unused_books = &{1'b0, symbol, books};
    assign size = { {{ sizes }}};
endmodule
