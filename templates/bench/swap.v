// Elements in, encoder, a long link, decoder, elements out, while a script loads codebooks into the
// slots of both ends and takes them away. The vectors are played again and again until the script is
// over. What came to pass stands in a line before the RESULT:
//   SWAPS swaps=.. refused=.. frames=.. slots=.. packets=.. bytes=.. load_least=.. load_most=..
//         swap_least=.. swap_most=..
// with the loads that had to be refused and were; the frames sent by a loaded codebook and by how
// many of the slots; packets and bytes that came out; and clocks of a load and of a swap.{% if told %} It fails
// where no frame was sent by a loaded codebook.{% else %}
// Which codebook is a frame's is the encoder's choice, so there may be none by a loaded one.{% endif %}
module {{ l.p }}_tb_swap;
    localparam IN_BYTES = {{ l.enc_in }};
    localparam ENC_BYTES = {{ l.enc_out }};
    localparam DEC_BYTES = {{ l.dec_in }};
    localparam OUT_BYTES = {{ l.dec_out }};

    wire                   clk, rst, rst_out, drained;
    wire [63:0]            resumed;
    wire                   source_failed, source_finished, sink_failed, script_failed, done;
{%- if told %}
    reg                    unused;
{%- endif %}
    wire                   in_tvalid, in_tready, in_tlast;
    wire [{{ l.in_user - 1 }}:0] in_tuser;
    wire [8*IN_BYTES-1:0]  in_tdata;
    wire [IN_BYTES-1:0]    in_tkeep;
    wire                   enc_tvalid, enc_tready, enc_tlast;
    wire [8*ENC_BYTES-1:0] enc_tdata;
    wire [ENC_BYTES-1:0]   enc_tkeep;
    wire                   link_tvalid, link_tready, link_tlast;
    wire [8*ENC_BYTES-1:0] link_tdata;
    wire [ENC_BYTES-1:0]   link_tkeep;
    wire                   dec_tvalid, dec_tready, dec_tlast;
    wire [8*DEC_BYTES-1:0] dec_tdata;
    wire [DEC_BYTES-1:0]   dec_tkeep;
    wire                   out_tvalid, out_tready, out_tlast, sink_tready;
    reg                    stalled;              // no beat is offered to the sink
    wire [8*OUT_BYTES-1:0] out_tdata;
    wire [OUT_BYTES-1:0]   out_tkeep;
    wire [3:0]             out_tuser;
    wire [{{ l.side }}:0] enc_side, link_side, dec_side, out_side;
    assign enc_side[{{ l.side }}] = 1'b0;
    assign out_side[{{ l.side }}] = 1'b0;
    wire                   unused_tuser = &{1'b0, in_tuser};

    {{ l.p }}_tb_report #(.BENCH("swap")) u_report (
        .clk(clk),
        .rst_in(rst),
        .rst_out(rst_out),
        .resumed(resumed),
        .in_beat(in_tvalid && in_tready),
        .in_last(in_tlast),
        .frame(dec_tvalid && dec_tready && dec_tlast),
        .out_valid(out_tvalid),
        .out_beat(out_tvalid && out_tready),
        .out_last(out_tlast),
        .source_failed(source_failed || script_failed{% if told %} || unused{% endif %}),
        .source_finished(source_finished),
        .sink_failed(sink_failed),
        .sink_finished(done),
        .counters(1'b0),
        .drained(drained)
    );

    // ---- codebooks, an end a bit
    wire [1:0]  awvalid, awready, wvalid, wready, bvalid, arvalid, arready, rvalid;
    wire [11:0] awaddr, araddr;
    wire [31:0] wdata;
    wire [3:0]  bresp, rresp;
    wire [63:0] rdata;
    wire        over, stall;
    wire [31:0] swaps, refused, load_least, load_most, swap_least, swap_most;

    {{ l.p }}_tb_script u_script (
        .clk(clk),
        .rst(rst),
        .awvalid(awvalid),
        .awready(awready),
        .awaddr(awaddr),
        .wvalid(wvalid),
        .wready(wready),
        .wdata(wdata),
        .bvalid(bvalid),
        .bresp(bresp),
        .arvalid(arvalid),
        .arready(arready),
        .araddr(araddr),
        .rvalid(rvalid),
        .rdata(rdata),
        .rresp(rresp),
        .begun(begun),
        .arrived(BLOCKS == 0 ? heads : arrived),
        .beats(beats),
        .received(received),
        .over(over),
        .stall(stall),
        .failed(script_failed),
        .swaps(swaps),
        .refused(refused),
        .load_least(load_least),
        .load_most(load_most),
        .swap_least(swap_least),
        .swap_most(swap_most)
    );

    // ---- what has passed by: packets, beats, and frames by their codebook
    localparam SLOTS  = {{ slots }};
    localparam FIRST  = {{ first }};                    // index of slot 0
    localparam INDEX  = {{ index_bits }};
    localparam BLOCKS = {{ blocks }};                    // not every frame ends its packet
    reg  [63:0]      begun, heads, arrived, beats, received, bytes, frames;
    reg              in_open, enc_open, dec_open, dec_ends, was_done;
    reg  [SLOTS-1:0] slots;                      // that a frame was sent by
    wire [INDEX-1:0] index = enc_tdata[7 -: INDEX];
    wire             ends = BLOCKS == 0 || (dec_open ? dec_ends : dec_tdata[7-INDEX]);
    integer          k, used;
    assign out_tready = sink_tready && !stalled;
    assign done = over && source_finished && drained;

    initial begin
        begun = 64'd0;
        heads = 64'd0;
        arrived = 64'd0;
        beats = 64'd0;
        received = 64'd0;
        bytes = 64'd0;
        frames = 64'd0;
        in_open = 1'b0;
        enc_open = 1'b0;
        dec_open = 1'b0;
        was_done = 1'b0;
{%- if told %}
        unused = 1'b0;
{%- endif %}
        stalled = 1'b0;
        slots = {SLOTS{1'b0}};
    end

    always @(posedge clk) if (!rst) begin
        if (in_tvalid && in_tready) begin
            if (!in_open) begun <= begun + 64'd1;
            in_open <= !in_tlast;
        end
        if (enc_tvalid && enc_tready) begin
            for (k = 0; k < SLOTS; k = k + 1) begin
                if (!enc_open && { {32-INDEX{1'b0}}, index} == FIRST + k) begin
                    frames <= frames + 64'd1;
                    slots[k] <= 1'b1;
                end
            end
            enc_open <= !enc_tlast;
        end
        if (dec_tvalid && dec_tready) begin
            beats <= beats + 64'd1;
            dec_ends <= ends;
            if (!dec_open) heads <= heads + 64'd1;
            dec_open <= !dec_tlast;
            if (dec_tlast && ends) arrived <= arrived + 64'd1;
        end
        if (out_tvalid && out_tready) begin
            used = 0;
            for (k = 0; k < OUT_BYTES; k = k + 1) used = used + {31'd0, out_tkeep[k]};
            bytes <= bytes + {32'd0, used};
            if (out_tlast) received <= received + 64'd1;
        end
        // A beat that was offered stays.
        if (!stall || !out_tvalid || out_tready) stalled <= stall;
        was_done <= done;
        if (done && !was_done) begin
            used = 0;
            for (k = 0; k < SLOTS; k = k + 1) used = used + {31'd0, slots[k]};
            $write("SWAPS swaps=%0d refused=%0d frames=%0d slots=%0d", swaps, refused, frames, used);
            $write(" packets=%0d bytes=%0d load_least=%0d", received, bytes, load_least);
            $display(" load_most=%0d swap_least=%0d swap_most=%0d", load_most, swap_least, swap_most);
{%- if told %}
            unused <= frames == 64'd0;
            if (frames == 64'd0) $display("FAIL unused: no frame was sent by a loaded codebook");
{%- endif %}
        end
    end

    {{ l.p }}_tb_source #(
        .BYTES(IN_BYTES), .USER({{ l.in_user }}), .DEFAULT_FILE("tb/encoder_in.hex")
    ) u_source (
        .clk(clk),
        .rst(rst),
        .drained(drained),
        .m_axis_tvalid(in_tvalid),
        .m_axis_tready(in_tready),
        .m_axis_tdata(in_tdata),
        .m_axis_tkeep(in_tkeep),
        .m_axis_tlast(in_tlast),
        .m_axis_tuser(in_tuser),
        .hold(1'b0),
        .more(!over),
        .resumed(resumed),
        .failed(source_failed),
        .finished(source_finished)
    );

    {{ l.p }}_encoder u_encoder (
        .clk(clk),
        .{{ l.rst.port }}({{ l.active }}rst),
        .s_axis_tvalid(in_tvalid),
        .s_axis_tready(in_tready),
        .s_axis_tdata(in_tdata),
        .s_axis_tkeep(in_tkeep),
        .s_axis_tlast(in_tlast),{{ l.encoder_in }}{%- if l.counters > 0 %}
        .counters(),
{%- endif %}
{{ l.encoder_axil }}        .m_axis_tvalid(enc_tvalid),
        .m_axis_tready(enc_tready),
        .m_axis_tdata(enc_tdata),
        .m_axis_tkeep(enc_tkeep),
        .m_axis_tlast(enc_tlast){{ l.encoder_out }}
    );

    {{ l.p }}_tb_link #(.BYTES(ENC_BYTES), .SIDE({{ l.side }})) u_link (
        .clk(clk),
        .rst(rst),
        .s_axis_tvalid(enc_tvalid),
        .s_axis_tready(enc_tready),
        .s_axis_tdata(enc_tdata),
        .s_axis_tkeep(enc_tkeep),
        .s_axis_tlast(enc_tlast),
        .s_axis_side(enc_side),
        .m_axis_tvalid(link_tvalid),
        .m_axis_tready(link_tready),
        .m_axis_tdata(link_tdata),
        .m_axis_tkeep(link_tkeep),
        .m_axis_tlast(link_tlast),
        .m_axis_side(link_side)
    );

    generate
        if (ENC_BYTES == DEC_BYTES) begin : gen_wires
            assign dec_tvalid = link_tvalid;
            assign link_tready = dec_tready;
            assign dec_tdata = link_tdata;
            assign dec_tkeep = link_tkeep;
            assign dec_tlast = link_tlast;
            assign dec_side = link_side;
        end else begin : gen_adapter
            {{ l.p }}_tb_adapter #(
                .IN_BYTES(ENC_BYTES), .OUT_BYTES(DEC_BYTES), .SIDE({{ l.side }})
            ) u_adapter (
                .clk(clk),
                .rst(rst),
                .s_axis_tvalid(link_tvalid),
                .s_axis_tready(link_tready),
                .s_axis_tdata(link_tdata),
                .s_axis_tkeep(link_tkeep),
                .s_axis_tlast(link_tlast),
                .s_axis_side(link_side),
                .m_axis_tvalid(dec_tvalid),
                .m_axis_tready(dec_tready),
                .m_axis_tdata(dec_tdata),
                .m_axis_tkeep(dec_tkeep),
                .m_axis_tlast(dec_tlast),
                .m_axis_side(dec_side)
            );
        end
    endgenerate

    {{ l.p }}_decoder u_decoder (
        .clk(clk),
        .{{ l.rst.port }}({{ l.active }}rst_out),
        .s_axis_tvalid(dec_tvalid),
        .s_axis_tready(dec_tready),
        .s_axis_tdata(dec_tdata),
        .s_axis_tkeep(dec_tkeep),
        .s_axis_tlast(dec_tlast),{{ l.decoder_in }}
{{ l.decoder_axil }}        .m_axis_tvalid(out_tvalid),
        .m_axis_tready(out_tready),
        .m_axis_tdata(out_tdata),
        .m_axis_tkeep(out_tkeep),
        .m_axis_tlast(out_tlast),
        {{ l.decoder_out }}
    );

    {{ l.p }}_tb_sink #(
        .BYTES(OUT_BYTES), .CHECK_USER(1), .SIDE({{ l.side }}), .REPEAT(1),
        .DEFAULT_FILE("tb/loopback_out.hex")
    ) u_sink (
        .clk(clk),
        .rst(rst_out),
        .resumed(resumed),
        .s_axis_tvalid(out_tvalid && !stalled),
        .s_axis_tready(sink_tready),
        .s_axis_tdata(out_tdata),
        .s_axis_tkeep(out_tkeep),
        .s_axis_tlast(out_tlast),
        .s_axis_tuser(out_tuser),
        .s_axis_side(out_side),
        .failed(sink_failed),
        .finished()
    );
endmodule
