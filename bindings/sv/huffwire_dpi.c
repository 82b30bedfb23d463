/* What huffwire_pkg.sv imports by DPI-C: libhuffwire, with bytes that go over one word at a time, for simulators differ in
 * the arrays that they pass. A model is used by one thread at a time. Some simulators compile it as C++. */
#include "libhuffwire.h"

#include <stdlib.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A codec, what is about to go in, and what came out last. */
struct model {
    huffwire_codec *codec;
    huffwire_packet *packet;
    huffwire_read read;
    char *error;
    uint8_t *in, *out;
    size_t in_length, in_room, out_length, out_room;
};

/* Whether a buffer has so much room now. */
static int reserve(uint8_t **buffer, size_t *room, size_t needed)
{
    uint8_t *grown;

    if (needed <= *room) {
        return 1;
    }
    needed = 2 * needed + 64;
    grown = (uint8_t *)realloc(*buffer, needed);
    if (grown == NULL) {
        return 0;
    }
    *buffer = grown;
    *room = needed;
    return 1;
}

/* Forgets what went wrong before, and what was put in: it has been read. */
static void begin(struct model *model)
{
    huffwire_free_text(model->error);
    model->error = NULL;
    model->in_length = 0;
}

void *huffwire_dpi_open(const char *file, int is_design)
{
    struct model *model = (struct model *)calloc(1, sizeof *model);

    if (model == NULL) {
        return NULL;
    }
    if (is_design) {
        huffwire_load_design(file, &model->codec, &model->error);
    } else {
        huffwire_load_codebook(file, &model->codec, &model->error);
    }
    return model;
}

void huffwire_dpi_close(void *handle)
{
    struct model *model = (struct model *)handle;

    if (model != NULL) {
        huffwire_free_packet(model->packet);
        huffwire_free(model->codec);
        huffwire_free_text(model->error);
        free(model->in);
        free(model->out);
        free(model);
    }
}

/* Why the last call failed; empty where it did not. */
const char *huffwire_dpi_error(void *handle)
{
    struct model *model = (struct model *)handle;

    if (model == NULL) {
        return "no memory for the model";
    }
    return model->error != NULL ? model->error : "";
}

/* Appends the low bytes of a word, the lowest first, to what goes in. */
void huffwire_dpi_put(void *handle, long long word, int bytes)
{
    struct model *model = (struct model *)handle;

    if (model == NULL || bytes < 0 || bytes > 8 || !reserve(&model->in, &model->in_room, model->in_length + 8)) {
        return;
    }
    while (bytes-- > 0) {
        model->in[model->in_length++] = (uint8_t)(word & 0xff);
        word = (long long)((unsigned long long)word >> 8);
    }
}

/* Eight bytes of what came out from byte `at` on, the first lowest; zeros behind the end. */
long long huffwire_dpi_get(void *handle, int at)
{
    const struct model *model = (const struct model *)handle;
    unsigned long long word = 0;
    size_t byte;

    for (byte = 0; model != NULL && at >= 0 && byte < 8 && (size_t)at + byte < model->out_length; byte++) {
        word |= (unsigned long long)model->out[(size_t)at + byte] << (8 * byte);
    }
    return (long long)word;
}

/* Encodes what was put in as a packet: how many frames it has, -1 where it failed. Index -1 is the smallest. */
int huffwire_dpi_encode(void *handle, int index, int base_rule, int base)
{
    struct model *model = (struct model *)handle;
    huffwire_choice choice;
    size_t length;

    if (model == NULL) {
        return -1;
    }
    length = model->in_length;
    begin(model);
    huffwire_free_packet(model->packet);
    model->packet = NULL;
    choice.index = index;
    choice.base = (uint32_t)base_rule;
    choice.base_value = (uint16_t)base;
    if (huffwire_encode(model->codec, base_rule < 0 && index < 0 ? NULL : &choice, model->in, length, &model->packet,
                        &model->error) != HUFFWIRE_OK) {
        return -1;
    }
    return (int)huffwire_frames(model->packet);
}

/* Makes a frame of the packet what came out: its length, -1 where it is not there. */
int huffwire_dpi_frame(void *handle, int number)
{
    struct model *model = (struct model *)handle;
    huffwire_frame frame;

    if (model == NULL) {
        return -1;
    }
    begin(model);
    if (huffwire_frame_at(model->packet, (size_t)number, &frame, &model->error) != HUFFWIRE_OK ||
        !reserve(&model->out, &model->out_room, frame.length)) {
        return -1;
    }
    if (frame.length > 0) {
        memcpy(model->out, frame.bytes, frame.length);
    }
    model->out_length = frame.length;
    return (int)frame.length;
}

/* Decodes what was put in as a frame: how many bytes of elements came out, those before an error too; -1 where it failed
 * otherwise. */
int huffwire_dpi_decode(void *handle)
{
    struct model *model = (struct model *)handle;
    huffwire_status status;
    size_t length;

    if (model == NULL) {
        return -1;
    }
    length = model->in_length;
    begin(model);
    model->out_length = 0;
    if (!reserve(&model->out, &model->out_room, (size_t)huffwire_elements_bound(model->codec, length))) {
        return -1;
    }
    status = huffwire_decode_frame(model->codec, model->in, length, model->out, model->out_room, &model->read,
                                   &model->error);
    if (status != HUFFWIRE_OK && status != HUFFWIRE_ERROR_FRAME) {
        return -1;
    }
    model->out_length = model->read.length;
    return (int)model->out_length;
}

/* Of the frame decoded last: 0, or why it is in error, as on the decoder's tuser[3:1]. */
int huffwire_dpi_reason(void *handle)
{
    const struct model *model = (const struct model *)handle;

    return model != NULL ? (int)model->read.reason : 0;
}

/* Whether the packet ends with the frame decoded last. */
int huffwire_dpi_last(void *handle)
{
    const struct model *model = (const struct model *)handle;

    return model != NULL && model->read.last;
}

#ifdef __cplusplus
}
#endif
