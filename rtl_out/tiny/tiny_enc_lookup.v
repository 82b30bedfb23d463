// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788, tag d25547ce
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A table per lane: symbols -> codewords, each with its raw bits beside it; nothing where there is
// no element.
module tiny_enc_lookup #(
    parameter LANES  = 4,
    parameter SYMBOL = 8,
    parameter RAW    = 0,
    parameter CODE   = 12,                       // longest codeword, left-aligned
    parameter LEN    = 4,                        // bits of a codeword's length
    parameter CUT    = 1                         // registers behind
) (
    input  wire                          clk,
    input  wire                          rst,
    input  wire                          en,
    input  wire                          s_valid,
    input  wire [LANES*(SYMBOL+RAW)-1:0] s_data, // symbols lowest
    input  wire [LANES-1:0]              s_keep,
    input  wire                          s_last,
    output wire                          m_valid,
    output wire [LANES*(CODE+RAW)-1:0]   m_code, // per lane, raw bits lowest
    output wire [LANES*LEN-1:0]          m_len,  // of the codeword; 0: no element
    output wire                          m_last
);
    genvar i;
    wire [LANES*(CODE+RAW)-1:0] code_d;
    wire [LANES*LEN-1:0]        len_d;
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_lane
            wire [CODE-1:0] code;
            wire [LEN-1:0]  len;
            wire            keep = s_keep[i];
            wire            fill = s_last & (i == LANES - 1);
            tiny_enc_table u_table (
                .symbol(s_data[i*SYMBOL +: SYMBOL]), .code(code), .len(len));
            assign len_d[i*LEN +: LEN] = len & {LEN{keep}};
            // The packet's ones begin behind its last codeword, or where its raw bits are joined.
            if (RAW == 0) begin : gen_code
                assign code_d[i*CODE +: CODE] = (code & {CODE{keep}})
                    | ({CODE{fill}} >> (len & {LEN{keep}}));
            end else begin : gen_raw
                assign code_d[i*(CODE+RAW)+RAW +: CODE] = code & {CODE{keep}};
                assign code_d[i*(CODE+RAW) +: RAW]
                    = keep ? s_data[LANES*SYMBOL+i*RAW +: RAW] : {RAW{fill}};
            end
        end
    endgenerate
    tiny_delay #(.BITS(LANES*(CODE+RAW+LEN)+1), .CLOCKS(CUT)) u_code (
        .clk(clk), .en(en), .d({code_d, len_d, s_last}), .q({m_code, m_len, m_last}));
    tiny_valid #(.CLOCKS(CUT)) u_valid (
        .clk(clk), .rst(rst), .en(en), .d(s_valid), .q(m_valid));
endmodule

`default_nettype wire
