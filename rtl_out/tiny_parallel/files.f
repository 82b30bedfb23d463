// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny_parallel.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788, tag d25547ce
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

// Relative to this folder: `-f files.f` within it; from elsewhere `-F folder/files.f`, where a tool knows -F
// (Verilator does, Icarus Verilog 11 does not), or the list as it is from there:
//     sed '/[.]v$/s|^|folder/|' folder/files.f > from_here.f
tiny_parallel_delay.v
tiny_parallel_valid.v
tiny_parallel_fifo.v
tiny_parallel_split.v
tiny_parallel_enc_input.v
tiny_parallel_enc_table.v
tiny_parallel_enc_lookup.v
tiny_parallel_enc_merge.v
tiny_parallel_enc_join.v
tiny_parallel_enc_rotate.v
tiny_parallel_enc_place.v
tiny_parallel_enc_pack.v
tiny_parallel_encoder.v
tiny_parallel_dec_range.v
tiny_parallel_dec_code.v
tiny_parallel_dec_onehot.v
tiny_parallel_dec_keep.v
tiny_parallel_dec_symbol.v
tiny_parallel_dec_lookahead.v
tiny_parallel_dec_length.v
tiny_parallel_dec_follow.v
tiny_parallel_dec_leaf.v
tiny_parallel_dec_pick.v
tiny_parallel_dec_compose.v
tiny_parallel_dec_entry.v
tiny_parallel_dec_sweep.v
tiny_parallel_dec_check.v
tiny_parallel_dec_stop.v
tiny_parallel_dec_place.v
tiny_parallel_dec_butterfly.v
tiny_parallel_dec_pack.v
tiny_parallel_decoder.v
