"""The Python package against vectors of another implementation, and against what the program prints and writes.

tests/tools/python.rs runs it, with HUFFWIRE set to the program that was built.
"""

from __future__ import annotations

import ast
import gzip
import inspect
import json
import os
import pickle
import pydoc
import struct
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

import huffwire
import ml_dtypes
import numpy as np

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = os.environ["HUFFWIRE"]
BOOK = ROOT / "configs/codebooks/bf16_act.yaml"
DATA = ROOT / "tests/data/bf16"
DTYPES = {"BF16": ml_dtypes.bfloat16, "F8_E4M3": ml_dtypes.float8_e4m3fn, "U8": np.uint8}
NAMES = {"bfloat16": "BF16", "float8_e4m3fn": "F8_E4M3", "float32": "F32"}


def program(*words: Any) -> str:
    """What the program prints; it must succeed."""
    ended = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, cwd=ROOT)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def refusal(*words: Any) -> str:
    """What the program says of words that it refuses, without its name."""
    ended = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, cwd=ROOT)
    assert ended.returncode == 2, ended.stdout
    return ended.stderr.strip().removeprefix("huffwire: ")


def tensors_of(path: Path) -> Iterator[Tuple[str, np.ndarray]]:
    """The tensors of a .safetensors file, in the order in which they lie."""
    bytes_ = path.read_bytes()
    (length,) = struct.unpack("<Q", bytes_[:8])
    header = json.loads(bytes_[8 : 8 + length])
    header.pop("__metadata__", None)
    for name, of in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        start, end = of["data_offsets"]
        values = np.frombuffer(bytes_[8 + length + start : 8 + length + end], DTYPES[of["dtype"]])
        yield name, values.reshape(of["shape"])


def dump(path: Path, tensors: Dict[str, np.ndarray]) -> None:
    """Writes a .safetensors file."""
    header, data = {}, b""
    for name, values in tensors.items():
        raw = values.tobytes()
        offsets = [len(data), len(data) + len(raw)]
        header[name] = {"dtype": NAMES[values.dtype.name], "shape": values.shape, "data_offsets": offsets}
        data += raw
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def frames_of(path: Path) -> List[bytes]:
    """The frames of a file that `huffwire encode` wrote."""
    data, at, frames = path.read_bytes(), 16, []
    assert data[:4] == b"HFW1"
    while (length := struct.unpack_from("<I", data, at)[0]) != 0xFFFFFFFF:
        frames.append(data[at + 4 : at + 4 + length])
        at += 4 + length
    return frames


class WithFolder(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)


class Vectors(unittest.TestCase):
    def test_every_vector_of_one_book(self) -> None:
        seen: Dict[Any, int] = {}
        for name in ("conformance.jsonl.gz", "conformance_2.jsonl.gz"):
            with gzip.open(ROOT / "tests/data" / name, "rt") as lines:
                for line in lines:
                    vector = json.loads(line)
                    alone = len(vector["books"]) == 1 and not vector["raw"] and "frame" in vector
                    if alone and not vector.get("blocks") and not vector.get("base") and not vector.get("check"):
                        key = (vector["case"], vector.get("reason"))
                        self.one(vector)
                        seen[key] = seen.get(key, 0) + 1
        for case in [("good", None), *(("damaged", of) for of in ("bad_padding", "invalid_codeword", "truncated"))]:
            self.assertGreater(seen[case], 20, case)

    def one(self, vector: Dict[str, Any]) -> None:
        of = vector["books"][0]
        lengths = {int(symbol): length for symbol, length in of["lengths"].items()}
        book = huffwire.Codebook(vector["element"], lengths, escape=of["escape"], max_length=16)
        self.assertEqual(book.digest, of["digest"])
        elements, frame = bytes.fromhex(vector["elements"]), bytes.fromhex(vector["frame"])
        if vector["case"] == "good":
            self.assertEqual(book.encode(elements), frame)
        if vector.get("reason") is None:
            self.assertEqual(book.decode(frame), elements)
            return
        with self.assertRaises(huffwire.FrameError) as caught:
            book.decode(frame)
        error = caught.exception
        self.assertEqual((error.reason, error.frame, error.elements), (vector.get("reason"), 0, elements))


