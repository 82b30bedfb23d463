// Bus words -> windows: a word of the frame and the bits behind it, first bit highest. A word goes
// on when its lookahead is there: the next word has come, or there is none because the frame ends.
// Where no byte is, bits are 0 and keep is 0.
// What a frame's header says stands beside all its words.
{%- if head.check_ahead %}
//
// The check behind the frame is taken off: a byte is the frame's where as many as a check has are
// behind it, all of them in this word and the next one. A word of nothing else is left out, and
// the frame ends with the word before it.
{%- endif %}
module {{ p }}_dec_lookahead #(
    parameter BITS = 64,                         // of a word
    parameter LOOK = 11,                         // bits behind it, at most BITS
    parameter KEEP = 10                          // bytes that those touch, the word's among them
) (
    input  wire                 clk,
    input  wire                 {{ rst.port }},
    input  wire                 en,
    input  wire                 s_valid,
    output wire                 s_ready,         // registers and a few gates, low in reset
    input  wire [BITS-1:0]      s_data,
    input  wire [BITS/8-1:0]    s_keep,
    input  wire                 s_last,
    input  wire                 s_wrong,         // a word of no bytes, with which the frame is in error
{%- if head.check_ahead %}
    input  wire                 room,            // for one check more
    output wire                 push,
    output wire [{{ head.check_bits - 1 }}:0]          check,           // of a frame, as its last word goes on
{%- else if head.check_bits > 0 %}
    input  wire                 s_short,         // the frame was shorter than its check
{%- endif %}
{%- if head.side_bits > 0 %}
    input  wire [{{ head.side_bits - 1 }}:0]  s_side,          // of the packet
{%- endif %}
    output wire                 valid,
    output wire                 last,
    output wire                 wrong,
    output wire [BITS+LOOK-1:0] window,
    output wire [KEEP-1:0]      keep,            // first byte lowest
    output wire {{ head.index_range }}       index,           // of the book
    output wire                 ends,            // the packet ends with the frame
{%- if head.along_bits > 0 %}
    output wire [{{ head.along_bits - 1 }}:0]  along,           // {base, side}
{%- endif %}
{{ head.start_ports() }}    output wire                 short            // the frame has no header
);
    localparam BYTES = BITS / 8;

    reg              next_valid_q, word_valid_q;
    reg              open_q;                     // not in reset
    wire             next_last_q, word_last_q;
    wire             next_wrong_q, word_wrong_q;
    wire [BITS-1:0]  next_bits_q, {% if head.fpga %}next_bits, {% endif %}word_bits_q;
    wire [BYTES-1:0] next_keep_q, word_keep_q;

    // ---- the next word becomes the word, and what comes the next one
{%- if head.check_ahead %}
    localparam CHECK = {{ head.check_bits / 8 }};                // bytes
    wire held  = next_last_q & ~room;            // a frame's end waits until its check has a place
    wire there = next_valid_q & ~held;
    wire load  = open_q & (~next_valid_q | (~held & (~word_valid_q | en)));
    // Nothing but the check: the frame ends with the word, if that is of the same frame.
    wire next_rest = next_last_q & ~next_keep_q[CHECK];
    wire skip  = word_valid_q & ~word_last_q & next_rest;
{%- else %}
    wire there = next_valid_q;
    wire load  = open_q & (~next_valid_q | ~word_valid_q | en);
    wire skip  = 1'b0;                           // every word goes on
{%- endif %}
    wire go    = word_valid_q & (word_last_q | there);
    wire free  = ~word_valid_q | (en & go);      // the word's register takes the next word
    assign s_ready = load;

    wire [BITS-1:0] in_bits;
    genvar i;
    generate
        for (i = 0; i < BYTES; i = i + 1) begin : gen_byte
{%- if head.fpga %}
            // Behind the register, for in front of it tkeep has logic of all bytes.
            assign in_bits[BITS-1-8*i -: 8]   = s_data[8*i +: 8];
            assign next_bits[BITS-1-8*i -: 8] = next_bits_q[BITS-1-8*i -: 8] & {8{next_keep_q[i]}};
{%- else %}
            assign in_bits[BITS-1-8*i -: 8] = s_data[8*i +: 8] & {8{s_keep[i]}};
{%- endif %}
        end
    endgenerate

    {{ p }}_delay #(.BITS(BITS+BYTES+2), .CLOCKS(1)) u_next (
        .clk(clk), .en(load), .d({in_bits, s_keep, s_last, s_wrong}),
        .q({next_bits_q, next_keep_q, next_last_q, next_wrong_q}));
    {{ p }}_delay #(.BITS(BITS+BYTES+2), .CLOCKS(1)) u_word (
        .clk(clk), .en(free), .d({ {{- head.next_bits() }}, next_keep_q, next_last_q, next_wrong_q}),
        .q({word_bits_q, word_keep_q, word_last_q, word_wrong_q}));
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            open_q       <= 1'b0;
            next_valid_q <= 1'b0;
            word_valid_q <= 1'b0;
        end else begin
            open_q <= 1'b1;
            if (load) next_valid_q <= s_valid;
            if (free) word_valid_q <= there & ~skip;
        end
    end
{%- if head.check_ahead %}

    // ---- the check: of the next word, and of the one before it
    wire [BITS+8*CHECK-1:0] end_bits = {word_bits_q[8*CHECK-1:0], {{ head.next_bits() -}} };
    wire [BITS+8*CHECK-1:0] end_bytes;
    generate
        for (i = 0; i < BYTES + CHECK; i = i + 1) begin : gen_end
            assign end_bytes[8*i +: 8] = end_bits[BITS+8*CHECK-1-8*i -: 8];
        end
    endgenerate
    {{ p }}_dec_trailer #(.BYTES(BYTES), .CHECK(CHECK)) u_trailer (
        .data(end_bytes), .keep(next_keep_q), .check(check));
    assign push = free & there & next_last_q;
{%- else if head.check_bits > 0 %}
    reg next_short_q, word_short_q;
    always @(posedge clk) begin
        if (load) next_short_q <= s_short;
        if (free) word_short_q <= next_short_q;
    end
{%- endif %}
{% include "decoder/first.v" %}

    // What lies behind a frame's last word is another frame's.
    wire [BITS-1:0]  ahead_bits = {{ head.next_bits() }} & {BITS{~word_last_q}};
    wire [BYTES-1:0] ahead_keep = next_keep_q & {BYTES{~word_last_q}};
    wire [2*BYTES-1:0]   all_keep = {ahead_keep, word_keep_q};
    wire [BITS+LOOK-1:0] all_bits = {word_bits_q, ahead_bits[BITS-1 -: LOOK]};
    wire unused = &{1'b0, ahead_bits, all_keep};

{{ head.start_assigns() }}    assign valid  = go;
{%- if head.check_ahead %}
    assign last   = word_last_q | next_rest;
    assign wrong  = word_wrong_q | (next_wrong_q & ~word_last_q);
    assign keep   = all_keep[CHECK +: KEEP];
    generate
        for (i = 0; i < KEEP; i = i + 1) begin : gen_window
            localparam HERE = 8*i + 8 > BITS + LOOK ? BITS + LOOK - 8*i : 8;
            assign window[BITS+LOOK-1-8*i -: HERE] =
                all_bits[BITS+LOOK-1-8*i -: HERE] & {HERE{keep[i]}};
        end
    endgenerate
{%- else %}
    assign last   = word_last_q;
    assign wrong  = word_wrong_q;
    assign keep   = all_keep[KEEP-1:0];
    assign window = all_bits;
{%- endif %}
endmodule
