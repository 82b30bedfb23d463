// The length function: bits of the element that begins here, and a constant more. Every place of a
// word asks for it, before anybody knows where the elements begin. Bits that begin no codeword are
// taken for the last class, so that nothing ever stands still.
module {{ p }}_dec_length #(
    parameter BITS = 4,                          // of the result
    parameter [BITS-1:0] ADD = {BITS{1'b0}}      // modulo 2**BITS
) (
    input  wire {{ code.book_range }} book,           // {{ code.book_text }}
    input  wire {{ code.range }} bits,           // from the element's first bit on
    output reg  [BITS-1:0] length
);
    localparam CLASSES = {{ code.classes }};
    localparam [CLASSES*16-1:0] LENGTH = {       // of a whole element
{%- for row in code.bits %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };

    wire [CLASSES:0] in;
    wire             unused = &{1'b0, in};       // the highest
    {{ p }}_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits), .in(in));

    integer i;
    always @* begin
        length = {BITS{1'b0}};
        for (i = 0; i < CLASSES; i = i + 1)
            length = length | ((LENGTH[16*i +: BITS] + ADD) & {BITS{in[i]}});
    end
endmodule
