"""What the program `huffwire` does with files of tensors and counts, with its results as Python's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path
from typing import Any, Dict, Iterable, List, NamedTuple, Union

from ._huffwire import Codebook, Counts, Error

Source = Union[str, "os.PathLike[str]", Counts]
Sources = Union[Source, Iterable[Source]]


class Calibration(NamedTuple):
    """A codebook, and what is known of it: the keys of `huffwire calibrate --json`."""

    codebook: Codebook
    facts: Dict[str, Any]


def executable() -> str:
    """The program: what HUFFWIRE names, that of this installation (`pip install --target` puts it beside), or one on the PATH."""
    named = os.environ.get("HUFFWIRE")
    if named:
        return named
    beside = Path(__file__).resolve().parent.parent / "bin"
    for folder in (str(beside), sysconfig.get_path("scripts")):
        found = shutil.which("huffwire", path=folder)
        if found:
            return found
    found = shutil.which("huffwire")
    if found:
        return found
    raise Error("the program huffwire is not there: pip install the wheel, or set HUFFWIRE to its path")


def calibrate(tensors: Sources, *, element: str, **options: Any) -> Calibration:
    """The best codebook for the distribution of tensors.

    tensors: files (.safetensors, .npy, raw, .hist.json), or a Collector; one or several.
    element: what the values are, such as "bf16".
    options: those of `huffwire calibrate`, such as max_length=8, weight="elements", base="own", tensors=["*.act"]; the
    pattern of names is `names=`. True is an option without a value.
    """
    with tempfile.TemporaryDirectory() as folder:
        book = os.path.join(folder, "codebook.yaml")
        words = ["calibrate", *_options(options), "--element", element, "--json", "-o", book, "--"]
        facts = json.loads(_run(words + _files(tensors, folder)))
        facts["output"] = None
        return Calibration(Codebook.load(book), facts)


def analyze(calibrate: Sources, evaluate: Sources, *, element: str, **options: Any) -> Dict[str, Any]:
    """What a codebook that was fixed on earlier tensors is worth on later ones.

    calibrate, evaluate: files or Collectors, as of `calibrate`.
    options: those of `huffwire analyze`, such as books=4, block=1024, quantize="e4m3".
    Gives the object of analysis.json; what is a table there is a list of dicts, as pandas.DataFrame takes it.
    """
    with tempfile.TemporaryDirectory() as folder:
        words = ["analyze", *_options(options), "--element", element, "--json"]
        words += ["--calibrate", *_files(calibrate, folder), "--evaluate", *_files(evaluate, folder)]
        return json.loads(_run(words))


def _options(options: Dict[str, Any]) -> List[str]:
    """Keywords as they are typed: names are the patterns of --tensors, a list repeats the option."""
    words: List[str] = []
    for key, value in options.items():
        name = "--tensors" if key == "names" else "--" + key.replace("_", "-")
        values = value if isinstance(value, (list, tuple)) else [value]
        for one in values:
            if one is True:
                words.append(name)
            elif one is not None and one is not False:
                words.append(f"{name}={os.fspath(one) if isinstance(one, os.PathLike) else one}")
    return words


def _files(sources: Sources, folder: str) -> List[str]:
    """Files by name; counts in memory are written to the folder."""
    if isinstance(sources, (str, os.PathLike, Counts)):
        sources = [sources]
    names = []
    for source in sources:
        if isinstance(source, Counts):
            name = os.path.join(folder, f"counts_{len(os.listdir(folder))}.hist.json")
            source.save(name)
        else:
            name = os.fspath(source)
        names.append(name)
    return names


def _run(words: List[str]) -> str:
    """Runs the program without a terminal; its error is ours."""
    ended = subprocess.run([executable(), *words], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if ended.returncode != 0:
        said = ended.stderr.strip()
        raise Error(said[len("huffwire: ") :] if said.startswith("huffwire: ") else said)
    return ended.stdout
