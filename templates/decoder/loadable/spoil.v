// What a frame's end reports, where its slot has been found broken meanwhile: that there is no such
// book, whatever has become of its elements.
module {{ p }}_dec_spoil #(
    parameter SLOTS = 1,
    parameter FIRST = 0,                         // index of the first slot
    parameter INDEX = 1
) (
    input  wire             clk,
    input  wire             {{ rst.port }},
    input  wire             en,
    input  wire             valid,
    input  wire             last,                // of the frame, or of the packet
    input  wire [INDEX-1:0] index,
    input  wire [SLOTS-1:0] broken,
    input  wire [3:0]       s_user,              // {reason, error}
    output wire [3:0]       m_user
);
    reg     here, spoilt_q;
    integer s;
    always @* begin
        here = 1'b0;
        for (s = 0; s < SLOTS; s = s + 1) begin
            here = here | (broken[s] & { {32-INDEX{1'b0}}, index} == FIRST + s);
        end
    end
    wire spoilt = here | spoilt_q;               // an earlier frame of the packet, too
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) spoilt_q <= 1'b0;
        else if (en & valid) spoilt_q <= spoilt & ~last;
    end
    assign m_user = spoilt ? 4'd9 : s_user;
endmodule
