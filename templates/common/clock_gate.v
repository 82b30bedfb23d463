// A clock that rises with clk where en was high before. Every cell library has one: put it in place
// of what stands in this module, with its test pin as your scan chains need it.
module {{ p }}_clock_gate (
    input  wire clk,
    input  wire en,
    output wire gated
);
    reg open;                                    // a latch, so that it stays while clk is high
    // verilator lint_off LATCH
    always @* if (~clk) open = en;
    // verilator lint_on LATCH
    assign gated = clk & open;
endmodule
