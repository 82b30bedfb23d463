// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Holds a block until its codebook is known. Beats wait in a ring of two blocks, so that one fills
// while the other leaves: a beat in and a beat out in every clock.
//
// A block ends after 2^BEATS beats, or with its packet. A beat with tlast and no element, behind a
// full block, is dropped: the packet ended with that block. So a full block without tlast waits for
// the beat behind it, where nobody says already whether the packet goes on.
module bf16_train_enc_block #(
    parameter LANES   = 4,
    parameter SYMBOL  = 8,
    parameter BITS    = 32,                      // of a beat's elements; its symbols lowest
    parameter INDICES = 2,
    parameter INDEX   = 1,                       // bits of an index
    parameter SIZE    = 4,                       // bits of an element's size
    parameter SIDE    = 8,                       // bits of what travels with a block
    parameter BEATS   = 4,                       // log2 of a block's beats
    parameter AT      = 5                        // log2 of the ring's; 5 or more, and BEATS + 1
) (
    input  wire             clk,
    input  wire             rst,
    // beats in; there is room for three that come when room has just fallen
    output wire             room,                // a register, low in reset
    input  wire             s_valid,
    input  wire [BITS-1:0]  s_data,
    input  wire [LANES-1:0] s_keep,
    input  wire             s_last,
    input  wire             s_sure, // what ends a block may say that the packet goes on
    input  wire [SIDE-1:0]  s_side,              // the same for all of a block
    output wire             taken,               // the beat is one of a block
    output wire             whole,               // and ends it
    // beats out, advancing with en
    input  wire             en,
    output wire             m_valid,
    output wire [BITS-1:0]  m_data,
    output wire [LANES-1:0] m_keep,
    output wire             m_last,              // of the block
    output wire [SIDE-1:0]  m_side,
    output wire [INDEX:0]   m_header             // the block's: codebook, then 1 if the packet ends
);
    localparam TOTAL = SIZE + $clog2(LANES) + BEATS;

    // ---- in: where blocks begin and end
    reg [BEATS-1:0] beat_q;                      // the next beat's place in its block
    wire s_close = 1'b0;                         // has been dropped already
    wire s_whole = s_last | (&beat_q);
    wire write   = s_valid & ~s_close;
    always @(posedge clk) begin
        if (rst) begin
            beat_q <= {BEATS{1'b0}};
        end else if (s_valid) begin
            beat_q <= s_whole ? {BEATS{1'b0}} : beat_q + 1'b1;
        end
    end
    assign taken = write;
    assign whole = s_whole;

    // ---- the codebook
    wire             summed, decide, decide_last;
    wire [INDEX-1:0] decide_index;
    wire [SIDE-1:0]  decide_side;
    bf16_train_enc_choose #(
        .LANES(LANES), .SYMBOL(SYMBOL), .INDICES(INDICES), .INDEX(INDEX), .SIZE(SIZE),
        .SIDE(SIDE), .TOTAL(TOTAL)
    ) u_choose (
        .clk(clk), .rst(rst),
        .valid(s_valid), .keep(s_keep), .symbol(s_data[LANES*SYMBOL-1:0]),
        .first(~(|beat_q)), .whole(s_whole), .last(s_last), .close(s_close),
        .sure(s_sure),
        .side(s_side), .decide_side(decide_side),
        .summed(summed), .decide(decide), .index(decide_index), .decide_last(decide_last));

    // ---- the ring: beats up to summed_at_q have been added
    reg  [AT-1:0] summed_at_q;
    reg           room_q;
    wire [AT-1:0] decided_at, write_at;
    wire          unused = &{1'b0, write_at};
    wire          space;
    always @(posedge clk) begin
        if (rst) begin
            summed_at_q <= {AT{1'b0}};
            room_q      <= 1'b0;
        end else begin
            if (summed) summed_at_q <= summed_at_q + 1'b1;
            room_q <= space;
        end
    end
    assign room = room_q;
    bf16_train_enc_hold #(.BITS(BITS+LANES), .HEADER(SIDE+INDEX+1), .AT(AT)) u_hold (
        .clk(clk), .rst(rst), .space(space), .write(write),
        .s_data({s_data, s_keep}), .s_whole(s_whole), .write_at(write_at),
        .known(decide), .known_at(summed_at_q), .known_to(decided_at),
        .head(decide), .head_at(decided_at), .head_d({ decide_side, decide_index, decide_last}),
        .en(en), .m_valid(m_valid), .m_data({m_data, m_keep}), .m_whole(m_last),
        .m_header({ m_side, m_header}));
endmodule

`default_nettype wire
