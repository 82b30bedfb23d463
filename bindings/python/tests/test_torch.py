"""Counting PyTorch modules: what hooks count is what `huffwire histogram` counts of the same tensors in files.

tests/tools/python.rs runs it where there is a PyTorch. It needs no NumPy: not every PyTorch goes with every NumPy.
"""

from __future__ import annotations

import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
from pathlib import Path
from typing import Any, Dict, List

import huffwire
import torch

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = os.environ["HUFFWIRE"]
NAMES = {torch.bfloat16: "BF16", torch.float32: "F32"}


def raw(tensor: torch.Tensor) -> bytes:
    return bytes(tensor.detach().contiguous().reshape(-1).view(torch.uint8).tolist())


def dump(path: Path, tensors: Dict[str, torch.Tensor]) -> None:
    """Writes a .safetensors file."""
    header, data = {}, b""
    for name, values in tensors.items():
        offsets = [len(data), len(data) + len(raw(values))]
        header[name] = {"dtype": NAMES[values.dtype], "shape": list(values.shape), "data_offsets": offsets}
        data += raw(values)
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def histogram(*words: Any) -> None:
    subprocess.run([PROGRAM, "--quiet", "histogram", *map(str, words), "--element", "bf16"], check=True)


def model(dtype: torch.dtype) -> torch.nn.Module:
    torch.manual_seed(3)
    layers = [torch.nn.Linear(48, 96), torch.nn.GELU(), torch.nn.Linear(96, 33)]
    return torch.nn.Sequential(*layers).to(dtype)


def step(of: torch.nn.Module, number: int) -> None:
    torch.manual_seed(number)
    dtype = next(of.parameters()).dtype
    loss = of(torch.randn(40, 48).to(dtype)).float().pow(2).mean()
    of.zero_grad()
    loss.backward()
    with torch.no_grad():
        for parameter in of.parameters():
            parameter -= parameter.grad


def seen_in_a_step(of: torch.nn.Module, number: int) -> Dict[str, torch.Tensor]:
    """All tensors of a step, by other means than those that are tested."""
    found = {name: parameter.detach().clone() for name, parameter in of.named_parameters()}
    handles = []
    for name, module in of.named_modules():
        key = f"{name}.act" if name else "act"
        keep = lambda _m, _i, output, key=key: found.__setitem__(key, output.detach().clone())
        handles.append(module.register_forward_hook(keep))
    step(of, number)
    for handle in handles:
        handle.remove()
    found.update({f"{name}.grad": parameter.grad.clone() for name, parameter in of.named_parameters()})
    return found


def lines(path: Path) -> List[str]:
    """The tensors of a file of counts, in the order of their names."""
    return sorted(line.rstrip(",") for line in path.read_text().splitlines()[2:-1])


