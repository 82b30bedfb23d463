/* Registers that agree to everything at once, and print every access: what the driver does where nothing goes
   wrong. Arguments: ID, CAPABILITIES of encoder and decoder, LAYOUT, all in hex; what to do; slot; escape;
   tag in hex; the lengths, a hex digit each. */
#include "huffwire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char names[2][8] = {"encoder", "decoder"};
static uint32_t constants[2][3];
static int recording;

static int end_of(const void *context)
{
    return context == (const void *)names[1];
}

static int read32(void *context, uint32_t offset, uint32_t *value)
{
    /* Behind the constant ones STATUS: ready, and every slot valid. */
    *value = offset < 12 ? constants[end_of(context)][offset / 4] : 0xffff0002u;
    if (recording) {
        printf("%s read %03lx\n", names[end_of(context)], (unsigned long)offset);
    }
    return 0;
}

static int write32(void *context, uint32_t offset, uint32_t value)
{
    printf("%s write %03lx %08lx\n", names[end_of(context)], (unsigned long)offset, (unsigned long)value);
    return 0;
}

static int arrived(void *context, uint32_t poll)
{
    (void)context;
    if (poll == 0) {
        printf("flight\n");
    }
    return poll == 3;
}

static uint32_t hex(const char *text)
{
    return (uint32_t)strtoul(text, NULL, 16);
}

int main(int argc, char **argv)
{
    static uint8_t lengths[2048];
    struct hw_device ends[2];
    struct hw_book book;
    struct hw_link link;
    uint32_t slot;
    enum hw_code code = HW_OK;
    int at;
    if (argc != 10) {
        return 2;
    }
    link.context = NULL;
    link.arrived = arrived;
    link.polls = 4;
    memset(ends, 0, sizeof ends);
    for (at = 0; at < 2; at++) {
        constants[at][0] = hex(argv[1]);
        constants[at][1] = hex(argv[2 + at]);
        constants[at][2] = hex(argv[4]);
        ends[at].bus.context = names[at];
        ends[at].bus.read32 = read32;
        ends[at].bus.write32 = write32;
        ends[at].bus.polls = 1;
        code = hw_probe(&ends[at]);
        if (code != HW_OK) {
            printf("%s\n", hw_code_text(code));
            return 0;
        }
    }
    slot = (uint32_t)atoi(argv[6]);
    book.escape = (uint32_t)atoi(argv[7]);
    book.tag = hex(argv[8]);
    book.lengths = lengths;
    book.symbols = (uint32_t)strlen(argv[9]);
    for (at = 0; argv[9][at] != '\0'; at++) {
        const char digit[2] = {argv[9][at], '\0'};
        lengths[at] = (uint8_t)hex(digit);
    }
    recording = 1;
    if (strcmp(argv[5], "swap") == 0) {
        code = hw_swap(&ends[0], &ends[1], slot, &book, &link);
    } else {
        code = hw_load(&ends[strcmp(argv[5], "decoder") == 0], slot, &book);
    }
    return code == HW_OK ? 0 : 4;
}
