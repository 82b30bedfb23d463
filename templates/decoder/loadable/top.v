
    // ---- slots
    wire [BOOKS-1:0] asked = ~known >> {{ how.index }};
    wire unused_slots = &{1'b0, asked, slot_tags, window_beyond};
{{ registers }}
    {{ p }}_dec_slots u_slots (
        .clk(clk),
{{ bus_ports }}
        .books(books), .offsets(offsets), .symbols(symbols));
    {{ p }}_dec_named #(.BITS(BOOK-1), .BOOKS(BOOKS-1), .INDEX(INDEX)) u_named (
        .clk(clk), .load({{ how.taken }}), .index({{ how.index }}), .known(known), .d(books),
        .raw(window_book[BOOK-1]), .q(window_book[BOOK-2:0]), .beyond(window_beyond));
    {{ p }}_dec_drain #(.SLOTS(SLOTS), .FIRST(LOADED), .INDEX(INDEX), .CLOCKS({{ drain }})) u_drain (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en), .opening(slot_opening),
        .busy({{ how.busy }}), .index({{ how.under_way }}), .drained(slot_drained));
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) slot_refused_q <= 1'b0;
        else slot_refused_q <= {{ how.refused }} & asked[0];
    end
