/* Elements of a file through a design's frames and back.
 *
 *     cc -o round_trip round_trip.c -I bindings/c/include -L target/release -lhuffwire
 *     ./round_trip configs/bf16_link.yaml elements.bin
 *
 * The file's bytes are elements, little-endian. Prints what every frame has, and that the elements came back.
 */
#include "libhuffwire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Says what went wrong and ends. The text is in `*error` when the call is over. */
static void must(huffwire_status status, char **error)
{
    if (status != HUFFWIRE_OK) {
        fprintf(stderr, "round_trip: %s\n", *error);
        huffwire_free_text(*error);
        exit(2);
    }
}

/* The bytes of a file, and how many. */
static uint8_t *contents(const char *name, size_t *length)
{
    FILE *file = fopen(name, "rb");
    uint8_t *bytes = NULL;
    size_t room = 0, got = 0;

    if (file == NULL) {
        perror(name);
        exit(2);
    }
    *length = 0;
    do {
        *length += got;
        if (*length == room) {
            room = 2 * room + 4096;
            bytes = realloc(bytes, room);
            if (bytes == NULL) {
                perror(name);
                exit(2);
            }
        }
        got = fread(bytes + *length, 1, room - *length, file);
    } while (got > 0);
    if (ferror(file)) {
        perror(name);
        exit(2);
    }
    fclose(file);
    return bytes;
}

/* Decodes a frame behind what is there already, and says how many bytes it holds. */
static size_t decode(const huffwire_codec *codec, const huffwire_frame *frame, uint8_t *to, size_t room)
{
    huffwire_read read;
    char *error;

    must(huffwire_decode_frame(codec, frame->bytes, frame->length, to, room, &read, &error), &error);
    return read.length;
}

int main(int argc, char **argv)
{
    huffwire_codec *codec;
    huffwire_packet *packet;
    huffwire_frame frame;
    char *error;
    size_t length, back = 0, sent = 0, number;
    uint8_t *elements, *decoded;

    if (argc != 3) {
        fprintf(stderr, "usage: round_trip DESIGN ELEMENTS\n");
        return 2;
    }
    must(huffwire_load_design(argv[1], &codec, &error), &error);
    elements = contents(argv[2], &length);
    must(huffwire_encode(codec, NULL, elements, length, &packet, &error), &error);

    decoded = malloc(length > 0 ? length : 1);
    if (decoded == NULL) {
        perror("round_trip");
        return 2;
    }
    for (number = 0; number < huffwire_frames(packet); number++) {
        must(huffwire_frame_at(packet, number, &frame, &error), &error);
        back += decode(codec, &frame, decoded + back, length - back);
        sent += frame.length;
        printf("frame %zu: %llu elements by codebook %u, %zu bytes\n", number, (unsigned long long)frame.elements,
               (unsigned)frame.index, frame.length);
    }
    printf("%zu bytes in %zu\n", length, sent);
    if (back != length || memcmp(elements, decoded, length) != 0) {
        printf("other elements came back\n");
        return 1;
    }
    free(decoded);
    free(elements);
    huffwire_free_packet(packet);
    huffwire_free(codec);
    return 0;
}
