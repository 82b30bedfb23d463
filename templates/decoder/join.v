// From frames to packets: those of one packet are joined, by leaving out their ends. One in error
// ends it, and what follows of it is dropped, up to the end that the packet should have had.
module {{ p }}_dec_join (
    input  wire clk,
    input  wire {{ rst.port }},
    input  wire en,
    input  wire valid,
    input  wire last,                            // of the frame
    input  wire ends,                            // the packet ends with the frame
    input  wire dead,                            // the frame is in error
    output wire packet_valid,                    // the word is not dropped
    output wire packet_last                      // of the packet
);
    reg drop_q;                                  // the packet has ended in error before this frame
    assign packet_valid = valid & ~drop_q;
    assign packet_last  = last & (dead | ends);
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) drop_q <= 1'b0;
        else if (en & valid & last) drop_q <= (drop_q | dead) & ~ends;
    end
endmodule
