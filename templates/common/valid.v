// The valid bit beside a delay: cleared by reset, a wire where CLOCKS is 0.
module {{ p }}_valid #(
    parameter CLOCKS = 1
) (
    input  wire clk,
    input  wire {{ rst.port }},
    input  wire en,
    input  wire d,
    output wire q
);
    generate
        if (CLOCKS == 0) begin : gen_wire
            wire unused = &{1'b0, clk, {{ rst.port }}, en};
            assign q = d;
        end else begin : gen_regs
            reg  [CLOCKS-1:0] taps_q;
            wire [CLOCKS:0]   taps = {taps_q, d};
            always @({{ rst.edge }}) begin
                if ({{ rst.on }}) taps_q <= {CLOCKS{1'b0}};
                else if (en) taps_q <= taps[CLOCKS-1:0];
            end
            assign q = taps[CLOCKS];
        end
    endgenerate
endmodule
