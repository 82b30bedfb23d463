// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The elements that there are, in their order and without gaps, up to the last lane; zeros below.
// A lane moves up by the number of lanes above it that have none, a bit of that number at a time.
module bf16_loadable_align #(
    parameter LANES  = 4,
    parameter LEVELS = 2,                        // log2 LANES
    parameter BITS   = 16
) (
    input  wire [LANES-1:0]      keep,
    input  wire [LANES*BITS-1:0] x,
    output wire [LANES*BITS-1:0] y,
    output wire [LANES:0]        count           // one-hot: how many there are
);
    genvar i, k;
    // How many lanes from here on are empty, of the next 2^k for level k.
    wire [(LANES+1)*(LEVELS+1)-1:0] empty;
    assign empty[LANES*(LEVELS+1) +: LEVELS+1] = {LEVELS+1{1'b0}};
    generate
        for (k = 0; k <= LEVELS; k = k + 1) begin : gen_sum
            localparam STEP = k > 0 ? 1 << (k - 1) : 0;
            wire [LANES*(k+1)-1:0] total;
            for (i = 0; i < LANES; i = i + 1) begin : gen_lane
                if (k == 0) begin : gen_one
                    assign total[i] = ~keep[i];
                end else if (i + STEP < LANES) begin : gen_two
                    assign total[i*(k+1) +: k+1] = {1'b0, gen_sum[k-1].total[i*k +: k]}
                        + {1'b0, gen_sum[k-1].total[(i+STEP)*k +: k]};
                end else begin : gen_all
                    assign total[i*(k+1) +: k+1] = {1'b0, gen_sum[k-1].total[i*k +: k]};
                end
            end
        end
        for (i = 0; i < LANES; i = i + 1) begin : gen_empty
            assign empty[i*(LEVELS+1) +: LEVELS+1]
                = gen_sum[LEVELS].total[i*(LEVELS+1) +: LEVELS+1];
        end
        for (i = 0; i <= LANES; i = i + 1) begin : gen_count
            localparam [31:0] EMPTY = LANES - i;
            assign count[i] = empty[LEVELS:0] == EMPTY[LEVELS:0];
        end
        for (k = 0; k <= LEVELS; k = k + 1) begin : gen_level
            localparam STEP = k > 0 ? 1 << (k - 1) : 0;
            wire [LANES*BITS-1:0]       data;
            wire [LANES*(LEVELS+1)-1:0] move;
            for (i = 0; i < LANES; i = i + 1) begin : gen_lane
                if (k == 0) begin : gen_in
                    assign data[i*BITS +: BITS] = x[i*BITS +: BITS] & {BITS{keep[i]}};
                    assign move[i*(LEVELS+1) +: LEVELS+1]
                        = empty[(i+1)*(LEVELS+1) +: LEVELS+1] & {LEVELS+1{keep[i]}};
                end else begin : gen_step
                    wire stay = ~gen_level[k-1].move[i*(LEVELS+1)+k-1];
                    wire [BITS-1:0] own = gen_level[k-1].data[i*BITS +: BITS] & {BITS{stay}};
                    wire [LEVELS:0] own_move
                        = gen_level[k-1].move[i*(LEVELS+1) +: LEVELS+1] & {LEVELS+1{stay}};
                    if (i >= STEP) begin : gen_come
                        wire come = gen_level[k-1].move[(i-STEP)*(LEVELS+1)+k-1];
                        assign data[i*BITS +: BITS]
                            = own | (gen_level[k-1].data[(i-STEP)*BITS +: BITS] & {BITS{come}});
                        assign move[i*(LEVELS+1) +: LEVELS+1] = own_move
                            | (gen_level[k-1].move[(i-STEP)*(LEVELS+1) +: LEVELS+1]
                               & {LEVELS+1{come}});
                    end else begin : gen_stay
                        assign data[i*BITS +: BITS] = own;
                        assign move[i*(LEVELS+1) +: LEVELS+1] = own_move;
                    end
                end
            end
        end
    endgenerate
    assign y = gen_level[LEVELS].data;
    wire unused = &{1'b0, gen_level[LEVELS].move};
endmodule

`default_nettype wire
