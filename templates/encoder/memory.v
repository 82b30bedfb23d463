// A memory with a port to write and a port to read, whose answer comes with the next clock and
// stays until the next reading. What is read while it is written is not defined. Put a RAM of your
// technology here.
module {{ p }}_enc_memory #(
    parameter BITS = 8,
    parameter AT   = 4                           // bits of an address
) (
    input  wire            clk,
    input  wire            write,
    input  wire [AT-1:0]   write_at,
    input  wire [BITS-1:0] d,
    input  wire            read,
    input  wire [AT-1:0]   read_at,
    output wire [BITS-1:0] q
);
    reg [BITS-1:0] words [0:(1<<AT)-1];
    reg [BITS-1:0] read_q;
    always @(posedge clk) begin
        if (write) words[write_at] <= d;
        if (read) read_q <= words[read_at];
    end
    assign q = read_q;
endmodule
