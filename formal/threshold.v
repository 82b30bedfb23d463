// (f) A loaded code as the decoders read it, by thresholds, against the canonical code itself, for
// every set of counts that is a code of the envelope, and for all bits. Of the code, the parallel
// decoder's length and the lookup of the symbol; the raw book is not among it.
module threshold (
    input wire                      clk,
    input wire [16*6-1:0]           any_counts,
    input wire [15:0]               any_lasts,
    input wire [`SYMBOLS_BITS-1:0]  any_symbols,
    input wire [`X-1:0]             any_bits
);
    // Registers, for the model checker wants some.
    reg [16*6-1:0]          counts;              // symbols of every length
    reg [15:0]              lasts;               // the escape's length, or what is left out; one-hot
    reg [`SYMBOLS_BITS-1:0] symbols;             // {groups, places by rank}
    reg [`X-1:0]            bits;
    always @(posedge clk) {counts, lasts, symbols, bits}
        <= {any_counts, any_lasts, any_symbols, any_bits};
    localparam MIN = `MIN, CODE = `CODE, SHORTEST = `SHORTEST, LONGEST = `LONGEST, R = `R;
    localparam SYMBOL = `SYMBOL, RAW = `RAW, X = `X, PLACE = `PLACE, UMAX = R - 1;
    localparam UALL = (CODE-MIN)*(UMAX+1);
`ifdef ESCAPE
    localparam CLASSES = CODE-MIN+1 + LONGEST-SHORTEST+1;
`else
    localparam CLASSES = CODE-MIN+1;
`endif

    // ---- what may be loaded, and the canonical code: codewords in order of length, then of rank
    integer    l;
    reg [17:0] first, next, rest, sum, ranks;
    reg [17:0] code, end_of, n;
    reg [17:0] rank;                             // of what the bits begin with
    reg        found, escaped;
    integer    at;                               // its length
    reg        fits;
    reg [UALL-1:0]                    u;
    reg [(LONGEST-SHORTEST+1)*R-1:0]  offsets;
    reg [CODE-1:0]                    behind;
    reg                               has;
    always @* begin
        next    = 18'd0;
        rest    = 18'd1 << (SHORTEST - 1);
        sum     = 18'd0;
        ranks   = 18'd0;
        rank    = 18'd0;
        at      = 0;
        found   = 1'b0;
        escaped = 1'b0;
        fits    = (lasts & ~((16'd2 << LONGEST) - (16'd1 << SHORTEST))) == 16'd0;
        has     = 1'b0;
        behind  = {CODE{1'b1}} >> SHORTEST;
        u       = {UALL{1'b0}};
        offsets = 0;
        for (l = MIN + 1; l <= SHORTEST; l = l + 1)
            u[(l-MIN-1)*R +: R] = (l - 1 < UMAX) ? 18'd1 << (l - 1) : 18'd1 << UMAX;
        for (l = SHORTEST; l <= LONGEST; l = l + 1) begin
            n      = {12'd0, counts[6*l +: 6]};
            first  = next;
            code   = {18'd0, bits[X-1 -: CODE]} >> (CODE - l);
            // As the slots keep it: free codewords of l - 1 bits, and the distance from the rank.
            if (l > MIN && l <= CODE) u[(l-MIN-1)*R +: R] = rest[R-1:0];
            offsets[(l-SHORTEST)*R +: R] = first[R-1:0] - ranks[R-1:0];
            if (lasts[l]) begin
                has    = 1'b1;
                behind = {CODE{1'b1}} >> l;
            end
            if (!found && code >= first && code < first + n) begin
                found = 1'b1;
                at    = l;
                rank  = ranks + (code - first);
            end
            if (!found && lasts[l] && code == first + n) begin
                found   = 1'b1;
                escaped = 1'b1;
                at      = l;
            end
            end_of = first + n + {17'd0, lasts[l]};
            sum    = sum + ((n + {17'd0, lasts[l]}) << (LONGEST - l));
            // No codeword where there is none left, and the last one is the last of all.
            if (n + {17'd0, lasts[l]} > (rest << 1)) fits = 1'b0;
            if (lasts[l] && (rest << 1) != n + 18'd1) fits = 1'b0;
            rest   = (rest << 1) - n - {17'd0, lasts[l]};
            next   = end_of << 1;
            ranks  = ranks + n;
        end
        if (sum != (18'd1 << LONGEST) || ranks > (18'd1 << R)) fits = 1'b0;
`ifdef ESCAPE
        if (!has) fits = 1'b0;
`else
        if (ranks != (18'd1 << R)) fits = 1'b0;
`endif
    end
    wire [UALL+CODE+1:0] book = {1'b0, has, behind, u};

    // ---- the decoder's
    wire [CLASSES:0]   in;
    wire [7:0]         length;
    wire [SYMBOL-1:0]  symbol;
    wire [RAW:0]       raw;
    par_dec_code u_code (.book(book), .bits(bits[X-1 -: CODE]), .in(in));
    par_dec_length #(.BITS(8)) u_length (.book(book), .bits(bits[X-1 -: CODE]), .length(length));
    par_dec_symbol u_symbol (
        .clk(1'b0), .en(1'b1), .book(book), .offsets(offsets), .symbols(symbols), .bits(bits),
        .symbol(symbol), .raw(raw));

    // ---- the same of the canonical code
    reg [CLASSES:0]  class_of;
    reg [PLACE-1:0]  place;
    reg [SYMBOL-1:0] wanted;
    reg [X+RAW-1:0]  rest_of;                    // behind the codeword, and the symbol where it is escaped
    always @* begin
        class_of = 0;
        place    = symbols[rank[R-1:0]*PLACE +: PLACE];
`ifdef ESCAPE
        if (escaped) class_of[CODE-MIN+1+at-SHORTEST] = 1'b1;
        else class_of[at-MIN] = 1'b1;
        wanted = {symbols[(PLACE<<R) + place[PLACE-1:2]*(SYMBOL-2) +: SYMBOL-2], place[1:0]};
`else
        if (escaped) class_of[CLASSES] = 1'b1;
        else class_of[at-MIN] = 1'b1;
        wanted = place;
`endif
        rest_of = {bits, {RAW{1'b0}}} << at;
        if (escaped) begin
            wanted  = rest_of[X+RAW-1 -: SYMBOL];
            rest_of = rest_of << SYMBOL;
        end
    end
    wire hole = escaped & ~`ESCAPES;
    always @* if (fits) begin
        a_code:   assert (found);
        a_class:  assert (in == class_of);
        a_length: assert (hole || length == at + RAW + (escaped ? SYMBOL : 0));
        a_symbol: assert (hole || symbol == wanted);
        a_raw:    assert (hole || RAW == 0 || raw[RAW:1] == rest_of[X+RAW-1 -: RAW]);
    end
endmodule
