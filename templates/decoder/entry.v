// Loop 1, the entry loop: where the walk enters the next word, from where it entered this one. An
// AND-OR over the rows of the word's transform{% if head.fpga %}, decoded ahead{% else %} and a decoder{% endif %}; how wide a word is does not matter.
module {{ p }}_dec_entry #(
    parameter X = 24,
    parameter E = 5{% if head.fpga %},
    parameter CUT = 1                            // registers behind the rows, one-hot
{%- endif %}
) (
    input  wire           clk,
    input  wire           {{ rst.port }},
    input  wire           en,
    input  wire           valid,                 // a word
{%- if head.fpga %}
    input  wire           soon_last,             // of a frame, CUT clocks before
{%- else %}
    input  wire           last,                  // of a frame: the next is entered behind its header
{%- endif %}
    input  wire [X*E-1:0] t,{% if head.fpga %}                     // CUT clocks before all others{% endif %}
    output wire [X-1:0]   entry,                 // one-hot
    output wire [E-1:0]   exit                   // bits beyond the word, of a last one too
);
    localparam [X-1:0] FIRST = { {X-1{1'b0}}, 1'b1} << {{ head.bits }};

    reg  [X-1:0] entry_q;
    wire [X-1:0] next;
{%- if head.fpga %}
    wire [X*E-1:0] here;
    wire [X*X-1:0] rows_d, rows;                 // each one-hot, so that nothing is decoded in the loop
    genvar e;
    generate
        for (e = 0; e < X; e = e + 1) begin : gen_row
            wire [X-1:0] row;
            {{ p }}_dec_onehot #(.X(X), .E(E)) u_row (
                .value(t[e*E +: E]), .onehot(row));
            // The next word of a frame's last is entered behind its header, wherever this one was.
            assign rows_d[e*X +: X] = soon_last ? FIRST : row;
        end
    endgenerate
    {{ p }}_delay #(.BITS(X*X), .CLOCKS(CUT)) u_rows (.clk(clk), .en(en), .d(rows_d), .q(rows));
    {{ p }}_delay #(.BITS(X*E), .CLOCKS(CUT)) u_here (.clk(clk), .en(en), .d(t), .q(here));
    {{ p }}_dec_pick #(.X(X), .E(X)) u_next (
        .clk(clk), .en(en), .entry(entry_q), .t(rows), .exit(next));
    {{ p }}_dec_pick #(.X(X), .E(E)) u_pick (
        .clk(clk), .en(en), .entry(entry_q), .t(here), .exit(exit));
{%- else %}
    {{ p }}_dec_pick #(.X(X), .E(E)) u_pick (.entry(entry_q), .t(t), .exit(exit));
    {{ p }}_dec_onehot #(.X(X), .E(E)) u_next (.value(exit), .onehot(next));
{%- endif %}
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) entry_q <= FIRST;
        else if (en & valid) entry_q <= {% if !head.fpga %}last ? FIRST : {% endif %}next;
    end
    assign entry = entry_q;
endmodule
