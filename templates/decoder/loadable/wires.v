    // ---- what is loaded into slots, and the codebooks that frames are read by
    localparam SLOTS   = {{ load.slots }};
    localparam LOADED  = {{ load.constants }};                // index of the first slot
    localparam BOOK    = {{ load.book_bits }};               // of what says where its classes begin
    localparam OFFSETS = {{ load.offsets_bits }};               // of its classes' first codewords
    localparam SYMBOLS = {{ load.symbols_bits }};              // of its symbols
{{ bus_wires }}
    wire [SLOTS-1:0]              slot_valid, slot_opening;
    wire [32*SLOTS-1:0]           slot_tags;
    wire                          slot_drained;
{% if protect %}    wire [SLOTS-1:0]              slot_fault, slot_broken;
{% else %}    wire [SLOTS-1:0]              slot_fault = {SLOTS{1'b0}};
{% endif %}    reg                           slot_refused_q;
    wire                          slot_refused = slot_refused_q;
    wire [(BOOKS-1)*(BOOK-1)-1:0] books;         // all but the raw one
    wire [(BOOKS-1)*OFFSETS-1:0]  offsets;
    wire [(BOOKS-1)*SYMBOLS-1:0]  symbols;
    wire [BOOKS-1:0]              known = {1'b1, slot_valid{{ known_constants }}};
    wire [BOOK-1:0]               window_book;   // of the frame that is read
    wire                          window_beyond; // there is none
{{ how.wires }}
