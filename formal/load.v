// (e) Registers that codebooks are loaded by, whatever is written to them: a slot becomes valid with an
// answered COMMIT and with nothing else, and then what was written since its OPEN, as far as it was
// answered with OKAY, is one count of every length, the lengths of all symbols, and these are a code
// of the envelope: Kraft's sum is 1, with the escape (ESCAPE) or without a codeword of all ones that
// is left out; as many of each length as counted; no all-ones codeword too short for the padding.
// The tag is left free: it can be what is expected for any book.
module load (
    input wire        clk,
    input wire        rst,
    input wire        awvalid,
    input wire [11:0] awaddr,
    input wire        wvalid,
    input wire [31:0] wdata,
    input wire [3:0]  wstrb,
    input wire        bready,
    input wire        arvalid,
    input wire [11:0] araddr,
    input wire        rready,
    input wire        drained,
    input wire [1:0]  fault
);
    localparam ALPHABET = `ALPHABET;
    wire        awready, wready, bvalid, arready, rvalid;
    wire [1:0]  bresp, rresp;
    wire [31:0] rdata;
    wire [1:0]  valid, opening;
    wire [63:0] tags;
    `DUT u_dut (
        .clk(clk), .rst(rst),
        .s_axil_awvalid(awvalid), .s_axil_awready(awready), .s_axil_awaddr(awaddr),
        .s_axil_wvalid(wvalid), .s_axil_wready(wready), .s_axil_wdata(wdata),
        .s_axil_wstrb(wstrb), .s_axil_bvalid(bvalid), .s_axil_bready(bready),
        .s_axil_bresp(bresp), .s_axil_arvalid(arvalid), .s_axil_arready(arready),
        .s_axil_araddr(araddr), .s_axil_rvalid(rvalid), .s_axil_rready(rready),
        .s_axil_rdata(rdata), .s_axil_rresp(rresp), .valid(valid), .tags(tags),
        .opening(opening), .drained(drained), .refused(1'b0), .fault(fault));

    reg started = 1'b0;
    always @(posedge clk) started <= 1'b1;
    always @* if (~started) assume (rst);

    // The write that is answered next.
    reg [11:0] address;
    reg [31:0] data;
    reg [3:0]  strobes;
    reg        was_b, was_rst;
    reg [1:0]  was_valid;
    reg        b_held, r_held;
    reg [1:0]  b_was, r_was;
    reg [31:0] data_was;
    always @(posedge clk) begin
        if (awvalid & awready) address <= awaddr;
        if (wvalid & wready) {data, strobes} <= {wdata, wstrb};
        was_b     <= bvalid & ~bready & ~rst;
        was_rst   <= rst;
        was_valid <= valid;
        b_held    <= bvalid & ~bready & ~rst;
        r_held    <= rvalid & ~rready & ~rst;
        b_was     <= bresp;
        r_was     <= rresp;
        data_was  <= rdata;
    end
    wire answered = bvalid & ~was_b & ~rst;
    wire okay     = answered & (bresp == 2'b00);

    // What was written, as far as it was answered with OKAY.
    reg              open, counted, listed;
    reg [1:0]        slot;
    reg [2:0]        seen;                       // counts
    reg [14:0]       counts;                     // three bits of each length
    reg [4:1]        last;                       // the escape's length, or what is left out
    reg [4*ALPHABET-1:0] lengths;
    wire [9:0] word = address[11:2];
    wire is_open   = word == 10'h004;
    wire is_commit = word == 10'h005;
    wire is_count  = word[9:4] == 6'd1;
    wire is_length = word == 10'h100;
    always @(posedge clk) begin
        if (rst) open <= 1'b0;
        else if (okay) begin
            if (is_open) begin
                open   <= 1'b1;
                slot   <= 2'd1 << data[0];
                seen   <= 3'd0;
                listed <= 1'b0;
            end
            if (is_count) begin
                seen <= seen + 3'd1;
                counts[3*word[2:0] +: 3] <= data[2:0];
                last[word[2:0]]  <= `ifdef ESCAPE data[16] `else data[17] `endif ;
            end
            if (is_length) begin
                listed  <= 1'b1;
                lengths <= data[4*ALPHABET-1:0];
            end
            if (is_commit) open <= 1'b0;
        end else if (answered & is_commit & strobes == 4'hf & address[1:0] == 2'd0) open <= 1'b0;
    end

    // Is it a code?
    integer i, l;
    reg [7:0] sum;                               // in sixteenths
    reg [3:0] longest;
    reg [2:0] found;
    reg [3:0] symbols, groups;
    reg       out, same;
    always @* begin
        sum = 8'd0;
        longest = 4'd0;
        out = 1'b0;
        same = 1'b1;
        symbols = 4'd0;
        groups = 4'd0;
        for (l = 1; l <= 4; l = l + 1) begin
            found = 3'd0;
            for (i = 0; i < ALPHABET; i = i + 1)
                if (lengths[4*i +: 4] == l[3:0]) found = found + 3'd1;
            if (found != counts[3*l +: 3]) same = 1'b0;
            sum = sum + ({5'd0, found} + {7'd0, last[l]} << (4 - l));
            if (found != 3'd0 || last[l]) longest = l[3:0];
        end
        for (i = 0; i < ALPHABET; i = i + 1) begin
            if (lengths[4*i +: 4] > 4'd4) out = 1'b1;
            if (lengths[4*i +: 4] != 4'd0) symbols = symbols + 4'd1;
        end
        for (i = 0; i < ALPHABET / 4; i = i + 1)
            if (lengths[16*i +: 16] != 16'd0) groups = groups + 4'd1;
    end
`ifdef ESCAPE
    wire whole  = (last == (4'b0001 << (longest - 4'd1))) && symbols <= 4'd4 && groups <= 4'd1;
    wire padded = longest >= `PADDING;
`else
    wire whole  = (last == 4'b0000 || last == (4'b0001 << (longest - 4'd1))) && symbols == 4'd4;
    wire padded = longest >= `PADDING || last != 4'b0000;
`endif
    wire code = sum == 8'd16 && ~out && same && whole && padded;

    wire [1:0] rises = valid & ~was_valid;
    always @* if (started & ~rst & ~was_rst) begin
        by_commit: assert (rises == 2'd0 || (okay & is_commit & open & strobes == 4'hf));
        its_slot:  assert ((rises & ~slot) == 2'd0);
        all_of_it: assert (rises == 2'd0 || (seen == 3'd4 & listed));
        a_code:    assert (rises == 2'd0 || code);
        stay_b:    assert (~b_held | (bvalid & bresp == b_was));
        stay_r:    assert (~r_held | (rvalid & rresp == r_was & rdata == data_was));
    end
    always @* if (started & was_rst & rst) quiet:
        assert (~(awready | wready | arready | bvalid | rvalid) & valid == 2'd0);
    // Another slot stays as it is while nobody writes to OPEN or DROP and nothing is broken.
    always @* if (started & ~rst & ~was_rst)
        others: assert ((was_valid & ~valid) == 2'd0 || was_fault != 2'd0
            || (okay & (word == 10'h006 | is_open)));
    reg [1:0] was_fault;
    always @(posedge clk) was_fault <= fault;
    wire unused = &{1'b0, tags, opening};
endmodule
