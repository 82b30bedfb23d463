/* libhuffwire: the golden model of Huffwire for C. docs/bindings.md shows how it is used.
 *
 * Made from bindings/c/src by cbindgen. Handles do not change once they are made, and there are no globals: threads share
 * them as they like. A null pointer, a short buffer or a damaged frame is a status, with text, and never a crash. */

#ifndef LIBHUFFWIRE_H
#define LIBHUFFWIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// How a call ended.
typedef enum huffwire_status {
    // As it was asked.
    HUFFWIRE_OK = 0,
    // A null pointer, or a number out of its range.
    HUFFWIRE_ERROR_ARGUMENT = 1,
    // A file that cannot be read, or is no codebook or design.
    HUFFWIRE_ERROR_FILE = 2,
    // Bytes that are no whole elements, or elements with bits above the significant ones.
    HUFFWIRE_ERROR_ELEMENTS = 3,
    // A buffer too short for what comes.
    HUFFWIRE_ERROR_BUFFER = 4,
    // A frame in error; its reason is in `huffwire_read`.
    HUFFWIRE_ERROR_FRAME = 5,
    // An error of the library itself, to be reported.
    HUFFWIRE_ERROR_INTERNAL = 6,
} huffwire_status;

// Why a frame is in error, as the decoder's `tuser[3:1]` says it.
typedef enum huffwire_reason {
    // It is not.
    HUFFWIRE_FRAME_OK = 0,
    // Less than a byte is left, and not all ones.
    HUFFWIRE_BAD_PADDING = 1,
    // The bits begin no codeword.
    HUFFWIRE_INVALID_CODEWORD = 2,
    // The frame ends within an element, or within its header or check.
    HUFFWIRE_TRUNCATED = 3,
    // The header names a codebook that is not there.
    HUFFWIRE_CODEBOOK_INDEX = 4,
    // The elements or the header are not those that were sent, or both ends have different codebooks.
    HUFFWIRE_CHECK = 5,
} huffwire_reason;

// Where the base of a frame's exponents comes from.
typedef enum huffwire_base {
    // From the frame's own exponents.
    HUFFWIRE_BASE_OWN = 0,
    // From those of the frame before; before the first one it is `base_value`.
    HUFFWIRE_BASE_PREVIOUS = 1,
    // It is `base_value`.
    HUFFWIRE_BASE_GIVEN = 2,
} huffwire_base;

// A codebook or a design: a handle that threads share as they like.
typedef struct huffwire_codec huffwire_codec;

// The frames of a packet.
typedef struct huffwire_packet huffwire_packet;

// What both ends agree on.
typedef struct huffwire_info {
    // Bytes of an element: 1, 2 or 4.
    uint32_t element_bytes;
    // Significant bits of an element.
    uint32_t element_bits;
    // Codebooks that a frame may name, slots and the raw book among them.
    uint32_t indices;
    // Bits in front of a frame's elements.
    uint32_t header_bits;
    // Bytes behind a frame's elements.
    uint32_t check_bytes;
    // Elements of a block; 0 where a packet is one frame.
    uint32_t block_elements;
    // Whether frames have a base.
    bool base;
    // Of all that both ends agree on.
    uint8_t digest[8];
} huffwire_info;

// How a packet becomes frames.
typedef struct huffwire_choice {
    // The codebook's index, as on the encoder's sideband: beyond the last one it is the last. -1: for every frame the one
    // that makes it smallest.
    int32_t index;
    // One of `enum huffwire_base`; without meaning where frames have no base.
    uint32_t base;
    // The base itself, for HUFFWIRE_BASE_GIVEN and HUFFWIRE_BASE_PREVIOUS.
    uint16_t base_value;
} huffwire_choice;

// A frame as the encoder sends it.
typedef struct huffwire_frame {
    // What goes over the bus.
    const uint8_t *bytes;
    // How many bytes.
    size_t length;
    // How many elements it holds.
    uint64_t elements;
    // Bits of the elements, without header, padding and check.
    uint64_t bits;
    // Its codebook's index.
    uint32_t index;
    // The base in its header; 0 where there is none.
    uint16_t base;
    // The base of its own exponents, for the frame behind it; 0 where frames have none.
    uint16_t own_base;
    // Whether the packet ends with it.
    bool last;
} huffwire_frame;

