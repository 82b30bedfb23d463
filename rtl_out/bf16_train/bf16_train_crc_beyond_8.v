// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// The powers from 32 on as those below:
// sums of bits, those that several have in common made once.
module bf16_train_crc_beyond_8 (
    input  wire [7:0]     x,                     // the first bit lowest
    output wire [31:0]    y
);
    wire t0 = x[0] ^ x[6];
    wire t1 = x[1] ^ x[7];
    wire t2 = x[2] ^ x[3];
    wire t3 = x[4] ^ x[5];
    wire t4 = x[2] ^ x[6];
    wire t5 = x[3] ^ x[4];
    wire t6 = x[3] ^ x[7];
    wire t7 = x[5] ^ t2;
    wire t8 = t0 ^ t1;
    wire t9 = x[0] ^ x[1];
    wire t10 = x[1] ^ x[2];
    wire t11 = x[4] ^ x[7];
    wire t12 = t1 ^ t3;
    wire t13 = t3 ^ t10;
    wire t14 = t5 ^ t9;
    wire t15 = x[0] ^ t7;
    assign y[0] = t0;
    assign y[1] = t8;
    assign y[2] = t8 ^ x[2];
    assign y[3] = t1 ^ t2;
    assign y[4] = (t2 ^ x[4]) ^ t0;
    assign y[5] = t8 ^ (t3 ^ x[3]);
    assign y[6] = t12 ^ t4;
    assign y[7] = t15 ^ x[7];
    assign y[8] = t14;
    assign y[9] = t13;
    assign y[10] = t15;
    assign y[11] = t14;
    assign y[12] = t13 ^ t0;
    assign y[13] = t7 ^ (t1 ^ x[6]);
    assign y[14] = (t11 ^ x[6]) ^ t2;
    assign y[15] = t3 ^ t6;
    assign y[16] = t3 ^ x[0];
    assign y[17] = (x[5] ^ x[6]) ^ x[1];
    assign y[18] = t4 ^ x[7];
    assign y[19] = t6;
    assign y[20] = x[4];
    assign y[21] = x[5];
    assign y[22] = x[0];
    assign y[23] = t0 ^ x[1];
    assign y[24] = t1 ^ x[2];
    assign y[25] = t2;
    assign y[26] = t0 ^ t5;
    assign y[27] = t12;
    assign y[28] = t4 ^ x[5];
    assign y[29] = t6 ^ x[6];
    assign y[30] = t11;
    assign y[31] = x[5];
endmodule

`default_nettype wire
