    // ---- slots: what is loaded into them, and the codebooks that frames are read by
    localparam SLOTS   = {{ load.slots }};
    localparam LOADED  = {{ load.constants }};                // index of the first slot
    localparam BOOK    = {{ load.book_bits }};               // of a book's classes, and whether it is the raw one,
    localparam OFFSETS = {{ load.offsets_bits }};               // of their first codewords,
    localparam SYMBOLS = {{ load.symbols_bits }};              // of its symbols
{{ bus_wires }}
{{ how.wires }}    wire [SLOTS-1:0]             slot_valid, slot_opening;
    wire [32*SLOTS-1:0]          slot_tags;
    wire                         slot_drained;
    wire [(BOOKS-1)*(BOOK-1)-1:0] books;         // all but the raw one
    wire [(BOOKS-1)*OFFSETS-1:0] offsets;
    wire [(BOOKS-1)*SYMBOLS-1:0] symbols;
    wire [BOOK-1:0]              window_book;
    wire                         window_beyond;
    wire [BOOKS-1:0]             known = {1'b1, slot_valid{{ known_constants }}};
    wire [BOOKS-1:0]             asked = ~known >> {{ how.index }};
    wire [SLOTS-1:0]             slot_fault = {SLOTS{1'b0}};
    reg                          slot_refused_q;
    wire                         slot_refused = slot_refused_q;
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
