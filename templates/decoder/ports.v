module {{ p }}_decoder (
    input  wire           clk,
    input  wire           {{ rst.port }},
    // the frame: byte 0 lowest and first{{ ports.header }}
    input  wire           s_axis_tvalid,
    output wire           s_axis_tready,         // low in reset
    input  wire {{ ports.in_range }} s_axis_tdata,
    input  wire {{ ports.in_keep_range }} s_axis_tkeep,
    input  wire           s_axis_tlast,
    // elements: lane 0 lowest and first
    output wire           m_axis_tvalid,
    input  wire           m_axis_tready,
    output wire {{ ports.out_range }} m_axis_tdata,
    output wire {{ ports.out_keep_range }} m_axis_tkeep,
    output wire           m_axis_tlast,
    output wire [3:0]     m_axis_tuser           // at tlast: {reason, error}
);
    // Of {{ ports.books }}; the encoder's must be the same.
    localparam [63:0] DIGEST = 64'h{{ ports.digest }};
    wire unused_digest = &{1'b0, DIGEST};
