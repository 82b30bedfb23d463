// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// What a header makes of the CRC-32 ahead of it, as powers:
// sums of bits, those that several have in common made once.
module bf16_loadable_crc_header (
    input  wire [11:0]    x,                     // the first bit lowest
    output wire [31:0]    y
);
    wire t0 = x[10] ^ x[11];
    wire t1 = x[4] ^ x[8];
    wire t2 = x[1] ^ x[7];
    wire t3 = x[3] ^ x[5];
    wire t4 = x[2] ^ x[6];
    wire t5 = x[9] ^ t0;
    wire t6 = x[2] ^ x[9];
    wire t7 = x[6] ^ x[7];
    wire t8 = x[3] ^ t1;
    wire t9 = t1 ^ t3;
    wire t10 = x[1] ^ x[5];
    wire t11 = x[4] ^ t2;
    wire t12 = x[7] ^ t4;
    wire t13 = x[1] ^ x[9];
    wire t14 = x[9] ^ x[10];
    wire t15 = x[3] ^ t2;
    wire t16 = x[10] ^ t6;
    wire t17 = x[11] ^ t13;
    wire t18 = t0 ^ t1;
    wire t19 = t0 ^ t4;
    wire t20 = t1 ^ t2;
    wire t21 = x[1] ^ t5;
    wire t22 = x[4] ^ t12;
    wire t23 = x[8] ^ t5;
    assign y[0] = t21 ^ (t3 ^ x[0]);
    assign y[1] = t18 ^ (t7 ^ x[5]);
    assign y[2] = t15 ^ (t0 ^ x[2]);
    assign y[3] = t8 ^ t16;
    assign y[4] = t11 ^ x[9];
    assign y[5] = t11 ^ (t3 ^ x[10]);
    assign y[6] = t9 ^ (t0 ^ x[6]);
    assign y[7] = t19 ^ t2;
    assign y[8] = t5 ^ t8;
    assign y[9] = t6 ^ (x[5] ^ x[7]);
    assign y[10] = t20 ^ (t14 ^ x[6]);
    assign y[11] = t6 ^ (x[1] ^ x[8]);
    assign y[12] = t3 ^ t7;
    assign y[13] = t23 ^ (x[5] ^ x[6]);
    assign y[14] = t22 ^ (t5 ^ t3);
    assign y[15] = (t17 ^ t4) ^ t8;
    assign y[16] = t17;
    assign y[17] = (t12 ^ t14) ^ t9;
    assign y[18] = t15 ^ t16;
    assign y[19] = t18 ^ t10;
    assign y[20] = t21 ^ t9;
    assign y[21] = t5 ^ t20;
    assign y[22] = t8 ^ t19;
    assign y[23] = t22 ^ (x[5] ^ x[9]);
    assign y[24] = ((x[4] ^ x[11]) ^ x[3]) ^ t7;
    assign y[25] = t11 ^ t4;
    assign y[26] = t7 ^ (x[8] ^ x[9]);
    assign y[27] = ((x[7] ^ x[8]) ^ x[2]) ^ t3;
    assign y[28] = t9 ^ t2;
    assign y[29] = t4 ^ t10;
    assign y[30] = t10 ^ (x[4] ^ x[6]);
    assign y[31] = t23 ^ t2;
endmodule

`default_nettype wire
