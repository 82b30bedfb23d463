// Which of N consecutive ranges of left-aligned codewords the bits lie in, one-hot: range i begins
// at FROM[i], range 0 at zero. This is the length function of a canonical code, and more.
module {{ p }}_dec_range #(
    parameter BITS = 8,
    parameter N    = 4,
    parameter [N*BITS-1:0] FROM = {N*BITS{1'b0}}
) (
    input  wire [BITS-1:0] bits,
    output wire [N-1:0]    in
);
{% if fpga %}    // x >= here as gates: a carry chain takes longer to enter and to leave.
    function automatic behind(input [BITS-1:0] x, input [BITS-1:0] here);
        integer n;
        begin
            behind = 1'b1;
            for (n = 0; n <= BITS-1; n = n + 1) begin
                behind = here[n] ? x[n] & behind : x[n] | behind;
            end
        end
    endfunction
{% endif %}    wire [N:0] ge;
    wire       unused = &{1'b0, bits};           // with a single range
    assign ge[0] = 1'b1;
    assign ge[N] = 1'b0;
    genvar i;
    generate
        for (i = 1; i < N; i = i + 1) begin : gen_ge
            assign ge[i] = {% if fpga %}behind(bits, FROM[i*BITS +: BITS]){% else %}bits >= FROM[i*BITS +: BITS]{% endif %};
        end
    endgenerate
    assign in = ge[N-1:0] & ~ge[N:1];
endmodule
