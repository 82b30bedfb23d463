// What the header and the tag of its book make of the {{ check }} of a frame's elements, so that with
// the check itself it is the state behind the last of them.
module {{ p }}_dec_expect (
    input  wire {{ header_range }} header,
    input  wire {{ index_range }}  index,
    output wire {{ state_range }} expected
);
    localparam BOOKS = {{ books }};
    localparam [BOOKS*{{ width }}-1:0] TAGS = {        // inverted, back over the header's two bytes
{%- for row in tags %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    localparam [{{ inputs }}*{{ width }}-1:0] ROWS = {       // of the header, likewise
{%- for row in rows %}
        {{ row.value }}{{ row.separator }}
{%- endfor %}
    };
    wire {{ state_range }} of_header;
    {{ p }}_xor #(.IN({{ inputs }}), .OUT({{ width }}), .ROWS(ROWS)) u_header (
        .x({{ padded }}), .y(of_header));
    reg {{ state_range }} of_tag;
    integer n;
    always @* begin
        of_tag = {{ "{" }}{{ width }}{1'b0}};
        for (n = 0; n < BOOKS; n = n + 1)
            of_tag = of_tag | (TAGS[n*{{ width }} +: {{ width }}] & {{ "{" }}{{ width }}{index == n[{{ index_top }}:0]}});
    end
    assign expected = of_header ^ of_tag;
endmodule
