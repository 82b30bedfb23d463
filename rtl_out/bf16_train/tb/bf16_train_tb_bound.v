// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Holds an encoder that sends blocks to its bound: a frame has at most the header, so many bits for
// each element of its block, and padding to a byte; a block is so many input beats, or ends with
// its packet, which the header says. Knows sizes and headers only, no codebook.
module bf16_train_tb_bound #(
    parameter ELEMENT_BYTES = 1,
    parameter IN_BYTES = 1,
    parameter OUT_BYTES = 1,
    parameter INDEX_BITS = 1,
    parameter HEADER = 2, // bits of the header, of which the index and one are first
    parameter CHECK = 0,                         // bytes behind the padding
    parameter BEATS = 1,                         // of a full block
    parameter BITS = 8                           // at most, for an element
) (
    input  wire                 clk,
    input  wire                 rst,
    input  wire                 in_beat,         // a beat is accepted
    input  wire [IN_BYTES-1:0]  in_tkeep,
    input  wire                 in_tlast,
    input  wire                 out_beat,
    input  wire [7:0]           out_first_byte,
    input  wire [OUT_BYTES-1:0] out_tkeep,
    input  wire                 out_tlast,
    output wire                 packet_ends,     // with the frame that a beat out belongs to
    output reg                  failed
);
    localparam BLOCKS = 8192;                    // that can be on their way

    reg [31:0] sizes [0:BLOCKS-1];               // elements of the blocks that went in
    reg        lasts [0:BLOCKS-1];               // the packet ends with the block
    reg [31:0] in_block, out_block;
    reg [31:0] in_elements, in_beats;            // of the block under way
    reg        in_open;                          // a full block has ended, and not its packet
    reg [31:0] bytes;                            // of the frame
    reg [31:0] beat;
    reg        begins;                           // the next beat out begins a frame
    reg        ends;                             // the frame says that it is its packet's last
    reg [31:0] now_bytes, now_elements, bound;

    function automatic [31:0] ones_in(input [IN_BYTES-1:0] keep);
        for (ones_in = 32'd0; keep != {IN_BYTES{1'b0}}; keep = keep >> 1) begin
            ones_in = ones_in + {31'd0, keep[0]};
        end
    endfunction

    function automatic [31:0] ones_out(input [OUT_BYTES-1:0] keep);
        for (ones_out = 32'd0; keep != {OUT_BYTES{1'b0}}; keep = keep >> 1) begin
            ones_out = ones_out + {31'd0, keep[0]};
        end
    endfunction

    assign packet_ends = begins ? out_first_byte[7-INDEX_BITS] : ends;

    initial failed = 1'b0;

    always @(posedge clk) begin
        if (rst) begin
            in_block <= 32'd0;
            out_block <= 32'd0;
            in_elements <= 32'd0;
            in_beats <= 32'd0;
            in_open <= 1'b0;
            bytes <= 32'd0;
            beat <= 32'd0;
            begins <= 1'b1;
            ends <= 1'b0;
        end else begin
            if (in_beat && in_open && in_tlast && in_tkeep == {IN_BYTES{1'b0}}) begin
                // Nothing more has come: the packet ends with the full block.
                lasts[(in_block - 32'd1) % BLOCKS] <= 1'b1;
                in_open <= 1'b0;
            end else if (in_beat) begin
                sizes[in_block % BLOCKS] <= in_elements + ones_in(in_tkeep) / ELEMENT_BYTES;
                lasts[in_block % BLOCKS] <= in_tlast;
                in_elements <= in_elements + ones_in(in_tkeep) / ELEMENT_BYTES;
                in_beats <= in_beats + 32'd1;
                in_open <= 1'b0;
                if (in_tlast || in_beats + 32'd1 == BEATS) begin
                    in_block <= in_block + 32'd1;
                    in_elements <= 32'd0;
                    in_beats <= 32'd0;
                    in_open <= !in_tlast;
                end
            end
            if (out_beat) begin
                beat <= beat + 32'd1;
                begins <= out_tlast;
                now_bytes = bytes + ones_out(out_tkeep);
                ends <= packet_ends;
                bytes <= out_tlast ? 32'd0 : now_bytes;
                if (out_tlast) begin
                    now_elements = sizes[out_block % BLOCKS];
                    bound = (HEADER + now_elements * BITS + 7) / 8 + CHECK;
                    out_block <= out_block + 32'd1;
                    if (now_bytes > bound || packet_ends != lasts[out_block % BLOCKS]
                        || out_block == in_block) begin
                        failed <= 1'b1;
                        if (!failed) begin
                            $display("FAIL bound at beat %0d (frame %0d)", beat, out_block);
                            $display("  a frame of %0d bytes, packet end %b", now_bytes,
                                     packet_ends);
                            $display("  at most %0d bytes for %0d elements, packet end %b", bound,
                                     now_elements, lasts[out_block % BLOCKS]);
                        end
                    end
                end
            end
        end
    end
endmodule

`default_nettype wire
