// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Inverse butterfly: slots with gaps -> consecutive lanes, from any lane on and round the end, in
// order. Level j joins blocks of 2**(j-1) in pairs: a swap exchanges an element of the left block
// with the one in the same place of the right block.
module bf16_loadable_dec_butterfly #(
    parameter LEVELS = 3,                        // log2 of the slots
    parameter BITS   = 16,                       // of an element
    parameter [LEVELS:0] CUT = {LEVELS+1{1'b1}}  // bit j: registers behind level j
) (
    input  wire                          clk,
    input  wire                          en,
    input  wire [(1<<LEVELS)*BITS-1:0]   d,
    input  wire [LEVELS*(1<<LEVELS)/2:0] swap,   // N/2 bits a level; the highest bit is none
    output wire [(1<<LEVELS)*BITS-1:0]   q
);
    localparam N = 1 << LEVELS;

    // Registers before level j.
    function automatic integer cuts(input integer level);
        integer n;
        begin
            cuts = 0;
            for (n = 1; n < level; n = n + 1) if (CUT[n]) cuts = cuts + 1;
        end
    endfunction

    wire unused = &{1'b0, clk, en, swap};        // with a single slot
    genvar j, a, r;
    generate
        for (j = 0; j <= LEVELS; j = j + 1) begin : gen_level
            wire [N*BITS-1:0] y;
            if (j == 0) begin : gen_slots
                assign y = d;
            end else begin : gen_join
                localparam HALF = 1 << (j - 1);
                wire [N/2-1:0]    swap_j;
                wire [N*BITS-1:0] y_d;
                bf16_loadable_delay #(.BITS(N/2), .CLOCKS(cuts(j))) u_swap (
                    .clk(clk), .en(en), .d(swap[(j-1)*N/2 +: N/2]), .q(swap_j));
                for (a = 0; a < N; a = a + 2*HALF) begin : gen_block
                    for (r = a; r < a + HALF; r = r + 1) begin : gen_swap
                        wire [BITS-1:0] left  = gen_level[j-1].y[r*BITS +: BITS];
                        wire [BITS-1:0] right = gen_level[j-1].y[(r+HALF)*BITS +: BITS];
                        wire            now   = swap_j[r-a/2];
                        assign y_d[r*BITS +: BITS]        = now ? right : left;
                        assign y_d[(r+HALF)*BITS +: BITS] = now ? left : right;
                    end
                end
                bf16_loadable_delay #(.BITS(N*BITS), .CLOCKS(CUT[j] ? 1 : 0)) u_cut (
                    .clk(clk), .en(en), .d(y_d), .q(y));
            end
        end
    endgenerate
    assign q = gen_level[LEVELS].y;
endmodule

`default_nettype wire
