"""A tiny model trains for a minute, is counted while it does, and its later steps are coded by a codebook of the counts.

    python examples/train_and_calibrate.py             # needs PyTorch and the wheel of huffwire
    python examples/train_and_calibrate.py --seconds 5

Writes training.hist.json and codebook.yaml, which `huffwire generate` makes hardware of.
"""

# %% What is trained: a model that predicts the next byte of a text, in bf16.
import argparse
import time

import huffwire
import torch
from torch import nn

TEXT = (__doc__ * 40).encode()
WIDTH, CONTEXT, BATCH = 128, 16, 64


class Model(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Embedding(256, 16)
        self.ffn1 = nn.Linear(16 * CONTEXT, WIDTH)
        self.ffn2 = nn.Linear(WIDTH, WIDTH)
        self.head = nn.Linear(WIDTH, 256)
        self.act = nn.GELU()

    def forward(self, text: torch.Tensor) -> torch.Tensor:
        hidden = self.act(self.ffn1(self.embed(text).flatten(1)))
        return self.head(self.act(self.ffn2(hidden)))


def step(model: nn.Module, optimizer: torch.optim.Optimizer, text: torch.Tensor) -> float:
    starts = torch.randint(len(text) - CONTEXT - 1, (BATCH,))
    context = torch.stack([text[start : start + CONTEXT] for start in starts.tolist()])
    loss = nn.functional.cross_entropy(model(context).float(), text[starts + CONTEXT])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--seconds", type=float, default=60, help="how long to train")
    seconds = arguments.parse_args().seconds

    torch.manual_seed(0)
    text = torch.tensor(list(TEXT))
    model = Model().to(torch.bfloat16)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

    # %% It trains; every tenth step all activations, weights and gradients are counted where they are.
    steps, end = 0, time.monotonic() + seconds
    with huffwire.Collector.hooks(model, activations=True, gradients=True, weights=True, interval=10) as counts:
        while time.monotonic() < end or steps < 20:
            loss = step(model, optimizer, text)
            steps += 1
    counts.save("training.hist.json")
    elements = sum(elements for _, _, elements in counts.tensors())
    print(f"{steps} steps, loss {loss:.2f}; {len(counts)} tensors counted, {elements} values")

    # %% One codebook of the activations, the best for their distribution.
    made = huffwire.calibrate(counts, element="bf16", names=["*.act"])
    made.codebook.save("codebook.yaml")
    print(f"codebook.yaml: {made.facts['expected_bits']:.2f} bits an element, {made.facts['saving_percent']:.1f} % saved")

    # %% Later steps, which it has not seen: what would go over a link, and what comes out of it.
    plain = coded = 0
    wrong = []

    def send(_module: nn.Module, _inputs: object, output: torch.Tensor) -> None:
        nonlocal plain, coded
        sent = output.detach().contiguous()
        frame = made.codebook.encode(sent)
        back = torch.frombuffer(bytearray(made.codebook.decode(frame)), dtype=torch.bfloat16).reshape(sent.shape)
        plain += 2 * sent.numel()
        coded += len(frame)
        if not torch.equal(back.view(torch.int16), sent.view(torch.int16)):
            wrong.append(output.shape)

    handles = [module.register_forward_hook(send) for module in (model.ffn1, model.ffn2, model.act)]
    for _ in range(10):
        step(model, optimizer, text)
    for handle in handles:
        handle.remove()
    if wrong:
        raise SystemExit(f"other values came back: {wrong}")
    print(f"10 more steps: {plain} bytes in {coded}, {100 * (1 - coded / plain):.1f} % saved; all came back as they were")


if __name__ == "__main__":
    main()
