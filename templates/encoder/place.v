// Brings a beat to its place in the word: rotates it in two steps by the fill count, which is the
// encoder's only loop. Bits beyond the word's end wrap round to its front.
module {{ p }}_enc_place #(
    parameter WORD       = 64,
    parameter PLACE      = 6,                    // log2 WORD
    parameter LEN        = 6,                    // bits of a beat's length
    parameter START      = 0,                    // where a frame's first element begins
{%- if fpga %}
    parameter FILL_CUT   = 0,                    // registers behind the fill count,
    parameter FINE_CUT   = 0,                    // in the middle of the first step,
    parameter COARSE_CUT = 0,                    // and of the second
{%- endif %}
    parameter SHIFT_CUT  = 0,                    // registers behind the first step
    parameter ROTATE_CUT = 1                     // and the second
) (
    input  wire              clk,
    input  wire              {{ rst.port }},
    input  wire              en,
    input  wire              s_valid,
    input  wire [WORD-1:0]   s_bits,
    input  wire [LEN-1:0]    s_len,
    input  wire              s_whole,            // what wraps round is this word's front all the same
    input  wire              s_last,
    output wire              m_valid,
    output wire [WORD-1:0]   m_bits,
    output wire [WORD-1:0]   m_mask,             // 1 where they are this word's
    output wire [WORD/8-1:0] m_keep,             // bytes that this word then has
    output wire              m_carry,            // the word is full
    output wire              m_rest,             // and bits are left over
{%- if check %}
    output wire [1:0]        m_bytes,            // how many that are, a level earlier: the lowest bits
{%- endif %}
    output wire              m_last
);
    localparam FINE = PLACE / 2;                 // rotator levels of the first step
    localparam [31:0] START_AT = START;

    // ---- the fill count: where in the word the next beat begins
    reg  [PLACE-1:0]   fill_q;
    wire [LEN+PLACE:0] wide = { {PLACE+1{1'b0}}, s_len};
    wire [PLACE:0]     sum  = {1'b0, fill_q} + wide[PLACE:0];
    wire unused = &{1'b0, wide};
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) fill_q <= START_AT[PLACE-1:0];
        else if (en & s_valid) fill_q <= s_last ? START_AT[PLACE-1:0] : sum[PLACE-1:0];
    end

    // ---- shift: by the count's lower bits
    wire             shift_valid, shift_whole, shift_last;
    wire [WORD-1:0]  shift_bits_d, shift_bits;
    wire [PLACE-1:0] shift_at;
    wire [PLACE:0]   shift_sum;
{%- if fpga %}
    localparam MIDDLE = FINE > 1 ? FINE / 2 : 1;
    wire             fill_whole, fill_last, fine_whole, fine_last;
    wire [WORD-1:0]  fill_bits, fine_bits_d, fine_bits;
    wire [PLACE-1:0] fill_at, fine_at;
    wire [PLACE:0]   fill_sum, fine_sum;
    {{ p }}_delay #(.BITS(WORD+2*PLACE+3), .CLOCKS(FILL_CUT)) u_fill (
        .clk(clk), .en(en), .d({s_bits, fill_q, sum, s_whole, s_last}),
        .q({fill_bits, fill_at, fill_sum, fill_whole, fill_last}));
    {{ p }}_enc_rotate #(.BITS(WORD), .LO(0), .HI(MIDDLE)) u_finest (
        .d(fill_bits), .by(fill_at[MIDDLE-1:0]), .q(fine_bits_d));
    {{ p }}_delay #(.BITS(WORD+2*PLACE+3), .CLOCKS(FINE_CUT)) u_fine_cut (
        .clk(clk), .en(en), .d({fine_bits_d, fill_at, fill_sum, fill_whole, fill_last}),
        .q({fine_bits, fine_at, fine_sum, fine_whole, fine_last}));
    generate
        if (FINE > MIDDLE) begin : gen_fine
            {{ p }}_enc_rotate #(.BITS(WORD), .LO(MIDDLE), .HI(FINE)) u_fine (
                .d(fine_bits), .by(fine_at[FINE-1:MIDDLE]), .q(shift_bits_d));
        end else begin : gen_moved
            assign shift_bits_d = fine_bits;
        end
    endgenerate
    {{ p }}_delay #(.BITS(WORD+2*PLACE+3), .CLOCKS(SHIFT_CUT)) u_shift (
        .clk(clk), .en(en), .d({shift_bits_d, fine_at, fine_sum, fine_whole, fine_last}),
        .q({shift_bits, shift_at, shift_sum, shift_whole, shift_last}));
    {{ p }}_valid #(.CLOCKS(FILL_CUT+FINE_CUT+SHIFT_CUT)) u_shift_valid (
{%- else %}
    {{ p }}_enc_rotate #(.BITS(WORD), .LO(0), .HI(FINE)) u_fine (
        .d(s_bits), .by(fill_q[FINE-1:0]), .q(shift_bits_d));
    {{ p }}_delay #(.BITS(WORD+2*PLACE+3), .CLOCKS(SHIFT_CUT)) u_shift (
        .clk(clk), .en(en), .d({shift_bits_d, fill_q, sum, s_whole, s_last}),
        .q({shift_bits, shift_at, shift_sum, shift_whole, shift_last}));
    {{ p }}_valid #(.CLOCKS(SHIFT_CUT)) u_shift_valid (
{%- endif %}
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(s_valid), .q(shift_valid));

