"""The registers of a design's end through cocotbext-axi: every word there may be, writes of all kinds, stalls, and counters.

    python3 axi_lite.py FOLDER encoder|decoder

FOLDER is what `huffwire generate` writes, of a design with a reset that is high; what is expected is in its manifest.
"""
import itertools
import json
import os
import random
import sys
import tempfile
from pathlib import Path

ME = Path(__file__).resolve()


def run(folder, side):
    from cocotb_tools.runner import get_results, get_runner

    manifest = json.loads((folder / "manifest.json").read_text())
    runner = get_runner("icarus")
    with tempfile.TemporaryDirectory() as build:
        top = manifest[side]["module"]
        runner.build(sources=[folder / name for name in manifest["verilog"]], hdl_toplevel=top, build_dir=build,
                     timescale=("1ns", "1ps"))
        results = runner.test(hdl_toplevel=top, test_module=ME.stem, test_dir=ME.parent, build_dir=build,
                              results_xml=str(Path(build) / "results.xml"), timescale=("1ns", "1ps"),
                              extra_env={"MANIFEST": str(folder / "manifest.json"), "SIDE": side})
        tests, failed = get_results(results)
    print(f"{tests} tests, {failed} failed")
    sys.exit(1 if failed or not tests else 0)


if __name__ == "__main__":
    run(Path(sys.argv[1]).resolve(), sys.argv[2])

import cocotb
from cocotb.clock import Clock
from cocotb.triggers import ClockCycles
from cocotbext.axi import AxiLiteBus, AxiLiteMaster, AxiResp, AxiStreamBus, AxiStreamFrame, AxiStreamSource

SIDE = os.environ["SIDE"]
MANIFEST = json.loads(Path(os.environ["MANIFEST"]).read_text())
REGISTERS = MANIFEST["registers"][SIDE]


def addresses():
    """Register and address of every word."""
    for register in REGISTERS:
        for number in range(register["count"]):
            yield register, register["offset"] + number * register["stride"]


async def start(dut, paused):
    cocotb.start_soon(Clock(dut.clk, 1, "ns").start())
    bus = AxiLiteMaster(AxiLiteBus.from_prefix(dut, "s_axil"), dut.clk, dut.rst)
    for signal in ["s_axis_tvalid", "m_axis_tready"]:
        getattr(dut, signal).value = 0
    if paused:
        draw = random.Random(5)
        write, read = bus.write_if, bus.read_if
        for channel in [write.aw_channel, write.w_channel, write.b_channel, read.ar_channel, read.r_channel]:
            channel.set_pause_generator(draw.random() < 0.5 for _ in itertools.count())
    dut.rst.value = 1
    await ClockCycles(dut.clk, 4)
    dut.rst.value = 0
    await ClockCycles(dut.clk, 2)
    return bus


async def value(bus, name):
    register = next(register for register in REGISTERS if register["name"] == name)
    answer = await bus.read(register["offset"], 4)
    assert answer.resp == AxiResp.OKAY, name
    return int.from_bytes(answer.data, "little")


async def every_word(dut, paused):
    bus = await start(dut, paused)
    readable = {address: register for register, address in addresses() if register["access"] == "R"}
    # All at once: they wait for each other.
    reads = [(address, cocotb.start_soon(bus.read(address, 4))) for address in range(0, 4096, 4)]
    for address, read in reads:
        answer = await read
        register = readable.get(address)
        assert (answer.resp == AxiResp.OKAY) == (register is not None), hex(address)
        if register is not None:
            reset = sum(field["reset"] << field["low"] for field in register["fields"])
            assert int.from_bytes(answer.data, "little") == reset, register["name"]
    digest = await value(bus, "DIGEST_LOW") | await value(bus, "DIGEST_HIGH") << 32
    assert f"{digest:016x}" == MANIFEST["digest"]


@cocotb.test()
async def every_word_is_what_the_manifest_says(dut):
    await every_word(dut, False)


@cocotb.test()
async def and_with_pauses(dut):
    await every_word(dut, True)


@cocotb.test()
async def what_cannot_be_written_is_refused(dut):
    bus = await start(dut, True)
    writable = {address for register, address in addresses() if register["access"] == "W"}
    for address in range(0, 4096, 4):
        if address not in writable:
            assert (await bus.write(address, b"\xff" * 4)).resp == AxiResp.SLVERR, hex(address)
    # A part of a word, or one that begins inside: the strobes say so.
    for address in sorted(writable):
        for offset, length in [(0, 1), (0, 2), (0, 3), (1, 3), (2, 2), (3, 1)]:
            answer = await bus.write(address + offset, b"\xff" * length)
            assert answer.resp == AxiResp.SLVERR, (hex(address), offset, length)
    # Nothing has become of it.
    for register, address in addresses():
        if register["constant"]:
            reset = sum(field["reset"] << field["low"] for field in register["fields"])
            assert int.from_bytes((await bus.read(address, 4)).data, "little") == reset, register["name"]


@cocotb.test(skip=not any(register["name"] == "CONTROL" for register in REGISTERS))
async def counters_are_read_as_they_were(dut):
    bus = await start(dut, True)
    dut.m_axis_tready.value = 1
    source = AxiStreamSource(AxiStreamBus.from_prefix(dut, "s_axis"), dut.clk, dut.rst)
    control = next(register for register in REGISTERS if register["name"] == "CONTROL")["offset"]
    names = [counter["name"] for counter in MANIFEST["encoder"]["counters"]]
    draw = random.Random(9)
    indices = len(MANIFEST["codebooks"])
    element = MANIFEST["element"]["bytes"]
    sent = dict.fromkeys(names, 0)

    async def send(packets):
        for _ in range(packets):
            index, elements = draw.randrange(indices), draw.randrange(1, 40)
            frame = AxiStreamFrame(draw.randbytes(elements * element), tuser=index)
            sent[f"frames_{index}"] += 1
            sent[f"elements_{index}"] += elements
            await source.send(frame)
        await source.wait()
        await ClockCycles(dut.clk, 100)

    async def read():
        found = {}
        for name in names:
            low, high = await value(bus, f"{name.upper()}_LOW"), await value(bus, f"{name.upper()}_HIGH")
            found[name] = low | high << 32
        return found

    def port():
        all_of_them = int(dut.counters.value)
        return {name: all_of_them >> (48 * number) & (1 << 48) - 1 for number, name in enumerate(names)}

    def counted(found):
        return {name: found[name] for name in names if not name.startswith("bits") and name in sent}

    await send(30)
    assert not any((await read()).values()), "before a snapshot"
    assert (await bus.write(control, (1).to_bytes(4, "little"))).resp == AxiResp.OKAY
    first = await read()
    assert first == port() and counted(first) == counted(sent)
    await send(20)
    assert await read() == first, "it is what it was"
    before = port()
    # Both at once: what was counted is read, and begins again.
    await bus.write(control, (3).to_bytes(4, "little"))
    assert await read() == before and counted(before) == counted(sent)
    assert not any(port().values())
    sent.update(dict.fromkeys(sent, 0))
    await send(10)
    await bus.write(control, (1).to_bytes(4, "little"))
    assert counted(await read()) == counted(sent)
