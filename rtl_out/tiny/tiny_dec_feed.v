// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788, tag d25547ce
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Bus words -> chunks of at most CHUNK bits with the frame's first bit highest, one in every clock,
// and beside each the one behind it. No bytes in a chunk are possible: the null beat of an empty
// frame. A frame's header is in its first chunk. Where that lacks some of it, or the header names
// no book, the frame has no bits.
module tiny_dec_feed #(
    parameter BITS  = 16,                        // of the bus, a multiple of CHUNK
    parameter CHUNK = 16,
    parameter MISS  = 2                          // bits of a number of bytes of a chunk
) (
    input  wire              clk,
    input  wire              rst,
    input  wire              s_valid,
    output wire              s_ready,            // a register, low in reset
    input  wire [BITS-1:0]   s_data,
    input  wire [BITS/8-1:0] s_keep,
    input  wire              s_last,
    input  wire              s_wrong, // a word of no bytes, with which the frame is in error
    output wire              valid,
    input  wire              take,
    output wire [CHUNK-1:0]  bits,               // ones where there is no byte
    output wire [MISS-1:0]   miss,               // how many bytes there are not
    output wire              last,
    output wire              wrong,              // and in error by its tkeep
    output wire              next_valid,         // the chunk behind it
    output wire [CHUNK-1:0]  next_bits,
    output wire [MISS-1:0]   next_miss,
    output wire              first,              // the chunk that brings the header, and of that:
    output wire [0:0]        index,              // of the book
    output wire              ends,               // the packet ends with the frame
    output wire              beyond,             // there is no such book
    output wire              short               // no header, or no such book
);
    localparam BYTES = CHUNK / 8;
    localparam WORD  = BITS / 8;
    localparam ABOUT = 2;                        // of {s_wrong, s_last}

    // The word that chunks come from and the one behind it. Where a word is a chunk there is one
    // more, so that a chunk can be taken in every clock though ready is a register.
    reg              room_q;
    reg              valid_q, next_valid_q;
    reg [ABOUT-1:0]  about_q, next_about_q;
    reg [BITS-1:0]   data_q, next_data_q;
    reg [WORD-1:0]   keep_q, next_keep_q;
    wire [ABOUT-1:0] s_about = {s_wrong, s_last};

    wire             in = s_valid & room_q;
    assign s_ready = room_q;
    wire             come_valid;                 // the word to come: on the bus, or one that waits
    wire [ABOUT-1:0] come_about;
    wire [BITS-1:0]  come_data;
    wire [WORD-1:0]  come_keep;
    wire             more;                       // another chunk of this word has bytes
    wire [BITS-1:0]  rest_data;                  // the word without its first one
    wire [WORD-1:0]  rest_keep;
    wire             load = ~valid_q | take & ~more; // the word is free or leaves
    wire             next_load;                  // the place behind it is free
    wire             wait_d;                     // all places are taken
    wire [CHUNK-1:0] behind_data;
    wire [BYTES-1:0] behind_keep;
    always @(posedge clk) begin
        if (next_load) begin
            next_data_q  <= come_data;
            next_keep_q  <= come_keep;
            next_about_q <= come_about;
        end
        if (load) begin
            data_q  <= next_valid_q ? next_data_q : come_data;
            keep_q  <= next_valid_q ? next_keep_q : come_keep;
            about_q <= next_valid_q ? next_about_q : come_about;
        end else if (BITS > CHUNK && take) begin
            data_q <= rest_data;
            keep_q <= rest_keep;
        end
    end
    always @(posedge clk) begin
        if (rst) begin
            room_q       <= 1'b0;
            valid_q      <= 1'b0;
            next_valid_q <= 1'b0;
        end else begin
            room_q       <= ~wait_d;
            valid_q      <= ~load | next_valid_q | come_valid;
            next_valid_q <= load ? next_valid_q & come_valid : next_valid_q | come_valid;
        end
    end
    generate
        if (BITS > CHUNK) begin : gen_two
            assign come_valid  = in;
            assign {come_about, come_keep, come_data} = {s_about, s_keep, s_data};
            assign next_load   = room_q;
            assign wait_d      = ~load & (next_valid_q | in);
            assign more        = keep_q[BYTES];
            assign rest_data   = data_q >> CHUNK;
            assign rest_keep   = keep_q >> BYTES;
            assign next_valid  = more | next_valid_q;
            assign behind_data = more ? data_q[CHUNK +: CHUNK] : next_data_q[CHUNK-1:0];
            assign behind_keep = more ? keep_q[BYTES +: BYTES] : next_keep_q[BYTES-1:0];
        end else begin : gen_three
            reg             third_valid_q;
            reg [ABOUT-1:0] third_about_q;
            reg [BITS-1:0]  third_data_q;
            reg [WORD-1:0]  third_keep_q;
            always @(posedge clk) begin
                if (room_q) begin
                    third_data_q  <= s_data;
                    third_keep_q  <= s_keep;
                    third_about_q <= s_about;
                end
            end
            always @(posedge clk) begin
                if (rst) third_valid_q <= 1'b0;
                else third_valid_q <= wait_d;
            end
            assign come_valid  = third_valid_q | in;
            assign come_data   = third_valid_q ? third_data_q : s_data;
            assign come_keep   = third_valid_q ? third_keep_q : s_keep;
            assign come_about  = third_valid_q ? third_about_q : s_about;
            assign next_load   = load | ~next_valid_q;
            assign wait_d      = ~next_load & come_valid;
            assign more        = 1'b0;
            assign rest_data   = data_q;
            assign rest_keep   = keep_q;
            assign next_valid  = next_valid_q;
            assign behind_data = next_data_q;
            assign behind_keep = next_keep_q;
        end
    endgenerate

    // ---- the first bit highest, ones and how many bytes where there is none
    genvar i;
    generate
        for (i = 0; i < BYTES; i = i + 1) begin : gen_byte
            assign bits[CHUNK-1-8*i -: 8]      = data_q[8*i +: 8] | {8{~keep_q[i]}};
            assign next_bits[CHUNK-1-8*i -: 8] = behind_data[8*i +: 8] | {8{~behind_keep[i]}};
        end
    endgenerate
    reg [MISS-1:0] lack, next_lack;
    integer        j;
    always @* begin
        lack      = {MISS{1'b0}};
        next_lack = {MISS{1'b0}};
        for (j = 0; j < BYTES; j = j + 1) begin
            lack      = lack + { {MISS-1{1'b0}}, ~keep_q[j]};
            next_lack = next_lack + { {MISS-1{1'b0}}, ~behind_keep[j]};
        end
    end
    assign miss      = lack;
    assign next_miss = next_lack;
    assign valid     = valid_q;
    assign last      = about_q[0] & ~more;
    assign wrong     = about_q[1];
    wire unused = &{1'b0, about_q};

    // ---- the header: the index, where packets are cut whether the packet ends with the frame, and
    // the base
    localparam INDEX  = 1;
    localparam [31:0] BOOKS = 1;
    reg first_q;                                 // the chunk is a frame's first
    always @(posedge clk) begin
        if (rst) first_q <= 1'b1;
        else if (take) first_q <= last;
    end
    wire cut = 1'b0; // some of it is not there
    assign first  = first_q;
    assign index  = {INDEX{1'b0}};
    assign ends   = 1'b1;
    assign beyond = {1'b0, index} >= BOOKS[INDEX:0] & ~cut;
    assign short  = first_q & (cut | beyond);
endmodule

`default_nettype wire
