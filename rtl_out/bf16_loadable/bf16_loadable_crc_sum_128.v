// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// CRC-32 of 128 bits behind a CRC of zeros: sums of bits, those that several
// have in common made once.
module bf16_loadable_crc_sum_128 (
    input  wire [127:0]   x,                     // the first bit lowest
    output wire [31:0]    y
);
    wire t0 = x[5] ^ x[14];
    wire t1 = x[4] ^ x[33];
    wire t2 = x[6] ^ x[44];
    wire t3 = x[8] ^ x[29];
    wire t4 = x[7] ^ x[22];
    wire t5 = x[32] ^ x[75];
    wire t6 = x[3] ^ x[76];
    wire t7 = x[47] ^ x[67];
    wire t8 = x[10] ^ x[96];
    wire t9 = x[12] ^ x[98];
    wire t10 = x[21] ^ x[77];
    wire t11 = x[24] ^ x[80];
    wire t12 = x[30] ^ x[68];
    wire t13 = x[48] ^ x[69];
    wire t14 = x[83] ^ x[103];
    wire t15 = x[23] ^ t3;
    wire t16 = x[34] ^ t0;
    wire t17 = x[11] ^ x[45];
    wire t18 = x[2] ^ x[118];
    wire t19 = x[15] ^ x[16];
    wire t20 = x[17] ^ x[70];
    wire t21 = x[20] ^ x[99];
    wire t22 = x[27] ^ x[37];
    wire t23 = x[28] ^ x[38];
    wire t24 = x[35] ^ x[36];
    wire t25 = x[39] ^ x[40];
    wire t26 = x[56] ^ x[71];
    wire t27 = x[57] ^ x[72];
    wire t28 = x[13] ^ t1;
    wire t29 = x[9] ^ x[95];
    wire t30 = x[19] ^ x[100];
    wire t31 = x[25] ^ x[41];
    wire t32 = x[26] ^ x[42];
    wire t33 = x[31] ^ x[74];
    wire t34 = x[43] ^ x[119];
    wire t35 = x[46] ^ x[66];
    wire t36 = x[49] ^ x[122];
    wire t37 = x[50] ^ x[123];
    wire t38 = x[51] ^ x[124];
    wire t39 = x[52] ^ x[73];
    wire t40 = x[53] ^ x[126];
    wire t41 = x[54] ^ x[62];
    wire t42 = x[79] ^ x[101];
    wire t43 = x[78] ^ t4;
    wire t44 = x[105] ^ t5;
    wire t45 = x[125] ^ t2;
    wire t46 = x[1] ^ x[85];
    wire t47 = x[18] ^ x[58];
    wire t48 = x[59] ^ x[82];
    wire t49 = x[102] ^ t11;
    wire t50 = x[104] ^ t13;
    wire t51 = x[115] ^ t14;
    wire t52 = x[120] ^ t7;
    wire t53 = x[65] ^ t16;
    wire t54 = x[91] ^ t15;
    wire t55 = x[0] ^ x[88];
    wire t56 = x[60] ^ x[89];
    wire t57 = x[61] ^ x[84];
    wire t58 = x[64] ^ x[121];
    wire t59 = x[81] ^ x[127];
    wire t60 = x[86] ^ x[106];
    wire t61 = x[87] ^ x[94];
    wire t62 = x[90] ^ x[110];
    wire t63 = x[63] ^ t6;
    wire t64 = x[92] ^ t9;
    wire t65 = x[97] ^ t17;
    wire t66 = x[108] ^ t19;
    wire t67 = x[111] ^ t10;
    wire t68 = x[107] ^ t12;
    wire t69 = x[109] ^ t8;
    wire t70 = x[112] ^ t26;
    wire t71 = x[113] ^ t27;
    wire t72 = t41 ^ t48;
    wire t73 = t24 ^ t43;
    wire t74 = t28 ^ t30;
    wire t75 = x[48] ^ t39;
    wire t76 = x[93] ^ t18;
    wire t77 = x[114] ^ t20;
    wire t78 = x[116] ^ t34;
    wire t79 = x[117] ^ t46;
    wire t80 = t23 ^ t29;
    wire t81 = t22 ^ t68;
    wire t82 = t38 ^ t44;
    wire t83 = t45 ^ t71;
    wire t84 = t25 ^ t54;
    wire t85 = x[46] ^ x[89];
    wire t86 = x[18] ^ t42;
    wire t87 = x[55] ^ t40;
    wire t88 = x[63] ^ t36;
    wire t89 = x[103] ^ t33;
    wire t90 = t21 ^ t35;
    wire t91 = t32 ^ t57;
    wire t92 = t47 ^ t59;
    wire t93 = x[0] ^ t65;
    wire t94 = t37 ^ t66;
    wire t95 = t69 ^ t73;
    wire t96 = x[15] ^ x[100];
    wire t97 = x[17] ^ x[114];
    wire t98 = x[25] ^ x[47];
    wire t99 = x[30] ^ x[99];
    wire t100 = x[51] ^ x[107];
    wire t101 = x[53] ^ x[70];
    wire t102 = x[75] ^ x[118];
    wire t103 = x[7] ^ t27;
    wire t104 = x[8] ^ t61;
    wire t105 = x[16] ^ t60;
    wire t106 = x[52] ^ t62;
    wire t107 = x[59] ^ t31;
    wire t108 = x[68] ^ t21;
    wire t109 = x[69] ^ t61;
    wire t110 = x[71] ^ t11;
    wire t111 = x[86] ^ t56;
    wire t112 = x[14] ^ t51;
    wire t113 = x[38] ^ t64;
    wire t114 = x[43] ^ t50;
    wire t115 = x[73] ^ t49;
    wire t116 = x[106] ^ t80;
    wire t117 = t38 ^ t70;
    wire t118 = t52 ^ t67;
    wire t119 = x[29] ^ t53;
    wire t120 = x[3] ^ x[72];
    wire t121 = x[4] ^ x[121];
    wire t122 = x[5] ^ x[74];
    wire t123 = x[6] ^ x[80];
    wire t124 = x[9] ^ x[112];
    wire t125 = x[11] ^ x[94];
    wire t126 = x[13] ^ x[57];
    wire t127 = x[19] ^ x[39];
    wire t128 = x[26] ^ x[37];
    wire t129 = x[27] ^ x[62];
    wire t130 = x[28] ^ x[120];
    wire t131 = x[31] ^ x[101];
    wire t132 = x[33] ^ x[36];
    wire t133 = x[42] ^ x[109];
    wire t134 = x[45] ^ x[108];
    wire t135 = x[49] ^ x[77];
    wire t136 = x[56] ^ x[58];
    wire t137 = x[61] ^ x[127];
    wire t138 = x[88] ^ x[102];
    wire t139 = x[90] ^ x[93];
    wire t140 = x[96] ^ x[126];
    wire t141 = x[111] ^ x[127];
    wire t142 = x[1] ^ t8;
    wire t143 = x[20] ^ t6;
    wire t144 = x[23] ^ t2;
    wire t145 = x[32] ^ t58;
    wire t146 = x[41] ^ t5;
    wire t147 = x[55] ^ t33;
    wire t148 = x[64] ^ t4;
    wire t149 = x[65] ^ t25;
    wire t150 = x[76] ^ t35;
    wire t151 = x[78] ^ t9;
    wire t152 = x[82] ^ t19;
    wire t153 = x[84] ^ t39;
    wire t154 = x[87] ^ t55;
    wire t155 = x[91] ^ t12;
    wire t156 = x[93] ^ t7;
    wire t157 = x[101] ^ t98;
    wire t158 = x[113] ^ t22;
    wire t159 = x[117] ^ t99;
    wire t160 = x[123] ^ t60;
    wire t161 = t0 ^ t18;
    wire t162 = t1 ^ t58;
    wire t163 = t12 ^ t37;
    wire t164 = t20 ^ t96;
    wire t165 = t23 ^ t101;
    wire t166 = t31 ^ t85;
    wire t167 = x[66] ^ t50;
    wire t168 = x[67] ^ t67;
    wire t169 = x[79] ^ t49;
    wire t170 = x[85] ^ t77;
    wire t171 = x[98] ^ t72;
    wire t172 = t15 ^ t42;
    wire t173 = t17 ^ t79;
    wire t174 = t26 ^ t44;
    wire t175 = t40 ^ t150;
    wire t176 = t64 ^ t86;
    wire t177 = t70 ^ t105;
    wire t178 = t72 ^ t91;
    wire t179 = t75 ^ t87;
    wire t180 = x[35] ^ t74;
    wire t181 = x[40] ^ t93;
    wire t182 = x[97] ^ t81;
    wire t183 = t13 ^ t112;
    wire t184 = t52 ^ t74;
    wire t185 = t53 ^ t90;
    wire t186 = t55 ^ t113;
    wire t187 = x[6] ^ x[112];
    wire t188 = x[8] ^ x[61];
    wire t189 = x[10] ^ x[80];
    wire t190 = x[12] ^ x[119];
    wire t191 = x[16] ^ x[43];
    wire t192 = x[19] ^ x[122];
    wire t193 = x[22] ^ x[40];
    wire t194 = x[23] ^ x[39];
    wire t195 = x[24] ^ x[76];
    wire t196 = x[24] ^ x[94];
    wire t197 = x[26] ^ x[58];
    wire t198 = x[34] ^ x[95];
    wire t199 = x[36] ^ x[110];
    wire t200 = x[44] ^ x[60];
    wire t201 = x[50] ^ x[81];
    wire t202 = x[54] ^ x[122];
    wire t203 = x[71] ^ x[84];
    wire t204 = x[77] ^ x[111];
    wire t205 = x[78] ^ x[105];
    wire t206 = x[81] ^ x[94];
    wire t207 = x[88] ^ x[125];
    wire t208 = x[95] ^ x[108];
    wire t209 = x[97] ^ x[121];
    wire t210 = x[103] ^ x[119];
    wire t211 = x[104] ^ x[115];
    wire t212 = x[107] ^ x[110];
    wire t213 = x[2] ^ t24;
    wire t214 = x[3] ^ t18;
    wire t215 = x[7] ^ t47;
    wire t216 = x[15] ^ t29;
    wire t217 = x[21] ^ t56;
    wire t218 = x[35] ^ t121;
    wire t219 = x[45] ^ t40;
    wire t220 = x[46] ^ t129;
    wire t221 = x[47] ^ t10;
    wire t222 = x[54] ^ t137;
    wire t223 = x[67] ^ t123;
    wire t224 = x[70] ^ t135;
    wire t225 = x[73] ^ t34;
    wire t226 = x[74] ^ t125;
    wire t227 = x[83] ^ t9;
    wire t228 = x[92] ^ t56;
    wire t229 = x[98] ^ t48;
    wire t230 = x[102] ^ t10;
    wire t231 = x[104] ^ t14;
    wire t232 = x[109] ^ t120;
    wire t233 = x[114] ^ t41;
    wire t234 = x[116] ^ t97;
    wire t235 = x[124] ^ t136;
    wire t236 = x[125] ^ t3;
    wire t237 = t0 ^ t32;
    wire t238 = t4 ^ t132;
    wire t239 = t8 ^ t46;
    wire t240 = t23 ^ t62;
    wire t241 = t36 ^ t47;
    wire t242 = t36 ^ t100;
    wire t243 = t57 ^ t189;
    wire t244 = t102 ^ t127;
    wire t245 = t122 ^ t130;
    wire t246 = t133 ^ t140;
    wire t247 = t139 ^ t207;
    wire t248 = t193 ^ t210;
    wire t249 = x[11] ^ t92;
    wire t250 = x[13] ^ t88;
    wire t251 = x[20] ^ t63;
    wire t252 = x[27] ^ t78;
    wire t253 = x[28] ^ t28;
    wire t254 = x[42] ^ t166;
    wire t255 = x[50] ^ t109;
    wire t256 = x[55] ^ t76;
    wire t257 = x[59] ^ t157;
    wire t258 = x[60] ^ t154;
    wire t259 = x[64] ^ t89;
    wire t260 = x[79] ^ t106;
    wire t261 = x[92] ^ t110;
    wire t262 = x[120] ^ t16;
    wire t263 = t2 ^ t161;
    wire t264 = t5 ^ t88;
    wire t265 = t20 ^ t79;
    wire t266 = t24 ^ t63;
    wire t267 = t28 ^ t65;
    wire t268 = t29 ^ t159;
    wire t269 = t30 ^ t109;
    wire t270 = t31 ^ t78;
    wire t271 = t32 ^ t142;
    wire t272 = t34 ^ t77;
    wire t273 = t42 ^ t108;
    wire t274 = t43 ^ t204;
    wire t275 = t45 ^ t104;
    wire t276 = t50 ^ t198;
    wire t277 = t51 ^ t141;
    wire t278 = t51 ^ t188;
    wire t279 = t52 ^ t85;
    wire t280 = t59 ^ t162;
    wire t281 = t66 ^ t221;
    wire t282 = t76 ^ t149;
    wire t283 = t78 ^ t126;
    wire t284 = t86 ^ t128;
    wire t285 = t89 ^ t107;
    wire t286 = t90 ^ t103;
    wire t287 = t92 ^ t156;
    wire t288 = t104 ^ t216;
    wire t289 = t111 ^ t223;
    wire t290 = t131 ^ t239;
    wire t291 = t134 ^ t165;
    wire t292 = t138 ^ t146;
    wire t293 = t147 ^ t155;
    wire t294 = t203 ^ t230;
    wire t295 = x[17] ^ t172;
    wire t296 = x[49] ^ t81;
    wire t297 = x[72] ^ t94;
    wire t298 = x[87] ^ t174;
    wire t299 = x[116] ^ t167;
    wire t300 = t1 ^ t83;
    wire t301 = t21 ^ t82;
    wire t302 = t58 ^ t170;
    wire t303 = t69 ^ t169;
    wire t304 = t73 ^ t116;
    wire t305 = t82 ^ t153;
    wire t306 = t83 ^ t100;
    wire t307 = t103 ^ t114;
    wire t308 = t106 ^ t272;
    wire t309 = t115 ^ t200;
    wire t310 = t117 ^ t212;
    wire t311 = t117 ^ t225;
    wire t312 = t118 ^ t248;
    wire t313 = t118 ^ t261;
    wire t314 = t144 ^ t176;
    wire t315 = t145 ^ t171;
    wire t316 = t160 ^ t179;
    wire t317 = t168 ^ t268;
    wire t318 = t173 ^ t195;
    wire t319 = t178 ^ t224;
    assign y[0] = ((t309 ^ ((t164 ^ t214) ^ (t142 ^ t151))) ^ t119) ^ (((t264 ^ t270) ^ t93) ^
        (((((x[22] ^ x[33]) ^ x[18]) ^ (t206 ^ (x[56] ^ x[99]))) ^ (t220 ^ t231)) ^
        (t293 ^ ((t57 ^ t124) ^ t7))));
    assign y[1] = ((((t79 ^ t91) ^ (t63 ^ t65)) ^ ((((x[57] ^ x[62]) ^ (x[2] ^ x[10])) ^
        ((x[113] ^ x[119]) ^ (x[81] ^ x[99]))) ^ (t152 ^ t163))) ^ (t180 ^ t314)) ^
        ((t276 ^ ((t98 ^ t130) ^ t35)) ^ (t174 ^ t259));
    assign y[2] = ((t301 ^ t302) ^ (t119 ^ t184)) ^ (((((t131 ^ t135) ^ t17) ^ (t227 ^ (t197 ^
        (x[82] ^ x[96])))) ^ t266) ^ (t307 ^ ((t105 ^ t220) ^ (t49 ^ t76))));
    assign y[3] = ((t185 ^ ((t75 ^ t145) ^ t51)) ^ t182) ^ (((t257 ^ t266) ^ t253) ^ ((((t201
        ^ t205) ^ (t60 ^ t190)) ^ (t164 ^ t241)) ^ (t275 ^ t294)));
    assign y[4] = ((t297 ^ t299) ^ (t119 ^ t184)) ^ (((t284 ^ t294) ^ (t258 ^ t259)) ^ (t304 ^
        ((t242 ^ (x[6] ^ x[85])) ^ (t219 ^ t229))));
    assign y[5] = ((t296 ^ t297) ^ (t95 ^ t185)) ^ (((t172 ^ t265) ^ t82) ^ (((t222 ^ t231) ^
        t75) ^ (t289 ^ ((t138 ^ (x[38] ^ x[121])) ^ t127))));
    assign y[6] = ((t185 ^ ((t63 ^ t217) ^ t45)) ^ (t84 ^ t95)) ^ (((t177 ^ t255) ^ t82) ^
        ((t291 ^ (t227 ^ (t22 ^ x[1]))) ^ (t260 ^ t270)));
    assign y[7] = ((t306 ^ t313) ^ t84) ^ (((t260 ^ t267) ^ (t116 ^ t175)) ^ (((t148 ^ t154) ^
        t91) ^ ((t213 ^ ((x[54] ^ x[109]) ^ (x[37] ^ x[41]))) ^ (t159 ^ t164))));
    assign y[8] = ((t186 ^ ((((x[118] ^ x[121]) ^ x[100]) ^ (t191 ^ t199)) ^ (t110 ^ t233))) ^
        t84) ^ (((t179 ^ t254) ^ (t53 ^ t81)) ^ ((t290 ^ ((t124 ^ t134) ^ t120)) ^
        (t274 ^ t287)));
    assign y[9] = ((t180 ^ t299) ^ t84) ^ (((t178 ^ t277) ^ (t53 ^ t176)) ^ ((((t139 ^ (x[22]
        ^ x[96])) ^ t102) ^ (t158 ^ t232)) ^ (t289 ^ t291)));
    assign y[10] = ((((t143 ^ t144) ^ (t64 ^ t89)) ^ (((t202 ^ (x[18] ^ x[66])) ^ t97) ^ (t157
        ^ t240))) ^ (t95 ^ t298)) ^ ((t173 ^ t282) ^ t74);
    assign y[11] = (((t292 ^ ((t196 ^ t199) ^ (t6 ^ t190))) ^ (t284 ^ t286)) ^ (t84 ^ ((t160 ^
        (t211 ^ (x[19] ^ x[48]))) ^ t16))) ^ ((t256 ^ t267) ^ t168);
    assign y[12] = ((t296 ^ t312) ^ t180) ^ (((t115 ^ t254) ^ t113) ^ (((t143 ^ t235) ^ t16) ^
        (t288 ^ ((t205 ^ (x[0] ^ x[116])) ^ t187))));
    assign y[13] = (((((t187 ^ t194) ^ (t121 ^ t126)) ^ (t247 ^ (t201 ^ (x[113] ^ x[117])))) ^
        (t281 ^ t285)) ^ t304) ^ ((t271 ^ t273) ^ (t114 ^ t262));
    assign y[14] = ((((t77 ^ t152) ^ t44) ^ ((t242 ^ ((x[100] ^ x[126]) ^ x[58])) ^ (t158 ^
        t217))) ^ (t84 ^ t95)) ^ ((t263 ^ ((t125 ^ t209) ^ t32)) ^ (t114 ^ t169));
    assign y[15] = ((t314 ^ ((t238 ^ (t59 ^ (x[30] ^ x[105]))) ^ (t107 ^ t110))) ^ (t181 ^
        t308)) ^ ((t278 ^ ((t22 ^ t36) ^ t6)) ^ (t94 ^ t116));
    assign y[16] = ((t184 ^ t311) ^ t182) ^ (((t274 ^ t278) ^ (t256 ^ t264)) ^ (((t165 ^ t226)
        ^ t152) ^ (((t194 ^ (x[65] ^ x[106])) ^ t37) ^ (t232 ^ t237))));
    assign y[17] = ((t310 ^ ((t151 ^ t153) ^ (t80 ^ t143))) ^ t295) ^ (((t94 ^ t167) ^ t83) ^
        ((((t41 ^ t196) ^ (t25 ^ t33)) ^ (t162 ^ ((x[75] ^ x[83]) ^ x[68]))) ^ (t252
        ^ t262)));
    assign y[18] = ((t305 ^ t317) ^ t303) ^ (((t170 ^ t250) ^ t83) ^ (((t149 ^ t215) ^ (t66 ^
        t87)) ^ ((((x[34] ^ x[45]) ^ x[29]) ^ (t31 ^ (x[69] ^ x[76]))) ^ (t218 ^
        t245))));
    assign y[19] = ((t181 ^ t302) ^ t95) ^ (((t177 ^ t285) ^ t175) ^ (((t236 ^ t237) ^ (t92 ^
        t163)) ^ (((t39 ^ t102) ^ t30) ^ (((x[110] ^ x[115]) ^ (x[33] ^ x[77])) ^
        (t123 ^ t202)))));
    assign y[20] = ((t319 ^ ((t219 ^ t238) ^ (t63 ^ t71))) ^ t310) ^ (((t115 ^ t263) ^ t54) ^
        ((t277 ^ (((x[86] ^ x[123]) ^ (x[25] ^ x[37])) ^ t8)) ^ (t269 ^ t273)));
    assign y[21] = ((t300 ^ ((t108 ^ t146) ^ t67)) ^ t186) ^ (((t255 ^ t290) ^ t54) ^ (((t222 ^
        t241) ^ (t148 ^ t161)) ^ (((t26 ^ t97) ^ t7) ^ (((x[65] ^ x[124]) ^ x[52]) ^
        (t128 ^ t208)))));
    assign y[22] = ((t307 ^ ((t107 ^ t111) ^ t45)) ^ t186) ^ (((t175 ^ t250) ^ (t54 ^ t112)) ^
        (((t243 ^ t244) ^ (t156 ^ t234)) ^ (((t37 ^ t133) ^ t33) ^ (((x[51] ^ x[95])
        ^ x[21]) ^ (t136 ^ t206)))));
    assign y[23] = ((t318 ^ t319) ^ t301) ^ (((t287 ^ t288) ^ t283) ^ (((t148 ^ t163) ^ t75) ^
        (((t62 ^ t140) ^ t25) ^ (t228 ^ (t211 ^ (x[14] ^ x[44]))))));
    assign y[24] = ((((t49 ^ t229) ^ t15) ^ (((t99 ^ t192) ^ t6) ^ (t247 ^ ((x[50] ^ x[53]) ^
        x[5])))) ^ (t305 ^ t312)) ^ ((t265 ^ t276) ^ (t177 ^ t249));
    assign y[25] = ((t306 ^ t316) ^ (t119 ^ t298)) ^ (((t171 ^ t251) ^ t93) ^ (((((x[77] ^
        x[102]) ^ (x[15] ^ x[23])) ^ (t46 ^ t192)) ^ (t218 ^ t243)) ^ (t252 ^
        t279)));
    assign y[26] = ((t318 ^ ((t88 ^ t151) ^ t68)) ^ t316) ^ (((t280 ^ t281) ^ t258) ^ (((t235 ^
        t245) ^ (t213 ^ t233)) ^ (t286 ^ ((t14 ^ x[90]) ^ t2))));
    assign y[27] = ((t303 ^ t315) ^ (t182 ^ t183)) ^ (((t249 ^ t275) ^ t94) ^ (((((x[41] ^
        x[124]) ^ x[7]) ^ (t124 ^ t132)) ^ t111) ^ (t283 ^ ((t55 ^ t101) ^ t10))));
    assign y[28] = ((((t158 ^ t214) ^ (t72 ^ t155)) ^ ((t240 ^ t246) ^ (t215 ^ t236))) ^ t311)
        ^ ((t292 ^ (((x[24] ^ x[117]) ^ x[16]) ^ (t122 ^ t208))) ^ (t269 ^ t279));
    assign y[29] = ((((t244 ^ t246) ^ (t80 ^ t228)) ^ (((t13 ^ t14) ^ t3) ^ ((t209 ^ x[120]) ^
        (t55 ^ t141)))) ^ (t300 ^ t308)) ^ ((t257 ^ t293) ^ t251);
    assign y[30] = ((((t87 ^ t108) ^ (t43 ^ t63)) ^ ((t234 ^ (t197 ^ x[12])) ^ (t166 ^ t226)))
        ^ (t183 ^ t313)) ^ ((t282 ^ ((t96 ^ t129) ^ t62)) ^ t280);
    assign y[31] = ((t295 ^ t309) ^ (t181 ^ t183)) ^ (((((t191 ^ (x[72] ^ x[90])) ^ (t35 ^
        t137)) ^ (t76 ^ t147)) ^ (t253 ^ t271)) ^ (t315 ^ t317));
endmodule

`default_nettype wire
