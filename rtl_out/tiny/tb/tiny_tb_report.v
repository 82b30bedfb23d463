// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788, tag d25547ce
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Runs a bench's clock and resets, watches both its ends, and says how it went: after at most one
// FAIL line of a source or sink, a line for scripts
//   RESULT bench=.. status=pass|fail in_beats=.. in_packets=.. in_clocks=.. out_beats=..
//          out_packets=.. out_clocks=.. clocks=.. latency=.. resets=..
// and PASS or FAIL. An encoder's counters, if it has any, stand in a line COUNTERS in hex before
// it. in_clocks and out_clocks run from the first beat to the last, both included; clocks from the
// first beat in to the last beat out; latency from the first beat in to the first beat offered at
// the output, so that one register is 1, or none; resets are those after the first one.
//
// Run-time arguments:
//   +timeout=N    clocks without a beat at either end that count as a hang (10000)
//   +trace=FILE   dump every signal
//   +resets=N     reset so many times in the midst of traffic, at random clocks and for 1 to 16 of
//                 them, when four packets have come out since the last time (eight, where one
//                 end is reset alone: some of them may be wrong)
//   +reset=END    of a bench of two ends: both (default), encoder (and what sends to it), or
//                 decoder (and what takes from it). A reset of one end is written down, in a line
//                 RESET sent=.. frames=..: packets sent and frames taken until then
//   +seed=N       of the clocks
module tiny_tb_report #(
    parameter BENCH = "",
    parameter ENDS = 1,                          // 2: encoder and decoder have resets of their own
    parameter COUNTERS = 1                       // bits of the counters; 1: there are none
) (
    output reg  clk,
    output reg  rst_in,                          // active high, of the bench's first end; and
    output reg  rst_out,                         // of its second one. They change between clocks
    input  wire [63:0] resumed,                  // the packet that the source goes on with
    input  wire in_beat,                         // a beat is accepted at the input
    input  wire in_last,
    input  wire frame,                           // a frame's last beat is accepted between the ends
    input  wire out_valid,
    input  wire out_beat,                        // a beat is accepted at the output
    input  wire out_last,
    input  wire source_failed,
    input  wire source_finished,
    input  wire sink_failed,
    input  wire sink_finished,
    input  wire [COUNTERS-1:0] counters,
    output wire drained                          // as many packets came out as went in
);
    // Clocks that are waited at the end for beats that should not come.
    localparam [63:0] TAIL = 64'd200;

    reg [8*1024-1:0] trace;
    reg [8*16-1:0]   end_name;
    reg [63:0] timeout;
    reg [63:0] now, quiet;
    reg [63:0] in_beats, in_packets, in_first, in_latest;
    reg [63:0] out_beats, out_packets, out_offered, out_first, out_latest;
    reg        offered;
    reg        refused;                          // the arguments
    wire       failed = source_failed || sink_failed || refused;
    wire       hang = quiet >= timeout;
    wire       over = source_finished && sink_finished && quiet >= TAIL;

    // Resets: what is wanted at the next negative edge of the clock.
    reg        of_in, of_out;                    // ends that are reset in traffic
    reg        wanted_in, wanted_out;
    reg [31:0] seed, random;
    reg [31:0] left, made;
    reg [3:0]  hold;                             // clocks of the reset that are left
    reg [5:0]  wait_clocks;
    reg [3:0]  since;                            // packets out since the last one, and how many
    wire [3:0] enough = of_in == of_out ? 4'd4 : 4'd8;
    reg        was_reset;
    reg [63:0] frames;
    wire       rst = rst_in || rst_out;

    assign drained = in_packets == out_packets;

    function automatic [31:0] xorshift(input [31:0] x);
        reg [31:0] a, b;
        begin
            a = x ^ (x << 13);
            b = a ^ (a >> 17);
            xorshift = b ^ (b << 5);
        end
    endfunction

    initial begin
        if (!$value$plusargs("timeout=%d", timeout)) timeout = 64'd10000;
        if (!$value$plusargs("seed=%d", seed)) seed = 32'd1;
        if (!$value$plusargs("resets=%d", left)) left = 32'd0;
        if (ENDS < 2 || !$value$plusargs("reset=%s", end_name)) end_name = "both";
        of_in = end_name == "both" || end_name == "encoder";
        of_out = end_name == "both" || end_name == "decoder";
        refused = !of_in && !of_out;
        if (refused) $display("FAIL setup: +reset=%0s: use both, encoder or decoder", end_name);
        if ($value$plusargs("trace=%s", trace)) begin
            $dumpfile(trace);
            $dumpvars;
        end
        now = 64'd0;
        clk = 1'b0;
        rst_in = 1'b1;
        rst_out = 1'b1;
        wanted_in = 1'b1;
        wanted_out = 1'b1;
        hold = 4'd3;
        made = 32'd0;
        since = 4'd0;
        wait_clocks = 6'd0;
        was_reset = 1'b0;
        frames = 64'd0;
        random = xorshift((seed * 32'h9e3779b1) ^ 32'h85ebca6b | 32'h1);
        quiet = 64'd0;
        in_beats = 64'd0;
        in_packets = 64'd0;
        in_first = 64'd0;
        in_latest = 64'd0;
        out_beats = 64'd0;
        out_packets = 64'd0;
        out_offered = 64'd0;
        out_first = 64'd0;
        out_latest = 64'd0;
        offered = 1'b0;
    end

    always #5 clk = !clk;

    // Between two clocks, so that an asynchronous reset acts without one.
    always @(negedge clk) begin
        rst_in = wanted_in;
        rst_out = wanted_out;
    end

    always @(posedge clk) begin
        random <= xorshift(random);
        was_reset <= rst;
        if (frame) frames <= frames + 64'd1;
        if (rst) begin
            since <= 4'd0;
            wait_clocks <= random[5:0];
            hold <= hold - 4'd1;
            if (hold == 4'd0) begin
                wanted_in <= 1'b0;
                wanted_out <= 1'b0;
            end
        end else begin
            if (was_reset && of_in != of_out && made != 32'd0) begin
                $display("RESET sent=%0d frames=%0d", resumed, frames);
            end
            if (out_beat && out_last && since != enough) since <= since + 4'd1;
            if (left != 32'd0 && since == enough) begin
                wait_clocks <= wait_clocks - 6'd1;
                if (wait_clocks == 6'd0) begin
                    wanted_in <= of_in;
                    wanted_out <= of_out;
                    hold <= random[9:6];
                    left <= left - 32'd1;
                    made <= made + 32'd1;
                end
            end
        end
    end

    always @(posedge clk) begin
        now <= now + 64'd1;
        if (rst) begin
            quiet <= 64'd0;
        end else begin
            quiet <= (in_beat || out_beat) ? 64'd0 : quiet + 64'd1;
            if (in_beat) begin
                if (in_beats == 64'd0) in_first <= now;
                in_latest <= now;
                in_beats <= in_beats + 64'd1;
                if (in_last) in_packets <= in_packets + 64'd1;
            end
            if (out_valid && !offered) begin
                offered <= 1'b1;
                out_offered <= now;
            end
            if (out_beat) begin
                if (out_beats == 64'd0) out_first <= now;
                out_latest <= now;
                out_beats <= out_beats + 64'd1;
                if (out_last) out_packets <= out_packets + 64'd1;
            end
            // What a reset cut off is not waited for.
            if (was_reset) begin
                in_packets <= resumed;
                out_packets <= resumed;
            end
        end
        if (failed || !rst && (hang || over)) begin
            if (hang && !failed && !over) begin
                $write("FAIL hang at beat %0d (packet %0d):", out_beats, out_packets);
                $display(" no beat for %0d clocks after %0d beats in", quiet, in_beats);
            end
            if (COUNTERS > 1) $display("COUNTERS %h", counters);
            $write("RESULT bench=%0s status=%0s", BENCH, (over && !failed) ? "pass" : "fail");
            $write(" in_beats=%0d in_packets=%0d in_clocks=%0d", in_beats, in_packets,
                   in_latest - in_first + 64'd1);
            $write(" out_beats=%0d out_packets=%0d out_clocks=%0d", out_beats, out_packets,
                   out_latest - out_first + 64'd1);
            $write(" clocks=%0d", out_beats == 64'd0 ? 64'd0 : out_latest - in_first);
            if (offered) $write(" latency=%0d", out_offered - in_first);
            else $write(" latency=none");
            $display(" resets=%0d", made);
            $display("%0s", (over && !failed) ? "PASS" : "FAIL");
            $finish;
        end
    end
endmodule

`default_nettype wire
