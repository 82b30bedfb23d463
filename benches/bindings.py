"""How fast the wheel encodes, decodes and counts arrays of 64 MiB, beside the library under it. Asserts nothing.

    cargo build --release -p huffwire-c
    python benches/bindings.py target/release/libhuffwire.so

The library is called through ctypes in the same process, turn by turn with the wheel: what a machine's other work costs, it costs
both. For counting, `cargo bench --bench calibrate` prints the library's figure.
"""

import ctypes
import sys
import time
from pathlib import Path
from typing import Callable, List

import huffwire
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "configs/codebooks/bf16_act.yaml"
SIZE, RUNS = 64 << 20, 9


def values() -> np.ndarray:
    """The activations of the sample tensors, one behind the other."""
    sample = (ROOT / "tests/data/bf16/step_000029/shard_0.safetensors").read_bytes()[4096 : 4096 + 40960]
    return np.frombuffer((sample * (SIZE // len(sample) + 1))[:SIZE], np.uint16)


class Library:
    """libhuffwire with a codebook; frames are given out as they lie in it, elements go into memory that is there."""

    def __init__(self, file: str, book: Path, room: int) -> None:
        self.c = ctypes.CDLL(file)
        self.codec, self.room = ctypes.c_void_p(), ctypes.create_string_buffer(room)
        assert self.c.huffwire_load_codebook(str(book).encode(), ctypes.byref(self.codec), None) == 0

    def encode(self, data: np.ndarray) -> None:
        packet = ctypes.c_void_p()
        pointer, length = ctypes.c_void_p(data.ctypes.data), ctypes.c_size_t(data.nbytes)
        assert self.c.huffwire_encode(self.codec, None, pointer, length, ctypes.byref(packet), None) == 0
        self.c.huffwire_free_packet(packet)

    def decode(self, frame: bytes) -> None:
        read = ctypes.create_string_buffer(64)
        words = [self.codec, frame, ctypes.c_size_t(len(frame)), self.room, ctypes.c_size_t(len(self.room)), read, None]
        assert self.c.huffwire_decode_frame(*words) == 0


def compared(*runs: Callable[[], object]) -> List[float]:
    """GB/s of the fastest run of each, in turns."""
    best = [float("inf")] * len(runs)
    for _ in range(RUNS):
        for at, run in enumerate(runs):
            start = time.perf_counter()
            run()
            best[at] = min(best[at], time.perf_counter() - start)
    return [SIZE / 1e9 / seconds for seconds in best]


def main() -> None:
    data, book = values(), huffwire.Codebook.load(BOOK)
    frame = book.encode(data)
    library = Library(sys.argv[1], BOOK, SIZE)
    print(f"GB/s, {SIZE >> 20} MiB of bf16 in one frame, the fastest of {RUNS}")
    print(f"{'':8} {'library':>8} {'wheel':>8}")
    for name, runs in [
        ("encode", (lambda: library.encode(data), lambda: book.encode(data))),
        ("decode", (lambda: library.decode(frame), lambda: book.decode(frame))),
    ]:
        c, wheel = compared(*runs)
        print(f"{name:8} {c:8.3f} {wheel:8.3f}   {100 * wheel / c:.0f} %")
    for name, element in [("bf16", "bf16"), ("e4m3", "e4m3"), ("fp32", "fp32")]:
        seen = data.view(np.uint8) if element == "e4m3" else data.view(np.uint32) if element == "fp32" else data
        (rate,) = compared(lambda: huffwire.count(seen, element))
        print(f"count {name}: {rate:.2f}")


if __name__ == "__main__":
    main()
