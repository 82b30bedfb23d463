// The transform of a segment of S bits, S at most the shortest element: row e says at which bit
// behind the segment the walk goes on that enters it at bit e.
//   e <  S: an element begins there, and ends e + length - S bits behind the segment
//   e >= S: nothing begins in the segment, and e - S is left
module {{ p }}_dec_leaf #(
    parameter S    = 8,
    parameter X    = 24,                         // longest element: entries are 0 to X-1
    parameter E    = 5,                          // bits of an entry
    parameter CODE = 8{% if head.fpga %},{% else %} {% endif %}                          // longest codeword
{%- if head.fpga %}
    parameter CUT  = 1                           // registers behind the classes of codewords
{%- endif %}
) (
{%- if head.fpga %}
    input  wire              clk,
    input  wire              en,
{%- endif %}
    input  wire {{ head.books_range }}  book,               // {{ head.book_text }}
    input  wire [S+CODE-2:0] bits,               // first bit highest
    output wire [X*E-1:0]    t                   // row 0 lowest
);
    genvar e;
    generate
        for (e = 0; e < X; e = e + 1) begin : gen_row
            localparam [31:0] LEFT = e - S;
            if (e < S) begin : gen_start
                {{ p }}_dec_length #(.BITS(E), .ADD(LEFT[E-1:0]){{ head.inner(20, ".CUT(CUT)") }}) u_length (
                    {{ head.clocked(20) }}.book(book), .bits(bits[S+CODE-2-e -: CODE]), .length(t[e*E +: E]));
            end else begin : gen_pass
                assign t[e*E +: E] = LEFT[E-1:0];
            end
        end
    endgenerate
endmodule
