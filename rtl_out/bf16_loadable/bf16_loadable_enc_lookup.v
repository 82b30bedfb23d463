// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The codebook's entry for every lane's symbol, then what is sent for it, each with its raw bits
// beside it; nothing where there is no element.
module bf16_loadable_enc_lookup #(
    parameter LANES    = 4,
    parameter SYMBOL   = 8,
    parameter RAW      = 0,
    parameter CODE     = 16,                     // longest codeword, left-aligned
    parameter LEN      = 5,                      // bits of a codeword's length
    parameter SHORTEST = 2,
    parameter LONGEST  = 8,
    parameter KEPT     = 5,
    parameter CLASS    = 3,
    parameter GROUPS   = 8,
    parameter ESCAPE   = 4,
    parameter BOOK
        = GROUPS*(4*(CLASS+KEPT) + SYMBOL - 2) + ESCAPE,
    parameter FIND_CUT = 1,                      // registers behind the entries
    parameter CUT      = 1                       // and behind the codewords
) (
    input  wire                          clk,
    input  wire                          rst,
    input  wire                          en,
    input  wire                          s_valid,
    input  wire [LANES*(SYMBOL+RAW)-1:0] s_data, // symbols lowest
    input  wire [LANES-1:0]              s_keep,
    input  wire                          s_last,
    input  wire [BOOK-1:0]               s_book,
    output wire                          m_valid,
    output wire [LANES*(CODE+RAW)-1:0]   m_code, // per lane, raw bits lowest
    output wire [LANES*LEN-1:0]          m_len,  // of the codeword; 0: no element
    output wire                          m_last
);
    localparam ENTRY = CLASS + KEPT;
    genvar i;

    // ---- entries
    wire [LANES*ENTRY-1:0] entry_d, entry;
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_entry
            wire [ENTRY-1:0] found;
            bf16_loadable_enc_entry #(
                .SYMBOL(SYMBOL), .GROUPS(GROUPS), .BITS(ENTRY), .BOOK(BOOK-ESCAPE)
            ) u_entry (
                .book(s_book[BOOK-ESCAPE-1:0]), .ask(s_keep[i]),
                .symbol(s_data[i*SYMBOL +: SYMBOL]), .entry(found));
            assign entry_d[i*ENTRY +: ENTRY] = found;
        end
    endgenerate

    wire                          valid, last;
    wire [LANES*(SYMBOL+RAW)-1:0] data;
    wire [LANES-1:0]              keep;
    bf16_loadable_delay #(.BITS(LANES*(SYMBOL+RAW+1+ENTRY)+1), .CLOCKS(FIND_CUT)) u_entries (
        .clk(clk), .en(en), .d({entry_d, s_data, s_keep, s_last}), .q({entry, data, keep, last}));
    bf16_loadable_valid #(.CLOCKS(FIND_CUT)) u_found (
        .clk(clk), .rst(rst), .en(en), .d(s_valid), .q(valid));
    wire [ESCAPE-1:0] escape;                    // its length, of the same codebook
    bf16_loadable_delay #(.BITS(ESCAPE), .CLOCKS(FIND_CUT)) u_escape (
        .clk(clk), .en(en), .d(s_book[BOOK-1 -: ESCAPE]), .q(escape));

    // ---- codewords
    wire [LANES*(CODE+RAW)-1:0] code_d;
    wire [LANES*LEN-1:0]        len_d;
    generate
        for (i = 0; i < LANES; i = i + 1) begin : gen_lane
            wire [CODE-1:0] code;
            wire [LEN-1:0]  len;
            wire            fill = last & (i == LANES - 1);
            bf16_loadable_enc_codeword #(
                .SYMBOL(SYMBOL), .SHORTEST(SHORTEST), .LONGEST(LONGEST), .KEPT(KEPT), .CLASS(CLASS),
                .ESCAPE(ESCAPE), .CODE(CODE), .LEN(LEN)
            ) u_codeword (
                .keep(keep[i]), .entry(entry[i*ENTRY +: ENTRY]), .symbol(data[i*SYMBOL +: SYMBOL]),
                .escape(escape), .code(code), .len(len));
            assign len_d[i*LEN +: LEN] = len;
            // The packet's ones begin behind its last codeword, or where its raw bits are joined.
            if (RAW == 0) begin : gen_code
                assign code_d[i*CODE +: CODE] = code | ({CODE{fill}} >> len);
            end else begin : gen_raw
                assign code_d[i*(CODE+RAW)+RAW +: CODE] = code;
                assign code_d[i*(CODE+RAW) +: RAW]
                    = keep[i] ? data[LANES*SYMBOL+i*RAW +: RAW] : {RAW{fill}};
            end
        end
    endgenerate
    bf16_loadable_delay #(.BITS(LANES*(CODE+RAW+LEN)+1), .CLOCKS(CUT)) u_code (
        .clk(clk), .en(en), .d({code_d, len_d, last}), .q({m_code, m_len, m_last}));
    bf16_loadable_valid #(.CLOCKS(CUT)) u_valid (
        .clk(clk), .rst(rst), .en(en), .d(valid), .q(m_valid));
endmodule

`default_nettype wire
