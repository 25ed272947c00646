"""Every cell, one to three layers deep, against PyTorch's autograd, in float64."""

from itertools import cycle, islice, product

import numpy as np
import pytest
import torch
from random_runs import gradients_by_name, random_scenario

from rnnviz.core.cells import CELLS
from rnnviz.core.run import simulate

BLOCKS = [(0, "carried"), *product((1, 2, 3), ("carried", "reset"))]
KINDS = list(product(CELLS, (1, 2, 3), ("linear", "softmax"), BLOCKS, ("every", "last"), (True, False)))
SCENARIOS, CHUNKS = list(enumerate(islice(cycle(KINDS), 1_050))), 21
LOSSES = {
    "linear": lambda y, target: ((y - target) ** 2).sum(-1),
    "softmax": lambda y, target: -(target * y.log_softmax(-1)).sum(-1),
}


def elman(x, state, w):
    a = x @ w("Wx") + state["h"] @ w("Wh") + w("b")
    return {"a": a, "h": torch.tanh(a)}


def concat(x, state, w):
    return {"h": torch.cat([x, state["h"]], -1) @ w("Wc") + w("b")}


def gate(name, x, state, w):
    return x @ w(f"Wx{name}") + state["h"] @ w(f"Wh{name}") + w(f"bx{name}")


def lstm(x, state, w):
    a = {f"a{name}": gate(name, x, state, w) for name in "ifog"}
    s = {name: torch.sigmoid(a[f"a{name}"]) for name in "ifo"} | {"g": torch.tanh(a["ag"])}
    c = s["f"] * state["c"] + s["i"] * s["g"]
    squashed = torch.tanh(c)
    return a | s | {"c": c, "s": squashed, "h": s["o"] * squashed}


def gru(x, state, w):
    ar, az = gate("r", x, state, w), gate("z", x, state, w)
    r, z, hn = torch.sigmoid(ar), torch.sigmoid(az), state["h"] @ w("Whn") + w("bhn")
    an = x @ w("Wxn") + w("bxn") + r * hn
    n = torch.tanh(an)
    return {"ar": ar, "az": az, "hn": hn, "an": an, "r": r, "z": z, "n": n, "h": (1 - z) * n + z * state["h"]}


STEPS = {"elman": elman, "concat": concat, "lstm": lstm, "gru": gru}


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_number_of_every_cell_is_autograds(chunk):
    for seed, (cell, layers, head, (block, state), at, biases) in SCENARIOS[chunk::CHUNKS]:
        choices = {"cell": cell, "layers": layers, "block": block, "block_state": state, "loss_at": at}
        run = simulate(random_scenario(seed, head=head, biases=biases, **choices))
        found = {name: array for name, array in run.trace.signals.items() if name != "x"}
        found |= {"loss": run.loss} | gradients_by_name(run.gradients)
        expected = by_autograd(run)
        assert {name for name in found if "_from_" not in name} == expected.keys()
        for name, value in expected.items():
            np.testing.assert_allclose(found[name], value, rtol=1e-10, atol=1e-10, err_msg=f"{seed} {cell} {name}")


def by_autograd(run):
    """All numbers of the run, from one leaf for each thing that is given."""
    scenario, walk = run.scenario, Walk(run)
    y = torch.stack([walk.step(t) for t in range(run.steps)], 1)
    losses = LOSSES[scenario.head](y, torch.tensor(scenario.task.target.copy()))
    loss = losses.sum() if scenario.loss_at == "every" else losses[:, -1].sum()
    loss.backward()
    numbers = {name: torch.stack(steps, 1).detach().numpy() for name, steps in walk.signals.items()}
    numbers |= {f"d{name}": np.stack([gradient(step) for step in steps], 1) for name, steps in walk.signals.items()}
    leaves = walk.weights | {"x": walk.x} | {f"{name}0": array for name, array in walk.start.items()}
    numbers |= {f"d{name}": gradient(array) for name, array in leaves.items()}
    numbers |= {"p": y.softmax(-1).detach().numpy()} if scenario.head == "softmax" else {}
    return numbers | {"loss": loss.item()} | {name: gradient(array) for name, array in walk.carried.items()}


def leaf(array):
    return torch.tensor(np.array(array), requires_grad=True)


def gradient(array):
    return np.zeros(array.shape) if array.grad is None else array.grad.numpy()


class Walk:
    """The obvious loop: at each step one layer after the other."""

    def __init__(self, run):
        self.run, self.scenario = run, run.scenario
        self.weights = {name: leaf(array) for name, array in run.params.items()}
        self.x, self.signals, self.carried = leaf(self.scenario.task.x), {}, {}
        self.start = {name: leaf(array) for name, array in run.trace.start.items()}
        self.states = dict(self.start)

    def step(self, t):
        if t and t in self.run.blocks.starts:
            self.cut(t)
        signal = self.x[:, t]
        for end in self.run.layer_ends:
            state = {name: self.states[name + end] for name in self.run.cell.states}
            given, own = signal, state["h"]
            made = STEPS[self.scenario.cell](signal, state, lambda name, end=end: self.weights.get(name + end, 0.0))
            for name, value in made.items():
                self.keep(name + end, value)
            self.states |= {name + end: made[name] for name in state}
            signal = made["h"]
        read = torch.cat([given, own], -1) if self.run.cell.reads_before else signal
        return self.keep("y", read @ self.weights["Wo"] + self.weights.get("bo", 0.0))

    def cut(self, t):
        if self.scenario.block_state == "reset":
            self.states = dict(self.start)
            return
        self.states = {name: state.detach().requires_grad_() for name, state in self.states.items()}
        self.carried |= {f"{name} dropped after {t}": state for name, state in self.states.items()}

    def keep(self, name, value):
        value.retain_grad()
        self.signals.setdefault(name, []).append(value)
        return value
