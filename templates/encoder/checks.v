// CRCs of frames that wait to be sent, in their order.
module {{ p }}_enc_checks #(
    parameter BITS = 32,
    parameter AT   = 6                           // log2 of the frames there can be
) (
    input  wire            clk,
    input  wire            {{ rst.port }},
    input  wire            push,
    input  wire [BITS-1:0] d,
    input  wire            pop,
    output wire [BITS-1:0] q                     // the first one; some clocks behind its push
);
{%- if fpga %}
    // A block RAM's words come late in their clock: the first one waits in a register of its own,
    // and the one behind it in the memory's.
    reg  [AT-1:0]   write_at_q, read_at_q;
    reg             next_q, first_q;             // whether they are there
    reg  [BITS-1:0] check_q;
    wire [BITS-1:0] next;
    wire            move = ~first_q | pop;
    wire            read = (write_at_q != read_at_q) & (~next_q | move);
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            write_at_q <= {AT{1'b0}};
            read_at_q  <= {AT{1'b0}};
            next_q     <= 1'b0;
            first_q    <= 1'b0;
        end else begin
            if (push) write_at_q <= write_at_q + 1'b1;
            if (read) read_at_q <= read_at_q + 1'b1;
            next_q  <= read | (next_q & ~move);
            first_q <= next_q | ~move;
        end
    end
    {{ p }}_enc_memory #(.BITS(BITS), .AT(AT)) u_memory (
        .clk(clk), .write(push), .write_at(write_at_q), .d(d),
        .read(read), .read_at(read_at_q), .q(next));
    always @(posedge clk) begin
        if (move) check_q <= next;
    end
    assign q = check_q;
{%- else %}
    reg  [AT-1:0] write_at_q, read_at_q;
    wire [AT-1:0] read_at_d = pop ? read_at_q + 1'b1 : read_at_q;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            write_at_q <= {AT{1'b0}};
            read_at_q  <= {AT{1'b0}};
        end else begin
            if (push) write_at_q <= write_at_q + 1'b1;
            read_at_q <= read_at_d;
        end
    end
    {{ p }}_enc_memory #(.BITS(BITS), .AT(AT)) u_memory (
        .clk(clk), .write(push), .write_at(write_at_q), .d(d),
        .read(1'b1), .read_at(read_at_d), .q(q));
{%- endif %}
endmodule
