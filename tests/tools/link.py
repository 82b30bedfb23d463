"""A codec on a link as events: beats, words, flits. Reads cases as a JSON list, prints for each its two times in seconds.

Nothing is computed in advance: every beat, word, flit and row is an event of its own, and what waits, waits.
"""

import json
import sys

import simpy


class Port:
    """Lets one thing pass in a period, the first at once."""

    def __init__(self, env, period):
        self.env, self.period, self.free = env, period, 0.0

    def passed(self):
        at = max(self.env.now, self.free)
        self.free = at + self.period
        return self.env.timeout(at - self.env.now)


def encoder(env, case, words):
    """Takes beats, makes words of the compressed bus. Puts (bytes, last of frame) when they come out."""
    codec = case["codec"]
    period = 1.0 / case["encoder_hz"]
    delay = (codec["encoder_latency"] - 1) * period
    rings = [simpy.Store(env) for _ in range(codec["waits"] + 1)]

    def source():
        for elements, _, _ in case["frames"]:
            left = elements
            while left > 0:
                beat = min(left, codec["lanes"])
                left -= beat
                yield env.timeout(period)
                yield rings[0].put((beat, left == 0))

    def ring(come, go):
        # A block leaves when it is whole, a beat in a clock, while the next one comes.
        whole = simpy.Store(env)

        def collect():
            block = []
            while True:
                beat = yield come.get()
                block.append(beat)
                if beat[1]:
                    yield whole.put(block)
                    block = []

        def leave():
            port = Port(env, period)
            while True:
                for beat in (yield whole.get()):
                    yield port.passed()
                    yield go.put(beat)

        env.process(collect())
        env.process(leave())

    for come, go in zip(rings, rings[1:]):
        ring(come, go)

    def later(word):
        yield env.timeout(delay)
        yield words.put(word)

    out = simpy.Store(env, capacity=4)

    def pack():
        for elements, size, _ in case["frames"]:
            taken = sent = 0
            while taken < elements:
                beat, last = yield rings[-1].get()
                taken += beat
                there = size if last else size * taken // elements
                while there - sent >= codec["out_bytes"]:
                    sent += codec["out_bytes"]
                    yield out.put((codec["out_bytes"], last and sent == size))
                if last and sent < size:
                    yield out.put((size - sent, True))

    def leave():
        port = Port(env, period)
        while True:
            word = yield out.get()
            yield port.passed()
            env.process(later(word))

    env.process(source())
    env.process(pack())
    env.process(leave())


def sender(env, case, words, arrived, sizes):
    """Makes packets and flits of words. `sizes` are the bytes of all frames. Puts (bytes, last) at the other end."""
    link = case["link"]
    flit, framing = link["flit"], link["framing"]
    most = framing["most"] or 1 << 62
    unit, payload = (flit["bytes"], flit["payload"]) if flit else (link["beat"], link["beat"])
    shared = bool(flit and flit["shared"])

    def give(delivered):
        yield env.timeout(link["latency"])
        for piece in delivered:
            yield arrived.put(piece)

    def send(wire, delivered):
        yield env.timeout(wire / link["rate"])
        env.process(give(delivered))

    def run():
        room, filling = payload, []  # of the flit that is being filled
        for number, size in enumerate(sizes):
            left, buffered = size, 0
            while left > 0:
                packet = min(left, most)
                left -= packet
                # The parts of the packet: (bytes, whether they are of the frame).
                parts = [(framing["header"], False), (packet, True), (max(framing["least"] - packet, 0), False)]
                end = left == 0
                if buffered == 0:
                    # A packet begins with its first word.
                    buffered = (yield words.get())[0]
                if framing["whole"]:
                    while buffered < packet:
                        buffered += (yield words.get())[0]
                    buffered -= packet
                    total = sum(count for count, _ in parts)
                    if unit:
                        total = -(-total // payload) * unit
                    yield env.process(send(total, [(packet, end)]))
                    continue
                if not unit:
                    # As the words come; what is around them before and behind.
                    yield env.timeout(framing["header"] / link["rate"])
                    todo = packet
                    while todo > 0:
                        if buffered == 0:
                            buffered = (yield words.get())[0]
                        piece = min(todo, buffered)
                        todo -= piece
                        buffered -= piece
                        yield env.process(send(piece, [(piece, end and todo == 0)]))
                    yield env.timeout(parts[2][0] / link["rate"])
                    continue
                for count, own in parts:
                    todo = count
                    while todo > 0:
                        piece = min(todo, room)
                        if own:
                            while buffered < piece:
                                buffered += (yield words.get())[0]
                            buffered -= piece
                        todo -= piece
                        room -= piece
                        if own:
                            filling.append((piece, end and todo == 0))
                        if room == 0:
                            yield env.process(send(unit, filling))
                            room, filling = payload, []
                if room < payload and (not shared or (end and number + 1 == len(sizes))):
                    yield env.process(send(unit, filling))
                    room, filling = payload, []

    env.process(run())


def decoder(env, case, arrived, done):
    """Takes a word in a clock, gives rows of elements; ends with the last element."""
    codec = case["codec"]
    period = 1.0 / case["decoder_hz"]
    rows = simpy.Store(env, capacity=4)

    def take():
        waiting = 0  # elements that do not fill a row
        buffered = 0
        for elements, size, ends in case["frames"]:
            got = given = 0
            while got < size:
                word = min(codec["in_bytes"], size - got)
                while buffered < word:
                    buffered += (yield arrived.get())[0]
                buffered -= word
                got += word
                yield env.timeout(period)
                there = elements * got // size
                waiting += there - given
                given = there
                while waiting >= codec["out_lanes"]:
                    waiting -= codec["out_lanes"]
                    yield rows.put(False)
            if ends and waiting:
                waiting = 0
                yield rows.put(False)
        yield rows.put(True)

    def give():
        port = Port(env, period)
        while True:
            if (yield rows.get()):
                done.succeed(env.now + (codec["decoder_latency"] - 1) * period)
                return
            yield port.passed()

    env.process(take())
    env.process(give())


def coded(case):
    env = simpy.Environment()
    words, arrived, done = simpy.Store(env), simpy.Store(env), env.event()
    encoder(env, case, words)
    sender(env, case, words, arrived, [size for _, size, _ in case["frames"]])
    decoder(env, case, arrived, done)
    return env.run(until=done)


def raw(case):
    """All of it lies there from the beginning, and is there when its last byte is."""
    env = simpy.Environment()
    words, arrived = simpy.Store(env), simpy.Store(env)
    for size in case["raw"]:
        words.put((size, True))
    sender(env, case, words, arrived, case["raw"])
    last = 0.0

    def sink():
        nonlocal last
        left = sum(case["raw"])
        while left > 0:
            left -= (yield arrived.get())[0]
        last = env.now

    env.run(until=env.process(sink()))
    return last


for case in json.load(sys.stdin):
    print(repr(raw(case)), repr(coded(case)))
