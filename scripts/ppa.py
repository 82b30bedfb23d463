#!/usr/bin/env python3
"""Area and clock of many designs on one library: the tables of docs/ppa/ and the fit of `huffwire link`.

    scripts/ppa.py --liberty FILE... [--power FILE...] [--name asap7] [--only NAME...]

Runs `huffwire synth --json` (which keeps what it has done) over the designs below, then writes docs/ppa/NAME.json, what it
printed; docs/ppa/NAME.md, the table; and for asap7 src/link/area.json: coefficients of area by shape, least squares of
relative errors without negative ones, and the largest error. --power takes the same cells with power tables, for the energy of
reference designs. With --only, and without --power, what the file has of the others stays in it. Two hours the first time, on
two cores. Needs numpy, and what `huffwire synth` needs.
"""
import argparse
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
BF16, E4M3 = "bf16_act.yaml", "e4m3_act.yaml"
# name: element, codebook, encoder, decoder
SWEPT = {
    "bf16_8_16": ("bf16", BF16, "lanes: 8, out_bytes: 16", "kind: parallel, in_bytes: 16"),
    "bf16_4_8": ("bf16", BF16, "lanes: 4, out_bytes: 8", "kind: parallel, in_bytes: 8"),
    "bf16_2_4": ("bf16", BF16, "lanes: 2, out_bytes: 4", "kind: parallel, in_bytes: 4"),
    "e4m3_8_8": ("e4m3", E4M3, "lanes: 8, out_bytes: 8", "kind: parallel, in_bytes: 8"),
    "e4m3_4_4": ("e4m3", E4M3, "lanes: 4, out_bytes: 4", "kind: parallel, in_bytes: 4"),
    "bf16_16_s": ("bf16", BF16, "lanes: 16, out_bytes: 32", "kind: serial, in_bytes: 4"),
    "bf16_8_8": ("bf16", BF16, "lanes: 8, out_bytes: 8", "kind: serial, in_bytes: 16"),
    "bf16_1_s": ("bf16", BF16, "lanes: 1, out_bytes: 2", "kind: serial, in_bytes: 2"),
    "e4m3_16_s": ("e4m3", E4M3, "lanes: 16, out_bytes: 16", "kind: serial, in_bytes: 4"),
    "e4m3_8_s": ("e4m3", E4M3, "lanes: 8, out_bytes: 16", "kind: serial, in_bytes: 8"),
}
REFERENCE = ["bf16_link", "bf16_best4", "bf16_train"]
# Those that the fit is of; the table has more.
FITTED = [*SWEPT, *REFERENCE]
# bf16_4_8 otherwise: what else stands in the design, its pipelines.
SLOTS = "loadable: { slots: %d, shortest: 2, longest: 8, symbols: 32 }"
VARIANTS = {
    "low_latency": ("", "low_latency"),
    "small": ("", "small"),
    "high_fmax": ("", "high_fmax"),
    "clock_gate": ("clock_gate: wrapper", "balanced"),
    "base": ("base: previous", "balanced"),
    "check": ("check: crc32", "balanced"),
    "slots1": (SLOTS % 1, "balanced"),
    "slots1_clock_gate": (f"clock_gate: wrapper\n{SLOTS % 1}", "balanced"),
}
ALL = [*SWEPT, *(f"bf16_4_8_{key}" for key in VARIANTS), "tiny", "tiny_parallel", "e4m3_link", *REFERENCE, "bf16_loadable"]
ENERGY = ["tiny_parallel", "bf16_link"]


def design(name, folder):
    """The design's file: one of configs/, or one that is written here."""
    variant = name.removeprefix("bf16_4_8_")
    rest, pipeline = VARIANTS.get(variant, ("", "balanced"))
    kind = SWEPT.get("bf16_4_8" if variant in VARIANTS else name)
    if kind is None:
        return ROOT / "configs" / f"{name}.yaml"
    element, book, encoder, decoder = kind
    books = "" if "loadable" in rest else f"codebooks: [{ROOT}/configs/codebooks/{book}]\n"
    path = folder / f"{name}.yaml"
    path.write_text(f"name: {name}\nelement: {element}\n{books}{rest}\n"
                    f"encoder: {{ {encoder}, pipeline: {pipeline} }}\ndecoder: {{ {decoder}, pipeline: {pipeline} }}\n")
    return path


class Refused(Exception):
    """What the program says of a design that it cannot do with these libraries."""


