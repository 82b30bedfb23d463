// The exact size of a block under every codebook, and which makes the smallest of it.
//
//   symbols -> size per lane -> of a beat -> of the block, the only loop -> smallest
//
// A register behind each level; nothing ever waits. Header and raw bits are as many under every
// codebook and are left out.
{%- if loadable %}
// A slot counts where it has been valid from the block's first beat to the decision.
{%- endif %}
module {{ p }}_enc_choose #(
    parameter LANES   = 4,
    parameter SYMBOL  = 8,
    parameter INDICES = 2,
    parameter INDEX   = 1,                       // bits of an index
    parameter SIZE    = 4,                       // bits of an element's size
{%- if loadable %}
    parameter SLOTS   = 1,
    parameter BOOK    = 308,                     // bits of a slot
{%- endif %}
    parameter TOTAL   = 10                       // and of a block's
) (
    input  wire                    clk,
    input  wire                    {{ rst.port }},
    // a beat
    input  wire                    valid,
    input  wire [LANES-1:0]        keep,
    input  wire [LANES*SYMBOL-1:0] symbol,
    input  wire                    whole,        // the block ends with it
    input  wire                    last,         // and so does the packet
    input  wire                    sure,         // which is known
    input  wire                    close,        // no beat: the packet ended with the block before
{%- if loadable %}
    // the slots
    input  wire [SLOTS-1:0]        slot_valid,
    input  wire [SLOTS*BOOK-1:0]   slot_books,
{%- endif %}
    // what has become of it
    output wire                    summed,       // a beat has been added
    output wire                    decide,       // the block that ended with the beat added last:
    output wire [INDEX-1:0]        index,        // its codebook
    output wire                    decide_last   // the packet ends with it
);
    localparam SUM = SIZE + $clog2(LANES);

    genvar i, k;

    // ---- size: per lane and index
    wire [LANES*INDICES*SIZE-1:0] size_d;
    reg  [LANES*INDICES*SIZE-1:0] size_q;
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_lane
            wire [INDICES*SIZE-1:0] size;
            {{ p }}_enc_size u_size (
                .symbol(symbol[i*SYMBOL +: SYMBOL]),{% if loadable %} .books(slot_books),{% endif %} .size(size));
            assign size_d[i*INDICES*SIZE +: INDICES*SIZE] = size & {INDICES*SIZE{keep[i]}};
        end
    endgenerate
    always @(posedge clk) size_q <= size_d;

    // ---- sum: of a beat; total: of the block
    reg  first_q;                                // the next beat begins a block
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) first_q <= 1'b1;
        else if (valid) first_q <= whole;
    end
    wire sum_valid, sum_first, sum_whole, sum_last, sum_sure, sum_close;
    {{ p }}_valid #(.CLOCKS(2)) u_sum_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(1'b1), .d(valid), .q(sum_valid));
    {{ p }}_delay #(.BITS(5), .CLOCKS(2)) u_sum (
        .clk(clk), .en(1'b1), .d({first_q, whole, last, sure, close}),
        .q({sum_first, sum_whole, sum_last, sum_sure, sum_close}));
    assign summed = sum_valid & ~sum_close;
{%- if loadable %}

    // A codebook that has been gone since is behind all others: above its total stands 1.
    wire [INDICES-1:0]           there = {{ there }};
    reg  [INDICES-1:0]           gone_size_q, gone_sum_q;
    wire [INDICES*(TOTAL+1)-1:0] totals;
    always @(posedge clk) begin
        gone_size_q <= ~there;
        gone_sum_q  <= gone_size_q | ~there;
    end
{%- else %}

    wire [INDICES*TOTAL-1:0] totals;
{%- endif %}
    generate
        for (k = 0; k < INDICES; k = k + 1) begin : gen_index
            wire [LANES*SUM-1:0] terms;
            for (i = 0; i < LANES; i = i + 1) begin : gen_term
                wire [SUM+SIZE-1:0] wide = { {SUM{1'b0}}, size_q[(i*INDICES+k)*SIZE +: SIZE]};
                wire unused_high = &{1'b0, wide};
                assign terms[i*SUM +: SUM] = wide[SUM-1:0];
            end
            reg [SUM-1:0] sum_d;
            integer j;
            always @* begin
                sum_d = terms[SUM-1:0];
                for (j = 1; j < LANES; j = j + 1) sum_d = sum_d + terms[j*SUM +: SUM];
            end
            reg [SUM-1:0]   sum_q;
            reg [TOTAL-1:0] total_q;
            wire [TOTAL+SUM-1:0] sum_wide = { {TOTAL{1'b0}}, sum_q};
            wire unused = &{1'b0, sum_wide};
            always @(posedge clk) begin
                sum_q <= sum_d;
                if (summed) total_q <= (total_q & {TOTAL{~sum_first}}) + sum_wide[TOTAL-1:0];
            end
{%- if loadable %}
            reg  gone_q;
            wire gone = gone_q | ~there[k];
            always @(posedge clk) gone_q <= summed & sum_first ? gone_sum_q[k] | ~there[k] : gone
                | (summed & gone_sum_q[k]);
            assign totals[k*(TOTAL+1) +: TOTAL+1] = {gone, total_q & {TOTAL{~gone}}};
{%- else %}
            assign totals[k*TOTAL +: TOTAL] = total_q;
{%- endif %}
        end
    endgenerate

    // ---- decide. Where it is not known whether the packet ends with a block, the next beat tells.
    // It is one level behind, so this costs no clock where beats follow each other.
    reg whole_q;                                 // the totals are a block's, not yet decided
    reg last_q, sure_q;
    always @(posedge clk) begin
        if (summed) begin
            last_q <= sum_last;
            sure_q <= sum_sure;
        end
    end
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) whole_q <= 1'b0;
        else if (sum_valid | decide) whole_q <= summed & sum_whole;
    end
    assign decide      = whole_q & (sure_q | sum_valid);
    assign decide_last = last_q | sum_close;
    {{ p }}_enc_smallest #(.N(INDICES), .BITS(TOTAL{% if loadable %}+1{% endif %}), .INDEX(INDEX)) u_smallest (
        .x(totals), .index(index));
endmodule
