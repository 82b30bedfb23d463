/*
 * Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
 *     huffwire generate configs/bf16_loadable.yaml
 * Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
 * Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
 * Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
 * This file is yours: Huffwire's own licence does not extend to what it emits.
 * SPDX-License-Identifier: Apache-2.0
 */

#ifndef BF16_LOADABLE_REGISTERS_H
#define BF16_LOADABLE_REGISTERS_H

#define BF16_LOADABLE_SLOTS                     2u
#define BF16_LOADABLE_BOOKS                     3u
#define BF16_LOADABLE_SYMBOL_BITS               8u
#define BF16_LOADABLE_ALPHABET                  256u
#define BF16_LOADABLE_SHORTEST                  1u
#define BF16_LOADABLE_LONGEST                   10u
#define BF16_LOADABLE_LOG2_SYMBOLS              5u
#define BF16_LOADABLE_SYMBOLS                   32u
#define BF16_LOADABLE_GROUPS                    8u
#define BF16_LOADABLE_ESCAPES                   1u
#define BF16_LOADABLE_WORDS                     32u
#define BF16_LOADABLE_CHECK_BYTES               4u
#define BF16_LOADABLE_COUNTERS                  18u
#define BF16_LOADABLE_ENCODER_ID_VALUE          0x48465701u
#define BF16_LOADABLE_ENCODER_CAPABILITIES_VALUE 0x4b686062u
#define BF16_LOADABLE_ENCODER_LAYOUT_VALUE      0x00200008u
#define BF16_LOADABLE_ENCODER_DIGEST_LOW_VALUE  0x9f8fe0b2u
#define BF16_LOADABLE_ENCODER_DIGEST_HIGH_VALUE 0xd99bc6e0u
#define BF16_LOADABLE_DECODER_ID_VALUE          0x48465701u
#define BF16_LOADABLE_DECODER_CAPABILITIES_VALUE 0x4f686062u
#define BF16_LOADABLE_DECODER_LAYOUT_VALUE      0x00200008u
#define BF16_LOADABLE_DECODER_DIGEST_LOW_VALUE  0x9f8fe0b2u
#define BF16_LOADABLE_DECODER_DIGEST_HIGH_VALUE 0xd99bc6e0u

/* R: the letters HFW and the map's version. */
#define BF16_LOADABLE_ID                        0x000u
#define BF16_LOADABLE_ID_VERSION_SHIFT          0u
#define BF16_LOADABLE_ID_VERSION_MASK           0x000000ffu
#define BF16_LOADABLE_ID_LETTERS_SHIFT          8u
#define BF16_LOADABLE_ID_LETTERS_MASK           0xffffff00u

/* R: what the slots can hold. */
#define BF16_LOADABLE_CAPABILITIES              0x004u
#define BF16_LOADABLE_CAPABILITIES_SLOTS_SHIFT  0u
#define BF16_LOADABLE_CAPABILITIES_SLOTS_MASK   0x0000001fu
#define BF16_LOADABLE_CAPABILITIES_BOOKS_SHIFT  5u
#define BF16_LOADABLE_CAPABILITIES_BOOKS_MASK   0x000003e0u
#define BF16_LOADABLE_CAPABILITIES_SYMBOL_BITS_SHIFT 10u
#define BF16_LOADABLE_CAPABILITIES_SYMBOL_BITS_MASK 0x00003c00u
#define BF16_LOADABLE_CAPABILITIES_SHORTEST_SHIFT 14u
#define BF16_LOADABLE_CAPABILITIES_SHORTEST_MASK 0x0003c000u
#define BF16_LOADABLE_CAPABILITIES_LONGEST_SHIFT 18u
#define BF16_LOADABLE_CAPABILITIES_LONGEST_MASK 0x003c0000u
#define BF16_LOADABLE_CAPABILITIES_LOG2_SYMBOLS_SHIFT 22u
#define BF16_LOADABLE_CAPABILITIES_LOG2_SYMBOLS_MASK 0x01c00000u
#define BF16_LOADABLE_CAPABILITIES_ESCAPES_SHIFT 25u
#define BF16_LOADABLE_CAPABILITIES_ESCAPES_MASK 0x02000000u
#define BF16_LOADABLE_CAPABILITIES_DECODER_SHIFT 26u
#define BF16_LOADABLE_CAPABILITIES_DECODER_MASK 0x04000000u
#define BF16_LOADABLE_CAPABILITIES_PROTECT_SHIFT 27u
#define BF16_LOADABLE_CAPABILITIES_PROTECT_MASK 0x08000000u
#define BF16_LOADABLE_CAPABILITIES_CHECK_BYTES_SHIFT 28u
#define BF16_LOADABLE_CAPABILITIES_CHECK_BYTES_MASK 0x70000000u

