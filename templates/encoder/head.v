// A frame's header goes behind its first beat, which leaves room for it: the rotation by the fill
// count, which starts behind the header, brings it to the word's front.
module {{ p }}_enc_head #(
    parameter WORD   = 64,
    parameter HEADER = 1
) (
    input  wire              clk,
    input  wire              {{ rst.port }},
    input  wire              en,
    input  wire              valid,
    input  wire              last,
    input  wire [HEADER-1:0] header,
    input  wire [WORD-1:0]   beat,
    output wire              first,              // the beat is a frame's first
    output wire [WORD-1:0]   framed
);
    reg first_q;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) first_q <= 1'b1;
        else if (en & valid) first_q <= last;
    end
    assign first  = first_q;
    assign framed = {beat[WORD-1:HEADER], first_q ? header : beat[HEADER-1:0]};
endmodule
