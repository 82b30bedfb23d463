// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Holds a block until its base is known, that of its own exponents. Beats wait in a ring of two
// blocks, so that one fills while the other leaves: a beat in and a beat out in every clock. A full
// block without tlast waits for the beat behind it, which says whether the packet ended with it.
module bf16_loadable_enc_own #(
    parameter LANES    = 4,
    parameter LEVELS   = 2,                      // log2 LANES
    parameter SYMBOL   = 8,
    parameter EXPONENT = 8,                      // a symbol's upper bits
    parameter BITS     = 32,                     // of a beat, its symbols lowest
    parameter COUNT    = 11,                     // bits that hold a block's elements
    parameter BEATS    = 4,                      // log2 of a block's beats
    parameter AT       = 5,                      // log2 of the ring's
    parameter CUT      = 0 // clocks between a beat that is taken and the same here
) (
    input  wire                clk,
    input  wire                rst,
    output wire                room,             // a register, low in reset
    // a beat as it is taken
    input  wire                t_valid,
    input  wire                t_last,
    input  wire                t_empty,
    // the same, some clocks later
    input  wire                s_valid,
    input  wire [BITS-1:0]     s_data,
    input  wire [LANES-1:0]    s_keep,
    // beats out, advancing with en
    input  wire                en,
    output wire                m_valid,
    output wire [BITS-1:0]     m_data,
    output wire [LANES-1:0]    m_keep,
    output wire                m_whole,          // the block ends with it
    output wire                m_ends,           // and the packet with the block: for all of it
    output wire [EXPONENT-1:0] m_base
);
    wire                space, t_end, t_close, go, waits, s_whole, s_close, marked, done, decide;
    wire [EXPONENT-1:0] base;
    bf16_loadable_enc_find #(
        .LANES(LANES), .LEVELS(LEVELS), .SYMBOL(SYMBOL), .EXPONENT(EXPONENT), .COUNT(COUNT),
        .BEATS(BEATS), .CUT(CUT)
    ) u_find (
        .clk(clk), .rst(rst), .space(space), .room(room),
        .t_valid(t_valid), .t_last(t_last), .t_empty(t_empty), .t_end(t_end), .t_close(t_close),
        .go(go), .waits(waits),
        .s_valid(s_valid), .s_symbol(s_data[LANES*SYMBOL-1:0]), .s_keep(s_keep), .s_whole(s_whole),
        .s_close(s_close), .marked(marked), .done(done), .base(base), .decide(decide));

    // ---- does the packet end with the block? What is taken next says it.
    reg wait_last_q;                             // tlast of the beat that waits
    reg told_q, ends_q, done_q;
    always @(posedge clk) begin
        if (t_end) wait_last_q <= t_last;
        if (go) begin
            told_q <= waits ? wait_last_q : t_last;
            ends_q <= waits ? wait_last_q : t_last;
        end else if (t_valid & ~told_q) begin
            told_q <= 1'b1;
            ends_q <= t_close;
        end
    end
    always @(posedge clk) begin
        if (rst) done_q <= 1'b0;
        else done_q <= (done | done_q) & ~decide;
    end
    assign decide = (done | done_q) & told_q;

    // ---- the ring
    wire [AT-1:0] write_at, known_to;
    reg  [AT-1:0] mark_q;                        // behind the block that is divided
    always @(posedge clk) begin
        if (marked) mark_q <= write_at;
    end
    bf16_loadable_enc_hold #(.BITS(BITS+LANES), .HEADER(EXPONENT+1), .AT(AT)) u_hold (
        .clk(clk), .rst(rst), .space(space), .write(s_valid & ~s_close),
        .s_data({s_data, s_keep}), .s_whole(s_whole), .write_at(write_at),
        .known(decide), .known_at(mark_q), .known_to(known_to),
        .head(decide), .head_at(known_to), .head_d({ends_q, base}),
        .en(en), .m_valid(m_valid), .m_data({m_data, m_keep}), .m_whole(m_whole),
        .m_header({m_ends, m_base}));
endmodule

`default_nettype wire
