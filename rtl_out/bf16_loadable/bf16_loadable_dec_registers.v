// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Registers of the decoder, AXI4-Lite, 32 bits: codebooks are loaded through them into slots,
// one at a time. What is written goes to the walker as it comes and from there to the slot; a slot
// becomes valid with the COMMIT of a whole code of the envelope, and with nothing else.
//
//   0x000    R ID           the letters HFW and the map's version
//   0x004    R CAPABILITIES what the slots can hold
//   0x008    R LAYOUT       more of it
//   0x00c    R STATUS       where a load stands, and which slots are valid
//   0x010    W OPEN         opens a slot: it is invalid from here on, and a load begins
//   0x014    W COMMIT       ends the load; the slot is valid if what was loaded is a code of the
//                           envelope and has this tag
//   0x018    W DROP         makes slots invalid; what is being loaded goes on
//   0x01c    R LOADED       tag of what has been loaded so far
//   0x024    R REFUSED      frames of an index without codebook; wraps
//   0x028    R DIGEST_LOW   the lowest 32 bits of the design's digest, which is the same at both
//                           ends of a link
//   0x02c    R DIGEST_HIGH  the highest 32 bits of the design's digest, which is the same at
//                           both ends of a link
//   0x040+4n W COUNT        codewords of every length, ascending, each length once
//   0x080+4n R TAG          tag of every slot's codebook
//   0x400+4n W LENGTHS      lengths of symbols in their order, eight a word; the words
//                           ascending, behind the last COUNT
//
// `drained` is looked at from the second clock of `opening` on.
module bf16_loadable_dec_registers (
    input  wire        clk,
    input  wire        rst,
    input  wire        s_axil_awvalid,
    output wire        s_axil_awready,
    input  wire [11:0] s_axil_awaddr,
    input  wire        s_axil_wvalid,
    output wire        s_axil_wready,
    input  wire [31:0] s_axil_wdata,
    input  wire [3:0]  s_axil_wstrb,
    output wire        s_axil_bvalid,
    input  wire        s_axil_bready,
    output wire [1:0]  s_axil_bresp,
    input  wire        s_axil_arvalid,
    output wire        s_axil_arready,
    input  wire [11:0] s_axil_araddr,
    output wire        s_axil_rvalid,
    input  wire        s_axil_rready,
    output wire [31:0] s_axil_rdata,
    output wire [1:0]  s_axil_rresp,
    // the slots
    output wire [1:0]     valid,                 // frames that begin now may use it
    output wire [63:0]    tags,                  // of valid ones, slot 0 lowest
    output wire [1:0]     opening,               // one-hot: open
    input  wire        drained,                  // nothing under way uses it any more
    input  wire        refused,                  // a frame for want of a book, a clock long
    input  wire [1:0]     fault,                 // broken: it is invalid from the next clock on
    // what is loaded
    output wire [1:0]     load_slot,             // one-hot: the open slot
    output wire        load_class_we,
    output wire [3:0]  load_len,
    output wire [4:0]     load_u,
    output wire [4:0]     load_off,
    output wire        load_last,
    output wire        load_symbol_we,
    output wire [7:0]     load_symbol,
    output wire        load_coded,
    output wire [3:0]  load_code_len,
    output wire [4:0]     load_rank,
    output wire        load_first,
    output wire [7:0]     load_group,
    output wire        load_fresh
);
    localparam SLOTS = 2;

    // ---- the bus
    wire        write, write_whole, write_error, keep, busy, shift, free;
    wire [9:0]  write_word, read_word;
    wire [31:0] write_data;
    reg  [31:0] read_data;
    reg         read_there;
    bf16_loadable_axil u_axil (
        .clk(clk), .rst(rst),
        .s_axil_awvalid(s_axil_awvalid), .s_axil_awready(s_axil_awready),
        .s_axil_awaddr(s_axil_awaddr), .s_axil_wvalid(s_axil_wvalid),
        .s_axil_wready(s_axil_wready), .s_axil_wdata(s_axil_wdata), .s_axil_wstrb(s_axil_wstrb),
        .s_axil_bvalid(s_axil_bvalid), .s_axil_bready(s_axil_bready), .s_axil_bresp(s_axil_bresp),
        .s_axil_arvalid(s_axil_arvalid), .s_axil_arready(s_axil_arready),
        .s_axil_araddr(s_axil_araddr), .s_axil_rvalid(s_axil_rvalid),
        .s_axil_rready(s_axil_rready), .s_axil_rdata(s_axil_rdata), .s_axil_rresp(s_axil_rresp),
        .write(write), .write_whole(write_whole), .write_word(write_word),
        .write_data(write_data), .write_error(write_error), .keep(keep), .busy(busy),
        .shift(shift), .free(free), .read_word(read_word), .read_data(read_data),
        .read_error(~read_there));

    // ---- writes: which they are, and whether their time has come
    reg  [SLOTS-1:0] opening_q, valid_q;
    reg              settled_q, ready_q;
    reg  [6:0]       error_q;
    wire [3:0]       at;
    wire             counted, walked, complete, matched;
    wire [7:0]       word;
    wire [3:0]       wrong;
    wire [31:0]      tag;
    reg  [SLOTS-1:0] chosen;                     // one-hot: the slot of OPEN
    reg              other_tag;                  // than that of COMMIT
    integer s;
    always @(posedge clk) begin
        for (s = 0; s < SLOTS; s = s + 1) chosen[s] <= write_data == s;
        other_tag <= tag != write_data;
    end
    wire whole     = write & write_whole;
    wire low       = write_word[9:6] == 4'd0;
    wire to_misc   = low & (write_word[5:4] == 2'd0);
    wire to_count  = low & (write_word[5:4] == 2'd1);
    wire to_length = write_word[9:8] == 2'd1;
    wire to_open   = to_misc & (write_word[3:0] == 4'd4) & (|chosen);
    wire to_commit = to_misc & (write_word[3:0] == 4'd5);
    wire to_drop   = to_misc & (write_word[3:0] == 4'd6);
    wire count     = whole & to_count & ready_q & ~counted & (write_word[3:0] == at);
    wire lengths   = whole & to_length & ready_q & counted & ~walked & (write_word[7:0] == word);
    wire start     = whole & to_open;
    wire commit    = whole & to_commit;
    wire early     = (to_count & ~count) | (to_length & ~lengths)
                     | (to_commit & ~(ready_q & walked));
    // Behind the last length: {tag, padding, groups, lengths, Kraft's sum}.
    wire [4:0] found = {other_tag, 2'b00, ~matched, ~complete} & {5{commit & ~early}};
    wire good      = commit & ~early & (error_q[5:0] == 6'd0) & (found == 5'd0);
    assign keep        = count | lengths;
    assign write_error = ~(count | lengths | start | good | (whole & (to_drop)));

    wire [SLOTS-1:0] broken = valid_q & fault;
    always @(posedge clk) begin
        if (rst) begin
            opening_q <= {SLOTS{1'b0}};
            valid_q   <= {SLOTS{1'b0}};
            settled_q <= 1'b0;
            ready_q   <= 1'b0;
            error_q   <= 7'd0;
        end else begin
            if (start | commit) opening_q <= chosen & {SLOTS{start}};
            valid_q   <= (valid_q & ~broken & ~(chosen & {SLOTS{start}})
                          & ~(write_data[SLOTS-1:0] & {SLOTS{whole & to_drop}}))
                         | (opening_q & {SLOTS{good}});
            settled_q <= (|opening_q) & ~start;
            ready_q   <= ~start & ~commit & (|opening_q) & (ready_q | (settled_q & drained));
            error_q   <= start ? {|broken, 6'd0}
                         : error_q | {|broken, found[4], wrong | found[3:0], whole & early};
        end
    end

    // ---- what is loaded, and the tags of it
    bf16_loadable_walk u_walk (
        .clk(clk), .rst(rst), .start(start), .count(count), .lengths(lengths),
        .data(write_data), .busy(busy), .shift(shift), .free(free), .at(at), .counted(counted),
        .word(word), .walked(walked), .wrong(wrong), .complete(complete), .matched(matched),
        .tag(tag), .load_class_we(load_class_we), .load_len(load_len), .load_u(load_u),
        .load_off(load_off), .load_last(load_last), .load_symbol_we(load_symbol_we),
        .load_symbol(load_symbol), .load_coded(load_coded), .load_code_len(load_code_len),
        .load_rank(load_rank), .load_first(load_first), .load_group(load_group),
        .load_fresh(load_fresh));
    genvar t;
    generate
        for (t = 0; t < SLOTS; t = t + 1) begin : gen_tag
            bf16_loadable_store #(.BITS(32)) u_tag (
                .clk(clk), .we(opening_q[t] & good), .d(tag), .q(tags[32*t +: 32]));
        end
    endgenerate

    // ---- frames refused: that the lower half is all ones is known ahead
    reg [31:0] refused_q;
    reg        ones_q;
    always @(posedge clk) begin
        if (rst) begin
            refused_q <= 32'd0;
            ones_q    <= 1'b0;
        end else begin
            ones_q <= refused_q[15:0] == (refused ? 16'hfffe : 16'hffff);
            if (refused) refused_q[15:0] <= refused_q[15:0] + 16'd1;
            if (refused & ones_q) refused_q[31:16] <= refused_q[31:16] + 16'd1;
        end
    end

    // ---- reads
    reg  [3:0]  slot;                            // the open one
    reg  [31:0] tag_read;
    reg         tag_there;
    integer r;
    always @* begin
        slot      = 4'd0;
        tag_read  = 32'd0;
        tag_there = 1'b0;
        for (r = 0; r < SLOTS; r = r + 1) begin
            slot = slot | (r[3:0] & {4{opening_q[r]}});
            if (read_word[3:0] == r[3:0]) begin
                tag_read  = tags[32*r +: 32] & {32{valid_q[r]}};
                tag_there = 1'b1;
            end
        end
    end
    wire [31:0] status = { 14'd0, valid_q, 1'b0, error_q, slot, 2'b00, ready_q, |opening_q};
    always @* begin
        read_there = 1'b1;
        case (read_word)
            10'h000: read_data = 32'h48465701;   // ID
            10'h001: read_data = 32'h4f686062;   // CAPABILITIES
            10'h002: read_data = 32'h00200008;   // LAYOUT
            10'h00a: read_data = 32'h9f8fe0b2;   // DIGEST_LOW
            10'h00b: read_data = 32'hd99bc6e0;   // DIGEST_HIGH
            10'h003: read_data = status;
            10'h007: read_data = tag;
            10'h009: read_data = refused_q;
            default: begin
                read_data  = tag_read;
                read_there = (read_word[9:4] == 6'd2) & tag_there;
            end
        endcase
    end

    assign valid     = valid_q;
    assign opening   = opening_q;
    assign load_slot = opening_q;
endmodule

`default_nettype wire
