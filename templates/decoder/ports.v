module {{ p }}_decoder (
{{ ports }}
);
{%- if head.bits > 0 %}
    // Of all codebooks; the encoder's must be the same.
{%- else %}
    // Of the codebook; the encoder's must be the same.
{%- endif %}
    localparam [63:0] DIGEST = 64'h{{ digest }};
    wire unused_digest = &{1'b0, DIGEST};
