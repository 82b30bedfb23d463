#!/usr/bin/env python3
"""Calibrates a codebook on tensors that are spread over a Ray cluster.

    pip install ray
    examples/ray_calibrate.py --element bf16 'dump/step_000029/*.safetensors' -o bf16_act.yaml
    examples/ray_calibrate.py --element bf16 --on 10.0.0.1 '/local/*.safetensors' --on 10.0.0.2 '/local/*.safetensors' \\
        -o bf16_act.yaml -- --max-length 10

`huffwire histogram` counts on the nodes, `huffwire calibrate` decides here, and only counts travel (6 KB a tensor). The
codebook is byte for byte that of `huffwire calibrate` on all files, whatever the parts; docs/distributed.md says why.

A part that fails is tried once more, on another node where it may run on one; failing again it ends the run without a
codebook. What follows `--` goes to `huffwire calibrate`. Exit code 0, 1 where counting failed, 2 for what was typed, 130
for Ctrl-C, or that of `calibrate`.
"""

import argparse
import dataclasses
import glob
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile

try:
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy
except ImportError as missing:
    sys.exit(f"ray_calibrate: {missing}; pip install ray")

BUILT = pathlib.Path(__file__).resolve().parent.parent / "target/release/huffwire"


class Failed(Exception):
    """A part that no node could count."""


@dataclasses.dataclass
class Part:
    """Files that one task counts."""

    number: int
    files: list  # Paths, or patterns for the node to expand.
    node: str | None = None  # The only node that has them.
    failures: list = dataclasses.field(default_factory=list)


def binary(given, built):
    """The program to run on this machine."""
    found = shutil.which(given or "huffwire") or (not given and shutil.which(built))
    if not found:
        raise FileNotFoundError(f"no {given or 'huffwire'} on this machine; name one that every node has with --huffwire")
    return found


def expand(patterns, folder):
    """Files as `calibrate` would have them typed: relative ones stay relative, for they end up in the codebook."""
    files = []
    for pattern in patterns:
        literal = not glob.has_magic(pattern) or os.path.lexists(os.path.join(folder, pattern))
        found = [pattern] if literal else sorted(glob.glob(pattern, root_dir=folder, recursive=True))
        if not found:
            raise FileNotFoundError(f"{pattern}: no such file in {folder}")
        files += found
    return files


def given_twice(files, folder):
    """A file under two paths, which parts of their own would count twice: the paths, or None."""
    seen = {}
    for file in files:
        path = os.path.join(folder, file)
        keys = [os.path.realpath(path)]
        if os.path.exists(path):
            found = os.stat(path)
            # Hard links, and one folder mounted at two places.
            keys.append((found.st_dev, found.st_ino, found.st_size))
        before = next((seen[key] for key in keys if key in seen), None)
        if before is not None:
            return before, file
        seen.update(dict.fromkeys(keys, file))
    return None


def count(patterns, options, given, built, folder, threads):
    """Runs on a node: counts there and returns the text of the counts, or why there is none."""
    said = {"node": ray.get_runtime_context().get_node_id(), "host": socket.gethostname()}
    try:
        files = expand(patterns, folder)
        with tempfile.TemporaryDirectory(prefix="huffwire_") as scratch:
            output = os.path.join(scratch, "part.hist.json")
            command = [binary(given, built), "histogram", *options, "-o", output, "--", *files]
            environment = os.environ | {"RAYON_NUM_THREADS": str(threads)}
            streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
            process = subprocess.Popen(
                command, cwd=folder, env=environment, text=True, errors="replace", **streams
            )
            try:
                # In steps, for Ray cancels a task between two lines of Python and not inside a wait.
                while True:
                    try:
                        _, notes = process.communicate(timeout=0.5)
                        break
                    except subprocess.TimeoutExpired:
                        pass
            except BaseException:
                process.terminate()
                process.wait()
                raise
            if process.returncode != 0:
                return said | {"error": f"exit code {process.returncode}: {notes.strip() or 'no message'}"}
            with open(output) as file:
                return said | {"files": len(files), "notes": notes.strip(), "counts": file.read()}
    except OSError as error:
        return said | {"error": str(error)}


def gather(parts, submit, others, folder):
    """Counts all parts, and leaves their counts in the folder."""
    waiting = {}
    try:
        for part in parts:
            waiting[submit(part, part.node)] = part
        while waiting:
            [done], _ = ray.wait(list(waiting), num_returns=1)
            part = waiting.pop(done)
            try:
                said = ray.get(done)
            except ray.exceptions.RayError as error:
                # The worker or its node died: Ray does not say which, and chooses again.
                said = {"node": None, "host": "a node that was lost", "error": str(error).strip()}
            where = said["host"] + (f" (node {said['node']})" if said["node"] else "")
            if "error" not in said:
                (folder / f"part_{part.number:05}.hist.json").write_text(said["counts"])
                tell(f"part {part.number}: {said['files']} files, {len(said['counts'])} bytes of counts from {where}")
                if said["notes"]:
                    tell(f"part {part.number}: {said['notes']}")
                continue
            part.failures.append(f"on {where}: {said['error']}")
            if len(part.failures) == 2:
                files = " ".join(part.files[:3]) + (f" and {len(part.files) - 3} more" if len(part.files) > 3 else "")
                raise Failed("\n  ".join([f"part {part.number} ({files}) failed twice:", *part.failures]))
            tell(f"part {part.number} failed and is tried once more: {part.failures[0]}")
            elsewhere = [node for node in others if node != said["node"]]
            retry = elsewhere[part.number % len(elsewhere)] if said["node"] and elsewhere else None
            waiting[submit(part, part.node or retry)] = part
    finally:
        # The workers end what they run before the cluster forgets them.
        for task in waiting:
            ray.cancel(task)
        if waiting:
            ray.wait(list(waiting), num_returns=len(waiting), timeout=5)


