// The serial decoder's loop: the length of the element at the head, and the shift that drops it.
// One element or one end of frame in every clock; a frame's good end rides on its last element, so
// that the next frame's first chunk is taken in that same clock.
//
// What stands behind the head is in two chunks that `feed` holds. When an element leaves, as many
// bits of them come in behind the head as it had: only the head is shifted. A chunk is taken when
// all of it is in the head, which always has the longest element, or all the frame has left.
//
// Out of the loop: where the bits to come stand, and every comparison with what has been passed, by
// class of the code and with a constant, picked by the class.
{%- if !head.loads %}
// With CLASS_CUT the class is a register: while an element leaves, that of the next one is found
// for every length that this one may have.
{%- endif %}
//
// Frames of one packet are joined. One in error ends it; what follows of it is dropped.
module {{ p }}_dec_window #(
    parameter CHUNK = {{ chunk_bits }},
    parameter MISS  = {{ miss_bits }}{% if !head.loads %},{% else %} {% endif %}                         // bits of a number of bytes of a chunk
{%- if !head.loads %}
    parameter CLASS_CUT = 0
{%- endif %}
) (
    input  wire             clk,
    input  wire             {{ rst.port }},
    input  wire             en,
    input  wire             chunk_valid,
    output wire             chunk_take,
    input  wire [CHUNK-1:0] chunk_bits,          // ones where there is no byte
    input  wire [MISS-1:0]  chunk_miss,          // how many bytes there are not
    input  wire             chunk_last,
    input  wire             chunk_wrong,         // by a tkeep: a last chunk of no bits
    input  wire             chunk_first,         // it brings the frame's header, and of that:
    input  wire {{ head.index_range }}   chunk_index,
    input  wire             chunk_ends,          // the packet ends with the frame
    input  wire             chunk_beyond,        // there is no such book
    input  wire             chunk_short,         // no header, or no such book
    input  wire             next_valid,          // the chunk behind it, if it is not the last
    input  wire [CHUNK-1:0] next_bits,
    input  wire [MISS-1:0]  next_miss,
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
    localparam X      = {{ code.element_bits }};                // longest element
    localparam CODE   = {{ code.code_bits }};                // longest codeword
    localparam HEADER = {{ head.bits }};                // stands in front of a frame's elements
{{ head.window_books() }}    localparam INDEX  = {{ head.index_bits }};
    localparam CLASSES = {{ code.classes }};
    localparam [CLASSES*16-1:0] BITS = {         // of a whole element
{%- for row in code.bits %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };

    // The head: an element and the codeword behind it, or seven ones that may be padding; two
    // elements less a bit, so that a frame's last chunk has been taken ahead of its last element;
    // and all of its first chunk, which is taken with its beginning.
    localparam HEAD  = {{ head_bits }};
    localparam PLACE = $clog2(CHUNK);
    // What is passed: bits of the chunk that are in the head, or that it lacks. Where the last one
    // has been taken, it counts on from there, so that the frame's bits end at END.
    localparam [31:0] END    = CHUNK + HEAD;
    localparam [31:0] FEW    = END - 7;          // 7 bits are left, which may be padding
    localparam        PASSED = $clog2(END + X + 1);
    localparam [31:0] FIRST  = HEADER + HEAD - CHUNK; // of a frame's second chunk in its first head

    reg  [HEAD-1:0]   head_q;                    // ones behind the frame's end
    reg  [PLACE-1:0]  place_q;                   // of the first bit behind the head, in the chunk
    reg  [PASSED-1:0] passed_q;
    reg               live_q;                    // a frame is under way
    reg               tail_q;                    // its last chunk has been taken
    reg               fine_q;                    // and was none that ends the frame in error
    reg               skip_q;                    // dropping what follows an error
    reg               wrong_q;                   // no header, or one that names no book
    reg               beyond_q;
    reg               ends_q;                    // the packet ends with this frame
    reg  [INDEX-1:0]  index_q;

    // ---- the bits behind the head, and the head of a frame that begins
    wire [2*CHUNK-1:0] rest  = {chunk_bits, next_bits | {CHUNK{chunk_last}}};
    wire [2*CHUNK-1:0] moved = rest << place_q;
    wire [HEAD+X-1:0]  both  = {head_q, moved[2*CHUNK-1 -: X] | {X{tail_q}}};
    wire [HEAD-1:0]    fresh = rest[2*CHUNK-1-HEADER -: HEAD];
    wire               unused_rest = &{1'b0, rest, moved};

    // ---- the element at the head: its class, whether it is whole, whether the frame ends with it,
    // whether it takes all that is left of the chunk
    wire              begins;                    // the head is loaded, not shifted
    wire              step;                      // to the next element
    wire [CLASSES:0]  in;
    reg  [HEAD-1:0]   shifted;
    reg  [PASSED-1:0] len;
    integer           j;
    always @* begin
        shifted = {HEAD{1'b0}};
        len     = {PASSED{1'b0}};
        for (j = 0; j < CLASSES; j = j + 1) begin
            shifted = shifted | (both[HEAD+X-1-BITS[16*j +: 16] -: HEAD] & {HEAD{in[j]}});
            len     = len | (BITS[16*j +: PASSED] & {PASSED{in[j]}});
        end
    end
{{ head.window_book(p) }}{% if head.loads %}    {{ p }}_dec_code u_code (.book(book), .bits(head_q[HEAD-1 -: CODE]), .in(in));
    genvar i;
{%- else %}    genvar i;
    generate
        if (CLASS_CUT != 0) begin : gen_ahead
            wire [BOOKS-1:0] fresh_book;
            wire [CLASSES:0] fresh_in;
            {{ p }}_dec_onehot #(.X(BOOKS), .E(INDEX)) u_fresh_book (
                .value(chunk_index), .onehot(fresh_book));
            {{ p }}_dec_code u_fresh (
                .book(fresh_book), .bits(fresh[HEAD-1 -: CODE]), .in(fresh_in));
            wire [CLASSES*(CLASSES+1)-1:0] behind;
            for (i = 0; i < CLASSES; i = i + 1) begin : gen_behind
                localparam [15:0] LEN = BITS[16*i +: 16];
                {{ p }}_dec_code u_code (
                    .book(book), .bits(head_q[HEAD-1-LEN -: CODE]),
                    .in(behind[i*(CLASSES+1) +: CLASSES+1]));
            end
            reg [CLASSES:0] class_q, next;
            integer         k;
            always @* begin
                next = {CLASSES+1{1'b0}};
                for (k = 0; k < CLASSES; k = k + 1) begin
                    next = next | (behind[k*(CLASSES+1) +: CLASSES+1] & {CLASSES+1{class_q[k]}});
                end
            end
            always @(posedge clk) begin
                if (step) class_q <= begins ? fresh_in : next;
            end
            assign in = class_q;
        end else begin : gen_here
            {{ p }}_dec_code u_code (.book(book), .bits(head_q[HEAD-1 -: CODE]), .in(in));
        end
    endgenerate
{%- endif %}
{% if head.fpga %}    // x >= here as gates: a carry chain takes longer to enter and to leave.
    function automatic reached(input [PASSED-1:0] x, input [PASSED-1:0] here);
        integer n;
        begin
            reached = 1'b1;
            for (n = 0; n < PASSED; n = n + 1) begin
                reached = here[n] ? x[n] & reached : x[n] | reached;
            end
        end
    endfunction
{% else %}    function automatic reached(input [PASSED-1:0] x, input [PASSED-1:0] here);
        reached = x >= here;
    endfunction
{% endif %}    wire [CLASSES-1:0] whole, closing, over;
    generate
        for (i = 0; i < CLASSES; i = i + 1) begin : gen_class
            localparam [31:0] LEN     = { {16{1'b0}}, BITS[16*i +: 16]};
            localparam [31:0] TO_END  = END - LEN + 1;
            localparam [31:0] TO_FEW  = FEW - LEN;
            localparam [31:0] TO_NEXT = CHUNK - LEN;
            assign whole[i]     = in[i] & ~reached(passed_q, TO_END[PASSED-1:0]);
            assign closing[i]   = whole[i] & reached(passed_q, TO_FEW[PASSED-1:0])
                                & (&head_q[HEAD-1-LEN -: 7]);
            assign over[i]      = in[i] & reached(passed_q, TO_NEXT[PASSED-1:0]);
        end
    endgenerate
    wire fine    = tail_q ? fine_q : ~chunk_wrong;
    wire any     = live_q & (|whole);
    wire stop    = live_q & ~(|whole);
    wire closes  = live_q & fine & (|closing);
    wire finish  = stop | closes;
    wire few     = reached(passed_q, FEW[PASSED-1:0]);
    wire good    = few & fine & ~wrong_q & (&head_q[HEAD-1 -: 7]); // so a stop is no error

    // ---- the chunk: of a frame that begins, all in the head, or left behind an error
    wire passes = ~tail_q & (|over);
    wire held   = any & passes & ~chunk_last & ~next_valid; // by bits that are still to come
    wire start  = chunk_valid & (chunk_last | next_valid) & ~skip_q
                & (~live_q | (tail_q & (ends_q | any | good)));
    assign begins     = ~live_q | finish;
    assign step       = en & ~held;
    assign chunk_take = en & (begins & start | any & passes & ~held | skip_q & chunk_valid);
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

    // ---- what has been passed behind this element, and where the chunk's next bit is
    localparam [31:0] START = HEADER + HEAD;     // a first chunk's, where it is the last, in the tail
    wire [PASSED+MISS+2:0] wide_miss = { {PASSED{1'b0}}, chunk_miss, 3'd0}; // bits
    wire [PASSED+MISS+2:0] wide_next = { {PASSED{1'b0}}, next_miss, 3'd0};
    wire [PLACE-1:0]  placed  = place_q + len[PLACE-1:0];
    wire [PASSED-1:0] all     = passed_q + len;
    wire [PASSED-1:0] more    = all - CHUNK[PASSED-1:0] + wide_next[PASSED-1:0];
    wire [PASSED-1:0] in_tail = START[PASSED-1:0] + wide_miss[PASSED-1:0];
    wire [PASSED-1:0] in_next = FIRST[PASSED-1:0] + wide_next[PASSED-1:0];
    wire [PASSED-1:0] begun   = chunk_short ? END[PASSED-1:0] : chunk_last ? in_tail : in_next;
    wire              unused  = &{1'b0, wide_miss, wide_next, START, FIRST};
    always @(posedge clk) begin
        if (step) begin
            head_q   <= begins ? fresh : shifted;
            place_q  <= begins ? FIRST[PLACE-1:0] : passes ? placed - CHUNK[PLACE-1:0] : placed;
            fine_q   <= begins ? ~chunk_wrong : fine;
            tail_q   <= begins ? chunk_last : tail_q | passes & chunk_last;
            wrong_q  <= begins & chunk_short;
            passed_q <= begins ? begun : passes & ~chunk_last ? more : all;
        end
    end
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            live_q <= 1'b0;
            skip_q <= 1'b0;
        end else if (step) begin
            live_q <= begins ? start : 1'b1;
            skip_q <= skip_q ? ~(chunk_valid & chunk_last & skipped_ends)
                             : stop & ~good & ~(tail_q & ends_q);
        end
    end

    // ---- what the frame's end reports, in the order of the format's rules
    wire       none;                             // no codeword begins with the bits that are there
    generate
        if (CODE > 8) begin : gen_none
            wire [CODE-1:0]  there;              // zeros behind the frame's end
            wire [CLASSES:0] there_in;
            for (i = 0; i < CODE; i = i + 1) begin : gen_there
                localparam [31:0] BEHIND = END - i;
                assign there[CODE-1-i] = head_q[HEAD-1-i] & ~reached(passed_q, BEHIND[PASSED-1:0]);
            end
            {{ p }}_dec_code u_none (.book(book), .bits(there), .in(there_in));
            wire             unused_in = &{1'b0, there_in};
            assign none = there_in[CLASSES];
        end else begin : gen_whole
            assign none = in[CLASSES];
        end
    endgenerate
    wire [2:0] reason = wrong_q & beyond_q ? 3'd4
                      : ~few & none ? 3'd2       // the rest is dropped
                      : ~fine       ? 3'd6       // a tkeep
                      : wrong_q     ? 3'd3       // truncated
                      : good        ? 3'd0
                      : few         ? 3'd1       // bad padding
                      :               3'd3;      // truncated
{{ head.window_busy() }}    assign valid = any & ~held | stop & (ends_q | ~good);
    assign keep  = any;
    assign last  = stop | closes & ends_q;
    assign user  = {reason, |reason} & {4{stop}};
    assign bits  = head_q[HEAD-1 -: X];
    assign index = index_q;
endmodule
