// Strings of bits become one: raw bits behind each codeword (level 0), then neighbours, level by
// level. In a packet's last beat the last string is followed by ones.
module {{ p }}_enc_join #(
    parameter LANES    = 4,
    parameter LEVELS   = 2,                      // log2 LANES
    parameter CODE     = 12,
    parameter RAW      = 0,
    parameter CODE_LEN = 4,                      // bits of a codeword's length
    parameter LEN      = 4,                      // and of an element's
    parameter WORD     = 64,                     // LANES*(CODE+RAW) or more
{%- if fpga %}
    parameter [LEVELS:0] ALIGN_CUT = 0,          // bit k: a register inside level k
{%- endif %}
    parameter [LEVELS:0] CUT = 0                 // bit k: a register behind level k
) (
    input  wire                        clk,
    input  wire                        {{ rst.port }},
    input  wire                        en,
    input  wire                        s_valid,
    input  wire [LANES*(CODE+RAW)-1:0] s_code,
    input  wire [LANES*CODE_LEN-1:0]   s_len,
    input  wire                        s_last,
    output wire                        m_valid,
    output wire [WORD-1:0]             m_bits,   // the beat's, and what follows them
    output wire [LEN+LEVELS-1:0]       m_len,
    output wire                        m_last
);
    localparam ELEMENT = CODE + RAW;
    localparam [31:0] RAW_BITS = RAW;

    genvar i, k;
    generate
        for (k = 0; k <= LEVELS; k = k + 1) begin : gen_level
            localparam N = LANES >> k;           // strings at this level
            localparam B = ELEMENT << k;         // bits of each
            localparam L = LEN + k;
            wire [N*B-1:0] bits_d, bits;
            wire [N*L-1:0] len_d, len;
            wire           valid_d, valid, last_d, last;
            if (k > 0) begin : gen_join
                assign valid_d = gen_level[k-1].valid;
                assign last_d  = gen_level[k-1].last;
                for (i = 0; i < N; i = i + 1) begin : gen_pair
                    wire [L-2:0] len_a = gen_level[k-1].len[2*i*(L-1) +: L-1];
                    wire [L-2:0] len_b = gen_level[k-1].len[(2*i+1)*(L-1) +: L-1];
                    {{ p }}_enc_merge #(.A(B/2), .B(B/2), .LEN(L-1){% if fpga %},
                        .CUT(ALIGN_CUT[k] ? 1 : 0){% endif %}) u_merge (
                        {% if fpga %}.clk(clk), .en(en),
                        {% endif %}.a(gen_level[k-1].bits[2*i*(B/2) +: B/2]), .a_len(len_a),
                        .b(gen_level[k-1].bits[(2*i+1)*(B/2) +: B/2]),
                        .fill(last_d & (i == N - 1)), .y(bits_d[i*B +: B]));
                    assign len_d[i*L +: L] = {1'b0, len_a} + {1'b0, len_b};
                end
            end else begin : gen_elements
                assign valid_d = s_valid;
                assign last_d  = s_last;
                if (RAW == 0) begin : gen_code
                    assign bits_d = s_code;
                    assign len_d  = s_len;
                end else begin : gen_raw
                    for (i = 0; i < LANES; i = i + 1) begin : gen_lane
                        wire [CODE_LEN-1:0]     len_a = s_len[i*CODE_LEN +: CODE_LEN];
                        wire [LEN+CODE_LEN-1:0] wide = { {LEN{1'b0}}, len_a};
                        wire unused_high = &{1'b0, wide};
                        {{ p }}_enc_merge #(.A(CODE), .B(RAW), .LEN(CODE_LEN)) u_merge (
                            {% if fpga %}.clk(clk), .en(en),
                            {% endif %}.a(s_code[i*ELEMENT+RAW +: CODE]), .a_len(len_a),
                            .b(s_code[i*ELEMENT +: RAW]), .fill(s_last & (i == LANES - 1)),
                            .y(bits_d[i*ELEMENT +: ELEMENT]));
                        assign len_d[i*LEN +: LEN]
                            = (wide[LEN-1:0] + RAW_BITS[LEN-1:0]) & {LEN{|len_a}};
                    end
                end
            end
{%- if fpga %}
            localparam CLOCKS = (ALIGN_CUT[k] ? 1 : 0) + (CUT[k] ? 1 : 0);
            {{ p }}_delay #(.BITS(N*B), .CLOCKS(CUT[k] ? 1 : 0)) u_level (
                .clk(clk), .en(en), .d(bits_d), .q(bits));
            {{ p }}_delay #(.BITS(N*L+1), .CLOCKS(CLOCKS)) u_len (
                .clk(clk), .en(en), .d({len_d, last_d}), .q({len, last}));
            {{ p }}_valid #(.CLOCKS(CLOCKS)) u_valid (
{%- else %}
            {{ p }}_delay #(.BITS(N*(B+L)+1), .CLOCKS(CUT[k] ? 1 : 0)) u_level (
                .clk(clk), .en(en), .d({bits_d, len_d, last_d}), .q({bits, len, last}));
            {{ p }}_valid #(.CLOCKS(CUT[k] ? 1 : 0)) u_valid (
{%- endif %}
                .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(valid_d), .q(valid));
        end
    endgenerate
    assign m_valid = gen_level[LEVELS].valid;
    assign m_len   = gen_level[LEVELS].len;
    assign m_last  = gen_level[LEVELS].last;
    wire [LANES*ELEMENT+WORD-1:0] filled = {gen_level[LEVELS].bits, {WORD{m_last}}};
    wire unused = &{1'b0, filled};
    assign m_bits  = filled[LANES*ELEMENT+WORD-1 -: WORD];
endmodule
