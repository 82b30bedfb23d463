// A check for any word: its first byte in every place that is a multiple of its bytes behind `by`.
module {{ p }}_enc_turn #(
    parameter BYTES = 4                          // of the check: 2 or 4
) (
    input  wire [8*BYTES-1:0] d,
    input  wire [1:0]         by,
    output wire [8*BYTES-1:0] q
);
    wire [8*BYTES-1:0] odd = by[0] ? {d[8*BYTES-9:0], d[8*BYTES-1 -: 8]} : d;
    generate
        if (BYTES == 4) begin : gen_four
            assign q = by[1] ? {odd[15:0], odd[31:16]} : odd;
        end else begin : gen_two
            wire unused = by[1];
            assign q = odd;
        end
    endgenerate
endmodule