def run(*arguments):
    """What the program prints as JSON."""
    command = [str(ROOT / "target/release/huffwire"), "-q", *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Refused(done.stderr.strip().splitlines()[-1].removeprefix("huffwire: "))
    return json.loads(done.stdout)


def shapes(manifest):
    """What area depends on, as src/link/area.rs has it: of the encoder and the decoder."""
    books = [book for book in manifest["codebooks"] if book["kind"] == "coded"]
    header = {field["name"]: field["bits"] for field in manifest["frame"]["header"]}
    encoder, decoder = manifest["encoder"], manifest["decoder"]
    check = manifest["bounds"].get("check_bytes", 0)
    slots = sum(level["name"].startswith("up") for level in decoder["levels"])
    one = {"element_bits": manifest["bounds"]["longest_element_bits"],
           "symbols": sum(book["coded_symbols"] for book in books),
           "base_bits": header.get("base", 0), "check_bytes": check}
    compared = len(manifest["codebooks"]) if encoder.get("select") == "smallest" else 0
    lanes = 1 if decoder["kind"] == "serial" else 2 ** slots
    return ({"lanes": encoder["lanes"], "word_bits": encoder["word_bits"], "compared": compared, **one},
            {"lanes": lanes, "word_bits": 8 * decoder["in_bytes"], "compared": 0, **one})


def terms(kind, shape):
    """The same as `Shape::terms`."""
    lanes, word, element, symbols = (shape[key] for key in ("lanes", "word_bits", "element_bits", "symbols"))
    log = lambda value: math.log2(max(value, 2))
    own = {
        "encoder": [1, lanes * math.sqrt(symbols), lanes * element * log(2 * lanes), word * log(word)],
        "parallel": [1, lanes * element, word * element * log(lanes)],
        "serial": [1, math.sqrt(symbols), word, element],
    }[kind]
    return own + [lanes * shape["compared"], lanes * shape["base_bits"], word * shape["check_bytes"]]


def fit(kind, measured):
    """Coefficients, none below zero, of the least squares of relative errors."""
    rows = np.array([terms(kind, one) for one in measured]) / np.array([[one["kge"]] for one in measured])
    used = [column for column in range(rows.shape[1]) if rows[:, column].any()]
    while True:
        found = np.linalg.lstsq(rows[:, used], np.ones(len(measured)), rcond=None)[0]
        if (found >= 0).all():
            break
        used.pop(int(np.argmin(found * np.abs(rows[:, used]).mean(axis=0))))
    coefficients = [0.0] * rows.shape[1]
    for column, value in zip(used, found):
        coefficients[column] = float(f"{value:.6g}")
    errors = np.abs(rows @ np.array(coefficients) - 1)
    clocks = [one["ghz"] for one in measured]
    return {"coefficients": coefficients, "error_percent": round(100 * float(errors.max()), 1), "ghz": round(min(clocks), 2),
            "ghz_spread_percent": round(100 * (max(clocks) / min(clocks) - 1)), "measured": measured}


def path(end):
    """The longest path in words."""
    worst = end.get("worst_path") or {}
    return f"{worst['from']} -> {worst['to']}" if worst else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--liberty", nargs="+", required=True)
    parser.add_argument("--power", nargs="+", default=[])
    parser.add_argument("--name", default="asap7")
    parser.add_argument("--only", nargs="+", metavar="DESIGN", choices=ALL)
    args = parser.parse_args()
    subprocess.run(["cargo", "build", "--release", "-q"], cwd=ROOT, check=True)
    before = ROOT / "docs" / "ppa" / f"{args.name}.json"
    kept = json.loads(before.read_text()) if before.exists() else {}
    results, missing = (kept.get(key, {}) if args.only else {} for key in ("designs", "missing"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name in args.only or ALL:
            print(f"{name} ...", file=sys.stderr, flush=True)
            results.pop(name, None)
            missing.pop(name, None)
            try:
                results[name] = run("synth", design(name, folder), "--no-energy", "--liberty", *args.liberty)
            except Refused as why:
                print(f"{name}: {why}", file=sys.stderr, flush=True)
                missing[name] = str(why)
        energies = {} if args.power else kept.get("energy", {})
        for name in ENERGY if args.power else []:
            print(f"energy of {name} ...", file=sys.stderr, flush=True)
            energies[name] = run("synth", design(name, folder), "--liberty", *args.power)
        fits = {"encoder": [], "parallel": [], "serial": []}
        for name in FITTED:
            if args.name != "asap7" or name not in results:
                continue
            run("generate", design(name, folder), "-o", folder / "rtl")
            manifest = json.loads((folder / "rtl" / name / "manifest.json").read_text())
            for kind, end, shape in zip(("encoder", manifest["decoder"]["kind"]), ("encoder", "decoder"), shapes(manifest)):
                result = results[name][end]
                fits[kind].append({"design": name, **shape, "kge": round(result["kge"], 2), "ghz": round(result["ghz"], 3)})
    write(args.name, results, missing, energies, fits)


def write(name, results, missing, energies, fits):
    """The files."""
    first = next(iter(results.values()))
    for result in [*results.values(), *energies.values()]:
        for library in result["libraries"]:
            library["file"] = Path(library["file"]).name
    docs = ROOT / "docs" / "ppa"
    docs.mkdir(exist_ok=True)
    (docs / f"{name}.json").write_text(json.dumps({"designs": results, "missing": missing, "energy": energies}, indent=1) + "\n")
    libraries = ", ".join(f"`{library['file']}`" for library in first["libraries"])
    lines = [f"# Area, clock and energy on {name}", "",
             f"`scripts/ppa.py --name {name}` writes this page and [{name}.json]({name}.json), which has the libraries' digests: `huffwire synth` with",
             f"{' and '.join(first['tools'])}, {libraries}. Ideal wires and no clock tree. What does not stand there was",
             "not measured.", "",
             "| end | clocks | kGE | flip-flops | GHz | with ports | longest path |", "|---|---|---|---|---|---|---|"]
    for key in ALL:
        if key not in results:
            lines.append(f"| `{key}` | " + " | ".join(["not measured"] * 6) + " |")
            continue
        for end in ("encoder", "decoder"):
            one = results[key][end]
            lines.append(f"| `{one['module']}` | {one['latency_clocks']} | {one['kge']:.1f} | {one['flip_flops']} | {one['ghz']:.2f} | "
                         f"{one['ghz_with_ports']:.2f} | {path(one)} |")
    lines += ["", *(f"`{key}`: {why}.\n" for key, why in missing.items()), f"*clocks*: from the first beat in to the first out, without a block's wait. *kGE*: area in thousands of `{first['gate']}`, {first['gate_area_um2']} um2",
              "each, without the words of memories. *GHz*: register to register; *with ports*: also from and to ports, with the delays of the",
              "design's constraints. *longest path*: the levels of `pipeline` that it begins and ends in.", "",
              "The designs, besides those of `configs/`, each of one codebook of `configs/codebooks/`, with `balanced` pipelines:", "",
              "| | codebook | encoder | decoder |", "|---|---|---|---|"]
    lines += [f"| `{key}` | `{book}` | {encoder} | {decoder} |" for key, (_, book, encoder, decoder) in SWEPT.items()]
    for key, (rest, pipeline) in VARIANTS.items():
        said = " and ".join(f"`{line}`" for line in rest.split("\n") if line)
        said = " with " + said if said else f" with pipelines `{pipeline}`"
        lines.append(f"| `bf16_4_8_{key}` | `bf16_4_8`{said} | | |")
    if energies:
        lines += ["", "Energy, of likely elements of the codebooks, pJ an original bit at the clock of the end:", "",
                  "| end | all | switching | internal | clock pins | leakage | mW | idle mW |", "|---|---|---|---|---|---|---|---|"]
        for result in energies.values():
            for end in ("encoder", "decoder"):
                energy = result[end]["energy"]
                keys = ("pj_per_bit", "switching_pj_per_bit", "internal_pj_per_bit", "clock_pins_pj_per_bit", "leakage_pj_per_bit")
                cells = [f"{energy[key]:.4f}" for key in keys] + [f"{energy[key]:.2f}" for key in ("full_rate_mw", "idle_mw")]
                lines.append(f"| `{result[end]['module']}` | {' | '.join(cells)} |")
        lines += ["", "Transitions of the link an original bit:", "", "| | wires | raw | coded |", "|---|---|---|---|"]
        for key, result in energies.items():
            for wires in result.get("toggles", []):
                lines.append(f"| `{key}` | {wires['wires']} | {wires['raw_per_bit']:.3f} | {wires['coded_per_bit']:.3f} |")
    if name == "asap7" and all(fits.values()):
        area = {"library": "ASAP7", "tools": first["tools"], **{kind: fit(kind, measured) for kind, measured in fits.items()}}
        (ROOT / "src" / "link" / "area.json").write_text(json.dumps(area, indent=1) + "\n")
        errors = ", ".join(f"{kind} {area[kind]['error_percent']} %" for kind in fits)
        lines += ["", f"The fit to these that `huffwire link --sweep` chooses by is off by at most: {errors}."]
    (docs / f"{name}.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    try:
        main()
    except Refused as why:
        sys.exit(str(why))
