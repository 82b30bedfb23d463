// The check at a frame's end: as many bytes as it has, ahead of where the frame ends in a word.
module {{ p }}_dec_trailer #(
    parameter BYTES = 8,                         // of a word
    parameter CHECK = 4                          // of a check
) (
    input  wire [8*(BYTES+CHECK)-1:0] data,      // the bytes before the word lowest
    input  wire [BYTES-1:0]           keep,      // of the word
    output reg  [8*CHECK-1:0]         check
);
    wire [BYTES:0] ends = {1'b0, keep} ^ {keep, 1'b1}; // one-hot: behind so many of its bytes
    integer        n;
    always @* begin
        check = {8*CHECK{1'b0}};
        for (n = 0; n <= BYTES; n = n + 1) begin
            check = check | (data[8*n +: 8*CHECK] & {8*CHECK{ends[n]}});
        end
    end
endmodule
