// The codebooks as the encoder sees them: index and symbol -> what is sent, left-aligned, and its
// length.
module {{ p }}_enc_table (
    input  wire {{ index_range }} index,
    input  wire {{ symbol_range }} symbol,
    output reg  {{ code_range }} code,
    output reg  {{ len_range }} len
);
    // Codewords: a table of constants, whose rows share most of their logic.
    reg {{ code_range }} row_code;
    reg {{ len_range }} row_len;
    always @* begin
        case ({{ key }})
{%- for book in books %}
            // codebook {{ book.number }}: {{ book.file }}
{%- for row in book.rows %}
            {{ row.symbol }}: begin row_code = {{ row.code }}; row_len = {{ row.len }}; end
{%- endfor %}
{%- endfor %}
            default: begin row_code = {{ no_code }}; row_len = {{ no_len }}; end
        endcase
    end

    always @* begin
        code = row_code;
        len  = row_len;
{%- if others %}
        case (index)
{%- for book in books %}
{%- match book.escape %}
{%- when Some with (escape) %}
            {{ book.index }}: if (row_len == {{ no_len }}) begin  // the escape {{ escape.word }}, then the symbol
                code = {{ escape.code }};
                len  = {{ escape.len }};
            end
{%- when None %}
{%- endmatch %}
{%- endfor %}
{%- match raw %}
{%- when Some with (raw) %}
            {{ raw.index }}: begin                       // the raw book
                code = {{ raw.code }};
                len  = {{ raw.len }};
            end
{%- when None %}
{%- endmatch %}
            default: code = row_code;
        endcase
{%- endif %}
    end
endmodule
