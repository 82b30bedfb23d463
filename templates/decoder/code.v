// The code: in which class of codewords the bits are, one-hot. A class is the codewords of one
// length, or the escape of one, that any book has, in canonical order. It begins where the one
// before it ends; one that a book does not have begins where the next one does, so it is empty.
// Behind them all are bits that begin no codeword.
module {{ p }}_dec_code #(
    parameter FIRST = 1,                         // classes before this one are not told apart
    parameter HOLE  = 1                          // 0: what begins no codeword is in the last class
) (
    input  wire {{ code.book_range }} book,           // one-hot, or none: then it is the first class
    input  wire {{ code.range }} bits,           // from the codeword's first bit on
    output wire {{ code.class_range }} in              // first class lowest; the highest is no codeword
);
    localparam BOOKS   = {{ code.books }};
    localparam CODE    = {{ code.code_bits }};                // longest codeword
    localparam CLASSES = {{ code.classes }};
    // Where classes begin, left-aligned, with a bit more for what begins behind all codewords.
    localparam [BOOKS*(CLASSES+1)*(CODE+1)-1:0] FROM = {
{%- for row in code.from %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };

{% if code.fpga %}    // x >= here as gates: a carry chain takes longer to enter and to leave.
    function automatic behind(input [CODE:0] x, input [CODE:0] here);
        integer n;
        begin
            behind = 1'b1;
            for (n = 0; n <= CODE; n = n + 1) begin
                behind = here[n] ? x[n] & behind : x[n] | behind;
            end
        end
    endfunction
{% endif %}    wire [CLASSES+1:0] ge;
    wire               unused = &{1'b0, bits, book};           // with a single class
    assign ge[FIRST-1:0]  = {FIRST{1'b1}};
    assign ge[CLASSES+1]  = 1'b0;
    genvar i, b;
    generate
        for (i = FIRST; i <= CLASSES; i = i + 1) begin : gen_ge
            wire [BOOKS-1:0] at;
            for (b = 0; b < BOOKS; b = b + 1) begin : gen_book
                localparam [CODE:0] HERE = FROM[(b*(CLASSES+1)+i)*(CODE+1) +: CODE+1];
                if (HERE == {CODE+1{1'b0}}) begin : gen_always
                    assign at[b] = book[b];
                end else begin : gen_behind
                    assign at[b] = book[b] & {% if code.fpga %}behind({1'b0, bits}, HERE){% else %}({1'b0, bits} >= HERE){% endif %};
                end
            end
            assign ge[i] = (i < CLASSES || HOLE != 0) & (|at);
        end
    endgenerate
    assign in = ge[CLASSES:0] & ~ge[CLASSES+1:1];
endmodule
