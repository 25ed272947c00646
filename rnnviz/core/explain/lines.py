"""How a line of a worksheet is written: names become numbers, templates become formulas, code is looked up."""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from rnnviz.core.nn.cells import BackEquation, Equation
from rnnviz.core.nn.params import Array
from rnnviz.core.run import Run
from rnnviz.core.text.latex import size
from rnnviz.i18n import _


class Line(NamedTuple):
    """One equation of a step: ``formula``, ``numbers`` and ``result`` in LaTeX, and the ``code`` that computes it."""

    title: str
    formula: str
    numbers: str
    result: str
    shapes: str
    code: str
    note: str = ""


def values(run: Run, t: int, layer: int) -> dict[str, Array]:
    """Every number that an equation of a layer may name, at step ``t`` of the example in view."""
    end, trace, back = str(layer + 1) if layer else "", row(run.trace.signals, t), row(run.gradients.signals, t)
    below = "h" + (str(layer) if layer > 1 else "") if layer else "x"
    weights = dict(vars(run.params.layer(layer))) | {"Wo": run.params.Wo, "bo": run.params.bo}
    names = {name: trace[name + end] for parts in run.cell.signals.values() for name in parts}
    names |= {f"d{name}": back[name + end] for name in names}
    for state in run.cell.states:
        names |= {
            f"{state}_prev": run.trace.before[state + end][0, t],
            f"d{state}_from_future": back[f"{state}_from_future{end}"],
        }
    names |= {"dh_from_output": back["h_from_output" + end], "dy": back["y"], "x": trace[below]}
    names["dx"] = back["h_from_output" + below[1:]] if layer else back["x"]
    return names | weights | {f"{name}T": array.T for name, array in weights.items() if array is not None}


def with_given(equation: BackEquation, names: dict[str, Array]) -> dict[str, Array]:
    return names | {name: compute(SimpleNamespace(**names)) for name, compute in equation.given.items()}


def fill(numbers: str, names: Mapping[str, Array], write: Callable[[Array], str]) -> str:
    """``numbers`` with every ``{name}`` written out, biases that are not there left out."""
    return re.sub(r"\{(\w+)\}", lambda m: write(names[m[1]]) if m[1] in names else m[0], drop_biases(numbers, names))


def drop_biases(text: str, names: Mapping[str, Array]) -> str:
    if any(name.startswith("b") and name != "bo" and array is not None for name, array in names.items()):
        return text
    return re.sub(r" \+ (\{b\w*\}|b_\{\w+\}|b)(?![a-z_{])", "", text)


def shapes(numbers: str, names: Mapping[str, Array], result: Array | None = None) -> str:
    """The shapes of what is written, in its order.

    >>> import numpy as np
    >>> shapes(r"{x} {Wx} + {h}", {"x": np.zeros(2), "Wx": np.zeros((2, 3)), "h": np.zeros(3), "b": np.zeros(3)})
    '(1×2) (2×3) + (1×3)'
    """
    plain = re.sub(r"\\(?!odot)[a-zA-Z]+(\{\w+\})?|\\,", "", drop_biases(numbers, names).replace(r"\odot", "⊙"))
    if len(re.findall(r"\{\w+\}", plain)) == 1:
        plain = plain.strip("() ")
    written = fill(plain, names, size)
    return written if result is None else f"{written} {'=' if ' ' in written else '→'} {size(result)}"


def title(run: Run, equation: Equation | BackEquation, layer: int, lines: Sequence[Equation | BackEquation]) -> str:
    """The line's title, with its letter where several lines share it, and its layer where there are several."""
    alike = sum(other.title == equation.title for other in lines) > 1
    return of_layer(run, _(equation.title) + (f", {equation.name}" if alike else ""), layer)


def of_layer(run: Run, said: str, layer: int) -> str:
    return said if run.scenario.layers == 1 else _("{title} – layer {layer}").format(title=said, layer=layer + 1)


def cell_code(run: Run, pieces: Sequence[str]) -> str:
    """The lines of the cell that contain ``pieces``."""
    return "; ".join(code(type(run.cell), piece).removeprefix("return ") for piece in pieces)


def row(signals: Any, t: int) -> dict[str, Array]:
    return {name: array[0, t] for name, array in signals.items()}


def plus(sign: str, bias: Array | None, write: Callable[[Array], str] = lambda _bias: "") -> str:
    return "" if bias is None else sign + write(bias)


def code(function: Callable, containing: str) -> str:
    """The source line of ``function`` that contains a text.

    >>> from rnnviz.core.nn.cells import Elman
    >>> code(Elman.step, "np.add")
    'np.add(wx, state[0].dot(weights.Wh), a)'
    """
    found = (line for line in source(function) if containing in line and not line.startswith(('"', "def")))
    return next(found).rstrip(",")


@cache
def source(function: Callable) -> list[str]:
    """The lines of a function, or of a class's methods: for a whole class, inspect would parse the whole file."""
    methods = filter(inspect.isfunction, vars(function).values()) if isinstance(function, type) else [function]
    return [line.strip() for method in methods for line in inspect.getsource(method).splitlines()]
