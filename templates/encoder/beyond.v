// How many packets came with an index beyond the last.
module {{ p }}_enc_beyond #(
    parameter INDEX = 2,                         // bits of an index
    parameter [INDEX-1:0] LAST = 0,
    parameter PART  = 16                         // a third of the counter's
) (
    input  wire              clk,
    input  wire              {{ rst.port }},
{%- if clear %}
    input  wire              clear,
{%- endif %}
    // a beat that is taken
    input  wire              valid,
    input  wire [INDEX-1:0]  user,
    input  wire              last,
    output wire [3*PART-1:0] count
);
    reg begin_q;                                 // the next beat begins a packet
    reg beyond_q;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            begin_q  <= 1'b1;
            beyond_q <= 1'b0;
        end else begin
            if (valid) begin_q <= last;
            beyond_q <= valid & begin_q & (user > LAST);
        end
    end
    {{ p }}_enc_counter #(.PART(PART), .BITS(1)) u_counter (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .add(beyond_q), .x(1'b1),{% if clear %} .clear(clear),{% endif %} .count(count));
endmodule
