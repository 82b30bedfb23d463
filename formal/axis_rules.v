// AXI4-Stream, the rules of one bus. Nothing is assumed; a source is judged by what it does.
module axis_rules #(
    parameter PAYLOAD = 8,                       // bits that must hold still, tkeep and tlast among them
    parameter KEEP    = 1                        // bytes of a beat
) (
    input wire               clk,
    input wire               rst,
    input wire               tvalid,
    input wire               tready,
    input wire [PAYLOAD-1:0] payload,
    input wire [KEEP-1:0]    tkeep,
    input wire               tlast
);
    reg               started = 1'b0;
    reg               was_rst, was_valid, was_ready;
    reg [PAYLOAD-1:0] was_payload;
    always @(posedge clk) begin
        started     <= 1'b1;
        was_rst     <= rst;
        was_valid   <= tvalid;
        was_ready   <= tready;
        was_payload <= payload;
    end

    wire [KEEP:0] above = {1'b0, tkeep} + 1'b1;
    always @* begin
        if (started & was_rst) reset_empties: assert (~tvalid);
        if (started & ~was_rst & was_valid & ~was_ready) begin
            valid_holds:   assert (tvalid);
            payload_holds: assert (payload == was_payload);
        end
        if (started & ~rst & tvalid) begin
            keep_contiguous: assert ((above & {1'b0, tkeep}) == {KEEP+1{1'b0}});
            keep_full:       assert ((&tkeep) | tlast);
        end
    end
endmodule
