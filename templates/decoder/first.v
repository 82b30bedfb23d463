{%- if head.bits > 0 || head.check_ahead || head.side_bits > 0 %}
    // ---- a frame's first word, as that becomes the word
    reg first_q;                                 // the next word is a frame's first
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) first_q <= 1'b1;
        else if (free & there) first_q <= next_last_q;
    end
{%- endif %}
{%- if head.bits > 0 || head.check_ahead %}
    localparam LEAST = {{ least_bytes }};                // bytes of {{ least_of }}
    reg short_q;
    always @(posedge clk) begin
        if (free) short_q <= first_q & ~next_keep_q[LEAST-1];
    end
{%- endif %}
{%- if head.bits > 0 %}
    localparam HEADER = {{ head.bits }};
    localparam INDEX  = {{ head.index_bits }};
    reg [HEADER-1:0] head_q;
    always @(posedge clk) begin
        if (free & there & first_q) head_q <= {{ head.next_bits() }}[BITS-1 -: HEADER];
    end
{%- endif %}
{%- if head.side_bits > 0 %}
    reg [{{ head.side_bits - 1 }}:0] next_side_q, word_side_q;
    always @(posedge clk) begin
        if (load) next_side_q <= s_side;
        if (free & first_q) word_side_q <= next_side_q;
    end
{%- endif %}
    assign index = {{ index }};
    assign ends  = {{ ends }};
    assign short = {{ short }};
{%- if head.along_bits > 0 %}
    assign along = {{ along }};              // what stands beside the frame's words
{%- endif %}
