// Loads codebooks through the registers, behind every reset: plays a file of writes and waits.
//
// A line is, in hex, address data mask: where the mask is 0 data is written, and must be answered
// with OKAY; else the register is read until what the mask takes of it is data.
//
// Run-time arguments:
//   +enc_load=FILE, +dec_load=FILE   what is loaded into which end, or none: nothing
module {{ p }}_tb_load #(
    parameter ARGUMENT = "dec_load=%s",
    parameter [8*32-1:0] DEFAULT_FILE = "tb/decoder_load.hex"
) (
    input  wire        clk,
    input  wire        rst,                      // active high
    output reg         loaded,                   // all of the file
    output reg         failed,
    output reg         awvalid,
    input  wire        awready,
    output reg  [11:0] awaddr,
    output reg         wvalid,
    input  wire        wready,
    output reg  [31:0] wdata,
    input  wire        bvalid,
    output wire        bready,
    input  wire [1:0]  bresp,
    output reg         arvalid,
    input  wire        arready,
    output reg  [11:0] araddr,
    input  wire        rvalid,
    output wire        rready,
    input  wire [31:0] rdata,
    input  wire [1:0]  rresp
);
    integer      file, fields, lines;
    reg [8*1024-1:0] path;
    reg [31:0]   address, data, mask;
    reg          busy;                           // a line is being played
    reg          none;
    reg [15:0]   tries;
    assign bready = 1'b1;
    assign rready = 1'b1;

    task next;
        begin
            fields = $fscanf(file, "%h %h %h", address, data, mask);
            lines = lines + 1;
            if (fields == 3) begin
                busy <= 1'b1;
                tries <= 16'd0;
                awvalid <= mask == 32'd0;
                wvalid <= mask == 32'd0;
                arvalid <= mask != 32'd0;
                awaddr <= address[11:0];
                araddr <= address[11:0];
                wdata <= data;
            end else begin
                busy <= 1'b0;
                loaded <= 1'b1;
            end
        end
    endtask

    initial begin
        if (!$value$plusargs(ARGUMENT, path)) path = { {8*(1024-32){1'b0}}, DEFAULT_FILE};
        none = path == "none";
        if (!none) file = $fopen(path, "r");
        failed = !none && file == 0;
        if (failed) $display("FAIL setup: %0s: the file of what is loaded cannot be opened", path);
        loaded = 1'b0;
        busy = 1'b0;
        awvalid = 1'b0;
        wvalid = 1'b0;
        arvalid = 1'b0;
        lines = 0;
    end

    always @(posedge clk) begin
        if (failed) begin
            // The bench is about to end.
        end else if (rst) begin
            loaded <= none;
            busy <= 1'b0;
            awvalid <= 1'b0;
            wvalid <= 1'b0;
            arvalid <= 1'b0;
            lines = 0;
            if (!none) fields = $fseek(file, 0, 0);
        end else if (!loaded) begin
            if (!busy) next;
            if (awready) awvalid <= 1'b0;
            if (wready) wvalid <= 1'b0;
            if (arready) arvalid <= 1'b0;
            if (busy && bvalid) begin
                if (bresp == 2'd0) begin
                    next;
                end else begin
                    failed <= 1'b1;
                    $display("FAIL load: %0s:%0d: answered with %0d", path, lines, bresp);
                end
            end else if (busy && rvalid) begin
                tries <= tries + 16'd1;
                if ((rdata & mask) == data) begin
                    next;
                end else if (&tries) begin
                    failed <= 1'b1;
                    $display("FAIL load: %0s:%0d: it stays %h", path, lines, rdata);
                end else begin
                    arvalid <= 1'b1;
                end
            end
        end
    end
endmodule
