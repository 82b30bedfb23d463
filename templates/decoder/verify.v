// A frame's elements against its check: rows of one frame, full ones but for its last. A clock
// later they go on, and with the frame's end whether the check fits.
//
//   row -> what it makes of a state of zeros -> state
//
// Where a row has no elements the state goes on as behind zeros, and so does what is expected,
// which is added with a frame's last row: nothing is left of the state if it fits.
module {{ p }}_dec_verify #(
    parameter N         = 8,                     // lanes
    parameter VALUE     = 16,                    // bits of an element,
    parameter CONTAINER = 16,                    // and with the zeros above it
    parameter USER      = 4                      // what goes with a row; its lowest 4 of a frame's end
) (
    input  wire               clk,
    input  wire               {{ rst.port }},
    input  wire               en,
    input  wire               s_valid,
    input  wire [N*VALUE-1:0] s_row,             // zeros where there is no element
    input  wire [N-1:0]       s_keep,
    input  wire               s_last,            // of the frame
    input  wire [USER-1:0]    s_user,
    input  wire {{ state_range }} s_expected,
    output wire               m_valid,
    output wire [N*VALUE-1:0] m_row,
    output wire [N-1:0]       m_keep,
    output wire               m_last,
    output wire [USER-1:0]    m_user
);
    localparam CRC = {{ width }};

    // ---- sum: what the row makes of a state of zeros, and of the last one what is expected
    wire [N*CONTAINER-1:0] elements;
    wire [N:0]             ends = {1'b0, s_keep} ^ {s_keep, 1'b1}; // one-hot: elements in the row
    wire [N:0]             rest;                 // and those that it lacks
    wire [CRC-1:0]         of_row, expected, sum;
    genvar i;
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_lane
            wire [CONTAINER+VALUE-1:0] element =
                { {CONTAINER{1'b0}}, s_row[i*VALUE +: VALUE]};
            wire unused_element = &{1'b0, element};
            assign elements[i*CONTAINER +: CONTAINER] = element[CONTAINER-1:0];
        end
        for (i = 0; i <= N; i = i + 1) begin : gen_rest
            assign rest[i] = ends[N-i];
        end
    endgenerate
    {{ p }}_crc_row_{{ bits }} u_sum (.x(elements), .y(of_row));
    {{ p }}_crc_step_{{ lanes }} u_expected (.crc(s_expected), .count(rest), .next(expected));
    wire            last;
    wire [USER-1:0] user;
    {{ p }}_delay #(.BITS(N*VALUE+N+1+USER+CRC), .CLOCKS(1)) u_row (
        .clk(clk), .en(en),
        .d({s_row, s_keep, s_last, s_user, of_row ^ (expected & {CRC{s_last}})}),
        .q({m_row, m_keep, last, user, sum}));

    // ---- state: the only loop
    localparam [CRC-1:0] ONES = {{ ones }};   // in front of a frame
    reg            valid_q;
    reg  [CRC-1:0] state_q;
    wire [CRC-1:0] moved;
    {{ p }}_crc_step_{{ lanes }} u_state (.crc(state_q), .count({1'b1, {N{1'b0}}}), .next(moved));
    wire [CRC-1:0] next = moved ^ sum;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            valid_q <= 1'b0;
            state_q <= ONES;
        end else if (en) begin
            valid_q <= s_valid;
            if (valid_q) state_q <= last ? ONES : next;
        end
    end

    // ---- the frame was good so far, and is not what was sent
    wire       fails = last & ~user[0] & (next != {CRC{1'b0}});
    assign m_valid = valid_q;
    assign m_last  = last;
    localparam [USER-1:0] CHECK = 11;            // {reason 5, error}
    assign m_user  = user | (CHECK & {USER{fails}});
endmodule
