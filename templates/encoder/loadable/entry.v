// A symbol's entry in a codebook; zeros where {% if escapes %}its group is not there, or it is not asked for{% else %}it is not asked for{% endif %}.
module {{ p }}_enc_entry #(
    parameter SYMBOL = 8,
{%- if escapes %}
    parameter GROUPS = 8,
    parameter BITS   = 8,                        // of an entry
    parameter BOOK   = GROUPS*(4*BITS + SYMBOL - 2) // {numbers of groups, entries}
{%- else %}
    parameter BITS   = 8,                        // of an entry
    parameter BOOK   = BITS << SYMBOL
{%- endif %}
) (
    input  wire [BOOK-1:0]   book,
    input  wire              ask,
    input  wire [SYMBOL-1:0] symbol,
    output reg  [BITS-1:0]   entry
);
{%- if escapes %}
    localparam TAG = SYMBOL - 2;
    integer g, r;
    reg [3:0]      low;
    reg            hit;
    reg [BITS-1:0] found;
    always @* begin
        for (r = 0; r < 4; r = r + 1) low[r] = ask & (symbol[1:0] == r[1:0]);
        entry = {BITS{1'b0}};
        for (g = 0; g < GROUPS; g = g + 1) begin
            hit   = book[4*GROUPS*BITS+g*TAG +: TAG] == symbol[SYMBOL-1:2];
            found = {BITS{1'b0}};
            for (r = 0; r < 4; r = r + 1) begin
                found = found | (book[(4*g+r)*BITS +: BITS] & {BITS{low[r]}});
            end
            entry = entry | (found & {BITS{hit}});
        end
    end
{%- else %}
    integer n;
    always @* begin
        entry = {BITS{1'b0}};
        for (n = 0; n < (1 << SYMBOL); n = n + 1) begin
            entry = entry | (book[n*BITS +: BITS] & {BITS{ask & (symbol == n[SYMBOL-1:0])}});
        end
    end
{%- endif %}
endmodule
