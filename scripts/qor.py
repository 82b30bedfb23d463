#!/usr/bin/env python3
"""The tables of area and speed in the documents: `huffwire synth` over many designs.

    scripts/qor.py --liberty FOLDER                   the table of docs/hardware.md
    scripts/qor.py --liberty FOLDER --parallel        that of docs/decoder.md; three quarters of an hour
    scripts/qor.py --liberty FOLDER --loadable        that of docs/loadable.md; three quarters of an hour
    scripts/qor.py --liberty FOLDER --loadable --clock-gate    the same of designs with `clock_gate: wrapper`
    scripts/qor.py --liberty FOLDER design.yaml ...   encoder and decoder of these designs

FOLDER holds ASAP7's RVT TT libraries as `asap7_rvt_tt_comb.lib` (all combinational cells) and `asap7_rvt_tt_seq.lib`
(one flip-flop), plain or with `.gz`. Needs yosys and sta (Debian: yosys, opensta). Ideal wires, no clock skew: compare
designs with each other, and take off about 30 % for a placed one. kGE are thousands of NAND2x1. The words of memories
are left out.
"""
import argparse
import gzip
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAND2_UM2 = 0.08748
DRIVER = "BUFx2_ASAP7_75t_R"
PERIOD_PS = 250
ABC = ("strash;ifraig;scorr;dc2;strash;&get -n;&dch -f;&nf;&put;buffer -c -N 12;topo;stime -p;"
       f"upsize -c -D {PERIOD_PS};dnsize -D {PERIOD_PS};stime -p")


def run(command, log):
    """Runs a tool with its output in a file, and shows the file's end if it fails."""
    with open(log, "w") as out:
        if subprocess.run(command, stdout=out, stderr=subprocess.STDOUT).returncode:
            sys.exit(f"{command[0]} failed:\n" + Path(log).read_text()[-3000:])
    return Path(log).read_text()


def libraries(folder, work):
    """The two libraries, unpacked."""
    paths = []
    for name in ("asap7_rvt_tt_comb.lib", "asap7_rvt_tt_seq.lib"):
        path = work / name
        if (folder / name).is_file():
            path.write_bytes((folder / name).read_bytes())
        elif (folder / f"{name}.gz").is_file():
            path.write_bytes(gzip.decompress((folder / f"{name}.gz").read_bytes()))
        else:
            sys.exit(f"{folder}: neither {name} nor {name}.gz is there")
        paths.append(path)
    areas = {}
    for path in paths:
        for cell in re.finditer(r'\n\s*cell \(?"?(\w+)"?\)?\s*\{(.*?)\n\s*area\s*:\s*([\d.]+)', path.read_text(), re.S):
            areas.setdefault(cell[1], float(cell[3]))
    return paths, areas


def measure(top, files, libs, areas, work):
    """kGE and flip-flops of a module that is no design's top; its clock gates are the library's."""
    comb, seq = libs
    constraints = work / "abc.constr"
    constraints.write_text(f"set_driving_cell {DRIVER}\nset_load 1.0 [all_outputs]\n")
    mapped, stat = work / "mapped.v", work / "stat.txt"
    script = "+" + ABC.replace(" ", ",")
    (work / "map.ys").write_text("\n".join(
        [f"read_verilog {path}" for path in files] + [
            f"hierarchy -check -top {top}", "blackbox *_clock_gate", f"synth -flatten -top {top}", "opt -purge", f"dfflibmap -liberty {seq}",
            "opt_clean", f"abc -liberty {comb} -constr {constraints} -D {PERIOD_PS} -script {script}",
            "opt_clean -purge", f"write_verilog -noattr -simple-lhs {mapped}", f"tee -o {stat} stat"]) + "\n")
    run(["yosys", "-q", str(work / "map.ys")], work / "yosys.log")
    area, flops = 0.0, 0
    for cell, count in re.findall(r"^\s+(\S+)\s+(\d+)$", stat.read_text().split("Number of cells")[-1], re.M):
        if cell.endswith("_clock_gate"):
            cell = next(name for name in areas if name.startswith("ICG"))
        if cell not in areas:
            sys.exit(f"{top}: {cell} was not mapped")
        area += areas[cell] * int(count)
        flops += int(count) if "DFF" in cell else 0
    return area / NAND2_UM2 / 1000, flops


