// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none


// Holds a block until its base is known, that of its own exponents. Beats wait in a ring of two
// blocks, so that one fills while the other leaves: a beat in and a beat out in every clock.
//
// A block ends after 2^BEATS beats, or with its packet. A beat with tlast and no element, behind a
// full block, is dropped: the packet ended with that block. So a full block without tlast waits for
// the beat behind it.
//
// The division takes some clocks. A frame that ends before the last one's is done waits with its
// last beat, and nothing is taken meanwhile.
module bf16_train_enc_scale #(
    parameter LANES    = 4,
    parameter LEVELS   = 2,                      // log2 LANES
    parameter SYMBOL   = 8,
    parameter EXPONENT = 8,                      // a symbol's upper bits
    parameter BITS     = 32,                     // of a beat's elements; its symbols lowest
    parameter COUNT    = 11,                     // bits that hold a frame's elements
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
    output wire                m_last,           // of the block
    output wire                m_ends,           // and of the packet: for all of the block
    output wire [EXPONENT-1:0] m_base
);
    // ---- taken: where frames begin and end
    reg  first_q;                                // the next beat begins a frame
    reg  [BEATS-1:0] beat_q;                     // and its place there
    reg  open_q;                                 // a full block has ended, and not its packet
    wire t_close = open_q & t_last & t_empty;
    wire t_whole = t_last | (&beat_q);
    wire t_end   = t_valid & t_whole & ~t_close;
    always @(posedge clk) begin
        if (rst) begin
            first_q <= 1'b1;
            beat_q  <= {BEATS{1'b0}};
            open_q  <= 1'b0;
        end else if (t_valid) begin
            first_q <= t_whole;
            beat_q  <= t_whole ? {BEATS{1'b0}} : beat_q + 1'b1;
            open_q  <= (&beat_q) & ~t_last;
        end
    end

    // ---- one division at a time. Behind an end that waits nothing is taken.
    wire decide;                                 // the base is known
    reg  busy_q, wait_q, room_q;
    wire space;
    wire go     = (t_end | wait_q) & ~busy_q;
    wire wait_d = (t_end | wait_q) & busy_q;
    always @(posedge clk) begin
        if (rst) begin
            busy_q <= 1'b0;
            wait_q <= 1'b0;
            room_q <= 1'b0;
        end else begin
            busy_q <= go | (busy_q & ~decide);
            wait_q <= wait_d;
            room_q <= space & ~wait_d;
        end
    end
    assign room = room_q;

    // ---- the base
    localparam SUMS = LEVELS == 0 ? 1 : LEVELS;  // clocks from a beat to its sum
    wire                s_first, s_whole, s_close, marked, start, done;
    wire [EXPONENT-1:0] base;
    bf16_train_delay #(.BITS(3), .CLOCKS(CUT)) u_flags (
        .clk(clk), .en(1'b1), .d({first_q, t_whole & ~t_close, t_close}),
        .q({s_first, s_whole, s_close}));
    bf16_train_valid #(.CLOCKS(CUT+1)) u_marked (
        .clk(clk), .rst(rst), .en(1'b1), .d(go), .q(marked));
    bf16_train_valid #(.CLOCKS(SUMS)) u_start (
        .clk(clk), .rst(rst), .en(1'b1), .d(marked), .q(start));
    bf16_train_enc_mean #(
        .LANES(LANES), .LEVELS(LEVELS), .SYMBOL(SYMBOL), .EXPONENT(EXPONENT), .COUNT(COUNT)
    ) u_mean (
        .clk(clk), .rst(rst), .valid(s_valid), .first(s_first), .keep(s_keep),
        .symbol(s_data[LANES*SYMBOL-1:0]), .start(start), .done(done), .base(base));

    wire [AT-1:0] write_at;
    reg  [AT-1:0] mark_q;                        // behind the frame that is divided
    always @(posedge clk) begin
        if (marked) mark_q <= write_at;
    end

    // ---- does the packet end with the block? What is taken next says it.
    reg  wait_last_q;                            // tlast of the beat that waits
    reg  told_q, ends_q, done_q;
    always @(posedge clk) begin
        if (t_end) wait_last_q <= t_last;
        if (go) begin
            told_q <= wait_q ? wait_last_q : t_last;
            ends_q <= wait_q ? wait_last_q : t_last;
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
    wire [AT-1:0] known_to;
    bf16_train_enc_hold #(.BITS(BITS+LANES), .HEADER(EXPONENT+1), .AT(AT)) u_hold (
        .clk(clk), .rst(rst), .space(space), .write(s_valid & ~s_close),
        .s_data({s_data, s_keep}), .s_whole(s_whole), .write_at(write_at),
        .known(decide), .known_at(mark_q), .known_to(known_to),
        .head(decide), .head_at(known_to), .head_d({ ends_q, base}),
        .en(en), .m_valid(m_valid), .m_data({m_data, m_keep}), .m_whole(m_last),
        .m_header({ m_ends, m_base}));
endmodule

`default_nettype wire