/* R: more of it. */
#define BF16_LOADABLE_LAYOUT                    0x008u
#define BF16_LOADABLE_LAYOUT_GROUPS_SHIFT       0u
#define BF16_LOADABLE_LAYOUT_GROUPS_MASK        0x000001ffu
#define BF16_LOADABLE_LAYOUT_WORDS_SHIFT        16u
#define BF16_LOADABLE_LAYOUT_WORDS_MASK         0x01ff0000u

/* R: where a load stands, and which slots are valid. */
#define BF16_LOADABLE_STATUS                    0x00cu
#define BF16_LOADABLE_STATUS_OPEN_SHIFT         0u
#define BF16_LOADABLE_STATUS_OPEN_MASK          0x00000001u
#define BF16_LOADABLE_STATUS_READY_SHIFT        1u
#define BF16_LOADABLE_STATUS_READY_MASK         0x00000002u
#define BF16_LOADABLE_STATUS_SLOT_SHIFT         4u
#define BF16_LOADABLE_STATUS_SLOT_MASK          0x000000f0u
#define BF16_LOADABLE_STATUS_ERROR_ORDER_SHIFT  8u
#define BF16_LOADABLE_STATUS_ERROR_ORDER_MASK   0x00000100u
#define BF16_LOADABLE_STATUS_ERROR_KRAFT_SHIFT  9u
#define BF16_LOADABLE_STATUS_ERROR_KRAFT_MASK   0x00000200u
#define BF16_LOADABLE_STATUS_ERROR_LENGTHS_SHIFT 10u
#define BF16_LOADABLE_STATUS_ERROR_LENGTHS_MASK 0x00000400u
#define BF16_LOADABLE_STATUS_ERROR_GROUPS_SHIFT 11u
#define BF16_LOADABLE_STATUS_ERROR_GROUPS_MASK  0x00000800u
#define BF16_LOADABLE_STATUS_ERROR_PADDING_SHIFT 12u
#define BF16_LOADABLE_STATUS_ERROR_PADDING_MASK 0x00001000u
#define BF16_LOADABLE_STATUS_ERROR_TAG_SHIFT    13u
#define BF16_LOADABLE_STATUS_ERROR_TAG_MASK     0x00002000u
#define BF16_LOADABLE_STATUS_ERROR_FAULT_SHIFT  14u
#define BF16_LOADABLE_STATUS_ERROR_FAULT_MASK   0x00004000u
#define BF16_LOADABLE_STATUS_VALID_SHIFT        16u
#define BF16_LOADABLE_STATUS_VALID_MASK         0x00030000u

/* W: opens a slot: it is invalid from here on, and a load begins. */
#define BF16_LOADABLE_OPEN                      0x010u

/* W: ends the load; the slot is valid if what was loaded is a code of the envelope and has this
   tag. */
#define BF16_LOADABLE_COMMIT                    0x014u

/* W: makes slots invalid; what is being loaded goes on. */
#define BF16_LOADABLE_DROP                      0x018u
#define BF16_LOADABLE_DROP_SLOTS_SHIFT          0u
#define BF16_LOADABLE_DROP_SLOTS_MASK           0x00000003u

/* R: tag of what has been loaded so far. */
#define BF16_LOADABLE_LOADED                    0x01cu

/* W: what becomes of the counters; with both bits they are read and cleared at once. */
#define BF16_LOADABLE_CONTROL                   0x020u
#define BF16_LOADABLE_CONTROL_SNAPSHOT_SHIFT    0u
#define BF16_LOADABLE_CONTROL_SNAPSHOT_MASK     0x00000001u
#define BF16_LOADABLE_CONTROL_CLEAR_SHIFT       1u
#define BF16_LOADABLE_CONTROL_CLEAR_MASK        0x00000002u

