// What the {{ check }} of a frame's elements must be, as powers, but for the check itself: what its
// header makes of it, and the tag of its codebook, taken back over the header's two bytes.
module {{ p }}_dec_expect (
    input  wire {{ header_range }} header,
    input  wire {{ index_range }} index,
    output wire {{ state_range }} expected
);
    localparam BOOKS = {{ books }};
    localparam CRC   = {{ width }};
    localparam INDEX = {{ index_bits }};
    localparam [BOOKS*CRC-1:0] TAGS = {          // inverted, back over the header's two bytes
{%- for row in tags %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    reg  [CRC-1:0] of_tag;
    wire [CRC-1:0] of_header;
    integer        n;
    always @* begin
        of_tag = {CRC{1'b0}};
        for (n = 0; n < BOOKS; n = n + 1) begin
            of_tag = of_tag | (TAGS[n*CRC +: CRC] & {CRC{index == n[INDEX-1:0]}});
        end
    end
    {{ p }}_crc_header u_header (.x(header), .y(of_header));
    assign expected = of_tag ^ of_header;
endmodule
