// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

// Relative to this folder: `-f files.f` within it; from elsewhere `-F folder/files.f`, where a tool knows -F
// (Verilator does, Icarus Verilog 11 does not), or the list as it is from there:
//     sed '/[.]v$/s|^|folder/|' folder/files.f > from_here.f
bf16_train_delay.v
bf16_train_valid.v
bf16_train_fifo.v
bf16_train_split.v
bf16_train_enc_input.v
bf16_train_enc_cut.v
bf16_train_enc_memory.v
bf16_train_enc_hold.v
bf16_train_enc_divide.v
bf16_train_enc_total.v
bf16_train_enc_mean.v
bf16_train_enc_find.v
bf16_train_enc_own.v
bf16_train_enc_relative.v
bf16_train_enc_size.v
bf16_train_enc_smallest.v
bf16_train_enc_choose.v
bf16_train_enc_block.v
bf16_train_enc_table.v
bf16_train_enc_lookup.v
bf16_train_enc_merge.v
bf16_train_enc_join.v
bf16_train_enc_head.v
bf16_train_enc_rotate.v
bf16_train_enc_place.v
bf16_train_align.v
bf16_train_crc_sum_128.v
bf16_train_crc_beyond_8.v
bf16_train_crc_step_8.v
bf16_train_crc_head.v
bf16_train_crc_end.v
bf16_train_enc_checks.v
bf16_train_enc_crc.v
bf16_train_enc_turn.v
bf16_train_enc_check.v
bf16_train_enc_pack.v
bf16_train_enc_queue.v
bf16_train_enc_count.v
bf16_train_enc_counter.v
bf16_train_enc_counters.v
bf16_train_encoder.v
bf16_train_dec_range.v
bf16_train_dec_code.v
bf16_train_dec_onehot.v
bf16_train_dec_keep.v
bf16_train_dec_symbol.v
bf16_train_dec_base.v
bf16_train_crc_row_256.v
bf16_train_crc_beyond_16.v
bf16_train_crc_step_16.v
bf16_train_crc_back.v
bf16_train_crc_header.v
bf16_train_dec_trailer.v
bf16_train_dec_checks.v
bf16_train_dec_expect.v
bf16_train_dec_verify.v
bf16_train_dec_join.v
bf16_train_dec_merge.v
bf16_train_dec_lookahead.v
bf16_train_dec_length.v
bf16_train_dec_follow.v
bf16_train_dec_leaf.v
bf16_train_dec_pick.v
bf16_train_dec_compose.v
bf16_train_dec_entry.v
bf16_train_dec_sweep.v
bf16_train_dec_check.v
bf16_train_dec_stop.v
bf16_train_dec_place.v
bf16_train_dec_butterfly.v
bf16_train_dec_pack.v
bf16_train_decoder.v
