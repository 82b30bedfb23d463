// Both ends of rtl_out/bf16_link/ against the golden model: every frame that the encoder sends, and every element that the
// decoder gives out, also of frames that are damaged on the way. docs/bindings.md says how it is compiled.
//
//     +design=configs/bf16_link.yaml +packets=200 +seed=1
module bf16_link_tb;
    import huffwire_pkg::*;

    localparam int BUS = 16;    // bytes of the encoder's both buses and of the decoder's input
    localparam int WIDE = 32;   // bytes of the decoder's output

    typedef struct packed {
        logic            last;
        logic [BUS-1:0]  keep;
        logic [8*BUS-1:0] data;
    } beat_t;

    logic clk = 0, rst = 1;
    always #5 clk = ~clk;

    logic              e_valid = 0, e_ready, f_valid, f_ready = 0, d_valid = 0, d_ready, m_valid, m_ready = 0;
    beat_t             e_beat = '0, f_beat, d_beat = '0;
    logic [8*WIDE-1:0] m_data;
    logic [WIDE-1:0]   m_keep;
    logic              m_last;
    logic [3:0]        m_user;

    bf16_link_encoder u_encoder (
        .clk(clk), .rst(rst),
        .s_axis_tvalid(e_valid), .s_axis_tready(e_ready), .s_axis_tdata(e_beat.data), .s_axis_tkeep(e_beat.keep),
        .s_axis_tlast(e_beat.last),
        .m_axis_tvalid(f_valid), .m_axis_tready(f_ready), .m_axis_tdata(f_beat.data), .m_axis_tkeep(f_beat.keep),
        .m_axis_tlast(f_beat.last)
    );

    bf16_link_decoder u_decoder (
        .clk(clk), .rst(rst),
        .s_axis_tvalid(d_valid), .s_axis_tready(d_ready), .s_axis_tdata(d_beat.data), .s_axis_tkeep(d_beat.keep),
        .s_axis_tlast(d_beat.last),
        .m_axis_tvalid(m_valid), .m_axis_tready(m_ready), .m_axis_tdata(m_data), .m_axis_tkeep(m_keep),
        .m_axis_tlast(m_last), .m_axis_tuser(m_user)
    );

    model  golden;
    string file;
    int    packets, seed, wrong_byte;
    int    frames = 0, elements = 0, damaged = 0, done = 0, idle = 0;

    // What waits to go in, and what must come out: bytes, and at each end how many and the reason.
    beat_t        to_encoder[$], to_decoder[$];
    bytes_t       frame_bytes, element_bytes, got_frame, got_elements;
    int           frame_lengths[$], element_lengths[$], reasons[$];
    int unsigned  state;

    // xorshift32: the same numbers in every simulator.
    function automatic int unsigned random();
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return state;
    endfunction

    // Exponents as activations have them, and some of any value.
    function automatic logic [15:0] value();
        int unsigned bits = random();
        if (bits[3:0] == 0) return bits[31:16];
        return {bits[31], 8'd114 + {4'd0, bits[11:8]} / 8'd2 + {6'd0, bits[5:4]}, bits[30:24]};
    endfunction

    // Appends bytes to a queue as beats of the bus.
    function automatic void beats(bytes_t from, int decoder);
        beat_t beat = '0;
        foreach (from[i]) begin
            beat.data[8*(i % BUS) +: 8] = from[i];
            beat.keep[i % BUS] = 1'b1;
            beat.last = i + 1 == from.size();
            if (i % BUS == BUS - 1 || beat.last) begin
                if (decoder != 0) to_decoder.push_back(beat);
                else to_encoder.push_back(beat);
                beat = '0;
            end
        end
    endfunction

    function automatic void packet();
        bytes_t from;
        int     count = 1 + int'(random() % 300);
        from.delete();
        for (int i = 0; i < count; i++) begin
            logic [15:0] bits = value();
            from.push_back(bits[7:0]);
            from.push_back(bits[15:8]);
        end
        if (golden.encode(from) != 1) $fatal(1, "FAIL: one frame a packet: %s", golden.error());
        beats(from, 0);
        got_frame = golden.frame(0);
        frame_lengths.push_back(got_frame.size());
        foreach (got_frame[i]) frame_bytes.push_back(got_frame[i]);
        got_frame.delete();
    endfunction

    // A whole frame came out of the encoder: it is compared, perhaps damaged, and goes on to the decoder.
    function automatic void link();
        int     length = frame_lengths.pop_front();
        bytes_t decoded;
        decoded.delete();
        if (got_frame.size() != length) $fatal(1, "FAIL: frame %0d has %0d bytes, not %0d", frames, got_frame.size(), length);
        foreach (got_frame[i]) begin
            byte unsigned expected = frame_bytes.pop_front();
            if (i == wrong_byte && frames == 0) expected ^= 8'h01;
            if (got_frame[i] != expected) begin
                $fatal(1, "FAIL: frame %0d, byte %0d: %02x, not %02x", frames, i, got_frame[i], expected);
            end
        end
        if (random() % 4 == 0) begin
            int at = int'(random() % length);
            got_frame[at] ^= byte'(1 << (random() % 8));
            damaged++;
        end
        decoded = golden.decode(got_frame);
        element_lengths.push_back(decoded.size());
        reasons.push_back(golden.reason());
        foreach (decoded[i]) element_bytes.push_back(decoded[i]);
        beats(got_frame, 1);
        got_frame.delete();
        frames++;
    endfunction

    // The elements of a whole frame came out of the decoder.
    function automatic void delivered();
        int length = element_lengths.pop_front();
        int reason = reasons.pop_front();
        if (got_elements.size() != length) begin
            $fatal(1, "FAIL: frame %0d: %0d bytes of elements, not %0d", done, got_elements.size(), length);
        end
        foreach (got_elements[i]) begin
            byte unsigned expected = element_bytes.pop_front();
            if (got_elements[i] != expected) begin
                $fatal(1, "FAIL: frame %0d, element %0d: byte %02x, not %02x", done, i / 2, got_elements[i], expected);
            end
        end
        if (int'(m_user[3:1]) != reason || m_user[0] != (reason != 0)) begin
            $fatal(1, "FAIL: frame %0d: tuser %b, not reason %0d", done, m_user, reason);
        end
        elements += length / 2;
        got_elements.delete();
        done++;
    endfunction

    initial begin
        if (!$value$plusargs("design=%s", file)) file = "configs/bf16_link.yaml";
        if (!$value$plusargs("packets=%d", packets)) packets = 200;
        if (!$value$plusargs("seed=%d", seed)) seed = 1;
        // To see the bench fail: a byte of the first frame that it expects otherwise.
        if (!$value$plusargs("wrong_byte=%d", wrong_byte)) wrong_byte = -1;
        state = seed != 0 ? seed : 1;
        golden = new(file);
        if (golden.error() != "") $fatal(1, "FAIL: %s", golden.error());
        for (int i = 0; i < packets; i++) packet();
        repeat (4) @(negedge clk);
        rst = 0;
    end

    // What is taken out of a queue, on its way into a register.
    beat_t next;

    always @(posedge clk) if (!rst) begin
        // Each side waits now and then.
        if (!e_valid || e_ready) begin
            e_valid <= 0;
            if (to_encoder.size() > 0 && random() % 4 != 0) begin
                e_valid <= 1;
                next = to_encoder.pop_front();
                e_beat <= next;
            end
        end
        f_ready <= random() % 4 != 0;
        if (f_valid && f_ready) begin
            for (int i = 0; i < BUS; i++) if (f_beat.keep[i]) got_frame.push_back(f_beat.data[8*i +: 8]);
            if (f_beat.last) link();
        end
        if (!d_valid || d_ready) begin
            d_valid <= 0;
            if (to_decoder.size() > 0 && random() % 4 != 0) begin
                d_valid <= 1;
                next = to_decoder.pop_front();
                d_beat <= next;
            end
        end
        m_ready <= random() % 4 != 0;
        if (m_valid && m_ready) begin
            for (int i = 0; i < WIDE; i++) if (m_keep[i]) got_elements.push_back(m_data[8*i +: 8]);
            if (m_last) delivered();
        end
        idle <= (f_valid && f_ready) || (m_valid && m_ready) ? 0 : idle + 1;
        if (idle > 10000) $fatal(1, "FAIL: nothing comes any more, behind %0d frames", done);
        if (done == packets) begin
            golden.close();
            $display("PASS: %0d frames, %0d of them damaged on the way; %0d elements", frames, damaged, elements);
            $finish;
        end
    end
endmodule