class Designs(WithFolder):
    def test_frames_are_those_of_the_program(self) -> None:
        for name, data in [
            ("bf16_link", "bf16"),
            ("bf16_best4", "bf16"),
            ("bf16_train", "bf16"),
            ("e4m3_link", "e4m3"),
        ]:
            design_file = ROOT / f"configs/{name}.yaml"
            design = huffwire.Design.load(design_file)
            tensors = list(tensors_of(ROOT / f"tests/data/{data}/step_000029/shard_0.safetensors"))
            raw = self.folder / "elements.bin"
            raw.write_bytes(tensors[0][1].tobytes())
            for options, keywords in [([], {}), (["--index", "0"], {"index": 0})]:
                if options and design.block_elements:
                    continue
                out = self.folder / "frames.hfw"
                program("encode", raw, "-o", out, "--design", design_file, "--packet", "64KiB", *options)
                made = design.encode(tensors[0][1], **keywords)
                self.assertEqual(made, frames_of(out), name)
                self.assertEqual(design.decode(made), raw.read_bytes())
            self.assertTrue(design.decode_frame(made[-1]).last)
            self.assertIsNone(design.decode_frame(made[0]).reason)

    def test_damage_is_found_where_it_is(self) -> None:
        design = huffwire.Design.load(ROOT / "configs/bf16_best4.yaml")
        block = 2 * design.block_elements
        values = next(tensors_of(DATA / "step_000029/shard_0.safetensors"))[1].tobytes()[: 3 * block]
        frames = design.encode(values)
        self.assertEqual(len(frames), 3)
        with self.assertRaises(huffwire.FrameError) as caught:
            design.decode([frames[0], frames[1][:-9], frames[2]])
        error = caught.exception
        self.assertEqual((error.frame, error.reason), (1, "truncated"))
        self.assertTrue(values.startswith(error.elements) and len(error.elements) >= block)
        self.assertEqual(design.decode_frame(frames[1][:-9]).reason, "truncated")
        for wrong, said in [(frames[:2], "goes on"), (frames + frames[:1], "ends with it"), ([], "no frames")]:
            with self.assertRaisesRegex(huffwire.Error, said):
                design.decode(wrong)
        with self.assertRaisesRegex(huffwire.Error, "index 9: no such codebook: use 0 to 4"):
            design.encode(values, index=9)
        with self.assertRaisesRegex(huffwire.Error, "base: use an exponent"):
            design.encode(values, base="mine")


