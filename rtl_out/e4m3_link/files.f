// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/e4m3_link.yaml
// Codebook: e4m3_act.yaml, digest 074d8b6fca4f0336
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0
e4m3_link_delay.v
e4m3_link_valid.v
e4m3_link_fifo.v
e4m3_link_enc_table.v
e4m3_link_enc_merge.v
e4m3_link_enc_rotate.v
e4m3_link_enc_pack.v
e4m3_link_enc_split.v
e4m3_link_encoder.v
e4m3_link_dec_range.v
e4m3_link_dec_feed.v
e4m3_link_dec_window.v
e4m3_link_dec_symbol.v
e4m3_link_decoder.v
