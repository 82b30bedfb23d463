// One of several codebooks; zeros for none of them, which is the raw book. It is loaded into
// registers a clock ahead of where it is used.
module {{ p }}_enc_book #(
    parameter BOOKS = 2,
    parameter BITS  = 308,                       // of a codebook
    parameter CUT   = 1                          // registers behind
) (
    input  wire                  clk,
    input  wire                  load,           // else that of before
    input  wire [BOOKS-1:0]      which,          // one-hot
    input  wire [BOOKS*BITS-1:0] books,
    output wire [BITS-1:0]       book
);
    // Which one it is is held, so that the registers of the book need no enable.
    reg  [BOOKS-1:0] which_q;
    wire [BOOKS-1:0] here = load ? which : which_q;
    always @(posedge clk) which_q <= here;

    integer n;
    reg [BITS-1:0] one;
    always @* begin
        one = {BITS{1'b0}};
        for (n = 0; n < BOOKS; n = n + 1) one = one | (books[n*BITS +: BITS] & {BITS{here[n]}});
    end
    {{ p }}_delay #(.BITS(BITS), .CLOCKS(CUT)) u_book (
        .clk(clk), .en(1'b1), .d(one), .q(book));
endmodule