/* R: packets and blocks that were sent raw for want of their codebook; wraps. */
#define BF16_LOADABLE_REFUSED                   0x024u

/* R: the lowest 32 bits of the design's digest, which is the same at both ends of a link. */
#define BF16_LOADABLE_DIGEST_LOW                0x028u

/* R: the highest 32 bits of the design's digest, which is the same at both ends of a link. */
#define BF16_LOADABLE_DIGEST_HIGH               0x02cu

/* W: codewords of every length, ascending, each length once. */
#define BF16_LOADABLE_COUNT(n)                  (0x040u + 4u * (n))
#define BF16_LOADABLE_COUNT_FIRST               1u
#define BF16_LOADABLE_COUNT_NUMBER              10u
#define BF16_LOADABLE_COUNT_SYMBOLS_SHIFT       0u
#define BF16_LOADABLE_COUNT_SYMBOLS_MASK        0x000007ffu
#define BF16_LOADABLE_COUNT_ESCAPE_SHIFT        16u
#define BF16_LOADABLE_COUNT_ESCAPE_MASK         0x00010000u

/* R: tag of every slot's codebook. */
#define BF16_LOADABLE_TAG(n)                    (0x080u + 4u * (n))
#define BF16_LOADABLE_TAG_FIRST                 0u
#define BF16_LOADABLE_TAG_NUMBER                2u

/* R: the lowest 32 bits of the counter frames_0 in the last snapshot. */
#define BF16_LOADABLE_FRAMES_0_LOW              0x100u

/* R: the highest 16 bits of the counter frames_0 in the last snapshot. */
#define BF16_LOADABLE_FRAMES_0_HIGH             0x104u
#define BF16_LOADABLE_FRAMES_0_HIGH_VALUE_SHIFT 0u
#define BF16_LOADABLE_FRAMES_0_HIGH_VALUE_MASK  0x0000ffffu

/* R: the lowest 32 bits of the counter elements_0 in the last snapshot. */
#define BF16_LOADABLE_ELEMENTS_0_LOW            0x108u

/* R: the highest 16 bits of the counter elements_0 in the last snapshot. */
#define BF16_LOADABLE_ELEMENTS_0_HIGH           0x10cu
#define BF16_LOADABLE_ELEMENTS_0_HIGH_VALUE_SHIFT 0u
#define BF16_LOADABLE_ELEMENTS_0_HIGH_VALUE_MASK 0x0000ffffu

/* R: the lowest 32 bits of the counter bits_0 in the last snapshot. */
#define BF16_LOADABLE_BITS_0_LOW                0x110u

/* R: the highest 16 bits of the counter bits_0 in the last snapshot. */
#define BF16_LOADABLE_BITS_0_HIGH               0x114u
#define BF16_LOADABLE_BITS_0_HIGH_VALUE_SHIFT   0u
#define BF16_LOADABLE_BITS_0_HIGH_VALUE_MASK    0x0000ffffu

/* R: the lowest 32 bits of the counter frames_1 in the last snapshot. */
#define BF16_LOADABLE_FRAMES_1_LOW              0x118u

/* R: the highest 16 bits of the counter frames_1 in the last snapshot. */
#define BF16_LOADABLE_FRAMES_1_HIGH             0x11cu
#define BF16_LOADABLE_FRAMES_1_HIGH_VALUE_SHIFT 0u
#define BF16_LOADABLE_FRAMES_1_HIGH_VALUE_MASK  0x0000ffffu

/* R: the lowest 32 bits of the counter elements_1 in the last snapshot. */
#define BF16_LOADABLE_ELEMENTS_1_LOW            0x120u

/* R: the highest 16 bits of the counter elements_1 in the last snapshot. */
#define BF16_LOADABLE_ELEMENTS_1_HIGH           0x124u
#define BF16_LOADABLE_ELEMENTS_1_HIGH_VALUE_SHIFT 0u
#define BF16_LOADABLE_ELEMENTS_1_HIGH_VALUE_MASK 0x0000ffffu

/* R: the lowest 32 bits of the counter bits_1 in the last snapshot. */
#define BF16_LOADABLE_BITS_1_LOW                0x128u

