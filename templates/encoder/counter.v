// A counter of 3 * PART bits, in three parts so that no sum is longer than one. The lowest part's
// carry counts a clock later, and what is shown is as old in all of them. Wraps.
module {{ p }}_enc_counter #(
    parameter PART = 16,
    parameter BITS = 1                           // of what is added; below PART
) (
    input  wire              clk,
    input  wire              {{ rst.port }},
{%- if clear %}
    input  wire              clear,              // counts from 0, and what is added now
{%- endif %}
    input  wire              add,
    input  wire [BITS-1:0]   x,
    output wire [3*PART-1:0] count
);
    reg [PART-1:0] low_q, low_shown_q, mid_q, high_q;
    reg            carry_q;
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
        end else if (clear) begin
            low_q       <= x_wide[PART-1:0];
            low_shown_q <= {PART{1'b0}};
            mid_q       <= {PART{1'b0}};
            high_q      <= {PART{1'b0}};
            carry_q     <= 1'b0;
            ones_q      <= 1'b0;
{%- endif %}
        end else begin
            {carry_q, low_q} <= sum;
            low_shown_q <= low_q;
            ones_q      <= &mid_q;
            if (carry_q) mid_q <= mid_q + 1'b1;
            if (carry_q & ones_q) high_q <= high_q + 1'b1;
        end
    end
    assign count = {high_q, mid_q, low_shown_q};
endmodule
