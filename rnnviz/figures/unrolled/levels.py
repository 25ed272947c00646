"""The levels of the unrolled network from bottom to top: x, the state of every layer, the answer that is judged."""

from collections.abc import Iterator
from typing import NamedTuple

from rnnviz.core.arrays import Array
from rnnviz.core.run import Run

# T steps, K units of a level


class Level(NamedTuple):
    """One level: a disc for each unit and step. The initial state and its gradient are None where there is none.

    ``gradient`` is dL/dx, dL/dh or, for the answer, dL/dy: it is taken at the logits ``sums`` where the head makes
    something else of them, which is then judged.
    """

    name: str  # as in trace.signals: x, h, h2, y, u, p or q
    units: tuple[str, ...]  # symbols or classes, where a unit stands for one
    values: Array  # (T, K)
    gradient_name: str  # dx, dh, dh2, dy
    gradient: Array  # (T, K)
    start: Array | None = None  # (K,)
    start_gradient: Array | None = None  # (K,)
    sums: Array | None = None  # (T, K)

    @property
    def size(self) -> int:
        """K."""
        return self.values.shape[1]


def levels(run: Run) -> list[Level]:
    """
    >>> from rnnviz import Scenario, simulate
    >>> [level.name for level in levels(simulate(Scenario(inputs="1; 2", layers=2)))]
    ['x', 'h', 'h2', 'y']
    """
    return [inputs(run), *states(run), answer(run)]


def inputs(run: Run) -> Level:
    embedded = run.params.E is not None
    names = () if embedded else run.scenario.task.symbols
    return Level("x", names, run.trace.signals["x"][0], "dx", run.gradients.signals["x"][0])


def states(run: Run) -> Iterator[Level]:
    for end in run.layer_ends:
        name = "h" + end
        values, gradient = run.trace.signals[name][0], run.gradients.signals[name][0]
        yield Level(name, (), values, "d" + name, gradient, run.trace.start[name][0], run.gradients.start[name][0])


def answer(run: Run) -> Level:
    signals, judged = run.trace.signals, run.head.judged
    names = run.scenario.task.classes if run.head.classes else ()
    sums = None if judged == "y" else signals["y"][0]
    return Level(judged, names, signals[judged][0], "dy", run.gradients.signals["y"][0], sums=sums)
