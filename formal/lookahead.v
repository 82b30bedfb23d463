// (b) The lookahead between any source and any pipeline: every word goes on once and in order, beside
// it the first bits of the word that came behind it, or nothing where it ends its frame. `mark`
// chooses any one of the words; tkeep may be illegal.
module lookahead (
    input wire        clk,
    input wire        rst,
    input wire        en,
    input wire        s_axis_tvalid,
    input wire [15:0] s_axis_tdata,
    input wire [1:0]  s_axis_tkeep,
    input wire        s_axis_tlast,
    input wire        wrong,
    input wire        mark
);
    localparam LOOK = 11;
    wire        s_axis_tready, valid, last, out_wrong;
    wire [26:0] window;
    wire [3:0]  keep;
    par_dec_lookahead #(.BITS(16), .LOOK(LOOK), .KEEP(4)) u_dut (
        .clk(clk), .rst(rst), .en(en),
        .s_valid(s_axis_tvalid), .s_ready(s_axis_tready), .s_data(s_axis_tdata),
        .s_keep(s_axis_tkeep), .s_last(s_axis_tlast), .s_wrong(wrong),
        .valid(valid), .last(last), .wrong(out_wrong), .window(window), .keep(keep));

    reg started = 1'b0;
    reg was_rst;
    always @(posedge clk) begin
        started <= 1'b1;
        was_rst <= rst;
    end
    always @* if (~started) assume (rst);

    wire        in  = s_axis_tvalid & s_axis_tready;
    wire        out = valid & en;
    wire [15:0] bits = {s_axis_tdata[7:0] & {8{s_axis_tkeep[0]}},
                        s_axis_tdata[15:8] & {8{s_axis_tkeep[1]}}};
    reg [1:0]  inside, ahead;                    // words, and those before the chosen one
    reg        marked, followed;                 // it is inside, and so is the one behind it
    reg [15:0] word_bits, next_bits;
    reg [1:0]  word_keep, next_keep;
    reg        word_last, word_wrong;
    always @(posedge clk) begin
        if (rst) begin
            inside   <= 2'd0;
            marked   <= 1'b0;
            followed <= 1'b0;
        end else begin
            inside <= inside + {1'b0, in} - {1'b0, out};
            if (~marked & in & mark) begin
                marked    <= 1'b1;
                followed  <= 1'b0;
                ahead     <= inside - {1'b0, out};
                word_bits <= bits;
                word_keep <= s_axis_tkeep;
                word_last <= s_axis_tlast;
                word_wrong <= wrong;
            end else if (marked) begin
                if (in & ~followed) begin
                    followed  <= 1'b1;
                    next_bits <= bits;
                    next_keep <= s_axis_tkeep;
                end
                if (out) begin
                    marked <= ahead != 2'd0;
                    ahead  <= ahead - 2'd1;
                end
            end
        end
    end
    wire now = marked & valid & (ahead == 2'd0);
    always @* if (started & ~rst) begin
        capacity:  assert (inside <= 2'd2);
        never_stuck: assert (~en | s_axis_tready | was_rst);
        reset_closes: assert (~was_rst | ~s_axis_tready);
        no_longer: assert (~(marked & (ahead == 2'd0) & (word_last | followed)) | valid
                           | (inside == 2'd1));
        if (now) begin
            waited:  assert (word_last | followed);
            in_order: assert ((window[26:11] == word_bits) & (keep[1:0] == word_keep)
                              & (last == word_last) & (out_wrong == word_wrong));
            behind:  assert (word_last ? ({window[10:0], keep[3:2]} == 13'd0)
                             : ((window[10:0] == next_bits[15:5]) & (keep[3:2] == next_keep)));
        end
    end
endmodule
