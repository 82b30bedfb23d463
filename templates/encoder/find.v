// The base of a frame's exponents: where frames end, their statistics, and one division at a time.
// A frame that ends before the last one's is done waits with its last beat, and nothing is taken
// meanwhile.
module {{ p }}_enc_find #(
    parameter LANES    = 4,
    parameter LEVELS   = 2,                      // log2 LANES
    parameter SYMBOL   = 8,
    parameter EXPONENT = 8,                      // a symbol's upper bits
    parameter COUNT    = 11,                     // bits that hold a frame's elements
    parameter HALVES   = 0,                      // 1: they are so many that sums are in two
    parameter BEATS    = 4,                      // log2 of a block's beats, 0 without blocks
    parameter CUT      = 0                       // clocks between a beat that is taken and the same here
) (
    input  wire                    clk,
    input  wire                    {{ rst.port }},
    input  wire                    space,        // for what may still come
    output wire                    room,         // a register, low in reset
    // a beat as it is taken
    input  wire                    t_valid,
    input  wire                    t_last,
    input  wire                    t_empty,
    output wire                    t_end,        // it ends a frame
    output wire                    t_close,      // it is none
    output wire                    go,           // what ends a frame is divided
    output wire                    waits,        // that is the beat that waited
    // the same, some clocks later
    input  wire                    s_valid,
    input  wire [LANES*SYMBOL-1:0] s_symbol,
    input  wire [LANES-1:0]        s_keep,
    output wire                    s_whole,      // its frame ends with it
    output wire                    s_close,
    // the base
    output wire                    marked,       // its frame's beats have all come
    output wire                    done,         // it is known
    output wire [EXPONENT-1:0]     base,
    input  wire                    decide        // and used
);
    // ---- where frames begin and end
    wire t_first, t_whole;
    {{ p }}_enc_cut #(.BEATS(BEATS)) u_cut (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .valid(t_valid), .last(t_last), .empty(t_empty),
        .first(t_first), .whole(t_whole), .close(t_close));
    assign t_end = t_valid & t_whole & ~t_close;
    wire s_first;
    {{ p }}_delay #(.BITS(3), .CLOCKS(CUT)) u_flags (
        .clk(clk), .en(1'b1), .d({t_first, t_whole & ~t_close, t_close}),
        .q({s_first, s_whole, s_close}));

    // ---- one division at a time. Behind an end that waits nothing is taken.
    reg  busy_q, wait_q, room_q;
    wire wait_d = (t_end | wait_q) & busy_q;
    assign go    = (t_end | wait_q) & ~busy_q;
    assign waits = wait_q;
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
    // Clocks from a beat to its sum.
    localparam SUMS = (LEVELS == 0 ? 1 : LEVELS) + HALVES;
    wire start;
    {{ p }}_valid #(.CLOCKS(CUT+1)) u_marked (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(1'b1), .d(go), .q(marked));
    {{ p }}_valid #(.CLOCKS(SUMS)) u_start (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(1'b1), .d(marked), .q(start));
    {{ p }}_enc_mean #(
        .LANES(LANES), .LEVELS(LEVELS), .SYMBOL(SYMBOL), .EXPONENT(EXPONENT), .COUNT(COUNT),
        .HALVES(HALVES)
    ) u_mean (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .valid(s_valid), .first(s_first), .keep(s_keep),
        .symbol(s_symbol), .start(start), .done(done), .base(base));
endmodule
