// The code: in which class of codewords the bits are, one-hot. A class is the codewords of one
// length, or the escape of one. Codewords of the raw book are symbols{{ load.raw_longer_text }}.
module {{ p }}_dec_code #(
    parameter FIRST = 1,                         // classes before this one are not told apart
    parameter HOLE  = 1                          // 0: what begins no codeword is in the last class
) (
    input  wire {{ load.book_range }} book,           // {raw, last, bits behind the last, U}
    input  wire {{ load.code_range }} bits,           // from the codeword's first bit on
    output wire {{ load.class_range }} in              // shortest lowest, then escapes; then none
);
    localparam MIN      = {{ load.min }};                // shortest codeword of any book
    localparam CODE     = {{ load.code }};                // longest
    localparam SYMBOL   = {{ load.symbol }};
    localparam SHORTEST = {{ load.shortest }};                // of an escape
    localparam LONGEST  = {{ load.longest }};
    localparam ESCAPES  = {{ load.escapes }};                // 0: every symbol has a codeword
    localparam LONGER   = {{ load.raw_longer }};                // bits of the raw book's last codeword more

    wire                 raw = book[{{ load.book_bits }}-1];
    wire                 last;
    wire {{ load.reach_range }} reach;
    wire [CODE-MIN+1:0]  ge;
    {{ p }}_dec_class u_class (.book(book), .bits(bits), .reach(reach), .last(last));
    assign ge[0]          = 1'b1;
    assign ge[CODE-MIN+1] = 1'b0;
    wire [CODE-MIN:0]    plain = ge[CODE-MIN:0] & ~ge[CODE-MIN+1:1];
    wire [CODE-MIN:0]    of_raw;
    wire                 ones = LONGER != 0 & (&bits[CODE-1 -: SYMBOL]);
    wire                 more = LONGER != 0 & (&bits[CODE-1 -: SYMBOL+LONGER]);
    wire                 hole = HOLE != 0 & (ESCAPES == 0 & last | raw & more);
    wire                 unused = &{1'b0, reach, plain, of_raw, ones, FIRST != 0};
    genvar l;
    generate
        for (l = MIN; l <= CODE; l = l + 1) begin : gen_class
            if (l > MIN) begin : gen_from
                assign ge[l-MIN] = reach[l-MIN-1];
            end
            assign of_raw[l-MIN] = raw & (l == SYMBOL & ~ones | l == SYMBOL + LONGER & LONGER != 0
                                          & ones & ~(more & HOLE != 0));
        end
        if (ESCAPES != 0) begin : gen_escapes
            wire [LONGEST-SHORTEST:0] escape
                = plain[LONGEST-MIN:SHORTEST-MIN] & {LONGEST-SHORTEST+1{last}};
            assign in = {hole, escape,
                         plain & ~{CODE-MIN+1{last | raw}} | of_raw};
        end else begin : gen_plain
            assign in = {hole, plain & ~{CODE-MIN+1{raw | last & HOLE != 0}} | of_raw};
        end
    endgenerate
endmodule
