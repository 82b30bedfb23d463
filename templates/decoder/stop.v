// Nothing behind a frame's first error: the elements before it, and what the frame's end reports.
{%- if head.blocks %}
// Frames of one packet are joined. One in error ends it, and what follows of it is dropped.
{%- endif %}
module {{ p }}_dec_stop #(
    parameter N     = 8,                         // slots
    parameter BLOCK = 8                          // slots of a block: N is a multiple
) (
    input  wire               clk,
    input  wire               {{ rst.port }},
    input  wire               en,
    input  wire               valid,
    input  wire               last,
    input  wire               wrong,             // a last word of no bytes: the frame ends by a tkeep
{%- if head.blocks %}
    input  wire               ends,              // the packet ends with the frame
{%- endif %}
{%- if head.bits > 0 %}
    input  wire               short,             // a frame without header
{%- endif %}
{%- if head.beyond %}
    input  wire               beyond,            // the header names no book
{%- endif %}
    input  wire [N-1:0]       ok,                // slot 0 lowest and first
    input  wire [N-1:0]       bad,
    input  wire [N/BLOCK-1:0] bad_block,         // a bad slot in the block
    input  wire [N/BLOCK-1:0] stray_block,       // one in which no codeword begins
    input  wire [N/BLOCK-1:0] cut_block,         // one in which an element is cut off
{%- if head.blocks %}
    output wire               packet_valid,      // the word is not dropped
    output wire               packet_last,       // of the packet
{%- endif %}
    output wire [N-1:0]       used,
    output wire [3:0]         user               // {reason, error} so far
);
    reg        dead_q;                           // an earlier word of the frame is in error
    reg  [2:0] why_q;                            // 1 bad padding, 2 invalid codeword, 3 truncated,
                                                 // {% if head.beyond %}4 no such book, {% endif %}6 tkeep
{%- if head.blocks %}
    reg        drop_q;                           // the packet has ended in error before this frame
{%- endif %}
{%- if head.beyond %}
    wire       none = dead_q | short | beyond;   // no elements from here on
{%- else if head.bits > 0 %}
    wire       none = dead_q | short;            // no elements from here on
{%- else %}
    wire       none = dead_q;                    // no elements from here on
{%- endif %}
    wire       dead = none | wrong | (|bad_block);
    // An element is cut off by the frame's end, so nothing else is wrong behind it; what has less
    // than a byte to the end lies behind everything. Where the frame ends by a tkeep, this is what
    // is wrong, and not what its end makes of the bits before it: reasons that are odd.
    wire [2:0] first = {% if head.beyond %}beyond ? 3'd4 : {% endif %}(|stray_block) ? 3'd2 : wrong ? 3'd6
                     : {% if head.bits > 0 %}short ? 3'd3 : {% endif %}(|cut_block) ? 3'd3 : 3'd1;
    wire [2:0] why   = dead_q & ~(wrong & why_q[0]) ? why_q : first;

    // Blocks were looked at before, so that no slot has to look at all those before it.
    genvar b, i;
    generate
        for (b = 0; b < N/BLOCK; b = b + 1) begin : gen_block
            wire dead_before;
            if (b == 0) begin : gen_first
                assign dead_before = none;
            end else begin : gen_behind
                assign dead_before = none | (|bad_block[b-1:0]);
            end
            for (i = 0; i < BLOCK; i = i + 1) begin : gen_slot
                assign used[b*BLOCK+i] = ok[b*BLOCK+i] & ~dead_before & ~(|bad[b*BLOCK +: i+1]);
            end
        end
    endgenerate
    assign user = dead ? {why, 1'b1} : 4'd0;
{%- if head.blocks %}

    // ---- from frames to packets
    assign packet_valid = valid & ~drop_q;
    assign packet_last  = last & (dead | ends);
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) drop_q <= 1'b0;
        else if (en & valid & last) drop_q <= (drop_q | dead) & ~ends;
    end
{%- endif %}

    always @(posedge clk) begin
        if (en & valid) why_q <= why;
    end
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) dead_q <= 1'b0;
        else if (en & valid) dead_q <= dead & ~last;
    end
endmodule
