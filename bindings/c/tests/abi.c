/* What libhuffwire answers, for tests/abi.rs.
 *
 *     abi vectors FILE          frames of other makers, through the C functions
 *     abi errors BOOK DESIGN    everything that can be asked wrongly
 *     abi threads DESIGN FILE   two threads with one codec
 *
 * A line of FILE is `design FILE`, or `INDEX LAST BASE REASON ELEMENTS FRAME` with bytes in hex, `-` for none; INDEX is -1
 * where the frame is to be read only. */
#include "libhuffwire.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOM (1 << 16)

static int line_number;

#define CHECK(what)                                                                                                    \
    do {                                                                                                               \
        if (!(what)) {                                                                                                 \
            fprintf(stderr, "%s:%d (line %d of the vectors): not so: %s\n", __FILE__, __LINE__, line_number, #what);   \
            exit(1);                                                                                                   \
        }                                                                                                              \
    } while (0)

static size_t bytes_of(const char *hex, uint8_t *bytes)
{
    size_t length = 0;
    unsigned byte;

    while (hex[0] != '\0' && hex[0] != '-' && sscanf(hex + 2 * length, "%2x", &byte) == 1) {
        bytes[length++] = (uint8_t)byte;
    }
    return length;
}

/* Where a buffer of one byte less is said to be too short, and how many it takes. */
static void check_short(const huffwire_codec *codec, const uint8_t *frame, size_t length, size_t elements)
{
    static uint8_t out[ROOM];
    huffwire_read read;
    char *error;

    if (elements > 0) {
        out[0] = 0xa5;
        CHECK(huffwire_decode_frame(codec, frame, length, out, elements - 1, &read, &error) == HUFFWIRE_ERROR_BUFFER);
        CHECK(read.length == elements && out[0] == 0xa5 && strstr(error, "the buffer has") != NULL);
        huffwire_free_text(error);
    }
}

static void one_vector(const huffwire_codec *codec, char *line)
{
    static uint8_t elements[ROOM], frame[ROOM], out[ROOM];
    static char elements_hex[ROOM], frame_hex[ROOM];
    huffwire_info info;
    huffwire_read read;
    huffwire_status status;
    char *error;
    int index, last, base, reason;
    size_t count, length, written;

    CHECK(sscanf(line, "%d %d %d %d %s %s", &index, &last, &base, &reason, elements_hex, frame_hex) == 6);
    count = bytes_of(elements_hex, elements);
    length = bytes_of(frame_hex, frame);
    CHECK(huffwire_describe(codec, &info, &error) == HUFFWIRE_OK && error == NULL);
    if (index >= 0) {
        status = huffwire_encode_frame(codec, (size_t)index, last != 0, (uint16_t)base, elements, count, out, ROOM,
                                       &written, &error);
        CHECK(status == HUFFWIRE_OK && error == NULL);
        CHECK(written == length && memcmp(out, frame, length) == 0);
        CHECK(length <= huffwire_frame_bound(codec, count / info.element_bytes));
    }
    status = huffwire_decode_frame(codec, frame, length, out, ROOM, &read, &error);
    CHECK(read.length == count && memcmp(out, elements, count) == 0);
    CHECK(count <= huffwire_elements_bound(codec, length));
    CHECK((int)read.reason == reason);
    CHECK(status == (reason == 0 ? HUFFWIRE_OK : HUFFWIRE_ERROR_FRAME));
    CHECK((error == NULL) == (reason == 0));
    huffwire_free_text(error);
    if (index >= 0) {
        CHECK(read.index == index && read.last == (last != 0) && read.base == base);
    }
    check_short(codec, frame, length, count);
}

static int vectors(const char *name)
{
    static char line[4 * ROOM];
    huffwire_codec *codec = NULL;
    char *error;
    FILE *file = fopen(name, "r");
    int done = 0;

    CHECK(file != NULL);
    while (fgets(line, sizeof line, file) != NULL) {
        line_number++;
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "design ", 7) == 0) {
            huffwire_free(codec);
            if (huffwire_load_design(line + 7, &codec, &error) != HUFFWIRE_OK) {
                fprintf(stderr, "%s\n", error);
                CHECK(!"a design that can be loaded");
            }
        } else {
            one_vector(codec, line);
            done++;
        }
    }
    fclose(file);
    huffwire_free(codec);
    printf("%d vectors\n", done);
    return 0;
}

