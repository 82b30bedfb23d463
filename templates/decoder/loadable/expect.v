// What the {{ check }} of a frame's elements must be, as powers, but for the check itself: what its
// header makes of it, and the tag of its codebook, taken back over the header's two bytes.
module {{ p }}_dec_expect (
    input  wire {{ header_range }} header,
    input  wire {{ index_range }} index,
    input  wire [{{ slots }}*32-1:0] tags,            // of what is loaded
    output wire {{ state_range }} expected
);
    localparam BOOKS = {{ books }};
    localparam CRC   = {{ width }};
    localparam INDEX = {{ index_bits }};
    localparam FIRST = {{ first }};                 // index of the first slot
    localparam SLOTS = {{ slots }};
    localparam [(BOOKS-SLOTS)*CRC-1:0] TAGS = {  // of the constant books and the raw one
{%- for row in tags %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    wire [BOOKS*CRC-1:0] all;
    wire [CRC-1:0]       back, of_header;
    reg  [CRC-1:0]       of_tag;
    wire                 unused = &{1'b0, tags};
    genvar               b;
    integer              n;
    generate
        for (b = 0; b < BOOKS; b = b + 1) begin : gen_tag
            if (b < FIRST) begin : gen_constant
                assign all[b*CRC +: CRC] = TAGS[b*CRC +: CRC];
            end else if (b < FIRST + SLOTS) begin : gen_slot
                assign all[b*CRC +: CRC] = tags[(b-FIRST)*32 +: CRC];
            end else begin : gen_raw
                assign all[b*CRC +: CRC] = TAGS[(b-SLOTS)*CRC +: CRC];
            end
        end
    endgenerate
    always @* begin
        of_tag = {CRC{1'b0}};
        for (n = 0; n < BOOKS; n = n + 1) begin
            of_tag = of_tag | (all[n*CRC +: CRC] & {CRC{index == n[INDEX-1:0]}});
        end
    end
    {{ p }}_crc_back u_back (.x(~of_tag), .y(back));
    {{ p }}_crc_header u_header (.x(header), .y(of_header));
    assign expected = back ^ of_header;
endmodule
