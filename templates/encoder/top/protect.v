    // ---- protect: parity of what is loaded, and of the tags
    localparam HELD = BOOK + 32;
    wire [SLOTS*HELD-1:0] slot_held;
    wire [SLOTS-1:0]      slot_broken;
    genvar                h;
    generate
        for (h = 0; h < SLOTS; h = h + 1) begin : gen_held
            assign slot_held[h*HELD +: HELD]
                = {slot_tags[32*h +: 32], slot_books[h*BOOK +: BOOK]};
        end
    endgenerate
    {{ t.p }}_parity #(.SLOTS(SLOTS), .BITS(HELD)) u_parity (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .valid(slot_valid), .held(slot_held), .fault(slot_fault),
        .broken(slot_broken));{{ t.broken_unused }}
