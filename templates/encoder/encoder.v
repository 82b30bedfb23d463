// Single-stage Huffman encoder: {{ lanes }} element{{ plural }} a beat in, {{ out_bytes }} byte{{ out_plural }} of frame a beat out.
// Element: {{ element }}. Latency {{ latency }} clock{{ latency_plural }}.
//
//   {{ stages }}
//
// Everything is feed-forward but the fill count. All strings of bits have their first bit in the
// highest place and zeros behind their end; only in a {{ unit }}'s last beat the rightmost lane's are
// ones, which become the frame's padding.
{%- if header %}
//
// A frame begins with its header:
// {{ header_text }}.
{%- endif %}
module {{ p }}_encoder (
{{ ports }}
);
    // Of {{ books_text }}; the decoder's must be the same.
    localparam [63:0] DIGEST = 64'h{{ digest }};
    wire unused_digest = &{1'b0, DIGEST};

{{ parameters }}

    // Registers behind each level: pipeline {{ pipeline }}.
{{ cuts }}

    wire en;                                     // a register: the output has room
{{ rooms }}    wire beat_valid, beat_last;                  // a beat as it is placed
{%- for stage in wiring %}

{{ stage }}
{%- endfor %}
endmodule
