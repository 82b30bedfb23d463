// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/tiny.yaml
// Codebook: tiny.yaml, digest 52ce7260f7971788, tag d25547ce
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

// Relative to this folder: `-f files.f` within it; from elsewhere `-F folder/files.f`, where a tool knows -F
// (Verilator does, Icarus Verilog 11 does not), or the list as it is from there:
//     sed '/[.]v$/s|^|folder/|' folder/files.f > from_here.f
tiny_delay.v
tiny_valid.v
tiny_fifo.v
tiny_enc_input.v
tiny_enc_table.v
tiny_enc_lookup.v
tiny_enc_merge.v
tiny_enc_join.v
tiny_enc_rotate.v
tiny_enc_place.v
tiny_enc_pack.v
tiny_encoder.v
tiny_dec_range.v
tiny_dec_code.v
tiny_dec_onehot.v
tiny_dec_keep.v
tiny_dec_symbol.v
tiny_dec_feed.v
tiny_dec_window.v
tiny_decoder.v
