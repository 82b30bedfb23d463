// (b) A counter in three parts shows the sum of what was added up to the clock before the last, also
// when it wraps. Parts of 3 bits, so that it wraps soon.
module counter (
    input wire       clk,
    input wire       rst,
    input wire       add,
    input wire [1:0] x
);
    wire [8:0] count;
    par_enc_counter #(.PART(3), .BITS(2)) u_dut (
        .clk(clk), .rst(rst), .add(add), .x(x), .count(count));

    reg started = 1'b0;
    always @(posedge clk) started <= 1'b1;
    always @* if (~started) assume (rst);

    reg [8:0] sum, shown;
    always @(posedge clk) begin
        sum   <= rst ? 9'd0 : sum + (add ? {7'd0, x} : 9'd0);
        shown <= rst ? 9'd0 : sum;
    end
    always @* if (started) same: assert (count == shown);
endmodule
