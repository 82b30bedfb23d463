// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_best4.yaml
// Codebook: bf16_layer0.yaml, digest bf5c5f78ee6a7718, tag ad021388
// Codebook: bf16_layer2.yaml, digest 193ffa73e07d714a, tag 7ec8d725
// Codebook: bf16_layer3.yaml, digest db6cd3a70ad38b2a, tag 552004c9
// Codebook: bf16_layer5.yaml, digest 629c43a0c5ade820, tag 2344f25d
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

// Relative to this folder: `-f files.f` within it; from elsewhere `-F folder/files.f`, where a tool knows -F
// (Verilator does, Icarus Verilog 11 does not), or the list as it is from there:
//     sed '/[.]v$/s|^|folder/|' folder/files.f > from_here.f
bf16_best4_delay.v
bf16_best4_valid.v
bf16_best4_fifo.v
bf16_best4_split.v
bf16_best4_enc_input.v
bf16_best4_enc_cut.v
bf16_best4_enc_memory.v
bf16_best4_enc_hold.v
bf16_best4_enc_size.v
bf16_best4_enc_smallest.v
bf16_best4_enc_choose.v
bf16_best4_enc_block.v
bf16_best4_enc_table.v
bf16_best4_enc_lookup.v
bf16_best4_enc_merge.v
bf16_best4_enc_join.v
bf16_best4_enc_head.v
bf16_best4_enc_rotate.v
bf16_best4_enc_place.v
bf16_best4_enc_pack.v
bf16_best4_enc_queue.v
bf16_best4_enc_count.v
bf16_best4_enc_counter.v
bf16_best4_enc_counters.v
bf16_best4_encoder.v
bf16_best4_dec_range.v
bf16_best4_dec_code.v
bf16_best4_dec_onehot.v
bf16_best4_dec_keep.v
bf16_best4_dec_symbol.v
bf16_best4_dec_lookahead.v
bf16_best4_dec_length.v
bf16_best4_dec_follow.v
bf16_best4_dec_leaf.v
bf16_best4_dec_pick.v
bf16_best4_dec_compose.v
bf16_best4_dec_entry.v
bf16_best4_dec_sweep.v
bf16_best4_dec_check.v
bf16_best4_dec_stop.v
bf16_best4_dec_join.v
bf16_best4_dec_place.v
bf16_best4_dec_butterfly.v
bf16_best4_dec_pack.v
bf16_best4_decoder.v
