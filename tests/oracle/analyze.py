#!/usr/bin/env python3
"""Expected figures of `huffwire analyze`, from docs/analyze.md alone: shares no code with the project.

Needs Python 3.9 and numpy. From anywhere:

    python3 tests/oracle/analyze.py               # writes tests/data/analyze_expected.json
    python3 tests/oracle/analyze.py --check       # the file must hold what would be written; writes nothing
    python3 tests/oracle/analyze.py --self-test   # the methods against brute force on tiny alphabets
    python3 tests/oracle/analyze.py --ties        # where equally good codes differ on the evaluated tensors

Codes are lengths only. Weights and costs are integers throughout; only logarithms and the last division are floats.
"""

import functools
import heapq
import itertools
import json
import math
import random
import struct
import sys
from pathlib import Path

import numpy as np

DATA = Path(__file__).resolve().parent.parent / "data"
EXPECTED = DATA / "analyze_expected.json"
CALIBRATE, EVALUATE = "step_000029", "step_000083"
LIMITS = (8, 10, 12, 16)
BLOCK = 1024  # elements of a frame with a base
BASE_LIMIT = 10  # codewords of exponents relative to a base
PAD = 8  # an element whose codeword is all ones must have as many bits

COMMENT = (
    "Made by tests/oracle/analyze.py, which knows only docs/analyze.md. Calibrated on all tensors "
    "layers.*.ffn1.act of step_000029, each with the same weight, evaluated on those of step_000083. Bits per value, "
    "to 12 digits. 'L bits, escape' is --escape auto, 'L bits' is --escape never, null where there is no such code. "
    "'total' is all evaluated tensors, which is also what the single default group holds; 'saving' in percent; "
    "within_* count the tensors whose gap, with the code of 'chosen', is at most 0.5 points to huffman (half), at "
    "most 1 to entropy (one), both. 'codes' has, for every alphabet, how many symbols have a codeword, the length of the "
    "escape's (null: none) and of the longest. 'base' is exponents relative to a base in every frame's header: 'own' and "
    "'previous' in frames of 1024 values, a last bit and 8 of base each, and the whole tensor as one frame with 8 bits of "
    "base; a codebook of at most 10 bits and an escape; padding is not counted."
)


# ---------------------------------------------------------------------------------------------------------------
# Tensors


def safetensors(path):
    """Name -> (dtype, shape, bytes) of every tensor of a file."""
    blob = path.read_bytes()
    (size,) = struct.unpack("<Q", blob[:8])
    header = json.loads(blob[8 : 8 + size])
    header.pop("__metadata__", None)
    out = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        out[name] = entry["dtype"], entry["shape"], blob[8 + size + begin : 8 + size + end]
    return out


def load(kind, step, dtype):
    """'shard_0.safetensors layers.0.ffn1.act' -> array of the values' bits, in their shape."""
    out = {}
    for path in sorted((DATA / kind / step).glob("*.safetensors")):
        for name, (have, shape, blob) in sorted(safetensors(path).items()):
            if name.startswith("layers.") and name.endswith(".ffn1.act"):
                assert have == dtype, (path, name, have)
                out[f"{path.name} {name}"] = np.frombuffer(blob, {"BF16": "<u2", "F8_E4M3": "u1"}[dtype]).reshape(shape)
    return out


# ---------------------------------------------------------------------------------------------------------------
# Quantisation: OCP MX v1.0. A format: exponent bits, mantissa bits, bias, largest exponent, largest value.

FORMATS = {
    "e4m3": (4, 3, 7, 8, 448.0),
    "e5m2": (5, 2, 15, 15, 57344.0),
    "e3m2": (3, 2, 3, 4, 28.0),
    "e2m3": (2, 3, 1, 2, 7.5),
    "e2m1": (2, 1, 1, 2, 6.0),
}


def floats(bits):
    """bf16 as float64, in which everything below is exact."""
    return (bits.astype(np.uint32) << 16).view(np.float32).astype(np.float64)


def exponent(x):
    """floor(log2 x) of x > 0, exactly; of 0 something very small."""
    return np.where(x > 0, np.frexp(x)[1] - 1, -10000)


def encode(x, fmt):
    """Scaled values as codes of the format: to nearest even, saturating, with the sign of zero."""
    ebits, mbits, bias, _, largest = FORMATS[fmt]
    assert np.isfinite(x).all(), "the sample tensors have neither NaN nor infinities"
    a = np.minimum(np.abs(x), largest)  # the largest value is on the grid: to clip before is to saturate after
    step = np.maximum(exponent(a), 1 - bias) - mbits
    m = np.rint(np.ldexp(a, -step)).astype(np.int64)  # rint: ties to even
    # Above the subnormals, 2^mbits <= m <= 2^(mbits+1); a carry into the next exponent comes out right by itself.
    code = ((step + mbits - (1 - bias)) << mbits) + m
    return (np.signbit(x).astype(np.int64) << (ebits + mbits)) | code


