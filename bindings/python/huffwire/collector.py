"""Counts of tensors where they are: in the memory of a training."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import Any, Callable, Iterator, List, Optional, Sequence

from ._huffwire import Counts, Error

PIECE = 16 << 20
"""Bytes that are moved from a device at a time."""


class Collector(Counts):
    """Counts arrays and tensors in memory, for `huffwire.calibrate` and `huffwire.analyze`.

        >>> counts = huffwire.Collector("bf16")
        >>> counts.count("layers.0.act", array)
        >>> counts.save("step.hist.json")

    Every tensor is known by a name and a file, which is whatever tells the counts of one run from those of another;
    what is counted again under both is added. The counts are those of `huffwire histogram` on the same values.

    element: what the values are, such as "bf16" or "e4m3".
    views: the ways in which every tensor is seen, as a file of counts names them; without it all of `huffwire histogram`.
    ["bf16"] alone is several times as fast, and what `calibrate` takes where nothing else is said.
    block: elements of a frame, for the views that are relative to a base.
    """

    def __new__(
        cls, element: str = "bf16", *, views: Optional[Sequence[str]] = None, block: int = 1024
    ) -> "Collector":
        return super().__new__(cls, element, views=views, block=block)

    def count_tensor(self, name: str, tensor: Any, *, file: str = "memory") -> None:
        """Counts a PyTorch tensor, wherever it is. From a device it is moved to the host in pieces."""
        self.count(name, _on_host(tensor), file=file)

    @classmethod
    @contextmanager
    def hooks(
        cls,
        model: Any,
        *,
        element: str = "bf16",
        activations: bool = True,
        gradients: bool = False,
        weights: bool = False,
        interval: int = 100,
        cast: bool = False,
        views: Optional[Sequence[str]] = None,
        block: int = 1024,
        file: str = "memory",
        choose: Optional[Callable[[str], bool]] = None,
    ) -> Iterator["Collector"]:
        """Counts what a PyTorch module computes, while the block of `with` runs.

            with Collector.hooks(model, activations=True, gradients=True) as counts:
                train(model)
            counts.save("training.hist.json")

        Names are those of `named_modules` and `named_parameters`: `layers.0.act` is what module `layers.0` gives out
        (`layers.0.act.1` the second tensor of a tuple), `layers.0.weight` a parameter, `layers.0.weight.grad` its gradient.

        interval: a step is a call of the model; the first one is counted and then every interval-th. A step that is not
        counted costs a call of an empty function for every module.
        cast: values of another dtype are rounded to the element's first, instead of being refused.
        choose: takes a tensor's name and says whether it is counted.
        """
        counts = cls(element, views=views, block=block)
        hooks = _Hooks(counts, model, interval, cast, file, choose)
        try:
            hooks.add(activations, gradients, weights)
            yield counts
        finally:
            hooks.remove()

    def save_rank(self, folder: "os.PathLike[str] | str") -> str:
        """Writes the counts of this rank of torch.distributed to `rank_N.hist.json` in the folder, and gives back its name.

        `huffwire calibrate folder/*.hist.json` takes those of all ranks together.
        """
        from torch import distributed

        rank = distributed.get_rank() if distributed.is_available() and distributed.is_initialized() else 0
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(os.fspath(folder), f"rank_{rank}.hist.json")
        self.save(path)
        return path


class _Hooks:
    """The hooks of a model, and which of its steps is running."""

    def __init__(
        self,
        counts: Collector,
        model: Any,
        interval: int,
        cast: bool,
        file: str,
        choose: Optional[Callable[[str], bool]],
    ) -> None:
        if interval < 1:
            raise Error(f"interval {interval}: use 1 for every step, or more")
        self.counts, self.model, self.interval = counts, model, interval
        self.dtype = _dtype(counts.element) if cast else None
        self.file, self.choose = file, choose
        self.steps = 0
        self.counting = False
        self.handles: List[Any] = []

    def add(self, activations: bool, gradients: bool, weights: bool) -> None:
        """Of the model's beginning first: it says whether the step is counted."""
        parameters = list(self.model.named_parameters()) if weights or gradients else []
        parameters = [(name, parameter) for name, parameter in parameters if self.chosen(name)]
        self.handles.append(self.model.register_forward_pre_hook(self.begin(parameters if weights else [])))
        if activations:
            for name, module in self.model.named_modules():
                name = f"{name}.act" if name else "act"
                if self.chosen(name):
                    self.handles.append(module.register_forward_hook(self.output(name)))
        if gradients:
            for name, parameter in parameters:
                if parameter.requires_grad:
                    self.handles.append(parameter.register_hook(self.gradient(f"{name}.grad")))

    def chosen(self, name: str) -> bool:
        return self.choose is None or self.choose(name)

    def remove(self) -> None:
        for handle in self.handles:
            handle.remove()

    def begin(self, weights: List[Any]) -> Callable[..., None]:
        def hook(_module: Any, _inputs: Any) -> None:
            self.counting = self.steps % self.interval == 0
            self.steps += 1
            if self.counting:
                for name, parameter in weights:
                    self.tensor(name, parameter)

        return hook

    def output(self, name: str) -> Callable[..., None]:
        def hook(_module: Any, _inputs: Any, output: Any) -> None:
            if self.counting:
                self.outputs(name, output)

        return hook

    def outputs(self, name: str, output: Any) -> None:
        """Tensors are counted; of tuples, lists and dicts every member that holds some."""
        if hasattr(output, "untyped_storage") or hasattr(output, "storage"):
            if output.is_floating_point():
                self.tensor(name, output)
        elif isinstance(output, dict):
            for key, member in output.items():
                self.outputs(f"{name}.{key}", member)
        elif isinstance(output, (tuple, list)):
            for number, member in enumerate(output):
                self.outputs(name if number == 0 else f"{name}.{number}", member)

    def gradient(self, name: str) -> Callable[[Any], None]:
        def hook(gradient: Any) -> None:
            if self.counting:
                self.tensor(name, gradient)

        return hook

    def tensor(self, name: str, tensor: Any) -> None:
        tensor = tensor.detach()
        if self.dtype is not None and tensor.dtype != self.dtype:
            tensor = tensor.to(self.dtype)
        try:
            self.counts.count_tensor(name, tensor, file=self.file)
        except Error as error:
            if "of another dtype" not in str(error):
                raise
            raise Error(f"{error}; cast=True rounds to {self.counts.element} before counting") from None


