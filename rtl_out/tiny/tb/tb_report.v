// Runs a bench's clock and reset, watches both its ends, and says how it went: after at most one
// FAIL line of a source or sink, a line for scripts
//   RESULT bench=.. status=pass|fail in_beats=.. in_packets=.. in_clocks=.. out_beats=..
//          out_packets=.. out_clocks=.. clocks=.. latency=..
// and PASS or FAIL. An encoder's counters, if it has any, stand in a line COUNTERS in hex before it.
// in_clocks and out_clocks run from the first beat to the last, both included; clocks from the first
// beat in to the last beat out; latency from the first beat in to the first beat offered at the
// output, so that one register is 1, or none.
//
// Run-time arguments:
//   +timeout=N    clocks without a beat at either end that count as a hang (10000)
//   +trace=FILE   dump every signal
`default_nettype none

module tb_report #(
    parameter BENCH = "",
    parameter COUNTERS = 1                    // bits of the counters; 1: there are none
) (
    output reg  clk,
    output reg  rst,                          // active high
    input  wire in_beat,                      // a beat is accepted at the input
    input  wire in_last,
    input  wire out_valid,
    input  wire out_beat,                     // a beat is accepted at the output
    input  wire out_last,
    input  wire source_failed,
    input  wire source_finished,
    input  wire sink_failed,
    input  wire sink_finished,
    input  wire [COUNTERS-1:0] counters,
    output wire drained                       // as many packets came out as went in
);
    // Clocks that are waited at the end for beats that should not come.
    localparam [63:0] TAIL = 64'd200;

    reg [8*1024-1:0] trace;
    reg [63:0] timeout;
    reg [63:0] now, quiet;
    reg [63:0] in_beats, in_packets, in_first, in_latest;
    reg [63:0] out_beats, out_packets, out_offered, out_first, out_latest;
    reg        offered;
    wire       failed = source_failed || sink_failed;
    wire       hang = quiet >= timeout;
    wire       over = source_finished && sink_finished && quiet >= TAIL;

    assign drained = in_packets == out_packets;

    initial begin
        if (!$value$plusargs("timeout=%d", timeout)) timeout = 64'd10000;
        if ($value$plusargs("trace=%s", trace)) begin
            $dumpfile(trace);
            $dumpvars;
        end
        now = 64'd0;
        clk = 1'b0;
        rst = 1'b1;
    end

    always #5 clk = !clk;

    always @(posedge clk) begin
        now <= now + 64'd1;
        rst <= now < 64'd4;
        if (rst) begin
            quiet <= 64'd0;
            in_beats <= 64'd0;
            in_packets <= 64'd0;
            in_first <= 64'd0;
            in_latest <= 64'd0;
            out_beats <= 64'd0;
            out_packets <= 64'd0;
            out_offered <= 64'd0;
            out_first <= 64'd0;
            out_latest <= 64'd0;
            offered <= 1'b0;
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
        end
        if (failed || !rst && (hang || over)) begin
            if (hang && !failed && !over)
                $display("FAIL hang at beat %0d (packet %0d): no beat for %0d clocks after %0d beats in",
                         out_beats, out_packets, quiet, in_beats);
            if (COUNTERS > 1) $display("COUNTERS %h", counters);
            $write("RESULT bench=%0s status=%0s", BENCH, (over && !failed) ? "pass" : "fail");
            $write(" in_beats=%0d in_packets=%0d in_clocks=%0d", in_beats, in_packets,
                   in_latest - in_first + 64'd1);
            $write(" out_beats=%0d out_packets=%0d out_clocks=%0d", out_beats, out_packets,
                   out_latest - out_first + 64'd1);
            $write(" clocks=%0d", out_beats == 64'd0 ? 64'd0 : out_latest - in_first);
            if (offered) $display(" latency=%0d", out_offered - in_first);
            else $display(" latency=none");
            $display("%0s", (over && !failed) ? "PASS" : "FAIL");
            $finish;
        end
    end
endmodule

`default_nettype wire
