// (e) The walker alone, with walk.v at its end.
module walker (
    input wire        clk,
    input wire        rst,
    input wire        start,
    input wire        count,
    input wire        lengths,
    input wire [31:0] data
);
    par_walk u_dut (
        .clk(clk), .rst(rst), .start(start), .count(count), .lengths(lengths), .data(data));
endmodule
