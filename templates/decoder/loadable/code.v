// The code: in which class of codewords the bits are, one-hot. A class is the codewords of one
// length, or the escape of one. The codebook is {{ load.books_are }}: of its classes where they begin.
//
// A code is complete, so class l is the codewords from T(l) on, and U(l) = 1 - T(l) is what is from
// there on, counted in codewords of l-1 bits. With at most 2**(UMAX+1) codewords, and one more,
// U(l) is at most 2**UMAX. So T(l) begins with l-1-UMAX ones, and behind those ones a comparison
// has UMAX bits:  bits >= T(l)  <=>  the leading ones, and ~(the UMAX bits behind them) < U(l).
// The last codeword is all ones: the escape, or one that codes nothing.
module {{ p }}_dec_code #(
    parameter FIRST = 1,                         // classes before this one are not told apart
    parameter HOLE  = 1                          // 0: what begins no codeword is in the last class
) (
    input  wire {{ load.book_range }} book,           // {raw, last, bits behind the last, U}
    input  wire {{ load.code_range }} bits,           // from the codeword's first bit on
    output wire {{ load.class_range }} in              // shortest lowest, then escapes; the highest is no codeword
);
    localparam MIN      = {{ load.min }};                // shortest codeword of any book
    localparam CODE     = {{ load.code }};                // longest
    localparam UMAX     = {{ load.umax }};
    localparam SYMBOL   = {{ load.symbol }};                // codewords of the raw book
    localparam SHORTEST = {{ load.shortest }};                // of an escape
    localparam LONGEST  = {{ load.longest }};
    localparam ESCAPES  = {{ load.escapes }};                // 0: every symbol has a codeword
    localparam UALL     = (CODE-MIN)*(UMAX+1);

    wire            raw    = book[UALL+CODE+1];
    wire            has    = book[UALL+CODE];
    wire [CODE-1:0] behind = book[UALL +: CODE];
    wire            last   = has & (&(bits | behind));
    wire            escape = (ESCAPES != 0) & last & ~raw;
    wire            hole   = (HOLE != 0) & last & (ESCAPES == 0 | raw);
    wire [CODE-MIN+1:0] ge;
    wire [CODE-MIN:0]   plain = ge[CODE-MIN:0] & ~ge[CODE-MIN+1:1];
    wire                unused = &{1'b0, book, plain, escape, FIRST != 0};
    assign ge[0]          = 1'b1;
    assign ge[CODE-MIN+1] = 1'b0;
    genvar l;
    generate
        for (l = MIN + 1; l <= CODE; l = l + 1) begin : gen_ge
            localparam AFTER = l - 1 < UMAX ? l - 1 : UMAX;
            localparam LEAD  = l - 1 - AFTER;
            wire [AFTER:0] u = book[(l-MIN-1)*(UMAX+1) +: AFTER+1];
            wire [AFTER:0] b;
            if (AFTER == 0) begin : gen_none
                assign b = 1'b0;
            end else begin : gen_some
                assign b = {1'b0, ~bits[CODE-1-LEAD -: AFTER]};
            end
            if (LEAD == 0) begin : gen_short
                assign ge[l-MIN] = b < u;
            end else begin : gen_long
                assign ge[l-MIN] = ((&bits[CODE-1 -: LEAD]) | (raw & l <= SYMBOL)) & (b < u);
            end
        end
        if (ESCAPES != 0) begin : gen_escapes
            assign in = {hole, plain[LONGEST-MIN:SHORTEST-MIN] & {LONGEST-SHORTEST+1{escape}},
                         plain & ~{CODE-MIN+1{escape | hole}}};
        end else begin : gen_plain
            assign in = {hole, plain & ~{CODE-MIN+1{hole}}};
        end
    endgenerate
endmodule
