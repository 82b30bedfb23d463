// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// CRC-32 ahead of two bytes of zeros, as powers:
// sums of bits, those that several have in common made once.
module bf16_loadable_crc_back (
    input  wire [31:0]    x,                     // the first bit lowest
    output wire [31:0]    y
);
    wire t0 = x[7] ^ x[17];
    wire t1 = x[4] ^ x[31];
    wire t2 = x[5] ^ x[13];
    wire t3 = x[21] ^ x[29];
    wire t4 = x[10] ^ x[11];
    wire t5 = x[26] ^ x[27];
    wire t6 = x[6] ^ x[12];
    wire t7 = x[22] ^ x[28];
    wire t8 = x[1] ^ x[15];
    wire t9 = x[3] ^ x[8];
    wire t10 = x[9] ^ x[19];
    wire t11 = x[20] ^ x[24];
    wire t12 = x[25] ^ t4;
    wire t13 = x[2] ^ x[14];
    wire t14 = x[18] ^ x[30];
    wire t15 = x[0] ^ x[16];
    wire t16 = x[23] ^ t0;
    wire t17 = t6 ^ t7;
    wire t18 = t2 ^ t11;
    wire t19 = t3 ^ t8;
    wire t20 = t1 ^ t5;
    wire t21 = t9 ^ t14;
    wire t22 = x[23] ^ t10;
    wire t23 = t0 ^ t1;
    wire t24 = t3 ^ t17;
    wire t25 = x[16] ^ x[21];
    wire t26 = t2 ^ t13;
    wire t27 = x[1] ^ t12;
    wire t28 = x[5] ^ t21;
    wire t29 = x[19] ^ t18;
    wire t30 = x[0] ^ x[25];
    wire t31 = x[3] ^ x[27];
    wire t32 = x[8] ^ x[18];
    wire t33 = x[15] ^ x[31];
    wire t34 = x[9] ^ t8;
    wire t35 = x[17] ^ t15;
    wire t36 = t5 ^ t13;
    wire t37 = x[4] ^ t17;
    wire t38 = x[6] ^ t19;
    wire t39 = x[11] ^ t16;
    wire t40 = t23 ^ t31;
    wire t41 = x[20] ^ t24;
    wire t42 = x[1] ^ x[24];
    wire t43 = x[2] ^ x[12];
    wire t44 = x[2] ^ x[24];
    wire t45 = x[3] ^ x[10];
    wire t46 = x[4] ^ x[23];
    wire t47 = x[13] ^ x[20];
    wire t48 = x[17] ^ x[28];
    wire t49 = x[18] ^ x[22];
    wire t50 = x[0] ^ t4;
    wire t51 = x[8] ^ t5;
    wire t52 = x[9] ^ t15;
    wire t53 = x[16] ^ t10;
    wire t54 = x[26] ^ t1;
    wire t55 = x[26] ^ t33;
    wire t56 = x[29] ^ t6;
    wire t57 = x[30] ^ t9;
    wire t58 = t0 ^ t11;
    wire t59 = t2 ^ t14;
    wire t60 = t6 ^ t10;
    wire t61 = t7 ^ t25;
    wire t62 = x[3] ^ t22;
    wire t63 = x[5] ^ t20;
    wire t64 = x[21] ^ t20;
    wire t65 = x[22] ^ t19;
    wire t66 = t11 ^ t12;
    wire t67 = t12 ^ t18;
    wire t68 = t16 ^ t26;
    wire t69 = t19 ^ t58;
    wire t70 = t22 ^ t43;
    wire t71 = t32 ^ t34;
    wire t72 = t44 ^ t56;
    wire t73 = t0 ^ t27;
    assign y[0] = (t69 ^ (t21 ^ (t10 ^ x[0]))) ^ t37;
    assign y[1] = ((t55 ^ t49) ^ t52) ^ t68;
    assign y[2] = ((t57 ^ (t25 ^ (x[10] ^ x[20]))) ^ t20) ^ t70;
    assign y[3] = ((((x[14] ^ x[15]) ^ x[5]) ^ (t7 ^ (x[19] ^ x[24]))) ^ t50) ^ t40;
    assign y[4] = (t64 ^ (t52 ^ x[25])) ^ t39;
    assign y[5] = (t28 ^ (t12 ^ (t46 ^ (x[16] ^ x[19])))) ^ t24;
    assign y[6] = (t62 ^ (t26 ^ (t30 ^ x[7]))) ^ t24;
    assign y[7] = (t65 ^ (t35 ^ (t1 ^ t32))) ^ t29;
    assign y[8] = ((t61 ^ (x[7] ^ x[27])) ^ t18) ^ t70;
    assign y[9] = ((t39 ^ (t20 ^ t30)) ^ t28) ^ t41;
    assign y[10] = ((t57 ^ (x[28] ^ x[29])) ^ (t36 ^ t50)) ^ t29;
    assign y[11] = (((t10 ^ t15) ^ (t4 ^ t5)) ^ (t16 ^ (t47 ^ x[14]))) ^ t38;
    assign y[12] = (((t22 ^ t51) ^ t12) ^ (t59 ^ x[15])) ^ t41;
    assign y[13] = (t67 ^ (t60 ^ (t13 ^ t49))) ^ t40;
    assign y[14] = ((t54 ^ (t9 ^ (x[2] ^ x[11]))) ^ t53) ^ t38;
    assign y[15] = (t59 ^ (t3 ^ t45)) ^ (t35 ^ t55);
    assign y[16] = ((t60 ^ (x[10] ^ x[25])) ^ (t21 ^ t54)) ^ t68;
    assign y[17] = t69 ^ (t36 ^ (t45 ^ x[9]));
    assign y[18] = (t64 ^ (t48 ^ x[8])) ^ (t27 ^ t29);
    assign y[19] = ((((x[17] ^ x[23]) ^ x[12]) ^ t9) ^ t34) ^ (t63 ^ t66);
    assign y[20] = (t71 ^ (t23 ^ t61)) ^ t66;
    assign y[21] = (t72 ^ t30) ^ (t63 ^ t71);
    assign y[22] = (t72 ^ (t15 ^ x[13])) ^ (t27 ^ t40);
    assign y[23] = (t39 ^ ((t47 ^ x[3]) ^ t14)) ^ t37;
    assign y[24] = (((t42 ^ x[19]) ^ t25) ^ (t16 ^ t36)) ^ t37;
    assign y[25] = (t73 ^ (t28 ^ t15)) ^ t41;
    assign y[26] = (((t33 ^ x[21]) ^ (t9 ^ t13)) ^ t16) ^ t29;
    assign y[27] = (t65 ^ t23) ^ t28;
    assign y[28] = t38 ^ (t26 ^ ((x[20] ^ x[22]) ^ x[17]));
    assign y[29] = ((t42 ^ t46) ^ (t2 ^ t5)) ^ (t48 ^ (x[6] ^ x[25]));
    assign y[30] = t73 ^ ((t53 ^ (t3 ^ (x[12] ^ x[31]))) ^ t51);
    assign y[31] = (((t8 ^ x[31]) ^ t7) ^ t35) ^ (t62 ^ t67);
endmodule

`default_nettype wire