class OnDevice(torch.Tensor):
    """A tensor of the host that says it is on a device, and notes how many bytes of it are copied at a time."""

    device = torch.device("cuda")
    copied: List[int] = []

    @classmethod
    def __torch_function__(cls, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if function is torch.Tensor.copy_:
            cls.copied.append(args[1].numel() * args[1].element_size())
        return super().__torch_function__(function, types, args, kwargs or {})


class Devices(unittest.TestCase):
    def test_a_tensor_on_a_device_is_moved_in_pieces(self) -> None:
        torch.manual_seed(1)
        values = torch.randn(37, 100).to(torch.bfloat16)
        for tensor in (values, values.t(), values[3:4, 5], values[:0]):
            there, here = huffwire.Collector(), huffwire.Collector()
            here.count_tensor("t", tensor)
            OnDevice.copied.clear()
            with unittest.mock.patch("huffwire.collector.PIECE", 1000):
                there.count_tensor("t", tensor.as_subclass(OnDevice))
            self.assertEqual(there.counts("t"), here.counts("t"))
            self.assertEqual(there.tensors(), here.tensors())
            self.assertLessEqual(max(OnDevice.copied, default=0), 1000)
            self.assertEqual(sum(OnDevice.copied), 2 * tensor.numel())


class Hooks(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_one_step_is_the_file_of_its_tensors(self) -> None:
        dumped, theirs, ours = (self.folder / name for name in ("s.safetensors", "t.hist.json", "o.hist.json"))
        dump(dumped, seen_in_a_step(model(torch.bfloat16), 0))
        histogram(dumped, "-o", theirs)
        of = model(torch.bfloat16)
        with huffwire.Collector.hooks(of, gradients=True, weights=True, file=str(dumped)) as counts:
            step(of, 0)
        counts.save(ours)
        self.assertEqual(lines(ours), lines(theirs))
        self.assertEqual(len(lines(ours)), 4 + 4 + 4)

    def test_steps_are_added_and_others_are_left_out(self) -> None:
        of, files = model(torch.bfloat16), []
        for number in range(5):
            tensors = seen_in_a_step(of, number)
            if number % 2 == 0:
                files.append(self.folder / f"step_{number}.safetensors")
                dump(files[-1], tensors)
        theirs = self.folder / "t.hist.json"
        histogram(*files, "-o", theirs)
        sums: Dict[str, Dict[str, Dict[int, int]]] = {}
        for tensor in json.loads(theirs.read_text())["tensors"]:
            for view, counts in tensor["counts"].items():
                sum_ = sums.setdefault(tensor["name"], {}).setdefault(view, {})
                for symbol, count in counts.items():
                    sum_[int(symbol)] = sum_.get(int(symbol), 0) + count
        of = model(torch.bfloat16)
        with huffwire.Collector.hooks(of, gradients=True, weights=True, interval=2) as counted:
            for number in range(5):
                step(of, number)
        self.assertEqual({name for _, name, _ in counted.tensors()}, set(sums))
        for name, views in sums.items():
            found = counted.counts(name)
            sparse = {view: {at: n for at, n in enumerate(of) if n} for view, of in found.items()}
            self.assertEqual(sparse, views, name)

    def test_another_dtype_is_refused_or_rounded(self) -> None:
        of = model(torch.float32)
        with self.assertRaisesRegex(huffwire.Error, "0.act F32 .* cast=True rounds to bf16"):
            with huffwire.Collector.hooks(of):
                step(of, 0)
        # Nothing is left behind.
        step(of, 1)
        of = model(torch.float32)
        dumped, theirs, ours = (self.folder / name for name in ("s.safetensors", "t.hist.json", "o.hist.json"))
        rounded = {name: values.to(torch.bfloat16) for name, values in seen_in_a_step(of, 0).items()}
        dump(dumped, {name: values for name, values in rounded.items() if name.endswith(".act")})
        histogram(dumped, "-o", theirs)
        of = model(torch.float32)
        choose = lambda name: name.endswith(".act")
        with huffwire.Collector.hooks(of, cast=True, choose=choose, weights=True, file=str(dumped)) as counts:
            step(of, 0)
        counts.save(ours)
        self.assertEqual(lines(ours), lines(theirs))
        with self.assertRaisesRegex(huffwire.Error, "interval 0"):
            with huffwire.Collector.hooks(of, interval=0):
                pass

    def test_outputs_of_several_tensors_have_numbers(self) -> None:
        of = torch.nn.LSTM(4, 4).to(torch.bfloat16)
        counts = huffwire.Collector("bf16")
        hooks = huffwire.collector._Hooks(counts, of, 1, False, "memory", None)
        hooks.counting = True
        one = torch.ones(3, dtype=torch.bfloat16)
        hooks.outputs("x", (one, {"h": [one, one]}, None, torch.ones(2, dtype=torch.int64)))
        self.assertEqual([name for _, name, _ in counts.tensors()], ["x", "x.1.h", "x.1.h.1"])

    def test_tensors_are_coded_where_they_are(self) -> None:
        book = huffwire.Codebook("bf16", {symbol: 8 for symbol in range(100, 130)}, escape=1)
        weight = model(torch.bfloat16)[0].weight
        frame = book.encode(weight)
        self.assertEqual(frame, book.encode(raw(weight)))
        self.assertEqual(book.decode(frame), raw(weight))
        self.assertEqual(book.encode(weight[3:7]), book.encode(raw(weight[3:7])))
        with self.assertRaisesRegex(huffwire.Error, "one behind the other"):
            book.encode(weight.t())
        with self.assertRaisesRegex(huffwire.Error, "values of dtype F32"):
            book.encode(weight.float())
        self.assertEqual(book.encode(torch.empty(0, 4, dtype=torch.bfloat16)), b"")

    def test_the_document_runs(self) -> None:
        parts = (ROOT / "docs/bindings.md").read_text().split("```python\n")[1:]
        blocks = [part.split("\n```", 1)[0] for part in parts if "torch" in part.split("\n```", 1)[0]]
        self.assertEqual(len(blocks), 1)
        said = subprocess.run([sys.executable, "-c", blocks[0]], cwd=self.folder, check=True, capture_output=True, text=True)
        self.assertIn("'0.act', '1.act', 'act'", said.stdout)
        self.assertTrue((self.folder / "counts/rank_0.hist.json").exists())

    def test_a_file_for_every_rank(self) -> None:
        counts = huffwire.Collector("bf16")
        counts.count("x", torch.ones(8, dtype=torch.bfloat16))
        self.assertTrue(counts.save_rank(self.folder / "one").endswith("rank_0.hist.json"))
        if not torch.distributed.is_available():
            print("SKIPPED: two ranks, for this PyTorch has no torch.distributed", file=sys.stderr)
            return
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        rank = "import huffwire, sys, torch\n" \
            "rank = int(sys.argv[1])\n" \
            "torch.distributed.init_process_group('gloo', init_method=sys.argv[2], rank=rank, world_size=2)\n" \
            "counts = huffwire.Collector('bf16')\n" \
            "counts.count('x', torch.ones(8 + rank, dtype=torch.bfloat16), file=f'rank {rank}')\n" \
            "counts.save_rank(sys.argv[3])\n"
        words = [f"tcp://127.0.0.1:{port}", str(self.folder / "two")]
        ranks = [subprocess.Popen([sys.executable, "-c", rank, str(number), *words]) for number in range(2)]
        self.assertEqual([rank.wait(timeout=120) for rank in ranks], [0, 0])
        both = self.folder / "both.hist.json"
        histogram(*sorted((self.folder / "two").glob("*.hist.json")), "-o", both)
        found = {of["file"]: of["counts"]["bf16"] for of in json.loads(both.read_text())["tensors"]}
        self.assertEqual(found, {"rank 0": {"127": 8}, "rank 1": {"127": 9}})


if __name__ == "__main__":
    unittest.main()
