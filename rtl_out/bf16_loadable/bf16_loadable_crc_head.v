// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// CRC-32 behind which two bytes of zeros follow: sums of bits, those that several
// have in common made once.
module bf16_loadable_crc_head (
    input  wire [31:0]    x,                     // the first bit lowest
    output wire [31:0]    y
);
    wire t0 = x[2] ^ x[6];
    wire t1 = x[0] ^ x[7];
    wire t2 = x[1] ^ x[8];
    wire t3 = x[3] ^ x[11];
    wire t4 = x[9] ^ x[13];
    wire t5 = x[10] ^ x[14];
    wire t6 = x[12] ^ x[15];
    wire t7 = x[4] ^ t1;
    wire t8 = x[5] ^ t2;
    wire t9 = x[5] ^ t6;
    wire t10 = x[9] ^ t0;
    wire t11 = x[3] ^ x[15];
    wire t12 = x[8] ^ x[12];
    wire t13 = x[4] ^ t5;
    wire t14 = x[6] ^ t3;
    wire t15 = x[7] ^ t4;
    wire t16 = x[0] ^ x[14];
    wire t17 = x[4] ^ x[14];
    wire t18 = x[8] ^ x[11];
    wire t19 = x[10] ^ x[13];
    wire t20 = x[12] ^ x[13];
    wire t21 = x[0] ^ t4;
    wire t22 = x[1] ^ t6;
    wire t23 = x[2] ^ t5;
    wire t24 = x[6] ^ t11;
    wire t25 = x[7] ^ t3;
    wire t26 = x[11] ^ t2;
    wire t27 = x[12] ^ t4;
    wire t28 = x[15] ^ t0;
    wire t29 = x[9] ^ t9;
    wire t30 = x[14] ^ t8;
    assign y[0] = t7 ^ ((x[10] ^ x[16]) ^ x[6]);
    assign y[1] = t8 ^ ((x[11] ^ x[17]) ^ x[7]);
    assign y[2] = t10 ^ (t12 ^ x[18]);
    assign y[3] = t15 ^ ((x[10] ^ x[19]) ^ x[3]);
    assign y[4] = t13 ^ (t18 ^ x[20]);
    assign y[5] = t29 ^ (x[11] ^ x[21]);
    assign y[6] = t7 ^ (t20 ^ x[22]);
    assign y[7] = t30 ^ (x[13] ^ x[23]);
    assign y[8] = t10 ^ (t16 ^ (x[15] ^ x[24]));
    assign y[9] = t24 ^ ((x[4] ^ x[25]) ^ x[1]);
    assign y[10] = ((x[10] ^ x[26]) ^ x[5]) ^ t0;
    assign y[11] = t14 ^ (x[7] ^ x[27]);
    assign y[12] = t7 ^ (t12 ^ x[28]);
    assign y[13] = (t21 ^ x[29]) ^ t8;
    assign y[14] = t10 ^ (t5 ^ (x[1] ^ x[30]));
    assign y[15] = t25 ^ ((x[15] ^ x[31]) ^ (x[2] ^ x[10]));
    assign y[16] = ((t12 ^ x[10]) ^ t1) ^ t14;
    assign y[17] = (t26 ^ t27) ^ t7;
    assign y[18] = (t23 ^ t27) ^ t8;
    assign y[19] = (t28 ^ (t3 ^ t5)) ^ t21;
    assign y[20] = (t22 ^ t16) ^ t14;
    assign y[21] = t22 ^ (t0 ^ t19);
    assign y[22] = ((t3 ^ x[13]) ^ t0) ^ t13;
    assign y[23] = (t25 ^ t17) ^ t9;
    assign y[24] = ((t19 ^ x[8]) ^ t1) ^ t9;
    assign y[25] = (t15 ^ t26) ^ t13;
    assign y[26] = t29 ^ (t23 ^ t18);
    assign y[27] = ((t4 ^ t6) ^ t3) ^ t7;
    assign y[28] = t30 ^ ((t20 ^ x[6]) ^ t1);
    assign y[29] = (t28 ^ (t2 ^ x[14])) ^ t15;
    assign y[30] = ((t17 ^ x[8]) ^ t11) ^ t10;
    assign y[31] = t24 ^ (x[5] ^ x[9]);
endmodule

`default_nettype wire