class Memory(unittest.TestCase):
    def setUp(self) -> None:
        self.book = huffwire.Codebook.load(BOOK)
        self.values = next(tensors_of(DATA / "step_000029/shard_0.safetensors"))[1]
        self.frame = self.book.encode(self.values.tobytes())

    def test_whatever_holds_the_same_values_makes_the_same_frame(self) -> None:
        values, raw = self.values, self.values.tobytes()
        for same in [
            values,
            values.view(np.uint16),
            values.view(np.int16),
            values.view(np.uint8),
            bytearray(raw),
            memoryview(raw),
            memoryview(raw).cast("H"),
            np.frombuffer(raw, ml_dtypes.bfloat16),
            OnlyDlpack(values.view(np.uint16).copy()),
        ]:
            self.assertEqual(self.book.encode(same), self.frame, type(same))
        for empty in (b"", np.empty((0, 3), ml_dtypes.bfloat16)):
            self.assertEqual(self.book.encode(empty), b"")
        self.assertEqual(self.book.decode(memoryview(self.frame)), raw)
        self.assertEqual(self.book.decode(np.frombuffer(self.frame, np.uint8)), raw)

    def test_other_values_are_refused(self) -> None:
        values = self.values
        for wrong, said in [
            (values.astype(np.float32), "values of dtype F32, but element `bf16` takes BF16"),
            (values.astype(np.float16), "values of dtype F16"),
            (values.astype(ml_dtypes.float8_e4m3fn), "values of dtype F8_E4M3"),
            (values.view(np.uint16).astype(">u2"), "values of dtype"),
            (values.T, "one behind the other"),
            (values[:, ::2], "one behind the other"),
            (OnlyDlpack(values.view(np.uint16).copy().T), "one behind the other"),
            (b"abc", "3 bytes are no whole elements of `bf16`"),
        ]:
            with self.assertRaisesRegex(huffwire.Error, said):
                self.book.encode(wrong)
        with self.assertRaisesRegex(TypeError, "int: use bytes, a NumPy array"):
            self.book.encode(3)

    def test_float8(self) -> None:
        design = huffwire.Design.load(ROOT / "configs/e4m3_link.yaml")
        values = next(tensors_of(ROOT / "tests/data/e4m3/step_000029/shard_0.safetensors"))[1]
        book = design.codebooks[0]
        self.assertEqual(book.encode(values), book.encode(values.tobytes()))
        with self.assertRaisesRegex(huffwire.Error, "F8_E5M2"):
            book.encode(values.astype(ml_dtypes.float8_e5m2))

    def test_other_threads_run_meanwhile(self) -> None:
        values = np.tile(self.values.view(np.uint16), (1000, 1))
        turns, found = [0], []

        def work() -> None:
            before = turns[0]
            self.book.decode(self.book.encode(values))
            found.append(turns[0] - before)

        thread = threading.Thread(target=work)
        thread.start()
        while thread.is_alive():
            turns[0] += 1
        self.assertGreater(found[0], 0)

    def test_one_codebook_in_many_threads(self) -> None:
        wrong: List[int] = []

        def work(number: int) -> None:
            values = self.values.tobytes()[: 2000 + 2 * number]
            for _ in range(20):
                if self.book.decode(self.book.encode(values)) != values:
                    wrong.append(number)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])


class OnlyDlpack:
    """An array that gives away nothing but DLPack."""

    def __init__(self, array: np.ndarray) -> None:
        self.array = array

    def __dlpack__(self) -> Any:
        return self.array.__dlpack__()

    def __dlpack_device__(self) -> Tuple[int, int]:
        return self.array.__dlpack_device__()


class Books(WithFolder):
    def test_a_codebook_is_its_file(self) -> None:
        book = huffwire.Codebook.load(BOOK)
        copy = self.folder / "copy.yaml"
        book.save(copy)
        self.assertEqual(copy.read_bytes(), BOOK.read_bytes())
        for same in (pickle.loads(pickle.dumps(book)), huffwire.Codebook.parse(book.to_yaml())):
            self.assertEqual((same, hash(same)), (book, hash(book)))
        again = huffwire.Codebook(
            book.element, book.lengths, escape=book.escape, max_length=book.max_length
        )
        self.assertEqual((again.digest, again.tag), (book.digest, book.tag))
        self.assertNotEqual(again, huffwire.Codebook("bf16", {120: 1}, escape=1))

    def test_errors_have_the_texts_of_the_program(self) -> None:
        broken = self.folder / "broken.yaml"
        for text in [
            "element: bf16\nmax_length: 20\nlengths: { 0: 1 }\n",
            "element: bf17\nmax_length: 8\nlengths: { 0: 1 }\n",
            "element: bf16\nmax_length: 8\nlengths: { 0: 1, 1: 1 }\n",
            "nothing",
            "",
        ]:
            broken.write_text(text)
            with self.assertRaises(huffwire.Error) as caught:
                huffwire.Codebook.load(broken)
            said = refusal("encode", BOOK, "-o", self.folder / "x", "--codebook", broken)
            self.assertEqual(str(caught.exception), said)
        with self.assertRaises(ValueError):
            huffwire.Codebook.load(self.folder / "none.yaml")
        with self.assertRaisesRegex(huffwire.Error, "symbol 300 is outside the alphabet"):
            huffwire.Codebook("bf16", {300: 1})


