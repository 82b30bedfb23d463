// The codebook's index of a packet: what stands beside its first beat, for all of it.
{%- if clamps %}
// An index beyond the last is the last.
{%- endif %}
module {{ p }}_enc_index #(
    parameter INDEX = 1,                         // bits of it
    parameter CUT   = 0                          // registers behind
) (
    input  wire             clk,
    input  wire             {{ rst.port }},
    input  wire             en,
    input  wire             s_valid,
    input  wire [INDEX-1:0] s_user,
    input  wire             s_last,
    output wire [INDEX-1:0] index
);
{%- if clamps %}
    localparam [INDEX-1:0] LAST = {{ last }};
    wire [INDEX-1:0] user = s_user > LAST ? LAST : s_user;
{%- else %}
    wire [INDEX-1:0] user = s_user;
{%- endif %}
    reg              begin_q;                    // the next beat begins a packet
    reg  [INDEX-1:0] index_q;
    wire [INDEX-1:0] index_d = begin_q ? user : index_q;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin_q <= 1'b1;
        else if (en & s_valid) begin_q <= s_last;
    end
    always @(posedge clk) begin
        if (en & s_valid) index_q <= index_d;
    end
    {{ p }}_delay #(.BITS(INDEX), .CLOCKS(CUT)) u_index (
        .clk(clk), .en(en), .d(index_d), .q(index));
endmodule
