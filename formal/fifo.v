// (b) The FIFO of two entries, or of three (THREE), between any source and any sink: what goes in
// comes out, once and in order, and its output follows the bus's rules; there is no room in reset, and
// always while an entry is free otherwise. `mark` chooses any one of the entries that go in.
`ifdef THREE
`define FIFO par_enc_queue
`define ENTRIES 2'd3
`else
`define FIFO par_fifo
`define ENTRIES 2'd2
`endif
module fifo (
    input wire       clk,
    input wire       rst,
    input wire       push,
    input wire [3:0] d,
    input wire       m_ready,
    input wire       mark
);
    wire       room, m_valid;
    wire [3:0] q;
    `FIFO #(.BITS(4)) u_dut (
        .clk(clk), .rst(rst), .room(room), .push(push), .d(d),
        .m_valid(m_valid), .m_ready(m_ready), .q(q));

    reg started = 1'b0;
    reg was_rst;
    always @(posedge clk) begin
        started <= 1'b1;
        was_rst <= rst;
    end
    always @* if (~started) assume (rst);

    axis_rules #(.PAYLOAD(4), .KEEP(1)) u_rules (
        .clk(clk), .rst(rst), .tvalid(m_valid), .tready(m_ready), .payload(q), .tkeep(1'b1),
        .tlast(1'b1));

    wire      in  = push & room;
    wire      out = m_valid & m_ready;
    reg [1:0] inside;                            // entries
    reg       marked;                            // the chosen one is among them
    reg [1:0] ahead;                             // entries before it
    reg [3:0] value;
    always @(posedge clk) begin
        if (rst) begin
            inside <= 2'd0;
            marked <= 1'b0;
        end else begin
            inside <= inside + {1'b0, in} - {1'b0, out};
            if (~marked & in & mark) begin
                marked <= 1'b1;
                ahead  <= inside - {1'b0, out};
                value  <= d;
            end else if (marked & out) begin
                marked <= ahead != 2'd0;
                ahead  <= ahead - 2'd1;
            end
        end
    end
    always @* if (started & was_rst) no_room: assert (~room);
    always @* if (started & ~rst) begin
        counted:  assert (m_valid == (inside != 2'd0));
        capacity: assert (inside <= `ENTRIES);
        room_is:  assert (room == (~was_rst & (inside != `ENTRIES)));
        in_order: assert (~(marked & out & (ahead == 2'd0)) | (q == value));
    end
endmodule
