// The loaded codebooks: the slots' registers, written by the load bus.
//
// A symbol's entry is the class of its codeword, 1 where that has SHORTEST bits, and the codeword's
// last KEPT bits, left-aligned: what stands in front of these is all ones.
{%- if escapes %}
// Class 0 is a symbol that is escaped. Symbols stand in groups of four neighbours, each with the
// number of its group in front; groups that no symbol has taken repeat the last one that is taken.
{%- endif %}
module {{ p }}_enc_slots #(
    parameter SLOTS    = 1,
    parameter SYMBOL   = 8,
    parameter SHORTEST = 2,                      // codewords of a slot, bits
    parameter LONGEST  = 8,
    parameter RANK     = 5,                      // log2 of the symbols that have codewords
    parameter KEPT     = 5,                      // LONGEST, but no more than RANK
    parameter CLASS    = 3,
{%- if escapes %}
    parameter GROUPS   = 8,
    parameter ESCAPE   = 4,                      // bits of the length of the escape
{%- endif %}
    parameter BOOK                               // bits of a slot
        = {% if escapes %}GROUPS*(4*(CLASS+KEPT) + SYMBOL - 2) + ESCAPE{% else %}(CLASS + KEPT) << SYMBOL{% endif %}
) (
    input  wire                  clk,
    // the load bus
    input  wire [SLOTS-1:0]      load_slot,
    input  wire                  load_class_we,
    input  wire [3:0]            load_len,
    input  wire [RANK-1:0]       load_off,
{%- if escapes %}
    input  wire                  load_last,
{%- endif %}
    input  wire                  load_symbol_we,
    input  wire [SYMBOL-1:0]     load_symbol,
    input  wire                  load_coded,
    input  wire [3:0]            load_code_len,
    input  wire [RANK-1:0]       load_rank,
{%- if escapes %}
    input  wire [GROUPS-1:0]     load_group,
    input  wire                  load_fresh,
{%- endif %}
    // per slot, the first lowest: {% if escapes %}{length of the escape, numbers of groups, entries}{% else %}entries{% endif %}
    output wire [SLOTS*BOOK-1:0] books
);
    localparam ENTRY = CLASS + KEPT;
{%- if escapes %}
    localparam TAG   = SYMBOL - 2;
{%- endif %}

    genvar k, {% if escapes %}g, {% endif %}r;
    integer n;

    // ---- the entry: the codeword is as far from the rank as all of its length are
    wire [(LONGEST-SHORTEST+1)*RANK-1:0] offs;   // of the slot that is loaded
    generate
        for (r = SHORTEST; r <= LONGEST; r = r + 1) begin : gen_offset
            localparam [31:0] LEN = r;
            {{ p }}_store #(.BITS(RANK)) u_offset (
                .clk(clk), .we(load_class_we & (load_len == LEN[3:0])), .d(load_off),
                .q(offs[(r-SHORTEST)*RANK +: RANK]));
        end
    endgenerate
    reg  [RANK-1:0] off;
    reg  [KEPT-1:0] kept;
    wire [RANK-1:0] code = load_rank + off;
    always @* begin
        off = {RANK{1'b0}};
        for (n = SHORTEST; n <= LONGEST; n = n + 1) begin
            off = off | (offs[(n-SHORTEST)*RANK +: RANK] & {RANK{load_code_len == n[3:0]}});
        end
    end
    always @* begin
        kept = code[KEPT-1:0];
        for (n = SHORTEST; n < KEPT; n = n + 1) begin
            if (load_code_len == n[3:0]) kept = code[KEPT-1:0] << (KEPT - n);
        end
    end
    localparam [31:0] BELOW = SHORTEST - 1;
    wire [3:0] above = load_code_len - BELOW[3:0];
    reg  [ENTRY-1:0] entry_q;
    always @(posedge clk) entry_q <= {above[CLASS-1:0], kept};
    wire unused = &{1'b0, code, above};

    // ---- where it goes, a clock later: a slot is read two clocks behind its last symbol
    reg              write_q;
    reg [SLOTS-1:0]  slot_q;
    reg [SYMBOL-1:0] symbol_q;
    always @(posedge clk) begin
        write_q  <= load_symbol_we{% if escapes %} & load_coded{% endif %};
        slot_q   <= load_slot;
        symbol_q <= load_symbol;
    end
{%- if escapes %}
    reg               fresh_q;
    reg [GROUPS-1:0]  from_q;                    // the group, and those behind it
    wire [GROUPS-1:0] from;
    always @(posedge clk) begin
        fresh_q <= load_fresh;
        from_q  <= from;
    end
    wire [GROUPS-1:0] here;
    wire [3:0]        mine;
    wire [4*ENTRY-1:0] group;                    // the others of a group that is new are escaped
    generate
        for (g = 0; g < GROUPS; g = g + 1) begin : gen_here
            assign from[g] = |load_group[g:0];
            assign here[g] = write_q & from_q[g];
        end
        for (r = 0; r < 4; r = r + 1) begin : gen_mine
            localparam [31:0] PLACE = r;
            assign mine[r] = symbol_q[1:0] == PLACE[1:0];
            assign group[r*ENTRY +: ENTRY] = entry_q & {ENTRY{mine[r]}};
        end
        for (k = 0; k < SLOTS; k = k + 1) begin : gen_slot
            {{ p }}_store #(.BITS(ESCAPE)) u_escape (
                .clk(clk), .we(load_slot[k] & load_class_we & load_last), .d(load_len[ESCAPE-1:0]),
                .q(books[(k+1)*BOOK-1 -: ESCAPE]));
            for (g = 0; g < GROUPS; g = g + 1) begin : gen_group
                {{ p }}_store #(.BITS(TAG)) u_group (
                    .clk(clk), .we(slot_q[k] & here[g]), .d(symbol_q[SYMBOL-1:2]),
                    .q(books[k*BOOK+4*GROUPS*ENTRY+g*TAG +: TAG]));
                for (r = 0; r < 4; r = r + 1) begin : gen_symbol
                    {{ p }}_store #(.BITS(ENTRY)) u_entry (
                        .clk(clk), .we(slot_q[k] & here[g] & (fresh_q | mine[r])),
                        .d(group[r*ENTRY +: ENTRY]), .q(books[k*BOOK+(4*g+r)*ENTRY +: ENTRY]));
                end
            end
        end
    endgenerate
    wire unused_load = &{1'b0, load_len};
{%- else %}
    wire [(1<<SYMBOL)-1:0] here;
    generate
        for (r = 0; r < (1 << SYMBOL); r = r + 1) begin : gen_here
            localparam [31:0] PLACE = r;
            assign here[r] = write_q & (symbol_q == PLACE[SYMBOL-1:0]);
        end
        for (k = 0; k < SLOTS; k = k + 1) begin : gen_slot
            for (r = 0; r < (1 << SYMBOL); r = r + 1) begin : gen_symbol
                {{ p }}_store #(.BITS(ENTRY)) u_entry (
                    .clk(clk), .we(slot_q[k] & here[r]), .d(entry_q),
                    .q(books[k*BOOK+r*ENTRY +: ENTRY]));
            end
        end
    endgenerate
    wire unused_load = &{1'b0, load_coded};
{%- endif %}
endmodule
