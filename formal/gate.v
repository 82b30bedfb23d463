// (f) Registers whose clock stands, and the same ones with an enable: what comes out is the same at any
// moment, whatever clk, en and d do when, once all of them have been loaded.
module gate (
    input wire       clk,
    input wire       en,
    input wire [7:0] d
);
    wire [7:0]  q;
    reg  [15:0] taps_q;
    reg  [1:0]  loaded = 2'b00;
    par_delay #(.BITS(8), .CLOCKS(2)) u_dut (.clk(clk), .en(en), .d(d), .q(q));
    always @(posedge clk) begin
        if (en) taps_q <= {taps_q[7:0], d};
        if (en) loaded <= {loaded[0], 1'b1};
    end
    always @* if (loaded[1]) same: assert (q == taps_q[15:8]);
endmodule
