// The tiny code, written out: the element at the head of the bits. An element of 2 bits in a byte.
`define CODE_X 4                                 // bits of the longest element
`define CODE_VALUE 2                             // significant bits of an element
`define CODE_CONTAINER 8                         // bits of an element on the bus
`define CODE_WORD 8                              // bits of the parallel decoder's word
`define CODE_SLOT 1                              // and of its slots

module code (
    input  wire [3:0] bits,                      // first bit highest
    output reg  [7:0] length,                    // where no codeword begins, the longest one's
    output reg        assigned,
    output reg  [1:0] value
);
    always @* begin
        assigned = 1'b1;
        casez (bits)
            4'b0???: begin length = 8'd1; value = 2'd0; end
            4'b10??: begin length = 8'd2; value = 2'd1; end
            4'b110?: begin length = 8'd3; value = 2'd2; end
            4'b1110: begin length = 8'd4; value = 2'd3; end
            default: begin length = 8'd4; value = 2'd0; assigned = 1'b0; end
        endcase
    end
endmodule
