// Takes an AXI4-Stream and compares it with a vector file: a line is a beat, `tdata tkeep tlast
// tuser` in hex, where the lowest bits of tuser are those of a packet's end and the others stand on
// every beat. Also checks the protocol: tvalid stays up and the payload still until tready; no x
// on control or kept data; tkeep contiguous, and full on every beat but a packet's last; tvalid low
// in reset and in the clock behind it.
// A packet whose last beat is full may as well end with a beat of its own (tkeep = 0, tlast = 1).
// Behind a reset the packet is expected with which the source goes on.
//
// Run-time arguments:
//   +expect=FILE   the vectors, or none: nothing may come (ARGUMENT may name it otherwise)
//   +stall=PATTERN none, quarter (one clock in four at random), bursts, or after_valid: tready only
//                  rises once tvalid was seen
//   +seed=N        of the pattern
//   +record        compare nothing: write a line BEAT tdata tkeep tlast tuser for every beat
module {{ p }}_tb_sink #(
    parameter BYTES = 1,
    parameter CHECK_USER = 0,                 // 1: tuser is compared where a packet ends; 0: with
                                              // 1 in the file's tuser, tlast ends no packet
    parameter SIDE = 0,                       // bits of what stands on every beat
{%- if loads %}
    parameter REPEAT = 0,                     // 1: at its end the file is expected again
{%- endif %}
    parameter ARGUMENT = "expect=%s",
    parameter [8*32-1:0] DEFAULT_FILE = ""
) (
    input  wire               clk,
    input  wire               rst,            // active high
    input  wire [63:0]        resumed,        // the first packet behind the reset, counted from 0
    input  wire               s_axis_tvalid,
    output reg                s_axis_tready,
    input  wire [8*BYTES-1:0] s_axis_tdata,
    input  wire [BYTES-1:0]   s_axis_tkeep,
    input  wire               s_axis_tlast,
    input  wire [3:0]         s_axis_tuser,
    input  wire [SIDE:0]      s_axis_side,    // the highest bit is none
    output reg                failed,         // something differed; a line said what
    output reg                finished        // everything expected has come
);
    localparam STALL_NONE = 2'd0, STALL_QUARTER = 2'd1, STALL_BURSTS = 2'd2;
    localparam STALL_AFTER_VALID = 2'd3;
    localparam AT_ONCE = {{ at_once }};                    // the reset acts without a clock

    reg [8*1024-1:0] path;
    reg [8*16-1:0]   stall_name;
    reg [1:0]        pattern;
    reg [31:0]       seed;
    integer          file;

    reg [31:0]        random;
    reg               resting;     // bursts: in a stall
    reg [4:0]         stretch;     // bursts: clocks that are left of it

    // The expected beat that comes next.
    reg [8*BYTES-1:0] data;
    reg [BYTES-1:0]   keep;
    reg               last;
    reg [3:0]         user;
    reg [SIDE:0]      side;
    reg [SIDE+4:0]    side_user;
    reg               closing;     // its data has come, an empty beat with tlast is still to come
    integer           fields;
    reg               primed;      // the first line was read
    reg               over;        // there is no further one
    reg               recording;
    reg               begun;       // a clock without reset has passed

    reg [63:0]        beat, packet; // expected next: its line in the file, counted from 0
    reg               wrong;
    integer           i;

    // The clock before.
    reg               was_reset, was_stalled;
    reg [8*BYTES-1:0] was_data;
    reg [BYTES-1:0]   was_keep;
    reg               was_last;
    reg [3:0]         was_user;
    reg [SIDE:0]      was_side;

    // Unknown where any of them is.
    wire told = ^{s_axis_tkeep, s_axis_tlast, s_axis_tuser, s_axis_side};
    wire [9*BYTES+SIDE+5:0] payload =
        {s_axis_tdata, s_axis_tkeep, s_axis_tlast, s_axis_tuser, s_axis_side};
    wire [9*BYTES+SIDE+5:0] was_payload = {was_data, was_keep, was_last, was_user, was_side};

    function automatic [31:0] xorshift(input [31:0] x);
        reg [31:0] a, b;
        begin
            a = x ^ (x << 13);
            b = a ^ (a >> 17);
            xorshift = b ^ (b << 5);
        end
    endfunction

    // The next line of the file becomes the expected beat.
    task advance;
        begin
            closing = 1'b0;
            if (primed) beat = beat + 64'd1;
            fields = $fscanf(file, "%h %h %h %h", data, keep, last, side_user);
{%- if loads %}
            if (fields < 1 && primed && REPEAT != 0) begin
                fields = $fseek(file, 0, 0);
                fields = $fscanf(file, "%h %h %h %h", data, keep, last, side_user);
            end
{%- endif %}
            {side, user} = side_user;
            if (fields != 4) begin
                over = 1'b1;
                if (fields > 0 || !primed) begin
                    failed <= 1'b1;
                    $display("FAIL setup: %0s: line behind beat %0d is not tdata tkeep tlast tuser",
                             path, beat);
                end
                finished <= 1'b1;
            end
            primed = 1'b1;
        end
    endtask

    // The expected beat's packet has been left behind with it, or goes on.
    task count_packet;
        if (last && !(CHECK_USER == 0 && user[0])) packet = packet + 64'd1;
    endtask

    initial begin
        recording = $test$plusargs("record");
        if (!$value$plusargs("seed=%d", seed)) seed = 32'd1;
        if (!$value$plusargs("stall=%s", stall_name)) stall_name = "none";
        if (!$value$plusargs(ARGUMENT, path)) path = { {8*(1024-32){1'b0}}, DEFAULT_FILE};
        failed = 1'b0;
        over = path == "none";
        primed = over;
        finished = over || recording;
        begun = 1'b0;
        closing = 1'b0;
        was_reset = 1'b0;
        beat = 64'd0;
        packet = 64'd0;
        case (stall_name)
            "none": pattern = STALL_NONE;
            "quarter": pattern = STALL_QUARTER;
            "bursts": pattern = STALL_BURSTS;
            "after_valid": pattern = STALL_AFTER_VALID;
            default: begin
                pattern = STALL_NONE;
                failed = 1'b1;
                $display("FAIL setup: +stall=%0s: use none, quarter, bursts or after_valid",
                         stall_name);
            end
        endcase
        if (!over) file = $fopen(path, "r");
        if (!over && file == 0) begin
            failed = 1'b1;
            $display("FAIL setup: %0s: the file of what is expected cannot be opened", path);
        end
        random = xorshift((seed * 32'h9e3779b1) ^ 32'hcc9e2d51 | 32'h1);
    end

    always @(posedge clk) begin
        random <= xorshift(random);
        if (stretch == 5'd0) begin
            resting <= !resting;
            stretch <= random[16:12];
        end else begin
            stretch <= stretch - 5'd1;
        end
        case (pattern)
            STALL_QUARTER: s_axis_tready <= random[9:8] != 2'd0;
            STALL_BURSTS: s_axis_tready <= !resting;
            STALL_AFTER_VALID: s_axis_tready <= s_axis_tvalid && !s_axis_tready;
            default: s_axis_tready <= 1'b1;
        endcase
        if (rst) begin
            s_axis_tready <= 1'b0;
            resting <= 1'b0;
            stretch <= 5'd0;
        end
    end

    always @(posedge clk) begin
        was_reset <= rst;
        if (!rst) begun <= 1'b1;
        was_stalled <= !rst && s_axis_tvalid && !s_axis_tready;
        was_data <= s_axis_tdata;
        was_keep <= s_axis_tkeep;
        was_last <= s_axis_tlast;
        was_user <= s_axis_tuser;
        was_side <= s_axis_side;
    end

    always @(posedge clk) begin
        wrong = 1'b0;
        if (!primed && !failed) advance;
        if (!rst && was_reset) begin
            while (packet < resumed && !over) begin
                count_packet;
                advance;
            end
        end
        if (failed) begin
            // One failure is enough; the bench is about to end.
        end else if ((was_reset || AT_ONCE != 0 && begun && rst) && s_axis_tvalid !== 1'b0) begin
            // In the first clock of a synchronous reset everything stands as before.
            wrong = 1'b1;
            $display("FAIL protocol: tvalid is %b in reset", s_axis_tvalid);
        end else if (rst) begin
            // Nothing is accepted.
        end else if (s_axis_tvalid !== 1'b0 && s_axis_tvalid !== 1'b1) begin
            wrong = 1'b1;
            $display("FAIL protocol at beat %0d (packet %0d): tvalid is %b", beat, packet,
                     s_axis_tvalid);
        end else if (s_axis_tvalid && told !== 1'b0 && told !== 1'b1) begin
            wrong = 1'b1;
            $display("FAIL protocol at beat %0d (packet %0d): tkeep=%b tlast=%b tuser=%b", beat,
                     packet, s_axis_tkeep, s_axis_tlast, {s_axis_side, s_axis_tuser});
        end else if (was_stalled && !s_axis_tvalid) begin
            wrong = 1'b1;
            $display("FAIL protocol at beat %0d (packet %0d): tvalid fell before tready", beat,
                     packet);
        end else if (was_stalled && payload !== was_payload) begin
            wrong = 1'b1;
            $display("FAIL protocol at beat %0d (packet %0d): the payload changed while stalled",
                     beat, packet);
            $display("  before   tdata=%h tkeep=%h tlast=%b tuser=%h", was_data, was_keep, was_last,
                     was_user);
            $display("  after    tdata=%h tkeep=%h tlast=%b tuser=%h", s_axis_tdata, s_axis_tkeep,
                     s_axis_tlast, s_axis_tuser);
        end else if (s_axis_tvalid && s_axis_tready) begin
            if (finished && !recording) begin
                wrong = 1'b1;
                $display("FAIL mismatch at beat %0d (packet %0d): nothing more was expected", beat,
                         packet);
            end else if ((s_axis_tkeep & (s_axis_tkeep + 1'b1)) !== {BYTES{1'b0}}
                         || (s_axis_tlast !== 1'b1 && s_axis_tkeep !== {BYTES{1'b1}})) begin
                wrong = 1'b1;
                $display("FAIL protocol at beat %0d (packet %0d): tkeep has a gap, or is not full",
                         beat, packet);
            end else if (recording) begin
                $display("BEAT %h %h %b %h", s_axis_tdata, s_axis_tkeep, s_axis_tlast,
                         s_axis_tuser);
            end else if (closing) begin
                wrong = s_axis_tkeep !== {BYTES{1'b0}} || s_axis_tlast !== 1'b1
                        || (CHECK_USER != 0 && s_axis_tuser !== user) || s_axis_side !== side;
                if (wrong) begin
                    $display("FAIL mismatch at beat %0d (packet %0d): an empty beat was expected",
                             beat, packet);
                end
            end else begin
                for (i = 0; i < BYTES; i = i + 1) begin
                    if (keep[i] && s_axis_tdata[8*i +: 8] !== data[8*i +: 8]) wrong = 1'b1;
                end
                if (s_axis_tkeep !== keep) wrong = 1'b1;
                if (s_axis_tlast !== last && !(s_axis_tlast === 1'b0 && (&keep))) wrong = 1'b1;
                if (CHECK_USER != 0 && s_axis_tlast && s_axis_tuser !== user) wrong = 1'b1;
                if (s_axis_side !== side) wrong = 1'b1;
                if (wrong) $display("FAIL mismatch at beat %0d (packet %0d)", beat, packet);
            end
            if (wrong) begin
                if (!finished) begin
                    $display("  expected tdata=%h tkeep=%h tlast=%b tuser=%h", data,
                             closing ? {BYTES{1'b0}} : keep, last, {side, user});
                end
                $display("  got      tdata=%h tkeep=%h tlast=%b tuser=%h", s_axis_tdata,
                         s_axis_tkeep, s_axis_tlast, {s_axis_side, s_axis_tuser});
            end else if (!recording) begin
                if (s_axis_tlast || !last) begin
                    count_packet;
                    advance;
                end else begin
                    closing = 1'b1;
                end
            end
        end
        if (wrong) failed <= 1'b1;
    end
endmodule
