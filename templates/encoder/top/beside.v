    wire [SIDE-1:0] place_side, word_side, out_side;
    {{ t.p }}_delay #(.BITS(SIDE), .CLOCKS({{ t.cut.before_pack }})) u_side (
        .clk(clk), .en(en), .d({{ t.side }}), .q(place_side));
    assign { {{ t.side_ports }}} = out_side;
