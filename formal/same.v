// (c) The parallel decoder against the serial one, from reset: the same frames go into both, and of
// every one of the events that come out, elements and ends of packets with what they report, the
// two say the same. Beats may differ, and so may the clocks.
//
// The words are any, the frames' ends among them too where LAST does not say them; they are legal,
// or with ANY whatever tkeep says.
// ENDS is the place, in a frame's first byte, of the bit that says that the packet ends with the
// frame, where frames of one packet are joined: then the last word is a frame that says so.
// Which event is compared is free as well. STALL says who is free to wait in any clock: the serial
// decoder's source, its sink, the parallel one's source, its sink, lowest first.
module same (
    input wire       clk,
    input wire [3:0] stall
);
    localparam WORDS = `WORDS;
    localparam BYTES = `IN;
    localparam LANES = `OUT;
    localparam W     = BYTES * 8;
    localparam C     = 8;

    reg started = 1'b0;
    always @(posedge clk) started <= 1'b1;
    wire rst = ~started;
`ifndef STALL
`define STALL 4'h0
`endif
    wire [3:0] go = ~(stall & `STALL);

    // ---- the words, and the event
    (* anyconst *) wire [WORDS*W-1:0]     data;
    (* anyconst *) wire [WORDS*BYTES-1:0] keep;
`ifdef LAST
    wire [WORDS-1:0] last = `LAST;
`else
    (* anyconst *) wire [WORDS-1:0]       last;
`endif
    (* anyconst *) wire [C-1:0]           pick;
    genvar i, j;
    generate
        for (i = 0; i < WORDS; i = i + 1) begin : gen_legal
`ifndef ANY
            always @* assume (last[i] | (&keep[i*BYTES +: BYTES]));
            for (j = 1; j < BYTES; j = j + 1) begin : gen_contiguous
                always @* assume (keep[i*BYTES+j-1] | ~keep[i*BYTES+j]);
            end
`endif
        end
    endgenerate

`ifdef ENDS
    always @* assume (last[WORDS-1] & last[WORDS-2] & keep[(WORDS-1)*BYTES]
        & data[(WORDS-1)*W+`ENDS]);
`endif

    // ---- the serial decoder: an event or two a beat
    reg  [3:0]        ser_at;
    reg               ser_hold;                  // offered and not taken: stays
    wire              ser_valid = (ser_at < WORDS) & (go[0] | ser_hold);
    wire              ser_ready, ser_m_valid, ser_m_last;
    wire [7:0]        ser_m_data;
    wire              ser_m_keep;
    wire [3:0]        ser_m_user;
    ser_decoder u_ser (
        .clk(clk), .rst(rst),
        .s_axis_tvalid(ser_valid), .s_axis_tready(ser_ready),
        .s_axis_tdata(data[ser_at*W +: W]), .s_axis_tkeep(keep[ser_at*BYTES +: BYTES]),
        .s_axis_tlast(last[ser_at]),
        .m_axis_tvalid(ser_m_valid), .m_axis_tready(go[1]), .m_axis_tdata(ser_m_data),
        .m_axis_tkeep(ser_m_keep), .m_axis_tlast(ser_m_last), .m_axis_tuser(ser_m_user));

    // ---- the parallel decoder: up to as many as there are lanes, and one
    reg  [3:0]         par_at;
    reg                par_hold;
    wire               par_valid = (par_at < WORDS) & (go[2] | par_hold);
    wire               par_ready, par_m_valid, par_m_last;
    wire [LANES*8-1:0] par_m_data;
    wire [LANES-1:0]   par_m_keep;
    wire [3:0]         par_m_user;
    par_decoder u_par (
        .clk(clk), .rst(rst),
        .s_axis_tvalid(par_valid), .s_axis_tready(par_ready),
        .s_axis_tdata(data[par_at*W +: W]), .s_axis_tkeep(keep[par_at*BYTES +: BYTES]),
        .s_axis_tlast(last[par_at]),
        .m_axis_tvalid(par_m_valid), .m_axis_tready(go[3]), .m_axis_tdata(par_m_data),
        .m_axis_tkeep(par_m_keep), .m_axis_tlast(par_m_last), .m_axis_tuser(par_m_user));

    // ---- counting events; an event is {packet's end, element or report}
    reg [C-1:0] ser_count, par_count;
    reg         ser_has, par_has;
    reg [8:0]   ser_event, par_event;
    reg [C-1:0] par_elements;
    integer     n;
    always @* begin
        par_elements = {C{1'b0}};
        for (n = 0; n < LANES; n = n + 1) par_elements = par_elements + par_m_keep[n];
    end
    wire [C-1:0] ser_place = pick - ser_count;
    wire [C-1:0] par_place = pick - par_count;
    reg  [7:0]   par_element;
    always @* begin
        par_element = 8'd0;
        for (n = 0; n < LANES; n = n + 1)
            par_element = par_element | (par_m_data[8*n +: 8] & {8{par_place == n}});
    end

    always @(posedge clk) begin
        if (rst) begin
            ser_at    <= 4'd0;
            ser_hold  <= 1'b0;
            ser_count <= {C{1'b0}};
            ser_has   <= 1'b0;
        end else begin
            ser_hold <= ser_valid & ~ser_ready;
            if (ser_valid & ser_ready) ser_at <= ser_at + 4'd1;
            if (ser_m_valid & go[1]) begin
                ser_count <= ser_count + ser_m_keep + ser_m_last;
                if (ser_place < ser_m_keep + ser_m_last) begin
                    ser_has   <= 1'b1;
                    ser_event <= ser_place < ser_m_keep ? {1'b0, ser_m_data} : {5'h10, ser_m_user};
                end
            end
        end
    end
    always @(posedge clk) begin
        if (rst) begin
            par_at    <= 4'd0;
            par_hold  <= 1'b0;
            par_count <= {C{1'b0}};
            par_has   <= 1'b0;
        end else begin
            par_hold <= par_valid & ~par_ready;
            if (par_valid & par_ready) par_at <= par_at + 4'd1;
            if (par_m_valid & go[3]) begin
                par_count <= par_count + par_elements + par_m_last;
                if (par_place < par_elements + par_m_last) begin
                    par_has   <= 1'b1;
                    par_event <= par_place < par_elements ? {1'b0, par_element}
                                                          : {5'h10, par_m_user};
                end
            end
        end
    end

    always @* if (started) begin
        same_event: assert (~(ser_has & par_has) | (ser_event == par_event));
    end

    // Once all words are in and had their time, both have said all there is to say. The frame's last
    // word may be missing: then the serial decoder says more, sooner.
    reg [5:0] quiet;
    always @(posedge clk) begin
        if (rst | (ser_at < WORDS) | (par_at < WORDS)) quiet <= 6'd0;
        else if ((&go) & ~(&quiet)) quiet <= quiet + 6'd1;
    end
    always @* if (started & last[WORDS-1] & (quiet >= `DRAIN)) begin
        same_count: assert (ser_count == par_count);
    end
endmodule
