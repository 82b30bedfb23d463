// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/e4m3_link.yaml
// Codebook: e4m3_act.yaml, digest 074d8b6fca4f0336, tag fe621fd8
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Windows -> the walk: for every slot of S bits, at which bit the first element from there on
// begins. A slot is no longer than the shortest element, so at most one begins in it.
//
//   up-sweep     transforms of slots, then of pairs of them, up to the word's
//   entry loop   the word's entry and its transform give the next word's entry
//   down-sweep   a segment's entry is its left half's, and through that half's transform its right
//                half's: down to the slots
//
// Going down asks for transforms of left halves again. Below level AGAIN they are made once more,
// from the window, which comes along anyway; above, they are kept.
module e4m3_link_dec_sweep #(
    parameter W      = 64,                       // bits of a word
    parameter S      = 8,                        // of a slot
    parameter LEVELS = 3,                        // W = S << LEVELS
    parameter X      = 24,                       // longest element
    parameter E      = 5,                        // bits of an entry
    parameter CODE   = 8,                        // longest codeword
    parameter AGAIN  = 1,
    parameter [LEVELS:0] UP_CUT   = {LEVELS+1{1'b1}}, // bit k: registers behind level k
    parameter [LEVELS:0] DOWN_CUT = {LEVELS+1{1'b1}} // bit LEVELS: behind the entry loop
) (
    input  wire                     clk,
    input  wire                     rst_n,
    input  wire                     en,
    input  wire                     valid,
    input  wire                     last,
    input  wire [W+X-2:0]           window,      // first bit highest
    input  wire [0:0]               index,       // of the book
    output wire                     walk_valid,
    output wire                     walk_last,
    output wire [W+X-2:0]           walk_window,
    output wire [0:0]               walk_index,
    output wire [((W/S)+1)*E-1:0]   walk         // slot 0 lowest, behind them the next word
);
    localparam N = W / S;
    localparam T = X * E;                        // bits of a transform

    // Registers behind the levels lo to hi-1.
    function automatic integer cuts(input [LEVELS:0] mask, input integer lo, input integer hi);
        integer j;
        begin
            cuts = 0;
            for (j = 0; j <= LEVELS; j = j + 1) begin
                if (j >= lo && j < hi && mask[j]) cuts = cuts + 1;
            end
        end
    endfunction
    localparam UP        = cuts(UP_CUT, 0, LEVELS + 1);
    localparam DOWN      = cuts(DOWN_CUT, 0, LEVELS + 1);
    localparam AGAIN_CUT = UP_CUT[0] ? 1 : 0;
    localparam AGAIN_AT  = UP + cuts(DOWN_CUT, AGAIN, LEVELS + 1) - AGAIN_CUT;

    wire             loop_valid, loop_last;
    wire [W+X-2:0]   again_window;
    wire [X-1:0]     loop_entry;
    wire [E-1:0]     loop_exit;
    genvar k, i;

    // ---- the book of the word, and of the word whose transforms are made once more
    localparam BOOKS = 1;
    localparam INDEX = 1;
    wire [INDEX-1:0] again_index;
    wire [BOOKS-1:0] book, again_book;
    e4m3_link_dec_onehot #(.X(BOOKS), .E(INDEX)) u_book (.value(index), .onehot(book));
    e4m3_link_dec_onehot #(.X(BOOKS), .E(INDEX)) u_again_book (
        .value(again_index), .onehot(again_book));
    wire unused_again = &{1'b0, again_book};     // with a single slot
    e4m3_link_delay #(.BITS(INDEX), .CLOCKS(AGAIN_AT)) u_again_index (
        .clk(clk), .en(en), .d(index), .q(again_index));
    e4m3_link_delay #(.BITS(INDEX), .CLOCKS(UP + DOWN - AGAIN_AT)) u_walk_index (
        .clk(clk), .en(en), .d(again_index), .q(walk_index));

    // ---- up-sweep: gen_up[k].t are the transforms of segments of S << k bits
    generate
        for (k = 0; k <= LEVELS; k = k + 1) begin : gen_up
            localparam M = N >> k;               // segments
            wire [M*T-1:0] t_d, t;
            for (i = 0; i < M; i = i + 1) begin : gen_segment
                if (k == 0) begin : gen_leaf
                    e4m3_link_dec_leaf #(.S(S), .X(X), .E(E), .CODE(CODE)) u_leaf (
                        .book(book), .bits(window[W+X-2-i*S -: S+CODE-1]), .t(t_d[i*T +: T]));
                end else begin : gen_pair
                    e4m3_link_dec_compose #(.G(S << (k-1)), .X(X), .E(E)) u_compose (
                        .a(gen_up[k-1].t[2*i*T +: T]), .b(gen_up[k-1].t[(2*i+1)*T +: T]),
                        .t(t_d[i*T +: T]));
                end
            end
            e4m3_link_delay #(.BITS(M*T), .CLOCKS(UP_CUT[k] ? 1 : 0)) u_cut (
                .clk(clk), .en(en), .d(t_d), .q(t));
        end
    endgenerate

    // ---- entry loop
    e4m3_link_valid #(.CLOCKS(UP)) u_loop_valid (
        .clk(clk), .rst_n(rst_n), .en(en), .d(valid), .q(loop_valid));
    e4m3_link_delay #(.BITS(1), .CLOCKS(UP)) u_loop_last (
        .clk(clk), .en(en), .d(last), .q(loop_last));
    e4m3_link_dec_entry #(.X(X), .E(E)) u_entry (
        .clk(clk), .rst_n(rst_n), .en(en), .valid(loop_valid), .last(loop_last),
        .t(gen_up[LEVELS].t), .entry(loop_entry), .exit(loop_exit));

    // ---- the window, on its way to the walk; gen_again[k].t are transforms made from it once more
    wire again_last;
    e4m3_link_delay #(.BITS(1), .CLOCKS(AGAIN_AT)) u_again_last (
        .clk(clk), .en(en), .d(last), .q(again_last));
    e4m3_link_dec_follow #(.BITS(W), .LOOK(X-1), .CLOCKS(AGAIN_AT)) u_again_window (
        .clk(clk), .en(en), .last(again_last), .d(window), .q(again_window));
    generate
        for (k = 0; k < AGAIN; k = k + 1) begin : gen_again
            localparam M = N >> k;
            wire [M*T-1:0] t_d, t;
            wire unused = &{1'b0, t};            // right halves
            for (i = 0; i < M; i = i + 1) begin : gen_segment
                if (k == 0) begin : gen_leaf
                    e4m3_link_dec_leaf #(.S(S), .X(X), .E(E), .CODE(CODE)) u_leaf (
                        .book(again_book),
                        .bits(again_window[W+X-2-i*S -: S+CODE-1]), .t(t_d[i*T +: T]));
                end else begin : gen_pair
                    e4m3_link_dec_compose #(.G(S << (k-1)), .X(X), .E(E)) u_compose (
                        .a(gen_again[k-1].t_d[2*i*T +: T]),
                        .b(gen_again[k-1].t_d[(2*i+1)*T +: T]), .t(t_d[i*T +: T]));
                end
            end
            localparam WAIT = AGAIN_CUT + cuts(DOWN_CUT, k + 1, AGAIN);
            e4m3_link_delay #(.BITS(M*T), .CLOCKS(WAIT)) u_cut (
                .clk(clk), .en(en), .d(t_d), .q(t));
        end
    endgenerate

    // ---- down-sweep: gen_down[k].e are the entries of segments of S << k bits
    generate
        for (k = LEVELS; k >= 0; k = k - 1) begin : gen_down
            localparam M = N >> k;
            wire [M*E-1:0] e_d, e;
            if (k == LEVELS) begin : gen_word
                // One-hot as it comes, for the first pick; binary beside it.
                wire [X-1:0] onehot;
                wire         unused = &{1'b0, onehot}; // with a single slot
                reg  [E-1:0] binary;
                integer      n;
                always @* begin
                    binary = {E{1'b0}};
                    for (n = 0; n < X; n = n + 1) begin
                        binary = binary | (n[E-1:0] & {E{loop_entry[n]}});
                    end
                end
                assign e_d = binary;
                e4m3_link_delay #(.BITS(X), .CLOCKS(DOWN_CUT[k] ? 1 : 0)) u_word (
                    .clk(clk), .en(en), .d(loop_entry), .q(onehot));
            end else begin : gen_halves
                for (i = 0; i < M/2; i = i + 1) begin : gen_segment
                    wire [T-1:0] left;           // transform of the left half
                    wire [X-1:0] onehot;
                    if (k < AGAIN) begin : gen_made
                        assign left = gen_again[k].t[2*i*T +: T];
                    end else begin : gen_kept
                        localparam KEPT =
                            cuts(UP_CUT, k + 1, LEVELS + 1) + cuts(DOWN_CUT, k + 1, LEVELS + 1);
                        e4m3_link_delay #(.BITS(T), .CLOCKS(KEPT)) u_keep (
                            .clk(clk), .en(en), .d(gen_up[k].t[2*i*T +: T]), .q(left));
                    end
                    if (k == LEVELS - 1) begin : gen_first
                        assign onehot = gen_down[k+1].gen_word.onehot;
                    end else begin : gen_decode
                        e4m3_link_dec_onehot #(.X(X), .E(E)) u_onehot (
                            .value(gen_down[k+1].e[i*E +: E]), .onehot(onehot));
                    end
                    assign e_d[2*i*E +: E] = gen_down[k+1].e[i*E +: E];
                    e4m3_link_dec_pick #(.X(X), .E(E)) u_pick (
                        .entry(onehot), .t(left), .exit(e_d[(2*i+1)*E +: E]));
                end
            end
            e4m3_link_delay #(.BITS(M*E), .CLOCKS(DOWN_CUT[k] ? 1 : 0)) u_cut (
                .clk(clk), .en(en), .d(e_d), .q(e));
        end
    endgenerate

    // ---- the walk: what the slots, and everything behind, need to know
    wire [E-1:0] walk_exit;
    e4m3_link_valid #(.CLOCKS(DOWN)) u_walk_valid (
        .clk(clk), .rst_n(rst_n), .en(en), .d(loop_valid), .q(walk_valid));
    e4m3_link_delay #(.BITS(E+1), .CLOCKS(DOWN)) u_walk_exit (
        .clk(clk), .en(en), .d({loop_last, loop_exit}), .q({walk_last, walk_exit}));
    e4m3_link_dec_follow #(.BITS(W), .LOOK(X-1), .CLOCKS(UP + DOWN - AGAIN_AT)) u_walk_window (
        .clk(clk), .en(en), .last(walk_last), .d(again_window), .q(walk_window));
    assign walk = {walk_exit, gen_down[0].e};
endmodule

`default_nettype wire
