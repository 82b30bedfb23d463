    reg [31:0] counter_read;
    reg        counter_there;
    wire [9:0] counter_word = read_word - 10'h040;
    integer c;
    always @* begin
        counter_read  = 32'd0;
        counter_there = 1'b0;
        for (c = 0; c < COUNTERS; c = c + 1) begin
            if (counter_word[9:1] == c[8:0]) begin
                counter_read  = counter_word[0] ? {16'd0, counters_q[48*c+32 +: 16]}
                                                : counters_q[48*c +: 32];
                counter_there = 1'b1;
            end
        end
    end
