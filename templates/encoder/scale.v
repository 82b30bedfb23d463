{%- if of.own %}
// Holds a block until its base is known, that of its own exponents. Beats wait in a ring of two
// blocks, so that one fills while the other leaves: a beat in and a beat out in every clock.
//
// A block ends after 2^BEATS beats, or with its packet. A beat with tlast and no element, behind a
// full block, is dropped: the packet ended with that block. So a full block without tlast waits for
// the beat behind it.
{%- else %}
// Holds a frame until its base is known, that of the exponents of the frame before. Beats wait in a
// ring as long as the division takes.
{%- if of.blocks %}
//
// A frame ends after 2^BEATS beats, or with its packet. A beat with tlast and no element, behind a
// full block, is none: the packet ended with that block.
{%- endif %}
{%- endif %}
//
// The division takes some clocks. A frame that ends before the last one's is done waits with its
// last beat, and nothing is taken meanwhile.
module {{ p }}_enc_scale #(
    parameter LANES    = 4,
    parameter LEVELS   = 2,                      // log2 LANES
    parameter SYMBOL   = 8,
    parameter EXPONENT = 8,                      // a symbol's upper bits
    parameter BITS     = 32,                     // of a beat's elements; its symbols lowest
    parameter COUNT    = 11,                     // bits that hold a frame's elements
{%- if of.side %}
    parameter SIDE     = 2,                      // bits of what travels with a packet
{%- endif %}
{%- if of.blocks %}
    parameter BEATS    = 4,                      // log2 of a block's beats
{%- endif %}
    parameter AT       = 5,                      // log2 of the ring's
    parameter CUT      = 0                       // clocks between a beat that is taken and the same here
) (
    input  wire                clk,
    input  wire                {{ rst.port }},
    output wire                room,             // a register, low in reset
    // a beat as it is taken
    input  wire                t_valid,
    input  wire                t_last,
{%- if of.blocks %}
    input  wire                t_empty,
{%- endif %}
    // the same, some clocks later
    input  wire                s_valid,
    input  wire [BITS-1:0]     s_data,
    input  wire [LANES-1:0]    s_keep,
{%- if !of.own %}
    input  wire                s_last,
{%- endif %}
{%- if of.side %}
    input  wire [SIDE-1:0]     s_side,
{%- endif %}
    // beats out, advancing with en
    input  wire                en,
    output wire                m_valid,
    output wire [BITS-1:0]     m_data,
    output wire [LANES-1:0]    m_keep,
    output wire                m_last,           // of the {% if of.own %}block{% else %}packet{% endif %}
{%- if of.own %}
    output wire                m_ends,           // and of the packet: for all of the block
{%- endif %}
{%- if of.side %}
    output wire [SIDE-1:0]     m_side,
{%- endif %}
    output wire [EXPONENT-1:0] m_base
);
    // ---- taken: where frames begin and end
    reg  first_q;                                // the next beat begins a frame
{%- if of.blocks %}
    reg  [BEATS-1:0] beat_q;                     // and its place there
    reg  open_q;                                 // a full block has ended, and not its packet
    wire t_close = open_q & t_last & t_empty;
    wire t_whole = t_last | (&beat_q);
    wire t_end   = t_valid & t_whole & ~t_close;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            first_q <= 1'b1;
            beat_q  <= {BEATS{1'b0}};
            open_q  <= 1'b0;
        end else if (t_valid) begin
            first_q <= t_whole;
            beat_q  <= t_whole ? {BEATS{1'b0}} : beat_q + 1'b1;
            open_q  <= (&beat_q) & ~t_last;
        end
    end
{%- else %}
    wire t_close = 1'b0;
    wire t_whole = t_last;
    wire t_end   = t_valid & t_last;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) first_q <= 1'b1;
        else if (t_valid) first_q <= t_last;
    end
{%- endif %}

    // ---- one division at a time. Behind an end that waits nothing is taken.
    wire decide;                                 // the base is known
    reg  busy_q, wait_q, room_q;
    wire space;
    wire go     = (t_end | wait_q) & ~busy_q;
    wire wait_d = (t_end | wait_q) & busy_q;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            busy_q <= 1'b0;
            wait_q <= 1'b0;
            room_q <= 1'b0;
        end else begin
            busy_q <= go | (busy_q & ~decide);
            wait_q <= wait_d;
            room_q <= space & ~wait_d;
        end
    end
    assign room = room_q;

    // ---- the base
    localparam SUMS = LEVELS == 0 ? 1 : LEVELS;  // clocks from a beat to its sum
    wire                s_first, s_whole, s_close, marked, start, done;
    wire [EXPONENT-1:0] base;
    {{ p }}_delay #(.BITS(3), .CLOCKS(CUT)) u_flags (
        .clk(clk), .en(1'b1), .d({first_q, t_whole & ~t_close, t_close}),
        .q({s_first, s_whole, s_close}));
    {{ p }}_valid #(.CLOCKS(CUT+1)) u_marked (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(1'b1), .d(go), .q(marked));
    {{ p }}_valid #(.CLOCKS(SUMS)) u_start (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(1'b1), .d(marked), .q(start));
    {{ p }}_enc_mean #(
        .LANES(LANES), .LEVELS(LEVELS), .SYMBOL(SYMBOL), .EXPONENT(EXPONENT), .COUNT(COUNT)
    ) u_mean (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .valid(s_valid), .first(s_first), .keep(s_keep),
        .symbol(s_data[LANES*SYMBOL-1:0]), .start(start), .done(done), .base(base));

    wire [AT-1:0] write_at;
    reg  [AT-1:0] mark_q;                        // behind the frame that is divided
    always @(posedge clk) begin
        if (marked) mark_q <= write_at;
    end
{%- if of.own %}

    // ---- does the packet end with the block? What is taken next says it.
    reg  wait_last_q;                            // tlast of the beat that waits
    reg  told_q, ends_q, done_q;
    always @(posedge clk) begin
        if (t_end) wait_last_q <= t_last;
        if (go) begin
            told_q <= wait_q ? wait_last_q : t_last;
            ends_q <= wait_q ? wait_last_q : t_last;
        end else if (t_valid & ~told_q) begin
            told_q <= 1'b1;
            ends_q <= t_close;
        end
    end
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) done_q <= 1'b0;
        else done_q <= (done | done_q) & ~decide;
    end
    assign decide = (done | done_q) & told_q;
{%- if of.side %}

    // What travels with the packet of the block that is divided.
    reg [SIDE-1:0] side_q, mark_side_q;
    always @(posedge clk) begin
        if (s_valid) side_q <= s_side;
        if (marked) mark_side_q <= side_q;
    end
{%- endif %}

    // ---- the ring
    wire [AT-1:0] known_to;
    {{ p }}_enc_hold #(.BITS(BITS+LANES), .HEADER({% if of.side %}SIDE+{% endif %}EXPONENT+1), .AT(AT)) u_hold (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .space(space), .write(s_valid & ~s_close),
        .s_data({s_data, s_keep}), .s_whole(s_whole), .write_at(write_at),
        .known(decide), .known_at(mark_q), .known_to(known_to),
        .head(decide), .head_at(known_to), .head_d({ {% if of.side %}mark_side_q, {% endif %}ends_q, base}),
        .en(en), .m_valid(m_valid), .m_data({m_data, m_keep}), .m_whole(m_last),
        .m_header({ {% if of.side %}m_side, {% endif %}m_ends, m_base}));
{%- else %}
    assign decide = done;
    wire unused = &{1'b0, s_close};

    // ---- the ring: beats of a frame leave as soon as the base of the frame before is known, that
    // is before they end. The first one has base 0.
    reg reset_q;                                 // it is the first
    reg frozen_q;                                // none beyond the mark
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            reset_q  <= 1'b1;
            frozen_q <= 1'b0;
        end else begin
            reset_q  <= 1'b0;
            frozen_q <= marked | (frozen_q & ~decide);
        end
    end
    wire m_whole;
    wire [AT-1:0] known_to;
    wire unused_hold = &{1'b0, m_whole, known_to};
    {{ p }}_enc_hold #(.BITS(BITS+LANES+{% if of.side %}SIDE+{% endif %}1), .HEADER(EXPONENT), .AT(AT)) u_hold (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .space(space), .write(s_valid),
        .s_data({ {% if of.side %}s_side, {% endif %}s_data, s_keep, s_last}), .s_whole(s_whole), .write_at(write_at),
        .known(~frozen_q | decide), .known_at(write_at), .known_to(known_to),
        .head(decide | reset_q), .head_at(reset_q ? {AT{1'b0}} : mark_q),
        .head_d(base & {EXPONENT{~reset_q}}),
        .en(en), .m_valid(m_valid), .m_data({ {% if of.side %}m_side, {% endif %}m_data, m_keep, m_last}), .m_whole(m_whole),
        .m_header(m_base));
{%- endif %}
endmodule
