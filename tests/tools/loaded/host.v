// Stands where the registers of a loadable encoder are, and drives the slots' load bus from a script: a line is an
// operation and six numbers in hex digits. Writes down when slots change.
`default_nettype none
module @P@_enc_registers (
    input  wire          clk,
    input  wire          @RST@,
@AXIL@    output reg  [@SLOTS@-1:0] load_slot,
    output reg           load_class_we,
    output reg  [3:0]    load_len,
    output reg  [@RANK@-1:0] load_u,
    output reg  [@RANK@-1:0] load_off,
    output reg           load_last,
    output reg           load_symbol_we,
    output reg  [@SYMBOL@-1:0] load_symbol,
    output reg           load_coded,
    output reg  [3:0]    load_code_len,
    output reg  [@RANK@-1:0] load_rank,
    output reg           load_first,
    output reg  [@GROUPS@-1:0] load_group,
    output reg           load_fresh,
    output reg  [@SLOTS@-1:0] valid,
    output reg  [@SLOTS@*32-1:0] tags,
    output reg  [@SLOTS@-1:0] opening,
    input  wire          drained,
    input  wire          refused,
    input  wire [@SLOTS@-1:0] fault@COUNTER_PORTS@
);
    integer op, a, b, c, d, e, f, waits, lines, line;
    reg [7*32-1:0] script [0:65535];             // an operation and six numbers each
    integer cycle = 0;
    reg     draining, done;
    reg [8*512:1] name;
    initial begin
        if (!$value$plusargs("script=%s", name)) $finish;
        if (!$value$plusargs("lines=%d", lines)) $finish;
        $readmemh(name, script, 0, lines - 1);
    end
    wire on = @ON@;
    always @(posedge clk) begin
        cycle <= cycle + 1;
        load_class_we  <= 1'b0;
        load_symbol_we <= 1'b0;
        // Nothing may depend on what stands beside an enable that is low.
        {load_slot, load_len, load_u, load_off, load_last, load_symbol} <= {@SLOTS@+4+2*@RANK@+1+@SYMBOL@{1'bx}};
        {load_coded, load_code_len, load_rank, load_first, load_group, load_fresh}
            <= {1+4+@RANK@+1+@GROUPS@+1{1'bx}};
@COUNTER_CLOCK@
        if (!on && refused) $display("REFUSED %0d", cycle);
        if (!on && ((^{drained, refused}) === 1'bx)) $display("UNKNOWN %0d host", cycle);
        if (!on && (|fault)) $display("UNKNOWN %0d fault", cycle);
        if (on) begin
            valid    <= {@SLOTS@{1'b0}};
            tags     <= {@SLOTS@*32{1'bx}};
            opening  <= {@SLOTS@{1'b0}};
            draining <= 1'b0;
            done     <= 1'b0;
            waits = 0;
            line  = 0;
        end else if (draining) begin
            if (drained) begin
                $display("DRAINED %0d", cycle);
                draining <= 1'b0;
            end
        end else if (waits > 0) waits = waits - 1;
        else if (!done) begin
            {op, a, b, c, d, e, f} = script[line];
            line = line + 1;
            if (line > lines) begin
                done <= 1'b1;
                $display("SCRIPT %0d", cycle);
            end else case (op)
                0: waits = a;
                1: begin                         // OPEN slot
                    $display("OPEN %0d %0d", cycle, a);
                    valid[a] <= 1'b0;
                    opening  <= {@SLOTS@{1'b0}};
                    opening[a] <= 1'b1;
                    draining <= 1'b1;
                end
                // Of a slot that is drained nothing is needed any more.
                2: begin                         // class: slot len u off last
                    load_slot     <= {@SLOTS@{1'b0}};
                    load_slot[a]  <= 1'b1;
                    load_class_we <= 1'b1;
                    tags[a*32 +: 32] <= {32{1'bx}};
                    load_len      <= b[3:0];
                    load_u        <= c[@RANK@-1:0];
                    load_off      <= d[@RANK@-1:0];
                    load_last     <= e[0];
                end
                3: begin                         // symbol: slot symbol length rank group fresh
                    load_slot      <= {@SLOTS@{1'b0}};
                    load_slot[a]   <= 1'b1;
                    load_symbol_we <= 1'b1;
                    load_symbol    <= b[@SYMBOL@-1:0];
                    load_first     <= b == 0;
                    load_coded     <= c != 0;
                    load_code_len  <= c[3:0];
                    load_rank      <= d[@RANK@-1:0];
                    load_group     <= {@GROUPS@{1'b0}};
                    if (e >= 0) load_group[e] <= 1'b1;
                    load_fresh     <= f[0];
                end
                4: begin                         // COMMIT slot tag version
                    $display("COMMIT %0d %0d %0d", cycle, a, c);
                    valid[a] <= 1'b1;
                    tags[a*32 +: 32] <= b;
                    opening <= {@SLOTS@{1'b0}};
                end
                5: begin                         // DROP slot
                    $display("DROP %0d %0d", cycle, a);
                    valid[a] <= 1'b0;
                end
@COUNTER_CLEAR@                default: $display("UNKNOWN %0d op", cycle);
            endcase
        end
    end
endmodule
`default_nettype wire
