// CLOCKS registers in a row, advancing with en; no register at all where CLOCKS is 0.
// Not for control: there is no reset.
{%- if gated %} From {{ fewest }} of them on their clock stands while en is
// low: a gate for every {{ most }}.
{%- endif %}
module {{ p }}_delay #(
    parameter BITS   = 1,
    parameter CLOCKS = 1
) (
    input  wire            clk,
    input  wire            en,
    input  wire [BITS-1:0] d,
    output wire [BITS-1:0] q
);
    generate
        if (CLOCKS == 0) begin : gen_wire
            wire unused = &{1'b0, clk, en};
            assign q = d;
{%- if gated %}
        end else if (BITS*CLOCKS >= {{ fewest }}) begin : gen_gated
            localparam ALL = BITS*CLOCKS;
            wire [ALL+BITS-1:0] taps;
            assign taps[BITS-1:0] = d;
            genvar i;
            for (i = 0; i < ALL; i = i + {{ most }}) begin : gen_clock
                localparam HERE = ALL-i < {{ most }} ? ALL-i : {{ most }};
                {{ p }}_store #(.BITS(HERE)) u_taps (
                    .clk(clk), .we(en), .d(taps[i +: HERE]), .q(taps[BITS+i +: HERE]));
            end
            assign q = taps[ALL +: BITS];
{%- endif %}
        end else begin : gen_regs
            reg  [BITS*CLOCKS-1:0]     taps_q;
            wire [BITS*(CLOCKS+1)-1:0] taps = {taps_q, d};
            always @(posedge clk) begin
                if (en) taps_q <= taps[BITS*CLOCKS-1:0];
            end
            assign q = taps[BITS*(CLOCKS+1)-1 -: BITS];
        end
    endgenerate
endmodule
