// What a frame is sent by: the index that was asked for, or the raw book's, the last, where it is a
// slot without a codebook. Decided with the frame's first beat, for all of it.
module {{ p }}_enc_grant #(
    parameter SLOTS = 1,
    parameter FIRST = 0,                         // index of slot 0; the raw book is behind the slots
    parameter INDEX = 1
) (
    input  wire             clk,
    input  wire             {{ rst.port }},
    input  wire             en,
    input  wire             valid,               // a beat
    input  wire             last,                // of its frame
    input  wire [INDEX-1:0] asked,
    input  wire [SLOTS-1:0] slot_valid,
    output wire [INDEX-1:0] index,
    output wire             load,                // a frame begins
    output wire [FIRST+SLOTS-1:0] which,         // by this codebook, one-hot; none is the raw one
    output wire [SLOTS-1:0] taken,               // a frame begins by this slot
    output wire             refused              // a register: one goes raw instead
);
    localparam [31:0] RAW = FIRST + SLOTS;
    reg              begin_q, refused_q;
    reg  [INDEX-1:0] index_q;
    wire [SLOTS-1:0] refuse;
    wire             refused_d = |refuse;
    genvar k;
    generate
        for (k = 0; k < FIRST + SLOTS; k = k + 1) begin : gen_book
            localparam [31:0] NUMBER = k;
            wire here = asked == NUMBER[INDEX-1:0];
            if (k < FIRST) begin : gen_constant
                assign which[k] = here;
            end else begin : gen_slot
                assign which[k]        = here & slot_valid[k-FIRST];
                assign refuse[k-FIRST] = here & ~slot_valid[k-FIRST];
            end
        end
    endgenerate
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            begin_q   <= 1'b1;
            refused_q <= 1'b0;
        end else begin
            if (en & valid) begin_q <= last;
            refused_q <= load & refused_d;
        end
    end
    always @(posedge clk) begin
        if (en & valid) index_q <= index;
    end
    assign load    = en & valid & begin_q;
    assign index   = ~begin_q ? index_q : refused_d ? RAW[INDEX-1:0] : asked;
    assign taken   = which[FIRST +: SLOTS] & {SLOTS{load}};
    assign refused = refused_q;
endmodule
