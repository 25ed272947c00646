"""Weights of gated cells: a matrix for each gate where people look, all beside each other where one product does."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.nn.activations import sigmoid
from rnnviz.core.nn.cells.cell import BackEquation, Equation
from rnnviz.core.nn.params import Array, Params, Shape
from rnnviz.i18n import N_

# D inputs, H hidden units, G gates


class Fused(NamedTuple):
    """The gates' weights beside each other, (D, G·H), (H, G·H) and (G·H,)."""

    Wx: Array
    Wh: Array
    b: Array | None
    bh: Array | None = None  # a bias inside a gate's recurrent part


def gate_shapes(gates: tuple[str, ...], inputs: int, hidden: int, biases: bool) -> dict[str, Shape]:
    """A matrix for x, one for h and a bias for each gate.

    >>> gate_shapes(("i", "f"), 2, 3, biases=False)
    {'Wxi': (2, 3), 'Wxf': (2, 3), 'Whi': (3, 3), 'Whf': (3, 3)}
    """
    weights = {f"Wx{gate}": (inputs, hidden) for gate in gates} | {f"Wh{gate}": (hidden, hidden) for gate in gates}
    return weights | ({f"bx{gate}": (1, hidden) for gate in gates} if biases else {})


def fuse(gates: tuple[str, ...], params: Params, bh: Array | None = None) -> Fused:
    Wx, Wh, b = ([getattr(params, kind + gate) for gate in gates] for kind in ("Wx", "Wh", "bx"))
    return Fused(np.hstack(Wx), np.hstack(Wh), None if b[0] is None else np.hstack(b), bh)


def split(gates: tuple[str, ...], Wx: Array, Wh: Array, b: Array) -> dict[str, Array]:
    """The gradients of the fused weights, gate by gate."""
    fused = {"Wx": Wx, "Wh": Wh, "bx": b}
    pieces = {kind: np.split(array, len(gates), axis=-1) for kind, array in fused.items()}
    return {kind + gate: piece for kind in fused for gate, piece in zip(gates, pieces[kind], strict=True)}


def gate_sum(gate: str) -> Equation:
    return Equation(
        f"a{gate}",
        N_("Pre-activation"),
        rf"a^{gate}_t = x_t W_{{x{gate}}} + h_{{t-1}} W_{{h{gate}}} + b_{{x{gate}}}",
        f"{{x}} {{Wx{gate}}} + {{h_prev}} {{Wh{gate}}} + {{bx{gate}}}",
        lambda v: v.x @ getattr(v, f"Wx{gate}") + v.h_prev @ getattr(v, f"Wh{gate}") + getattr(v, f"bx{gate}"),
        ("matmul(x, ", "dot(weights.Wh)"),
    )


def gate_value(gate: str, title: str) -> Equation:
    phi, f = (r"\tanh", np.tanh) if gate in ("g", "n") else (r"\sigma", lambda a: sigmoid(a, np.empty_like(a)))
    return Equation(
        gate,
        title,
        rf"{gate}_t = {phi}(a^{gate}_t)",
        rf"{phi}\left({{a{gate}}}\right)",
        lambda v: f(getattr(v, f"a{gate}")),
        ("np.tanh(a[",) if gate in ("g", "n") else ("sigmoid(a[",),
    )


def gate_sum_back(gate: str) -> BackEquation:
    squashes = gate in ("g", "n")
    here, there = (rf"\frac{{\partial L}}{{\partial {name}_t}}" for name in (gate, f"a^{gate}"))
    slope = rf"1 - {gate}_t^2" if squashes else rf"{gate}_t \odot (1 - {gate}_t)"
    why = N_("σ′ = s(1 − s) is at most 0.25: a gate that is open or shut lets little gradient through to its sum.")
    return BackEquation(
        f"a{gate}",
        N_("Gradient at the pre-activation"),
        rf"{there} = {here} \odot \left({slope}\right)",
        rf"{{d{gate}}} \odot {{slope}}",
        ("dan = ",) if gate == "n" else ("np.multiply(dgates",),
        {"slope": lambda v: 1.0 - getattr(v, gate) ** 2 if squashes else getattr(v, gate) * (1.0 - getattr(v, gate))},
        N_("The slope of tanh is 1 − s².") if squashes else why,
    )


def gate_back(gate: str, title: str, latex: str, numbers: str, code: str) -> BackEquation:
    return BackEquation(gate, title, rf"\frac{{\partial L}}{{\partial {gate}_t}} = {latex}", numbers, (code,))


def gate_shares(gates: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    kinds = {"Wx": "x", "Wh": "h_prev", "bx": ""}
    return {kind + gate: (before, f"a{gate}") for kind, before in kinds.items() for gate in gates}
