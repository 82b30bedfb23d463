// The serial decoder's loop: the length of the element at the window's head, and the shift that
// drops it. One element or one end of frame in every clock; a frame's good end rides on its last
// element, so that the next frame's first chunk is taken in that same clock.
//
// Out of the loop: where the next chunk goes (from the count as it stands, beside the length), and
// every comparison with the count (one per class of the code, picked by the class).
//
// Frames of one packet are joined. One in error ends it; what follows of it is dropped.
module {{ p }}_dec_window #(
    parameter CHUNK = 16,
    parameter COUNT = 5                          // bits of a count of 0 to CHUNK
) (
    input  wire             clk,
    input  wire             {{ rst.port }},
    input  wire             en,
    input  wire             chunk_valid,
    output wire             chunk_take,
    input  wire [CHUNK-1:0] chunk_bits,
    input  wire [COUNT-1:0] chunk_count,
    input  wire [2:0]       chunk_ones,
    input  wire             chunk_last,
    input  wire             chunk_wrong,         // by a tkeep: a last chunk of no bits
    input  wire             chunk_first,         // it brings the frame's header, and of that:
    input  wire {{ head.index_range }}   chunk_index,
    input  wire             chunk_ends,          // the packet ends with the frame
    input  wire             chunk_beyond,        // there is no such book
    input  wire             chunk_short,         // no header, or no such book
{%- if head.along_bits > 0 %}
    input  wire [{{ head.along_bits - 1 }}:0] chunk_along,         // {base, side}
    output wire [{{ head.along_bits - 1 }}:0] along,               // the element's
{%- endif %}
{{ head.window_ports() }}    output wire {{ head.index_range }}   index,               // of the element's book
    output wire             valid,
    output wire             keep,                // an element; else only a frame's end
    output wire             last,
    output wire [3:0]       user,                // {reason, error}, at last
    output wire {{ code.element_range }}   bits                 // the element is at their head
);
    localparam X    = {{ code.element_bits }};                  // longest element
    localparam CODE = {{ code.code_bits }};                  // longest codeword
{{ head.window_books() }}    localparam INDEX   = {{ head.index_bits }};
    localparam CLASSES = {{ code.classes }};
    localparam [CLASSES*16-1:0] BITS = {         // of a whole element
{%- for row in code.bits %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };

    // Room for a chunk behind all that a clock can leave: it never runs dry where CHUNK >= X, and
    // seven ones that may be padding wait for the frame's end without standing in its way.
    localparam ROOM   = 2*X > 8 ? 2*X - 1 : 7;
    localparam WINDOW = CHUNK + ROOM;
    localparam W      = $clog2(WINDOW + 1);
    localparam [31:0] FITS = ROOM;

    reg  [WINDOW-1:0] win_q;                     // zeros behind the count
    reg  [W-1:0]      count_q;
    reg  signed [W:0] must_q;                    // count less the ones that can be padding
    reg               ended_q;                   // the frame's last chunk is in the window
    reg               fine_q;                    // and it is none that ends the frame in error
    reg               skip_q;                    // dropping what follows an error
    reg               wrong_q;                   // no header, or one that names no book
    reg               beyond_q;
    reg               ends_q;                    // the packet ends with this frame
    reg  [INDEX-1:0]  index_q;

    // ---- the element at the head: its class, whether it is whole, whether the frame ends with it
    wire [CLASSES:0]   in;
    wire [CLASSES-1:0] whole;
    wire [CLASSES-1:0] final_one;
{{ head.window_book(p) }}    {{ p }}_dec_code u_code (.book(book), .bits(win_q[WINDOW-1 -: CODE]), .in(in));
    genvar i;
    generate
        for (i = 0; i < CLASSES; i = i + 1) begin : gen_class
            localparam [W:0] LEN = BITS[16*i +: W+1];
            assign whole[i]     = in[i] & (count_q >= LEN[W-1:0]);
            assign final_one[i] = whole[i] & fine_q & (must_q <= $signed(LEN));
        end
    endgenerate
    wire any     = |whole;
    wire invalid = in[CLASSES];
    wire many    = |count_q[W-1:3];              // 8 bits or more: no padding
    wire stop    = ~any & (ended_q | wrong_q | (invalid & many));
    wire finish  = stop | (|final_one);
    wire padding = must_q <= $signed({W+1{1'b0}});
    wire good    = fine_q & padding & ~wrong_q;  // so a stop is no error

    // ---- the next chunk: behind the bits of this frame, or at the head for the next one
    wire refill = chunk_valid & ~skip_q & ~ended_q & (count_q <= FITS[W-1:0]);
    wire start  = chunk_valid & ended_q & (ends_q | any | good);
    wire fine   = chunk_last & ~chunk_wrong;
    wire empty  = chunk_count == {COUNT{1'b0}};
    wire [W+COUNT-1:0] wide = { {W{1'b0}}, chunk_count};
    wire [W-1:0]       add  = wide[W-1:0];
    wire unused = &{1'b0, wide};
    wire signed [W:0]  add_must  = $signed({1'b0, add}) - $signed({ {W-2{1'b0}}, chunk_ones});
    wire [W-1:0]       more      = count_q + (add & {W{refill}});
    wire signed [W:0]  more_must = (refill & ~empty) ? $signed({1'b0, count_q}) + add_must : must_q;
    wire [WINDOW-1:0]  fresh     = {chunk_bits, {WINDOW-CHUNK{1'b0}}};
    wire [WINDOW-1:0]  both      = win_q | ((fresh >> count_q) & {WINDOW{refill}});
    assign chunk_take = en & (finish ? start : refill | (skip_q & chunk_valid));
    always @(posedge clk) begin
        if (chunk_take & chunk_first) begin
            index_q  <= chunk_index;
            ends_q   <= chunk_ends;
            beyond_q <= chunk_beyond;
        end
    end
{%- if head.along_bits > 0 %}
    reg [{{ head.along_bits - 1 }}:0] along_q;
    always @(posedge clk) begin
        if (chunk_take & chunk_first) along_q <= chunk_along;
    end
    assign along = along_q;
{%- endif %}
    wire skipped_ends = chunk_first ? chunk_ends : ends_q;

    // ---- the shift: one AND-OR over the classes
    reg [WINDOW-1:0] shifted;
    reg [W-1:0]      len;
    integer j;
    always @* begin
        shifted = both & {WINDOW{~any}};
        len     = {W{1'b0}};
        for (j = 0; j < CLASSES; j = j + 1) begin
            shifted = shifted | ((both << BITS[16*j +: W]) & {WINDOW{whole[j]}});
            len     = len | (BITS[16*j +: W] & {W{whole[j]}});
        end
    end

    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            win_q   <= {WINDOW{1'b0}};
            count_q <= {W{1'b0}};
            must_q  <= {W+1{1'b0}};
            ended_q <= 1'b0;
            fine_q  <= 1'b0;
            skip_q  <= 1'b0;
            wrong_q <= 1'b0;
        end else if (en) begin
            win_q   <= finish ? fresh & {WINDOW{start}} : shifted;
            count_q <= finish ? add & {W{start}} : more - len;
            must_q  <= finish ? add_must & {W+1{start & ~empty}} : more_must - $signed({1'b0, len});
            ended_q <= finish ? start & chunk_last : ended_q | (refill & chunk_last);
            fine_q  <= finish ? start & fine : fine_q | (refill & fine);
            skip_q  <= skip_q ? ~(chunk_valid & chunk_last & skipped_ends)
                              : stop & ~good & ~(ended_q & ends_q);
            wrong_q <= finish ? start & chunk_short : wrong_q | (refill & chunk_short);
        end
    end

{{ head.window_busy(rst) }}    // ---- what the frame's end reports, in the order of the format's rules
    wire [2:0] reason = wrong_q & beyond_q ? 3'd4
                      : ~ended_q | (invalid & many) ? 3'd2        // the rest is dropped
                      : ~fine_q  ? 3'd6          // a tkeep
                      : wrong_q  ? 3'd3          // truncated
                      : padding  ? 3'd0
                      : ~many    ? 3'd1          // bad padding
                      :            3'd3;         // truncated
    assign valid = any | (stop & (ends_q | ~good));
    assign keep  = any;
    assign last  = stop | ((|final_one) & ends_q);
    assign user  = {reason, |reason} & {4{stop}};
    assign bits  = win_q[WINDOW-1 -: X];
    assign index = index_q;
endmodule
