// Stands around {{ top }} on an FPGA, so that its pins decide nothing: all inputs are one shift
// register behind a pin, all outputs go through registers into one that runs together at another.
// Registers are called as their ports.
module {{ name }} (
{%- if !oscillator %}
    input  wire clk,
{%- endif %}
    input  wire pin_in,
    output wire pin_out
);
{%- if oscillator %}
    wire clk;
    OSCA #(.HF_OSC_EN("ENABLED"), .HF_CLK_DIV("0")) u_clk (.HFOUTEN(1'b1), .HFCLKOUT(clk));
{%- endif %}
{%- for port in inputs %}
    reg  {{ port.range }} {{ port.name }};
{%- endfor %}
{%- for port in outputs %}
    wire {{ port.range }} {{ port.name }}_d;
    reg  {{ port.range }} {{ port.name }};
{%- endfor %}
    reg  [{{ last }}:0] fold;
    always @(posedge clk) begin
        { {{ input_names }} } <= { {{ input_names }}, pin_in };
        { {{ output_names }} } <= { {{ output_wires }} };
        fold <= (fold << 1) ^ { {{ output_names }} };
    end
    assign pin_out = fold[{{ last }}];

    {{ top }} u_top (
        .clk(clk)
{%- for port in inputs -%}
        ,
        .{{ port.name }}({{ port.name }})
{%- endfor -%}
{%- for port in outputs -%}
        ,
        .{{ port.name }}({{ port.name }}_d)
{%- endfor %}
    );
endmodule
