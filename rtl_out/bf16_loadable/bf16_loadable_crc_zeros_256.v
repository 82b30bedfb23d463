// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// CRC-32 behind which 256 bits of zeros follow: sums of bits, those that several
// have in common made once.
module bf16_loadable_crc_zeros_256 (
    input  wire [31:0]    x,                     // the first bit lowest
    output wire [31:0]    y
);
    wire t0 = x[5] ^ x[30];
    wire t1 = x[6] ^ x[31];
    wire t2 = x[8] ^ x[26];
    wire t3 = x[9] ^ x[27];
    wire t4 = x[4] ^ x[11];
    wire t5 = x[7] ^ x[10];
    wire t6 = x[0] ^ x[2];
    wire t7 = x[12] ^ x[19];
    wire t8 = x[17] ^ x[22];
    wire t9 = x[18] ^ x[23];
    wire t10 = x[20] ^ x[29];
    wire t11 = x[3] ^ x[21];
    wire t12 = x[24] ^ t1;
    wire t13 = x[1] ^ x[28];
    wire t14 = x[13] ^ x[14];
    wire t15 = x[15] ^ x[16];
    wire t16 = x[25] ^ t5;
    wire t17 = t0 ^ t10;
    wire t18 = x[12] ^ x[28];
    wire t19 = t1 ^ t2;
    wire t20 = t3 ^ t8;
    wire t21 = t6 ^ t9;
    wire t22 = t11 ^ t12;
    wire t23 = x[7] ^ x[25];
    wire t24 = x[3] ^ t2;
    wire t25 = x[11] ^ t7;
    wire t26 = x[26] ^ t4;
    wire t27 = x[0] ^ x[27];
    wire t28 = x[1] ^ x[6];
    wire t29 = x[4] ^ x[22];
    wire t30 = x[5] ^ x[24];
    wire t31 = x[14] ^ x[23];
    wire t32 = x[4] ^ t7;
    wire t33 = x[8] ^ t9;
    wire t34 = x[13] ^ t13;
    wire t35 = x[15] ^ t0;
    wire t36 = x[29] ^ t14;
    wire t37 = x[31] ^ t4;
    wire t38 = t3 ^ t6;
    wire t39 = x[9] ^ t21;
    wire t40 = x[21] ^ t20;
    wire t41 = x[30] ^ t16;
    wire t42 = t15 ^ t19;
    wire t43 = x[1] ^ x[17];
    wire t44 = x[2] ^ x[19];
    wire t45 = x[6] ^ x[16];
    wire t46 = x[10] ^ x[25];
    wire t47 = x[0] ^ t3;
    wire t48 = x[5] ^ t5;
    wire t49 = x[18] ^ t23;
    wire t50 = x[21] ^ t14;
    wire t51 = x[22] ^ t23;
    wire t52 = x[24] ^ t28;
    wire t53 = t0 ^ t43;
    wire t54 = t2 ^ t30;
    wire t55 = t7 ^ t27;
    wire t56 = x[7] ^ t37;
    wire t57 = x[10] ^ t26;
    wire t58 = x[20] ^ t25;
    wire t59 = t4 ^ t35;
    wire t60 = t5 ^ t21;
    wire t61 = t8 ^ t17;
    wire t62 = t12 ^ t13;
    wire t63 = t15 ^ t48;
    wire t64 = t16 ^ t18;
    wire t65 = t24 ^ t36;
    wire t66 = x[15] ^ t22;
    wire t67 = t8 ^ t41;
    wire t68 = t39 ^ t57;
    assign y[0] = (((x[29] ^ x[30]) ^ x[19]) ^ (t2 ^ t29)) ^ t34;
    assign y[1] = (t38 ^ (t31 ^ x[31])) ^ t17;
    assign y[2] = t66 ^ (t13 ^ (x[10] ^ x[30]));
    assign y[3] = (t51 ^ (t6 ^ (x[16] ^ x[29]))) ^ t37;
    assign y[4] = (t53 ^ (x[12] ^ x[23])) ^ t24;
    assign y[5] = (t38 ^ ((x[13] ^ x[18]) ^ x[4])) ^ t12;
    assign y[6] = t65 ^ (t16 ^ (t0 ^ t29));
    assign y[7] = ((t47 ^ t31) ^ t19) ^ t59;
    assign y[8] = (t63 ^ (t47 ^ x[12])) ^ t62;
    assign y[9] = t67 ^ (t26 ^ (t44 ^ t45));
    assign y[10] = ((t55 ^ (t9 ^ x[3])) ^ t34) ^ (t56 ^ t61);
    assign y[11] = ((t32 ^ t33) ^ t17) ^ (t62 ^ (t50 ^ x[2]));
    assign y[12] = t66 ^ (((t44 ^ x[9]) ^ t14) ^ (t17 ^ t51));
    assign y[13] = (t42 ^ ((t31 ^ x[20]) ^ (t11 ^ t29))) ^ t41;
    assign y[14] = (t56 ^ (t54 ^ (t15 ^ x[23]))) ^ t40;
    assign y[15] = ((t45 ^ t46) ^ (t18 ^ t30)) ^ (t20 ^ t33);
    assign y[16] = t67 ^ ((t52 ^ (t4 ^ x[9])) ^ t33);
    assign y[17] = ((t54 ^ x[31]) ^ (t16 ^ t25)) ^ t39;
    assign y[18] = (((t46 ^ x[13]) ^ t3) ^ (t24 ^ t52)) ^ t58;
    assign y[19] = ((t50 ^ x[20]) ^ (t26 ^ t38)) ^ t64;
    assign y[20] = t59 ^ (t55 ^ (t11 ^ (x[10] ^ x[14])));
    assign y[21] = t42 ^ (t17 ^ t25);
    assign y[22] = ((((x[7] ^ x[16]) ^ x[0]) ^ (t10 ^ t13)) ^ (t19 ^ t32)) ^ t40;
    assign y[23] = ((t34 ^ x[8]) ^ t17) ^ (t40 ^ t60);
    assign y[24] = t68 ^ (t22 ^ t14);
    assign y[25] = (t65 ^ (t35 ^ ((x[24] ^ x[27]) ^ x[11]))) ^ t64;
    assign y[26] = (((t18 ^ (x[25] ^ x[30])) ^ (t3 ^ t4)) ^ t36) ^ t42;
    assign y[27] = ((t32 ^ ((x[14] ^ x[31]) ^ (x[1] ^ x[8]))) ^ t20) ^ t63;
    assign y[28] = t68 ^ (t61 ^ ((t28 ^ x[19]) ^ t15));
    assign y[29] = (t60 ^ (t53 ^ (x[16] ^ x[27]))) ^ (t22 ^ t58);
    assign y[30] = (((t10 ^ (x[26] ^ x[30])) ^ t6) ^ (t49 ^ ((x[12] ^ x[17]) ^ x[11]))) ^ t22;
    assign y[31] = ((t27 ^ (x[29] ^ x[31])) ^ (t11 ^ t18)) ^ t49;
endmodule

`default_nettype wire
