#include "huffwire.h"

#include <stddef.h>

/* The header that `huffwire generate` writes, and what its macros begin with: the design's name, in capitals.
     -DHUFFWIRE_REGISTERS='"link_registers.h"' -DHUFFWIRE_PREFIX=LINK
   Registers that both ends have are at the same offsets in both, and in every design. */
#include HUFFWIRE_REGISTERS

#define HW_JOIN(prefix, name) prefix##_##name
#define HW_EXPAND(prefix, name) HW_JOIN(prefix, name)
#define REG(name) HW_EXPAND(HUFFWIRE_PREFIX, name)
#define FIELD(word, name) (((word) & REG(name##_MASK)) >> REG(name##_SHIFT))

/* The map that this is written for: "HFW" and its version. */
#define LETTERS 0x484657u
#define VERSION 1u

/* The last codeword is all ones: the escape's, or left out. A header has the bit that its design can have. */
#if REG(ESCAPES)
#define LAST_MASK REG(COUNT_ESCAPE_MASK)
#else
#define LAST_MASK REG(COUNT_HOLE_MASK)
#endif

/* Lengths are written four bits each. */
#define PER_WORD 8u
#define MOST_BITS 15u

/* What STATUS has against a load, causes before what follows from them: wrong lengths have another tag too.
   */
static const struct {
    uint32_t mask;
    enum hw_code code;
} errors[] = {
    {REG(STATUS_ERROR_ORDER_MASK), HW_ERROR_ORDER},     {REG(STATUS_ERROR_KRAFT_MASK), HW_ERROR_KRAFT},
    {REG(STATUS_ERROR_LENGTHS_MASK), HW_ERROR_LENGTHS}, {REG(STATUS_ERROR_GROUPS_MASK), HW_ERROR_GROUPS},
    {REG(STATUS_ERROR_PADDING_MASK), HW_ERROR_PADDING}, {REG(STATUS_ERROR_TAG_MASK), HW_ERROR_TAG},
    {REG(STATUS_ERROR_FAULT_MASK), HW_ERROR_FAULT},
};

static enum hw_code error_of(uint32_t status)
{
    size_t at;
    for (at = 0; at < sizeof errors / sizeof errors[0]; at++) {
        if (status & errors[at].mask) {
            return errors[at].code;
        }
    }
    return HW_OK;
}

static bool is_open(uint32_t status, uint32_t slot)
{
    return (status & REG(STATUS_OPEN_MASK)) != 0 && FIELD(status, STATUS_SLOT) == slot;
}

static bool is_valid(uint32_t status, uint32_t slot)
{
    return (status >> (REG(STATUS_VALID_SHIFT) + slot) & 1u) != 0;
}

static void begin(struct hw_device *device)
{
    device->failure.code = HW_OK;
    device->failure.step = HW_STEP_ARGUMENTS;
    device->failure.offset = 0;
    device->failure.status = 0;
    device->failure.closed = false;
}

static enum hw_code fail(struct hw_device *device, enum hw_code code, enum hw_step step, uint32_t offset)
{
    device->failure.code = code;
    device->failure.step = step;
    device->failure.offset = offset;
    return code;
}

static enum hw_code read_at(struct hw_device *device, enum hw_step step, uint32_t offset, uint32_t *value)
{
    if (device->bus.read32(device->bus.context, offset, value) != 0) {
        *value = 0;
        return fail(device, HW_ERROR_BUS, step, offset);
    }
    return HW_OK;
}

static enum hw_code write_at(struct hw_device *device, enum hw_step step, uint32_t offset, uint32_t value)
{
    if (device->bus.write32(device->bus.context, offset, value) != 0) {
        return fail(device, HW_ERROR_BUS, step, offset);
    }
    return HW_OK;
}

/* A write of a load that has been opened. The registers answer with the same error as a broken bus does;
   whether it is theirs STATUS says, which OPEN has cleared. */
