// {{ kind }} of what was before and of a row's elements, any number of them, up to the last
// lane.
// What was before stands in the first bits behind the zeros: a sum of constants for any number.
module {{ p }}_crc_{{ bits }} (
    input  wire {{ width_range }} crc,               // before; of nothing all ones
    input  wire {{ count_range }} count,             // one-hot: elements
    input  wire {{ x_range }} x,                 // zeros where there are none
    output wire {{ width_range }} next
);
    localparam LANES   = {{ lanes }};
    localparam ELEMENT = {{ element_bits }};
    localparam WIDTH   = {{ width }};

    integer i;
    reg [LANES*ELEMENT+WIDTH-1:0] place;
    always @* begin
        place = { {WIDTH{1'b0}}, x};
        for (i = 0; i <= LANES; i = i + 1) begin
            place[(LANES-i)*ELEMENT +: WIDTH]
                = place[(LANES-i)*ELEMENT +: WIDTH] ^ (crc & {WIDTH{count[i]}});
        end
    end
    wire {{ width_range }} sum;
    {{ p }}_crc_sum_{{ bits }} u_sum (.x(place[LANES*ELEMENT-1:0]), .y(sum));
    assign next = sum ^ place[LANES*ELEMENT +: WIDTH];
endmodule
