// The codebook's entry for every lane's symbol, then what is sent for it, each with its raw bits
// beside it; nothing where there is no element.
module {{ p }}_enc_lookup #(
    parameter LANES    = 4,
    parameter SYMBOL   = 8,
    parameter RAW      = 0,
    parameter CODE     = 16,                     // longest codeword, left-aligned
    parameter LEN      = 5,                      // bits of a codeword's length
    parameter SHORTEST = 2,
    parameter LONGEST  = 8,
    parameter KEPT     = 5,
    parameter CLASS    = 3,
{%- if escapes %}
    parameter GROUPS   = 8,
    parameter ESCAPE   = 4,
{%- endif %}
    parameter BOOK
        = {% if escapes %}GROUPS*(4*(CLASS+KEPT) + SYMBOL - 2) + ESCAPE{% else %}(CLASS + KEPT) << SYMBOL{% endif %},
    parameter FIND_CUT = 1,                      // registers behind the entries
    parameter CUT      = 1                       // and behind the codewords
) (
    input  wire                          clk,
    input  wire                          {{ rst.port }},
    input  wire                          en,
    input  wire                          s_valid,
    input  wire [LANES*(SYMBOL+RAW)-1:0] s_data, // symbols lowest
    input  wire [LANES-1:0]              s_keep,
    input  wire                          s_last,
    input  wire [BOOK-1:0]               s_book,
{%- if direct %}
    input  wire                          s_raw,  // sent by the raw book instead
{%- endif %}
    output wire                          m_valid,
    output wire [LANES*(CODE+RAW)-1:0]   m_code, // per lane, raw bits lowest
    output wire [LANES*LEN-1:0]          m_len,  // of the codeword; 0: no element
    output wire                          m_last
);
    localparam ENTRY = CLASS + KEPT;
    genvar i;

    // ---- entries
    wire [LANES*ENTRY-1:0] entry_d, entry;
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_entry
            wire [ENTRY-1:0] found;
            {{ p }}_enc_entry #(
                .SYMBOL(SYMBOL), {% if escapes %}.GROUPS(GROUPS), {% endif %}.BITS(ENTRY), .BOOK(BOOK{% if escapes %}-ESCAPE{% endif %})
            ) u_entry (
                .book(s_book{% if escapes %}[BOOK-ESCAPE-1:0]{% endif %}), .ask(s_keep[i]),
                .symbol(s_data[i*SYMBOL +: SYMBOL]), .entry(found));
            assign entry_d[i*ENTRY +: ENTRY] = found{% if direct %} & {ENTRY{~s_raw}}{% endif %};
        end
    endgenerate

    wire                          valid, last;
    wire [LANES*(SYMBOL+RAW)-1:0] data;
    wire [LANES-1:0]              keep;
    {{ p }}_delay #(.BITS(LANES*(SYMBOL+RAW+1+ENTRY)+1), .CLOCKS(FIND_CUT)) u_entries (
        .clk(clk), .en(en), .d({entry_d, s_data, s_keep, s_last}), .q({entry, data, keep, last}));
    {{ p }}_valid #(.CLOCKS(FIND_CUT)) u_found (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(s_valid), .q(valid));
{%- if escapes %}
    wire [ESCAPE-1:0] escape;                    // its length, of the same codebook
    {{ p }}_delay #(.BITS(ESCAPE), .CLOCKS(FIND_CUT)) u_escape (
        .clk(clk), .en(en), .d(s_book[BOOK-1 -: ESCAPE]{% if direct %} & {ESCAPE{~s_raw}}{% endif %}), .q(escape));
{%- endif %}

    // ---- codewords
    wire [LANES*(CODE+RAW)-1:0] code_d;
    wire [LANES*LEN-1:0]        len_d;
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_lane
            wire [CODE-1:0] code;
            wire [LEN-1:0]  len;
            wire            fill = last & (i == LANES - 1);
            {{ p }}_enc_codeword #(
                .SYMBOL(SYMBOL), .SHORTEST(SHORTEST), .LONGEST(LONGEST), .KEPT(KEPT), .CLASS(CLASS),
                {% if escapes %}.ESCAPE(ESCAPE), {% endif %}.CODE(CODE), .LEN(LEN)
            ) u_codeword (
                .keep(keep[i]), .entry(entry[i*ENTRY +: ENTRY]), .symbol(data[i*SYMBOL +: SYMBOL]),
                {% if escapes %}.escape(escape), {% endif %}.code(code), .len(len));
            assign len_d[i*LEN +: LEN] = len;
            // The packet's ones begin behind its last codeword, or where its raw bits are joined.
            if (RAW == 0) begin : gen_code
                assign code_d[i*CODE +: CODE] = code | ({CODE{fill}} >> len);
            end else begin : gen_raw
                assign code_d[i*(CODE+RAW)+RAW +: CODE] = code;
                assign code_d[i*(CODE+RAW) +: RAW]
                    = keep[i] ? data[LANES*SYMBOL+i*RAW +: RAW] : {RAW{fill}};
            end
        end
    endgenerate
    {{ p }}_delay #(.BITS(LANES*(CODE+RAW+LEN)+1), .CLOCKS(CUT)) u_code (
        .clk(clk), .en(en), .d({code_d, len_d, last}), .q({m_code, m_len, m_last}));
    {{ p }}_valid #(.CLOCKS(CUT)) u_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(valid), .q(m_valid));
endmodule
