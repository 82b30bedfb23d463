module {{ p }}_decoder (
    input  wire           clk,
    input  wire           {{ rst.port }},
{%- if head.bits > 0 %}
    // the frame: byte 0 lowest and first; its header: {{ head.text }}
{%- else %}
    // the frame: byte 0 lowest and first
{%- endif %}
    input  wire           s_axis_tvalid,
    output wire           s_axis_tready,
    input  wire {{ in_range }} s_axis_tdata,
    input  wire {{ in_keep_range }} s_axis_tkeep,
    input  wire           s_axis_tlast,
    // elements: lane 0 lowest and first
    output wire           m_axis_tvalid,
    input  wire           m_axis_tready,
    output wire {{ out_range }} m_axis_tdata,
    output wire {{ out_keep_range }} m_axis_tkeep,
    output wire           m_axis_tlast,
    output wire [3:0]     m_axis_tuser           // at tlast: {reason, error}
);
{%- if head.bits > 0 %}
    // Of all codebooks; the encoder's must be the same.
{%- else %}
    // Of the codebook; the encoder's must be the same.
{%- endif %}
    localparam [63:0] DIGEST = 64'h{{ digest }};
    wire unused_digest = &{1'b0, DIGEST};
