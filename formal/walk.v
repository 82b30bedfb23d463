    // (e) Stands at the end of the walker's module, for codewords of 1 to 4 bits and four symbols
    // at most: what was written since `start`, whether it is a code, and what of it is in which
    // register at any time, which makes the proof inductive.
    reg        f_begun = 1'b0;                   // a start since the last reset
    reg        f_wrong_q, f_listed;
    reg [14:0] f_counts;                         // three bits of each length
    reg [4:0]  f_last;                           // escapes, or what is left out
    reg [31:0] f_lengths;
    always @(posedge clk) begin
        if (rst) f_begun <= 1'b0;
        else if (start) begin
            f_begun   <= 1'b1;
            f_wrong_q <= 1'b0;
            f_listed  <= 1'b0;
            f_counts  <= 15'd0;
            f_last    <= 5'd0;
        end else begin
            if (wrong != 4'd0) f_wrong_q <= 1'b1;
            if (class_q) begin
                f_counts[3*at_q +: 3] <= data[2:0];
                f_last[at_q] <= last;
            end
            if (lengths) begin
                f_listed  <= 1'b1;
                f_lengths <= data;
            end
        end
    end

    // Is it a code?
    integer f_i, f_l;
    reg [7:0] f_sum, f_before;                   // in sixteenths: of all, and of those shorter than at
    reg [3:0] f_longest, f_symbols, f_ranks, f_groups;
    reg [3:0] f_found, f_seen;
    reg       f_same, f_left, f_inside;
    wire [3:0] f_at = walked_q ? `ALPHABET : {1'b0, symbol_q};
    always @* begin
        f_sum = 8'd0;
        f_before = 8'd0;
        f_longest = 4'd0;
        f_symbols = 4'd0;
        f_ranks = 4'd0;
        f_groups = 4'd0;
        f_same = 1'b1;
        f_left = 1'b1;
        f_inside = 1'b1;
        for (f_l = 1; f_l <= 4; f_l = f_l + 1) begin
            f_found = 4'd0;
            f_seen = 4'd0;
            for (f_i = 0; f_i < `ALPHABET; f_i = f_i + 1)
                if (f_lengths[4*f_i +: 4] == f_l[3:0]) begin
                    f_found = f_found + 4'd1;
                    if (f_i < f_at) f_seen = f_seen + 4'd1;
                end
            if (f_found != {1'b0, f_counts[3*f_l +: 3]}) f_same = 1'b0;
            f_sum = f_sum + (({5'd0, f_counts[3*f_l +: 3]} + {7'd0, f_last[f_l]}) << (4 - f_l));
            if (f_l < at_q) begin
                f_before = f_before + (({5'd0, f_counts[3*f_l +: 3]} + {7'd0, f_last[f_l]}) << (4 - f_l));
                f_ranks = f_ranks + {1'b0, f_counts[3*f_l +: 3]};
                // Lefts of short codewords are narrow: what they cannot count leaves no room for an escape.
                if ({1'b0, lefts[(f_l-1)*3 +: 3]} + (f_listed ? f_seen : 4'd0)
                    != {1'b0, f_counts[3*f_l +: 3]}) f_left = 1'b0;
            end
            if (f_counts[3*f_l +: 3] != 3'd0 || f_last[f_l]) f_longest = f_l[3:0];
        end
        for (f_i = 0; f_i < `ALPHABET; f_i = f_i + 1) begin
            if (f_lengths[4*f_i +: 4] > 4'd4) f_same = 1'b0;
            if (f_lengths[4*f_i +: 4] > 4'd4 && f_i < f_at) f_inside = 1'b0;
            if (f_lengths[4*f_i +: 4] != 4'd0) f_symbols = f_symbols + 4'd1;
        end
        for (f_i = 0; f_i < `ALPHABET / 4; f_i = f_i + 1)
            if (f_lengths[16*f_i +: 16] != 16'd0) f_groups = f_groups + 4'd1;
    end
    wire [4:0] f_longest_bit = 5'd1 << f_longest;
`ifdef ESCAPE
    wire f_whole  = f_last == f_longest_bit && f_symbols <= 4'd4 && f_groups <= 4'd1;
    wire f_padded = f_longest >= `PADDING;
`else
    wire f_whole  = (f_last == 5'd0 || f_last == f_longest_bit) && f_symbols == 4'd4;
    wire f_padded = f_longest >= `PADDING || f_last != 5'd0;
`endif
    assign f_code  = f_listed && f_sum == 8'd16 && f_same && f_whole && f_padded;
    assign f_wrong = f_wrong_q;

    // What the registers see to: proved of them with `load.v`, and assumed of the walker alone.
`ifdef ALONE
`define SEES assume
    reg f_started = 1'b0;
    always @(posedge clk) f_started <= 1'b1;
    always @* if (~f_started) assume (rst);
`else
`define SEES assert
`endif
    reg        f_busy_q;
    reg [31:0] f_data_q;
    always @(posedge clk) begin
        f_busy_q <= ~rst & (count | lengths | (busy & ~free));
        f_data_q <= shift ? {4'd0, data[31:4]} : data;
    end
    always @* if (~rst) begin
        a_begun: `SEES (~(count | lengths) | f_begun);
        a_count: `SEES (~count | (~busy & ~counted & ~start & ~lengths));
        a_word:  `SEES (~lengths | (~busy & counted & ~walked_q & ~start));
        a_start: `SEES (~start | ~busy);
        a_data:  `SEES (~f_busy_q | data == f_data_q);
    end
`ifdef ALONE
    wire f_good = f_begun & ~f_wrong_q;
    always @* if (~rst) i_begun: assert (~busy | f_begun);
    always @* if (f_begun & ~rst) begin
        i_busy:    assert (f_busy_q == (class_q | walk_q | tail_q));
        i_at:      assert (at_q >= 4'd1 && at_q <= 4'd5);
        i_order:   assert (counted | (~walk_q & ~tail_q & ~walked_q & ~f_listed & symbol_q == 0));
        i_phase:   assert (~class_q | (~walk_q & ~tail_q & ~counted));
        i_walk:    assert (~walk_q | (f_listed & ~walked_q & ~tail_q));
        i_idle:    assert (f_listed | (symbol_q == 0 & ~walk_q & ~walked_q));
        i_walked:  assert (~walked_q | (f_listed & symbol_q == 0));
        i_listed:  assert (~f_listed | walk_q | walked_q);
        i_tail:    assert (~tail_q | walked_q);
        i_data:    assert (~walk_q | data == f_lengths >> (4 * symbol_q));
        i_empty:   assert (at_q != 4'd1 | f_counts == 15'd0 & f_last == 5'd0);
        i_two:     assert (at_q != 4'd2 | f_counts[14:6] == 9'd0 & f_last[4:2] == 3'd0);
        i_three:   assert (at_q != 4'd3 | f_counts[14:9] == 6'd0 & f_last[4:3] == 2'd0);
        i_four:    assert (at_q != 4'd4 | f_counts[14:12] == 3'd0 & f_last[4] == 1'b0);
        i_zero:    assert (f_counts[2:0] == 3'd0 & ~f_last[0]);
    end
    always @* if (f_good & ~rst) begin
        i_rest:    assert ({6'd0, rest_q} << (5 - at_q) == 8'd16 - f_before & f_before <= 8'd16);
        i_half:    assert (rest_q <= 2'd2);
        i_rank:    assert ({1'b0, rank_q} == f_ranks & f_ranks <= 4'd4);
        i_last:    assert (f_last == 5'd0 | (rest_q == 2'd0 & f_last == f_longest_bit));
        i_left:    assert (f_left | (ESCAPES != 0 & rest_q == 2'd0 & f_last == 5'd0));
        i_inside:  assert (~f_listed | f_inside);
        i_padding: assert (rest_q != 2'd0 | f_padded);
`ifdef ESCAPE
        i_escape:  assert ((escape_q != 4'd0) == (f_last != 5'd0));
`endif
        good_code: assert (~(complete & matched & walked & counted) | f_code);
    end
`endif
