// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_link.yaml
// Codebook: bf16_act.yaml, digest a00a06a7734ce6aa
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The element at the head of the bits: symbol and raw bits.
// A run is a row of codewords of one length whose symbols follow each other, so that
// symbol = codeword + a constant of the run. Behind the escape the symbol stands as it is.
module bf16_link_dec_symbol #(
    parameter X       = 12,                      // longest element
    parameter CODE    = 12,                      // longest codeword
    parameter SYMBOL  = 8,
    parameter RAW     = 0,
    parameter CLASSES = 4,
    parameter RUNS    = 4,
    parameter CUT     = 0,                       // registers before the sum
    parameter [CLASSES*CODE-1:0] FROM     = {CLASSES*CODE{1'b0}},
    parameter [CLASSES*8-1:0]    ENDS     = {CLASSES*8{1'b0}}, // where the symbol's last bit is
    parameter [RUNS*CODE-1:0]    RUN_FROM = {RUNS*CODE{1'b0}},
    parameter [RUNS*SYMBOL-1:0]  RUN_ADD  = {RUNS*SYMBOL{1'b0}}
) (
    input  wire              clk,
    input  wire              en,
    input  wire [X-1:0]      bits,
    output wire [SYMBOL-1:0] symbol,
    output wire [RAW:0]      raw                 // the lowest bit is none
);
    wire [CLASSES-1:0] in;
    wire [RUNS-1:0]    run;
    bf16_link_dec_range #(.BITS(CODE), .N(CLASSES), .FROM(FROM)) u_class (
        .bits(bits[X-1 -: CODE]), .in(in));
    bf16_link_dec_range #(.BITS(CODE), .N(RUNS), .FROM(RUN_FROM)) u_run (
        .bits(bits[X-1 -: CODE]), .in(run));

    wire [SYMBOL+X-1:0] ahead  = { {SYMBOL{1'b0}}, bits};
    wire [X+RAW:0]      after  = {bits, {RAW+1{1'b0}}};
    reg  [SYMBOL-1:0]   code_d, add_d;
    reg  [RAW:0]        raw_d;
    integer i;
    always @* begin
        code_d = {SYMBOL{1'b0}};
        add_d  = {SYMBOL{1'b0}};
        raw_d  = {RAW+1{1'b0}};
        for (i = 0; i < RUNS; i = i + 1)
            add_d = add_d | (RUN_ADD[SYMBOL*i +: SYMBOL] & {SYMBOL{run[i]}});
        for (i = 0; i < CLASSES; i = i + 1) begin
            code_d = code_d | (ahead[X-ENDS[8*i +: 8] +: SYMBOL] & {SYMBOL{in[i]}});
            raw_d  = raw_d | (after[X+RAW-ENDS[8*i +: 8] -: RAW+1] & {RAW+1{in[i]}});
        end
    end

    wire [SYMBOL-1:0] code, add;
    bf16_link_delay #(.BITS(2*SYMBOL+RAW+1), .CLOCKS(CUT)) u_cut (
        .clk(clk), .en(en), .d({code_d, add_d, raw_d}), .q({code, add, raw}));
    assign symbol = code + add;
endmodule

`default_nettype wire
