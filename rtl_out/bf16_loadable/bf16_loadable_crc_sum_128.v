// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// CRC-32 of 128 bits behind a CRC of zeros, as powers:
// sums of bits, those that several have in common made once.
module bf16_loadable_crc_sum_128 (
    input  wire [127:0]   x,                     // the first bit lowest
    output wire [31:0]    y
);
    wire t0 = x[4] ^ x[46];
    wire t1 = x[20] ^ x[62];
    wire t2 = x[1] ^ x[24];
    wire t3 = x[5] ^ x[71];
    wire t4 = x[10] ^ x[38];
    wire t5 = x[66] ^ x[78];
    wire t6 = x[82] ^ x[94];
    wire t7 = x[2] ^ x[14];
    wire t8 = x[8] ^ x[30];
    wire t9 = x[12] ^ x[50];
    wire t10 = x[17] ^ x[23];
    wire t11 = x[26] ^ x[27];
    wire t12 = x[33] ^ x[39];
    wire t13 = x[65] ^ x[81];
    wire t14 = x[83] ^ x[87];
    wire t15 = x[99] ^ x[103];
    wire t16 = x[115] ^ x[119];
    wire t17 = x[34] ^ t0;
    wire t18 = x[9] ^ x[102];
    wire t19 = x[51] ^ x[55];
    wire t20 = x[72] ^ x[95];
    wire t21 = x[15] ^ x[35];
    wire t22 = x[18] ^ x[25];
    wire t23 = x[28] ^ x[52];
    wire t24 = x[37] ^ x[49];
    wire t25 = x[40] ^ x[91];
    wire t26 = x[44] ^ x[68];
    wire t27 = x[47] ^ x[109];
    wire t28 = x[36] ^ t5;
    wire t29 = t1 ^ t9;
    wire t30 = x[19] ^ x[116];
    wire t31 = x[29] ^ x[31];
    wire t32 = x[42] ^ x[43];
    wire t33 = x[56] ^ x[79];
    wire t34 = x[58] ^ x[59];
    wire t35 = x[69] ^ x[101];
    wire t36 = x[74] ^ x[75];
    wire t37 = x[106] ^ x[107];
    wire t38 = x[117] ^ x[125];
    wire t39 = x[122] ^ x[123];
    wire t40 = x[13] ^ t2;
    wire t41 = x[90] ^ t6;
    wire t42 = x[3] ^ x[21];
    wire t43 = x[53] ^ x[118];
    wire t44 = x[88] ^ x[111];
    wire t45 = x[104] ^ x[127];
    wire t46 = x[41] ^ t7;
    wire t47 = x[67] ^ t3;
    wire t48 = x[11] ^ x[57];
    wire t49 = x[45] ^ x[89];
    wire t50 = x[60] ^ x[84];
    wire t51 = x[73] ^ x[97];
    wire t52 = x[76] ^ x[100];
    wire t53 = x[92] ^ x[121];
    wire t54 = x[98] ^ x[110];
    wire t55 = x[105] ^ x[114];
    wire t56 = x[54] ^ t12;
    wire t57 = x[108] ^ t16;
    wire t58 = x[120] ^ t11;
    wire t59 = t4 ^ t30;
    wire t60 = t10 ^ t14;
    wire t61 = x[7] ^ x[124];
    wire t62 = x[85] ^ x[93];
    wire t63 = x[63] ^ t18;
    wire t64 = x[70] ^ t15;
    wire t65 = x[113] ^ t20;
    wire t66 = t8 ^ t22;
    wire t67 = t13 ^ t25;
    wire t68 = t23 ^ t44;
    wire t69 = t26 ^ t45;
    wire t70 = t17 ^ t24;
    wire t71 = t19 ^ t29;
    wire t72 = x[6] ^ t21;
    wire t73 = x[86] ^ t27;
    wire t74 = t35 ^ t39;
    wire t75 = t28 ^ t36;
    wire t76 = x[22] ^ t54;
    wire t77 = x[61] ^ t31;
    wire t78 = x[77] ^ t33;
    wire t79 = x[126] ^ t55;
    wire t80 = t34 ^ t43;
    wire t81 = t37 ^ t69;
    wire t82 = t40 ^ t53;
    wire t83 = t42 ^ t46;
    wire t84 = x[21] ^ t32;
    wire t85 = x[49] ^ t48;
    wire t86 = x[65] ^ t38;
    wire t87 = t51 ^ t62;
    wire t88 = x[15] ^ t41;
    wire t89 = x[45] ^ t73;
    wire t90 = x[116] ^ t66;
    wire t91 = t47 ^ t57;
    wire t92 = t52 ^ t60;
    wire t93 = t56 ^ t58;
    wire t94 = x[1] ^ x[77];
    wire t95 = x[3] ^ x[102];
    wire t96 = x[8] ^ x[82];
    wire t97 = x[24] ^ x[31];
    wire t98 = x[67] ^ x[71];
    wire t99 = x[38] ^ t61;
    wire t100 = x[72] ^ t49;
    wire t101 = t14 ^ t50;
    wire t102 = x[9] ^ t64;
    wire t103 = x[25] ^ t59;
    wire t104 = x[28] ^ t28;
    wire t105 = x[44] ^ t72;
    wire t106 = x[56] ^ t67;
    wire t107 = x[57] ^ t63;
    wire t108 = x[60] ^ t76;
    wire t109 = x[76] ^ t79;
    wire t110 = x[22] ^ t71;
    wire t111 = t15 ^ t82;
    wire t112 = t70 ^ t80;
    wire t113 = x[4] ^ x[88];
    wire t114 = x[5] ^ x[108];
    wire t115 = x[6] ^ x[120];
    wire t116 = x[7] ^ x[55];
    wire t117 = x[12] ^ x[124];
    wire t118 = x[13] ^ x[89];
    wire t119 = x[17] ^ x[41];
    wire t120 = x[18] ^ x[19];
    wire t121 = x[20] ^ x[104];
    wire t122 = x[23] ^ x[105];
    wire t123 = x[33] ^ x[47];
    wire t124 = x[35] ^ x[70];
    wire t125 = x[37] ^ x[43];
    wire t126 = x[39] ^ x[42];
    wire t127 = x[52] ^ x[95];
    wire t128 = x[58] ^ x[113];
    wire t129 = x[59] ^ x[121];
    wire t130 = x[66] ^ x[81];
    wire t131 = x[73] ^ x[98];
    wire t132 = x[90] ^ x[107];
    wire t133 = x[101] ^ x[109];
    wire t134 = x[114] ^ x[118];
    wire t135 = x[26] ^ t13;
    wire t136 = x[40] ^ t38;
    wire t137 = x[53] ^ t16;
    wire t138 = x[61] ^ t50;
    wire t139 = x[69] ^ t20;
    wire t140 = x[79] ^ t8;
    wire t141 = x[85] ^ t53;
    wire t142 = x[86] ^ t96;
    wire t143 = x[101] ^ t3;
    wire t144 = t12 ^ t31;
    wire t145 = t21 ^ t42;
    wire t146 = t23 ^ t36;
    wire t147 = x[14] ^ t17;
    wire t148 = x[29] ^ t87;
    wire t149 = x[30] ^ t68;
    wire t150 = x[75] ^ t86;
    wire t151 = x[84] ^ t29;
    wire t152 = x[97] ^ t65;
    wire t153 = x[100] ^ t59;
    wire t154 = x[103] ^ t46;
    wire t155 = x[111] ^ t57;
    wire t156 = x[117] ^ t65;
    wire t157 = x[119] ^ t99;
    wire t158 = x[122] ^ t85;
    wire t159 = x[125] ^ t77;
    wire t160 = x[126] ^ t74;
    wire t161 = t32 ^ t101;
    wire t162 = t40 ^ t48;
    wire t163 = x[87] ^ t83;
    wire t164 = x[105] ^ t93;
    wire t165 = t19 ^ t90;
    wire t166 = t25 ^ t91;
    wire t167 = t37 ^ t83;
    wire t168 = t41 ^ t81;
    wire t169 = t78 ^ t103;
    wire t170 = t98 ^ t104;
    wire t171 = x[1] ^ x[109];
    wire t172 = x[2] ^ x[25];
    wire t173 = x[10] ^ x[34];
    wire t174 = x[11] ^ x[93];
    wire t175 = x[17] ^ x[78];
    wire t176 = x[22] ^ x[62];
    wire t177 = x[27] ^ x[54];
    wire t178 = x[33] ^ x[113];
    wire t179 = x[36] ^ x[127];
    wire t180 = x[39] ^ x[53];
    wire t181 = x[41] ^ x[118];
    wire t182 = x[49] ^ x[116];
    wire t183 = x[50] ^ x[57];
    wire t184 = x[51] ^ x[123];
    wire t185 = x[61] ^ x[63];
    wire t186 = x[63] ^ x[89];
    wire t187 = x[74] ^ x[115];
    wire t188 = x[86] ^ x[92];
    wire t189 = x[91] ^ x[102];
    wire t190 = x[8] ^ t2;
    wire t191 = x[9] ^ t51;
    wire t192 = x[11] ^ t13;
    wire t193 = x[12] ^ t44;
    wire t194 = x[19] ^ t27;
    wire t195 = x[38] ^ t35;
    wire t196 = x[44] ^ t43;
    wire t197 = x[45] ^ t26;
    wire t198 = x[46] ^ t34;
    wire t199 = x[68] ^ t113;
    wire t200 = x[69] ^ t4;
    wire t201 = x[74] ^ t97;
    wire t202 = x[83] ^ t49;
    wire t203 = x[85] ^ t37;
    wire t204 = x[92] ^ t4;
    wire t205 = x[94] ^ t10;
    wire t206 = x[95] ^ t123;
    wire t207 = x[98] ^ t52;
    wire t208 = x[100] ^ t6;
    wire t209 = x[106] ^ t119;
    wire t210 = x[110] ^ t33;
    wire t211 = x[121] ^ t95;
    wire t212 = x[123] ^ t131;
    wire t213 = x[124] ^ t7;
    wire t214 = x[127] ^ t55;
    wire t215 = t0 ^ t39;
    wire t216 = t1 ^ t179;
    wire t217 = t1 ^ t183;
    wire t218 = t5 ^ t114;
    wire t219 = t6 ^ t34;
    wire t220 = t7 ^ t27;
    wire t221 = t8 ^ t38;
    wire t222 = t10 ^ t128;
    wire t223 = t11 ^ t121;
    wire t224 = t12 ^ t117;
    wire t225 = t18 ^ t61;
    wire t226 = t18 ^ t127;
    wire t227 = t22 ^ t26;
    wire t228 = t24 ^ t95;
    wire t229 = t32 ^ t173;
    wire t230 = t49 ^ t115;
    wire t231 = t52 ^ t178;
    wire t232 = t62 ^ t180;
    wire t233 = t94 ^ t124;
    wire t234 = t116 ^ t120;
    wire t235 = x[6] ^ t58;
    wire t236 = x[13] ^ t78;
    wire t237 = x[31] ^ t60;
    wire t238 = x[40] ^ t47;
    wire t239 = x[47] ^ t56;
    wire t240 = x[77] ^ t140;
    wire t241 = x[93] ^ t144;
    wire t242 = x[97] ^ t67;
    wire t243 = x[117] ^ t139;
    wire t244 = x[120] ^ t100;
    wire t245 = t11 ^ t64;
    wire t246 = t16 ^ t142;
    wire t247 = t24 ^ t63;
    wire t248 = t31 ^ t146;
    wire t249 = t33 ^ t192;
    wire t250 = t41 ^ t100;
    wire t251 = t47 ^ t196;
    wire t252 = t54 ^ t138;
    wire t253 = t58 ^ t74;
    wire t254 = t59 ^ t220;
    wire t255 = t60 ^ t84;
    wire t256 = t64 ^ t69;
    wire t257 = t65 ^ t143;
    wire t258 = t68 ^ t134;
    wire t259 = t68 ^ t186;
    wire t260 = t72 ^ t197;
    wire t261 = t73 ^ t228;
    wire t262 = t80 ^ t214;
    wire t263 = t84 ^ t130;
    wire t264 = t97 ^ t137;
    wire t265 = t132 ^ t206;
    wire t266 = t135 ^ t207;
    wire t267 = x[18] ^ t151;
    wire t268 = x[27] ^ t149;
    wire t269 = x[28] ^ t75;
    wire t270 = x[73] ^ t107;
    wire t271 = t3 ^ t106;
    wire t272 = t4 ^ t70;
    wire t273 = t15 ^ t161;
    wire t274 = t17 ^ t81;
    wire t275 = t21 ^ t71;
    wire t276 = t66 ^ t92;
    wire t277 = t75 ^ t89;
    wire t278 = t86 ^ t158;
    wire t279 = t88 ^ t109;
    wire t280 = t89 ^ t232;
    wire t281 = t92 ^ t105;
    wire t282 = t102 ^ t125;
    wire t283 = t102 ^ t263;
    wire t284 = t107 ^ t171;
    wire t285 = t108 ^ t118;
    wire t286 = t133 ^ t256;
    wire t287 = t136 ^ t255;
    wire t288 = t141 ^ t159;
    wire t289 = t145 ^ t237;
    wire t290 = t154 ^ t162;
    wire t291 = t155 ^ t203;
    wire t292 = t160 ^ t205;
    wire t293 = t195 ^ t252;
    assign y[0] = ((((t211 ^ t227) ^ t208) ^ (t253 ^ ((t185 ^ (x[30] ^ x[41])) ^ t2))) ^ (t110
        ^ t280)) ^ ((t238 ^ t249) ^ (t152 ^ t157));
    assign y[1] = ((((t221 ^ t225) ^ (t77 ^ t208)) ^ (((t23 ^ t122) ^ (t5 ^ t20)) ^ (t233 ^
        (t133 ^ (x[3] ^ x[112]))))) ^ (t267 ^ t272)) ^ ((t154 ^ t235) ^ (t81 ^ t91));
    assign y[2] = ((t163 ^ ((t67 ^ t223) ^ (t17 ^ t28))) ^ t111) ^ (((t152 ^ t153) ^ t88) ^
        ((t259 ^ (((x[84] ^ x[96]) ^ x[69]) ^ (t38 ^ (x[102] ^ x[108])))) ^ (t239 ^
        t251)));
    assign y[3] = ((t269 ^ t276) ^ t110) ^ (((t257 ^ t261) ^ t249) ^ (((t199 ^ t204) ^ t79) ^
        (t264 ^ ((t51 ^ (x[80] ^ x[84])) ^ t39))));
    assign y[4] = ((((t231 ^ ((x[64] ^ x[114]) ^ x[5])) ^ (t219 ^ t226)) ^ (t264 ^ ((t49 ^
        t184) ^ (t27 ^ t48)))) ^ (t167 ^ t293)) ^ ((t105 ^ t245) ^ (t70 ^ t90));
    assign y[5] = ((t273 ^ ((t190 ^ ((x[37] ^ x[48]) ^ x[17])) ^ (t63 ^ t145))) ^ t170) ^
        (((t93 ^ t106) ^ t71) ^ ((t254 ^ ((t131 ^ t132) ^ (t20 ^ t61))) ^ (t159 ^
        t160)));
    assign y[6] = ((t274 ^ t278) ^ (t110 ^ t166)) ^ (((((t96 ^ (x[32] ^ x[113])) ^ (t11 ^
        t36)) ^ (t40 ^ t210)) ^ t153) ^ (t280 ^ t289));
    assign y[7] = ((((t141 ^ ((x[66] ^ x[75]) ^ (x[16] ^ x[23]))) ^ (t68 ^ t77)) ^ (t260 ^
        ((t189 ^ (x[90] ^ x[106])) ^ (t13 ^ t123)))) ^ (t112 ^ t169)) ^ ((t245 ^
        t246) ^ (t151 ^ t156));
    assign y[8] = ((t283 ^ ((t216 ^ (t129 ^ (x[0] ^ x[25]))) ^ (t40 ^ t194))) ^ (t272 ^ t279))
        ^ ((t251 ^ ((t62 ^ t119) ^ (t14 ^ t19))) ^ (t93 ^ t248));
    assign y[9] = ((t165 ^ t285) ^ t164) ^ (((((t34 ^ t94) ^ (t9 ^ t18)) ^ ((t174 ^ t187) ^
        (t121 ^ t125))) ^ t104) ^ (t289 ^ ((t215 ^ ((x[111] ^ x[121]) ^ x[65])) ^
        (t47 ^ t200))));
    assign y[10] = ((((t72 ^ t74) ^ t63) ^ ((t135 ^ t136) ^ (t78 ^ t87))) ^ t167) ^ (((t222 ^
        t229) ^ (t194 ^ t199)) ^ (t244 ^ (((x[99] ^ x[104]) ^ (x[24] ^ x[49])) ^
        (t22 ^ t55))));
    assign y[11] = ((t168 ^ ((t202 ^ t212) ^ (t85 ^ t144))) ^ t110) ^ ((((t181 ^ (x[91] ^
        x[125])) ^ t98) ^ (t226 ^ ((x[42] ^ x[88]) ^ x[2]))) ^ (t153 ^ t240));
    assign y[12] = ((t271 ^ t292) ^ (t267 ^ t268)) ^ (((t148 ^ t157) ^ (t75 ^ t147)) ^ ((t265 ^
        ((x[114] ^ x[127]) ^ x[53])) ^ (t162 ^ t260)));
    assign y[13] = ((t291 ^ ((t76 ^ t234) ^ (t29 ^ t67))) ^ (t112 ^ t290)) ^ ((t248 ^ (((x[68]
        ^ x[126]) ^ x[36]) ^ t175)) ^ (t240 ^ t243));
    assign y[14] = ((t163 ^ ((t210 ^ t216) ^ (t66 ^ t74))) ^ (t111 ^ t112)) ^ ((((t115 ^ t127)
        ^ t32) ^ (t224 ^ (t185 ^ t189))) ^ (t88 ^ t150));
    assign y[15] = ((t291 ^ ((t215 ^ t223) ^ (t143 ^ t213))) ^ (t277 ^ t287)) ^ ((t247 ^
        (((x[79] ^ x[94]) ^ x[33]) ^ (t43 ^ t129))) ^ (t90 ^ t109));
    assign y[16] = ((((t204 ^ t224) ^ (t57 ^ t77)) ^ (((t113 ^ t175) ^ t33) ^ (t227 ^ ((x[116]
        ^ x[122]) ^ x[51])))) ^ (t167 ^ t282)) ^ ((t250 ^ t262) ^ (t108 ^ t242));
    assign y[17] = ((((t146 ^ t212) ^ t84) ^ (((t176 ^ t177) ^ t172) ^ (t218 ^ ((x[111] ^
        x[113]) ^ (x[29] ^ x[106]))))) ^ (t111 ^ t281)) ^ ((t247 ^ t250) ^ t106);
    assign y[18] = ((t278 ^ ((t101 ^ t191) ^ t99)) ^ t269) ^ (((t235 ^ t238) ^ (t82 ^ t109)) ^
        ((((t30 ^ (x[62] ^ x[118])) ^ t9) ^ (t198 ^ ((x[29] ^ x[56]) ^ x[21]))) ^
        (t246 ^ t265)));
    assign y[19] = ((t285 ^ t286) ^ t166) ^ (((t158 ^ (t231 ^ t130)) ^ t71) ^ (((t140 ^ t198) ^
        t79) ^ ((t211 ^ t229) ^ (t201 ^ t209))));
    assign y[20] = ((t165 ^ t273) ^ t164) ^ (((t147 ^ t150) ^ t105) ^ (((t209 ^ (t188 ^ x[50]))
        ^ (t41 ^ t87)) ^ (t259 ^ ((t54 ^ t128) ^ (t2 ^ t39)))));
    assign y[21] = ((t276 ^ ((t233 ^ ((x[81] ^ x[89]) ^ x[34])) ^ (t85 ^ t191))) ^ (t168 ^
        t170)) ^ ((t254 ^ ((t129 ^ t187) ^ (t117 ^ t126))) ^ (t156 ^ t253));
    assign y[22] = ((t270 ^ ((t201 ^ t213) ^ (t56 ^ t139))) ^ (t168 ^ t268)) ^ ((((t50 ^ t122)
        ^ t25) ^ (t218 ^ ((x[58] ^ x[99]) ^ x[43]))) ^ (t89 ^ t103));
    assign y[23] = ((t284 ^ t288) ^ t165) ^ (((t88 ^ t91) ^ t75) ^ (((((x[26] ^ x[70]) ^ (x[14]
        ^ x[20])) ^ (t35 ^ t126)) ^ (t202 ^ t222)) ^ (t242 ^ t258)));
    assign y[24] = ((t275 ^ t277) ^ t111) ^ (((t243 ^ t262) ^ t148) ^ (((t225 ^ ((x[23] ^
        x[54]) ^ (x[4] ^ x[10]))) ^ t46) ^ (t266 ^ ((t182 ^ (x[67] ^ x[119])) ^
        t126))));
    assign y[25] = ((((((x[103] ^ x[125]) ^ x[102]) ^ (t124 ^ t184)) ^ (t142 ^ t217)) ^ (t266 ^
        ((t118 ^ t122) ^ (t35 ^ t61)))) ^ (t112 ^ t169)) ^ ((t161 ^ t241) ^ t155);
    assign y[26] = ((t275 ^ t283) ^ t169) ^ (((t239 ^ t244) ^ (t70 ^ t82)) ^ (t292 ^ (((t114 ^
        t134) ^ (t50 ^ t51)) ^ (t174 ^ (x[87] ^ x[107])))));
    assign y[27] = ((t271 ^ t274) ^ (t164 ^ t270)) ^ (((t157 ^ ((t42 ^ t43) ^ t8)) ^ t92) ^
        (t288 ^ ((((x[50] ^ x[78]) ^ x[35]) ^ (t94 ^ t120)) ^ t76)));
    assign y[28] = ((t290 ^ ((t230 ^ t234) ^ (t138 ^ t200))) ^ (t166 ^ t279)) ^ ((t261 ^ ((t176
        ^ x[34]) ^ (t10 ^ t45))) ^ (t149 ^ t150));
    assign y[29] = ((((t190 ^ t193) ^ t137) ^ (((t182 ^ t188) ^ (t19 ^ t22)) ^ (t230 ^ ((x[59]
        ^ x[73]) ^ (x[7] ^ x[46]))))) ^ (t163 ^ t286)) ^ ((t156 ^ t241) ^ (t75 ^
        t108));
    assign y[30] = ((((t219 ^ t221) ^ (t56 ^ t217)) ^ (t258 ^ ((t172 ^ x[126]) ^ t45))) ^ (t281
        ^ t282)) ^ ((t236 ^ t257) ^ t148);
    assign y[31] = ((t284 ^ t287) ^ t170) ^ (((t152 ^ t236) ^ t147) ^ (t293 ^ (((t116 ^ t177) ^
        t30) ^ (t193 ^ (t181 ^ (x[81] ^ x[85]))))));
endmodule

`default_nettype wire
