// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Where frames begin and end: a block after 2^BEATS beats, or with its packet; without blocks
// (BEATS is 0) with the packet. A beat with tlast and no element, behind a full block, is none: the
// packet ended with that block.
module bf16_loadable_enc_cut #(
    parameter BEATS = 4
) (
    input  wire clk,
    input  wire rst,
    // a beat
    input  wire valid,
    input  wire last,                            // of the packet
    input  wire empty,
    output wire first,                           // of its frame
    output wire whole,                           // its frame ends with it
    output wire close                            // no beat: the packet ended with the frame before
);
    reg first_q;
    always @(posedge clk) begin
        if (rst) first_q <= 1'b1;
        else if (valid) first_q <= whole;
    end
    assign first = first_q;

    generate
        if (BEATS == 0) begin : gen_packet
            wire unused = &{1'b0, empty};
            assign whole = last;
            assign close = 1'b0;
        end else begin : gen_block
            reg [BEATS-1:0] beat_q;              // the next beat's place in its block
            reg             open_q;              // a full block has ended, and not its packet
            always @(posedge clk) begin
                if (rst) begin
                    beat_q <= {BEATS{1'b0}};
                    open_q <= 1'b0;
                end else if (valid) begin
                    beat_q <= whole ? {BEATS{1'b0}} : beat_q + 1'b1;
                    open_q <= (&beat_q) & ~last;
                end
            end
            assign whole = last | (&beat_q);
            assign close = open_q & last & empty;
        end
    endgenerate
endmodule

`default_nettype wire
