"""The golden model of Huffwire: fixed Huffman codes for tensors that cross a link, bit for bit as the hardware does it.

    >>> import huffwire
    >>> book = huffwire.Codebook.load("codebook.yaml")
    >>> frame = book.encode(array)            # bytes, NumPy, PyTorch, JAX: nothing is copied
    >>> book.decode(frame) == array.tobytes()
    True

Codebook and Design encode and decode. Collector counts tensors where they are, of PyTorch modules while they train;
calibrate makes a codebook of counts or files, and analyze says what it is worth. The command `huffwire` comes along.

What the library refuses raises Error, a ValueError whose text says what to change.
"""

from ._huffwire import Codebook, Decoded, Design, Error, FrameError, __version__, count
from .collector import Collector
from .program import Calibration, analyze, calibrate

__all__ = [
    "Calibration",
    "Codebook",
    "Collector",
    "Decoded",
    "Design",
    "Error",
    "FrameError",
    "__version__",
    "analyze",
    "calibrate",
    "count",
]
