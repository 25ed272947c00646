"""How a line of a worksheet is written: a template filled with symbols is its formula, with numbers its calculation."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from rnnviz.core.arrays import Array, Record
from rnnviz.core.equation import Equation, fill, gradient_symbol, sent_symbol, signal_symbol, weight_symbol, without
from rnnviz.core.run import Run
from rnnviz.core.text.latex import size, tex
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
    end = run.layer_ends[layer]
    below = f"h{run.layer_ends[layer - 1]}" if layer else "x"
    trace, back = run.trace, run.gradients
    names = {"x": trace.signals[below], "dx": back.signals[f"h_from_output{below[1:]}" if layer else "x"]}
    names |= {"dy": back.signals["y"], "dh_from_output": back.signals[f"h_from_output{end}"]}
    for name in trace.layers[layer].signals.names:
        names |= {name: trace.signals[name + end], f"d{name}": back.signals[name + end]}
    for state in run.cell.states:
        names |= {f"{state}_before": trace.before[state + end], f"d{state}_before": back.sent[state + end]}
        names[f"d{state}_from_future"] = back.signals[f"{state}_from_future{end}"]
    weights = dict(vars(run.params.layer(layer))) | {"Wo": run.params.Wo, "bo": run.params.bo}
    turned = {f"{name}T": array.T for name, array in weights.items() if array is not None}
    return {name: array[0, t] for name, array in names.items()} | weights | turned


@cache
def symbols(
    names: tuple[str, ...], states: tuple[str, ...], weights: tuple[str, ...], step: str, before: str
) -> dict[str, str]:
    """How signals ``names`` and ``states``, ``weights``, and all their gradients are written at a step."""
    later = "{t+1}" if step == "t" else "{t+2}"
    signals = {name: signal_symbol(name, step) for name in (*names, "x", "y")}
    matrices = {name: weight_symbol(name) for name in (*weights, "Wo", "bo")}
    found = signals | matrices | {f"{name}T": rf"{symbol}^\top" for name, symbol in matrices.items()}
    found |= {f"d{name}": gradient_symbol(symbol) for name, symbol in signals.items()}
    for state in states:
        earlier = signal_symbol(state, before)
        found |= {f"{state}_before": earlier, f"d{state}_before": sent_symbol(earlier, step)}
        found[f"d{state}_from_future"] = sent_symbol(signals[state], later)
    return found


def symbols_of(run: Run, step: str = "t", before: str = "{t-1}") -> dict[str, str]:
    """The symbols of a run's cell at a step."""
    names = tuple(equation.name for equation in run.cell.equations)
    return symbols(names, tuple(run.cell.states), tuple(run.cell.weights), step, before)


def written(equation: Equation, run: Run, names: Mapping[str, Any]) -> tuple[str, str, str]:
    """The right-hand side as formula, with its numbers, and its shapes."""
    template = kept(equation.template, names)
    given = {name: each.compute(Record(**names)) for name, each in equation.given.items()}
    formula = fill(template, symbols_of(run) | {name: each.symbol for name, each in equation.given.items()})
    arrays = {name: array for name, array in {**names, **given}.items() if array is not None}
    return formula, fill(template, arrays, tex), shapes(template, arrays)


def kept(template: str, names: Mapping[str, Any]) -> str:
    """``template`` without the biases that the network does without."""
    return without(template, {name for name, array in names.items() if array is None})


def shapes(template: str, names: Mapping[str, Array], result: Array | None = None) -> str:
    """The shapes of what is written, in its order.

    >>> import numpy as np
    >>> shapes(r"{x} {Wx} + {h}", {"x": np.zeros(2), "Wx": np.zeros((2, 3)), "h": np.zeros(3)})
    '(1×2) (2×3) + (1×3)'
    """
    plain = template.replace(r"\odot", "⊙").replace(r"\left", "").replace(r"\right", "").replace("^2", "")
    plain = re.sub(r"\\[a-zA-Z]+|\\,", "", plain)
    if len(re.findall(r"\{\w+\}", plain)) == 1:
        plain = plain.strip("() ")
    found = fill(plain, names, size)
    return found if result is None else f"{found} {'=' if ' ' in found else '→'} {size(result)}"


def title(run: Run, equation: Equation, layer: int, lines: Sequence[Equation]) -> str:
    """The line's title, with its letter where several lines share it, and its layer where there are several."""
    alike = sum(other.title == equation.title for other in lines) > 1
    return of_layer(run, _(equation.title) + (f", {equation.name}" if alike else ""), layer)


def of_layer(run: Run, said: str, layer: int) -> str:
    return said if run.scenario.layers == 1 else _("{title} – layer {layer}").format(title=said, layer=layer + 1)


def row(signals: Any, t: int) -> dict[str, Array]:
    return {name: array[0, t] for name, array in signals.items()}


def plus(sign: str, bias: Array | None, write: Callable[[Array], str] = lambda _bias: "") -> str:
    return "" if bias is None else sign + write(bias)
