    // ---- load: registers, and the slots that are loaded by them
    wire [SLOTS-1:0]      load_slot;
    wire                  load_class_we, load_last, load_symbol_we, load_coded, load_first;
    wire                  load_fresh;
    wire [3:0]            load_len, load_code_len;
    wire [RANK-1:0]       load_u, load_off, load_rank;
    wire [SYMBOL-1:0]     load_symbol;
    wire [GROUPS-1:0]     load_group;
    wire [SLOTS-1:0]      slot_valid, slot_opening;
    wire [SLOTS*32-1:0]   slot_tags;
    wire [SLOTS-1:0]      slot_taken;            // a frame has been given it
    wire                  slot_drained, slot_refused;
{{ t.fault_wires }}    wire [SLOTS*BOOK-1:0] slot_books;
{{ t.load_clear }}    {{ t.p }}_enc_registers u_registers (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}),
{{ t.registers_bus }}        .load_slot(load_slot), .load_class_we(load_class_we), .load_len(load_len),
        .load_u(load_u), .load_off(load_off), .load_last(load_last),
        .load_symbol_we(load_symbol_we), .load_symbol(load_symbol), .load_coded(load_coded),
        .load_code_len(load_code_len), .load_rank(load_rank), .load_first(load_first),
        .load_group(load_group), .load_fresh(load_fresh),
        .valid(slot_valid), .tags(slot_tags), .opening(slot_opening), .drained(slot_drained),
        .refused(slot_refused), .fault({{ t.fault }}){{ t.registers_counters }});
    {{ t.p }}_enc_slots #(
        .SLOTS(SLOTS), .SYMBOL(SYMBOL), .SHORTEST(SHORTEST), .LONGEST(LONGEST), .RANK(RANK),
        .KEPT(KEPT), .CLASS(CLASS), {{ t.slots_escapes }}.BOOK(BOOK)
    ) u_slots (
        .clk(clk), .load_slot(load_slot), .load_class_we(load_class_we), .load_len(load_len),
        .load_off(load_off), .load_symbol_we(load_symbol_we), .load_symbol(load_symbol),
        .load_coded(load_coded), .load_code_len(load_code_len), .load_rank(load_rank),
        {{ t.slots_load }}.books(slot_books));
    wire unused_load = &{1'b0, load_u, load_first, {{ t.load_unused }}slot_tags};
