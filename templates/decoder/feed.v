// Bus words -> chunks of at most CHUNK bits with the frame's first bit highest, one in every clock.
// No bytes in a chunk are possible: the null beat of an empty frame.
// A frame's header is taken off its first chunk. No bits behind it: the frame has no header, or one
// that names no book.
module {{ p }}_dec_feed #(
    parameter BITS  = 16,                        // of the bus, a multiple of CHUNK
    parameter CHUNK = 16,
    parameter COUNT = 5                          // bits of a count of 0 to CHUNK
) (
    input  wire              clk,
    input  wire              {{ rst.port }},
    input  wire              s_valid,
    output wire              s_ready,            // a register, low in reset
    input  wire [BITS-1:0]   s_data,
    input  wire [BITS/8-1:0] s_keep,
    input  wire              s_last,
    input  wire              s_wrong,            // a word of no bytes, with which the frame is in error
{%- if head.check_bits > 0 %}
    input  wire              s_short,            // the frame was shorter than its check
{%- endif %}
{%- if head.side_bits > 0 %}
    input  wire [{{ head.side_bits - 1 }}:0] s_side,             // of the packet
{%- endif %}
    output wire              valid,
    input  wire              take,
    output wire [CHUNK-1:0]  bits,               // zeros where there is no byte
    output wire [COUNT-1:0]  count,              // how many bits
    output wire              first,              // the chunk that brings the header, and of that:
    output wire {{ head.index_range }}    index,              // of the book
    output wire              ends,               // the packet ends with the frame
{%- if head.along_bits > 0 %}
    output wire [{{ head.along_bits - 1 }}:0] along,              // {base, side}
{%- endif %}
{{ head.known_port() }}    output wire              beyond,             // there is no such book
    output wire              short,              // no header, or no such book
    output reg  [2:0]        ones,               // ones at the end of the last byte, 7 at most
    output wire              last,
    output wire              wrong               // and in error by its tkeep
);
    localparam BYTES = CHUNK / 8;

    // The word that is cut into chunks, and room for one behind it: so ready is a register, and
    // still a word can come in every clock.
    reg              room_q;
    reg              valid_q, next_valid_q;
    reg              last_q, next_last_q;
    reg              wrong_q, next_wrong_q;
    reg [BITS-1:0]   data_q, next_data_q;
    reg [BITS/8-1:0] keep_q, next_keep_q;
    wire             more;                       // another chunk of this word has bytes
    wire             swallow;                    // the chunk holds nothing but a part of the header
    wire             step = take | swallow;      // to the next one

    wire in     = s_valid & room_q;
    wire load   = ~valid_q | (step & ~more);     // the word is free or leaves
    wire wait_d = ~load & (next_valid_q | in);   // the one behind it is taken
    wire [BITS-1:0]   load_data = next_valid_q ? next_data_q : s_data;
    wire [BITS/8-1:0] load_keep = next_valid_q ? next_keep_q : s_keep;
    assign s_ready = room_q;
    always @(posedge clk) begin
        if (room_q) begin
            next_data_q  <= s_data;
            next_keep_q  <= s_keep;
            next_last_q  <= s_last;
            next_wrong_q <= s_wrong;
        end
        if (load) begin
            last_q  <= next_valid_q ? next_last_q : s_last;
            wrong_q <= next_valid_q ? next_wrong_q : s_wrong;
        end
    end
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            room_q       <= 1'b0;
            valid_q      <= 1'b0;
            next_valid_q <= 1'b0;
        end else begin
            room_q       <= ~wait_d;
            valid_q      <= ~load | next_valid_q | in;
            next_valid_q <= wait_d;
        end
    end
    generate
        if (BITS > CHUNK) begin : gen_shift
            assign more = keep_q[BYTES];
            always @(posedge clk) begin
                if (load) begin
                    data_q <= load_data;
                    keep_q <= load_keep;
                end else if (step) begin
                    data_q <= data_q >> CHUNK;
                    keep_q <= keep_q >> BYTES;
                end
            end
        end else begin : gen_whole
            assign more = 1'b0;
            always @(posedge clk) begin
                if (load) begin
                    data_q <= load_data;
                    keep_q <= load_keep;
                end
            end
        end
    endgenerate
{%- if head.check_bits > 0 %}
    reg word_short_q, next_short_q;
    always @(posedge clk) begin
        if (room_q) next_short_q <= s_short;
        if (load) word_short_q <= next_valid_q ? next_short_q : s_short;
    end
{%- endif %}

    genvar i;
    wire [CHUNK-1:0] whole;                      // with the header
    generate
        for (i = 0; i < BYTES; i = i + 1) begin : gen_byte
            assign whole[CHUNK-1-8*i -: 8] = data_q[8*i +: 8] & {8{keep_q[i]}};
        end
    endgenerate

    reg [COUNT-1:0] sum;
    reg [6:0]       tail;                        // the last byte's low bits
    reg             run;
    integer j;
    always @* begin
        sum  = {COUNT{1'b0}};
        tail = 7'd0;
        for (j = 0; j < BYTES; j = j + 1) begin
            if (keep_q[j]) begin
                sum  = sum + { {COUNT-4{1'b0}}, 4'd8};
                tail = data_q[8*j +: 7];
            end
        end
        ones = 3'd0;
        run  = 1'b1;
        for (j = 0; j < 7; j = j + 1) begin
            run  = run & tail[j];
            ones = ones + {2'd0, run};
        end
    end

    // ---- the header: the index, where packets are cut whether the packet ends with the frame, the
    // base. Where a chunk is shorter, it comes with the second one.
    localparam HEADER = {{ head.bits }};
    localparam INDEX  = {{ head.index_bits }};
    localparam LATER  = HEADER > CHUNK ? 1 : 0;
    localparam [31:0] BOOKS = {{ head.books }};
    localparam [31:0] TAKEN = HEADER - LATER * CHUNK;
    generate
        if (HEADER > 0) begin : gen_header
            reg first_q;                         // the chunk is a frame's first
            reg later_q;                         // it brings the rest of the header
            always @({{ rst.edge }}) begin
                if ({{ rst.on }}) first_q <= 1'b1;
                else if (step) first_q <= last;
            end
            always @({{ rst.edge }}) begin
                if ({{ rst.on }}) later_q <= 1'b0;
                else if (step) later_q <= swallow;
            end
            wire             brings = LATER == 1 ? later_q : first_q;
            wire             cut    = sum < TAKEN[COUNT-1:0] | (LATER == 1 & first_q);
            wire             none   = cut | beyond{{ head.or_short() }};
            wire [2*CHUNK-1:0] head;             // the header is at its head
            if (LATER == 1) begin : gen_part
                reg [CHUNK-1:0] part_q;
                always @(posedge clk) begin
                    if (swallow) part_q <= whole;
                end
                assign head = {part_q, whole};
            end else begin : gen_one
                wire unused_later = &{1'b0, later_q};
                assign head = {whole, {CHUNK{1'b0}}};
            end
            wire unused_head = &{1'b0, head};
{%- if head.base_bits > 0 %}
            wire [{{ head.base_bits - 1 }}:0] base = head[2*CHUNK-HEADER +: {{ head.base_bits }}];
{%- endif %}
            assign swallow = valid_q & first_q & ~last & LATER == 1;
            assign first   = brings | first_q;
            assign index   = {% if head.indexed %}head[2*CHUNK-1 -: INDEX]{% else %}{INDEX{1'b0}}{% endif %};
            assign ends    = {% if head.blocks %}head[2*CHUNK-HEADER+{{ head.base_bits }}] & ~cut{% else %}1'b1{% endif %};
            assign beyond  = {{ head.unknown() }} & ~cut;
            assign short   = first & none;
            assign bits    = brings ? whole << TAKEN : whole;
            assign count   = ~first ? sum : none ? {COUNT{1'b0}} : sum - TAKEN[COUNT-1:0];
        end else begin : gen_none
            assign swallow = 1'b0;
            assign first   = 1'b1;
            assign index   = {INDEX{1'b0}};
            assign ends    = 1'b1;
            assign beyond  = 1'b0;
            assign short   = {% if head.check_bits > 0 %}word_short_q{% else %}1'b0{% endif %};
            assign bits    = whole;
            assign count   = sum;
        end
    endgenerate
{%- if head.along_bits > 0 %}
{%- if head.side_bits > 0 %}

    // What travels with the frame comes with its first word.
    reg [{{ head.side_bits - 1 }}:0] side_q, next_side_q;
    reg                              start_q;    // the next word is a frame's first
    always @(posedge clk) begin
        if (room_q) next_side_q <= s_side;
        if (load & start_q) side_q <= next_valid_q ? next_side_q : s_side;
    end
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) start_q <= 1'b1;
        else if (load & (next_valid_q | in)) start_q <= next_valid_q ? next_last_q : s_last;
    end
{%- endif %}
    assign along = {{ head.along("gen_header.base", "ends", "side_q") }};
{%- endif %}

    assign valid = valid_q & ~swallow;
    assign last  = last_q & ~more;
    assign wrong = wrong_q;
endmodule
