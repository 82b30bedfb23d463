// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_link.yaml
// Codebook: bf16_act.yaml, digest a00a06a7734ce6aa
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0
bf16_link_delay.v
bf16_link_valid.v
bf16_link_fifo.v
bf16_link_enc_table.v
bf16_link_enc_merge.v
bf16_link_enc_rotate.v
bf16_link_enc_pack.v
bf16_link_enc_split.v
bf16_link_encoder.v
bf16_link_dec_range.v
bf16_link_dec_feed.v
bf16_link_dec_window.v
bf16_link_dec_symbol.v
bf16_link_decoder.v
