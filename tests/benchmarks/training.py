"""How fast a character model learns, beside PyTorch and beside the loop everybody writes, and what its history weighs.

    python tests/benchmarks/training.py

The model: 100 tanh units, a random text of 65 different characters read in blocks of 25 steps at one place, Adam. The
rivals in double precision must first make our losses from our weights; then all learn on by turns, as in ``passes.py``.
"""

import string
from collections.abc import Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path
from time import perf_counter

import numpy as np
import torch
from passes import medians

from rnnviz.core.arrays import Array
from rnnviz.core.nn.params import Params
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.train.batches import batches_of
from rnnviz.core.train.training import begin, train
from rnnviz.core.train.update import update

# T steps of a block, D characters, H hidden units
CHARACTERS = string.ascii_letters + string.digits + ".,;"
STEPS, BLOCK, HIDDEN, EPOCHS = 5000, 25, 100, 200
THREADS = torch.get_num_threads()  # as it comes
COMPARED, AGREED = 20, 1e-9  # updates, and the greatest difference of a loss
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8
WANTED = {"PyTorch": 5, "plain": 2}  # times as fast as each rival of that name
MEGABYTE = 2**20

Learner = Iterator[float]  # the loss of one update after the other


def model() -> Scenario:
    text = np.random.default_rng(0).choice(list(CHARACTERS), STEPS + 1)
    return Scenario(
        encoding="characters",
        inputs=CHARACTERS,
        targets="",
        corpus="".join(text),
        block=BLOCK,
        hidden_size=HIDDEN,
        head="softmax",
        scale=HIDDEN**-0.5,  # as PyTorch draws; from ±0.5 the states are chaotic and a last digit soon is a first one
        learning_rate=0.001,
        epochs=EPOCHS,
    )


def ours(scenario: Scenario) -> Learner:
    batches, moment = batches_of(scenario), begin(scenario).moments[0]
    for epoch in count(1):
        for batch in batches.epoch(epoch):
            step = update(scenario, moment, batch, batches.cut(BLOCK))
            assert not step.bad(np.inf)  # as a training asks of each update
            moment = step.after
            yield step.loss


def pytorch(scenario: Scenario, dtype: torch.dtype, threads: int) -> Learner:
    rnn, out = modules(scenario.params, dtype)
    weights = [weight for weight in (*rnn.parameters(), *out.parameters()) if weight.requires_grad]
    optimizer = torch.optim.Adam(weights, scenario.learning_rate)
    steps = torch.tensor(scenario.corpus_steps)
    x = torch.eye(len(CHARACTERS), dtype=dtype)[steps][:, None]  # (T, 1, D)
    while True:
        state = torch.zeros(1, 1, HIDDEN, dtype=dtype)
        for first in range(0, STEPS, BLOCK):
            if torch.get_num_threads() != threads:
                torch.set_num_threads(threads)
            states, state = rnn(x[first : first + BLOCK], state.detach())
            loss = torch.nn.functional.cross_entropy(out(states[:, 0]), steps[first + 1 : first + BLOCK + 1])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            yield loss.item()


def modules(params: Params, dtype: torch.dtype) -> tuple[torch.nn.RNN, torch.nn.Linear]:
    """nn.RNN and nn.Linear with our weights; the second of nn.RNN's two biases stays zero, as we have one."""
    rnn, out = torch.nn.RNN(*params.Wx.shape, dtype=dtype), torch.nn.Linear(*params.Wo.shape, dtype=dtype)
    matrices = {"weight_ih_l0": params.Wx.T, "weight_hh_l0": params.Wh.T}
    arrays = matrices | {"bias_ih_l0": params.b, "bias_hh_l0": np.zeros_like(params.b)}
    rnn.load_state_dict({name: torch.tensor(array) for name, array in arrays.items()})
    out.load_state_dict({"weight": torch.tensor(params.Wo.T), "bias": torch.tensor(params.bo)})
    rnn.bias_hh_l0.requires_grad_(False)
    return rnn, out


def plain(scenario: Scenario) -> Learner:
    """One time step at a time, each step's share of the gradient added to the others', Adam over a dict of arrays."""
    W = {name: array.copy() for name, array in scenario.params.items()}
    slots = [{name: np.zeros_like(array) for name, array in W.items()} for _ in range(2)]
    one_hot, steps = np.eye(len(CHARACTERS)), scenario.corpus_steps
    updates = count(1)
    while True:
        h = np.zeros(HIDDEN)
        for first in range(0, STEPS, BLOCK):
            x, classes = one_hot[steps[first : first + BLOCK]], steps[first + 1 : first + BLOCK + 1]
            hs, ps = plain_forward(W, x, h)
            h = hs[-1]
            adam(W, plain_back(W, x, classes, hs, ps), *slots, scenario.learning_rate, next(updates))
            yield -np.mean([np.log(p[c]) for p, c in zip(ps, classes, strict=True)])


