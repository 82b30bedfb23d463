// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Plays a file of what software does to the registers of both ends, one thing behind the other, and
// says at the end how much that was.
//
// A line is, in hex, what end address data mask; end 0 is the encoder's, 1 the decoder's:
//   0 write: data, answered with mask (0 OKAY, 2 SLVERR)
//   1 wait:  read until what the mask takes of it is data
//   2 check: read once; what the mask takes of it must be data
//   3 pause: data clocks
//   4 flight: until the packets that the encoder has begun to take have come out of the decoder, as
//     software finds out that counts the packets that it sends and gets
//   5 arrival: until the decoder has begun all frames that are sent by the slot: until the packets that
//     the encoder had begun to take at mark 5 have gone into it, or where a packet is a frame its first
//     beat, and BEHIND more beats. Earlier than any software could be sure of it: for what is under way
//     in the decoder still
//   6 mark:  data 0 a swap begins, 1 a swap is done, 2 a load begins, 3 a load is done, 4 a load
//     has been refused, and all that goes with it was checked, 5 a slot has been closed
//   7 stall: for data clocks from here on nothing is taken from the decoder
//
// Run-time arguments:
//   +script=FILE
module bf16_loadable_tb_script #(
    parameter [8*32-1:0] DEFAULT_FILE = "tb/swap_script.hex"
) (
    input  wire        clk,
    input  wire        rst,                      // active high
    // the ends' registers, the encoder's lowest
    output reg  [1:0]  awvalid,
    input  wire [1:0]  awready,
    output reg  [11:0] awaddr,
    output reg  [1:0]  wvalid,
    input  wire [1:0]  wready,
    output reg  [31:0] wdata,
    input  wire [1:0]  bvalid,
    input  wire [3:0]  bresp,
    output reg  [1:0]  arvalid,
    input  wire [1:0]  arready,
    output reg  [11:0] araddr,
    input  wire [1:0]  rvalid,
    input  wire [63:0] rdata,
    input  wire [3:0]  rresp,
    // packets
    input  wire [63:0] begun,                    // that the encoder has begun to take
    input  wire [63:0] arrived, // of which the decoder has begun all frames of a slot
    input  wire [63:0] beats,                    // that have gone into the decoder
    input  wire [63:0] received,                 // that have come out of it
    output reg         over,                     // all of the file
    output reg         stall,                    // nothing is to be taken from the decoder
    output reg         failed,
    output reg  [31:0] swaps,
    output reg  [31:0] refused,
    output reg  [31:0] load_least,               // clocks of a load
    output reg  [31:0] load_most,
    output reg  [31:0] swap_least,               // and of a swap
    output reg  [31:0] swap_most
);
    localparam WRITE = 0, WAIT = 1, CHECK = 2, PAUSE = 3, FLIGHT = 4, ARRIVAL = 5, MARK = 6, STALL = 7;
    localparam NONE = 8;                         // nothing is being played
    localparam [63:0] BEHIND = 64'd2;
    localparam [31:0] PATIENCE = 32'd100000;     // clocks in which anything ends

    integer          file, fields, lines, what;
    reg [8*1024-1:0] path;
    reg              side;                       // which end
    reg [31:0]       address, data, mask;
    reg [31:0]       stalled_until;
    reg [31:0]       now, began, load_began, swap_began;
    reg [63:0]       wanted, sent, latest;
    reg              there;
    reg [1:0]        response;
    reg [31:0]       value;

    task mark;
        case (data)
            32'd0: swap_began = now;
            32'd1: begin
                swaps = swaps + 32'd1;
                if (now - swap_began < swap_least) swap_least = now - swap_began;
                if (now - swap_began > swap_most) swap_most = now - swap_began;
            end
            32'd2: load_began = now;
            32'd3: begin
                if (now - load_began < load_least) load_least = now - load_began;
                if (now - load_began > load_most) load_most = now - load_began;
            end
            32'd4: refused = refused + 32'd1;
            default: sent = begun;
        endcase
    endtask

    // Begins the next line that takes time.
    task next;
        begin
            what = MARK;
            while (what == MARK || what == STALL) begin
                fields = $fscanf(file, "%h %h %h %h %h", what, side, address, data, mask);
                lines = lines + 1;
                if (fields != 5) begin
                    what = NONE;
                    over = fields < 1 && lines > 1;
                    if (!over) begin
                        failed = 1'b1;
                        $display("FAIL setup: %0s:%0d: no line of what end address data mask",
                                 path, lines);
                    end
                end else if (what == MARK) begin
                    mark;
                end else if (what == STALL) begin
                    stalled_until = now + data;
                end
            end
            began = now;
            wanted = what == ARRIVAL ? sent : begun;
            there = 1'b0;
            awvalid <= {side, !side} & {2{what == WRITE}};
            wvalid <= {side, !side} & {2{what == WRITE}};
            arvalid <= {side, !side} & {2{what == WAIT || what == CHECK}};
            awaddr <= address[11:0];
            araddr <= address[11:0];
            wdata <= data;
        end
    endtask

    task wrong;
        begin
            failed = 1'b1;
            $display("FAIL registers at line %0d of the script: what %0d, end %0d, address %h", lines,
                     what, side, address);
            $display("  expected %h of %h, got %h, response %0d, after %0d clocks", data, mask, value,
                     response, now - began);
        end
    endtask

    initial begin
        if (!$value$plusargs("script=%s", path)) path = { {8*(1024-32){1'b0}}, DEFAULT_FILE};
        file = $fopen(path, "r");
        failed = file == 0;
        if (failed) $display("FAIL setup: +script=%0s: the file cannot be opened", path);
        over = 1'b0;
        what = NONE;
        lines = 0;
        now = 32'd0;
        awvalid = 2'd0;
        wvalid = 2'd0;
        arvalid = 2'd0;
        swaps = 32'd0;
        refused = 32'd0;
        sent = 64'd0;
        load_least = 32'hffffffff;
        load_most = 32'd0;
        swap_least = 32'hffffffff;
        swap_most = 32'd0;
        value = 32'd0;
        stall = 1'b0;
        stalled_until = 32'd0;
        response = 2'd0;
    end

    always @(posedge clk) begin
        now = now + 32'd1;
        stall <= now < stalled_until;
        if (!rst && !failed && !over) begin
            if (lines == 0) begin
                next;
            end else begin
                awvalid <= awvalid & ~awready;
                wvalid <= wvalid & ~wready;
                arvalid <= arvalid & ~arready;
                value = side ? rdata[63:32] : rdata[31:0];
                case (what)
                    WRITE: if (bvalid[side]) begin
                        response = side ? bresp[3:2] : bresp[1:0];
                        if (response !== mask[1:0]) wrong;
                        else next;
                    end
                    WAIT, CHECK: if (rvalid[side]) begin
                        response = side ? rresp[3:2] : rresp[1:0];
                        if (response === 2'd0 && (value & mask) === data) next;
                        else if (response !== 2'd0 || what == CHECK) wrong;
                        else arvalid <= {side, !side};
                    end
                    PAUSE: if (now - began >= data) next;
                    FLIGHT: if (received >= wanted) next;
                    default: begin
                        if (!there) latest = beats;
                        there = arrived >= wanted;
                        if (received >= wanted || there && beats - latest >= BEHIND) next;
                    end
                endcase
                if (!failed && now - began > PATIENCE) wrong;
            end
        end
    end
endmodule

`default_nettype wire
