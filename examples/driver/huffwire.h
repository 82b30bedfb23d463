/* Loads codebooks into the slots of Huffwire encoders and decoders, and replaces them under traffic, as
   docs/loadable.md describes it.

   Plain C99 that allocates nothing and calls nothing but what it is given. No wait is without a bound, and
   after an error no slot is left half loaded. One caller at a time: neither a device nor the load that its
   registers are in the midst of can be shared. */
#ifndef HUFFWIRE_H
#define HUFFWIRE_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How the registers of one end are reached. Offsets are bytes from its first register. */
struct hw_bus {
    void *context;
    /* 0, or anything else where the bus answers with an error or not at all. Where writes are posted, so that
       nobody learns how they are answered, write32 may always return 0: STATUS is read behind every load. */
    int (*read32)(void *context, uint32_t offset, uint32_t *value);
    int (*write32)(void *context, uint32_t offset, uint32_t value);
    /* Between two polls of STATUS; may be null. */
    void (*pause)(void *context);
    /* Polls at most until a slot that has been opened is used by nothing any more: 1 or more. That takes the
       encoder or decoder as long as the rest of a frame does. */
    uint32_t polls;
};

/* What only the link's owner knows: whether all that the encoder was given to send has come out of the
   decoder. */
struct hw_link {
    void *context;
    /* 1 as soon as all that the encoder had taken when `poll` was 0 has arrived, so that is when to note how
       much it was; 0 before, and below 0 where it never will. Called with 0, 1, 2 and so on; may wait. Where
       the flight time is known, it is enough to let it pass once. */
    int (*arrived)(void *context, uint32_t poll);
    /* Polls at most: 1 or more. */
    uint32_t polls;
};

/* What went wrong. From HW_ERROR_ORDER on it is STATUS that says it. */
enum hw_code {
    HW_OK,
    HW_ERROR_BUS,
    HW_ERROR_IDENTITY,
    HW_ERROR_VERSION,
    HW_ERROR_HEADER,
    HW_ERROR_ENDS,
    HW_ERROR_SLOT,
    HW_ERROR_BOOK,
    HW_ERROR_READY,
    HW_ERROR_FLIGHT,
    HW_ERROR_INVALID,
    HW_ERROR_ORDER,
    HW_ERROR_KRAFT,
    HW_ERROR_LENGTHS,
    HW_ERROR_GROUPS,
    HW_ERROR_PADDING,
    HW_ERROR_TAG,
    HW_ERROR_FAULT
};

/* At what. */
enum hw_step {
    HW_STEP_ARGUMENTS, /* nothing has been touched */
    HW_STEP_PROBE,
    HW_STEP_OPEN,
    HW_STEP_READY,
    HW_STEP_FLIGHT,
    HW_STEP_COUNT,
    HW_STEP_LENGTHS,
    HW_STEP_COMMIT,
    HW_STEP_VALID,
    HW_STEP_DROP,
    HW_STEP_STATUS
};

/* What the slots can hold. */
struct hw_capabilities {
    uint32_t version;      /* of the register map */
    uint32_t slots;
    uint32_t books;        /* constant codebooks: slot s has index books + s in a frame's header */
    uint32_t symbol_bits;  /* a codebook has 2 to this power symbols */
    uint32_t shortest;     /* bits of codewords */
    uint32_t longest;
    uint32_t log2_symbols; /* 2 to this power of them have codewords at most */
    uint32_t groups;       /* groups of 4 neighbouring symbols that they lie in at most */
    uint32_t words;        /* words of LENGTHS */
    uint32_t check_bytes;  /* of a frame */
    bool escapes;          /* symbols can be escaped; else all have codewords */
    bool decoder;          /* else the encoder */
};

/* Why the last call did not return HW_OK. */
struct hw_failure {
    enum hw_code code;
    enum hw_step step;
    uint32_t offset; /* of the register */
    uint32_t status; /* STATUS behind it; 0 where it was not read, or could not be */
    bool closed;     /* the slot is known to be invalid here, and no load of it to be under way */
};

/* One end of a link. The caller fills in the bus, and hw_probe the rest. */
struct hw_device {
    struct hw_bus bus;
    struct hw_capabilities can;
    struct hw_failure failure;
};

/* A codebook as its file has it. */
struct hw_book {
    const uint8_t *lengths; /* bits of every symbol's codeword; 0 where it is escaped */
    uint32_t symbols;       /* so many: the whole alphabet */
    uint32_t escape;        /* bits of the escape; 0 where there is none */
    uint32_t tag;
};

struct hw_state {
    bool open;  /* a load is under way, */
    bool ready; /* and nothing uses its slot any more */
    uint32_t slot;
    uint32_t valid;     /* one bit a slot */
    enum hw_code error; /* since the last OPEN; HW_OK where there was none */
    uint32_t refused;   /* encoder: sent raw for want of a codebook; decoder: frames of none; wraps */
};

/* Finds out whether Huffwire's registers are there, and what the slots can hold. To be called first, and
   behind nothing but a reset again. */
enum hw_code hw_probe(struct hw_device *device);

/* Loads a codebook into a slot of one end. The encoder's may be loaded only when the decoder's has the same
   codebook, the decoder's only when no frame that names the slot is on the way: behind a reset the decoder
   first; later it is hw_swap that knows the order. Behind an error the slot is closed, unless failure.closed
   is false: then the bus did not even take that. */
enum hw_code hw_load(struct hw_device *device, uint32_t slot, const struct hw_book *book);

/* Replaces a slot's codebook at both ends, whatever the traffic, of which nothing is lost. Behind an error
   the slot is closed: at the encoder at once, so that packets go by the raw book, and at the decoder when
   what is under way has arrived. Where it does not arrive, or the encoder's cannot be closed, the decoder's
   slot stays as it is, and its failure.closed is false. The end where it went wrong has the code in its
   failure; the flight is the encoder's. */
enum hw_code hw_swap(struct hw_device *encoder, struct hw_device *decoder, uint32_t slot,
                     const struct hw_book *book, const struct hw_link *link);

/* Makes a slot of one end invalid, and ends a load of it. The encoder's goes first, and the decoder's when
   all that was sent before has arrived. */
enum hw_code hw_drop(struct hw_device *device, uint32_t slot);

enum hw_code hw_status(struct hw_device *device, struct hw_state *state);

/* The tag of a slot's codebook; 0 while the slot is not valid. */
enum hw_code hw_tag(struct hw_device *device, uint32_t slot, uint32_t *tag);

/* The tag of a codebook that has none yet, as docs/stream-format.md defines it: the CRC-32 of the element
   format's name, a zero byte, the lengths and the escape's. Of a codebook from a file take the file's: then
   COMMIT finds what has changed on the way. */
uint32_t hw_book_tag(const char *element, const struct hw_book *book);

/* For people, a few words in English without a full stop. */
const char *hw_code_text(enum hw_code code);
const char *hw_step_text(enum hw_step step);

#ifdef __cplusplus
}
#endif

#endif /* HUFFWIRE_H */
