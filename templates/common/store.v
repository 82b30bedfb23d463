// A word that stays as it is until it is written.{% if gated %} Its clock stands meanwhile.{% endif %}
module {{ p }}_store #(
    parameter BITS = 1
) (
    input  wire            clk,
    input  wire            we,
    input  wire [BITS-1:0] d,
    output wire [BITS-1:0] q
);
    reg [BITS-1:0] word_q;
{%- if gated %}
    wire           writes;
    {{ p }}_clock_gate u_gate (.clk(clk), .en(we), .gated(writes));
    always @(posedge writes) word_q <= d;
{%- else %}
    always @(posedge clk) begin
        if (we) word_q <= d;
    end
{%- endif %}
    assign q = word_q;
endmodule
