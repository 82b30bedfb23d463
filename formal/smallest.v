// (b) Which number is the smallest, and of equal ones the first.
module smallest (
    input wire       clk,
    input wire [8:0] x3,
    input wire [9:0] x5
);
    wire [1:0] index3;
    wire [2:0] index5;
    par_enc_smallest #(.N(3), .BITS(3), .INDEX(2)) u_three (.x(x3), .index(index3));
    par_enc_smallest #(.N(5), .BITS(2), .INDEX(3)) u_five (.x(x5), .index(index5));

    reg [1:0] best3;
    reg [2:0] best5;
    integer   i;
    always @* begin
        best3 = 2'd0;
        for (i = 1; i < 3; i = i + 1) if (x3[3*i +: 3] < x3[3*best3 +: 3]) best3 = i[1:0];
        best5 = 3'd0;
        for (i = 1; i < 5; i = i + 1) if (x5[2*i +: 2] < x5[2*best5 +: 2]) best5 = i[2:0];
    end
    // The model checker wants a register.
    reg wrong3 = 1'b0;
    reg wrong5 = 1'b0;
    always @(posedge clk) begin
        wrong3 <= index3 != best3;
        wrong5 <= index5 != best5;
    end
    always @* begin
        three: assert (~wrong3);
        five:  assert (~wrong5);
    end
endmodule