LAYERS = ", ".join(f"{ROOT}/benches/qor/e4m3_layer{layer}.yaml" for layer in (0, 2, 3, 5))
CODES = {
    "exponents": ('{ bytes: 1, symbol: "7:0" }', "benches/qor/exponent_12.yaml"),
    "e4m3": ("e4m3", "benches/qor/e4m3_12.yaml"),
    "bf16": ("bf16", "configs/codebooks/bf16_act.yaml"),
}


def text(code, encoder, decoder):
    """A design."""
    element, book = CODES[code]
    return (f"name: qor\nelement: {element}\ncodebooks: [{ROOT}/{book}]\n"
            f"encoder: {{ {encoder} }}\ndecoder: {{ {decoder} }}\n")


def several(lanes, encoder, rest=""):
    """A design of four codebooks."""
    return (f"name: qor\nelement: e4m3\ncodebooks: [{LAYERS}]\n{rest}encoder: {{ lanes: {lanes}, out_bytes: {2 * lanes}, "
            f"pipeline: high_fmax{encoder} }}\ndecoder: {{ kind: serial, in_bytes: 2 }}\n")


def parallel():
    """Parallel decoders: name, pipeline, side, text."""
    for code, in_bytes, pipeline in [
            ("exponents", 4, "balanced"), ("exponents", 8, "balanced"), ("exponents", 8, "high_fmax"),
            ("exponents", 16, "balanced"), ("exponents", 32, "balanced"), ("e4m3", 4, "balanced"),
            ("e4m3", 8, "balanced"), ("bf16", 4, "balanced"), ("bf16", 8, "balanced"), ("bf16", 8, "high_fmax"),
            ("bf16", 16, "balanced"), ("bf16", 16, "high_fmax"), ("bf16", 32, "balanced")]:
        yield f"{code}, {in_bytes} bytes", pipeline, "decoder", text(
            code, "lanes: 1, out_bytes: 1", f"kind: parallel, in_bytes: {in_bytes}, pipeline: {pipeline}")


def reference():
    """Encoders and serial decoders, likewise."""
    for code, lanes, pipeline, sides in [
            ("e4m3", 8, "high_fmax", "encoder"), ("e4m3", 16, "high_fmax", "encoder"), ("e4m3", 16, "balanced", "encoder"),
            ("e4m3", 16, "low_latency", "encoder"), ("exponents", 8, "high_fmax", "encoder"),
            ("exponents", 16, "high_fmax", "encoder"), ("e4m3", 8, "balanced", "decoder"),
            ("exponents", 8, "balanced", "decoder")]:
        yield f"{code}, {lanes} lanes" if sides == "encoder" else code, pipeline, sides, text(
            code, f"lanes: {lanes}, out_bytes: {2 * lanes}, pipeline: {pipeline}",
            f"kind: serial, in_bytes: 2, pipeline: {pipeline}")
    for what, lanes, encoder, rest in [
            ("4 codebooks, 16 lanes", 16, "", ""), ("4 codebooks and raw, 8 lanes", 8, "", "raw: true\n"),
            ("the same, smallest of blocks", 8, ", select: smallest, block: 128", "raw: true\n"),
            ("the same, with counters", 8, ", select: smallest, block: 128", "raw: true\ncounters: true\n")]:
        yield f"e4m3, {what}", "high_fmax", "encoder", several(lanes, encoder, rest)


BOOKS = ", ".join(f"{ROOT}/configs/codebooks/bf16_{name}.yaml" for name in ("act", "layer0", "layer2", "layer3"))
SLOTS = {
    "bf16": "shortest: 2, longest: 8, symbols: 32",
    '{ bytes: 1, symbol: "6:2" }': "shortest: 1, longest: 10, symbols: 32",
    "e4m3": "shortest: 3, longest: 15, symbols: 256",
}