/* R: the highest 16 bits of the counter bits_1 in the last snapshot. */
#define BF16_LOADABLE_BITS_1_HIGH               0x12cu
#define BF16_LOADABLE_BITS_1_HIGH_VALUE_SHIFT   0u
#define BF16_LOADABLE_BITS_1_HIGH_VALUE_MASK    0x0000ffffu

/* R: the lowest 32 bits of the counter frames_2 in the last snapshot. */
#define BF16_LOADABLE_FRAMES_2_LOW              0x130u

/* R: the highest 16 bits of the counter frames_2 in the last snapshot. */
#define BF16_LOADABLE_FRAMES_2_HIGH             0x134u
#define BF16_LOADABLE_FRAMES_2_HIGH_VALUE_SHIFT 0u
#define BF16_LOADABLE_FRAMES_2_HIGH_VALUE_MASK  0x0000ffffu

/* R: the lowest 32 bits of the counter elements_2 in the last snapshot. */
#define BF16_LOADABLE_ELEMENTS_2_LOW            0x138u

/* R: the highest 16 bits of the counter elements_2 in the last snapshot. */
#define BF16_LOADABLE_ELEMENTS_2_HIGH           0x13cu
#define BF16_LOADABLE_ELEMENTS_2_HIGH_VALUE_SHIFT 0u
#define BF16_LOADABLE_ELEMENTS_2_HIGH_VALUE_MASK 0x0000ffffu

/* R: the lowest 32 bits of the counter bits_2 in the last snapshot. */
#define BF16_LOADABLE_BITS_2_LOW                0x140u

/* R: the highest 16 bits of the counter bits_2 in the last snapshot. */
#define BF16_LOADABLE_BITS_2_HIGH               0x144u
#define BF16_LOADABLE_BITS_2_HIGH_VALUE_SHIFT   0u
#define BF16_LOADABLE_BITS_2_HIGH_VALUE_MASK    0x0000ffffu

/* R: the lowest 32 bits of the counter frames_3 in the last snapshot. */
#define BF16_LOADABLE_FRAMES_3_LOW              0x148u

/* R: the highest 16 bits of the counter frames_3 in the last snapshot. */
#define BF16_LOADABLE_FRAMES_3_HIGH             0x14cu
#define BF16_LOADABLE_FRAMES_3_HIGH_VALUE_SHIFT 0u
#define BF16_LOADABLE_FRAMES_3_HIGH_VALUE_MASK  0x0000ffffu

/* R: the lowest 32 bits of the counter elements_3 in the last snapshot. */
#define BF16_LOADABLE_ELEMENTS_3_LOW            0x150u

/* R: the highest 16 bits of the counter elements_3 in the last snapshot. */
#define BF16_LOADABLE_ELEMENTS_3_HIGH           0x154u
#define BF16_LOADABLE_ELEMENTS_3_HIGH_VALUE_SHIFT 0u
#define BF16_LOADABLE_ELEMENTS_3_HIGH_VALUE_MASK 0x0000ffffu

/* R: the lowest 32 bits of the counter bits_3 in the last snapshot. */
#define BF16_LOADABLE_BITS_3_LOW                0x158u

/* R: the highest 16 bits of the counter bits_3 in the last snapshot. */
#define BF16_LOADABLE_BITS_3_HIGH               0x15cu
#define BF16_LOADABLE_BITS_3_HIGH_VALUE_SHIFT   0u
#define BF16_LOADABLE_BITS_3_HIGH_VALUE_MASK    0x0000ffffu

/* R: the lowest 32 bits of the counter frames_4 in the last snapshot. */
#define BF16_LOADABLE_FRAMES_4_LOW              0x160u

/* R: the highest 16 bits of the counter frames_4 in the last snapshot. */
#define BF16_LOADABLE_FRAMES_4_HIGH             0x164u
#define BF16_LOADABLE_FRAMES_4_HIGH_VALUE_SHIFT 0u
#define BF16_LOADABLE_FRAMES_4_HIGH_VALUE_MASK  0x0000ffffu

/* R: the lowest 32 bits of the counter elements_4 in the last snapshot. */
#define BF16_LOADABLE_ELEMENTS_4_LOW            0x168u