def tell(text):
    print(text, file=sys.stderr, flush=True)


def quit_with(code, text):
    tell(f"ray_calibrate: {text}")
    return code


def arguments():
    typed, rest = sys.argv[1:], []
    if "--" in typed:
        at = typed.index("--")
        typed, rest = typed[:at], typed[at + 1 :]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", help="files and patterns on a file system that all nodes share")
    parser.add_argument(
        "--on", nargs="+", action="append", default=[], metavar=("NODE", "FILES"),
        help="files and patterns that one node has: its address, host name or id (may be repeated)",
    )
    parser.add_argument("--element", required=True, help="element format, as of `huffwire calibrate`")
    parser.add_argument("--tensors", action="append", default=[], metavar="GLOB", help="only tensors of such names")
    parser.add_argument("--as-bytes", action="store_true", help="take every file as raw elements, whatever it is")
    parser.add_argument("--quantize", metavar="FORMATS", help="count these as well, for `huffwire analyze`; with --keep")
    parser.add_argument("--block", metavar="ELEMENTS", help="frames that have a base, for `calibrate --base`; 1024 without")
    parser.add_argument("-o", "--output", help="the codebook")
    parser.add_argument("--keep", metavar="FOLDER", help="leave the counts here, for `huffwire analyze`")
    parser.add_argument("--parts", type=int, help="parts of the shared files [default: what runs at once]")
    parser.add_argument("--cpus", type=int, default=1, help="cores of each part [default: 1]")
    parser.add_argument("--huffwire", help="the program [default: huffwire on PATH, else target/release/huffwire]")
    parser.add_argument("--address", help="the cluster [default: RAY_ADDRESS, one running here, else a new local one]")
    args = parser.parse_args(typed)
    if not args.files and not args.on:
        parser.error("name files, or --on NODE FILES")
    if any(len(on) < 2 for on in args.on):
        parser.error("--on takes a node and its files")
    if not args.output and not args.keep:
        parser.error("name a codebook (--output), or a folder for the counts (--keep)")
    if args.cpus < 1 or args.parts is not None and args.parts < 1:
        parser.error("--parts and --cpus are at least 1")
    # What would fail after the counting fails before it.
    if args.output and not pathlib.Path(args.output).absolute().parent.is_dir():
        parser.error(f"{args.output}: there is no such folder")
    if args.keep and any(pathlib.Path(args.keep).glob("*.hist.json")):
        parser.error(f"{args.keep}: has counts already, which would be taken for those of this run")
    return args, rest


def main():
    args, rest = arguments()
    folder = os.getcwd()
    given = os.path.abspath(args.huffwire) if args.huffwire and os.sep in args.huffwire else args.huffwire
    chosen = [f"--element={args.element}", *(f"--tensors={pattern}" for pattern in args.tensors)]
    try:
        here = binary(given, str(BUILT))
        shared = expand(args.files, folder)
    except OSError as error:
        return quit_with(2, str(error))
    if twice := given_twice(shared, folder):
        first, second = twice
        same = f"the same file as {first}, " if first != second else ""
        return quit_with(2, f"{second}: {same}given twice, and would count twice")
    try:
        ray.init(address=args.address, log_to_driver=False, logging_level="error")
    except (ConnectionError, RuntimeError, ValueError) as error:
        return quit_with(2, f"no cluster: {error}")
    nodes = [node for node in ray.nodes() if node["Alive"] and node["Resources"].get("CPU", 0) >= args.cpus]
    if not nodes:
        return quit_with(2, f"--cpus {args.cpus}: no node of the cluster has as many")

    slots = sum(int(node["Resources"]["CPU"]) // args.cpus for node in nodes)
    pieces = min(args.parts or slots, len(shared))
    parts = [Part(i, shared[len(shared) * i // pieces : len(shared) * (i + 1) // pieces]) for i in range(pieces)]
    for name, *files in args.on:
        named = [n for n in nodes if name in (n["NodeID"], n["NodeName"], n["NodeManagerAddress"], n["NodeManagerHostname"])]
        if len(named) != 1:
            known = ", ".join(f"{n['NodeManagerAddress']} ({n['NodeManagerHostname']}, {n['NodeID']})" for n in nodes)
            return quit_with(2, f"--on {name}: {len(named)} nodes with {args.cpus} cores have that name; there are {known}")
        parts.append(Part(len(parts), files, named[0]["NodeID"]))

    counted = chosen + ([f"--quantize={args.quantize}"] if args.quantize else [])
    counted += ["--as-bytes"] if args.as_bytes else []
    counted += [f"--block={args.block}"] if args.block else []
    task = ray.remote(count)

    def submit(part, node):
        # A node that has the files, or just a wish.
        strategy = NodeAffinitySchedulingStrategy(node, soft=part.node is None) if node else "SPREAD"
        options = {"num_cpus": args.cpus, "max_retries": 0, "scheduling_strategy": strategy}
        return task.options(**options).remote(part.files, counted, given, str(BUILT), folder, args.cpus)

    with tempfile.TemporaryDirectory(prefix="huffwire_") as scratch:
        gather(parts, submit, [node["NodeID"] for node in nodes], pathlib.Path(scratch))
        counts = sorted(pathlib.Path(scratch).iterdir())
        if args.keep:
            os.makedirs(args.keep, exist_ok=True)
            for part in counts:
                shutil.copy(part, args.keep)
        if not args.output:
            return 0
        return subprocess.run([here, "calibrate", *chosen, *rest, "-o", args.output, "--", *counts]).returncode


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failed:
        sys.exit(quit_with(1, failed))
    except KeyboardInterrupt:
        sys.exit(quit_with(130, "interrupted; no codebook was written"))
