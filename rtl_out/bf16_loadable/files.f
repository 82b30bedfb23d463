// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

// Relative to this folder: `-f files.f` within it; from elsewhere `-F folder/files.f`, where a tool knows -F
// (Verilator does, Icarus Verilog 11 does not), or the list as it is from there:
//     sed '/[.]v$/s|^|folder/|' folder/files.f > from_here.f
bf16_loadable_delay.v
bf16_loadable_valid.v
bf16_loadable_fifo.v
bf16_loadable_split.v
bf16_loadable_store.v
bf16_loadable_axil.v
bf16_loadable_groups.v
bf16_loadable_walk.v
bf16_loadable_enc_registers.v
bf16_loadable_enc_input.v
bf16_loadable_enc_cut.v
bf16_loadable_enc_memory.v
bf16_loadable_enc_hold.v
bf16_loadable_enc_divide.v
bf16_loadable_enc_total.v
bf16_loadable_enc_mean.v
bf16_loadable_enc_find.v
bf16_loadable_enc_own.v
bf16_loadable_enc_relative.v
bf16_loadable_enc_slots.v
bf16_loadable_enc_entry.v
bf16_loadable_enc_codeword.v
bf16_loadable_enc_constants.v
bf16_loadable_enc_book.v
bf16_loadable_enc_drain.v
bf16_loadable_parity.v
bf16_loadable_enc_size.v
bf16_loadable_enc_smallest.v
bf16_loadable_enc_choose.v
bf16_loadable_enc_block.v
bf16_loadable_enc_lookup.v
bf16_loadable_enc_merge.v
bf16_loadable_enc_join.v
bf16_loadable_enc_head.v
bf16_loadable_enc_rotate.v
bf16_loadable_enc_place.v
bf16_loadable_align.v
bf16_loadable_crc_sum_128.v
bf16_loadable_crc_beyond_8.v
bf16_loadable_crc_step_8.v
bf16_loadable_crc_head.v
bf16_loadable_crc_end.v
bf16_loadable_enc_checks.v
bf16_loadable_enc_crc.v
bf16_loadable_enc_turn.v
bf16_loadable_enc_check.v
bf16_loadable_enc_pack.v
bf16_loadable_enc_queue.v
bf16_loadable_enc_count.v
bf16_loadable_enc_counter.v
bf16_loadable_enc_counters.v
bf16_loadable_encoder.v
bf16_loadable_dec_registers.v
bf16_loadable_dec_class.v
bf16_loadable_dec_code.v
bf16_loadable_dec_slots.v
bf16_loadable_dec_choose.v
bf16_loadable_dec_named.v
bf16_loadable_dec_drain.v
bf16_loadable_dec_spoil.v
bf16_loadable_dec_onehot.v
bf16_loadable_dec_keep.v
bf16_loadable_dec_symbol.v
bf16_loadable_dec_base.v
bf16_loadable_crc_row_256.v
bf16_loadable_crc_beyond_16.v
bf16_loadable_crc_step_16.v
bf16_loadable_crc_back.v
bf16_loadable_crc_header.v
bf16_loadable_dec_trailer.v
bf16_loadable_dec_checks.v
bf16_loadable_dec_expect.v
bf16_loadable_dec_verify.v
bf16_loadable_dec_join.v
bf16_loadable_dec_merge.v
bf16_loadable_dec_lookahead.v
bf16_loadable_dec_length.v
bf16_loadable_dec_follow.v
bf16_loadable_dec_leaf.v
bf16_loadable_dec_pick.v
bf16_loadable_dec_compose.v
bf16_loadable_dec_entry.v
bf16_loadable_dec_sweep.v
bf16_loadable_dec_check.v
bf16_loadable_dec_stop.v
bf16_loadable_dec_place.v
bf16_loadable_dec_butterfly.v
bf16_loadable_dec_pack.v
bf16_loadable_decoder.v
