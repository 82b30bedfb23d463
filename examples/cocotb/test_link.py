"""A design of Huffwire in cocotb: AXI4-Stream sources and sinks of cocotbext-axi with pauses, and the golden model beside them.

Run by `run.py`, which says what DESIGN and PACKETS are.
"""
import os
import random

import cocotb
import huffwire
from cocotb.clock import Clock
from cocotb.triggers import ClockCycles, RisingEdge
from cocotbext.axi import AxiStreamBus, AxiStreamFrame, AxiStreamSink, AxiStreamSource

DESIGN = huffwire.Design.load(os.environ["DESIGN"])
PACKETS = int(os.environ["PACKETS"])
# Significant bits of a byte, where an element has fewer than its bytes hold.
MASK = int(os.environ["MASK"], 0)
ELEMENT_BYTES = int(os.environ["ELEMENT_BYTES"])


def pauses(generator):
    """One clock in four, at random."""
    while True:
        yield generator.randrange(4) == 0


class Bench:
    """The four streams of `link.v`."""

    def __init__(self, dut, seed):
        self.dut, self.random = dut, random.Random(seed)
        cocotb.start_soon(Clock(dut.clk, 2, "ns").start())
        bus = lambda name: AxiStreamBus.from_prefix(dut, name)
        self.elements = AxiStreamSource(bus("elements"), dut.clk, dut.rst)
        self.frames = AxiStreamSource(bus("frames"), dut.clk, dut.rst)
        self.sent = AxiStreamSink(bus("sent"), dut.clk, dut.rst)
        self.decoded = AxiStreamSink(bus("decoded"), dut.clk, dut.rst)
        for stream in (self.elements, self.frames, self.sent, self.decoded):
            stream.log.setLevel("WARNING")
            stream.set_pause_generator(pauses(random.Random(self.random.random())))

    async def reset(self):
        """Both ends, and what the streams hold."""
        self.dut.rst.value = 1
        await ClockCycles(self.dut.clk, 4)
        for stream in (self.elements, self.frames, self.sent, self.decoded):
            stream.clear()
        self.dut.rst.value = 0
        await RisingEdge(self.dut.clk)

    def packet(self):
        """Elements of a random number."""
        count = ELEMENT_BYTES * self.random.randrange(1, 65)
        return bytes(byte & MASK for byte in self.random.randbytes(count))


@cocotb.test()
async def frames_are_the_golden_ones(dut):
    """The encoder alone."""
    bench = Bench(dut, 1)
    await bench.reset()
    packets = [bench.packet() for _ in range(PACKETS)]
    for packet in packets:
        bench.elements.send_nowait(packet)
    for number, packet in enumerate(packets):
        for frame in DESIGN.encode(packet):
            assert bytes((await bench.sent.recv()).tdata) == frame, f"packet {number}"


@cocotb.test()
async def golden_frames_are_decoded(dut):
    """The decoder alone; every fifth frame has a byte of ones more, of which it makes what the golden model does."""
    bench = Bench(dut, 2)
    await bench.reset()
    sent = []
    for number in range(PACKETS):
        (frame,) = DESIGN.encode(bench.packet())
        sent.append(frame + b"\xff" if number % 5 == 4 else frame)
    for frame in sent:
        bench.frames.send_nowait(frame)
    errors = 0
    for number, frame in enumerate(sent):
        golden, came = DESIGN.decode_frame(frame), await bench.decoded.recv(compact=False)
        there = bytes(byte for byte, keep in zip(came.tdata, came.tkeep) if keep)
        assert there == golden.elements, f"frame {number}"
        user = came.tuser[-1] if isinstance(came.tuser, list) else came.tuser
        assert (user & 1 == 1) == (golden.reason is not None), f"frame {number}: tuser {user}, {golden.reason}"
        errors += user & 1
    dut._log.info("%d frames, %d of them in error", len(sent), errors)


@cocotb.test()
async def what_goes_in_comes_out_through_resets(dut):
    """Both ends, which are reset in the midst of traffic; from the next packet on all is right."""
    bench = Bench(dut, 3)

    async def wire():
        while True:
            await bench.frames.send(AxiStreamFrame(tdata=(await bench.sent.recv()).tdata))

    for left in (PACKETS // 4, PACKETS // 4, PACKETS):
        await bench.reset()
        link = cocotb.start_soon(wire())
        packets = [bench.packet() for _ in range(left)]
        for packet in packets:
            bench.elements.send_nowait(packet)
        # All of the last round, some of the others.
        for number, packet in enumerate(packets if left == PACKETS else packets[: left // 2]):
            came = await bench.decoded.recv()
            assert bytes(came.tdata) == packet, f"packet {number}"
        link.cancel()
