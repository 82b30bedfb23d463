// Elements in their lanes -> full rows. The row under way is in acc, below the word's first lane;
// lanes that wrapped round begin the next row.
//
// A packet's end that wraps round needs a row more: it waits in acc and goes out with the next
// clock. That costs no bubble: the next packet starts on a fresh row and cannot fill it before.
module {{ p }}_dec_pack #(
    parameter N    = 8,                          // lanes
    parameter BITS = 16,                         // of an element
    parameter USER = 4                           // the lowest 4 say how a packet ended
) (
    input  wire              clk,
    input  wire              {{ rst.port }},
    input  wire              en,
    // a word's elements, behind the old ones of the row and round the end
    input  wire              valid,
    input  wire              last,
    input  wire [USER-1:0]   user,
    input  wire              full,               // they reach the row's end
    input  wire [N-1:0]      old,                // lanes that the row had before
    input  wire [N-1:0]      keep,               // lanes that the row under way then has
    input  wire [N*BITS-1:0] lanes,
    // a row
    output wire              push,
    output wire [N*BITS-1:0] row,
    output wire [N-1:0]      row_keep,
    output wire              row_last,
    output wire [USER-1:0]   row_user
);
    reg              pend_q;                     // acc is a whole row, to go out
    reg              pend_last_q;
    reg [USER-1:0]   pend_user_q;
    reg [N-1:0]      pend_keep_q;
{%- if gated %}
    wire [N*BITS-1:0] acc_q;
{%- else %}
    reg [N*BITS-1:0] acc_q;
{%- endif %}

    wire more = full & last & keep[0];           // the packet's end needs one row more
    genvar i;
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_lane
            wire [BITS-1:0] acc = acc_q[i*BITS +: BITS];
{%- if check %}
            // A row that waits here has zeros where there is no element, as a word's lanes do.
            wire [BITS-1:0] left = lanes[i*BITS +: BITS] & {BITS{keep[i]}};
{%- else %}
            wire [BITS-1:0] left = lanes[i*BITS +: BITS];
{%- endif %}
            assign row[i*BITS +: BITS] = (pend_q | old[i]) ? acc : lanes[i*BITS +: BITS];
{%- if gated %}
            {{ p }}_delay #(.BITS(BITS), .CLOCKS(1)) u_acc (
                .clk(clk), .en(en & valid & (full | ~old[i])), .d(left),
                .q(acc_q[i*BITS +: BITS]));
{%- else %}
            always @(posedge clk) begin
                if (en & valid & (full | ~old[i])) acc_q[i*BITS +: BITS] <= left;
            end
{%- endif %}
        end
    endgenerate
    assign push     = pend_q | (valid & (full | last));
    assign row_keep = pend_q ? pend_keep_q : keep | {N{full}};
    assign row_last = pend_q ? pend_last_q : last & ~more;
    localparam [USER-1:0] ENDS = 15;
    assign row_user = pend_q ? pend_user_q : user & (~ENDS | {USER{row_last}});

    always @(posedge clk) begin
        if (en & valid) begin
            pend_last_q <= last;
            pend_user_q <= user;
            pend_keep_q <= keep | {N{full & ~more}};
        end
    end
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) pend_q <= 1'b0;
        else if (en) pend_q <= valid & (pend_q ? full | last : more);
    end
endmodule
