    // ---- block: {{ t.block_beats }} beats, held until it is known which codebook makes the smallest of them
    localparam BLOCK = LANES*(SYMBOL+RAW){{ t.and_along }};
    wire                          block_valid, block_last;
    wire [LANES*(SYMBOL+RAW)-1:0] block_data;
    wire [LANES-1:0]              block_keep;
    wire [INDEX:0]                block_header;  // index, then 1 where the packet ends
{{ t.block_along }}    {{ t.p }}_enc_block #(
        .LANES(LANES), .SYMBOL(SYMBOL), .BITS(BLOCK), .INDICES({{ t.indices }}), .INDEX(INDEX),
        .SIZE(CODE_LEN), {{ t.block_slots }}.BEATS({{ t.block_log }}), .AT({{ t.ring_log }})
    ) u_block (
        .clk(clk), .{{ t.rst.port }}({{ t.rst.port }}), .room(block_room),
        .s_valid({{ t.block_valid }}), .s_data({{ t.coded_all }}), .s_keep({{ t.coded }}_keep),
        .s_whole({{ t.block_whole }}), .s_last({{ t.block_ends }}), .s_sure({{ t.block_sure }}), .s_close({{ t.block_close }}),
{{ t.block_load }}        .en(en), .m_valid(block_valid), .m_data({{ t.block_all }}), .m_keep(block_keep),
        .m_last(block_last), .m_header(block_header));
