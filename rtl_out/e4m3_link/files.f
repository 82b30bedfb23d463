// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/e4m3_link.yaml
// Codebook: e4m3_act.yaml, digest 074d8b6fca4f0336, tag fe621fd8
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

// Relative to this folder: `-f files.f` within it; from elsewhere `-F folder/files.f`, where a tool knows -F
// (Verilator does, Icarus Verilog 11 does not), or the list as it is from there:
//     sed '/[.]v$/s|^|folder/|' folder/files.f > from_here.f
e4m3_link_delay.v
e4m3_link_valid.v
e4m3_link_fifo.v
e4m3_link_split.v
e4m3_link_enc_input.v
e4m3_link_enc_table.v
e4m3_link_enc_lookup.v
e4m3_link_enc_merge.v
e4m3_link_enc_join.v
e4m3_link_enc_rotate.v
e4m3_link_enc_place.v
e4m3_link_enc_pack.v
e4m3_link_encoder.v
e4m3_link_dec_range.v
e4m3_link_dec_code.v
e4m3_link_dec_onehot.v
e4m3_link_dec_keep.v
e4m3_link_dec_symbol.v
e4m3_link_dec_lookahead.v
e4m3_link_dec_length.v
e4m3_link_dec_follow.v
e4m3_link_dec_leaf.v
e4m3_link_dec_pick.v
e4m3_link_dec_compose.v
e4m3_link_dec_entry.v
e4m3_link_dec_sweep.v
e4m3_link_dec_check.v
e4m3_link_dec_stop.v
e4m3_link_dec_place.v
e4m3_link_dec_butterfly.v
e4m3_link_dec_pack.v
e4m3_link_decoder.v