// What a decoder finds in a frame.
typedef struct huffwire_read {
    // Bytes of elements.
    size_t length;
    // Index in the header, whether or not there is such a codebook; -1 where the frame is shorter than its header and
    // check.
    int32_t index;
    // What is wrong with the frame.
    enum huffwire_reason reason;
    // The base in the header; 0 where there is none.
    uint16_t base;
    // Whether the packet ends with this frame.
    bool last;
} huffwire_read;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The version of the library, such as `0.1.0`. Nobody frees it.
const char *huffwire_version(void);

// Reads a codebook's file (YAML). Its frames have no header, and a packet is one frame.
//
// On HUFFWIRE_OK `*codec` is a handle for `huffwire_free`; else it is null, and `*error` says file, line and what to
// change. Whoever wants no text passes a null `error`; the others free it with `huffwire_free_text`.
enum huffwire_status huffwire_load_codebook(const char *file,
                                            struct huffwire_codec **codec,
                                            char **error);

// Reads a design's file (YAML) and the codebooks that it names. Its packets become the frames that the generated
// hardware sends. As `huffwire_load_codebook`.
enum huffwire_status huffwire_load_design(const char *file,
                                          struct huffwire_codec **codec,
                                          char **error);

// Frees a codec; null is nothing to free.
void huffwire_free(struct huffwire_codec *codec);

// Frees a text that came through `error`; null is nothing to free.
void huffwire_free_text(char *text);

// What both ends agree on.
enum huffwire_status huffwire_describe(const struct huffwire_codec *codec,
                                       struct huffwire_info *info,
                                       char **error);

// The most bytes that a frame of so many elements can have; 0 for a null codec.
uint64_t huffwire_frame_bound(const struct huffwire_codec *codec, uint64_t elements);

// The most bytes of elements that a frame of so many bytes can hold; 0 for a null codec.
uint64_t huffwire_elements_bound(const struct huffwire_codec *codec, uint64_t frame_length);

// Encodes a packet: `length` bytes of whole elements, little-endian; none are a packet as well.
//
// A null `choice` is what the design's encoder does by itself: the codebook that makes a frame smallest, the base of
// the design's rule, and the design's blocks. On HUFFWIRE_OK `*packet` holds its frames, at least one, for
// `huffwire_free_packet`; else it is null.
enum huffwire_status huffwire_encode(const struct huffwire_codec *codec,
                                     const struct huffwire_choice *choice,
                                     const uint8_t *elements,
                                     size_t length,
                                     struct huffwire_packet **packet,
                                     char **error);

// How many frames a packet became; 0 for null.
size_t huffwire_frames(const struct huffwire_packet *packet);

// Frame `number` of a packet, counted from 0. Its bytes live as long as the packet.
enum huffwire_status huffwire_frame_at(const struct huffwire_packet *packet,
                                       size_t number,
                                       struct huffwire_frame *frame,
                                       char **error);

// Frees a packet; null is nothing to free.
void huffwire_free_packet(struct huffwire_packet *packet);

// Encodes one frame of a packet with a header of one's own: the codebook's index, whether the packet ends with it, and the
// base; what a design's frames do not have is not sent.
//
// Writes up to `capacity` bytes, of which `huffwire_frame_bound` says how many are enough, and sets `*written`. Where they
// are too few the status is HUFFWIRE_ERROR_BUFFER, `*written` is how many it takes, and nothing is written.
enum huffwire_status huffwire_encode_frame(const struct huffwire_codec *codec,
                                           size_t index,
                                           bool last,
                                           uint16_t base,
                                           const uint8_t *elements,
                                           size_t length,
                                           uint8_t *frame,
                                           size_t capacity,
                                           size_t *written,
                                           char **error);

// Decodes one frame into `elements`, little-endian: up to `capacity` bytes, of which `huffwire_elements_bound` says how
// many are enough, and fills `*read`.
//
// Where they are too few the status is HUFFWIRE_ERROR_BUFFER, `read->length` is how many it takes, and nothing is
// written. A frame in error is HUFFWIRE_ERROR_FRAME; the elements before the error are there, as the hardware gives them
// out, and `*read` is filled.
enum huffwire_status huffwire_decode_frame(const struct huffwire_codec *codec,
                                           const uint8_t *frame,
                                           size_t length,
                                           uint8_t *elements,
                                           size_t capacity,
                                           struct huffwire_read *read,
                                           char **error);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* LIBHUFFWIRE_H */
