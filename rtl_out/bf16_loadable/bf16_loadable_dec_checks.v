// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The checks of frames on their way through the decoder, in order: four of them at most. A frame in
// error may end before its last word has come: then its check is passed over when it comes.
module bf16_loadable_dec_checks #(
    parameter BITS = 32
) (
    input  wire            clk,
    input  wire            rst,
    input  wire            taken,                // a frame's last word, whose check will be pushed
    output wire            room,                 // a register: for one frame more
    input  wire            push,
    input  wire [BITS-1:0] d,
    input  wire            pop,
    output wire [BITS-1:0] q                     // of the oldest frame
);
    reg [4*BITS-1:0] slots_q;
    reg [1:0]        write_at_q, read_at_q;
    reg [2:0]        count_q;                    // of frames, from their last word on: -1 to 4
    reg              room_q;
    wire [2:0]       count = count_q + {2'd0, taken} - {2'd0, pop};
    integer          n;
    always @(posedge clk) begin
        for (n = 0; n < 4; n = n + 1) begin
            if (push & write_at_q == n[1:0]) slots_q[n*BITS +: BITS] <= d;
        end
    end
    always @(posedge clk) begin
        if (rst) begin
            write_at_q <= 2'd0;
            read_at_q  <= 2'd0;
            count_q    <= 3'd0;
            room_q     <= 1'b0;
        end else begin
            write_at_q <= write_at_q + {1'b0, push};
            read_at_q  <= read_at_q + {1'b0, pop};
            count_q    <= count;
            room_q     <= count != 3'd4;
        end
    end
    assign room = room_q;
    assign q    = slots_q[read_at_q*BITS +: BITS];
endmodule

`default_nettype wire
