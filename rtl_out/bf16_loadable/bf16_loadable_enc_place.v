// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Brings a beat to its place in the word: rotates it in two steps by the fill count, which is the
// encoder's only loop. Bits beyond the word's end wrap round to its front.
module bf16_loadable_enc_place #(
    parameter WORD       = 64,
    parameter PLACE      = 6,                    // log2 WORD
    parameter LEN        = 6,                    // bits of a beat's length
    parameter START      = 0,                    // where a frame's first element begins
    parameter SHIFT_CUT  = 0,                    // registers behind the first step
    parameter ROTATE_CUT = 1                     // and the second
) (
    input  wire              clk,
    input  wire              rst,
    input  wire              en,
    input  wire              s_valid,
    input  wire [WORD-1:0]   s_bits,
    input  wire [LEN-1:0]    s_len,
    input  wire              s_whole, // what wraps round is this word's front all the same
    input  wire              s_last,
    output wire              m_valid,
    output wire [WORD-1:0]   m_bits,
    output wire [WORD-1:0]   m_mask,             // 1 where they are this word's
    output wire [WORD/8-1:0] m_keep,             // bytes that this word then has
    output wire              m_carry,            // the word is full
    output wire              m_rest,             // and bits are left over
    output wire [1:0]        m_bytes, // how many that are, a level earlier: the lowest bits
    output wire              m_last
);
    localparam FINE = PLACE / 2;                 // rotator levels of the first step
    localparam [31:0] START_AT = START;

    // ---- the fill count: where in the word the next beat begins
    reg  [PLACE-1:0]   fill_q;
    wire [LEN+PLACE:0] wide = { {PLACE+1{1'b0}}, s_len};
    wire [PLACE:0]     sum  = {1'b0, fill_q} + wide[PLACE:0];
    wire unused = &{1'b0, wide};
    always @(posedge clk) begin
        if (rst) fill_q <= START_AT[PLACE-1:0];
        else if (en & s_valid) fill_q <= s_last ? START_AT[PLACE-1:0] : sum[PLACE-1:0];
    end

    // ---- shift: by the count's lower bits
    wire             shift_valid, shift_whole, shift_last;
    wire [WORD-1:0]  shift_bits_d, shift_bits;
    wire [PLACE-1:0] shift_at;
    wire [PLACE:0]   shift_sum;
    bf16_loadable_enc_rotate #(.BITS(WORD), .LO(0), .HI(FINE)) u_fine (
        .d(s_bits), .by(fill_q[FINE-1:0]), .q(shift_bits_d));
    bf16_loadable_delay #(.BITS(WORD+2*PLACE+3), .CLOCKS(SHIFT_CUT)) u_shift (
        .clk(clk), .en(en), .d({shift_bits_d, fill_q, sum, s_whole, s_last}),
        .q({shift_bits, shift_at, shift_sum, shift_whole, shift_last}));
    bf16_loadable_valid #(.CLOCKS(SHIFT_CUT)) u_shift_valid (
        .clk(clk), .rst(rst), .en(en), .d(s_valid), .q(shift_valid));
    assign m_bytes = shift_sum[4:3] + {1'b0, |shift_sum[2:0]};

    // ---- rotate: by the higher ones
    wire [WORD-1:0]   bits_d;
    wire [WORD-1:0]   mask_d = {WORD{shift_whole}} | ({WORD{1'b1}} >> shift_at);
    wire [WORD/8-1:0] keep_d;
    bf16_loadable_enc_rotate #(.BITS(WORD), .LO(FINE), .HI(PLACE)) u_coarse (
        .d(shift_bits), .by(shift_at[PLACE-1:FINE]), .q(bits_d));
    genvar i;
    generate
        for (i = 0; i < WORD/8; i = i + 1) begin : gen_keep
            localparam [31:0] FIRST_BIT = 8 * i;
            assign keep_d[i] = shift_sum[PLACE-1:0] > FIRST_BIT[PLACE-1:0];
        end
    endgenerate
    bf16_loadable_delay #(.BITS(2*WORD+WORD/8+3), .CLOCKS(ROTATE_CUT)) u_rotate (
        .clk(clk), .en(en),
        .d({bits_d, mask_d, keep_d, shift_sum[PLACE], |shift_sum[PLACE-1:0], shift_last}),
        .q({m_bits, m_mask, m_keep, m_carry, m_rest, m_last}));
    bf16_loadable_valid #(.CLOCKS(ROTATE_CUT)) u_rotate_valid (
        .clk(clk), .rst(rst), .en(en), .d(shift_valid), .q(m_valid));
endmodule

`default_nettype wire
