"""How fast a forward and a backward pass are, beside PyTorch and beside the matrix products alone. Run it by hand.

Every contender is called in short blocks by turns, so that a busy machine slows all alike; medians over the rounds.
On a machine that other programs share, one thread is steadier: ``OMP_NUM_THREADS=1 python tests/benchmarks/passes.py``.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
import torch

from rnnviz.core.activations import ACTIVATIONS
from rnnviz.core.cells import Elman
from rnnviz.core.heads import HEADS
from rnnviz.core.network import shapes
from rnnviz.core.params import Array, Params, matmul
from rnnviz.core.passes import backward, forward
from rnnviz.core.trace import Blocks

SIZES = ((4, 1, 2, 2), (20, 1, 8, 16), (25, 1, 65, 100), (100, 1, 64, 64), (50, 32, 65, 128), (100, 32, 128, 256))
ROUNDS, BLOCK_SECONDS = 15, 0.05
COLUMNS = (
    "T, N, D, H",
    "ours, µs",
    "nn.RNN / ours",
    "nn.RNNCell / ours",
    "ours / bare products",
    "nn.RNN / bare products",
    "10 × nn.RNN possible",
)


def drawn(T: int, N: int, D: int, H: int) -> tuple[Params, Array, Array, Array]:
    """Weights, x, targets and h0; as many outputs as inputs."""
    rng = np.random.default_rng(0)
    weights = {
        name: rng.normal(size=shape) / np.sqrt(H)
        for name, shape in shapes(Elman(ACTIVATIONS["tanh"]), D, H, D, biases=True).items()
    }
    params = Params(**{name: array[0] if name in ("b", "bo") else array for name, array in weights.items()})
    return params, rng.normal(size=(N, T, D)), rng.normal(size=(N, T, D)), np.zeros((N, H))


def ours(params: Params, x: Array, target: Array, h0: Array) -> Callable[[], object]:
    cell, head, blocks = Elman(ACTIVATIONS["tanh"]), HEADS["linear"], Blocks.of(x.shape[1], 0, carried=True)

    def run() -> object:
        trace = forward(cell, head, params, x, [(h0,)], blocks)
        losses = head.losses(trace.signals, target).sum()
        return losses, backward(cell, params, trace, head.losses_back(trace.signals, target), blocks)

    return run


def nn_rnn(params: Params, x: Array, target: Array, h0: Array) -> Callable[[], object]:
    """PyTorch's whole-sequence layer: every parameter's gradient and those of x and h0, but no step's."""
    rnn = torch.nn.RNN(*params.Wx.shape, batch_first=True, dtype=torch.float64)
    out = torch.nn.Linear(*params.Wo.shape, dtype=torch.float64)
    given, answer, state = torch.tensor(x, requires_grad=True), torch.tensor(target), torch.tensor(h0[None])
    leaves = [*rnn.parameters(), *out.parameters(), given, state.requires_grad_()]

    def run() -> object:
        loss = ((out(rnn(given, state)[0]) - answer) ** 2).sum()
        return loss, torch.autograd.grad(loss, leaves)

    return run


def nn_rnn_cell(params: Params, x: Array, target: Array, h0: Array) -> Callable[[], object]:
    """PyTorch's cell in a loop that keeps every dL/dh_t: what it takes to show each step's gradient."""
    cell = torch.nn.RNNCell(*params.Wx.shape, dtype=torch.float64)
    out = torch.nn.Linear(*params.Wo.shape, dtype=torch.float64)
    given, answer = torch.tensor(x.swapaxes(0, 1), requires_grad=True), torch.tensor(target.swapaxes(0, 1))
    first = torch.tensor(h0, requires_grad=True)

    def run() -> object:
        for leaf in (*cell.parameters(), *out.parameters(), given, first):
            leaf.grad = None
        states = [first]
        for x_t in given:
            states.append(cell(x_t, states[-1]))
            states[-1].retain_grad()
        loss = ((out(torch.stack(states[1:])) - answer) ** 2).sum()
        loss.backward()
        return loss, [state.grad for state in states]

    return run


def bare_products(params: Params, x: Array, target: Array, h0: Array) -> Callable[[], object]:
    """The matrix products of both passes on arrays that lie ready: the floor of any NumPy implementation."""
    x, dy = (np.ascontiguousarray(array.swapaxes(0, 1)) for array in (x, target))
    h, a = np.zeros((2, len(x), *h0.shape))
    before, after, gradient = (array.reshape(-1, array.shape[-1]) for array in (x, h, dy))
    WhT, WxT, WoT = params.Wh.T, params.Wx.T, params.Wo.T

    def run() -> object:
        matmul(x, params.Wx, a)
        for h_t, a_t in zip(h, a, strict=True):
            np.dot(h_t, params.Wh, a_t)
        matmul(h, params.Wo), matmul(dy, WoT)
        for h_t, a_t in zip(h, a, strict=True):
            np.dot(h_t, WhT, a_t)
        return matmul(a, WxT), before.T.dot(after), after.T.dot(after), after.T.dot(gradient)

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


def row(sizes: tuple[int, int, int, int]) -> str:
    data = drawn(*sizes)
    we, rnn, cell, bare = medians([make(*data) for make in (ours, nn_rnn, nn_rnn_cell, bare_products)])
    ratios = [f"{ratio:.2f}" for ratio in (rnn / we, cell / we, we / bare, rnn / bare)]
    possible = "yes" if rnn / bare > 10 else "no"
    return " | ".join((", ".join(map(str, sizes)), f"{we * 1e6:.0f}", *ratios, possible))


def main() -> None:
    print(f"float64, tanh, squared error; NumPy {np.__version__}, PyTorch {torch.__version__},", end=" ")
    print(f"{torch.get_num_threads()} threads. “nn.RNN / bare products” is the most that “nn.RNN / ours” could be.\n")
    print("|", " | ".join(COLUMNS), "|\n|", " | ".join("---" for _ in COLUMNS), "|")
    for sizes in SIZES:
        print("|", row(sizes), "|", flush=True)


if __name__ == "__main__":
    main()
