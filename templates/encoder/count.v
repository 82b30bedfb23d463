// How many elements a beat has, some clocks later.
module {{ p }}_enc_count #(
    parameter LANES  = 4,
    parameter BITS   = 3,                        // bits that hold LANES
    parameter CLOCKS = 0
) (
    input  wire             clk,
    input  wire             en,
    input  wire [LANES-1:0] keep,
    output wire [BITS-1:0]  count
);
    reg [BITS:0] sum;                            // a bit more than it needs
    integer i;
    always @* begin
        sum = {BITS+1{1'b0}};
        for (i = 0; i < LANES; i = i + 1) sum = sum + { {BITS{1'b0}}, keep[i]};
    end
    wire unused = &{1'b0, sum};
    {{ p }}_delay #(.BITS(BITS), .CLOCKS(CLOCKS)) u_count (
        .clk(clk), .en(en), .d(sum[BITS-1:0]), .q(count));
endmodule