static enum hw_code write_load(struct hw_device *device, enum hw_step step, uint32_t offset, uint32_t value)
{
    uint32_t status;
    enum hw_code code = write_at(device, step, offset, value);
    if (code != HW_OK && device->bus.read32(device->bus.context, REG(STATUS), &status) == 0) {
        device->failure.status = status;
        if (error_of(status) != HW_OK) {
            code = fail(device, error_of(status), step, offset);
        }
    }
    return code;
}

static enum hw_code open_slot(struct hw_device *device, uint32_t slot)
{
    uint32_t poll, status = 0;
    enum hw_code code = write_at(device, HW_STEP_OPEN, REG(OPEN), slot);
    for (poll = 0; code == HW_OK && poll < device->bus.polls; poll++) {
        if (poll > 0 && device->bus.pause != NULL) {
            device->bus.pause(device->bus.context);
        }
        code = read_at(device, HW_STEP_READY, REG(STATUS), &status);
        if (status & REG(STATUS_READY_MASK)) {
            return HW_OK;
        }
    }
    device->failure.status = status;
    return code != HW_OK ? code : fail(device, HW_ERROR_READY, HW_STEP_READY, REG(STATUS));
}

/* Bits of the last codeword: the escape's, or of the longest where one of them is left out, or 0. */
static uint32_t last_codeword(const struct hw_device *device, const struct hw_book *book)
{
    uint32_t symbol, longest = 0;
    uint32_t rest = (uint32_t)1 << MOST_BITS; /* of the code space */
    if (device->can.escapes) {
        return book->escape;
    }
    for (symbol = 0; symbol < book->symbols; symbol++) {
        uint32_t length = book->lengths[symbol];
        rest -= ((uint32_t)1 << MOST_BITS) >> length;
        longest = length > longest ? length : longest;
    }
    return rest == 0 ? 0 : longest;
}

static uint32_t count_of(const struct hw_book *book, uint32_t length)
{
    uint32_t symbol, count = 0;
    for (symbol = 0; symbol < book->symbols; symbol++) {
        count += book->lengths[symbol] == length;
    }
    return count;
}

static uint32_t lengths_of(const struct hw_book *book, uint32_t word)
{
    uint32_t at, value = 0;
    for (at = 0; at < PER_WORD && PER_WORD * word + at < book->symbols; at++) {
        value |= (uint32_t)book->lengths[PER_WORD * word + at] << (4u * at);
    }
    return value;
}

/* Whether it is a code of the envelope is for the hardware to say: here it is written as it is. */
static enum hw_code fill_slot(struct hw_device *device, uint32_t slot, const struct hw_book *book)
{
    uint32_t length, word, status;
    uint32_t last = last_codeword(device, book);
    enum hw_code code = HW_OK;
    for (length = device->can.shortest; code == HW_OK && length <= device->can.longest; length++) {
        uint32_t value = count_of(book, length) | (length == last ? LAST_MASK : 0);
        code = write_load(device, HW_STEP_COUNT, REG(COUNT)(length), value);
    }
    for (word = 0; code == HW_OK && word < device->can.words; word++) {
        code = write_load(device, HW_STEP_LENGTHS, REG(LENGTHS)(word), lengths_of(book, word));
    }
    if (code == HW_OK) {
        code = write_load(device, HW_STEP_COMMIT, REG(COMMIT), book->tag);
    }
    if (code != HW_OK) {
        return code;
    }
    /* Where writes are posted this is where a refusal shows. */
    code = read_at(device, HW_STEP_VALID, REG(STATUS), &status);
    if (code == HW_OK && !is_valid(status, slot)) {
        device->failure.status = status;
        code = error_of(status) != HW_OK ? error_of(status) : HW_ERROR_INVALID;
        fail(device, code, HW_STEP_VALID, REG(STATUS));
    }
    return code;
}

/* Ends a load of the slot and makes it invalid, whatever has become of it; what has failed before stays
   written down. A COMMIT of another tag ends a load and makes nothing valid; its answer is an error by
   design. Where the answer to an earlier COMMIT was lost the slot may be valid already: hence DROP, and a
   look at what is true. */
