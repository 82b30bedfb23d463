// Words from narrower beats, as many as the word has or as the frame has left. Beats are full but
// for a frame's last. The last beat of a word goes straight on with those before it.
module {{ p }}_dec_gather #(
    parameter BEAT = 1,                          // bytes
    parameter WORD = 4                           // bytes, some beats
) (
    input  wire              clk,
    input  wire              {{ rst.port }},
    input  wire              s_valid,
    input  wire [8*BEAT-1:0] s_data,
    input  wire [BEAT-1:0]   s_keep,
    input  wire              s_last,
{%- if head.side_bits > 0 %}
    input  wire [{{ head.side_bits - 1 }}:0] s_side,             // with the frame's first beat
    output wire [{{ head.side_bits - 1 }}:0] side,               // with its first word
{%- endif %}
    output wire              valid,
    input  wire              ready,
    output wire [8*WORD-1:0] data,
    output wire [WORD-1:0]   keep
);
    localparam BEATS = WORD / BEAT;
    reg [BEATS-1:0] at_q;                        // one-hot: the beat's place
    wire            take = s_valid & ready;
    wire            ends = s_last | at_q[BEATS-1];
    assign valid = s_valid & ends;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) at_q <= { {BEATS-1{1'b0}}, 1'b1};
        else if (take) at_q <= ends ? { {BEATS-1{1'b0}}, 1'b1} : at_q << 1;
    end
    genvar i;
    generate
        for (i = 0; i < BEATS; i = i + 1) begin : gen_beat
            if (i < BEATS - 1) begin : gen_held
                reg [8*BEAT-1:0] held_q;
                always @(posedge clk) begin
                    if (take & at_q[i]) held_q <= s_data;
                end
                assign data[8*BEAT*i +: 8*BEAT] = at_q[i] ? s_data : held_q;
                assign keep[BEAT*i +: BEAT] = s_keep & {BEAT{at_q[i]}} | {BEAT{|at_q[BEATS-1:i+1]}};
            end else begin : gen_last
                assign data[8*BEAT*i +: 8*BEAT] = s_data;
                assign keep[BEAT*i +: BEAT]     = s_keep & {BEAT{at_q[i]}};
            end
        end
    endgenerate
{%- if head.side_bits > 0 %}
    reg [{{ head.side_bits - 1 }}:0] side_q;
    always @(posedge clk) begin
        if (take & at_q[0]) side_q <= s_side;
    end
    assign side = at_q[0] ? s_side : side_q;
{%- endif %}
endmodule
