// The C driver on both ends of a link in Verilator: packets flow through encoder, link and decoder in every
// clock that an access to the registers takes, and each must come out as it went in. Prints what happened,
// and ends with 1 where something was wrong.
//
// Arguments: what to do, and a seed. Files: `packets.txt`, an index in hex and the elements' bytes a line;
// `books.txt`, a name, escape, tag and lengths a line, all but the name in hex, a tag of 0 for whatever it
// is; `element.txt`, the element format's name.
#include "Vtop.h"
#include "huffwire.h"
#include "verilated.h"

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace {

constexpr size_t DEPTH = 256;       // beats on the link
constexpr unsigned BUS_BOUND = 500; // clocks of an access

[[noreturn]] void wrong(const std::string &what)
{
    std::cout << "WRONG " << what << std::endl;
    std::_Exit(1);
}

void must(bool good, const std::string &what)
{
    if (!good) wrong(what);
}

struct Packet {
    unsigned index;
    std::vector<uint8_t> elements;
};

struct Beat {
    uint32_t data;
    uint32_t keep;
    bool last;
    uint64_t since;
};

// What becomes of one access to the registers.
enum class Fault {
    None,
    Unsent,   // an error, and nothing has happened
    Unheard,  // it has happened, but the answer is an error
    Dead,     // from here on there is no answer any more
    Severed,  // from here on there is none from the encoder
    Lost,     // nothing has happened, and the answer is good
    Flipped,  // a value is written of which a bit is another
};

struct Bench {
    VerilatedContext context;
    std::unique_ptr<Vtop> top;
    uint64_t now = 0, random;
    // the traffic
    std::vector<Packet> packets;
    std::deque<const Packet *> expected;
    std::deque<Beat> link;
    std::vector<uint8_t> received;
    const Packet *sending = nullptr;
    size_t next = 0, at = 0, begun = 0, came = 0;
    bool offered = false, fresh = true, sends = true, link_blocked = false, sink_blocked = false;
    int only = -1;         // this packet and no other
    unsigned flight = 150; // clocks that a beat takes
    unsigned pace = 2;     // clocks from one beat of a packet to the next, about: below 2 the link fills up
    std::map<unsigned, size_t> frames;
    // the registers
    Fault fault = Fault::None;
    uint64_t fault_at = 0, accesses = 0; // which access it befalls,
    uint32_t fault_offset = 0;           // or by what offset, where that is not 0
    bool dead = false, severed = false, posted = false, printing = false;

    explicit Bench(uint64_t seed) : random(seed * 2 + 1)
    {
        context.randReset(2);
        context.randSeed(static_cast<int>(seed) + 1);
        top = std::make_unique<Vtop>(&context, "top");
        top->clk = 0;
        top->rst = 1;
        top->e_s_axis_tvalid = top->e_m_axis_tready = top->d_s_axis_tvalid = top->d_m_axis_tready = 0;
        top->e_s_axil_awvalid = top->e_s_axil_wvalid = top->e_s_axil_bready = 0;
        top->e_s_axil_arvalid = top->e_s_axil_rready = 0;
        top->d_s_axil_awvalid = top->d_s_axil_wvalid = top->d_s_axil_bready = 0;
        top->d_s_axil_arvalid = top->d_s_axil_rready = 0;
        for (int clock = 0; clock < 8; clock++) edge();
        top->rst = 0;
        edge();
    }

    ~Bench() { top->final(); }

    unsigned below(unsigned end)
    {
        random = random * 6364136223846793005u + 1442695040888963407u;
        return static_cast<unsigned>((random >> 33) % end);
    }

    void edge()
    {
        top->clk = 1;
        top->eval();
        top->clk = 0;
        top->eval();
        now++;
    }

    // A clock of the traffic, with whatever stands on the registers' buses.
    void clock()
    {
        if (sending == nullptr && sends) {
            sending = &packets[only >= 0 ? static_cast<size_t>(only) : next++ % packets.size()];
            if (only >= 0) sends = false;
            at = 0;
        }
        if (sending != nullptr && !offered && below(pace) == 0) {
            uint32_t left = static_cast<uint32_t>(sending->elements.size() - at);
            offered = true;
            top->e_s_axis_tdata = static_cast<SData>(sending->elements[at]
                                  | (left > 1 ? sending->elements[at + 1] : below(256)) << 8);
            top->e_s_axis_tkeep = left > 1 ? 3 : 1;
            top->e_s_axis_tlast = left <= 2;
            // Only the first beat's counts.
            top->e_s_axis_tuser = static_cast<CData>(at == 0 ? sending->index : below(4));
        }
        top->e_s_axis_tvalid = offered;
        top->e_m_axis_tready = !link_blocked && link.size() < DEPTH;
        bool arriving = !link.empty() && now - link.front().since >= flight;
        top->d_s_axis_tvalid = arriving;
        if (arriving) {
            top->d_s_axis_tdata = static_cast<SData>(link.front().data);
            top->d_s_axis_tkeep = static_cast<CData>(link.front().keep);
            top->d_s_axis_tlast = link.front().last;
        }
        top->d_m_axis_tready = !sink_blocked && below(16) != 0;
        top->eval();
        bool taken = offered && top->e_s_axis_tready;
        bool sent = top->e_m_axis_tvalid && top->e_m_axis_tready;
        bool fetched = arriving && top->d_s_axis_tready;
        bool out = top->d_m_axis_tvalid && top->d_m_axis_tready;
        if (taken) {
            if (at == 0) {
                begun++;
                expected.push_back(sending);
            }
            at += 2;
            offered = false;
            if (top->e_s_axis_tlast) sending = nullptr;
        }
        if (fetched) link.pop_front();
        if (sent) {
            // A frame begins with the index of its codebook, two bits.
            if (fresh) frames[top->e_m_axis_tdata >> 6 & 3]++;
            fresh = top->e_m_axis_tlast;
            link.push_back({top->e_m_axis_tdata, top->e_m_axis_tkeep, fresh, now});
        }
        if (out) {
            for (unsigned lane = 0; lane < 8 * sizeof top->d_m_axis_tkeep; lane++)
                if (top->d_m_axis_tkeep >> lane & 1)
                    received.push_back(static_cast<uint8_t>(top->d_m_axis_tdata >> 8 * lane));
            if (top->d_m_axis_tlast) {
                std::string packet = "packet " + std::to_string(came);
                must((top->d_m_axis_tuser & 1) == 0,
                     packet + ": reason " + std::to_string(top->d_m_axis_tuser >> 1));
                must(!expected.empty(), packet + " was not sent");
                must(expected.front()->elements == received, packet + ": other elements");
                expected.pop_front();
                received.clear();
                came++;
            }
        }
        edge();
    }

    void clocks(unsigned count)
    {
        while (count-- > 0) clock();
    }

    // Until all has come out that went in.
    void drain()
    {
        sends = false;
        for (unsigned left = 100000; left > 0 && (sending != nullptr || came < begun); left--) clock();
        must(came == begun && link.empty(), "packets are missing");
    }
};

// The registers of an end, by names of its signals.
struct End {
    Bench &bench;
    const char *name;
    CData &awvalid, &awready, &wvalid, &wready, &wstrb, &bvalid, &bready, &bresp;
    CData &arvalid, &arready, &rvalid, &rready, &rresp;
    SData &awaddr, &araddr;
    IData &wdata, &rdata;

    int write(uint32_t offset, uint32_t value)
    {
        // Address and data in any order.
        bool address = false, data = false;
        awaddr = static_cast<SData>(offset);
        wdata = value;
        wstrb = 15;
        bready = 1;
        int answer = -1;
        for (unsigned clock = 0; clock < BUS_BOUND && answer < 0; clock++) {
            awvalid = awvalid || (!address && bench.below(2) == 0);
            wvalid = wvalid || (!data && bench.below(2) == 0);
            // What is ready depends on registers only.
            bool address_taken = awvalid && awready, data_taken = wvalid && wready;
            if (bvalid) answer = bresp;
            bench.clock();
            if (address_taken) address = true, awvalid = 0;
            if (data_taken) data = true, wvalid = 0;
        }
        awvalid = wvalid = bready = 0;
        return answer;
    }

    int read(uint32_t offset, uint32_t &value)
    {
        araddr = static_cast<SData>(offset);
        arvalid = 1;
        rready = 1;
        int answer = -1;
        for (unsigned clock = 0; clock < BUS_BOUND && answer < 0; clock++) {
            bool taken = arvalid && arready;
            if (rvalid) {
                answer = rresp;
                value = rdata;
            }
            bench.clock();
            if (taken) arvalid = 0;
        }
        arvalid = rready = 0;
        return answer;
    }
};

#define END(bench, name, p)                                                                                  \
    {                                                                                                        \
        bench, name, bench.top->p##_s_axil_awvalid, bench.top->p##_s_axil_awready,                           \
            bench.top->p##_s_axil_wvalid, bench.top->p##_s_axil_wready, bench.top->p##_s_axil_wstrb,         \
            bench.top->p##_s_axil_bvalid, bench.top->p##_s_axil_bready, bench.top->p##_s_axil_bresp,         \
            bench.top->p##_s_axil_arvalid, bench.top->p##_s_axil_arready, bench.top->p##_s_axil_rvalid,      \
            bench.top->p##_s_axil_rready, bench.top->p##_s_axil_rresp, bench.top->p##_s_axil_awaddr,         \
            bench.top->p##_s_axil_araddr, bench.top->p##_s_axil_wdata, bench.top->p##_s_axil_rdata,          \
    }

// What befalls the next access.
Fault befalls(Bench &bench, bool encoder, uint32_t offset)
{
    bench.accesses++;
    if (bench.dead || (bench.severed && encoder)) return Fault::Dead;
    bool hit = bench.fault_offset != 0 ? offset == bench.fault_offset : bench.accesses == bench.fault_at;
    if (!hit || bench.fault == Fault::None) return Fault::None;
    bench.dead = bench.fault == Fault::Dead;
    bench.severed = bench.fault == Fault::Severed;
    // Once is enough.
    if (bench.fault_offset != 0) bench.fault_offset = 0;
    return bench.fault;
}

int access(End &end, bool write, uint32_t offset, uint32_t &value)
{
    Bench &bench = end.bench;
    Fault fault = befalls(bench, end.name[0] == 'e', offset);
    if (bench.printing && write)
        std::printf("%s write %03lx %08lx\n", end.name, static_cast<unsigned long>(offset),
                    static_cast<unsigned long>(value));
    bench.clocks(bench.below(4));
    if (fault == Fault::Unsent || fault == Fault::Dead || fault == Fault::Severed) return 1;
    if (fault == Fault::Lost) return 0;
    if (fault == Fault::Flipped) value ^= 1;
    int answer = write ? end.write(offset, value) : end.read(offset, value);
    // Where writes are posted nobody sees how they are answered.
    if (write && bench.posted) return 0;
    return fault == Fault::Unheard ? 1 : answer;
}

int read32(void *context, uint32_t offset, uint32_t *value)
{
    return access(*static_cast<End *>(context), false, offset, *value);
}

int write32(void *context, uint32_t offset, uint32_t value)
{
    return access(*static_cast<End *>(context), true, offset, value);
}

void pause_bus(void *context) { static_cast<End *>(context)->bench.clocks(5); }

struct Flight {
    Bench &bench;
    size_t mark;
};

int arrived(void *context, uint32_t poll)
{
    Flight &flight = *static_cast<Flight *>(context);
    if (poll == 0) flight.mark = flight.bench.begun;
    flight.bench.clocks(10);
    return flight.bench.came >= flight.mark;
}

struct Book {
    std::string name;
    std::vector<uint8_t> lengths;
    hw_book book;
};

std::string text(hw_code code) { return hw_code_text(code); }

std::string text(const hw_device &device)
{
    char offset[16];
    std::snprintf(offset, sizeof offset, "0x%03lx", static_cast<unsigned long>(device.failure.offset));
    return text(device.failure.code) + ", at " + hw_step_text(device.failure.step) + " (" + offset + ")";
}

void fine(hw_code code, const hw_device &device) { must(code == HW_OK, text(device)); }

struct Play {
    Bench bench;
    End encoder_end, decoder_end;
    hw_device encoder{}, decoder{};
    Flight flight;
    hw_link link;
    std::string element;
    std::deque<Book> books; // those whose name is `good`, first
    size_t good = 0;

    explicit Play(uint64_t seed)
        : bench(seed), encoder_end END(bench, "encoder", e), decoder_end END(bench, "decoder", d),
          flight{bench, 0}, link{&flight, arrived, 2000}
    {
        std::ifstream packets("packets.txt"), texts("books.txt");
        std::ifstream("element.txt") >> element;
        for (std::string line; std::getline(packets, line);) {
            std::istringstream words(line);
            Packet packet;
            unsigned byte;
            words >> std::hex >> packet.index;
            while (words >> byte) packet.elements.push_back(static_cast<uint8_t>(byte));
            bench.packets.push_back(packet);
        }
        for (std::string line; std::getline(texts, line);) {
            std::istringstream words(line);
            books.emplace_back();
            Book &book = books.back();
            unsigned length;
            words >> book.name >> std::hex >> book.book.escape >> book.book.tag;
            while (words >> length) book.lengths.push_back(static_cast<uint8_t>(length));
            book.book.lengths = book.lengths.data();
            book.book.symbols = static_cast<uint32_t>(book.lengths.size());
            uint32_t tag = hw_book_tag(element.c_str(), &book.book);
            if (book.book.tag == 0) book.book.tag = tag;
            if (book.name == "good") {
                must(book.book.tag == tag, "hw_book_tag has another tag");
                good++;
            }
        }
        must(!bench.packets.empty() && good > 1, "nothing to play");
        encoder.bus = {&encoder_end, read32, write32, pause_bus, 500};
        decoder.bus = {&decoder_end, read32, write32, pause_bus, 500};
    }

    void probe()
    {
        for (hw_device *device : {&encoder, &decoder}) fine(hw_probe(device), *device);
    }

    const hw_book &any() { return books[bench.below(static_cast<unsigned>(good))].book; }

    hw_code swap(uint32_t slot, const hw_book &book)
    {
        return hw_swap(&encoder, &decoder, slot, &book, &link);
    }

    std::string why() const { return text(encoder.failure.code != HW_OK ? encoder : decoder); }

    void must_swap(uint32_t slot, const hw_book &book)
    {
        hw_code code = swap(slot, book);
        must(code == HW_OK, why());
        holds(slot, book);
    }

    hw_state status(hw_device &device)
    {
        hw_state status;
        must(hw_status(&device, &status) == HW_OK, "hw_status");
        return status;
    }

    uint32_t tag(hw_device &device, uint32_t slot)
    {
        uint32_t tag = 0;
        must(hw_tag(&device, slot, &tag) == HW_OK, "hw_tag");
        return tag;
    }

    void holds(uint32_t slot, const hw_book &book)
    {
        for (hw_device *device : {&encoder, &decoder}) {
            must((status(*device).valid >> slot & 1) == 1, "the slot is not valid");
            must(tag(*device, slot) == book.tag, "the slot has another tag");
        }
    }

    void closed(hw_device &device, uint32_t slot, const std::string &when)
    {
        hw_state status = this->status(device);
        must((status.valid >> slot & 1) == 0 && !status.open && tag(device, slot) == 0,
             when + ": the slot is not closed");
        must(device.failure.code == HW_OK, when);
    }

    // At last: nothing is missing, and no frame came for a slot that was empty.
    void end()
    {
        bench.clocks(500);
        bench.drain();
        must(status(decoder).refused == 0, "the decoder has refused frames");
        std::cout << "packets " << bench.came << std::endl;
        for (auto [index, count] : bench.frames)
            std::cout << "index " << index << " frames " << count << std::endl;
    }
};

void play_load(Play &play)
{
    // Behind a reset nothing is valid, and without hw_probe there are no slots.
    must(hw_load(&play.encoder, 0, &play.books[0].book) == HW_ERROR_SLOT, "a device that was not probed");
    play.probe();
    for (hw_device *device : {&play.decoder, &play.encoder}) {
        const hw_capabilities &can = device->can;
        std::cout << "can " << can.version << ' ' << can.slots << ' ' << can.books << ' ' << can.symbol_bits
                  << ' ' << can.shortest << ' ' << can.longest << ' ' << can.log2_symbols << ' ' << can.groups
                  << ' ' << can.words << ' ' << can.check_bytes << ' ' << can.escapes << ' ' << can.decoder
                  << std::endl;
        must(play.status(*device).valid == 0, "a slot is valid behind a reset");
    }
    play.bench.printing = true;
    for (hw_device *device : {&play.decoder, &play.encoder})
        fine(hw_load(device, 1, &play.books[0].book), *device);
    std::fflush(stdout);
    play.bench.printing = false;
    play.holds(1, play.books[0].book);
    must(play.status(play.encoder).valid == 2, "another slot is valid");
    play.bench.clocks(3000);
    fine(hw_drop(&play.encoder, 1), play.encoder);
    play.bench.drain();
    fine(hw_drop(&play.decoder, 1), play.decoder);
    play.closed(play.encoder, 1, "drop");
    play.closed(play.decoder, 1, "drop");
    // What is wrong before anything is written.
    uint64_t accesses = play.bench.accesses;
    hw_book other = play.books[0].book;
    other.symbols--;
    must(hw_load(&play.encoder, 2, &play.books[0].book) == HW_ERROR_SLOT, "a slot too many");
    must(hw_load(&play.encoder, 0, &other) == HW_ERROR_BOOK, "an alphabet too small");
    std::vector<uint8_t> lengths = play.books[0].lengths;
    lengths[0] = 16;
    other = play.books[0].book;
    other.lengths = lengths.data();
    must(hw_load(&play.encoder, 0, &other) == HW_ERROR_BOOK, "a length of more than four bits");
    must(hw_swap(&play.decoder, &play.encoder, 0, &play.books[0].book, &play.link) == HW_ERROR_ENDS,
         "ends the wrong way round");
    must(play.bench.accesses == accesses, "something was written");
    play.end();
}

void play_swap(Play &play)
{
    play.probe();
    for (int swap = 0; swap < 60; swap++) {
        uint32_t slot = swap < 2 ? swap : play.bench.below(2);
        const hw_book &book = play.any();
        // Links that are full and those that are idle, and some across which a frame comes before a load is
        // done.
        play.bench.pace = 1 + play.bench.below(6);
        play.bench.flight = 1 + play.bench.below(swap % 2 == 0 ? 20 : 300);
        play.must_swap(slot, book);
        // From here on there are frames by it: no slot is behind a constant codebook, so its index is its
        // number.
        size_t before = play.bench.frames[slot];
        for (unsigned left = 5000; left > 0 && play.bench.frames[slot] == before; left--) play.bench.clock();
        must(play.bench.frames[slot] > before, "the encoder does not use the slot");
        play.bench.clocks(play.bench.below(600));
    }
    play.end();
}

// Each swap is refused and says why; the other slot goes on.
void play_refused(Play &play)
{
    play.probe();
    const hw_book &kept = play.books[0].book;
    play.must_swap(0, kept);
    auto refused = [&](const std::string &name, const hw_book &book) {
        hw_code code = play.swap(1, book);
        play.bench.fault = Fault::None;
        must(code != HW_OK, name + ": was not refused");
        hw_device &where = play.encoder.failure.code != HW_OK ? play.encoder : play.decoder;
        must(code == where.failure.code, name + ": another code was returned");
        std::cout << "refused " << name << ": " << play.why() << std::endl;
        must(play.encoder.failure.closed && play.decoder.failure.closed, name + ": not closed");
        play.closed(play.encoder, 1, name);
        play.closed(play.decoder, 1, name);
        play.holds(0, kept);
        play.bench.clocks(200);
        play.must_swap(1, play.any());
    };
    for (const Book &book : play.books)
        if (book.name != "good") refused(book.name, book.book);
    // What goes wrong on the way to the decoder, which is written to first.
    auto befallen = [&](const std::string &name, Fault fault, uint32_t offset) {
        play.bench.fault = fault;
        play.bench.fault_offset = offset;
        refused(name, kept);
    };
    befallen("count_changed", Fault::Flipped, 0x048);
    befallen("lengths_changed", Fault::Flipped, 0x400);
    befallen("count_lost", Fault::Lost, 0x048);
    befallen("lengths_lost", Fault::Lost, 0x400);
    play.bench.posted = true;
    befallen("posted", Fault::Flipped, 0x400);
    play.end();
}

// Whatever access of a swap goes wrong, however, it is an error, and the traffic never minds.
void play_faults(Play &play)
{
    play.probe();
    std::map<std::string, size_t> seen;
    for (Fault fault : {Fault::Unsent, Fault::Unheard, Fault::Dead, Fault::Severed}) {
        for (uint64_t access = 1;; access++) {
            std::string what = "fault " + std::to_string(static_cast<int>(fault));
            what += " of access " + std::to_string(access);
            play.must_swap(1, play.any());
            play.bench.clocks(play.bench.below(200));
            play.bench.fault = fault;
            play.bench.fault_at = play.bench.accesses + access;
            hw_code code = play.swap(1, play.any());
            bool befallen = play.bench.accesses >= play.bench.fault_at;
            play.bench.fault = Fault::None;
            play.bench.dead = play.bench.severed = false;
            if (!befallen) {
                must(code == HW_OK, play.why());
                break;
            }
            must(code == HW_ERROR_BUS, what + ": " + text(code));
            seen[play.why()]++;
            if (fault == Fault::Unsent || fault == Fault::Unheard) {
                must(play.encoder.failure.closed && play.decoder.failure.closed, what + ": not closed");
                play.closed(play.encoder, 1, what);
                play.closed(play.decoder, 1, what);
            } else {
                must(!play.encoder.failure.closed, what + ": closed by a dead bus");
                must(!play.decoder.failure.closed, what + ": closed by a dead bus");
            }
        }
    }
    for (auto &[what, count] : seen) std::cout << "fault " << what << std::endl;
    play.end();
}

// What does not end: packets that the link does not take, and those that nobody takes from the decoder.
void play_stalls(Play &play)
{
    play.probe();
    play.link.polls = 100;
    play.encoder.bus.polls = play.decoder.bus.polls = 100;
    const hw_book &first = play.books[0].book, &second = play.books[1].book;
    // The last packet is a long one by slot 1.
    auto lone = [&] {
        play.bench.drain();
        play.bench.only = static_cast<int>(play.bench.packets.size()) - 1;
        play.bench.sends = true;
    };
    auto all = [&] {
        play.bench.sink_blocked = play.bench.link_blocked = false;
        play.bench.drain();
        play.bench.only = -1;
        play.bench.sends = true;
        play.bench.clocks(500);
    };
    auto failed = [&](hw_code code, const hw_device &where, hw_code expected, const std::string &what) {
        must(code == expected && where.failure.code == expected, what + ": " + text(code));
        std::cout << "stall " << what << ": " << text(where) << std::endl;
    };

    play.must_swap(1, first);
    lone();
    play.bench.link_blocked = true;
    play.bench.clocks(100);
    failed(play.swap(1, second), play.encoder, HW_ERROR_READY, "link_takes_nothing");
    must(play.encoder.failure.closed && !play.decoder.failure.closed, "what is closed");
    play.closed(play.encoder, 1, "link_takes_nothing");
    must(play.tag(play.decoder, 1) == first.tag, "what is under way needs the decoder's slot");
    all();

    play.must_swap(1, first);
    play.bench.sink_blocked = true;
    play.bench.clocks(100);
    failed(play.swap(1, second), play.encoder, HW_ERROR_FLIGHT, "nothing_arrives");
    must(play.encoder.failure.closed && !play.decoder.failure.closed, "what is closed");
    must(play.tag(play.decoder, 1) == first.tag, "what is under way needs the decoder's slot");
    all();

    // The decoder is in the midst of a frame, the encoder behind it.
    play.must_swap(1, first);
    lone();
    play.bench.clocks(play.bench.flight + 100);
    play.bench.sink_blocked = true;
    play.bench.clocks(1500);
    fine(hw_drop(&play.encoder, 1), play.encoder);
    must(play.bench.came < play.bench.begun, "the decoder has nothing under way");
    failed(hw_load(&play.decoder, 1, &second), play.decoder, HW_ERROR_READY, "decoder_has_a_frame");
    must(play.decoder.failure.closed, "what is closed");
    all();
    play.must_swap(1, second);
    play.end();
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) return 2;
    Play play(std::strtoul(argv[2], nullptr, 10));
    const std::map<std::string, void (*)(Play &)> plays = {
        {"load", play_load},     {"swap", play_swap},     {"refused", play_refused},
        {"faults", play_faults}, {"stalls", play_stalls},
    };
    plays.at(argv[1])(play);
    std::cout << "PASS" << std::endl;
    return 0;
}
