// Rows of one frame each -> rows of a packet: a frame's first element goes behind the last one of
// the frame before. Where frames are whole rows, as they are of full blocks, nothing moves.
module {{ p }}_dec_merge #(
    parameter LEVELS = 3,                        // log2 of the lanes
    parameter BITS   = 16,                       // of an element
    parameter USER   = 4
) (
    input  wire                        clk,
    input  wire                        {{ rst.port }},
    input  wire                        en,
    input  wire                        valid,
    input  wire [(1<<LEVELS)*BITS-1:0] lanes,
    input  wire [(1<<LEVELS)-1:0]      keep,     // the first ones
    input  wire                        last,     // of the packet
    input  wire [USER-1:0]             user,
    output wire                        push,
    output wire [(1<<LEVELS)*BITS-1:0] row,
    output wire [(1<<LEVELS)-1:0]      row_keep,
    output wire                        row_last,
    output wire [USER-1:0]             row_user
);
    localparam N = 1 << LEVELS;

    // ---- the pointer, one-hot, and the lane behind the row's last element
    reg  [N-1:0]   pointer_q;
    wire [N:0]     ends = {1'b0, keep} ^ {keep, 1'b1};
    reg  [2*N-1:0] sum;                          // one-hot: pointer and number of elements
    integer        n;
    always @* begin
        sum = {2*N{1'b0}};
        for (n = 0; n <= N; n = n + 1) begin
            sum = sum | (({ {N{1'b0}}, pointer_q} << n) & {2*N{ends[n]}});
        end
    end
    wire         full = |sum[2*N-1:N];
    wire [N-1:0] to   = sum[N-1:0] | sum[2*N-1:N];
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) pointer_q <= { {N-1{1'b0}}, 1'b1};
        else if (en & valid) pointer_q <= last ? { {N-1{1'b0}}, 1'b1} : to;
    end

    // ---- the lanes below a one-hot one; elements from the pointer on and round the end
    wire [N-1:0] old, then;
    reg  [N*BITS-1:0] rotated;
    genvar i;
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_below
            if (i == N - 1) begin : gen_last
                assign old[i]  = 1'b0;
                assign then[i] = 1'b0;
            end else begin : gen_other
                assign old[i]  = |pointer_q[N-1:i+1];
                assign then[i] = |to[N-1:i+1];
            end
        end
    endgenerate
    always @* begin
        rotated = {N*BITS{1'b0}};
        for (n = 0; n < N; n = n + 1) begin
            rotated = rotated
                | (((lanes << n*BITS) | (lanes >> (N-n)*BITS)) & {N*BITS{pointer_q[n]}});
        end
    end
    {{ p }}_dec_pack #(.N(N), .BITS(BITS), .USER(USER), .CUT(0), .ZEROS(0)) u_pack (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .valid(valid), .last(last), .user(user), .full(full), .old(old), .keep(then),
        .lanes(rotated),
        .push(push), .row(row), .row_keep(row_keep), .row_last(row_last), .row_user(row_user));
endmodule
