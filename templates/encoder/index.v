// What comes with a packet's first beat, for all of it{% if indexed %}: in the lowest bits the codebook's index{% endif %}.
{%- if clamps %}
// An index beyond the last is the last.
{%- endif %}
module {{ p }}_enc_index #(
    parameter BITS = {{ least }},                          // of it
    parameter CUT  = 0                           // registers behind
) (
    input  wire            clk,
    input  wire            {{ rst.port }},
    input  wire            en,
    input  wire            s_valid,
    input  wire [BITS-1:0] s_user,
    input  wire            s_last,
    output wire [BITS-1:0] packet
);
{%- if clamps %}
    localparam [{{ index_bits - 1 }}:0] LAST = {{ last }};
{%- if above %}
    wire [{{ index_bits - 1 }}:0] s_index = s_user[{{ index_bits - 1 }}:0];
    wire [BITS-1:0] user = {s_user[BITS-1:{{ index_bits }}], s_index > LAST ? LAST : s_index};
{%- else %}
    wire [BITS-1:0] user = s_user > LAST ? LAST : s_user;
{%- endif %}
{%- else %}
    wire [BITS-1:0] user = s_user;
{%- endif %}
    reg             begin_q;                     // the next beat begins a packet
    reg  [BITS-1:0] packet_q;
    wire [BITS-1:0] packet_d = begin_q ? user : packet_q;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin_q <= 1'b1;
        else if (en & s_valid) begin_q <= s_last;
    end
    always @(posedge clk) begin
        if (en & s_valid) packet_q <= packet_d;
    end
    {{ p }}_delay #(.BITS(BITS), .CLOCKS(CUT)) u_packet (
        .clk(clk), .en(en), .d(packet_d), .q(packet));
endmodule
