// The element at the head of the bits: symbol and raw bits.
{%- if code.direct %}
// Every codeword has its symbol in a table. Behind an escape, and where a book's codewords are its
// symbols, the symbol stands as it is.
{%- else %}
// A run is a row of codewords of one length whose symbols follow each other, so that
// symbol = codeword + a constant of the run. Behind the escape the symbol stands as it is.
{%- endif %}
module {{ p }}_dec_symbol #(
{%- if code.fpga %}
    parameter ROW_CUT = 0,                       // registers behind classes and rows
{%- endif %}
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
    // {% if code.direct %}Codewords and their symbols{% else %}Runs, and what they add{% endif %}: those of all books, each book's in order.
    localparam ROWS  = {{ code.looked }};
    localparam VALUE = {% if code.direct %}SYMBOL + 1;           // with a bit more: it stands as it is{% else %}SYMBOL;{% endif %}
    localparam [BOOKS*32-1:0] ROW_FIRST = {      // where a book's own begin
{%- for row in code.looked_first %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    localparam [BOOKS*32-1:0] ROW_COUNT = {
{%- for row in code.looked_count %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    localparam [ROWS*CODE-1:0] ROW_FROM = {
{%- for row in code.looked_from %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    localparam [ROWS*VALUE-1:0] ROW_VALUE = {
{%- for row in code.looked_value %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
{%- if code.direct %}
    // Classes of which some codeword's symbol stands as it is.
    localparam [CLASSES-1:0] PLAIN = {{ code.class_plain }};
{%- endif %}

    wire [CLASSES:0] in;
    wire [ROWS-1:0]  row;
    wire             unused = &{1'b0, in};       // the highest
{%- if code.fpga %}
    wire [CLASSES:0] in_d;
    wire [ROWS-1:0]  row_d;
    wire [X-1:0]     here;                       // bits, as their row is known
    wire [BOOKS-1:0] by;
    {{ p }}_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits[X-1 -: CODE]), .in(in_d));
    {{ p }}_delay #(.BITS(CLASSES+1+ROWS+BOOKS+X), .CLOCKS(ROW_CUT)) u_row_cut (
        .clk(clk), .en(en), .d({in_d, row_d, book, bits}), .q({in, row, by, here}));
{%- else %}
    {{ p }}_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits[X-1 -: CODE]), .in(in));
{%- endif %}
    // Every book finds a row and its value; then that of the book is chosen.
    wire [BOOKS*VALUE-1:0] values;
    genvar b;
    generate
        for (b = 0; b < BOOKS; b = b + 1) begin : gen_book
            localparam FIRST = ROW_FIRST[32*b +: 32];
            localparam COUNT = ROW_COUNT[32*b +: 32];
            {{ p }}_dec_range #(
                .BITS(CODE), .N(COUNT), .FROM(ROW_FROM[FIRST*CODE +: COUNT*CODE])
            ) u_row (.bits(bits[X-1 -: CODE]), .in({{ code.row() }}[FIRST +: COUNT]));
            reg [VALUE-1:0] sum;
            integer n;
            always @* begin
                sum = {VALUE{1'b0}};
                for (n = FIRST; n < FIRST + COUNT; n = n + 1) begin
                    sum = sum | (ROW_VALUE[VALUE*n +: VALUE] & {VALUE{row[n]}});
                end
            end
            assign values[b*VALUE +: VALUE] = sum & {VALUE{ {{- code.by() }}[b]}};
        end
    endgenerate

    wire [SYMBOL+X-1:0] ahead = { {SYMBOL{1'b0}}, {{ code.here() }}};
    wire [X+RAW:0]      after = { {{- code.here() }}, {RAW+1{1'b0}}};
    reg  [VALUE-1:0]    value_d;
    reg  [SYMBOL-1:0]   last_d;                  // of codeword, or of escape and symbol
    reg  [RAW:0]        raw_d;
    integer i;
    always @* begin
        value_d = {VALUE{1'b0}};
        last_d  = {SYMBOL{1'b0}};
        raw_d   = {RAW+1{1'b0}};
        for (i = 0; i < BOOKS; i = i + 1) begin
            value_d = value_d | values[VALUE*i +: VALUE];
        end
        for (i = 0; i < CLASSES; i = i + 1) begin
{%- if code.direct %}
            if (PLAIN[i]) begin
                last_d = last_d | (ahead[X-ENDS[8*i +: 8] +: SYMBOL] & {SYMBOL{in[i]}});
            end
{%- else %}
            last_d = last_d | (ahead[X-ENDS[8*i +: 8] +: SYMBOL] & {SYMBOL{in[i]}});
{%- endif %}
            raw_d = raw_d | (after[X+RAW-ENDS[8*i +: 8] -: RAW+1] & {RAW+1{in[i]}});
        end
    end
{% if code.direct %}
    wire [SYMBOL-1:0] symbol_d = value_d[SYMBOL-1:0] | (last_d & {SYMBOL{value_d[SYMBOL]}});
    wire              unused_ahead = &{1'b0, ahead};
    {{ p }}_delay #(.BITS(SYMBOL+RAW+1), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({symbol_d, raw_d}), .q({symbol, raw}));
{%- else %}
    wire [SYMBOL-1:0] last, value;
    {{ p }}_delay #(.BITS(2*SYMBOL+RAW+1), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({last_d, value_d, raw_d}), .q({last, value, raw}));
    assign symbol = last + value;
{%- endif %}
endmodule
