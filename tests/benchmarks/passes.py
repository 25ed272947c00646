"""How fast a forward and a backward pass are, beside PyTorch and beside the matrix products alone. Run it by hand.

    python tests/benchmarks/passes.py

Every contender is called in short blocks by turns, so that a busy machine slows all alike; medians over the rounds.
On a machine that other programs share, one thread is steadier: ``OMP_NUM_THREADS=1 python tests/benchmarks/passes.py``.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import NamedTuple

import numpy as np
import torch

from rnnviz.core.arrays import Array, matmul
from rnnviz.core.nn.activations import ACTIVATIONS
from rnnviz.core.nn.blocks import Blocks
from rnnviz.core.nn.bptt import backward, forward
from rnnviz.core.nn.cells import CELLS, Cell
from rnnviz.core.nn.heads import HEADS
from rnnviz.core.nn.params import Params
from rnnviz.core.nn.shapes import shapes

SIZES = ((4, 1, 2, 2), (20, 1, 8, 16), (25, 1, 65, 100), (100, 1, 64, 64), (50, 32, 65, 128), (100, 32, 128, 256))
ROUNDS, BLOCK_SECONDS = 15, 0.05
COLUMNS = (
    "T, N, D, H",
    "ours, µs",
    "nn.{0} / ours",
    "nn.{0}Cell / ours",
    "ours / bare products",
    "nn.{0} / bare products",
    "10 × nn.{0} possible",
)
RIVALS = {"elman": "RNN", "gru": "GRU", "lstm": "LSTM"}  # what PyTorch calls them

State = torch.Tensor | tuple[torch.Tensor, ...]


class Data(NamedTuple):
    """What every contender is given: weights, x and targets (N, T, D), h0 (N, H); as many outputs as inputs."""

    cell: Cell
    rival: str
    params: Params
    x: Array
    target: Array
    h0: Array


def drawn(name: str, T: int, N: int, D: int, H: int) -> Data:
    rng, cell = np.random.default_rng(0), CELLS[name](ACTIVATIONS["tanh"])
    weights = {each: rng.normal(size=shape) / np.sqrt(H) for each, shape in shapes(cell, D, H, D, biases=True).items()}
    params = Params(**{each: array[0] if each.startswith("b") else array for each, array in weights.items()})
    x, target = rng.normal(size=(2, N, T, D))
    return Data(cell, RIVALS[name], params, x, target, np.zeros((N, H)))


def ours(data: Data) -> Callable[[], object]:
    cell, _rival, params, x, target, h0 = data
    head, blocks = HEADS["linear"], Blocks.of(x.shape[1], 0, carried=True)
    start = [tuple(h0 for _ in cell.states)]

    def run() -> object:
        trace = forward(cell, head, params, x, start, blocks)
        losses = head.losses(trace.signals, target).sum()
        return losses, backward(cell, params, trace, head.losses_back(trace.signals, target), blocks)

    return run


def whole_layer(data: Data) -> Callable[[], object]:
    """PyTorch's whole-sequence layer: every parameter's gradient and those of x and the state, but no step's."""
    layer, out = modules(data, data.rival, batch_first=True)
    given, answer = torch.tensor(data.x, requires_grad=True), torch.tensor(data.target)
    start = first_state(data, data.h0[None])
    leaves = [*layer.parameters(), *out.parameters(), given, *parts(start)]

    def run() -> object:
        loss = ((out(layer(given, start)[0]) - answer) ** 2).sum()
        return loss, torch.autograd.grad(loss, leaves)

    return run


def cell_by_cell(data: Data) -> Callable[[], object]:
    """PyTorch's cell in a loop that keeps every state's gradient: what it takes to show each step's."""
    cell, out = modules(data, f"{data.rival}Cell")
    given, answer = (torch.tensor(array.swapaxes(0, 1)) for array in (data.x, data.target))
    start = first_state(data, data.h0)
    leaves = (*cell.parameters(), *out.parameters(), given.requires_grad_(), *parts(start))

    def run() -> object:
        for leaf in leaves:
            leaf.grad = None
        states = [start]
        for x_t in given:
            states.append(cell(x_t, states[-1]))
            for state in parts(states[-1]):
                state.retain_grad()
        loss = ((out(torch.stack([parts(state)[0] for state in states[1:]])) - answer) ** 2).sum()
        loss.backward()
        return loss, [state.grad for pair in states for state in parts(pair)]

    return run


