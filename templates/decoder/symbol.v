// The element at the head of the bits: symbol and raw bits.
// A run is a row of codewords of one length whose symbols follow each other, so that
// symbol = codeword + a constant of the run. Behind the escape the symbol stands as it is.
module {{ p }}_dec_symbol #(
    parameter CUT = 0                            // registers before the sum
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
    // Runs of all books, in each from where the one before it ends, and what they add.
    localparam RUNS = {{ code.runs }};
    localparam [BOOKS*32-1:0] RUN_FIRST = {      // where a book's own begin
{%- for row in code.run_first %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    localparam [BOOKS*32-1:0] RUN_COUNT = {
{%- for row in code.run_count %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    localparam [RUNS*CODE-1:0] RUN_FROM = {
{%- for row in code.run_from %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    localparam [RUNS*SYMBOL-1:0] RUN_ADD = {
{%- for row in code.run_add %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };

    wire [CLASSES:0] in;
    wire [RUNS-1:0]  run;
    wire             unused = &{1'b0, in};       // the highest
    {{ p }}_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits[X-1 -: CODE]), .in(in));
    // Every book finds a run and what it adds; then that of the book is chosen.
    wire [BOOKS*SYMBOL-1:0] adds;
    genvar b;
    generate
        for (b = 0; b < BOOKS; b = b + 1) begin : gen_book
            localparam FIRST = RUN_FIRST[32*b +: 32];
            localparam COUNT = RUN_COUNT[32*b +: 32];
            {{ p }}_dec_range #(
                .BITS(CODE), .N(COUNT), .FROM(RUN_FROM[FIRST*CODE +: COUNT*CODE])
            ) u_run (.bits(bits[X-1 -: CODE]), .in(run[FIRST +: COUNT]));
            reg [SYMBOL-1:0] sum;
            integer n;
            always @* begin
                sum = {SYMBOL{1'b0}};
                for (n = FIRST; n < FIRST + COUNT; n = n + 1)
                    sum = sum | (RUN_ADD[SYMBOL*n +: SYMBOL] & {SYMBOL{run[n]}});
            end
            assign adds[b*SYMBOL +: SYMBOL] = sum & {SYMBOL{book[b]}};
        end
    endgenerate

    wire [SYMBOL+X-1:0] ahead  = { {SYMBOL{1'b0}}, bits};
    wire [X+RAW:0]      after  = {bits, {RAW+1{1'b0}}};
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