def fixed(element, books, ends):
    """A design of constant codebooks, several with raw."""
    raw = "raw: true\n" if "," in books else ""
    return f"name: qor\nelement: {element}\ncodebooks: [{books}]\n{raw}{ends}"


def loaded(element, slots, ends, rest=""):
    """One of as many slots."""
    return (f"name: qor\nelement: {element}\nloadable: {{ slots: {slots}, {SLOTS[element]} }}\n{rest}{ends}")


def loadable():
    """What loading costs: name, side, the design of constant codebooks, the one of slots."""
    one = f"{ROOT}/configs/codebooks/bf16_act.yaml"
    protect = "protect: parity\n"
    for in_bytes, slots, rest in [(8, 1, ""), (8, 1, protect), (8, 4, ""), (16, 1, "")]:
        ends = f"decoder: {{ kind: parallel, in_bytes: {in_bytes} }}\n"
        name = f"bf16, parallel, {in_bytes} bytes, K = {slots}{', parity' if rest else ''}"
        yield name, "decoder", fixed("bf16", one if slots == 1 else BOOKS, ends), loaded("bf16", slots, ends, rest)
    ends = "decoder: { kind: serial, in_bytes: 4 }\n"
    yield "bf16, serial, K = 1", "decoder", fixed("bf16", one, ends), loaded("bf16", 1, ends)
    for slots in (1, 4):
        ends = "encoder: { lanes: 8, out_bytes: 16 }\n"
        yield (f"bf16, 8 lanes, K = {slots}", "encoder", fixed("bf16", one if slots == 1 else BOOKS, ends),
               loaded("bf16", slots, ends))
    six = '{ bytes: 1, symbol: "6:2" }'
    for side, ends in [("decoder", "decoder: { kind: parallel, in_bytes: 8 }\n"),
                       ("encoder", "encoder: { lanes: 8, out_bytes: 8 }\n")]:
        yield (f"e4m3 as 6:2, K = 1 (fixed: 256 symbols), 8 {'bytes' if side == 'decoder' else 'lanes'}", side,
               fixed("e4m3", f"{ROOT}/benches/qor/e4m3_12.yaml", ends), loaded(six, 1, ends))
    ends = "encoder: { lanes: 8, out_bytes: 8 }\n"
    yield ("e4m3, 256 symbols, K = 1, 8 lanes", "encoder", fixed("e4m3", f"{ROOT}/benches/qor/e4m3_12.yaml", ends),
           loaded("e4m3", 1, ends))


