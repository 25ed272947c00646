"""How a line of a worksheet is written: a template filled with symbols is its formula, with numbers its calculation."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from rnnviz.core.arrays import Array, Record
from rnnviz.core.equation import (
    PLACE,
    Equation,
    fill,
    gradient_symbol,
    sent_symbol,
    signal_symbol,
    weight_symbol,
    without,
)
from rnnviz.core.run import Run
from rnnviz.core.text.latex import number, size, tex
from rnnviz.i18n import _

BREAK = r" \\[4pt] &= "  # where a calculation goes on in another row


class Used(NamedTuple):
    """A number that a calculation uses: an array, or LaTeX as it is to stand there.

    ``name`` is what ``values`` calls it, of the step ``later`` steps after the line's; nothing if it has none.
    """

    array: Array | np.float64 | str
    name: str = ""
    later: int = 0


class Line(NamedTuple):
    """One equation of a step.

    ``formula`` is LaTeX, ``calculation`` LaTeX with ``{names}`` of what is ``used``, ``answer`` what it comes to, and
    ``code`` the line that computes it. ``layer`` counts from 0; the ends of the network have none.
    """

    title: str
    formula: str
    calculation: str
    used: Mapping[str, Used]
    answer: Used
    shapes: str
    code: str
    note: str = ""
    layer: int | None = None

    @property
    def numbers(self) -> str:
        """The calculation with its numbers, in LaTeX."""
        return fill(self.calculation, self.used, latex)

    @property
    def result(self) -> str:
        return latex(self.answer)


def latex(used: Used) -> str:
    if isinstance(used.array, str):
        return used.array
    array = np.asarray(used.array)
    return tex(array) if array.ndim else number(float(array))


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


def written(equation: Equation, run: Run, names: Mapping[str, Any]) -> tuple[str, str, dict[str, Used]]:
    """The right-hand side as formula and as calculation, and what it uses; biases that are not there are left out."""
    template = without(equation.template, {name for name, array in names.items() if array is None})
    given = {name: Used(each.compute(Record(**names))) for name, each in equation.given.items()}
    formula = fill(template, symbols_of(run) | {name: each.symbol for name, each in equation.given.items()})
    return formula, template, used_in(template, names) | given


def used_in(template: str, names: Mapping[str, Array]) -> dict[str, Used]:
    """What of ``names`` a calculation uses."""
    return {name: Used(names[name], name) for name in PLACE.findall(template) if name in names}


def shapes(template: str, used: Mapping[str, Used]) -> str:
    """The shapes of what is written, in its order.

    >>> import numpy as np
    >>> shapes(r"{x} {Wx} + {h}", {"x": Used(np.zeros(2)), "Wx": Used(np.zeros((2, 3))), "h": Used(np.zeros(3))})
    '(1×2) (2×3) + (1×3)'
    """
    plain = template.replace(r"\odot", "⊙").replace(r"\left", "").replace(r"\right", "").replace("^2", "")
    plain = re.sub(r"\\[a-zA-Z]+|\\,", "", plain)
    if len(re.findall(r"\{\w+\}", plain)) == 1:
        plain = plain.strip("() ")
    return fill(plain, used, lambda each: size(each.array))


def title(run: Run, equation: Equation, layer: int, lines: Sequence[Equation]) -> str:
    """The line's title, with its letter where several lines share it, and its layer where there are several."""
    alike = sum(other.title == equation.title for other in lines) > 1
    return of_layer(run, _(equation.title) + (f", {equation.name}" if alike else ""), layer)


def of_layer(run: Run, said: str, layer: int) -> str:
    return said if run.scenario.layers == 1 else _("{title} – layer {layer}").format(title=said, layer=layer + 1)


def row(signals: Any, t: int) -> dict[str, Array]:
    return {name: array[0, t] for name, array in signals.items()}