def modules(data: Data, name: str, **choices: bool) -> tuple[torch.nn.Module, torch.nn.Linear]:
    D, H = data.x.shape[-1], data.h0.shape[-1]
    return getattr(torch.nn, name)(D, H, dtype=torch.float64, **choices), torch.nn.Linear(H, D, dtype=torch.float64)


def first_state(data: Data, h0: Array) -> State:
    """As PyTorch wants it: a pair for the LSTM, else h alone."""
    states = tuple(torch.tensor(h0, requires_grad=True) for _ in data.cell.states)
    return states if len(states) > 1 else states[0]


def parts(state: State) -> tuple[torch.Tensor, ...]:
    return state if isinstance(state, tuple) else (state,)


def bare_products(data: Data) -> Callable[[], object]:
    """The matrix products of both passes on arrays that lie ready: the floor of any NumPy implementation."""
    weights, Wo = data.cell.pack(data.params), data.params.Wo
    x, dy = (np.ascontiguousarray(array.swapaxes(0, 1)) for array in (data.x, data.target))
    h, a = (np.zeros((len(x), len(data.h0), width)) for width in weights.h.shape)
    before, after, gradient = (array.reshape(-1, array.shape[-1]) for array in (h, a, dy))
    WhT, WxT, WoT = weights.h.T, weights.x.T, Wo.T

    def run() -> object:
        np.dot(x.reshape(-1, x.shape[-1]), weights.x, after)
        for h_t, a_t in zip(h, a, strict=True):
            np.dot(h_t, weights.h, a_t)
        matmul(h, Wo), matmul(dy, WoT)
        for h_t, a_t in zip(h, a, strict=True):
            np.dot(a_t, WhT, h_t)
        rows = x.reshape(-1, x.shape[-1])
        return matmul(a, WxT), rows.T.dot(after), before.T.dot(after), before.T.dot(gradient)

    return run


def block_seconds(run: Callable[[], object], calls: int) -> float:
    """Seconds a call, over a block of ``calls``; the first, uncounted, warms the caches."""
    run()
    began = perf_counter()
    for _ in range(calls):
        run()
    return (perf_counter() - began) / calls


def medians(contenders: list[Callable[[], object]]) -> list[float]:
    calls = [max(1, int(BLOCK_SECONDS / block_seconds(run, 2))) for run in contenders]
    rounds = [[block_seconds(run, n) for run, n in zip(contenders, calls, strict=True)] for _ in range(ROUNDS)]
    return [median(times) for times in zip(*rounds, strict=True)]


def row(name: str, sizes: tuple[int, int, int, int]) -> str:
    data = drawn(name, *sizes)
    we, layer, cell, bare = medians([make(data) for make in (ours, whole_layer, cell_by_cell, bare_products)])
    ratios = [f"{ratio:.2f}" for ratio in (layer / we, cell / we, we / bare, layer / bare)]
    possible = "yes" if layer / bare > 10 else "no"
    return " | ".join((", ".join(map(str, sizes)), f"{we * 1e6:.0f}", *ratios, possible))


def table(name: str) -> None:
    print("\n|", " | ".join(COLUMNS).format(RIVALS[name]), "|\n|", " | ".join("---" for _ in COLUMNS), "|")
    for sizes in SIZES:
        print("|", row(name, sizes), "|", flush=True)


def heading() -> str:
    return (
        f"float64, tanh, squared error; NumPy {np.__version__}, PyTorch {torch.__version__}, "
        f"{torch.get_num_threads()} threads. “nn.… / bare products” is the most that “nn.… / ours” could be."
    )


def main() -> None:
    print(heading())
    table("elman")


if __name__ == "__main__":
    main()