def _dtype(element: str) -> Any:
    """PyTorch's dtype of an element format."""
    import torch

    names = {
        "bf16": "bfloat16",
        "bf16_m1": "bfloat16",
        "bf16_m2": "bfloat16",
        "bf16_bytes": "bfloat16",
        "fp16": "float16",
        "fp32": "float32",
        "e4m3": "float8_e4m3fn",
        "e5m2": "float8_e5m2",
    }
    name = names.get(element)
    if name is None or not hasattr(torch, name):
        raise Error(f"cast: this PyTorch rounds to no `{element}`: use cast=False and tensors of its dtype")
    return getattr(torch, name)


def _on_host(tensor: Any) -> Any:
    """What the compiled part can read without copying, where there is a way."""
    import torch

    tensor = tensor.detach()
    if tensor.device.type != "cpu":
        tensor = _moved(tensor)
    if not tensor.is_contiguous():
        tensor = tensor.contiguous()
    if str(tensor.dtype).startswith("torch.float8"):
        # DLPack of older PyTorch has no 8-bit floating point; the bits do.
        tensor = tensor.view(torch.uint8)
    return tensor


def _moved(tensor: Any) -> Any:
    """A copy on the host that is made in pieces, so that the device needs no second tensor of its size."""
    import torch

    flat = tensor.reshape(-1) if tensor.is_contiguous() else tensor.contiguous().reshape(-1)
    host = torch.empty(flat.shape, dtype=flat.dtype)
    step = max(1, PIECE // flat.element_size())
    for start in range(0, flat.numel(), step):
        host[start : start + step].copy_(flat[start : start + step])
    return host.reshape(tensor.shape)
