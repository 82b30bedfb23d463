#!/usr/bin/env python3
"""Simulates random designs: element, codebooks and how they are chosen, or slots that are loaded, check, parity, lanes,
bus widths, decoder, pipelines and reset are all drawn.

    cargo build --release && scripts/matrix.py --count 20 --seed 1
    cargo build --release && scripts/matrix.py --count 20 --loadable
    cargo build --release && scripts/matrix.py --cross -- --bench decoder     # hours

With --cross, every parallel decoder there is, but for the codebooks and explicit cuts: element formats x in_bytes x
lanes x presets x reset, each with codebooks that are drawn.

Every design gets every payload and damaged frames under four pairs of idle and stall patterns. One that fails is
left in --keep, with the line that shows it again. Exits with 1 where one failed. Not part of the tests: a design
takes 5 to 30 seconds, most of it Verilator's.
"""

import argparse
import itertools
import pathlib
import random
import subprocess
import sys
import tempfile

# As YAML has it, bits of the symbol.
ELEMENTS = [
    ("bf16", 8),
    ("e4m3", 8),
    ("e3m2", 6),
    ("e2m1", 8),
    ("fp16", 5),
    ("fp32", 8),
    ('{ bytes: 2, bits: 12, symbol: "9:4" }', 6),
    ('{ bytes: 4, bits: 20, symbol: "0:0" }', 1),
    ('{ bytes: 1, bits: 3, symbol: "1:1" }', 1),
    ('{ bytes: 1, symbol: "7:5" }', 3),
]
WORDS = [1, 2, 4, 8, 16, 32, 64]
LANES = [1, 2, 4, 8, 16, 32, 64]
PRESETS = ["low_latency", "small", "balanced", "high_fmax"]
RESETS = ["sync_high", "sync_low", "async_low"]


def lengths(draw, leaves, limit):
    """Code lengths of so many leaves: leaves of a tree that are split at random, here and there made longer."""
    tree = [0] if leaves > 1 else [1]
    while len(tree) < leaves:
        room = [at for at, depth in enumerate(tree) if depth < limit]
        # Lopsided, flat or neither.
        at = draw.choice([draw.choice(room), max(room, key=tree.__getitem__), min(room, key=tree.__getitem__)])
        depth = tree.pop(at)
        tree += [depth + 1, depth + 1]
    draw.shuffle(tree)
    for at, depth in enumerate(tree):
        if depth < limit and draw.random() < 0.05:
            tree[at] += 1
    # The all-ones codeword must not be read as padding: the last of the longest ones leaves it unassigned.
    deepest = max(tree)
    if deepest < limit:
        tree[tree.index(deepest)] += 1
    return tree


