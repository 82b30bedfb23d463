// AXI4-Lite: one write and one read at a time, a write's address and data in any order. A write is
// answered in the clock of `write`; its data stays while `busy`, and is replaced in the clock of
// `free` at the earliest. Everything that leaves to the bus depends on registers only.
module {{ p }}_axil (
    input  wire        clk,
    input  wire        {{ rst.port }},
    input  wire        s_axil_awvalid,
    output wire        s_axil_awready,
    input  wire [11:0] s_axil_awaddr,
    input  wire        s_axil_wvalid,
    output wire        s_axil_wready,
    input  wire [31:0] s_axil_wdata,
    input  wire [3:0]  s_axil_wstrb,
    output wire        s_axil_bvalid,
    input  wire        s_axil_bready,
    output wire [1:0]  s_axil_bresp,
    input  wire        s_axil_arvalid,
    output wire        s_axil_arready,
    input  wire [11:0] s_axil_araddr,
    output wire        s_axil_rvalid,
    input  wire        s_axil_rready,
    output wire [31:0] s_axil_rdata,
    output wire [1:0]  s_axil_rresp,
    // a write, a clock long
    output wire        write,                    // its data has been there for a clock already
    output wire        write_whole,              // aligned, and all bytes of it
    output wire [9:0]  write_word,               // address / 4
    output wire [31:0] write_data,
    input  wire        write_error,
    input  wire        keep,                     // the data is needed from the next clock on
    input  wire        busy,                     // and is so still
    input  wire        shift,                    // moving down by four bits
    input  wire        free,                     // for the last clock
    // a read{% if fpga %}, a clock after its word at the earliest{% endif %}
    output wire [9:0]  read_word,
    input  wire [31:0] read_data,
    input  wire        read_error
);
    reg        up_q;                             // low in reset, and so is what is ready
    reg        aw_full_q, w_full_q, ar_full_q, bvalid_q, rvalid_q;
    reg        aw_whole_q, w_whole_q, ar_whole_q, berror_q, rerror_q;
    reg [9:0]  aw_word_q, ar_word_q;
    wire [31:0] wdata_q, rdata_q;

    wire aw_in = s_axil_awvalid & s_axil_awready;
    wire w_in  = s_axil_wvalid & s_axil_wready;
    wire ar_in = s_axil_arvalid & s_axil_arready;
{%- if fpga %}
    reg  asked_q;                                // a clock ago, and nothing was written in it
    wire read  = asked_q & ~rvalid_q & ~busy;    // behind all that has been answered
{%- else %}
    wire read  = ar_full_q & ~rvalid_q & ~busy;  // behind all that has been answered
{%- endif %}
    wire there = aw_full_q & w_full_q & ~busy & ~bvalid_q;
    reg  there_q;
    assign write = there & there_q;

    always @(posedge clk) begin
        if (aw_in) begin
            aw_word_q  <= s_axil_awaddr[11:2];
            aw_whole_q <= s_axil_awaddr[1:0] == 2'd0;
        end
        if (w_in) w_whole_q <= &s_axil_wstrb;
        if (ar_in) begin
            ar_word_q  <= s_axil_araddr[11:2];
            ar_whole_q <= s_axil_araddr[1:0] == 2'd0;
        end
        if (write) berror_q <= write_error;
        if (read) rerror_q <= read_error | ~ar_whole_q;
    end
    {{ p }}_store #(.BITS(32)) u_wdata (
        .clk(clk), .we(w_in | shift), .d(w_in ? s_axil_wdata : {4'd0, wdata_q[31:4]}), .q(wdata_q));
    {{ p }}_store #(.BITS(32)) u_rdata (.clk(clk), .we(read), .d(read_data), .q(rdata_q));
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            up_q      <= 1'b0;
            there_q   <= 1'b0;
            aw_full_q <= 1'b0;
            w_full_q  <= 1'b0;
            ar_full_q <= 1'b0;
{%- if fpga %}
            asked_q   <= 1'b0;
{%- endif %}
            bvalid_q  <= 1'b0;
            rvalid_q  <= 1'b0;
        end else begin
            up_q      <= 1'b1;
            there_q   <= there;
            aw_full_q <= aw_in | (aw_full_q & ~write);
            w_full_q  <= w_in | (w_full_q & ~(write & ~keep) & ~free);
            ar_full_q <= ar_in | (ar_full_q & ~read);
{%- if fpga %}
            asked_q   <= ar_full_q & ~read & ~busy & ~write;
{%- endif %}
            bvalid_q  <= write | (bvalid_q & ~s_axil_bready);
            rvalid_q  <= read | (rvalid_q & ~s_axil_rready);
        end
    end

    assign s_axil_awready = up_q & ~aw_full_q;
    assign s_axil_wready  = up_q & (~w_full_q | free);
    assign s_axil_bvalid  = bvalid_q;
    assign s_axil_bresp   = {berror_q, 1'b0};
    assign s_axil_arready = up_q & ~ar_full_q;
    assign s_axil_rvalid  = rvalid_q;
    assign s_axil_rdata   = rdata_q;
    assign s_axil_rresp   = {rerror_q, 1'b0};
    assign write_whole    = aw_whole_q & w_whole_q;
    assign write_word     = aw_word_q;
    assign write_data     = wdata_q;
    assign read_word      = ar_word_q;
endmodule
