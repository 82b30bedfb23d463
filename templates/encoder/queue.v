// As the other FIFO, with three entries. The end of a frame can push in two clocks in a row, with a
// word that leaves in parts in the way: with two entries every such frame would cost a clock.
module {{ p }}_enc_queue #(
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
    reg            room_q;                       // the third entry is free; low in reset too
    reg            head_valid_q, second_valid_q;
    {% if gated %}wire{% else %}reg{% endif %} [BITS-1:0] head_q, second_q, third_q;

    wire in    = push & room_q;
    wire leave = head_valid_q & m_ready;
    // The second is valid where the third is: ~room_q alone does not say so behind a reset.
    wire later = second_valid_q & (~room_q | in); // the third is, or becomes so
{%- if gated %}

    {{ p }}_delay #(.BITS(BITS), .CLOCKS(1)) u_head (
        .clk(clk), .en(leave | ~head_valid_q), .d(second_valid_q ? second_q : d), .q(head_q));
    {{ p }}_delay #(.BITS(BITS), .CLOCKS(1)) u_second (
        .clk(clk), .en(leave | ~second_valid_q), .d(room_q ? d : third_q), .q(second_q));
    {{ p }}_delay #(.BITS(BITS), .CLOCKS(1)) u_third (
        .clk(clk), .en(room_q), .d(d), .q(third_q));
{%- else %}

    always @(posedge clk) begin
        if (leave | ~head_valid_q) head_q <= second_valid_q ? second_q : d;
        if (leave | ~second_valid_q) second_q <= room_q ? d : third_q;
        if (room_q) third_q <= d;
    end
{%- endif %}
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            room_q         <= 1'b0;
            head_valid_q   <= 1'b0;
            second_valid_q <= 1'b0;
        end else begin
            room_q         <= ~(later & ~leave);
            head_valid_q   <= ~leave & head_valid_q | second_valid_q | in;
            second_valid_q <= leave ? later : second_valid_q | head_valid_q & in;
        end
    end

    assign room    = room_q;
    assign m_valid = head_valid_q;
    assign q       = head_q;
endmodule
