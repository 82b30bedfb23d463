// In which of N consecutive ranges of the selected book's left-aligned codewords the bits lie,
// one-hot, as dec_range says it of one book. A range that a book does not have is empty: it begins
// where the next one does, or at 2**BITS where there is none.
module {{ p }}_dec_ranges #(
    parameter BITS  = 8,
    parameter BOOKS = 2,
    parameter N     = 4,
    parameter [BOOKS*N*(BITS+1)-1:0] FROM = {BOOKS*N*(BITS+1){1'b0}}  // book 0 lowest
) (
    input  wire [BOOKS-1:0] book,                // one-hot, or none: then it is the first range
    input  wire [BITS-1:0]  bits,
    output wire [N-1:0]     in
);
    wire [N:0] ge;
    wire       unused = &{1'b0, bits, book};     // with a single range
    assign ge[0] = 1'b1;
    assign ge[N] = 1'b0;
    genvar i, b;
    generate
        for (i = 1; i < N; i = i + 1) begin : gen_ge
            wire [BOOKS-1:0] at;
            for (b = 0; b < BOOKS; b = b + 1) begin : gen_book
                localparam [BITS:0] HERE = FROM[(b*N+i)*(BITS+1) +: BITS+1];
                if (HERE == {BITS+1{1'b0}}) begin : gen_always
                    assign at[b] = book[b];
                end else begin : gen_behind
                    assign at[b] = book[b] & ({1'b0, bits} >= HERE);
                end
            end
            assign ge[i] = |at;
        end
    endgenerate
    assign in = ge[N-1:0] & ~ge[N:1];
endmodule
