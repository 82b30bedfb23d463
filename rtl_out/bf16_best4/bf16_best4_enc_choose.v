// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The exact size of a block under every codebook, and which makes the smallest of it.
//
//   symbols -> size per lane -> of a beat -> of the block, the only loop -> smallest
//
// A register behind each level; nothing ever waits. Header and raw bits are as many under every
// codebook and are left out.
module bf16_best4_enc_choose #(
    parameter LANES   = 4,
    parameter SYMBOL  = 8,
    parameter INDICES = 2,
    parameter INDEX   = 1,                       // bits of an index
    parameter SIZE    = 4,                       // bits of an element's size
    parameter TOTAL   = 10                       // and of a block's
) (
    input  wire                    clk,
    input  wire                    rst,
    // a beat
    input  wire                    valid,
    input  wire [LANES-1:0]        keep,
    input  wire [LANES*SYMBOL-1:0] symbol,
    input  wire                    whole,        // the block ends with it
    input  wire                    last,         // and so does the packet
    input  wire                    sure,         // which is known
    input  wire                    close,        // no beat: the packet ended with the block before
    // what has become of it
    output wire                    summed,       // a beat has been added
    output wire                    decide,       // the block that ended with the beat added last:
    output wire [INDEX-1:0]        index,        // its codebook
    output wire                    decide_last   // the packet ends with it
);
    localparam SUM = SIZE + $clog2(LANES);

    genvar i, k;

    // ---- size: per lane and index
    wire [LANES*INDICES*SIZE-1:0] size_d;
    reg  [LANES*INDICES*SIZE-1:0] size_q;
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_lane
            wire [INDICES*SIZE-1:0] size;
            bf16_best4_enc_size u_size (
                .symbol(symbol[i*SYMBOL +: SYMBOL]), .size(size));
            assign size_d[i*INDICES*SIZE +: INDICES*SIZE] = size & {INDICES*SIZE{keep[i]}};
        end
    endgenerate
    always @(posedge clk) size_q <= size_d;

    // ---- sum: of a beat; total: of the block
    reg  first_q;                                // the next beat begins a block
    always @(posedge clk) begin
        if (rst) first_q <= 1'b1;
        else if (valid) first_q <= whole;
    end
    wire sum_valid, sum_first, sum_whole, sum_last, sum_sure, sum_close;
    bf16_best4_valid #(.CLOCKS(2)) u_sum_valid (
        .clk(clk), .rst(rst), .en(1'b1), .d(valid), .q(sum_valid));
    bf16_best4_delay #(.BITS(5), .CLOCKS(2)) u_sum (
        .clk(clk), .en(1'b1), .d({first_q, whole, last, sure, close}),
        .q({sum_first, sum_whole, sum_last, sum_sure, sum_close}));
    assign summed = sum_valid & ~sum_close;

    wire [INDICES*TOTAL-1:0] totals;
    generate
        for (k = 0; k < INDICES; k = k + 1) begin : gen_index
            wire [LANES*SUM-1:0] terms;
            for (i = 0; i < LANES; i = i + 1) begin : gen_term
                wire [SUM+SIZE-1:0] wide = { {SUM{1'b0}}, size_q[(i*INDICES+k)*SIZE +: SIZE]};
                wire unused_high = &{1'b0, wide};
                assign terms[i*SUM +: SUM] = wide[SUM-1:0];
            end
            reg [SUM-1:0] sum_d;
            integer j;
            always @* begin
                sum_d = terms[SUM-1:0];
                for (j = 1; j < LANES; j = j + 1) sum_d = sum_d + terms[j*SUM +: SUM];
            end
            reg [SUM-1:0]   sum_q;
            reg [TOTAL-1:0] total_q;
            wire [TOTAL+SUM-1:0] sum_wide = { {TOTAL{1'b0}}, sum_q};
            wire unused = &{1'b0, sum_wide};
            always @(posedge clk) begin
                sum_q <= sum_d;
                if (summed) total_q <= (total_q & {TOTAL{~sum_first}}) + sum_wide[TOTAL-1:0];
            end
            assign totals[k*TOTAL +: TOTAL] = total_q;
        end
    endgenerate

    // ---- decide. Where it is not known whether the packet ends with a block, the next beat tells.
    // It is one level behind, so this costs no clock where beats follow each other.
    reg whole_q;                                 // the totals are a block's, not yet decided
    reg last_q, sure_q;
    always @(posedge clk) begin
        if (summed) begin
            last_q <= sum_last;
            sure_q <= sum_sure;
        end
    end
    always @(posedge clk) begin
        if (rst) whole_q <= 1'b0;
        else if (sum_valid | decide) whole_q <= summed & sum_whole;
    end
    assign decide      = whole_q & (sure_q | sum_valid);
    assign decide_last = last_q | sum_close;
    bf16_best4_enc_smallest #(.N(INDICES), .BITS(TOTAL), .INDEX(INDEX)) u_smallest (
        .x(totals), .index(index));
endmodule

`default_nettype wire
