// The codebook that a frame's header names, into a register with the frame. Where there is none, so
// much is known, and what is in an empty slot goes nowhere.
module {{ p }}_dec_named #(
    parameter BITS  = 40,
    parameter BOOKS = 3,
    parameter INDEX = 2
) (
    input  wire                  clk,
    input  wire                  load,
    input  wire [INDEX-1:0]      index,
    input  wire [BOOKS-1:0]      known,          // books that there are
    input  wire [BOOKS*BITS-1:0] d,
    output wire [BITS-1:0]       q,
    output wire                  beyond          // there is no such book
);
    reg [BOOKS-1:0] at;
    reg [BITS-1:0]  one, q_q;
    reg             beyond_q;
    integer         b;
    always @* begin
        one = {BITS{1'b0}};
        for (b = 0; b < BOOKS; b = b + 1) begin
            at[b] = index == b[INDEX-1:0] & known[b];
            one   = one | (d[b*BITS +: BITS] & {BITS{at[b]}});
        end
    end
    always @(posedge clk) begin
        if (load) begin
            q_q      <= one;
            beyond_q <= ~(|at);
        end
    end
    assign q      = q_q;
    assign beyond = beyond_q;
endmodule