static void close_slot(struct hw_device *device, uint32_t slot, uint32_t other_tag)
{
    const struct hw_bus *bus = &device->bus;
    uint32_t status;
    bool known = bus->read32(bus->context, REG(STATUS), &status) == 0;
    if (!known || is_open(status, slot)) {
        (void)bus->write32(bus->context, REG(COMMIT), other_tag);
    }
    (void)bus->write32(bus->context, REG(DROP), (uint32_t)1 << slot);
    known = bus->read32(bus->context, REG(STATUS), &status) == 0;
    device->failure.closed = known && !is_open(status, slot) && !is_valid(status, slot);
}

static enum hw_code check_slot(struct hw_device *device, uint32_t slot)
{
    begin(device);
    /* Also where there was no hw_probe: then there are none. */
    return slot < device->can.slots ? HW_OK : fail(device, HW_ERROR_SLOT, HW_STEP_ARGUMENTS, 0);
}

/* What cannot even be written. */
static enum hw_code check_book(struct hw_device *device, const struct hw_book *book)
{
    uint32_t symbol;
    bool good = book->symbols == (uint32_t)1 << device->can.symbol_bits;
    good = good && (device->can.escapes ? book->escape <= MOST_BITS : book->escape == 0);
    for (symbol = 0; good && symbol < book->symbols; symbol++) {
        good = book->lengths[symbol] <= MOST_BITS;
    }
    return good ? HW_OK : fail(device, HW_ERROR_BOOK, HW_STEP_ARGUMENTS, 0);
}

static bool has_arrived(const struct hw_link *link)
{
    uint32_t poll;
    for (poll = 0; poll < link->polls; poll++) {
        int arrived = link->arrived(link->context, poll);
        if (arrived != 0) {
            return arrived > 0;
        }
    }
    return false;
}

enum hw_code hw_probe(struct hw_device *device)
{
    uint32_t id, capabilities, layout;
    struct hw_capabilities *can = &device->can;
    enum hw_code code;
    begin(device);
    can->slots = 0;
    code = read_at(device, HW_STEP_PROBE, REG(ID), &id);
    if (code == HW_OK && FIELD(id, ID_LETTERS) != LETTERS) {
        code = fail(device, HW_ERROR_IDENTITY, HW_STEP_PROBE, REG(ID));
    }
    if (code == HW_OK && FIELD(id, ID_VERSION) != VERSION) {
        code = fail(device, HW_ERROR_VERSION, HW_STEP_PROBE, REG(ID));
    }
    if (code == HW_OK) {
        code = read_at(device, HW_STEP_PROBE, REG(CAPABILITIES), &capabilities);
    }
    if (code == HW_OK) {
        code = read_at(device, HW_STEP_PROBE, REG(LAYOUT), &layout);
    }
    if (code != HW_OK) {
        return code;
    }
    can->escapes = FIELD(capabilities, CAPABILITIES_ESCAPES) != 0;
    if (can->escapes != (REG(ESCAPES) != 0)) {
        return fail(device, HW_ERROR_HEADER, HW_STEP_PROBE, REG(CAPABILITIES));
    }
    can->version = FIELD(id, ID_VERSION);
    can->books = FIELD(capabilities, CAPABILITIES_BOOKS);
    can->symbol_bits = FIELD(capabilities, CAPABILITIES_SYMBOL_BITS);
    can->shortest = FIELD(capabilities, CAPABILITIES_SHORTEST);
    can->longest = FIELD(capabilities, CAPABILITIES_LONGEST);
    can->log2_symbols = FIELD(capabilities, CAPABILITIES_LOG2_SYMBOLS);
    can->check_bytes = FIELD(capabilities, CAPABILITIES_CHECK_BYTES);
    can->decoder = FIELD(capabilities, CAPABILITIES_DECODER) != 0;
    can->groups = FIELD(layout, LAYOUT_GROUPS);
    can->words = FIELD(layout, LAYOUT_WORDS);
    can->slots = FIELD(capabilities, CAPABILITIES_SLOTS);
    return HW_OK;
}

