// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// Rotated beats -> full words, as bytes. The word under way is in acc; a beat that completes it
// leaves the bits that wrapped round (below mask) as the beginning of the next word.
//
// A packet's end that wraps round needs a word more: it waits in acc and goes out with the next
// clock. That costs no bubble: the next packet starts on a fresh word and cannot fill it before.
module bf16_loadable_enc_pack #(
    parameter BITS  = 16,
    parameter TIGHT = 0 // 1: a beat can leave less than a byte of the word free
) (
    input  wire              clk,
    input  wire              rst,
    input  wire              en,
    // a rotated beat: bits behind its end are 0, or 1 in the packet's last beat
    input  wire              valid,
    input  wire              last,
    input  wire              carry,              // the word is full
    input  wire              rest,               // and bits are left over
    input  wire [BITS/8-1:0] keep,               // bytes that the word under way then has
    input  wire [BITS-1:0]   beat,
    input  wire [BITS-1:0]   mask,               // 1 from the beat's place on
    // a word of the frame
    output wire              push,
    output wire [BITS-1:0]   word,               // first byte lowest, its first bit highest
    output wire [BITS/8-1:0] word_keep,
    output wire              word_last
);
    reg              pend_q;                     // acc is a whole word, to go out
    reg              pend_last_q;
    reg [BITS/8-1:0] pend_keep_q;
    reg [BITS-1:0]   acc_q;

    wire more  = carry & last & rest;            // the packet's end needs one word more
    wire hold  = ~pend_q & ~carry & ~last;       // the word is not complete
    wire whole = pend_q | hold | more;           // acc takes all of the beat
    wire below = ~pend_q & carry & ~last;        // acc takes what wrapped round
    wire ones  = (TIGHT != 0) & ~pend_q & more;  // padding up to where the beat began

    assign push      = pend_q | (valid & (carry | last));
    assign word_keep = pend_q ? pend_keep_q : keep | {BITS/8{carry}};
    assign word_last = pend_q ? pend_last_q : last & ~more;

    wire [BITS-1:0] full = acc_q | (beat & mask & {BITS{~pend_q}});
    genvar i;
    generate
        for (i = 0; i < BITS/8; i = i + 1) begin : gen_byte
            assign word[8*i +: 8] = full[BITS-1-8*i -: 8];
        end
    endgenerate

    wire [BITS-1:0] take = {BITS{whole}} | ({BITS{below}} & ~mask);

    always @(posedge clk) begin
        if (en & valid) begin
            pend_last_q <= last;
            pend_keep_q <= keep | {BITS/8{carry & ~more}};
        end
    end
    always @(posedge clk) begin
        if (rst) begin
            pend_q <= 1'b0;
            acc_q  <= {BITS{1'b0}};
        end else if (en) begin
            pend_q <= valid & (pend_q ? carry | last : more);
            if (valid) acc_q <= (acc_q & {BITS{hold}}) | (beat & take) | (mask & {BITS{ones}});
            else if (pend_q) acc_q <= {BITS{1'b0}};
        end
    end
endmodule

`default_nettype wire
