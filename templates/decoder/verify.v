// A frame's elements against its check: rows of one frame, full ones but for its last. Two clocks
// later they go on, and with the frame's end whether the check fits.
//
//   row, with what is expected of the state behind it -> what they make of a state of zeros -> state
//
// Behind a frame's last element stands the state that is expected there: a state that is as
// expected becomes 0 then, and stays 0 to the row's end.
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
    input  wire [N*VALUE-1:0] s_row,
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
    localparam CRC   = {{ width }};
    localparam PARTS = (CRC + CONTAINER - 1) / CONTAINER; // lanes that a state takes
    localparam IN    = N * CONTAINER;
    localparam [IN*CRC-1:0] ROW_ROWS = {         // what a row makes of a state of zeros
{%- for row in row_rows %}
        {{ row.value }}{{ row.separator }}
{%- endfor %}
    };
    localparam [CRC*CRC-1:0] STATE_ROWS = {      // what a row of zeros makes of a state
{%- for row in state_rows %}
        {{ row.value }}{{ row.separator }}
{%- endfor %}
    };

    // ---- row: where the frame ends in it, the expected state behind
    wire [PARTS*CONTAINER+CRC-1:0] wide = { {PARTS*CONTAINER{1'b0}}, s_expected};
    wire [N:0]        ends = ({1'b0, s_keep} ^ {s_keep, 1'b1}) & {N+1{s_last}};
    wire [IN-1:0]     lanes;
    reg  [CRC-1:0]    left_d;                    // what of it is beyond the row
    genvar i;
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_lane
            wire [CONTAINER+VALUE-1:0] element =
                { {CONTAINER{1'b0}}, s_row[i*VALUE +: VALUE] & {VALUE{s_keep[i]}}};
            wire unused_element = &{1'b0, element};
            reg  [CONTAINER-1:0] lane;
            integer              c;
            always @* begin
                lane = element[CONTAINER-1:0];
                for (c = 0; c < PARTS; c = c + 1)
                    if (i >= c)
                        lane = lane | (wide[c*CONTAINER +: CONTAINER]
                                       & {CONTAINER{ends[(i+N+1-c)%(N+1)]}});
            end
            assign lanes[i*CONTAINER +: CONTAINER] = lane;
        end
    endgenerate
    integer n;
    always @* begin
        left_d = {CRC{1'b0}};
        for (n = 0; n < PARTS; n = n + 1)
            if (n <= N) left_d = left_d | (wide[n*CONTAINER +: CRC] & {CRC{ends[(N+N+1-n)%(N+1)]}});
    end
    wire [CRC-1:0] sum_d;
    {{ p }}_xor #(.IN(IN), .OUT(CRC), .ROWS(ROW_ROWS)) u_sum (.x(lanes), .y(sum_d));

    // ---- state: the only loop
    reg  [CRC-1:0]     sum_q, left_q, state_q, rest_q;
    reg  [N*VALUE-1:0] row_q, out_row_q;
    reg  [N-1:0]       keep_q, out_keep_q;
    reg                last_q, out_last_q;
    reg  [USER-1:0]    user_q, out_user_q;
    reg                valid_q, out_valid_q;
    wire [CRC-1:0]     zeros;
    {{ p }}_xor #(.IN(CRC), .OUT(CRC), .ROWS(STATE_ROWS)) u_zeros (.x(state_q), .y(zeros));
    wire [CRC-1:0]     next = zeros ^ sum_q;
    always @(posedge clk) begin
        if (en) begin
            sum_q      <= sum_d;
            left_q     <= left_d;
            row_q      <= s_row;
            keep_q     <= s_keep;
            last_q     <= s_last;
            user_q     <= s_user;
            rest_q     <= next ^ left_q;
            out_row_q  <= row_q;
            out_keep_q <= keep_q;
            out_last_q <= last_q;
            out_user_q <= user_q;
        end
    end
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            valid_q     <= 1'b0;
            out_valid_q <= 1'b0;
            state_q     <= {CRC{1'b1}};
        end else if (en) begin
            valid_q     <= s_valid;
            out_valid_q <= valid_q;
            if (valid_q) state_q <= last_q ? {CRC{1'b1}} : next;
        end
    end

    // ---- the frame was good so far, and is not what was sent
    wire       fails = out_last_q & ~out_user_q[0] & (|rest_q);
    assign m_valid = out_valid_q;
    assign m_row   = out_row_q;
    assign m_keep  = out_keep_q;
    assign m_last  = out_last_q;
    localparam [USER-1:0] CHECK = 11;            // {reason 5, error}
    assign m_user  = out_user_q | (CHECK & {USER{fails}});
endmodule
