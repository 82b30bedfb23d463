    // ---- select: the frame's codebook, into registers beside its beats
    localparam BOOKS = {{ t.select_books }};
    wire                          sel_valid, sel_last;
    wire [LANES*(SYMBOL+RAW)-1:0] sel_data;
    wire [LANES-1:0]              sel_keep;
    wire [HEADER-1:0]             sel_header;
    wire [BOOK-1:0]               sel_book;
{{ t.select_wires }}{{ t.select_constants }}    {{ t.p }}_enc_book #(.BOOKS(BOOKS), .BITS(BOOK), .CUT(SELECT_CUT)) u_book (
        .clk(clk), .load({{ t.select_load }}),
        .which({{ t.select_which }}),
        .books({{ t.all_books }}), .book(sel_book));
    {{ t.p }}_delay #(.BITS(LANES*(SYMBOL+RAW+1)+1+HEADER{{ t.select_side }}), .CLOCKS(SELECT_CUT)) u_select (
        .clk(clk), .en(en), .d({{ "{" }}{{ t.beats }}_data, {{ t.beats }}_keep, {{ t.beats }}_last, header{{ t.select_d }}}),
        .q({sel_data, sel_keep, sel_last, sel_header{{ t.select_q }}}));
    {{ t.p }}_valid #(.CLOCKS(SELECT_CUT)) u_select_valid (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .en(en), .d({{ t.beats }}_valid), .q(sel_valid));
