// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Where a word's elements go: counts of them in blocks of slots, counts before each block, and
// loop 2, the pointer loop, one addition: the lane behind the last element is the next word's.
module bf16_loadable_dec_place #(
    parameter LEVELS    = 3,                     // log2 of the slots
    parameter LEN       = 3,                     // bits of a lane's number, at least 1
    parameter COUNT_CUT = 1,                     // registers behind the counts of small blocks
    parameter RANK_CUT  = 1,                     // behind the counts before blocks
    parameter PLACE_CUT = 1,                     // behind the pointer
    parameter ROUTE_CUT = 1                      // behind the butterfly's controls
) (
    input  wire                          clk,
    input  wire                          rst,
    input  wire                          en,
    input  wire                          valid,
    input  wire                          last,
    input  wire [(1<<LEVELS)-1:0]        used,   // slots that hold an element, the first lowest
    output wire [LEVELS*(1<<LEVELS)/2:0] swap,   // of the butterfly; the highest is none
    output wire                          full,   // the elements reach the row's end
    output wire [LEN-1:0]                from,   // lane of the first
    output wire [LEN-1:0]                to      // lane behind the last, modulo the slots
);
    localparam N     = 1 << LEVELS;
    localparam C     = LEVELS + 1;               // bits of a count
    localparam SMALL = LEVELS < 3 ? LEVELS : (LEVELS + 2) / 2;
    // Small blocks have 2**SMALL slots: about half of the additions are behind either register.
    localparam [31:0] LOW = N - 1;

    genvar j, i;
    // ---- count: gen_count[j].n are the elements in blocks of 2**j slots
    generate
        for (j = 0; j <= LEVELS; j = j + 1) begin : gen_count
            localparam M = N >> j;
            wire [M*C-1:0] n_d, n;
            wire unused = &{1'b0, n};
            for (i = 0; i < M; i = i + 1) begin : gen_block
                if (j == 0) begin : gen_slot
                    assign n_d[i*C +: C] = { {C-1{1'b0}}, used[i]};
                end else if (j <= SMALL) begin : gen_small
                    assign n_d[i*C +: C] = gen_count[j-1].n_d[2*i*C +: C]
                        + gen_count[j-1].n_d[(2*i+1)*C +: C];
                end else begin : gen_large
                    assign n_d[i*C +: C] = gen_count[j-1].n[2*i*C +: C]
                        + gen_count[j-1].n[(2*i+1)*C +: C];
                end
            end
            bf16_loadable_delay #(.BITS(M*C), .CLOCKS(j == SMALL ? COUNT_CUT : 0)) u_cut (
                .clk(clk), .en(en), .d(n_d), .q(n));
        end
    endgenerate

    // ---- count: gen_inside[j].n are the elements before a block, in its small block
    // ---- rank:  gen_rank[j].n are those before a block, in all
    generate
        for (j = LEVELS; j >= 0; j = j - 1) begin : gen_rank
            localparam M = N >> j;
            wire [M*C-1:0] inside_d, inside_q, n;
            wire unused = &{1'b0, inside_d, inside_q, n};
            for (i = 0; i < M; i = i + 1) begin : gen_block
                if (j >= SMALL) begin : gen_large
                    assign inside_d[i*C +: C] = {C{1'b0}};
                    if (j == LEVELS) begin : gen_all
                        assign n = {C{1'b0}};
                    end else if (i % 2 == 0) begin : gen_left
                        assign n[i*C +: C] = gen_rank[j+1].n[(i/2)*C +: C];
                    end else begin : gen_right
                        assign n[i*C +: C] = gen_rank[j+1].n[(i/2)*C +: C]
                            + gen_count[j].n[(i-1)*C +: C];
                    end
                end else begin : gen_small
                    if (i % 2 == 0) begin : gen_left
                        assign inside_d[i*C +: C] = gen_rank[j+1].inside_d[(i/2)*C +: C];
                    end else begin : gen_right
                        assign inside_d[i*C +: C] = gen_rank[j+1].inside_d[(i/2)*C +: C]
                            + gen_count[j].n_d[(i-1)*C +: C];
                    end
                    assign n[i*C +: C] = inside_q[i*C +: C]
                        + gen_rank[SMALL].n[(i>>(SMALL-j))*C +: C];
                end
            end
            bf16_loadable_delay #(.BITS(M*C), .CLOCKS(COUNT_CUT)) u_cut (
                .clk(clk), .en(en), .d(inside_d), .q(inside_q));
        end
    endgenerate

    // ---- place: the pointer
    wire         rank_valid, rank_last;
    wire [C-1:0] rank_total;
    bf16_loadable_valid #(.CLOCKS(COUNT_CUT+RANK_CUT)) u_rank_valid (
        .clk(clk), .rst(rst), .en(en), .d(valid), .q(rank_valid));
    bf16_loadable_delay #(.BITS(1), .CLOCKS(COUNT_CUT+RANK_CUT)) u_rank_last (
        .clk(clk), .en(en), .d(last), .q(rank_last));
    bf16_loadable_delay #(.BITS(C), .CLOCKS(RANK_CUT)) u_rank_total (
        .clk(clk), .en(en), .d(gen_count[LEVELS].n), .q(rank_total));
    reg  [C-1:0] pointer_q;                      // the highest bit is 0
    wire [C-1:0] sum   = pointer_q + rank_total;
    wire [C-1:0] after = sum & LOW[C-1:0];
    always @(posedge clk) begin
        if (rst) pointer_q <= {C{1'b0}};
        else if (en & rank_valid) pointer_q <= after & {C{~rank_last}};
    end
    bf16_loadable_delay #(.BITS(2*LEN+1), .CLOCKS(PLACE_CUT+ROUTE_CUT)) u_place (
        .clk(clk), .en(en), .d({sum[LEVELS], pointer_q[LEN-1:0], after[LEN-1:0]}),
        .q({full, from, to}));

    // ---- place: the lane where the elements of a right block begin
    // ---- route: left and right block are joined round it
    wire [LEVELS*N/2:0] swap_d;
    assign swap_d[LEVELS*N/2] = 1'b0;
    generate
        for (j = 0; j < LEVELS; j = j + 1) begin : gen_join
            localparam HALF = 1 << j;
            localparam [31:0] INSIDE = HALF - 1;
            for (i = 0; i < N/2/HALF; i = i + 1) begin : gen_block
                wire [j:0] middle, first;
                bf16_loadable_delay #(.BITS(j+1), .CLOCKS(RANK_CUT)) u_middle (
                    .clk(clk), .en(en), .d(gen_rank[j].n[(2*i+1)*C +: j+1]), .q(middle));
                bf16_loadable_delay #(.BITS(j+1), .CLOCKS(PLACE_CUT)) u_first (
                    .clk(clk), .en(en), .d(middle + pointer_q[j:0]), .q(first));
                wire [HALF-1:0] round = ~({HALF{1'b1}} << (first & INSIDE[j:0]));
                assign swap_d[j*N/2 + i*HALF +: HALF] = ~({HALF{first[j]}} ^ round);
            end
        end
    endgenerate
    bf16_loadable_delay #(.BITS(LEVELS*N/2+1), .CLOCKS(ROUTE_CUT)) u_route (
        .clk(clk), .en(en), .d(swap_d), .q(swap));
endmodule

`default_nettype wire
