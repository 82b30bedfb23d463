    // {{ t.header_text_short }}
    wire [HEADER-1:0] header = {{ t.header_parts }};
