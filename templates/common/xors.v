// {{ what }}:
// sums of bits, those that several have in common made once.
module {{ p }}_{{ name }} (
    input  wire {{ x_range }} x,                 // the first bit lowest
    output wire {{ y_range }} y
);
{%- for line in shared %}
    wire {{ line }};
{%- endfor %}
{%- for line in sums %}
    assign {{ line }};
{%- endfor %}
endmodule
