// (a) One word of the parallel decoder, from the window to the start mask, against the serial walk:
// one bit after the other, and what the stream format says of each place where an element begins.
//
// The decoder is one without registers between its lookahead and its output. Its state is any: any
// word with any bytes, any word behind it, and any entry. Everything is asserted in the first clock,
// the entry that follows in the second.
module word (
    input wire                      clk,
    input wire                      s_axis_tvalid,
    input wire [`CODE_WORD-1:0]     s_axis_tdata,
    input wire [`CODE_WORD/8-1:0]   s_axis_tkeep,
    input wire                      s_axis_tlast,
    input wire                      m_axis_tready
);
    localparam X     = `CODE_X;
    localparam VALUE = `CODE_VALUE;
    localparam W     = `CODE_WORD;
    localparam S     = `CODE_SLOT;
    localparam N     = W / S;
    localparam E     = $clog2(X);
    localparam POS   = S > 1 ? $clog2(S) : 1;
    localparam KEEP  = (W + X - 2) / 8 + 1;
    localparam BYTES = W / 8;

    par_decoder u_dut (
        .clk(clk), .rst(1'b0),
        .s_axis_tvalid(s_axis_tvalid), .s_axis_tdata(s_axis_tdata), .s_axis_tkeep(s_axis_tkeep),
        .s_axis_tlast(s_axis_tlast), .m_axis_tready(m_axis_tready));

    // Wires of the decoder: flattening joins them by their names.
    (* hierconn *) wire [W-1:0]         \u_dut.u_window.word_bits_q ;
    (* hierconn *) wire [BYTES-1:0]     \u_dut.u_window.word_keep_q ;
    (* hierconn *) wire                 \u_dut.u_window.word_valid_q ;
    (* hierconn *) wire                 \u_dut.u_window.word_last_q ;
    (* hierconn *) wire                 \u_dut.u_window.word_wrong_q ;
    (* hierconn *) wire [W-1:0]         \u_dut.u_window.next_bits_q ;
    (* hierconn *) wire [BYTES-1:0]     \u_dut.u_window.next_keep_q ;
    (* hierconn *) wire                 \u_dut.u_window.next_valid_q ;
    (* hierconn *) wire                 \u_dut.window_valid ;
    (* hierconn *) wire                 \u_dut.en ;
    (* hierconn *) wire [X-1:0]         \u_dut.u_sweep.u_entry.entry_q ;
    (* hierconn *) wire [(N+1)*E-1:0]   \u_dut.walk ;
    (* hierconn *) wire                 \u_dut.u_stop.dead_q ;
    (* hierconn *) wire [2:0]           \u_dut.u_stop.why_q ;
    (* hierconn *) wire [N-1:0]         \u_dut.stop_used_d ;
    (* hierconn *) wire [3:0]           \u_dut.stop_user_d ;
    (* hierconn *) wire [N*VALUE-1:0]   \u_dut.value ;
    wire [W-1:0]       word_bits  = \u_dut.u_window.word_bits_q ;
    wire [BYTES-1:0]   word_keep  = \u_dut.u_window.word_keep_q ;
    wire               word_valid = \u_dut.u_window.word_valid_q ;
    wire               word_last  = \u_dut.u_window.word_last_q ;
    wire               word_wrong = \u_dut.u_window.word_wrong_q ;
    wire [W-1:0]       next_bits  = \u_dut.u_window.next_bits_q ;
    wire [BYTES-1:0]   next_keep  = \u_dut.u_window.next_keep_q ;
    wire               next_valid = \u_dut.u_window.next_valid_q ;
    wire [X-1:0]       entry      = \u_dut.u_sweep.u_entry.entry_q ;
    wire [(N+1)*E-1:0] walk       = \u_dut.walk ;
    wire               dead       = \u_dut.u_stop.dead_q ;
    wire [2:0]         why        = \u_dut.u_stop.why_q ;
    wire [N-1:0]       used       = \u_dut.stop_used_d ;
    wire [3:0]         user       = \u_dut.stop_user_d ;
    wire [N*VALUE-1:0] value      = \u_dut.value ;
    wire               step       = \u_dut.window_valid & \u_dut.en ;

    reg first = 1'b1;
    always @(posedge clk) first <= 1'b0;

    // ---- assumed of the state: a legal word, a legal one behind it, one entry
    genvar i;
    generate
        for (i = 0; i < BYTES; i = i + 1) begin : gen_legal
            // No bits where there is no byte: the lookahead's own invariant, see lookahead.v.
            always @* if (first) begin
                assume (word_keep[i] | (word_bits[W-1-8*i -: 8] == 8'd0));
                assume (next_keep[i] | (next_bits[W-1-8*i -: 8] == 8'd0));
            end
            if (i > 0) begin : gen_contiguous
                always @* if (first) begin
                    assume (word_keep[i-1] | ~word_keep[i]);
                    assume (next_keep[i-1] | ~next_keep[i]);
                end
            end
        end
    endgenerate
    always @* if (first) begin
        assume (word_valid & (word_last | next_valid));
        assume (word_last | (&word_keep));
        assume (~word_wrong | (word_last & ~word_keep[0]));
        assume ((entry != {X{1'b0}}) & ((entry & (entry - 1'b1)) == {X{1'b0}}));
        assume (~dead | ((why != 3'd0) & (why < 3'd4)));
    end

    // ---- the bits from the word's first on, and how many there are
    wire [W+W+X-1:0] bits = {word_bits, next_bits & {W{~word_last}}, {X{1'b0}}};
    reg  [7:0]       there;
    integer          b;
    always @* begin
        there = 8'd0;
        for (b = 0; b < BYTES; b = b + 1)
            there = there + (word_keep[b] ? 8'd8 : 8'd0)
                  + ((next_keep[b] & ~word_last) ? 8'd8 : 8'd0);
    end

    // ---- the walk, bit by bit, and along it the elements, up to the first place where no whole one
    // can be read
    wire [8*W+7:0]     at;                       // before bit p: where the next element begins
    wire [W:0]         going;                    // before bit p: nothing was wrong
    wire [4*W+3:0]     report;                   // before bit p: {reason, error}
    wire [W-1:0]       taken;                    // an element begins at bit p
    wire [W*VALUE-1:0] element;                  // it, else 0
    wire [(N+1)*E-1:0] naive_walk;
    wire [N-1:0]       naive_used;
    reg  [7:0]         entry_at;
    always @* begin
        entry_at = 8'd0;
        for (b = 0; b < X; b = b + 1) if (entry[b]) entry_at = b;
    end
    assign at[7:0]     = entry_at;
    assign going[0]    = ~dead;
    assign report[3:0] = dead ? {why, 1'b1} : 4'd0;
    generate
        for (i = 0; i < W; i = i + 1) begin : gen_place
            wire [7:0]       length;
            wire             assigned;
            wire [VALUE-1:0] value_here;
            code u_code (
                .bits(bits[W+W+X-1-i -: X]), .length(length), .assigned(assigned),
                .value(value_here));
            wire       start = at[8*i +: 8] == i;
            wire [7:0] rest  = there > i ? there - i : 8'd0;
            wire       whole = assigned & (length <= rest);
            // Ones in all that is left, where that is less than a byte.
            wire [6:0] left  = bits[W+W+X-1-i -: 7] | (7'h7f >> rest[2:0]);
            wire       stop  = going[i] & start & ~whole;
            assign taken[i]  = going[i] & start & whole;
            assign element[i*VALUE +: VALUE] = value_here & {VALUE{taken[i]}};
            assign at[8*i+8 +: 8]     = start ? at[8*i +: 8] + length : at[8*i +: 8];
            assign going[i+1]         = going[i] & ~stop;
            assign report[4*i+4 +: 4] = ~stop ? report[4*i +: 4]
                : rest < 8 ? ((&left) ? 4'd0 : {3'd1, 1'b1})
                : ~assigned ? {3'd2, 1'b1} : {3'd3, 1'b1};
        end
    endgenerate

    // ---- by slots: the first place at or behind the slot's, and the one element that begins in it
    wire [N*VALUE-1:0] naive_value, mask;
    generate
        for (i = 0; i <= N; i = i + 1) begin : gen_slot
            wire [7:0] offset = at[8*i*S +: 8] - i * S;
            assign naive_walk[i*E +: E] = offset;
            if (i < N) begin : gen_element
                reg [VALUE-1:0] sum;
                always @* begin
                    sum = {VALUE{1'b0}};
                    for (b = 0; b < S; b = b + 1) sum = sum | element[(i*S+b)*VALUE +: VALUE];
                end
                assign naive_used[i] = |taken[i*S +: S];
                assign mask[i*VALUE +: VALUE] = {VALUE{naive_used[i]}};
                assign naive_value[i*VALUE +: VALUE] = sum;
            end
        end
    endgenerate

    // ---- asserted: in the first clock what the word's logic makes of it
    always @* if (first) begin
        word_walk:  assert (walk == naive_walk);
        word_used:  assert (used == naive_used);
        word_value: assert ((value & mask) == naive_value);
        // Where a tkeep ends the frame, an invalid codeword before it comes first, and nothing else.
        word_user:  assert (user == ((word_wrong & (report[4*W +: 4] != 4'd5)) ? 4'd13
                                     : report[4*W +: 4]));
    end

    // ---- in the second the entry into the next word, and whether the frame is in error
    reg [X-1:0] next_entry;
    reg         next_dead;
    always @(posedge clk) begin
        next_entry <= ~step ? entry
                    : word_last ? { {X-1{1'b0}}, 1'b1}
                    : { {X-1{1'b0}}, 1'b1} << naive_walk[N*E +: E];
        next_dead  <= step ? report[4*W] & ~word_last : dead;
    end
    always @* if (~first) begin
        entry_next: assert (entry == next_entry);
        dead_next:  assert (dead == next_dead);
    end
endmodule
