// The row of a transform that a one-hot entry picks: an AND-OR, no matter how the entry was found.
module {{ p }}_dec_pick #(
    parameter X = 24,
    parameter E = 5
) (
    input  wire [X-1:0]   entry,
    input  wire [X*E-1:0] t,
    output reg  [E-1:0]   exit
);
    integer i;
    always @* begin
        exit = {E{1'b0}};
        for (i = 0; i < X; i = i + 1)
            exit = exit | (t[i*E +: E] & {E{entry[i]}});
    end
endmodule
