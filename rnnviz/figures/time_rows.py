"""The same numbers over time: a row for every unit of every state, answer and gradient, in the network's columns."""

from collections.abc import Mapping
from typing import NamedTuple

from rnnviz.core.arrays import Array
from rnnviz.core.run import Run
from rnnviz.figures.style import largest, with_start


class Rows(NamedTuple):
    """The rows of one signal. ``name`` is the signal's as a Run has it, ``gradient`` whether its gradient is shown.

    ``labels`` name the rows where they have names of their own. ``numbers`` are (K, T + 1): column 0 is the initial
    state or its gradient, NaN where there is none.
    """

    name: str
    gradient: bool
    labels: tuple[str, ...]
    numbers: Array


def value_rows(run: Run) -> list[Rows]:
    """Each layer's states, what its gates are open, and the answer that is judged."""
    trace, gates = run.trace, [equation.name for equation in run.cell.equations if equation.role == "gate"]
    names = [name + end for end in run.layer_ends for name in (*run.cell.states, *gates)]
    found = [Rows(name, False, (), with_start(trace.signals[name][0], first(trace.start, name))) for name in names]
    return [*found, Rows(run.head.judged, False, classes(run), with_start(trace.signals[run.head.judged][0]))]


def gradient_rows(run: Run) -> list[Rows]:
    """dL/dy, then from the top layer down the gradients at its states and at the sums that its weights make."""
    signals, start = run.gradients.signals, run.gradients.start
    sums = [equation.name for equation in run.cell.equations if equation.role == "sum"]
    names = [name + end for end in reversed(run.layer_ends) for name in (*run.cell.states, *sums)]
    found = [Rows(name, True, (), with_start(signals[name][0], first(start, name))) for name in names]
    return [Rows("y", True, classes(run), with_start(signals["y"][0])), *found]


def first(start: Mapping[str, Array], name: str) -> Array | None:
    """The initial state of the example in view, or its gradient; None for what has none."""
    return start[name][0] if name in start else None


def classes(run: Run) -> tuple[str, ...]:
    return tuple(run.scenario.task.classes) if run.head.classes else ()


def peaks(rows: list[Rows]) -> tuple[float, float]:
    """The largest size of a value and of a gradient among ``rows``, where their colours end."""
    found = [[largest(each.numbers) for each in rows if each.gradient is gradient] for gradient in (False, True)]
    return max(found[0], default=0.0), max(found[1], default=0.0)