enum hw_code hw_load(struct hw_device *device, uint32_t slot, const struct hw_book *book)
{
    enum hw_code code = check_slot(device, slot);
    if (code == HW_OK) {
        code = check_book(device, book);
    }
    if (code != HW_OK) {
        return code;
    }
    code = open_slot(device, slot);
    if (code == HW_OK) {
        code = fill_slot(device, slot, book);
    }
    if (code != HW_OK) {
        close_slot(device, slot, ~book->tag);
    }
    return code;
}

/* The ends of one link: what a slot holds must be the same in both. */
static bool are_ends(const struct hw_capabilities *encoder, const struct hw_capabilities *decoder)
{
    return !encoder->decoder && decoder->decoder && encoder->slots == decoder->slots
           && encoder->books == decoder->books && encoder->symbol_bits == decoder->symbol_bits
           && encoder->shortest == decoder->shortest && encoder->longest == decoder->longest
           && encoder->log2_symbols == decoder->log2_symbols && encoder->groups == decoder->groups
           && encoder->words == decoder->words && encoder->escapes == decoder->escapes
           && encoder->check_bytes == decoder->check_bytes;
}

enum hw_code hw_swap(struct hw_device *encoder, struct hw_device *decoder, uint32_t slot,
                     const struct hw_book *book, const struct hw_link *link)
{
    enum hw_code code;
    begin(decoder);
    code = check_slot(encoder, slot);
    if (code == HW_OK && !are_ends(&encoder->can, &decoder->can)) {
        code = fail(encoder, HW_ERROR_ENDS, HW_STEP_ARGUMENTS, 0);
    }
    if (code == HW_OK) {
        code = check_book(encoder, book);
    }
    if (code != HW_OK) {
        return code;
    }
    /* From here on no packet begins with the slot; what is under way ends with the old codebook. */
    code = open_slot(encoder, slot);
    if (code == HW_OK && !has_arrived(link)) {
        code = fail(encoder, HW_ERROR_FLIGHT, HW_STEP_FLIGHT, 0);
    }
    /* The decoder first, so that it has the codebook when the first frame comes. */
    if (code == HW_OK) {
        code = open_slot(decoder, slot);
    }
    if (code == HW_OK) {
        code = fill_slot(decoder, slot, book);
    }
    if (code == HW_OK) {
        code = fill_slot(encoder, slot, book);
    }
    if (code == HW_OK) {
        return HW_OK;
    }
    /* Frames may be on the way, of the old codebook or of the new one: the answer to the encoder's COMMIT may
       be what was lost. So the decoder's slot is left alone until nothing can need it. */
    close_slot(encoder, slot, ~book->tag);
    if (encoder->failure.closed && code != HW_ERROR_FLIGHT && has_arrived(link)) {
        close_slot(decoder, slot, ~book->tag);
    }
    return code;
}

enum hw_code hw_drop(struct hw_device *device, uint32_t slot)
{
    enum hw_code code = check_slot(device, slot);
    if (code == HW_OK) {
        /* Should what is being loaded have this tag, DROP comes behind it. */
        close_slot(device, slot, 0);
        if (!device->failure.closed) {
            code = fail(device, HW_ERROR_BUS, HW_STEP_DROP, REG(DROP));
        }
    }
    return code;
}

enum hw_code hw_status(struct hw_device *device, struct hw_state *state)
{
    uint32_t value, refused;
    enum hw_code code;
    begin(device);
    code = read_at(device, HW_STEP_STATUS, REG(STATUS), &value);
    if (code == HW_OK) {
        code = read_at(device, HW_STEP_STATUS, REG(REFUSED), &refused);
    }
    if (code != HW_OK) {
        return code;
    }
    state->open = (value & REG(STATUS_OPEN_MASK)) != 0;
    state->ready = (value & REG(STATUS_READY_MASK)) != 0;
    state->slot = FIELD(value, STATUS_SLOT);
    state->valid = value >> REG(STATUS_VALID_SHIFT);
    state->error = error_of(value);
    state->refused = refused;
    return HW_OK;
}

