// A small exponent code of bfloat16, written out: the element at the head of the bits. The exponent
// is the symbol; sign and mantissa follow it verbatim, also behind an escaped exponent.
`define CODE_X 24                                // bits of the longest element
`define CODE_VALUE 16                            // significant bits of an element
`define CODE_CONTAINER 16                        // bits of an element on the bus
`define CODE_WORD 32                             // bits of the parallel decoder's word
`define CODE_SLOT 8                              // and of its slots

module code (
    input  wire [23:0] bits,                     // first bit highest
    output reg  [7:0]  length,                   // where no codeword begins, the longest one's
    output reg         assigned,
    output reg  [15:0] value
);
    always @* begin
        assigned = 1'b1;
        casez (bits[23:16])
            8'b00??????: begin length = 8'd10; value = {bits[21], 8'd120, bits[20:14]}; end
            8'b01??????: begin length = 8'd10; value = {bits[21], 8'd121, bits[20:14]}; end
            8'b100?????: begin length = 8'd11; value = {bits[20], 8'd119, bits[19:13]}; end
            8'b101?????: begin length = 8'd11; value = {bits[20], 8'd122, bits[19:13]}; end
            8'b1100????: begin length = 8'd12; value = {bits[19], 8'd118, bits[18:12]}; end
            8'b11010000: begin length = 8'd24; value = {bits[7], bits[15:8], bits[6:0]}; end
            default:     begin length = 8'd24; value = 16'd0; assigned = 1'b0; end
        endcase
    end
endmodule