def quantise(bits, fmt, scale):
    """Codes of the format. scale 'mx': blocks of 32 along the last axis; 'tensor': one power of two for all."""
    x = floats(bits)
    emax = FORMATS[fmt][3]
    out = np.zeros(x.shape, np.int64)
    if scale == "tensor":
        return encode(np.ldexp(x, -(exponent(np.abs(x).max()) - emax)), fmt) if np.abs(x).max() > 0 else encode(x, fmt)
    for at in range(0, x.shape[-1], 32):
        block = x[..., at : at + 32]
        amax = np.abs(block).max(axis=-1, keepdims=True)
        shared = np.clip(exponent(amax) - emax, -127, 127)  # what E8M0 holds
        out[..., at : at + 32] = encode(np.ldexp(block, -shared), fmt)
    return out


# ---------------------------------------------------------------------------------------------------------------
# Symbolisations. Of a value: significant bits, raw bits, and its symbols as alphabets.


class Symbolisation:
    def __init__(self, significant, symbol_bits, raw, split, per_value=1):
        self.significant, self.symbol_bits, self.raw, self.split = significant, symbol_bits, raw, split
        self.per_value = per_value  # symbols of a value in one alphabet
        self.chosen = "8 bits, escape" if raw else "12 bits, escape"

    def count(self, tensor):
        """Counts by symbol, an array (Python integers) for every alphabet."""
        return [
            [int(c) for c in np.bincount(a.reshape(-1), minlength=1 << self.symbol_bits)] for a in self.split(tensor)
        ]


def pair(nibbles):
    """Two values of 4 bits a byte, the first in the low half."""
    flat = nibbles.reshape(-1)
    return flat[0::2] | flat[1::2] << 4


CASES = {
    "bf16": (
        ("bf16", "BF16"),
        {
            "bf16": Symbolisation(16, 8, 8, lambda t: [t >> 7 & 255]),
            "bytes": Symbolisation(16, 8, 0, lambda t: [np.stack([t & 255, t >> 8])], per_value=2),
            "planes": Symbolisation(16, 8, 0, lambda t: [t & 255, t >> 8]),
            "e4m3 mx": Symbolisation(8, 8, 0, lambda t: [quantise(t, "e4m3", "mx")]),
            "e5m2 mx": Symbolisation(8, 8, 0, lambda t: [quantise(t, "e5m2", "mx")]),
            "e3m2 mx": Symbolisation(6, 6, 0, lambda t: [quantise(t, "e3m2", "mx")]),
            "e2m3 mx": Symbolisation(6, 6, 0, lambda t: [quantise(t, "e2m3", "mx")]),
            "e2m1 mx": Symbolisation(8, 8, 0, lambda t: [pair(quantise(t, "e2m1", "mx"))]),
            "e4m3 tensor": Symbolisation(8, 8, 0, lambda t: [quantise(t, "e4m3", "tensor")]),
        },
    ),
    "e4m3": (("e4m3", "F8_E4M3"), {"e4m3": Symbolisation(8, 8, 0, lambda t: [t])}),
}


# ---------------------------------------------------------------------------------------------------------------
# Exponents of bf16 relative to a base: name of the code -> (header bits, frames of a tensor, each a list of counts)


def own_base(exponents):
    """The base that brings the mean of a frame's exponents, without zeros' and infinities', to 128."""
    normal = exponents[(exponents > 0) & (exponents < 255)].astype(object)
    if not len(normal):
        return 0
    s, n = sum(normal), len(normal)
    mean = (2 * s + n) // (2 * n)
    return mean - 128 if mean >= 128 else mean + 127


def relative(exponents, base):
    """Counts of what is coded: 0 stays, the others go round in a ring of 255."""
    t = exponents.astype(int) - base
    coded = np.where(exponents == 0, 0, np.where(t <= 0, t + 255, t))
    return [int(c) for c in np.bincount(coded, minlength=256)]


def frames_of(tensor):
    exponents = (tensor >> 7 & 255).reshape(-1)
    frames = [exponents[at : at + BLOCK] for at in range(0, len(exponents), BLOCK)]
    bases = [own_base(frame) for frame in frames]
    before = bases[-1:] + bases[:-1]  # as behind a tensor like it
    return {
        f"base own per {BLOCK}": (9, [relative(f, b) for f, b in zip(frames, bases)]),
        f"base previous per {BLOCK}": (9, [relative(f, b) for f, b in zip(frames, before)]),
        "base per tensor": (8, [relative(exponents, own_base(exponents))]),
    }