def plain_forward(W: dict[str, Array], x: Array, h: Array) -> tuple[list[Array], list[Array]]:
    """The states, the one before the first step included, and each step's probabilities."""
    hs, ps = [h], []
    for x_t in x:
        hs.append(np.tanh(x_t @ W["Wx"] + hs[-1] @ W["Wh"] + W["b"]))
        y = hs[-1] @ W["Wo"] + W["bo"]
        e = np.exp(y - y.max())
        ps.append(e / e.sum())
    return hs, ps


def plain_back(W: dict[str, Array], x: Array, classes: Array, hs: list[Array], ps: list[Array]) -> dict[str, Array]:
    """The gradient of the mean loss."""
    dW = {name: np.zeros_like(array) for name, array in W.items()}
    dh_next = np.zeros(HIDDEN)
    for t in reversed(range(len(x))):
        dy = ps[t].copy()
        dy[classes[t]] -= 1
        dy /= len(x)
        dW["Wo"] += np.outer(hs[t + 1], dy)
        dW["bo"] += dy
        da = (dy @ W["Wo"].T + dh_next) * (1 - hs[t + 1] ** 2)
        dW["Wx"] += np.outer(x[t], da)
        dW["Wh"] += np.outer(hs[t], da)
        dW["b"] += da
        dh_next = da @ W["Wh"].T
    return dW


def adam(
    W: dict[str, Array], dW: dict[str, Array], m: dict[str, Array], v: dict[str, Array], lr: float, t: int
) -> None:
    for name, g in dW.items():
        m[name] = BETA1 * m[name] + (1 - BETA1) * g
        v[name] = BETA2 * v[name] + (1 - BETA2) * g**2
        W[name] -= lr * (m[name] / (1 - BETA1**t)) / (np.sqrt(v[name] / (1 - BETA2**t)) + EPSILON)


def compare(scenario: Scenario) -> None:
    """The rivals' first losses beside ours; what differs does other work, and is not raced."""
    ran = {"PyTorch": pytorch(scenario, torch.float64, 1), "plain": plain(scenario)}
    wanted = list(islice(ours(scenario), COMPARED))
    for name, learner in ran.items():
        apart = np.abs(np.subtract(list(islice(learner, COMPARED)), wanted)).max()
        assert apart < AGREED, f"{name}: a loss of the first {COMPARED} updates is {apart:.1e} from ours"
        print(f"{name}: the losses of the first {COMPARED} updates are within {apart:.1e} of ours")


def learners(scenario: Scenario) -> dict[str, Learner]:
    """Ours and the rivals, by their names."""
    rivals = {"ours": ours(scenario), "plain NumPy, step by step": plain(scenario)}
    for dtype in (torch.float64, torch.float32):
        for threads in sorted({THREADS, 1}, reverse=True):
            name = f"PyTorch, {str(dtype).removeprefix('torch.')}, {threads} thread{'s' * (threads > 1)}"
            rivals[name] = pytorch(scenario, dtype, threads)
    return rivals


def race(scenario: Scenario) -> None:
    print("\n| | updates/s | ours is faster by | wanted | met |\n|---|---|---|---|---|")
    contenders = learners(scenario)
    seconds = dict(zip(contenders, medians([partial(next, learner) for learner in contenders.values()]), strict=True))
    for name, mine in seconds.items():
        wanted = next((times for rival, times in WANTED.items() if name.startswith(rival)), 1)
        ratio = mine / seconds["ours"]
        print(f"| {name} | {1 / mine:.0f} | {ratio:.2f} | {wanted} | {'yes' if ratio >= wanted else 'no'} |")


def history(scenario: Scenario) -> None:
    """Train in full, each epoch scored on the whole text; what is left in memory is the history."""
    began, before = perf_counter(), resident()
    training = train(scenario)
    seconds, grown = perf_counter() - began, resident() - before
    kept = sorted(training.moments)
    arrays = sum(array.nbytes for moment in training.moments.values() for array in (moment.weights, *moment.slots))
    print(f"\n{training.epochs} epochs, {training.updates} updates, each epoch scored: {seconds:.0f} s.", end=" ")
    print(f"Memory grew by {grown:.1f} MB; {arrays / MEGABYTE:.1f} MB of arrays are kept, of", end=" ")
    print(f"{len(kept)} of {training.epochs + 1} epochs: {', '.join(map(str, kept))}")


def resident() -> float:
    """Megabytes of this process in memory."""
    return int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0]) * 1024 / MEGABYTE


def main() -> None:
    scenario = model()
    print(f"Elman tanh, H = {HIDDEN}, {len(CHARACTERS)} characters, blocks of {BLOCK}, {STEPS} steps; NumPy", end=" ")
    print(f"{np.__version__} in float64, PyTorch {torch.__version__}\n")
    compare(scenario)
    history(scenario)
    race(scenario)


if __name__ == "__main__":
    main()
