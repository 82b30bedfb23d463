// Holds beats until the header of their frame is known: a ring, with a port to write and one to
// read. A frame's header waits in a memory of its own, at the place of the frame's first beat, so
// that short frames cost nothing either.
module {{ p }}_enc_hold #(
    parameter BITS   = 32,                       // of a beat
    parameter HEADER = 2,                        // of what is known of a frame
    parameter AT     = 5                         // log2 of the ring's beats; 5 or more
) (
    input  wire              clk,
    input  wire              {{ rst.port }},
    // beats in, as long as there is space: three may come a clock later than it says so
    output wire              space,
    input  wire              write,
    input  wire [BITS-1:0]   s_data,
    input  wire              s_whole,            // its frame ends with it
    output wire [AT-1:0]     write_at,           // its place
    // beats up to a place may leave
    input  wire              known,
    input  wire [AT-1:0]     known_at,
    output wire [AT-1:0]     known_to,           // up to here already
    // the header of the frame that begins at a place; with known or earlier
    input  wire              head,
    input  wire [AT-1:0]     head_at,
    input  wire [HEADER-1:0] head_d,
    // beats out, advancing with en
    input  wire              en,
    output wire              m_valid,
    output wire [BITS-1:0]   m_data,
    output wire              m_whole,
    output wire [HEADER-1:0] m_header            // the frame's
);
    // ---- the ring: beats up to write_at_q have come, up to known_at_q may leave, up to read_at_q
    // left. It never fills, so equal places mean none.
    reg [AT-1:0] write_at_q, known_at_q, read_at_q;
    reg [AT-1:0] count_q;                        // beats in it
    wire some = read_at_q != known_at_q;
    wire read = en & some;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            write_at_q <= {AT{1'b0}};
            known_at_q <= {AT{1'b0}};
            read_at_q  <= {AT{1'b0}};
            count_q    <= {AT{1'b0}};
        end else begin
            if (write) write_at_q <= write_at_q + 1'b1;
            if (known) known_at_q <= known_at;
            if (read) read_at_q <= read_at_q + 1'b1;
            if (write & ~read) count_q <= count_q + 1'b1;
            if (read & ~write) count_q <= count_q - 1'b1;
        end
    end
    assign space    = ~(&count_q[AT-1:2]);       // three may still come
    assign write_at = write_at_q;
    assign known_to = known_at_q;

{% if fpga %}    wire [BITS-1:0] beat;
    wire            whole;
    {{ p }}_enc_memory #(.BITS(BITS+1), .AT(AT)) u_beats (
        .clk(clk), .write(write), .write_at(write_at_q), .d({s_data, s_whole}),
        .read(read), .read_at(read_at_q), .q({beat, whole}));
{% else %}    {{ p }}_enc_memory #(.BITS(BITS+1), .AT(AT)) u_beats (
        .clk(clk), .write(write), .write_at(write_at_q), .d({s_data, s_whole}),
        .read(read), .read_at(read_at_q), .q({m_data, m_whole}));
{% endif %}
    // ---- headers
    reg              head_q;
    reg [AT-1:0]     head_at_q;
    reg [HEADER-1:0] head_d_q;
    always @(posedge clk) begin
        if (head) begin
            head_at_q <= head_at;
            head_d_q  <= head_d;
        end
    end
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) head_q <= 1'b0;
        else head_q <= head;
    end

    reg  running_q;                              // a beat has left since reset
    reg  valid_q;
    wire first = ~running_q | m_whole;           // the next beat begins a frame
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            valid_q   <= 1'b0;
            running_q <= 1'b0;
        end else if (en) begin
            valid_q   <= some;
            running_q <= running_q | {% if fpga %}valid_q{% else %}some{% endif %};
        end
    end

    // A header that is read while it is written goes round the memory.
{%- if fpga %} It is read beside every
    // beat: which of them is a frame's first one a block RAM says late in its clock.
{%- endif %}
    reg              round_q;
    reg [HEADER-1:0] round_header_q;
    always @(posedge clk) begin
        if (read{% if !fpga %} & first{% endif %}) begin
            round_q        <= head_q & (head_at_q == read_at_q);
            round_header_q <= head_d_q;
        end
    end
    wire [HEADER-1:0] header;
    {{ p }}_enc_memory #(.BITS(HEADER), .AT(AT)) u_headers (
        .clk(clk), .write(head_q), .write_at(head_at_q), .d(head_d_q),
        .read(read{% if !fpga %} & first{% endif %}), .read_at(read_at_q), .q(header));
{%- if fpga %}

    // ---- out: the header of a frame stays with all its beats
    {{ p }}_delay #(.BITS(BITS+1), .CLOCKS(1)) u_out (
        .clk(clk), .en(en), .d({beat, whole}), .q({m_data, m_whole}));
    {{ p }}_delay #(.BITS(HEADER), .CLOCKS(1)) u_out_header (
        .clk(clk), .en(en & valid_q & first), .d(round_q ? round_header_q : header), .q(m_header));
    {{ p }}_valid #(.CLOCKS(1)) u_out_valid (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .d(valid_q), .q(m_valid));
{%- else %}
    assign m_valid  = valid_q;
    assign m_header = round_q ? round_header_q : header;
{%- endif %}
endmodule
