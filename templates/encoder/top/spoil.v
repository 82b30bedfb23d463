    // ---- spoil: the check of a frame whose slot has been found broken is wrong
    localparam [31:0] SLOT_0 = {{ t.first_slot }};           // its index
    wire [INDEX-1:0] end_index = beat_header[HEADER-1 -: INDEX];
    wire [CHECK-1:0] good_check;
    reg              end_spoilt;
    integer          b;
    always @* begin
        end_spoilt = 1'b0;
        for (b = 0; b < SLOTS; b = b + 1) begin
            end_spoilt = end_spoilt
                | (slot_broken[b] & ({ {32-INDEX{1'b0}}, end_index} == SLOT_0 + b));
        end
    end
