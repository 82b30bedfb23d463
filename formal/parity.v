// (f) Parity of two slots of five bits in words of three, whatever they hold and whenever they are valid: a bit that
// differs from what a valid slot held is a fault in the next clock, and nothing else is; from then on
// the slot is broken until it is valid anew, and in that very clock it is not.
module parity (
    input wire        clk,
    input wire        rst,
    input wire [1:0]  valid,
    input wire [9:0]  held
);
    wire [1:0] fault, broken;
    par_parity #(.SLOTS(2), .BITS(5), .WORD(3)) u_dut (
        .clk(clk), .rst(rst), .valid(valid), .held(held), .fault(fault), .broken(broken));

    reg started = 1'b0;
    always @(posedge clk) started <= 1'b1;
    always @* if (~started) assume (rst);

    genvar k;
    generate
        for (k = 0; k < 2; k = k + 1) begin : gen_slot
            // What was held while the slot was not valid, or not for three clocks.
            reg [2:0]  was;
            reg [4:0]  kept;
            wire [4:0] now  = held[5*k +: 5];
            wire [4:0] flip = now ^ kept;
            reg        one, none, watched, was_broken, was_rst;
            always @(posedge clk) begin
                was <= rst ? 3'd0 : {was[1:0], valid[k]};
                if (~was[2]) kept <= now;
                one        <= flip != 5'd0 & (flip & (flip - 5'd1)) == 5'd0;
                none       <= flip == 5'd0;
                watched    <= ~rst & valid[k] & was[2];
                was_broken <= broken[k];
                was_rst    <= rst;
            end
            wire anew = valid[k] & ~was[0];
            always @* if (started & ~rst & ~was_rst) begin
                assert (~(watched & one) | fault[k]);
                assert (~fault[k] | (watched & ~none));
                assert (~was_broken | broken[k] | anew);
                assert (was_broken | ~broken[k] | fault[k]);
                assert (~anew | ~broken[k]);
            end
        end
    endgenerate
endmodule
