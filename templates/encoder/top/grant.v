    // ---- grant: the codebook that a frame is sent by
    wire [INDEX-1:0]   granted;
    wire               grant_load;               // a frame begins, by this one
    wire [{{ t.first_slot }}+SLOTS-1:0] grant_which;
    {{ t.p }}_enc_grant #(.SLOTS(SLOTS), .FIRST({{ t.first_slot }}), .INDEX(INDEX)) u_grant (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .en(en), .valid({{ t.coded }}_valid), .last({{ t.coded }}_last),
        .asked({{ t.asked }}[INDEX-1:0]), .slot_valid(slot_valid),
        .index(granted), .load(grant_load), .which(grant_which), .taken(slot_taken),
        .refused(slot_refused));{{ t.grant_unused }}
