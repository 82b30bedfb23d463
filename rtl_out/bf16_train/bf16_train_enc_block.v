// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Holds a block until its codebook is known. Beats wait in a ring of two blocks, so that one fills
// while the other leaves: a beat in and a beat out in every clock.
//
// A block ends after 2^BEATS beats, or with its packet. A beat with tlast and no element, behind a
// full block, is dropped: the packet ended with that block. So a full block without tlast waits for
// the beat behind it.
module bf16_train_enc_block #(
    parameter LANES   = 4,
    parameter SYMBOL  = 8,
    parameter BITS    = 32,                      // of a beat's elements; its symbols lowest
    parameter INDICES = 2,
    parameter INDEX   = 1,                       // bits of an index
    parameter SIZE    = 4,                       // bits of an element's size
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
    // beats out, advancing with en
    input  wire             en,
    output wire             m_valid,
    output wire [BITS-1:0]  m_data,
    output wire [LANES-1:0] m_keep,
    output wire             m_last,              // of the block
    output wire [INDEX:0]   m_header             // the block's: codebook, then 1 if the packet ends
);
    localparam TOTAL = SIZE + $clog2(LANES) + BEATS;

    // ---- in: where blocks begin and end
    reg [BEATS-1:0] beat_q;                      // the next beat's place in its block
    reg             open_q;                      // a full block has ended, and not its packet
    wire s_close = open_q & s_last & ~(|s_keep);
    wire s_whole = s_last | (&beat_q);
    wire write   = s_valid & ~s_close;
    always @(posedge clk) begin
        if (rst) begin
            beat_q <= {BEATS{1'b0}};
            open_q <= 1'b0;
        end else if (s_valid) begin
            beat_q <= s_whole ? {BEATS{1'b0}} : beat_q + 1'b1;
            open_q <= (&beat_q) & ~s_last;
        end
    end

    // ---- the codebook
    wire             summed, decide, decide_last;
    wire [INDEX-1:0] decide_index;
    bf16_train_enc_choose #(
        .LANES(LANES), .SYMBOL(SYMBOL), .INDICES(INDICES), .INDEX(INDEX), .SIZE(SIZE), .TOTAL(TOTAL)
    ) u_choose (
        .clk(clk), .rst(rst),
        .valid(s_valid), .keep(s_keep), .symbol(s_data[LANES*SYMBOL-1:0]),
        .first(~(|beat_q)), .whole(s_whole), .last(s_last), .close(s_close),
        .summed(summed), .decide(decide), .index(decide_index), .decide_last(decide_last));

    // ---- the ring: beats up to write_at_q have come, up to summed_at_q been added, up to
    // decided_at_q been decided, up to read_at_q left. It never fills, so equal places mean none.
    reg [AT-1:0] write_at_q, summed_at_q, decided_at_q, read_at_q;
    reg [AT-1:0] count_q;                        // beats in it
    reg          room_q;
    wire some = read_at_q != decided_at_q;
    wire read = en & some;
    always @(posedge clk) begin
        if (rst) begin
            write_at_q   <= {AT{1'b0}};
            summed_at_q  <= {AT{1'b0}};
            decided_at_q <= {AT{1'b0}};
            read_at_q    <= {AT{1'b0}};
            count_q      <= {AT{1'b0}};
            room_q       <= 1'b0;
        end else begin
            if (write) write_at_q <= write_at_q + 1'b1;
            if (summed) summed_at_q <= summed_at_q + 1'b1;
            if (decide) decided_at_q <= summed_at_q;
            if (read) read_at_q <= read_at_q + 1'b1;
            if (write & ~read) count_q <= count_q + 1'b1;
            if (read & ~write) count_q <= count_q - 1'b1;
            room_q <= ~(&count_q[AT-1:2]);       // three may still come
        end
    end
    assign room = room_q;

    bf16_train_enc_memory #(.BITS(BITS+LANES+1), .AT(AT)) u_beats (
        .clk(clk), .write(write), .write_at(write_at_q), .d({s_data, s_keep, s_whole}),
        .read(read), .read_at(read_at_q), .q({m_data, m_keep, m_last}));

    // ---- headers, each at the place of its block's first beat
    reg             header_write_q;
    reg [AT-1:0]    header_at_q;
    reg [INDEX:0]   header_d_q;
    always @(posedge clk) begin
        if (decide) begin
            header_at_q <= decided_at_q;
            header_d_q  <= {decide_index, decide_last};
        end
    end
    always @(posedge clk) begin
        if (rst) header_write_q <= 1'b0;
        else header_write_q <= decide;
    end

    reg  running_q;                              // a beat has left since reset
    reg  valid_q;
    wire first = ~running_q | m_last;            // the next beat begins a block
    always @(posedge clk) begin
        if (rst) begin
            valid_q   <= 1'b0;
            running_q <= 1'b0;
        end else if (en) begin
            valid_q   <= some;
            running_q <= running_q | some;
        end
    end

    // A header that is read while it is written goes round the memory.
    reg           round_q;
    reg [INDEX:0] round_header_q;
    always @(posedge clk) begin
        if (read & first) begin
            round_q        <= header_write_q & (header_at_q == read_at_q);
            round_header_q <= header_d_q;
        end
    end
    wire [INDEX:0] header;
    bf16_train_enc_memory #(.BITS(INDEX+1), .AT(AT)) u_headers (
        .clk(clk), .write(header_write_q), .write_at(header_at_q), .d(header_d_q),
        .read(read & first), .read_at(read_at_q), .q(header));
    assign m_valid  = valid_q;
    assign m_header = round_q ? round_header_q : header;
endmodule

`default_nettype wire
