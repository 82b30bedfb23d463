// Elements relative to their frame's base -> as they are: of every exponent an addition with
// end-around carry, which keeps 0.
module {{ p }}_dec_base #(
    parameter N    = 8,                          // elements
    parameter BITS = 16,                         // of an element
    parameter LOW  = 7,                          // its exponent's lowest bit
    parameter BASE = 8                           // bits of an exponent
) (
    input  wire [N*BITS-1:0] relative,
    input  wire [BASE-1:0]   base,
    output reg  [N*BITS-1:0] absolute
);
    genvar i;
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_element
            wire [BASE-1:0] s = relative[i*BITS+LOW +: BASE];
            // Of the bits up to each: they carry, and they would if a carry came in. Blocks double.
            reg  [BASE-1:0] carry, pass;
            integer         k, n;
            always @* begin
                carry = s & base;
                pass  = s ^ base;
                for (k = 1; k < BASE; k = 2 * k) begin
                    for (n = 0; n < BASE; n = n + 1) begin
                        if ((n & k) != 0) begin
                            carry[n] = carry[n] | (pass[n] & carry[(n & -k) - 1]);
                            pass[n]  = pass[n] & pass[(n & -k) - 1];
                        end
                    end
                end
            end
            // Beyond the greatest exponent it goes on behind 0: the carry comes in below.
            wire [BASE:0]   come = {carry | (pass & {BASE{carry[BASE-1]}}), carry[BASE-1]};
            wire [BASE-1:0] exponent = (s ^ base ^ come[BASE-1:0]) & {BASE{|s}};
            wire            unused = come[BASE];
            always @* begin
                absolute[i*BITS +: BITS]     = relative[i*BITS +: BITS];
                absolute[i*BITS+LOW +: BASE] = exponent;
            end
        end
    endgenerate
endmodule
