// The walker: makes thresholds, ranks and the tag of a codebook from what is written of it, as it
// comes, and finds out whether it is a code of the envelope. First the number of codewords of every
// length, ascending; then the symbols' lengths, a symbol a clock. Of the lengths nothing is stored:
// one that there is no codeword left of is wrong, and so is a codeword that no symbol has.
module {{ p }}_walk (
    input  wire        clk,
    input  wire        {{ rst.port }},
    input  wire        start,                    // begins anew
    input  wire        count,                    // data is COUNT of length `at`
    input  wire        lengths,                  // data is LENGTHS of word `word`
    input  wire [31:0] data,
    output wire        busy,                     // with data,
    output wire        shift,                    // which moves down by four bits,
    output wire        free,                     // for the last clock
    // what comes next
    output wire [3:0]  at,
    output wire        counted,                  // no COUNT
    output wire [7:0]  word,
    output wire        walked,                   // no LENGTHS
    // what is wrong, a clock long: {padding, groups, lengths, Kraft's sum}
    output wire [3:0]  wrong,
    // what is behind the last of them
    output wire        complete,                 // the counts are a code of the envelope
    output wire        matched,                  // and the lengths match them
    output wire [31:0] tag,
    // to the slots
    output wire        load_class_we,
    output wire [3:0]  load_len,
    output wire {{ rank_range }} load_u,
    output wire {{ rank_range }} load_off,
    output wire        load_last,
    output wire        load_symbol_we,
    output wire {{ symbol_range }} load_symbol,
    output wire        load_coded,
    output wire [3:0]  load_code_len,
    output wire {{ rank_range }} load_rank,
    output wire        load_first,
    output wire {{ group_range }} load_group,
    output wire        load_fresh
);
    localparam SYMBOL   = {{ symbol }};
    localparam SHORTEST = {{ shortest }};
    localparam LONGEST  = {{ longest }};
    localparam R        = {{ r }};                    // 2^R symbols with codewords at most
    localparam ESCAPES  = {{ escapes }};
    localparam GROUPS   = {{ groups }};
    localparam CLASSES  = LONGEST - SHORTEST + 1;
    localparam NIBBLE   = SYMBOL < 3 ? SYMBOL : 3;
    localparam [31:0] FIRST = SHORTEST;
    localparam [31:0] END   = LONGEST + 1;
    localparam [31:0] MOST  = 1 << R;
    localparam [31:0] HALF  = 1 << (R - 1);
    localparam [31:0] ROOT  = 1 << (SHORTEST - 1);
    localparam [31:0] TAG   = {{ tag }};    // behind the element's name and a zero byte

    // ---- counts: a clock to take them, and one for the sums
    reg             class_q;
    reg [3:0]       at_q;
    reg [R-1:0]     rest_q;                      // free codewords of at - 1 bits
    reg [R:0]       rank_q;                      // symbols so far
    reg [R-1:0]     value_q;                     // offset or rank
    reg [3:0]       escape_q;                    // the escape's length
    wire [R:0]      number = data[R:0];
    wire            last   = data[{{ last_bit }}];
    wire [R:0]      rest   = {rest_q, 1'b0} - number - { {R{1'b0}}, last};
    wire [R+1:0]    ranks  = {1'b0, rank_q} + {1'b0, number};
    wire            ends   = rest == {R+1{1'b0}};
    // More than there are leaves more than half: the difference wraps.
    wire            over   = (|data[10:R+1]) | (rest > HALF[R:0]) | (ranks > MOST[R+1:0])
                             | (last & ~ends);
{%- if pads %}
    localparam [31:0] PADDING = {{ padding }};       // least bits of an all-ones codeword
    wire            short  = ends & (rest_q != {R{1'b0}}) & (at_q < PADDING[3:0])
                             & ((ESCAPES != 0) | ~last);
    wire unused_padding = &{1'b0, PADDING};
{%- else %}
    wire            short  = 1'b0;               // any element of ones is longer than padding
{%- endif %}
    wire [15:0]     power  = 16'd1 << at_q;
    wire [R:0]      spare  = {rest_q, 1'b0};
    // The first codeword is 2^at less those that are free.
    wire [R-1:0]    offset = power[R-1:0] - spare[R-1:0] - rank_q[R-1:0];
    wire unused = &{1'b0, data, power, ranks, spare, END, MOST, HALF, ROOT, FIRST};

    // ---- lengths: a symbol a clock
    reg              walk_q, tail_q, walked_q;
    reg [SYMBOL-1:0] symbol_q;
    wire [3:0]       nibble = data[3:0];
    wire             coded  = nibble != 4'd0;
    wire             end_of_word = &symbol_q[NIBBLE-1:0];
    wire             end_of_all  = &symbol_q;

    // Of every length the next rank, and how many are left.
    wire [3:0]     mine = class_q ? at_q : nibble;
    reg  [R-1:0]   next;
{%- if !fpga %}
    reg  [R:0]     left;
{%- endif %}
    reg            some, all;
{%- if !fpga %}
    wire [R-1:0]   next_d = class_q ? rank_q[R-1:0] : next + 1'b1;
    wire [R:0]     left_d = class_q ? number : left - 1'b1;
{%- endif %}
    wire [CLASSES*R-1:0]     nexts;
    wire [CLASSES*(R+1)-1:0] lefts;
    wire [CLASSES-1:0]       here, any;
    wire unused_d = &{1'b0, {% if fpga %}lefts{% else %}next_d, left_d{% endif %}};
    genvar l;
    generate
        for (l = 0; l < CLASSES; l = l + 1) begin : gen_length
            localparam [31:0] BITS = l + SHORTEST;
            // There are no more of so short codewords.
            localparam RANK = BITS < R ? BITS : R;
            localparam LEFT = ESCAPES != 0 ? RANK : RANK + 1;
            assign here[l] = mine == BITS[3:0];
            assign any[l]  = |lefts[l*(R+1) +: LEFT];
            {{ p }}_store #(.BITS(RANK+LEFT)) u_rank (
                .clk(clk), .we(here[l] & (class_q | walk_q)),
{%- if fpga %}
                .d({class_q ? rank_q[RANK-1:0] : nexts[l*R +: RANK] + 1'b1,
                    class_q ? number[LEFT-1:0] : lefts[l*(R+1) +: LEFT] - 1'b1}),
{%- else %}
                .d({next_d[RANK-1:0], left_d[LEFT-1:0]}),
{%- endif %}
                .q({nexts[l*R +: RANK], lefts[l*(R+1) +: LEFT]}));
            if (RANK < R) begin : gen_narrow
                assign nexts[l*R+RANK +: R-RANK] = {R-RANK{1'b0}};
            end
            if (LEFT < R + 1) begin : gen_few
                assign lefts[l*(R+1)+LEFT +: R+1-LEFT] = {R+1-LEFT{1'b0}};
            end
        end
    endgenerate
    integer i;
    always @* begin
        next = {R{1'b0}};
{%- if !fpga %}
        left = {R+1{1'b0}};
{%- endif %}
        for (i = 0; i < CLASSES; i = i + 1) begin
            next = next | (nexts[i*R +: R] & {R{here[i]}});
{%- if !fpga %}
            left = left | (lefts[i*(R+1) +: R+1] & {R+1{here[i]}});
{%- endif %}
        end
        some = |(here & any);
        all  = |any;
    end

    // ---- the tag: a byte a symbol, then the escape's length
    reg  [31:0] crc_q;
    reg  [31:0] crc;
    wire [3:0]  byte_d = tail_q ? escape_q & {4{ESCAPES != 0}} : nibble;
    integer b;
    always @* begin
        crc = crc_q ^ {28'd0, byte_d};
        for (b = 0; b < 8; b = b + 1) crc = {1'b0, crc[31:1]} ^ (32'hedb88320 & {32{crc[0]}});
    end

    // ---- to the slots
    reg              symbol_we_q, coded_q, first_q;
    reg [SYMBOL-1:0] out_q;
    reg [3:0]        length_q;
    wire             full;
{%- if groups_there %}
    {{ p }}_groups #(.GROUPS(GROUPS)) u_groups (
        .clk(clk), .start(start), .step(walk_q), .first(symbol_q[1:0] == 2'd0), .coded(coded),
        .full(full), .group(load_group), .fresh(load_fresh));
{%- else %}
    assign full       = 1'b0;
    assign load_group = {GROUPS{1'b0}};
    assign load_fresh = 1'b0;
{%- endif %}

    always @(posedge clk) begin
        value_q  <= count ? offset : next;
        out_q    <= symbol_q;
        coded_q  <= coded;
        first_q  <= symbol_q == {SYMBOL{1'b0}};
        length_q <= nibble;
        if (start | class_q) begin
            at_q   <= start ? FIRST[3:0] : at_q + 4'd1;
            rest_q <= start ? ROOT[R-1:0] : rest[R-1:0];
            rank_q <= start ? {R+1{1'b0}} : ranks[R:0];
        end
        if (start | (class_q & last)) escape_q <= start ? 4'd0 : at_q;
        if (start | walk_q) symbol_q <= start ? {SYMBOL{1'b0}} : symbol_q + 1'b1;
        if (start | walk_q) walked_q <= ~start & end_of_all;
    end
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            class_q     <= 1'b0;
            walk_q      <= 1'b0;
            tail_q      <= 1'b0;
            symbol_we_q <= 1'b0;
            crc_q       <= TAG;
        end else begin
            class_q     <= count;
            walk_q      <= lengths | (walk_q & ~end_of_word);
            tail_q      <= walk_q & end_of_all;
            symbol_we_q <= walk_q;
            if (start | walk_q | tail_q) crc_q <= start ? TAG : crc;
        end
    end

    assign busy     = class_q | walk_q | tail_q;
    assign shift    = walk_q;
    assign free     = class_q | (walk_q & end_of_word & ~end_of_all) | tail_q;
    assign at       = at_q;
    assign counted  = at_q == END[3:0];
    assign walked   = walked_q;
    assign wrong    = {class_q & short, walk_q & full, walk_q & coded & ~some, class_q & over};
    assign complete = (rest_q == {R{1'b0}}) & {{ whole }};
    assign matched  = ~all;
    assign tag      = ~crc_q;
{%- if words_there %}
    localparam WORDS = SYMBOL - 3;
    assign word[WORDS-1:0] = symbol_q[SYMBOL-1:3];
{%- if words_pad %}
    assign word[7:WORDS]   = {8-WORDS{1'b0}};
{%- endif %}
{%- else %}
    assign word     = 8'd0;
{%- endif %}
    assign load_class_we  = class_q;
    assign load_len       = at_q;
    assign load_u         = rest_q;
    assign load_off       = value_q;
    assign load_last      = last;
    assign load_symbol_we = symbol_we_q;
    assign load_symbol    = out_q;
    assign load_coded     = coded_q;
    assign load_code_len  = length_q;
    assign load_rank      = value_q;
    assign load_first     = first_q;
endmodule
