// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Whether nothing under way uses the slot that is being opened any more: no frame is open that
// does, and the pipeline has moved on far enough since.
module bf16_loadable_dec_drain #(
    parameter SLOTS  = 2,
    parameter FIRST  = 0,                        // index of the first slot
    parameter INDEX  = 2,
    parameter CLOCKS = 16                        // from a frame's last word to its last use
) (
    input  wire             clk,
    input  wire             rst,
    input  wire             en,
    input  wire [SLOTS-1:0] opening,             // one-hot, or none
    input  wire             busy,                // a frame is open,
    input  wire [INDEX-1:0] index,               // of this book
    output wire             drained              // a register
);
    localparam BITS = $clog2(CLOCKS + 1);
    localparam [31:0] ALL = CLOCKS;
    reg [SLOTS-1:0] opening_q;
    reg [BITS-1:0]  left_q;
    reg             drained_q;
    reg             used;
    integer         s;
    always @* begin
        used = 1'b0;
        for (s = 0; s < SLOTS; s = s + 1) begin
            used = used | (opening[s] & busy & { {32-INDEX{1'b0}}, index} == FIRST + s);
        end
    end
    always @(posedge clk) begin
        if (rst) begin
            opening_q <= {SLOTS{1'b0}};
            left_q    <= ALL[BITS-1:0];
            drained_q <= 1'b0;
        end else begin
            opening_q <= opening;
            if (used | opening != opening_q) begin
                left_q    <= ALL[BITS-1:0];
                drained_q <= 1'b0;
            end else if (en & ~drained_q) begin
                left_q    <= left_q - 1'b1;
                drained_q <= left_q == {BITS{1'b0}};
            end
        end
    end
    assign drained = drained_q;
endmodule

`default_nettype wire