class Counting(WithFolder):
    def test_counts_are_those_of_the_program(self) -> None:
        rng = np.random.default_rng(1)
        made = {
            "a": (rng.normal(size=(70, 129)) * 0.01).astype(ml_dtypes.bfloat16),
            "b.c": rng.normal(size=100_001).astype(ml_dtypes.bfloat16),
            "empty": np.empty(0, ml_dtypes.bfloat16),
            "many": np.tile(rng.normal(size=5_000_003).astype(ml_dtypes.bfloat16), 4),
        }
        path, theirs, ours = (self.folder / name for name in ("t.safetensors", "t.hist.json", "o.hist.json"))
        dump(path, made)
        for options, keywords in [([], {}), (["--block", "96"], {"block": 96})]:
            program("histogram", path, "--element", "bf16", "-o", theirs, *options)
            counts = huffwire.Collector("bf16", **keywords)
            for name, values in made.items():
                counts.count(name, values, file=str(path))
            counts.save(ours)
            # Of safetensors the empty tensor comes first among those at one place.
            self.assertEqual(sorted(ours.read_text().splitlines()[2:], key=line_key),
                             sorted(theirs.read_text().splitlines()[2:], key=line_key))
            self.assertEqual(ours.read_text().splitlines()[:2], theirs.read_text().splitlines()[:2])

    def test_formats(self) -> None:
        values = next(tensors_of(ROOT / "tests/data/e4m3/step_000029/shard_0.safetensors"))[1]
        symbols = values.view(np.uint8).reshape(-1)
        self.assertEqual(huffwire.count(values, "e4m3"), np.bincount(symbols, minlength=256).tolist())
        wide = np.random.default_rng(2).normal(size=1000).astype(np.float32)
        exponents = wide.view(np.uint32) >> 23 & 255
        self.assertEqual(huffwire.count(wide, "fp32"), np.bincount(exponents, minlength=256).tolist())
        four = np.arange(16, dtype=np.uint8).view(ml_dtypes.float4_e2m1fn)
        packed = np.arange(0, 16, 2) + 16 * np.arange(1, 16, 2)
        self.assertEqual(huffwire.count(four, "e2m1"), np.bincount(packed, minlength=256).tolist())
        with self.assertRaisesRegex(huffwire.Error, "element `bf16` takes BF16"):
            huffwire.count(wide, "bf16")

    def test_what_is_counted_again_is_added(self) -> None:
        counts = huffwire.Collector("bf16", views=["bf16"])
        values = next(tensors_of(DATA / "step_000029/shard_0.safetensors"))[1]
        exponents = values.view(np.uint16).reshape(-1) >> 7 & 255
        counts.count("x", values)
        counts.count("x", values[:7])
        counts.count("x", values, file="other")
        sizes = [("memory", "x", values.size + values[:7].size), ("other", "x", values.size)]
        self.assertEqual(counts.tensors(), sizes)
        both = np.concatenate([exponents, exponents[: values[:7].size]])
        self.assertEqual(counts.counts("x"), {"bf16": np.bincount(both, minlength=256).tolist()})
        with self.assertRaisesRegex(huffwire.Error, "no tensor y of memory"):
            counts.counts("y")
        with self.assertRaisesRegex(huffwire.Error, "let it end in .hist.json"):
            counts.save(self.folder / "counts.json")
        with self.assertRaises(OSError):
            counts.save(self.folder / "none/c.hist.json")
        self.assertEqual(os.listdir(self.folder), [])
        with self.assertRaisesRegex(huffwire.Error, "view `bf17`"):
            huffwire.Collector("bf16", views=["bf17"])
        with self.assertRaisesRegex(huffwire.Error, "cannot be seen so"):
            huffwire.Collector("e4m3", views=["bf16"])

    def test_calibrate_makes_what_the_program_makes(self) -> None:
        files = sorted((DATA / "step_000029").glob("*.safetensors"))
        theirs = self.folder / "theirs.yaml"
        common = ["--element", "bf16", "--tensors", "layers.*", "--max-length", 9]
        facts = json.loads(program("calibrate", *files, *common, "--json", "-o", theirs))
        made = huffwire.calibrate(files, element="bf16", names=["layers.*"], max_length=9)
        self.assertEqual(made.codebook.to_yaml(), theirs.read_text())
        self.assertEqual({**facts, "output": None}, made.facts)
        # Of counts in memory it is the same code.
        counts = huffwire.Collector("bf16")
        for file in files:
            for name, values in tensors_of(file):
                if name.startswith("layers."):
                    counts.count(name, values, file=str(file))
        again = huffwire.calibrate(counts, element="bf16", max_length=9)
        self.assertEqual(again.codebook, made.codebook)
        with self.assertRaises(huffwire.Error) as caught:
            huffwire.calibrate(["none.npy"], element="bf16")
        self.assertEqual(str(caught.exception), refusal("calibrate", "none.npy", "--element", "bf16"))

    def test_analyze_finds_what_the_program_finds(self) -> None:
        earlier, later = DATA / "step_000029/shard_0.safetensors", DATA / "step_000083/shard_0.safetensors"
        words = ["--calibrate", earlier, "--evaluate", later, "--element", "bf16", "--json"]
        theirs = json.loads(program("analyze", *words, "--books", 2))
        self.assertEqual(huffwire.analyze(earlier, later, element="bf16", books=2), theirs)


