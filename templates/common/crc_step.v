// {{ kind }} behind which elements of zeros follow, any number of them up to {{ elements }}.
// Bit n of a CRC stands for the power n of an element: what n elements of zeros make of the CRC 1.
// So one of them moves the bits up by one; what is beyond the highest is the sum of some below.
module {{ p }}_crc_step_{{ elements }} (
    input  wire {{ width_range }} crc,
    input  wire {{ count_range }} count,             // one-hot: elements
    output wire {{ width_range }} next
);
    localparam ELEMENTS = {{ elements }};
    localparam WIDTH    = {{ width }};

    integer i;
    reg [ELEMENTS+WIDTH-1:0] moved;
    always @* begin
        moved = {ELEMENTS+WIDTH{1'b0}};
        for (i = 0; i <= ELEMENTS; i = i + 1) begin
            moved[i +: WIDTH] = moved[i +: WIDTH] | (crc & {WIDTH{count[i]}});
        end
    end
    wire {{ width_range }} beyond;
    {{ p }}_crc_beyond_{{ elements }} u_beyond (.x(moved[WIDTH +: ELEMENTS]), .y(beyond));
    assign next = moved[WIDTH-1:0] ^ beyond;
endmodule
