// A symbol's size under every codebook, bits: what the encoder would send for it, raw bits apart.
module {{ p }}_enc_size (
    input  wire {{ symbol_range }} symbol,
    output wire {{ sizes_range }} size               // index 0 lowest
);
{%- for book in books %}
    // codebook {{ book.number }}: {{ book.file }}
{%- if book.rows.is_empty() %}
    wire {{ len_range }} size_{{ book.number }} = {{ book.other }};
{%- else %}
    reg {{ len_range }} size_{{ book.number }};
    always @* begin
        case (symbol)
{%- for row in book.rows %}
            {{ row.symbols }}: size_{{ book.number }} = {{ row.len }};
{%- endfor %}
            default: size_{{ book.number }} = {{ book.other }};
        endcase
    end
{%- endif %}
{%- endfor %}
    wire unused_symbol = &{1'b0, symbol};        // where all sizes are the same
    assign size = { {{ sizes }}};
endmodule
