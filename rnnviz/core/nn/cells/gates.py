"""What gated cells share: each gate has matrices of its own, put side by side so that one product serves all."""

from rnnviz.core.arrays import Array, beside
from rnnviz.core.equation import Equation
from rnnviz.core.nn.cells.cell import Weight
from rnnviz.core.nn.params import Params
from rnnviz.i18n import N_

# D inputs, H hidden units, G gates


def gate_weights(gates: tuple[str, ...]) -> dict[str, Weight]:
    """A matrix for x, one for h and a bias for each gate.

    >>> list(gate_weights(("i", "f")))
    ['Wxi', 'Wxf', 'Whi', 'Whf', 'bxi', 'bxf']
    """
    reads = {"Wx": ("x",), "Wh": ("h_before",), "bx": ()}
    return {kind + gate: Weight(read, f"a{gate}") for kind, read in reads.items() for gate in gates}


def gates_beside(params: Params, kind: str, gates: tuple[str, ...]) -> Array | float:
    """The weights of one kind beside each other, (·, G·H); 0 for biases that the network does without."""
    found = [getattr(params, kind + gate) for gate in gates]
    return 0.0 if found[0] is None else beside(*found)


def gate_sum(gate: str, more: str = "") -> Equation:
    """a = x Wx + h Wh + bx of one gate, and what else a cell adds."""
    template = f"{{x}} {{Wx{gate}}} + {{h_before}} {{Wh{gate}}}{more} + {{bx{gate}}}"
    return Equation(f"a{gate}", N_("Pre-activation"), template, "sum")


def gate_value(gate: str, title: str) -> Equation:
    """A gate between 0 and 1."""
    return Equation(gate, title, rf"\sigma\left({{a{gate}}}\right)", "gate")


def content(name: str) -> Equation:
    """The new content, between −1 and 1."""
    return Equation(name, N_("New content"), rf"\tanh\left({{a{name}}}\right)")


def gate_sum_back(gate: str) -> Equation:
    """Back through σ, whose slope is s(1 − s)."""
    why = N_("σ′ = s(1 − s) is at most 0.25: a gate that is open or shut lets little gradient through to its sum.")
    template = rf"{{d{gate}}} \odot {{{gate}}} \odot \left(1 - {{{gate}}}\right)"
    return Equation(f"a{gate}", N_("Gradient at the pre-activation"), template, note=why)


def content_back(name: str) -> Equation:
    """Back through tanh, whose slope is 1 − s²."""
    template = rf"{{d{name}}} \odot \left(1 - {{{name}}}^2\right)"
    return Equation(f"a{name}", N_("Gradient at the pre-activation"), template, note=N_("The slope of tanh is 1 − s²."))


def terms(gradients: dict[str, str]) -> str:
    r"""Σ gradient · transposed weight, as a template.

    >>> terms({"Wxi": "ai", "Wxf": "af"})
    '{dai} {WxiT} + {daf} {WxfT}'
    """
    return " + ".join(f"{{d{gradient}}} {{{weight}T}}" for weight, gradient in gradients.items())
