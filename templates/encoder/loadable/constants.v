// The constant codebooks in the form of the loaded ones.
module {{ p }}_enc_constants (
    output wire {{ books_range }} books             // the first lowest
);
{%- for book in books %}
    // codebook {{ book.number }}: {{ book.file }}
    wire {{ book_range }} book_{{ book.number }} = {
{%- for row in book.rows %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
{%- endfor %}
    assign books = { {{ names }}};
endmodule
