// Two strings of bits become one: a, left-aligned and zero behind its a_len bits, then b.
// What b leaves free is fill.
module {{ p }}_enc_merge #(
    parameter A   = 8,
    parameter B   = 8,
    parameter LEN = 4{% if fpga %},{% else %} {% endif %}                           // bits of a_len; a_len <= A
{%- if fpga %}
    parameter CUT = 0                            // registers behind its lower half
{%- endif %}
) (
{%- if fpga %}
    input  wire           clk,
    input  wire           en,
{%- endif %}
    input  wire [A-1:0]   a,
    input  wire [LEN-1:0] a_len,
    input  wire [B-1:0]   b,
    input  wire           fill,
    output wire [A+B-1:0] y
);
{%- if fpga %}
    localparam LOW = CUT > 0 ? LEN / 2 : 0;
    wire [LEN-1:0] low    = a_len & ~({LEN{1'b1}} << LOW);
    wire [LEN-1:0] high_d = a_len & ({LEN{1'b1}} << LOW);
    wire [A+B-1:0] moved  = {b, {A{fill}}} >> low;
    wire [LEN-1:0] high;
    wire [A-1:0]   left;
    wire [A+B-1:0] right;
    {{ p }}_delay #(.BITS(LEN+2*A+B), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({high_d, a, moved}), .q({high, left, right}));
    assign y = {left, {B{1'b0}}} | (right >> high);
{%- else %}
    assign y = {a, {B{1'b0}}} | ({b, {A{fill}}} >> a_len);
{%- endif %}
endmodule
