// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_link.yaml
// Codebook: bf16_act.yaml, digest a00a06a7734ce6aa, tag 3676abbb
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Plays a vector file on an AXI4-Stream: a line is a beat, `tdata tkeep tlast tuser` in hex.
// What must not matter is garbage: the payload between beats, and bytes that tkeep leaves out.
// A reset ends the packet under way: the next beat is the next packet's first.
// Also checks that tready is low in reset, and never x.
//
// Run-time arguments:
//   +in=FILE      the vectors, or none: nothing is sent (ARGUMENT may name it otherwise)
//   +idle=PATTERN none, quarter (one clock in four at random), bursts, or alone: a packet is held
//                 back until everything sent before it has come out
//   +seed=N       of the pattern and the garbage
module bf16_link_tb_source #(
    parameter BYTES = 1,
    parameter USER = 1,                          // bits of tuser
    parameter MARKED = 0,                        // with tuser[0] = 1, tlast ends no packet
    parameter ARGUMENT = "in=%s",
    parameter [8*32-1:0] DEFAULT_FILE = ""
) (
    input  wire               clk,
    input  wire               rst,               // active high
    input  wire               drained,           // as many packets have come out as were sent
    output reg                m_axis_tvalid,
    input  wire               m_axis_tready,
    output reg  [8*BYTES-1:0] m_axis_tdata,
    output reg  [BYTES-1:0]   m_axis_tkeep,
    output reg                m_axis_tlast,
    output reg  [USER-1:0]    m_axis_tuser,
    output reg  [63:0]        resumed, // the first packet behind the reset, counted from 0
    output reg                failed,            // the file cannot be used, or tready is wrong
    output reg                finished           // every beat was accepted
);
    localparam IDLE_NONE = 2'd0, IDLE_QUARTER = 2'd1, IDLE_BURSTS = 2'd2, IDLE_ALONE = 2'd3;
    localparam AT_ONCE = 0;                      // the reset acts without a clock

    reg [8*1024-1:0] path;
    reg [8*16-1:0]   idle_name;
    reg [1:0]        pattern;
    reg [31:0]       seed;
    integer          file;

    reg [31:0]        random;
    reg               resting;                   // bursts: in an idle stretch
    reg [4:0]         stretch;                   // bursts: clocks that are left of it
    reg               between;                   // the beat last sent ended a packet
    reg               idle;

    // The next beat, and how many of a line's fields could be read.
    reg [8*BYTES-1:0] data;
    reg [BYTES-1:0]   keep;
    reg               last;
    reg [USER-1:0]    user;
    integer           fields;
    integer           lines;
    reg               open;                      // the line last read does not end its packet
    reg [63:0]        packets;                   // whose end has been read
    reg               was_reset;
    reg               begun;                     // a clock without reset has passed
    integer           i;

    function automatic [31:0] xorshift(input [31:0] x);
        reg [31:0] a, b;
        begin
            a = x ^ (x << 13);
            b = a ^ (a >> 17);
            xorshift = b ^ (b << 5);
        end
    endfunction

    task read;
        begin
            fields = $fscanf(file, "%h %h %h %h", data, keep, last, user);
            open = 1'b0;
            if (fields == 4) begin
                lines = lines + 1;
                open = !last || MARKED != 0 && user[0];
                if (!open) packets = packets + 64'd1;
            end else if (fields > 0 || lines == 0) begin
                failed <= 1'b1;
                $display("FAIL setup: %0s:%0d: no line of tdata tkeep tlast tuser", path,
                         lines + 1);
            end else begin
                finished <= 1'b1;
            end
        end
    endtask

    // The seed is spread first: neighbours would otherwise start alike.
    initial begin
        if (!$value$plusargs("seed=%d", seed)) seed = 32'd1;
        if (!$value$plusargs("idle=%s", idle_name)) idle_name = "none";
        if (!$value$plusargs(ARGUMENT, path)) path = { {8*(1024-32){1'b0}}, DEFAULT_FILE};
        failed = 1'b0;
        finished = path == "none";
        case (idle_name)
            "none": pattern = IDLE_NONE;
            "quarter": pattern = IDLE_QUARTER;
            "bursts": pattern = IDLE_BURSTS;
            "alone": pattern = IDLE_ALONE;
            default: begin
                pattern = IDLE_NONE;
                failed = 1'b1;
                $display("FAIL setup: +idle=%0s: use none, quarter, bursts or alone", idle_name);
            end
        endcase
        if (!finished) file = $fopen(path, "r");
        if (!finished && file == 0) begin
            failed = 1'b1;
            $display("FAIL setup: %0s: the file of what is sent cannot be opened", path);
        end
        random = xorshift((seed * 32'h9e3779b1) ^ 32'h1b873593 | 32'h1);
        lines = 0;
        open = 1'b0;
        packets = 64'd0;
        was_reset = 1'b0;
        begun = 1'b0;
    end

    wire [32*((BYTES+3)/4)-1:0] garbage = {(BYTES+3)/4{random}};
    wire [32*((USER+31)/32)-1:0] garbage_user = {(USER+31)/32{ {random[14:0], random[31:15]}}};

    always @* begin
        case (pattern)
            IDLE_QUARTER: idle = random[9:8] == 2'd0;
            IDLE_BURSTS: idle = resting;
            // At the handshake itself the count of packets sent is one behind.
            IDLE_ALONE: idle = between && (m_axis_tvalid || !drained);
            default: idle = 1'b0;
        endcase
    end

    always @(posedge clk) begin
        was_reset <= rst;
        if (!rst) begun <= 1'b1;
        random <= xorshift(random);
        if (stretch == 5'd0) begin
            resting <= !resting;
            stretch <= random[16:12];
        end else begin
            stretch <= stretch - 5'd1;
        end
        if (failed) begin
            // The bench is about to end.
        end else if (rst) begin
            m_axis_tvalid <= 1'b0;
            between <= 1'b0;
            resting <= 1'b0;
            stretch <= 5'd0;
            while (open) read;
            resumed <= packets;
            if ((was_reset || AT_ONCE != 0 && begun) && m_axis_tready !== 1'b0) begin
                failed <= 1'b1;
                $display("FAIL protocol: tready is %b in reset", m_axis_tready);
            end
        end else if (m_axis_tready !== 1'b0 && m_axis_tready !== 1'b1) begin
            failed <= 1'b1;
            $display("FAIL protocol: tready is %b", m_axis_tready);
        end else if (!m_axis_tvalid || m_axis_tready) begin
            m_axis_tvalid <= 1'b0;
            m_axis_tdata <= garbage[8*BYTES-1:0];
            m_axis_tkeep <= garbage[BYTES-1:0];
            m_axis_tlast <= random[31];
            m_axis_tuser <= garbage_user[USER-1:0];
            if (!idle && !finished) begin
                read;
                if (fields == 4) begin
                    m_axis_tvalid <= 1'b1;
                    for (i = 0; i < BYTES; i = i + 1) begin
                        if (keep[i]) m_axis_tdata[8*i +: 8] <= data[8*i +: 8];
                    end
                    m_axis_tkeep <= keep;
                    m_axis_tlast <= last;
                    m_axis_tuser <= user;
                    between <= last;
                end
            end
        end
    end
endmodule

`default_nettype wire
