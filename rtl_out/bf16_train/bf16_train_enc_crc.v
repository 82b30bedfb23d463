// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The CRC of a frame's elements, as they are on the bus: null lanes are left out on a way of their
// own, beside the datapath's.
module bf16_train_enc_crc #(
    parameter LANES     = 4,
    parameter LEVELS    = 2,                     // log2 LANES
    parameter CONTAINER = 8,                     // bits of an element on the bus
    parameter SYMBOL    = 8,
    parameter LOW       = 0,                     // the symbol's lowest bit
    parameter RAW       = 0,                     // the element's other bits
    parameter WIDTH     = 32,
    parameter CUT       = 0                      // registers in front of the sum, advancing with en
) (
    input  wire                          clk,
    input  wire                          rst,
    input  wire                          en,
    input  wire [LANES*(SYMBOL+RAW)-1:0] s_data, // symbols lowest
    input  wire [LANES-1:0]              s_keep,
    // CUT clocks later
    input  wire                          add,    // it is a beat
    input  wire                          last,   // of its frame
    output wire [WIDTH-1:0]              next,   // with it
    output wire [WIDTH-1:0]              crc     // with the beats before
);
    localparam ABOVE = RAW - LOW;                // raw bits above the symbol

    genvar i;
    wire [LANES*CONTAINER-1:0] elements, aligned_d, aligned;
    wire [LANES:0]             count_d, count;
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_lane
            if (LOW > 0) begin : gen_below
                assign elements[i*CONTAINER +: LOW] = s_data[LANES*SYMBOL+i*RAW +: LOW];
            end
            assign elements[i*CONTAINER+LOW +: SYMBOL] = s_data[i*SYMBOL +: SYMBOL];
            if (ABOVE > 0) begin : gen_above
                assign elements[i*CONTAINER+LOW+SYMBOL +: ABOVE]
                    = s_data[LANES*SYMBOL+i*RAW+LOW +: ABOVE];
            end
            if (CONTAINER > SYMBOL + RAW) begin : gen_zeros
                assign elements[i*CONTAINER+SYMBOL+RAW +: CONTAINER-SYMBOL-RAW]
                    = {CONTAINER-SYMBOL-RAW{1'b0}};
            end
        end
    endgenerate
    bf16_train_align #(.LANES(LANES), .LEVELS(LEVELS), .BITS(CONTAINER)) u_align (
        .keep(s_keep), .x(elements), .y(aligned_d), .count(count_d));
    bf16_train_delay #(.BITS(LANES*CONTAINER+LANES+1), .CLOCKS(CUT)) u_aligned (
        .clk(clk), .en(en), .d({aligned_d, count_d}), .q({aligned, count}));

    localparam [WIDTH-1:0] ONES = 32'h0e8de613;  // in front of a frame
    reg              first_q;                    // the beat is the frame's first
    reg  [WIDTH-1:0] crc_q;
    wire [WIDTH-1:0] behind = first_q ? ONES : crc_q;
    wire [WIDTH-1:0] moved, sum;
    bf16_train_crc_step_8 u_step (.crc(behind), .count(count), .next(moved));
    bf16_train_crc_sum_128 u_sum (.x(aligned), .y(sum));
    assign next = moved ^ sum;
    always @(posedge clk) begin
        if (rst) first_q <= 1'b1;
        else if (add) first_q <= last;
    end
    always @(posedge clk) begin
        if (add) crc_q <= next;
    end
    assign crc = crc_q;
endmodule

`default_nettype wire
