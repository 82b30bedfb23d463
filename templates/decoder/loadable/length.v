// The length function: bits of the element that begins here, and a constant more. Every place of a
// word asks for it, before anybody knows where the elements begin. Bits that begin no codeword are
// taken for the last class, so that nothing ever stands still.
module {{ p }}_dec_length #(
    parameter BITS = 4,                          // of the result
    parameter [BITS-1:0] ADD = {BITS{1'b0}}{% if load.fpga %},{% else %} {% endif %}     // modulo 2**BITS
{%- if load.fpga %}
    parameter CUT = 1                            // registers behind the thresholds
{%- endif %}
) (
{%- if load.fpga %}
    input  wire           clk,
    input  wire           en,
{%- endif %}
    input  wire {{ load.book_range }} book,           // where its classes begin
    input  wire {{ load.code_range }} bits,           // from the element's first bit on
    output wire [BITS-1:0] length
);
    localparam MIN     = {{ load.min }};                 // shortest codeword of any book
    localparam CODE    = {{ load.code }};                 // longest
    localparam SYMBOL  = {{ load.symbol }};
    localparam ESCAPES = {{ load.escapes }};                 // 0: every symbol has a codeword
    localparam LONGER  = {{ load.raw_longer }};                 // bits of the raw book's last codeword more
    localparam STEPS   = {{ load.steps }};                 // of a search among the lengths
    localparam [31:0] LEAST = MIN + {{ load.raw }};       // of an element
    localparam [31:0] BEHIND = SYMBOL;           // the escape
    localparam [31:0] RAW    = SYMBOL - MIN;     // of the raw book
{%- if load.fpga %}

    localparam REACH = CODE > MIN ? CODE - MIN : 1;
    wire                   raw, last, ones, last_d;
    wire {{ load.reach_range }} reach, reach_d;
    wire                   ones_d = LONGER != 0 & (&bits[CODE-1 -: SYMBOL]);
    {{ p }}_dec_class u_class (.book(book), .bits(bits), .reach(reach_d), .last(last_d));
    {{ p }}_delay #(.BITS(REACH+3), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({book[{{ load.book_bits }}-1], last_d, ones_d, reach_d}),
        .q({raw, last, ones, reach}));
{%- else %}

    wire                   raw = book[{{ load.book_bits }}-1];
    wire                   last;
    wire {{ load.reach_range }} reach;
    {{ p }}_dec_class u_class (.book(book), .bits(bits), .reach(reach), .last(last));
{%- endif %}
    wire [(1<<STEPS)-1:0] ge;
    wire                  unused = &{1'b0, ge, reach, last};
    generate
        if (CODE == MIN) begin : gen_one
            assign ge = { {(1<<STEPS)-1{1'b0}}, 1'b1};
        end else if (CODE - MIN + 1 == 1 << STEPS) begin : gen_all
            assign ge = {reach, 1'b1};
        end else begin : gen_some
            assign ge = { {(1<<STEPS)-(CODE-MIN+1){1'b0}}, reach, 1'b1};
        end
    endgenerate

    // Bits of the codeword beyond the shortest one's: the lengths that it reaches, by halves.
    reg  [STEPS-1:0] found;
    reg  [STEPS-1:0] ask;
    integer          k;
    always @* begin
        found = {STEPS{1'b0}};
        for (k = STEPS - 1; k >= 0; k = k - 1) begin
            ask      = found;
            ask[k]   = 1'b1;
            found[k] = ge[ask];
        end
    end
{%- if !load.fpga %}
    wire             ones = LONGER != 0 & (&bits[CODE-1 -: SYMBOL]);
{%- endif %}
    wire [STEPS-1:0] more = raw ? RAW[STEPS-1:0] + { {STEPS-1{1'b0}}, ones} : found;
    wire [BITS-1:0]  wide;
    generate
        if (STEPS < BITS) begin : gen_wide
            assign wide = { {BITS-STEPS{1'b0}}, more};
        end else begin : gen_cut
            assign wide = more[BITS-1:0];
        end
    endgenerate
    assign length = LEAST[BITS-1:0] + ADD + wide
        + (BEHIND[BITS-1:0] & {BITS{ESCAPES != 0 & last}});
endmodule
