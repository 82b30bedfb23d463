// A frame's check: {{ kind }} of its elements, then of its header in 2 bytes, and the tag of
// its codebook.
module {{ p }}_crc_end (
    input  wire {{ width_range }} crc,               // of the elements, as powers
{%- if header %}
    input  wire {{ header_range }} header,
{%- endif %}
{%- if tags_of_slots %}
    input  wire {{ slots_range }} tags,             // of the slots
{%- endif %}
    output wire {{ width_range }} check              // its first byte lowest
);
{%- if indexed %}
    // Of the codebooks, and what the CRC is inverted by.
    reg {{ width_range }} tag;
    always @* begin
        case (header[{{ header_bits - 1 }}:{{ header_bits - index_bits }}])
{%- for tag in tags %}
            {{ tag.0 }}: tag = {{ tag.1 }};
{%- endfor %}
            default: tag = {{ zero }};
        endcase
    end
{%- else %}
    wire {{ width_range }} tag = {{ tags[0].1 }};    // the codebook's, and what the CRC is inverted by
{%- endif %}
{%- if tags_of_slots %}
    wire unused = &{1'b0, tags};
{%- endif %}
    wire {{ width_range }} sum;
    {{ p }}_crc_head u_head (.x({% if header %}{header, crc}{% else %}crc{% endif %}), .y(sum));
    assign check = sum ^ tag;
endmodule
