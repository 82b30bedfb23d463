// Holds a frame until its base is known, that of the exponents of the frame before. Beats wait in a
// ring as long as the division takes. Of the first frame the base is 0.
module {{ p }}_enc_previous #(
    parameter LANES    = 4,
    parameter LEVELS   = 2,                      // log2 LANES
    parameter SYMBOL   = 8,
    parameter EXPONENT = 8,                      // a symbol's upper bits
    parameter BITS     = 32,                     // of a beat, its symbols lowest
    parameter COUNT    = 11,                     // bits that hold a frame's elements
    parameter HALVES   = 0,                      // 1: they are so many that sums are in two
    parameter BEATS    = 4,                      // log2 of a block's beats, 0 without blocks
    parameter AT       = 5,                      // log2 of the ring's
    parameter CUT      = 0                       // clocks between a beat that is taken and the same here
) (
    input  wire                clk,
    input  wire                {{ rst.port }},
    output wire                room,             // a register, low in reset
    // a beat as it is taken
    input  wire                t_valid,
    input  wire                t_last,
    input  wire                t_empty,
    // the same, some clocks later
    input  wire                s_valid,
    input  wire [BITS-1:0]     s_data,
    input  wire [LANES-1:0]    s_keep,
    input  wire                s_last,
    // beats out, advancing with en
    input  wire                en,
    output wire                m_valid,
    output wire [BITS-1:0]     m_data,
    output wire [LANES-1:0]    m_keep,
    output wire                m_last,           // of the packet
    output wire [EXPONENT-1:0] m_base
);
    wire                space, t_end, t_close, go, waits, s_whole, s_close, marked, decide;
    wire [EXPONENT-1:0] base;
    wire unused = &{1'b0, t_end, t_close, go, waits, s_close};
    {{ p }}_enc_find #(
        .LANES(LANES), .LEVELS(LEVELS), .SYMBOL(SYMBOL), .EXPONENT(EXPONENT), .COUNT(COUNT),
        .HALVES(HALVES), .BEATS(BEATS), .CUT(CUT)
    ) u_find (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .space(space), .room(room),
        .t_valid(t_valid), .t_last(t_last), .t_empty(t_empty), .t_end(t_end), .t_close(t_close),
        .go(go), .waits(waits),
        .s_valid(s_valid), .s_symbol(s_data[LANES*SYMBOL-1:0]), .s_keep(s_keep), .s_whole(s_whole),
        .s_close(s_close), .marked(marked), .done(decide), .base(base), .decide(decide));

    // ---- the ring: beats leave as soon as the base of the frame before is known, that is before
    // their own frame ends
    reg reset_q;                                 // it is the first frame
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
    wire          m_whole;
    wire [AT-1:0] write_at, known_to;
    reg  [AT-1:0] mark_q;                        // behind the frame that is divided
    always @(posedge clk) begin
        if (marked) mark_q <= write_at;
    end
    wire unused_hold = &{1'b0, m_whole, known_to};
    {{ p }}_enc_hold #(.BITS(BITS+LANES+1), .HEADER(EXPONENT), .AT(AT)) u_hold (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .space(space), .write(s_valid),
        .s_data({s_data, s_keep, s_last}), .s_whole(s_whole), .write_at(write_at),
        .known(~frozen_q | decide), .known_at(write_at), .known_to(known_to),
        .head(decide | reset_q), .head_at(reset_q ? {AT{1'b0}} : mark_q),
        .head_d(base & {EXPONENT{~reset_q}}),
        .en(en), .m_valid(m_valid), .m_data({m_data, m_keep, m_last}), .m_whole(m_whole),
        .m_header(m_base));
endmodule
