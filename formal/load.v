// (e) Registers that codebooks are loaded by, whatever is written to them and when: a slot becomes valid
// with a COMMIT that is answered with OKAY, behind an OPEN of that very slot and nothing that closed
// it, and stays so until OPEN, DROP or a fault. The bus's answers stay as they are until taken; nothing
// is ready or valid in reset. What the walker is promised (walk.v) is kept.
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

    // The slot that is open.
    reg       open;
    reg [1:0] slot;
    wire [9:0] word = address[11:2];
    wire is_open   = word == 10'h004;
    wire is_commit = word == 10'h005;
    always @(posedge clk) begin
        if (rst) open <= 1'b0;
        else if (okay) begin
            if (is_open) begin
                open   <= 1'b1;
                slot   <= 2'd1 << data[0];
            end
            if (is_commit) open <= 1'b0;
        end else if (answered & is_commit & strobes == 4'hf & address[1:0] == 2'd0) open <= 1'b0;
    end

    wire [1:0] rises = valid & ~was_valid;
    always @* if (started & ~rst & ~was_rst) begin
        by_commit: assert (rises == 2'd0 || (okay & is_commit & open & strobes == 4'hf));
        its_slot:  assert ((rises & ~slot) == 2'd0);
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
