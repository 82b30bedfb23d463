// The length function: bits of the element that begins here, and a constant more. Every place of a
// word asks for it, before anybody knows where the elements begin. Bits that begin no codeword are
// taken for the last class, so that nothing ever stands still.
module {{ p }}_dec_length #(
    parameter BITS = 4,                          // of the result
    parameter [BITS-1:0] ADD = {BITS{1'b0}}      // modulo 2**BITS
) (
{%- if code.several %}
    input  wire {{ code.book_range }} book,           // one-hot
{%- endif %}
    input  wire {{ code.range }} bits,           // from the element's first bit on
    output reg  [BITS-1:0] length
);
    localparam CODE = {{ code.code_bits }};                 // longest codeword
{%- if code.several %}
    localparam BOOKS = {{ code.books }};
    // Classes of codewords with one length, left-aligned, each from where the one before it ends;
    // those that a book does not have are empty.
    localparam CLASSES = {{ code.classes }};
    localparam [BOOKS*CLASSES*(CODE+1)-1:0] FROM = {
{%- else %}
    // Classes of codewords with one length, left-aligned, each from where the one before it ends.
    localparam CLASSES = {{ code.classes }};
    localparam [CLASSES*CODE-1:0] FROM = {
{%- endif %}
{%- for row in code.from %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    localparam [CLASSES*16-1:0] LENGTH = {       // of a whole element
{%- for row in code.bits %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };

    wire [CLASSES-1:0] in;
{%- if code.several %}
    {{ p }}_dec_ranges #(.BITS(CODE), .BOOKS(BOOKS), .N(CLASSES), .FROM(FROM)) u_class (
        .book(book), .bits(bits), .in(in));
{%- else %}
    {{ p }}_dec_range #(.BITS(CODE), .N(CLASSES), .FROM(FROM)) u_class (.bits(bits), .in(in));
{%- endif %}

    integer i;
    always @* begin
        length = {BITS{1'b0}};
        for (i = 0; i < CLASSES; i = i + 1)
            length = length | ((LENGTH[16*i +: BITS] + ADD) & {BITS{in[i]}});
    end
endmodule