/* A call that must end so, with these words in its text: in `*error`, for arguments are taken in any order. */
static void fails(huffwire_status found, huffwire_status expected, char **error, const char *words)
{
    if (found != expected || *error == NULL || strstr(*error, words) == NULL) {
        fprintf(stderr, "status %d: %s; expected %d: %s\n", (int)found, *error ? *error : "no text", (int)expected, words);
        exit(1);
    }
    huffwire_free_text(*error);
}

static void wrong_loads(void)
{
    huffwire_codec *codec = (huffwire_codec *)&line_number;
    char *error;

    fails(huffwire_load_codebook(NULL, &codec, &error), HUFFWIRE_ERROR_ARGUMENT, &error, "file: a null pointer");
    CHECK(codec == NULL);
    fails(huffwire_load_codebook("x", NULL, &error), HUFFWIRE_ERROR_ARGUMENT, &error, "codec: a null pointer");
    fails(huffwire_load_codebook("no/such.yaml", &codec, &error), HUFFWIRE_ERROR_FILE, &error, "no/such.yaml");
    fails(huffwire_load_design("no/such.yaml", &codec, &error), HUFFWIRE_ERROR_FILE, &error, "no/such.yaml");
    CHECK(huffwire_load_design("no/such.yaml", &codec, NULL) == HUFFWIRE_ERROR_FILE && codec == NULL);
}

static void wrong_calls(const huffwire_codec *codec)
{
    static const uint8_t elements[4] = {0x00, 0x3c, 0x40, 0x3c};
    huffwire_choice choice = {0, HUFFWIRE_BASE_OWN, 0};
    huffwire_packet *packet;
    huffwire_frame frame;
    huffwire_read read;
    huffwire_info info;
    uint8_t out[64];
    size_t written;
    char *error;

    fails(huffwire_describe(NULL, &info, &error), HUFFWIRE_ERROR_ARGUMENT, &error, "codec: a null pointer");
    fails(huffwire_describe(codec, NULL, &error), HUFFWIRE_ERROR_ARGUMENT, &error, "info: a null pointer");
    fails(huffwire_encode(codec, NULL, elements, 3, &packet, &error), HUFFWIRE_ERROR_ELEMENTS, &error, 
          "3 bytes are no whole elements of `bf16`");
    CHECK(packet == NULL);
    fails(huffwire_encode(codec, NULL, NULL, 4, &packet, &error), HUFFWIRE_ERROR_ARGUMENT, &error, "elements: a null");
    fails(huffwire_encode(codec, NULL, elements, (size_t)-2, &packet, &error), HUFFWIRE_ERROR_ARGUMENT, &error, 
          "more than memory");
    fails(huffwire_encode(codec, NULL, elements, 4, NULL, &error), HUFFWIRE_ERROR_ARGUMENT, &error, "packet: a null");
    choice.index = -2;
    fails(huffwire_encode(codec, &choice, elements, 4, &packet, &error), HUFFWIRE_ERROR_ARGUMENT, &error, "choice.index -2");
    choice.index = 0;
    choice.base = 7;
    fails(huffwire_encode(codec, &choice, elements, 4, &packet, &error), HUFFWIRE_ERROR_ARGUMENT, &error, "choice.base 7");

    /* No elements are a packet too. */
    CHECK(huffwire_encode(codec, NULL, NULL, 0, &packet, &error) == HUFFWIRE_OK);
    CHECK(huffwire_frames(packet) == 1 && huffwire_frames(NULL) == 0);
    fails(huffwire_frame_at(packet, 1, &frame, &error), HUFFWIRE_ERROR_ARGUMENT, &error, "frame 1: the packet has 1");
    fails(huffwire_frame_at(packet, 0, NULL, &error), HUFFWIRE_ERROR_ARGUMENT, &error, "frame: a null pointer");
    fails(huffwire_frame_at(NULL, 0, &frame, &error), HUFFWIRE_ERROR_ARGUMENT, &error, "packet: a null pointer");
    CHECK(huffwire_frame_at(packet, 0, &frame, NULL) == HUFFWIRE_OK && frame.elements == 0);
    huffwire_free_packet(packet);

    fails(huffwire_encode_frame(codec, 0, true, 0, elements, 4, out, 1, &written, &error), HUFFWIRE_ERROR_BUFFER, &error, 
          "the buffer has 1");
    CHECK(written > 1);
    fails(huffwire_encode_frame(codec, 0, true, 0, elements, 4, NULL, 64, &written, &error), HUFFWIRE_ERROR_ARGUMENT,
          &error, "frame: a null pointer");
    fails(huffwire_encode_frame(codec, 0, true, 0, elements, 4, out, 64, NULL, &error), HUFFWIRE_ERROR_ARGUMENT, &error, 
          "written: a null pointer");
    fails(huffwire_decode_frame(codec, NULL, 1, out, 64, &read, &error), HUFFWIRE_ERROR_ARGUMENT, &error, "frame: a null");
    fails(huffwire_decode_frame(codec, elements, 4, out, 64, NULL, &error), HUFFWIRE_ERROR_ARGUMENT, &error, "read: a null");
    fails(huffwire_decode_frame(NULL, elements, 4, out, 64, &read, &error), HUFFWIRE_ERROR_ARGUMENT, &error, "codec: a null");
    CHECK(huffwire_frame_bound(NULL, 1) == 0 && huffwire_elements_bound(NULL, 1) == 0);
    CHECK(huffwire_frame_bound(codec, UINT64_MAX) > 0 && huffwire_elements_bound(codec, UINT64_MAX) > 0);
}

