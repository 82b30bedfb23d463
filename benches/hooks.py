"""What counting by hooks costs a step of training, of a small model on the CPU. Prints it, asserts nothing.

    python benches/hooks.py            # needs PyTorch and the wheel

Steps without hooks and steps with hooks that do not count are measured turn by turn, and steps that count by themselves; at the
default interval of 100 one in a hundred counts.
"""

import statistics
import time
from contextlib import nullcontext
from typing import Any, Callable, List

import huffwire
import torch
from torch import nn

WIDTH, BATCH, INTERVAL, STEPS = 512, 256, 100, 40


def model() -> nn.Module:
    torch.manual_seed(0)
    layers: List[nn.Module] = []
    for _ in range(6):
        layers += [nn.Linear(WIDTH, WIDTH), nn.GELU()]
    return nn.Sequential(*layers)


def step(of: nn.Module, data: torch.Tensor) -> float:
    start = time.perf_counter()
    loss = of(data).pow(2).mean()
    of.zero_grad()
    loss.backward()
    with torch.no_grad():
        for parameter in of.parameters():
            parameter -= 0.01 * parameter.grad
    return time.perf_counter() - start


def measured(of: nn.Module, data: torch.Tensor, steps: int, context: Callable[[], Any]) -> List[float]:
    with context():
        # The first one of a context counts; it is not one of these.
        step(of, data)
        return [step(of, data) for _ in range(steps)]


def main() -> None:
    of, data = model(), torch.randn(BATCH, WIDTH)

    def hooks(interval: int, views: Any = None) -> Callable[[], Any]:
        every = {"activations": True, "gradients": True, "weights": True, "cast": True}
        return lambda: huffwire.Collector.hooks(of, interval=interval, views=views, **every)

    measured(of, data, 5, nullcontext)
    plain: List[float] = []
    idle: List[float] = []
    for _ in range(5):
        plain += measured(of, data, STEPS // 5, nullcontext)
        idle += measured(of, data, STEPS // 5, hooks(10**9))
    base, off = statistics.median(plain), statistics.median(idle)
    parameters = sum(parameter.numel() for parameter in of.parameters())
    print(f"{parameters} parameters, {BATCH} samples: {1e3 * base:.2f} ms a step, {1e3 * off:.2f} ms with hooks that do not count")
    for name, views in [("all views", None), ("views=['bf16']", ["bf16"])]:
        on = statistics.median(measured(of, data, 10, hooks(1, views)))
        share = ((INTERVAL - 1) * (off - base) + (on - base)) / INTERVAL / base
        alone = (on - base) / INTERVAL / base
        print(f"{name}: {1e3 * on:.2f} ms where it counts; one in {INTERVAL}: {100 * alone:.2f} % for counting, {100 * share:.2f} % with idle hooks")


if __name__ == "__main__":
    main()
