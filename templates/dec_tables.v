
    // The code: classes of codewords with one length (left-aligned, each class from where the one
    // before it ends), {% if hole %}then the unassigned codewords{% else %}all codewords assigned{% endif %}.
    localparam CLASSES = {{ classes.len() }};
    localparam HOLE    = {{ hole_bit }};
    localparam [(CLASSES+HOLE)*CODE-1:0] FROM = {
{%- for row in from %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    localparam [CLASSES*16-1:0] BITS = {         // of a whole element
{%- for row in bits %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    localparam [CLASSES*8-1:0] ENDS = {          // codeword and escaped symbol
{%- for row in ends %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    // Runs of consecutive symbols: symbol = codeword + RUN_ADD.
    localparam RUNS = {{ runs }};
    localparam [RUNS*CODE-1:0] RUN_FROM = {
{%- for row in run_from %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
    localparam [RUNS*SYMBOL-1:0] RUN_ADD = {
{%- for row in run_add %}
        {{ row.value }}{{ row.separator }}{{ row.comment }}
{%- endfor %}
    };
