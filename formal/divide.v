// (b) The base of a mean, for every sum and number of exponents of 4 bits, up to 15 of them: by the
// definition, whose quotient is found by trying; and that it is there when it should be. A bit a
// clock, and with STEPS=2 in two.
module divide (
    input wire clk
);
`ifndef STEPS
`define STEPS 1
`endif
    localparam M = 9'd15;
    localparam [3:0] DONE = 2 + 4 * `STEPS;

    reg [3:0] n;                                 // any, and stays
    reg [7:0] sum;
    always @(posedge clk) begin
        n   <= n;
        sum <= sum;
    end
    wire [9:0] wide_n = {6'd0, n};
    always @* assume ({2'd0, sum} <= wide_n * 10'd14 && {2'd0, sum} >= wide_n);

    reg [3:0] at = 4'd0;                         // clocks since the start, up to 15
    always @(posedge clk) if (at != 4'd15) at <= at + 4'd1;

    wire       done;
    wire [3:0] base;
    par_enc_divide #(.EXPONENT(4), .COUNT(4), .STEPS(`STEPS)) u_dut (
        .clk(clk), .rst(at == 4'd0), .start(at == 4'd1), .n(at == 4'd1 ? n : 4'd5),
        .twice({sum, 1'b0} + {5'd0, n}), .done(done), .base(base));

    // m is the greatest number of which 2 * n * m is not above 2 * sum + n.
    integer   i;
    reg [3:0] m;
    always @* begin
        m = 4'd0;
        for (i = 1; i < 16; i = i + 1)
            if (wide_n * 2 * i[9:0] <= {1'b0, sum, 1'b0} + wide_n) m = i[3:0];
    end
    wire [8:0] expected = n == 4'd0 ? 9'd0 : m >= 4'd8 ? {5'd0, m} - 9'd8 : {5'd0, m} - 9'd8 + M;

    always @* begin
        in_time: assert (at == 4'd0 || done == (at == DONE));
        exact:   assert (at < DONE || base == expected[3:0]);
    end
endmodule
