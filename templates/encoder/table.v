// The codebook as the encoder sees it: symbol -> what is sent for it, left-aligned, and its length.
module {{ p }}_enc_table (
    input  wire {{ symbol_range }} symbol,
    output reg  {{ code_range }} code,
    output reg  {{ len_range }} len
);
    always @* begin
        case (symbol)
{%- for row in rows %}
            {{ row.symbol }}: begin code = {{ row.code }}; len = {{ row.len }}; end
{%- endfor %}
{%- match escape %}
{%- when Some with (escape) %}
            default: begin                       // the escape {{ escape.word }}, then the symbol itself
                code = {{ escape.code }};
                len  = {{ escape.len }};
            end
{%- when None %}
            default: begin code = {{ last.code }}; len = {{ last.len }}; end
{%- endmatch %}
        endcase
    end
endmodule
