// The sum of a frame's numbers, the only loop; a clock behind the last of them. With HALVES the
// upper half is a clock later, and the lower one waits for it.
module {{ p }}_enc_total #(
    parameter BITS   = 11,
    parameter IN     = 4,                        // of a number
    parameter HALVES = 0
) (
    input  wire            clk,
    input  wire            {{ rst.port }},
    input  wire            valid,
    input  wire            first,                // of its frame
    input  wire [IN-1:0]   d,
    output wire [BITS-1:0] q
);
    wire [BITS+IN-1:0] wide = { {BITS{1'b0}}, d};
    wire unused = &{1'b0, wide};
    generate
        if (HALVES == 0) begin : gen_whole
            wire unused_reset = &{1'b0, {{ rst.port }}};
            reg [BITS-1:0] sum_q;
            always @(posedge clk) begin
                if (valid) sum_q <= (sum_q & {BITS{~first}}) + wide[BITS-1:0];
            end
            assign q = sum_q;
        end else begin : gen_halves
            localparam LOW  = BITS / 2 > IN ? BITS / 2 : IN;
            localparam HIGH = BITS - LOW;
            reg  [LOW:0]    low_q;               // with what it carries
            reg  [LOW-1:0]  held_q;              // as late as the upper half
            reg  [HIGH-1:0] high_q;
            reg             first_q;
            wire            high_valid;
            wire [HIGH-1:0] carry = { {HIGH-1{1'b0}}, low_q[LOW]};
            {{ p }}_valid #(.CLOCKS(1)) u_high (
                .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(1'b1), .d(valid), .q(high_valid));
            always @(posedge clk) begin
                if (valid) begin
                    low_q   <= {1'b0, low_q[LOW-1:0] & {LOW{~first}}} + wide[LOW:0];
                    first_q <= first;
                end
                if (high_valid) high_q <= (high_q & {HIGH{~first_q}}) + carry;
                held_q <= low_q[LOW-1:0];
            end
            assign q = {high_q, held_q};
        end
    endgenerate
endmodule
