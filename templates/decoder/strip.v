// Takes the check off a frame's end: a word goes on when as many bytes of the frame as a check has
// have come behind it. A frame that is shorter has no bytes left, and is marked.
module {{ p }}_dec_strip #(
    parameter BYTES = 8,                         // of a word
    parameter CHECK = 4                          // of a check
) (
    input  wire               clk,
    input  wire               {{ rst.port }},
    // words that are full but for a frame's last, and contiguous
    input  wire               s_valid,
    output wire               s_ready,           // registers and a gate or two
    input  wire [8*BYTES-1:0] s_data,
    input  wire [BYTES-1:0]   s_keep,
    input  wire               s_last,
    input  wire               s_wrong,           // a word of no bytes, with which the frame is in error
{%- if head.side_bits > 0 %}
    input  wire [{{ head.side_bits - 1 }}:0] s_side,
    output wire [{{ head.side_bits - 1 }}:0] side,
{%- endif %}
    // and the same again
    output wire               valid,
    input  wire               ready,
    output wire [8*BYTES-1:0] data,
    output wire [BYTES-1:0]   keep,
    output wire               last,
    output wire               wrong,
    output wire               short,             // the frame has no check
    // checks, a clock behind a frame's last word
    input  wire               room,              // for one more
    output wire               push,
    output wire [8*CHECK-1:0] check
);
    localparam HELD = (CHECK + BYTES - 1) / BYTES; // words that wait
    localparam ALL  = (HELD + 1) * BYTES;        // bytes of them and of the next one

    reg [8*HELD*BYTES-1:0] held_q;               // the oldest lowest
    reg [HELD-1:0]         full_q;               // words of this frame: the newest, so the highest
    reg                    rest_q;               // the oldest is the rest of the frame before
    reg [BYTES-1:0]        rest_keep_q;
    reg                    rest_wrong_q, rest_short_q;
    assign s_ready = ready & room;
    wire take = s_valid & s_ready;

    // ---- the bytes that are there, and those with as many behind them as a check has
    wire [8*ALL-1:0] all_data = {s_data, held_q};
    wire [ALL-1:0]   all;
    wire [ALL-1:0]   body = all & (all >> CHECK);
    genvar i;
    generate
        for (i = 0; i < HELD; i = i + 1) begin : gen_word
            assign all[i*BYTES +: BYTES] = {BYTES{full_q[i]}};
        end
    endgenerate
    assign all[HELD*BYTES +: BYTES] = s_keep;

    // ---- the check: where the frame ends, that far before it
    wire [8*CHECK-1:0] check_d;
    reg  [8*CHECK-1:0] check_q;
    reg                push_q;
    wire [BYTES:0]     ends = {1'b0, s_keep} ^ {s_keep, 1'b1}; // behind so many of its bytes
    wire               whole = |(all[HELD*BYTES-CHECK +: BYTES+1] & ends);
    {{ p }}_dec_trailer #(.BYTES(BYTES), .CHECK(CHECK)) u_trailer (
        .data(all_data[8*ALL-1 -: 8*(BYTES+CHECK)]), .keep(s_keep), .check(check_d));

    // ---- the oldest word of the frame, and whether another one has bytes
    reg [8*BYTES-1:0] data_d;
    reg [BYTES-1:0]   keep_d, next_keep;
    integer           n;
    always @* begin
        data_d    = held_q[8*BYTES-1:0];
        keep_d    = body[BYTES-1:0];
        next_keep = body[BYTES +: BYTES];
        for (n = 1; n < HELD; n = n + 1) begin
            if (~full_q[n-1]) begin
                data_d    = held_q[8*n*BYTES +: 8*BYTES];
                keep_d    = body[n*BYTES +: BYTES];
                next_keep = body[(n+1)*BYTES +: BYTES];
            end
        end
        if (~full_q[HELD-1]) next_keep = s_keep & body[HELD*BYTES +: BYTES];
    end
    wire [HELD:0] one_more = {1'b1, full_q};
    wire unused = &{1'b0, one_more[0], all_data};
    wire some = full_q[HELD-1];                  // a word of this frame waits
    wire more = ~some | next_keep[0];            // the frame ends with the next word out

    always @(posedge clk) begin
        if (take) begin
            held_q       <= all_data[8*ALL-1:8*BYTES];
            check_q      <= check_d;
        end
        if (ready) begin
            rest_keep_q  <= next_keep;
            rest_wrong_q <= s_wrong;
            rest_short_q <= ~whole;
        end
    end
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            full_q <= {HELD{1'b0}};
            rest_q <= 1'b0;
            push_q <= 1'b0;
        end else begin
            if (take) full_q <= one_more[HELD:1] & {HELD{~s_last}};
            if (ready) rest_q <= take & s_last & more;
            push_q <= take & s_last;
        end
    end
{%- if head.side_bits > 0 %}

    // What travels with the frame comes with its first word.
    reg [{{ head.side_bits - 1 }}:0] side_q;
    always @(posedge clk) begin
        if (take & ~some) side_q <= s_side;
    end
    assign side = side_q;
{%- endif %}

    assign valid = rest_q | (s_valid & room & some & (s_last | full_q[0]));
    assign data  = rest_q ? held_q[8*BYTES-1:0] : data_d;
    assign keep  = rest_q ? rest_keep_q : keep_d;
    assign last  = rest_q | (s_last & ~more);
    assign wrong = rest_q ? rest_wrong_q : s_wrong;
    assign short = rest_q ? rest_short_q : ~whole;
    assign push  = push_q;
    assign check = check_q;
endmodule
