// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_link.yaml
// Codebook: bf16_act.yaml, digest a00a06a7734ce6aa, tag 3676abbb
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

// Relative to this folder: `-f files.f` within it; from elsewhere `-F folder/files.f`, where a tool knows -F
// (Verilator does, Icarus Verilog 11 does not), or the list as it is from there:
//     sed '/[.]v$/s|^|folder/|' folder/files.f > from_here.f
bf16_link_delay.v
bf16_link_valid.v
bf16_link_fifo.v
bf16_link_split.v
bf16_link_enc_input.v
bf16_link_enc_table.v
bf16_link_enc_lookup.v
bf16_link_enc_merge.v
bf16_link_enc_join.v
bf16_link_enc_rotate.v
bf16_link_enc_place.v
bf16_link_enc_pack.v
bf16_link_encoder.v
bf16_link_dec_range.v
bf16_link_dec_code.v
bf16_link_dec_onehot.v
bf16_link_dec_keep.v
bf16_link_dec_symbol.v
bf16_link_dec_lookahead.v
bf16_link_dec_length.v
bf16_link_dec_follow.v
bf16_link_dec_leaf.v
bf16_link_dec_pick.v
bf16_link_dec_compose.v
bf16_link_dec_entry.v
bf16_link_dec_sweep.v
bf16_link_dec_check.v
bf16_link_dec_stop.v
bf16_link_dec_place.v
bf16_link_dec_butterfly.v
bf16_link_dec_pack.v
bf16_link_decoder.v
