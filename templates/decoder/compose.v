// The transforms of two neighbouring segments of G bits -> that of both: enter a, leave it into b,
// leave b. An entry beyond a is an entry of b, so those rows are wires.
module {{ p }}_dec_compose #(
    parameter G = 8,
    parameter X = 24,
    parameter E = 5{% if fpga %},
    parameter CUT = 1,                           // registers behind where b is entered
    parameter PART_CUT = 1                       // and inside the picks
{%- endif %}
) (
{%- if fpga %}
    input  wire           clk,
    input  wire           en,
{%- endif %}
    input  wire [X*E-1:0] a,
    input  wire [X*E-1:0] b,
    output wire [X*E-1:0] t
);
    // Bit l: some element is l bits long.
    localparam [X:0] LENGTHS = {{ lengths }};

    // Bit x: a walk that enters a at bit e can leave it x bits behind.
    function automatic [X-1:0] reach(input integer entry);
        reg [G+X-1:0] at;
        integer place;
        begin
            at = { {G+X-1{1'b0}}, 1'b1} << entry;
            for (place = 0; place < G; place = place + 1) begin
                if (at[place]) at = at | ({ {G-1{1'b0}}, LENGTHS} << place);
            end
            reach = at[G +: X];
        end
    endfunction

    wire unused = &{1'b0, a};
{%- if fpga %}
    wire [X*E-1:0] then;                         // b, as the pick sees it
    {{ p }}_delay #(.BITS(X*E), .CLOCKS(CUT)) u_then (.clk(clk), .en(en), .d(b), .q(then));
    wire [X*E-1:0] passed;                       // and behind it
    wire unused_passed = &{1'b0, passed};
    {{ p }}_delay #(.BITS(X*E), .CLOCKS(PART_CUT)) u_passed (
        .clk(clk), .en(en), .d(then), .q(passed));
{%- endif %}
    genvar e;
    generate
        for (e = 0; e < X; e = e + 1) begin : gen_row
            if (e < G) begin : gen_through
{%- if fpga %}
                wire [X-1:0] middle_d, middle;
                {{ p }}_dec_onehot #(.X(X), .E(E), .CAN(reach(e))) u_middle (
                    .value(a[e*E +: E]), .onehot(middle_d));
                {{ p }}_delay #(.BITS(X), .CLOCKS(CUT)) u_cut (
                    .clk(clk), .en(en), .d(middle_d), .q(middle));
                {{ p }}_dec_pick #(.X(X), .E(E), .CUT(PART_CUT)) u_pick (
                    .clk(clk), .en(en), .entry(middle), .t(then), .exit(t[e*E +: E]));
{%- else %}
                wire [X-1:0] middle;
                {{ p }}_dec_onehot #(.X(X), .E(E), .CAN(reach(e))) u_middle (
                    .value(a[e*E +: E]), .onehot(middle));
                {{ p }}_dec_pick #(.X(X), .E(E)) u_pick (
                    .entry(middle), .t(b), .exit(t[e*E +: E]));
{%- endif %}
            end else begin : gen_pass
                assign t[e*E +: E] = {% if fpga %}passed{% else %}b{% endif %}[(e-G)*E +: E];
            end
        end
    endgenerate
endmodule
