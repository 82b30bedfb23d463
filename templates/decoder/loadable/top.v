
    // ---- slots
    wire [BOOKS-1:0] asked = ~known >> {{ how.index }};
    wire unused_slots = &{1'b0, asked, slot_tags, window_beyond};
{{ registers }}
    {{ p }}_dec_slots u_slots (
        .clk(clk),
{{ bus_ports }}
        .books(books), .offsets(offsets), .symbols(symbols));
{%- if protect %}
    // Parity of what is loaded, and of the tags.
    localparam HELD = 32 + BOOK - 1 + OFFSETS + SYMBOLS;
    wire [SLOTS*HELD-1:0] slot_held;
    genvar                h;
    generate
        for (h = 0; h < SLOTS; h = h + 1) begin : gen_held
            assign slot_held[h*HELD +: HELD] = {
                slot_tags[32*h +: 32],
                books[(LOADED+h)*(BOOK-1) +: BOOK-1],
                offsets[(LOADED+h)*OFFSETS +: OFFSETS],
                symbols[(LOADED+h)*SYMBOLS +: SYMBOLS]};
        end
    endgenerate
    {{ p }}_parity #(.SLOTS(SLOTS), .BITS(HELD)) u_parity (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .valid(slot_valid), .held(slot_held), .fault(slot_fault),
        .broken(slot_broken));
{%- endif %}
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