enum hw_code hw_tag(struct hw_device *device, uint32_t slot, uint32_t *tag)
{
    enum hw_code code = check_slot(device, slot);
    return code == HW_OK ? read_at(device, HW_STEP_STATUS, REG(TAG)(slot), tag) : code;
}

static uint32_t crc_of(uint32_t crc, uint8_t byte)
{
    int bit;
    crc ^= byte;
    for (bit = 0; bit < 8; bit++) {
        crc = crc >> 1 ^ (crc & 1u ? 0xedb88320u : 0u);
    }
    return crc;
}

uint32_t hw_book_tag(const char *element, const struct hw_book *book)
{
    uint32_t symbol, crc = 0xffffffffu;
    for (; *element != '\0'; element++) {
        crc = crc_of(crc, (uint8_t)*element);
    }
    crc = crc_of(crc, 0);
    for (symbol = 0; symbol < book->symbols; symbol++) {
        crc = crc_of(crc, book->lengths[symbol]);
    }
    return ~crc_of(crc, (uint8_t)book->escape);
}

const char *hw_code_text(enum hw_code code)
{
    switch (code) {
    case HW_OK:
        return "no error";
    case HW_ERROR_BUS:
        return "the bus answered with an error, or not at all";
    case HW_ERROR_IDENTITY:
        return "these are no registers of Huffwire";
    case HW_ERROR_VERSION:
        return "the register map has a version that the driver does not know";
    case HW_ERROR_HEADER:
        return "the driver was built with the header of a design that differs in whether symbols are escaped";
    case HW_ERROR_ENDS:
        return "these are not an encoder and a decoder with the same slots, in this order";
    case HW_ERROR_SLOT:
        return "there is no such slot, or hw_probe has not been called";
    case HW_ERROR_BOOK:
        return "the codebook has another alphabet than the slots, or lengths that no register can hold";
    case HW_ERROR_READY:
        return "something still uses the slot";
    case HW_ERROR_FLIGHT:
        return "what was sent has not arrived";
    case HW_ERROR_INVALID:
        return "the slot is not valid, and no reason is given";
    case HW_ERROR_ORDER:
        return "refused: a write before its time or out of order";
    case HW_ERROR_KRAFT:
        return "refused: the counts are no complete code of the envelope";
    case HW_ERROR_LENGTHS:
        return "refused: the lengths are not those that were counted";
    case HW_ERROR_GROUPS:
        return "refused: the symbols lie in more groups than a slot has";
    case HW_ERROR_PADDING:
        return "refused: padding could be mistaken for an element";
    case HW_ERROR_TAG:
        return "refused: what was loaded has another tag than the codebook";
    case HW_ERROR_FAULT:
        return "the storage of a valid slot was found broken";
    }
    return "an unknown error";
}

const char *hw_step_text(enum hw_step step)
{
    switch (step) {
    case HW_STEP_ARGUMENTS:
        return "before the first access";
    case HW_STEP_PROBE:
        return "reading ID, CAPABILITIES, LAYOUT";
    case HW_STEP_OPEN:
        return "OPEN";
    case HW_STEP_READY:
        return "waiting for STATUS.ready";
    case HW_STEP_FLIGHT:
        return "waiting for the link";
    case HW_STEP_COUNT:
        return "COUNT";
    case HW_STEP_LENGTHS:
        return "LENGTHS";
    case HW_STEP_COMMIT:
        return "COMMIT";
    case HW_STEP_VALID:
        return "looking for the slot in STATUS.valid";
    case HW_STEP_DROP:
        return "DROP";
    case HW_STEP_STATUS:
        return "reading STATUS, REFUSED, TAG";
    }
    return "an unknown step";
}