def base_bits(before, after):
    """Name of the code -> bits of each of the tensors `after`, by codebooks calibrated on those `before`."""
    earlier, out = [frames_of(t) for t in before], {}
    later = {key: frames_of(t) for key, t in after.items()}
    for name in earlier[0]:
        weights = average([[sum(c) for c in zip(*tensor[name][1])] for tensor in earlier])
        k, code, order = fixed(weights, BASE_LIMIT, True, 8, 8)
        bits = [n + 8 for n in sent(order, k, code, 8)]
        out[name] = {
            key: sum(tensor[name][0] + cost(counts, bits) for counts in tensor[name][1])
            for key, tensor in later.items()
        }
    return out


# ---------------------------------------------------------------------------------------------------------------
# Codes


def average(tensors):
    """Weight of every symbol: every tensor's counts to a total of 2^48, rounded half up, at least 1 where it occurs."""
    weights = [0] * len(tensors[0])
    for counts in tensors:
        n = sum(counts)
        for s, c in enumerate(counts):
            if c:
                weights[s] += max(1, ((c << 49) + n) // (2 * n))
    return weights


def stretched(weights):
    """w * 2^13, and 1 where w = 0. So the never seen come second: 256 of them with 16 + 8 bits are below 2^13."""
    return [w << 13 if w else 1 for w in weights]


def huffman(weights):
    """Code lengths of Huffman's code, the heaviest shortest, ties by place. One item alone has 1 bit."""
    n = len(weights)
    if n == 1:
        return [1]
    heap = [(w, i) for i, w in enumerate(weights)]  # in a tie single items before joined ones
    heapq.heapify(heap)
    parent = {}
    for node in range(n, 2 * n - 1):
        a, b = heapq.heappop(heap), heapq.heappop(heap)
        parent[a[1]] = parent[b[1]] = node
        heapq.heappush(heap, (a[0] + b[0], node))
    depth = {2 * n - 2: 0}
    for node in range(2 * n - 3, -1, -1):
        depth[node] = depth[parent[node]] + 1
    out = [0] * n
    order = sorted(range(n), key=lambda i: (-weights[i], i))
    for i, length in zip(order, sorted(depth[i] for i in range(n))):
        out[i] = length
    return out


def limited(weights, limit):
    """Code lengths of the shortest code of at most `limit` bits (package-merge), ties by place; None: no such code."""
    n = len(weights)
    if n > 1 << limit:
        return None
    if n == 1:
        return [1]
    order = sorted(range(n), key=lambda i: (weights[i], -i))
    leaves = [(weights[i], False) for i in order]
    rows = [leaves]
    for _ in range(limit - 1):
        last = rows[-1]
        packages = [(last[j][0] + last[j + 1][0], True) for j in range(0, len(last) - 1, 2)]
        rows.append(list(heapq.merge(leaves, packages)))  # in a tie single items before packages
    out = [0] * n
    take = 2 * n - 2
    for row in reversed(rows):
        packages = sum(package for _, package in row[:take])
        for i in order[: take - packages]:
            out[i] += 1
        take = 2 * packages
    return out


def limited_cost(weights, limit):
    """What `limited` costs, quicker: `weights` an ascending int64 array whose sum times `limit` fits."""
    n = len(weights)
    if n == 1:
        return int(weights[0])
    row = weights
    for _ in range(limit - 1):
        row = np.sort(np.concatenate([weights, row[: len(row) // 2 * 2].reshape(-1, 2).sum(axis=1)]))
    return int(row[: 2 * n - 2].sum())


def cost(weights, lengths):
    return sum(w * n for w, n in zip(weights, lengths))


def padding_safe(lengths, escape, symbol_bits, raw, pad=PAD):
    """Whether ones as padding cannot be an element: `lengths` of symbols, `escape` a length or None."""
    every = lengths + ([escape] if escape else [])
    longest = max(every)
    if sum(1 << longest - n for n in every) < 1 << longest:
        return True  # canonical: all ones is the last codeword, and only in a complete code
    return longest + raw + (symbol_bits if escape == longest else 0) >= pad


def shortest(weights, limit, escaped, symbol_bits, raw, pad=PAD):
    """The shortest code for symbols of `weights` and, unless `escaped` is None, an escape of that weight, in which
    padding is safe: (lengths, escape's length) or None. The escaped symbols' own bits are not counted."""
    items = weights + ([] if escaped is None else [escaped])

    def parted(lengths):
        return (lengths, None) if escaped is None else (lengths[:-1], lengths[-1])

    free = limited(items, limit)
    if free and padding_safe(*parted(free), symbol_bits, raw, pad):
        return parted(free)
    found = []
    # All ones left free: an item of no weight gets it (its place is the last, so it is among the longest).
    code = limited(items + [0], limit)
    if code:
        found.append(code[:-1])
    # Or item `who` at the greatest length, which is enough for it: the rest and an item of no weight leave it a
    # codeword of m bits. For a symbol the lightest is best; nothing is longer than m, so it may be made the last.
    forced = [(len(items) - 1, pad - raw - symbol_bits)] if escaped is not None else []
    if weights:
        forced.append((min(range(len(weights)), key=lambda i: (weights[i], -i)), pad - raw))
    for who, least in forced:
        for m in range(max(1, least), limit + 1):
            rest = items[:who] + items[who + 1 :]
            code = limited(rest + [0], m)
            if code:
                found.append(code[:who] + [m] + code[who:-1])
    found = [f for f in found if padding_safe(*parted(f), symbol_bits, raw, pad)]
    return parted(min(found, key=lambda f: cost(items, f))) if found else None


def sent(order, k, code, symbol_bits):
    """Bits of every symbol as it is sent: the first k of `order` by codeword, the others by escape."""
    lengths, escape = code
    out = [0] * len(order)
    for place, s in enumerate(order):
        out[s] = lengths[place] if place < k else escape + symbol_bits
    return out


def by_weight(weights):
    return sorted(range(len(weights)), key=lambda s: (-weights[s], s))


def fixed(weights, limit, may_escape, symbol_bits, raw, pad=PAD):
    """What `calibrate --max-length` makes: (k, (lengths, escape), order) or None. Ties as in docs/calibrate.md."""
    a = len(weights)
    order = by_weight(weights)
    fine = stretched(weights)
    # What code and symbol bits cost at least, with k symbols coded: the limit alone, without the padding rule.
    bounds = []
    for k in range(a + 1) if may_escape else (a,):
        if k + (k < a) > 1 << limit:
            continue
        items = [weights[s] for s in order[:k]]
        rest = sum(weights[s] for s in order[k:])
        every = np.array(sorted(items + ([rest] if k < a else [])), np.int64)
        bounds.append((limited_cost(every, limit) + rest * symbol_bits, k + (k < a), k < a, k))
    best = None
    for bound, codewords, escaping, k in sorted(bounds):
        if best and (bound, codewords, escaping) > best[0]:
            break
        rest = sum(fine[s] for s in order[k:])
        code = shortest([fine[s] for s in order[:k]], limit, rest if escaping else None, symbol_bits, raw, pad)
        if code:
            bits = sent(order, k, code, symbol_bits)
            key = cost(weights, bits), codewords, escaping
            if best is None or key < best[0]:
                best = key, (k, code, order)
    return best and best[1]


def dual(weights, symbol_bits):
    """Dual Length Codes: a prefix bit, then 3 bits for the 8 heaviest symbols or as many as tell the others apart."""
    long = 1 + (len(weights) - 9).bit_length()
    out = [long] * len(weights)
    for s in by_weight(weights)[:8]:
        out[s] = 4
    return out


def quads(weights, raw, areas=8, distinct=4, pad=PAD):
    """Quad Length Codes: the best of all (areas' lengths, bits of symbols in order of weight), several if equally good.

    A prefix of log2(areas) bits and k bits in an area of 2^k places; at most `distinct` different k; shorter areas
    filled first, the last as far as symbols go. Where the padding rule forbids the best shape, the best that it allows
    (of the cases here, e3m2 mx). Never seen symbols come second."""
    prefix = areas.bit_length() - 1
    a = len(weights)
    fine = stretched(weights)
    order = by_weight(weights)
    cumulative = [0]
    for s in order:
        cumulative.append(cumulative[-1] + fine[s])
    best, found = None, []
    for ks in itertools.combinations_with_replacement(range((a - 1).bit_length() + 1), areas):
        if len(set(ks)) > distinct or sum(1 << k for k in ks) < a:
            continue
        at, total, kraft, lengths = 0, 0, 0, []
        for k in ks:
            to = min(a, at + (1 << k))
            total += (cumulative[to] - cumulative[at]) * (prefix + k)
            lengths += [prefix + k] * (to - at)
            at = to
        if best is not None and total > best:
            continue
        if not padding_safe(lengths, None, 0, raw, pad):
            continue
        if best is None or total < best:
            best, found = total, []
        found.append((tuple(prefix + k for k in ks), lengths))
    return order, found


def unsort(order, lengths):
    out = [0] * len(order)
    for s, n in zip(order, lengths):
        out[s] = n
    return out


# ---------------------------------------------------------------------------------------------------------------
# Figures


def entropy(counts):
    n = sum(counts)
    return math.fsum(c / n * math.log2(n / c) for c in counts if c)


def divergence(counts, q):
    n, total = sum(counts), sum(q)
    return math.fsum(c / n * (math.log2(c / n) - math.log2(x / total)) for c, x in zip(counts, q) if c)


def optimal(counts):
    """Bits of all symbols together in Huffman's code for these counts."""
    present = [c for c in counts if c]
    return cost(present, huffman(present))


def code_names():
    return (
        ["unlimited"]
        + [f"{limit} bits{e}" for limit in LIMITS for e in (", escape", "")]
        + ["DLC", "QLC"]
    )


def codes_of(weights, sym):
    """Name of a code -> (bits of every symbol as sent, or None; its description)."""
    out = {}
    lengths = huffman(stretched(weights))
    out["unlimited"] = lengths, {"coded": len(weights), "escape": None, "longest": max(lengths)}
    for limit in LIMITS:
        for suffix, may_escape in (", escape", True), ("", False):
            got = fixed(weights, limit, may_escape, sym.symbol_bits, sym.raw)
            if got:
                k, (lengths, escape), order = got
                about = {"coded": k, "escape": escape, "longest": max(lengths + ([escape] if escape else []))}
                out[f"{limit} bits{suffix}"] = sent(order, k, (lengths, escape), sym.symbol_bits), about
            else:
                out[f"{limit} bits{suffix}"] = None, None
    lengths = dual(weights, sym.symbol_bits)
    out["DLC"] = lengths, {"coded": len(weights), "escape": None, "longest": max(lengths)}
    order, found = quads(weights, sym.raw)
    areas, lengths = found[0]
    out["QLC"] = unsort(order, lengths), {
        "coded": len(weights), "escape": None, "longest": max(lengths), "areas": list(areas)
    }
    return out


def exact(x):
    return float(f"{x:.12g}")


def figures(sym, tensors, books, weights, framed):
    """Everything of one symbolisation. `tensors`: name -> counts by alphabet. `framed`: as `base_bits` gives."""
    out = {"significant_bits": sym.significant, "chosen": sym.chosen, "codes": {}, "tensors": {}}
    for name in code_names():
        about = [book[name][1] for book in books]
        out["codes"][name] = about
    rows = {}
    for tensor, alphabets in tensors.items():
        values = sum(alphabets[0]) // sym.per_value
        row = {"values": values, "entropy": 0.0, "huffman": 0.0, "kl": 0.0, "fixed": {}}
        for counts, w in zip(alphabets, weights):
            assert sum(counts) == values * sym.per_value
            row["entropy"] += entropy(counts) * sym.per_value
            row["huffman"] += optimal(counts) / values
            row["kl"] += divergence(counts, stretched(w)) * sym.per_value
        row["entropy"] += sym.raw
        row["huffman"] += sym.raw
        for name in code_names():
            if any(book[name][0] is None for book in books):
                row["fixed"][name] = None
            else:
                total = sum(cost(counts, book[name][0]) for counts, book in zip(alphabets, books))
                row["fixed"][name] = total / values + sym.raw
        for name, bits in framed.items():
            row["fixed"][name] = bits[tensor] / values
        rows[tensor] = row
    all_values = sum(row["values"] for row in rows.values())

    def together(get):
        if any(get(row) is None for row in rows.values()):
            return None
        return math.fsum(get(row) * row["values"] for row in rows.values()) / all_values

    total = {"values": all_values, "tensors": len(rows)}
    for key in "entropy", "huffman":
        total[key] = together(lambda row: row[key])
    total["fixed"] = {name: together(lambda row: row["fixed"][name]) for name in [*code_names(), *framed]}
    flat = {"entropy": total["entropy"], "huffman": total["huffman"], **total["fixed"]}
    total["saving"] = {n: None if b is None else 100 * (1 - b / sym.significant) for n, b in flat.items()}

    def gap(row, other):
        return 100 * (row["fixed"][sym.chosen] - row[other]) / sym.significant

    half = [gap(row, "huffman") <= 0.5 for row in rows.values()]
    one = [gap(row, "entropy") <= 1.0 for row in rows.values()]
    total["within_half"], total["within_one"] = sum(half), sum(one)
    total["within_both"] = sum(a and b for a, b in zip(half, one))
    out["tensors"], out["total"] = rows, total
    return out


def rounded(x):
    if isinstance(x, dict):
        return {k: rounded(v) for k, v in x.items()}
    if isinstance(x, list):
        return [rounded(v) for v in x]
    return exact(x) if isinstance(x, float) else x


def prepared():
    """(case, name, symbolisation, evaluated counts by tensor, weights by alphabet) of everything."""
    for case, ((kind, dtype), symbolisations) in CASES.items():
        before, after = load(kind, CALIBRATE, dtype), load(kind, EVALUATE, dtype)
        assert len(before) == 16 and len(after) == 8
        for name, sym in symbolisations.items():
            calibration = [sym.count(t) for t in before.values()]
            weights = [average([c[i] for c in calibration]) for i in range(len(calibration[0]))]
            framed = base_bits(list(before.values()), after) if name == "bf16" else {}
            yield case, name, sym, {key: sym.count(t) for key, t in after.items()}, weights, framed


def expected():
    out = {"comment": COMMENT, "calibrate": CALIBRATE, "evaluate": EVALUATE, "cases": {}}
    for case, name, sym, tensors, weights, framed in prepared():
        books = [codes_of(w, sym) for w in weights]
        out["cases"].setdefault(case, {})[name] = rounded(figures(sym, tensors, books, weights, framed))
    return out


def text(out):
    """JSON, one line a tensor."""
    lines = ["{"]
    lines += [f"{json.dumps(k)}: {json.dumps(out[k])}," for k in ("comment", "calibrate", "evaluate")]
    lines.append('"cases": {')
    for i, (case, symbolisations) in enumerate(out["cases"].items()):
        lines.append(f"{json.dumps(case)}: {{")
        for j, (name, f) in enumerate(symbolisations.items()):
            head = {k: f[k] for k in ("significant_bits", "chosen")}
            lines.append(f"{json.dumps(name)}: {json.dumps(head)[:-1]},")
            lines.append(f'"codes": {json.dumps(f["codes"])},')
            lines.append('"tensors": {')
            lines.append(",\n".join(f"{json.dumps(t)}: {json.dumps(row)}" for t, row in f["tensors"].items()))
            lines.append(f'}}, "total": {json.dumps(f["total"])}')
            lines.append("}" + "," * (j + 1 < len(symbolisations)))
        lines.append("}" + "," * (i + 1 < len(out["cases"])))
    return "\n".join(lines + ["}", "}"]) + "\n"


def summary(out):
    columns = ("entropy", "huffman", "chosen", "DLC", "QLC")
    print(f"{'':20}" + "".join(f"{c:>21}" for c in columns) + "   within half, one, both of")
    for case, symbolisations in out["cases"].items():
        for name, f in symbolisations.items():
            t = f["total"]
            bits = {"entropy": t["entropy"], "huffman": t["huffman"], **t["fixed"]}
            bits["chosen"] = bits[f["chosen"]]
            cells = (f"{bits[c]:12.6f} {100 * (1 - bits[c] / f['significant_bits']):6.3f} %" for c in columns)
            shares = f"{t['within_half']} {t['within_one']} {t['within_both']} of {t['tensors']}"
            print(f"{case + ': ' + name:20}" + "".join(f"{c:>21}" for c in cells) + f"   {shares}")


# ---------------------------------------------------------------------------------------------------------------
# Ties: the least and the most that a code of the same cost (never seen symbols included) can take of a tensor.


def extremes(items, counts, make):
    """Least and most of sum counts * lengths over all codes of least cost that make(weights) is exact for."""
    scale = 1 + 64 * sum(counts)
    least = cost(counts, make([w * scale + c for w, c in zip(items, counts)]))
    most = cost(counts, make([w * scale - c for w, c in zip(items, counts)]))
    return least, most


def ties():
    for case, name, sym, tensors, weights, _ in prepared():
        for i, w in enumerate(weights):
            order, fine = by_weight(w), stretched(w)
            new = sum(c for t in tensors.values() for s, c in enumerate(t[i]) if not w[s])
            print(f"{case}: {name}, alphabet {i}: {sum(map(bool, w))} symbols seen, {new} evaluated symbols new")
            quad_order, found = quads(w, sym.raw)
            makers = {"unlimited": (len(w), None, huffman)}
            for limit in LIMITS:
                for suffix, may_escape in (", escape", True), ("", False):
                    got = fixed(w, limit, may_escape, sym.symbol_bits, sym.raw)
                    if got:
                        makers[f"{limit} bits{suffix}"] = got[0], got[1], lambda x, limit=limit: limited(x, limit)
            for code, (k, chosen, make) in makers.items():
                items = [fine[s] for s in order[:k]]
                escape = chosen and chosen[1]
                if escape:
                    items.append(sum(fine[s] for s in order[k:]))
                if chosen and cost(items, make(items)) != cost(items, chosen[0] + ([escape] if escape else [])):
                    print(f"    {code}: the padding rule bites")
                    continue
                worst = (0, None)
                for tensor, alphabets in tensors.items():
                    counts = [alphabets[i][s] for s in order[:k]]
                    if escape:
                        counts.append(sum(alphabets[i][s] for s in order[k:]))
                    least, most = extremes(items, counts, make)
                    values = sum(alphabets[i]) / sym.per_value
                    worst = max(worst, (100 * (most - least) / values / sym.significant, tensor), key=lambda x: x[0])
                # Symbols at the edge of the coded ones, of equal weight: who is coded goes by value.
                edge = escape and k and w[order[k - 1]] == w[order[k]]
                if worst[0] or edge:
                    edge = ", and the last coded symbol ties with the first escaped" * bool(edge)
                    print(f"    {code}: up to {worst[0]:.6f} points, {worst[1]}{edge}")
            if len(found) > 1:
                seen = {
                    tuple(cost(t[i], unsort(quad_order, lengths)) for t in tensors.values()) for _, lengths in found
                }
                print(f"    QLC: {len(found)} equally good, {len(seen)} different here: {[a for a, _ in found][:4]}")
            if w[order[7]] == w[order[8]]:
                print("    DLC: the 8th and 9th symbol tie")


# ---------------------------------------------------------------------------------------------------------------
# Self-test


def brute_fixed(weights, limit, may_escape, symbol_bits, raw, pad):
    """Least (cost, codewords, escape there, bits of the never seen) over all subsets and all lengths."""
    a, best = len(weights), None
    for coded in itertools.product((False, True), repeat=a):
        escaping = not all(coded)
        if escaping and not may_escape:
            continue
        n = sum(coded) + escaping
        for lengths in itertools.product(range(1, limit + 1), repeat=n):
            if sum(1 << limit - x for x in lengths) > 1 << limit:
                continue
            own = list(lengths[:-1]) if escaping else list(lengths)
            escape = lengths[-1] if escaping else None
            if not ones_never_an_element(own, escape, symbol_bits, raw, pad):
                continue
            it = iter(own)
            bits = [next(it) if c else escape + symbol_bits for c in coded]
            key = cost(weights, bits), n, escaping, sum(b for b, w in zip(bits, weights) if not w)
            best = key if best is None else min(best, key)
    return best


def ones_never_an_element(lengths, escape, symbol_bits, raw, pad):
    """The padding rule from the codewords themselves, assigned as STREAM_FORMAT says."""
    entries = sorted([(n, 0, raw) for n in lengths] + ([(escape, 1, symbol_bits + raw)] if escape else []))
    code, before = 0, entries[0][0]
    for i, (n, _, follows) in enumerate(entries):
        code = (code + (i > 0)) << n - before
        before = n
        if code == (1 << n) - 1 and n + follows < pad:
            return False
    return True


def level_cost(weights, limit):
    """Least cost by going down the tree level by level: how many of the open nodes become leaves, heaviest first."""
    weights = sorted(weights, reverse=True)
    rest = [sum(weights[i:]) for i in range(len(weights) + 1)]

    @functools.lru_cache(None)
    def below(level, nodes, placed):
        left = len(weights) - placed
        if not left:
            return 0
        if level == limit:
            return 0 if nodes >= left else math.inf
        down = (below(level + 1, min(2 * (nodes - n), left - n), placed + n) for n in range(min(nodes, left) + 1))
        # Whatever is not yet a leaf goes one bit further down.
        return min(d + rest[placed + n] for n, d in enumerate(down))

    return below(0, 1, 0) if len(weights) > 1 else weights[0]


def brute_quads(weights, raw, areas, distinct, pad):
    """Least cost over every tuple of areas, in any order, filled in order of length."""
    a, prefix, best = len(weights), areas.bit_length() - 1, None
    fine = sorted(stretched(weights), reverse=True)
    for ks in itertools.product(range((a - 1).bit_length() + 1), repeat=areas):
        if len(set(ks)) <= distinct:
            places = sorted(prefix + k for k in ks for _ in range(1 << k))[:a]
            if len(places) == a and ones_never_an_element(places, None, 0, raw, pad):
                best = min(cost(fine, places), best or cost(fine, places))
    return best


def decoded(code, fmt):
    ebits, mbits, bias, _, _ = FORMATS[fmt]
    e, m = code >> mbits, code & (1 << mbits) - 1
    return m * 2.0 ** (1 - bias - mbits) if e == 0 else (1 + m / 2**mbits) * 2.0 ** (e - bias)


def brute_encode(x, fmt):
    """Nearest of all values of the format, the even code in a tie."""
    ebits, mbits, _, _, largest = FORMATS[fmt]
    codes = [c for c in range(1 << ebits + mbits) if decoded(c, fmt) <= largest]
    code = min(codes, key=lambda c: (abs(decoded(c, fmt) - abs(x)), c & 1))
    return code | (math.copysign(1, x) < 0) << (ebits + mbits)


def self_test():
    rng = random.Random(4)
    cases = bites = 0
    for _ in range(700):
        symbol_bits = rng.choice((1, 2, 2))
        a = 1 << symbol_bits
        limit = rng.randint(1, 4)
        raw, pad = rng.choice((0, 0, 1, 2)), rng.randint(1, 6)
        weights = [rng.choice((0, 0, 1, 2, 3, 5, 8, 13, 40, 1000)) for _ in range(a)]
        if not any(weights):
            weights[0] = 1
        for may_escape in (False, True):
            want = brute_fixed(weights, limit, may_escape, symbol_bits, raw, pad)
            got = fixed(weights, limit, may_escape, symbol_bits, raw, pad)
            if want is None or got is None:
                assert want is None and got is None, (weights, limit, may_escape, symbol_bits, raw, pad, want, got)
                continue
            k, (lengths, escape), order = got
            bits = sent(order, k, (lengths, escape), symbol_bits)
            key = cost(weights, bits), k + (k < a), k < a, sum(b for b, w in zip(bits, weights) if not w)
            assert key == want, (weights, limit, may_escape, symbol_bits, raw, pad, want, key)
            cases += 1
            bites += want[0] != brute_fixed(weights, limit, may_escape, symbol_bits, raw, 0)[0]
    print(f"{cases} codes as good as the best of all, in {bites} of them the padding rule costs something")
    for _ in range(60):  # package-merge against all lengths, a dynamic programme, its quick form
        weights = [rng.choice((0, 1, 1, 2, 3, 50, 700)) for _ in range(5)]
        want = min(
            cost(weights, x) for x in itertools.product(range(1, 5), repeat=5) if sum(16 >> n for n in x) <= 16
        )
        assert cost(weights, limited(weights, 4)) == want
        many = [rng.randrange(1 << rng.randint(0, 48)) for _ in range(rng.randint(1, 257))]
        limit = rng.randint(9, 16)
        assert cost(many, limited(many, limit)) == limited_cost(np.array(sorted(many), np.int64), limit)
        assert limited_cost(np.array(sorted(many[:30]), np.int64), 30) == cost(many[:30], huffman(many[:30]))
        some = [rng.randrange(1 << rng.randint(0, 30)) for _ in range(rng.randint(1, 40))]
        limit = rng.randint(6, 9)
        assert cost(some, limited(some, limit)) == level_cost(some, limit)
    assert optimal([0, 7, 0]) == 7
    print("package-merge: as brute force and as level by level, its quick form the same, without a limit as Huffman")
    for _ in range(30):
        weights = [rng.choice((0, 0, 1, 2, 3, 50, 700)) for _ in range(rng.choice((4, 8, 11)))]
        raw, pad, distinct = rng.choice((0, 2)), rng.randint(1, 6), rng.randint(1, 3)
        want = brute_quads(weights, raw, 4, distinct, pad)
        order, found = quads(weights, raw, 4, distinct, pad)
        assert (want is None) == (not found)
        if found:
            assert cost(stretched(weights), unsort(order, found[0][1])) == want
    assert sorted(dual([5] * 256, 8)) == [4] * 8 + [9] * 248 and sorted(dual([5] * 64, 6)) == [4] * 8 + [7] * 56
    print("QLC: as brute force over all areas; DLC: 8 of 4 bits, 248 of 9")
    exponents = [0, 1, 100] + list(range(112, 134))
    values = floats(np.array([s << 15 | e << 7 | m for s in (0, 1) for e in exponents for m in range(128)], np.uint16))
    for fmt in FORMATS:
        got = encode(values, fmt)
        assert all(int(c) == brute_encode(x, fmt) for c, x in zip(got, values)), fmt
        try:
            import ml_dtypes
        except ImportError:
            continue
        known = {"e4m3": "float8_e4m3fn", "e5m2": "float8_e5m2"}.get(fmt, f"float{sum(FORMATS[fmt][:2]) + 1}_{fmt}fn")
        largest = FORMATS[fmt][4]
        theirs = np.clip(values, -largest, largest).astype(getattr(ml_dtypes, known)).view(np.uint8)
        assert (theirs == got).all(), fmt
        print(f"{fmt}: as ml_dtypes")
    # Blocks: a short last one, a scale of its own, and a row of zeros with their signs.
    row = np.array([127 << 7] * 32 + [107 << 7] * 3, np.uint16)  # 1 and 2^-20
    assert set(quantise(row[None], "e4m3", "mx")[0]) == {15 << 3}  # 2^8, the largest power of two
    assert set(quantise(row[None], "e4m3", "tensor")[0]) == {15 << 3, 0}
    assert list(quantise(np.array([[0x8000, 0]], np.uint16), "e2m1", "mx")[0]) == [8, 0]
    for step in (CALIBRATE, EVALUATE):
        files = load("e4m3", step, "F8_E4M3")
        for name, t in load("bf16", step, "BF16").items():
            assert (quantise(t, "e4m3", "mx") == files[name]).all(), name
    print("quantisation: nearest of all values; e4m3 mx as the files in tests/data/e4m3")


if __name__ == "__main__":
    if sys.argv[1:] == ["--self-test"]:
        self_test()
    elif sys.argv[1:] == ["--ties"]:
        ties()
    elif sys.argv[1:] in ([], ["--check"]):
        result = expected()
        summary(result)
        if sys.argv[1:]:
            sys.exit(0 if json.loads(EXPECTED.read_text()) == json.loads(text(result)) else f"{EXPECTED} differs")
        EXPECTED.write_text(text(result))
    else:
        sys.exit(__doc__)