/* R: the highest 16 bits of the counter elements_4 in the last snapshot. */
#define BF16_LOADABLE_ELEMENTS_4_HIGH           0x16cu
#define BF16_LOADABLE_ELEMENTS_4_HIGH_VALUE_SHIFT 0u
#define BF16_LOADABLE_ELEMENTS_4_HIGH_VALUE_MASK 0x0000ffffu

/* R: the lowest 32 bits of the counter bits_4 in the last snapshot. */
#define BF16_LOADABLE_BITS_4_LOW                0x170u

/* R: the highest 16 bits of the counter bits_4 in the last snapshot. */
#define BF16_LOADABLE_BITS_4_HIGH               0x174u
#define BF16_LOADABLE_BITS_4_HIGH_VALUE_SHIFT   0u
#define BF16_LOADABLE_BITS_4_HIGH_VALUE_MASK    0x0000ffffu

/* R: the lowest 32 bits of the counter frames_5 in the last snapshot. */
#define BF16_LOADABLE_FRAMES_5_LOW              0x178u

/* R: the highest 16 bits of the counter frames_5 in the last snapshot. */
#define BF16_LOADABLE_FRAMES_5_HIGH             0x17cu
#define BF16_LOADABLE_FRAMES_5_HIGH_VALUE_SHIFT 0u
#define BF16_LOADABLE_FRAMES_5_HIGH_VALUE_MASK  0x0000ffffu

/* R: the lowest 32 bits of the counter elements_5 in the last snapshot. */
#define BF16_LOADABLE_ELEMENTS_5_LOW            0x180u

/* R: the highest 16 bits of the counter elements_5 in the last snapshot. */
#define BF16_LOADABLE_ELEMENTS_5_HIGH           0x184u
#define BF16_LOADABLE_ELEMENTS_5_HIGH_VALUE_SHIFT 0u
#define BF16_LOADABLE_ELEMENTS_5_HIGH_VALUE_MASK 0x0000ffffu

/* R: the lowest 32 bits of the counter bits_5 in the last snapshot. */
#define BF16_LOADABLE_BITS_5_LOW                0x188u

/* R: the highest 16 bits of the counter bits_5 in the last snapshot. */
#define BF16_LOADABLE_BITS_5_HIGH               0x18cu
#define BF16_LOADABLE_BITS_5_HIGH_VALUE_SHIFT   0u
#define BF16_LOADABLE_BITS_5_HIGH_VALUE_MASK    0x0000ffffu

/* W: lengths of symbols in their order, eight a word; the words ascending, behind the last
   COUNT. */
#define BF16_LOADABLE_LENGTHS(n)                (0x400u + 4u * (n))
#define BF16_LOADABLE_LENGTHS_FIRST             0u
#define BF16_LOADABLE_LENGTHS_NUMBER            32u
#define BF16_LOADABLE_LENGTHS_LENGTH_0_SHIFT    0u
#define BF16_LOADABLE_LENGTHS_LENGTH_0_MASK     0x0000000fu
#define BF16_LOADABLE_LENGTHS_LENGTH_1_SHIFT    4u
#define BF16_LOADABLE_LENGTHS_LENGTH_1_MASK     0x000000f0u
#define BF16_LOADABLE_LENGTHS_LENGTH_2_SHIFT    8u
#define BF16_LOADABLE_LENGTHS_LENGTH_2_MASK     0x00000f00u
#define BF16_LOADABLE_LENGTHS_LENGTH_3_SHIFT    12u
#define BF16_LOADABLE_LENGTHS_LENGTH_3_MASK     0x0000f000u
#define BF16_LOADABLE_LENGTHS_LENGTH_4_SHIFT    16u
#define BF16_LOADABLE_LENGTHS_LENGTH_4_MASK     0x000f0000u
#define BF16_LOADABLE_LENGTHS_LENGTH_5_SHIFT    20u
#define BF16_LOADABLE_LENGTHS_LENGTH_5_MASK     0x00f00000u
#define BF16_LOADABLE_LENGTHS_LENGTH_6_SHIFT    24u
#define BF16_LOADABLE_LENGTHS_LENGTH_6_MASK     0x0f000000u
#define BF16_LOADABLE_LENGTHS_LENGTH_7_SHIFT    28u
#define BF16_LOADABLE_LENGTHS_LENGTH_7_MASK     0xf0000000u

#endif /* BF16_LOADABLE_REGISTERS_H */
