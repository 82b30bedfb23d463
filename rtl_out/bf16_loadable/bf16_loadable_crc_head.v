// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// CRC-32, given as powers, behind which its header, above it, follows:
// sums of bits, those that several have in common made once.
module bf16_loadable_crc_head (
    input  wire [43:0]    x,                     // the first bit lowest
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
    wire t16 = x[39] ^ x[43];
    wire t17 = x[36] ^ t4;
    wire t18 = x[42] ^ t2;
    wire t19 = x[24] ^ t11;
    wire t20 = x[3] ^ x[16];
    wire t21 = x[10] ^ x[33];
    wire t22 = x[14] ^ t1;
    wire t23 = x[21] ^ t7;
    wire t24 = x[37] ^ t6;
    wire t25 = t8 ^ t10;
    wire t26 = t0 ^ t17;
    wire t27 = x[4] ^ t14;
    wire t28 = x[14] ^ t3;
    wire t29 = x[22] ^ t5;
    wire t30 = t0 ^ t9;
    wire t31 = x[17] ^ x[38];
    wire t32 = x[25] ^ x[39];
    wire t33 = x[27] ^ x[30];
    wire t34 = x[2] ^ t13;
    wire t35 = x[5] ^ t1;
    wire t36 = x[42] ^ t28;
    wire t37 = t3 ^ t18;
    wire t38 = t12 ^ t25;
    wire t39 = x[1] ^ x[7];
    wire t40 = x[3] ^ x[41];
    wire t41 = x[8] ^ x[10];
    wire t42 = x[9] ^ x[24];
    wire t43 = x[12] ^ x[33];
    wire t44 = x[18] ^ x[26];
    wire t45 = x[23] ^ x[39];
    wire t46 = x[6] ^ t20;
    wire t47 = x[8] ^ t8;
    wire t48 = x[19] ^ t13;
    wire t49 = x[20] ^ t6;
    wire t50 = x[25] ^ t16;
    wire t51 = x[29] ^ t2;
    wire t52 = x[40] ^ t21;
    wire t53 = x[43] ^ t15;
    wire t54 = x[3] ^ t19;
    wire t55 = t5 ^ t23;
    wire t56 = t10 ^ t26;
    wire t57 = x[13] ^ x[16];
    wire t58 = x[15] ^ x[27];
    wire t59 = x[21] ^ x[31];
    wire t60 = x[23] ^ x[37];
    wire t61 = x[28] ^ x[41];
    wire t62 = x[29] ^ x[35];
    wire t63 = x[34] ^ x[38];
    wire t64 = x[6] ^ t33;
    wire t65 = x[11] ^ t6;
    wire t66 = x[17] ^ t5;
    wire t67 = x[20] ^ t16;
    wire t68 = x[21] ^ t14;
    wire t69 = x[24] ^ t12;
    wire t70 = t3 ^ t44;
    wire t71 = t4 ^ t9;
    wire t72 = t4 ^ t15;
    wire t73 = t9 ^ t39;
    wire t74 = t12 ^ t21;
    wire t75 = x[9] ^ t22;
    wire t76 = x[11] ^ t24;
    wire t77 = x[13] ^ t18;
    wire t78 = x[16] ^ t27;
    wire t79 = x[31] ^ t22;
    wire t80 = x[35] ^ t50;
    wire t81 = x[36] ^ t19;
    wire t82 = x[37] ^ t35;
    wire t83 = x[42] ^ t53;
    wire t84 = t3 ^ t51;
    wire t85 = t7 ^ t30;
    wire t86 = t11 ^ t48;
    wire t87 = t27 ^ t47;
    wire t88 = t29 ^ t32;
    wire t89 = t29 ^ t64;
    wire t90 = t31 ^ t34;
    wire t91 = x[15] ^ t26;
    wire t92 = t7 ^ t36;
    wire t93 = t38 ^ t82;
    assign y[0] = (((t65 ^ x[38]) ^ t19) ^ (t77 ^ t88)) ^ t56;
    assign y[1] = t93 ^ (((t20 ^ t43) ^ t16) ^ (t23 ^ t71));
    assign y[2] = ((t84 ^ t90) ^ t38) ^ ((t49 ^ (x[4] ^ x[41])) ^ t46);
    assign y[3] = (((t32 ^ t40) ^ t9) ^ (t62 ^ (x[4] ^ x[5]))) ^ t36;
    assign y[4] = ((((x[40] ^ x[43]) ^ (x[26] ^ x[28])) ^ (t1 ^ t33)) ^ t46) ^ (t37 ^ t81);
    assign y[5] = ((t24 ^ t30) ^ t23) ^ (t78 ^ (t69 ^ x[43]));
    assign y[6] = (((t41 ^ t42) ^ t10) ^ (t49 ^ (t45 ^ (x[30] ^ x[36])))) ^ t55;
    assign y[7] = ((t52 ^ (t60 ^ (x[22] ^ x[27]))) ^ t30) ^ (t54 ^ ((t4 ^ t44) ^ t2));
    assign y[8] = (((t58 ^ t61) ^ (t42 ^ t57)) ^ (t63 ^ x[2])) ^ (t79 ^ ((t12 ^ t39) ^ (t5 ^
        t7)));
    assign y[9] = t56 ^ (t75 ^ ((t43 ^ x[1]) ^ t15));
    assign y[10] = (((t41 ^ x[18]) ^ (t13 ^ t31)) ^ t71) ^ (t37 ^ t76);
    assign y[11] = ((t50 ^ t70) ^ t35) ^ (t72 ^ (t42 ^ t59));
    assign y[12] = (((t57 ^ (x[18] ^ x[21])) ^ t0) ^ t25) ^ (t81 ^ t88);
    assign y[13] = ((((x[25] ^ x[37]) ^ x[1]) ^ t2) ^ (t28 ^ t74)) ^ (t55 ^ t87);
    assign y[14] = ((t90 ^ (t65 ^ t21)) ^ t78) ^ t92;
    assign y[15] = (((((x[26] ^ x[30]) ^ (x[12] ^ x[22])) ^ (t0 ^ t62)) ^ t67) ^ t86) ^ t92;
    assign y[16] = ((t72 ^ (t8 ^ x[5])) ^ (t67 ^ t69)) ^ (t37 ^ t89);
    assign y[17] = (((t16 ^ (x[15] ^ x[33])) ^ t5) ^ (t17 ^ t46)) ^ t87;
    assign y[18] = ((t34 ^ (t61 ^ (x[6] ^ x[33]))) ^ t24) ^ (t38 ^ t77);
    assign y[19] = ((t34 ^ t73) ^ (t23 ^ t29)) ^ (t83 ^ (((x[10] ^ x[12]) ^ x[3]) ^ t14));
    assign y[20] = ((t53 ^ t66) ^ t30) ^ (t84 ^ (((x[24] ^ x[33]) ^ x[1]) ^ t33));
    assign y[21] = (((t63 ^ x[9]) ^ t59) ^ (t49 ^ t74)) ^ (t36 ^ t54);
    assign y[22] = ((t83 ^ t86) ^ t75) ^ t91;
    assign y[23] = ((t24 ^ t70) ^ t17) ^ (t80 ^ ((t20 ^ t58) ^ t1));
    assign y[24] = ((t85 ^ (t66 ^ (t32 ^ x[10]))) ^ t37) ^ t93;
    assign y[25] = ((t35 ^ t52) ^ t18) ^ (t26 ^ (t68 ^ (t16 ^ (x[7] ^ x[19]))));
    assign y[26] = ((t19 ^ t22) ^ t18) ^ (((t20 ^ t41) ^ (t7 ^ t14)) ^ (t25 ^ (t60 ^ (x[34] ^
        x[43]))));
    assign y[27] = ((t80 ^ ((t40 ^ (x[7] ^ x[23])) ^ t6)) ^ (t55 ^ t79)) ^ t56;
    assign y[28] = (((t45 ^ (x[14] ^ x[15])) ^ t31) ^ (t24 ^ t52)) ^ t89;
    assign y[29] = ((t47 ^ t48) ^ t22) ^ (((t45 ^ (x[16] ^ x[38])) ^ t43) ^ (t68 ^ t73));
    assign y[30] = t91 ^ (((t13 ^ t15) ^ (t1 ^ t8)) ^ (t40 ^ x[12]));
    assign y[31] = ((t76 ^ t85) ^ t54) ^ ((t51 ^ (t15 ^ x[19])) ^ t27);
endmodule

`default_nettype wire
