// Holds an encoder that sends blocks to its bound: a frame has at most the header, so many bits for
// each element of its block, and padding to a byte; blocks are full but the packet's last, and the
// header says which that is. Knows sizes and headers only, no codebook.
`default_nettype none

module axis_bound #(
    parameter ELEMENT_BYTES = 1,
    parameter IN_BYTES = 1,
    parameter OUT_BYTES = 1,
    parameter INDEX_BITS = 1,
    parameter BLOCK = 1,                      // elements of a full block
    parameter BITS = 8                        // at most, for an element
) (
    input  wire                 clk,
    input  wire                 rst,
    input  wire                 in_beat,      // a beat is accepted
    input  wire [IN_BYTES-1:0]  in_tkeep,
    input  wire                 in_tlast,
    input  wire                 out_beat,
    input  wire [7:0]           out_first_byte,
    input  wire [OUT_BYTES-1:0] out_tkeep,
    input  wire                 out_tlast,
    output wire                 packet_ends,  // with the frame that a beat out belongs to
    output reg                  failed
);
    localparam PACKETS = 8192;                // that can be on their way

    reg [31:0] sizes [0:PACKETS-1];           // elements of the packets that went in
    reg [31:0] in_packet, out_packet;
    reg [31:0] in_elements;                   // of the packet under way
    reg [31:0] out_elements;                  // in the blocks of the packet that have come out
    reg [31:0] bytes;                         // of the frame
    reg [31:0] beat;
    reg        begins;                        // the next beat out begins a frame
    reg        ends;                          // the frame is its packet's last
    reg [31:0] now_bytes, now_elements, bound;
    reg        empty;

    function [31:0] ones_in(input [IN_BYTES-1:0] keep);
        for (ones_in = 32'd0; keep != {IN_BYTES{1'b0}}; keep = keep >> 1)
            ones_in = ones_in + {31'd0, keep[0]};
    endfunction

    function [31:0] ones_out(input [OUT_BYTES-1:0] keep);
        for (ones_out = 32'd0; keep != {OUT_BYTES{1'b0}}; keep = keep >> 1)
            ones_out = ones_out + {31'd0, keep[0]};
    endfunction

    assign packet_ends = begins ? out_first_byte[7-INDEX_BITS] : ends;

    initial failed = 1'b0;

    always @(posedge clk) begin
        if (rst) begin
            in_packet <= 32'd0;
            out_packet <= 32'd0;
            in_elements <= 32'd0;
            out_elements <= 32'd0;
            bytes <= 32'd0;
            beat <= 32'd0;
            begins <= 1'b1;
            ends <= 1'b0;
        end else begin
            if (in_beat) begin
                in_elements <= in_tlast ? 32'd0 : in_elements + ones_in(in_tkeep) / ELEMENT_BYTES;
                if (in_tlast) begin
                    sizes[in_packet % PACKETS] <= in_elements + ones_in(in_tkeep) / ELEMENT_BYTES;
                    in_packet <= in_packet + 32'd1;
                end
            end
            if (out_beat) begin
                beat <= beat + 32'd1;
                begins <= out_tlast;
                now_bytes = bytes + ones_out(out_tkeep);
                ends <= packet_ends;
                bytes <= out_tlast ? 32'd0 : now_bytes;
                if (out_tlast) begin
                    now_elements = packet_ends ? sizes[out_packet % PACKETS] - out_elements : BLOCK;
                    bound = (INDEX_BITS + 1 + now_elements * BITS + 7) / 8;
                    out_elements <= packet_ends ? 32'd0 : out_elements + BLOCK;
                    if (packet_ends) out_packet <= out_packet + 32'd1;
                    // Nothing but an empty packet makes an empty frame.
                    empty = now_elements == 32'd0 && out_elements != 32'd0;
                    if (now_bytes > bound || now_elements > BLOCK || empty) begin
                        failed <= 1'b1;
                        if (!failed) begin
                            $display("FAIL bound at beat %0d (packet %0d)", beat, out_packet);
                            $display("  a frame of %0d bytes and %0d elements", now_bytes,
                                     now_elements);
                            $display("  at most %0d bytes and %0d elements", bound, BLOCK);
                        end
                    end
                end
            end
        end
    end
endmodule

`default_nettype wire
