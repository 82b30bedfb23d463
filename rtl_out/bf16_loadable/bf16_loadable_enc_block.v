// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Holds a block until its codebook is known. Beats wait in a ring of two blocks, so that one fills
// while the other leaves: a beat in and a beat out in every clock.
//
// A full block with which the packet need not end waits for the beat behind it, which says so.
module bf16_loadable_enc_block #(
    parameter LANES   = 4,
    parameter SYMBOL  = 8,
    parameter BITS    = 32,                      // of a beat, its symbols lowest
    parameter INDICES = 2,
    parameter INDEX   = 1,                       // bits of an index
    parameter SIZE    = 4,                       // bits of an element's size
    parameter SLOTS   = 1,
    parameter FIRST   = 0,                       // index of slot 0
    parameter BOOK    = 308,                     // bits of a slot
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
    input  wire             s_whole,             // the block ends with it
    input  wire             s_last,              // and so does the packet
    input  wire             s_sure,              // which is known; else the next beat tells
    input  wire             s_close,             // no beat: the packet ended with the block before
    // the slots
    input  wire [SLOTS-1:0]      slot_valid,
    input  wire [SLOTS*BOOK-1:0] slot_books,
    output wire [SLOTS-1:0]      slot_taken,     // a block has been given it
    // beats out, advancing with en
    input  wire             en,
    output wire             m_valid,
    output wire [BITS-1:0]  m_data,
    output wire [LANES-1:0] m_keep,
    output wire             m_last,              // of the block
    output wire [INDEX:0]   m_header             // the block's: codebook, then 1 if the packet ends
);
    localparam TOTAL = SIZE + $clog2(LANES) + BEATS;

    // ---- the codebook
    wire             summed, decide, decide_last;
    wire [INDEX-1:0] decide_index;
    bf16_loadable_enc_choose #(
        .LANES(LANES), .SYMBOL(SYMBOL), .INDICES(INDICES), .INDEX(INDEX), .SIZE(SIZE),
        .SLOTS(SLOTS), .BOOK(BOOK), .TOTAL(TOTAL)
    ) u_choose (
        .clk(clk), .rst(rst),
        .valid(s_valid), .keep(s_keep), .symbol(s_data[LANES*SYMBOL-1:0]),
        .whole(s_whole), .last(s_last), .sure(s_sure), .close(s_close),
        .slot_valid(slot_valid), .slot_books(slot_books),
        .summed(summed), .decide(decide), .index(decide_index), .decide_last(decide_last));

    genvar k;
    generate
        for (k = 0; k < SLOTS; k = k + 1) begin : gen_taken
            localparam [31:0] NUMBER = FIRST + k;
            assign slot_taken[k] = decide & (decide_index == NUMBER[INDEX-1:0]);
        end
    endgenerate

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
    bf16_loadable_enc_hold #(.BITS(BITS+LANES), .HEADER(INDEX+1), .AT(AT)) u_hold (
        .clk(clk), .rst(rst), .space(space), .write(s_valid & ~s_close),
        .s_data({s_data, s_keep}), .s_whole(s_whole), .write_at(write_at),
        .known(decide), .known_at(summed_at_q), .known_to(decided_at),
        .head(decide), .head_at(decided_at), .head_d({decide_index, decide_last}),
        .en(en), .m_valid(m_valid), .m_data({m_data, m_keep}), .m_whole(m_last),
        .m_header(m_header));
endmodule

`default_nettype wire