{%- if check %}
    assign m_bytes = shift_sum[4:3] + {1'b0, |shift_sum[2:0]};
{%- endif %}

    // ---- rotate: by the higher ones
    wire [WORD-1:0]   bits_d;
{%- if fpga %}
    localparam HALF = PLACE - (PLACE - FINE) / 2;
    wire              coarse_whole, coarse_last;
    wire [WORD-1:0]   coarse_bits_d, coarse_bits;
    wire [PLACE-1:0]  coarse_at;
    wire [PLACE:0]    coarse_sum;
    {{ p }}_enc_rotate #(.BITS(WORD), .LO(FINE), .HI(HALF)) u_coarse (
        .d(shift_bits), .by(shift_at[HALF-1:FINE]), .q(coarse_bits_d));
    {{ p }}_delay #(.BITS(WORD+2*PLACE+3), .CLOCKS(COARSE_CUT)) u_coarse_cut (
        .clk(clk), .en(en), .d({coarse_bits_d, shift_at, shift_sum, shift_whole, shift_last}),
        .q({coarse_bits, coarse_at, coarse_sum, coarse_whole, coarse_last}));
    generate
        if (PLACE > HALF) begin : gen_coarsest
            {{ p }}_enc_rotate #(.BITS(WORD), .LO(HALF), .HI(PLACE)) u_coarsest (
                .d(coarse_bits), .by(coarse_at[PLACE-1:HALF]), .q(bits_d));
        end else begin : gen_turned
            assign bits_d = coarse_bits;
        end
    endgenerate
    wire [WORD-1:0]   mask_d = {WORD{coarse_whole}} | ({WORD{1'b1}} >> coarse_at);
    wire [WORD/8-1:0] keep_d;
{%- else %}
    wire [WORD-1:0]   mask_d = {WORD{shift_whole}} | ({WORD{1'b1}} >> shift_at);
    wire [WORD/8-1:0] keep_d;
    {{ p }}_enc_rotate #(.BITS(WORD), .LO(FINE), .HI(PLACE)) u_coarse (
        .d(shift_bits), .by(shift_at[PLACE-1:FINE]), .q(bits_d));
{%- endif %}
    genvar i;
    generate
        for (i = 0; i < WORD/8; i = i + 1) begin : gen_keep
            localparam [31:0] FIRST_BIT = 8 * i;
            assign keep_d[i] = {% if fpga %}coarse{% else %}shift{% endif %}_sum[PLACE-1:0] > FIRST_BIT[PLACE-1:0];
        end
    endgenerate
    {{ p }}_delay #(.BITS(2*WORD+WORD/8+3), .CLOCKS(ROTATE_CUT)) u_rotate (
        .clk(clk), .en(en),
{%- if fpga %}
        .d({bits_d, mask_d, keep_d, coarse_sum[PLACE], |coarse_sum[PLACE-1:0], coarse_last}),
{%- else %}
        .d({bits_d, mask_d, keep_d, shift_sum[PLACE], |shift_sum[PLACE-1:0], shift_last}),
{%- endif %}
        .q({m_bits, m_mask, m_keep, m_carry, m_rest, m_last}));
    {{ p }}_valid #(.CLOCKS({% if fpga %}COARSE_CUT+{% endif %}ROTATE_CUT)) u_rotate_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(shift_valid), .q(m_valid));
endmodule
