// {{ what }} -> what is sent, left-aligned, and its length.
module {{ p }}_enc_table (
{%- if several %}
    input  wire {{ index_range }} index,
{%- endif %}
    input  wire {{ symbol_range }} symbol,
    output reg  {{ code_range }} code,
    output reg  {{ len_range }} len
);
{%- if !behind.is_empty() %}
    // Codewords: a table of constants, whose rows share most of their logic.
    reg {{ code_range }} row_code;
    reg {{ len_range }} row_len;
{%- endif %}
    always @* begin
        case ({{ key }})
{%- for book in books %}
            // codebook {{ book.number }}: {{ book.file }}
{%- for row in book.rows %}
            {{ row.key }}: begin {{ to }}code = {{ row.code }}; {{ to }}len = {{ row.len }}; end
{%- endfor %}
{%- endfor %}
            default: begin                       // {{ default.comment }}
                {{ to }}code = {{ default.code }};
                {{ to }}len  = {{ default.len }};
            end
        endcase
    end
{%- if !behind.is_empty() %}

    always @* begin
        code = row_code;
        len  = row_len;
        case (index)
{%- for case in behind %}
            {{ case.index }}: {{ case.guard }}begin  // {{ case.other.comment }}
                code = {{ case.other.code }};
                len  = {{ case.other.len }};
            end
{%- endfor %}
            default: code = row_code;
        endcase
    end
{%- endif %}
endmodule
