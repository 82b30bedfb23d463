// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// CRC-32, given as powers, behind which its header, above it, follows:
// sums of bits, those that several have in common made once.
module bf16_train_crc_head (
    input  wire [42:0]    x,                     // the first bit lowest
    output wire [31:0]    y
);
    wire t0 = x[2] ^ x[8];
    wire t1 = x[4] ^ x[22];
    wire t2 = x[12] ^ x[31];
    wire t3 = x[13] ^ x[23];
    wire t4 = x[28] ^ x[29];
    wire t5 = x[0] ^ x[32];
    wire t6 = x[1] ^ x[5];
    wire t7 = x[6] ^ x[18];
    wire t8 = x[9] ^ x[40];
    wire t9 = x[15] ^ x[20];
    wire t10 = x[19] ^ x[27];
    wire t11 = x[7] ^ x[17];
    wire t12 = x[11] ^ x[26];
    wire t13 = x[25] ^ x[34];
    wire t14 = x[30] ^ x[41];
    wire t15 = x[35] ^ x[38];
    wire t16 = x[36] ^ t4;
    wire t17 = x[39] ^ t5;
    wire t18 = x[42] ^ t2;
    wire t19 = x[24] ^ t11;
    wire t20 = x[3] ^ x[16];
    wire t21 = x[10] ^ x[33];
    wire t22 = x[14] ^ t1;
    wire t23 = x[21] ^ t7;
    wire t24 = x[37] ^ t6;
    wire t25 = t8 ^ t10;
    wire t26 = t0 ^ t16;
    wire t27 = x[4] ^ t14;
    wire t28 = x[14] ^ t3;
    wire t29 = t0 ^ t9;
    wire t30 = x[5] ^ x[39];
    wire t31 = x[17] ^ x[38];
    wire t32 = x[27] ^ x[30];
    wire t33 = x[1] ^ t5;
    wire t34 = x[2] ^ t13;
    wire t35 = t1 ^ t3;
    wire t36 = x[22] ^ t17;
    wire t37 = x[42] ^ t28;
    wire t38 = t12 ^ t25;
    wire t39 = x[3] ^ x[41];
    wire t40 = x[8] ^ x[10];
    wire t41 = x[9] ^ x[24];
    wire t42 = x[12] ^ x[33];
    wire t43 = x[18] ^ x[25];
    wire t44 = x[6] ^ t20;
    wire t45 = x[7] ^ t14;
    wire t46 = x[8] ^ t8;
    wire t47 = x[19] ^ t13;
    wire t48 = x[20] ^ t6;
    wire t49 = x[29] ^ t2;
    wire t50 = x[40] ^ t21;
    wire t51 = x[3] ^ t19;
    wire t52 = x[23] ^ t22;
    wire t53 = x[26] ^ t35;
    wire t54 = t18 ^ t19;
    wire t55 = t10 ^ t26;
    wire t56 = x[7] ^ x[31];
    wire t57 = x[12] ^ x[22];
    wire t58 = x[13] ^ x[16];
    wire t59 = x[15] ^ x[27];
    wire t60 = x[21] ^ x[31];
    wire t61 = x[25] ^ x[35];
    wire t62 = x[25] ^ x[37];
    wire t63 = x[28] ^ x[41];
    wire t64 = x[34] ^ x[38];
    wire t65 = x[35] ^ x[39];
    wire t66 = x[1] ^ t42;
    wire t67 = x[6] ^ t32;
    wire t68 = x[9] ^ t15;
    wire t69 = x[11] ^ t6;
    wire t70 = x[18] ^ t4;
    wire t71 = x[24] ^ t3;
    wire t72 = x[37] ^ t20;
    wire t73 = t1 ^ t30;
    wire t74 = t3 ^ t31;
    wire t75 = t4 ^ t15;
    wire t76 = t12 ^ t21;
    wire t77 = t39 ^ t61;
    wire t78 = x[5] ^ t18;
    wire t79 = x[11] ^ t24;
    wire t80 = x[16] ^ t27;
    wire t81 = x[17] ^ t29;
    wire t82 = x[21] ^ t45;
    wire t83 = x[23] ^ t50;
    wire t84 = t9 ^ t23;
    wire t85 = t11 ^ t47;
    wire t86 = t15 ^ t33;
    wire t87 = t17 ^ t23;
    wire t88 = t22 ^ t68;
    wire t89 = t27 ^ t46;
    wire t90 = x[15] ^ t26;
    wire t91 = x[29] ^ t37;
    wire t92 = t29 ^ t51;
    wire t93 = t34 ^ t38;
    wire t94 = t36 ^ t67;
    wire t95 = t43 ^ t53;
    assign y[0] = ((t54 ^ (t69 ^ ((x[25] ^ x[38]) ^ x[13]))) ^ t36) ^ t55;
    assign y[1] = ((t73 ^ (t4 ^ t42)) ^ t72) ^ (t38 ^ t84);
    assign y[2] = (((t48 ^ t49) ^ t44) ^ (t74 ^ (x[4] ^ x[41]))) ^ t93;
    assign y[3] = t91 ^ (((t30 ^ x[4]) ^ t9) ^ t77);
    assign y[4] = ((((x[36] ^ x[40]) ^ x[28]) ^ t32) ^ t44) ^ (t53 ^ t54);
    assign y[5] = ((t29 ^ (t12 ^ x[24])) ^ (t23 ^ t24)) ^ t80;
    assign y[6] = (((t40 ^ t41) ^ t10) ^ (t48 ^ ((x[30] ^ x[36]) ^ x[23]))) ^ t87;
    assign y[7] = (((((x[27] ^ x[37]) ^ (x[22] ^ x[26])) ^ t2) ^ t70) ^ t83) ^ t92;
    assign y[8] = ((t33 ^ (t64 ^ x[2])) ^ t22) ^ (((t12 ^ t41) ^ t7) ^ ((t59 ^ t63) ^ (t56 ^
        t58)));
    assign y[9] = t55 ^ (t88 ^ t66);
    assign y[10] = ((t70 ^ t74) ^ t18) ^ (t79 ^ ((t13 ^ t40) ^ t9));
    assign y[11] = t95 ^ (((t41 ^ t60) ^ t30) ^ t75);
    assign y[12] = (((t58 ^ (x[21] ^ x[36])) ^ (t0 ^ t43)) ^ (t19 ^ t25)) ^ t36;
    assign y[13] = ((t28 ^ t33) ^ t23) ^ (t89 ^ (t76 ^ (t2 ^ t62)));
    assign y[14] = (((t21 ^ t31) ^ t7) ^ (t34 ^ t69)) ^ (t37 ^ t80);
    assign y[15] = ((((t57 ^ t65) ^ (t0 ^ t7)) ^ ((x[26] ^ x[30]) ^ x[20])) ^ t85) ^ t91;
    assign y[16] = ((((t12 ^ x[20]) ^ t8) ^ (t71 ^ t75)) ^ t78) ^ t94;
    assign y[17] = ((t44 ^ (x[15] ^ x[33])) ^ (t16 ^ t17)) ^ t89;
    assign y[18] = t93 ^ ((((x[13] ^ x[33]) ^ x[6]) ^ t63) ^ (t18 ^ t24));
    assign y[19] = ((((x[10] ^ x[42]) ^ x[3]) ^ t57) ^ (t34 ^ t45)) ^ (t84 ^ t86);
    assign y[20] = ((t71 ^ (t32 ^ x[33])) ^ t49) ^ (t81 ^ t86);
    assign y[21] = (((t64 ^ x[9]) ^ t60) ^ (t48 ^ t76)) ^ (t37 ^ t51);
    assign y[22] = ((t88 ^ x[42]) ^ t85) ^ t90;
    assign y[23] = t95 ^ (((t59 ^ t65) ^ t20) ^ (t16 ^ t24));
    assign y[24] = ((t78 ^ t81) ^ t38) ^ (((t62 ^ x[10]) ^ t7) ^ (t17 ^ t35));
    assign y[25] = ((t73 ^ x[19]) ^ (t18 ^ t50)) ^ (t26 ^ t82);
    assign y[26] = (((t40 ^ x[34]) ^ (t7 ^ t14)) ^ (t25 ^ t72)) ^ (t52 ^ t54);
    assign y[27] = ((t87 ^ (t77 ^ (t6 ^ t56))) ^ t52) ^ t55;
    assign y[28] = t94 ^ (t83 ^ (t24 ^ (t31 ^ (x[14] ^ x[15]))));
    assign y[29] = ((t82 ^ (((x[38] ^ x[39]) ^ x[16]) ^ t9)) ^ t52) ^ ((t47 ^ t66) ^ t46);
    assign y[30] = t90 ^ (((t13 ^ t15) ^ (t1 ^ t8)) ^ (t39 ^ x[12]));
    assign y[31] = ((((t15 ^ x[19]) ^ t7) ^ (t27 ^ t49)) ^ t79) ^ t92;
endmodule

`default_nettype wire
