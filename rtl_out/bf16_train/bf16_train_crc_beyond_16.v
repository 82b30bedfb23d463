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
module bf16_train_crc_beyond_16 (
    input  wire [15:0]    x,                     // the first bit lowest
    output wire [31:0]    y
);
    wire t0 = x[9] ^ x[13];
    wire t1 = x[0] ^ x[6];
    wire t2 = x[1] ^ x[7];
    wire t3 = x[2] ^ x[8];
    wire t4 = x[3] ^ x[15];
    wire t5 = x[4] ^ x[12];
    wire t6 = x[6] ^ x[14];
    wire t7 = x[5] ^ t0;
    wire t8 = t3 ^ t4;
    wire t9 = x[3] ^ x[10];
    wire t10 = x[1] ^ t5;
    wire t11 = x[5] ^ t2;
    wire t12 = x[0] ^ x[14];
    wire t13 = x[4] ^ x[11];
    wire t14 = x[5] ^ x[8];
    wire t15 = x[7] ^ x[10];
    wire t16 = x[14] ^ t2;
    wire t17 = t0 ^ t1;
    wire t18 = x[2] ^ t7;
    wire t19 = x[8] ^ x[11];
    wire t20 = x[9] ^ x[10];
    wire t21 = x[9] ^ x[11];
    wire t22 = x[2] ^ t6;
    wire t23 = x[4] ^ t1;
    wire t24 = x[7] ^ t4;
    wire t25 = x[9] ^ t5;
    wire t26 = x[13] ^ t9;
    wire t27 = t6 ^ t13;
    wire t28 = x[11] ^ t8;
    wire t29 = t11 ^ t26;
    wire t30 = t10 ^ t18;
    assign y[0] = (t20 ^ x[12]) ^ t1;
    assign y[1] = t17 ^ (t2 ^ (x[11] ^ x[12]));
    assign y[2] = (t17 ^ t3) ^ t16;
    assign y[3] = (t16 ^ t20) ^ t8;
    assign y[4] = t28 ^ (t1 ^ t5);
    assign y[5] = t29 ^ t23;
    assign y[6] = (t27 ^ t3) ^ t11;
    assign y[7] = t8 ^ (t15 ^ (x[0] ^ x[5]));
    assign y[8] = ((t19 ^ x[0]) ^ t9) ^ t10;
    assign y[9] = t30 ^ x[11];
    assign y[10] = t18 ^ (t12 ^ x[3]);
    assign y[11] = ((t12 ^ x[9]) ^ t4) ^ t10;
    assign y[12] = t30 ^ (t1 ^ x[15]);
    assign y[13] = t29 ^ t22;
    assign y[14] = (t27 ^ x[7]) ^ t8;
    assign y[15] = (t25 ^ t14) ^ t24;
    assign y[16] = (t14 ^ (x[0] ^ x[13])) ^ t5;
    assign y[17] = t7 ^ (t6 ^ x[1]);
    assign y[18] = t22 ^ (t15 ^ x[15]);
    assign y[19] = t24 ^ t19;
    assign y[20] = t25 ^ x[8];
    assign y[21] = t7 ^ x[10];
    assign y[22] = (t21 ^ x[12]) ^ t12;
    assign y[23] = t17 ^ (x[1] ^ x[15]);
    assign y[24] = t16 ^ (x[2] ^ x[10]);
    assign y[25] = t28;
    assign y[26] = t23 ^ t9;
    assign y[27] = t11 ^ t13;
    assign y[28] = ((x[6] ^ x[12]) ^ x[5]) ^ t3;
    assign y[29] = ((x[6] ^ x[7]) ^ x[3]) ^ t0;
    assign y[30] = ((x[8] ^ x[14]) ^ x[4]) ^ t15;
    assign y[31] = (t21 ^ x[15]) ^ t14;
endmodule

`default_nettype wire
