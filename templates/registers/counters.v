    // ---- counters: their copy, a clock behind the one in which they begin again
    reg                   snapshot_q, copy_q, clear_q;
    reg [48*COUNTERS-1:0] counters_q;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            snapshot_q <= 1'b0;
            copy_q     <= 1'b0;
            clear_q    <= 1'b0;
            counters_q <= {48*COUNTERS{1'b0}};
        end else begin
            snapshot_q <= {{ control }} & write_data[0];
            clear_q    <= {{ control }} & write_data[1];
            copy_q     <= snapshot_q;
            if (copy_q) counters_q <= counters;
        end
    end
