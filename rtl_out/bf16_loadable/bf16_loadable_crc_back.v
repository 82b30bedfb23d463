// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// CRC-32 ahead of two bytes of zeros: sums of bits, those that several
// have in common made once.
module bf16_loadable_crc_back (
    input  wire [31:0]    x,                     // the first bit lowest
    output wire [31:0]    y
);
    wire t0 = x[19] ^ x[21];
    wire t1 = x[20] ^ x[22];
    wire t2 = x[17] ^ x[23];
    wire t3 = x[18] ^ x[24];
    wire t4 = x[16] ^ x[28];
    wire t5 = x[25] ^ x[27];
    wire t6 = x[26] ^ x[29];
    wire t7 = x[30] ^ t0;
    wire t8 = x[31] ^ t1;
    wire t9 = x[21] ^ x[24];
    wire t10 = x[28] ^ x[30];
    wire t11 = x[25] ^ t3;
    wire t12 = t2 ^ t7;
    wire t13 = x[16] ^ x[22];
    wire t14 = x[19] ^ x[20];
    wire t15 = x[23] ^ x[29];
    wire t16 = x[31] ^ t6;
    wire t17 = x[26] ^ t8;
    wire t18 = t4 ^ t8;
    wire t19 = x[17] ^ x[26];
    wire t20 = x[19] ^ x[24];
    wire t21 = x[20] ^ x[21];
    wire t22 = x[27] ^ x[29];
    wire t23 = x[16] ^ t3;
    wire t24 = x[17] ^ t6;
    wire t25 = x[22] ^ t0;
    wire t26 = x[23] ^ t4;
    wire t27 = x[25] ^ t2;
    wire t28 = x[27] ^ t9;
    wire t29 = x[30] ^ t1;
    wire t30 = t5 ^ t15;
    wire t31 = t9 ^ t10;
    wire t32 = t12 ^ t13;
    assign y[0] = (t4 ^ t5) ^ (t0 ^ t2);
    assign y[1] = ((t3 ^ x[28]) ^ t1) ^ t24;
    assign y[2] = (t30 ^ x[18]) ^ t7;
    assign y[3] = t17 ^ (t10 ^ t20);
    assign y[4] = t30 ^ (t21 ^ x[31]);
    assign y[5] = t31 ^ (x[22] ^ x[26]);
    assign y[6] = (((x[29] ^ x[31]) ^ x[17]) ^ t4) ^ t25;
    assign y[7] = t29 ^ (t2 ^ (x[18] ^ x[29]));
    assign y[8] = t7 ^ (t3 ^ (x[23] ^ x[31]));
    assign y[9] = t18 ^ (t28 ^ t2);
    assign y[10] = (t22 ^ x[19]) ^ (t3 ^ t13);
    assign y[11] = t27 ^ (t10 ^ t14);
    assign y[12] = t16 ^ (t3 ^ t21);
    assign y[13] = t7 ^ (t5 ^ x[22]);
    assign y[14] = t17 ^ (x[23] ^ x[28]);
    assign y[15] = t28 ^ t15;
    assign y[16] = t32 ^ ((x[24] ^ x[27]) ^ x[0]);
    assign y[17] = (t11 ^ (t2 ^ (x[1] ^ x[28]))) ^ t8;
    assign y[18] = ((t6 ^ (x[2] ^ x[23])) ^ t0) ^ t11;
    assign y[19] = ((t20 ^ (x[3] ^ x[26])) ^ t5) ^ t29;
    assign y[20] = ((x[16] ^ x[31]) ^ x[4]) ^ (t14 ^ t19);
    assign y[21] = (((x[18] ^ x[25]) ^ x[5]) ^ t14) ^ t26;
    assign y[22] = (((x[20] ^ x[24]) ^ x[6]) ^ (t5 ^ t6)) ^ t26;
    assign y[23] = (t31 ^ (t5 ^ x[7])) ^ t24;
    assign y[24] = t32 ^ (t16 ^ (x[8] ^ x[18]));
    assign y[25] = t18 ^ (t11 ^ ((x[21] ^ x[30]) ^ x[9]));
    assign y[26] = (t27 ^ x[10]) ^ (t16 ^ t25);
    assign y[27] = ((t19 ^ x[11]) ^ (t1 ^ t4)) ^ (t7 ^ t11);
    assign y[28] = t18 ^ (t6 ^ (x[12] ^ x[18]));
    assign y[29] = t12 ^ (t22 ^ x[13]);
    assign y[30] = ((t23 ^ (t5 ^ x[14])) ^ t8) ^ t12;
    assign y[31] = t17 ^ (t23 ^ (x[15] ^ x[27]));
endmodule

`default_nettype wire
