    wire [SIDE-1:0] side = {{ t.side_parts }};     // what travels with the packet
