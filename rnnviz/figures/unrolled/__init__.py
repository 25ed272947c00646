"""The network unrolled in time, as arrays: what a picture of it draws, forward and back. One example is in view."""

from typing import NamedTuple

import numpy as np

from rnnviz.core.arrays import Array
from rnnviz.core.run import Run
from rnnviz.figures.unrolled.edges import Edge, edges
from rnnviz.figures.unrolled.focus import Focus, focus, summed_up
from rnnviz.figures.unrolled.forks import Fork, forks
from rnnviz.figures.unrolled.levels import Level, levels

__all__ = ["Edge", "Focus", "Fork", "Level", "Unrolled", "unrolled"]

# T steps, O outputs


class Unrolled(NamedTuple):
    """What there is to draw of the unrolled network. Steps in ``resets`` and ``cuts`` are counted from 0."""

    levels: list[Level]  # from bottom to top
    edges: list[Edge]
    forks: list[Fork]  # from the lowest layer
    focus: dict[str, Focus]  # by level
    target: Array  # (T, O)
    classes: Array | None  # (T,), the right class of each step, from 0, where the target is one
    losses: Array  # (T,)
    counted: Array  # (T,), 1 where the loss counts, else 0
    tokens: list[str]  # what is read at each step where symbols are, or nothing
    fed: list[str]  # "" where the input is read, else what is fed in its place: teacher, free, nothing
    resets: list[int]  # the steps, but the first, that begin with the initial state again
    cuts: list[int]  # the steps, but the first, whose gradient does not go to the step before

    @property
    def summed_up(self) -> list[str]:
        """What is left out, level by level, in words."""
        said = (summed_up(level, self.focus[level.name]) for level in self.levels)
        return [sentence for sentence in said if sentence]


@np.errstate(all="ignore")
def unrolled(run: Run) -> Unrolled:
    """The picture's numbers, all of the first example in view.

    >>> from rnnviz import Scenario, simulate
    >>> picture = unrolled(simulate(Scenario(inputs="1; 2", block=1)))
    >>> [level.name for level in picture.levels], picture.cuts, picture.resets
    (['x', 'h', 'y'], [1], [])
    """
    every, joined = levels(run), edges(run)
    task, scenario = run.scenario.task, run.scenario
    return Unrolled(
        every,
        joined,
        forks(run),
        focus(run, every, joined),
        run.target[0],
        run.target[0].argmax(axis=1) if run.head.classes else None,
        run.losses[0],
        run.counted,
        run.symbols if any(run.symbols) else [],
        ["" if t < task.given else scenario.feedback for t in range(run.steps)],
        run.blocks.resets[1:],
        run.blocks.starts[1:],
    )
