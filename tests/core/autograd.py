"""The oracle: every cell's step in PyTorch's own words, and the numbers of a whole run by its autograd, in float64."""

import numpy as np
from oracle import torch
from torch.nn.functional import binary_cross_entropy_with_logits, mse_loss, nll_loss, one_hot

JUDGED = {
    "linear": lambda _y: {},
    "linear_half": lambda _y: {},
    "sigmoid_squared": lambda y: {"u": torch.sigmoid(y)},
    "tanh_squared": lambda y: {"u": torch.tanh(y)},
    "sigmoid_cross": lambda y: {"u": torch.sigmoid(y)},
    "softmax": lambda y: {"p": y.softmax(-1)},
    "log_softmax": lambda y: {"p": y.softmax(-1), "q": y.log_softmax(-1)},
}
LOSSES = {
    "linear": lambda y, target: mse_loss(y, target, reduction="none"),
    "linear_half": lambda y, target: mse_loss(y, target, reduction="none") / 2,
    "sigmoid_squared": lambda y, target: mse_loss(torch.sigmoid(y), target, reduction="none"),
    "tanh_squared": lambda y, target: mse_loss(torch.tanh(y), target, reduction="none"),
    "sigmoid_cross": lambda y, target: binary_cross_entropy_with_logits(y, target, reduction="none"),
    "softmax": lambda y, target: -(target * y.log_softmax(-1)),
    "log_softmax": lambda y, target: nll_loss(
        y.log_softmax(-1).flatten(0, 1), target.argmax(-1).flatten(), reduction="none"
    ).reshape(*y.shape[:2], 1),
}
PHI = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu, "identity": lambda a: a}


def elman(x, state, w, phi):
    a = x @ w("Wx") + state["h"] @ w("Wh") + w("b")
    return {"a": a, "h": PHI[phi](a)}


def concat(x, state, w, _phi):
    return {"h": torch.cat([x, state["h"]], -1) @ w("Wc") + w("b")}


def gate(name, x, state, w):
    return x @ w(f"Wx{name}") + state["h"] @ w(f"Wh{name}") + w(f"bx{name}")


def lstm(x, state, w, _phi):
    a = {f"a{name}": gate(name, x, state, w) for name in "ifog"}
    s = {name: torch.sigmoid(a[f"a{name}"]) for name in "ifo"} | {"g": torch.tanh(a["ag"])}
    c = s["f"] * state["c"] + s["i"] * s["g"]
    squashed = torch.tanh(c)
    return a | s | {"c": c, "s": squashed, "h": s["o"] * squashed}


def gru(x, state, w, _phi):
    ar, az = gate("r", x, state, w), gate("z", x, state, w)
    r, z, hn = torch.sigmoid(ar), torch.sigmoid(az), state["h"] @ w("Whn") + w("bhn")
    an = x @ w("Wxn") + w("bxn") + r * hn
    n = torch.tanh(an)
    return {"ar": ar, "az": az, "hn": hn, "an": an, "r": r, "z": z, "n": n, "h": (1 - z) * n + z * state["h"]}


def gru_2014(x, state, w, _phi):
    ar, az = gate("r", x, state, w), gate("z", x, state, w)
    r, z = torch.sigmoid(ar), torch.sigmoid(az)
    k = r * state["h"]
    an = x @ w("Wxn") + k @ w("Whn") + w("bxn")
    n = torch.tanh(an)
    return {"ar": ar, "az": az, "r": r, "z": z, "k": k, "an": an, "n": n, "h": (1 - z) * n + z * state["h"]}


def minimal_gated(x, state, w, _phi):
    af = gate("f", x, state, w)
    f = torch.sigmoid(af)
    k = f * state["h"]
    an = x @ w("Wxn") + k @ w("Whn") + w("bxn")
    n = torch.tanh(an)
    return {"af": af, "f": f, "k": k, "an": an, "n": n, "h": (1 - f) * state["h"] + f * n}


def peephole_lstm(x, state, w, _phi):
    a = {f"a{name}": gate(name, x, state, w) for name in "ifg"}
    a |= {f"a{name}": a[f"a{name}"] + state["c"] * w(f"Wc{name}") for name in "if"}
    s = {name: torch.sigmoid(a[f"a{name}"]) for name in "if"} | {"g": torch.tanh(a["ag"])}
    c = s["f"] * state["c"] + s["i"] * s["g"]
    ao = gate("o", x, state, w) + c * w("Wco")
    o, squashed = torch.sigmoid(ao), torch.tanh(c)
    return a | s | {"c": c, "ao": ao, "o": o, "s": squashed, "h": o * squashed}


STEPS = {
    "elman": elman,
    "concat": concat,
    "lstm": lstm,
    "gru": gru,
    "gru_2014": gru_2014,
    "minimal_gated": minimal_gated,
    "peephole_lstm": peephole_lstm,
}


def by_autograd(run):
    """All numbers of the run, from one leaf for each thing that is given."""
    scenario, walk = run.scenario, Walk(run)
    y = torch.stack([walk.step(t) for t in range(run.steps)], 1)
    losses = LOSSES[scenario.head](y, torch.tensor(scenario.task.target.copy())).sum(-1)
    counts = {"many_to_one": slice(-1, None), "after_input": slice(run.scenario.task.given - 1, None)}
    loss = losses[:, counts.get(scenario.shape, slice(None))].sum()
    loss.backward()
    numbers = {name: torch.stack(steps, 1).detach().numpy() for name, steps in walk.signals.items()}
    numbers |= {f"d{name}": np.stack([gradient(step) for step in steps], 1) for name, steps in walk.signals.items()}
    leaves = walk.weights | {f"{name}0": array for name, array in walk.start.items()}
    numbers |= {f"d{name}": gradient(array) for name, array in leaves.items()}
    numbers |= {name: array.detach().numpy() for name, array in JUDGED[scenario.head](y).items()}
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
        self.signals, self.carried = {}, {}
        self.start = {name: leaf(array) for name, array in run.trace.start.items()}
        self.states = dict(self.start)

    def step(self, t):
        if t and t in self.run.blocks.starts:
            self.cut(t)
        signal = self.read(t)
        for end in self.run.layer_ends:
            state = {name: self.states[name + end] for name in self.run.cell.states}
            given, own = signal, state["h"]
            weights = lambda name, end=end: self.weights.get(name + end, 0.0)  # noqa: E731
            made = STEPS[self.scenario.cell](signal, state, weights, self.scenario.activation)
            for name, value in made.items():
                self.keep(name + end, value)
            self.states |= {name + end: made[name] for name in state}
            signal = made["h"]
        read = torch.cat([given, own], -1) if "h_before" in self.run.cell.read_out else signal
        return self.keep("y", read @ self.weights["Wo"] + self.weights.get("bo", 0.0))

    def read(self, t):
        x = torch.tensor(self.scenario.task.x[:, t].copy())
        if t >= self.scenario.task.given and self.scenario.feedback == "free":
            y = self.signals["y"][-1].detach()
            judged = list(JUDGED[self.scenario.head](y).values())
            x = (
                one_hot(y.argmax(-1), y.shape[-1]).double()
                if "p" in JUDGED[self.scenario.head](y)
                else [y, *judged][-1]
            )
        return self.keep("x", x @ self.weights["E"] if "E" in self.weights else x.requires_grad_())

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
