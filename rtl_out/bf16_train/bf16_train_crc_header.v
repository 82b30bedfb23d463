// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// What a header makes of the CRC-32 ahead of it, as powers:
// sums of bits, those that several have in common made once.
module bf16_train_crc_header (
    input  wire [10:0]    x,                     // the first bit lowest
    output wire [31:0]    y
);
    wire t0 = x[4] ^ x[8];
    wire t1 = x[3] ^ x[10];
    wire t2 = x[1] ^ x[7];
    wire t3 = x[5] ^ x[6];
    wire t4 = x[2] ^ x[9];
    wire t5 = t0 ^ t1;
    wire t6 = x[7] ^ t3;
    wire t7 = x[9] ^ x[10];
    wire t8 = x[1] ^ x[5];
    wire t9 = x[2] ^ x[6];
    wire t10 = x[4] ^ t2;
    wire t11 = t0 ^ t2;
    wire t12 = t4 ^ t6;
    wire t13 = x[3] ^ x[5];
    wire t14 = x[3] ^ x[6];
    wire t15 = x[7] ^ x[8];
    wire t16 = x[1] ^ t3;
    wire t17 = x[1] ^ t4;
    wire t18 = x[8] ^ t7;
    wire t19 = x[9] ^ t8;
    wire t20 = x[10] ^ t0;
    wire t21 = t1 ^ t2;
    wire t22 = t7 ^ t11;
    wire t23 = x[4] ^ t12;
    assign y[0] = t19 ^ (t1 ^ x[0]);
    assign y[1] = t6 ^ t20;
    assign y[2] = t21 ^ x[2];
    assign y[3] = t5 ^ t4;
    assign y[4] = t10 ^ x[9];
    assign y[5] = t10 ^ (t1 ^ x[5]);
    assign y[6] = t5 ^ t3;
    assign y[7] = (t9 ^ x[10]) ^ t2;
    assign y[8] = t5 ^ x[9];
    assign y[9] = t4 ^ (x[5] ^ x[7]);
    assign y[10] = t22 ^ x[6];
    assign y[11] = t17 ^ x[8];
    assign y[12] = t6 ^ x[3];
    assign y[13] = t18 ^ t3;
    assign y[14] = t23 ^ t1;
    assign y[15] = t17 ^ (t0 ^ t14);
    assign y[16] = x[1] ^ x[9];
    assign y[17] = t12 ^ t5;
    assign y[18] = t21 ^ t4;
    assign y[19] = t20 ^ t8;
    assign y[20] = t5 ^ t19;
    assign y[21] = t22;
    assign y[22] = t5 ^ t9;
    assign y[23] = t23;
    assign y[24] = t14 ^ (x[4] ^ x[7]);
    assign y[25] = t10 ^ t9;
    assign y[26] = t15 ^ (x[6] ^ x[9]);
    assign y[27] = (t15 ^ x[2]) ^ t13;
    assign y[28] = t11 ^ t13;
    assign y[29] = t16 ^ x[2];
    assign y[30] = t16 ^ x[4];
    assign y[31] = t18 ^ t2;
endmodule

`default_nettype wire
