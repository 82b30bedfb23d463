// Exponents relative to their frame's base, an addition with end-around carry: 0 stays 0, and the
// others go round in a ring without it. The symbols' lower bits stay.
module {{ p }}_enc_relative #(
    parameter LANES    = 4,
    parameter SYMBOL   = 8,
    parameter EXPONENT = 8                       // a symbol's upper bits
) (
    input  wire [EXPONENT-1:0]     base,
    input  wire [LANES*SYMBOL-1:0] s_symbol,
    output wire [LANES*SYMBOL-1:0] m_symbol
);
    localparam BELOW = SYMBOL - EXPONENT;

    genvar i;
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_lane
            wire [EXPONENT-1:0] e = s_symbol[i*SYMBOL+BELOW +: EXPONENT];
            // A carry: e is above the base, and the difference is e - base.
            wire [EXPONENT:0]   sum = {1'b0, e} + {1'b0, ~base};
            wire [EXPONENT-1:0] above = e - base;
            assign m_symbol[i*SYMBOL+BELOW +: EXPONENT]
                = (sum[EXPONENT] ? above : sum[EXPONENT-1:0]) & {EXPONENT{|e}};
            if (BELOW > 0) begin : gen_below
                assign m_symbol[i*SYMBOL +: BELOW] = s_symbol[i*SYMBOL +: BELOW];
            end
        end
    endgenerate
endmodule
