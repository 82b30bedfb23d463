// A linear map over bits: every output is the XOR of some inputs, which its row says. Inputs go in
// fours, whose sums all rows share.
module {{ p }}_xor #(
    parameter IN  = 4,                           // a multiple of 4
    parameter OUT = 1,
    parameter [IN*OUT-1:0] ROWS = {IN*OUT{1'b0}} // of output 0 lowest
) (
    input  wire [IN-1:0]  x,
    output wire [OUT-1:0] y
);
    genvar g, v, i;
    generate
        for (g = 0; g < IN/4; g = g + 1) begin : gen_four
            wire [15:0] sums;
            wire        unused = &{1'b0, sums};
            for (v = 0; v < 16; v = v + 1) begin : gen_sum
                localparam [31:0] OF = v;
                assign sums[v] = ^(x[4*g +: 4] & OF[3:0]);
            end
        end
        for (i = 0; i < OUT; i = i + 1) begin : gen_output
            wire [IN/4-1:0] terms;
            for (g = 0; g < IN/4; g = g + 1) begin : gen_term
                assign terms[g] = gen_four[g].sums[ROWS[i*IN+4*g +: 4]];
            end
            assign y[i] = ^terms;
        end
    endgenerate
endmodule