static int errors(const char *book, const char *design)
{
    huffwire_codec *codec;
    char *error;

    wrong_loads();
    /* One is not the other. */
    fails(huffwire_load_codebook(design, &codec, &error), HUFFWIRE_ERROR_FILE, &error, design);
    fails(huffwire_load_design(book, &codec, &error), HUFFWIRE_ERROR_FILE, &error, book);
    CHECK(huffwire_load_codebook(book, &codec, &error) == HUFFWIRE_OK && error == NULL);
    wrong_calls(codec);
    huffwire_free(codec);
    huffwire_free(NULL);
    huffwire_free_packet(NULL);
    huffwire_free_text(NULL);
    printf("version %s\n", huffwire_version());
    return 0;
}

struct task {
    const huffwire_codec *codec;
    const uint8_t *elements;
    size_t length;
};

/* There and back, many times. */
static void *works(void *argument)
{
    const struct task *task = argument;
    uint8_t *out = malloc(task->length);
    huffwire_packet *packet;
    huffwire_frame frame;
    huffwire_read read;
    size_t at, number;
    int turn;

    CHECK(out != NULL);
    for (turn = 0; turn < 20; turn++) {
        CHECK(huffwire_encode(task->codec, NULL, task->elements, task->length, &packet, NULL) == HUFFWIRE_OK);
        for (number = 0, at = 0; number < huffwire_frames(packet); number++, at += read.length) {
            CHECK(huffwire_frame_at(packet, number, &frame, NULL) == HUFFWIRE_OK);
            CHECK(huffwire_decode_frame(task->codec, frame.bytes, frame.length, out + at, task->length - at, &read, NULL) ==
                  HUFFWIRE_OK);
        }
        CHECK(at == task->length && memcmp(out, task->elements, at) == 0);
        huffwire_free_packet(packet);
    }
    free(out);
    return argument;
}

static int threads(const char *design, const char *name)
{
    static uint8_t elements[ROOM];
    huffwire_codec *codec;
    struct task task[2];
    pthread_t thread[2];
    FILE *file = fopen(name, "rb");
    size_t length;
    int number;

    CHECK(file != NULL);
    length = fread(elements, 1, sizeof elements, file) / 4 * 4;
    fclose(file);
    CHECK(length > 0);
    CHECK(huffwire_load_design(design, &codec, NULL) == HUFFWIRE_OK);
    for (number = 0; number < 2; number++) {
        task[number].codec = codec;
        task[number].elements = elements;
        task[number].length = length - 4 * (size_t)number;
        CHECK(pthread_create(&thread[number], NULL, works, &task[number]) == 0);
    }
    for (number = 0; number < 2; number++) {
        CHECK(pthread_join(thread[number], NULL) == 0);
    }
    huffwire_free(codec);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "vectors") == 0) {
        return vectors(argv[2]);
    }
    if (argc == 4 && strcmp(argv[1], "errors") == 0) {
        return errors(argv[2], argv[3]);
    }
    if (argc == 4 && strcmp(argv[1], "threads") == 0) {
        return threads(argv[2], argv[3]);
    }
    return 2;
}
