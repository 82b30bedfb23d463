// The row of a transform that a one-hot entry picks: an AND-OR, no matter how the entry was found.
module {{ p }}_dec_pick #(
    parameter X = 24,
    parameter E = 5{% if fpga %},
    parameter CUT = 0                            // registers behind four rows each
{%- endif %}
) (
{%- if fpga %}
    input  wire           clk,
    input  wire           en,
{%- endif %}
    input  wire [X-1:0]   entry,
    input  wire [X*E-1:0] t,
    output reg  [E-1:0]   exit
);
    integer i;
{%- if fpga %}
    localparam PARTS = (X + 3) / 4;
    reg  [PARTS*E-1:0] part_d;
    wire [PARTS*E-1:0] part;
    always @* begin
        part_d = {PARTS*E{1'b0}};
        for (i = 0; i < X; i = i + 1) begin
            part_d[(i/4)*E +: E] = part_d[(i/4)*E +: E] | (t[i*E +: E] & {E{entry[i]}});
        end
    end
    {{ p }}_delay #(.BITS(PARTS*E), .CLOCKS(CUT)) u_cut (.clk(clk), .en(en), .d(part_d), .q(part));
    always @* begin
        exit = {E{1'b0}};
        for (i = 0; i < PARTS; i = i + 1) exit = exit | part[i*E +: E];
    end
{%- else %}
    always @* begin
        exit = {E{1'b0}};
        for (i = 0; i < X; i = i + 1) begin
            exit = exit | (t[i*E +: E] & {E{entry[i]}});
        end
    end
{%- endif %}
endmodule
