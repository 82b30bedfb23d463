// Plays a script on a side's registers and prints all that they answer. A line of the script is
//   {kind[8], barrier[4], aw gap[12], w gap[12], b gap[12], strobes[4], address[12], data[32]}
// kinds: 0 write; 1 read; 2 read STATUS until the slot is ready; 3 nothing under way uses the slot, or
// something does (data[0]); 4 pulses of `refused`, so many as data; 5 `fault` for a clock; 6 the value
// that every counter has from here on; 7 what the slots see is printed; 8 a reset; 9 the end.
// What has a barrier, and every kind above 1, waits for all that is before it. All happens at falling
// edges: what is ready then is so at the rising edge, for it depends on registers only.
`define MAX 65536
`define KIND(at) script[at][95:88]
module bench;
    localparam SLOTS = `SLOTS;
    reg clk = 1'b0;
    reg rst = 1'b1;
    always #1 clk = ~clk;

    reg [95:0] script [0:`MAX-1];
    initial $readmemh("script.hex", script);

    reg         awvalid = 1'b0, wvalid = 1'b0, bready = 1'b0, arvalid = 1'b0, rready = 1'b0;
    reg  [11:0] awaddr, araddr;
    reg  [31:0] wdata;
    reg  [3:0]  wstrb;
    wire        awready, wready, bvalid, arready, rvalid;
    wire [1:0]  bresp, rresp;
    wire [31:0] rdata;
    wire [SLOTS-1:0]    valid, opening, load_slot;
    wire [32*SLOTS-1:0] tags;
    reg                 drained = 1'b1, refused = 1'b0;
    reg  [SLOTS-1:0]    fault = {SLOTS{1'b0}};
    wire         load_class_we, load_last, load_symbol_we, load_coded, load_first, load_fresh;
    wire [3:0]   load_len, load_code_len;
    wire [`R-1:0] load_u, load_off, load_rank;
    wire [`SYMBOL-1:0] load_symbol;
    wire [`GROUPS-1:0] load_group;
`ifdef COUNTERS
    reg  [47:0] counter = 48'd0;
    wire        clear;
`endif
    `DUT u_dut (
        .clk(clk), .`RESET(`ACTIVE rst),
        .s_axil_awvalid(awvalid), .s_axil_awready(awready), .s_axil_awaddr(awaddr),
        .s_axil_wvalid(wvalid), .s_axil_wready(wready), .s_axil_wdata(wdata),
        .s_axil_wstrb(wstrb), .s_axil_bvalid(bvalid), .s_axil_bready(bready),
        .s_axil_bresp(bresp), .s_axil_arvalid(arvalid), .s_axil_arready(arready),
        .s_axil_araddr(araddr), .s_axil_rvalid(rvalid), .s_axil_rready(rready),
        .s_axil_rdata(rdata), .s_axil_rresp(rresp),
        .valid(valid), .tags(tags), .opening(opening), .drained(drained), .refused(refused),
        .fault(fault),
`ifdef COUNTERS
        .counters({`COUNTERS{counter}}), .clear(clear),
`endif
        .load_slot(load_slot), .load_class_we(load_class_we), .load_len(load_len), .load_u(load_u),
        .load_off(load_off), .load_last(load_last), .load_symbol_we(load_symbol_we),
        .load_symbol(load_symbol), .load_coded(load_coded), .load_code_len(load_code_len),
        .load_rank(load_rank), .load_first(load_first), .load_group(load_group),
        .load_fresh(load_fresh));

    integer at_aw, at_w, at_b, at_r, done, wait_aw, wait_w, wait_b, wait_r, wait_x, clocks, resets;
    reg     took_aw, took_w, took_b, took_ar, took_r, reading, polling;
    reg     is_done [0:`MAX-1];
    reg     b_held, r_held;
    reg [1:0]       b_was, r_was_resp;
    reg [31:0]      r_was;
    reg [SLOTS-1:0] was_valid;
    integer i;
    initial begin
        for (i = 0; i < `MAX; i = i + 1) is_done[i] = 1'b0;
        {took_aw, took_w, took_b, took_ar, took_r, reading, polling, b_held, r_held} = 9'd0;
        {at_aw, at_w, at_b, at_r, done, wait_aw, wait_w, wait_b, wait_r, wait_x, clocks} = 352'd0;
        was_valid = {SLOTS{1'b0}};
        resets = 4;
    end

    // Whether an entry's turn has come: nothing goes ahead of what must be alone, nor far ahead.
    function turn(input integer at);
        integer k;
        begin
            turn = script[at][84] ? at == done : at < done + 6;
            for (k = done; k < at && k < done + 6; k = k + 1) if (`KIND(k) > 8'd1) turn = 1'b0;
        end
    endfunction
    function [32*SLOTS-1:0] shown(input [32*SLOTS-1:0] all, input [SLOTS-1:0] there);
        integer k;
        begin
            shown = {32*SLOTS{1'b0}};
            for (k = 0; k < SLOTS; k = k + 1)
                if (there[k]) shown[32*k +: 32] = all[32*k +: 32];
        end
    endfunction

    always @(negedge clk) begin
        clocks = clocks + 1;
        // ---- what the rising edge has taken
        if (took_aw) begin awvalid = 1'b0; at_aw = at_aw + 1; wait_aw = 0; end
        if (took_w) begin wvalid = 1'b0; at_w = at_w + 1; wait_w = 0; end
        if (took_b) begin is_done[at_b] = 1'b1; at_b = at_b + 1; wait_b = 0; end
        if (took_ar) arvalid = 1'b0;
        if (took_r) begin
            reading = 1'b0;
            wait_r = 0;
            if (~polling | (r_was[1:0] == 2'b11)) begin
                is_done[at_r] = 1'b1;
                at_r = at_r + 1;
            end
        end
        while (is_done[done]) done = done + 1;

        // ---- what the module has done
        if (rst & (clocks > 2) & (awready | wready | arready | bvalid | rvalid)) $display("BAD reset");
        if (~rst & (^{awready, wready, bvalid, arready, rvalid, valid, opening, load_class_we,
                      load_symbol_we} === 1'bx)) $display("BAD x");
        if (~rst & b_held & (bvalid !== 1'b1 || bresp !== b_was)) $display("BAD b");
        if (~rst & r_held & (rvalid !== 1'b1 || rdata !== r_was || rresp !== r_was_resp))
            $display("BAD r");
        if (~rst & load_class_we)
            $display("C %h %0d %0d %0d %0d", load_slot, load_len, load_u, load_off, load_last);
        if (~rst & load_symbol_we)
            $display("S %h %0d %0d %0d %0d %0d %h %0d", load_slot, load_symbol, load_coded,
                load_code_len, load_rank, load_first, load_group, load_fresh);
`ifdef COUNTERS
        if (~rst & clear) $display("X");
`endif
        if (~rst & (valid !== was_valid)) begin
            $display("V %h", valid);
            was_valid = valid;
        end

        // ---- what goes in
        rst = resets > 0;
        if (resets > 0) resets = resets - 1;
        while (`KIND(at_aw) != 8'd0 && `KIND(at_aw) != 8'd9) at_aw = at_aw + 1;
        if (~rst & ~awvalid & (`KIND(at_aw) == 8'd0) & turn(at_aw)) begin
            awvalid = wait_aw >= script[at_aw][83:72];
            awaddr  = script[at_aw][43:32];
            wait_aw = wait_aw + 1;
        end
        while (`KIND(at_w) != 8'd0 && `KIND(at_w) != 8'd9) at_w = at_w + 1;
        if (~rst & ~wvalid & (`KIND(at_w) == 8'd0) & turn(at_w)) begin
            wvalid = wait_w >= script[at_w][71:60];
            wdata  = script[at_w][31:0];
            wstrb  = script[at_w][47:44];
            wait_w = wait_w + 1;
        end
        while (`KIND(at_b) != 8'd0 && `KIND(at_b) != 8'd9) at_b = at_b + 1;
        bready = (`KIND(at_b) == 8'd0) & (wait_b >= script[at_b][59:48]);
        if (bvalid) wait_b = wait_b + 1;
        while (`KIND(at_r) != 8'd1 && `KIND(at_r) != 8'd2 && `KIND(at_r) != 8'd9) at_r = at_r + 1;
        if (~rst & ~reading & (`KIND(at_r) != 8'd9) & turn(at_r)) begin
            polling = `KIND(at_r) == 8'd2;
            arvalid = wait_r >= script[at_r][83:72];
            reading = arvalid;
            araddr  = polling ? 12'h00c : script[at_r][43:32];
            wait_r  = arvalid ? 0 : wait_r + 1;
        end
        rready = reading & (wait_r >= script[at_r][71:60]);
        if (rvalid) wait_r = wait_r + 1;
        refused = 1'b0;
        fault   = {SLOTS{1'b0}};
        if (~rst) begin
            case (`KIND(done))
                8'd3: begin drained = script[done][0]; is_done[done] = 1'b1; end
                8'd4: begin
                    refused = {1'b0, wait_x} < {1'b0, script[done][31:0]};
                    wait_x = wait_x + 1;
                    if (~refused) begin wait_x = 0; is_done[done] = 1'b1; end
                end
                8'd5: begin
                    if (wait_x == 0) fault = script[done][SLOTS-1:0];
                    wait_x = wait_x + 1;
                    if (wait_x == 3) begin wait_x = 0; is_done[done] = 1'b1; end
                end
`ifdef COUNTERS
                8'd6: begin
                    counter = {script[done][15:0], script[done][31:0]};
                    is_done[done] = 1'b1;
                end
`endif
                8'd7: begin
                    $display("Q %0d %h %h %h", done, valid, opening, shown(tags, valid));
                    is_done[done] = 1'b1;
                end
                8'd8: begin rst = 1'b1; resets = 2; is_done[done] = 1'b1; end
                8'd9: begin $display("END %0d", clocks); $finish; end
                default: begin end
            endcase
        end

        // ---- what the next rising edge takes
        took_aw = ~rst & awvalid & awready;
        took_w  = ~rst & wvalid & wready;
        took_b  = ~rst & bvalid & bready;
        took_ar = ~rst & arvalid & arready;
        took_r  = ~rst & rvalid & rready;
        if (took_b) $display("B %0d %0d %0d", at_b, bresp, clocks);
        if (took_r & ~polling) $display("R %0d %h %0d", at_r, rdata, rresp);
        b_held = bvalid & ~bready;
        b_was  = bresp;
        r_held = rvalid & ~rready;
        r_was  = rdata;
        r_was_resp = rresp;
        if (clocks > 20000000) begin $display("BAD hang"); $finish; end
    end
endmodule