def codebook(draw, element, symbol_bits):
    """A codebook's text."""
    alphabet = 1 << symbol_bits
    coded = alphabet
    if draw.random() < 0.7:
        coded = min(draw.choice([0, 1, 5, 13, alphabet // 8, alphabet // 2, alphabet - 1]), alphabet - 1)
    leaves = coded + (coded < alphabet)
    shortest = max(1, (leaves - 1).bit_length())
    limit = draw.randint(min(shortest + 1, 16), 16)
    drawn = lengths(draw, leaves, limit)
    symbols = sorted(draw.sample(range(alphabet), coded))
    text = f"element: {element}\nmax_length: {limit}\n"
    if coded < alphabet:
        text += f"escape: {drawn.pop()}\n"
    pairs = ", ".join(f"{symbol}: {length}" for symbol, length in zip(symbols, drawn))
    return text + f"lengths: {{ {pairs} }}\n"


def slots(draw, symbol_bits):
    """Slots of any envelope of symbols of so many bits, as YAML has them."""
    alphabet = 1 << symbol_bits
    some = [1 << bits for bits in range(2, 7) if 2 << bits <= alphabet]
    symbols = draw.choice(some + ([alphabet] if 4 <= alphabet <= 256 else []))
    least = symbols.bit_length() if symbols < alphabet else symbols.bit_length() - 1
    longest = draw.randint(least, 15)
    shortest = draw.randint(1, symbols.bit_length() - 1)
    return f"slots: {draw.choice([1, 2, 3, 5])}, shortest: {shortest}, longest: {longest}, symbols: {symbols}"


def random_design(draw):
    """Element format, decoder and reset."""
    serial = f"kind: serial, in_bytes: {draw.choice([1, 2, 3, 4, 5, 8, 16, 17, 32, 64, 128])}"
    parallel = f"kind: parallel, in_bytes: {draw.choice(WORDS)}"
    if draw.random() < 0.5:
        parallel += f", lanes: {draw.choice(LANES)}"
    return draw.choice(ELEMENTS), draw.choice([serial, parallel]), draw.choice(PRESETS), draw.choice(RESETS)


def cross():
    """The same for every parallel decoder."""
    for element, word, lanes, preset, reset in itertools.product(ELEMENTS, WORDS, [None, *LANES], PRESETS, RESETS):
        lanes = f", lanes: {lanes}" if lanes else ""
        yield element, f"kind: parallel, in_bytes: {word}{lanes}", preset, reset


def design(draw, name, element, symbol_bits, decoder, preset, reset, loadable):
    """The texts of a design and of its codebooks."""
    count, raw = draw.choice([(1, False), (1, False), (1, True), (2, False), (2, True), (3, True), (4, False), (16, True)])
    books = [codebook(draw, element, symbol_bits) for _ in range(count)]
    names = ", ".join(f"{name}_book{index}.yaml" for index in range(count))
    select = ""
    check = draw.choice(["", "check: crc16\n", "check: crc32\n"]) if loadable else ""
    if loadable:
        books, raw, count = [], True, 1
        protect = draw.choice(["", "protect: parity\n"])
        coded = f"loadable: {{ {slots(draw, symbol_bits)} }}\n{protect}{check}"
    else:
        coded = f"codebooks: [{names}]\nraw: {str(raw).lower()}\n"
    if count + raw > 1:
        block = 1 << draw.randint(1, 6)
        select = draw.choice(["", ", select: sideband", f", select: smallest, block: {block}"])
    lanes = draw.choice([1, 2, 4, 8, 16, 32])
    out_bytes = draw.choice([1, 2, 4, 8, 16, 32, 64, 128])
    text = f"""name: {name}
element: {element}
{coded}counters: {draw.choice(["true", "false"])}
encoder: {{ lanes: {lanes}, out_bytes: {out_bytes}, pipeline: {draw.choice(PRESETS)}{select} }}
decoder: {{ {decoder}, pipeline: {preset} }}
reset: {reset}
"""
    return text + draw.choice(["", "", "clock_gate: wrapper\n"]) + draw.choice(["", "", "registers: axi_lite\n"]), books


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10, help="designs to simulate (10)")
    parser.add_argument("--seed", type=int, default=1, help="of the first design; the next has the next (1)")
    parser.add_argument("--cross", action="store_true", help="every parallel decoder instead")
    parser.add_argument("--loadable", action="store_true", help="designs whose codebooks are all loaded")
    parser.add_argument("--huffwire", default="target/release/huffwire", help="the program")
    parser.add_argument("--keep", type=pathlib.Path, default=pathlib.Path("target/matrix"), help="folder for failures")
    parser.add_argument("options", nargs="*", help="more for huffwire simulate, behind --")
    typed = parser.parse_args()
    passed = failed = refused = 0
    designs = cross() if typed.cross else itertools.repeat(None, typed.count)
    for seed, chosen in enumerate(designs, typed.seed):
        draw = random.Random(seed)
        name = f"matrix_{seed}"
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            element, decoder, preset, reset = chosen or random_design(draw)
            while typed.loadable and element[1] < 2:
                element, decoder, preset, reset = random_design(draw)
            text, books = design(draw, name, *element, decoder, preset, reset, typed.loadable)
            (folder / f"{name}.yaml").write_text(text)
            for index, book in enumerate(books):
                (folder / f"{name}_book{index}.yaml").write_text(book)
            options = ["--seed", str(seed), *typed.options]
            command = [typed.huffwire, "simulate", str(folder / f"{name}.yaml"), *options]
            result = subprocess.run(command, capture_output=True, text=True)
            last = (result.stdout.splitlines() or result.stderr.splitlines() or [""])[-1]
            reasons = ["all-ones codeword", "none may be longer than a word", "decoder.lanes"]
            if result.returncode == 2 and any(reason in result.stderr for reason in reasons):
                refused += 1
                print(f"{seed}: refused: {last.split(': ', 3)[-1]}")
                continue
            print(f"{seed}: {' '.join(text.split()[2:])}: {last}", flush=True)
            passed += result.returncode == 0
            if result.returncode != 0:
                failed += 1
                typed.keep.mkdir(parents=True, exist_ok=True)
                for file in folder.iterdir():
                    (typed.keep / file.name).write_text(file.read_text())
                print(result.stdout + result.stderr)
                print("again:", typed.huffwire, "simulate", typed.keep / f"{name}.yaml", *options)
    print(f"{passed} passed, {failed} failed, {refused} refused")
    sys.exit(1 if failed else 0)


main()
