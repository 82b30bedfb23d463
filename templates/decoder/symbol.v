// The element at the head of the bits: symbol and raw bits.
{%- if code.direct %}
// Every codeword has its symbol in a table. Behind the escape, and by the raw book, the symbol
// stands as it is.
{%- else %}
// A run is a row of codewords of one length whose symbols follow each other, so that
// symbol = codeword + a constant of the run. Behind the escape the symbol stands as it is.
{%- endif %}
module {{ p }}_dec_symbol #(
    parameter CUT = 0                            // registers {% if code.direct %}behind it{% else %}before the sum{% endif %}
) (
    input  wire           clk,
    input  wire           en,
    input  wire {{ code.book_range }} book,            // one-hot
    input  wire {{ code.element_range }} bits,        // first bit highest
    output wire {{ code.symbol_range }} symbol,
    output wire {{ code.raw_range }} raw              // the lowest bit is none
);
    localparam X       = {{ code.element_bits }};                // longest element
    localparam CODE    = {{ code.code_bits }};                // longest codeword
    localparam SYMBOL  = {{ code.symbol_bits }};
    localparam RAW     = {{ code.raw_bits }};
    localparam BOOKS   = {{ code.books }};
    localparam CLASSES = {{ code.classes }};
    localparam [CLASSES*8-1:0] ENDS = {          // where the symbol's last bit is
{%- for row in code.ends %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
{%- let row = code.row() %}
{%- let found = code.found() %}
    // {% if code.direct %}Codewords{% else %}Runs{% endif %} of all books, in each from where the one before it ends, and what they {% if code.direct %}mean{% else %}add{% endif %}.
    localparam {{ row }}S = {{ code.looked }};
    localparam [BOOKS*32-1:0] {{ row }}_FIRST = {      // where a book's own begin
{%- for row in code.looked_first %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    localparam [BOOKS*32-1:0] {{ row }}_COUNT = {
{%- for row in code.looked_count %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    localparam [{{ row }}S*CODE-1:0] {{ row }}_FROM = {
{%- for row in code.looked_from %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
{%- if code.direct %}
    localparam [WORDS*(SYMBOL+1)-1:0] WORD_SYMBOL = {  // and whether it stands as it is
{%- else %}
    localparam [RUNS*SYMBOL-1:0] RUN_ADD = {
{%- endif %}
{%- for row in code.looked_value %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
{%- if code.direct %}
    // Classes of which some codeword's symbol stands as it is.
    localparam [CLASSES-1:0] PLAIN = {{ code.class_plain }};
{%- endif %}

    wire [CLASSES:0] in;
    wire [{{ row }}S-1:0] {{ found }};
    wire             unused = &{1'b0, in};       // the highest
    {{ p }}_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits[X-1 -: CODE]), .in(in));
{%- if code.direct %}
    // Every book finds a codeword and its symbol; then that of the book is chosen.
    wire [BOOKS*(SYMBOL+1)-1:0] symbols;
{%- else %}
    // Every book finds a run and what it adds; then that of the book is chosen.
    wire [BOOKS*SYMBOL-1:0] adds;
{%- endif %}
    genvar b;
    generate
        for (b = 0; b < BOOKS; b = b + 1) begin : gen_book
            localparam FIRST = {{ row }}_FIRST[32*b +: 32];
            localparam COUNT = {{ row }}_COUNT[32*b +: 32];
            {{ p }}_dec_range #(
                .BITS(CODE), .N(COUNT), .FROM({{ row }}_FROM[FIRST*CODE +: COUNT*CODE])
            ) u_{{ found }} (.bits(bits[X-1 -: CODE]), .in({{ found }}[FIRST +: COUNT]));
{%- if code.direct %}
            reg [SYMBOL:0] sum;
            integer n;
            always @* begin
                sum = {SYMBOL+1{1'b0}};
                for (n = FIRST; n < FIRST + COUNT; n = n + 1)
                    sum = sum | (WORD_SYMBOL[(SYMBOL+1)*n +: SYMBOL+1] & {SYMBOL+1{word[n]}});
            end
            assign symbols[b*(SYMBOL+1) +: SYMBOL+1] = sum & {SYMBOL+1{book[b]}};
{%- else %}
            reg [SYMBOL-1:0] sum;
            integer n;
            always @* begin
                sum = {SYMBOL{1'b0}};
                for (n = FIRST; n < FIRST + COUNT; n = n + 1)
                    sum = sum | (RUN_ADD[SYMBOL*n +: SYMBOL] & {SYMBOL{run[n]}});
            end
            assign adds[b*SYMBOL +: SYMBOL] = sum & {SYMBOL{book[b]}};
{%- endif %}
        end
    endgenerate

    wire [SYMBOL+X-1:0] ahead  = { {SYMBOL{1'b0}}, bits};
    wire [X+RAW:0]      after  = {bits, {RAW+1{1'b0}}};
{%- if code.direct %}
    reg  [SYMBOL:0]     table_d;
    reg  [SYMBOL-1:0]   plain_d;
    reg  [RAW:0]        raw_d;
    wire                unused_ahead = &{1'b0, ahead};
    integer i;
    always @* begin
        table_d = {SYMBOL+1{1'b0}};
        plain_d = {SYMBOL{1'b0}};
        raw_d   = {RAW+1{1'b0}};
        for (i = 0; i < BOOKS; i = i + 1)
            table_d = table_d | symbols[(SYMBOL+1)*i +: SYMBOL+1];
        for (i = 0; i < CLASSES; i = i + 1) begin
            if (PLAIN[i])
                plain_d = plain_d | (ahead[X-ENDS[8*i +: 8] +: SYMBOL] & {SYMBOL{in[i]}});
            raw_d = raw_d | (after[X+RAW-ENDS[8*i +: 8] -: RAW+1] & {RAW+1{in[i]}});
        end
    end

    {{ p }}_delay #(.BITS(SYMBOL+RAW+1), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en),
        .d({table_d[SYMBOL-1:0] | (plain_d & {SYMBOL{table_d[SYMBOL]}}), raw_d}),
        .q({symbol, raw}));
endmodule
{%- else %}
    reg  [SYMBOL-1:0]   code_d, add_d;
    reg  [RAW:0]        raw_d;
    integer i;
    always @* begin
        code_d = {SYMBOL{1'b0}};
        add_d  = {SYMBOL{1'b0}};
        raw_d  = {RAW+1{1'b0}};
        for (i = 0; i < BOOKS; i = i + 1)
            add_d = add_d | adds[SYMBOL*i +: SYMBOL];
        for (i = 0; i < CLASSES; i = i + 1) begin
            code_d = code_d | (ahead[X-ENDS[8*i +: 8] +: SYMBOL] & {SYMBOL{in[i]}});
            raw_d  = raw_d | (after[X+RAW-ENDS[8*i +: 8] -: RAW+1] & {RAW+1{in[i]}});
        end
    end

    wire [SYMBOL-1:0] code, add;
    {{ p }}_delay #(.BITS(2*SYMBOL+RAW+1), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({code_d, add_d, raw_d}), .q({code, add, raw}));
    assign symbol = code + add;
endmodule
{%- endif %}