def byte_lookup(liberty):
    """What a decoder's lookup of one of 256 loaded symbols is; a word of 8 bytes has 32 of them. All of that decoder
    takes the mapper more than half an hour."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        libs, areas = libraries(liberty, work)
        files = generated(loaded("e4m3", 1, "decoder: { kind: parallel, in_bytes: 8 }\n"), work)
        kge, _ = measure("qor_dec_symbol", files, libs, areas, work)
        print(f"e4m3, 256 symbols, decoder: a lookup is {kge:.1f} kGE", flush=True)


def storage(liberty, gate):
    """What a slot of either end takes, and how much of it is no flip-flops: what enables them, or their clock gates."""
    for side, ends in [("decoder", "decoder: { kind: parallel, in_bytes: 8 }\n"),
                       ("encoder", "encoder: { lanes: 8, out_bytes: 16 }\n")]:
        kges = []
        # One slot more, so that what is there once does not count.
        for slots in (1, 2):
            with tempfile.TemporaryDirectory() as folder:
                work = Path(folder)
                libs, areas = libraries(liberty, work)
                files = generated(loaded("bf16", slots, ends) + gate, work)
                module = f"qor_{side[:3]}_slots"
                path = next(path for path in files if path.stem == module)
                # Of the module's own parameters the encoder's top sets that one.
                path.write_text(path.read_text().replace("parameter SLOTS    = 1,", f"parameter SLOTS    = {slots},"))
                parts = [path for path in files if path.stem in ("qor_clock_gate", "qor_store", module)]
                kge, flops = measure(module, parts, libs, areas, work)
                kges.append((kge, flops, next(area for cell, area in areas.items() if cell.startswith("DFF"))))
        (one, few, flop), (two, many, _) = kges
        held = (many - few) * flop / NAND2_UM2 / 1000
        print(f"{side}: a slot more is {many - few} flip-flops and {two - one:.2f} kGE, of which {two - one - held:.2f} are no flip-flops",
              flush=True)


def generated(design, work):
    """The Verilog files of a design."""
    (work / "qor.yaml").write_text(design)
    out = work / "out"
    subprocess.run([ROOT / "target/release/huffwire", "generate", work / "qor.yaml", "-o", out, "--json"],
                   check=True, stdout=(work / "facts.json").open("w"), stderr=(work / "notes").open("w"))
    name = next(out.iterdir()).name
    facts = json.loads((work / "facts.json").read_text())
    return [out / name / path for path in facts["files"] if path.endswith(".v") and "/" not in path]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--liberty", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--parallel", action="store_true", help="parallel decoders instead")
    parser.add_argument("--loadable", action="store_true", help="what loadable codebooks cost instead")
    parser.add_argument("--clock-gate", action="store_true", help="those with clock gates")
    parser.add_argument("designs", nargs="*", type=Path)
    arguments = parser.parse_args()
    for tool in ("yosys", "sta", "cargo"):
        if not shutil.which(tool):
            sys.exit(f"{tool} is not installed (Debian: yosys, opensta)")
    subprocess.run(["cargo", "build", "-q", "--release"], cwd=ROOT, check=True)
    rows = list(parallel() if arguments.parallel else reference())
    if arguments.designs:
        rows = [(path.stem, "as written", side, path) for path in arguments.designs for side in ("encoder", "decoder")]

    def measured(design, side):
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            libs, _ = libraries(arguments.liberty, work)
            path = design
            if isinstance(design, str):
                path = work / "qor.yaml"
                path.write_text(design)
            ran = subprocess.run([ROOT / "target/release/huffwire", "synth", path, "--side", side, "--no-energy", "--json", "-q",
                                  "--liberty", *libs], capture_output=True, text=True)
            if f"the design has no {side}" in ran.stderr:
                return None
            if ran.returncode:
                sys.exit(ran.stderr)
            end = json.loads(ran.stdout)[side]
            return end["latency_clocks"], end["kge"], end["flip_flops"], end["ghz"], end["ghz_with_ports"]

    if arguments.loadable:
        print("| side | code | fixed kGE, GHz, clocks | loadable kGE, GHz, clocks | area | clock |\n|---|---|---|---|---|---|")
        known = {}
        gate = "clock_gate: wrapper\n" if arguments.clock_gate else ""
        for name, side, one, other in loadable():
            if one not in known:
                known[one] = measured(one + gate, side)
            before, after = known[one], measured(other + gate, side)
            cells = [f"{kge:.1f}, {ghz:.2f}, {clocks}" for clocks, kge, _, ghz, _ in (before, after)]
            ratios = f"{after[1] / before[1]:.2f} | {100 * (after[3] / before[3] - 1):+.0f} %"
            print(f"| {side} | {name} | {cells[0]} | {cells[1]} | {ratios} |", flush=True)
        if not gate:
            byte_lookup(arguments.liberty)
        storage(arguments.liberty, gate)
        return
    print("| side | code | pipeline | clocks | kGE | flip-flops | GHz | GHz with ports |\n|---|---|---|---|---|---|---|---|")
    for code, pipeline, side, design in rows:
        found = measured(design, side)
        if found:
            clocks, kge, flops, ghz, with_ports = found
            print(f"| {side} | {code} | {pipeline} | {clocks} | {kge:.1f} | {flops} | {ghz:.2f} | {with_ports:.2f} |", flush=True)

main()
