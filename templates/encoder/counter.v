// A counter of 3 * PART bits, in three parts so that no sum is longer than one. The lowest part's
// carry counts a clock later, and what is shown is as old in all of them. Wraps.
module {{ p }}_enc_counter #(
    parameter PART = 16,
    parameter BITS = 1                           // of what is added; below PART
) (
    input  wire              clk,
    input  wire              {{ rst.port }},
{%- if clear %}
    // counts from 0, with what is added in that clock; all that was before shows a clock later
    input  wire              clear,
{%- endif %}
    input  wire              add,
    input  wire [BITS-1:0]   x,
    output wire [3*PART-1:0] count
);
    reg [PART-1:0] low_q, low_shown_q, mid_q, high_q;
    reg            carry_q;
{%- if clear %}
    reg            clear_q;
{%- endif %}
    reg            ones_q;                       // the middle part is: carries are clocks apart
    wire [PART+BITS-1:0] x_wide = { {PART{1'b0}}, x & {BITS{add}}};
    wire [PART:0]        sum = {1'b0, low_q} + {1'b0, x_wide[PART-1:0]};
    wire unused_x = &{1'b0, x_wide};
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            low_q       <= {PART{1'b0}};
            low_shown_q <= {PART{1'b0}};
            mid_q       <= {PART{1'b0}};
            high_q      <= {PART{1'b0}};
            carry_q     <= 1'b0;
            ones_q      <= 1'b0;
{%- if clear %}
            clear_q     <= 1'b0;
{%- endif %}
        end else begin
{%- if clear %}
            clear_q <= clear;
            {carry_q, low_q} <= clear ? {1'b0, x_wide[PART-1:0]} : sum;
{%- else %}
            {carry_q, low_q} <= sum;
{%- endif %}
            low_shown_q <= low_q;
            ones_q      <= &mid_q;
            if (carry_q) mid_q <= mid_q + 1'b1;
            if (carry_q & ones_q) high_q <= high_q + 1'b1;
{%- if clear %}
            if (clear_q) begin
                mid_q  <= {PART{1'b0}};
                high_q <= {PART{1'b0}};
            end
{%- endif %}
        end
    end
    assign count = {high_q, mid_q, low_shown_q};
endmodule