def line_key(line: str) -> str:
    return line.rstrip(",")


def python_blocks(document: Path) -> List[str]:
    """The Python in a document."""
    parts = document.read_text().split("```python\n")[1:]
    return [part.split("\n```", 1)[0] for part in parts]


class Documentation(unittest.TestCase):
    def test_help_reads(self) -> None:
        text = pydoc.plain(pydoc.render_doc(huffwire))
        for words in ["golden model of Huffwire", "class Codebook", "One frame of these elements", "class Collector"]:
            self.assertIn(words, text)
        for name in huffwire.__all__:
            if name != "__version__":
                self.assertTrue(inspect.getdoc(getattr(huffwire, name)), name)

    def test_the_document_runs(self) -> None:
        blocks = python_blocks(ROOT / "docs/bindings.md")
        self.assertEqual(len([block for block in blocks if "torch" not in block]), 2)
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(ROOT / "configs", Path(folder) / "configs")
            for block in blocks:
                if "torch" not in block:
                    subprocess.run([sys.executable, "-c", block], cwd=folder, check=True, stdout=subprocess.DEVNULL)

    def test_stubs_are_of_what_is_there(self) -> None:
        stub = ast.parse((Path(huffwire.__file__).parent / "_huffwire.pyi").read_text())
        compiled = huffwire._huffwire
        known = set()
        for node in stub.body:
            if isinstance(node, ast.FunctionDef):
                self.same_parameters(node, getattr(compiled, node.name))
                known.add(node.name)
            elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                known.add(node.name)
                of = getattr(compiled, node.name)
                methods = {method.name: method for method in node.body if isinstance(method, ast.FunctionDef)}
                there = {name for name in vars(of) if not name.startswith("_")}
                self.assertEqual({name for name in methods if not name.startswith("_")}, there, node.name)
                for name in there:
                    if callable(getattr(of, name)):
                        self.same_parameters(methods[name], getattr(of, name))
        public = {name for name in vars(compiled) if not name.startswith("_")}
        self.assertEqual(known, public)

    def same_parameters(self, stub: ast.FunctionDef, there: Any) -> None:
        names = [of.arg for of in stub.args.args + stub.args.kwonlyargs if of.arg != "self"]
        found = [name for name in inspect.signature(there).parameters if name != "self"]
        self.assertEqual(names, found, stub.name)


if __name__ == "__main__":
    unittest.main()
