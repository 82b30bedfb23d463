// Rotated beats -> full words, as bytes. The word under way is in acc; a beat that completes it
// leaves the bits that wrapped round (below mask) as the beginning of the next word.
//
// A packet's end that wraps round needs a word more: it waits in acc and goes out with the next
// clock. That costs no bubble: the next packet starts on a fresh word and cannot fill it before.
module {{ p }}_enc_pack #(
    parameter BITS  = 16,
{%- if side %}
    parameter SIDE  = 1,                         // bits of what travels with a packet
{%- endif %}
{%- if fpga %}
    parameter CUT   = 1,                         // registers behind what becomes of a beat
{%- endif %}
    parameter TIGHT = 0                          // 1: a beat can leave less than a byte of the word free
) (
    input  wire              clk,
    input  wire              {{ rst.port }},
    input  wire              en,
    // a rotated beat: bits behind its end are 0, or 1 in the packet's last beat
    input  wire              valid,
    input  wire              last,
    input  wire              carry,              // the word is full
    input  wire              rest,               // and bits are left over
    input  wire [BITS/8-1:0] keep,               // bytes that the word under way then has
    input  wire [BITS-1:0]   beat,
    input  wire [BITS-1:0]   mask,               // 1 from the beat's place on
{%- if side %}
    input  wire [SIDE-1:0]   side,
    output wire [SIDE-1:0]   word_side,
{%- endif %}
    // a word of the frame
    output wire              push,
    output wire [BITS-1:0]   word,               // first byte lowest, its first bit highest
    output wire [BITS/8-1:0] word_keep,
    output wire              word_last
);
    reg              pend_q;                     // acc is a whole word, to go out
    reg              pend_last_q;
    reg [BITS/8-1:0] pend_keep_q;
    reg [BITS-1:0]   acc_q;

    wire more  = carry & last & rest;            // the packet's end needs one word more
    wire hold  = ~pend_q & ~carry & ~last;       // the word is not complete
    wire whole = pend_q | hold | more;           // acc takes all of the beat
    wire below = ~pend_q & carry & ~last;        // acc takes what wrapped round
    wire ones  = (TIGHT != 0) & ~pend_q & more;  // padding up to where the beat began

{%- if fpga %}

    // ---- what becomes of it, known a register ahead of the beat, for it goes to all bits
    wire             now_valid, now_pend, now_hold, now_whole, now_below, now_ones;
    wire [BITS-1:0]  now_beat, now_mask;
    {{ p }}_delay #(.BITS(BITS/8+6), .CLOCKS(CUT)) u_take (
        .clk(clk), .en(en),
        .d({pend_q ? pend_keep_q : keep | {BITS/8{carry}}, pend_q ? pend_last_q : last & ~more,
            pend_q, hold, whole, below, ones}),
        .q({word_keep, word_last, now_pend, now_hold, now_whole, now_below, now_ones}));
    {{ p }}_delay #(.BITS(2*BITS), .CLOCKS(CUT)) u_take_beat (
        .clk(clk), .en(en), .d({beat, mask}), .q({now_beat, now_mask}));
    {{ p }}_valid #(.CLOCKS(CUT)) u_take_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(valid), .q(now_valid));
    {{ p }}_valid #(.CLOCKS(CUT)) u_take_push (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .d(pend_q | (valid & (carry | last))), .q(push));
{%- else %}

    assign push      = pend_q | (valid & (carry | last));
    assign word_keep = pend_q ? pend_keep_q : keep | {BITS/8{carry}};
    assign word_last = pend_q ? pend_last_q : last & ~more;
{%- endif %}

{%- if side %}
    reg [SIDE-1:0] pend_side_q;
    always @(posedge clk) begin
        if (en & valid) pend_side_q <= side;
    end
{%- if fpga %}
    {{ p }}_delay #(.BITS(SIDE), .CLOCKS(CUT)) u_take_side (
        .clk(clk), .en(en), .d(pend_q ? pend_side_q : side), .q(word_side));
{%- else %}
    assign word_side = pend_q ? pend_side_q : side;
{%- endif %}
{%- endif %}

    wire [BITS-1:0] full = acc_q | {% if fpga %}(now_beat & now_mask & {BITS{~now_pend}}){% else %}(beat & mask & {BITS{~pend_q}}){% endif %};
    genvar i;
    generate
        for (i = 0; i < BITS/8; i = i + 1) begin : gen_byte
            assign word[8*i +: 8] = full[BITS-1-8*i -: 8];
        end
    endgenerate

    wire [BITS-1:0] take = {% if fpga %}{BITS{now_whole}} | ({BITS{now_below}} & ~now_mask){% else %}{BITS{whole}} | ({BITS{below}} & ~mask){% endif %};

    always @(posedge clk) begin
        if (en & valid) begin
            pend_last_q <= last;
            pend_keep_q <= keep | {BITS/8{carry & ~more}};
        end
    end
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            pend_q <= 1'b0;
            acc_q  <= {BITS{1'b0}};
        end else if (en) begin
            pend_q <= valid & (pend_q ? carry | last : more);
{%- if fpga %}
            if (now_valid) begin
                acc_q <= (acc_q & {BITS{now_hold}}) | (now_beat & take)
                       | (now_mask & {BITS{now_ones}});
            end else if (now_pend) acc_q <= {BITS{1'b0}};
{%- else %}
            if (valid) acc_q <= (acc_q & {BITS{hold}}) | (beat & take) | (mask & {BITS{ones}});
            else if (pend_q) acc_q <= {BITS{1'b0}};
{%- endif %}
        end
    end
endmodule
