// The length function: bits of the element that begins here, and a constant more. Every place of a
// word asks for it, before anybody knows where the elements begin. Bits that begin no codeword are
// taken for the last class, so that nothing ever stands still.
module {{ p }}_dec_length #(
    parameter BITS = 4,                          // of the result
    parameter [BITS-1:0] ADD = {BITS{1'b0}}{% if code.fpga %},{% else %} {% endif %}     // modulo 2**BITS
{%- if code.fpga %}
    parameter CUT = 1                            // registers behind the classes
{%- endif %}
) (
{%- if code.fpga %}
    input  wire           clk,
    input  wire           en,
{%- endif %}
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
{%- if code.fpga %}

    wire [CLASSES:0]   in_d;
    wire [CLASSES-1:0] in;
    wire               unused = &{1'b0, in_d};   // the highest
    {{ p }}_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits), .in(in_d));
    {{ p }}_delay #(.BITS(CLASSES), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d(in_d[CLASSES-1:0]), .q(in));
{%- else %}

    wire [CLASSES:0] in;
    wire             unused = &{1'b0, in};       // the highest
    {{ p }}_dec_code #(.HOLE(0)) u_code (.book(book), .bits(bits), .in(in));
{%- endif %}

    integer i;
    always @* begin
        length = {BITS{1'b0}};
        for (i = 0; i < CLASSES; i = i + 1) begin
            length = length | ((LENGTH[16*i +: BITS] + ADD) & {BITS{in[i]}});
        end
    end
endmodule
