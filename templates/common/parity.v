// Parity of what slots hold, a bit for every WORD bits: taken when a slot becomes valid, and
// compared in every clock while it is.
module {{ p }}_parity #(
    parameter SLOTS = 1,
    parameter BITS  = 300,                       // of a slot
    parameter WORD  = 32
) (
    input  wire                  clk,
    input  wire                  {{ rst.port }},
    input  wire [SLOTS-1:0]      valid,
    input  wire [SLOTS*BITS-1:0] held,           // slot 0 lowest; at rest two clocks behind valid
    output wire [SLOTS-1:0]      fault,          // a register: a valid slot is found broken
    output wire [SLOTS-1:0]      broken          // from then on until it is valid anew
);
    localparam WORDS = (BITS + WORD - 1) / WORD;
    genvar k, w;
    generate
        for (k = 0; k < SLOTS; k = k + 1) begin : gen_slot
            wire [WORDS-1:0] now;
            reg  [WORDS-1:0] taken_q;
            reg  [2:0]       valid_q;            // the newest lowest
            reg              fault_q, broken_q;
            wire             anew = valid[k] & ~valid_q[0];
            for (w = 0; w < WORDS; w = w + 1) begin : gen_word
                localparam BEGIN = k * BITS + w * WORD;
                localparam REST  = BITS - w * WORD;
                localparam WIDTH = REST < WORD ? REST : WORD;
                assign now[w] = ^held[BEGIN +: WIDTH];
            end
            always @(posedge clk) begin
                if (~valid_q[2]) taken_q <= now;
            end
            always @({{ rst.edge }}) begin
                if ({{ rst.on }}) begin
                    valid_q  <= 3'd0;
                    fault_q  <= 1'b0;
                    broken_q <= 1'b0;
                end else begin
                    valid_q  <= {valid_q[1:0], valid[k]};
                    fault_q  <= valid[k] & valid_q[2] & (now != taken_q);
                    broken_q <= broken[k];
                end
            end
            assign fault[k]  = fault_q;
            assign broken[k] = fault_q | (broken_q & ~anew);
        end
    endgenerate
endmodule
