// (f) Of two slots, what is written to one, whenever and whatever, leaves the other as it was: no
// register of a slot changes but in the clock behind one in which the load bus named it, or, in the
// encoder, the one behind that.
module slots (
    input wire                clk,
    input wire [1:0]          load_slot,
    input wire                load_class_we,
    input wire [3:0]          load_len,
    input wire [`R-1:0]       load_u,
    input wire [`R-1:0]       load_off,
    input wire                load_last,
    input wire                load_symbol_we,
    input wire [`SYMBOL-1:0]  load_symbol,
    input wire                load_coded,
    input wire [3:0]          load_code_len,
    input wire [`R-1:0]       load_rank,
    input wire                load_first,
    input wire [`GROUPS-1:0]  load_group,
    input wire                load_fresh
);
    wire [2*`HELD-1:0] held;
`ifdef ENCODER
    par_enc_slots #(
        .SLOTS(2), .SYMBOL(`SYMBOL), .SHORTEST(`SHORTEST), .LONGEST(`LONGEST), .RANK(`R),
        .KEPT(`KEPT), .CLASS(`CLASS), .GROUPS(`GROUPS), .ESCAPE(`ESCAPE)
    ) u_slots (
        .clk(clk), .load_slot(load_slot), .load_class_we(load_class_we), .load_len(load_len),
        .load_off(load_off), .load_last(load_last), .load_symbol_we(load_symbol_we),
        .load_symbol(load_symbol), .load_coded(load_coded), .load_code_len(load_code_len),
        .load_rank(load_rank), .load_group(load_group), .load_fresh(load_fresh), .books(held));
`else
    wire [2*`BOOK-1:0]    books;
    wire [2*`OFFSETS-1:0] offsets;
    wire [2*`SYMBOLS-1:0] symbols;
    par_dec_slots u_slots (
        .clk(clk), .load_slot(load_slot), .load_class_we(load_class_we), .load_len(load_len),
        .load_u(load_u), .load_off(load_off), .load_last(load_last),
        .load_symbol_we(load_symbol_we), .load_symbol(load_symbol), .load_coded(load_coded),
        .load_code_len(load_code_len), .load_rank(load_rank), .load_first(load_first),
        .load_group(load_group), .load_fresh(load_fresh),
        .books(books), .offsets(offsets), .symbols(symbols));
    genvar k;
    generate
        for (k = 0; k < 2; k = k + 1) begin : gen_held
            assign held[k*`HELD +: `HELD] = {books[k*`BOOK +: `BOOK],
                offsets[k*`OFFSETS +: `OFFSETS], symbols[k*`SYMBOLS +: `SYMBOLS]};
        end
    endgenerate
`endif
    reg [2*`HELD-1:0] held_q;
    reg [1:0]         named_q, named_qq;
    reg [1:0]         clocks = 2'd0;
    always @(posedge clk) begin
        held_q   <= held;
        named_q  <= load_slot;
        named_qq <= named_q;
        if (clocks != 2'd2) clocks <= clocks + 2'd1;
    end
`ifdef ENCODER
    wire [1:0] may = named_q | named_qq;
`else
    wire [1:0] may = named_q;
`endif
    always @* if (clocks == 2'd2) begin
        slot_0: assert (may[0] || held[`HELD-1:0] == held_q[`HELD-1:0]);
        slot_1: assert (may[1] || held[`HELD +: `HELD] == held_q[`HELD +: `HELD]);
    end
endmodule
