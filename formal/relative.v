// (b) The encoder's exponents relative to a base, for every base and symbol, against the definition;
// that the lower bits stay; and that the decoder makes of every one what it was.
module relative (
    input wire       clk,
    input wire [7:0] base,
    input wire [8:0] symbol,
    input wire [2:0] small_base,
    input wire [2:0] small
);
    wire [8:0] coded;
    wire [2:0] small_coded;
    par_enc_relative #(.LANES(1), .SYMBOL(9), .EXPONENT(8)) u_wide (
        .base(base), .s_symbol(symbol), .m_symbol(coded));
    par_enc_relative #(.LANES(1), .SYMBOL(3), .EXPONENT(3)) u_small (
        .base(small_base), .s_symbol(small), .m_symbol(small_coded));

    wire [8:0] back;
    wire [2:0] small_back;
    par_dec_base #(.N(1), .BITS(9), .LOW(1), .BASE(8)) u_back (
        .relative(coded), .base(base), .absolute(back));
    par_dec_base #(.N(1), .BITS(3), .LOW(0), .BASE(3)) u_small_back (
        .relative(small_coded), .base(small_base), .absolute(small_back));

    wire [9:0] e  = {2'b00, symbol[8:1]};
    wire [9:0] t  = e - {2'b00, base};
    wire       up = t[9] | (t == 10'd0);
    wire [9:0] s  = e == 10'd0 ? 10'd0 : up ? t + 10'd255 : t;

    wire [4:0] small_e  = {2'b00, small};
    wire [4:0] small_t  = small_e - {2'b00, small_base};
    wire       small_up = small_t[4] | (small_t == 5'd0);
    wire [4:0] small_s  = small_e == 5'd0 ? 5'd0 : small_up ? small_t + 5'd7 : small_t;

    // The model checker wants a register.
    reg wrong = 1'b0;
    always @(posedge clk) begin
        wrong <= coded != {s[7:0], symbol[0]} || small_coded != small_s[2:0] || back != symbol
            || small_back != small;
    end
    always @* exact: assert (~wrong);
endmodule
