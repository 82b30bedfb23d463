// Two entries, full throughput. room is a register, low in reset: it cuts the path from m_ready
// back into the pipeline, which may push in every clock in which room is high and in no other.
module {{ p }}_fifo #(
    parameter BITS = 8
) (
    input  wire            clk,
    input  wire            {{ rst.port }},
    output wire            room,
    input  wire            push,
    input  wire [BITS-1:0] d,
    output wire            m_valid,
    input  wire            m_ready,
    output wire [BITS-1:0] q
);
    reg            room_q;
    reg            head_valid_q;
    reg            next_valid_q;
{%- if gated %}
    wire [BITS-1:0] head_q, next_q;
{%- else %}
    reg [BITS-1:0] head_q;
    reg [BITS-1:0] next_q;
{%- endif %}

    wire in   = push & room_q;
    wire load = ~head_valid_q | m_ready;         // the head is free or leaves
    wire wait_d = ~load & (next_valid_q | in);   // the second entry is taken
{%- if gated %}

    {{ p }}_delay #(.BITS(BITS), .CLOCKS(1)) u_head (
        .clk(clk), .en(load), .d(next_valid_q ? next_q : d), .q(head_q));
    {{ p }}_delay #(.BITS(BITS), .CLOCKS(1)) u_next (
        .clk(clk), .en(room_q), .d(d), .q(next_q));
{%- else %}

    always @(posedge clk) begin
        if (load) head_q <= next_valid_q ? next_q : d;
        if (room_q) next_q <= d;
    end
{%- endif %}
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            room_q       <= 1'b0;
            head_valid_q <= 1'b0;
            next_valid_q <= 1'b0;
        end else begin
            room_q       <= ~wait_d;
            head_valid_q <= ~load | next_valid_q | in;
            next_valid_q <= wait_d;
        end
    end

    assign room    = room_q;
    assign m_valid = head_valid_q;
    assign q       = head_q;
endmodule
